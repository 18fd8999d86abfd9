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

use crate::Input;
use crate::entity::Entities;
use crate::question::Material;
use cited::outlet;
use copies::Copied;
pub(crate) use copies::Copies;
pub(crate) use passage::{Word, fingerprints, runs, words};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::ontology::PropertyGroup;
use variorum_model::origin::{Derivation, OriginRef};
use variorum_model::value::{Period, fold, show};
use variorum_model::{Claim, Directions, Ontology, Origin, Report, ReportId, SourceKind, Span};

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
}

/// Passages that a report has from another: where they stand in the report and in the other.
type Lifted = (ReportId, Vec<(Span, Span)>);

/// Where a claim comes from in the end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Root {
    /// Somebody with a name who said so.
    Speaker(String),
    /// A publication's own voice: whence it knows is not told. A witness tells a circumstance, names nobody for it, and is a
    /// publication with a name.
    Voice { name: String, witness: bool },
}

/// By what two reports are versions of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
        let published: BTreeMap<ReportId, Option<Period>> = inputs
            .iter()
            .map(|input| (input.id, input.report.published.as_ref().map(Period::of_publication)))
            .collect();
        for input in inputs {
            origins.named(input, &published);
        }
        origins.list.sort_by(Origin::in_order);
        origins
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
        let whole: BTreeMap<ReportId, ReportId> = copies
            .iter()
            .filter(|debt| debt.share >= WHOLE && debt.share_of_source >= WHOLE * 0.5)
            .map(|debt| (debt.from, debt.to))
            .collect();
        for &idx in order {
            let report = inputs[idx].report;
            if let Some(publisher) = report.publisher.as_deref().map(outlet).filter(|name| !name.is_empty()) {
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
            let address = report.url.as_deref().map(address).filter(|url| !url.is_empty());
            let item = report.item.as_ref().map(|item| item.id.as_str()).filter(|id| !id.is_empty());
            let id = item.unwrap_or(&report.id);
            let keys =
                [address.map(|url| (Key::Address, url)), item.map(|id| (Key::Item, id)), Some((Key::Id, id))];
            let mut earlier = None;
            for key in keys.into_iter().flatten() {
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

    /// How many origins claims have that are established as independent, and how many more they may have.
    ///
    /// Speakers with names who do not belong to one another are independent. Where a report's own voice has a figure or a name
    /// from is not told, so several own voices are one origin that is sure and others that may be. Circumstances (the day, the
    /// place, what was used) need nobody who counts or accuses: publications that tell them in words of their own, and name
    /// nobody for them, are as many origins.
    pub(crate) fn count(&self, claims: &[u32], material: &Material<'_>) -> (u32, u32) {
        let roots: BTreeSet<Root> =
            claims.iter().map(|&idx| self.root(&material.claims[idx as usize], material)).collect();
        let mut speakers: Vec<&str> = Vec::new();
        let mut states: Vec<&str> = Vec::new();
        let mut voices: BTreeMap<&str, bool> = BTreeMap::new();
        for root in &roots {
            match root {
                Root::Speaker(name) => {
                    let circle = if material.entities.is_place(name) { &mut states } else { &mut speakers };
                    if circle.len() < 100
                        && !circle.iter().any(|other| material.entities.affiliated(name, other))
                    {
                        circle.push(name);
                    }
                }
                Root::Voice { name, witness } => *voices.entry(name).or_default() |= witness,
            }
        }
        // A town or a country that "says" speaks through somebody, who may be one of the others.
        if speakers.is_empty() {
            speakers.append(&mut states);
        }
        let (n_speakers, n_voices) = (speakers.len() as u32, (voices.len() + states.len()) as u32);
        if n_speakers > 0 {
            return (n_speakers, n_voices);
        }
        let witnesses = voices.values().filter(|&&witness| witness).count() as u32;
        let sure = witnesses.max(1);
        (sure, n_voices.max(sure) - sure)
    }

    /// The report that a claim's words come from, through all copies between, and the claim as it stands there.
    fn ancestor<'m>(&self, mut claim: &'m Claim, material: &Material<'m>) -> (ReportId, &'m Claim) {
        // A copy's source is earlier than the copy, so the chain ends; the bound is for reports that are nobody's.
        for _ in 0..=self.copied.len() {
            let passages = self.copied.get(&claim.report).into_iter().flatten();
            let lifted = passages.filter_map(|(source, passages)| {
                let here = passages.iter().find(|(here, _)| here.contains(claim.value_span));
                here.map(|(_, there)| (*source, *there))
            });
            let Some((source, there)) = lifted.min_by_key(|(source, _)| material.place_of.get(source)) else {
                break;
            };
            let first = material.claims.partition_point(|other| other.report < source);
            let theirs = material.claims[first..].iter().take_while(|other| other.report == source);
            let mut same =
                theirs.filter(|other| other.property == claim.property && other.value_span.overlaps(there));
            match same.find(|other| show(&other.value) == show(&claim.value) && other.stance == claim.stance)
            {
                Some(other) => claim = other,
                None => return (source, claim),
            }
        }
        (claim.report, claim)
    }

    /// Where a claim comes from in the end: through copies, and through a publication that is cited to what it says itself,
    /// where that is in the case.
    fn root<'m>(&self, claim: &'m Claim, material: &Material<'m>) -> Root {
        let mut claim = claim;
        let mut passed: BTreeSet<ReportId> = BTreeSet::new();
        loop {
            let (report, there) = self.ancestor(claim, material);
            claim = there;
            let Some(source) = claim.sources.iter().find(|source| source.kind == SourceKind::Named) else {
                let name = self.voice_of(report);
                let witness = claim.sources.is_empty() && self.is_witness(claim, &name, material);
                return Root::Voice { name, witness };
            };
            let input = material.place_of.get(&claim.report).map(|&place| &material.inputs[place]);
            if !input.is_some_and(|input| self.is_publication(input, source)) {
                return Root::Speaker(source.name.clone());
            }
            passed.insert(claim.report);
            match self.as_cited(claim, &source.name, &passed, material) {
                Some(cited) => claim = cited,
                None => return Root::Voice { name: outlet(&source.name), witness: false },
            }
        }
    }

    /// Whether a voice that names nobody for what it says knows it as anybody does who is there: a circumstance, told by a
    /// publication of the case.
    fn is_witness(&self, claim: &Claim, voice: &str, material: &Material<'_>) -> bool {
        let group = material.ontology.property(&claim.property).map(|property| property.group);
        group == Some(PropertyGroup::Circumstances) && self.publishers.contains_key(voice)
    }

    /// The same claim in a report of the publication that it is taken from.
    fn as_cited<'m>(
        &self,
        claim: &Claim,
        publication: &str,
        passed: &BTreeSet<ReportId>,
        material: &Material<'m>,
    ) -> Option<&'m Claim> {
        let reports = self.publishers.get(&outlet(publication))?;
        let shown = show(&claim.value);
        reports.iter().filter(|report| !passed.contains(report)).find_map(|&report| {
            let first = material.claims.partition_point(|other| other.report < report);
            let mut theirs = material.claims[first..].iter().take_while(|other| other.report == report);
            theirs.find(|other| {
                other.property == claim.property
                    && other.event == claim.event
                    && other.stance == claim.stance
                    && show(&other.value) == shown
            })
        })
    }

    fn voice_of(&self, report: ReportId) -> String {
        self.voice.get(&report).cloned().unwrap_or_default()
    }
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
            differences.push(format!("{} where {} has {}", quoted(ours), there.report.id, quoted(theirs)));
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
