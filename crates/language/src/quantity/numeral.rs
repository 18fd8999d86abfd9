//! Numerals: the words and digits that say how many, without what stands around them.
//!
//! ```text
//! 1,300    1.2 million    twenty-three    two and a half million    half a dozen    tens of thousands    several hundred
//! ```

use super::lexicon::{Lexicon, NumberWord, Vague};
use crate::phrase::Words;
use variorum_model::document::{Upos, Xpos};

/// A numeral.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    /// The token after the last one.
    pub(super) end: usize,
    pub(super) low: f64,
    /// `None` is open ("many").
    pub(super) high: Option<f64>,
    /// It is a band by itself ("dozens").
    pub(super) vague: bool,
    /// How it is written.
    pub(super) style: Style,
    /// The scale that ends it ("million"), or 1.
    pub(super) scale: f64,
    /// It is a part of a whole ("two-thirds").
    pub(super) share: bool,
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Digits alone, as years are.
    Digits,
    /// Digits with a comma, a point or a scale.
    Figure,
    /// Words.
    Words,
}

/// The numeral that starts at this token.
///
/// With a currency in front of it (`money`), "m" and "b" behind the digits are million and billion.
pub(super) fn numeral(words: &Words, at: usize, money: bool, lexicon: &Lexicon) -> Option<Numeral> {
    let norm = words.norm(at);
    match norm.bytes().next()? {
        b'0'..=b'9' | b'.' => digits(words, at, money, lexicon),
        b'a'..=b'z' => in_words(words, at, lexicon)
            .or_else(|| hyphenated(words, at, lexicon))
            .or_else(|| vague(words, at, lexicon))
            .or_else(|| group(words, at, lexicon)),
        _ => fraction_sign(norm).map(|value| exact(at + 1, value, Style::Figure, 1.0, true)),
    }
}

fn exact(end: usize, value: f64, style: Style, scale: f64, share: bool) -> Numeral {
    Numeral { end, low: value, high: Some(value), vague: false, style, scale, share }
}

/// A figure in digits, with the scales behind it.
fn digits(words: &Words, at: usize, money: bool, lexicon: &Lexicon) -> Option<Numeral> {
    let norm = words.norm(at);
    let (mut value, rest) = leading_number(norm)?;
    let plain = norm.bytes().all(|b| b.is_ascii_digit());
    let mut style = if plain { Style::Digits } else { Style::Figure };
    let mut scale = 1.0;
    let mut end = at + 1;
    if !rest.is_empty() {
        if let Some(part) = fraction_sign(rest) {
            value += part;
        } else {
            scale = *lexicon
                .suffixes
                .get(rest)
                .filter(|_| rest.len() > 1 || money || people_follow(words, end))?;
            value *= scale;
        }
    } else if let Some(&factor) = lexicon.suffixes.get(words.norm(end))
        && (words.norm(end).len() > 1 || money || people_follow(words, end + 1) || words.norm(end) == "k")
    {
        scale = factor;
        value *= factor;
        style = Style::Figure;
        end += 1;
    } else if let Some(part) = fraction_sign(words.norm(end)).filter(|_| words.glued(end)) {
        value += part;
        end += 1;
    } else if words.norm(end) == "1" && words.norm(end + 1) == "/" && words.norm(end + 2) == "2" {
        // "2 1/2", cut at the stroke.
        value += 0.5;
        end += 3;
    }
    // "1.2 million", "3 hundred thousand", "$100-million".
    loop {
        let word = if words.norm(end) == "-" { end + 1 } else { end };
        let Some(NumberWord::Scale(factor)) = lexicon.numbers.get(words.norm(word)) else { break };
        value *= factor;
        scale *= factor;
        end = word + 1;
        style = Style::Figure;
    }
    Some(exact(end, value, style, scale, false))
}

/// The number that a word starts with, and the rest of the word. Commas part groups of two or three digits.
fn leading_number(word: &str) -> Option<(f64, &str)> {
    let bytes = word.as_bytes();
    let mut plain = [0u8; 24];
    let (mut len, mut at, mut point) = (0, 0, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => {
                *plain.get_mut(len)? = byte;
                len += 1;
            }
            b',' if !point => {
                let group = bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
                if len == 0 || len > 3 && !bytes[..at].contains(&b',') || !(2..=3).contains(&group) {
                    return None;
                }
            }
            b'.' if !point && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {
                point = true;
                *plain.get_mut(len)? = byte;
                len += 1;
            }
            _ => break,
        }
        at += 1;
    }
    let value: f64 = std::str::from_utf8(&plain[..len]).ok()?.parse().ok()?;
    Some((value, &word[at..]))
}

/// Whether a noun in the plural comes next, so that "3m" are three million of them.
fn people_follow(words: &Words, at: usize) -> bool {
    words.get(at).is_some_and(|token| token.xpos == Xpos::Nns)
}

fn fraction_sign(word: &str) -> Option<f64> {
    Some(match word {
        "½" => 0.5,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        _ => return None,
    })
}

/// The kinds of words, by what may follow them.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Nothing,
    Article,
    One,
    Ten,
    Scale,
}

/// A cardinal or a fraction in words.
fn in_words(words: &Words, start: usize, lexicon: &Lexicon) -> Option<Numeral> {
    let word = |at: usize| lexicon.numbers.get(words.norm(at)).copied();
    let first = word(start)?;
    match first {
        NumberWord::Joiner => return None,
        NumberWord::Part(..) => return part(words, start, 1.0, start, lexicon),
        NumberWord::Article => match word(start + 1) {
            Some(NumberWord::Part(..)) => return part(words, start, 1.0, start + 1, lexicon),
            Some(NumberWord::Scale(_)) => {}
            // "a half-dozen"
            _ => return hyphenated(words, start + 1, lexicon),
        },
        _ => {}
    }
    let (mut total, mut group, mut scale, mut last, mut at) = (0.0, 0.0, 1.0, Last::Nothing, start);
    loop {
        // "twenty-three", "two-thirds", "one-million"
        let next = if at > start && words.norm(at) == "-" { at + 1 } else { at };
        match word(next) {
            Some(NumberWord::Article) if at == start => last = Last::Article,
            Some(NumberWord::One(value)) if matches!(last, Last::Nothing | Last::Scale | Last::Ten) => {
                if last == Last::Ten && !(1.0..10.0).contains(&value) {
                    break;
                }
                group += value;
                last = Last::One;
            }
            Some(NumberWord::Ten(value)) if matches!(last, Last::Nothing | Last::Scale) => {
                group += value;
                last = Last::Ten;
            }
            Some(NumberWord::Scale(factor)) => {
                if last == Last::Scale && factor < scale {
                    break;
                }
                if factor < 1000.0 {
                    group = if group == 0.0 { factor } else { group * factor };
                    if factor < 100.0 {
                        return Some(exact(next + 1, total + group, Style::Words, factor, false));
                    }
                } else {
                    total += if group == 0.0 { 1.0 } else { group } * factor;
                    group = 0.0;
                }
                scale = factor;
                last = Last::Scale;
            }
            Some(NumberWord::Part(parts, plural)) if matches!(last, Last::One) && total == 0.0 => {
                if plural == (group > 1.0) && group < parts {
                    return part(words, start, group, next, lexicon);
                }
                break;
            }
            Some(NumberWord::Joiner) if next == at => {
                let article = matches!(word(at + 1), Some(NumberWord::Article | NumberWord::One(1.0)));
                let half = article && word(at + 2) == Some(NumberWord::Part(2.0, false));
                if half && matches!(last, Last::One | Last::Ten | Last::Scale) {
                    // "two and a half million", "a million and a half"
                    if last == Last::Scale {
                        return Some(exact(at + 3, total + group + 0.5 * scale, Style::Words, scale, false));
                    }
                    group += 0.5;
                    at += 3;
                    last = Last::One;
                    if !matches!(word(at), Some(NumberWord::Scale(_))) {
                        return Some(exact(at, total + group, Style::Words, 1.0, false));
                    }
                    continue;
                }
                let small = matches!(word(at + 1), Some(NumberWord::One(_) | NumberWord::Ten(_)));
                if last != Last::Scale || !small {
                    break;
                }
                // "a hundred and forty", but not "a hundred and two million" of two figures.
                at += 1;
                continue;
            }
            _ => break,
        }
        at = next + 1;
    }
    if matches!(last, Last::Nothing | Last::Article) {
        return None;
    }
    // "one" is a pronoun as often as a numeral.
    if at == start + 1 && first == NumberWord::One(1.0) && !one_counts(words, start, lexicon) {
        return None;
    }
    Some(exact(at, total + group, Style::Words, scale, false))
}

/// Whether this "one" is a numeral.
fn one_counts(words: &Words, at: usize, lexicon: &Lexicon) -> bool {
    let numeral = words.get(at).is_some_and(|token| token.upos == Upos::Num);
    let noun = words.get(at + 1).is_some_and(|token| token.upos.is_nominal() || token.upos == Upos::Adj);
    numeral || noun || lexicon.glue.of.contains(words.norm(at + 1))
}

/// A numeral that the tokenizer left whole: "half-dozen", "Twenty-Three", "Two-Thirds".
fn hyphenated(words: &Words, at: usize, lexicon: &Lexicon) -> Option<Numeral> {
    let (left, right) = words.norm(at).split_once('-')?;
    let (left, right) = (*lexicon.numbers.get(left)?, *lexicon.numbers.get(right)?);
    let (value, scale, share) = match (left, right) {
        (NumberWord::Ten(tens), NumberWord::One(ones)) => (tens + ones, 1.0, false),
        (NumberWord::One(count), NumberWord::Part(parts, _)) => (count / parts, 1.0, true),
        (NumberWord::Part(parts, false), NumberWord::Scale(scale)) => (scale / parts, scale, false),
        (NumberWord::One(count), NumberWord::Scale(scale)) => (count * scale, scale, false),
        _ => return None,
    };
    Some(exact(at + 1, value, Style::Words, scale, share))
}

/// "two-thirds", "a third of", "half of", "half a million": `at` is the word for the part.
fn part(words: &Words, start: usize, count: f64, at: usize, lexicon: &Lexicon) -> Option<Numeral> {
    let word = |at: usize| lexicon.numbers.get(words.norm(at)).copied();
    let Some(NumberWord::Part(parts, plural)) = word(at) else { return None };
    let (value, next, half) = (count / parts, at + 1, parts == 2.0);
    let article = |at: usize| word(at) == Some(NumberWord::Article);
    let of = lexicon.glue.of.contains(words.norm(next));
    // "half a million", "a quarter of a million", "half a dozen", "half-million", "half million"
    let scale_at = match of {
        true if article(next + 1) => next + 2,
        false if article(next) || words.norm(next) == "-" => next + 1,
        _ => next,
    };
    if let Some(NumberWord::Scale(scale)) = word(scale_at)
        && (scale_at > next || half)
    {
        return Some(exact(scale_at + 1, value * scale, Style::Words, scale, false));
    }
    // "half an hour": the unit is read behind it.
    if half && start == at && article(next) {
        return Some(exact(next + 1, value, Style::Words, 1.0, false));
    }
    let half_of_it = half && lexicon.glue.half_before.contains(words.norm(next));
    let numbered = matches!(word(start), Some(NumberWord::One(_)));
    (of || half_of_it || numbered || plural).then(|| exact(next, value, Style::Words, 1.0, true))
}

/// "dozens", "tens of thousands", "several hundred", "a few", "many".
fn vague(words: &Words, at: usize, lexicon: &Lexicon) -> Option<Numeral> {
    let (mut end, band) = lexicon.vague.at(words, at)?;
    let Vague { mut low, mut high, needs_scale, needs_of, noun_too } = *band;
    let of = usize::from(lexicon.glue.of.contains(words.norm(end)));
    let plural = lexicon.plural_scales.get(words.norm(end + 1)).filter(|_| of == 1);
    let singular = match lexicon.numbers.get(words.norm(end)) {
        Some(NumberWord::Scale(scale)) => Some(scale),
        _ => None,
    };
    let mut scale = 1.0;
    let described = at > 0
        && words.get(at - 1).is_some_and(|token| {
            matches!(token.upos, Upos::Det | Upos::Adj | Upos::Propn | Upos::Noun | Upos::Verb)
        });
    let needs_of = needs_of || noun_too && described;
    if let Some(&factor) = singular.or(plural) {
        // "tens of thousands" is 20,000 to 99,999; "hundreds of thousands" 200,000 to 999,999.
        low *= factor;
        high = high.map(|high| (high + 1.0) * factor - 1.0);
        scale = factor;
        end += 1 + if singular.is_some() { 0 } else { of };
    } else if needs_scale || (needs_of && of == 0) {
        return None;
    }
    let compared = lexicon.glue.vague_not_after.contains(words.before(at))
        || lexicon.glue.vague_not_before.contains(words.norm(end));
    if compared && end == at + 1 && scale == 1.0 {
        return None;
    }
    Some(Numeral { end, low, high, vague: true, style: Style::Words, scale, share: false })
}

/// "a pair of brothers"
fn group(words: &Words, at: usize, lexicon: &Lexicon) -> Option<Numeral> {
    if lexicon.numbers.get(words.norm(at)) != Some(&NumberWord::Article)
        || !lexicon.glue.of.contains(words.norm(at + 2))
    {
        return None;
    }
    let value = *lexicon.groups.get(words.norm(at + 1))?;
    Some(exact(at + 2, value, Style::Words, 1.0, false))
}
