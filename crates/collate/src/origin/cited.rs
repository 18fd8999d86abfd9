//! Debts that a report names itself.
//!
//! ```text
//! (NPA)                                              a credit: the text is the agency's
//! the Harbour Gazette reported                       a publication is the source of what is said
//! the ministry told the Harbour Gazette              … or the one through whom it came
//! ```
//!
//! A publication is an entity that the language's layers take for one, or whoever published a report of the case.

use super::Origins;
use crate::Input;
use crate::timeline::sentence_around;
use std::collections::BTreeSet;
use variorum_model::document::{Entity, EntityId, EntityKind};
use variorum_model::origin::{Derivation, OriginRef};
use variorum_model::value::{Period, fold};
use variorum_model::{Origin, ReportId, Source, SourceKind, Span};

impl Origins {
    /// Debts that a report names itself: credits, citations, and publications beside what somebody says.
    pub(super) fn named(&mut self, input: &Input<'_>, published: &dyn Fn(ReportId) -> Option<Period>) {
        let mut known: BTreeSet<(Derivation, String)> = BTreeSet::new();
        let mut cited: BTreeSet<String> = BTreeSet::new();
        let mut of_itself = false;
        let own = input.report.publisher.as_deref().map(outlet).unwrap_or_default();
        let mut owe = |to: &str, how: Derivation, evidence: Option<Span>| {
            let name = outlet(to);
            cited.insert(name.clone());
            of_itself |= name == own;
            if name.is_empty() || is_short_for(&name, &own) || !known.insert((how, name)) {
                return None;
            }
            // A credit names whose text it is; which of their texts, only a copy shows.
            let cited = match how {
                Derivation::Citation => self.only_report(to, input.id, published),
                _ => self.copied_report(to, input.id),
            };
            let derives_from = cited.map_or_else(|| OriginRef::Name(to.to_owned()), OriginRef::Report);
            let share = if how == Derivation::Republication { 1.0 } else { 0.0 };
            Some(Origin { report: input.id, derives_from, how, evidence, share, differences: Vec::new() })
        };
        let mut debts = Vec::new();
        for credit in &input.report.credits {
            debts.extend(owe(&credit.to, Derivation::Republication, credit.evidence));
        }
        for citation in &input.account.citations {
            debts.extend(owe(&citation.to, Derivation::Citation, Some(citation.evidence)));
        }
        for attribution in &input.account.attributions {
            let source = attribution.source.as_ref().filter(|source| self.is_publication(input, source));
            debts.extend(source.and_then(|source| {
                owe(&source.name, Derivation::Citation, Some(source.span.join(attribution.cue)))
            }));
        }
        for claim in &input.account.claims {
            for source in claim.sources.iter().filter(|source| self.is_publication(input, source)) {
                debts.extend(owe(&source.name, Derivation::Citation, Some(claim.evidence)));
            }
        }
        for (name, evidence) in self.told_to(input) {
            debts.extend(owe(&name, Derivation::Citation, Some(evidence)));
        }
        self.list.extend(debts);
        self.cited.extend(cited);
        if of_itself {
            self.of_themselves.insert(input.id);
        }
    }

    /// The report of a publication whose words another carries.
    fn copied_report(&self, publication: &str, copying: ReportId) -> Option<ReportId> {
        let reports = self.publishers.get(&outlet(publication))?;
        self.copied.get(&copying)?.iter().map(|(source, _)| *source).find(|source| reports.contains(source))
    }

    /// The report of a publication that another can have cited: the only one in the case that came out by then.
    fn only_report(
        &self,
        publication: &str,
        citing: ReportId,
        published: &dyn Fn(ReportId) -> Option<Period>,
    ) -> Option<ReportId> {
        let when = published(citing);
        let by_then = |report: &&ReportId| match (when, published(**report)) {
            (Some(now), Some(then)) => then.from.date() <= now.from.date(),
            _ => true,
        };
        let mut reports = self.publishers.get(&outlet(publication))?.iter().filter(by_then);
        let only = reports.next().filter(|&&report| report != citing)?;
        reports.next().is_none().then_some(*only)
    }

    /// Publications that stand beside a source and its cue, outside what is said: "the ministry told the Harbour Gazette".
    fn told_to(&self, input: &Input<'_>) -> Vec<(String, Span)> {
        let is_outlet = |entity: &&Entity| {
            entity.kind == EntityKind::Publication || self.publishers.contains_key(&outlet(&entity.name))
        };
        let outlets: Vec<&Entity> =
            input.account.entities.iter().filter(|entity| entity.named).filter(is_outlet).collect();
        if outlets.is_empty() {
            return Vec::new();
        }
        let text = &input.report.text;
        let mut found = Vec::new();
        for attribution in &input.account.attributions {
            let Some(source) = &attribution.source else { continue };
            let frame = source.span.join(attribution.cue);
            // Between the source, the cue and what is said; or, where that comes first, after both.
            let content = attribution.content.span;
            let beside = if content.start >= frame.end {
                Span { start: frame.start, end: content.start }
            } else {
                let end = sentence_around(text, frame).end.max(frame.end);
                Span { start: frame.start, end: end.min(frame.end + BESIDE) }
            };
            let Some(words) = text.get(beside.start as usize..boundary(text, beside.end as usize)) else {
                continue;
            };
            for entity in &outlets {
                let forms =
                    std::iter::once(&entity.name).chain(&entity.aliases).filter(|form| !form.is_empty());
                let at = forms.filter_map(|form| whole_word(words, form)).min();
                if let Some(at) = at.filter(|&at| !source.span.covers(beside.start + at as u32)) {
                    let end = beside.start + at as u32;
                    found.push((entity.name.clone(), frame.join(Span { start: end, end })));
                }
            }
        }
        found
    }

    /// Whether a source of a claim is a publication, by its kind or because it published a report of the case.
    pub(super) fn is_publication(&self, input: &Input<'_>, source: &Source) -> bool {
        let entity = source.entity.and_then(|EntityId(idx)| input.account.entities.get(idx as usize));
        entity.is_some_and(|entity| entity.kind == EntityKind::Publication)
            || (source.kind == SourceKind::Named && self.publishers.contains_key(&outlet(&source.name)))
    }
}

/// The name of a publication as it is compared: folded, without a first word of up to three letters, which is an article
/// in many languages ("The Capital Herald", "La Gaceta").
pub(super) fn outlet(name: &str) -> String {
    let folded = fold(&any_ascii::any_ascii(name));
    match folded.split_once(' ') {
        Some((first, rest)) if first.len() <= 3 && rest.contains(|letter: char| letter.is_alphabetic()) => {
            rest.to_owned()
        }
        _ => folded,
    }
}

/// Whether a name is a publication's own, or as much of it as it uses of itself ("the Herald").
fn is_short_for(name: &str, whole: &str) -> bool {
    let whole: Vec<&str> = whole.split(' ').collect();
    name.split(' ').all(|word| whole.contains(&word))
}

/// Where a name stands in some words, not as part of a longer word.
fn whole_word(words: &str, name: &str) -> Option<usize> {
    let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    words.match_indices(name).map(|(at, _)| at).find(|&at| {
        !inside(words[..at].chars().next_back()) && !inside(words[at + name.len()..].chars().next())
    })
}

/// The last boundary between characters at or before a byte.
fn boundary(text: &str, byte: usize) -> usize {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// How far behind a source and its cue a publication may stand that they told.
const BESIDE: u32 = 60;
