//! What short stretches of text look like: a person's name, a publisher, an agency, a place before a dash.

use crate::words::{Words, fold};

/// Whether the words look like a person's name: two to five capitalised words, none of which is a day, a month or a word
/// of publishers.
pub(crate) fn is_name(text: &str, words: &Words) -> bool {
    let parts: Vec<&str> = text.split_whitespace().take(6).collect();
    let name_word = |word: &&str| {
        let lower = fold(word.trim_end_matches('.'));
        let small = words.particles.contains(&lower);
        // "al-Hadi", "d’Arc"
        let stem = word.split_once('-').filter(|(first, _)| words.particles.contains(&fold(first)));
        let stem = stem.or_else(|| word.split_once(['’', '\'']).filter(|(first, _)| first.len() == 1));
        let stem = stem.map_or(*word, |(_, last)| last);
        let capital = stem.chars().next().is_some_and(char::is_uppercase);
        (small || capital)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
            && !words.weekdays.contains(&lower)
            && (!words.months.contains_key(&lower)
                || lower.len() > 4 && capital && parts.first() == Some(word))
            && !words.publisher_words.contains(&lower)
            && !words.anonymous.contains(&lower)
    };
    (2..=5).contains(&parts.len())
        && parts.iter().all(name_word)
        && parts.last().is_some_and(|last| last.contains(char::is_uppercase))
        && !words.date_fillers.contains(&fold(parts[0]))
        && words.agency(text).is_none()
}

/// One or more names, joined by "and" or commas; as printed, without the rest of the line.
pub(crate) fn names(text: &str, words: &Words) -> bool {
    let mut any = false;
    let mut current = String::new();
    for word in text.split_whitespace().chain(["&"]) {
        let bare = word.trim_end_matches(',');
        if words.joins.contains(&fold(bare)) {
            if !current.is_empty() {
                if !is_name(&current, words) {
                    return false;
                }
                any = true;
                current.clear();
            }
        } else {
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(bare);
            if bare.len() != word.len() {
                if !is_name(&current, words) {
                    return false;
                }
                any = true;
                current.clear();
            }
        }
    }
    any
}

/// Whether the words look like a newspaper, a station or a site.
pub(crate) fn is_publisher(text: &str, words: &Words) -> bool {
    let parts: Vec<&str> = text.split_whitespace().take(7).collect();
    if let [only] = parts[..] {
        return is_domain(only);
    }
    let listed = |word: Option<&&str>| word.is_some_and(|word| words.publisher_words.contains(&fold(word)));
    // "Norland Ministry of Works"
    let of = |pair: &[&str]| listed(pair.first()) && pair[1].starts_with(char::is_lowercase);
    parts.len() <= 5
        && (listed(parts.last()) || listed(parts.first()) || parts.windows(2).any(of))
        && parts.iter().all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '&')
                || word.len() <= 3 && word.chars().all(char::is_alphabetic)
        })
        && parts[0].starts_with(char::is_uppercase)
}

/// "herald.example": an address without a scheme.
fn is_domain(word: &str) -> bool {
    let bare = word.strip_prefix("www.").unwrap_or(word);
    bare.len() > 4
        && bare.contains('.')
        && !bare.starts_with('.')
        && bare
            .rsplit('.')
            .next()
            .is_some_and(|last| last.len() >= 2 && last.chars().all(|c| c.is_ascii_lowercase()))
        && bare.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-'))
}

/// Whether a word is written in capitals and long enough to be more than an initial.
pub(crate) fn is_capitals(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3 && word.chars().all(|c| !c.is_lowercase())
}

/// Letters and digits in lower case, with single spaces: for comparing a title with a line.
pub(crate) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            key.extend(c.to_lowercase());
        } else if !key.is_empty() && !key.ends_with(' ') && !matches!(c, '\'' | '’') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::words;

    #[test]
    fn names_of_people() {
        for name in [
            "Jane Doe",
            "JANE DOE",
            "J. R. Doe",
            "Jean-Luc d’Arc",
            "Omar al-Hadi",
            "Anna van der Berg",
            "April Stone",
        ] {
            assert!(is_name(name, &words()), "{name}");
        }
        for other in [
            "Jane",
            "The Ferry",
            "Friday Evening",
            "March 23",
            "Eastport Herald",
            "Fire kills three",
            "Associated Press",
            "Staff Writer Team of Six People",
        ] {
            assert!(!is_name(other, &words()), "{other}");
        }
        assert!(names("Jane Doe and John Roe", &words()));
        assert!(names("Jane Doe, John Roe & Ann Poe", &words()));
        assert!(!names("Jane Doe and others", &words()));
        assert!(!names("and", &words()));
    }

    #[test]
    fn names_of_publishers() {
        for name in [
            "The Eastport Herald",
            "Norland Radio",
            "Radio Norland",
            "herald.example",
            "News of the Isles",
            "Norland Ministry of Works",
        ] {
            assert!(is_publisher(name, &words()), "{name}");
        }
        for other in ["Jane Doe", "the news was bad", "Ferry burns", "3.5", "e.g."] {
            assert!(!is_publisher(other, &words()), "{other}");
        }
    }
}
