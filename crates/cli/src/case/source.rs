//! Bytes that a case keeps, and what is read of them.

use crate::args::Inputs;
use crate::input::{self, Input};
use anyhow::Context;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use variorum::{Engine, Outcome};
use variorum_gather::{Gatherer, Settings};

/// Bytes with what is read of them: in children of this process where their format is hostile.
pub(crate) struct Source {
    pub(super) gatherer: Gatherer,
}

impl Source {
    /// # Errors
    /// The program's own file is not found, so that no child can be started.
    pub(crate) fn new(inputs: &Inputs) -> anyhow::Result<Source> {
        let settings = Settings { mapping: inputs.map.clone().unwrap_or_default(), ..Settings::default() };
        let gatherer = Gatherer::new(settings)
            .context("the program's own file is not found; start it by its full path")?;
        Ok(Source { gatherer })
    }

    /// The name, the bytes and the reports of an input. Standard input is read by this process.
    ///
    /// # Errors
    /// It cannot be read: which one, why, and what to do.
    pub(crate) fn read(&self, input: &Input, engine: &Engine) -> Result<(String, Vec<u8>, Outcome), String> {
        if input.path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().take(MOST).read_to_end(&mut bytes);
            read.map_err(|error| format!("stdin: {}", input::reason(&error)))?;
            let outcome = match input.format {
                Some(format) => engine.read_as("stdin", format, &bytes),
                None => engine.read("stdin", &bytes),
            };
            return Ok(("stdin".to_owned(), bytes, outcome));
        }
        let name = input.path.display().to_string();
        let wrong = |error: &std::io::Error| format!("{name}: {}", input::reason(error));
        let length = input.path.metadata().map_err(|error| wrong(&error))?.len();
        if length > MOST {
            return Err(format!("{name}: the file has {length} bytes; a case keeps files of up to {MOST}"));
        }
        let bytes = std::fs::read(&input.path).map_err(|error| wrong(&error))?;
        Ok((name, bytes, self.gather(input, engine)))
    }

    fn gather(&self, input: &Input, engine: &Engine) -> Outcome {
        let mut whole = Outcome { reports: Vec::new(), notes: Vec::new() };
        self.gatherer.read(engine.reader(), std::slice::from_ref(input), &|| {}, &mut |outcome| {
            whole.reports.extend(outcome.reports);
            whole.notes.extend(outcome.notes);
            ControlFlow::Continue(())
        });
        whole
    }

    /// What is read of bytes that were captured under this name.
    pub(super) fn again(&self, name: &str, bytes: &[u8], engine: &Engine) -> Outcome {
        let file = Path::new(name).file_name().unwrap_or_default();
        let folder = std::env::temp_dir().join(format!("variorum-{}", std::process::id()));
        let path = folder.join(file);
        let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, bytes));
        let outcome = match written {
            Ok(()) => self.gather(&Input { path, format: None }, engine),
            // What cannot be written out stays as it was read.
            Err(_) => Outcome { reports: Vec::new(), notes: Vec::new() },
        };
        let _ = std::fs::remove_dir_all(&folder);
        outcome
    }
}

/// The longest input that a case keeps, in bytes: SQLite's limit for a value, with room to spare.
const MOST: u64 = 900 << 20;
