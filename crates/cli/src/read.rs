//! `variorum read`: what was read of each input, as it comes.

use crate::args::{Common, Read, ReadFormat};
use crate::messages::Messages;
use crate::output::Output;
use crate::{input, work};
use std::io::IsTerminal;
use std::ops::ControlFlow;
use variorum::{Engine, read_json, read_text};

pub(crate) fn run(arguments: &Read, common: &Common, messages: &Messages) -> anyhow::Result<()> {
    let reader = Engine::english_reader()?;
    let inputs = input::find(&arguments.inputs, messages);
    let mut output = Output::open(arguments.output.as_deref(), &inputs)?;
    let terminal = arguments.output.is_none() && std::io::stdout().is_terminal();
    let format = arguments.format.unwrap_or(if terminal { ReadFormat::Text } else { ReadFormat::Jsonl });
    let mut written = Ok(());
    work::read_each(&inputs, &arguments.inputs, &reader, common.quiet, messages, &mut |report| {
        let shown = match format {
            ReadFormat::Text => read_text(&report, arguments.show_removed),
            ReadFormat::Jsonl => read_json(&report, arguments.show_removed) + "\n",
        };
        written = output.write(shown.as_bytes());
        if written.is_err() || output.closed { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    written?;
    output.finish()
}
