//! Local events that are taken for one, and how likely two such bundles are one event.
//!
//! ```text
//! bombing, 2019-06, Westport, 14 killed   ·   attack, 2019, Westport, 14 killed     one: nothing excludes it, much speaks for it
//! bombing, 2019-06-03, Westport           ·   bombing, 2019-06-08, Westport         two: the days exclude each other
//! ```

use super::Local;
use crate::Input;
use crate::entity::Entities;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::value::{Interval, Period, content_words, fold};
use variorum_model::{Account, Event, Ontology, ValueKind};

/// Local events that are taken for one.
#[derive(Clone, Debug, Default)]
pub(super) struct Bundle {
    /// Whether a report is about it.
    pub(super) main: bool,
    /// The reports that speak of it, as places in the inputs.
    pub(super) reports: BTreeSet<usize>,
    /// The local events.
    pub(super) locals: Vec<Local>,
    kinds: BTreeMap<String, u32>,
    labels: BTreeMap<String, u32>,
    dates: BTreeMap<String, u32>,
    /// Each place with how often it is the most specific one, and how often it is given at all.
    places: BTreeMap<String, (u32, u32)>,
    spellings: BTreeMap<String, BTreeMap<String, u32>>,
    names: BTreeSet<u32>,
    words: BTreeSet<String>,
    figures: BTreeMap<String, Vec<Interval>>,
    keys: BTreeSet<String>,
    /// When the first report that is about it came out.
    published: Option<Period>,
}

/// The days between an event and the first report about it, for a single report's date to be believed.
const RECENT: i64 = 400;

/// What an event of a report shares with mentions that may be of the same event: its places, the words of its label, and its
/// large figures with the year.
pub(crate) fn keys_of(account: &Account, nth: usize) -> BTreeSet<String> {
    let Some(event) = account.events.get(nth) else { return BTreeSet::new() };
    let mut keys = content_words(&any_ascii::any_ascii(&event.label));
    keys.extend(event.place.iter().chain(&event.places).map(|place| latin(place)));
    if let Some(year) = event.date.as_deref().filter(|date| has_year(date)).and_then(|date| date.get(..4)) {
        keys.extend(
            figures_of(account, nth)
                .filter(|(_, figure)| is_telling(figure))
                .map(|(property, figure)| format!("{property} {} {year}", figure.low.unwrap_or_default())),
        );
    }
    keys
}

fn has_year(date: &str) -> bool {
    date.len() >= 4 && date.starts_with(|first: char| first.is_ascii_digit())
}

/// The kind, the date and the place of a mention.
pub(crate) type Signature = (String, String, String);

/// What mentions that are of one event without further comparison have in common, where all of it is told.
pub(crate) fn signature(event: &Event) -> Option<Signature> {
    let place = event.places.first().or(event.place.as_ref()).map(|place| latin(place))?;
    let date = event.date.as_ref().filter(|date| has_year(date))?;
    Some((event.kind.to_string(), date.to_string(), place))
}

/// The unscoped figures that an account gives of one of its events, with their properties.
fn figures_of(account: &Account, nth: usize) -> impl Iterator<Item = (&str, Interval)> {
    let of_event =
        account.claims.iter().filter(move |claim| claim.event.is_some_and(|event| event.index() == nth));
    of_event.filter_map(|claim| match (&claim.value.kind, &claim.scope) {
        (ValueKind::Count(interval), None) => Some((claim.property.as_str(), *interval)),
        _ => None,
    })
}

/// Whether a figure is exact and so large that two events seldom share it.
fn is_telling(figure: &Interval) -> bool {
    figure.is_exact() && figure.low > Some(4.0)
}

/// Whether nothing in two mentions excludes that they are of one event: neither the days nor the kinds.
pub(crate) fn may_be_one(a: &Event, b: &Event, ontology: &Ontology) -> bool {
    let day = |event: &Event| event.date.as_deref().and_then(Period::of_value);
    let days = match (day(a), day(b)) {
        (Some(x), Some(y)) => x.distance(&y) == 0,
        _ => true,
    };
    days && (a.kind.is_empty() || b.kind.is_empty() || akin(&a.kind, &b.kind, ontology))
}

/// A name in folded Latin letters.
pub(super) fn latin(name: &str) -> String {
    fold(&any_ascii::any_ascii(name))
}

impl Bundle {
    /// Takes a report in that is about the event, whatever it tells of it.
    pub(super) fn hold(&mut self, inputs: &[Input<'_>], idx: usize) {
        let published = inputs[idx].report.published.as_ref().map(Period::of_publication);
        self.published = self.published.into_iter().chain(published).min();
        self.main = true;
        self.reports.insert(idx);
    }

    /// Takes a local event in.
    pub(super) fn add(&mut self, inputs: &[Input<'_>], local: Local, entities: &Entities) {
        let input = &inputs[local.0];
        let event = &input.account.events[local.1];
        self.reports.insert(local.0);
        self.locals.push(local);
        if !event.kind.is_empty() {
            *self.kinds.entry(event.kind.to_string()).or_default() += 1;
        }
        // "fire" is what it is, no name for it.
        if !event.label.is_empty() && event.label != *event.kind {
            *self.labels.entry(event.label.clone()).or_default() += 1;
        }
        if let Some(date) = &event.date {
            *self.dates.entry(date.to_string()).or_default() += 1;
        }
        let only = event.place.iter().filter(|place| !event.places.contains(place));
        for (nth, place) in only.chain(&event.places).enumerate() {
            let folded = latin(place);
            let counts = self.places.entry(folded.clone()).or_default();
            counts.0 += u32::from(nth == 0);
            counts.1 += 1;
            *self.spellings.entry(folded).or_default().entry(place.clone()).or_default() += 1;
        }
        self.names
            .extend(event.participants.iter().filter_map(|&entity| entities.of_local(input.id, entity)));
        self.words.extend(content_words(&any_ascii::any_ascii(&event.label)));
        self.keys.extend(keys_of(input.account, local.1));
        for (property, figure) in figures_of(input.account, local.1) {
            let known = self.figures.entry(property.to_owned()).or_default();
            if !known.contains(&figure) {
                known.push(figure);
            }
        }
    }

    /// Takes all of another bundle in.
    pub(super) fn absorb(&mut self, other: Bundle) {
        self.main |= other.main;
        self.published = match (self.published, other.published) {
            (Some(x), Some(y)) => Some(x.min(y)),
            (x, y) => x.or(y),
        };
        self.reports.extend(other.reports);
        self.locals.extend(other.locals);
        other.kinds.into_iter().for_each(|(key, n)| *self.kinds.entry(key).or_default() += n);
        other.labels.into_iter().for_each(|(key, n)| *self.labels.entry(key).or_default() += n);
        other.dates.into_iter().for_each(|(key, n)| *self.dates.entry(key).or_default() += n);
        for (key, (first, all)) in other.places {
            let counts = self.places.entry(key).or_default();
            *counts = (counts.0 + first, counts.1 + all);
        }
        for (key, spellings) in other.spellings {
            let own = self.spellings.entry(key).or_default();
            spellings.into_iter().for_each(|(spelling, n)| *own.entry(spelling).or_default() += n);
        }
        self.names.extend(other.names);
        self.words.extend(other.words);
        self.keys.extend(other.keys);
        for (key, figures) in other.figures {
            let known = self.figures.entry(key).or_default();
            for figure in figures {
                if !known.contains(&figure) {
                    known.push(figure);
                }
            }
        }
    }

    /// What it shares with bundles that may be the same event.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    /// The date that most local events give, the more precise first.
    fn date(&self) -> Option<(&str, Period)> {
        let known =
            self.dates.iter().filter_map(|(date, n)| Some((date.as_str(), *n, Period::of_value(date)?)));
        // What a report is about happened not long before it, unless several agree that it did: one date alone that lies
        // far back is rather that of an earlier event.
        let recent = |n: u32, period: &Period| {
            n > 1 || self.published.is_none_or(|published| published.distance(period) <= RECENT)
        };
        let best = known.filter(|(_, n, period)| !self.main || recent(*n, period)).max_by_key(
            |(date, n, period)| {
                let precision = match period.length() {
                    0..=2 => 3,
                    3..=31 => 2,
                    32..=366 => 1,
                    _ => 0,
                };
                (precision, *n, std::cmp::Reverse(*date))
            },
        );
        best.map(|(date, _, period)| (date, period))
    }

    /// The event as the case shows it.
    pub(super) fn event(&self, inputs: &[Input<'_>]) -> Event {
        let most = |counts: &BTreeMap<String, u32>| {
            counts
                .iter()
                .max_by_key(|(name, n)| (**n, name.len(), std::cmp::Reverse((*name).clone())))
                .map(|(name, _)| name.clone())
        };
        let mut places: Vec<(&String, (u32, u32))> =
            self.places.iter().map(|(place, counts)| (place, *counts)).collect();
        places.sort_by_key(|&(place, (first, all))| (std::cmp::Reverse((first, all)), place));
        let places: Vec<String> =
            places.into_iter().filter_map(|(place, _)| most(self.spellings.get(place)?)).collect();
        let mut reports: Vec<_> = self.reports.iter().map(|&idx| inputs[idx].id).collect();
        reports.sort_unstable();
        let kind = most(&self.kinds);
        let told = || match (places.first(), &kind) {
            (Some(place), Some(kind)) => format!("{place} {kind}"),
            (None, Some(kind)) if !self.main => kind.clone(),
            // What several reports are about is told apart by a headline.
            _ => self.title(inputs),
        };
        Event {
            label: most(&self.labels).unwrap_or_else(told),
            kind: kind.unwrap_or_default().into(),
            date: self.date().map(|(date, _)| date.into()),
            place: places.first().cloned(),
            places,
            reports,
            main: self.main,
            ..Event::default()
        }
    }

    /// The headline of the first report that has one, or the first line of one that has none.
    fn title(&self, inputs: &[Input<'_>]) -> String {
        let titled = self.reports.iter().find_map(|&idx| inputs[idx].report.title.clone());
        let line = || {
            let first =
                self.reports.first().map(|&idx| inputs[idx].report.text.lines().next().unwrap_or_default());
            first.unwrap_or_default().chars().take(100).collect::<String>().trim().to_owned()
        };
        titled.unwrap_or_else(line)
    }
}

/// Whether nothing excludes that two bundles are one event.
pub(super) fn fits(a: &Bundle, b: &Bundle, ontology: &Ontology) -> bool {
    // A report that tells two events tells two events. A group of reports, though, may hold a report only by its words.
    let told = |bundle: &Bundle| bundle.locals.iter().map(|&(idx, _)| idx).collect::<BTreeSet<usize>>();
    let apart =
        if a.main || b.main { a.reports.is_disjoint(&b.reports) } else { told(a).is_disjoint(&told(b)) };
    let days = match (a.date(), b.date()) {
        (Some((_, x)), Some((_, y))) => x.distance(&y) == 0,
        _ => true,
    };
    let kinds = a.kinds.is_empty()
        || b.kinds.is_empty()
        || a.kinds.keys().any(|x| b.kinds.keys().any(|y| akin(x, y, ontology)));
    apart && days && kinds
}

/// Whether one kind of event is the other or a case of it.
fn akin(a: &str, b: &str, ontology: &Ontology) -> bool {
    fn is_a<'o>(mut kind: &'o str, wanted: &str, ontology: &'o Ontology) -> bool {
        for _ in 0..=ontology.kinds.len() {
            if kind == wanted {
                return true;
            }
            match ontology
                .kinds
                .iter()
                .find(|known| known.name == kind)
                .and_then(|known| known.parent.as_deref())
            {
                Some(parent) => kind = parent,
                None => return false,
            }
        }
        false
    }
    is_a(a, b, ontology) || is_a(b, a, ontology)
}

/// How much speaks for two bundles being one event; below zero where something excludes it.
pub(super) fn score(a: &Bundle, b: &Bundle, ontology: &Ontology, rare: &dyn Fn(&str) -> bool) -> f32 {
    if !fits(a, b, ontology) {
        return -1.0;
    }
    let mut score = 0.0;
    if let (Some((_, x)), Some((_, y))) = (a.date(), b.date()) {
        score += match x.length().max(y.length()) {
            0..=2 => 2.0,
            3..=31 => 1.5,
            32..=366 => 1.0,
            _ => 0.25,
        };
    }
    // The kinds fit, or the two would not have come so far.
    if !a.kinds.is_empty() && !b.kinds.is_empty() {
        score += 0.5;
    }
    let exact = |bundle: &Bundle| {
        bundle
            .places
            .iter()
            .filter(|(_, counts)| counts.0 > 0)
            .map(|(place, _)| place.clone())
            .collect::<BTreeSet<String>>()
    };
    let (x, y) = (exact(a), exact(b));
    score += match () {
        // A place of which nothing else is told says more.
        _ if x.intersection(&y).any(|place| rare(place)) => 2.0,
        _ if !x.is_disjoint(&y) => 1.5,
        _ if a.places.keys().any(|place| b.places.contains_key(place)) => 0.75,
        _ if !x.is_empty() && !y.is_empty() => -0.5,
        _ => 0.0,
    };
    let shared = a.words.intersection(&b.words).count();
    if shared * 2 > a.words.len().min(b.words.len()) {
        score += if shared > 1 { 1.5 } else { 1.0 };
    }
    score += 0.5 * a.names.intersection(&b.names).count().min(2) as f32;
    score + figures(a, b)
}

/// What the figures of two bundles say for their being one event, or against it.
fn figures(a: &Bundle, b: &Bundle) -> f32 {
    let mut score = 0.0;
    for (property, ours) in &a.figures {
        let Some(theirs) = b.figures.get(property) else { continue };
        let pairs = || ours.iter().flat_map(|x| theirs.iter().map(move |y| (x, y)));
        let large = |figure: &Interval| figure.low > Some(4.0) && figure.high.is_some();
        let exact = |figures: &[Interval]| figures.iter().any(Interval::is_exact);
        score += match () {
            _ if pairs().any(|(x, y)| is_telling(x) && x == y) => 1.0,
            // "nearly 100" and 94
            _ if pairs().any(|(x, y)| large(x) && large(y) && x.meets(y)) => 0.5,
            _ if exact(ours) && exact(theirs) && !pairs().any(|(x, y)| x == y) => -0.5,
            _ => 0.0,
        };
    }
    score
}
