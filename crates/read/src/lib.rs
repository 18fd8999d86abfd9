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

mod credit;
mod date;
mod dateline;
mod encoding;
mod format;
mod furniture;
mod header;
mod html;
mod jsonl;
mod language;
mod line;
mod markdown;
mod page;
mod shape;
mod tail;
mod text;
mod unique;
mod words;

pub use format::{Format, extension, is_unreadable_document, readable_extensions};
pub use unique::Ids;

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
}

impl Reader {
    /// A reader with the words of a language (`languages/en/reading.toml`), whose BCP 47 tag is given.
    ///
    /// # Errors
    ///
    /// The words are not written as they should be.
    pub fn new(words: &str, language: &str) -> Result<Reader, WordsError> {
        Ok(Reader { words: words::Words::parse(words).map_err(WordsError)?, language: language.to_owned() })
    }

    /// Reads one input. `name` is the file's name or path: it gives the reports' ids and, unless `format` does, the
    /// format; where neither tells it, the first bytes do.
    pub fn read(&self, name: &str, format: Option<Format>, bytes: &[u8]) -> Outcome {
        let mut outcome = Outcome::default();
        let format = format.or_else(|| Format::from_path(name)).unwrap_or_else(|| Format::sniff(bytes));
        if bytes.len() as u64 > format.limit() {
            outcome.lost(name, too_large(bytes.len() as u64, format));
            return outcome;
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            outcome.lost(name, "the input is empty; leave it out, or save it again with its text");
            return outcome;
        }
        match format {
            Format::Text => text::read(self, name, bytes, &mut outcome),
            Format::Markdown => markdown::read(self, name, bytes, &mut outcome),
            Format::Html => html::read(self, name, bytes, &mut outcome),
            Format::JsonLines => jsonl::read(name, bytes, &mut outcome),
        }
        for report in &mut outcome.reports {
            if let Some(message) = language::recognise(report, &self.language) {
                outcome.notes.push(Note { place: report.id.clone(), message, lost: false });
            }
        }
        outcome
    }
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
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match base.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() && Format::from_path(base).is_some() => stem.to_owned(),
        _ => base.to_owned(),
    }
}

/// Decodes an input, with notes on what was guessed; `None` where it is no text.
fn decode(name: &str, bytes: &[u8], label: Option<&str>, outcome: &mut Outcome) -> Option<String> {
    match encoding::decode(bytes, label) {
        Ok(decoded) => {
            if let Some(message) = decoded.note {
                outcome.note(name, message);
            }
            Some(decoded.text)
        }
        Err(what) => {
            outcome.lost(name, format!("this is {what}; what can be read: {}", readable_extensions()));
            None
        }
    }
}

#[cfg(test)]
mod tests;
