//! `variorum search` and `variorum diff`: words in a case, and what has changed since a day.

use super::engine;
use super::tell::counted;
use crate::args::{Common, DayOf, Diff, Search};
use crate::output;
use std::fmt::Write as _;
use variorum::case_file::CaseFile;
use variorum::store::Sought;

/// Words in reports and claims.
pub(crate) fn search(arguments: &Search, common: &Common) -> anyhow::Result<()> {
    let file = CaseFile::open_to_read(&arguments.case, engine(common)?)?;
    let words = arguments.words.join(" ");
    let hits = file.search(&Sought { words: &words, limit: arguments.limit, ..Sought::default() })?;
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
