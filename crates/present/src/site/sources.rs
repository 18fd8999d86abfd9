//! Who says what, how often, through whom.

use crate::html::Shown;
use crate::labels;
use crate::text::{plural, tidy};
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

#[derive(Default)]
struct Sums<'a> {
    claims: Vec<u32>,
    reports: BTreeSet<usize>,
    on: BTreeMap<&'a str, usize>,
    through: BTreeMap<String, usize>,
}

/// How many claims of a source are listed.
const CLAIMS: usize = 12;

/// The sources and the publishers, those with most claims first.
pub(crate) fn sources(shown: &Shown<'_>) -> (Vec<SourceView>, Vec<SourceView>) {
    let mut sources: BTreeMap<&str, Sums<'_>> = BTreeMap::new();
    let mut publishers: BTreeMap<String, Sums<'_>> = BTreeMap::new();
    for (claim, idx) in shown.case.claims.iter().zip(0..) {
        let Some(report) = shown.reports.get(claim.report.index()) else { continue };
        let sums = match claim.sources.first() {
            Some(source) => {
                let sums = sources.entry(&source.name).or_default();
                // Whom it told, or else who prints it.
                let told =
                    claim.sources.get(1).map_or_else(|| labels::report(report), |told| tidy(&told.name));
                *sums.through.entry(told.into_owned()).or_default() += 1;
                sums
            }
            None => publishers.entry(labels::report(report).into_owned()).or_default(),
        };
        sums.claims.push(idx);
        sums.reports.insert(claim.report.index());
        *sums.on.entry(&claim.property).or_default() += 1;
    }
    for (idx, report) in shown.reports.iter().enumerate() {
        publishers.entry(labels::report(report).into_owned()).or_default().reports.insert(idx);
    }
    let sources = sources.into_iter().map(|(name, sums)| (name.to_owned(), sums)).collect();
    (rows(sources, shown), rows(publishers.into_iter().collect(), shown))
}

fn rows(mut sums: Vec<(String, Sums<'_>)>, shown: &Shown<'_>) -> Vec<SourceView> {
    sums.sort_by(|a, b| b.1.claims.len().cmp(&a.1.claims.len()).then_with(|| a.0.cmp(&b.0)));
    let row = |(name, sums): (String, Sums<'_>)| {
        let place = Place::Name(name.clone());
        let on = most(sums.on.iter().map(|(property, n)| (*property, *n)));
        let on: Vec<String> = on
            .iter()
            .map(|(property, n)| format!("{} {n}", labels::property(property).to_lowercase()))
            .collect();
        let through = most(sums.through.iter().map(|(name, n)| (name.as_str(), *n)));
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
            name: tidy(&name).into_owned(),
        }
    };
    sums.into_iter().map(row).collect()
}

/// The five that are most often, with how often.
fn most<'a>(all: impl Iterator<Item = (&'a str, usize)>) -> Vec<(&'a str, usize)> {
    let mut all: Vec<(&str, usize)> = all.collect();
    all.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), *name));
    all.truncate(5);
    all
}
