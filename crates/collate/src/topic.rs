//! Reports that are about one event, by their words and their days.
//!
//! ```text
//! a  2 May   Two die as ferry Solveig burns off Eastport     ┐
//! b  3 May   Solveig fire: third victim found                ┘ one event
//! c  9 May   Ferry Karina runs aground off Westport            another
//! ```
//!
//! Groups grow by joining the two that are each other's nearest, as long as the mean likeness of their reports is high
//! enough (average linkage; joining mutual nearest neighbours gives the same groups in any order). The mean likeness of two
//! groups is the product of their summed vectors, so no pair of reports is compared that shares no rare word.

use crate::profile::{Profile, Rarity, WordKey, product, sum};
use std::collections::BTreeMap;
use variorum_model::value::Period;

/// What is known of a report for finding its group.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    /// Its words.
    pub(crate) profile: Profile,
    /// The day of publication.
    pub(crate) published: Option<Period>,
}

/// A word in more reports than this brings no candidates: it is no sign of one event.
const COMMON: usize = 60;
/// Each report's rarest words that bring candidates.
const RARE: usize = 40;
/// The lowest mean likeness of two groups that are one.
const ALIKE: f32 = 0.22;

#[derive(Clone, Debug)]
struct Group {
    members: Vec<u32>,
    sum: Vec<(WordKey, f32)>,
    published: Option<(i64, i64)>,
}

/// Groups of reports that are about one event: for each report the number of its group, counted by first member.
pub(crate) fn groups(topics: &[Topic], rarity: &Rarity) -> Vec<u32> {
    let vectors: Vec<Vec<(WordKey, f32)>> =
        topics.iter().map(|topic| rarity.vector(&topic.profile)).collect();
    let mut neighbours = candidates(&vectors, rarity);
    let mut groups: Vec<Option<Group>> = topics
        .iter()
        .zip(vectors)
        .enumerate()
        .map(|(idx, (topic, sum))| {
            let published = topic.published.map(|day| (day_number(&day), day_number(&day)));
            Some(Group { members: vec![idx as u32], sum, published })
        })
        .collect();
    let mut best: Vec<Option<(u32, f32)>> = vec![None; groups.len()];
    let mut stale: Vec<u32> = (0..groups.len() as u32).collect();
    while !stale.is_empty() {
        for &idx in &stale {
            best[idx as usize] = nearest(idx, &groups, &neighbours);
        }
        // Groups that are each other's nearest become one.
        let mutual: Vec<(u32, u32)> = stale
            .iter()
            .filter_map(|&a| best[a as usize].map(|(b, _)| (a.min(b), a.max(b))))
            .filter(|&(a, b)| {
                best[a as usize].is_some_and(|x| x.0 == b) && best[b as usize].is_some_and(|x| x.0 == a)
            })
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect();
        stale.clear();
        for (a, b) in mutual {
            let (Some(x), Some(y)) = (groups[a as usize].take(), groups[b as usize].take()) else { continue };
            let mut members = x.members;
            members.extend(y.members);
            let published = match (x.published, y.published) {
                (Some(p), Some(q)) => Some((p.0.min(q.0), p.1.max(q.1))),
                (p, q) => p.or(q),
            };
            groups[a as usize] = Some(Group { members, sum: sum(&x.sum, &y.sum), published });
            let theirs = std::mem::take(&mut neighbours[b as usize]);
            for &other in &theirs {
                let list = &mut neighbours[other as usize];
                list.retain(|&idx| idx != b);
                if other != a {
                    if let Err(place) = list.binary_search(&a) {
                        list.insert(place, a);
                    }
                    let own = &mut neighbours[a as usize];
                    if let Err(place) = own.binary_search(&other) {
                        own.insert(place, other);
                    }
                }
            }
            neighbours[a as usize].retain(|&idx| idx != b);
            best[b as usize] = None;
            stale.push(a);
            stale.extend(&neighbours[a as usize]);
        }
        stale.sort_unstable();
        stale.dedup();
        stale.retain(|&idx| groups[idx as usize].is_some());
    }
    let mut of = vec![0; topics.len()];
    for (idx, group) in groups.iter().enumerate() {
        for &member in group.iter().flat_map(|group| &group.members) {
            of[member as usize] = idx as u32;
        }
    }
    of
}

fn day_number(day: &Period) -> i64 {
    let origin = jiff::civil::Date::constant(1, 1, 1);
    origin.until(day.from.date()).map_or(0, |span| i64::from(span.get_days()))
}

fn nearest(idx: u32, groups: &[Option<Group>], neighbours: &[Vec<u32>]) -> Option<(u32, f32)> {
    let group = groups[idx as usize].as_ref()?;
    let mut best: Option<(u32, f32)> = None;
    for &other in &neighbours[idx as usize] {
        let Some(candidate) = groups[other as usize].as_ref() else { continue };
        let score = likeness(group, candidate);
        let pair = |other: u32| (idx.min(other), idx.max(other));
        if score >= ALIKE
            && best.is_none_or(|(than, high)| score > high || (score == high && pair(other) < pair(than)))
        {
            best = Some((other, score));
        }
    }
    best
}

/// The mean likeness of the reports of two groups, less the longer the time between them.
fn likeness(a: &Group, b: &Group) -> f32 {
    let pairs = (a.members.len() * b.members.len()) as f32;
    let words = product(&a.sum, &b.sum) / pairs;
    let gap = match (a.published, b.published) {
        (Some(x), Some(y)) => (y.0 - x.1).max(x.0 - y.1).max(0),
        _ => 0,
    };
    let near = match gap {
        0..=2 => 1.0,
        3..=7 => 0.9,
        8..=30 => 0.75,
        31..=120 => 0.6,
        _ => 0.5,
    };
    words * near
}

/// For each report those that share a rare word with it, sorted.
fn candidates(vectors: &[Vec<(WordKey, f32)>], rarity: &Rarity) -> Vec<Vec<u32>> {
    let mut postings: BTreeMap<WordKey, Vec<u32>> = BTreeMap::new();
    for (idx, vector) in vectors.iter().enumerate() {
        let mut rare: Vec<(WordKey, f32)> = vector
            .iter()
            .copied()
            .filter(|&(key, _)| (2..=COMMON as u32).contains(&rarity.texts(key)))
            .collect();
        rare.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        for (key, _) in rare.into_iter().take(RARE) {
            postings.entry(key).or_default().push(idx as u32);
        }
    }
    let mut neighbours = vec![Vec::new(); vectors.len()];
    for list in postings.values() {
        for &a in list {
            neighbours[a as usize].extend(list.iter().copied().filter(|&b| b != a));
        }
    }
    for list in &mut neighbours {
        list.sort_unstable();
        list.dedup();
    }
    neighbours
}
