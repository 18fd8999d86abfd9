//! Words: what lies between white space, cut by the conventions of Universal Dependencies.
//!
//! ```text
//! "They don't know," → " They do n't know , "      22-year-old → 22 - year - old      £2bn → £ 2 bn
//! ```
//!
//! Otherwise than in the treebanks, hyphens within names do not cut (IS-KP, Port-au-Prince, al-Rashid).

use super::Rules;
use compact_str::CompactString;
use variorum_model::Span;

/// No decision looks further ahead than this, in bytes, so that hostile text takes linear time.
const HORIZON: usize = 200;

/// Cuts a stretch of text without white space into words.
pub(super) fn cut(text: &str, island: Span, first: bool, rules: &Rules, words: &mut Vec<Span>) {
    let (mut at, end) = (island.start as usize, island.end as usize);
    let mut after_figure = false;
    while at < end {
        let rest = &text[at..end];
        let len = match rest.chars().next() {
            Some(c) if is_word(c) => {
                if let Some(len) = address(rest) {
                    words.push(Span::new(at, at + len));
                    len
                } else {
                    let list_item = first && at == island.start as usize && is_list_item(rest);
                    let len = word(rest, &text[end..], &mut after_figure, rules) + usize::from(list_item);
                    parts(text, Span::new(at, at + len), rules, words);
                    len
                }
            }
            Some(c) => {
                after_figure &= is_hyphen(c);
                let len = mark(rest, at == island.start as usize, rules);
                words.push(Span::new(at, at + len));
                len
            }
            None => break,
        };
        at += len;
    }
}

/// Whether the character belongs to words: letters, digits, combining marks and joiners.
fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{94d}' | '\u{1ab0}'..='\u{1aff}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`')
}

/// The beginning of a text, short enough to look at again and again.
fn near(text: &str) -> &str {
    let mut end = text.len().min(HORIZON);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Lower case with straight apostrophes, as the word lists write.
fn folded(word: &str) -> CompactString {
    if word.len() < HORIZON && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        let mut folded = CompactString::new(word);
        folded.make_ascii_lowercase();
        return folded;
    }
    near(word).chars().flat_map(char::to_lowercase).map(|c| if is_apostrophe(c) { '\'' } else { c }).collect()
}

/// "1.", "2.1.", "3)", "a)" at the start of a paragraph.
fn is_list_item(rest: &str) -> bool {
    let Some(number) = rest.strip_suffix(['.', ')']) else { return false };
    let figure = number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    (figure && (1..3).contains(&digits)) || (rest.ends_with(')') && number.len() == 1)
}

/// The length of an address of the web or of electronic mail at the start of the text.
fn address(rest: &str) -> Option<usize> {
    let near = near(rest);
    let lower =
        |prefix: &str| near.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if lower("http://") || lower("https://") || lower("www.") || lower("mailto:") {
        let trail = |c: char| {
            matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '"' | '\'' | '”' | '’' | '>')
        };
        return Some(rest.trim_end_matches(trail).len());
    }
    let name = near.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(b)).count();
    if near.as_bytes().get(name) != Some(&b'@') {
        return None;
    }
    let host =
        near[name + 1..].bytes().take_while(|b| b.is_ascii_alphanumeric() || b".-".contains(b)).count();
    let mail = near[..name + 1 + host].trim_end_matches(['.', '-']);
    mail[name + 1..].contains('.').then_some(mail.len())
}

/// The length of the mark, or run of like marks, at the start of the text.
fn mark(rest: &str, opens: bool, rules: &Rules) -> usize {
    let mut chars = rest.chars();
    let Some(c) = chars.next() else { return 0 };
    let next = chars.next().unwrap_or(' ');
    let run = |same: fn(char, char) -> bool| rest.find(|other| !same(c, other)).unwrap_or(rest.len());
    match c {
        '.' | '-' | '+' if opens && next.is_ascii_digit() => {
            1 + rest[1..]
                .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
                .unwrap_or(rest.len() - 1)
        }
        '#' | '@' if next.is_alphabetic() => {
            1 + rest[1..].find(|c: char| !is_word(c) && c != '_').unwrap_or(rest.len() - 1)
        }
        '!' | '?' => run(|_, other| matches!(other, '!' | '?')),
        '.' | '-' | '*' | '=' | '_' | '~' | '#' | '+' | '|' | '<' | '>' | '•' => run(|c, other| c == other),
        '\'' | '`' if next == c => 2,
        _ if is_apostrophe(c) => {
            let word =
                1 + rest[c.len_utf8()..].find(|c: char| !is_word(c)).unwrap_or(rest.len() - c.len_utf8());
            let word = &rest[..(word - 1 + c.len_utf8()).min(rest.len())];
            let decade = word.len() == c.len_utf8() + 3 && word.ends_with("0s") && next.is_ascii_digit();
            let known = word.len() < 12 && {
                let word = folded(word);
                rules.apostrophe_first.contains(&word) || (!opens && rules.clitics.contains(&word))
            };
            if decade || known { word.len() } else { c.len_utf8() }
        }
        // "((((" is an ornament, and one word.
        _ => match run(|c, other| c == other) {
            long if long >= LONG_RUN * c.len_utf8() => long,
            _ => c.len_utf8(),
        },
    }
}

/// So many like marks are an ornament.
const LONG_RUN: usize = 4;

/// The length of the word at the start of the text, clitics and units included, with the full stop of a short form;
/// `beyond` is what comes after the white space.
fn word(rest: &str, beyond: &str, after_figure: &mut bool, rules: &Rules) -> usize {
    let mut piece = 0; // where the part after the last hyphen begins
    let mut chars = rest.char_indices().peekable();
    let mut previous = ' ';
    let mut end = rest.len();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let goes_on = if is_word(c) || c == '_' {
            true
        } else if is_hyphen(c) && is_word(next) {
            let joined =
                !*after_figure && hyphen_joins(&rest[..at], piece, &rest[at + c.len_utf8()..], rules);
            piece = at + c.len_utf8();
            joined
        } else {
            match c {
                '.' => stop_joins(&rest[..at], &rest[at + 1..]),
                ',' => previous.is_ascii_digit() && is_group(&rest[at + 1..]),
                ':' | '/' => previous.is_ascii_digit() && next.is_ascii_digit(),
                '&' => previous.is_uppercase() && next.is_uppercase(),
                _ if is_apostrophe(c) => is_word(next),
                _ => false,
            }
        };
        if !goes_on {
            end = at;
            break;
        }
        previous = c;
    }
    let word = &rest[..end];
    if word.len() < HORIZON
        && word.starts_with(|c: char| c.is_ascii_digit())
        && rest[end..].starts_with(is_hyphen)
    {
        *after_figure = true;
    }
    if rest[end..].starts_with('.')
        && !rest[end..].starts_with("..")
        && is_short_form(word, &rest[end + 1..], beyond, rules)
    {
        end += 1;
    }
    if rest[end..].starts_with(['$', '£', '€']) && rules.currency_letters.contains(&folded(word)) {
        end += rest[end..].chars().next().map_or(0, char::len_utf8);
    }
    end
}

/// Whether the full stop between the two is part of a word: "1.5", "U.S", "example.org", but not "over.Police".
fn stop_joins(before: &str, after: &str) -> bool {
    let mut behind = before.chars().rev();
    let previous = behind.next().unwrap_or(' ');
    let mut ahead = after.chars();
    let (Some(next), following) = (ahead.next(), ahead.next().unwrap_or(' ')) else { return false };
    if !is_word(next) {
        return false;
    }
    // "example.org." but not "over.Police": a small letter before and a capitalised word after.
    !(next.is_uppercase()
        && following.is_lowercase()
        && (previous.is_lowercase() || previous.is_ascii_digit()))
}

/// Whether a group of three digits follows ("1,200"), or one of two before another group ("1,00,000").
fn is_group(after: &str) -> bool {
    let digits = after.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let bytes = after.as_bytes();
    digits == 3 || digits == 2 && bytes.get(2) == Some(&b',') && is_long_group(&bytes[3..])
}

/// Whether the group after a group of two ends a figure with three digits, or goes on.
fn is_long_group(bytes: &[u8]) -> bool {
    let digits = bytes.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    let goes_on = digits == 2 && bytes.get(2) == Some(&b',');
    digits == 3 && bytes.get(3) != Some(&b',')
        || goes_on && bytes.get(3..6).is_some_and(|more| more.iter().all(u8::is_ascii_digit))
}

/// Whether the full stop after the word belongs to it.
fn is_short_form(word: &str, after: &str, beyond: &str, rules: &Rules) -> bool {
    if word.len() > 12 {
        return false;
    }
    let mut form = folded(word);
    let letters = form.chars().filter(|c| *c != '.').count();
    // An initial ("J."), or letters with stops between them ("U.S.", "p.m.").
    let dotted = form.contains('.') && form.split('.').all(|part| (1..=2).contains(&part.chars().count()));
    let initial = letters == 1 && word.starts_with(char::is_uppercase);
    form.push('.');
    let figure_follows = after.is_empty() && beyond.trim_start().starts_with(|c: char| c.is_ascii_digit());
    (initial && !after.starts_with(char::is_alphanumeric))
        || (dotted && word.starts_with(char::is_alphabetic))
        || rules.titles.contains(&form)
        || rules.abbreviations.contains(&form)
        || (rules.before_figures.contains(&form) && figure_follows)
}

/// Whether the hyphen between the two does not cut: names, codes, prefixes, telephone numbers and dates.
///
/// `piece` is where the part before the hyphen begins; what stands before belongs to the same word.
fn hyphen_joins(before: &str, piece: usize, after: &str, rules: &Rules) -> bool {
    let left = before.get(piece..).unwrap_or_default();
    let after = near(after);
    let right = &after[..after.find(|c: char| !is_word(c) && !is_apostrophe(c)).unwrap_or(after.len())];
    let far = &after[right.len()..];
    if left.is_empty() || right.is_empty() || left.len() >= HORIZON {
        return false;
    }
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if digits(left) && digits(right) {
        let third = far.strip_prefix('-').is_some_and(|far| far.starts_with(|c: char| c.is_ascii_digit()));
        return piece > 0 || third || (left.len() == 3 && right.len() == 4);
    }
    if left.starts_with(|c: char| c.is_numeric()) {
        return false;
    }
    let (low_left, low_right) = (folded(left), folded(right));
    let bare_right = low_right.split('\'').next().unwrap_or_default();
    if rules.tails.contains(bare_right) && !rules.prefixes.contains(&low_left) {
        return false;
    }
    let capital = |part: &str| part.starts_with(|c: char| c.is_uppercase());
    let name_goes_on = |far: &str| far.strip_prefix('-').is_some_and(capital);
    rules.prefixes.contains(&low_left)
        || (rules.name_particles.contains(&low_left) && (capital(left) || capital(right)))
        || (capital(left) && (capital(right) || right.starts_with(|c: char| c.is_numeric())))
        || (capital(left) && rules.name_links.contains(&low_right))
        || (capital(left) && right.len() <= 5 && name_goes_on(far))
        || (piece > 0 && capital(right))
}

/// Cuts clitics, fused words and units off a word.
fn parts(text: &str, word: Span, rules: &Rules, words: &mut Vec<Span>) {
    let form = word.of(text);
    let start = word.start as usize;
    let mut cut = |at: usize| {
        words.push(Span::new(start, start + at));
        words.push(Span::new(start + at, word.end as usize));
    };
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        let figure = form.find(|c: char| c.is_alphabetic()).unwrap_or(form.len());
        if figure < form.len() && rules.units.contains(&folded(&form[figure..])) {
            return cut(figure);
        }
    }
    if let Some((at, _)) = form.char_indices().rev().take(5).find(|&(_, c)| is_apostrophe(c)) {
        let tail = folded(&form[at..]);
        let negated = form[..at].ends_with(['n', 'N']) && rules.negation.strip_prefix('n') == Some(&tail);
        if at > 0 && rules.clitics.contains(&tail) {
            // "wouldn't've": what is left may have a clitic of its own.
            parts(text, Span::new(start, start + at), rules, words);
            words.push(Span::new(start + at, word.end as usize));
            return;
        } else if negated && at > 1 {
            return cut(at - 1);
        }
    }
    if form.len() <= 12
        && let Some(second) = rules.fused.get(folded(form).as_str())
        && form.is_char_boundary(form.len() - second.len())
    {
        return cut(form.len() - second.len());
    }
    words.push(word);
}
