//! Where each claim comes from in the end, and how many origins claims have.
//!
//! ```text
//! c  "12 died, the Gazette reports"   ─▶  a of the Gazette: "12 died, police said"   ─▶  the police
//! b  a copy of a                      ─▶  a                                          ─▶  the police     one origin
//! ```

use super::Origins;
use super::cited::outlet;
use crate::entity::Entities;
use crate::question::Material;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use variorum_model::ontology::PropertyGroup;
use variorum_model::value::show;
use variorum_model::{Claim, ReportId, SourceKind};

/// Where a claim comes from in the end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Root {
    /// Somebody with a name who said so.
    Speaker(String),
    /// A publication's own voice: whence it knows is not told. A witness tells a circumstance, names nobody for it, and is a
    /// publication with a name.
    Voice { name: String, witness: bool },
}

/// Where each claim of an event comes from in the end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roots {
    /// For each claim the number of its root.
    of: Vec<u32>,
    list: Vec<Root>,
    numbers: HashMap<Root, u32>,
}

/// The number of a claim that is about no event.
const NONE: u32 = u32::MAX;

impl Roots {
    /// Finds the roots of the claims from the first on of which none is known.
    pub(crate) fn add(&mut self, origins: &Origins, material: &Material<'_>) {
        for claim in &material.claims[self.of.len()..] {
            let root = claim.event.map(|_| origins.root(claim, material));
            let number = root.map_or(NONE, |root| self.number(root));
            self.of.push(number);
        }
    }

    /// Looks again where the claims of these reports come from: gives those that come from elsewhere, with the number of the
    /// root that they had.
    pub(crate) fn again(
        &mut self,
        reports: &BTreeSet<ReportId>,
        origins: &Origins,
        material: &Material<'_>,
    ) -> Vec<(u32, u32)> {
        let mut moved = Vec::new();
        for &report in reports {
            let first = material.claims.partition_point(|claim| claim.report < report);
            let claims = material.claims[first..].iter().take_while(|claim| claim.report == report);
            for (claim, idx) in claims.zip(first..).filter(|(claim, _)| claim.event.is_some()) {
                let number = self.number(origins.root(claim, material));
                let before = std::mem::replace(&mut self.of[idx], number);
                if before != number {
                    moved.push((idx as u32, before));
                }
            }
        }
        moved
    }

    fn number(&mut self, root: Root) -> u32 {
        if let Some(&number) = self.numbers.get(&root) {
            return number;
        }
        let number = self.list.len() as u32;
        self.list.push(root.clone());
        self.numbers.insert(root, number);
        number
    }

    /// The root of a claim by its number.
    pub(crate) fn of(&self, claim: u32) -> u32 {
        self.of.get(claim as usize).copied().unwrap_or(NONE)
    }

    /// How many origins claims have that are established as independent, and how many more they may have.
    ///
    /// Speakers with names who do not belong to one another are independent. Where a report's own voice has a figure or a name
    /// from is not told, so several own voices are one origin that is sure and others that may be. Circumstances (the day, the
    /// place, what was used) need nobody who counts or accuses: publications that tell them in words of their own, and name
    /// nobody for them, are as many origins.
    pub(crate) fn count(&self, roots: impl Iterator<Item = u32>, entities: &Entities) -> (u32, u32) {
        let mut roots: Vec<&Root> = roots.filter_map(|number| self.list.get(number as usize)).collect();
        roots.sort_unstable();
        let mut speakers: Vec<&str> = Vec::new();
        let mut states: Vec<&str> = Vec::new();
        let mut voices: BTreeMap<&str, bool> = BTreeMap::new();
        for root in roots {
            match root {
                Root::Speaker(name) => {
                    let circle = if entities.is_place(name) { &mut states } else { &mut speakers };
                    if circle.len() < 100 && !circle.iter().any(|other| entities.affiliated(name, other)) {
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
}

impl Origins {
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
                // Two that cite each other, or a copy of what cites it, lead round in a circle.
                Some(cited) => {
                    passed.insert(cited.report);
                    claim = cited;
                }
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
}
