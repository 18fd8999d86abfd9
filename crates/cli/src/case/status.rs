//! `variorum status`: how a case stands.

use super::add::cause;
use super::tell::{asked, counted, labels, line};
use super::{engine, now};
use crate::args::{Common, StatusFormat};
use crate::messages::Messages;
use crate::output;
use serde_json::json;
use std::fmt::Write as _;
use std::path::Path;
use variorum::case_file::CaseFile;
use variorum::store::Extract;

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

/// A time to the minute: "2031-03-03 09:12".
pub(super) fn minute(time: &str) -> String {
    time.get(..16).unwrap_or(time).replace('T', " ")
}
