//! Where each report, and each claim, came from.
//!
//! ```text
//! a  Harbour Gazette   "12 died, police said"             the root is the police
//! b  a copy of a                                          the same root
//! c  Norland Radio     "12 died, the Gazette reports"     the root is a's
//! d  Coast Courier     "12 died, the hospital said"       another root: two origins in all
//! e  Island News       "12 died"                          whence is not known: perhaps a third
//! ```

mod cited;
mod copies;
mod passage;
mod root;

use crate::Input;
use crate::entity::Entities;
use cited::outlet;
use copies::Copied;
pub(crate) use copies::Copies;
pub(crate) use passage::{Word, fingerprints, runs, words};
pub(crate) use root::Roots;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use variorum_model::origin::{Derivation, OriginRef};
use variorum_model::value::{Period, fold, show};
use variorum_model::{Directions, Ontology, Origin, Report, ReportId, Span};

/// What reports owe to each other and to others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    /// The debts, by report.
    pub(crate) list: Vec<Origin>,
    /// For each report the passages that it has from others.
    copied: BTreeMap<ReportId, Vec<Lifted>>,
    /// For each report whose voice its own voice is.
    voice: BTreeMap<ReportId, String>,
    /// The publications that have reports in the case, with their reports.
    publishers: BTreeMap<String, Vec<ReportId>>,
    /// The addresses, the publishers' names for them, and the ids of the reports.
    versions: HashSet<(Key, String)>,
    /// The publications to which some report owes something.
    cited: BTreeSet<String>,
    /// The reports that name their own publication as a source.
    of_themselves: BTreeSet<ReportId>,
}

/// Passages that a report has from another: where they stand in the report and in the other.
type Lifted = (ReportId, Vec<(Span, Span)>);

/// By what two reports are versions of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    Address,
    Item,
    Id,
}

/// The share from which on a copy is the same text.
const WHOLE: f64 = 0.8;

impl Origins {
    /// The origins that can be seen. `copies` may know of further reports.
    pub(crate) fn of(
        inputs: &[Input<'_>],
        copies: &Copies,
        entities: &Entities,
        ontology: &Ontology,
    ) -> Origins {
        let mut order: Vec<usize> = (0..inputs.len()).collect();
        order.sort_by(|&x, &y| copies.rank(inputs[x].id).cmp(copies.rank(inputs[y].id)));
        let places: BTreeMap<ReportId, usize> =
            inputs.iter().enumerate().map(|(place, input)| (input.id, place)).collect();
        let debts: Vec<&Copied> = order
            .iter()
            .flat_map(|&idx| copies.debts(inputs[idx].id))
            .map(|debt| &**debt)
            .filter(|debt| places.contains_key(&debt.to))
            .collect();
        let mut origins = Origins::default();
        origins.voices(inputs, &order, &debts);
        for debt in &debts {
            let (here, there) = (&inputs[places[&debt.from]], &inputs[places[&debt.to]]);
            let row = origins.copied.entry(debt.from).or_default();
            row.push((debt.to, debt.passages.clone()));
            origins.list.push(copy(here, there, debt, entities, ontology));
        }
        origins.revisions(inputs, &order, entities, ontology);
        let published = |id: ReportId| published(inputs.get(*places.get(&id)?)?);
        for input in inputs {
            origins.named(input, &published);
        }
        origins.list.sort_by(Origin::in_order);
        origins
    }

    /// Takes one more report in, the last of these, because of which others owe otherwise: gives the reports that are there
    /// whose claims may come from elsewhere now. `None` where it changes more than that: then all have to be looked at.
    pub(crate) fn add(
        &mut self,
        inputs: &[Input<'_>],
        places: &BTreeMap<ReportId, usize>,
        copies: &Copies,
        entities: &Entities,
        ontology: &Ontology,
    ) -> Option<BTreeSet<ReportId>> {
        let input = inputs.last()?;
        for (key, name) in keys(input.report).into_iter().flatten() {
            if !self.versions.insert((key, name.to_owned())) {
                return None;
            }
        }
        let mut again = copies.changed().filter(|id| places.contains_key(id)).collect::<BTreeSet<_>>();
        again.insert(input.id);
        let mut namesakes: Vec<ReportId> = Vec::new();
        if let Some(name) = publisher(input.report) {
            let reports = self.publishers.get_mut(&name)?;
            if self.cited.contains(&name) {
                namesakes.clone_from(reports);
            }
            let at = reports.partition_point(|&other| copies.rank(other) < copies.rank(input.id));
            reports.insert(at, input.id);
            // Who owes something to the publication may owe it to this report, or no longer to its only one.
            let owes = |origin: &&Origin| match &origin.derives_from {
                _ if matches!(origin.how, Derivation::Copy | Derivation::Revision) => false,
                OriginRef::Name(to) => outlet(to) == name,
                OriginRef::Report(to) => namesakes.contains(to),
            };
            if self.cited.contains(&name) {
                again.extend(self.list.iter().filter(owes).map(|origin| origin.report));
            }
        }
        for &id in &again {
            self.owe(&inputs[places[&id]], inputs, places, copies, entities, ontology)?;
        }
        // Who has whose voice: the sources of copies come before the copies.
        let mut order: Vec<ReportId> = again.iter().copied().collect();
        order.sort_by(|&x, &y| copies.rank(x).cmp(copies.rank(y)));
        let mut turned = false;
        for id in order {
            let voice = self.whole_voice(&inputs[places[&id]], places, copies);
            let before = self.voice.insert(id, voice);
            turned |= before.is_some_and(|before| self.voice.get(&id) != Some(&before));
        }
        // Copies of a text whose voice is another's now have that voice too.
        if turned {
            return None;
        }
        again.extend(namesakes);
        again.remove(&input.id);
        Some(self.resting_on(again, inputs, places))
    }

    /// Finds anew what a report owes. `None` where it is a version of another.
    fn owe(
        &mut self,
        input: &Input<'_>,
        inputs: &[Input<'_>],
        places: &BTreeMap<ReportId, usize>,
        copies: &Copies,
        entities: &Entities,
        ontology: &Ontology,
    ) -> Option<()> {
        let from = self.list.partition_point(|origin| origin.report < input.id);
        let n_old = self.list[from..].iter().take_while(|origin| origin.report == input.id).count();
        let mut old = self.list.drain(from..from + n_old);
        if old.any(|origin| origin.how == Derivation::Revision) {
            return None;
        }
        drop(old);
        let rest = self.list.split_off(from);
        self.copied.remove(&input.id);
        for debt in copies.debts(input.id).iter().filter(|debt| places.contains_key(&debt.to)) {
            self.copied.entry(input.id).or_default().push((debt.to, debt.passages.clone()));
            self.list.push(copy(input, &inputs[places[&debt.to]], debt, entities, ontology));
        }
        self.named(input, &|id| published(inputs.get(*places.get(&id)?)?));
        self.list[from..].sort_by(Origin::in_order);
        self.list.extend(rest);
        Some(())
    }

    /// Whose voice a report has: that of the report whose whole text it carries, or its own.
    fn whole_voice(&self, input: &Input<'_>, places: &BTreeMap<ReportId, usize>, copies: &Copies) -> String {
        let debts = copies.debts(input.id).iter().filter(|debt| places.contains_key(&debt.to));
        let source = debts.rev().find(|debt| is_whole(debt)).and_then(|debt| self.voice.get(&debt.to));
        source.cloned().unwrap_or_else(|| own_voice(input.report))
    }

    /// These reports, those that have words from them, and those that cite a publication of any of them.
    fn resting_on(
        &self,
        mut found: BTreeSet<ReportId>,
        inputs: &[Input<'_>],
        places: &BTreeMap<ReportId, usize>,
    ) -> BTreeSet<ReportId> {
        loop {
            let before = found.len();
            let lifts = self
                .copied
                .iter()
                .filter(|(report, _)| !found.contains(report))
                .filter(|(_, lifted)| lifted.iter().any(|(source, _)| found.contains(source)))
                .map(|(report, _)| *report)
                .collect::<Vec<ReportId>>();
            found.extend(lifts);
            let of = |id: &ReportId| publisher(inputs.get(*places.get(id)?)?.report);
            let outlets: BTreeSet<String> = found.iter().filter_map(of).collect();
            let cites = |origin: &&Origin| match &origin.derives_from {
                _ if origin.how != Derivation::Citation || found.contains(&origin.report) => false,
                OriginRef::Name(name) => outlets.contains(&outlet(name)),
                OriginRef::Report(report) => of(report).is_some_and(|name| outlets.contains(&name)),
            };
            let citing: Vec<ReportId> = self.list.iter().filter(cites).map(|origin| origin.report).collect();
            found.extend(citing);
            let own = |id: &&ReportId| of(id).is_some_and(|name| outlets.contains(&name));
            found.extend(self.of_themselves.iter().filter(own));
            if found.len() == before {
                return found;
            }
        }
    }

    /// What an analyst says of copies. A marked copy speaks with the voice of the other, word for word or not.
    pub(crate) fn direct(&mut self, directions: &Directions) {
        for &(report, of) in &directions.no_copies {
            let other = OriginRef::Report(of);
            self.list.retain(|origin| {
                !(origin.report == report
                    && origin.derives_from == other
                    && matches!(origin.how, Derivation::Copy | Derivation::Republication))
            });
            if let Some(lifted) = self.copied.get_mut(&report) {
                lifted.retain(|(source, _)| *source != of);
            }
            if self.voice.get(&report) == self.voice.get(&of) {
                self.voice.insert(report, format!("report number {}", report.0));
            }
        }
        for &(report, of) in directions.copies.iter().filter(|(report, of)| report != of) {
            let voice = self.voice_of(of);
            self.voice.insert(report, voice);
            let derives_from = OriginRef::Report(of);
            let known = |origin: &&mut Origin| {
                origin.report == report
                    && origin.derives_from == derives_from
                    && origin.how == Derivation::Copy
            };
            match self.list.iter_mut().find(known) {
                Some(origin) => origin.share = 1.0,
                None => {
                    let at = self.list.partition_point(|origin| origin.report <= report);
                    let (how, evidence, differences) = (Derivation::Copy, None, Vec::new());
                    self.list
                        .insert(at, Origin { report, derives_from, how, evidence, share: 1.0, differences });
                }
            }
        }
    }

    /// Finds for each report whose voice it is: that of a report whose whole text it carries, or its own.
    fn voices(&mut self, inputs: &[Input<'_>], order: &[usize], copies: &[&Copied]) {
        let whole: BTreeMap<ReportId, ReportId> =
            copies.iter().filter(|debt| is_whole(debt)).map(|debt| (debt.from, debt.to)).collect();
        for &idx in order {
            let report = inputs[idx].report;
            if let Some(publisher) = publisher(report) {
                self.publishers.entry(publisher).or_default().push(inputs[idx].id);
            }
            let source = whole.get(&inputs[idx].id);
            let voice = source
                .and_then(|source| self.voice.get(source).cloned())
                .unwrap_or_else(|| own_voice(report));
            self.voice.insert(inputs[idx].id, voice);
        }
    }

    /// Later versions of one report: the same address or name, later or other words.
    fn revisions(&mut self, inputs: &[Input<'_>], order: &[usize], entities: &Entities, ontology: &Ontology) {
        // The address, or the publisher's own name for the text. An id that several reports came with names one text only
        // where the words agree: files of many folders have one name.
        let mut last: BTreeMap<(Key, &str), usize> = BTreeMap::new();
        for &idx in order {
            let report = inputs[idx].report;
            let mut earlier = None;
            for key in keys(report).into_iter().flatten() {
                self.versions.insert((key.0, key.1.to_owned()));
                let known = last.insert(key, idx);
                let known =
                    known.filter(|&known| key.0 != Key::Id || self.carries(inputs[idx].id, inputs[known].id));
                earlier = earlier.or(known);
            }
            if let Some(earlier) = earlier {
                let (now, before) = (&inputs[idx], &inputs[earlier]);
                let voice = self.voice_of(before.id);
                self.voice.insert(now.id, voice);
                self.list.retain(|origin| {
                    !(origin.report == now.id && origin.derives_from == OriginRef::Report(before.id))
                });
                self.list.push(Origin {
                    report: now.id,
                    derives_from: OriginRef::Report(before.id),
                    how: Derivation::Revision,
                    evidence: None,
                    share: 1.0,
                    differences: claim_differences(now, before, entities, ontology, true),
                });
            }
        }
    }

    /// Whether a report carries words of another.
    fn carries(&self, report: ReportId, other: ReportId) -> bool {
        self.copied.get(&report).is_some_and(|lifted| lifted.iter().any(|(source, _)| *source == other))
    }

    fn voice_of(&self, report: ReportId) -> String {
        self.voice.get(&report).cloned().unwrap_or_default()
    }
}

/// Whether a debt is for a whole text.
fn is_whole(debt: &Copied) -> bool {
    debt.share >= WHOLE && debt.share_of_source >= WHOLE * 0.5
}

/// When a report came out.
fn published(input: &Input<'_>) -> Option<Period> {
    input.report.published.as_ref().map(Period::of_publication)
}

/// Who published a report, as names of publications are compared.
fn publisher(report: &Report) -> Option<String> {
    report.publisher.as_deref().map(outlet).filter(|name| !name.is_empty())
}

/// By what a report is known to be a version of another.
fn keys(report: &Report) -> [Option<(Key, &str)>; 3] {
    let address = report.url.as_deref().map(address).filter(|url| !url.is_empty());
    let item = report.item.as_ref().map(|item| item.id.as_str()).filter(|id| !id.is_empty());
    let id = item.unwrap_or(&report.id);
    [address.map(|url| (Key::Address, url)), item.map(|id| (Key::Item, id)), Some((Key::Id, id))]
}

/// Whose voice a report speaks with: whom it credits, or its publisher, or nobody but itself.
fn own_voice(report: &Report) -> String {
    let credited = report.credits.first().map(|credit| outlet(&credit.to));
    let voice =
        credited.or_else(|| report.publisher.as_deref().map(outlet)).filter(|voice| !voice.is_empty());
    voice.unwrap_or_else(|| format!("report {}", report.id))
}

/// An address without its scheme, query and fragment.
fn address(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let end = url.find('#').unwrap_or(url.len());
    url[..end].trim_end_matches('/').trim_start_matches("www.")
}

/// A debt as the case shows it.
fn copy(
    here: &Input<'_>,
    there: &Input<'_>,
    debt: &Copied,
    entities: &Entities,
    ontology: &Ontology,
) -> Origin {
    let mut differences = Vec::new();
    for (ours, theirs) in &debt.changed {
        let (ours, theirs) = (ours.of(&here.report.text), theirs.of(&there.report.text));
        let telling =
            |words: &str| words.chars().any(|letter| letter.is_ascii_digit() || letter.is_uppercase());
        if telling(ours) || telling(theirs) {
            let quoted =
                |words: &str| if words.is_empty() { "nothing".to_owned() } else { format!("“{words}”") };
            let difference = format!("{} where {} has {}", quoted(ours), there.report.id, quoted(theirs));
            // A figure stands in the headline and in the text.
            if !differences.contains(&difference) {
                differences.push(difference);
            }
        }
    }
    if debt.share >= COMPARABLE {
        differences.extend(claim_differences(here, there, entities, ontology, false));
    }
    Origin {
        report: here.id,
        derives_from: OriginRef::Report(there.id),
        how: Derivation::Copy,
        evidence: Some(debt.longest),
        share: debt.share,
        differences,
    }
}

/// The share of a text from which on its claims are compared with those of the text that it carries.
const COMPARABLE: f64 = 0.5;

/// What one report claims otherwise than another: a sentence for each property whose values all differ, and, for `all`, for
/// each property that only one of them answers.
fn claim_differences(
    now: &Input<'_>,
    before: &Input<'_>,
    entities: &Entities,
    ontology: &Ontology,
    all: bool,
) -> Vec<String> {
    let values = |input: &Input<'_>| {
        let mut values: BTreeMap<(usize, String, String), BTreeSet<String>> = BTreeMap::new();
        for claim in &input.account.claims {
            let rank = ontology
                .properties
                .iter()
                .position(|property| property.name == claim.property)
                .unwrap_or(usize::MAX);
            let mut value = claim.value.clone();
            value.kind = entities.canonical_value(input, &value.kind);
            let key =
                (rank, claim.property.to_string(), claim.scope.as_deref().map(fold).unwrap_or_default());
            values.entry(key).or_default().insert(show(&value));
        }
        values
    };
    let (ours, theirs) = (values(now), values(before));
    let list = |values: &BTreeSet<String>| values.iter().cloned().collect::<Vec<_>>().join(", ");
    let keys: BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
    let sentence = |key: &&(usize, String, String)| {
        let (_, property, scope) = key;
        let of = if scope.is_empty() { property.clone() } else { format!("{property} ({scope})") };
        let id = &before.report.id;
        match (ours.get(*key), theirs.get(*key)) {
            (Some(x), Some(y)) if x.is_disjoint(y) || (all && x != y) => {
                Some(format!("{of}: {} where {id} has {}", list(x), list(y)))
            }
            (Some(x), None) if all => Some(format!("{of}: {}, of which {id} says nothing", list(x))),
            (None, Some(y)) if all => Some(format!("{of}: nothing where {id} has {}", list(y))),
            _ => None,
        }
    };
    keys.iter().filter_map(sentence).collect()
}
