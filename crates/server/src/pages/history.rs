//! How questions stood, change by change.

use super::frame::{Asked, Inside, Page, framed, shown, words};
use super::{The, Who, told};
use crate::links::SiteLinks;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State as Shared};
use variorum::site::Site;
use variorum::store::Extract;

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    of: String,
    /// The history of all questions.
    all: String,
    /// The day up to which it is, in words, where one is asked for; and the day on which it begins.
    until: String,
    began: String,
    entries: Vec<Entry>,
}

struct Entry {
    at: String,
    href: String,
    asked: String,
    event: String,
    before: String,
    status: String,
    readings: Vec<String>,
    cause: String,
}

/// How many changes stand on a page.
const CHANGES: usize = 100;

/// How questions stood, up to the day that is shown: what was recorded until its end.
pub(crate) async fn history(Shared(state): The, Extension(reader): Who, Query(asked): Query<Asked>) -> Page {
    let shown = shown(&state, &asked).await?;
    let until = asked.until()?;
    let stretch = asked.stretch(CHANGES);
    let reading = state.clone();
    let of = Some(asked.question.clone()).filter(|key| !key.is_empty());
    let key = of.clone();
    let read = move || {
        reading.read(|file| {
            let of = (key.as_deref(), until.as_deref());
            let extract = Extract { question: of.0, before: of.1, skip: stretch.start, limit: stretch.len() };
            Ok((
                file.history(&extract)?,
                file.n_history(of.0, of.1)?,
                file.labels()?,
                file.days_of_history()?,
            ))
        })
    };
    let (entries, n, labels, days) =
        tokio::task::spawn_blocking(read).await.map_err(anyhow::Error::from)??;
    let links = SiteLinks::of(&shown);
    // What was asked is known now, whether or not a report told of it by that day.
    let now = state.snapshot(None)?;
    let links_now = SiteLinks::of(&now);
    let site = Site::new(&now.view.case, &now.view.reports, state.engine.ontology(), &links_now);
    let asked_now = |key: &str| {
        now.view.keys.find_question(key).and_then(|(event, question)| site.asked(event, question))
    };
    let entry = |it: variorum::store::HistoryEntry| {
        let key = it.changed.question;
        let (event_key, rest) = key.split_once('.').unwrap_or((&key, ""));
        let at = shown.view.keys.find_question(&key);
        Entry {
            at: it.at.get(..16).unwrap_or(&it.at).replace('T', " "),
            href: at.map(|(event, question)| links.question_of(event, question)).unwrap_or_default(),
            asked: asked_now(&key).unwrap_or_else(|| rest.replace('_', " ")),
            event: labels.get(event_key).cloned().unwrap_or_default(),
            before: it.changed.before.unwrap_or_default(),
            status: it.changed.status.unwrap_or_default(),
            readings: it
                .changed
                .readings
                .iter()
                .map(|reading| {
                    let property = rest.split('.').next().unwrap_or_default();
                    let value = told(&state, property, &reading.value);
                    if reading.stance == "asserted" { value } else { format!("{}: {value}", reading.stance) }
                })
                .collect(),
            cause: it.cause,
        }
    };
    let of = of.and_then(|key| asked_now(&key));
    let page = HistoryPage {
        of: of.unwrap_or_default(),
        all: format!("/history{}", links.query),
        until: shown.as_of.map(words).unwrap_or_default(),
        began: days.first().and_then(|day| day.parse().ok()).map(words).unwrap_or_default(),
        entries: entries.into_iter().map(entry).collect(),
    };
    let inside = page.render().map_err(anyhow::Error::from)? + &asked.further(n, CHANGES);
    let days = days.iter().filter_map(|day| day.parse().ok()).collect();
    let page = Inside { at: "history", title: "History", inside: &inside, days };
    Ok(framed(&state, &shown, &reader.name, &asked, &page))
}
