//! `variorum annotate`: what each report says, a line of JSON for each; or a layer of the analysis.

use crate::args::{Annotate, AnnotateFormat, Common};
use crate::messages::Messages;
use crate::output::Output;
use crate::progress::Progress;
use crate::work;
use rayon::prelude::*;
use variorum::model::{Report, ReportId};
use variorum::{Engine, Layer, annotate_json, conllu, layer_json, layer_text};

/// Reports that are worked on before any of them is written: enough for all threads, few enough to hold.
const BATCH: usize = 256;

/// The width of layers as text, in columns: wide enough for a sentence's parts below it.
const WIDTH: usize = 100;

/// What is shown of each report.
#[derive(Clone, Copy)]
enum View {
    /// What it says.
    Account,
    /// A layer over the text.
    LayerText(Layer),
    /// A layer as a line of JSON.
    LayerJson(Layer),
    /// Tokens as CoNLL-U.
    Conllu,
}

/// The view that the arguments ask for.
///
/// # Errors
/// The format does not go with the layer.
fn view(arguments: &Annotate) -> anyhow::Result<View> {
    Ok(match (arguments.layer, arguments.format) {
        (None, None | Some(AnnotateFormat::Jsonl)) => View::Account,
        (None, Some(AnnotateFormat::Text)) => {
            anyhow::bail!("the format text shows a layer: add --layer LAYER")
        }
        (Some(layer), None | Some(AnnotateFormat::Text)) => View::LayerText(layer),
        (Some(layer), Some(AnnotateFormat::Jsonl)) => View::LayerJson(layer),
        (Some(Layer::Tokens), Some(AnnotateFormat::Conllu)) => View::Conllu,
        (_, Some(AnnotateFormat::Conllu)) => anyhow::bail!("CoNLL-U shows tokens only: add --layer tokens"),
    })
}

fn show(engine: &Engine, report: &Report, view: View, account: impl FnOnce() -> String) -> String {
    match view {
        View::Account => account(),
        View::LayerText(layer) => layer_text(report, &engine.analyze(report), layer, WIDTH),
        View::LayerJson(layer) => layer_json(report, &engine.analyze(report), layer),
        View::Conllu => conllu(report, &engine.analyze(report)),
    }
}

pub(crate) fn run(arguments: &Annotate, common: &Common, messages: &Messages) -> anyhow::Result<()> {
    let view = view(arguments)?;
    let (engine, inputs, reports) = work::read_all(&arguments.inputs, common, messages)?;
    let mut output = Output::open(arguments.output.as_deref(), &inputs)?;
    let progress = Progress::new("annotating", reports.len(), common.quiet);
    for (batch, some) in reports.chunks(BATCH).enumerate() {
        let lines: Vec<String> = some
            .par_iter()
            .enumerate()
            .map(|(i, report)| {
                let id = ReportId((batch * BATCH + i) as u32);
                let account = || annotate_json(report, &work::annotate(&engine, id, report, messages));
                let line = show(&engine, report, view, account);
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
