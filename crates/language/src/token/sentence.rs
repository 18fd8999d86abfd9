//! Sentences: where a run of words ends.
//!
//! ```text
//! He works for J. Marsh Inc. in Eastport. "Go!" she said. The U.S. The end.
//!                                        |               |        |
//! ```

use super::Rules;
use super::fold::norm;
use variorum_model::Span;

/// The indices of the words of a paragraph at which a sentence begins, but for the first.
pub(super) fn starts(text: &str, words: &[Span], rules: &Rules) -> Vec<usize> {
    let mut found = Vec::new();
    let mut idx = 0;
    let mut first = 0;
    // Where a bracket was opened within the sentence: what stops inside of it does not end the sentence.
    let mut bracket: Option<usize> = None;
    while idx < words.len() {
        let form = words[idx].of(text);
        match form {
            "(" if idx > first && bracket.is_none() => bracket = Some(idx),
            ")" => bracket = None,
            _ => {}
        }
        let end = match form.as_bytes().last() {
            Some(b'.' | b'!' | b'?') => true,
            _ => form == "…" || form == "。" || form == "।" || form == "؟",
        };
        idx += 1;
        if !end {
            continue;
        }
        let stop = idx - 1;
        // Closing brackets and quotation marks, and further stops, belong to the sentence.
        while idx < words.len() {
            if closes(text, words, idx) {
                idx += 1;
            } else if is_note(text, words, idx) {
                idx += 3;
            } else {
                break;
            }
        }
        if words[stop + 1..idx].iter().any(|word| word.of(text) == ")") {
            bracket = None;
        }
        let within = bracket.is_some_and(|opened| idx - opened < LONGEST_BRACKET);
        if idx < words.len() && !within && ends(text, words, stop, idx, rules) {
            found.push(idx);
            (first, bracket) = (idx, None);
        }
    }
    found
}

/// The longest bracket within a sentence, in words; a longer one was never closed.
const LONGEST_BRACKET: usize = 40;

/// Whether the number of a note stands here: "He left.[2] She stayed." "He left. [2][3] She stayed."
fn is_note(text: &str, words: &[Span], idx: usize) -> bool {
    let Some([open, number, close]) = words.get(idx..idx + 3) else { return false };
    open.end == number.start
        && number.end == close.start
        && open.of(text) == "["
        && number.of(text).bytes().all(|byte| byte.is_ascii_digit())
        && close.of(text) == "]"
}

/// Whether the word closes what stands before it.
fn closes(text: &str, words: &[Span], idx: usize) -> bool {
    let glued = words[idx - 1].end == words[idx].start;
    match words[idx].of(text) {
        "”" | "’" | "»" | ")" | "]" | "''" | "." | "!" | "?" | "..." | "…" => glued,
        // A straight mark closes where it touches what is before it and not what is after it.
        "\"" | "'" => {
            glued
                && words
                    .get(idx + 1)
                    .is_none_or(|next| next.start > words[idx].end || !opens_word(next.of(text)))
        }
        _ => false,
    }
}

fn opens_word(form: &str) -> bool {
    form.starts_with(char::is_alphanumeric)
}

/// Whether a sentence ends between the word `stop` and the word `next`.
fn ends(text: &str, words: &[Span], stop: usize, next: usize, rules: &Rules) -> bool {
    let form = words[stop].of(text);
    let glued = words[next - 1].end == words[next].start;
    // The first letter that comes, over opening marks.
    let opener = words[next..].iter().take(4).find(|word| opens_word(word.of(text)));
    let Some(opener) = opener.map(|word| word.of(text)) else { return !glued };
    let small = opener.starts_with(char::is_lowercase);
    let capital = opener.starts_with(|c: char| c.is_uppercase());
    if glued {
        // "over.Police": white space was lost.
        return form == "." && capital && opener.chars().nth(1).is_some_and(char::is_lowercase);
    }
    if small {
        return false;
    }
    if form == "." || !form.ends_with('.') || form.starts_with('.') {
        return form != "…" && !form.starts_with("..") || capital;
    }
    // The stop belongs to a short form.
    if stop == 0 && form.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let low = norm(form);
    if rules.before_figures.contains(&low) && opener.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let starter = rules.starters.contains(&norm(opener));
    if rules.titles.contains(&low) {
        return false;
    }
    if rules.abbreviations.contains(&low) || form.chars().filter(|c| *c == '.').count() > 1 {
        return starter || next > stop + 1 && capital;
    }
    // An initial ("J. Marsh").
    starter && next == stop + 1
}
