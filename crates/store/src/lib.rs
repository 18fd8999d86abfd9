//! A case in one SQLite file: reports with their original bytes, claims, decisions, history.
//!
//! ```text
//! case.variorum   captures ─▶ reports ─▶ claims        what was read: bytes, text, who says what; searched by words
//!                 decisions                            what analysts decided; never deleted
//!                 events · questions · history         how everything stands, and ever stood
//! ```
//!
//! Adding a report is one transaction: whoever is killed in the midst of it has added the report or has not. A report that is
//! there already is known by the hash of what was read, so that adding twice changes nothing. Two processes wait for each
//! other. The write-ahead log lets readers read while somebody writes.
//!
//! The crate knows SQL and the nouns of `model`, nothing of languages and nothing of how a case is shown.
#![allow(clippy::disallowed_methods)] // files belong here

mod decisions;
mod error;
mod history;
mod near;
mod open;
mod reports;
mod reread;
mod search;
mod settle;

pub use decisions::Recorded;
pub use error::Error;
pub use history::{Changed, Extract, HistoryEntry, Known, QuestionState, ReadingState};
pub use open::{FILE_VERSION, Store, is_case};
pub use reports::{Added, Capture, Captured, NewReport, StoredReport, Version, hash, report_hash};
pub use reread::{OneCapture, Rereading};
pub use search::{ClaimHit, Found, Hits, ReportHit, Sought};
pub use settle::{Extent, Settlement};

/// What the functions of this crate give.
pub type Result<T> = std::result::Result<T, Error>;
