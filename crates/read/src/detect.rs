//! What a file is: by its first bytes where they are certain, by its name, by what it looks like.
//!
//! ```text
//! report.txt   25 50 44 46 2D …             pdf: nobody writes "%PDF-" by hand
//! feed.xml     <feed xmlns="…Atom">         feed
//! crawl.gz     1F 8B …                      gzip; what is in it is found out when it is unpacked
//! ```

use crate::Format;

/// The bytes that are looked at.
const START: usize = 4096;

impl Format {
    /// The format of an input: `bytes` are its beginning (all of it, or at least some kilobytes). What the bytes say for
    /// certain counts more than the name, the name more than what they look like.
    pub fn detect(name: &str, bytes: &[u8]) -> Format {
        if let Some(certain) = signature(name, bytes) {
            return certain;
        }
        match Format::from_path(name) {
            Some(format @ (Format::Feed | Format::NewsMl | Format::Cap)) => xml(bytes).unwrap_or(format),
            Some(Format::Text) if sniff_page(bytes) => Format::Html,
            Some(format) => format,
            None => sniff(bytes),
        }
    }
}

/// What the first bytes say for certain.
fn signature(name: &str, bytes: &[u8]) -> Option<Format> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(Format::Pdf),
        [0x1F, 0x8B, 8, ..] => Some(Format::Gzip),
        [b'W', b'A', b'R', b'C', b'/', b'0' | b'1', b'.', ..] => Some(Format::Warc),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(zip(name, bytes)),
        _ if bytes.get(257..262) == Some(b"ustar") => Some(Format::Tar),
        _ => None,
    }
}

/// Office documents are zip archives with certain members; they may stand anywhere in the file.
fn zip(name: &str, bytes: &[u8]) -> Format {
    let start = &bytes[..bytes.len().min(START)];
    let odt = memchr::memmem::find(start, b"mimetypeapplication/vnd.oasis.opendocument.text");
    let named = Format::from_path(name);
    if odt.is_some() {
        Format::Odt
    } else if matches!(named, Some(Format::Docx | Format::Odt)) {
        named.unwrap_or(Format::Zip)
    } else if memchr::memmem::find(bytes, b"word/document.xml").is_some()
        && memchr::memmem::find(bytes, b"[Content_Types].xml").is_some()
    {
        Format::Docx
    } else {
        Format::Zip
    }
}

/// The beginning without byte order mark and white space, in lower case.
fn start(bytes: &[u8]) -> Vec<u8> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    bytes[..bytes.len().min(START)].to_ascii_lowercase()
}

/// Whether the beginning is that of a whole page.
fn sniff_page(bytes: &[u8]) -> bool {
    let start = start(bytes);
    [&b"<!doctype html"[..], b"<html"].iter().any(|tag| start.starts_with(tag))
}

/// The kind of an XML document, by its first element.
fn xml(bytes: &[u8]) -> Option<Format> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(START)]).into_owned();
    // UTF-16: every other byte is zero.
    let start: String = start.chars().filter(|c| *c != '\0').collect();
    let mut rest = start.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    loop {
        let after = rest.strip_prefix('<')?;
        let (skip, end) = match after.as_bytes().first()? {
            b'?' => (2, "?>"),
            b'!' if after.starts_with("!--") => (3, "-->"),
            b'!' if after.get(..13).is_some_and(|doctype| doctype.eq_ignore_ascii_case("!doctype html")) => {
                return Some(Format::Html);
            }
            b'!' => (1, ">"),
            _ => break,
        };
        let at = rest.get(skip..)?.find(end)? + skip + end.len();
        rest = rest.get(at..)?.trim_start();
    }
    let name: String =
        rest[1..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, ':' | '-')).collect();
    let tag = rest.split('>').next().unwrap_or_default();
    Some(match name.rsplit(':').next().unwrap_or_default() {
        "rss" | "feed" | "RDF" => Format::Feed,
        "newsItem" | "newsMessage" | "packageItem" | "NewsML" => Format::NewsMl,
        "alert" if tag.contains("cap:") || !tag.contains("xmlns") => Format::Cap,
        "html" => Format::Html,
        "document" if tag.contains("office") => Format::Odt,
        _ => return None,
    })
}

/// The format that bytes without a name look like: else plain text.
fn sniff(bytes: &[u8]) -> Format {
    if let Some(format) = xml(bytes) {
        return format;
    }
    let start = start(bytes);
    let page: &[&[u8]] =
        &[b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--", b"<article", b"<div", b"<p>"];
    if page.iter().any(|tag| start.starts_with(tag)) {
        Format::Html
    } else if start.starts_with(b"{") && start[1..].trim_ascii_start().starts_with(b"\"") {
        json(&start, bytes)
    } else if start.starts_with(b"[") && start[1..].trim_ascii_start().starts_with(b"{") {
        Format::Json
    } else {
        mail(bytes).unwrap_or(Format::Text)
    }
}

/// An object over several lines is a document, and so is one of the known kinds; an object a line is JSON Lines.
fn json(start: &[u8], bytes: &[u8]) -> Format {
    let holds = |key: &[u8]| memchr::memmem::find(start, key).is_some();
    let known = holds(b"jsonfeed.org/version") || holds(b"\"body_text\"") || holds(b"\"versioncreated\"");
    let first =
        bytes.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    if known && !holds(b"\"text\"") || first.trim_ascii() == b"{" { Format::Json } else { Format::JsonLines }
}

/// Header lines as machines write them.
fn mail(bytes: &[u8]) -> Option<Format> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(START)]).into_owned();
    let mut lines = text.lines();
    let first = lines.next()?;
    let mailbox = first.starts_with("From ") && first.contains('@');
    let header = |line: &&str| {
        line.starts_with([' ', '\t'])
            || line.split_once(':').is_some_and(|(name, _)| {
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            })
    };
    let head: Vec<String> = text
        .lines()
        .skip(usize::from(mailbox))
        .take_while(header)
        .map(|line| line.to_ascii_lowercase())
        .collect();
    let has = |name: &str| head.iter().any(|line| line.starts_with(name));
    let machine = has("mime-version:") || has("received:") || has("message-id:") || has("return-path:");
    match () {
        () if mailbox && (machine || has("from:")) => Some(Format::Mbox),
        () if machine && head.join("").contains("multipart/related") && has("snapshot-content-location:") => {
            Some(Format::Mhtml)
        }
        () if machine && has("from:") && head.join("").contains("<saved by ") => Some(Format::Mhtml),
        () if machine && (has("from:") || has("subject:")) => Some(Format::Mail),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, start: &str, format: Format) {
        assert_eq!(Format::detect(name, start.as_bytes()), format, "{name}: {start}");
    }

    #[test]
    fn inputs_without_a_name_are_known_by_their_beginning() {
        check("stdin", "<!DOCTYPE html><html>", Format::Html);
        check("stdin", "\u{feff}  <html lang=en>", Format::Html);
        check("stdin", "{\"text\": \"a\"}", Format::JsonLines);
        check("stdin", "{ \"text\": \"a\"}\n{\"text\": \"b\"}", Format::JsonLines);
        check("stdin", "{\n  \"uri\": \"urn:x\",\n  \"headline\": \"a\"\n}", Format::Json);
        check("stdin", "{\"uri\": \"urn:x\", \"body_text\": \"a\"}", Format::Json);
        check("stdin", "[{\"text\": \"a\"}]", Format::Json);
        check("stdin", "{curly} words", Format::Text);
        check("stdin", "< 20 people came", Format::Text);
        check("stdin", "", Format::Text);
        check("stdin", "<?xml version='1.0'?>\n<!-- x --><rss version='2.0'>", Format::Feed);
        check("stdin", "<feed xmlns='http://www.w3.org/2005/Atom'>", Format::Feed);
        check("stdin", "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'>", Format::NewsMl);
        check("stdin", "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'>", Format::Cap);
        check("stdin", "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", Format::Html);
        check(
            "stdin",
            "From a@herald.example Sat Mar 23 10:00:00 2024\nFrom: a@herald.example\n",
            Format::Mbox,
        );
        check("stdin", "Received: x\nFrom: a@herald.example\nSubject: b\n\nText", Format::Mail);
        check("stdin", "Subject: Ferry burns\nDate: 23 March 2024\n\nA ferry burned.", Format::Text);
        check("stdin", "WARC/1.0\r\nWARC-Type: response\r\n", Format::Warc);
    }

    #[test]
    fn certain_bytes_count_more_than_names() {
        check("report.txt", "%PDF-1.4\n", Format::Pdf);
        check("report.txt", "<!doctype html><title>", Format::Html);
        check("report.txt", "<p>An odd beginning of a text.", Format::Text);
        check("page.xml", "<html xmlns='http://www.w3.org/1999/xhtml'>", Format::Html);
        check("alert.xml", "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'>", Format::Cap);
        check("feed.xml", "<opml>", Format::Feed);
        check("a.html", "{\"text\": 1}", Format::Html);
        assert_eq!(Format::detect("a.docx", b"PK\x03\x04 rest"), Format::Docx);
        assert_eq!(Format::detect("a", b"PK\x03\x04 [Content_Types].xml word/document.xml"), Format::Docx);
        assert_eq!(
            Format::detect("a.odt", b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text"),
            Format::Odt
        );
        assert_eq!(Format::detect("a.wacz", b"PK\x03\x04 archive/"), Format::Zip);
    }
}
