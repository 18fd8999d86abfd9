//! Bytes to reports: clean text, title, publisher, author, date, language, furniture, credits.
//!
//! ```text
//! bytes ── encoding ──▶ text ── header, furniture, tail ──▶ Report
//!            │                                               ▲
//!            ├── html: header from the page's data, main text ┤
//!            └── jsonl: a report a line, taken as it is ──────┘
//! ```
//!
//! A [`Reader`] knows the words of one language (months, "By", "Read more") and reads any [`Format`]. Reading cannot
//! fail: what cannot be read gives a [`Note`] and no report. The text of a file stays as it is, apart from its line ends;
//! furniture stays in it and is marked.

mod cap;
mod compose;
mod credit;
mod date;
mod dateline;
mod detect;
mod encoding;
mod feed;
mod format;
mod furniture;
mod header;
mod html;
mod json;
mod jsonl;
mod language;
mod line;
mod mail;
mod mapping;
mod markdown;
mod member;
mod newsml;
mod office;
mod offsets;
mod page;
mod pdf;
mod recurring;
mod shape;
mod table;
mod tail;
mod text;
mod unique;
mod unpack;
mod words;
mod xml;

pub use format::{Format, extension, is_unreadable_document, readable_extensions};
pub use mapping::{Column, Mapping, MappingError};
pub use member::{Capture, Member};
pub use recurring::mark_recurring;
pub use unique::Ids;
pub use unpack::{Found, Input, Limits, Source, unpack};

use std::io::Cursor;
use std::ops::ControlFlow;
use variorum_model::Report;

/// What was read from one input: its reports, and what a person should know of the reading.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The reports, in the order of the input.
    pub reports: Vec<Report>,
    /// What went wrong or was decided on the way, each with its place.
    pub notes: Vec<Note>,
}

/// Something a person should know of the reading of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where: the input's name, with a line number where there is one.
    pub place: String,
    /// What, and what to do.
    pub message: String,
    /// Whether a report was lost by it.
    pub lost: bool,
}

impl Outcome {
    fn note(&mut self, place: &str, message: impl Into<String>) {
        self.notes.push(Note { place: place.to_owned(), message: message.into(), lost: false });
    }

    fn lost(&mut self, place: &str, message: impl Into<String>) {
        self.notes.push(Note { place: place.to_owned(), message: message.into(), lost: true });
    }
}

/// The words of a language could not be read: what is wrong, and where.
#[derive(Debug, thiserror::Error)]
#[error("the words for reading: {0}")]
pub struct WordsError(String);

/// Reads reports, with the words of one language.
#[derive(Debug)]
pub struct Reader {
    words: words::Words,
    language: String,
    keep_cut: bool,
}

impl Reader {
    /// A reader with the words of a language (`languages/en/reading.toml`), whose BCP 47 tag is given.
    ///
    /// # Errors
    ///
    /// The words are not written as they should be.
    pub fn new(words: &str, language: &str) -> Result<Reader, WordsError> {
        Ok(Reader {
            words: words::Words::parse(words).map_err(WordsError)?,
            language: language.to_owned(),
            keep_cut: false,
        })
    }

    /// The same reader, which also keeps what it leaves out of texts (`Provenance::cut`).
    pub fn keeping_cut(self) -> Reader {
        Reader { keep_cut: true, ..self }
    }

    /// The language that is read, as a BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Reads one input. `name` is the file's name or path: it gives the reports' ids and, unless `format` does, the
    /// format; where neither tells it, the first bytes do.
    pub fn read(&self, name: &str, format: Option<Format>, bytes: &[u8]) -> Outcome {
        self.read_member(&Member::new(name, format, bytes), &Mapping::default())
    }

    /// Reads a file or a member of a container. `mapping` says which columns of a table, or members of a JSON object, are
    /// which fields.
    pub fn read_member(&self, member: &Member<'_>, mapping: &Mapping) -> Outcome {
        let mut outcome = Outcome::default();
        let format = member.format();
        let (place, bytes) = (&member.place(), member.bytes.as_ref());
        if bytes.len() as u64 > format.limit() {
            outcome.lost(place, too_large(bytes.len() as u64, format));
            return outcome;
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            outcome.lost(place, "the input is empty; leave it out, or save it again with its text");
            return outcome;
        }
        if member.within.len() > NESTING {
            outcome.lost(
                place,
                format!("it lies in more than {NESTING} messages and archives; save it by itself"),
            );
            return outcome;
        }
        match format {
            Format::Text => text::read(self, place, bytes, &mut outcome),
            Format::Markdown => markdown::read(self, place, bytes, &mut outcome),
            Format::Html => html::read(self, member, &mut outcome),
            Format::Mhtml => mail::read_mhtml(self, member, mapping, &mut outcome),
            Format::Pdf => pdf::read(self, place, bytes, &mut outcome),
            Format::Docx | Format::Odt => office::read(self, place, format, bytes, &mut outcome),
            Format::Mail => mail::read(self, member, mapping, &mut outcome),
            Format::JsonLines => {
                jsonl::read(place, bytes, member.lines_before, mapping, &self.words, &mut outcome);
            }
            Format::Json => json::read(self, place, bytes, mapping, &mut outcome),
            Format::Csv => table::read(place, bytes, mapping, &self.words, &mut outcome),
            Format::Feed => feed::read(self, place, bytes, &mut outcome),
            Format::NewsMl => newsml::read(self, place, bytes, &mut outcome),
            Format::Cap => cap::read(self, place, bytes, &mut outcome),
            Format::Mbox | Format::Warc | Format::Zip | Format::Tar | Format::Gzip => {
                self.container(member, format, mapping, &mut outcome);
                return outcome;
            }
        }
        let hash = blake3::hash(bytes);
        for report in &mut outcome.reports {
            let provenance = &mut report.provenance;
            // What an attachment or a saved page came with is more exact.
            if provenance.path.is_empty() {
                provenance.path = member.within.iter().chain([&member.name]).cloned().collect();
                provenance.format = format.name().into();
                provenance.hash = Some(hash.into());
                provenance.captured = member.capture.time.clone();
                report.url = report.url.take().or_else(|| member.capture.url.clone());
                if let Some(message) = language::recognise(report, &self.language, &self.words) {
                    outcome.notes.push(Note { place: report.id.clone(), message, lost: false });
                }
            }
        }
        outcome
    }

    /// Reads all members of a container that is held in memory.
    fn container(&self, member: &Member<'_>, format: Format, mapping: &Mapping, outcome: &mut Outcome) {
        let mut source = Cursor::new(member.bytes.as_ref());
        let (mut any, within) = (false, &member.within);
        unpack(&member.name, format, Input::Seekable(&mut source), &Limits::default(), &mut |found| {
            any = true;
            match found {
                Found::Note(note) => outcome.notes.push(note),
                Found::Member(mut inner) => {
                    inner.within.splice(0..0, within.iter().cloned());
                    let read = self.read_member(&inner, mapping);
                    outcome.reports.extend(read.reports);
                    outcome.notes.extend(read.notes);
                }
            }
            ControlFlow::Continue(())
        });
        if !any {
            outcome.lost(&member.place(), nothing_inside());
        }
    }
}

/// Containers around a member: archives, mailboxes, messages with attached messages.
const NESTING: usize = 12;

/// The message on a container without anything that can be read.
pub fn nothing_inside() -> String {
    format!("there is nothing in it that can be read; what can be read: {}", readable_extensions())
}

/// The message on a document whose format no reader knows.
pub fn unreadable_format() -> String {
    format!("this format cannot be read; what can be read: {}", readable_extensions())
}

/// The message on an input over the limit of its format.
pub fn too_large(size: u64, format: Format) -> String {
    format!(
        "{} MB are more than a report can have ({} MB for {format}); give one file a report, or one line a report as .jsonl",
        size.div_ceil(1 << 20),
        format.limit() >> 20
    )
}

/// The id of a report that has none of its own: the file's name without folders and without the extension of its format.
fn id_from_name(name: &str) -> String {
    let own = name.rsplit(" > ").next().unwrap_or(name);
    let base = own.rsplit(['/', '\\']).next().unwrap_or(own);
    match base.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() && Format::from_path(base).is_some() => stem.to_owned(),
        _ => base.to_owned(),
    }
}

/// The id of a report that was found on the web: the last step of its address that says something.
fn id_from_url(url: &str) -> Option<String> {
    let parsed = url::Url::parse(url).ok()?;
    let host = parsed.host_str()?;
    let mut steps = parsed.path_segments().into_iter().flatten().filter(|step| !step.is_empty());
    let last = steps.next_back().map(|step| id_from_name(&percent_decoded(step)));
    Some(match last {
        Some(step) if !matches!(step.as_str(), "index" | "amp" | "index.php") => step,
        Some(_) => steps.next_back().map_or_else(|| host.to_owned(), percent_decoded),
        None => host.to_owned(),
    })
}

/// "caf%C3%A9" as it is meant.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let hex = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        let pair = (byte == b'%')
            .then(|| Some(hex(*bytes.get(at + 1)?)? << 4 | hex(*bytes.get(at + 2)?)?))
            .flatten();
        decoded.push(pair.unwrap_or(byte));
        at += if pair.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// Decodes an XML document by the character set that it names.
fn decode_xml(name: &str, bytes: &[u8], outcome: &mut Outcome) -> Option<encoding::Decoded> {
    let label = html::character_set(bytes);
    decode(name, bytes, label.as_deref(), outcome)
}

/// Decodes an input, with notes on what was guessed; `None` where it is no text.
fn decode(name: &str, bytes: &[u8], label: Option<&str>, outcome: &mut Outcome) -> Option<encoding::Decoded> {
    match encoding::decode(bytes, label) {
        Ok(mut decoded) => {
            if let Some(message) = decoded.note.take() {
                outcome.note(name, message);
            }
            Some(decoded)
        }
        Err(what) => {
            outcome.lost(name, format!("this is {what}; what can be read: {}", readable_extensions()));
            None
        }
    }
}

#[cfg(test)]
mod tests;
