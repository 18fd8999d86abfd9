//! `variorum report`: what the reports say together.

use crate::args::{Common, Report as Arguments};
use crate::messages::Messages;
use crate::output::{self, Output};
use crate::work;
use anyhow::Context;
use jiff::civil::Date;
use variorum::case_file::CaseFile;
use variorum::model::{Case, Report};
use variorum::{Engine, Format, changed, render};

pub(crate) fn run(arguments: &Arguments, common: &Common, messages: &Messages) -> anyhow::Result<()> {
    let format = format(arguments)?;
    if let [path] = arguments.inputs.paths.as_slice()
        && variorum::store::is_case(path)
    {
        return of_case(path, arguments, format, common, messages);
    }
    let (engine, inputs, mut reports) = work::read_all(&arguments.inputs, common, messages)?;
    if reports.is_empty() {
        messages.error("no report could be read, so there is nothing to print");
        return Ok(());
    }
    if let Some(day) = arguments.as_of {
        keep_until(day, &mut reports, messages);
    }
    let accounts = work::annotate_all(&engine, &reports, common.quiet, messages);
    let mut case = match arguments.since {
        Some(day) => engine.collate_since(&reports, &accounts, day),
        None => engine.collate(&reports, &accounts),
    };
    case.as_of = arguments.as_of;
    write(arguments, common, &inputs, &case, &reports, &engine, format)
}

/// The same of a case on disk.
fn of_case(
    path: &std::path::Path,
    arguments: &Arguments,
    format: Format,
    common: &Common,
    messages: &Messages,
) -> anyhow::Result<()> {
    let file = CaseFile::open_to_read(path, work::engine(common)?.into())?;
    let mut material = file.material()?;
    if material.reports.is_empty() {
        messages.error("the case holds no reports yet; add some with `variorum add`");
        return Ok(());
    }
    if material.outdated > 0 {
        let n = material.outdated;
        let (reports, were) = if n == 1 { ("report", "was") } else { ("reports", "were") };
        messages.warning(&format!(
            "{n} {reports} {were} read by another version of the program; `variorum reread` reads them again"
        ));
    }
    if let Some(day) = arguments.as_of {
        let mut reports = material.reports.clone();
        keep_until(day, &mut reports, messages);
        material = material.until(day);
    }
    let mut case = material.case(file.engine());
    if let Some(day) = arguments.since {
        case = changed(&material.before(day).case(file.engine()), case, &material.reports, day);
    }
    case.as_of = arguments.as_of;
    write(arguments, common, &[], &case, &material.reports, file.engine(), format)
}

fn write(
    arguments: &Arguments,
    common: &Common,
    inputs: &[crate::input::Input],
    case: &Case,
    reports: &[Report],
    engine: &Engine,
    format: Format,
) -> anyhow::Result<()> {
    let mut output = Output::open(arguments.output.as_deref(), inputs)?;
    let page =
        render(case, reports, engine.ontology(), format, &output::style(arguments.output.as_deref(), common));
    output.write(page.as_bytes())?;
    if !page.ends_with('\n') {
        output.write(b"\n")?;
    }
    output.finish()
}

/// The format that was asked for, or that the output file's name announces.
fn format(arguments: &Arguments) -> anyhow::Result<Format> {
    if let Some(format) = arguments.format {
        return Ok(format);
    }
    let Some(path) = &arguments.output else { return Ok(Format::Terminal) };
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    Format::from_extension(&extension).with_context(|| {
        let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        format!(
            "the name {} does not say which format to write; add --format {}",
            path.display(),
            names.join("|")
        )
    })
}

/// Leaves out what was not known yet on a day.
fn keep_until(day: Date, reports: &mut Vec<Report>, messages: &Messages) {
    let undated = reports.iter().filter(|report| report.published.is_none()).count();
    if undated > 0 {
        let (reports, it) = if undated == 1 { ("report is", "it was") } else { ("reports are", "they were") };
        messages.warning(&format!(
            "{undated} undated {reports} left out: whether {it} known on {day} cannot be told"
        ));
    }
    reports.retain(|report| report.published.is_some_and(|published| published.date <= day));
}
