//! People, organisations and places over all reports, each under all its names.
//!
//! ```text
//! a  "Northern Liberation Front", "NLF"     ┐
//! b  "NLF"                                  ├ one: b's acronym is a's, and nobody else's
//! c  "the Northern Liberation Front"        ┘
//! d  "Aleksandr Bergov" · e "Alexander Bergov"   one: the same name in two transliterations
//! f  "Ida Bergov"                                another: two people of one surname are two people
//! g  "Bergov"                                    undecided between d and f, so it stays apart
//! ```

mod join;
mod likeness;
mod naming;

use crate::Input;
use join::join;
use naming::nest;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::case::CaseEntity;
use variorum_model::document::{EntityId, EntityKind};
use variorum_model::value::{NameRelation, Naming, fold};
use variorum_model::{ReportId, ValueKind};

/// The entities of a case, and what they say of names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entities {
    /// The entities.
    pub(crate) list: Vec<CaseEntity>,
    /// For each entity the organisations that its role names.
    affiliations: Vec<BTreeSet<u32>>,
    /// For each report its entities' numbers in `nodes`; `None` for those without a name.
    local: BTreeMap<ReportId, Vec<Option<usize>>>,
    /// All full names, in the order in which they come first.
    nodes: Vec<Node>,
    /// Their numbers by folded name, those of people apart.
    keys: BTreeMap<(bool, String), usize>,
    /// For each of them the number in `list`.
    group_of: Vec<u32>,
    /// Every folded name and alias that belongs to one entity alone.
    by_name: BTreeMap<String, u32>,
    /// Each place's nearest larger places, by folded name.
    within: BTreeMap<String, BTreeSet<String>>,
}

/// All local entities that have one full name.
#[derive(Clone, Debug, Default)]
struct Node {
    person: bool,
    words: Vec<String>,
    spellings: BTreeMap<String, u32>,
    kinds: BTreeMap<EntityKind, u32>,
    aliases: BTreeMap<String, u32>,
    /// Forms by which reports may call it without having said so.
    short: BTreeSet<String>,
    roles: BTreeSet<String>,
    /// The groups of reports about one event that name it.
    groups: BTreeSet<u32>,
}

/// A word in the names of more organisations than this says nothing of whether they belong together.
const COMMON: usize = 60;

/// A name folded to Latin letters without accents, so that transliterations can be compared.
pub(crate) fn latin(name: &str) -> String {
    fold(&any_ascii::any_ascii(name))
}

/// Counts a spelling.
fn count(spellings: &mut BTreeMap<String, u32>, spelling: &str) {
    match spellings.get_mut(spelling) {
        Some(known) => *known += 1,
        None => {
            spellings.insert(spelling.to_owned(), 1);
        }
    }
}

impl Entities {
    /// The entities that the reports name; `groups` gives for each report the number of those about its event.
    pub(crate) fn of(inputs: &[Input<'_>], groups: &[u32]) -> Entities {
        let mut entities = Entities::default();
        for (input, &group) in inputs.iter().zip(groups) {
            entities.take(input, group);
        }
        entities.settle();
        entities
    }

    /// Takes one more report in, which comes last. `false` where that makes another thing of names that others use:
    /// `is_used` tells whether they use one, folded.
    pub(crate) fn add(&mut self, input: &Input<'_>, group: u32, is_used: impl Fn(&str) -> bool) -> bool {
        let nested = self.take(input, group);
        let list = std::mem::take(&mut self.list);
        let names = std::mem::take(&mut self.by_name);
        let affiliations = std::mem::take(&mut self.affiliations);
        let group_of = std::mem::take(&mut self.group_of);
        self.settle();
        let same = |(old, new): (&CaseEntity, &CaseEntity)| old.name == new.name && old.kind == new.kind;
        !nested
            && self.group_of.starts_with(&group_of)
            && self.affiliations.starts_with(&affiliations)
            && self.list.len() >= list.len()
            && list.iter().zip(&self.list).all(same)
            && names.iter().all(|(name, owner)| self.by_name.get(name) == Some(owner))
            && (names.len() == self.by_name.len()
                || !self.by_name.keys().any(|name| !names.contains_key(name) && is_used(name)))
    }

    /// Reads the names of a report. Whether it says of places where they lie that nobody said so before.
    fn take(&mut self, input: &Input<'_>, group: u32) -> bool {
        let mut row = Vec::with_capacity(input.account.entities.len());
        for entity in &input.account.entities {
            let folded = latin(&entity.name);
            if !entity.named || entity.kind == EntityKind::Nationality || folded.is_empty() {
                row.push(None);
                continue;
            }
            let person = entity.kind == EntityKind::Person;
            let nodes = &mut self.nodes;
            let idx = *self.keys.entry((person, folded)).or_insert_with_key(|(_, folded)| {
                let words = folded.split(' ').map(str::to_owned).collect();
                nodes.push(Node { person, words, ..Node::default() });
                nodes.len() - 1
            });
            let node = &mut self.nodes[idx];
            count(&mut node.spellings, &entity.name);
            *node.kinds.entry(entity.kind).or_default() += 1;
            for alias in &entity.aliases {
                count(&mut node.aliases, alias);
            }
            node.short.extend(entity.short.iter().map(|form| latin(form)));
            node.roles.extend(entity.role.clone());
            node.groups.insert(group);
            row.push(Some(idx));
        }
        self.local.insert(input.id, row);
        nest(&mut self.within, input)
    }

    /// Finds out which names are one.
    fn settle(&mut self) {
        let nodes = std::mem::take(&mut self.nodes);
        let (group_of, undecided) = join(&nodes);
        self.fill(&nodes, &group_of);
        self.tell_undecided(&undecided);
        self.tell_related();
        (self.nodes, self.group_of) = (nodes, group_of);
    }

    fn fill(&mut self, nodes: &[Node], group_of: &[u32]) {
        let count = group_of.iter().max().map_or(0, |&last| last as usize + 1);
        let mut members: Vec<Vec<&Node>> = vec![Vec::new(); count];
        for (node, &group) in nodes.iter().zip(group_of) {
            members[group as usize].push(node);
        }
        let mut shared: BTreeMap<String, Option<u32>> = BTreeMap::new();
        for (group, nodes) in members.iter().enumerate() {
            let mut spellings: BTreeMap<&str, u32> = BTreeMap::new();
            let mut kinds: BTreeMap<EntityKind, u32> = BTreeMap::new();
            let mut aliases: BTreeSet<&str> = BTreeSet::new();
            for node in nodes {
                node.spellings.iter().for_each(|(name, n)| *spellings.entry(name).or_default() += n);
                node.kinds.iter().for_each(|(&kind, n)| *kinds.entry(kind).or_default() += n);
                aliases.extend(node.aliases.keys().map(String::as_str));
            }
            // The fullest name: most words, then most often, then not all in capitals, then the longest.
            let name = spellings
                .iter()
                .max_by_key(|&(name, n)| {
                    let small = name.chars().filter(|letter| letter.is_lowercase()).count();
                    (fold(name).split(' ').count(), *n, small, name.len(), std::cmp::Reverse(*name))
                })
                .map_or_else(String::new, |(name, _)| (*name).to_owned());
            let kind = kinds
                .iter()
                .max_by_key(|&(kind, n)| (n, std::cmp::Reverse(kind)))
                .map_or(EntityKind::Other, |(&kind, _)| kind);
            aliases.extend(spellings.keys());
            aliases.remove(name.as_str());
            for form in aliases.iter().copied().chain([name.as_str()]) {
                shared
                    .entry(latin(form))
                    .and_modify(|owner| *owner = owner.filter(|&owner| owner == group as u32))
                    .or_insert(Some(group as u32));
            }
            let aliases = aliases.into_iter().map(str::to_owned).collect();
            self.list.push(CaseEntity { name, kind, aliases, ..CaseEntity::default() });
        }
        self.by_name =
            shared.into_iter().filter_map(|(name, owner)| owner.map(|owner| (name, owner))).collect();
        for nodes in &members {
            let mut known = BTreeSet::new();
            for role in nodes.iter().flat_map(|node| &node.roles) {
                let folded = latin(role);
                let words: Vec<&str> = folded.split(' ').collect();
                for length in 1..=words.len().min(5) {
                    known.extend(words.windows(length).filter_map(|run| self.by_name.get(&run.join(" "))));
                }
            }
            self.affiliations.push(known);
        }
    }

    /// Says of names that fit several entities which these are.
    fn tell_undecided(&mut self, undecided: &BTreeSet<(u32, u32)>) {
        for &(short, full) in undecided {
            let name = self.list[full as usize].name.clone();
            self.list[short as usize].may_be.push(name);
        }
    }

    /// Says which organisations seem to belong together, and to which a person's role belongs, without making them one.
    fn tell_related(&mut self) {
        let words: Vec<BTreeSet<String>> = self
            .list
            .iter()
            .map(|entity| match entity.kind {
                EntityKind::Organisation => latin(&entity.name).split(' ').map(str::to_owned).collect(),
                _ => BTreeSet::new(),
            })
            .collect();
        let mut holders: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (idx, words) in (0..).zip(&words) {
            words.iter().for_each(|word| holders.entry(word).or_default().push(idx));
        }
        let mut pairs: BTreeSet<(u32, u32)> = BTreeSet::new();
        for (idx, ours) in (0..).zip(&words) {
            // All holders of a name's words hold its rarest word.
            let lists = ours.iter().filter_map(|word| holders.get(word.as_str()));
            let Some(rarest) = lists.min_by_key(|list| list.len()).filter(|list| list.len() <= COMMON) else {
                continue;
            };
            for &other in rarest.iter().filter(|&&other| other != idx) {
                let theirs = &words[other as usize];
                if ours.len() < theirs.len() && ours.is_subset(theirs) {
                    pairs.extend([(idx, other), (other, idx)]);
                }
            }
        }
        for (idx, known) in (0..).zip(&self.affiliations) {
            pairs.extend(
                known.iter().filter(|&&other| other != idx).flat_map(|&other| [(idx, other), (other, idx)]),
            );
        }
        for (idx, other) in pairs {
            let name = self.list[other as usize].name.clone();
            self.list[idx as usize].related.push(name);
        }
    }

    /// The entity of a report's local entity.
    pub(crate) fn of_local(&self, report: ReportId, entity: EntityId) -> Option<u32> {
        let node = (*self.local.get(&report)?.get(entity.0 as usize)?)?;
        self.group_of.get(node).copied()
    }

    /// Whether a name is that of a place.
    pub(crate) fn is_place(&self, name: &str) -> bool {
        self.named(name).is_some_and(|idx| self.list[idx as usize].kind == EntityKind::Place)
    }

    /// The entity that has this name, where only one has.
    pub(crate) fn named(&self, name: &str) -> Option<u32> {
        self.by_name.get(&latin(name)).copied()
    }

    /// The name under which the case shows what a report calls by this name.
    pub(crate) fn canonical(&self, input: &Input<'_>, name: &str) -> Option<&str> {
        let own = input.account.entities.iter().position(|entity| entity.name == name);
        let own = own.and_then(|idx| self.of_local(input.id, EntityId(idx as u32)));
        own.or_else(|| self.named(name)).map(|idx| self.list[idx as usize].name.as_str())
    }

    /// A value with the names of the case in place of the report's.
    pub(crate) fn canonical_value(&self, input: &Input<'_>, kind: &ValueKind) -> ValueKind {
        let name_of = |name: &String| self.canonical(input, name).map_or_else(|| name.clone(), str::to_owned);
        match kind {
            ValueKind::Place(name) => ValueKind::Place(name_of(name)),
            ValueKind::Actor(name) => ValueKind::Actor(name_of(name)),
            other => other.clone(),
        }
    }

    /// Whether one of two speakers belongs to the other, or both to one organisation, as far as names and roles tell.
    pub(crate) fn affiliated(&self, a: &str, b: &str) -> bool {
        if matches!(self.actors(a, b), NameRelation::Same | NameRelation::Related) {
            return true;
        }
        let circle = |name: &str| {
            let own = self.named(name);
            let mut circle: BTreeSet<u32> = own.into_iter().collect();
            circle.extend(own.into_iter().flat_map(|idx| &self.affiliations[idx as usize]));
            circle
        };
        !circle(a).is_disjoint(&circle(b))
    }

    /// All places that a place is known to lie in, by folded name.
    pub(crate) fn around(&self, place: &str) -> BTreeSet<&str> {
        let mut known = BTreeSet::new();
        let mut open: Vec<&str> = self.within.get(place).into_iter().flatten().map(String::as_str).collect();
        while let Some(next) = open.pop() {
            if known.insert(next) {
                open.extend(self.within.get(next).into_iter().flatten().map(String::as_str));
            }
        }
        known
    }
}
