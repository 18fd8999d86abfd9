//! Reads reports of an event and prints its apparatus: question by question every reading, who stands behind it and
//! through whom it came, how many independent origins it has, and the very words.
//!
//! The façade joins the stages, each a crate of its own that knows none of the others:
//!
//! ```text
//! bytes ──read──▶ Report ──language──▶ Document ──extract──▶ Account ──collate──▶ Case ──present──▶ page
//! ```
//!
//! # Example
//!
//! ```
//! use variorum::{Engine, Format, Style};
//!
//! let engine = Engine::english()?;
//! let mut reports = Vec::new();
//! for (name, text) in [
//!     ("monday.txt", "At least 12 people were killed in a fire in Eastport on Monday, police said.\n"),
//!     ("tuesday.txt", "The fire in Eastport on Monday killed 14 people, the mayor said.\n"),
//! ] {
//!     reports.extend(engine.read(name, text.as_bytes()).reports);
//! }
//! let case = engine.collate(&reports, &engine.annotate_all(&reports));
//! let page = variorum::render(&case, &reports, engine.ontology(), Format::Markdown, &Style::default());
//! assert!(!page.is_empty());
//! # Ok::<(), variorum::Error>(())
//! ```

pub mod case_file;
mod engine;

pub use engine::{Engine, Error};
pub use variorum_collate::{Arrival, Change, Collation, ReadingChange, changed, changes};
pub use variorum_extract::{
    Card, ExampleFailure, OntologyError, Rules, documentation as ontology_documentation,
};
pub use variorum_model as model;
pub use variorum_present::{
    ExplainError, Format, Layer, STYLE, Style, UnknownLayer, annotate_json, annotate_schema, conllu, explain,
    layer_json, layer_text, read_json, read_schema, read_text, render, report_schema, site,
};
pub use variorum_read::{
    Capture, Format as InputFormat, Found, Ids, Input as ContainerInput, Limits, Mapping, MappingError,
    Member, Note, Outcome, Reader, Source, is_unreadable_document, mark_recurring, nothing_inside,
    readable_extensions, too_large, unpack, unreadable_format,
};
pub use variorum_store as store;
