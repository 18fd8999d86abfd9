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

mod align;
mod data;
mod guard;
mod header;
mod main_text;

use crate::compose::{Piece, compose};
use crate::page::furnish;
use crate::{Member, Outcome, Reader, decode, id_from_name, id_from_url};
use scraper::Html;
use variorum_model::Report;

pub(crate) use guard::character_set;
pub(crate) use main_text::fragment;

/// Reads a web page.
pub(crate) fn read(reader: &Reader, member: &Member<'_>, outcome: &mut Outcome) {
    let name = &member.place();
    let label = member.capture.character_set.clone().or_else(|| guard::character_set(&member.bytes));
    let Some(decoded) = decode(name, &member.bytes, label.as_deref(), outcome) else { return };
    let source = &decoded.text;
    if let Some(message) = guard::beyond_reason(source) {
        outcome.lost(name, message);
        return;
    }
    let page = Html::parse_document(source);
    if guard::depth(&page) > guard::DEPTH {
        outcome.lost(name, guard::too_deep());
        return;
    }
    let header = header::read(&page, &reader.words);
    let paragraphs = match main_text::paragraphs(source) {
        Ok(paragraphs) => paragraphs,
        Err(message) => {
            outcome.lost(name, message);
            return;
        }
    };
    let mut letters = align::Letters::of(source);
    let pieces: Vec<Piece> = paragraphs
        .into_iter()
        .map(|text| {
            let place = letters.find(&text).map(|(start, end)| decoded.offsets.place(start, end));
            Piece::new(text, place)
        })
        .collect();
    let id =
        member.capture.url.as_deref().and_then(id_from_url).unwrap_or_else(|| id_from_name(&member.name));
    let mut report = Report { id, ..header };
    compose(&mut report, &pieces);
    furnish(&mut report, &reader.words);
    outcome.reports.push(report);
}
