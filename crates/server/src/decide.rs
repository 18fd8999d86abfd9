//! Decisions on the site: a page of forms for each thing that can be decided about, what the forms send, and the list with
//! undo.

use crate::guard::{Reader, same};
use crate::links::SiteLinks;
use crate::pages::{Failed, Page, framed};
use crate::state::{Snapshot, State, now};
use askama::Template;
use axum::Extension;
use axum::extract::{Form, Path, Query, State as Shared};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use variorum::case_file::decision;
use variorum::model::decision::{NoteOn, Undone};
use variorum::model::{Act, Decision, Stance};
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
    judgements: Vec<String>,
}

#[derive(Template)]
#[template(path = "decisions.html")]
struct DecisionsPage {
    seal: String,
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
}

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

fn event_anchor(shown: &Snapshot, event: usize) -> Option<String> {
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
                .take(200)
                .collect();
            variorum::model::decision::Place::Event(variorum::model::EventId(event as u32))
        }
        "report" => {
            let idx = of.parse().ok().and_then(|row| view.report_of(row)).ok_or_else(missing)?;
            page.heading = site.report_label(idx).ok_or_else(missing)?;
            page.words = view.reports[idx].title.clone().unwrap_or_default().chars().take(300).collect();
            page.of = view.reports[idx].id.clone();
            let others = (0..view.reports.len()).filter(|other| *other != idx).take(500);
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
    Ok(framed(&state, &shown, &reader.name, "decide", "Decide", &inside))
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

/// The act that the fields make.
fn act(state: &State, fields: &Fields) -> Result<Act, Failed> {
    let needed = |name: &str| {
        let value = field(fields, name).filter(|value| !value.is_empty());
        value.ok_or_else(|| Failed::wrong(&format!("Something is missing: {name}.")))
    };
    let optional = |name: &str| field(fields, name).filter(|value| !value.is_empty());
    let of = || needed("of");
    Ok(match needed("act")? {
        "reject_claim" => Act::RejectClaim { claim: of()?.into() },
        "correct_claim" => correction(state, fields)?,
        "add_claim" => addition(state, fields)?,
        "join_readings" => Act::JoinReadings { into: needed("into")?.into(), from: of()?.into() },
        "join_questions" => Act::JoinQuestions { into: needed("into")?.into(), from: of()?.into() },
        "join_events" => Act::JoinEvents { into: needed("into")?.into(), from: of()?.into() },
        "split_question" => Act::SplitQuestion { claims: vec![of()?.into()], scope: needed("scope")?.into() },
        "split_event" => Act::SplitEvent { claims: vec![of()?.into()], label: needed("label")?.to_owned() },
        "join_names" => Act::JoinEntities { into: needed("into")?.to_owned(), from: of()?.to_owned() },
        "split_name" => Act::SplitEntity {
            name: of()?.to_owned(),
            label: needed("label")?.to_owned(),
            reports: needed("reports")?
                .split([',', ' '])
                .filter(|id| !id.is_empty())
                .map(str::to_owned)
                .collect(),
        },
        "mark_copy" => Act::MarkCopy { report: of()?.to_owned(), of: needed("into")?.to_owned() },
        "no_copy" => Act::NoCopy { report: of()?.to_owned(), of: needed("into")?.to_owned() },
        "grade_source" => match needed("grade")?.as_bytes() {
            [letter @ b'A'..=b'F'] => {
                Act::GradeSource { source: of()?.to_owned(), grade: char::from(*letter) }
            }
            _ => return Err(Failed::wrong("A source is graded from A to F.")),
        },
        "grade_claim" => match needed("grade")?.as_bytes() {
            [digit @ b'1'..=b'6'] => Act::GradeClaim { claim: of()?.into(), grade: digit - b'0' },
            _ => return Err(Failed::wrong("A claim is graded from 1 to 6.")),
        },
        "note" => {
            let on = match optional("on").unwrap_or("case") {
                "claim" => NoteOn::Claim(of()?.into()),
                "question" => NoteOn::Question(of()?.into()),
                "event" => NoteOn::Event(of()?.into()),
                "report" => NoteOn::Report(of()?.to_owned()),
                "name" => NoteOn::Source(of()?.to_owned()),
                _ => NoteOn::Case,
            };
            Act::Note { on, text: needed("text")?.to_owned() }
        }
        other => return Err(Failed::wrong(&format!("There is no decision {other}."))),
    })
}

fn correction(state: &State, fields: &Fields) -> Result<Act, Failed> {
    let shown = state.snapshot(None)?;
    let id = field(fields, "of").unwrap_or_default();
    let claim = shown.view.claim(id).ok_or_else(|| Failed::missing("claim"))?;
    let claim = &shown.view.case.claims[claim];
    let published = shown.view.reports.get(claim.report.index()).and_then(|report| report.published);
    let optional = |name: &str| field(fields, name).filter(|value| !value.is_empty());
    let value = match optional("value") {
        Some(words) => Some(state.engine.value(&claim.property, words, published).ok_or_else(|| {
            Failed::wrong("These words give the property no value; write a figure, a date or a name.")
        })?),
        None => None,
    };
    let stance = match optional("stance") {
        Some("asserted") => Some(Stance::Asserted),
        Some("denied") => Some(Stance::Denied),
        Some("doubted") => Some(Stance::Doubted),
        _ => None,
    };
    let scope = optional("scope").map(|scope| if scope == "-" { "" } else { scope }.into());
    let source = optional("source").map(|source| if source == "-" { "" } else { source }.to_owned());
    if value.is_none() && stance.is_none() && scope.is_none() && source.is_none() {
        return Err(Failed::wrong(
            "Say what the claim is: a value, a stance, whom it counts, or who says so.",
        ));
    }
    Ok(Act::CorrectClaim { claim: id.into(), value, stance, scope, source })
}

fn addition(state: &State, fields: &Fields) -> Result<Act, Failed> {
    let shown = state.snapshot(None)?;
    let text = |name: &str| field(fields, name).unwrap_or_default();
    let idx = text("row").parse().ok().and_then(|row| shown.view.report_of(row));
    let report = &shown.view.reports[idx.ok_or_else(|| Failed::missing("report"))?];
    let words = text("words");
    if words.is_empty() || words.len() > 2000 {
        return Err(Failed::wrong("Select the words of the report that say it; at most a few sentences."));
    }
    let (start, end) = place(&report.text, words)
        .ok_or_else(|| Failed::wrong("These words do not stand in the report; select them in its text."))?;
    let property = text("property");
    if state.engine.ontology().property(property).is_none() {
        return Err(Failed::wrong("Choose what the words answer."));
    }
    let of = if text("value").is_empty() { words } else { text("value") };
    let value = state.engine.value(property, of, report.published);
    Ok(Act::AddClaim {
        report: report.id.clone(),
        start: start as u32,
        end: end as u32,
        property: property.into(),
        value: value.ok_or_else(|| Failed::wrong("The words give no value; write it beside them."))?,
        stance: Stance::Asserted,
        source: text("source").to_owned(),
        event_of: None,
    })
}

/// Where words stand in a text, whatever white space a browser has made of that between them.
fn place(text: &str, words: &str) -> Option<(usize, usize)> {
    let words = words.trim();
    if let Some(start) = text.find(words).filter(|_| !words.is_empty()) {
        return Some((start, start + words.len()));
    }
    let pieces: Vec<&str> = words.split_whitespace().collect();
    let first = pieces.first()?;
    text.match_indices(first).take(10_000).find_map(|(start, _)| {
        let mut at = start;
        for piece in &pieces {
            let rest = text.get(at..)?;
            let gap = rest.len() - rest.trim_start().len();
            if !rest.get(gap..)?.starts_with(piece) {
                return None;
            }
            at += gap + piece.len();
        }
        Some((start, at))
    })
}

/// All decisions, the last one first.
pub(crate) async fn list(Shared(state): The, Extension(reader): Who) -> Page {
    let shown = state.snapshot(None)?;
    let links = SiteLinks::of(&shown);
    let view = &shown.view;
    let words: BTreeMap<&str, &variorum::model::Judgement> =
        view.case.judgements.iter().map(|judgement| (judgement.decision.as_str(), judgement)).collect();
    let row = |decision: &Decision| {
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
        }
    };
    let rows = shown.decisions.iter().rev().map(row).collect();
    let inside = DecisionsPage { seal: state.seal(), rows }.render().map_err(anyhow::Error::from)?;
    Ok(framed(&state, &shown, &reader.name, "decisions", "Decisions", &inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_the_white_space() {
        let text = "Nine people\ndied in the  mill.\nNine people left.";
        assert_eq!(place(text, "people died in the mill"), Some((5, 29)));
        assert_eq!(place(text, "people left"), Some((36, 47)));
        assert_eq!(place(text, "ten people"), None);
        assert_eq!(place(text, " "), None);
    }

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
