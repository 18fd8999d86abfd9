//! `variorum add`: reports come into a case.

use super::source::Source;
use super::tell::{counted, told};
use super::{engine, now};
use crate::args::{Add, Common};
use crate::input;
use crate::messages::Messages;
use crate::output;
use crate::progress::Progress;
use rayon::prelude::*;
use std::fmt::Write as _;
use variorum::Ids;
use variorum::case_file::{CaseFile, Incoming};

/// Inputs that are worked on before any of them is added.
const BATCH: usize = 64;

/// Adds reports, each in a transaction of its own, and tells what has changed.
pub(crate) fn add(arguments: &Add, common: &Common, messages: &Messages) -> anyhow::Result<()> {
    let mut file = CaseFile::open(&arguments.case, engine(common)?)?;
    let inputs = input::find(&arguments.inputs, messages);
    let source = Source::new(&arguments.inputs)?;
    let progress = Progress::new("adding", inputs.len(), common.quiet);
    let mut ids = Ids::default();
    let (mut added, mut rows, mut n_known) = (Vec::new(), Vec::new(), 0);
    for batch in inputs.chunks(BATCH) {
        let engine = file.engine().clone();
        let mut read = Vec::new();
        for input in batch {
            read.push(match source.read(input, &engine) {
                Err(message) => Err(message),
                Ok((name, bytes, outcome)) => {
                    let incoming = Incoming { name: &name, bytes: &bytes, format: input.format };
                    let known = file.known(&incoming, &outcome)?;
                    Ok((name, bytes, outcome, known))
                }
            });
        }
        let prepared: Vec<_> = read
            .into_par_iter()
            .zip(batch)
            .map(|(read, input)| {
                let (name, bytes, outcome, known) = read?;
                let incoming = Incoming { name: &name, bytes: &bytes, format: input.format };
                let prepared = CaseFile::prepare_read(&engine, &incoming, outcome, &known);
                Ok((name, bytes, prepared))
            })
            .collect::<Vec<Result<_, String>>>();
        for (input, prepared) in batch.iter().zip(prepared) {
            progress.step();
            match prepared {
                Err(message) => progress.suspend(|| messages.error(&message)),
                Ok((name, bytes, prepared)) => {
                    let incoming = Incoming { name: &name, bytes: &bytes, format: input.format };
                    let outcome = file.add(&incoming, prepared, &mut ids, &now())?;
                    progress.suspend(|| outcome.notes.iter().for_each(|note| messages.note(note)));
                    n_known += outcome.known.len();
                    added.extend(outcome.added);
                    rows.extend(outcome.rows);
                }
            }
        }
    }
    drop(progress);
    let mut text = format!("{} added", counted(added.len(), "report"));
    if n_known > 0 {
        let _ = write!(
            text,
            ", {} there already",
            if added.is_empty() { counted(n_known, "report") } else { n_known.to_string() }
        );
    }
    text.push('\n');
    output::standard(text.as_bytes())?;
    if !arguments.later && !file.is_settled()? {
        let told = match file.settle_added(&rows, &now(), &cause(&added))? {
            Some(changes) => told(&file, &changes)?,
            None => {
                format!("  what it changes is worked out by `variorum status {}`\n", arguments.case.display())
            }
        };
        output::standard(told.as_bytes())?;
    }
    Ok(())
}

/// What was added, as the cause of changes.
pub(crate) fn cause(added: &[String]) -> String {
    match added {
        [] => "brought up to date".to_owned(),
        [one] => format!("added {one}"),
        [first, .., last] => format!("added {} reports, {first} to {last}", added.len()),
    }
}
