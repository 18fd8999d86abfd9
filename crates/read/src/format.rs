//! The list of formats. A new format is a variant here and a file beside this one; the compiler names the rest.

use std::fmt;

/// A format in which reports come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text, one report a file.
    Text,
    /// Markdown, one report a file.
    Markdown,
    /// A web page, one report a file.
    Html,
    /// JSON Lines, one report a line.
    JsonLines,
}

/// File name extensions of documents that cannot be read: a person would miss them, so they are named when they stand
/// in a folder. Files with any other unknown extension (scripts, styles, pictures of a saved page) are passed over.
const UNREADABLE_DOCUMENTS: &[&str] = &[
    "pdf", "doc", "docx", "odt", "rtf", "epub", "eml", "mbox", "msg", "warc", "wacz", "mht", "mhtml", "xml",
    "rss", "atom", "csv", "tsv", "xls", "xlsx", "ods", "json", "gz", "zip", "tar", "pages", "tex",
];

impl Format {
    /// All formats, in the order in which messages name them.
    pub const ALL: [Format; 4] = [Format::Text, Format::Markdown, Format::Html, Format::JsonLines];

    /// The name by which the command line knows it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::JsonLines => "jsonl",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Text => "text/plain",
            Format::Markdown => "text/markdown",
            Format::Html => "text/html",
            Format::JsonLines => "application/jsonl",
        }
    }

    /// The file name extensions, without the dot, the usual one first.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Format::Text => &["txt", "text"],
            Format::Markdown => &["md", "markdown"],
            Format::Html => &["html", "htm", "xhtml"],
            Format::JsonLines => &["jsonl", "ndjson"],
        }
    }

    /// The largest input of this format that is read, in bytes. No report of the news is nearly as long; a file of
    /// JSON Lines holds many reports, and each line has the limit of a text.
    pub fn limit(self) -> u64 {
        match self {
            Format::Text | Format::Markdown => 32 << 20,
            // Scripts and pictures within a page count too; its tags have a limit of their own.
            Format::Html => 16 << 20,
            Format::JsonLines => 2 << 30,
        }
    }

    /// The format of this name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format that a file's extension announces.
    pub fn from_path(path: &str) -> Option<Format> {
        let extension = extension(path)?;
        Format::ALL.into_iter().find(|format| format.extensions().contains(&extension.as_str()))
    }

    /// The format that the first bytes look like: a page, JSON Lines, or else plain text.
    pub fn sniff(bytes: &[u8]) -> Format {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        let start = bytes[..bytes.len().min(1024)].to_ascii_lowercase();
        if [
            &b"<!doctype html"[..],
            b"<html",
            b"<head",
            b"<body",
            b"<?xml",
            b"<!--",
            b"<article",
            b"<div",
            b"<p>",
        ]
        .iter()
        .any(|tag| start.starts_with(tag))
        {
            Format::Html
        } else if start.starts_with(b"{\"")
            || (start.starts_with(b"{") && start[1..].trim_ascii_start().starts_with(b"\""))
        {
            Format::JsonLines
        } else {
            Format::Text
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whether a file is a document that a person would expect to be read, although no reader knows its format.
pub fn is_unreadable_document(path: &str) -> bool {
    extension(path).is_some_and(|extension| UNREADABLE_DOCUMENTS.contains(&extension.as_str()))
}

/// The extensions that are read, for messages: ".txt, .md, .html, .jsonl".
pub fn readable_extensions() -> String {
    Format::ALL.map(|format| format!(".{}", format.extensions()[0])).join(", ")
}

/// The extension of the last part of a path, in lower case.
pub fn extension(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty() && !extension.is_empty()).then(|| extension.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_unique_and_found_by_all_their_names() {
        let mut seen = std::collections::BTreeSet::new();
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
            assert!(format.media_type().contains('/'));
            for extension in format.extensions() {
                assert!(seen.insert(*extension), "{extension} stands twice");
                assert_eq!(
                    Format::from_path(&format!("/a/b.c/Report.{}", extension.to_uppercase())),
                    Some(format)
                );
                assert!(!is_unreadable_document(&format!("x.{extension}")));
            }
        }
        assert_eq!(Format::from_path("/a.txt/report"), None);
        assert_eq!(Format::from_path(".txt"), None);
    }

    #[test]
    fn input_without_a_name_is_known_by_its_beginning() {
        for (start, format) in [
            ("<!DOCTYPE html><html>", Format::Html),
            ("\u{feff}  <html lang=en>", Format::Html),
            ("{\"text\": \"a\"}", Format::JsonLines),
            ("{ \"text\": \"a\"}", Format::JsonLines),
            ("{curly} words", Format::Text),
            ("< 20 people came", Format::Text),
            ("", Format::Text),
        ] {
            assert_eq!(Format::sniff(start.as_bytes()), format, "{start}");
        }
    }
}
