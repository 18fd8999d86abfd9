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
//!
//! A word's rarity is counted over events, not over reports: in a case of a thousand reports of one fire the name of the
//! ship stands in all of them and is rare all the same. So when the groups are found, rarity is counted anew over them, and
//! they may grow further, until they do not.

use crate::profile::{Counts, Profile, Rarity, Vector, heaviest, product, sum};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::value::Period;
use variorum_model::{Account, Event, Report};

/// A word in more groups than this brings no candidates: it is no sign of one event.
pub(crate) const COMMON: u32 = 60;
/// Each group's heaviest words that bring candidates.
pub(crate) const RARE: usize = 40;
/// A group's heaviest common words that bring candidates, and how many groups each of them brings.
pub(crate) const HEAVY: usize = 6;
pub(crate) const NEXT: usize = 2;
/// The candidates of a group that are compared with it.
pub(crate) const COMPARED: usize = 24;
/// The likeness that rare words alone must give for two groups to be compared.
const GLIMPSE: f32 = 0.03;
/// The lowest mean likeness of two groups that are one.
const ALIKE: f32 = 0.22;
/// What remains of a likeness where a report tells the two events apart.
const TOLD_APART: f32 = 0.2;
/// One in so many reports of a group must tell of a day as that of another event: a single one may have a date wrong.
const TELLERS: u32 = 5;
/// The reports of a group that is large.
const LARGE: usize = 8;
/// The words of a group.
const WORDS: usize = 400;
/// How often rarity is counted anew at most.
const ROUNDS: usize = 6;

/// The first and the last day of something, as numbers.
type Days = (i64, i64);

#[derive(Clone, Debug)]
struct Group {
    members: Vec<u32>,
    sum: Vector,
    published: Option<Days>,
    /// The days on which the event happened, each with the number of reports that give it.
    happened: BTreeMap<i64, u32>,
    /// The days of other events that its reports tell of, each with the number of reports that do.
    elsewhere: BTreeMap<i64, u32>,
    /// The reports whose days were counted: those that are no other's text.
    counted: u32,
}

/// A report as far as its event is found by it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subject {
    /// Its words.
    pub(crate) profile: Profile,
    /// When it came out, as a number of days.
    published: Option<i64>,
    /// When the event that it is about happened.
    happened: Option<i64>,
    /// When its other events happened.
    elsewhere: Vec<i64>,
}

impl Subject {
    pub(crate) fn of(report: &Report, account: &Account) -> Subject {
        let day = |event: &Event| {
            let day = event.date.as_deref().and_then(Period::of_value).filter(|period| period.length() <= 2);
            day.map(|day| day_number(&day))
        };
        let events = &account.events;
        let main = events.iter().position(|event| event.main).unwrap_or(0);
        let others = events.iter().enumerate().filter(|&(idx, _)| idx != main);
        Subject {
            profile: Profile::of_report(report),
            published: report
                .published
                .as_ref()
                .map(|published| day_number(&Period::of_publication(published))),
            happened: events.get(main).and_then(day),
            elsewhere: others
                .filter_map(|(_, event)| day(event))
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
        }
    }
}

/// A report, and whether its text is that of no earlier one. What a copy has otherwise is no sign of another event.
pub(crate) type Text<'s> = (&'s Subject, bool);

/// Groups of reports that are about one event: for each report the number of its group. `twins[i]` are reports that are the
/// same text as the `i`th.
pub(crate) fn groups(subjects: &[&Subject], twins: &[Vec<u32>]) -> Vec<u32> {
    let profiles: Vec<&Profile> = subjects.iter().map(|subject| &subject.profile).collect();
    let mut rarity = Rarity::of(&profiles);
    let mut units = texts(twins);
    for _ in 0..ROUNDS {
        rarity.count(&profiles, units.iter().map(Vec::as_slice));
        let before = units.len();
        let of = |members: Vec<u32>| {
            let one = |&member: &u32| (subjects[member as usize], twins[member as usize].is_empty());
            let all: Vec<Text<'_>> = members.iter().map(one).collect();
            group(members, &all, &rarity)
        };
        let groups = units.into_iter().map(of).collect();
        units = grow(groups, &rarity);
        if units.len() == before {
            break;
        }
    }
    let mut of = vec![0; profiles.len()];
    for (number, members) in units.iter().enumerate() {
        members.iter().for_each(|&member| of[member as usize] = number as u32);
    }
    of
}

/// The reports of each text, where some are the same text as others.
pub(crate) fn texts(twins: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut parent: Vec<u32> = (0..twins.len() as u32).collect();
    let find = |parent: &mut [u32], mut idx: u32| {
        while parent[idx as usize] != idx {
            parent[idx as usize] = parent[parent[idx as usize] as usize];
            idx = parent[idx as usize];
        }
        idx
    };
    for (idx, twins) in (0..).zip(twins) {
        for &twin in twins {
            let (a, b) = (find(&mut parent, idx), find(&mut parent, twin));
            parent[a.max(b) as usize] = a.min(b);
        }
    }
    let mut texts: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for idx in 0..twins.len() as u32 {
        texts.entry(find(&mut parent, idx)).or_default().push(idx);
    }
    texts.into_values().collect()
}

/// The same for a few groups of a case that is known: each is given by its members and by those of them that stand for it.
/// What comes back are the members of the groups as they are now. Rarity is that of the whole case.
pub(crate) fn regroup(units: Vec<(Vec<u32>, Vec<Text<'_>>)>, counts: &Counts) -> Vec<Vec<u32>> {
    let profiles: Vec<&Profile> =
        units.iter().flat_map(|(_, some)| some.iter().map(|(subject, _)| &subject.profile)).collect();
    let rarity = Rarity::known(&profiles, counts);
    let groups = units.into_iter().map(|(members, some)| group(members, &some, &rarity)).collect();
    grow(groups, &rarity)
}

/// A group of these members, of which `some` stand for all.
fn group(members: Vec<u32>, some: &[Text<'_>], rarity: &Rarity) -> Group {
    let mut vectors: Vec<Vector> = some.iter().map(|(subject, _)| rarity.vector(&subject.profile)).collect();
    // Summed pair by pair, so that large groups cost n log n.
    while vectors.len() > 1 {
        vectors = vectors
            .chunks(2)
            .map(|pair| if let [a, b] = pair { sum(a, b) } else { pair[0].clone() })
            .collect();
    }
    let days = some.iter().filter_map(|(subject, _)| subject.published);
    let published = days.fold(None, |range: Option<Days>, day| {
        Some(range.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
    });
    let mut happened: BTreeMap<i64, u32> = BTreeMap::new();
    let firsts: Vec<&Subject> =
        some.iter().filter(|(_, first)| *first).map(|(subject, _)| *subject).collect();
    for day in firsts.iter().filter_map(|subject| subject.happened) {
        *happened.entry(day).or_default() += 1;
    }
    let mut sum = vectors.pop().unwrap_or_default();
    heaviest(&mut sum, WORDS);
    if some.len() < members.len() {
        let times = members.len() as f32 / some.len().max(1) as f32;
        sum.iter_mut().for_each(|(_, weight)| *weight *= times);
    }
    let mut elsewhere: BTreeMap<i64, u32> = BTreeMap::new();
    for &day in firsts.iter().flat_map(|subject| &subject.elsewhere) {
        *elsewhere.entry(day).or_default() += 1;
    }
    Group { members, sum, published, happened, elsewhere, counted: firsts.len() as u32 }
}

/// Joins groups that are each other's nearest until none are.
fn grow(groups: Vec<Group>, rarity: &Rarity) -> Vec<Vec<u32>> {
    let mut neighbours = candidates(&groups, rarity);
    let mut groups: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    let mut best: Vec<Option<(u32, f32)>> =
        (0..groups.len() as u32).map(|idx| nearest(idx, &groups, &neighbours)).collect();
    loop {
        let joins = joins(&groups, &best);
        if joins.is_empty() {
            return groups.into_iter().flatten().map(|group| group.members).collect();
        }
        let mut changed: BTreeSet<u32> = BTreeSet::new();
        let mut gone: BTreeSet<u32> = BTreeSet::new();
        for (a, b) in joins {
            let (Some(x), Some(y)) = (groups[a as usize].take(), groups[b as usize].take()) else { continue };
            groups[a as usize] = Some(joined(x, y));
            best[b as usize] = None;
            let theirs = std::mem::take(&mut neighbours[b as usize]);
            for &other in &theirs {
                neighbours[other as usize].remove(&b);
                if other != a {
                    neighbours[other as usize].insert(a);
                    neighbours[a as usize].insert(other);
                }
            }
            changed.insert(a);
            gone.insert(b);
        }
        let around: BTreeSet<u32> =
            changed.iter().flat_map(|&a| neighbours[a as usize].iter().copied()).collect();
        for &idx in around.union(&changed) {
            // Whose nearest has changed looks at all again; for the others a changed group may have come nearer.
            let looks = changed.contains(&idx)
                || best[idx as usize]
                    .is_some_and(|(other, _)| changed.contains(&other) || gone.contains(&other));
            best[idx as usize] = if looks {
                nearest(idx, &groups, &neighbours)
            } else {
                let near = neighbours[idx as usize].intersection(&changed).copied();
                nearer(idx, best[idx as usize], near, &groups)
            };
        }
    }
}

/// Which groups join now, each pair as the one that stays and the one that goes: those that are each other's nearest; and
/// into a large group all those whose nearest it is, as long as it does not more than double. (To a large group a few more
/// reports make no difference, and one that is told by thousands must not grow by one report at a time.)
fn joins(groups: &[Option<Group>], best: &[Option<(u32, f32)>]) -> Vec<(u32, u32)> {
    let nearest_of = |idx: u32| best[idx as usize].map(|(other, _)| other);
    let size = |idx: u32| groups[idx as usize].as_ref().map_or(0, |group| group.members.len());
    let mut joins = Vec::new();
    let mut stays: BTreeSet<u32> = BTreeSet::new();
    let mut goes: BTreeSet<u32> = BTreeSet::new();
    for a in 0..groups.len() as u32 {
        if let Some(b) = nearest_of(a).filter(|&b| a < b && nearest_of(b) == Some(a)) {
            joins.push((a, b));
            stays.insert(a);
            goes.insert(b);
        }
    }
    let mut drawn: Vec<(u32, f32, u32)> = Vec::new();
    for b in (0..groups.len() as u32).filter(|b| !stays.contains(b) && !goes.contains(b)) {
        if let Some((a, score)) = best[b as usize].filter(|&(a, _)| size(a) >= LARGE && size(a) >= size(b)) {
            drawn.push((a, score, b));
        }
    }
    drawn.sort_unstable_by(|x, y| {
        size(y.0).cmp(&size(x.0)).then(x.0.cmp(&y.0)).then(y.1.total_cmp(&x.1)).then(x.2.cmp(&y.2))
    });
    let mut room = (u32::MAX, 0);
    for (a, _, b) in drawn {
        if room.0 != a {
            room = (a, size(a));
        }
        if goes.contains(&a) || stays.contains(&b) || size(b) > room.1 {
            continue;
        }
        room.1 -= size(b);
        stays.insert(a);
        goes.insert(b);
        joins.push((a, b));
    }
    joins
}

fn joined(x: Group, y: Group) -> Group {
    let mut members = x.members;
    members.extend(y.members);
    let published = match (x.published, y.published) {
        (Some(p), Some(q)) => Some((p.0.min(q.0), p.1.max(q.1))),
        (p, q) => p.or(q),
    };
    let mut happened = x.happened;
    y.happened.into_iter().for_each(|(day, n)| *happened.entry(day).or_default() += n);
    let mut sum = sum(&x.sum, &y.sum);
    heaviest(&mut sum, WORDS);
    let mut elsewhere = x.elsewhere;
    y.elsewhere.into_iter().for_each(|(day, n)| *elsewhere.entry(day).or_default() += n);
    Group { members, sum, published, happened, elsewhere, counted: x.counted + y.counted }
}

fn day_number(day: &Period) -> i64 {
    let origin = jiff::civil::Date::constant(1, 1, 1);
    origin.until(day.from.date()).map_or(0, |span| i64::from(span.get_days()))
}

fn nearest(idx: u32, groups: &[Option<Group>], neighbours: &[BTreeSet<u32>]) -> Option<(u32, f32)> {
    nearer(idx, None, neighbours[idx as usize].iter().copied(), groups)
}

/// The nearest of a group's nearest so far and further candidates, if it is near enough.
fn nearer(
    idx: u32,
    mut best: Option<(u32, f32)>,
    candidates: impl Iterator<Item = u32>,
    groups: &[Option<Group>],
) -> Option<(u32, f32)> {
    let group = groups[idx as usize].as_ref()?;
    for other in candidates {
        let Some(candidate) = groups[other as usize].as_ref() else { continue };
        let score = likeness(group, candidate);
        // Of two that are equally near the pair with the lower numbers: so both sides of a pair choose alike.
        let pair = |other: u32| (idx.min(other), idx.max(other));
        if score >= ALIKE
            && best.is_none_or(|(than, high)| score > high || (score == high && pair(other) < pair(than)))
        {
            best = Some((other, score));
        }
    }
    best
}

/// The mean likeness of the reports of two groups, less the longer the time between them, and much less where one of them
/// tells of both days as those of two events. (Different days alone say little: a night is of two days, and a report that
/// gives one day wrong is commoner than two events in one set of words.)
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
    let day = |group: &Group| {
        group.happened.iter().max_by_key(|&(day, n)| (*n, std::cmp::Reverse(*day))).map(|(day, _)| *day)
    };
    let tells = |group: &Group, day: i64| {
        group.elsewhere.get(&day).is_some_and(|&tellers| tellers * TELLERS >= group.counted)
    };
    let together = match (day(a), day(b)) {
        // One of them tells of the other's day too, as that of another event.
        (Some(x), Some(y)) if x.abs_diff(y) > 1 && (tells(a, y) || tells(b, x)) => TOLD_APART,
        _ => 1.0,
    };
    words * near * together
}

/// For each group those whose rare words make it likely that they are near, at most so many from each side; and for each
/// heavy word that is common (in a case of one event all are) the next few groups that have it, by day.
fn candidates(groups: &[Group], rarity: &Rarity) -> Vec<BTreeSet<u32>> {
    let heavy = |group: &Group, rare: bool| {
        let wanted = |&(word, _): &(u32, f32)| match rarity.units(word) {
            0 | 1 => false,
            units => (units <= COMMON) == rare,
        };
        let mut words: Vector = group.sum.iter().copied().filter(wanted).collect();
        heaviest(&mut words, RARE);
        let size = group.members.len() as f32;
        words.iter_mut().for_each(|(_, weight)| *weight /= size);
        words
    };
    let rare: Vec<Vector> = groups.iter().map(|group| heavy(group, true)).collect();
    let mut neighbours = vec![BTreeSet::new(); groups.len()];
    let mut link = |a: u32, b: u32| {
        neighbours[a as usize].insert(b);
        neighbours[b as usize].insert(a);
    };
    let mut common: Vec<(u32, Option<Days>, u32)> = Vec::new();
    for (idx, group) in groups.iter().enumerate() {
        common.extend(
            heavy(group, false).iter().take(HEAVY).map(|&(word, _)| (word, group.published, idx as u32)),
        );
    }
    common.sort_unstable();
    for (at, &(word, _, idx)) in common.iter().enumerate() {
        let next = common[at + 1..].iter().take(NEXT).take_while(|(other, ..)| *other == word);
        next.for_each(|&(.., other)| link(idx, other));
    }
    let n_words = rare.iter().flatten().map(|&(word, _)| word + 1).max().unwrap_or(0);
    let mut postings: Vec<Vec<(u32, f32)>> = vec![Vec::new(); n_words as usize];
    for (idx, words) in rare.iter().enumerate() {
        words.iter().for_each(|&(word, weight)| postings[word as usize].push((idx as u32, weight)));
    }
    let mut glimpse = vec![0.0_f32; groups.len()];
    let mut seen: Vec<u32> = Vec::new();
    for (idx, words) in rare.iter().enumerate() {
        for &(word, weight) in words {
            for &(other, theirs) in &postings[word as usize] {
                if glimpse[other as usize] == 0.0 {
                    seen.push(other);
                }
                glimpse[other as usize] += weight * theirs;
            }
        }
        seen.retain(|&other| other as usize != idx && glimpse[other as usize] >= GLIMPSE);
        seen.sort_unstable_by(|&x, &y| glimpse[y as usize].total_cmp(&glimpse[x as usize]).then(x.cmp(&y)));
        seen.iter().take(COMPARED).for_each(|&other| link(idx as u32, other));
        for &(word, _) in words {
            postings[word as usize].iter().for_each(|&(other, _)| glimpse[other as usize] = 0.0);
        }
        seen.clear();
    }
    neighbours
}
