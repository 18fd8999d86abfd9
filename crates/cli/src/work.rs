//! The work on many reports: spread over threads, in the order of the input.

use crate::args::{Common, Inputs};
use crate::input::{self, Input};
use crate::messages::Messages;
use crate::progress::Progress;
use rayon::prelude::*;
use std::num::NonZeroU16;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use variorum::model::{Account, Report, ReportId};
use variorum::{Engine, Ids, Reader, mark_recurring};
use variorum_gather::{Gatherer, Settings};

/// Sets the number of threads for the whole run.
///
/// # Errors
/// The threads cannot be started.
pub(crate) fn use_threads(threads: Option<NonZeroU16>) -> anyhow::Result<()> {
    let Some(threads) = threads else { return Ok(()) };
    rayon::ThreadPoolBuilder::new().num_threads(threads.get().into()).build_global()?;
    Ok(())
}

/// The engine, with the user's own files of the ontology.
///
/// # Errors
/// A file cannot be read, or is not what it should be.
pub(crate) fn engine(common: &Common) -> anyhow::Result<Engine> {
    let engine = Engine::english()?;
    if common.ontology.is_empty() {
        return Ok(engine);
    }
    let mut files = Vec::new();
    for path in &common.ontology {
        files.push((path.display().to_string(), text(path)?));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Ok(engine.with_ontology(&files)?)
}

/// The text of a file that the arguments name.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path)
        .map_err(|error| anyhow::anyhow!("{}: {}", path.display(), input::reason(&error)))
}

/// Loads the engine and reads all inputs.
///
/// # Errors
/// As with [`engine`].
pub(crate) fn read_all(
    arguments: &Inputs,
    common: &Common,
    messages: &Messages,
) -> anyhow::Result<(Engine, Vec<Input>, Vec<Report>)> {
    let inputs = input::find(arguments, messages);
    // A child starts while the engine is loaded.
    let gatherer = gatherer(&inputs, arguments, false, messages);
    let engine = engine(common)?;
    let mut reports = Vec::new();
    if let Some(gatherer) = gatherer {
        read_with(&gatherer, &inputs, engine.reader(), common.quiet, messages, &mut |report| {
            reports.push(report);
            ControlFlow::Continue(())
        });
    }
    mark_recurring(&mut reports);
    Ok((engine, inputs, reports))
}

/// What reads inputs, with a first child started if one will be needed.
fn gatherer(inputs: &[Input], arguments: &Inputs, keep_cut: bool, messages: &Messages) -> Option<Gatherer> {
    let mapping = arguments.map.clone().unwrap_or_default();
    let settings = Settings { mapping, keep_cut, ..Settings::default() };
    match Gatherer::new(settings) {
        Ok(gatherer) => {
            gatherer.warm(inputs);
            Some(gatherer)
        }
        Err(error) => {
            messages.error(&format!("the program's own file is not found, so nothing can be read safely: {error}; start it by its full path"));
            None
        }
    }
}

/// Reads inputs and hands over report after report, each with an id of its own, in the order of the inputs. `keep_cut` says
/// whether they carry what was left out of their texts.
///
/// # Errors
/// The words of the language cannot be read.
pub(crate) fn read_each(
    inputs: &[Input],
    arguments: &Inputs,
    keep_cut: bool,
    quiet: bool,
    messages: &Messages,
    take: &mut dyn FnMut(Report) -> ControlFlow<()>,
) -> anyhow::Result<()> {
    let Some(gatherer) = gatherer(inputs, arguments, keep_cut, messages) else { return Ok(()) };
    read_with(&gatherer, inputs, &Engine::english_reader()?, quiet, messages, take);
    Ok(())
}

fn read_with(
    gatherer: &Gatherer,
    inputs: &[Input],
    reader: &Reader,
    quiet: bool,
    messages: &Messages,
    take: &mut dyn FnMut(Report) -> ControlFlow<()>,
) {
    let progress = Progress::new("reading", inputs.len(), quiet);
    let mut ids = Ids::default();
    gatherer.read(reader, inputs, &|| progress.step(), &mut |outcome| {
        progress.suspend(|| outcome.notes.iter().for_each(|note| messages.note(note)));
        for mut report in outcome.reports {
            if let Some(note) = ids.take(&mut report) {
                progress.suspend(|| messages.note(&note));
            }
            take(report)?;
        }
        ControlFlow::Continue(())
    });
}

/// What each report says, in their order.
pub(crate) fn annotate_all(
    engine: &Engine,
    reports: &[Report],
    quiet: bool,
    messages: &Messages,
) -> Vec<Account> {
    let progress = Progress::new("annotating", reports.len(), quiet);
    reports
        .par_iter()
        .enumerate()
        .map(|(i, report)| {
            let account = annotate(engine, ReportId(i as u32), report, messages);
            progress.step();
            account
        })
        .collect()
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
