//! What the reports say together.

use crate::document::EntityKind;
use crate::value::Period;
use crate::{Claim, Event, Judgement, Origin, Question};
use compact_str::CompactString;
use jiff::civil::Date;

/// What the reports say together. Reports themselves travel beside it; ids point into their list.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The events, main ones first, then background; each with its questions.
    pub events: Vec<CaseEvent>,
    /// All claims, by report and evidence; their `event` points into `events`.
    pub claims: Vec<Claim>,
    /// The people, organisations and places, each under all its names.
    pub entities: Vec<CaseEntity>,
    /// Dated happenings, by date.
    pub timeline: Vec<TimelineEntry>,
    /// Who warned whom, of what, when.
    pub warnings: Vec<Warning>,
    /// What reports owe to each other and to others.
    pub origins: Vec<Origin>,
    /// What an analyst decided about it, oldest first.
    pub judgements: Vec<Judgement>,
    /// The day up to which reports were taken in, where the case is seen as of a day.
    pub as_of: Option<Date>,
    /// The day since which it shows what changed, where it is reduced to that.
    pub since: Option<Date>,
}

/// An event with its questions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseEvent {
    /// The event.
    pub event: Event,
    /// Its questions, in the ontology's order.
    pub questions: Vec<Question>,
}

/// An entity under all its names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseEntity {
    /// The name to show: the fullest one.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// All other names.
    pub aliases: Vec<String>,
    /// Entities that it may be, where the name fits several and nothing decides between them ("Berg" beside two people of
    /// that name): their names.
    pub may_be: Vec<String>,
    /// Entities that it belongs to or that belong to it, as far as names tell (a branch and its parent): their names.
    pub related: Vec<String>,
}

/// A dated happening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// When it happened, to the precision that is known: a TIMEX3 value.
    pub date: CompactString,
    /// When the first report told it, where known.
    pub known: Option<CompactString>,
    /// What happened, in the words of a report.
    pub text: String,
    /// The claims behind it, as indices into [`Case::claims`].
    pub claims: Vec<u32>,
    /// How long before the event that it is told with it happened; `None` where it did not, or where dates do not tell.
    pub lead: Option<Lead>,
}

/// How long before an event something happened, in days; the ends differ where a date is imprecise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lead {
    /// The fewest days that it can have been; at least 1.
    pub least: i64,
    /// The most days that it can have been.
    pub most: i64,
}

impl Lead {
    /// The lead of a first period over a second one, if all of it lies before.
    pub fn between(first: &Period, second: &Period) -> Option<Lead> {
        let days = |from: Date, to: Date| from.until(to).map_or(0, |span| i64::from(span.get_days()));
        let least = days(first.to.date(), second.from.date());
        (least > 0).then(|| Lead { least, most: days(first.from.date(), second.to.date()) })
    }
}

/// A warning before an event, drawn from claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Who warned.
    pub issuer: Option<String>,
    /// Whom.
    pub recipient: Option<String>,
    /// When: a TIMEX3 value.
    pub date: Option<CompactString>,
    /// For how long it held, in the words of a report.
    pub valid: Option<String>,
    /// Of what, in the words of a report.
    pub content: String,
    /// The claims behind it, as indices into [`Case::claims`].
    pub claims: Vec<u32>,
    /// Claims that answer it.
    pub responses: Vec<u32>,
    /// How long before the event it was given, where the dates of both are known.
    pub lead: Option<Lead>,
}
