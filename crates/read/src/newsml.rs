//! NewsML-G2: a report a news item.
//!
//! ```text
//! <newsItem guid="urn:newsml:wire.example:20240323:1" version="3">
//!   <itemMeta><versionCreated>…</versionCreated><firstCreated>…</firstCreated><embargoed>…</embargoed></itemMeta>
//!   <contentMeta><headline>…</headline><creditline>…</creditline><by>…</by><dateline>…</dateline></contentMeta>
//!   <contentSet><inlineXML><html>…</html></inlineXML></contentSet>
//! ```
//!
//! Items with one guid are versions of one text; credit and embargo are kept. The older NewsML 1 is read by the same names
//! as far as it has them.

use crate::compose::{Piece, compose};
use crate::page::furnish;
use crate::xml::{self, Element};
use crate::{Outcome, Reader, credit, date, decode_xml};
use variorum_model::{Place, Report, report::Item};

/// Reads a news item, a package or a message with several.
pub(crate) fn read(reader: &Reader, name: &str, bytes: &[u8], outcome: &mut Outcome) {
    let Some(decoded) = decode_xml(name, bytes, outcome) else { return };
    let root = match xml::parse(&decoded.text) {
        Ok(root) => root,
        Err(message) => {
            outcome.lost(name, message);
            return;
        }
    };
    let mut items = root.descendants("newsItem");
    items.extend(root.descendants("NewsItem"));
    if items.is_empty() {
        outcome.lost(
            name,
            format!(
                "there is no news item in this <{}>; packages only name the items that they hold: add those",
                root.name
            ),
        );
        return;
    }
    let several = items.len() > 1;
    for (number, item) in (1u64..).zip(items) {
        let (mut report, places) = report(item, reader);
        report.id = match several {
            true => format!("{}:{number}", crate::id_from_name(name)),
            false => crate::id_from_name(name),
        };
        let pieces: Vec<Piece> = places
            .into_iter()
            .map(|(text, start, end)| Piece::new(text, Some(decoded.offsets.place(start, end))))
            .filter(|piece| matches!(piece.place, Some(Place::Bytes { .. })))
            .collect();
        if pieces.is_empty() {
            outcome.lost(
                &format!("{name}, item {number}"),
                "the news item has no text; pictures and packages have none",
            );
            continue;
        }
        // "stat:canceled", "stat:withheld"
        let status = item.descendants("pubStatus").first().and_then(|status| status.attribute("qcode"));
        let status = status.and_then(|code| code.rsplit(':').next());
        if let Some(status @ ("canceled" | "cancelled" | "withheld")) = status {
            outcome.note(
                &report.id,
                format!("its publisher has {status} it; it is read nevertheless, so leave it out if it should not count"),
            );
        }
        compose(&mut report, &pieces);
        furnish(&mut report, &reader.words);
        outcome.reports.push(report);
    }
}

fn first(item: &Element, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| item.descendants(name).into_iter().find_map(Element::text))
}

/// The header, and the paragraphs with their bytes.
fn report(item: &Element, reader: &Reader) -> (Report, Vec<(String, usize, usize)>) {
    let name = |element: &Element| {
        element.child_text("name").or_else(|| element.attribute("literal").map(str::to_owned))
    };
    let provider = item.descendants("provider").into_iter().find_map(name);
    let sources: Vec<String> = item.descendants("infoSource").into_iter().filter_map(name).collect();
    let by = first(item, &["by", "ByLine", "byline"]);
    let creators: Vec<String> = item.descendants("creator").into_iter().filter_map(name).collect();
    let mut report = Report {
        title: first(item, &["headline", "HeadLine", "hl1"]),
        publisher: provider.clone(),
        author: by.or_else(|| (!creators.is_empty()).then(|| creators.join(", "))),
        // The first version's time is the publication, that of the version a change.
        published: first(item, &["firstCreated", "FirstCreated", "contentCreated"])
            .as_deref()
            .and_then(date::iso),
        updated: first(item, &["versionCreated", "ThisRevisionCreated", "contentModified"])
            .as_deref()
            .and_then(date::iso),
        language: item
            .descendants("language")
            .first()
            .and_then(|language| language.attribute("tag").and_then(crate::language::tag_of))
            .or_else(|| item.attribute("lang").and_then(crate::language::tag_of)),
        ..Report::default()
    };
    report.published = report.published.or(report.updated);
    if let Some(author) = report.author.take() {
        let hits = reader.words.hits(&author);
        let end = hits
            .iter()
            .filter(|hit| hit.cue == crate::words::Cue::Byline)
            .map(|hit| hit.end)
            .max()
            .unwrap_or(0);
        let author = author[end..].trim_start_matches([':', ' ']).to_owned();
        match reader.words.agency(&author).map(str::to_owned) {
            Some(agency) => credit::agency(&mut report, &agency, None),
            None => report.author = (!author.is_empty()).then_some(author),
        }
    }
    let guid = item
        .attribute("guid")
        .map(str::to_owned)
        .or_else(|| first(item, &["PublicIdentifier", "NewsItemId"]));
    report.item = guid.map(|id| Item {
        id,
        version: item.attribute("version").map(str::to_owned).or_else(|| first(item, &["RevisionId"])),
        embargo: first(item, &["embargoed", "Embargoed"]),
    });
    let line = first(item, &["creditline", "CreditLine"]);
    for credited in line.into_iter().chain(sources) {
        if report.publisher.as_deref() == Some(&credited) {
            continue;
        }
        let agency = reader.words.agency(&credited).map(str::to_owned);
        credit::agency(&mut report, &agency.unwrap_or(credited), None);
    }
    let mut body = Vec::new();
    let contents =
        [item.descendants("inlineXML"), item.descendants("DataContent"), item.descendants("inlineData")];
    for content in contents.iter().flatten() {
        paragraphs(content, &mut body);
        if !body.is_empty() {
            break;
        }
    }
    (report, body)
}

/// The paragraphs of NITF or XHTML; a content without any is one text.
fn paragraphs(content: &Element, found: &mut Vec<(String, usize, usize)>) {
    let before = found.len();
    let mut pending = vec![content];
    while let Some(element) = pending.pop() {
        match element.name.as_str() {
            "head" | "title" | "script" | "style" | "hedline" | "byline" | "dateline" | "distributor"
            | "tobject" | "docdata" => {}
            "p" | "h1" | "h2" | "h3" | "h4" | "li" | "tr" | "blockquote" | "td" => {
                found.extend(element.text().map(|text| (text, element.start, element.end)));
            }
            _ => {
                let inner: Vec<&Element> = element.elements().collect();
                pending.extend(inner.into_iter().rev());
            }
        }
    }
    if found.len() == before {
        let all = crate::compose::paragraphs(&content.raw_text(), false);
        found.extend(all.into_iter().map(|text| (text, content.start, content.end)));
    }
}
