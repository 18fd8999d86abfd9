//! The work on many reports: spread over threads, in the order of the input.

use crate::args::Inputs;
use crate::input::{self, Input};
use crate::messages::Messages;
use crate::progress::Progress;
use rayon::prelude::*;
use std::num::NonZeroU16;
use std::panic::{AssertUnwindSafe, catch_unwind};
use variorum::model::{Account, Report, ReportId};
use variorum::{Engine, Ids};

/// Sets the number of threads for the whole run.
///
/// # Errors
/// The threads cannot be started.
pub(crate) fn use_threads(threads: Option<NonZeroU16>) -> anyhow::Result<()> {
    let Some(threads) = threads else { return Ok(()) };
    rayon::ThreadPoolBuilder::new().num_threads(threads.get().into()).build_global()?;
    Ok(())
}

/// Finds and reads all inputs.
pub(crate) fn read_all(
    arguments: &Inputs,
    engine: &Engine,
    quiet: bool,
    messages: &Messages,
) -> (Vec<Input>, Vec<Report>) {
    let inputs = input::find(arguments, messages);
    let progress = Progress::new("reading", inputs.len(), quiet);
    let mut ids = Ids::default();
    let mut reports = Vec::new();
    // Read in parallel, told of in order: messages must not depend on who is first.
    for some in inputs.chunks(64) {
        let outcomes: Vec<_> = some
            .par_iter()
            .map(|input| {
                let outcome = input::read(input, engine);
                progress.step();
                outcome
            })
            .collect();
        for outcome in outcomes {
            progress.suspend(|| outcome.notes.iter().for_each(|note| messages.note(note)));
            for mut report in outcome.reports {
                if let Some(note) = ids.take(&mut report) {
                    progress.suspend(|| messages.note(&note));
                }
                reports.push(report);
            }
        }
    }
    drop(progress);
    (inputs, reports)
}

/// What a report says. An error of the program costs one report, not the run.
pub(crate) fn annotate(engine: &Engine, id: ReportId, report: &Report, messages: &Messages) -> Account {
    catch_unwind(AssertUnwindSafe(|| engine.annotate(id, report))).unwrap_or_else(|_| {
        messages.error(&format!(
            "{}: an error of the program, not of the report; what it says is left out",
            report.id
        ));
        Account { report: id, ..Account::default() }
    })
}
