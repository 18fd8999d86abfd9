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
    while idx < words.len() {
        let form = words[idx].of(text);
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
        while idx < words.len() && closes(text, words, idx) {
            idx += 1;
        }
        if idx < words.len() && ends(text, words, stop, idx, rules) {
            found.push(idx);
        }
    }
    found
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
