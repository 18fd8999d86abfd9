//! Who says a reading, in which words: claims that say the same in the same words for the same sources stand together.
//!
//! ```text
//! “Seventeen people were still missing”   Ingrid Vask   in npa-evening, capital-herald
//! ```

use std::borrow::Cow;
use variorum_model::{Case, Claim, Reading, Report, Span};

use crate::text::{excerpt, tidy};

/// The same words for the same sources, in one report or several.
#[derive(Clone)]
pub(crate) struct Saying<'a> {
    /// The words, tidied and cut.
    pub(crate) words: String,
    /// The first claim that has them.
    pub(crate) claim: &'a Claim,
    /// Who says so, nearest to the fact first; empty for the report itself.
    pub(crate) sources: Vec<Cow<'a, str>>,
    /// The reports that carry it, each with its claim's index in the case.
    pub(crate) places: Vec<(u32, &'a Report)>,
}

impl<'a> Saying<'a> {
    /// The ids of its reports, each once, in order of the claims.
    pub(crate) fn reports(&self) -> Vec<Cow<'a, str>> {
        let mut ids: Vec<Cow<str>> = self.places.iter().map(|(_, report)| tidy(&report.id)).collect();
        ids.dedup();
        ids
    }
}

/// The longest quotation that is shown, in bytes.
const LIMIT: usize = 320;

/// What the claims behind a reading say, in order of the claims.
pub(crate) fn sayings<'a>(reading: &Reading, case: &'a Case, reports: &'a [Report]) -> Vec<Saying<'a>> {
    let mut sayings: Vec<Saying> = Vec::new();
    let mut seen = std::collections::BTreeMap::new();
    for &idx in &reading.claims {
        let Some(claim) = case.claims.get(idx as usize) else { continue };
        let Some(report) = reports.get(claim.report.index()) else { continue };
        let words = excerpt(&report.text, claim.evidence, claim.value_span, LIMIT);
        let sources: Vec<Cow<str>> = claim.sources.iter().map(|source| tidy(&source.name)).collect();
        let at = *seen.entry((words.clone(), sources.clone())).or_insert(sayings.len());
        match sayings.get_mut(at) {
            Some(saying) => saying.places.push((idx, report)),
            None => sayings.push(Saying { words, claim, sources, places: vec![(idx, report)] }),
        }
    }
    sayings
}

/// The day of a report, as ISO 8601.
pub(crate) fn day(report: &Report) -> Option<String> {
    report.published.map(|published| published.date.to_string())
}

/// The stretches of a text that a value's words and its evidence's words cut: before, value, after.
pub(crate) fn around_value(claim: &Claim) -> (Span, Span, Span) {
    let (evidence, value) = (claim.evidence, claim.value_span);
    if value.is_empty() || !evidence.contains(value) {
        let end = Span { start: evidence.end, end: evidence.end };
        return (evidence, end, end);
    }
    (Span { start: evidence.start, end: value.start }, value, Span { start: value.end, end: evidence.end })
}
