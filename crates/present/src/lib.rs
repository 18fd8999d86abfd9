//! Cases as text, pages and data.

use variorum_model::{Case, Ontology, Report};

/// The formats of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Format {
    Terminal,
    Html,
    Markdown,
    Json,
    Csv,
}

/// How a case is shown where the format leaves a choice.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The width in columns, for the terminal.
    pub width: usize,
    /// Whether to use colour, for the terminal.
    pub color: bool,
}

impl Default for Style {
    /// 80 columns, no colour.
    fn default() -> Style {
        Style { width: 80, color: false }
    }
}

/// A case in a format.
pub fn render(
    _case: &Case,
    _reports: &[Report],
    _ontology: &Ontology,
    _format: Format,
    _style: &Style,
) -> String {
    String::new()
}
