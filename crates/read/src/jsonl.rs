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
use crate::shape::key;
use crate::{Outcome, date, id_from_name, too_large};
use serde::Deserialize;
use serde_json::Value;
use variorum_model::{Report, Span};

/// The members of a line. Each is any JSON value at first, so that a wrong type costs that member and not the line.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Line {
    id: Value,
    text: Value,
    published: Value,
    title: Value,
    publisher: Value,
    author: Value,
    url: Value,
    language: Value,
}

/// Reads a file of JSON Lines.
pub(crate) fn read(name: &str, bytes: &[u8], outcome: &mut Outcome) {
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
    for (number, line) in (1u64..).zip(bytes.split(|byte| *byte == b'\n')) {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let place = format!("{name}:{number}");
        if line.len() as u64 > Format::Text.limit() {
            outcome.lost(&place, too_large(line.len() as u64, Format::Text));
            continue;
        }
        if let Some(report) = self::line(name, number, &place, line, outcome) {
            outcome.reports.push(report);
        }
    }
}

fn line(name: &str, number: u64, place: &str, bytes: &[u8], outcome: &mut Outcome) -> Option<Report> {
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
    let line: Line = match serde_json::from_str(source) {
        Ok(line) => line,
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
    let text = match line.text {
        Value::String(text) if !text.trim().is_empty() => text,
        Value::String(_) => {
            outcome.lost(place, "\"text\" is empty");
            return None;
        }
        Value::Null => {
            outcome.lost(place, "the member \"text\" is missing; it is the only one that is required");
            return None;
        }
        other => {
            outcome.lost(place, format!("\"text\" has to be a string, but is {}", type_name(&other)));
            return None;
        }
    };
    let mut string = |member: &str, value: Value| match value {
        Value::Null => None,
        Value::String(value) => Some(value).filter(|value| !value.trim().is_empty()),
        Value::Number(value) if member == "id" => Some(value.to_string()),
        other => {
            outcome.note(
                place,
                format!("\"{member}\" has to be a string, but is {}; it is left out", type_name(&other)),
            );
            None
        }
    };
    let id = string("id", line.id);
    let published = string("published", line.published);
    let mut report = Report {
        id: id.unwrap_or_else(|| format!("{}:{number}", id_from_name(name))),
        title: string("title", line.title),
        publisher: string("publisher", line.publisher),
        author: string("author", line.author),
        url: string("url", line.url),
        language: string("language", line.language).map(Into::into),
        text,
        ..Report::default()
    };
    if let Some(value) = published {
        report.published = date::iso(&value);
        if report.published.is_none() {
            let shown: String = value.chars().take(40).collect();
            outcome.note(place, format!("\"published\" has to be a date like 2024-03-23 or a date-time, but is \"{shown}\"; the report stays undated"));
        }
    }
    report.headline = headline(&report);
    Some(report)
}

/// Where the title stands in the text, if the text begins with it.
fn headline(report: &Report) -> Option<Span> {
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
