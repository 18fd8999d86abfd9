//! Reports that carry another report's words.
//!
//! ```text
//! a  09:00  a report of 400 words
//! b  11:00  the same with two words changed       b copies a: share 0.99, and shows what it changed
//! c  12:00  a paragraph of a in a text of its own  c copies a: share 0.2
//! ```
//!
//! Only reports that share a fingerprint are compared; a fingerprint in many reports links each to the first that has it
//! and to the one before, so that a thousand copies of one text cost a thousand comparisons. Of a case that grows the
//! comparisons are kept: one more report is compared with those before it, and those after it look again whether it comes
//! between them and what they were compared with.

use super::passage::{Shared, Word, index, shared};
use crate::Input;
use jiff::civil::DateTime;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use variorum_model::value::Period;
use variorum_model::{Report, ReportId, Span};

/// A report's debt to an earlier one.
#[derive(Clone, Debug)]
pub(crate) struct Copied {
    /// The report.
    pub(crate) from: ReportId,
    /// The earlier report whose words it carries.
    pub(crate) to: ReportId,
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
/// The share of both texts from which on they are one text.
const TWIN: f64 = 0.9;
/// Words that may stand between two passages for the texts to differ there in a detail.
const DETAIL: usize = 6;

/// A report with more fingerprints than this is no copy of one with which it shares a single one.
const FEW: usize = 24;

/// What decides which of two reports with the same words is the earlier one: its time; whether it says that the words are
/// another's; its length, for who copies cuts; and its id.
type Rank = (bool, Option<DateTime>, bool, Reverse<usize>, String, u32);

/// The debts of all reports of a case, kept up as it grows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Copies {
    /// For each fingerprint the reports that have it, the earliest first.
    holders: HashMap<u64, Vec<u32>>,
    /// By the number of the report.
    ranks: Vec<Rank>,
    owed: Vec<Owed>,
    /// The reports that owe otherwise than they did, since somebody looked.
    changed: BTreeSet<u32>,
}

/// What one report owes to earlier ones.
#[derive(Clone, Debug, Default)]
struct Owed {
    /// The reports with which it was compared, with what that showed.
    compared: Vec<(u32, Option<Arc<Copied>>)>,
    /// Its debts, the largest first.
    debts: Vec<Arc<Copied>>,
    /// The fewest fingerprints that a report must share with it to be compared too; 0 where all were compared.
    least: usize,
}

/// Gives a report by its number.
type Texts<'t, 'a> = &'t dyn Fn(u32) -> Input<'a>;

impl Copies {
    /// The debts of these reports.
    pub(crate) fn of(inputs: &[Input<'_>]) -> Copies {
        let mut copies = Copies::default();
        let mut order: Vec<&Input<'_>> = inputs.iter().collect();
        order.iter().for_each(|input| copies.rank_of(input));
        order.sort_by(|x, y| copies.rank(x.id).cmp(copies.rank(y.id)));
        for input in &order {
            for &print in &input.prepared.prints {
                copies.holders.entry(print).or_default().push(input.id.0);
            }
        }
        let mut place_of = vec![0; copies.ranks.len()];
        inputs.iter().enumerate().for_each(|(place, input)| place_of[input.id.index()] = place);
        let texts = |id: u32| inputs[place_of[id as usize]];
        let mut indices = Indices::default();
        for input in order {
            copies.look(input.id.0, &texts, &mut indices);
        }
        copies
    }

    /// Takes one more report in. Gives the later ones that are the same text.
    pub(crate) fn add(&mut self, input: &Input<'_>, texts: Texts<'_, '_>) -> Vec<ReportId> {
        self.rank_of(input);
        let mut again = BTreeSet::from([input.id.0]);
        // In the crowds it comes between two neighbours: for the later one, how often, and who was its neighbour.
        let mut between: BTreeMap<u32, (usize, BTreeSet<u32>)> = BTreeMap::new();
        for &print in &input.prepared.prints {
            let list = self.holders.entry(print).or_default();
            let at = place(list, &self.ranks, input.id.0);
            list.insert(at, input.id.0);
            if at <= CROWD {
                again.extend(behind(list, at));
            } else if let Some(&later) = list.get(at + 1) {
                let (shared, before) = between.entry(later).or_default();
                *shared += 1;
                before.insert(list[at - 1]);
            }
        }
        // They look again where that can change with whom they are compared.
        let looks = |(later, (shared, before)): &(u32, (usize, BTreeSet<u32>))| {
            let owed = &self.owed[*later as usize];
            *shared >= owed.least || owed.compared.iter().any(|(source, _)| before.contains(source))
        };
        again.extend(between.into_iter().filter(looks).map(|(later, _)| later));
        let mut indices = Indices::default();
        again.iter().for_each(|&later| self.look(later, texts, &mut indices));
        let later = again.into_iter().map(ReportId);
        later.filter(|&later| self.twins(later).any(|twin| twin == input.id)).collect()
    }

    /// Takes a report out, before it is gone.
    pub(crate) fn remove(&mut self, input: &Input<'_>, texts: Texts<'_, '_>) {
        let mut again = BTreeSet::new();
        for &print in &input.prepared.prints {
            let Some(list) = self.holders.get_mut(&print) else { continue };
            let at = place(list, &self.ranks, input.id.0);
            again.extend(behind(list, at));
            if list.get(at) == Some(&input.id.0) {
                list.remove(at);
            }
            if list.is_empty() {
                self.holders.remove(&print);
            }
        }
        self.owed[input.id.index()] = Owed::default();
        // Another report may get its number.
        again.iter().for_each(|&later| {
            self.owed[later as usize].compared.retain(|(source, _)| *source != input.id.0);
        });
        let mut indices = Indices::default();
        again.into_iter().for_each(|later| self.look(later, texts, &mut indices));
    }

    /// The reports that owe otherwise than they did.
    pub(crate) fn changed(&self) -> impl Iterator<Item = ReportId> {
        self.changed.iter().map(|&report| ReportId(report))
    }

    /// Forgets which reports owe otherwise than they did.
    pub(crate) fn settle(&mut self) {
        self.changed.clear();
    }

    /// What a report owes, the largest debt first.
    pub(crate) fn debts(&self, id: ReportId) -> &[Arc<Copied>] {
        self.owed.get(id.index()).map_or(&[], |owed| &owed.debts)
    }

    /// The earlier reports that are the same text as this one but for a few words: they are about the same event.
    pub(crate) fn twins(&self, id: ReportId) -> impl Iterator<Item = ReportId> {
        let debts = self.debts(id).iter();
        debts.filter(|debt| debt.share >= TWIN && debt.share_of_source >= TWIN).map(|debt| debt.to)
    }

    /// By what reports are put in order, the earliest first.
    pub(crate) fn rank(&self, id: ReportId) -> &Rank {
        &self.ranks[id.index()]
    }

    fn rank_of(&mut self, input: &Input<'_>) {
        let Report { published, credits, text, id, .. } = input.report;
        let from = published.as_ref().map(|published| Period::of_publication(published).from);
        let number = input.id.index();
        if self.ranks.len() <= number {
            self.ranks.resize_with(number + 1, Rank::default);
            self.owed.resize_with(number + 1, Owed::default);
        }
        let length = Reverse(text.trim().len());
        self.ranks[number] = (from.is_none(), from, !credits.is_empty(), length, id.clone(), input.id.0);
    }

    /// Finds what a report owes.
    fn look(&mut self, later: u32, texts: Texts<'_, '_>, indices: &mut Indices) {
        let input = texts(later);
        let mut linked: Vec<u32> = Vec::new();
        for print in &input.prepared.prints {
            let Some(list) = self.holders.get(print).filter(|list| list.len() > 1) else { continue };
            match place(list, &self.ranks, later) {
                nth if nth <= CROWD => linked.extend(&list[..nth]),
                nth => linked.extend([list[0], list[nth - 1]]),
            }
        }
        linked.sort_unstable();
        let fewest = if input.prepared.prints.len() > FEW { 2 } else { 1 };
        let mut earlier: Vec<(usize, u32)> = linked
            .chunk_by(|x, y| x == y)
            .filter(|same| same.len() >= fewest)
            .map(|same| (same.len(), same[0]))
            .collect();
        earlier.sort_unstable_by(|x, y| {
            y.0.cmp(&x.0).then_with(|| self.ranks[x.1 as usize].cmp(&self.ranks[y.1 as usize]))
        });
        // Of two that share as many the earlier one is compared.
        let least = earlier.get(COMPARED - 1).map_or(0, |(shared, _)| *shared);
        earlier.truncate(COMPARED);
        let known = std::mem::take(&mut self.owed[later as usize].compared);
        let compared: Vec<(u32, Option<Arc<Copied>>)> = earlier
            .into_iter()
            .map(|(_, source)| match known.iter().find(|(other, _)| *other == source) {
                Some(known) => known.clone(),
                None => (source, compare(&input, &texts(source), indices).map(Arc::new)),
            })
            .collect();
        let mut debts: Vec<Arc<Copied>> = compared.iter().filter_map(|(_, debt)| debt.clone()).collect();
        debts.sort_by(|x, y| y.share.total_cmp(&x.share).then_with(|| self.rank(x.to).cmp(self.rank(y.to))));
        let mut covered: Vec<Span> = Vec::new();
        debts.retain(|debt| {
            let fresh =
                debt.passages.iter().filter(|(here, _)| !covered.iter().any(|span| span.overlaps(*here)));
            let owes = fresh.map(|(here, _)| here.len()).sum::<usize>() > LIFTED * 4 || covered.is_empty();
            if owes {
                covered.extend(debt.passages.iter().map(|(here, _)| *here));
            }
            owes
        });
        let owed = &mut self.owed[later as usize];
        let same = owed.debts.len() == debts.len()
            && owed.debts.iter().zip(&debts).all(|(known, debt)| Arc::ptr_eq(known, debt));
        if !same {
            self.changed.insert(later);
        }
        *owed = Owed { compared, debts, least };
    }
}

/// Where a report stands, or would stand, among others that are sorted by rank.
fn place(list: &[u32], ranks: &[Rank], id: u32) -> usize {
    let rank = &ranks[id as usize];
    list.partition_point(|&other| ranks[other as usize] < *rank)
}

/// Which of the holders of a fingerprint are linked otherwise because of the one at a place: the next one; those who are
/// linked to all before them; and all, where it is the first.
fn behind(list: &[u32], at: usize) -> impl Iterator<Item = u32> {
    let until = if at == 0 { list.len() } else { (at + 2).max(CROWD + 2).min(list.len()) };
    list.get(at + 1..until).unwrap_or_default().iter().copied()
}

/// The indices of the runs of the reports that are compared with just now.
#[derive(Default)]
struct Indices {
    of: HashMap<u32, Vec<(u64, u32)>>,
}

/// Indices that are kept at a time.
const KEPT: usize = 2_000;

impl Indices {
    fn of(&mut self, input: &Input<'_>) -> &[(u64, u32)] {
        if self.of.len() > KEPT {
            self.of.clear();
        }
        self.of.entry(input.id.0).or_insert_with(|| index(&input.prepared.runs))
    }
}

/// What a report owes to an earlier one.
fn compare(later: &Input<'_>, source: &Input<'_>, indices: &mut Indices) -> Option<Copied> {
    let (here, there) = (later.prepared, source.prepared);
    let runs = shared(&here.words, &there.words, &here.runs, indices.of(source));
    let mut debt = debt(later.id, source.id, &here.words, &there.words, &runs)?;
    for (here, there) in &mut debt.passages {
        here.end = here.end.min(later.report.text.len() as u32);
        there.end = there.end.min(source.report.text.len() as u32);
    }
    Some(debt)
}

/// The debt that shared runs amount to, if they amount to one.
fn debt(from: ReportId, to: ReportId, here: &[Word], there: &[Word], runs: &[Shared]) -> Option<Copied> {
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
