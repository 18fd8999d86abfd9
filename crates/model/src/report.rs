//! One published text with its header.

use crate::{Provenance, Span};
use compact_str::CompactString;
use jiff::civil::{Date, Time};

/// The place of a report in the list of reports that a run reads, in input order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ReportId(pub u32);

impl ReportId {
    /// The place as a number.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One published text with its header. What the report does not say of itself is `None`: unknown stays unknown.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Report {
    /// The name by which output refers to the report, unique in a run: the file's name or the id given with it.
    pub id: String,
    /// The text that all spans count in. Furniture may be part of it (see `furniture`); no layer reads it.
    pub text: String,
    /// The headline. Where it stands in the text as well, `headline` says where.
    pub title: Option<String>,
    /// Where the headline stands in `text`, if it does.
    pub headline: Option<Span>,
    /// Who published it, as printed.
    pub publisher: Option<String>,
    /// Who wrote it, as printed.
    pub author: Option<String>,
    /// When it was published, as far as the report itself says. Never a file's or an upload's time.
    pub published: Option<Published>,
    /// When it was last changed, as far as the report itself says.
    #[cfg_attr(feature = "serde", serde(default))]
    pub updated: Option<Published>,
    /// Which of the publisher's texts it is, where the format says so.
    #[cfg_attr(feature = "serde", serde(default))]
    pub item: Option<Item>,
    /// Where it was published.
    pub url: Option<String>,
    /// The language as a BCP 47 tag ("en"), where it was stated or recognised with certainty.
    pub language: Option<CompactString>,
    /// The name of the language ("German") or of the letters ("Cyrillic") that it is written in, where that is none that is read.
    /// Such a report is kept and listed; nothing is taken from it, and it is about no event.
    #[cfg_attr(feature = "serde", serde(default))]
    pub unread: Option<String>,
    /// Stretches of `text` that are not the report's prose, sorted, not overlapping.
    pub furniture: Vec<Furniture>,
    /// What the report's header or furniture says of where the text came from.
    pub credits: Vec<Credit>,
    /// Where the text came from.
    #[cfg_attr(feature = "serde", serde(default))]
    pub provenance: Provenance,
}

/// The publisher's own name for a text: reports with the same id are versions of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Item {
    /// The id ("urn:newsml:…", a feed's guid).
    pub id: String,
    /// The version, as printed: a number as a rule.
    pub version: Option<String>,
    /// Until when it may not be published, ISO 8601.
    pub embargo: Option<String>,
}

/// A date of publication, with the time of day where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Published {
    /// The day, in the publisher's own time zone as printed.
    pub date: Date,
    /// The time of that day.
    pub time: Option<Time>,
}

impl std::fmt::Display for Published {
    /// ISO 8601, to the precision that is known.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.time {
            Some(time) => write!(f, "{}T{}", self.date, time),
            None => write!(f, "{}", self.date),
        }
    }
}

/// A stretch of text that is not the report's prose.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Furniture {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: FurnitureKind,
}

/// The kinds of furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum FurnitureKind {
    /// The line that names author, date or publisher.
    Byline,
    /// A teaser for another text ("Read more", "Check also"), with the words that belong to it.
    Teaser,
    /// An invitation to subscribe, register or follow.
    Subscription,
    /// Menus, breadcrumbs, share buttons, tags.
    Navigation,
    /// A picture's credit or its technical caption.
    PictureCredit,
    /// A notice on where the text was first published; it becomes a [`Credit`].
    Republication,
    /// Contacts, corrections policy, copyright lines, notes on the author.
    Imprint,
}

/// Words by which a report says whose text it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Credit {
    /// To whom it gives credit ("Reuters", "The Conversation").
    pub to: String,
    /// What the words amount to.
    pub how: CreditKind,
    /// The words, where they stand in the text; header fields have no place in it.
    pub evidence: Option<Span>,
}

/// How a report owes its text to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum CreditKind {
    /// The whole text was first published elsewhere ("This article was originally published by …").
    Republication,
    /// An agency's credit in dateline, byline or last line ("(Reuters)", "with AFP").
    Agency,
}
