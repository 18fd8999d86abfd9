//! The text as the layer of names sees it: tokens with their classes of words, and what a capital is worth.

use super::lexicon::Lexicon;
pub(super) use super::lexicon::class as classes;
use crate::phrase::Map;
use compact_str::CompactString;
use variorum_model::document::{QuantityKind, Sentence, TimexType, Token, Upos, VerbGroup};
use variorum_model::{Document, TokenId, TokenRange};

/// A document with what the layer of names asks of it again and again.
pub(super) struct Text<'d> {
    pub(super) document: &'d Document,
    pub(super) lexicon: &'d Lexicon,
    /// The classes of each token.
    pub(super) classes: Vec<u64>,
    /// Whether each token lies in a date or a time of day.
    dated: Vec<bool>,
    /// Whether each token lies in direct speech.
    spoken: Vec<bool>,
    /// Words that the text has in lower case somewhere.
    small: Map<&'d str, ()>,
    /// Words that the text has as names within sentences.
    proper: Map<&'d str, ()>,
    /// What capitals are worth, sentence by sentence.
    pub(super) casing: Vec<Casing>,
}

/// What a capital says in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Casing {
    /// A capital marks a name.
    Sentence,
    /// Most words have one: a headline.
    Title,
    /// All letters are capitals.
    Capitals,
}

impl<'d> Text<'d> {
    pub(super) fn new(document: &'d Document, lexicon: &'d Lexicon) -> Text<'d> {
        let mut small = Map::default();
        let mut classes = Vec::with_capacity(document.tokens.len());
        for token in &document.tokens {
            classes.push(lexicon.classes(&token.norm));
            let form = token.span.of(&document.text);
            if form.starts_with(char::is_lowercase) && token.upos != Upos::Propn {
                small.insert(token.norm.as_str(), ());
            }
        }
        let mut proper = Map::default();
        for sentence in &document.sentences {
            for token in document.tokens.get(sentence.tokens.range()).unwrap_or_default().iter().skip(1) {
                if token.upos == Upos::Propn {
                    proper.insert(token.norm.as_str(), ());
                }
            }
        }
        let mut dated = vec![false; document.tokens.len()];
        for timex in document
            .times
            .iter()
            .filter(|timex| matches!(timex.kind, TimexType::Date | TimexType::Time | TimexType::Set))
        {
            for id in timex.tokens.range() {
                if let Some(dated) = dated.get_mut(id) {
                    *dated = true;
                }
            }
        }
        let mut spoken = vec![false; document.tokens.len()];
        for quotation in
            document.quotations.iter().filter(|quotation| quotation.speech && quotation.depth == 0)
        {
            for spoken in spoken.get_mut(document.tokens_in(quotation.span).range()).unwrap_or_default() {
                *spoken = true;
            }
        }
        let casing = document.sentences.iter().map(|sentence| casing(document, sentence)).collect();
        Text { document, lexicon, classes, dated, spoken, small, proper, casing }
    }

    pub(super) fn token(&self, idx: usize) -> Option<&'d Token> {
        self.document.tokens.get(idx)
    }

    pub(super) fn form(&self, idx: usize) -> &'d str {
        self.token(idx).map_or("", |token| token.span.of(&self.document.text))
    }

    pub(super) fn norm(&self, idx: usize) -> &'d str {
        self.token(idx).map_or("", |token| token.norm.as_str())
    }

    pub(super) fn is(&self, idx: usize, class: u64) -> bool {
        self.classes.get(idx).is_some_and(|bits| bits & class != 0)
    }

    pub(super) fn upos(&self, idx: usize) -> Upos {
        self.token(idx).map_or(Upos::X, |token| token.upos)
    }

    pub(super) fn is_dated(&self, idx: usize) -> bool {
        self.dated.get(idx).copied().unwrap_or_default()
    }

    /// Whether the text has the token's word in lower case somewhere.
    pub(super) fn is_small(&self, idx: usize) -> bool {
        self.token(idx).is_some_and(|token| self.small.contains_key(token.norm.as_str()))
    }

    /// Whether the text has the token's word as a name within a sentence, and never in lower case.
    pub(super) fn is_proper(&self, idx: usize) -> bool {
        !self.is_small(idx)
            && self.token(idx).is_some_and(|token| self.proper.contains_key(token.norm.as_str()))
    }

    /// Whether the token lies in direct speech.
    pub(super) fn is_spoken(&self, idx: usize) -> bool {
        self.spoken.get(idx).copied().unwrap_or_default()
    }

    /// Whether the token is a figure that counts nothing.
    pub(super) fn is_label(&self, idx: usize) -> bool {
        let here = TokenRange::new(idx, idx + 1);
        self.document.quantities_in(here).any(|quantity| quantity.kind == QuantityKind::Other)
    }

    /// The first token of the sentence that holds this one.
    pub(super) fn sentence_start(&self, idx: usize) -> usize {
        let sentence = self.document.sentence_of(TokenId::from(idx));
        sentence.map_or(idx, |id| self.document.sentences[id.0 as usize].tokens.start as usize)
    }

    /// The verb group that holds the token.
    pub(super) fn verb(&self, idx: usize) -> Option<&'d VerbGroup> {
        self.document.verb_at(TokenId::from(idx)).map(|id| &self.document.verbs[id.0 as usize])
    }

    /// The classes of the lemma of the verb that comes next after this token, past adverbs, or the one that stands right
    /// before the name ("said Ana Ruiz").
    pub(super) fn verb_after(&self, end: usize, sentence: &Sentence) -> Option<(&'d VerbGroup, u64)> {
        let mut idx = end;
        let last = sentence.tokens.end as usize;
        while idx < last && idx < end + 3 {
            if let Some(verb) = self.verb(idx) {
                let lemma = self.token(verb.head.index()).map_or("", |token| token.lemma.as_str());
                return Some((verb, self.lexicon.classes(lemma)));
            }
            if self.upos(idx) != Upos::Adv {
                return None;
            }
            idx += 1;
        }
        None
    }

    /// The words of some tokens in lower case with single blanks, whatever stands between them in the text.
    pub(super) fn key(&self, tokens: std::ops::Range<usize>) -> CompactString {
        let mut key = CompactString::default();
        for idx in tokens {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(self.norm(idx));
        }
        key
    }
}

/// Whether the sentence is what stands before the first words of a report: "EASTPORT, Norland (NNA) --".
pub(super) fn is_dateline(document: &Document, sentence: &Sentence) -> bool {
    sentence.tokens.len() <= 42 && document.words(sentence.span).ends_with(['-', '—', '–', '―', ']'])
}

fn casing(document: &Document, sentence: &Sentence) -> Casing {
    if is_dateline(document, sentence) {
        return Casing::Sentence;
    }
    let (mut capital, mut small, mut shouting) = (0, 0, 0);
    let stopped = document.words(sentence.span).ends_with(['.', '!', '?', '”', '"']);
    for token in document.tokens.get(sentence.tokens.range()).unwrap_or_default() {
        let form = token.span.of(&document.text);
        if form.starts_with(char::is_lowercase) {
            small += usize::from(token.upos.is_content());
            continue;
        }
        if form.chars().take(5).filter(|c| c.is_alphabetic()).count() < 4 {
            continue;
        }
        if form.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) {
            shouting += 1;
        }
        if form.starts_with(char::is_uppercase) {
            capital += 1;
        }
    }
    if shouting > 2 && small == 0 && 2 * shouting > capital {
        Casing::Capitals
    } else if capital > 3 * small
        && (capital >= 3 && (small == 0 || !stopped) || capital >= 2 && small == 0 && !stopped)
    {
        Casing::Title
    } else {
        Casing::Sentence
    }
}

/// Whether all letters are capitals, two of them at least: "NRC", "U.N.", "MH17".
pub(super) fn is_acronym(form: &str) -> bool {
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    let plural = form.strip_suffix('s').unwrap_or(form);
    letters >= 2
        && form.len() <= 12
        && plural.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        && plural.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Whether the bits have one of the class.
pub(super) fn has(bits: u64, class: u64) -> bool {
    bits & class != 0
}
