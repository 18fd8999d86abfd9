//! Dated happenings, each with the day on which it became known.
//!
//! ```text
//! 2019-06      the fire in Westport in June 2019          known 2 May 2024
//! 2024-04-28   the port authority warned of …             known 3 May
//! 2024-05-02   fire broke out on the Solveig              known 2 May
//! 2024-05-03   police arrested two crew members           known 4 May
//! ```
//!
//! A date stays as imprecise as the report gives it. What several words tell of the day of one event is one entry, under the
//! date that the case gives the event: "late on Tuesday", "on Tuesday night" and "this week" are not three fires.

mod label;

use crate::Input;
use crate::question::Material;
use compact_str::CompactString;
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::attribution::AttributionId;
use variorum_model::case::{CaseEvent, Lead, TimelineEntry};
use variorum_model::document::{Timex, TimexType};
use variorum_model::value::{Period, content_words, days};
use variorum_model::{Attribution, Claim, Event, EventId, ReportId, Span, ValueKind};

/// What is told of one day: by date, event, and the property that dates it ("" for the event itself).
type Key = (Period, CompactString, Option<EventId>, CompactString);

#[derive(Clone, Debug)]
struct Entry {
    text: String,
    claims: Vec<u32>,
    known: Option<CompactString>,
    /// The report that the words are from.
    report: ReportId,
}

/// The property that compares an event with earlier ones: a time in it ("since 1988") is no happening.
const RANK: &str = "rank";
/// The fewest weighty words of a sentence that tells something.
const TELLING: usize = 4;
/// Bytes between a time expression and the words that mark a speaker, for the time to be that of the speaking.
const NEAR: usize = 60;

/// The property that says when an event happened.
const DATE: &str = "date";

/// Whether a date that is told of an event is the date of the event in other words: the same day, an hour of it, or, where it
/// is the answer to when it happened, a longer time that it lies in.
fn told_of(date: &str, of_event: &str, answer: bool) -> bool {
    match (Period::of_value(date), Period::of_value(of_event)) {
        (Some(told), Some(known)) => known.contains(&told) || (answer && told.contains(&known)),
        _ => date == of_event,
    }
}

/// What the reports tell of days, before it is put together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Days {
    /// What claims tell.
    claimed: BTreeMap<Key, Entry>,
    /// What the reports tell of further days: for each day and event the first sentence with a time of that day. It stands
    /// where nothing else is told of it.
    told: BTreeMap<Key, Entry>,
    /// The claims that have been looked at.
    n_claims: usize,
    /// The reports that have been looked at.
    n_reports: usize,
}

impl Days {
    /// Takes in what the claims and the reports tell that have not been looked at.
    pub(crate) fn add(&mut self, events: &[CaseEvent], main: &Main, material: &Material<'_>) {
        for (claim, idx) in material.claims.iter().zip(0..).skip(self.n_claims) {
            let Some(&place) = material.place_of.get(&claim.report) else { continue };
            let input = &material.inputs[place];
            let event = claim.event.and_then(|event| events.get(event.index()));
            let day = event.and_then(|event| event.event.date.as_ref());
            for (date, text) in dates(claim, input, day, material) {
                let of_event = day;
                let of_event = of_event.filter(|of_event| told_of(&date, of_event, claim.property == DATE));
                let itself = claim.property == DATE || of_event.is_some();
                let property = if itself { CompactString::default() } else { claim.property.clone() };
                let date = of_event.cloned().unwrap_or(date);
                add(&mut self.claimed, (date, claim.event, property), Some(idx), &text, input);
            }
        }
        for input in &material.inputs[self.n_reports..] {
            told(input, events, main, material, &mut self.told);
        }
        (self.n_claims, self.n_reports) = (material.claims.len(), material.inputs.len());
    }

    /// The timeline of the case.
    pub(crate) fn timeline(
        &self,
        events: &[CaseEvent],
        main: &Main,
        material: &Material<'_>,
    ) -> Vec<TimelineEntry> {
        let mut of_events: BTreeMap<Key, Entry> = BTreeMap::new();
        for (idx, event) in events.iter().enumerate() {
            let Some(date) = &event.event.date else { continue };
            let first = event.event.reports.iter().filter_map(|id| material.place_of.get(id)).min();
            if let Some(&first) = first {
                let key = (date.clone(), Some(EventId(idx as u32)), CompactString::default());
                let input = &material.inputs[first];
                add(&mut of_events, key, None, &words_for(&event.event, input), input);
            }
        }
        let known: BTreeSet<(&CompactString, Option<EventId>)> =
            self.claimed.keys().chain(of_events.keys()).map(|(_, date, event, _)| (date, *event)).collect();
        let further = self.told.iter().filter(|((_, date, event, _), _)| !known.contains(&(date, *event)));
        let mut entries: BTreeMap<&Key, Cow<'_, Entry>> =
            self.claimed.iter().chain(further).map(|(key, entry)| (key, Cow::Borrowed(entry))).collect();
        for (key, entry) in &of_events {
            let known = entries.entry(key).or_insert(Cow::Borrowed(entry));
            if let Some(first) = earliest(known.known.as_ref(), entry.known.as_ref())
                .filter(|first| known.known.as_ref() != Some(first))
            {
                known.to_mut().known = Some(first);
            }
        }
        let mut timeline: Vec<TimelineEntry> = Vec::new();
        for ((period, date, ..), entry) in entries {
            let entry = entry.into_owned();
            // What one sentence tells of one day in several respects is told once.
            let same = timeline.iter_mut().rev().take_while(|known| known.date == *date);
            let one = |known: &&mut TimelineEntry| {
                known.text.contains(&entry.text) || entry.text.contains(&known.text)
            };
            if let Some(known) = same.into_iter().find(one) {
                if known.text.len() < entry.text.len() {
                    known.text = entry.text;
                }
                known.claims.extend(entry.claims);
                // Two sorted runs, which this sort knows how to merge.
                known.claims.sort();
                known.claims.dedup();
                continue;
            }
            let about = main.get(&entry.report).and_then(|&event| happened(events, event));
            let lead = about.and_then(|about| Lead::between(period, &about));
            timeline.push(TimelineEntry {
                date: date.clone(),
                known: entry.known,
                text: entry.text,
                claims: entry.claims,
                lead,
            });
        }
        timeline.sort_by_cached_key(|entry| order(&entry.date));
        timeline
    }
}

/// The event that each report is about.
pub(crate) type Main = BTreeMap<ReportId, EventId>;

/// Where a date stands: by its first and last day, and within a day the day itself before its hours.
fn order(date: &str) -> (Option<(Date, Date)>, String) {
    let hour = match date.split_once('T').map_or("", |(_, clock)| clock) {
        "DT" => "05:59",
        "MO" => "06:00",
        "MI" => "11:59",
        "AF" => "12:00",
        "EV" => "18:00",
        "NI" => "21:00",
        clock => clock,
    };
    (days(date), hour.to_owned())
}

/// The event that each report is about.
pub(crate) fn main_events(events: &[CaseEvent]) -> Main {
    let mut main = Main::new();
    for (idx, event) in events.iter().enumerate().filter(|(_, event)| event.event.main) {
        event.event.reports.iter().for_each(|&report| {
            main.entry(report).or_insert(EventId(idx as u32));
        });
    }
    main
}

/// When an event happened.
pub(crate) fn happened(events: &[CaseEvent], event: EventId) -> Option<Period> {
    events.get(event.index())?.event.date.as_deref().and_then(Period::of_value)
}

/// What tells of an event on its day: its name, or, where that is its kind and no more, the sentence that mentions it first.
fn words_for(event: &Event, input: &Input<'_>) -> String {
    let named = event.label != *event.kind || event.label.is_empty();
    let same = |local: &&Event| local.kind == event.kind && local.date == event.date;
    let mention = input.account.events.iter().find(same).and_then(|local| local.mentions.first());
    match mention {
        Some(mention) if !named => {
            let text = &input.report.text;
            label::of(text, sentence_around(text, mention.span), mention.span)
        }
        _ => event.label.clone(),
    }
}

/// Adds what a report tells of further days.
fn told(
    input: &Input<'_>,
    events: &[CaseEvent],
    main: &Main,
    material: &Material<'_>,
    entries: &mut BTreeMap<Key, Entry>,
) {
    let event = main.get(&input.id).copied();
    let first = material.claims.partition_point(|claim| claim.report < input.id);
    let claims: Vec<(u32, Span)> = material.claims[first..]
        .iter()
        .take_while(|claim| claim.report == input.id)
        .zip(first as u32..)
        .map(|(claim, idx)| (idx, claim.evidence))
        .collect();
    for timex in input.account.times.iter().filter(|timex| {
        dated(timex)
            && !timex.modifier.contains("BEFORE")
            && !timex.modifier.contains("AFTER")
            && !label::is_dateline(&input.report.text, timex.span)
    }) {
        let Some((date, _)) = material.dated(input.id, &timex.value) else { continue };
        let sentence = sentence_around(&input.report.text, timex.span);
        // A day that a claim of the same sentence is dated with stands there already.
        let of_claims: Vec<u32> =
            claims.iter().filter(|(_, span)| span.overlaps(sentence)).map(|(idx, _)| *idx).collect();
        let event = of_claims.iter().find_map(|&idx| material.claims[idx as usize].event).or(event);
        let day = event.and_then(|event| events.get(event.index())?.event.date.as_ref());
        let date = on_the_day(date, timex, day, input);
        let words = label::of(&input.report.text, sentence, timex.span);
        if content_words(&words).len() < TELLING {
            continue;
        }
        let key = (date, event, "told".into());
        add(entries, key, of_claims.first().copied(), &words, input);
    }
}

/// An hour that a report names without a day ("the call came at 9:48 p.m."), and that was reckoned from the day of
/// publication, is one of the day of the event that it tells of.
fn on_the_day(
    date: CompactString,
    timex: &Timex,
    event: Option<&CompactString>,
    input: &Input<'_>,
) -> CompactString {
    let Some(published) = input.report.published.filter(|_| timex.inferred && timex.kind == TimexType::Time)
    else {
        return date;
    };
    let hour =
        date.split_once('T').filter(|(day, _)| *day == published.date.to_string()).map(|(_, hour)| hour);
    let day = event.and_then(|event| event.split('T').next()).filter(|day| day.len() == DAY.len());
    match (day, hour.filter(|hour| hour.starts_with(|first: char| first.is_ascii_digit()))) {
        (Some(day), Some(hour)) => compact_str::format_compact!("{day}T{hour}"),
        _ => date,
    }
}

/// The form of a date that is one day.
const DAY: &str = "YYYY-MM-DD";

/// The sentence around some words, as far as marks and line breaks tell.
pub(crate) fn sentence_around(text: &str, words: Span) -> Span {
    let ends = |at: usize, mark: char| {
        let after = text[at + mark.len_utf8()..].chars().next();
        mark == '\n'
            || (matches!(mark, '.' | '!' | '?')
                && after.is_none_or(|after| after.is_whitespace() || after == '”'))
    };
    let (start, end) = (words.start as usize, words.end as usize);
    let before = text.get(..start).unwrap_or_default();
    let from = before
        .char_indices()
        .rev()
        .take(LOOKED)
        .find(|&(at, mark)| ends(at, mark))
        .map_or(0, |(at, mark)| at + mark.len_utf8());
    let from = from.max(before.char_indices().rev().take(LOOKED).last().map_or(0, |(at, _)| at));
    let after = text.get(end..).unwrap_or_default();
    let to = after
        .char_indices()
        .take(LOOKED)
        .find(|&(at, mark)| ends(end + at, mark))
        .map_or(LOOKED, |(at, mark)| at + mark.len_utf8());
    let mut to = (end + to).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    Span::new(from, to)
}

/// Letters on either side of a time in which a sentence is looked for.
const LOOKED: usize = 400;

fn add(
    entries: &mut BTreeMap<Key, Entry>,
    (date, event, property): (CompactString, Option<EventId>, CompactString),
    claim: Option<u32>,
    text: &str,
    input: &Input<'_>,
) {
    let Some(period) = Period::of_value(&date) else { return };
    let known: Option<CompactString> =
        input.report.published.map(|published| published.date.to_string().into());
    let new = || Entry { text: text.to_owned(), claims: Vec::new(), known: None, report: input.id };
    let entry = entries.entry((period, date, event, property)).or_insert_with(new);
    entry.claims.extend(claim);
    entry.known = earliest(entry.known.as_ref(), known.as_ref());
}

/// The earlier of two days, where they are known.
fn earliest(a: Option<&CompactString>, b: Option<&CompactString>) -> Option<CompactString> {
    a.into_iter().chain(b).min().cloned()
}

/// The dates that a claim tells of, with the words that tell what happened then.
fn dates(
    claim: &Claim,
    input: &Input<'_>,
    day: Option<&CompactString>,
    material: &Material<'_>,
) -> Vec<(CompactString, String)> {
    let text = &input.report.text;
    let mut dates: Vec<(CompactString, String)> = Vec::new();
    // "on March 7": words that tell nothing by themselves stand in a sentence that does.
    let telling = |words: Span| {
        let enough = content_words(words.of(text)).len() >= TELLING;
        if enough { words } else { sentence_around(text, words) }
    };
    let mut add = |date: &CompactString, words: Span, time: Span| {
        let words = telling(words);
        let Some((date, _)) = material.dated(input.id, date) else { return };
        if !dates.iter().any(|(known, _)| *known == date) {
            dates.push((date, label::of(text, words, time)));
        }
    };
    if let (ValueKind::Time(date), DATE) = (&claim.value.kind, claim.property.as_str()) {
        add(date, claim.evidence, claim.value_span);
        return dates;
    }
    if claim.property == RANK {
        return dates;
    }
    for role in &claim.roles {
        if let ValueKind::Time(date) = &role.value.kind {
            add(date, claim.evidence, role.span);
        }
    }
    let times = &input.account.times;
    let first = times.partition_point(|timex| timex.span.end <= claim.evidence.start);
    for timex in times[first..]
        .iter()
        .take_while(|timex| timex.span.start < claim.evidence.end)
        .filter(|timex| dated(timex))
    {
        add(&on_the_day(timex.value.clone(), timex, day, input), claim.evidence, timex.span);
    }
    if let Some(date) = &claim.as_of {
        add(date, claim.evidence, claim.value_span);
    }
    let said = claim.attribution.and_then(|AttributionId(idx)| input.account.attributions.get(idx as usize));
    if let Some((date, span, time)) = said.and_then(|attribution| said_on(attribution, times, text)) {
        add(&date, span, time);
    }
    dates
}

fn dated(timex: &Timex) -> bool {
    matches!(timex.kind, TimexType::Date | TimexType::Time)
        && Period::of_value(&timex.value)
            .map_or(timex.value.starts_with("XXXX-"), |period| period.length() <= 366)
}

/// When somebody said something, the words that tell of it, and the time in them: a time beside the source or the cue, in the same sentence,
/// outside what is said.
fn said_on(attribution: &Attribution, times: &[Timex], text: &str) -> Option<(CompactString, Span, Span)> {
    let source = attribution.source.as_ref().map(|source| source.span);
    let frame = source.map_or(attribution.cue, |source| source.join(attribution.cue));
    let near = |timex: &&Timex| {
        let gap = if timex.span.end <= frame.start {
            Span { start: timex.span.end, end: frame.start }
        } else if frame.end <= timex.span.start {
            Span { start: frame.end, end: timex.span.start }
        } else {
            return true;
        };
        gap.len() <= NEAR && !gap.of(text).contains(['.', '\n', '!', '?', '”'])
    };
    let first = times.partition_point(|timex| (timex.span.end as usize) + NEAR < frame.start as usize);
    let candidates =
        times[first..].iter().take_while(|timex| timex.span.start as usize <= frame.end as usize + NEAR);
    let outside = |timex: &&Timex| !attribution.content.contains(timex.span);
    let timex = candidates.filter(|timex| dated(timex)).filter(outside).find(near)?;
    Some((timex.value.clone(), frame.join(attribution.content.span).join(timex.span), timex.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_comes_before_its_hours_and_they_in_their_order() {
        let dates = [
            "1988",
            "2031-03-02",
            "2031-03-02T04:10",
            "2031-03-02TMO",
            "2031-03-02T11:10",
            "2031-03-02TAF",
            "2031-03-02T17:30",
            "2031-03-02TEV",
            "2031-03-02T21:56",
            "2031-03-02TNI",
            "2031-03-03",
            "2031-03",
        ];
        let mut sorted = dates;
        sorted.reverse();
        sorted.sort_by_cached_key(|date| order(date));
        let expected = [&dates[..1], &dates[11..], &dates[1..11]].concat();
        assert_eq!(sorted.as_slice(), expected, "a month begins before its days");
    }
}
