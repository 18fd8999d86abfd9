//! E-mail: the message as a report, each attachment that can be read as a further one; pages saved as MHTML.
//!
//! ```text
//! From: Eastport Herald <news@herald.example>      publisher
//! Subject: Ferry burns                             title
//! Date: Sat, 23 Mar 2024 10:00:00 +0100            published
//! ```
//!
//! A message that passes on another ("---------- Forwarded message") is the other: its own header counts.

use crate::compose::{Piece, compose, paragraphs};
use crate::html::fragment;
use crate::mapping::Mapping;
use crate::member::{Capture, Member};
use crate::page::furnish;
use crate::shape::is_name;
use crate::words::Words;
use crate::{Format, Outcome, Reader, date};
use jiff::civil::{Date, Time};
use mail_parser::{HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::borrow::Cow;
use variorum_model::{Place, Published, Report, report::Item};

/// Reads a message.
pub(crate) fn read(reader: &Reader, member: &Member<'_>, mapping: &Mapping, outcome: &mut Outcome) {
    let Some(message) = MessageParser::default().parse(member.bytes.as_ref()) else {
        outcome.lost(&member.place(), "this is no e-mail: it has no header; save its text as .txt");
        return;
    };
    let mut report = header(&message, &reader.words);
    let (mut body, place) = body(&message);
    forwarded(&mut report, &mut body, &reader.words);
    if body.is_empty() && message.attachment_count() == 0 {
        outcome.lost(
            &member.place(),
            "the message has no text; if it has pictures of text, run them through text recognition first",
        );
        return;
    }
    if !body.is_empty() {
        report.id = crate::id_from_name(&member.name);
        let pieces: Vec<Piece> = body.into_iter().map(|text| Piece::new(text, place)).collect();
        compose(&mut report, &pieces);
        furnish(&mut report, &reader.words);
        outcome.reports.push(report);
    }
    for (number, part) in (1..).zip(message.attachments()).take(200) {
        attachment(reader, member, number, part, mapping, outcome);
    }
    if outcome.reports.is_empty() && !outcome.notes.iter().any(|note| note.lost) {
        outcome
            .lost(&member.place(), "the message has no text, and nothing that is attached to it can be read");
    }
}

/// Reads an attachment that is a document; pictures, signatures and calendars are passed over.
fn attachment(
    reader: &Reader,
    member: &Member<'_>,
    number: usize,
    part: &MessagePart<'_>,
    mapping: &Mapping,
    outcome: &mut Outcome,
) {
    let name = part.attachment_name().map_or_else(|| format!("attachment {number}"), str::to_owned);
    let media_type = part.content_type().map(|kind| match kind.subtype() {
        Some(subtype) => format!("{}/{subtype}", kind.ctype()),
        None => kind.ctype().to_owned(),
    });
    let message = matches!(part.body, PartType::Message(_));
    let format = if message {
        Some(Format::Mail)
    } else {
        Format::from_path(&name).or_else(|| {
            Format::from_media_type(media_type.as_deref()?).filter(|format| *format != Format::Text)
        })
    };
    let Some(format) = format else {
        if crate::is_unreadable_document(&name) {
            outcome.lost(&format!("{} > {name}", member.place()), crate::unreadable_format());
        }
        return;
    };
    let within: Vec<String> = member.within.iter().cloned().chain([member.name.clone()]).collect();
    let bytes = match &part.body {
        PartType::Message(inner) => Cow::Borrowed(inner.raw_message()),
        _ => Cow::Borrowed(part.contents()),
    };
    let attached = Member { within, name, format: Some(format), bytes, ..Member::default() };
    let inner = reader.read_member(&attached, mapping);
    outcome.reports.extend(inner.reports);
    outcome.notes.extend(inner.notes);
}

fn header(message: &Message<'_>, words: &Words) -> Report {
    let mut report = Report { title: message.subject().map(one_line), ..Report::default() };
    if let Some(sender) = message.from().and_then(|from| from.first()) {
        set_sender(&mut report, sender.name().map(one_line), sender.address(), words);
    }
    report.published = message.date().and_then(|date| {
        let day = Date::new(date.year as i16, date.month as i8, date.day as i8).ok()?;
        let time = Time::new(date.hour as i8, date.minute as i8, date.second.min(59) as i8, 0).ok();
        Some(Published { date: day, time })
    });
    report.item = message.message_id().map(|id| Item { id: id.to_owned(), ..Item::default() });
    report
}

/// A person writes, a paper publishes; a person's paper is known by the address.
fn set_sender(report: &mut Report, name: Option<String>, address: Option<&str>, words: &Words) {
    let site = address
        .and_then(|address| address.rsplit_once('@'))
        .and_then(|(_, host)| psl::domain_str(&host.to_ascii_lowercase()).map(str::to_owned));
    match name.filter(|name| !name.contains('@')) {
        Some(name) if is_name(&name, words) => {
            report.author = Some(name);
            report.publisher = site;
        }
        Some(name) => report.publisher = Some(name),
        None => report.publisher = site,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The paragraphs of the body and its place in the file: the plain text where it is all of the message, or else the page.
fn body(message: &Message<'_>) -> (Vec<String>, Option<Place>) {
    let place =
        |part: &MessagePart<'_>| Place::Bytes { start: part.offset_body.into(), end: part.offset_end.into() };
    let plain = message.text_bodies().find(|part| matches!(part.body, PartType::Text(_)));
    let page = message.html_bodies().find(|part| matches!(part.body, PartType::Html(_)));
    let from_plain = plain.and_then(|part| part.text_contents()).map(plain_paragraphs).unwrap_or_default();
    let from_page = page.and_then(|part| part.text_contents()).map(fragment).unwrap_or_default();
    let size = |paragraphs: &[String]| paragraphs.iter().map(String::len).sum::<usize>();
    // Some senders put "see the page" where the plain text should be.
    if size(&from_plain) * 2 >= size(&from_page) {
        (from_plain, plain.map(place))
    } else {
        (from_page, page.map(place))
    }
}

/// Paragraphs of plain text, whose lines may be wrapped.
fn plain_paragraphs(text: &str) -> Vec<String> {
    let lengths: Vec<usize> =
        text.lines().map(|line| line.trim_end().chars().count()).filter(|length| *length > 0).collect();
    let full = lengths.iter().filter(|length| (55..=80).contains(*length)).count();
    let longer = lengths.iter().filter(|length| **length > 80).count();
    let wrapped = full * 3 >= lengths.len() && longer * 10 <= full;
    if !wrapped {
        return paragraphs(text, false);
    }
    // A short line within a block ends something: a heading, a list's item, a signature's line.
    let mut all = Vec::new();
    for block in paragraphs(text, false) {
        let mut current = String::new();
        for line in block.lines() {
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(line.trim());
            if line.trim().chars().count() < 45 {
                all.push(std::mem::take(&mut current));
            }
        }
        if !current.is_empty() {
            all.push(current);
        }
    }
    all
}

/// Takes the header of the message that is passed on.
fn forwarded(report: &mut Report, body: &mut Vec<String>, words: &Words) {
    let marker = |paragraph: &String| {
        let line = paragraph.lines().next().unwrap_or_default();
        let bare = crate::shape::key(line);
        words.forwarded.contains(bare.as_str())
    };
    let Some(at) = body.iter().take(6).position(marker) else { return };
    let mut inner = Report::default();
    let mut lines: Vec<String> = body[at].lines().skip(1).map(str::to_owned).collect();
    let mut rest = at + 1;
    if lines.is_empty() && rest < body.len() {
        lines = body[rest].lines().map(str::to_owned).collect();
        rest += 1;
    }
    // Header lines that became paragraphs of their own.
    while rest < body.len() && body[rest].lines().count() == 1 && words.mail_field(&body[rest]).is_some() {
        lines.push(body[rest].clone());
        rest += 1;
    }
    let mut left = Vec::new();
    for line in lines {
        let Some((field, value)) = words.mail_field(&line) else {
            left.push(line);
            continue;
        };
        let value = value.trim().trim_matches('*').trim();
        match field {
            "from" => {
                let (name, address) = value
                    .split_once('<')
                    .map_or((value, value), |(name, address)| (name.trim(), address.trim_end_matches('>')));
                let name = name.trim_matches('"').trim();
                set_sender(&mut inner, (!name.is_empty()).then(|| name.to_owned()), Some(address), words);
            }
            "subject" => inner.title = Some(value.to_owned()),
            "date" => inner.published = date::machine(value, words),
            _ => {}
        }
    }
    if inner.title.is_none() && inner.publisher.is_none() && inner.author.is_none() {
        return;
    }
    report.title = inner.title;
    report.author = inner.author;
    report.publisher = inner.publisher;
    report.published = inner.published;
    report.item = None;
    body.drain(..rest);
    if !left.is_empty() {
        body.insert(0, left.join("\n"));
    }
}

/// The page of an MHTML file.
pub(crate) fn read_mhtml(reader: &Reader, member: &Member<'_>, mapping: &Mapping, outcome: &mut Outcome) {
    let place = member.place();
    let Some(message) = MessageParser::default().parse(member.bytes.as_ref()) else {
        outcome.lost(&place, "this is no saved page: it has no header; save the page again as .html");
        return;
    };
    let page = message.parts.iter().find(|part| matches!(part.body, PartType::Html(_)));
    let Some(page) = page else {
        outcome.lost(&place, "there is no page in this file; save the page again as .html");
        return;
    };
    let header = |name: &'static str| {
        message.header(HeaderName::Other(name.into())).and_then(|value| value.as_text()).map(str::to_owned)
    };
    let location = |part: &MessagePart<'_>| part.content_location().map(str::to_owned);
    let capture = Capture {
        url: header("Snapshot-Content-Location")
            .or_else(|| location(page))
            .filter(|url| url.starts_with("http")),
        time: message.date().map(mail_parser::DateTime::to_rfc3339),
        character_set: Some("utf-8".to_owned()),
    };
    let inner = Member {
        within: member.within.clone(),
        name: member.name.clone(),
        format: Some(Format::Html),
        bytes: Cow::Borrowed(page.contents()),
        lines_before: 0,
        capture,
    };
    let read = reader.read_member(&inner, mapping);
    let range = Place::Bytes { start: page.offset_body.into(), end: page.offset_end.into() };
    for mut report in read.reports {
        // The page is encoded within the file: of its bytes only the part can be named.
        report.provenance.stretches.iter_mut().for_each(|stretch| stretch.place = range);
        outcome.reports.push(report);
    }
    outcome.notes.extend(read.notes);
}
