//! Decisions on the site: a page of forms for each thing that can be decided about, what the forms send, and the list with
//! undo.

mod act;
mod list;

use crate::guard::{Reader, same};
use crate::links::SiteLinks;
use crate::pages::{Asked, Failed, Inside, Page, framed};
use crate::state::{Snapshot, State, now};
use act::act;
use askama::Template;
use axum::Extension;
use axum::extract::{Form, Path, Query, State as Shared};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
pub(crate) use list::list;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use variorum::case_file::decision;
use variorum::model::decision::Undone;
use variorum::site::{Links, Site};

#[derive(Template)]
#[template(path = "decide.html")]
struct DecidePage<'a> {
    what: &'a str,
    heading: String,
    words: String,
    of: String,
    seal: String,
    reader: &'a str,
    back: String,
    /// Other readings of the question, other questions of the event, other events, other reports: anchor and name.
    readings: Vec<(String, String)>,
    questions: Vec<(String, String)>,
    events: Vec<(String, String)>,
    reports: Vec<(String, String)>,
    /// Whether there are more events or reports than are listed.
    is_cut: bool,
    judgements: Vec<String>,
}

/// How many events or reports a form lists; others are named.
const CHOICES: usize = 200;

/// What the address of a form names.
#[derive(Deserialize)]
pub(crate) struct Of {
    #[serde(default)]
    of: String,
}

type Who = Extension<Reader>;
type The = Shared<Arc<State>>;

/// The claim by which a question is named in decisions: the first of its first reading.
fn question_anchor(shown: &Snapshot, event: usize, question: usize) -> Option<String> {
    let question = shown.view.case.events.get(event)?.questions.get(question)?;
    let claim = *question.readings.first()?.claims.first()?;
    shown.view.case.claims.get(claim as usize).map(|claim| claim.id.to_string())
}

pub(super) fn event_anchor(shown: &Snapshot, event: usize) -> Option<String> {
    let claims = &shown.view.case.claims;
    claims
        .iter()
        .find(|claim| claim.event.is_some_and(|id| id.index() == event))
        .map(|claim| claim.id.to_string())
}

/// What can be decided about something.
pub(crate) async fn form(
    Shared(state): The,
    Extension(reader): Who,
    Path(what): Path<String>,
    Query(Of { of }): Query<Of>,
    headers: HeaderMap,
) -> Page {
    let shown = state.snapshot(None)?;
    let links = SiteLinks::of(&shown);
    let view = &shown.view;
    let site = Site::new(&view.case, &view.reports, state.engine.ontology(), &links);
    let missing = || Failed::missing("thing");
    let mut page = DecidePage {
        what: &what,
        heading: String::new(),
        words: String::new(),
        of: of.clone(),
        seal: state.seal(),
        reader: &reader.name,
        back: came_from(&headers).unwrap_or_else(|| "/".into()),
        readings: Vec::new(),
        questions: Vec::new(),
        events: Vec::new(),
        reports: Vec::new(),
        is_cut: false,
        judgements: Vec::new(),
    };
    let place = match what.as_str() {
        "claim" => {
            let claim = view.claim(&of).ok_or_else(missing)? as u32;
            (page.heading, page.words) = site.claim_label(claim).ok_or_else(missing)?;
            if let Some((event, question)) = view.question_of(claim) {
                page.readings = other_readings(&shown, &site, event, question, Some(claim));
            }
            page.back = links.reading(claim);
            variorum::model::decision::Place::Claim(claim)
        }
        "question" => {
            let (event, question) = view.keys.find_question(&of).ok_or_else(missing)?;
            page.heading = site.asked(event, question).ok_or_else(missing)?;
            page.words = view.case.events[event].questions[question].why.clone();
            page.of = question_anchor(&shown, event, question).ok_or_else(missing)?;
            page.readings = other_readings(&shown, &site, event, question, None);
            let n = view.case.events[event].questions.len();
            let others = (0..n).filter(|other| *other != question);
            page.questions = others
                .filter_map(|other| Some((question_anchor(&shown, event, other)?, site.asked(event, other)?)))
                .collect();
            page.back = links.question_of(event, question);
            variorum::model::decision::Place::Question(
                variorum::model::EventId(event as u32),
                question as u32,
            )
        }
        "event" => {
            let event = view.keys.find_event(&of).ok_or_else(missing)?;
            page.heading = site.event_label(event).ok_or_else(missing)?;
            page.of = event_anchor(&shown, event).ok_or_else(missing)?;
            let others = (0..view.case.events.len()).filter(|other| *other != event);
            page.events = others
                .filter_map(|other| {
                    let date = view.case.events[other].event.date.as_deref().unwrap_or("undated");
                    Some((event_anchor(&shown, other)?, format!("{} ({date})", site.event_label(other)?)))
                })
                .take(CHOICES)
                .collect();
            page.is_cut = view.case.events.len() > CHOICES;
            variorum::model::decision::Place::Event(variorum::model::EventId(event as u32))
        }
        "report" => {
            let idx = of.parse().ok().and_then(|row| view.report_of(row)).ok_or_else(missing)?;
            page.heading = site.report_label(idx).ok_or_else(missing)?;
            page.words = view.reports[idx].title.clone().unwrap_or_default().chars().take(300).collect();
            page.of = view.reports[idx].id.clone();
            let others = (0..view.reports.len()).filter(|other| *other != idx).take(CHOICES);
            page.is_cut = view.reports.len() > CHOICES;
            page.reports = others
                .filter_map(|other| {
                    Some((
                        view.reports[other].id.clone(),
                        format!("{} ({})", site.report_label(other)?, view.reports[other].id),
                    ))
                })
                .collect();
            page.back = links.report(idx);
            variorum::model::decision::Place::Report(variorum::model::ReportId(idx as u32))
        }
        "name" => {
            page.heading = of.chars().take(200).collect();
            page.back = "/sources".into();
            variorum::model::decision::Place::Name(of)
        }
        "case" => {
            page.heading = site.title();
            page.back = "/".into();
            variorum::model::decision::Place::Case
        }
        _ => return Err(Failed::missing("page")),
    };
    page.judgements = view
        .case
        .judgements
        .iter()
        .filter(|judgement| judgement.on.contains(&place))
        .map(|judgement| format!("{}: {}", judgement.author, judgement.what))
        .collect();
    let inside = page.render().map_err(anyhow::Error::from)?;
    let page = Inside { at: "decide", title: "Decide", inside: &inside, days: BTreeSet::new() };
    Ok(framed(&state, &shown, &reader.name, &Asked::default(), &page))
}

/// The page that led here, if it is one of ours.
fn came_from(headers: &HeaderMap) -> Option<String> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (host, from) = (text("host")?, text("referer")?);
    let rest = from.split_once("://")?.1.strip_prefix(host)?;
    is_path(rest).then(|| rest.to_owned())
}

/// Whether an address stays on this site.
fn is_path(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', '\r', '\n'])
}

/// The readings of a question but that of a claim, each by its first claim.
fn other_readings(
    shown: &Snapshot,
    site: &Site<'_>,
    event: usize,
    question: usize,
    but: Option<u32>,
) -> Vec<(String, String)> {
    let case = &shown.view.case;
    let readings = &case.events[event].questions[question].readings;
    let others = readings.iter().filter(|reading| but.is_none_or(|claim| !reading.claims.contains(&claim)));
    others
        .filter_map(|reading| {
            let first = *reading.claims.first()?;
            Some((case.claims.get(first as usize)?.id.to_string(), site.claim_label(first)?.0))
        })
        .collect()
}

/// What a form sends.
type Fields = BTreeMap<String, String>;

/// Records what a form decides.
pub(crate) async fn decide(Shared(state): The, Extension(reader): Who, Form(fields): Form<Fields>) -> Page {
    sealed(&state, &fields)?;
    let act = act(&state, &fields)?;
    let author = field(&fields, "author").filter(|name| !name.is_empty()).unwrap_or(&reader.name);
    let decision = decision(author, &now(), field(&fields, "reason").unwrap_or_default(), act);
    let state_of = state.clone();
    tokio::task::spawn_blocking(move || state_of.decide(&decision)).await.map_err(anyhow::Error::from)??;
    Ok(back(&fields))
}

/// Takes a decision back.
pub(crate) async fn undo(Shared(state): The, Extension(reader): Who, Form(fields): Form<Fields>) -> Page {
    sealed(&state, &fields)?;
    let id = field(&fields, "id").unwrap_or_default().to_owned();
    let undone = Undone {
        author: reader.name,
        made: now().into(),
        reason: field(&fields, "reason").unwrap_or_default().to_owned(),
    };
    let undoing =
        tokio::task::spawn_blocking(move || state.undo(&id, &undone)).await.map_err(anyhow::Error::from)?;
    undoing.map_err(|error| Failed::wrong(&error.to_string()))?;
    Ok(back(&fields))
}

fn back(fields: &Fields) -> axum::response::Response {
    let to = field(fields, "back").filter(|address| is_path(address)).unwrap_or("/decisions");
    Redirect::to(to).into_response()
}

fn field<'f>(fields: &'f Fields, name: &str) -> Option<&'f str> {
    fields.get(name).map(|value| value.trim())
}

fn sealed(state: &State, fields: &Fields) -> Result<(), Failed> {
    if same(field(fields, "seal").unwrap_or_default(), &state.seal()) {
        return Ok(());
    }
    Err(Failed::wrong("The form is not of this page; go back, load it again, and send it once more."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_site_lead_back() {
        assert!(is_path("/question/e1.killed#c1"));
        for address in
            ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "", "/a\r\nX: y"]
        {
            assert!(!is_path(address), "{address}");
        }
    }
}
