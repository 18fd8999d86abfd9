//! The list of formats. A new format is a variant here and a file beside this one; the compiler names the rest.

use std::fmt;

/// A format in which reports come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text, one report a file.
    Text,
    /// Markdown, one report a file.
    Markdown,
    /// A web page: one report, or the entries of a live blog.
    Html,
    /// A web page with its pictures in one file.
    Mhtml,
    /// A PDF document with a text layer.
    Pdf,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// An e-mail with its attachments.
    Mail,
    /// JSON Lines, one report a line.
    JsonLines,
    /// One JSON document: ninjs, JSON Feed, a report, or a list of reports.
    Json,
    /// A table, one report a row.
    Csv,
    /// RSS or Atom, one report an item.
    Feed,
    /// NewsML-G2, one report a news item.
    NewsMl,
    /// A CAP alert.
    Cap,
    /// A mailbox; a container of e-mails.
    Mbox,
    /// An archive of web pages; a container.
    Warc,
    /// A zip archive, a WACZ among them; a container.
    Zip,
    /// A tar archive; a container.
    Tar,
    /// A file compressed with gzip, a WARC or tar among them; a container.
    Gzip,
}

/// What the program knows of a format.
struct Facts {
    name: &'static str,
    media_type: &'static str,
    /// The usual one first.
    extensions: &'static [&'static str],
    /// Bytes.
    limit: u64,
}

/// File name extensions of documents that cannot be read: a person would miss them, so they are named when they stand
/// in a folder. Files with any other unknown extension (scripts, styles, pictures of a saved page) are passed over.
const UNREADABLE_DOCUMENTS: &[&str] = &[
    "doc", "rtf", "epub", "msg", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "pages", "tex", "rar", "7z",
    "bz2", "xz", "zst", "djvu", "ps",
];

const MB: u64 = 1 << 20;

impl Format {
    /// All formats, in the order in which messages name them.
    pub const ALL: [Format; 19] = [
        Format::Text,
        Format::Markdown,
        Format::Html,
        Format::Mhtml,
        Format::Pdf,
        Format::Docx,
        Format::Odt,
        Format::Mail,
        Format::JsonLines,
        Format::Json,
        Format::Csv,
        Format::Feed,
        Format::NewsMl,
        Format::Cap,
        Format::Mbox,
        Format::Warc,
        Format::Zip,
        Format::Tar,
        Format::Gzip,
    ];

    fn facts(self) -> Facts {
        let facts = |name, media_type, extensions, limit| Facts { name, media_type, extensions, limit };
        match self {
            Format::Text => facts("text", "text/plain", &["txt", "text"], 32 * MB),
            Format::Markdown => facts("markdown", "text/markdown", &["md", "markdown"], 32 * MB),
            // Scripts and pictures within a page count too; its tags have a limit of their own.
            Format::Html => facts("html", "text/html", &["html", "htm", "xhtml"], 16 * MB),
            Format::Mhtml => facts("mhtml", "multipart/related", &["mhtml", "mht"], 64 * MB),
            Format::Pdf => facts("pdf", "application/pdf", &["pdf"], 128 * MB),
            Format::Docx => facts(
                "docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                &["docx", "docm"],
                64 * MB,
            ),
            Format::Odt => facts("odt", "application/vnd.oasis.opendocument.text", &["odt", "fodt"], 64 * MB),
            Format::Mail => facts("mail", "message/rfc822", &["eml"], 64 * MB),
            Format::JsonLines => facts("jsonl", "application/jsonl", &["jsonl", "ndjson"], 2048 * MB),
            Format::Json => facts("json", "application/json", &["json", "jsonfeed"], 128 * MB),
            Format::Csv => facts("csv", "text/csv", &["csv", "tsv"], 256 * MB),
            Format::Feed => facts("feed", "application/rss+xml", &["xml", "rss", "atom", "rdf"], 32 * MB),
            Format::NewsMl => facts("newsml", "application/vnd.iptc.g2.newsitem+xml", &["newsml"], 32 * MB),
            Format::Cap => facts("cap", "application/cap+xml", &["cap"], 8 * MB),
            Format::Mbox => facts("mbox", "application/mbox", &["mbox"], u64::MAX),
            Format::Warc => facts("warc", "application/warc", &["warc"], u64::MAX),
            Format::Zip => facts("zip", "application/zip", &["zip", "wacz"], u64::MAX),
            Format::Tar => facts("tar", "application/x-tar", &["tar"], u64::MAX),
            Format::Gzip => facts("gzip", "application/gzip", &["gz", "tgz"], u64::MAX),
        }
    }

    /// The name by which the command line knows it.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        self.facts().media_type
    }

    /// The file name extensions, without the dot, the usual one first.
    pub fn extensions(self) -> &'static [&'static str] {
        self.facts().extensions
    }

    /// The largest input of this format that is read, in bytes. No report of the news is nearly as long; a file of
    /// JSON Lines holds many reports, and each line has the limit of a text. Containers are streamed and have none; their
    /// members do.
    pub fn limit(self) -> u64 {
        self.facts().limit
    }

    /// Whether inputs of this format are unpacked into members, which are read one by one.
    pub fn is_container(self) -> bool {
        matches!(self, Format::Mbox | Format::Warc | Format::Zip | Format::Tar | Format::Gzip)
    }

    /// Whether the parsers of this format are safe with any bytes in bounded time, stack and memory: text, tables and JSON
    /// are. All others are better read in a process of their own.
    pub fn is_harmless(self) -> bool {
        matches!(self, Format::Text | Format::Markdown | Format::JsonLines | Format::Json | Format::Csv)
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

    /// The format that a media type announces ("text/html; charset=utf-8"), where it says more than "bytes".
    pub fn from_media_type(media_type: &str) -> Option<Format> {
        let plain = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        Some(match plain.as_str() {
            "application/xhtml+xml" => Format::Html,
            "application/atom+xml" | "application/rdf+xml" | "text/xml" | "application/xml" => Format::Feed,
            "application/feed+json" => Format::Json,
            "application/x-ndjson" => Format::JsonLines,
            "application/x-gzip" => Format::Gzip,
            "multipart/related" => return None,
            other => return Format::ALL.into_iter().find(|format| format.media_type() == other),
        })
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

/// The extensions that are read, for messages: ".txt, .md, .html, …".
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
            if format != Format::Mhtml {
                assert_eq!(Format::from_media_type(format.media_type()), Some(format));
            }
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
}
