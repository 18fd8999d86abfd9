//! What is kept of a question beside itself: its claims grouped by what they say, so that one more can join.
//!
//! ```text
//! 133 · 139 · 139    + "139, police said"    ─▶  the second reading has a report and a source more; the status is looked at again
//! 133 · 139 · 139    + "140"                 ─▶  a new answer: the question is made anew from its claims
//! ```

use super::reach::Reach;
use super::status::{Answer, Pairs, pairs, status};
use super::{Material, why};
use crate::origin::Roots;
use compact_str::CompactString;
use jiff::civil::{Date, DateTime};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::ontology::Property;
use variorum_model::value::{Period, Relation, Stated, content_words, fold, relate};
use variorum_model::{Claim, Question, Reading, Span, Stance, Status, Value, ValueKind};

/// Where a claim stands among those of its question: by the time at which it is said to hold, by report, and by its words.
type Order = (bool, Option<DateTime>, Option<usize>, Span, Span, CompactString);

fn order_of(idx: u32, material: &Material<'_>) -> Order {
    let claim = &material.claims[idx as usize];
    let time = material.time(claim).map(|period| period.from);
    let place = material.place_of.get(&claim.report).copied();
    (time.is_none(), time, place, claim.evidence, claim.value_span, claim.id.clone())
}

/// What is kept of a question beside itself.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    property: Property,
    /// Where its first claim stands.
    first: Order,
    /// For each way of answering the group of those that say the same, and where the first stands that says so.
    pub(super) by_value: BTreeMap<(Stance, String), (usize, Order)>,
    pub(super) groups: Vec<Group>,
    related: Pairs,
}

/// A question with its readings and its status.
pub(super) fn ask(
    name: &CompactString,
    part: bool,
    claims: Vec<u32>,
    material: &Material<'_>,
    roots: &Roots,
) -> (Question, Asked) {
    let mut claims: Vec<(Order, u32)> =
        claims.into_iter().map(|idx| (order_of(idx, material), idx)).collect();
    claims.sort_unstable();
    let first = &material.claims[claims[0].1 as usize];
    let mut property = material.property(name, &first.value);
    // Parts stand beside each other.
    property.several |= part;
    let mut asked = Asked {
        property,
        first: claims[0].0.clone(),
        by_value: BTreeMap::new(),
        groups: Vec::new(),
        related: Pairs::new(),
    };
    let readings: Vec<Reading> = asked
        .group(&claims, material)
        .into_iter()
        .zip(&mut asked.groups)
        .map(|(claims, group)| reading(&claims, group, material, roots))
        .collect();
    let mut question = Question {
        property: name.clone(),
        scope: first.scope.clone(),
        part,
        status: Status::Single,
        why: String::new(),
        readings,
        before: None,
    };
    asked.related = pairs(&asked.property, &asked.answers(&question, material), material.entities);
    asked.judge(&mut question, material);
    (question, asked)
}

impl Asked {
    /// The readings as far as the status depends on them.
    fn answers<'a>(&'a self, question: &'a Question, material: &Material<'a>) -> Vec<Answer<'a>> {
        let claim = |idx: u32| &material.claims[idx as usize];
        let answer = |(reading, group): (&'a Reading, &'a Group)| Answer {
            value: &reading.value,
            values: group
                .distinct
                .iter()
                .map(|&idx| (&claim(idx).value, Reach::of(claim(idx), material)))
                .collect(),
            stance: reading.stance,
            reports: &reading.reports,
            time: group.time,
        };
        question.readings.iter().zip(&self.groups).map(answer).collect()
    }

    /// Says how the readings stand to each other.
    pub(super) fn judge(&self, question: &mut Question, material: &Material<'_>) {
        let answers = self.answers(question, material);
        let several = witnesses(&question.readings, material);
        let verdict = status(&self.related, &answers, several, material.entities);
        let why = why::why(&verdict, &answers, &question.readings, material);
        (question.status, question.why) = (verdict.status, why);
    }

    /// Takes claims of one more report in, which comes last.
    pub(super) fn add(
        &mut self,
        question: &mut Question,
        claims: Vec<u32>,
        material: &Material<'_>,
        roots: &Roots,
    ) {
        let claims: Vec<(Order, u32)> =
            claims.into_iter().map(|idx| (order_of(idx, material), idx)).collect();
        let place = |(order, idx): &(Order, u32)| {
            let claim = &material.claims[*idx as usize];
            let known = self.by_value.get(&(claim.stance, exact_key(&claim.value)));
            known.filter(|(_, first)| first < order && self.first < *order).map(|(place, _)| *place)
        };
        // What is said for the first time, or earlier than before, may group the others otherwise.
        let Some(places) = claims.iter().map(place).collect::<Option<Vec<usize>>>() else {
            let known = question.readings.iter().flat_map(|reading| &reading.claims).copied();
            let all = known.chain(claims.into_iter().map(|(_, idx)| idx)).collect();
            let name = question.property.clone();
            (*question, *self) = ask(&name, question.part, all, material, roots);
            return;
        };
        let mut moved = false;
        for ((order, idx), place) in claims.iter().zip(places) {
            let (group, reading) = (&mut self.groups[place], &mut question.readings[place]);
            let counted = group.count(order, *idx, material, roots);
            reading.claims.push(*idx);
            let report = material.claims[*idx as usize].report;
            if reading.reports.last() != Some(&report) {
                reading.reports.push(report);
            }
            if counted.told {
                group.tell(reading, material, roots);
            }
            moved |= counted.earlier;
        }
        if moved {
            self.related = pairs(&self.property, &self.answers(question, material), material.entities);
        }
        self.judge(question, material);
    }
}

/// Whether several reports answer; one that is there twice, word for word, is one.
fn witnesses(readings: &[Reading], material: &Material<'_>) -> bool {
    let reports = readings.iter().flat_map(|reading| &reading.reports);
    let mut texts = reports.filter_map(|&id| material.report(id)).map(|report| report.text.trim());
    let first = texts.next();
    texts.any(|text| Some(text) != first)
}

/// Claims that say the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// One for each way of saying it, the first one first.
    distinct: Vec<u32>,
    /// The weighty words of the first, where it is a text.
    words: BTreeSet<String>,
    /// The first time at which somebody said so: a late repetition makes an old figure no younger.
    time: Option<Period>,
    /// Who stands behind it, by folded name: where the first claim stands that says so, the place there, and the name.
    sources: BTreeMap<String, (Order, usize, String)>,
    /// Where the claims come from in the end, each with how many do.
    pub(super) roots: BTreeMap<u32, u32>,
    /// The days of the first and the last report.
    days: Option<(Date, Date)>,
}

/// What one more claim has changed of its group.
struct Counted {
    /// It is earlier than all others.
    earlier: bool,
    /// It has sources, an origin or a day that no other has.
    told: bool,
}

impl Group {
    /// Counts a claim in.
    fn count(&mut self, order: &Order, idx: u32, material: &Material<'_>, roots: &Roots) -> Counted {
        let claim = &material.claims[idx as usize];
        let time = material.time(claim);
        let earlier = time.is_some_and(|time| self.time.is_none_or(|known| time < known));
        if earlier {
            self.time = time;
        }
        let days = self.days;
        let published = material.report(claim.report).and_then(|report| report.published);
        if let Some(day) = published.map(|published| published.date) {
            self.days = Some(days.map_or((day, day), |(from, to)| (from.min(day), to.max(day))));
        }
        let from_there = self.roots.entry(roots.of(idx)).or_default();
        *from_there += 1;
        let mut told = *from_there == 1 || self.days != days;
        for (nth, source) in claim.sources.iter().enumerate() {
            let folded = fold(&source.name);
            let known = self.sources.get(&folded);
            if known.is_none_or(|(first, place, _)| (order, nth) < (first, *place)) {
                self.sources.insert(folded, (order.clone(), nth, source.name.clone()));
                told = true;
            }
        }
        Counted { earlier, told }
    }

    /// Writes what is counted into the reading.
    pub(super) fn tell(&self, reading: &mut Reading, material: &Material<'_>, roots: &Roots) {
        let mut sources: Vec<&(Order, usize, String)> = self.sources.values().collect();
        sources.sort_unstable();
        reading.sources = sources.into_iter().map(|(_, _, name)| name.clone()).collect();
        (reading.independent, reading.unestablished) =
            roots.count(self.roots.keys().copied(), material.entities);
        let day = |day: Date| CompactString::from(day.to_string());
        reading.first_reported = self.days.map(|(from, _)| day(from));
        reading.last_reported = self.days.map(|(_, to)| day(to));
    }
}

/// A reading of claims that say the same.
fn reading(claims: &[&(Order, u32)], group: &mut Group, material: &Material<'_>, roots: &Roots) -> Reading {
    let first = &material.claims[claims[0].1 as usize];
    let mut reading = Reading {
        value: first.value.clone(),
        stance: first.stance,
        claims: claims.iter().map(|(_, idx)| *idx).collect(),
        reports: claims.iter().map(|(_, idx)| material.claims[*idx as usize].report).collect(),
        sources: Vec::new(),
        independent: 0,
        unestablished: 0,
        first_reported: None,
        last_reported: None,
    };
    reading.claims.sort_unstable();
    reading.reports.sort_unstable();
    reading.reports.dedup();
    for (order, idx) in claims {
        group.count(order, *idx, material, roots);
    }
    group.tell(&mut reading, material, roots);
    reading
}

impl Asked {
    /// Groups claims that say the same, in the order of their first claim: for each group its claims.
    fn group<'c>(
        &mut self,
        claims: &'c [(Order, u32)],
        material: &Material<'_>,
    ) -> Vec<Vec<&'c (Order, u32)>> {
        let mut members: Vec<Vec<&(Order, u32)>> = Vec::new();
        let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for entry in claims {
            let claim = &material.claims[entry.1 as usize];
            let key = (claim.stance, exact_key(&claim.value));
            if let Some(&(group, _)) = self.by_value.get(&key) {
                members[group].push(entry);
                continue;
            }
            let place = self.place(claim, &mut by_word, material);
            if place == members.len() {
                members.push(Vec::new());
            }
            members[place].push(entry);
            self.groups[place].distinct.push(entry.1);
            self.by_value.insert(key, (place, entry.0.clone()));
        }
        members
    }

    /// The group of a claim that says what none before it said in these words: the first that fits, or a new one.
    fn place(
        &mut self,
        claim: &Claim,
        by_word: &mut BTreeMap<String, Vec<usize>>,
        material: &Material<'_>,
    ) -> usize {
        let reach = Reach::of(claim, material);
        let same = |other: u32| {
            let other = &material.claims[other as usize];
            let theirs = reach.as_ref().and_then(|_| Reach::of(other, material));
            if let (Some(ours), Some(theirs)) = (&reach, &theirs) {
                return claim.stance == other.stance && ours.relate(theirs).relation == Relation::Same;
            }
            let (a, b) = (
                Stated { value: &claim.value, stance: claim.stance, time: None },
                Stated { value: &other.value, stance: other.stance, time: None },
            );
            claim.stance == other.stance
                && relate(&self.property, &a, &b, material.entities).relation == Relation::Same
        };
        // Texts that say the same share words; only those are compared.
        let words = if claim.value.kind == ValueKind::Text {
            content_words(&claim.value.text)
        } else {
            BTreeSet::new()
        };
        let candidates: BTreeSet<usize> = match claim.value.kind {
            ValueKind::Text => words.iter().filter_map(|word| by_word.get(word)).flatten().copied().collect(),
            _ => (0..self.groups.len()).collect(),
        };
        let shares = |place: &usize| {
            let theirs = &self.groups[*place].words;
            words.is_empty()
                || reach.is_some()
                || words.intersection(theirs).count() * 5 >= words.len().min(theirs.len()) * 3
        };
        let fits = |place: &usize| self.groups[*place].distinct.iter().all(|&other| same(other));
        candidates.into_iter().filter(shares).find(fits).unwrap_or_else(|| {
            words.iter().for_each(|word| by_word.entry(word.clone()).or_default().push(self.groups.len()));
            self.groups.push(Group { words, ..Group::default() });
            self.groups.len() - 1
        })
    }
}

/// A text that is equal for equal values.
pub(super) fn exact_key(value: &Value) -> String {
    match &value.kind {
        ValueKind::Text => value.text.clone(),
        ValueKind::Time(time) => time.to_string(),
        kind => format!("{kind:?}"),
    }
}
