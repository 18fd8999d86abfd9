//! Web pages: the header from the page's own data, the text from its main content.
//!
//! ```text
//! <script type="application/ld+json">{"@type": "NewsArticle", "headline": …, "datePublished": …}</script>
//! <meta property="og:site_name" content="…">          →  title, publisher, author, published, url
//! <article><h1>…</h1><p>…</p><aside>…</aside></article>  →  "…\n\n…"
//! ```
//!
//! A date that has to be guessed never becomes `published`. The text consists of the title and the paragraphs of the main
//! content, with an empty line between them; its furniture is found as in plain text.

mod data;
mod guard;
mod header;
mod main_text;

use crate::page::furnish;
use crate::shape::key;
use crate::{Outcome, Reader, decode, id_from_name};
use scraper::Html;
use variorum_model::{Report, Span};

/// Reads a web page as one report.
pub(crate) fn read(reader: &Reader, name: &str, bytes: &[u8], outcome: &mut Outcome) {
    let label = guard::character_set(bytes);
    let Some(source) = decode(name, bytes, label.as_deref(), outcome) else { return };
    if let Some(message) = guard::beyond_reason(&source) {
        outcome.lost(name, message);
        return;
    }
    let page = Html::parse_document(&source);
    if guard::depth(&page) > guard::DEPTH {
        outcome.lost(name, guard::too_deep());
        return;
    }
    let header = header::read(&page, &reader.words);
    let paragraphs = match main_text::paragraphs(&source) {
        Ok(paragraphs) => paragraphs,
        Err(message) => {
            outcome.lost(name, message);
            return;
        }
    };
    let mut report = Report { id: id_from_name(name), ..header };
    compose(&mut report, &paragraphs);
    furnish(&mut report, &reader.words);
    outcome.reports.push(report);
}

/// Puts title and paragraphs together.
fn compose(report: &mut Report, paragraphs: &[String]) {
    let title = report.title.as_deref().map(key).unwrap_or_default();
    let at = paragraphs.iter().take(4).position(|paragraph| !title.is_empty() && key(paragraph) == title);
    if let (None, Some(title)) = (at, &report.title) {
        report.text.push_str(title);
        report.headline = Some(Span::new(0, report.text.len()));
    }
    for (i, paragraph) in paragraphs.iter().enumerate() {
        if !report.text.is_empty() {
            report.text.push_str("\n\n");
        }
        let start = report.text.len();
        report.text.push_str(paragraph);
        if at == Some(i) {
            report.headline = Some(Span::new(start, report.text.len()));
        }
    }
}
