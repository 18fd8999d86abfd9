//! What has changed in a case, in words.
//!
//! ```text
//! killed, Rasmark Strait fire: single → disputed (9; 14)
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;
use variorum::case_file::CaseFile;
use variorum::store::{Changed, QuestionState};

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
pub(super) fn labels(file: &CaseFile) -> anyhow::Result<BTreeMap<String, String>> {
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
pub(super) fn asked(key: &str, questions: &[QuestionState], labels: &BTreeMap<String, String>) -> String {
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

pub(super) fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}
