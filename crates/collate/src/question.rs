//! Questions: a property of an event with every answer that the reports offer, and how the answers stand to each other.
//!
//! ```text
//! killed    133 (a, 23 March) · 139 (b, 26 March) · 139 (c, 26 March)     evolving: 139 replaces 133
//! blamed    Northern Front (a) · not Northern Front (b)                   disputed: one denies what the other says
//! ```
//!
//! Claims that say the same become one reading: each claim of a reading says the same as each other one (complete linkage),
//! so that a claim that lies between two answers never makes one of them.

mod reach;
mod status;
mod why;

use crate::Input;
use crate::entity::Entities;
use crate::origin::Roots;
use compact_str::CompactString;
use jiff::civil::{Date, DateTime};
use reach::Reach;
use status::{Answer, Pairs, pairs, status};
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::case::CaseEvent;
use variorum_model::ontology::{Movement, Property, PropertyGroup, ValueType};
use variorum_model::value::{Period, Relation, Stated, content_words, fold, relate};
use variorum_model::{
    Claim, Event, EventId, Ontology, Question, Reading, Report, ReportId, Span, Stance, Status, Value,
    ValueKind,
};

/// What questions are made from.
pub(crate) struct Material<'a> {
    /// The reports in their stable order.
    pub(crate) inputs: &'a [Input<'a>],
    /// For each report id its place in `inputs`.
    pub(crate) place_of: &'a BTreeMap<ReportId, usize>,
    /// All claims of the case, their events being those of the case.
    pub(crate) claims: &'a [Claim],
    /// The entities.
    pub(crate) entities: &'a Entities,
    /// For each report without a date the time to which its dates without a year belong.
    pub(crate) anchors: &'a BTreeMap<ReportId, Period>,
    /// The ontology.
    pub(crate) ontology: &'a Ontology,
}

impl Material<'_> {
    pub(crate) fn report(&self, id: ReportId) -> Option<&Report> {
        self.place_of.get(&id).map(|&place| self.inputs[place].report)
    }

    /// The time at which a claim is said to hold: stated, or else that of its report.
    pub(crate) fn time(&self, claim: &Claim) -> Option<Period> {
        let stated = claim
            .as_of
            .as_deref()
            .and_then(|value| self.dated(claim.report, value))
            .map(|(_, period)| period);
        stated.or_else(|| self.report(claim.report)?.published.as_ref().map(Period::of_publication))
    }

    /// A date of a report, with the year that it lacks ("XXXX-03-27") where other reports of the event tell it: the year that
    /// brings it nearest to the event.
    pub(crate) fn dated(&self, report: ReportId, value: &str) -> Option<(CompactString, Period)> {
        dated(value, self.anchors.get(&report))
    }

    /// The property of a claim, by the ontology or, for one that it does not know, by the type of the value.
    fn property(&self, name: &str, value: &Value) -> Property {
        self.ontology.property(name).cloned().unwrap_or_else(|| Property {
            name: name.into(),
            question: String::new(),
            about: String::new(),
            group: PropertyGroup::Circumstances,
            value: match value.kind {
                ValueKind::Count(_) => ValueType::Count,
                ValueKind::Duration { .. } => ValueType::Duration,
                ValueKind::Measure { .. } => ValueType::Measure,
                ValueKind::Money { .. } => ValueType::Money,
                ValueKind::Time(_) => ValueType::Time,
                ValueKind::Place(_) => ValueType::Place,
                ValueKind::Actor(_) => ValueType::Actor,
                ValueKind::Text => ValueType::Text,
            },
            movement: Movement::Stands,
            several: false,
            tolerance: 0.0,
            scopes: Vec::new(),
            roles: Vec::new(),
            kinds: Vec::new(),
        })
    }
}

/// A date with its period; one that lacks its year ("XXXX-03-27") with the year that brings it nearest to an anchor, one in the
/// past sooner than one in the future.
pub(crate) fn dated(value: &str, anchor: Option<&Period>) -> Option<(CompactString, Period)> {
    if let Some(period) = Period::of_value(value) {
        return Some((value.into(), period));
    }
    let rest = value.strip_prefix("XXXX-")?;
    let anchor = anchor?;
    let year = anchor.from.date().year();
    let years = [year, year - 1, year + 1].into_iter().filter(|year| (1..=9998).contains(year));
    let dates = years.filter_map(|year| {
        let date = format!("{year:04}-{rest}");
        Period::of_value(&date).map(|period| (CompactString::from(date), period))
    });
    // Reports tell of what was more often than of what will be.
    let far = |period: &Period| period.distance(anchor) * if period.from > anchor.to { AHEAD } else { 1 };
    dates.min_by_key(|(_, period)| far(period))
}

/// How much farther off a day in the future is than one as many days ago.
const AHEAD: i64 = 3;

/// Where a claim stands among those of its question: by the time at which it is said to hold, by report, and by its words.
type Order = (bool, Option<DateTime>, Option<usize>, Span, Span, CompactString);

fn order_of(idx: u32, material: &Material<'_>) -> Order {
    let claim = &material.claims[idx as usize];
    let time = material.time(claim).map(|period| period.from);
    let place = material.place_of.get(&claim.report).copied();
    (time.is_none(), time, place, claim.evidence, claim.value_span, claim.id.clone())
}

/// Which question a claim answers: the event, the property by its place in the ontology and by name, whether it counts
/// parts, and the scope.
type Key = (EventId, usize, CompactString, bool, String);

/// A property that is told of an event for a scope.
type Told = (EventId, CompactString, String);

fn told(claim: &Claim) -> Option<Told> {
    let scope = claim.scope.as_deref().map(fold).unwrap_or_default();
    Some((claim.event?, claim.property.clone(), scope))
}

/// What is kept of the questions beside themselves, so that they need not be made anew for one more report.
#[derive(Clone, Debug, Default)]
pub(crate) struct Questions {
    /// In the order in which the events have them.
    asked: BTreeMap<Key, Asked>,
    /// What is told as a whole, not only in parts.
    wholes: BTreeSet<Told>,
}

impl Questions {
    /// The events with their questions.
    pub(crate) fn of(
        events: Vec<Event>,
        material: &Material<'_>,
        roots: &Roots,
    ) -> (Questions, Vec<CaseEvent>) {
        // One dead by name does not dispute "12 dead"; but where all that is told is that one person, it is the answer.
        let wholes = material.claims.iter().filter(|claim| !claim.part).filter_map(told).collect();
        let mut questions = Questions { wholes, ..Questions::default() };
        let mut asked: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
        for idx in 0..material.claims.len() as u32 {
            if let Some(key) = questions.key(idx, material) {
                asked.entry(key).or_default().push(idx);
            }
        }
        let mut events: Vec<CaseEvent> =
            events.into_iter().map(|event| CaseEvent { event, questions: Vec::new() }).collect();
        for (key, claims) in asked {
            if let Some(event) = events.get_mut(key.0.index()) {
                let (question, state) = ask(&key.2, key.3, claims, material, roots);
                event.questions.push(question);
                questions.asked.insert(key, state);
            }
        }
        (questions, events)
    }

    /// The question that a claim answers.
    fn key(&self, idx: u32, material: &Material<'_>) -> Option<Key> {
        let claim = &material.claims[idx as usize];
        let rank = material.ontology.properties.iter().position(|property| property.name == claim.property);
        let told = told(claim)?;
        let part = claim.part && self.wholes.contains(&told);
        Some((told.0, rank.unwrap_or(usize::MAX), told.1, part, told.2))
    }

    /// Takes the claims from this one on in: those of a report that comes last. `false` where they make other questions of
    /// claims that are there; then nothing has changed.
    pub(crate) fn add(
        &mut self,
        first: u32,
        events: &mut [CaseEvent],
        material: &Material<'_>,
        roots: &Roots,
    ) -> bool {
        let new = &material.claims[first as usize..];
        let wholes = new.iter().filter(|claim| !claim.part).filter_map(told);
        let wholes: Vec<Told> = wholes.filter(|told| !self.wholes.contains(told)).collect();
        let asked =
            |told: &Told| self.asked.keys().any(|key| (key.0, &key.2, &key.4) == (told.0, &told.1, &told.2));
        if wholes.iter().any(asked) {
            return false;
        }
        self.wholes.extend(wholes);
        let mut answered: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
        for idx in first..material.claims.len() as u32 {
            if let Some(key) = self.key(idx, material) {
                answered.entry(key).or_default().push(idx);
            }
        }
        for (key, claims) in answered {
            let Some(event) = events.get_mut(key.0.index()) else { continue };
            let at = self.place(&key);
            match self.asked.get_mut(&key) {
                Some(asked) => asked.add(&mut event.questions[at], claims, material, roots),
                None => {
                    let (question, asked) = ask(&key.2, key.3, claims, material, roots);
                    event.questions.insert(at, question);
                    self.asked.insert(key, asked);
                }
            }
        }
        true
    }
}

impl Questions {
    /// Counts the origins anew of what these claims say, which come from elsewhere than they did: each with the number of the
    /// root that it had.
    pub(crate) fn move_roots(
        &mut self,
        moved: &[(u32, u32)],
        events: &mut [CaseEvent],
        material: &Material<'_>,
        roots: &Roots,
    ) {
        let mut changed: BTreeMap<Key, BTreeSet<usize>> = BTreeMap::new();
        for &(idx, before) in moved {
            let claim = &material.claims[idx as usize];
            let Some(key) = self.key(idx, material) else { continue };
            let Some(asked) = self.asked.get_mut(&key) else { continue };
            let value = (claim.stance, exact_key(&claim.value));
            let Some(&(place, _)) = asked.by_value.get(&value) else { continue };
            let group = &mut asked.groups[place];
            *group.roots.entry(roots.of(idx)).or_default() += 1;
            if let Some(n) = group.roots.get_mut(&before) {
                *n -= 1;
                if *n == 0 {
                    group.roots.remove(&before);
                }
            }
            changed.entry(key).or_default().insert(place);
        }
        for (key, places) in changed {
            let at = self.place(&key);
            let Some(asked) = self.asked.get(&key) else { continue };
            let Some(question) = events.get_mut(key.0.index()).and_then(|event| event.questions.get_mut(at))
            else {
                continue;
            };
            for place in places {
                asked.groups[place].tell(&mut question.readings[place], material, roots);
            }
            asked.judge(question, material);
        }
    }

    /// The place of a question among those of its event.
    fn place(&self, key: &Key) -> usize {
        let lowest = (key.0, 0, CompactString::default(), false, String::new());
        self.asked.range(&lowest..key).count()
    }
}

/// What is kept of a question beside itself.
#[derive(Clone, Debug)]
struct Asked {
    property: Property,
    /// Where its first claim stands.
    first: Order,
    /// For each way of answering the group of those that say the same, and where the first stands that says so.
    by_value: BTreeMap<(Stance, String), (usize, Order)>,
    groups: Vec<Group>,
    related: Pairs,
}

/// A question with its readings and its status.
fn ask(
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
    fn judge(&self, question: &mut Question, material: &Material<'_>) {
        let answers = self.answers(question, material);
        let several = witnesses(&question.readings, material);
        let verdict = status(&self.related, &answers, several, material.entities);
        let why = why::why(&verdict, &answers, &question.readings, material);
        (question.status, question.why) = (verdict.status, why);
    }

    /// Takes claims of one more report in, which comes last.
    fn add(&mut self, question: &mut Question, claims: Vec<u32>, material: &Material<'_>, roots: &Roots) {
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
struct Group {
    /// One for each way of saying it, the first one first.
    distinct: Vec<u32>,
    /// The weighty words of the first, where it is a text.
    words: BTreeSet<String>,
    /// The first time at which somebody said so: a late repetition makes an old figure no younger.
    time: Option<Period>,
    /// Who stands behind it, by folded name: where the first claim stands that says so, the place there, and the name.
    sources: BTreeMap<String, (Order, usize, String)>,
    /// Where the claims come from in the end, each with how many do.
    roots: BTreeMap<u32, u32>,
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
    fn tell(&self, reading: &mut Reading, material: &Material<'_>, roots: &Roots) {
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
fn exact_key(value: &Value) -> String {
    match &value.kind {
        ValueKind::Text => value.text.clone(),
        ValueKind::Time(time) => time.to_string(),
        kind => format!("{kind:?}"),
    }
}
