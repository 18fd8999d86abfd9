//! Text to documents: sentences, tokens, quotations, groups, figures, times, names, clauses.
//!
//! Each layer is a module with one function that sees the text and the layers before it:
//!
//! ```text
//! token → tag → quotation → chunk → quantity → timex → name → clause
//! ```
//!
//! The words, patterns and weights of a language are data ([`Resources`]); nothing in this crate opens a file.

mod chunk;
mod clause;
mod data;
mod name;
mod phrase;
mod quantity;
mod quotation;
pub mod tag;
mod timex;
mod token;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod testing;

use variorum_model::{Document, Report};

/// The data of a language, as its folder in `languages/` holds them.
#[derive(Clone, Copy, Debug)]
pub struct Resources {
    /// `tokens.toml`: how text is cut into words and sentences.
    pub tokens: &'static str,
    /// `groups.toml`: the words by which noun and verb groups are told apart and read.
    pub groups: &'static str,
    /// `lemmas.toml`: irregular forms.
    pub lemmas: &'static str,
    /// `tagger.model`: the weights of the tagger.
    pub tagger: &'static [u8],
    /// `clauses.toml`: the words by which clauses are put together.
    pub clauses: &'static str,
    /// `numbers.toml`: words for numbers.
    pub numbers: &'static str,
    /// `hedges.toml`: bounds and hedges of figures.
    pub hedges: &'static str,
    /// `units.toml`: units and currencies.
    pub units: &'static str,
    /// `figures.toml`: what stands around figures.
    pub figures: &'static str,
    /// `times/words.list`: the words that speak of time.
    pub time_words: &'static str,
    /// `times/*.cards`: grammar cards of time expressions, names and texts, in the order in which they are applied.
    pub time_cards: &'static [(&'static str, &'static str)],
    /// `names.toml`: words in and around names.
    pub names: &'static str,
    /// Names of countries (`c`), peoples (`p`), regions (`r`), cities (`t`) and languages (`l`) in lower case, sorted by their
    /// bytes, one a line: name, tab, letter.
    pub gazetteer: &'static str,
}

/// The [`Resources`] of a crate that holds the folder of a language, its files as constants.
#[macro_export]
macro_rules! resources {
    ($folder:ident) => {
        $crate::Resources {
            tokens: $folder::TOKENS,
            lemmas: $folder::LEMMAS,
            tagger: $folder::TAGGER,
            groups: $folder::GROUPS,
            clauses: $folder::CLAUSES,
            numbers: $folder::NUMBERS,
            hedges: $folder::HEDGES,
            units: $folder::UNITS,
            figures: $folder::FIGURES,
            time_words: $folder::TIME_WORDS,
            time_cards: $folder::TIME_CARDS,
            names: $folder::NAMES,
            gazetteer: $folder::GAZETTEER,
        }
    };
}

/// A language, ready for use.
#[derive(Debug)]
pub struct Language {
    tokens: token::Rules,
    groups: chunk::Words,
    irregular: tag::lemma::Irregular,
    tagger: tag::Tagger,
    quantity: quantity::Lexicon,
    times: timex::Times,
    clauses: clause::Words,
    name: name::Lexicon,
}

impl Language {
    /// Reads the data of a language.
    ///
    /// # Errors
    /// Where a file is not what it should be: which one, where, and what was expected.
    pub fn load(resources: &Resources) -> Result<Language, Error> {
        Ok(Language {
            tokens: token::Rules::load(resources.tokens)?,
            groups: chunk::Words::load(resources.groups)?,
            irregular: tag::lemma::Irregular::load(resources.lemmas)?,
            tagger: tag::Tagger::load(resources.tagger)?,
            quantity: quantity::Lexicon::load(resources)?,
            times: timex::Times::load(resources.time_words, resources.time_cards)?,
            clauses: clause::Words::load(resources.clauses)?,
            name: name::Lexicon::load(resources)?,
        })
    }

    /// The document of a report: its text with all layers. Furniture gets no sentences.
    pub fn analyze(&self, report: &Report) -> Document {
        let mut document =
            Document { text: report.text.clone(), published: report.published, ..Document::default() };
        for layer in Layer::ALL {
            self.add(layer, report, &mut document);
        }
        document
    }

    /// Adds one layer to a document of the report that has those before it; [`Language::analyze`] is all in their order.
    pub fn add(&self, layer: Layer, report: &Report, document: &mut Document) {
        match layer {
            Layer::Tokens => {
                (document.sentences, document.tokens) =
                    token::tokens(&document.text, &report.furniture, self);
            }
            Layer::Tags => {
                let possible = |norm: &str| self.groups.possible(norm);
                self.tagger.tag(&document.text, &document.sentences, &mut document.tokens, possible);
                self.quantity.tag_numerals(&document.sentences, &mut document.tokens);
                chunk::mend_tags(&document.sentences, &mut document.tokens, &self.groups);
            }
            Layer::Lemmas => tag::lemma::lemmas(&document.text, &mut document.tokens, self),
            Layer::Quotations => document.quotations = quotation::quotations(document, self),
            Layer::Groups => (document.nouns, document.verbs) = chunk::chunks(document, self),
            Layer::Times => document.times = timex::times(document, self),
            Layer::Figures => document.quantities = quantity::quantities(document, self),
            Layer::Names => (document.mentions, document.entities) = name::names(document, self),
            Layer::Clauses => document.clauses = clause::clauses(document, self),
        }
    }
}

/// The layers of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Sentences and tokens.
    Tokens,
    /// Parts of speech.
    Tags,
    /// Dictionary forms.
    Lemmas,
    /// Quotations.
    Quotations,
    /// Noun and verb groups.
    Groups,
    /// Time expressions.
    Times,
    /// Figures.
    Figures,
    /// Mentions and entities.
    Names,
    /// Clauses.
    Clauses,
}

impl Layer {
    /// All layers, in the order in which they are built.
    pub const ALL: [Layer; 9] = [
        Layer::Tokens,
        Layer::Tags,
        Layer::Lemmas,
        Layer::Quotations,
        Layer::Groups,
        Layer::Times,
        Layer::Figures,
        Layer::Names,
        Layer::Clauses,
    ];
}

/// A file of a language that is not what it should be.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct Error {
    /// The file within the language's folder.
    pub file: &'static str,
    /// The line, counted from 1.
    pub line: usize,
    /// What was expected and what was found.
    pub message: String,
}
