//! Who warned whom, when, of what, for how long, and what was answered.
//!
//! ```text
//! a  On 28 April the port authority warned operators of faulty cables for the coming week     ┐ one warning, told twice
//! b  The authority's warning of faulty cables                                                 ┘
//! c  The company dismissed the warning as routine                                               its answer
//! ```

use crate::question::Material;
use crate::timeline::{Main, happened};
use compact_str::CompactString;
use std::collections::BTreeSet;
use variorum_model::case::{CaseEvent, Lead, Warning};
use variorum_model::value::{NameRelation, Naming, Period, content_words};
use variorum_model::{Claim, EventId, ReportId, ValueKind};

/// A warning as one or several claims tell it.
#[derive(Clone, Debug, Default)]
struct Told {
    event: Option<EventId>,
    issuer: Option<String>,
    recipient: Option<String>,
    date: Option<CompactString>,
    valid: Option<String>,
    content: String,
    words: BTreeSet<String>,
    /// In order, and so by report.
    claims: Vec<u32>,
}

/// The warnings that claims tell of, before they are put together with their answers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    told: Vec<Told>,
    /// The claims that answer one, with their weighty words.
    answers: Vec<(u32, BTreeSet<String>)>,
    /// The claims that have been looked at.
    n_claims: usize,
}

impl Ledger {
    /// Takes in what the claims tell that have not been looked at.
    pub(crate) fn add(&mut self, material: &Material<'_>) {
        for (claim, idx) in material.claims.iter().zip(0..).skip(self.n_claims) {
            if claim.property == "warning" {
                let told = told(idx, claim, material);
                match self.told.iter_mut().find(|known| one(known, &told, material)) {
                    Some(known) => merge(known, told),
                    None => self.told.push(told),
                }
            }
            if claim.property == "warning_response" {
                self.answers.push((idx, content_words(&words_of(claim, material))));
            }
        }
        self.n_claims = material.claims.len();
    }

    /// For each warning the claims that answer it.
    fn responses(&self, material: &Material<'_>) -> Vec<Vec<u32>> {
        let mut responses = vec![Vec::new(); self.told.len()];
        for (idx, words) in &self.answers {
            let claim = &material.claims[*idx as usize];
            let fits = |told: &Told| {
                let same_event = told.event == claim.event && claim.event.is_some();
                let shared = told.words.intersection(words).count();
                let distance = told.of_report(claim.report, material);
                let distance =
                    distance.map(|other| other.evidence.start.abs_diff(claim.evidence.start)).min();
                (same_event, shared, distance.is_some(), std::cmp::Reverse(distance.unwrap_or(u32::MAX)))
            };
            let best = self
                .told
                .iter()
                .enumerate()
                .filter(|(_, told)| told.event == claim.event || shares(told, words, claim.report, material))
                .max_by_key(|(_, told)| fits(told));
            if let Some((best, _)) = best {
                responses[best].push(*idx);
            }
        }
        responses
    }

    /// The warnings of the case, by date.
    pub(crate) fn warnings(
        &self,
        events: &[CaseEvent],
        main: &Main,
        material: &Material<'_>,
    ) -> Vec<Warning> {
        let mut ledger: Vec<(&Told, Vec<u32>)> = self.told.iter().zip(self.responses(material)).collect();
        let order = |told: &Told| {
            let period = told.date.as_deref().and_then(Period::of_value);
            (period.is_none(), period, told.claims.first().copied())
        };
        ledger.sort_by_cached_key(|(told, _)| order(told));
        // The event that was warned of is the one that the report is about, unless the warning is of another main event.
        let lead = |told: &Told| {
            let given = told.date.as_deref().and_then(Period::of_value)?;
            let of_claim =
                told.event.filter(|event| events.get(event.index()).is_some_and(|event| event.event.main));
            let reports = told.claims.iter().map(|&idx| material.claims[idx as usize].report);
            let about =
                of_claim.or_else(|| reports.filter_map(|report| main.get(&report).copied()).next())?;
            Lead::between(&given, &happened(events, about)?)
        };
        let finish = |(told, responses): (&Told, Vec<u32>)| Warning {
            lead: lead(told),
            issuer: told.issuer.clone(),
            recipient: told.recipient.clone(),
            date: told.date.clone(),
            valid: told.valid.clone(),
            content: told.content.clone(),
            claims: told.claims.clone(),
            responses,
        };
        ledger.into_iter().map(finish).collect()
    }
}

impl Told {
    /// The claims of a report that tell it.
    fn of_report<'m>(&'m self, report: ReportId, material: &Material<'m>) -> impl Iterator<Item = &'m Claim> {
        let claims = material.claims;
        let first = self.claims.partition_point(|&idx| claims[idx as usize].report < report);
        let claims = self.claims[first..].iter().map(|&idx| &claims[idx as usize]);
        claims.take_while(move |claim| claim.report == report)
    }
}

fn shares(told: &Told, words: &BTreeSet<String>, report: ReportId, material: &Material<'_>) -> bool {
    let here = told.of_report(report, material).next().is_some();
    here || told.words.intersection(words).count() >= 2
}

fn words_of(claim: &Claim, material: &Material<'_>) -> String {
    let evidence = material.report(claim.report).map(|report| claim.evidence.of(&report.text).to_owned());
    evidence.unwrap_or_else(|| claim.value.text.clone())
}

fn told(idx: u32, claim: &Claim, material: &Material<'_>) -> Told {
    let input = material.place_of.get(&claim.report).map(|&place| &material.inputs[place]);
    let role = |names: &[&str]| claim.roles.iter().find(|role| names.contains(&role.name.as_str()));
    let name = |names: &[&str]| {
        let role = role(names)?;
        match &role.value.kind {
            ValueKind::Actor(name) | ValueKind::Place(name) => {
                let known = input.and_then(|input| material.entities.canonical(input, name));
                Some(known.unwrap_or(name).to_owned())
            }
            _ => Some(role.value.text.clone()),
        }
    };
    let text = |names: &[&str]| role(names).map(|role| role.value.text.clone());
    let date = role(&["date"]).and_then(|role| match &role.value.kind {
        ValueKind::Time(date) => Some(date.clone()),
        _ => None,
    });
    let content = text(&["content"]).unwrap_or_else(|| claim.value.text.clone());
    let words = content_words(&format!("{content} {}", claim.value.text));
    Told {
        event: claim.event,
        issuer: name(&["issuer"]),
        recipient: name(&["recipient"]),
        date,
        valid: text(&["validity", "valid"]),
        content,
        words,
        claims: vec![idx],
    }
}

/// Whether two tellings are of one warning: nothing in them excludes it, and date or words speak for it.
fn one(a: &Told, b: &Told, material: &Material<'_>) -> bool {
    let names = |x: &Option<String>, y: &Option<String>| match (x, y) {
        (Some(x), Some(y)) => material.entities.actors(x, y) != NameRelation::Apart,
        _ => true,
    };
    let days = |told: &Told| told.date.as_deref().and_then(Period::of_value);
    let (near, together) = match (days(a), days(b)) {
        (Some(x), Some(y)) => (x.meets(&y), x.meets(&y)),
        _ => (true, false),
    };
    let shared = a.words.intersection(&b.words).count();
    let alike = shared * 2 >= a.words.len().min(b.words.len()) && shared > 0;
    let known = a.issuer.is_some() && b.issuer.is_some();
    near && names(&a.issuer, &b.issuer)
        && names(&a.recipient, &b.recipient)
        && (alike || (together && known) || (known && shared >= 2))
}

fn merge(known: &mut Told, told: Told) {
    known.issuer = known.issuer.take().or(told.issuer);
    known.recipient = known.recipient.take().or(told.recipient);
    let precise = |date: &Option<CompactString>| {
        date.as_deref().and_then(Period::of_value).map_or(i64::MAX, |period| period.length())
    };
    if precise(&told.date) < precise(&known.date) {
        known.date = told.date;
    }
    known.valid = known.valid.take().or(told.valid);
    known.words.extend(told.words);
    known.claims.extend(told.claims);
}
