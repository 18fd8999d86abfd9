//! Who says what, how often, through whom.

use crate::html::Shown;
use crate::labels;
use crate::text::{plural, tidy};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::decision::Place;

/// A source or a publisher.
pub(crate) struct SourceView {
    pub(crate) name: String,
    pub(crate) decide: Option<String>,
    pub(crate) weight: String,
    /// What it speaks of: property, and how often.
    pub(crate) on: String,
    pub(crate) through: String,
    pub(crate) judgements: Vec<String>,
    /// Its claims: where, and which.
    pub(crate) claims: Vec<(String, String)>,
    pub(crate) is_cut: bool,
}

/// What somebody says: claims, reports, properties, through whom.
#[derive(Default)]
pub(crate) struct Sums<'a> {
    claims: Vec<u32>,
    reports: BTreeSet<usize>,
    on: BTreeMap<&'a str, usize>,
    through: BTreeMap<Cow<'a, str>, usize>,
}

/// Somebody who says something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speaker {
    /// The name.
    pub name: String,
    /// The claims, as places in the case.
    pub claims: Vec<u32>,
    /// How many reports carry them.
    pub n_reports: usize,
    /// How often it speaks of each property.
    pub on: BTreeMap<String, usize>,
    /// Whom it told, or who prints it, and how often.
    pub through: BTreeMap<String, usize>,
}

impl Sums<'_> {
    pub(crate) fn speaker(self, name: String) -> Speaker {
        Speaker {
            name,
            claims: self.claims,
            n_reports: self.reports.len(),
            on: self.on.into_iter().map(|(property, n)| (property.to_owned(), n)).collect(),
            through: self.through.into_iter().map(|(name, n)| (name.into_owned(), n)).collect(),
        }
    }
}

/// How many claims of a source are listed.
const CLAIMS: usize = 12;

/// A source by its name, with what it says in sum.
pub(crate) type Sum<'a> = (Cow<'a, str>, Sums<'a>);

/// The sources and the publishers, those with most claims first.
pub(crate) fn sums<'a>(shown: &Shown<'a>) -> (Vec<Sum<'a>>, Vec<Sum<'a>>) {
    let names: Vec<Cow<'a, str>> = shown.reports.iter().map(labels::report).collect();
    let mut sources: BTreeMap<&'a str, Sums<'a>> = BTreeMap::new();
    let mut publishers: BTreeMap<Cow<'a, str>, Sums<'a>> = BTreeMap::new();
    for (idx, name) in names.iter().enumerate() {
        publishers.entry(name.clone()).or_default().reports.insert(idx);
    }
    for (claim, idx) in shown.case.claims.iter().zip(0..) {
        let Some(name) = names.get(claim.report.index()) else { continue };
        let sums = match claim.sources.first() {
            Some(source) => {
                let sums = sources.entry(&source.name).or_default();
                // Whom it told, or else who prints it.
                let told = claim.sources.get(1).map_or_else(|| name.clone(), |told| tidy(&told.name));
                *sums.through.entry(told).or_default() += 1;
                sums
            }
            None => publishers.entry(name.clone()).or_default(),
        };
        sums.claims.push(idx);
        sums.reports.insert(claim.report.index());
        *sums.on.entry(&claim.property).or_default() += 1;
    }
    let mut sources: Vec<Sum<'a>> =
        sources.into_iter().map(|(name, sums)| (Cow::Borrowed(name), sums)).collect();
    let mut publishers: Vec<Sum<'a>> = publishers.into_iter().collect();
    for sums in [&mut sources, &mut publishers] {
        sums.sort_by(|a, b| b.1.claims.len().cmp(&a.1.claims.len()).then_with(|| a.0.cmp(&b.0)));
    }
    (sources, publishers)
}

/// These sources for people.
pub(crate) fn rows(sums: &[Sum<'_>], shown: &Shown<'_>) -> Vec<SourceView> {
    let row = |(name, sums): &Sum<'_>| {
        let place = Place::Name(name.to_string());
        let on = most(sums.on.iter().map(|(property, n)| (*property, *n)));
        let on: Vec<String> = on
            .iter()
            .map(|(property, n)| format!("{} {n}", labels::property(property).to_lowercase()))
            .collect();
        let through = most(sums.through.iter().map(|(name, n)| (&**name, *n)));
        let claims = sums.claims.iter().take(CLAIMS).filter_map(|&idx| {
            let claim = shown.case.claims.get(idx as usize)?;
            let label = format!("{} {}", labels::property(&claim.property), labels::value(&claim.value));
            Some((shown.links.words(idx), label))
        });
        SourceView {
            decide: shown.links.decide(&place),
            weight: format!(
                "{}, {}",
                plural(sums.claims.len(), "claim"),
                plural(sums.reports.len(), "report")
            ),
            on: on.join(", "),
            through: through.iter().map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", "),
            judgements: labels::judgements(shown.case, &place).map(labels::judgement).collect(),
            claims: claims.collect(),
            is_cut: sums.claims.len() > CLAIMS,
            name: tidy(name).into_owned(),
        }
    };
    sums.iter().map(row).collect()
}

/// The five that are most often, with how often.
fn most<'a>(all: impl Iterator<Item = (&'a str, usize)>) -> Vec<(&'a str, usize)> {
    let mut all: Vec<(&str, usize)> = all.collect();
    all.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), *name));
    all.truncate(5);
    all
}
