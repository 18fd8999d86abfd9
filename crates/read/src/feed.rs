//! RSS and Atom: a report an item.
//!
//! ```text
//! <rss><channel><title>Eastport Herald</title>
//!   <item><title>Ferry burns</title><guid>x1</guid><pubDate>Sat, 23 Mar 2024 10:00:00 GMT</pubDate>
//!         <source url="https://wire.example/">Norland Wire</source><description>…</description></item>
//! ```
//!
//! An item's own source is its publisher; the channel that carries it is only if the item names none. An aggregator is
//! known by items that lead to several sites: it is nobody's publisher.

use crate::compose::{Piece, compose};
use crate::html::fragment;
use crate::page::furnish;
use crate::words::Words;
use crate::xml::{self, Element};
use crate::{Outcome, Reader, date, decode_xml, id_from_url};
use std::collections::BTreeSet;
use variorum_model::{Published, Report, report::Item};

/// Reads a feed.
pub(crate) fn read(reader: &Reader, name: &str, bytes: &[u8], outcome: &mut Outcome) {
    let Some(decoded) = decode_xml(name, bytes, outcome) else { return };
    let root = match xml::parse(&decoded.text) {
        Ok(root) => root,
        Err(message) => {
            outcome.lost(name, message);
            return;
        }
    };
    let atom = root.name == "feed";
    let mut items = root.descendants(if atom { "entry" } else { "item" });
    if root.name == "entry" && items.is_empty() {
        items.push(&root);
    }
    if items.is_empty() {
        let what = if matches!(root.name.as_str(), "rss" | "feed" | "RDF") {
            "the feed has no items; fetch it again later, or leave it out".to_owned()
        } else {
            format!(
                "this XML begins with <{}>, which is no format of reports that is read; save its text as .txt",
                root.name
            )
        };
        outcome.lost(name, what);
        return;
    }
    let channel = if atom { &root } else { root.child("channel").unwrap_or(&root) };
    let channel_name = channel.child_text("title");
    let language = channel.child_text("language").or_else(|| root.attribute("lang").map(str::to_owned));
    let sites: BTreeSet<String> = items.iter().filter_map(|item| site(&link(item)?)).collect();
    // One site and its own name: the channel speaks for itself.
    let is_aggregator = sites.len() > 2;
    for (number, item) in (1u64..).zip(&items) {
        let place = format!("{name}, item {number}");
        match report(item, &reader.words) {
            Some((mut report, pieces)) => {
                if report.publisher.is_none() && !is_aggregator {
                    report.publisher = channel_name.clone().map(|name| publisher_of(&name));
                }
                if report.publisher.is_none() {
                    report.publisher = report.url.as_deref().and_then(site);
                }
                let at = decoded.offsets.place(item.start, item.end);
                let pieces: Vec<Piece> = pieces.into_iter().map(|text| Piece::new(text, Some(at))).collect();
                report.id = report
                    .url
                    .as_deref()
                    .and_then(id_from_url)
                    .unwrap_or_else(|| format!("{}:{number}", crate::id_from_name(name)));
                report.language = language.as_deref().and_then(crate::language::tag_of);
                compose(&mut report, &pieces);
                furnish(&mut report, &reader.words);
                outcome.reports.push(report);
            }
            None => outcome.lost(&place, "the item has neither a title nor a text"),
        }
    }
}

/// "Eastport Herald - Islands", "Eastport Herald: Latest": the part that is the name of the channel's publisher.
fn publisher_of(channel: &str) -> String {
    [" - ", " | ", " – ", " » ", ": "]
        .iter()
        .filter_map(|separator| channel.find(separator))
        .min()
        .and_then(|at| channel.get(..at))
        .unwrap_or(channel)
        .trim()
        .to_owned()
}

/// The address of an item.
fn link(item: &Element) -> Option<String> {
    let atom = item
        .all("link")
        .find(|link| {
            matches!(link.attribute("rel"), None | Some("alternate")) && link.attribute("href").is_some()
        })
        .and_then(|link| link.attribute("href"));
    let address = |text: String| text.starts_with("http").then_some(text);
    atom.map(str::to_owned)
        .or_else(|| item.child_text("origLink"))
        .or_else(|| item.child_text("link"))
        .and_then(address)
        .or_else(|| {
            item.child("guid")
                .filter(|guid| guid.attribute("isPermaLink") != Some("false"))
                .and_then(Element::text)
                .and_then(address)
        })
}

/// The site of an address: its registered domain.
fn site(address: &str) -> Option<String> {
    let address = url::Url::parse(address).ok()?;
    psl::domain_str(address.host_str()?).map(str::to_owned)
}

/// An item's header and paragraphs; `None` where there is nothing in it.
fn report(item: &Element, words: &Words) -> Option<(Report, Vec<String>)> {
    let mut report = Report { url: link(item), ..Report::default() };
    report.title = item.child("title").and_then(plain);
    let source = item.child("source");
    // RSS: <source url="…">Name</source>; Atom: <source><title>Name</title></source>
    report.publisher = source
        .and_then(|source| source.child_text("title").or_else(|| source.text()))
        .or_else(|| item.child_text("publisher"));
    // "Ferry burns - Norland Wire", as aggregators write titles.
    if let (Some(title), Some(publisher)) = (&report.title, &report.publisher)
        && let Some(bare) = title
            .strip_suffix(publisher.as_str())
            .and_then(|title| title.trim_end().strip_suffix(['-', '|', '–']))
    {
        report.title = Some(bare.trim().to_owned());
    }
    let authors: Vec<String> = item
        .all("author")
        .chain(item.all("creator"))
        .filter_map(|author| author.child_text("name").or_else(|| author.text()))
        .map(|author| person(&author))
        .filter(|author| !author.is_empty())
        .collect();
    report.author = (!authors.is_empty()).then(|| authors.join(", "));
    let day = |names: &[&str]| -> Option<Published> {
        names.iter().find_map(|name| date::machine(&item.child_text(name)?, words))
    };
    report.published = day(&["pubDate", "published", "issued", "created", "date"]);
    report.updated = day(&["updated", "modified"]);
    // Atom requires "updated" and not "published": alone it says when the item came, if nothing else does.
    report.published = report.published.or(report.updated);
    if let Some(id) = item.child_text("guid").or_else(|| item.child_text("id")) {
        report.item = Some(Item { id, ..Item::default() });
    }
    let body = ["encoded", "content", "description", "summary"]
        .iter()
        .filter_map(|name| item.child(name))
        .map(body)
        .max_by_key(|paragraphs| paragraphs.iter().map(String::len).sum::<usize>())
        .unwrap_or_default();
    (report.title.is_some() || !body.is_empty()).then_some((report, body))
}

/// "jane@herald.example (Jane Doe)", as RSS has it.
fn person(author: &str) -> String {
    let author = author.trim();
    if let Some((address, name)) = author.split_once(" (")
        && address.contains('@')
    {
        return name.trim_end_matches(')').trim().to_owned();
    }
    if author.contains('@') && !author.contains(' ') { String::new() } else { author.to_owned() }
}

/// A title: plain, or with markup that was escaped.
fn plain(element: &Element) -> Option<String> {
    let text = element.text()?;
    let text = if text.contains('<') || text.contains('&') { fragment(&text).join(" ") } else { text };
    (!text.is_empty()).then_some(text)
}

/// Markup as text, or as elements (Atom's type="xhtml").
fn body(element: &Element) -> Vec<String> {
    if element.elements().next().is_some() {
        let mut source = String::new();
        markup(element, &mut source);
        return fragment(&source);
    }
    fragment(&element.raw_text())
}

fn markup(element: &Element, source: &mut String) {
    for node in &element.children {
        match node {
            xml::Node::Text(text) => source.push_str(&text.replace('&', "&amp;").replace('<', "&lt;")),
            xml::Node::Element(inner) => {
                source.push('<');
                source.push_str(&inner.name);
                source.push('>');
                markup(inner, source);
                source.push_str("</");
                source.push_str(&inner.name);
                source.push('>');
            }
        }
    }
}
