//! The forms of names: their words, and which one abbreviates which.
//!
//! ```text
//! NRC, NorRe     short forms of "Northern Relief Council"
//! ```

use super::run::Run;
use super::text::{Text, classes::*, has};
use std::ops::Range;
use variorum_model::TokenRange;
use variorum_model::document::EntityKind;

/// The words of some tokens as they stand in the text, with single blanks for white space.
pub(super) fn words(text: &Text, tokens: Range<usize>) -> String {
    let span = text.document.span(TokenRange::new(tokens.start, tokens.end));
    with_blanks(text.document.words(span).to_owned())
}

/// The words of a description, as they would stand within a sentence.
pub(super) fn description(text: &Text, tokens: Range<usize>) -> String {
    let span = text.document.span(TokenRange::new(tokens.start, tokens.end));
    with_blanks(text.document.in_running_text(span))
}

fn with_blanks(words: String) -> String {
    if words.contains(['\n', '\r', '\t']) || words.contains("  ") {
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        words
    }
}

/// Whether the short form is made of the full one: its letters are initials of words, in order; or, where the text puts it
/// in brackets behind the name of a body (`defined`), any code in capitals.
pub(super) fn abbreviates(text: &Text, full: &Run, short: &Run, defined: bool, kind: EntityKind) -> bool {
    if short.tokens.len() > 2 || full.tokens.len() < 2 {
        return false;
    }
    let form = words(text, short.tokens.clone());
    let upper = form.chars().filter(|c| c.is_uppercase()).count();
    let known = text.lexicon.known(form.to_lowercase().as_str());
    let mut letters = form.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).peekable();
    for at in full.tokens.clone() {
        // One word can give several letters ("NorRe"), each in order; the first one is the word's own first.
        let mut chars = text.norm(at).chars();
        if chars.next() == letters.peek().copied() && letters.next().is_some() {
            for c in chars {
                if letters.peek() == Some(&c) && form.chars().any(char::is_lowercase) {
                    letters.next();
                }
            }
        }
    }
    if letters.peek().is_none() && upper >= 1 {
        return true;
    }
    let elsewhere =
        known.is_some_and(|known| matches!(known.kind, EntityKind::Place | EntityKind::Publication));
    let body = !matches!(kind, EntityKind::Person | EntityKind::Nationality);
    defined && body && upper >= 2 && short.tokens.len() == 1 && !elsewhere
}

/// Whether the bits are those of a word for a person or a body.
pub(super) fn is_actor(bits: u64) -> bool {
    has(bits, PERSON | BODY)
}
