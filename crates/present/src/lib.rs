//! Cases as text, pages and data.
//!
//! ```text
//! Case, Reports, Ontology ──render──▶ terminal · page · Markdown · JSON · CSV
//! Report, Account ──annotate_json──▶ a line of JSON
//! a claim's id ──explain──▶ how it came about
//! Document, Layer ──layer_text, layer_json, conllu──▶ a layer over its text
//! ```

mod csv;
mod evidence;
mod explain;
mod format;
mod html;
mod json;
mod labels;
mod layers;
mod markdown;
mod reading;
pub mod site;
mod terminal;
mod text;

pub use explain::{ExplainError, explain};
pub use format::{Format, UnknownFormat};
pub use json::{annotate_json, annotate_schema, report_schema};
pub use layers::{Layer, UnknownLayer, conllu, layer_json, layer_text};
pub use reading::{read_json, read_schema, read_text};

/// The style sheet of the page and of a site's pages.
pub const STYLE: &str = include_str!("../templates/style.css");

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
pub fn render(case: &Case, reports: &[Report], ontology: &Ontology, format: Format, style: &Style) -> String {
    match format {
        Format::Json => json::case_json(case, reports),
        Format::Terminal => terminal::terminal(case, reports, ontology, style),
        Format::Html => html::html(case, reports, ontology),
        Format::Markdown => markdown::markdown(case, reports, ontology),
        Format::Csv => csv::csv(case, reports),
    }
}
