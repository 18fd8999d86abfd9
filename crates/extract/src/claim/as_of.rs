//! The time at which a figure is said to hold.
//!
//! ```text
//! As of Friday, 23 people had died          Friday
//! by late evening 40 had been treated       that evening
//! 23 people have died so far                the day on which the text was published
//! 23 people died on Friday                  nothing: that is when they died
//! ```

use super::Loaded;
use crate::card::WordSet;
use compact_str::CompactString;
use variorum_model::document::{Document, Timex, TimexType};
use variorum_model::{TokenId, TokenRange};

/// How many words from a statement such a time may stand.
const REACH: u32 = 120;
/// How many words the phrases of the lists have at most.
const PHRASE: usize = 3;

/// The time in the sentence of these words at which what they say is said to hold: a TIMEX3 value. Of a count (`counts`) it
/// is also told by words that mean any statement's own time elsewhere ("by", "so far").
pub(super) fn of(document: &Document, loaded: &Loaded, head: TokenId, counts: bool) -> Option<CompactString> {
    let sentence = document.sentences.get(document.sentence_of(head)?.0 as usize)?;
    // The words beside the head: an endless sentence is not read to its end.
    let near = TokenRange { start: head.0.saturating_sub(REACH), end: head.0.saturating_add(REACH) };
    let from = near.start.max(sentence.tokens.start) as usize;
    let to = (near.end.min(sentence.tokens.end) as usize).min(document.tokens.len());
    let lists = &loaded.lexicon.lists;
    let stated = |timex: &&Timex| {
        let start = timex.tokens.start as usize;
        let before = |list: &WordSet| ends_with(document, from, start, list);
        let dated = matches!(timex.kind, TimexType::Date | TimexType::Time)
            && timex.value.starts_with(|first: char| first.is_ascii_digit() || first == 'X');
        // "by Friday's attackers" tells of attackers.
        let owner = document
            .tokens
            .get(timex.tokens.end as usize)
            .is_some_and(|next| next.norm.starts_with(['\'', '’']));
        dated && (before(&lists.as_of) || (counts && !owner && before(&lists.by_then)))
    };
    if let Some(timex) = document.times_in(document.span(TokenRange::new(from, to))).find(stated) {
        return Some(timex.value.clone());
    }
    let so_far = || (from + 1..=to).any(|end| ends_with(document, from, end, &lists.so_far));
    let published = document.published.as_ref()?;
    (counts && so_far()).then(|| published.date.to_string().into())
}

/// Whether the words up to a token end in a phrase of the list.
fn ends_with(document: &Document, from: usize, end: usize, phrases: &WordSet) -> bool {
    (1..=PHRASE).filter_map(|length| end.checked_sub(length)).filter(|&start| start >= from).any(|start| {
        let words: Vec<&str> = document.tokens[start..end].iter().map(|token| token.norm.as_str()).collect();
        phrases.contains(&words.join(" "))
    })
}
