//! What stands between a subject and its verb, set off by commas, dashes or brackets.
//!
//! ```text
//! The mayor‹, who came on Friday,› said …        Six people‹, all of them clerks,› were hurt        Twelve people‹, police say,› were killed
//! ```

use super::Words;
use super::item::{Item, Kind, Row};
use variorum_model::document::Xpos;

/// The longest insert between commas, in items.
const INSERT: usize = 16;

/// Whether the item before this comma is a noun group that has a comma within.
pub(super) fn has_apposition(row: &Row<'_>, comma: usize) -> bool {
    let Some(item) = comma.checked_sub(1).and_then(|at| row.items.get(at)) else { return false };
    item.noun().is_some_and(|id| row.document.nouns[id.0 as usize].apposition.is_some())
}

/// The first comma of an insert that ends with this one: a relative clause, a participle, a prepositional phrase, an age.
pub(super) fn insert(row: &Row<'_>, end: usize) -> Option<usize> {
    let from = end.saturating_sub(INSERT);
    let start = (from..end.saturating_sub(1)).rev().find(|&at| row.kind(at) == Some(Kind::Comma))?;
    let after_noun = start > 0 && row.noun(start - 1).is_some();
    let inner = row.kind(start + 1)?;
    let fits = match inner {
        Kind::Wh | Kind::In | Kind::Subordinator | Kind::Adverb => true,
        Kind::Verb(id) => !row.document.verbs[id.0 as usize].finite,
        Kind::Noun(_) => {
            let phrases = row.items.get(start + 2..end).unwrap_or_default();
            let plain = |it: &Item| {
                matches!(it.kind, Kind::Noun(_) | Kind::In | Kind::And | Kind::Adjective | Kind::Adverb)
            };
            distributive(row, start + 1)
                .is_some_and(|pronoun| pronoun != Xpos::Prp || phrases.iter().all(plain))
                || phrases
                    .chunks(2)
                    .all(|pair| matches!(pair, [one, two] if one.kind == Kind::In && two.noun().is_some()))
        }
        _ => false,
    };
    (after_noun && fits).then_some(start)
}

/// "Six people, *all of them* clerks at the bank, were killed", "nine, *two of whom* were children, were hurt": the pronoun behind
/// the amount with which such an insert opens.
fn distributive(row: &Row<'_>, at: usize) -> Option<Xpos> {
    let start = row.items.get(at)?.tokens.start as usize;
    let xpos = |at: usize| row.document.tokens.get(at).map(|token| token.xpos);
    let pronoun = xpos(start + 2).filter(|it| matches!(it, Xpos::Prp | Xpos::Wp | Xpos::Wdt))?;
    (xpos(start + 1) == Some(Xpos::In)).then_some(pronoun)
}

/// "Twelve people, *police say*, were killed", "'Twelve people,' *she said*, 'were killed'": where a frame opens that ends with
/// this comma, the marks of quotations included. A noun stands before it.
pub(super) fn frame(row: &Row<'_>, end: usize, words: &Words) -> Option<usize> {
    let is = |at: usize, kind: Kind| row.kind(at) == Some(kind);
    let closing = if is(end, Kind::Quote) { end.checked_sub(1)? } else { end };
    if !is(closing, Kind::Comma) {
        return None;
    }
    let (mut says, mut somebody) = (false, false);
    let from = closing.saturating_sub(INSERT);
    for at in (from..closing).rev() {
        match row.kind(at)? {
            Kind::Noun(_) => somebody = true,
            Kind::Verb(id) => {
                let verb = &row.document.verbs[id.0 as usize];
                if says || !verb.finite || !words.report.contains(row.lemma(at)) {
                    return None;
                }
                says = true;
            }
            Kind::Adverb | Kind::Adjective | Kind::In | Kind::Other => {}
            Kind::Comma | Kind::Quote => {
                let other = if is(at, Kind::Comma) { Kind::Quote } else { Kind::Comma };
                let opening = if at > 0 && is(at - 1, other) { at - 1 } else { at };
                let comma = is(opening, Kind::Comma) || is(at, Kind::Comma);
                let after_noun = opening > 0 && row.noun(opening - 1).is_some();
                return (says && somebody && comma && after_noun).then_some(opening);
            }
            _ => return None,
        }
    }
    None
}

/// The bracket that opens what this one closes.
pub(super) fn bracket(row: &Row<'_>, end: usize) -> Option<usize> {
    let from = end.saturating_sub(INSERT);
    (from..end).rev().find(|&at| row.kind(at) == Some(Kind::Bracket))
}

/// The dash that opens what this one closes, behind a noun.
pub(super) fn dashes(row: &Row<'_>, end: usize) -> Option<usize> {
    if matches!(row.norm(end), ":" | ";") {
        return None;
    }
    let from = end.saturating_sub(INSERT);
    let start = (from..end).rev().find(|&at| row.kind(at) == Some(Kind::Break))?;
    (!matches!(row.norm(start), ":" | ";") && start > 0 && row.noun(start - 1).is_some()).then_some(start)
}
