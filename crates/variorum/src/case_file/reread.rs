//! Reading reports again with another version of the program.
//!
//! ```text
//! capture ─▶ its reports, some at a time ─▶ annotated anew ─▶ written, in one transaction with how far it has come
//! ```
//!
//! No more is held than a capture and a batch of its reports, however large the case is. Who is killed on the way goes on
//! there the next time.

use super::{CaseFile, numbered};
use crate::Outcome;
use rayon::prelude::*;
use std::collections::BTreeSet;
use variorum_model::{Account, Report, ReportId};
use variorum_store::{Error, OneCapture, Rereading, StoredReport};

/// How many reports are read between two transactions.
const BATCH: usize = 64;
/// How many bytes of captures.
const BYTES: usize = 32 << 20;

/// What is read of one report: as it was, and as it is now.
struct Again {
    stored: StoredReport,
    report: Report,
}

impl CaseFile {
    /// Reads all reports again from their original bytes, with this version of the program; goes on where it was stopped
    /// before. Gives how many were read, and how many of them otherwise than before. `read` reads bytes under their name.
    ///
    /// # Errors
    /// The case cannot be read or written.
    pub fn read_again(
        &mut self,
        now: &str,
        read: &dyn Fn(&str, &[u8]) -> Outcome,
    ) -> Result<Rereading, Error> {
        let version = self.engine.version();
        let mut come = self.store.rereading(&version)?;
        let (mut batch, mut n_bytes): (Vec<Again>, usize) = (Vec::new(), 0);
        let mut last = come.capture;
        while let Some(capture) = self.store.capture_after(last)? {
            last = capture.id;
            n_bytes += capture.bytes.len();
            let skipped = std::mem::take(&mut come.in_next);
            let mut outcome = read(&capture.name, &capture.bytes);
            let OneCapture { reports, .. } = capture;
            let n = reports.len();
            for (done, (place, row)) in reports.into_iter().enumerate().skip(skipped) {
                let Some(stored) = self.store.reports_at(&BTreeSet::from([row]))?.pop() else { continue };
                let report = outcome.reports.get_mut(place).map(std::mem::take);
                batch.push(Again { report: renewed(report, &stored.report), stored });
                if batch.len() == BATCH && done + 1 < n {
                    come.in_next = done + 1;
                    self.write_again(&mut batch, now, &mut come)?;
                }
            }
            (come.capture, come.in_next) = (last, 0);
            if batch.len() >= BATCH || n_bytes >= BYTES {
                self.write_again(&mut batch, now, &mut come)?;
                n_bytes = 0;
            }
        }
        if !batch.is_empty() {
            self.write_again(&mut batch, now, &mut come)?;
        }
        self.store.end_rereading()?;
        Ok(come)
    }

    /// Annotates a batch and writes it.
    fn write_again(&mut self, batch: &mut Vec<Again>, now: &str, come: &mut Rereading) -> Result<(), Error> {
        let engine = &self.engine;
        let annotated: Vec<(i64, Report, Account, bool)> = std::mem::take(batch)
            .into_par_iter()
            .map(|Again { stored, report }| {
                let account = engine.annotate(ReportId(0), &report);
                let before = stored.account.map(|account| numbered(account, ReportId(0)).claims);
                let is_other = report != stored.report || before.as_ref() != Some(&account.claims);
                (stored.row, report, account, is_other)
            })
            .collect();
        come.read += annotated.len();
        come.changed += annotated.iter().filter(|(.., is_other)| *is_other).count();
        let reports: Vec<(i64, Report, Account)> =
            annotated.into_iter().map(|(row, report, account, _)| (row, report, account)).collect();
        self.store.read_again(&reports, &self.engine.version(), now, come)
    }
}

/// What is read now, under the id and from the place that the report has; what cannot be read any more stays.
fn renewed(report: Option<Report>, before: &Report) -> Report {
    let mut report = report.unwrap_or_else(|| before.clone());
    report.id.clone_from(&before.id);
    // The bytes lie elsewhere now; where they came from stays what it was.
    if let (Some(first), Some(from)) = (report.provenance.path.first_mut(), before.provenance.path.first()) {
        first.clone_from(from);
    }
    report
}
