//! The place, the date and the agency before the first words of a report: no part of its first sentence.
//!
//! ```text
//! EASTPORT, Norland (NNA) -- | A ferry burned …
//! Eastport, 23 Mar 24 (NNA) -- [Text] | A ferry burned …
//! ```

use super::Rules;
use super::fold::norm;
use variorum_model::Span;

/// The longest dateline, in words.
const LONGEST: usize = 30;

/// The number of words of the dateline at the beginning of a paragraph, its dash included; 0 where there is none.
pub(super) fn length(text: &str, words: &[Span], rules: &Rules) -> usize {
    let form = |idx: usize| words.get(idx).map_or("", |word| word.of(text));
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    if !is_capital(form(0)) {
        return 0;
    }
    let shouted = |word: &str| {
        word.len() > 2
            && !word.chars().any(char::is_lowercase)
            && word.chars().all(|c| c.is_alphabetic() || c == '.')
    };
    let (mut bracket, mut brackets, mut figures, mut places, mut commas) = (false, 0, 0, 0, 0);
    let mut all_shouted = true;
    let mut idx = 0;
    let dash = loop {
        let word = form(idx);
        if idx >= LONGEST.min(words.len()) {
            return 0;
        }
        match word {
            "(" | "[" => (bracket, brackets) = (true, brackets + 1),
            ")" | "]" => bracket = false,
            _ if bracket => {}
            "--" | "—" | "–" | "―" | "---" => break idx,
            // "Rebel-held" is no dash.
            "-" if words[idx - 1].end < words[idx].start => break idx,
            "," => commas += 1,
            "/" | "." => {}
            _ if word.starts_with(|c: char| c.is_ascii_digit()) => figures += 1,
            _ if is_capital(word) => {
                places += 1;
                all_shouted &= commas > 0 || shouted(word);
            }
            // "Rio de Janeiro", "Stoke on Trent"
            _ if word.len() <= 3 && !rules.starters.contains(&norm(word)) => {}
            _ => return 0,
        }
        idx += 1;
    };
    let sure = all_shouted || brackets > 0 || figures > 0;
    if !sure || places == 0 || places > 7 {
        return 0;
    }
    let mut end = dash + 1;
    while matches!(form(end), "--" | "-" | "—") {
        end += 1;
    }
    // "[Text]", "[Report]": what sort of text follows.
    while form(end) == "[" {
        let Some(close) = (end..(end + 12).min(words.len())).find(|&idx| form(idx) == "]") else { break };
        end = close + 1;
    }
    if end < words.len() { end } else { 0 }
}
