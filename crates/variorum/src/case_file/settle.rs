//! Recording how the case stands: all of it, or the events that new reports touch.
//!
//! ```text
//! 10,000 reports, one more about the Solveig   its names ─▶ reports that have them ─▶ their events, with all their reports
//!                                              these few are brought together, and what they ask is recorded
//! ```
//!
//! How rare a word is depends on the whole, so that a few reports may be brought together otherwise than among all others.
//! What is recorded of the others is therefore the measure: only a result that leaves them where they are is taken. Where
//! there is none, the whole case is looked at.

use super::{CaseFile, Keys, Material, Part, View, numbered};
use std::collections::BTreeSet;
use variorum_model::value::show_exactly;
use variorum_model::{Account, Case, Report, ReportId};
use variorum_store::{Changed, Error, Extent, QuestionState, ReadingState, Settlement};

/// A case of so many reports is looked at as a whole whenever it changes.
const SMALL: usize = 120;
/// A case of more is looked at as a whole only when somebody asks how it stands.
const LARGE: usize = 2_000;
/// So many new reports at once are better looked at with all others.
const FEW: usize = 24;
/// How many reports that share names with a new one are looked at with it, with their events: first more, then fewer.
const ALIKE: [usize; 3] = [8, 3, 1];
/// Reports of an event that is looked at because a report like the new one tells of it.
const NEXT: usize = 48;
/// Reports that are looked at because of a new one. An event of more is looked at with the whole case.
const MOST: usize = 200;
/// Names and words by which a new report's likes are found.
const NAMES: usize = 14;

impl CaseFile {
    /// Records how the case stands, and gives what is otherwise than before. `cause` is what was done, in words.
    ///
    /// # Errors
    /// The case cannot be written.
    pub fn settle(&mut self, material: &mut Material, now: &str, cause: &str) -> Result<Vec<Changed>, Error> {
        self.settle_view(material, now, cause).map(|(changes, _)| changes)
    }

    /// The same, with the case as it then stands.
    ///
    /// # Errors
    /// The case cannot be written.
    pub fn settle_view(
        &mut self,
        material: &mut Material,
        now: &str,
        cause: &str,
    ) -> Result<(Vec<Changed>, View), Error> {
        // Somebody may add while this process thinks; then it thinks again.
        for _ in 0..20 {
            let view = self.view(material)?;
            let state = settlement(&view.case, &view.keys, view.revision, |_| true);
            if let Some(changes) = self.store.settle(now, &state, cause, Extent::Whole)? {
                return Ok((changes, view));
            }
            self.refresh(material)?;
        }
        Err(Error::Busy(self.store.path().to_owned()))
    }

    /// Records how the case stands after these reports were added, by their numbers. In a large case only what they touch is
    /// looked at. A case of some size is otherwise looked at as a whole. Gives nothing where that takes long: then it is to be
    /// looked at later, with [`CaseFile::settle`].
    ///
    /// # Errors
    /// The case cannot be read or written.
    pub fn settle_added(
        &mut self,
        rows: &[i64],
        now: &str,
        cause: &str,
    ) -> Result<Option<Vec<Changed>>, Error> {
        // Each report is a change of the case.
        if let Some((changes, _)) = self.settle_part(rows, rows.len(), now, cause)? {
            return Ok(Some(changes));
        }
        if self.n_reports()? > LARGE && rows.len() <= FEW {
            return Ok(None);
        }
        self.settle(&mut self.material()?, now, cause).map(Some)
    }

    /// Records how the events stand that these reports touch, after so many changes that bear on the reports alone, and gives
    /// what is otherwise than before with these events. Nothing where all has to be looked at: in a small case, after many
    /// reports, where something else has changed too, and where the reports move what was told of other events.
    ///
    /// # Errors
    /// The case cannot be read or written.
    pub fn settle_part(
        &mut self,
        rows: &[i64],
        n_changes: usize,
        now: &str,
        cause: &str,
    ) -> Result<Option<(Vec<Changed>, Part)>, Error> {
        let (revision, settled) = (self.store.revision()?, self.store.settled()?);
        let is_all = settled == revision || settled + n_changes as u64 == revision;
        if rows.is_empty() || rows.len() > FEW || !is_all || self.n_reports()? <= SMALL {
            return Ok(None);
        }
        let Some(part) = self.around(rows, revision)? else { return Ok(None) };
        if settled == revision {
            // Whoever has added them has recorded how the case stands.
            return Ok(Some((Vec::new(), part)));
        }
        let state = settlement(&part.case, &part.keys, revision, |idx| part.touched.contains(&idx));
        let changes = self.store.settle(now, &state, cause, Extent::Part)?;
        Ok(changes.map(|changes| (changes, part)))
    }

    /// The events that these reports touch.
    fn around(&self, added: &[i64], revision: u64) -> Result<Option<Part>, Error> {
        let new: BTreeSet<i64> = added.iter().copied().collect();
        let mut likes: Vec<Vec<i64>> = Vec::new();
        for stored in self.store.reports_at(&new)? {
            let names = names(&stored.report, &stored.account.unwrap_or_default());
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let mut of_report = self.store.alike(&names, ALIKE[0] + new.len())?;
            of_report.retain(|row| !new.contains(row));
            likes.push(of_report);
        }
        let decisions = self.store.decisions()?;
        let mut last = BTreeSet::new();
        for n_likes in ALIKE {
            let mut rows = new.clone();
            for &like in likes.iter().flat_map(|likes| likes.iter().take(n_likes)) {
                rows.insert(like);
                for event in self.store.events_of(like)? {
                    let of_event = self.store.reports_of(&event, NEXT + 1)?;
                    if of_event.len() <= NEXT && rows.len() + of_event.len() <= MOST {
                        rows.extend(of_event);
                    }
                }
            }
            if rows == last {
                continue;
            }
            last.clone_from(&rows);
            let material = Material { decisions: decisions.clone(), revision, ..Material::default() };
            if let Some(part) = self.together(added, rows, material)? {
                return Ok(Some(part));
            }
        }
        Ok(None)
    }

    /// The events that the new ones among these reports touch; nothing where the others are not left as they are.
    fn together(
        &self,
        added: &[i64],
        mut rows: BTreeSet<i64>,
        mut material: Material,
    ) -> Result<Option<Part>, Error> {
        // The events that are touched are looked at with all their reports, which may touch others.
        for _ in 0..3 {
            if rows.len() > MOST {
                return Ok(None);
            }
            material = Material {
                decisions: material.decisions,
                revision: material.revision,
                ..Material::default()
            };
            self.take(&mut material, self.store.reports_at(&rows)?);
            let case = material.case(&self.engine);
            let known = self.store.known_at(&rows)?;
            let keys = Keys::of(&case, &known);
            let is_new = |id: &ReportId| material.rows.get(id.index()).is_some_and(|row| added.contains(row));
            let touched: BTreeSet<usize> = (0..case.events.len())
                .filter(|&idx| case.events[idx].event.reports.iter().any(is_new))
                .collect();
            let mut needed = BTreeSet::new();
            for claim in &case.claims {
                let (Some(event), Some(owner)) = (claim.event, known.event_of.get(claim.id.as_str())) else {
                    continue;
                };
                // A claim that was elsewhere, or whose event has been broken up.
                let moves = owner != keys.event(event.index());
                if moves && touched.contains(&event.index()) {
                    return Ok(None);
                }
            }
            for &event in &touched {
                needed.extend(self.store.reports_of(keys.event(event), MOST + 1)?);
            }
            let lost = |claim: &variorum_model::Claim| {
                let owner = known.event_of.get(claim.id.as_str());
                let is_of = |&event: &usize| owner.is_some_and(|owner| owner == keys.event(event));
                touched.iter().any(is_of) && claim.event.is_none_or(|event| !touched.contains(&event.index()))
            };
            if case.claims.iter().any(lost) {
                return Ok(None);
            }
            if needed.is_subset(&rows) {
                let own = added.iter().copied().collect();
                return Ok(Some(Part { material, case, keys, touched, own }));
            }
            rows.extend(needed);
        }
        Ok(None)
    }

    /// Takes stored reports into a material.
    pub(super) fn take(&self, material: &mut Material, stored: Vec<variorum_store::StoredReport>) {
        for stored in stored {
            let id = ReportId(material.reports.len() as u32);
            let account = match stored.account {
                Some(account) => numbered(account, id),
                None => self.engine.annotate(id, &stored.report),
            };
            material.reports.push(stored.report);
            material.accounts.push(account);
            material.rows.push(stored.row);
            material.added.push(stored.added);
        }
    }
}

/// The names and words by which the likes of a report are found: what its events are called and where they were, whom it
/// names, the words of its title.
fn names(report: &Report, account: &Account) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let name = name.trim();
        if name.chars().count() > 3 && names.len() < NAMES && !names.iter().any(|other| other == name) {
            names.push(name.to_owned());
        }
    };
    let main = account.events.iter().filter(|event| event.main);
    for event in main.chain(account.events.iter().filter(|event| !event.main)) {
        event.place.iter().chain(&event.places).for_each(|place| add(place));
        event.label.split_whitespace().for_each(&mut add);
    }
    report
        .title
        .iter()
        .flat_map(|title| title.split(|letter: char| !letter.is_alphanumeric()))
        .for_each(&mut add);
    account.entities.iter().filter(|entity| entity.named).for_each(|entity| add(&entity.name));
    names
}

/// What of a case goes into the history: that of the events that count.
fn settlement(case: &Case, keys: &Keys, revision: u64, counts: impl Fn(usize) -> bool) -> Settlement {
    let mut claims: Vec<Vec<String>> = vec![Vec::new(); case.events.len()];
    for claim in &case.claims {
        if let Some(of_event) = claim.event.and_then(|event| claims.get_mut(event.index())) {
            of_event.push(claim.id.to_string());
        }
    }
    let mut settled = Settlement { revision, ..Settlement::default() };
    for ((idx, entry), claims) in case.events.iter().enumerate().zip(claims) {
        if claims.is_empty() || !counts(idx) {
            continue;
        }
        let key = keys.event(idx).to_owned();
        settled.events.push((key.clone(), entry.event.label.clone(), claims));
        for (number, question) in entry.questions.iter().enumerate() {
            let reading = |reading: &variorum_model::Reading| ReadingState {
                stance: reading.stance.label().to_owned(),
                value: show_exactly(&reading.value),
                reports: reading.reports.len(),
            };
            settled.questions.push(QuestionState {
                key: keys.question(idx, number).to_owned(),
                event: key.clone(),
                property: question.property.to_string(),
                scope: question.scope.as_ref().map(ToString::to_string),
                status: question.status.label().to_owned(),
                why: question.why.clone(),
                readings: question.readings.iter().map(reading).collect(),
            });
        }
    }
    settled
}
