//! Names of people, organisations and places, and how two of them stand to each other.
//!
//! ```text
//! "Eastport" · "EASTPORT"                      the same
//! "Harbour Street" · "Eastport"                the first lies within the second, if a report says so
//! "Northern Front" · "Northern Front Coast"    related: whole and branch, neither the same nor unconnected
//! ```

use std::collections::BTreeSet;

/// How the first of two names stands to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameRelation {
    /// Both name one thing.
    Same,
    /// The first lies within the second.
    Within,
    /// The second lies within the first.
    Holds,
    /// One is a part or branch of the other, or its parent; which one, and whether more, is not known.
    Related,
    /// They name different things.
    Apart,
    /// Nobody says how they stand to each other.
    Unknown,
}

impl NameRelation {
    /// The relation of the second to the first.
    pub fn turned(self) -> NameRelation {
        match self {
            NameRelation::Within => NameRelation::Holds,
            NameRelation::Holds => NameRelation::Within,
            same => same,
        }
    }
}

/// What a case knows of names. Each answer for (b, a) is that for (a, b) [turned](NameRelation::turned).
pub trait Naming {
    /// How two places stand to each other.
    fn places(&self, a: &str, b: &str) -> NameRelation;
    /// How two people or organisations stand to each other.
    fn actors(&self, a: &str, b: &str) -> NameRelation;
}

/// Names by their letters alone: the same after folding, related where one has all words of the other and more.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainNames;

impl Naming for PlainNames {
    fn places(&self, a: &str, b: &str) -> NameRelation {
        if fold(a) == fold(b) { NameRelation::Same } else { NameRelation::Unknown }
    }

    fn actors(&self, a: &str, b: &str) -> NameRelation {
        let (a, b) = (fold(a), fold(b));
        let words = |name: &str| name.split(' ').map(str::to_owned).collect::<BTreeSet<String>>();
        match () {
            _ if a == b => NameRelation::Same,
            _ if a.is_empty() || b.is_empty() => NameRelation::Apart,
            _ if words(&a).is_subset(&words(&b)) || words(&b).is_subset(&words(&a)) => NameRelation::Related,
            _ => NameRelation::Apart,
        }
    }
}

/// A name without case and punctuation, its words parted by one space each.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for letter in name.chars().filter(|&letter| letter != '.' && letter != '\'' && letter != '’') {
        if letter.is_alphanumeric() {
            folded.extend(letter.to_lowercase());
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The words that carry a text's meaning, as far as letters alone tell: those of four letters and more, and figures,
/// each cut to its first six letters so that forms of one word meet. A text of short words gives them all.
pub fn content_words(text: &str) -> BTreeSet<String> {
    let folded = fold(text);
    let heavy =
        |word: &&str| word.chars().count() >= 4 || word.starts_with(|first: char| first.is_ascii_digit());
    let cut = |word: &str| word.chars().take(6).collect::<String>();
    let words: BTreeSet<String> = folded.split(' ').filter(heavy).map(cut).collect();
    if words.is_empty() {
        folded.split(' ').filter(|word| !word.is_empty()).map(cut).collect()
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded() {
        assert_eq!(fold("  N.L.F. – Coast’s "), "nlf coasts");
        assert_eq!(fold("…"), "");
        assert_eq!(PlainNames.actors("Northern Front", "Northern Front–Coast"), NameRelation::Related);
        assert_eq!(PlainNames.actors("Anna Berg", "Ida Berg"), NameRelation::Apart);
        assert_eq!(PlainNames.places("Eastport", "EASTPORT"), NameRelation::Same);
    }

    #[test]
    fn content_is_what_has_weight() {
        let words = |text: &str| content_words(text).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(words("the roof of the hall collapsed"), "collap hall roof");
        assert_eq!(words("to be or so"), "be or so to");
        assert_eq!(words(""), "");
    }
}
