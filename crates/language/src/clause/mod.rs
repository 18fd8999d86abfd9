//! Clauses: predicates and the roles around them.
//!
//! ```text
//! Police said at least 12 people were killed on Friday when a bomb exploded in a market, wounding 30.
//!
//! said      subject Police, complement ↓
//! killed    passive, subject "at least 12 people", on Friday
//! exploded  adverbial, subject "a bomb", in "a market"
//! wounding  participle, subject (understood) "a bomb", object "30"
//! ```
//!
//! No tree is built. Each sentence is a row of noun groups, verb groups and the words between ([`item`]); from each verb a walk
//! to the left finds its subject and what opens its clause ([`subject`]), the opener gives the role and the clause around it
//! ([`role`]), and a walk over the row hands out objects and modifiers ([`fill`]). All walks are bounded, so that the whole
//! is linear in the length of the text.

mod draft;
mod fill;
mod insert;
mod item;
mod nominal;
mod non_finite;
mod role;
mod subject;
mod words;

pub(crate) use words::Words;

use crate::Language;
use draft::Draft;
use item::Row;
use variorum_model::document::{Clause, ClauseId, ClauseRole, Sentence, SentenceId};
use variorum_model::{Document, TokenRange};

/// Longer sentences are no sentences; they are read in pieces of so many items.
const LONGEST: usize = 400;

/// The clauses of a document that has all other layers.
pub(crate) fn clauses(document: &Document, language: &Language) -> Vec<Clause> {
    let words = &language.clauses;
    let mut found: Vec<Clause> = Vec::new();
    // The first token and the first clause of each piece of a sentence.
    let mut pieces: Vec<(u32, usize)> = Vec::new();
    for (number, sentence) in document.sentences.iter().enumerate() {
        let id = SentenceId(number as u32);
        let items = item::items(document, sentence, words);
        let first = found.len();
        pieces.clear();
        for piece in items.chunks(LONGEST) {
            pieces.push((piece[0].tokens.start, found.len()));
            let row = Row { document, language, items: piece.to_vec() };
            let mut drafts = draft::drafts(&row, words);
            role::relate(&row, &mut drafts, words);
            fill::fill(&row, &mut drafts, words);
            finish(&row, &drafts, sentence, id, &mut found);
        }
        let verbal = found.len();
        nominal::nominals(document, id, sentence.tokens, words, language, &mut found);
        order(first, verbal, &pieces, &mut found);
    }
    found
}

/// Turns the drafts of a row into clauses at the end of the list.
fn finish(row: &Row<'_>, drafts: &[Draft], sentence: &Sentence, id: SentenceId, found: &mut Vec<Clause>) {
    let first = found.len();
    let place = |idx: usize| ClauseId((first + idx) as u32);
    let mut extents: Vec<TokenRange> = drafts.iter().map(|draft| own_extent(row, draft)).collect();
    for idx in deepest_first(drafts) {
        // A coordinate clause stands beside its parent, within what is around both.
        let mut around = drafts[idx].parent;
        if drafts[idx].role == ClauseRole::Coordinate {
            around = around.and_then(|parent| drafts[parent].parent);
        }
        if let Some(parent) = around {
            extents[parent] = extents[parent].join(extents[idx]);
        }
    }
    for (draft, extent) in drafts.iter().zip(extents) {
        let subject_negated =
            draft.subject.is_some_and(|subject| row.document.nouns[subject.group.0 as usize].negated);
        found.push(Clause {
            sentence: id,
            extent: TokenRange { start: extent.start, end: extent.end.min(sentence.tokens.end) },
            predicate: draft.predicate,
            head: draft.head,
            verb: draft.verb,
            form: draft.form,
            role: draft.role,
            parent: draft.parent.map(place),
            voice: draft.voice,
            tense: draft.tense,
            negated: draft.negated || subject_negated,
            modality: draft.modality,
            subject: draft.subject,
            object: draft.object,
            indirect: draft.indirect,
            complement: draft.complement.map(place),
            modifiers: draft.modifiers.clone(),
            adverbs: draft.adverbs.clone(),
        });
    }
}

/// From the first to the last word of a clause, without the clauses within it.
fn own_extent(row: &Row<'_>, draft: &Draft) -> TokenRange {
    let mut extent = draft.predicate;
    let mut start = draft.start;
    // A comma or conjunction that joins the clause to the one before is outside of it.
    while start < draft.item
        && matches!(row.kind(start), Some(item::Kind::And | item::Kind::Comma | item::Kind::Quote))
    {
        start += 1;
    }
    if let Some(item) = row.items.get(start) {
        extent = extent.join(TokenRange { start: item.tokens.start, end: item.tokens.start });
    }
    let own_subject = draft.subject.filter(|_| draft.subject_item.is_some());
    for argument in [own_subject, draft.object, draft.indirect].into_iter().flatten() {
        extent = extent.join(argument.tokens);
    }
    for modifier in &draft.modifiers {
        extent = extent.join(modifier.argument.tokens);
        if let Some(preposition) = modifier.preposition {
            extent = extent.join(TokenRange { start: preposition.0, end: preposition.0 + 1 });
        }
    }
    for adverb in &draft.adverbs {
        extent = extent.join(TokenRange { start: adverb.0, end: adverb.0 + 1 });
    }
    extent
}

/// The drafts, those with the most clauses around them first.
fn deepest_first(drafts: &[Draft]) -> Vec<usize> {
    let depth = |idx: usize| {
        let (mut depth, mut at) = (0, drafts[idx].parent);
        while let Some(parent) = at.filter(|_| depth <= drafts.len()) {
            depth += 1;
            at = drafts[parent].parent;
        }
        depth
    };
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&idx| std::cmp::Reverse(depth(idx)));
    order
}

/// Sorts the clauses of one sentence by their predicates and hangs nominal ones below the clause around them.
fn order(first: usize, verbal: usize, pieces: &[(u32, usize)], found: &mut [Clause]) {
    for idx in verbal..found.len() {
        let extent = found[idx].extent;
        let next = pieces.partition_point(|(start, _)| *start <= extent.start);
        let from = next.checked_sub(1).map_or(first, |piece| pieces[piece].1);
        let to = pieces.get(next).map_or(verbal, |piece| piece.1);
        let around = (from..to).filter(|&other| found[other].extent.contains(extent));
        found[idx].parent =
            around.min_by_key(|&other| found[other].extent.len()).map(|other| ClauseId(other as u32));
    }
    let mut order: Vec<usize> = (first..found.len()).collect();
    order.sort_by_key(|&idx| (found[idx].predicate.start, idx));
    let mut place = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old - first] = first + new;
    }
    let moved = |id: ClauseId| {
        let old = id.0 as usize;
        ClauseId(place.get(old.wrapping_sub(first)).map_or(id.0, |new| *new as u32))
    };
    let mut sorted: Vec<Clause> = order.iter().map(|&idx| found[idx].clone()).collect();
    for clause in &mut sorted {
        clause.parent = clause.parent.map(moved);
        clause.complement = clause.complement.map(moved);
    }
    found[first..].clone_from_slice(&sorted);
}

#[cfg(test)]
mod show;
#[cfg(test)]
mod subject_tests;
#[cfg(test)]
mod tests;
