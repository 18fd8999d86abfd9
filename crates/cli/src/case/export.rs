//! `variorum export`: what a case holds, for other programs.

use super::engine;
use super::tell::labels;
use crate::args::{Common, Export, ExportFormat};
use crate::output::Output;
use serde_json::json;
use variorum::case_file::{CaseFile, Material};
use variorum::{Format, Style, annotate_json, render};

/// What a case holds.
pub(crate) fn export(arguments: &Export, common: &Common) -> anyhow::Result<()> {
    let file = CaseFile::open_to_read(&arguments.case, engine(common)?)?;
    let mut output = Output::open(arguments.output.as_deref(), &[])?;
    match arguments.format {
        ExportFormat::Jsonl => {
            let Material { reports, accounts, .. } = file.material()?;
            for (report, account) in reports.iter().zip(&accounts) {
                output.write(annotate_json(report, account).trim_end().as_bytes())?;
                output.write(b"\n")?;
            }
        }
        ExportFormat::Json => {
            let material = file.material()?;
            let case = material.case(file.engine());
            let text =
                render(&case, &material.reports, file.engine().ontology(), Format::Json, &Style::default());
            output.write(text.trim_end().as_bytes())?;
            output.write(b"\n")?;
        }
        ExportFormat::Statuses => {
            let labels = labels(&file)?;
            let mut lines: Vec<String> = Vec::new();
            for question in file.questions()? {
                let object = json!({
                    "event": labels.get(&question.event),
                    "property": question.property,
                    "scope": question.scope,
                    "status": question.status,
                    "readings": question.readings,
                });
                lines.push(object.to_string());
            }
            // As if all had been read at once, in whatever order they came.
            lines.sort();
            for line in lines {
                output.write(line.as_bytes())?;
                output.write(b"\n")?;
            }
        }
        ExportFormat::Decisions => {
            for decision in file.decisions()? {
                output.write(serde_json::to_string(&decision)?.as_bytes())?;
                output.write(b"\n")?;
            }
        }
    }
    output.finish()
}
