//! Which group a new report belongs to, and which groups it changes.
//!
//! ```text
//! a report of the Solveig    ─▶  the groups that share its rare words, and the latest that share its common ones
//!                            ─▶  these are formed anew out of their reports; a large one is taken as a whole
//! ```

use super::{Collation, Group};
use crate::profile::{Rarity, WordKey, heaviest};
use crate::topic::{COMMON, COMPARED, HEAVY, NEXT, RARE, Text, regroup, texts};
use crate::{Input, sort, topics};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use variorum_model::ReportId;

/// How many reports are looked at when one is added.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Reports that are grouped anew one by one; further groups are looked at as wholes. A case of no more is grouped anew as
    /// a whole; and what no more say of an event is brought together anew whenever one is added.
    pub(super) singly: usize,
    /// The reports that stand for a larger group.
    pub(super) sample: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { singly: 160, sample: 32 }
    }
}

impl Collation {
    /// The reports in their order, with the numbers of their groups as all of them together give them.
    pub(super) fn grouped(&self) -> (Vec<Input<'_>>, Vec<u32>) {
        let present = (0..self.reports.len()).filter(|&idx| self.present[idx]);
        let mut inputs: Vec<Input<'_>> = present.map(|idx| self.input(idx as u32)).collect();
        sort(&mut inputs);
        let groups = topics(&inputs, &self.copies);
        (inputs, groups)
    }

    /// Groups all reports anew.
    pub(super) fn regroup_all(&mut self) {
        let (inputs, groups) = self.grouped();
        let ids: Vec<u32> = inputs.iter().map(|input| input.id.0).collect();
        self.settle(&ids, &groups);
    }

    /// Makes these groups the groups of the case.
    pub(super) fn settle(&mut self, ids: &[u32], groups: &[u32]) {
        let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (&id, &group) in ids.iter().zip(groups) {
            members.entry(group).or_default().push(id);
        }
        for group in std::mem::take(&mut self.groups).into_iter().flatten() {
            self.counts.remove_group(group.words.into_iter());
        }
        for members in members.into_values() {
            self.found(members);
        }
    }

    /// Makes a new group of these reports.
    pub(super) fn found(&mut self, mut members: Vec<u32>) {
        members.sort_unstable();
        let number = self.groups.len() as u32;
        let words: HashSet<WordKey> =
            members.iter().flat_map(|&member| self.prepared[member as usize].keys()).collect();
        self.counts.add_group(words.iter().copied());
        members.iter().for_each(|&member| self.group_of[member as usize] = number);
        self.groups.push(Some(Group { members, words }));
    }

    /// Finds the group of a new report, and forms those anew that it touches. `later` are reports that are the same text.
    pub(super) fn place(&mut self, id: u32, later: &[ReportId]) {
        if self.reports.len() <= self.limits.singly {
            return self.regroup_all();
        }
        let twins: Vec<ReportId> = self.copies.twins(ReportId(id)).chain(later.iter().copied()).collect();
        self.found(vec![id]);
        for twin in twins {
            self.join(id, twin.0);
        }
        let own = self.group_of[id as usize];
        let mut touched = self.candidates(id);
        touched.push(own);
        let Limits { singly: most, sample } = self.limits;
        let mut units: Vec<(Vec<u32>, Vec<Text<'_>>)> = Vec::new();
        let mut singly: Vec<u32> = Vec::new();
        let subject = |&member: &u32| {
            let first = self.copies.twins(ReportId(member)).next().is_none();
            (&self.prepared[member as usize].subject, first)
        };
        for &number in &touched {
            let Some(group) = &self.groups[number as usize] else { continue };
            let members = &group.members;
            if members.len() <= sample && singly.len() + members.len() <= most {
                singly.extend(members);
            } else {
                // Spread over all of them, so that early and late reports have their say.
                let step = members.len().div_ceil(sample);
                units.push((members.clone(), members.iter().step_by(step).map(subject).collect()));
            }
        }
        let place = |twin: ReportId| singly.iter().position(|&other| other == twin.0).map(|at| at as u32);
        let twins = |&member: &u32| self.copies.twins(ReportId(member)).filter_map(place).collect();
        for text in texts(&singly.iter().map(twins).collect::<Vec<Vec<u32>>>()) {
            let members: Vec<u32> = text.into_iter().map(|at| singly[at as usize]).collect();
            let subjects = members.iter().map(subject).collect();
            units.push((members, subjects));
        }
        units.sort_by(|x, y| self.reports[x.0[0] as usize].id.cmp(&self.reports[y.0[0] as usize].id));
        let mut now: BTreeSet<Vec<u32>> = BTreeSet::new();
        for mut members in regroup(units, &self.counts) {
            members.sort_unstable();
            now.insert(members);
        }
        // What has not changed keeps its number; what is a large group with a few more is extended.
        let mut changed: BTreeMap<u32, Group> = BTreeMap::new();
        for number in touched {
            let unchanged =
                self.groups[number as usize].as_ref().is_none_or(|group| now.remove(&group.members));
            if let (false, Some(group)) = (unchanged, self.groups[number as usize].take_if(|_| !unchanged)) {
                changed.insert(number, group);
            }
        }
        for members in now {
            let largest = members
                .iter()
                .map(|&member| self.group_of[member as usize])
                .filter_map(|number| Some((changed.get(&number)?.members.len(), number)))
                .max();
            let grows = largest.filter(|&(size, number)| {
                size > sample
                    && members.iter().filter(|&&member| self.group_of[member as usize] == number).count()
                        == size
            });
            match grows.and_then(|(_, number)| Some((number, changed.remove(&number)?))) {
                Some((number, group)) => self.extend(number, group, members),
                None => self.found(members),
            }
        }
        for group in changed.into_values() {
            self.counts.remove_group(group.words.into_iter());
        }
    }

    /// Makes one group of those of two reports.
    fn join(&mut self, a: u32, b: u32) {
        let (x, y) = (self.group_of[a as usize], self.group_of[b as usize]);
        let size = |number: u32| self.groups[number as usize].as_ref().map_or(0, |group| group.members.len());
        let (large, small) = if size(x) > size(y) { (x, y) } else { (y, x) };
        if large == small {
            return;
        }
        let (Some(group), Some(other)) =
            (self.groups[large as usize].take(), self.groups[small as usize].take())
        else {
            return;
        };
        self.counts.remove_group(other.words.into_iter());
        let mut members = group.members.clone();
        members.extend(other.members);
        members.sort_unstable();
        self.extend(large, group, members);
    }

    /// Puts a group that is counted back, with more members.
    fn extend(&mut self, number: u32, mut group: Group, members: Vec<u32>) {
        let fresh: Vec<u32> =
            members.iter().copied().filter(|&member| self.group_of[member as usize] != number).collect();
        for &member in &fresh {
            let new = self.prepared[member as usize].keys().filter(|&word| group.words.insert(word));
            self.counts.extend_group(new);
            self.group_of[member as usize] = number;
        }
        group.members = members;
        self.groups[number as usize] = Some(group);
    }

    /// The groups that share most of a report's rare words with it, and the latest that share its common ones.
    fn candidates(&self, id: u32) -> Vec<u32> {
        let profile = &self.prepared[id as usize].subject.profile;
        let rarity = Rarity::known(&[profile], &self.counts);
        let vector = rarity.vector(profile);
        // The report's own group has been counted: a word of one unit stands nowhere else.
        let (mut rare, mut common): (Vec<_>, Vec<_>) = vector
            .into_iter()
            .filter(|&(word, _)| rarity.units(word) > 1)
            .partition(|&(word, _)| rarity.units(word) <= COMMON);
        heaviest(&mut rare, RARE);
        heaviest(&mut common, HEAVY);
        let own = self.group_of[id as usize];
        let mut scores: HashMap<u32, f32> = HashMap::new();
        let mut seen: Vec<u32> = Vec::new();
        for (word, weight) in rare {
            let bearers = self.bearers.get(&rarity.word(word)).map_or(&[][..], Vec::as_slice);
            let mut groups: Vec<u32> = bearers.iter().map(|&other| self.group_of[other as usize]).collect();
            groups.sort_unstable();
            groups.dedup();
            for group in groups.into_iter().filter(|&group| group != own) {
                *scores.entry(group).or_insert_with(|| {
                    seen.push(group);
                    0.0
                }) += weight * weight;
            }
        }
        let score = |group: &u32| scores.get(group).copied().unwrap_or_default();
        seen.sort_unstable_by(|x, y| score(y).total_cmp(&score(x)).then(x.cmp(y)));
        seen.truncate(COMPARED);
        for (word, _) in common {
            let bearers = self.bearers.get(&rarity.word(word)).map_or(&[][..], Vec::as_slice);
            for &other in bearers.iter().rev().filter(|&&other| other != id).take(NEXT) {
                let group = self.group_of[other as usize];
                if !seen.contains(&group) {
                    seen.push(group);
                }
            }
        }
        seen
    }
}
