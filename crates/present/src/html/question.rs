//! A question with its readings, and each reading with who says so in which words.

use super::chart::chart;
use super::view::{PlaceView, QuestionView, ReadingView, SayingView};
use super::{Shown, Sigla, status_view};
use crate::evidence::{Saying, around_value, sayings};
use crate::html::Links;
use crate::labels;
use crate::text::{harmless_lines, surroundings, tidy};
use std::ops::Range;
use variorum_model::decision::Place;
use variorum_model::{EventId, Question, Reading, Report};

/// A question with all its readings; the sigla of their claims are added to those that are known.
pub(super) fn question(
    question: &Question,
    place: (usize, usize, usize),
    shown: &Shown<'_>,
    sigla: &mut Sigla,
) -> QuestionView {
    let mut view = head(question, place, shown);
    for (idx, it) in question.readings.iter().enumerate() {
        let siglum = format!("{}{}", view.number, letters(idx));
        for &claim in &it.claims {
            sigla.entry(claim).or_insert_with(|| siglum.clone());
        }
        view.readings.push(reading(it, siglum, shown, 0..usize::MAX, usize::MAX));
    }
    view
}

/// A question without its readings.
pub(crate) fn head(
    question: &Question,
    (event, nth, number): (usize, usize, usize),
    shown: &Shown<'_>,
) -> QuestionView {
    let &Shown { case, reports, ontology, links } = shown;
    let asked = labels::question(question, ontology);
    let place = Place::Question(EventId(event as u32), nth as u32);
    QuestionView {
        number,
        href: links.question(event, nth, number),
        judgements: shown.judgements(&place),
        decide: links.decide(&place),
        status: status_view(question.status),
        why: labels::why(question).into_owned(),
        chart: chart(question, case, reports, &asked),
        readings: Vec::new(),
        more: None,
        asked,
    }
}

/// What is said for a reading. What stands in many reports is said anew after so many places.
pub(crate) fn said<'a>(reading: &Reading, shown: &Shown<'a>, places: usize) -> Vec<Saying<'a>> {
    let mut said = Vec::new();
    for mut saying in sayings(reading, shown.case, shown.reports) {
        while saying.places.len() > places.max(1) {
            let rest = saying.places.split_off(places.max(1));
            said.push(Saying { places: std::mem::replace(&mut saying.places, rest), ..saying.clone() });
        }
        said.push(saying);
    }
    said
}

/// a, b, … z, aa, ab, …
pub(crate) fn letters(idx: usize) -> String {
    let last = char::from(b'a' + (idx % 26) as u8);
    if idx < 26 { last.to_string() } else { format!("{}{last}", letters(idx / 26 - 1)) }
}

/// A reading with some of what its reports say for it.
pub(crate) fn reading(
    reading: &Reading,
    siglum: String,
    shown: &Shown<'_>,
    stretch: Range<usize>,
    places: usize,
) -> ReadingView {
    let sayings = said(reading, shown, places);
    ReadingView {
        stance: labels::stance(reading.stance),
        value: labels::value(&reading.value),
        sources: sources(&reading.sources),
        weight: labels::weight(reading),
        reported: labels::reported(reading),
        n_sayings: sayings.len(),
        sayings: sayings
            .iter()
            .skip(stretch.start)
            .take(stretch.len())
            .map(|it| saying(it, shown.links))
            .collect(),
        more: None,
        siglum,
    }
}

/// The first few sources of a reading.
fn sources(names: &[String]) -> String {
    const SHOWN: usize = 2;
    let shown: Vec<_> = names.iter().take(SHOWN).map(|name| tidy(name)).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// How much of the text around the evidence is shown with it, in bytes on each side.
const AROUND: usize = 110;
/// The longest evidence that is shown whole beside its reading.
const WHOLE: usize = 600;

fn saying(saying: &Saying<'_>, links: &dyn Links) -> SayingView {
    let text = saying.places.first().map_or("", |(_, report)| report.text.as_str());
    let evidence = saying.claim.evidence;
    let mut view = SayingView {
        sources: saying.sources.join(", through "),
        places: saying.places.iter().map(|(claim, report)| place(*claim, report, links)).collect(),
        ..SayingView::default()
    };
    if evidence.len() > WHOLE {
        view.start = saying.words.clone();
        return view;
    }
    let (before, after) = surroundings(text, evidence, AROUND);
    let (start, value, end) = around_value(saying.claim);
    view.before = harmless_lines(before.of(text)).into_owned();
    view.start = harmless_lines(start.of(text)).into_owned();
    view.value = harmless_lines(value.of(text)).into_owned();
    view.end = harmless_lines(end.of(text)).into_owned();
    view.after = harmless_lines(after.of(text)).into_owned();
    let starts = text.get(..before.start as usize).is_none_or(|head| head.is_empty() || head.ends_with('\n'));
    let ends = text.get(after.end as usize..).is_none_or(|tail| tail.is_empty() || tail.starts_with('\n'));
    view.cut_before = if starts { "" } else { "… " };
    view.cut_after = if ends { "" } else { " …" };
    view
}

fn place(claim: u32, report: &Report, links: &dyn Links) -> PlaceView {
    let day = report.published.map(|published| labels::short_day(published.date));
    PlaceView {
        anchor: links.anchor(claim),
        href: links.words(claim),
        decide: links.decide(&Place::Claim(claim)),
        report: labels::report(report).into_owned(),
        day: day.unwrap_or_else(|| String::from("undated")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sigla_go_on_after_z() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(letters), ["a", "z", "aa", "ab", "zz", "aaa"]);
    }
}
