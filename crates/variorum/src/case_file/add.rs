//! Adding reports.
//!
//! Reading and annotating need no case and can be spread over threads; what is written is written one report after another.

use super::CaseFile;
use crate::{Engine, Ids, InputFormat, Note, Outcome};
use std::collections::BTreeMap;
use variorum_model::{Account, Report, ReportId};
use variorum_store::{Added, Capture, Error, NewReport, hash, report_hash};

/// Bytes that came from somewhere.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// The path or address that they came from.
    pub name: &'a str,
    /// The bytes.
    pub bytes: &'a [u8],
    /// Their format, where it is known.
    pub format: Option<InputFormat>,
}

/// What was read from them, ready to be added.
#[derive(Debug)]
pub struct Prepared {
    hash: String,
    reports: Vec<(usize, Report, Account, String)>,
    known: Vec<(String, String)>,
    notes: Vec<Note>,
}

/// Reports that are in a case: by hash, each with the id that it has there.
pub type Known = BTreeMap<String, String>;

/// What came of adding.
#[derive(Clone, Debug, Default)]
pub struct AddOutcome {
    /// The ids of the reports that are new.
    pub added: Vec<String>,
    /// Their numbers.
    pub rows: Vec<i64>,
    /// Reports that were there already: the id that they come with, and the id that they have.
    pub known: Vec<(String, String)>,
    /// What is to be said of the input.
    pub notes: Vec<Note>,
}

/// Whether the ids of the reports are the input's, not made from its name.
fn id_is_given(incoming: &Incoming<'_>, outcome: &Outcome) -> bool {
    let format = incoming.format.or_else(|| InputFormat::from_path(incoming.name));
    format == Some(InputFormat::JsonLines) || outcome.reports.len() > 1
}

impl CaseFile {
    /// Which of the reports that were read are in the case: their hashes, each with the id that it has there.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn known(&self, incoming: &Incoming<'_>, outcome: &Outcome) -> Result<Known, Error> {
        let id_is_given = id_is_given(incoming, outcome);
        let mut known = Known::new();
        for report in &outcome.reports {
            let hash = report_hash(report, id_is_given);
            if let Some(name) = self.store.with_hash(&hash)? {
                known.insert(hash, name);
            }
        }
        Ok(known)
    }

    /// Reads the bytes and annotates what was read.
    pub fn prepare(engine: &Engine, incoming: &Incoming<'_>) -> Prepared {
        let outcome = match incoming.format {
            Some(format) => engine.read_as(incoming.name, format, incoming.bytes),
            None => engine.read(incoming.name, incoming.bytes),
        };
        CaseFile::prepare_read(engine, incoming, outcome, &Known::new())
    }

    /// The same of bytes that somebody else has read. Reports that are in the case are not annotated again.
    pub fn prepare_read(
        engine: &Engine,
        incoming: &Incoming<'_>,
        outcome: Outcome,
        known: &Known,
    ) -> Prepared {
        let id_is_given = id_is_given(incoming, &outcome);
        let mut prepared = Prepared {
            hash: hash(incoming.bytes),
            reports: Vec::new(),
            known: Vec::new(),
            notes: outcome.notes,
        };
        for (place, report) in outcome.reports.into_iter().enumerate() {
            let hash = report_hash(&report, id_is_given);
            match known.get(&hash) {
                Some(name) => prepared.known.push((report.id, name.clone())),
                None => {
                    let account = engine.annotate(ReportId(0), &report);
                    prepared.reports.push((place, report, account, hash));
                }
            }
        }
        prepared
    }

    /// Adds what was prepared, each report in a transaction of its own. `now` is when the bytes came: RFC 3339, UTC.
    ///
    /// # Errors
    /// The case cannot be written. The reports that the outcome does not name are not in it then.
    pub fn add(
        &mut self,
        incoming: &Incoming<'_>,
        prepared: Prepared,
        ids: &mut Ids,
        now: &str,
    ) -> Result<AddOutcome, Error> {
        let version = self.engine.version();
        let mut outcome =
            AddOutcome { known: prepared.known, notes: prepared.notes, ..AddOutcome::default() };
        let capture =
            Capture { name: incoming.name, bytes: incoming.bytes, hash: &prepared.hash, captured: now };
        for (place, mut report, mut account, hash) in prepared.reports {
            let given = report.id.clone();
            loop {
                self.store.namesakes(&given)?.iter().for_each(|name| ids.reserve(name));
                if let Some(note) = ids.take(&mut report) {
                    outcome.notes.push(note);
                    // The ids of its claims are made from its own.
                    account = self.engine.annotate(ReportId(0), &report);
                }
                let new = NewReport { place, report: &report, account: &account, hash: &hash };
                match self.store.add(&capture, &new, &version)? {
                    Added::New(row) => {
                        outcome.added.push(report.id);
                        outcome.rows.push(row);
                    }
                    Added::Known(name) => outcome.known.push((given, name)),
                    Added::IdTaken => {
                        report.id.clone_from(&given);
                        continue;
                    }
                }
                break;
            }
        }
        Ok(outcome)
    }
}
