//! The nouns of Variorum and the arithmetic of their values.
//!
//! Whatever travels from one stage of the program to the next is a type of this crate:
//!
//! ```text
//! bytes ──read──▶ Report ──language──▶ Document ──extract──▶ Account ──collate──▶ Case ──present──▶ page
//! ```
//!
//! A [`Report`] is one published text with its header; a [`Document`] is its text with layers of analysis; an
//! [`Account`] is what the report says (attributions, events, claims); a [`Case`] is what all reports say together
//! (events, questions, readings, statuses, origins). The crate opens no file, knows no language and no JSON.

pub mod account;
pub mod attribution;
pub mod case;
pub mod claim;
pub mod decision;
pub mod document;
pub mod event;
pub mod ontology;
pub mod origin;
pub mod provenance;
pub mod question;
pub mod report;
pub mod span;
pub mod value;

pub use account::Account;
pub use attribution::{Attribution, Content, Source, SourceKind};
pub use case::Case;
pub use claim::{Certainty, Claim, Stance};
pub use decision::{Act, Decision, Directions, Judgement};
pub use document::Document;
pub use event::{Event, EventId};
pub use ontology::Ontology;
pub use origin::Origin;
pub use provenance::{Cut, CutKind, Place, Provenance, Stretch};
pub use question::{Before, Question, Reading, Status};
pub use report::{Item, Published, Report, ReportId};
pub use span::{Span, TokenId, TokenRange};
pub use value::{Value, ValueKind};
