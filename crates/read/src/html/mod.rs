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
mod live;
mod main_text;
mod teasers;

use crate::compose::{Piece, compose};
use crate::encoding::Decoded;
use crate::page::furnish;
use crate::{Member, Outcome, Reader, decode, id_from_name, id_from_url};
use scraper::Html;
use variorum_model::report::FurnitureKind;
use variorum_model::{Cut, CutKind, Report};

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
    let mut header = header::read(&page, &reader.words);
    header.id =
        member.capture.url.as_deref().and_then(id_from_url).unwrap_or_else(|| id_from_name(&member.name));
    let first = outcome.reports.len();
    texts(reader, name, &page, &decoded, header, outcome);
    if reader.keep_cut {
        let reports = outcome.reports.get_mut(first..).unwrap_or_default();
        let cut = left_out(&page, &decoded, reports);
        if let Some(report) = reports.first_mut() {
            report.provenance.cut = cut;
        }
    }
}

/// The reports of a page whose header is read.
fn texts(reader: &Reader, name: &str, page: &Html, decoded: &Decoded, header: Report, outcome: &mut Outcome) {
    let source = &decoded.text;
    let mut letters = align::Letters::of(source);
    let mut pieces = |paragraphs: Vec<String>| -> Vec<Piece> {
        paragraphs
            .into_iter()
            .map(|text| {
                let place = letters.find(&text).map(|(start, end)| decoded.offsets.place(start, end));
                Piece::new(text, place)
            })
            .collect()
    };
    let entries = live::entries(page, &reader.words);
    if !entries.is_empty() {
        for (number, entry) in (1..).zip(entries) {
            let mut report = Report {
                id: format!("{}#{number}", header.id),
                published: entry.published,
                updated: None,
                title: entry.title.or_else(|| header.title.clone()),
                author: entry.author.or_else(|| header.author.clone()),
                ..header.clone()
            };
            compose(&mut report, &pieces(entry.paragraphs));
            furnish(&mut report, &reader.words);
            outcome.reports.push(report);
        }
        return;
    }
    let paragraphs = match main_text::paragraphs(page, source, &reader.language) {
        Ok(paragraphs) => paragraphs,
        Err(message) => {
            outcome.lost(name, message);
            return;
        }
    };
    let closed = header.provenance.partial || main_text::has_paywall(page);
    let mut report = header;
    compose(&mut report, &pieces(paragraphs));
    furnish(&mut report, &reader.words);
    if report.author.is_none() || report.published.is_none() {
        beside_headline(&mut report, page, reader);
    }
    report.provenance.partial = is_stub(&report, closed);
    if report.provenance.partial {
        outcome.note(name, "only the beginning of the report is in the page, the rest stands behind a paywall; save the page while you are logged in");
    }
    outcome.reports.push(report);
}

/// Lines between headline and text in which author and date are looked for.
const BETWEEN: usize = 12;

/// Author and date as they are printed between the headline and the text. The main content leaves these lines out as a rule;
/// they are read as in plain text.
///
/// ```text
/// <h1>Ferry burns</h1> <div>Jane Doe and John Roe</div> <div>Tue 3 Sep 2024</div> <div><p>A ferry …</p></div>
/// ```
fn beside_headline(report: &mut Report, page: &Html, reader: &Reader) {
    let Some(title) = report.title.clone() else { return };
    let headline = report.headline.unwrap_or_default();
    let body = report.text.get(headline.end as usize..).unwrap_or_default();
    let Some(opening) = body.lines().map(str::trim).find(|line| main_text::is_prose(line)) else { return };
    let lines = main_text::everything(page);
    let Some(first) = lines.iter().position(|line| line == opening) else { return };
    let is_title = |line: &String| crate::shape::key(line) == crate::shape::key(&title);
    let Some(above) = lines[..first].iter().rposition(is_title) else { return };
    if first - above > BETWEEN {
        return;
    }
    let mut printed = Report {
        text: format!("{}\n\n{opening}\n\n{opening}", lines[above..first].join("\n\n")),
        title: Some(title),
        publisher: report.publisher.clone(),
        ..Report::default()
    };
    furnish(&mut printed, &reader.words);
    report.author = report.author.take().or(printed.author);
    report.published = report.published.or(printed.published);
}

/// Letters that are looked through, at most, for what of a page is in no report.
const LOOKED_THROUGH: usize = 4 << 30;

/// The paragraphs of a page that are in none of its reports.
fn left_out(page: &Html, decoded: &Decoded, reports: &[Report]) -> Vec<Cut> {
    let letters_of = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let kept: String = reports.iter().map(|report| letters_of(&report.text)).collect();
    let mut letters = align::Letters::of(&decoded.text);
    main_text::everything(page)
        .into_iter()
        .take(LOOKED_THROUGH / kept.len().max(1))
        .filter(|text| {
            let wanted = letters_of(text);
            !wanted.is_empty() && memchr::memmem::find(kept.as_bytes(), wanted.as_bytes()).is_none()
        })
        .map(|text| {
            let place = letters.find(&text).map(|(start, end)| decoded.offsets.place(start, end));
            Cut { text, place, kind: CutKind::AroundContent }
        })
        .collect()
}

/// Words below which a report that is not for everybody is only its beginning.
const STUB: usize = 180;

/// Whether a page holds only the beginning of a report: it says that it is not for everybody, or asks to subscribe in order
/// to read on, and there is little text.
fn is_stub(report: &Report, closed: bool) -> bool {
    let mut at = 0usize;
    let mut words = 0;
    for piece in &report.furniture {
        words +=
            report.text.get(at..piece.span.start as usize).unwrap_or_default().split_whitespace().count();
        at = piece.span.end as usize;
    }
    words += report.text.get(at..).unwrap_or_default().split_whitespace().count();
    let asks = report.furniture.last().is_some_and(|last| {
        last.kind == FurnitureKind::Subscription && last.span.end as usize + 200 > report.text.len()
    });
    words < STUB && (closed || asks && words < STUB / 2)
}
