//! The reason of a status, in one sentence that names the readings and the days which decide.
//!
//! ```text
//! 139 (26 March) and 143 (27 March) replace 133 (23 March).
//! 12 (2 May) and 20 (2 May) cannot both be true.
//! at least 133 (23 March) and 139 (23 March) can both be true: they overlap.
//! ```

use super::Material;
use super::status::{Answer, Verdict};
use std::collections::BTreeSet;
use variorum_model::value::{Period, Reason, show};
use variorum_model::{Reading, Stance, Status};

/// How many readings a sentence names.
const NAMED: usize = 4;

/// The sentence.
pub(crate) fn why(
    verdict: &Verdict,
    answers: &[Answer<'_>],
    readings: &[Reading],
    material: &Material<'_>,
) -> String {
    let one_year = answers
        .iter()
        .filter_map(|answer| answer.time)
        .map(|time| time.from.date().year())
        .collect::<BTreeSet<_>>()
        .len()
        < 2;
    let name = |idx: usize| named(&answers[idx], one_year);
    let report = |reading: &Reading| {
        let reports = reading.reports.iter().filter_map(|&id| material.report(id));
        reports.map(|report| report.id.as_str()).min().unwrap_or_default().to_owned()
    };
    match verdict.status {
        Status::Single => match readings {
            [one] => format!("Only {} answers: {}.", report(one), name(0)),
            [first, ..] => {
                format!("Only {} answers, with {}.", report(first), list((0..answers.len()).map(name)))
            }
            [] => String::new(),
        },
        Status::Agreed => {
            let n_reports =
                readings.iter().flat_map(|reading| &reading.reports).collect::<BTreeSet<_>>().len();
            let all = if n_reports == 2 { "Both".to_owned() } else { format!("All {n_reports}") };
            let own = (0..answers.len()).find(|idx| !verdict.around.contains(idx)).unwrap_or(0);
            let said = answers.get(own);
            let one_origin =
                readings.iter().all(|reading| (reading.independent, reading.unestablished) == (1, 0));
            let tail = if one_origin && readings.len() == 1 { ", and have it from one origin" } else { "" };
            format!("{all} reports that answer say {}{tail}.", said.map(plain).unwrap_or_default())
        }
        Status::Evolving => evolving(verdict, &name),
        Status::Compatible => match verdict.compatible.as_slice() {
            [(a, b, reason)] => {
                format!("{} and {} can both be true: {}.", name(*a), name(*b), because(*reason))
            }
            [(_, _, reason), ..] => {
                let all = verdict.compatible.iter().flat_map(|&(a, b, _)| [a, b]).collect::<BTreeSet<_>>();
                let one_reason = verdict.compatible.iter().all(|pair| pair.2 == *reason);
                let tail = if one_reason { format!(": {}", because(*reason)) } else { String::new() };
                format!("{} can all be true{tail}.", list(all.into_iter().map(name)))
            }
            [] => String::new(),
        },
        Status::Disputed => disputed(verdict, answers, &name),
    }
}

fn evolving(verdict: &Verdict, name: &dyn Fn(usize) -> String) -> String {
    let old: BTreeSet<usize> = verdict.replaced.iter().map(|pair| pair.1).collect();
    let last: BTreeSet<usize> =
        verdict.replaced.iter().map(|pair| pair.0).filter(|idx| !old.contains(idx)).collect();
    let verb = if last.len() == 1 { "replaces" } else { "replace" };
    format!("{} {verb} {}.", list(last.into_iter().map(name)), list(old.into_iter().map(name)))
}

fn disputed(verdict: &Verdict, answers: &[Answer<'_>], name: &dyn Fn(usize) -> String) -> String {
    if let Some(&(a, b, _)) = verdict.conflicts.iter().find(|pair| pair.2 == Reason::Denial) {
        let (denial, other) = if answers[a].stance == Stance::Denied { (a, b) } else { (b, a) };
        return format!("{} is denied: {}.", name(other), name(denial));
    }
    let all: BTreeSet<usize> = verdict.conflicts.iter().flat_map(|&(a, b, _)| [a, b]).collect();
    let (both, end) = if all.len() == 2 { ("both", "") } else { ("all", "") };
    let backwards = verdict.conflicts.iter().all(|pair| pair.2 == Reason::AgainstMovement);
    let tail = if backwards { ": the later figure does not continue the earlier one" } else { end };
    format!("{} cannot {both} be true{tail}.", list(all.into_iter().map(name)))
}

fn because(reason: Reason) -> &'static str {
    match reason {
        Reason::Overlap => "they overlap",
        Reason::Rounding => "one is a round figure for the other",
        Reason::WithinTolerance => "they lie close together",
        Reason::Equal => "they are the same",
        Reason::Nested => "one lies within the other",
        Reason::Affiliated => "one may be a part of the other",
        Reason::Included => "the one that reaches further back includes the other",
        Reason::SeveralHold => "several can hold at once",
        Reason::SharedWords => "they tell the same in other words, or more of it",
        Reason::OtherStance => "one denies or doubts something else than the other says",
        Reason::Incomparable => "they cannot be compared",
        Reason::NothingAgainst => "nothing is known that sets them against each other",
        Reason::Later | Reason::AgainstMovement | Reason::Disjoint | Reason::Denial => "of their dates",
    }
}

/// A reading's value, with the stance where it is no assertion.
fn plain(answer: &Answer<'_>) -> String {
    match answer.stance {
        Stance::Asserted => show(answer.value),
        Stance::Denied => format!("not {}", show(answer.value)),
        Stance::Doubted => format!("{}, doubted", show(answer.value)),
    }
}

/// A reading's value with its day: "143 (27 March)".
fn named(answer: &Answer<'_>, one_year: bool) -> String {
    let day = answer.time.map_or_else(|| "undated".to_owned(), |time| day_of(&time, one_year));
    format!("{} ({day})", plain(answer))
}

fn day_of(time: &Period, one_year: bool) -> String {
    let (from, to) = (time.from.date(), time.to.date());
    let day = |date: jiff::civil::Date| {
        let year = if one_year { "" } else { " %Y" };
        date.strftime(&format!("%-d %B{year}")).to_string()
    };
    match () {
        _ if from == to && time.from == time.to => {
            format!("{}, {}", day(from), time.from.time().strftime("%H:%M"))
        }
        _ if from == to => day(from),
        _ => format!("{} to {}", day(from), day(to)),
    }
}

/// "a", "a and b", "a, b and c"; of many only the first few and how many more.
fn list(names: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = names.collect();
    if names.len() > NAMED + 1 {
        let more = names.len() - NAMED;
        names.truncate(NAMED);
        names.push(format!("{more} more"));
    }
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}
