//! What an analyst decided about a case, and what that means for bringing reports together.
//!
//! ```text
//! A. Vale, 3 March 2031: "Two of the hurt were counted twice."    correct the claim 4f1c…: 57 → 55
//! A. Vale, 4 March 2031: "The strait and the ferry are one."      join the events of the claims 4f1c… and 9ab0…
//! ```
//!
//! A decision names claims and reports, never events or questions: those are made anew whenever the case grows, and the ids
//! of claims and reports stay. A decision is never deleted; what is undone stays on record with who undid it and why.

use crate::{EventId, ReportId, Stance, Value};
use compact_str::CompactString;

/// What somebody decided, when and why.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Decision {
    /// The same for the same decision in every copy of the case: made from author, time and act.
    pub id: CompactString,
    /// Who decided.
    pub author: String,
    /// When: RFC 3339, UTC.
    pub made: CompactString,
    /// Why, in the author's words.
    pub reason: String,
    /// What.
    pub act: Act,
    /// Who took it back, when and why.
    pub undone: Option<Undone>,
}

/// That a decision was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Undone {
    /// Who.
    pub author: String,
    /// When: RFC 3339, UTC.
    pub made: CompactString,
    /// Why.
    pub reason: String,
}

/// What can be decided. Claims are named by their ids, reports by theirs.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "type", rename_all = "snake_case"))]
pub enum Act {
    /// The events that two claims are about are one; it keeps the name of the first.
    JoinEvents {
        /// A claim about the event that stays.
        into: CompactString,
        /// A claim about the other.
        from: CompactString,
    },
    /// What the reports of these claims call the event is another event.
    SplitEvent {
        /// Claims about the other event.
        claims: Vec<CompactString>,
        /// The name of the other event.
        label: String,
    },
    /// Two names are of one person, organisation or place.
    JoinEntities {
        /// The name that is shown.
        into: String,
        /// The other name.
        from: String,
    },
    /// In these reports a name is somebody else's.
    SplitEntity {
        /// The name.
        name: String,
        /// The ids of the reports.
        reports: Vec<String>,
        /// The name to show for the other.
        label: String,
    },
    /// The questions that two claims answer are one.
    JoinQuestions {
        /// A claim that answers the question that stays.
        into: CompactString,
        /// A claim that answers the other.
        from: CompactString,
    },
    /// These claims answer a question of their own.
    SplitQuestion {
        /// The claims.
        claims: Vec<CompactString>,
        /// Whom or what they count, as a scope ("the crew").
        scope: CompactString,
    },
    /// The answers that two claims give are one.
    JoinReadings {
        /// A claim with the answer that is shown.
        into: CompactString,
        /// A claim with the other.
        from: CompactString,
    },
    /// The claim is not in the words, or is not about this case.
    RejectClaim {
        /// The claim.
        claim: CompactString,
    },
    /// The claim says something else than what was read.
    CorrectClaim {
        /// The claim.
        claim: CompactString,
        /// The value that it has.
        value: Option<Value>,
        /// Its stance.
        stance: Option<Stance>,
        /// Whom or what it counts; "" for the whole.
        scope: Option<CompactString>,
        /// Who says so; "" for the report itself.
        source: Option<String>,
    },
    /// The words of a report make a claim that was not read.
    AddClaim {
        /// The report.
        report: String,
        /// The first byte of the words in the report's text.
        start: u32,
        /// The byte after the last.
        end: u32,
        /// The property.
        property: CompactString,
        /// The value.
        value: Value,
        /// The stance.
        stance: Stance,
        /// Who says so; "" for the report itself.
        source: String,
        /// A claim about the same event; without one, it is the event that the report is about.
        event_of: Option<CompactString>,
    },
    /// A report is a copy of another.
    MarkCopy {
        /// The copy.
        report: String,
        /// The other.
        of: String,
    },
    /// A report is no copy of another, whatever words they share.
    NoCopy {
        /// The report.
        report: String,
        /// The other.
        of: String,
    },
    /// How reliable a source is, from A (completely) to E (not), F where that cannot be judged.
    GradeSource {
        /// The source, or a publisher.
        source: String,
        /// A to F.
        grade: char,
    },
    /// How credible a claim is, from 1 (confirmed by others) to 5 (improbable), 6 where that cannot be judged.
    GradeClaim {
        /// The claim.
        claim: CompactString,
        /// 1 to 6.
        grade: u8,
    },
    /// A note.
    Note {
        /// On what.
        on: NoteOn,
        /// The note.
        text: String,
    },
}

/// What a note is on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum NoteOn {
    /// The whole case.
    Case,
    /// A claim.
    Claim(CompactString),
    /// The question that a claim answers.
    Question(CompactString),
    /// The event that a claim is about.
    Event(CompactString),
    /// A report.
    Report(String),
    /// A source or publisher.
    Source(String),
}

impl Act {
    /// The act in a word or two, as a name in output.
    pub fn name(&self) -> &'static str {
        match self {
            Act::JoinEvents { .. } => "join_events",
            Act::SplitEvent { .. } => "split_event",
            Act::JoinEntities { .. } => "join_entities",
            Act::SplitEntity { .. } => "split_entity",
            Act::JoinQuestions { .. } => "join_questions",
            Act::SplitQuestion { .. } => "split_question",
            Act::JoinReadings { .. } => "join_readings",
            Act::RejectClaim { .. } => "reject_claim",
            Act::CorrectClaim { .. } => "correct_claim",
            Act::AddClaim { .. } => "add_claim",
            Act::MarkCopy { .. } => "mark_copy",
            Act::NoCopy { .. } => "no_copy",
            Act::GradeSource { .. } => "grade_source",
            Act::GradeClaim { .. } => "grade_claim",
            Act::Note { .. } => "note",
        }
    }
}

/// What decisions ask of the stage that brings reports together. Claims are named by their ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Directions {
    /// The events of the two claims are one; it keeps the name of the first.
    pub same_event: Vec<(CompactString, CompactString)>,
    /// What the reports of the claims call the event is another event, of this name.
    pub other_event: Vec<(Vec<CompactString>, String)>,
    /// The questions that the two claims answer are one: the first one's.
    pub same_question: Vec<(CompactString, CompactString)>,
    /// The claims answer a question of their own, of this scope.
    pub other_question: Vec<(Vec<CompactString>, CompactString)>,
    /// The answers of the two claims are one: the first one's.
    pub same_reading: Vec<(CompactString, CompactString)>,
    /// The first report is a copy of the second.
    pub copies: Vec<(ReportId, ReportId)>,
    /// The first report is no copy of the second.
    pub no_copies: Vec<(ReportId, ReportId)>,
}

impl Directions {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        *self == Directions::default()
    }
}

/// A decision in words, with the places of the case that it has changed or that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The decision's id.
    pub decision: CompactString,
    /// Who decided.
    pub author: String,
    /// When: RFC 3339, UTC.
    pub made: CompactString,
    /// Why.
    pub reason: String,
    /// What was decided, in words for people ("57 was read; it is 55").
    pub what: String,
    /// Where it shows; empty where what it names is not in the case.
    pub on: Vec<Place>,
}

/// A place of a case at which a decision shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The whole case.
    Case,
    /// An event.
    Event(EventId),
    /// A question: its event and its number there.
    Question(EventId, u32),
    /// A claim: an index into [`Case::claims`](crate::Case::claims).
    Claim(u32),
    /// A report.
    Report(ReportId),
    /// A source, publisher, person, organisation or place, by name.
    Name(String),
}
