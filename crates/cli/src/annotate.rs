//! `variorum annotate`: what each report says, a line of JSON for each.

use crate::args::{Annotate, AnnotateFormat, Common};
use crate::messages::Messages;
use crate::output::Output;
use crate::progress::Progress;
use crate::work;
use rayon::prelude::*;
use variorum::annotate_json;
use variorum::model::ReportId;

/// Reports that are worked on before any of them is written: enough for all threads, few enough to hold.
const BATCH: usize = 256;

pub(crate) fn run(arguments: &Annotate, common: &Common, messages: &Messages) -> anyhow::Result<()> {
    let engine = work::engine(common)?;
    let (inputs, reports) = work::read_all(&arguments.inputs, &engine, common.quiet, messages);
    let mut output = Output::open(arguments.output.as_deref(), &inputs)?;
    let progress = Progress::new("annotating", reports.len(), common.quiet);
    for (batch, some) in reports.chunks(BATCH).enumerate() {
        let lines: Vec<String> = some
            .par_iter()
            .enumerate()
            .map(|(i, report)| {
                let id = ReportId((batch * BATCH + i) as u32);
                let account = work::annotate(&engine, id, report, messages);
                let line = match arguments.format {
                    AnnotateFormat::Jsonl => annotate_json(report, &account),
                };
                progress.step();
                line
            })
            .collect();
        for line in lines {
            output.write(line.as_bytes())?;
            if !line.ends_with('\n') {
                output.write(b"\n")?;
            }
        }
        if output.closed {
            break;
        }
    }
    drop(progress);
    output.finish()
}
