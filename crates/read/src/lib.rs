//! Bytes to reports: clean text, title, publisher, author, date, language, furniture, credits.

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

/// Reads one input. `name` is the file's name or path: it gives the format and the reports' ids.
pub fn read(_name: &str, _bytes: &[u8]) -> Outcome {
    Outcome::default()
}
