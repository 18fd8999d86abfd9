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
//!
//! # A case that grows
//!
//! A process that runs for long holds a [`Collation`] and adds reports as they come: each costs what its own event costs,
//! however many others the case holds (milliseconds in a case of ten thousand).
//!
//! ```
//! use variorum::{Engine, changes};
//! use variorum::model::ReportId;
//!
//! let engine = Engine::english()?;
//! let mut collation = engine.collation();
//! let mut add = |name: &str, text: &str| {
//!     let report = engine.read(name, text.as_bytes()).reports.remove(0);
//!     let account = engine.annotate(ReportId(collation.reports().len() as u32), &report);
//!     let arrival = collation.add(report, account);
//!     // The events that the new report speaks of, with all that is asked of them, and nothing else.
//!     (arrival.report, collation.around(arrival.report))
//! };
//! let (_, before) = add("monday.txt", "At least 12 people were killed in a fire in Eastport on Monday, police said.\n");
//! let (report, now) = add("tuesday.txt", "The fire in Eastport on Monday killed 14 people, the mayor said.\n");
//! assert!(now.events.iter().any(|event| event.event.reports.contains(&report)));
//! // What is otherwise than it was: the toll has a second reading.
//! assert!(changes(&before, &now).iter().any(|change| change.property == "killed"));
//! # Ok::<(), variorum::Error>(())
//! ```
//!
//! | to | call |
//! | --- | --- |
//! | start from reports that are there already | [`Engine::collation_of`] |
//! | add a report, and learn which others are about the same | [`Collation::add`], which gives an [`Arrival`] |
//! | see the questions that a report bears on | [`Collation::around`], a [`Case`](model::Case) of these events alone |
//! | see them where thousands of reports tell of one event | [`Collation::look_around`], an [`Around`] that is kept and grows |
//! | learn what it changed | [`changes`] between two cases; [`changed`] reduces the later one to it |
//! | put a later version in its place, or take a report out | [`Collation::replace`], [`Collation::remove`]; ids stay |
//! | put an analyst's decisions in force | [`Collation::direct`] |
//! | print everything | [`Collation::case`] with [`Collation::reports`], then [`render`] |
//!
//! Ids of reports are places in [`Collation::reports`] and never change, so that pages can be kept by them. `around` reads,
//! so any number of threads may ask while nobody adds; `case` settles the groups of reports and wants the collation for
//! itself. How rare a word is in the whole case moves as it grows, so `around` may now and then group a report otherwise than
//! `case`, which looks at all: call `case` when the process has time (it takes seconds for ten thousand reports).

pub mod case_file;
mod engine;

pub use engine::{Engine, Error};
pub use variorum_collate::{Around, Arrival, Change, Collation, ReadingChange, changed, changes};
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
