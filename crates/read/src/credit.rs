//! Words by which a report says whose text it carries.
//!
//! ```text
//! This article was originally published by The Norland Courier.      republication, "The Norland Courier"
//! EASTPORT (Reuters) - …                                             agency, "Reuters"
//! (With inputs from AFP)                                             agency, "AFP"
//! ```

use crate::line::Line;
use crate::page::part;
use crate::words::{Cue, Hit, Place, Words, fold};
use variorum_model::report::{Credit, CreditKind};
use variorum_model::{Report, Span};

/// Gives an agency credit.
pub(crate) fn agency(report: &mut Report, name: &str, evidence: Option<Span>) {
    report.credits.push(Credit { to: name.to_owned(), how: CreditKind::Agency, evidence });
}

/// Gives credit for the whole text.
pub(crate) fn republication(report: &mut Report, name: &str, evidence: Option<Span>) {
    report.credits.push(Credit { to: name.to_owned(), how: CreditKind::Republication, evidence });
}

/// The publisher that a notice of republication names, if the line is one. The line is the notice if it begins with its
/// words or with what it speaks of ("This article"); elsewhere the words speak of something else.
pub(crate) fn notice<'t>(line: &Line<'t>, hits: &[Hit], words: &Words) -> Option<&'t str> {
    let subject = hits.iter().any(|hit| hit.cue == Cue::Subject && hit.place == Place::Opens);
    let first = line.text.find(char::is_alphanumeric).unwrap_or(0);
    hits.iter()
        .filter(|hit| hit.cue == Cue::Republication)
        .filter(|hit| hit.start <= first || subject && hit.start < first + 80)
        .filter_map(|hit| name_behind(line.text, hit.end, words))
        .next()
}

/// The capitalised words behind "by", "in", "on": "(originally published) on 3 March by ‹The Norland Courier› under …".
fn name_behind<'t>(text: &'t str, from: usize, words: &Words) -> Option<&'t str> {
    let rest = text.get(from..)?;
    let end = rest.char_indices().map(|(at, _)| at).nth(200).unwrap_or(rest.len());
    let mut tokens = word_spans(&rest[..end]).into_iter().peekable();
    let quoted = |c: char| matches!(c, '"' | '“' | '”' | '\'' | '‘' | '*' | '_' | '[');
    let mut last_was_link = true;
    while let Some((start, stop)) = tokens.next() {
        let raw = &rest[start..stop];
        let word = raw.trim_start_matches(quoted);
        let folded = fold(word.trim_end_matches(|c: char| !c.is_alphanumeric()));
        if words.links.contains(&folded) {
            last_was_link = true;
            continue;
        }
        let day = words.months.contains_key(&folded) || words.weekdays.contains(&folded);
        let article = matches!(tokens.peek(), Some(&(next, _)) if rest[next..].trim_start_matches(quoted).starts_with(char::is_uppercase))
            && word.starts_with(char::is_lowercase)
            && word.len() <= 4;
        let begins = word.starts_with(char::is_uppercase) && !day || last_was_link && article;
        if !last_was_link || !begins {
            last_was_link = false;
            continue;
        }
        // The name goes on until punctuation, a word that ends names, or a word in lower case that nothing capitalised follows.
        let from = if article { tokens.peek().map_or(start, |next| next.0) } else { start };
        let from = from + rest[from..].len() - rest[from..].trim_start_matches(quoted).len();
        let mut to = if article { from } else { stop };
        let mut closed = !article && ends_name(raw);
        while !closed && let Some(&(next, next_stop)) = tokens.peek() {
            let raw = &rest[next..next_stop];
            let bare = raw.trim_matches(|c: char| !c.is_alphanumeric());
            if words.stops.iter().any(|stop| starts_with_phrase(&rest[next..], stop)) {
                break;
            }
            let capital =
                raw.trim_start_matches(quoted).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
            if !capital && (bare.len() > 3 || bare.is_empty() || raw.starts_with('(')) {
                break;
            }
            tokens.next();
            if capital {
                to = next_stop;
                closed = ends_name(raw);
            }
        }
        let name = rest.get(from..to)?.trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
        let domain_or_name = name.chars().any(char::is_alphabetic) && name.len() >= 2;
        return domain_or_name.then_some(name);
    }
    None
}

fn ends_name(word: &str) -> bool {
    word.ends_with(['.', ',', ';', ':', ')', '!', '?', '"', '”', '|', ']', '*'])
}

fn starts_with_phrase(text: &str, phrase: &str) -> bool {
    text.get(..phrase.len()).is_some_and(|start| start == phrase)
        && !text[phrase.len()..].starts_with(char::is_alphanumeric)
}

fn word_spans(text: &str) -> Vec<(usize, usize)> {
    text.split_whitespace()
        .map(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            (start, start + word.len())
        })
        .collect()
}

/// The agencies of a line that names nothing else: "Reuters", "— AFP", "(With inputs from AP and Reuters)", "Source: TASS".
pub(crate) fn agency_line(line: &Line<'_>, hits: &[Hit], words: &Words) -> Vec<(String, Span)> {
    if line.words > 12 {
        return Vec::new();
    }
    let from = hits
        .iter()
        .filter(|hit| hit.cue == Cue::Agency && hit.place == Place::Opens)
        .map(|hit| hit.end)
        .max()
        .unwrap_or(0);
    let mut found = Vec::new();
    for piece in line.text[from..].split([',', '/', ';', '|']) {
        let mut names = vec![piece];
        for join in &words.joins {
            let joint = format!(" {join} ");
            names = names.into_iter().flat_map(|name| name.split(joint.as_str())).collect();
        }
        for name in names {
            let bare = name.trim_matches(|c: char| !c.is_alphanumeric());
            if bare.is_empty() {
                continue;
            }
            let Some(agency) = words.agency(bare) else { return Vec::new() };
            let at = bare.as_ptr() as usize - line.text.as_ptr() as usize;
            found.push((agency.to_owned(), part(line, at, at + bare.len())));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::line::lines;
    use crate::tests::words;

    fn check(text: &str, to: Option<&str>) {
        let words = words();
        let line = lines(text)[0];
        assert_eq!(super::notice(&line, &words.hits(text), &words), to, "{text}");
    }

    #[test]
    fn notices_of_republication() {
        check("This article was originally published by The Norland Courier.", Some("The Norland Courier"));
        check(
            "This article was originally published on 3 March 2024 by the Norland Courier under a licence.",
            Some("Norland Courier"),
        );
        check(
            "This story first appeared in Harbour News and is republished with permission.",
            Some("Harbour News"),
        );
        check("Originally published in Island Weekly", Some("Island Weekly"));
        check("Republished from Bay of Isles Review (Eastport)", Some("Bay of Isles Review"));
        check("This piece was first published on herald.example", None);
        check("The cartoon was originally published by The Norland Courier in 2005.", None);
        check("This article was originally published in 2019.", None);
    }
}
