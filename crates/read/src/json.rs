//! JSON documents: ninjs, JSON Feed, one report, or a list of reports.
//!
//! ```text
//! {"uri": "urn:wire:1", "version": "2", "headline": "Ferry burns", "body_text": "…", "versioncreated": "…"}     ninjs
//! {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_html": "<p>…</p>"}]}           JSON Feed
//! [{"text": "…", "published": "2024-03-23"}]                                                                    reports
//! ```

use crate::compose::{Piece, compose, paragraphs};
use crate::html::fragment;
use crate::mapping::{Column, Mapping};
use crate::page::furnish;
use crate::words::Words;
use crate::{Outcome, Reader, credit, date, id_from_name, id_from_url, jsonl};
use serde_json::{Map, Value};
use variorum_model::{Place, Report, Span, Stretch, report::Item};

/// Reads a JSON document.
pub(crate) fn read(reader: &Reader, name: &str, bytes: &[u8], mapping: &Mapping, outcome: &mut Outcome) {
    let Some(decoded) = crate::decode(name, bytes, None, outcome) else { return };
    let value: Value = match serde_json::from_str(&decoded.text) {
        Ok(value) => value,
        Err(error) => {
            // JSON Lines under another name: the first line is whole, the document is not.
            let first = decoded.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
            if error.line() > 1 && serde_json::from_str::<Map<String, Value>>(first).is_ok() {
                jsonl::read(name, bytes, 0, mapping, &reader.words, outcome);
                return;
            }
            outcome.lost(
                name,
                format!(
                    "this JSON goes wrong at line {}, character {}; save it again",
                    error.line(),
                    error.column()
                ),
            );
            return;
        }
    };
    let feed =
        value.get("version").and_then(Value::as_str).is_some_and(|version| version.contains("jsonfeed.org"));
    let channel = value.get("title").and_then(Value::as_str).filter(|_| feed).map(str::to_owned);
    let items: Vec<&Value> = match &value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(members) => match ["items", "articles", "reports", "results", "docs"]
            .iter()
            .find_map(|key| members.get(*key)?.as_array())
        {
            Some(items) if !members.contains_key("text") && !is_ninjs(members) => items.iter().collect(),
            _ => vec![&value],
        },
        _ => Vec::new(),
    };
    if items.is_empty() {
        outcome.lost(name, "there are no reports in this JSON; expected an object with \"text\", a list of such, ninjs or a JSON Feed");
        return;
    }
    let several = items.len() > 1;
    for (number, item) in (1u64..).zip(items) {
        let place = if several { format!("{name}, item {number}") } else { name.to_owned() };
        let Value::Object(members) = item else {
            outcome.lost(&place, "expected a JSON object like {\"text\": \"…\"}");
            continue;
        };
        let read = if feed {
            feed_item(members, channel.as_deref(), &reader.words)
        } else if is_ninjs(members) && mapping.is_empty() {
            ninjs(members, &reader.words)
        } else {
            let report = jsonl::object(members, &place, mapping, &reader.words, outcome);
            if let Some(mut report) = report {
                report.headline = jsonl::headline(&report);
                report.provenance.stretches =
                    vec![Stretch { text: Span::new(0, report.text.len()), place: Place::Row(number) }];
                name_it(&mut report, name, number, several);
                outcome.reports.push(report);
            }
            continue;
        };
        let (mut report, body) = read;
        if body.is_empty() && report.title.is_none() {
            outcome.lost(&place, "the item has neither a title nor a text");
            continue;
        }
        let pieces: Vec<Piece> =
            body.into_iter().map(|text| Piece::new(text, Some(Place::Row(number)))).collect();
        compose(&mut report, &pieces);
        furnish(&mut report, &reader.words);
        name_it(&mut report, name, number, several || feed);
        outcome.reports.push(report);
    }
}

fn name_it(report: &mut Report, name: &str, number: u64, several: bool) {
    if report.id.is_empty() {
        report.id = match report.url.as_deref().and_then(id_from_url) {
            Some(id) if several => id,
            _ if several => format!("{}:{number}", id_from_name(name)),
            _ => id_from_name(name),
        };
    }
}

fn string(members: &Map<String, Value>, name: &str) -> Option<String> {
    match members.get(name)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The names in a list of objects or strings, or in one of them.
fn names(value: Option<&Value>) -> Option<String> {
    let one = |value: &Value| match value {
        Value::String(name) => Some(name.clone()),
        Value::Object(members) => string(members, "name"),
        _ => None,
    };
    let all: Vec<String> = match value? {
        Value::Array(items) => items.iter().filter_map(one).collect(),
        other => one(other).into_iter().collect(),
    };
    let all: Vec<String> = all.into_iter().filter(|name| !name.trim().is_empty()).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

fn is_ninjs(members: &Map<String, Value>) -> bool {
    members.contains_key("uri")
        && !members.contains_key(Column::Text.name())
        && ["body_text", "body_xhtml", "body_html", "bodies", "headline", "headlines", "versioncreated"]
            .iter()
            .any(|name| members.contains_key(*name))
}

/// ninjs 1 and 2: `body_text` or `bodies: [{"value": …}]`.
fn ninjs(members: &Map<String, Value>, words: &Words) -> (Report, Vec<String>) {
    let listed = |name: &str| -> Option<(String, String)> {
        let first = members.get(name)?.as_array()?.first()?;
        let kind = first
            .get("contenttype")
            .or_else(|| first.get("contentType"))
            .and_then(Value::as_str)
            .unwrap_or_default();
        Some((first.get("value")?.as_str()?.to_owned(), kind.to_owned()))
    };
    let mut report = Report {
        title: string(members, "headline").or_else(|| listed("headlines").map(|(text, _)| text)),
        publisher: string(members, "provider").or_else(|| names(members.get("provider"))),
        author: string(members, "byline").or_else(|| names(members.get("by"))),
        updated: string(members, "versioncreated")
            .or_else(|| string(members, "versionCreated"))
            .as_deref()
            .and_then(date::iso),
        published: string(members, "firstcreated")
            .or_else(|| string(members, "firstCreated"))
            .as_deref()
            .and_then(date::iso),
        language: string(members, "language").as_deref().and_then(crate::language::tag_of),
        ..Report::default()
    };
    report.published = report.published.or(report.updated);
    report.url = ["altids", "altIds"]
        .iter()
        .find_map(|_| string(members, "uri").filter(|uri| uri.starts_with("http")))
        .or_else(|| string(members, "url"));
    report.item = string(members, "uri").map(|id| Item {
        id,
        version: string(members, "version"),
        embargo: string(members, "embargoed").or_else(|| string(members, "embargoedreason")),
    });
    let credits =
        [string(members, "creditline"), names(members.get("infosources")), names(members.get("infoSources"))];
    for credited in credits.into_iter().flatten() {
        if report.publisher.as_deref() != Some(&credited) {
            let agency = words.agency(&credited).map(str::to_owned);
            credit::agency(&mut report, &agency.unwrap_or(credited), None);
        }
    }
    if let Some(agency) = report.author.as_deref().and_then(|author| words.agency(author)).map(str::to_owned)
    {
        credit::agency(&mut report, &agency, None);
        report.author = None;
    }
    let body = if let Some(text) = string(members, "body_text") {
        paragraphs(&text, false)
    } else if let Some(markup) = ["body_xhtml", "body_html"].iter().find_map(|name| string(members, name)) {
        fragment(&markup)
    } else {
        match listed("bodies") {
            Some((text, kind)) if kind.contains("html") || text.trim_start().starts_with('<') => {
                fragment(&text)
            }
            Some((text, _)) => paragraphs(&text, false),
            None => Vec::new(),
        }
    };
    (report, body)
}

/// An item of a JSON Feed.
fn feed_item(members: &Map<String, Value>, channel: Option<&str>, words: &Words) -> (Report, Vec<String>) {
    let url = string(members, "url").or_else(|| string(members, "external_url"));
    let external = string(members, "external_url")
        .is_some_and(|external| Some(&external) != string(members, "url").as_ref());
    let day = |name: &str| string(members, name).and_then(|value| date::machine(&value, words));
    let mut report = Report {
        title: string(members, "title"),
        author: names(members.get("authors")).or_else(|| names(members.get("author"))),
        // A link to another site: the feed only passes it on.
        publisher: channel.map(str::to_owned).filter(|_| !external),
        published: day("date_published"),
        updated: day("date_modified"),
        language: string(members, "language").as_deref().and_then(crate::language::tag_of),
        item: string(members, "id").map(|id| Item { id, ..Item::default() }),
        url,
        ..Report::default()
    };
    report.published = report.published.or(report.updated);
    let body = match string(members, "content_html") {
        Some(markup) => fragment(&markup),
        None => string(members, "content_text")
            .or_else(|| string(members, "summary"))
            .map(|text| paragraphs(&text, false))
            .unwrap_or_default(),
    };
    (report, body)
}
