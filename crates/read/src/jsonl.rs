//! JSON Lines: a report a line, its text taken as it is.
//!
//! ```text
//! {"id": "a1", "text": "…", "published": "2024-03-23", "title": "…", "publisher": "…"}
//! ```
//!
//! Only `text` is required; members with other names are passed over. A line that cannot be read is named by its number
//! and the others go on. Nothing is marked as furniture here: whoever made the file has chosen the text.

use crate::Format;
use crate::encoding;
use crate::mapping::{Column, Mapping};
use crate::shape::key;
use crate::words::Words;
use crate::{Outcome, date, id_from_name, too_large};
use serde_json::{Map, Value};
use variorum_model::{Place, Report, Span, Stretch};

/// Reads a file of JSON Lines.
pub(crate) fn read(
    name: &str,
    bytes: &[u8],
    lines_before: u64,
    mapping: &Mapping,
    words: &Words,
    outcome: &mut Outcome,
) {
    // Only UTF-16 has to be decoded as a whole: in all other character sets a line end is a byte.
    let decoded;
    let bytes = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, skip)) if encoding == encoding_rs::UTF_8 => &bytes[skip..],
        Some((encoding, _)) => {
            decoded = encoding.decode(bytes).0.into_owned();
            decoded.as_bytes()
        }
        None => bytes,
    };
    if bytes.iter().take(8192).any(|byte| *byte == 0) {
        outcome
            .lost(name, format!("this is a binary file; what can be read: {}", crate::readable_extensions()));
        return;
    }
    for (number, line) in (lines_before + 1..).zip(bytes.split(|byte| *byte == b'\n')) {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let place = format!("{name}:{number}");
        if line.len() as u64 > Format::Text.limit() {
            outcome.lost(&place, too_large(line.len() as u64, Format::Text));
            continue;
        }
        if let Some(report) = self::line(name, number, &place, line, mapping, words, outcome) {
            outcome.reports.push(report);
        }
    }
    if outcome.reports.is_empty() && !outcome.notes.iter().any(|note| note.lost) {
        outcome.lost(name, "there are only empty lines in it; leave it out, or save it again with its text");
    }
}

fn line(
    name: &str,
    number: u64,
    place: &str,
    bytes: &[u8],
    mapping: &Mapping,
    words: &Words,
    outcome: &mut Outcome,
) -> Option<Report> {
    let recoded;
    let source = match std::str::from_utf8(bytes) {
        Ok(source) => source,
        Err(_) => match encoding::decode(bytes, None) {
            Ok(decoded) => {
                decoded.note.into_iter().for_each(|message| outcome.note(place, message));
                recoded = decoded.text;
                &recoded
            }
            Err(what) => {
                outcome.lost(place, format!("this line is {what}; expected a JSON object"));
                return None;
            }
        },
    };
    // A list would pass for an object's members in their order.
    if !source.trim_start().starts_with('{') {
        let start: String = source.trim_start().chars().take(20).collect();
        outcome.lost(
            place,
            format!("expected a JSON object like {{\"text\": \"…\"}}, but found {start:?}; each report stands on a line of its own"),
        );
        return None;
    }
    let members: Map<String, Value> = match serde_json::from_str(source) {
        Ok(members) => members,
        Err(error) => {
            let message = match error.classify() {
                serde_json::error::Category::Eof => {
                    format!(
                        "the JSON object ends too early, at character {}; a report has to stand on one line",
                        error.column()
                    )
                }
                _ => format!(
                    "expected a JSON object like {{\"text\": \"…\"}}, but it goes wrong at character {}",
                    error.column()
                ),
            };
            outcome.lost(place, message);
            return None;
        }
    };
    let mut report = object(&members, place, mapping, words, outcome)?;
    if report.id.is_empty() {
        report.id = format!("{}:{number}", id_from_name(name));
    }
    report.provenance.stretches =
        vec![Stretch { text: Span::new(0, report.text.len()), place: Place::Row(number) }];
    Some(report)
}

/// A member of an object by its name, or by the names on the way to it ("source.name").
fn member<'v>(members: &'v Map<String, Value>, name: &str) -> &'v Value {
    const NULL: &Value = &Value::Null;
    if let Some(value) = members.get(name) {
        return value;
    }
    let mut steps = name.split('.');
    let mut value = steps.next().and_then(|step| members.get(step)).unwrap_or(NULL);
    for step in steps {
        value = value.get(step).unwrap_or(NULL);
    }
    value
}

/// Makes a report of the members of an object. The id is empty where none is given.
pub(crate) fn object(
    members: &Map<String, Value>,
    place: &str,
    mapping: &Mapping,
    words: &Words,
    outcome: &mut Outcome,
) -> Option<Report> {
    let name = |column: Column| mapping.named(column).unwrap_or(column.name());
    let text_name = name(Column::Text);
    let text = match member(members, text_name) {
        Value::String(text) if !text.trim().is_empty() => text.clone(),
        Value::String(_) => {
            outcome.lost(place, format!("\"{text_name}\" is empty"));
            return None;
        }
        Value::Null if mapping.named(Column::Text).is_some() => {
            outcome
                .lost(place, format!("there is no member \"{text_name}\", which --map names for the text"));
            return None;
        }
        Value::Null => {
            outcome.lost(place, "the member \"text\" is missing; it is the only one that is required; --map text=NAME names another");
            return None;
        }
        other => {
            outcome.lost(place, format!("\"{text_name}\" has to be a string, but is {}", type_name(other)));
            return None;
        }
    };
    let mut string = |column: Column| match member(members, name(column)) {
        Value::Null => None,
        Value::String(value) => Some(value.clone()).filter(|value| !value.trim().is_empty()),
        Value::Number(value) if column == Column::Id => Some(value.to_string()),
        // "authors": ["…", "…"] under a mapping.
        Value::Array(values) if mapping.named(column).is_some() => {
            let all: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        other => {
            outcome.note(
                place,
                format!(
                    "\"{}\" has to be a string, but is {}; it is left out",
                    name(column),
                    type_name(other)
                ),
            );
            None
        }
    };
    let published = string(Column::Published);
    let updated = string(Column::Updated);
    let mut report = Report {
        id: string(Column::Id).unwrap_or_default(),
        title: string(Column::Title),
        publisher: string(Column::Publisher),
        author: string(Column::Author),
        url: string(Column::Url),
        language: string(Column::Language).as_deref().and_then(crate::language::tag_of),
        text,
        ..Report::default()
    };
    // A name of its own may come with a date of its own kind; without, the contract says ISO 8601.
    let date = |column: Column, value: &str| match mapping.named(column) {
        Some(_) => date::stated(value, words),
        None => date::iso(value),
    };
    report.updated = updated.and_then(|value| date(Column::Updated, &value));
    if let Some(value) = published {
        report.published = date(Column::Published, &value);
        if report.published.is_none() {
            let shown: String = value.chars().take(40).collect();
            outcome.note(place, format!("\"{}\" has to be a date like 2024-03-23 or a date-time, but is \"{shown}\"; the report stays undated", name(Column::Published)));
        }
    }
    report.headline = headline(&report);
    Some(report)
}

/// Where the title stands in the text, if the text begins with it.
pub(crate) fn headline(report: &Report) -> Option<Span> {
    let title = key(report.title.as_deref()?);
    let first = crate::line::lines(report.text.get(..report.text.find('\n').unwrap_or(report.text.len()))?)
        .first()
        .copied()?;
    (!title.is_empty() && first.words < 60 && key(first.text) == title).then_some(first.span)
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
