//! Runs of capitalised words, joined into names and parted from titles.
//!
//! ```text
//! Norland Foreign Minister ‹Ana Ruiz›          → ‹Norland›, title "Foreign Minister", ‹Ana Ruiz›
//! the ‹Bank of Norland›, ‹Juan de la Torre›, ‹Marks & Lund›, ‹al-Rashid›
//! ```

use super::text::{Casing, Text, classes::*, is_acronym};
use crate::phrase::Map;
use compact_str::CompactString;
use std::ops::Range;
use variorum_model::document::{Sentence, SentenceId, Upos, Xpos};

/// A name as it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) tokens: Range<usize>,
    pub(super) sentence: SentenceId,
    /// The words of a title in front of it ("Foreign Minister").
    pub(super) title: Option<Range<usize>>,
    /// Whether the title of another name follows ("Norland" in "Norland Foreign Minister Ana Ruiz").
    pub(super) titled: bool,
    /// The words in lower case with single blanks, by which its other places are found.
    pub(super) key: CompactString,
}

/// The longest name, in tokens; what goes on beyond is no name but a line in capitals.
const LONGEST: usize = 14;

/// The names of a sentence, left to right.
pub(super) fn runs(text: &Text, id: SentenceId, sentence: &Sentence, found: &mut Vec<Run>) {
    let casing = text.casing[id.0 as usize];
    let end = sentence.tokens.end as usize;
    let mut at = sentence.tokens.start as usize;
    while at < end {
        if !starts(text, at, sentence, casing) {
            at += 1;
            continue;
        }
        let run = at..extend(text, at, sentence, casing);
        at = run.end.max(at + 1);
        part(text, run, id, found);
    }
}

/// Whether a name can start with this token.
fn starts(text: &Text, at: usize, sentence: &Sentence, casing: Casing) -> bool {
    is_name_word(text, at, sentence, casing) && !matches!(text.upos(at), Upos::Punct | Upos::Sym)
}

/// Whether the token is a word of a name.
fn is_name_word(text: &Text, at: usize, sentence: &Sentence, casing: Casing) -> bool {
    let Some(token) = text.token(at) else { return false };
    if text.is_dated(at) || at >= sentence.tokens.end as usize {
        return false;
    }
    let form = text.form(at);
    let Some(first) = form.chars().next() else { return false };
    let propn = token.upos == Upos::Propn;
    if !first.is_uppercase() {
        // "al-Rashid", "eBay", "iPhone"
        return text.lexicon.has_name_prefix(form)
            || propn && first.is_alphabetic() && form.chars().nth(1).is_some_and(char::is_uppercase);
    }
    if form.len() == 1 && (!propn || text.is(at, INDEFINITE)) {
        return false;
    }
    match casing {
        Casing::Capitals => propn && !text.is_small(at),
        Casing::Title => false,
        Casing::Sentence => {
            if is_acronym(form) && token.upos != Upos::Num {
                return true;
            }
            if opens(text, at, sentence) {
                if token.upos == Upos::Num {
                    return false;
                }
                // The capital says nothing here; the tagger or the lists have to.
                let next = if text.is(at + 1, AND) && text.norm(at + 1) == "&" { at + 2 } else { at + 1 };
                let next_capital = text.form(next).starts_with(char::is_uppercase);
                let titled = text.is(at + 1, OF) && text.form(at + 2).starts_with(char::is_uppercase);
                if text.is(at, PERSON | BODY | TITLE) && !next_capital && !titled && !is_known(text, at) {
                    return false;
                }
                // "Meanwhile NRC said": a word before an acronym is part of its name only where it says a kind.
                let kind =
                    HEAD | OF_HEAD | TITLE | MODIFIER | PLACE_FIRST | FACILITY_FIRST | ORGANISATION_FIRST;
                if is_acronym(text.form(at + 1)) && !is_known(text, at) && !text.is(at, kind) {
                    return false;
                }
                return is_known(text, at)
                    || text.is_proper(at)
                    || propn && (!text.is_small(at) || next_capital)
                    || next > at + 1 && next_capital
                    || text.is(at, OF_HEAD | HEAD) && next_capital;
            }
            propn
                || matches!(token.upos, Upos::Noun | Upos::Adj | Upos::Verb | Upos::X)
                || is_known(text, at)
                || matches!(token.upos, Upos::Num | Upos::Adv | Upos::Intj)
                    && text.form(at + 1).starts_with(char::is_uppercase)
        }
    }
}

/// Whether the lists have the token as a name of its own.
fn is_known(text: &Text, at: usize) -> bool {
    text.lexicon.known(text.norm(at)).is_some() && !text.is_small(at)
}

/// Whether the token opens a sentence, a quotation or what stands behind a colon.
fn opens(text: &Text, at: usize, sentence: &Sentence) -> bool {
    let start = sentence.tokens.start as usize;
    if at <= start {
        return true;
    }
    let before = text.token(at - 1);
    before.is_some_and(|token| {
        token.upos == Upos::Punct
            && (matches!(token.xpos, Xpos::OpenQuote | Xpos::CloseQuote | Xpos::Colon)
                || matches!(token.norm.as_str(), "\"" | "'" | "``" | "''" | "•" | "*" | "-" | "--"))
    }) || (at == start + 1 && before.is_some_and(|token| token.upos == Upos::Punct))
}

/// Where the name ends that starts here.
fn extend(text: &Text, start: usize, sentence: &Sentence, casing: Casing) -> usize {
    let name = |at: usize| is_name_word(text, at, sentence, casing);
    let mut end = start + 1;
    let mut of_head = text.is(start, OF_HEAD);
    let mut had_of = false;
    while end < sentence.tokens.end as usize && end - start < LONGEST {
        if name(end) {
            of_head |= text.is(end, OF_HEAD);
            end += 1;
            continue;
        }
        // "Juan de la Torre", "Ahmed bin Said"
        if text.is(end, PARTICLE) && text.form(end).starts_with(char::is_lowercase) {
            let next = if text.is(end + 1, PARTICLE) && !name(end + 1) { end + 2 } else { end + 1 };
            if name(next) {
                end = next + 1;
                continue;
            }
        }
        // "Bank of Norland", "Ministry of the Interior", "Secretary of State"
        let titled = text.is(end - 1, TITLE) && text.is(end + 1, PORTFOLIO | MODIFIER);
        if text.is(end, OF) && (of_head || titled) {
            let next = if text.is(end + 1, THE) { end + 2 } else { end + 1 };
            if name(next) {
                had_of = true;
                end = next + 1;
                continue;
            }
        }
        // "Trinidad and Tobago"
        if text.is(end, AND)
            && let Some(longer) =
                (end + 2..end + 4).find(|&longer| text.lexicon.known(&text.key(start..longer)).is_some())
        {
            end = longer;
            continue;
        }
        if text.is(end, AND) && name(end + 1) {
            let sign = text.norm(end) == "&";
            // "Ministry of Health and Welfare"
            let portfolio = had_of && text.is(end - 1, PORTFOLIO) && text.is(end + 1, PORTFOLIO);
            if sign || portfolio || is_shared_head(text, start..end, sentence, casing) {
                end += 2;
                continue;
            }
        }
        // "the Harbour Sheriff's Office", "St. Mary's Hospital"
        if text.token(end).is_some_and(|token| token.xpos == Xpos::Pos) && name(end + 1) {
            let mut last = end + 1;
            while last < end + 4 && name(last + 1) {
                last += 1;
            }
            let saint = end >= start + 2 && text.is(end - 2, PLACE_FIRST) && text.is(end - 1, GIVEN);
            if (text.is(end - 1, PERSON | TITLE) || saint) && text.is(last, ORGANISATION_HEAD | FACILITY_HEAD)
            {
                end = last + 1;
                continue;
            }
        }
        // A comma before "Jr."
        if text.norm(end) == ","
            && text.is(end + 1, AFTER)
            && text.form(end + 1).starts_with(char::is_uppercase)
        {
            end += 2;
            continue;
        }
        break;
    }
    end
}

/// Whether "and" joins two first words of one name: "the Tides and Harbours Department".
fn is_shared_head(text: &Text, run: Range<usize>, sentence: &Sentence, casing: Casing) -> bool {
    let plain = |at: usize| !text.is(at, HEAD | GIVEN | TITLE) && text.lexicon.known(text.norm(at)).is_none();
    let article = run.start > sentence.tokens.start as usize && text.is(run.start - 1, DEFINITE);
    let place_first = run.len() == 2 && plain(run.end - 1);
    if run.len() > 2 || !article || !(place_first || run.clone().all(plain)) {
        return false;
    }
    let rest = run.end + 1;
    let mut end = rest;
    while end < rest + 3 && is_name_word(text, end, sentence, casing) {
        end += 1;
    }
    let name = |at: usize| !text.is(at, GIVEN | TITLE);
    end > rest + 1 && text.is(end - 1, ORGANISATION_HEAD) && (rest..end - 1).all(name)
}

/// Parts the run into names and titles.
fn part(text: &Text, run: Range<usize>, sentence: SentenceId, found: &mut Vec<Run>) {
    let mut push = |tokens: Range<usize>, title: Option<Range<usize>>, titled: bool| {
        let tokens = trim(text, tokens);
        if !tokens.is_empty() {
            found.push(Run { tokens, sentence, title, titled, key: CompactString::default() });
        }
    };
    // The last title that a personal name can follow, and where it ends ("Secretary of State").
    let title =
        (run.start..run.end.saturating_sub(1)).rev().filter(|&at| text.is(at, TITLE)).find_map(|at| {
            let mut end = at + 1;
            if text.is(end, OF) {
                end += 1;
                while end < run.end && text.is(end, PORTFOLIO | MODIFIER | AND | THE) {
                    end += 1;
                }
            }
            (end < run.end && is_personal(text, end..run.end)).then_some((at, end))
        });
    let Some((noun, end)) = title else {
        // "Spaniard Carlos Mar": a people in front of a given name.
        let people = run.len() > 2 && is_people(text, run.start) && text.is(run.start + 1, GIVEN);
        if people {
            push(run.start..run.start + 1, None, false);
            return push(run.start + 1..run.end, None, false);
        }
        // Titles alone are no names ("the Prime Minister").
        if run.clone().all(|at| text.is(at, TITLE | MODIFIER | OF | AFTER))
            && run.clone().any(|at| text.is(at, TITLE))
        {
            return;
        }
        // "the Norland Defence Minister": what stands in front of the office.
        let last = run.end - 1;
        if text.is(last, PERSON) && text.is(last, TITLE) && !run.clone().any(|at| text.is(at, OF)) {
            let mut first = last;
            while first > run.start && text.is(first - 1, TITLE | MODIFIER | PORTFOLIO) {
                first -= 1;
            }
            return push(run.start..first, None, true);
        }
        // "an Odd idea": one capitalised word that is no name by its tag or the lists.
        let form = text.form(run.start);
        let tagged =
            matches!(text.upos(run.start), Upos::Propn | Upos::X) || is_acronym(form) || form.contains('-');
        let listed = text.lexicon.known(text.norm(run.start)).is_some() || text.is_proper(run.start);
        if run.len() == 1 && !tagged && !listed && !text.lexicon.has_name_prefix(text.form(run.start)) {
            return;
        }
        // "6th Brigade", "14th Street"
        let ordinal = |at: usize| {
            text.form(at).starts_with(|c: char| c.is_ascii_digit())
                && text.form(at).ends_with(char::is_alphabetic)
        };
        let last_is_head = text.is(run.end - 1, HEAD);
        if run.len() < 4 && last_is_head && run.start > 0 && ordinal(run.start - 1) {
            return push(run.start - 1..run.end, None, false);
        }
        // "the mayor's Office"
        let owned = run.start > 0 && text.token(run.start - 1).is_some_and(|token| token.xpos == Xpos::Pos);
        if run.len() == 1 && last_is_head && owned {
            return;
        }
        // "Figure 1", "Flight 17" are labels.
        let label = run.len() == 1 && text.is_label(run.end) && !is_acronym(text.form(run.start));
        // "the Council" means one that was named.
        let definite = run.start > 0 && text.is(run.start - 1, DEFINITE);
        let known = definite && run.len() == 1 && text.is(run.start, HEAD) && text.is(run.start, BODY);
        if label || known {
            return;
        }
        return push(run, None, false);
    };
    let mut first = noun;
    while first > run.start && text.is(first - 1, TITLE | MODIFIER | OF | PORTFOLIO) {
        first -= 1;
    }
    while first < noun && text.is(first, OF | AND) {
        first += 1;
    }
    if first > run.start {
        push(run.start..first, None, true);
    }
    push(end..run.end, Some(first..end), false);
}

/// Whether the lists have the token as a people.
fn is_people(text: &Text, at: usize) -> bool {
    let known = text.lexicon.known(text.norm(at));
    known.is_some_and(|known| known.kind == variorum_model::document::EntityKind::Nationality)
}

/// Whether the words can be a person's name: none names a kind of body or place, and they are few.
fn is_personal(text: &Text, tokens: Range<usize>) -> bool {
    let last = tokens.end - 1;
    (1..=5).contains(&tokens.len())
        && !text.is(last, HEAD | TITLE)
        && !tokens.clone().any(|at| text.is(at, OF) && !text.is(at, PARTICLE))
        && !is_acronym(text.form(tokens.start))
}

/// The names of a headline, where every word has a capital: what running text (`confirmed`) or the lists have, and what
/// starts with a given name.
pub(super) fn headline(
    text: &Text,
    id: SentenceId,
    sentence: &Sentence,
    confirmed: &Map<CompactString, ()>,
    found: &mut Vec<Run>,
) {
    let end = sentence.tokens.end as usize;
    let mut at = sentence.tokens.start as usize;
    while at < end {
        if !text.form(at).starts_with(char::is_uppercase) || text.is_dated(at) {
            at += 1;
            continue;
        }
        let known = |end: usize| {
            let key = text.key(at..end);
            confirmed.contains_key(&key)
                || text.lexicon.known(&key).is_some() && (end > at + 1 || !text.is_small(at))
        };
        let longest = (at + 1..=end.min(at + 6)).rev().find(|&end| known(end));
        let given = || {
            let name = |at: usize| text.upos(at) == Upos::Propn && !text.is_small(at) && at < end;
            (text.is(at, GIVEN) && name(at) && name(at + 1)).then_some(at + 2)
        };
        match longest.or_else(given) {
            Some(end) => {
                found.push(Run {
                    tokens: at..end,
                    sentence: id,
                    title: None,
                    titled: false,
                    key: CompactString::default(),
                });
                at = end;
            }
            None => at += 1,
        }
    }
}

/// The name without weak words at its ends ("North" alone, "Former", "of").
fn trim(text: &Text, mut tokens: Range<usize>) -> Range<usize> {
    let edge = |at: usize| text.is(at, OF | AND) || text.norm(at) == ",";
    while !tokens.is_empty() && edge(tokens.end - 1) {
        tokens.end -= 1;
    }
    while !tokens.is_empty() && (edge(tokens.start) || text.is(tokens.start, EDGE)) {
        tokens.start += 1;
    }
    if tokens.len() == 1 && text.is(tokens.start, WEAK) && !is_acronym(text.form(tokens.start)) {
        tokens.end = tokens.start;
    }
    tokens
}
