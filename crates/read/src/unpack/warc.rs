//! WARC files: the pages that a crawler kept.
//!
//! ```text
//! WARC/1.0
//! WARC-Type: response
//! WARC-Target-URI: https://herald.example/ferry
//! WARC-Date: 2024-03-23T10:15:00Z
//! Content-Type: application/http; msgtype=response
//! Content-Length: 4711
//! ```
//!
//! Read by ISO 28500 (WARC 1.1), record by record: no more than one record is in memory. Answers other than 200, and
//! whatever is no document (pictures, scripts, styles), are passed over.

use super::{Unpacking, bounded_line, cut_off, http};
use crate::Format;
use crate::member::{Capture, Member};
use std::io::{self, BufRead, Read};

/// A record with a longer header is damaged.
const HEADER: usize = 64 << 10;
/// The largest record that is held; what is longer is skipped. Pages within have their own limit.
const RECORD: u64 = 160 << 20;

/// What is needed of a record's header.
#[derive(Debug, Default)]
struct Header {
    kind: String,
    url: Option<String>,
    date: Option<String>,
    media_type: String,
    length: u64,
}

/// Reads a file as it comes.
pub(super) fn read(work: &mut Unpacking<'_>, stream: &mut dyn BufRead) {
    let mut number = 0u64;
    loop {
        if work.stopped {
            return;
        }
        let header = match header(stream) {
            Ok(Some(header)) => header,
            Ok(None) => return,
            Err(error) => {
                work.lost_here(format!("behind record {number}: {}", cut_off(&error)));
                return;
            }
        };
        number += 1;
        let name = header.url.clone().unwrap_or_else(|| format!("record {number}"));
        let wanted = matches!(header.kind.as_str(), "response" | "resource" | "conversion");
        let skipped = if !wanted || header.length > RECORD {
            if wanted {
                work.lost(&name, format!("the record is larger than {} MB; no page is", RECORD >> 20));
            }
            skip(stream, header.length)
        } else {
            let mut block = Vec::new();
            match stream.take(header.length).read_to_end(&mut block) {
                Ok(n) if (n as u64) < header.length => {
                    work.lost(&name, cut_off(&io::ErrorKind::UnexpectedEof.into()));
                    return;
                }
                Ok(_) => {
                    record(work, &name, header, block);
                    Ok(())
                }
                Err(error) => Err(error),
            }
        };
        if let Err(error) = skipped {
            work.lost(&name, cut_off(&error));
            return;
        }
    }
}

/// Takes the page out of a record.
fn record(work: &mut Unpacking<'_>, name: &str, header: Header, block: Vec<u8>) {
    let is_answer = header.media_type.starts_with("application/http");
    let (media_type, body) = if is_answer {
        match http::answer(&block, Format::Pdf.limit()) {
            Ok(answer) if answer.status == 200 => (answer.media_type, answer.body),
            Ok(_) => return,
            Err(message) => {
                work.lost(name, format!("{message}; crawl the page again"));
                return;
            }
        }
    } else {
        (Some(header.media_type.clone()).filter(|kind| !kind.is_empty()), block)
    };
    let Some(format) = format(name, media_type.as_deref(), &body) else { return };
    if !work.count(name) || body.trim_ascii().is_empty() {
        return;
    }
    if body.len() as u64 > format.limit() {
        work.lost(name, crate::too_large(body.len() as u64, format));
        return;
    }
    work.bytes += body.len() as u64;
    let character_set = media_type.as_deref().and_then(|kind| {
        let at = kind.to_ascii_lowercase().find("charset=")?;
        Some(kind.get(at + 8..)?.trim_matches(['"', '\'', ' ']).split(';').next()?.to_owned())
    });
    let member = Member {
        within: work.within.clone(),
        name: name.to_owned(),
        format: Some(format),
        bytes: body.into(),
        lines_before: 0,
        capture: Capture { url: header.url, time: header.date, character_set },
    };
    work.give(member);
}

/// The format of a record's body, if it is a document: servers' words are not always true, but pictures are never texts.
fn format(name: &str, media_type: Option<&str>, body: &[u8]) -> Option<Format> {
    let path = name.split(['?', '#']).next().unwrap_or(name);
    let plain = media_type.unwrap_or_default().to_ascii_lowercase();
    if ["image/", "video/", "audio/", "font/"].iter().any(|kind| plain.starts_with(kind))
        || plain.contains("javascript")
        || plain.contains("css")
        || path.ends_with("/robots.txt")
    {
        return None;
    }
    let named = media_type.and_then(Format::from_media_type);
    match named {
        Some(Format::Json) => None, // what programs say to each other; feeds say so
        Some(Format::Text) | None
            if plain.is_empty() || plain.contains("octet-stream") || plain.starts_with("text/plain") =>
        {
            let known = Format::from_path(path).filter(|format| !format.is_container());
            let detected = Format::detect(path, body);
            (known.is_some() || detected != Format::Text || plain.starts_with("text/plain"))
                .then_some(detected)
                .filter(|format| !format.is_container())
        }
        Some(format) if format.is_container() => None,
        Some(format) => Some(match Format::detect("", body) {
            detected @ (Format::Pdf
            | Format::Feed
            | Format::NewsMl
            | Format::Cap
            | Format::Docx
            | Format::Odt) => detected,
            Format::Html if format == Format::Feed => Format::Html,
            _ => format,
        }),
        None => None,
    }
}

/// The next record's header; `None` at the end.
fn header(stream: &mut dyn BufRead) -> io::Result<Option<Header>> {
    let mut line = Vec::new();
    // Records are followed by two empty lines.
    loop {
        match bounded_line(stream, HEADER, &mut line)? {
            None => return Ok(None),
            Some(_) if line.is_empty() => {}
            Some(_) => break,
        }
    }
    let damaged = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    if !line.starts_with(b"WARC/") {
        return Err(damaged("a record has to begin with \"WARC/\""));
    }
    let mut header = Header::default();
    let (mut size, mut has_length) = (0usize, false);
    loop {
        let Some(n) = bounded_line(stream, HEADER, &mut line)? else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        size += n;
        if size > HEADER {
            return Err(damaged("the header of a record is longer than 64 KB"));
        }
        if line.is_empty() {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        let Some((name, value)) = text.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => header.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => {
                header.url = Some(value.trim_start_matches('<').trim_end_matches('>').to_owned())
            }
            "warc-date" => header.date = Some(value.to_owned()),
            "content-type" => header.media_type = value.to_ascii_lowercase(),
            "content-length" => {
                header.length = value.parse().map_err(|_| damaged("the length of a record is no number"))?;
                has_length = true;
            }
            _ => {}
        }
    }
    if has_length { Ok(Some(header)) } else { Err(damaged("a record does not say how long it is")) }
}

/// Passes over bytes.
fn skip(stream: &mut dyn BufRead, length: u64) -> io::Result<()> {
    let skipped = io::copy(&mut stream.take(length), &mut io::sink())?;
    if skipped < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}
