//! What was read of an input: a report's header and its text without furniture.
//!
//! ```text
//! Ferry burns in the harbour                            {"id": "page", "title": "Ferry burns in the harbour",
//! Eastport Herald · Jane Doe · 2024-03-23                "text": "…", "source": {"path": ["page.html"], …},
//!                                                        "removed": [{"kind": "teaser", "text": "Read more: …"}]}
//! A ferry burned …
//! [teaser: Read more: …]
//! ```
//!
//! The JSON is JSON Lines that every command reads again: its text is what the report says, taken as it is.

mod clean;

use crate::json::offsets::Offsets;
use clean::Clean;
use schemars::JsonSchema;
use serde::Serialize;
use variorum_model::report::{CreditKind, FurnitureKind};
use variorum_model::{Cut, CutKind, Place, Report, Span};

/// A report as one line of JSON. Members that are unknown are left out.
#[derive(Serialize, JsonSchema)]
struct ReadReport<'a> {
    /// The name by which output refers to the report.
    id: &'a str,
    /// The text, without furniture; all offsets count its code points.
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    /// When it was published: ISO 8601, in the publisher's own time.
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    /// When it was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    /// BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    /// The name of the language or of the letters that it is written in, where that is none that is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<ReadItem<'a>>,
    /// Whose text it carries, by its own words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    credits: Vec<ReadCredit<'a>>,
    source: ReadSource<'a>,
    /// What is no text of the report; only if it was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    removed: Vec<Removed<'a>>,
}

/// The publisher's own name for a text.
#[derive(Serialize, JsonSchema)]
struct ReadItem<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    embargo: Option<&'a str>,
}

/// A credit.
#[derive(Serialize, JsonSchema)]
struct ReadCredit<'a> {
    to: &'a str,
    /// "agency" or "republication".
    how: &'static str,
}

/// Where the text came from.
#[derive(Serialize, JsonSchema)]
struct ReadSource<'a> {
    /// The containers from the outside in, the input itself last.
    path: &'a [String],
    format: &'a str,
    /// BLAKE3 of the input's bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    blake3: Option<String>,
    /// When it was saved, by the archive's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    captured: Option<&'a str>,
    /// Only the beginning is there: the rest stands behind a paywall.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    partial: bool,
    /// The stretches of the text with their places in the input.
    stretches: Vec<ReadStretch>,
}

/// A stretch of the text; one of the places is given.
#[derive(Default, Serialize, JsonSchema)]
struct ReadStretch {
    start: u32,
    end: u32,
    /// The first byte in the input, and the one behind the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<(u64, u64)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    /// A line, a row or an item, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<u32>,
}

/// Something that is no text of the report.
#[derive(Serialize, JsonSchema)]
struct Removed<'a> {
    /// What it is; "around the content" and "running head" were left out before the text was put together.
    kind: &'static str,
    text: &'a str,
    /// The first byte in the input, and the one behind the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<(u64, u64)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
}

impl<'a> Removed<'a> {
    fn new(kind: &'static str, text: &'a str, place: Option<Place>) -> Removed<'a> {
        let (bytes, page) = match place {
            Some(Place::Bytes { start, end }) => (Some((start, end)), None),
            Some(Place::Page(page)) => (None, Some(page)),
            _ => (None, None),
        };
        Removed { kind, text, bytes, page }
    }

    /// All that was removed: from the text, and before there was one.
    fn all(report: &Report) -> Vec<Removed<'_>> {
        let furniture = report.furniture.iter().map(|piece| {
            let place = report.provenance.place(piece.span.start);
            Removed::new(kind(piece.kind), piece.span.of(&report.text), place)
        });
        let cut =
            report.provenance.cut.iter().map(|cut| Removed::new(cut_kind(cut.kind), &cut.text, cut.place));
        furniture.chain(cut).collect()
    }
}

fn cut_kind(kind: CutKind) -> &'static str {
    match kind {
        CutKind::AroundContent => "around the content",
        CutKind::RunningHead => "running head",
    }
}

/// A report as it was read, as a line of JSON without a line break at its end.
pub fn read_json(report: &Report, show_removed: bool) -> String {
    let clean = Clean::of(report);
    let offsets = Offsets::new(&clean.text);
    let provenance = &report.provenance;
    let stretches = provenance.stretches.iter().filter_map(|stretch| {
        let span = clean.span(stretch.text)?;
        let (start, end) = (offsets.code_point(span.start), offsets.code_point(span.end));
        let mut shown = ReadStretch { start, end, ..ReadStretch::default() };
        match stretch.place {
            Place::Bytes { start, end } => shown.bytes = Some((start, end)),
            Place::Page(page) => shown.page = Some(page),
            Place::Row(row) => shown.row = Some(row),
            Place::Paragraph(number) => shown.paragraph = Some(number),
        }
        Some(shown)
    });
    let shown = ReadReport {
        id: &report.id,
        text: &clean.text,
        title: report.title.as_deref(),
        publisher: report.publisher.as_deref(),
        author: report.author.as_deref(),
        published: report.published.map(|day| day.to_string()),
        updated: report.updated.map(|day| day.to_string()),
        url: report.url.as_deref(),
        language: report.language.as_deref(),
        unread: report.unread.as_deref(),
        item: report.item.as_ref().map(|item| ReadItem {
            id: &item.id,
            version: item.version.as_deref(),
            embargo: item.embargo.as_deref(),
        }),
        credits: report
            .credits
            .iter()
            .map(|credit| ReadCredit {
                to: &credit.to,
                how: match credit.how {
                    CreditKind::Agency => "agency",
                    CreditKind::Republication => "republication",
                },
            })
            .collect(),
        source: ReadSource {
            path: &provenance.path,
            format: &provenance.format,
            blake3: provenance.hash_hex(),
            captured: provenance.captured.as_deref(),
            partial: provenance.partial,
            stretches: stretches.collect(),
        },
        removed: match show_removed {
            true => Removed::all(report),
            false => Vec::new(),
        },
    };
    serde_json::to_string(&shown).unwrap_or_default()
}

/// A report as it was read, for people. It ends with an empty line.
pub fn read_text(report: &Report, show_removed: bool) -> String {
    let mut lines: Vec<String> = vec![format!("== {}", report.id)];
    let published = report.published.map(|day| day.to_string());
    let updated = report.updated.map(|day| day.to_string());
    let path = report.provenance.path.join(" > ");
    let unread =
        report.unread.as_deref().map(|name| format!("written in {name}, and nothing is taken from it"));
    let credits: Vec<&str> = report.credits.iter().map(|credit| credit.to.as_str()).collect();
    let credits = credits.join(", ");
    for (name, value) in [
        ("title", report.title.as_deref()),
        ("publisher", report.publisher.as_deref()),
        ("author", report.author.as_deref()),
        ("published", published.as_deref()),
        ("updated", updated.as_deref()),
        ("credit", Some(credits.as_str()).filter(|credits| !credits.is_empty())),
        ("url", report.url.as_deref()),
        ("language", report.language.as_deref()),
        ("unread", unread.as_deref()),
        ("captured", report.provenance.captured.as_deref()),
        ("from", Some(path.as_str()).filter(|path| !path.is_empty())),
    ] {
        lines.extend(value.map(|value| format!("{:<11}{}", format!("{name}:"), visible(value))));
    }
    if report.provenance.partial {
        lines.push("partial:   only the beginning is there; the rest stands behind a paywall".to_owned());
    }
    lines.push(String::new());
    let text = if show_removed { marked(report) } else { Clean::of(report).text };
    lines.push(text.lines().map(visible).collect::<Vec<_>>().join("\n"));
    if show_removed && !report.provenance.cut.is_empty() {
        lines.push(String::new());
        let cut = |cut: &Cut| format!("[{}: {}]", cut_kind(cut.kind), visible(&cut.text));
        lines.extend(report.provenance.cut.iter().map(cut));
    }
    lines.push(String::new());
    lines.push(String::new());
    lines.join("\n")
}

/// The text with its furniture in brackets.
fn marked(report: &Report) -> String {
    let mut text = String::with_capacity(report.text.len() + 100);
    let mut at = 0u32;
    for piece in &report.furniture {
        text.push_str(Span { start: at, end: piece.span.start.max(at) }.of(&report.text));
        text.push_str(&format!("[{}: {}]", kind(piece.kind), piece.span.of(&report.text)));
        at = piece.span.end;
    }
    text.push_str(report.text.get(at as usize..).unwrap_or_default());
    text
}

/// Words of reports must not steer the terminal.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\t' { '\u{FFFD}' } else { c }).collect()
}

fn kind(kind: FurnitureKind) -> &'static str {
    match kind {
        FurnitureKind::Byline => "byline",
        FurnitureKind::Teaser => "teaser",
        FurnitureKind::Subscription => "subscription",
        FurnitureKind::Navigation => "navigation",
        FurnitureKind::PictureCredit => "picture credit",
        FurnitureKind::Republication => "republication",
        FurnitureKind::Imprint => "imprint",
    }
}

/// The JSON Schema of a line of `variorum read --format jsonl`.
pub fn read_schema() -> String {
    crate::json::schema::<ReadReport<'static>>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum_model::Stretch;
    use variorum_model::report::Furniture;

    /// In `marked`, « » stand around furniture.
    #[track_caller]
    fn check(marked: &str, expected: &str) {
        let mut report = Report::default();
        for (n, part) in marked.split(['«', '»']).enumerate() {
            let start = report.text.len();
            report.text.push_str(part);
            if n % 2 == 1 {
                let span = Span::new(start, report.text.len());
                report.furniture.push(Furniture { span, kind: FurnitureKind::Teaser });
            }
        }
        let clean = Clean::of(&report);
        assert_eq!(clean.text, expected);
        for (at, c) in report.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let span = Span::new(at, at + c.len_utf8());
            let removed = report.furniture.iter().any(|piece| piece.span.overlaps(span));
            let found = clean.span(span).map(|span| span.of(&clean.text).to_owned());
            assert_eq!(found, (!removed).then(|| c.to_string()), "{c} at {at}");
        }
    }

    #[test]
    fn furniture_goes_without_a_trace() {
        check("A ferry burned.", "A ferry burned.");
        check("A ferry burned.\n\n«Read more: B»\n\nNobody was hurt.", "A ferry burned.\n\nNobody was hurt.");
        check("A ferry burned.\n«Read more: B»\nNobody was hurt.", "A ferry burned.\n\nNobody was hurt.");
        check("«EASTPORT (Reuters) - »A ferry burned.", "A ferry burned.");
        check("Smoke over the bay «(Photo: Zoë/AFP)» on Friday.", "Smoke over the bay on Friday.");
        check("«By Jane\n\nDoe»\n\n\nA ferry\nburned.\n«Next»", "A ferry\nburned.");
        check("«All of it»", "");
    }

    #[test]
    fn a_line_of_json_has_what_is_known() {
        let mut report = Report { id: "a".into(), text: "Zoë saw it.".into(), ..Report::default() };
        report.provenance.path = vec!["a.txt".into()];
        report.provenance.format = "text".into();
        let place = Place::Bytes { start: 3, end: 15 };
        report.provenance.stretches = vec![Stretch { text: Span::new(0, 12), place }];
        assert_eq!(
            read_json(&report, true),
            r#"{"id":"a","text":"Zoë saw it.","source":{"path":["a.txt"],"format":"text","stretches":[{"start":0,"end":11,"bytes":[3,15]}]}}"#
        );
    }
}
