//! CAP 1.1 and 1.2: an alert of an authority, one report for each language that is read.
//!
//! ```text
//! <alert><identifier>N-7</identifier><sender>flood@norland.example</sender><sent>2024-03-23T10:00:00+01:00</sent>
//!   <references>flood@norland.example,N-6,2024-03-22T09:00:00+01:00</references>
//!   <info><event>Flood</event><onset>…</onset><expires>…</expires><headline>…</headline><description>…</description>
//! ```
//!
//! What the text of the alert does not say in words (from when, until when, where) is added as lines of the text, as the
//! alert's own terms have it; the references make it a version of the alert that it updates.

use crate::compose::{Piece, compose};
use crate::xml::{self, Element};
use crate::{Outcome, Reader, date, decode_xml};
use variorum_model::{Report, report::Item};

/// Reads an alert.
pub(crate) fn read(reader: &Reader, name: &str, bytes: &[u8], outcome: &mut Outcome) {
    let Some(decoded) = decode_xml(name, bytes, outcome) else { return };
    let root = match xml::parse(&decoded.text) {
        Ok(root) => root,
        Err(message) => {
            outcome.lost(name, message);
            return;
        }
    };
    let alerts = root.descendants("alert");
    if alerts.is_empty() {
        outcome
            .lost(name, format!("expected a CAP <alert>, but found <{}>; save its text as .txt", root.name));
        return;
    }
    for alert in alerts {
        if let Some(status) = alert.child_text("status").filter(|status| status != "Actual") {
            outcome.note(name, format!("the alert is no real one: its status is {status}"));
        }
        let infos: Vec<&Element> = alert.all("info").collect();
        let wanted = |info: &&&Element| {
            info.child_text("language")
                .is_none_or(|tag| tag.to_ascii_lowercase().starts_with(&reader.language))
        };
        // All languages say the same; if none of them is read, the first is kept as it is.
        let mut chosen: Vec<&Element> = infos.iter().filter(wanted).copied().collect();
        if chosen.is_empty() {
            chosen.extend(infos.first());
        }
        if chosen.is_empty() {
            outcome.lost(name, "the alert has no <info> that says what it is about");
        }
        for (number, info) in (1..).zip(&chosen) {
            let mut report = report(alert, info);
            let at = decoded.offsets.place(info.start, info.end);
            let mut pieces = Vec::new();
            for field in ["description", "instruction"] {
                let Some(element) = info.child(field) else { continue };
                let place = decoded.offsets.place(element.start, element.end);
                let all = crate::compose::paragraphs(&element.raw_text(), true);
                pieces.extend(all.into_iter().map(|text| Piece::new(text, Some(place))));
            }
            let facts = facts(info);
            if !facts.is_empty() {
                pieces.push(Piece::new(facts, Some(at)));
            }
            if pieces.is_empty() && report.title.is_none() {
                outcome.lost(name, "the alert has neither a headline nor a description");
                continue;
            }
            report.id = match alert.child_text("identifier") {
                Some(id) if chosen.len() > 1 => format!("{id}:{number}"),
                Some(id) => id,
                None => crate::id_from_name(name),
            };
            compose(&mut report, &pieces);
            outcome.reports.push(report);
        }
    }
}

fn report(alert: &Element, info: &Element) -> Report {
    let references = alert.child_text("references");
    // "sender,identifier,sent sender,identifier,sent": the first one is the alert that all of them update.
    let first = references
        .as_deref()
        .and_then(|references| references.split_whitespace().next()?.split(',').nth(1).map(str::to_owned));
    let own = alert.child_text("identifier");
    let sent = alert.child_text("sent");
    Report {
        title: info.child_text("headline").or_else(|| info.child_text("event")),
        publisher: info.child_text("senderName").or_else(|| alert.child_text("sender")),
        published: sent.as_deref().and_then(date::iso),
        url: info.child_text("web"),
        language: info.child_text("language").as_deref().and_then(crate::language::tag_of),
        item: first.or(own).map(|id| Item { id, version: sent, embargo: None }),
        ..Report::default()
    }
}

/// "Onset: 2024-03-23T12:00:00+01:00. Expires: …. Area: …."
fn facts(info: &Element) -> String {
    let mut facts: Vec<String> = ["effective", "onset", "expires"]
        .iter()
        .filter_map(|name| {
            let value = info.child_text(name)?;
            let (first, rest) = name.split_at(1);
            Some(format!("{}{rest}: {value}", first.to_uppercase()))
        })
        .collect();
    let areas: Vec<String> = info.all("area").filter_map(|area| area.child_text("areaDesc")).collect();
    if !areas.is_empty() {
        facts.push(format!("Area: {}", areas.join(", ")));
    }
    facts.join("\n")
}
