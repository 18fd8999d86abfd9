//! What people read for the nouns of a case.
//!
//! ```text
//! Count [14, 14] "fourteen"        14              2031-03-04         4 March 2031
//! Count [9, ∞) "at least nine"     at least nine   2031-03-04TEV      4 March 2031, evening
//! Duration [20, 20] minute         20 minutes      3 to 5 March       3–5 March 2031
//! ```
//!
//! An exact figure is shown in digits, so that readings can be compared at a glance; a hedged one in its own words, because
//! no other words would be quite as sure.

mod date;

pub(crate) use date::{date, days, short_day};

use crate::text::{plural, shortened, tidy};
use std::borrow::Cow;
use std::collections::BTreeMap;
use variorum_model::case::{CaseEntity, Lead, TimelineEntry};
use variorum_model::decision::Place;
use variorum_model::origin::{Derivation, Origin, OriginRef};
use variorum_model::value::{Interval, ValueKind};
use variorum_model::{Case, Event, Judgement, Ontology, Question, Reading, Report, Stance, Status, Value};

/// The question in words, with whom it counts.
pub(crate) fn question(question: &Question, ontology: &Ontology) -> String {
    let asked = match ontology.property(&question.property) {
        Some(property) if !property.question.is_empty() => property.question.clone(),
        _ => property(&question.property),
    };
    match (&question.scope, question.part) {
        (Some(scope), false) => format!("{asked} ({})", tidy(scope)),
        (Some(scope), true) => format!("{asked} ({}, in part)", tidy(scope)),
        (None, true) => format!("{asked} (in part)"),
        (None, false) => asked,
    }
}

/// A property's name for people: "response_time" is "Response time".
pub(crate) fn property(name: &str) -> String {
    let spaced = tidy(name).replace('_', " ");
    let mut chars = spaced.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => spaced,
    }
}

/// A value for people, without control characters.
pub(crate) fn value(value: &Value) -> String {
    match &value.kind {
        ValueKind::Count(count) if count.is_exact() => figure(count),
        ValueKind::Duration { amount, unit } | ValueKind::Measure { amount, unit }
            if amount.is_exact() && is_word(unit) && !value.text.is_empty() =>
        {
            if matches!(&value.kind, ValueKind::Measure { .. }) {
                return tidy(&value.text).into_owned();
            }
            let one = amount.low == Some(1.0);
            format!("{} {unit}{}", figure(amount), if one { "" } else { "s" })
        }
        ValueKind::Time(time) => match date(time) {
            Cow::Borrowed(_) if !value.text.is_empty() => tidy(&value.text).into_owned(),
            label => label.into_owned(),
        },
        ValueKind::Place(name) | ValueKind::Actor(name) if !name.is_empty() => tidy(name).into_owned(),
        _ if value.text.is_empty() => amount(&value.kind),
        ValueKind::Count(_) | ValueKind::Duration { .. } => lower_first(&tidy(&value.text)),
        _ => tidy(&value.text).into_owned(),
    }
}

/// Words that may have begun a sentence ("At least nine").
fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(chars).collect()
}

fn is_word(unit: &str) -> bool {
    !unit.is_empty() && unit.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The one number of an exact interval.
fn figure(interval: &Interval) -> String {
    interval.low.map(number).unwrap_or_default()
}

/// What a figure amounts to, without its words; nothing for other values.
pub(crate) fn amount(kind: &ValueKind) -> String {
    match kind {
        ValueKind::Count(amount) => bounds(amount, ""),
        ValueKind::Duration { amount, unit } if amount.low == Some(1.0) && amount.is_exact() => {
            bounds(amount, unit)
        }
        ValueKind::Duration { amount, unit } => bounds(amount, &format!("{unit}s")),
        ValueKind::Measure { amount, unit } => bounds(amount, unit),
        ValueKind::Money { amount, currency } => bounds(amount, currency),
        _ => String::new(),
    }
}

/// An interval in figures: "13 to 17 minutes".
fn bounds(amount: &Interval, unit: &str) -> String {
    let figures = match (amount.low, amount.high) {
        (Some(low), Some(high)) if low == high => number(low),
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (Some(low), None) => format!("at least {}", number(low)),
        (None, Some(high)) => format!("at most {}", number(high)),
        (None, None) => String::from("unknown"),
    };
    if unit.is_empty() { figures } else { format!("{figures} {}", tidy(unit)) }
}

/// A number with its thousands set apart: 1,200.
pub(crate) fn number(number: f64) -> String {
    if number.fract() != 0.0 || number.abs() >= 1e15 {
        return number.to_string();
    }
    let digits = format!("{:.0}", number.abs());
    let mut grouped = String::from(if number < 0.0 { "-" } else { "" });
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The days on which reports carried a reading.
pub(crate) fn reported(reading: &Reading) -> String {
    days(reading.first_reported.as_deref(), reading.last_reported.as_deref())
}

/// The reason for a question's status; nothing where its only reading, which stands below, says it all.
pub(crate) fn why(question: &Question) -> Cow<'_, str> {
    match (question.status, question.readings.as_slice()) {
        (Status::Single, [_]) => Cow::Borrowed(""),
        _ => tidy(&question.why),
    }
}

/// How many reports carry a reading, from how many origins: "3 reports, 2 origins".
pub(crate) fn weight(reading: &Reading) -> String {
    let n_reports = plural(reading.reports.len(), "report");
    match origins(reading) {
        origins if reading.reports.len() < 2 || origins.is_empty() => n_reports,
        origins => format!("{n_reports}, {origins}"),
    }
}

/// How many origins a reading has, from those that are established to those that could be: "1–2 origins".
pub(crate) fn origins(reading: &Reading) -> String {
    match (reading.independent, reading.unestablished) {
        (0, 0) => String::new(),
        (0, _) => String::from("origins not established"),
        (sure, 0) => plural(sure as usize, "origin"),
        (sure, open) => format!("{sure}–{} origins", sure.saturating_add(open)),
    }
}

/// An event's name.
pub(crate) fn event(event: &Event) -> Cow<'_, str> {
    match tidy(&event.label) {
        label if label.is_empty() => Cow::Borrowed("an event without a name"),
        label => label,
    }
}

/// What identifies an event besides its name: kind, date, place, how many reports speak of it.
pub(crate) fn event_facts(event: &Event) -> Vec<String> {
    let (kind, label) = (tidy(&event.kind), tidy(&event.label));
    let facts = [
        if kind == label { String::new() } else { kind.into_owned() },
        event.date.as_deref().map(|it| date(it).into_owned()).unwrap_or_default(),
        event.place.as_deref().map(|place| tidy(place).into_owned()).unwrap_or_default(),
        plural(event.reports.len(), "report"),
    ];
    facts.into_iter().filter(|fact| !fact.is_empty()).collect()
}

/// The events of which nothing is asked, each in a few words: "flood (2011, 1 report)". Those of which no more is known than
/// of others stand together: "accident (1 report), 3 times".
pub(crate) fn unasked(case: &Case) -> Vec<String> {
    let mut labels: Vec<(String, usize)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for entry in case.events.iter().filter(|entry| entry.questions.is_empty()) {
        let label = format!("{} ({})", event(&entry.event), event_facts(&entry.event).join(", "));
        let at = *known.entry(label.clone()).or_insert(labels.len());
        match labels.get_mut(at) {
            Some((_, n)) => *n += 1,
            None => labels.push((label, 1)),
        }
    }
    let counted = |(label, n)| if n == 1 { label } else { format!("{label}, {n} times") };
    labels.into_iter().map(counted).collect()
}

/// The sign of a status, for people who do not see its colour.
pub(crate) fn sign(status: Status) -> &'static str {
    match status {
        Status::Single => "·",
        Status::Agreed => "=",
        Status::Compatible => "≈",
        Status::Evolving => "→",
        Status::Disputed => "≠",
    }
}

/// What stands before a value that is not asserted.
pub(crate) fn stance(stance: Stance) -> Option<&'static str> {
    match stance {
        Stance::Asserted => None,
        Stance::Denied => Some("denied"),
        Stance::Doubted => Some("doubted"),
    }
}

/// A report's name for people: its publisher, or else its id.
pub(crate) fn report(report: &Report) -> Cow<'_, str> {
    match report.publisher.as_deref().map(str::trim) {
        Some(publisher) if !publisher.is_empty() => tidy(publisher),
        _ => tidy(&report.id),
    }
}

/// "in German, not read", of a report in a language that is not read.
pub(crate) fn unread(report: &Report) -> Option<String> {
    report.unread.as_deref().map(|language| format!("in {}, not read", tidy(language)))
}

/// What a report owes: "copies", "cites".
pub(crate) fn derivation(how: Derivation) -> &'static str {
    match how {
        Derivation::Copy => "has the words of",
        Derivation::Citation => "cites",
        Derivation::Republication => "republishes",
        Derivation::Revision => "is a later version of",
    }
}

/// How much of a report is owed: " (93 % of its words)" for copies, nothing for the others.
pub(crate) fn share(origin: &Origin) -> String {
    match origin.how {
        Derivation::Copy if origin.share.is_finite() => {
            format!(" ({:.0} % of its words)", origin.share.clamp(0.0, 1.0) * 100.0)
        }
        _ => String::new(),
    }
}

/// What happened, in at most some 200 characters.
pub(crate) fn happening(entry: &TimelineEntry) -> String {
    shortened(&tidy(&entry.text), 200)
}

/// How long before the event something happened: "15 days before", "some 3 months before", "37 years before".
pub(crate) fn lead(lead: Lead) -> String {
    let (least, most) = (lead.least, lead.most);
    match () {
        _ if most < 60 && least == most => format!("{} before", counted(least, "day")),
        _ if most < 60 => format!("{least} to {most} days before"),
        // A month is 30.4 days, a year 365.2.
        _ if most < 720 => format!("some {} before", counted(months(least, most), "month")),
        _ => format!("some {} before", counted(((least + most) * 5 + 1826) / 3652, "year")),
    }
}

fn months(least: i64, most: i64) -> i64 {
    ((least + most) * 5 + 152) / 304
}

fn counted(number: i64, unit: &str) -> String {
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// When something became known, where that was not the day on which it happened: "known since 3 May".
pub(crate) fn known(entry: &TimelineEntry) -> Option<String> {
    let known = entry.known.as_deref().filter(|known| !entry.date.starts_with(known))?;
    Some(format!("known since {}", date(known)))
}

/// The debts of reports that changed what they took over, which is a revision or an error; then the others.
pub(crate) fn altered(case: &Case) -> (Vec<&Origin>, Vec<&Origin>) {
    case.origins.iter().partition(|origin| !origin.differences.is_empty())
}

/// As of which day the case is seen, and since when it shows what changed; nothing where it is all that is known.
pub(crate) fn view(case: &Case) -> Option<String> {
    let day = |day: jiff::civil::Date| date(&day.to_string()).into_owned();
    match (case.as_of.map(day), case.since.map(day)) {
        (None, None) => None,
        (Some(until), None) => Some(format!("As the reports up to {until} tell it.")),
        (None, Some(from)) => Some(format!("What the reports since {from} changed.")),
        (Some(until), Some(from)) => Some(format!("What the reports from {from} to {until} changed.")),
    }
}

/// What is to be said beside a happening: how long before the event it was, and since when it is known.
pub(crate) fn beside(entry: &TimelineEntry) -> String {
    let both: Vec<String> = entry.lead.map(lead).into_iter().chain(known(entry)).collect();
    if both.is_empty() { String::new() } else { format!(" ({})", both.join("; ")) }
}

/// The names that could be of several entities, each with these: "Berg: Anna Berg or Ida Berg, nothing decides which".
pub(crate) fn undecided(case: &Case) -> Vec<String> {
    let undecided = case.entities.iter().filter(|entity| !entity.may_be.is_empty());
    let line = |entity: &CaseEntity| {
        let names: Vec<String> = entity.may_be.iter().take(4).map(|name| tidy(name).into_owned()).collect();
        let more = if entity.may_be.len() > names.len() { " or others" } else { "" };
        format!("{}: {}{more}, nothing decides which", tidy(&entity.name), names.join(" or "))
    };
    undecided.map(line).collect()
}

/// A decision with who made it, when and why: "A. Vale, 4 March 2031: rejected: killed 57 (monday) – counted twice".
pub(crate) fn judgement(judgement: &Judgement) -> String {
    let day = judgement.made.get(..10).unwrap_or_default();
    let mut line = format!("{}, {}: {}", tidy(&judgement.author), date(day), tidy(&judgement.what));
    if !judgement.reason.trim().is_empty() {
        line.push_str(&format!(" – {}", tidy(&judgement.reason)));
    }
    line
}

/// The decisions that show at a place.
pub(crate) fn judgements<'a>(case: &'a Case, place: &'a Place) -> impl Iterator<Item = &'a Judgement> {
    case.judgements.iter().filter(move |judgement| judgement.on.contains(place))
}

/// The report to which an origin points, if it is one of the case.
pub(crate) fn origin_report<'a>(origin: &Origin, reports: &'a [Report]) -> Option<&'a Report> {
    match &origin.derives_from {
        OriginRef::Report(id) => reports.get(id.index()),
        OriginRef::Name(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(kind: ValueKind, text: &str) -> String {
        value(&Value { kind, text: text.into() })
    }

    fn between(low: f64, high: f64) -> Interval {
        Interval::new(Some(low), Some(high))
    }

    #[test]
    fn exact_figures_are_digits_and_hedged_ones_keep_their_words() {
        assert_eq!(shown(ValueKind::Count(Interval::exactly(14.0)), "fourteen"), "14");
        assert_eq!(shown(ValueKind::Count(Interval::exactly(1200.0)), "1.2 thousand"), "1,200");
        assert_eq!(shown(ValueKind::Count(Interval::new(Some(9.0), None)), "At least nine"), "at least nine");
        assert_eq!(shown(ValueKind::Count(between(13.0, 17.0)), ""), "13 to 17");
        let minutes = |amount| ValueKind::Duration { amount, unit: "minute".into() };
        assert_eq!(shown(minutes(Interval::exactly(20.0)), "twenty minutes"), "20 minutes");
        assert_eq!(shown(minutes(Interval::exactly(1.0)), "a minute"), "1 minute");
        assert_eq!(shown(minutes(Interval::new(Some(61.0), None)), "more than an hour"), "more than an hour");
        assert_eq!(shown(ValueKind::Time("2031-03-04".into()), "on Tuesday"), "4 March 2031");
        assert_eq!(shown(ValueKind::Time("PAST_REF".into()), "recently"), "recently");
        assert_eq!(shown(ValueKind::Place("Eastport".into()), "the town"), "Eastport");
        assert_eq!(shown(ValueKind::Text, "a\nshort\u{1b}[31m circuit"), "a short\u{fffd}[31m circuit");
    }

    #[test]
    fn leads_are_told_in_units_that_fit() {
        for (least, most, label) in [
            (1, 1, "1 day before"),
            (15, 16, "15 to 16 days before"),
            (61, 91, "some 3 months before"),
            (400, 430, "some 14 months before"),
            (13_440, 13_470, "some 37 years before"),
        ] {
            assert_eq!(lead(Lead { least, most }), label);
        }
    }

    #[test]
    fn thousands_are_set_apart() {
        for (figure, label) in [
            (0.0, "0"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (1_234_567.0, "1,234,567"),
            (-1500.0, "-1,500"),
            (7.3, "7.3"),
        ] {
            assert_eq!(number(figure), label);
        }
    }
}
