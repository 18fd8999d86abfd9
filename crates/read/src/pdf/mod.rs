//! PDF documents: the words of the text layer in the order in which a person reads them.
//!
//! ```text
//! Eastport Herald · 23 March 2024 · 1          running head: left out
//! Ferry burns                                  the largest letters: title
//! A ferry caught     said nobody was           two columns, and a word
//! fire in the har-   hurt.                     broken at a line's end
//! bour. The cap-
//!     →  "Ferry burns\n\nA ferry caught fire in the harbour. The cap… said nobody was hurt."
//! ```
//!
//! Objects, fonts and encodings are read by `pdf-extract`; where each letter stands is kept, and lines, columns and
//! paragraphs are found from that (`layout`). A document without a text layer is named as a scan.

mod knots;
mod layout;
mod letters;
mod running;
mod widths;

use crate::compose::{Piece, compose};
use crate::date::date_line;
use crate::page::furnish;
use crate::shape::{is_publisher, key};
use crate::words::{Words, fold};
use crate::{Outcome, Reader, id_from_name};
use layout::Block;
use std::panic::{AssertUnwindSafe, catch_unwind};
use variorum_model::{Cut, CutKind, Place, Report};

/// Letters below which a document has no text layer worth the name.
const ENOUGH: usize = 40;

/// Reads a document.
pub(crate) fn read(reader: &Reader, name: &str, bytes: &[u8], outcome: &mut Outcome) {
    // The parser panics on odd fonts; that costs one document.
    let read = catch_unwind(AssertUnwindSafe(|| letters::of(bytes)));
    let document = match read {
        Ok(Ok(document)) => document,
        Ok(Err(message)) => {
            outcome.lost(name, message);
            return;
        }
        Err(_) => {
            outcome.lost(
                name,
                "the PDF could not be taken apart; print it to PDF again, or save its text as .txt",
            );
            return;
        }
    };
    let n_letters: usize = document.pages.iter().map(|page| page.glyphs.len()).sum();
    if n_letters < ENOUGH {
        outcome.lost(
            name,
            format!(
                "the PDF has no text layer ({} of {n_letters} letters): it is a scan; run it through text recognition (OCR) first",
                pages(document.pages.len())
            ),
        );
        return;
    }
    if document.cut {
        outcome.note(name, "the PDF is longer than any report; only its beginning is read");
    }
    let mut pages: Vec<layout::Page> = document.pages.iter().map(layout::page).collect();
    let running = running::remove(&mut pages);
    let blocks = layout::paragraphs(&pages);
    let mut report = Report { id: id_from_name(name), ..Report::default() };
    report.url = running.iter().find_map(|(_, line)| address(line));
    report.title = title(&blocks, document.title.as_deref());
    let pieces: Vec<Piece> =
        blocks.into_iter().map(|block| Piece::new(block.text, Some(Place::Page(block.page)))).collect();
    if pieces.is_empty() {
        outcome.lost(name, "the PDF has no text but its running heads; save the report's text as .txt");
        return;
    }
    compose(&mut report, &pieces);
    furnish(&mut report, &reader.words);
    heads(&mut report, running.iter().map(|(_, line)| line.as_str()), &reader.words);
    if reader.keep_cut {
        let cut = |(page, text)| Cut { text, place: Some(Place::Page(page)), kind: CutKind::RunningHead };
        report.provenance.cut = running.into_iter().map(cut).collect();
    }
    outcome.reports.push(report);
}

fn pages(n: usize) -> String {
    if n == 1 { "one page".to_owned() } else { format!("{n} pages") }
}

/// "Eastport Herald    23 March 2024": publisher and date from what runs over the pages, where the text has none. A date in
/// figures is that of the day on which somebody printed a page.
fn heads<'l>(report: &mut Report, lines: impl Iterator<Item = &'l str>, words: &Words) {
    for line in lines.take(20) {
        let named =
            line.split(|c: char| !c.is_alphabetic()).any(|word| words.months.contains_key(&fold(word)));
        let read = date_line(line, words);
        if named {
            report.published = report.published.or(read.published);
        }
        // The name may stand right before the number of the page.
        let parts = read.rest.iter().map(|part| part.trim_matches(|c: char| !c.is_alphabetic()));
        if report.publisher.is_none() {
            report.publisher = parts.filter(|part| is_publisher(part, words)).map(str::to_owned).next();
        }
    }
}

/// The address that browsers print on each page.
fn address(line: &str) -> Option<String> {
    let word =
        line.split_whitespace().find(|word| word.starts_with("http://") || word.starts_with("https://"))?;
    // A long address is cut with dots.
    (!word.ends_with('…') && !word.ends_with("...") && url::Url::parse(word).is_ok()).then(|| word.to_owned())
}

/// The title that the document names, if it stands on the first page; or else the block there in the largest letters.
fn title(blocks: &[Block], named: Option<&str>) -> Option<String> {
    let first = || blocks.iter().filter(|block| block.page == 1).take(12);
    if let Some(named) = named.map(str::trim).filter(|named| named.split_whitespace().count() >= 2) {
        let wanted = key(named);
        if let Some(block) = first().find(|block| key(&block.text) == wanted) {
            return Some(block.text.clone());
        }
        // "Ferry burns - Eastport Herald", as browsers have it.
        if let Some(block) = first().find(|block| {
            let text = key(&block.text);
            text.split(' ').count() >= 3 && wanted.starts_with(&text)
        }) {
            return Some(block.text.clone());
        }
    }
    let mut sizes: Vec<(f64, usize)> = blocks.iter().map(|block| (block.size, block.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, length)| length).sum::<usize>() / 2;
    let mut seen = 0;
    let body = sizes.iter().find(|(_, length)| {
        seen += length;
        seen > half
    })?;
    let largest = first()
        .filter(|block| (2..=30).contains(&block.text.split_whitespace().count()))
        .max_by(|a, b| a.size.total_cmp(&b.size))?;
    (largest.size > body.0 * 1.2).then(|| largest.text.replace('\n', " "))
}
