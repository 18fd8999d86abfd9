//! Reports that carry another report's words.
//!
//! ```text
//! a  09:00  a report of 400 words
//! b  11:00  the same with two words changed       b copies a: share 0.99, and shows what it changed
//! c  12:00  a paragraph of a in a text of its own  c copies a: share 0.2
//! ```
//!
//! Only reports that share a fingerprint are compared; a fingerprint in many reports links each to the first that has it
//! and to the one before, so that a thousand copies of one text cost a thousand comparisons.

use super::passage::{Shared, Word, fingerprints, index, shared};
use crate::Input;
use std::collections::BTreeMap;
use variorum_model::Span;

/// A report's debt to an earlier one.
#[derive(Clone, Debug)]
pub(crate) struct Copied {
    /// The report, as a place in the inputs.
    pub(crate) from: usize,
    /// The earlier report whose words it carries.
    pub(crate) to: usize,
    /// How much of `from` it covers, from 0 to 1.
    pub(crate) share: f64,
    /// How much of `to` is carried over, from 0 to 1.
    pub(crate) share_of_source: f64,
    /// The shared passages with the marks around them: where they stand in `from` and in `to`.
    pub(crate) passages: Vec<(Span, Span)>,
    /// The longest of them in `from`.
    pub(crate) longest: Span,
    /// Where both texts go on alike but for a few words: those of `from` and those of `to`.
    pub(crate) changed: Vec<(Span, Span)>,
}

/// A fingerprint in more reports than this links only neighbours.
const CROWD: usize = 8;
/// Candidates of one report that are compared word by word.
const COMPARED: usize = 12;
/// Words outside quotation marks that a passage needs to show that it was lifted.
const LIFTED: usize = 25;
/// The share of a text from which on it counts as a copy, however short its passages.
const COPY: f64 = 0.5;
/// The share from which on a text of any length is a copy.
const ALL: f64 = 0.95;
/// Words that may stand between two passages for the texts to differ there in a detail.
const DETAIL: usize = 6;

/// For each report the earlier ones whose words it carries. `order` gives the places of the inputs, the earliest first.
pub(crate) fn copies(inputs: &[Input<'_>], order: &[usize]) -> Vec<Copied> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for &idx in order {
        for print in fingerprints(&inputs[idx].prepared.runs) {
            holders.entry(print).or_default().push(idx);
        }
    }
    let mut candidates: Vec<BTreeMap<usize, u32>> = vec![BTreeMap::new(); inputs.len()];
    for list in holders.into_values().filter(|list| list.len() > 1) {
        for (nth, &later) in list.iter().enumerate().skip(1) {
            let earlier = if nth <= CROWD { &list[..nth] } else { &[list[0], list[nth - 1]][..] };
            earlier.iter().for_each(|&earlier| *candidates[later].entry(earlier).or_default() += 1);
        }
    }
    let mut indices: BTreeMap<usize, Vec<(u64, u32)>> = BTreeMap::new();
    let mut found = Vec::new();
    for &later in order {
        let mut earlier: Vec<(u32, usize)> = candidates[later].iter().map(|(&idx, &n)| (n, idx)).collect();
        earlier.sort_by_key(|&(n, idx)| (std::cmp::Reverse(n), idx));
        earlier.truncate(COMPARED);
        let mut debts: Vec<Copied> = Vec::new();
        for (_, source) in earlier {
            let index = indices.entry(source).or_insert_with(|| index(&inputs[source].prepared.runs));
            let (here, there) = (inputs[later].prepared, inputs[source].prepared);
            let runs = shared(&here.words, &there.words, &here.runs, index);
            let mut debt = debt(later, source, &here.words, &there.words, &runs);
            for (here, there) in debt.iter_mut().flat_map(|debt| &mut debt.passages) {
                here.end = here.end.min(inputs[later].report.text.len() as u32);
                there.end = there.end.min(inputs[source].report.text.len() as u32);
            }
            debts.extend(debt);
        }
        debts.sort_by(|x, y| y.share.total_cmp(&x.share).then(x.to.cmp(&y.to)));
        let mut covered: Vec<Span> = Vec::new();
        for debt in debts {
            let fresh =
                debt.passages.iter().filter(|(here, _)| !covered.iter().any(|span| span.overlaps(*here)));
            if fresh.map(|(here, _)| here.len()).sum::<usize>() > LIFTED * 4 || covered.is_empty() {
                covered.extend(debt.passages.iter().map(|(here, _)| *here));
                found.push(debt);
            }
        }
    }
    found
}

/// The debt that shared runs amount to, if they amount to one.
fn debt(from: usize, to: usize, here: &[Word], there: &[Word], runs: &[Shared]) -> Option<Copied> {
    let own = |run: &Shared| here[run.here..run.here + run.length].iter().filter(|word| !word.quoted).count();
    let longest = runs.iter().max_by_key(|run| (run.length, std::cmp::Reverse(run.here)))?;
    let n_shared: usize = runs.iter().map(|run| run.length).sum();
    let share = n_shared as f64 / here.len().max(1) as f64;
    // A sentence of the source that recurs here is shared once.
    let mut ends: Vec<(usize, usize)> = runs.iter().map(|run| (run.there, run.there + run.length)).collect();
    ends.sort_unstable();
    let mut reached = 0;
    let mut n_source = 0;
    for (start, end) in ends {
        n_source += end.saturating_sub(start.max(reached));
        reached = reached.max(end);
    }
    let share_of_source = n_source as f64 / there.len().max(1) as f64;
    let lifted = runs.iter().map(own).max().unwrap_or(0);
    // Words that recur everywhere are no copy: there must be a sentence's worth of them, or all of the text.
    let own_words: usize = runs.iter().map(own).sum::<usize>().min(n_source);
    let copy = share >= COPY && own_words >= LIFTED;
    let all = share >= ALL && own_words >= LIFTED / 3;
    if !(lifted >= LIFTED || copy || all) {
        return None;
    }
    let span = |words: &[Word], start: usize, length: usize| match words.get(start..start + length) {
        Some([first, .., last]) => first.span.join(last.span),
        Some([only]) => only.span,
        _ => Span::default(),
    };
    let gaps = runs.windows(2).filter_map(|pair| {
        let (end, other_end) = (pair[0].here + pair[0].length, pair[0].there + pair[0].length);
        let gap = pair[1].here.checked_sub(end)?;
        let other = pair[1].there.checked_sub(other_end)?;
        (gap <= DETAIL && other <= DETAIL && gap + other > 0)
            .then(|| (span(here, end, gap), span(there, other_end, other)))
    });
    Some(Copied {
        from,
        to,
        share,
        share_of_source,
        passages: runs
            .iter()
            .map(|run| (around(here, run.here, run.length), around(there, run.there, run.length)))
            .collect(),
        longest: span(here, longest.here, longest.length),
        changed: gaps.collect(),
    })
}

/// The stretch of text from the end of the word before a run of words to the start of the word after it: what stands there
/// is shared, marks and all.
fn around(words: &[Word], start: usize, length: usize) -> Span {
    let from = start.checked_sub(1).map_or(0, |before| words[before].span.end);
    let to = words.get(start + length).map_or(u32::MAX, |after| after.span.start);
    Span { start: from, end: to }
}
