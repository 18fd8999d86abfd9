//! A case on disk: reports are added as they come, decisions are made, and everything can be seen as it stands or stood.
//!
//! ```text
//! bytes ──add──▶ case.variorum ──open──▶ Material ──case──▶ Case (with the decisions in force)
//!                       ▲                                    │
//!                       └──────────── settle ◀───────────────┘  what stands otherwise than before goes into the history
//! ```

mod add;
mod decide;
mod keys;
mod part;
mod reread;
mod settle;
mod view;

pub use add::{AddOutcome, Incoming, Known, Prepared};
pub use decide::{decision, describe};
pub use keys::Keys;
pub use part::Part;
pub use view::View;
use view::question_of;

use crate::{Change, Engine};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use variorum_collate::changes;
use variorum_model::decision::Undone;
use variorum_model::{Account, Case, Decision, Report, ReportId};
use variorum_store::{
    Captured, Error, Extract, HistoryEntry, Hits, QuestionState, Recorded, Sought, Store, Version,
};

/// An open case with the engine that reads for it.
#[derive(Debug)]
pub struct CaseFile {
    store: Store,
    engine: Arc<Engine>,
}

/// What a case consists of, in memory.
#[derive(Clone, Debug, Default)]
pub struct Material {
    /// The reports, in the order in which they came.
    pub reports: Vec<Report>,
    /// What each says.
    pub accounts: Vec<Account>,
    /// The number of each report in the case: it stays.
    pub rows: Vec<i64>,
    /// When each was added: RFC 3339, UTC.
    pub added: Vec<String>,
    /// What was decided, undone decisions with the others.
    pub decisions: Vec<Decision>,
    /// The change of the case that this is as of.
    pub revision: u64,
    /// How many reports another version of the program has read.
    pub outdated: usize,
}

impl CaseFile {
    /// Makes a new case.
    ///
    /// # Errors
    /// There is a file of this name, or it cannot be written.
    pub fn create(path: &Path, engine: Arc<Engine>, now: &str) -> Result<CaseFile, Error> {
        Ok(CaseFile { store: Store::create(path, now)?, engine })
    }

    /// Opens a case to read and write.
    ///
    /// # Errors
    /// It is not there, not a case, of a later version, or may not be written.
    pub fn open(path: &Path, engine: Arc<Engine>) -> Result<CaseFile, Error> {
        Ok(CaseFile { store: Store::open(path)?, engine })
    }

    /// Opens a case to read.
    ///
    /// # Errors
    /// It is not there, not a case, or of a later version.
    pub fn open_to_read(path: &Path, engine: Arc<Engine>) -> Result<CaseFile, Error> {
        Ok(CaseFile { store: Store::open_to_read(path)?, engine })
    }

    /// The engine.
    pub fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// Reads what the case consists of.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn material(&self) -> Result<Material, Error> {
        let mut material = Material::default();
        self.refresh(&mut material)?;
        Ok(material)
    }

    /// Brings the material up to date with what was added and decided since. Reports that were read again are not noticed
    /// unless all is read anew: see [`CaseFile::material`].
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn refresh(&self, material: &mut Material) -> Result<(), Error> {
        let now = self.engine.version();
        let current: BTreeSet<i64> = self
            .store
            .versions()?
            .into_iter()
            .filter(|(_, version, _)| *version == now)
            .map(|(id, ..)| id)
            .collect();
        // Somebody may add meanwhile; then there is more to read.
        loop {
            let revision = self.store.revision()?;
            let stored = self.store.reports(material.rows.last().copied().unwrap_or(0))?;
            material.outdated += stored.iter().filter(|stored| !current.contains(&stored.version)).count();
            self.take(material, stored);
            material.decisions = self.store.decisions()?;
            if self.store.revision()? == revision {
                material.revision = revision;
                return Ok(());
            }
        }
    }

    /// The case as this material has it, with the keys of its events and questions.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn view(&self, material: &Material) -> Result<View, Error> {
        let case = material.case(&self.engine);
        let keys = Keys::of(&case, &self.store.known_events()?);
        let Material { reports, rows, added, revision, .. } = material.clone();
        Ok(View { reports, rows, added, case, keys, revision })
    }

    /// Whether something was added or decided that the recorded statuses do not know of.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn is_settled(&self) -> Result<bool, Error> {
        Ok(self.store.revision()? == self.store.settled()?)
    }

    /// The number of changes that the case has seen.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn revision(&self) -> Result<u64, Error> {
        self.store.revision()
    }

    /// Records a decision.
    ///
    /// # Errors
    /// The case cannot be written.
    pub fn decide(&mut self, decision: &Decision) -> Result<Recorded, Error> {
        self.store.decide(decision)
    }

    /// Takes a decision back; its id may be cut short. Gives the whole id.
    ///
    /// # Errors
    /// There is no such decision, or the case cannot be written.
    pub fn undo(&mut self, id: &str, undone: &Undone) -> Result<String, Error> {
        self.store.undo(id, undone)
    }

    /// All decisions, undone ones with the others.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decision>, Error> {
        self.store.decisions()
    }

    /// Words in reports and claims.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn search(&self, sought: &Sought<'_>) -> Result<Hits, Error> {
        self.store.search(sought)
    }

    /// How questions stood, the last change first.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn history(&self, of: &Extract<'_>) -> Result<Vec<HistoryEntry>, Error> {
        self.store.history(of)
    }

    /// How many changes there are of a question, or of all, before a time: see [`Extract`].
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn n_history(&self, question: Option<&str>, before: Option<&str>) -> Result<usize, Error> {
        self.store.n_history(question, before)
    }

    /// The days on which something was recorded (2031-03-05, UTC), in order.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn days_of_history(&self) -> Result<Vec<String>, Error> {
        self.store.days_of_history()
    }

    /// How the questions stood when they were last recorded.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn questions(&self) -> Result<Vec<QuestionState>, Error> {
        self.store.questions()
    }

    /// How these events stood when they were last recorded, by their keys: their questions, and their names.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn stands(
        &self,
        events: &BTreeSet<String>,
    ) -> Result<(Vec<QuestionState>, BTreeMap<String, String>), Error> {
        self.store.stands(events)
    }

    /// The names of events by their keys.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn labels(&self) -> Result<BTreeMap<String, String>, Error> {
        self.store.labels()
    }

    /// What is wrong with the file; nothing for a sound one.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn integrity(&self) -> Result<Vec<String>, Error> {
        self.store.integrity()
    }

    /// When the case was made: RFC 3339, UTC.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn made(&self) -> Result<String, Error> {
        self.store.made()
    }

    /// What has read its reports: version, and how many reports it has read as they are now.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn versions(&self) -> Result<Vec<(Version, usize)>, Error> {
        Ok(self.store.versions()?.into_iter().map(|(_, version, n)| (version, n)).collect())
    }

    /// The number of reports.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn n_reports(&self) -> Result<usize, Error> {
        self.store.n_reports()
    }

    /// The paths and addresses that reports were captured from.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn captured_from(&self) -> Result<BTreeSet<String>, Error> {
        self.store.captured_from()
    }

    /// What a report was read from: name, BLAKE3 hash, time of capture, bytes.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn capture_of(&self, row: i64) -> Result<Option<Captured>, Error> {
        self.store.capture_of(row)
    }
}

impl Material {
    /// What the reports say together, with the decisions in force.
    pub fn case(&self, engine: &Engine) -> Case {
        let in_force: Vec<&Decision> =
            self.decisions.iter().filter(|decision| decision.undone.is_none()).collect();
        if in_force.is_empty() {
            return engine.collate(&self.reports, &self.accounts);
        }
        let mut accounts = self.accounts.clone();
        let directions = decide::apply(&in_force, &self.reports, &mut accounts);
        let mut case = engine.collate_with(&self.reports, &accounts, &directions);
        case.judgements = decide::judgements(&in_force, &case, &self.reports, &self.accounts);
        case
    }

    /// What was known at the end of a day: the reports published until then. Those without a date are left out: nobody can say
    /// that they were there.
    pub fn until(&self, day: Date) -> Material {
        self.filtered(|report, _| report.published.is_some_and(|published| published.date <= day))
    }

    /// What was known before a day; reports without a date count as known.
    pub fn before(&self, day: Date) -> Material {
        self.filtered(|report, _| report.published.is_none_or(|published| published.date < day))
    }

    /// What was in the case before a time (RFC 3339, UTC).
    pub fn added_before(&self, time: &str) -> Material {
        self.filtered(|_, added| added < time)
    }

    /// Some of the reports, by their places.
    pub fn of(&self, places: &BTreeSet<usize>) -> Material {
        self.chosen(|idx| places.contains(&idx))
    }

    fn filtered(&self, keep: impl Fn(&Report, &str) -> bool) -> Material {
        self.chosen(|idx| keep(&self.reports[idx], &self.added[idx]))
    }

    fn chosen(&self, keep: impl Fn(usize) -> bool) -> Material {
        let mut kept = Material {
            decisions: self.decisions.clone(),
            revision: self.revision,
            outdated: self.outdated,
            ..Material::default()
        };
        for (idx, report) in self.reports.iter().enumerate() {
            if keep(idx) {
                let id = ReportId(kept.reports.len() as u32);
                kept.accounts.push(numbered(self.accounts[idx].clone(), id));
                kept.reports.push(report.clone());
                kept.rows.push(self.rows[idx]);
                kept.added.push(self.added[idx].clone());
            }
        }
        kept
    }

    /// What stands otherwise than in an earlier state.
    pub fn changes_since(&self, earlier: &Material, engine: &Engine) -> Vec<Change> {
        changes(&earlier.case(engine), &self.case(engine))
    }

    /// The days on which reports were published, in order.
    pub fn days(&self) -> Vec<Date> {
        let days: BTreeSet<Date> = self
            .reports
            .iter()
            .filter_map(|report| report.published.map(|published| published.date))
            .collect();
        days.into_iter().collect()
    }
}

/// An account with its report's place in the list in it.
fn numbered(mut account: Account, id: ReportId) -> Account {
    account.report = id;
    account.claims.iter_mut().for_each(|claim| claim.report = id);
    account.events.iter_mut().for_each(|event| event.reports = vec![id]);
    account
}
