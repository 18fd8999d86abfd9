//! Which names are of one entity.
//!
//! ```text
//! "Northern Liberation Front", "NLF" · "NLF"                  one: its acronym, and nobody else's
//! "Ministry of Fisheries" · "Fisheries Ministry"              one, where reports of one event say so
//! "Northern Front" · "Northern Front Movement"                one: the last word says what it is and no more
//! "Coast Police" (Norland) · "Coast Police" (Sudmark) · "Coast Police"    the third is undecided and stays apart
//! "Ana Vask" · "Ida Vask" · "Vask"                            likewise
//! ```

use super::Node;
use super::latin;
use super::likeness::{initials, same_given, skeleton, spelt_alike};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::document::EntityKind;

/// Joins nodes that are one entity: for each node the number of its group, in order of first node; and for groups whose name
/// fits several others, these others.
pub(super) fn join(nodes: &[Node]) -> (Vec<u32>, BTreeSet<(u32, u32)>) {
    let mut parent: Vec<usize> = (0..nodes.len()).collect();
    let mut undecided = people(nodes, &mut parent);
    undecided.extend(others(nodes, &mut parent));
    undecided.extend(short_forms(nodes, &mut parent));
    let mut numbers = BTreeMap::new();
    let groups: Vec<u32> = (0..nodes.len())
        .map(|idx| {
            let next = numbers.len() as u32;
            *numbers.entry(root(&mut parent, idx)).or_insert(next)
        })
        .collect();
    let undecided = undecided.into_iter().map(|(short, full)| (groups[short], groups[full]));
    let undecided = undecided.filter(|(short, full)| short != full).collect();
    (groups, undecided)
}

fn root(parent: &mut [usize], mut idx: usize) -> usize {
    while parent[idx] != idx {
        parent[idx] = parent[parent[idx]];
        idx = parent[idx];
    }
    idx
}

fn unite(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    parent[a.max(b)] = a.min(b);
}

/// Joins people: spelling variants of a full name; then a shorter form (initial, surname) that fits one person only. Gives
/// the shorter forms that fit several, with whom they fit.
fn people(nodes: &[Node], parent: &mut [usize]) -> Vec<(usize, usize)> {
    let mut undecided = Vec::new();
    let mut by_surname: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (idx, node) in nodes.iter().enumerate().filter(|(_, node)| node.person) {
        if let Some(surname) = node.words.last() {
            by_surname.entry(skeleton(surname)).or_default().push(idx);
        }
    }
    for family in by_surname.values() {
        let full: Vec<usize> = family
            .iter()
            .copied()
            .filter(|&idx| nodes[idx].words.len() > 1 && nodes[idx].words[0].len() > 1)
            .collect();
        for (n, &a) in full.iter().enumerate() {
            for &b in &full[..n] {
                let (x, y) = (&nodes[a].words, &nodes[b].words);
                if spelt_alike(&x[x.len() - 1], &y[y.len() - 1]) && spelt_alike(&x[0], &y[0]) {
                    unite(parent, a, b);
                }
            }
        }
        for &short in family.iter().filter(|idx| !full.contains(idx)) {
            let words = &nodes[short].words;
            let fits = |&&idx: &&usize| {
                let theirs = &nodes[idx].words;
                spelt_alike(&words[words.len() - 1], &theirs[theirs.len() - 1])
                    && (words.len() == 1 || same_given(&words[0], &theirs[0]))
            };
            let owners: BTreeSet<usize> = full.iter().filter(fits).map(|&idx| root(parent, idx)).collect();
            match (owners.len(), owners.first()) {
                (1, Some(&owner)) => unite(parent, short, owner),
                _ => undecided.extend(owners.into_iter().map(|owner| (short, owner))),
            }
        }
    }
    undecided
}

/// Joins organisations, places and whatever else has a name. Gives the acronyms that fit several, with whom they fit.
fn others(nodes: &[Node], parent: &mut [usize]) -> Vec<(usize, usize)> {
    let mut undecided = Vec::new();
    let mut by_skeleton: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_alias: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    for (idx, node) in nodes.iter().enumerate().filter(|(_, node)| !node.person) {
        by_skeleton
            .entry(node.words.iter().map(|word| skeleton(word)).collect::<Vec<_>>().join(" "))
            .or_default()
            .push(idx);
        by_name.insert(node.words.concat(), idx);
        for alias in node.aliases.keys() {
            by_alias.entry(latin(alias).replace(' ', "")).or_default().insert(idx);
        }
        if node.words.len() > 2 {
            by_alias.entry(initials(&node.words)).or_default().insert(idx);
        }
    }
    for alike in by_skeleton.values() {
        for (n, &a) in alike.iter().enumerate() {
            for &b in &alike[..n] {
                let (x, y) = (&nodes[a].words, &nodes[b].words);
                if x.len() == y.len() && x.iter().zip(y).all(|(x, y)| spelt_alike(x, y)) {
                    unite(parent, a, b);
                }
            }
        }
    }
    for (alias, owners) in &by_alias {
        if alias.len() < 2 {
            continue;
        }
        // Two that share an acronym are one if one has all words of the other ("… Front", "… Front of Norland").
        let all: Vec<usize> = owners.iter().copied().collect();
        for (n, &a) in all.iter().enumerate().take(20) {
            for &b in &all[..n] {
                let (x, y) = (&nodes[a].words, &nodes[b].words);
                if alias.len() >= 3
                    && (x.iter().all(|word| y.contains(word)) || y.iter().all(|word| x.contains(word)))
                {
                    unite(parent, a, b);
                }
            }
        }
        let groups: BTreeSet<usize> = all.iter().map(|&idx| root(parent, idx)).collect();
        match (groups.len(), groups.first(), by_name.get(alias)) {
            (1, Some(&owner), Some(&short)) => unite(parent, short, owner),
            (_, _, Some(&short)) => undecided.extend(groups.into_iter().map(|group| (short, group))),
            _ => {}
        }
    }
    undecided
}

/// Joins a name with the one that a report may shorten to it, where only one is so told of beside the same event. Gives the
/// short forms that fit several, with whom they fit.
fn short_forms(nodes: &[Node], parent: &mut [usize]) -> Vec<(usize, usize)> {
    let mut undecided = Vec::new();
    let mut owners: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (idx, node) in nodes.iter().enumerate().filter(|(_, node)| !node.person) {
        for form in &node.short {
            owners.entry(form.replace(' ', "")).or_default().insert(idx);
        }
    }
    for (idx, node) in nodes.iter().enumerate().filter(|(_, node)| !node.person) {
        let Some(owners) = owners.get(&node.words.concat()) else { continue };
        let fits = owners.iter().copied().filter(|&owner| {
            owner != idx && !node.groups.is_disjoint(&nodes[owner].groups) && shortens(node, &nodes[owner])
        });
        let groups: BTreeSet<usize> = fits.map(|owner| root(parent, owner)).collect();
        match (groups.len(), groups.first()) {
            (1, Some(&owner)) => unite(parent, idx, owner),
            _ => undecided.extend(groups.into_iter().map(|group| (idx, group))),
        }
    }
    undecided
}

/// Whether the first may be the second without a word. A place and the district of its name are two ("Eastport", "Eastport
/// Province"); and bodies with acronyms are one only if these are, or differ by the word's own letter ("NF", "NFM").
fn shortens(short: &Node, full: &Node) -> bool {
    let acronyms = |node: &Node| {
        let forms = node.aliases.keys().map(|alias| latin(alias).replace(' ', ""));
        forms
            .filter(|form| form.len() <= 2 * node.words.len() && !node.words.contains(form))
            .collect::<BTreeSet<_>>()
    };
    let (mut ours, theirs) = (acronyms(short), acronyms(full));
    if short.words.len() > 2 {
        ours.insert(initials(&short.words));
    }
    let last = full.words.last().and_then(|word| word.chars().next());
    let agree = ours.iter().any(|form| {
        theirs.contains(form) || last.is_some_and(|letter| theirs.contains(&format!("{form}{letter}")))
    });
    let place = |node: &Node| {
        let places = node.kinds.get(&EntityKind::Place).copied().unwrap_or_default();
        places * 2 > node.kinds.values().sum::<u32>()
    };
    agree || ((ours.is_empty() || theirs.is_empty()) && !place(short) && !place(full))
}
