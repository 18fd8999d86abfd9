//! A layer over the text, for people.
//!
//! ```text
//! [Police] said [at least 12 people] died on [Friday].
//!     Police                noun  head Police
//!     at least 12 people    noun  head people
//! ```

use super::items::items;
use super::{Field, Item, Layer};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;
use variorum_model::{Document, Report, Span};

/// The widest first column of a list.
const WIDEST: usize = 44;

/// The report's sentences, each with the layer's marks and, below it, what the layer says.
pub(super) fn layer(report: &Report, document: &Document, layer: Layer, width: usize) -> String {
    let items = items(document, layer);
    let mut page = format!("# {}\n", report.id);
    let mut rest = items.as_slice();
    for sentence in &document.sentences {
        let before = rest.partition_point(|item| item.span.start < sentence.span.start);
        list(&mut page, document, &rest[..before]);
        rest = &rest[before..];
        let count = rest.partition_point(|item| item.span.start < sentence.span.end);
        let (own, later) = rest.split_at(count);
        rest = later;
        page.push('\n');
        if layer == Layer::Tokens {
            aligned(&mut page, document, own, width);
        } else {
            page.push_str(&marked(document, sentence.span, own));
            page.push('\n');
            list(&mut page, document, own);
        }
    }
    list(&mut page, document, rest);
    page
}

/// The words of a stretch on one line, the items' words in brackets.
fn marked(document: &Document, span: Span, items: &[Item]) -> String {
    let mut edges: Vec<(u32, bool)> = Vec::new();
    for item in items {
        edges.push((item.span.start, true));
        edges.push((item.span.end.min(span.end), false));
    }
    // What ends at a place is closed before anything else is opened there.
    edges.sort_unstable();
    let mut line = String::new();
    let mut at = span.start;
    for (place, opens) in edges {
        let place = place.max(at);
        line.push_str(Span { start: at, end: place }.of(&document.text));
        line.push(if opens { '[' } else { ']' });
        at = place;
    }
    line.push_str(Span { start: at, end: span.end.max(at) }.of(&document.text));
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line for each item: its words, what it is, what is known of it.
fn list(page: &mut String, document: &Document, items: &[Item]) {
    let words = |item: &Item| one_line(document.words(item.span));
    let column = items.iter().map(|item| words(item).width()).max().unwrap_or(0).min(WIDEST);
    let kinds = items.iter().map(|item| item.kind.len()).max().unwrap_or(0);
    for item in items {
        let words = words(item);
        let gap = " ".repeat(column.saturating_sub(words.width()));
        let _ = write!(page, "    {words}{gap}  {:kinds$}", item.kind);
        for (name, field) in &item.fields {
            let _ = match field {
                Field::Text(text) => write!(page, "  {name} {text}"),
                Field::Number(number) => write!(page, "  {name} {number}"),
                Field::Flag(true) => write!(page, "  {name}"),
                Field::Flag(false) => write!(page, "  not {name}"),
                Field::Place(span) => write!(page, "  {name} [{}]", one_line(document.words(*span))),
                Field::Places(places) => {
                    let _ = write!(page, "  {name}");
                    places.iter().try_for_each(|(lead, span)| {
                        let words = one_line(document.words(*span));
                        if *lead == words.to_lowercase() || lead.is_empty() {
                            write!(page, " [{words}]")
                        } else {
                            write!(page, " {lead} [{words}]")
                        }
                    })
                }
                Field::Index(index) => write!(page, "  {name} {index}"),
            };
        }
        page.push('\n');
    }
}

/// Words with their tags and lemmas below each other, wrapped to the width.
fn aligned(page: &mut String, document: &Document, items: &[Item], width: usize) {
    let cell = |item: &Item| {
        let text = |name: &str| match item.fields.iter().find(|(known, _)| *known == name) {
            Some((_, Field::Text(text))) => text.clone(),
            _ => String::new(),
        };
        [document.words(item.span).to_owned(), item.kind.to_owned(), text("xpos"), text("lemma")]
    };
    let mut rows: [String; 4] = Default::default();
    let mut used = 0;
    for item in items {
        let cell = cell(item);
        let wide = cell.iter().map(|text| text.width()).max().unwrap_or(0) + 1;
        if used > 0 && used + wide > width {
            flush(page, &mut rows);
            used = 0;
        }
        for (row, text) in rows.iter_mut().zip(&cell) {
            row.push_str(text);
            row.push_str(&" ".repeat(wide - text.width()));
        }
        used += wide;
    }
    flush(page, &mut rows);
}

fn flush(page: &mut String, rows: &mut [String; 4]) {
    for row in rows.iter_mut() {
        page.push_str(row.trim_end());
        page.push('\n');
        row.clear();
    }
    page.push('\n');
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
