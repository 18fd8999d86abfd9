//! `variorum read`: what was read of each input, in the order of the inputs.

use crate::args::{Common, Read, ReadFormat};
use crate::messages::Messages;
use crate::output::Output;
use crate::{input, work};
use std::io::IsTerminal;
use std::ops::ControlFlow;
use variorum::model::Report;
use variorum::{mark_recurring, read_json, read_text};

/// Bytes of text over which recurring lines are learnt: some thousand reports, few enough to hold.
const BATCH: usize = 16 << 20;

pub(crate) fn run(arguments: &Read, common: &Common, messages: &Messages) -> anyhow::Result<()> {
    let inputs = input::find(&arguments.inputs, messages);
    let mut output = Output::open(arguments.output.as_deref(), &inputs)?;
    let terminal = arguments.output.is_none() && std::io::stdout().is_terminal();
    let format = arguments.format.unwrap_or(if terminal { ReadFormat::Text } else { ReadFormat::Jsonl });
    let mut show = |reports: &mut Vec<Report>| -> anyhow::Result<bool> {
        mark_recurring(reports);
        for report in reports.drain(..) {
            let shown = match format {
                ReadFormat::Text => read_text(&report, arguments.show_removed),
                ReadFormat::Jsonl => read_json(&report, arguments.show_removed) + "\n",
            };
            output.write(shown.as_bytes())?;
        }
        Ok(!output.closed)
    };
    let (mut waiting, mut bytes, mut written) = (Vec::new(), 0, Ok(true));
    let keep_cut = arguments.show_removed;
    work::read_each(&inputs, &arguments.inputs, keep_cut, common.quiet, messages, &mut |report| {
        bytes += report.text.len();
        waiting.push(report);
        if bytes >= BATCH {
            bytes = 0;
            written = show(&mut waiting);
        }
        if matches!(written, Ok(true)) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if written? {
        show(&mut waiting)?;
    }
    output.finish()
}
