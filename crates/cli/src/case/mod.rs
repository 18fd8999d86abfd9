//! The commands on a case: make it, add to it, look at it, write it out.

pub(crate) mod decide;
pub(crate) mod feeds;
pub(crate) mod serve;
pub(crate) mod watch;

use crate::args::{Add, Common, DayOf, Diff, Export, ExportFormat, Inputs, Search, StatusFormat};
use crate::input::{self, Input};
use crate::messages::Messages;
use crate::output::{self, Output};
use crate::progress::Progress;
use crate::work;
use anyhow::Context;
use rayon::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use variorum::Outcome;
use variorum::case_file::{CaseFile, Incoming, Material, describe};
use variorum::store::{Changed, Extract, QuestionState};
use variorum::{Engine, Format, Ids, Style, annotate_json, render};
use variorum_gather::{Gatherer, Settings};

/// Inputs that are worked on before any of them is added.
const BATCH: usize = 64;

/// Now: RFC 3339, UTC, of fixed width, so that times sort as texts do.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

fn engine(common: &Common) -> anyhow::Result<Arc<Engine>> {
    Ok(Arc::new(work::engine(common)?))
}

/// Makes a case.
pub(crate) fn new(path: &Path, common: &Common) -> anyhow::Result<()> {
    CaseFile::create(path, engine(common)?, &now())?;
    output::standard(format!("{}: a new case; add reports with `variorum add`\n", path.display()).as_bytes())
}

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

/// Bytes with what is read of them: in children of this process where their format is hostile.
pub(crate) struct Source {
    gatherer: Gatherer,
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
    fn again(&self, name: &str, bytes: &[u8], engine: &Engine) -> Outcome {
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

/// What was added, as the cause of changes.
pub(crate) fn cause(added: &[String]) -> String {
    match added {
        [] => "brought up to date".to_owned(),
        [one] => format!("added {one}"),
        [first, .., last] => format!("added {} reports, {first} to {last}", added.len()),
    }
}

/// Changes as lines: "killed, Rasmark Strait fire: single → disputed (9; 14)".
pub(crate) fn told(file: &CaseFile, changes: &[Changed]) -> anyhow::Result<String> {
    let (questions, labels) = stands(file, changes)?;
    let mut text = String::new();
    for change in changes {
        let _ = writeln!(text, "  {}", line(change, &questions, &labels));
    }
    Ok(text)
}

/// How the events of these changes stand: their questions, and their names by their keys.
pub(crate) fn stands(
    file: &CaseFile,
    changes: &[Changed],
) -> anyhow::Result<(Vec<QuestionState>, BTreeMap<String, String>)> {
    let event = |change: &Changed| change.question.split('.').next().unwrap_or_default().to_owned();
    Ok(file.stands(&changes.iter().map(event).collect())?)
}

/// The names of events by their keys.
fn labels(file: &CaseFile) -> anyhow::Result<BTreeMap<String, String>> {
    Ok(file.labels()?)
}

/// A change as a line.
pub(crate) fn line(
    change: &Changed,
    questions: &[QuestionState],
    labels: &BTreeMap<String, String>,
) -> String {
    let name = asked(&change.question, questions, labels);
    let before = change.before.as_deref().unwrap_or("new");
    let Some(status) = &change.status else { return format!("{name}: {before} → no longer asked") };
    let values: Vec<String> = change
        .readings
        .iter()
        .take(6)
        .map(|reading| {
            if reading.stance == "asserted" {
                reading.value.clone()
            } else {
                format!("{}: {}", reading.stance, reading.value)
            }
        })
        .collect();
    let more = if change.readings.len() > 6 { "; …" } else { "" };
    let moved = if change.before.as_ref() == Some(status) {
        status.clone()
    } else {
        format!("{before} → {status}")
    };
    format!("{name}: {moved} ({}{more})", values.join("; "))
}

/// A question by its key, in words: "killed (crew), Rasmark Strait fire".
fn asked(key: &str, questions: &[QuestionState], labels: &BTreeMap<String, String>) -> String {
    let (event, rest) = key.split_once('.').unwrap_or((key, ""));
    let label = labels.get(event).map_or(event, String::as_str);
    match questions.iter().find(|question| question.key == key) {
        Some(question) => {
            let property = question.property.replace('_', " ");
            let scope = question.scope.as_ref().map(|scope| format!(" ({scope})")).unwrap_or_default();
            format!("{property}{scope}, {label}")
        }
        None => format!("{}, {label}", rest.replace('_', " ")),
    }
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// How a case stands.
pub(crate) fn status(
    path: &Path,
    format: StatusFormat,
    common: &Common,
    messages: &Messages,
) -> anyhow::Result<()> {
    let mut file = CaseFile::open_to_read(path, engine(common)?)?;
    let wrong = file.integrity()?;
    wrong.iter().for_each(|line| messages.error(&format!("{}: {line}", path.display())));
    if !file.is_settled()? {
        let mut material = file.material()?;
        // A case that nobody may write is shown as it was last recorded.
        match file.settle(&mut material, &now(), &cause(&[])) {
            Ok(_) | Err(variorum::store::Error::ReadOnly(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let questions = file.questions()?;
    let decisions = file.decisions()?;
    let n_undone = decisions.iter().filter(|decision| decision.undone.is_some()).count();
    let versions = file.versions()?;
    let history = file.history(&Extract { question: None, before: None, skip: 0, limit: 10 })?;
    let labels = labels(&file)?;
    let statuses = ["disputed", "evolving", "compatible", "agreed", "single"];
    let n_with = |status: &str| questions.iter().filter(|question| question.status == status).count();
    if format == StatusFormat::Json {
        let object = json!({
            "case": path.display().to_string(),
            "made": file.made()?,
            "sound": wrong.is_empty(),
            "reports": file.n_reports()?,
            "questions": statuses.iter().map(|status| ((*status).to_owned(), n_with(status).into())).collect::<serde_json::Map<_, _>>(),
            "decisions": {"in_force": decisions.len() - n_undone, "undone": n_undone},
            "read_by": versions.iter().filter(|(_, n)| *n > 0).map(|(version, n)| json!({
                "program": version.program, "model": version.model, "ontology": version.ontology, "reports": n
            })).collect::<Vec<_>>(),
        });
        return output::standard(format!("{object:#}\n").as_bytes());
    }
    let mut text = format!(
        "{} · {} · made {}\n",
        path.display(),
        counted(file.n_reports()?, "report"),
        day(&file.made()?)
    );
    if wrong.is_empty() {
        text.push_str("The file is sound.\n");
    }
    let tally: Vec<String> = statuses
        .iter()
        .filter(|status| n_with(status) > 0)
        .map(|status| format!("{} {status}", n_with(status)))
        .collect();
    let _ = writeln!(
        text,
        "{}{}",
        counted(questions.len(), "question"),
        if tally.is_empty() { String::new() } else { format!(": {}", tally.join(", ")) }
    );
    if !decisions.is_empty() {
        let _ =
            writeln!(text, "{} in force, {n_undone} undone", counted(decisions.len() - n_undone, "decision"));
    }
    let now = file.engine().version();
    for (version, n) in versions.iter().filter(|(_, n)| *n > 0) {
        let which = if *version == now {
            "this version"
        } else {
            "another version; `variorum reread` reads them again"
        };
        let _ = writeln!(
            text,
            "{} read by variorum {} (model {}, ontology {}), {which}",
            counted(*n, "report"),
            version.program,
            &version.model[..8.min(version.model.len())],
            &version.ontology[..8.min(version.ontology.len())]
        );
    }
    let disputed: Vec<_> = questions.iter().filter(|question| question.status == "disputed").collect();
    if !disputed.is_empty() {
        text.push_str("\nOpen disputes\n");
        for question in disputed.iter().take(20) {
            let _ = writeln!(text, "  {}: {}", asked(&question.key, &questions, &labels), question.why);
        }
    }
    if !history.is_empty() {
        text.push_str("\nLast changes\n");
        for entry in &history {
            let _ = writeln!(
                text,
                "  {}  {} – {}",
                minute(&entry.at),
                line(&entry.changed, &questions, &labels),
                entry.cause
            );
        }
    }
    output::standard(text.as_bytes())
}

fn day(time: &str) -> &str {
    time.get(..10).unwrap_or(time)
}

fn minute(time: &str) -> String {
    time.get(..16).unwrap_or(time).replace('T', " ")
}

/// Words in reports and claims.
pub(crate) fn search(arguments: &Search, common: &Common) -> anyhow::Result<()> {
    let file = CaseFile::open_to_read(&arguments.case, engine(common)?)?;
    let hits = file.search(&arguments.words.join(" "), arguments.limit)?;
    let style = output::style(None, common);
    let (on, off) = if style.color { ("\u{1b}[1m", "\u{1b}[0m") } else { ("‹", "›") };
    let words = |found: &variorum::store::Found| {
        let marked = found.parts.iter().map(|(hit, words)| {
            let words: String = words.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
            if *hit { format!("{on}{words}{off}") } else { words }
        });
        marked.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut text = String::new();
    for hit in &hits.claims {
        let said = if hit.sources.is_empty() { String::new() } else { format!(", {}", hit.sources) };
        let _ = writeln!(
            text,
            "{} {}  {}{said} · claim {}\n  {}",
            hit.property,
            hit.value,
            hit.report,
            hit.claim,
            words(&hit.found)
        );
    }
    for hit in &hits.reports {
        let facts: Vec<&str> =
            [hit.title.as_str(), hit.publisher.as_str(), hit.published.as_deref().unwrap_or("undated")]
                .into_iter()
                .filter(|fact| !fact.is_empty())
                .collect();
        let facts: String =
            facts.join(" · ").chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
        let _ = writeln!(text, "{}  {facts}\n  {}", hit.name, words(&hit.found));
    }
    if text.is_empty() {
        text.push_str("nothing found\n");
    }
    output::standard(text.as_bytes())
}

/// What has changed since a day.
pub(crate) fn diff(arguments: &Diff, common: &Common) -> anyhow::Result<()> {
    let file = CaseFile::open_to_read(&arguments.case, engine(common)?)?;
    let material = file.material()?;
    let earlier = match arguments.by {
        DayOf::Published => material.before(arguments.since),
        DayOf::Added => material.added_before(&arguments.since.to_string()),
    };
    let changes = material.changes_since(&earlier, file.engine());
    let n_new = material.reports.len() - earlier.reports.len();
    let mut text = format!(
        "Since {}: {}, {} changed\n",
        arguments.since,
        counted(n_new, "new report"),
        counted(changes.len(), "question")
    );
    for change in &changes {
        let scope = change.scope.as_ref().map(|scope| format!(" ({scope})")).unwrap_or_default();
        let before = change.before.map_or("new", variorum::model::Status::label);
        let now = change.now.label();
        let moved = if before == now { now.to_owned() } else { format!("{before} → {now}") };
        let _ = writeln!(text, "\n{}{scope}, {}: {moved}", change.property.replace('_', " "), change.event);
        for reading in &change.readings {
            let more = if reading.reports_before == 0 {
                format!("new, {}", counted(reading.reports_now, "report"))
            } else {
                format!("{} → {} reports", reading.reports_before, reading.reports_now)
            };
            let _ = writeln!(text, "  {}  {more}", reading.value);
        }
    }
    output::standard(text.as_bytes())
}

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

/// Reads all reports again.
pub(crate) fn reread(path: &Path, common: &Common) -> anyhow::Result<()> {
    let mut file = CaseFile::open(path, engine(common)?)?;
    let source = Source::new(&Inputs { paths: Vec::new(), input_format: None, map: None })?;
    let engine = file.engine().clone();
    let again = file.read_again(&now(), &|name, bytes| source.again(name, bytes, &engine))?;
    let changes = file.settle(&mut file.material()?, &now(), "read again with another version")?;
    let text = format!(
        "{} read again, {} otherwise than before\n{}",
        counted(again.read, "report"),
        again.changed,
        told(&file, &changes)?
    );
    output::standard(text.as_bytes())
}

/// A decision in words.
pub(crate) fn in_words(material: &Material, act: &variorum::model::Act) -> String {
    describe(act, &material.reports, &material.accounts)
}
