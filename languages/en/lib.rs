//! All that is English: word lists, cues, units, time patterns, the words of the ontology, the trained model.
//!
//! The files lie beside this one and are compiled in as they are; `language` and `extract` read them. A further language
//! is a further folder of the same shape.

include!(concat!(env!("OUT_DIR"), "/ontology.rs"));

/// How text is cut into words and sentences: short forms, clitics, prefixes, units.
pub const TOKENS: &str = include_str!("tokens.toml");

/// The words by which noun groups and verb groups are told apart and read.
pub const GROUPS: &str = include_str!("groups.toml");

/// The words that mark a statement as somebody's, with what they say of its truth.
pub const CUES: &str = include_str!("cues.toml");

/// The weights of the part-of-speech tagger, made by `cargo xtask train`; under CC BY-SA 4.0, see `ATTRIBUTION.md`.
pub const TAGGER: &[u8] = include_bytes!("tagger.model");

/// Irregular forms of verbs, nouns and adjectives.
pub const LEMMAS: &str = include_str!("lemmas.toml");

/// Words for numbers, and what the vague ones are taken to mean.
pub const NUMBERS: &str = include_str!("numbers.toml");

/// Bounds and hedges: what the words around a figure do to it.
pub const HEDGES: &str = include_str!("hedges.toml");

/// Units of measures, currencies.
pub const UNITS: &str = include_str!("units.toml");

/// Words that relate figures to each other, and words that make them no counts.
pub const FIGURES: &str = include_str!("figures.toml");

/// The words of headers and furniture.
pub const READING: &str = include_str!("reading.toml");

/// The words that speak of time.
pub const TIME_WORDS: &str = include_str!("times/words.list");

/// The grammar cards of time expressions: names and texts of the files, in the order in which they are applied.
pub const TIME_CARDS: &[(&str, &str)] = &[
    ("times/1-calendar.cards", include_str!("times/1-calendar.cards")),
    ("times/2-lengths.cards", include_str!("times/2-lengths.cards")),
    ("times/3-joins.cards", include_str!("times/3-joins.cards")),
    ("times/4-daytimes.cards", include_str!("times/4-daytimes.cards")),
    ("times/5-edges.cards", include_str!("times/5-edges.cards")),
];

/// The words by which clauses are put together.
pub const CLAUSES: &str = include_str!("clauses.toml");

/// Words in and around names.
pub const NAMES: &str = include_str!("names.toml");

/// Names of countries, peoples, regions, cities and languages in lower case, sorted by their bytes, one a line: the name, a
/// tab, the letter of its kind. Where they come from is said in `gazetteer.rs`.
pub const GAZETTEER: &str = include_str!(concat!(env!("OUT_DIR"), "/gazetteer.txt"));

#[cfg(test)]
mod tests {
    #[test]
    fn the_gazetteer_has_what_it_should() {
        let lines: Vec<&str> = super::GAZETTEER.lines().collect();
        for line in [
            "norway\tc",
            "iran\tc",
            "tanzania\tc",
            "russia\tc",
            "norwegians\tp",
            "danish\tp",
            "california\tr",
            "kabul\tt",
            "swahili\tl",
        ] {
            assert!(lines.contains(&line), "{line}");
        }
        assert!(!lines.iter().any(|line| line.starts_with("danishs\t")));
        assert!(lines.is_sorted() && lines.len() > 4000);
    }
}
