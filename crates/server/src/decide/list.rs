//! What was decided, with undo.

use super::{The, Who};
use crate::links::SiteLinks;
use crate::pages::{Asked, Inside, Page, framed, shown};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State as Shared};
use std::collections::BTreeMap;
use variorum::model::Decision;
use variorum::site::Links;

#[derive(Template)]
#[template(path = "decisions.html")]
struct DecisionsPage {
    seal: String,
    /// The day up to which they are, in words, where one is asked for.
    until: String,
    rows: Vec<Row>,
}

struct Row {
    id: String,
    made: String,
    author: String,
    what: String,
    reason: String,
    undone: String,
    href: String,
    /// Whether it is in force now, not only on the day that is shown.
    can_be_undone: bool,
}

/// How many decisions stand on a page.
const ROWS: usize = 100;

/// The decisions that were made up to the day that is shown, the last one first. What was undone later is in force there.
pub(crate) async fn list(Shared(state): The, Extension(reader): Who, Query(asked): Query<Asked>) -> Page {
    let shown = shown(&state, &asked).await?;
    let all = shown.decisions_made();
    let links = SiteLinks::of(&shown);
    let view = &shown.view;
    let words: BTreeMap<&str, &variorum::model::Judgement> =
        view.case.judgements.iter().map(|judgement| (judgement.decision.as_str(), judgement)).collect();
    let row = |decision: &Decision| {
        let can_be_undone = shown.decisions.iter().any(|it| it.id == decision.id && it.undone.is_none());
        let judgement = words.get(decision.id.as_str());
        let what = judgement.map_or_else(
            || variorum::case_file::describe(&decision.act, &view.reports, &[]),
            |judgement| judgement.what.clone(),
        );
        let place = judgement.and_then(|judgement| {
            judgement.on.iter().find_map(|place| match place {
                variorum::model::decision::Place::Question(event, question) => {
                    Some(links.question_of(event.index(), *question as usize))
                }
                variorum::model::decision::Place::Report(report) => Some(links.report(report.index())),
                variorum::model::decision::Place::Name(_) => Some("/sources".to_owned()),
                _ => None,
            })
        });
        Row {
            id: decision.id.to_string(),
            made: decision.made.get(..16).unwrap_or_default().replace('T', " "),
            author: decision.author.clone(),
            what,
            reason: decision.reason.clone(),
            undone: decision.undone.as_ref().map_or_else(String::new, |undone| {
                let reason =
                    if undone.reason.is_empty() { String::new() } else { format!(": {}", undone.reason) };
                format!(
                    "undone by {} on {}{reason}",
                    undone.author,
                    undone.made.get(..10).unwrap_or_default()
                )
            }),
            href: place.unwrap_or_default(),
            can_be_undone,
        }
    };
    let stretch = asked.stretch(ROWS);
    let page = DecisionsPage {
        seal: state.seal(),
        until: shown.as_of.map(crate::pages::words).unwrap_or_default(),
        rows: all.iter().rev().skip(stretch.start).take(stretch.len()).map(row).collect(),
    };
    let inside = page.render().map_err(anyhow::Error::from)? + &asked.further(all.len(), ROWS);
    let made = shown.decisions.iter().flat_map(|it| {
        let undone = it.undone.as_ref().map(|undone| undone.made.as_str());
        [Some(it.made.as_str()), undone].into_iter().flatten()
    });
    let days = made.filter_map(|made| made.get(..10)?.parse().ok()).collect();
    let page = Inside { at: "decisions", title: "Decisions", inside: &inside, days };
    Ok(framed(&state, &shown, &reader.name, &asked, &page))
}
