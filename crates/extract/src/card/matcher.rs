//! Cards against a document: each word of the text that a card looks for, with what stands in the card's place.
//!
//! ```text
//! "At least 139 people were killed by gunmen."      card toll-patient: words kill, where patient
//!   trigger  killed        filler  At least 139 people
//! ```

use super::antecedent::antecedents;
use super::{Card, ClauseMap, Phrase, Place, WordClass, WordForm, WordSet};
use crate::ontology::Loaded;
use variorum_model::document::{Clause, ClauseId, GroupId, NounGroup, Token, Upos, Xpos};
use variorum_model::{Document, TokenId, TokenRange};

/// What stands in a place: a noun group with what belongs to it, or a stretch of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Filler {
    /// All its words.
    pub(crate) tokens: TokenRange,
    /// The word that governs it.
    pub(crate) head: TokenId,
    /// Its group, of a coordination the first; `None` for a clause or a part of a group.
    pub(crate) group: Option<GroupId>,
}

/// A word of the text that a card looks for, with what stands in the card's place.
#[derive(Clone, Debug)]
pub(crate) struct Matched<'r> {
    pub(crate) card: &'r Card,
    /// The word.
    pub(crate) head: TokenId,
    /// The words of the phrase.
    pub(crate) trigger: TokenRange,
    /// The clause whose predicate the word is, or the innermost around it.
    pub(crate) clause: Option<ClauseId>,
    /// What stands in the place; never empty.
    pub(crate) fillers: Vec<Filler>,
}
/// Everything that the cards find, in order of the words, then of the cards.
pub(crate) fn find_all<'r>(document: &Document, map: &ClauseMap, rules: &'r Loaded) -> Vec<Matched<'r>> {
    let mut found = Vec::new();
    for (idx, token) in document.tokens.iter().enumerate() {
        if !matches!(
            token.upos,
            Upos::Verb | Upos::Aux | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adv | Upos::X
        ) {
            continue;
        }
        let head = TokenId::from(idx);
        // "March" in a date is no march.
        let time = document.times.partition_point(|timex| timex.tokens.end <= head.0);
        if document.times.get(time).is_some_and(|timex| timex.tokens.covers(head)) {
            continue;
        }
        let by_lemma = rules.index.of(&token.lemma);
        // Participles and names are looked up by their form as well: "wounded" as an adjective, "Army".
        let by_form = if token.norm == token.lemma { &[] } else { rules.index.of(&token.norm) };
        for &(card_idx, phrase_idx) in by_lemma.iter().chain(by_form) {
            let Some(card) = rules.cards.get(card_idx as usize) else { continue };
            let Some(phrase) = card.words.get(phrase_idx as usize) else { continue };
            let at = Anchor { document, map, rules, card, head };
            if let Some(matched) = at.matched(phrase) {
                found.push(matched);
            }
        }
    }
    found
}

/// What stands in another place of a match, for a role of its claim.
pub(crate) fn fillers_at(
    document: &Document,
    map: &ClauseMap,
    rules: &Loaded,
    matched: &Matched<'_>,
    place: Place,
) -> Vec<Filler> {
    let at = Anchor { document, map, rules, card: matched.card, head: matched.head };
    at.class().map(|class| at.fillers(place, class)).unwrap_or_default()
}

/// A card at a word.
pub(super) struct Anchor<'d, 'r> {
    pub(super) document: &'d Document,
    pub(super) map: &'d ClauseMap,
    pub(super) rules: &'r Loaded,
    pub(super) card: &'r Card,
    pub(super) head: TokenId,
}

impl<'r> Anchor<'_, 'r> {
    fn matched(&self, phrase: &Phrase) -> Option<Matched<'r>> {
        let class = self.class()?;
        if !self.class_fits(class) {
            return None;
        }
        let trigger = match class {
            WordClass::Verb => self.verb_phrase(phrase)?,
            WordClass::Noun | WordClass::Adjective => self.noun_phrase(phrase)?,
        };
        if !self.card.form.is_none_or(|form| self.has_form(form)) {
            return None;
        }
        let has = |(place, words): &(Place, WordSet)| {
            let fillers = self.fillers(*place, class);
            fillers.iter().any(|filler| self.mentions(*filler, words))
        };
        if !self.card.needs.iter().all(has) || self.card.lacks.iter().any(has) {
            return None;
        }
        let fillers = self.fillers(self.card.place, class);
        if fillers.is_empty() {
            return None;
        }
        let clause = self.map.headed_by(self.head).or_else(|| self.map.around(self.head));
        Some(Matched { card: self.card, head: self.head, trigger, clause, fillers })
    }

    fn has_form(&self, form: WordForm) -> bool {
        match form {
            WordForm::Superlative => self.document.token(self.head).xpos == Xpos::Jjs,
            WordForm::Infinitive => self.document.verb_at(self.head).is_some_and(|id| {
                let verb = &self.document.verbs[id.0 as usize];
                let tokens = self.document.tokens.get(verb.tokens.range()).unwrap_or_default();
                tokens.iter().any(|token| token.xpos == Xpos::To)
            }),
        }
    }

    /// The clause of a verb, or of an adjective that is a predicate.
    pub(super) fn clause(&self) -> Option<&Clause> {
        self.map.headed_by(self.head).map(|id| &self.document.clauses[id.0 as usize])
    }

    pub(super) fn class(&self) -> Option<WordClass> {
        let token = self.document.token(self.head);
        if self.clause().is_some_and(|clause| clause.verb.is_some())
            && !matches!(token.upos, Upos::Adj | Upos::Noun | Upos::Propn)
        {
            return Some(WordClass::Verb);
        }
        match token.upos {
            Upos::Noun | Upos::Propn => Some(WordClass::Noun),
            Upos::Adj | Upos::Adv => Some(WordClass::Adjective),
            Upos::Verb if matches!(token.xpos, Xpos::Vbn | Xpos::Vbg | Xpos::Vbd) => {
                Some(WordClass::Adjective)
            }
            _ => None,
        }
    }

    fn class_fits(&self, class: WordClass) -> bool {
        if let Some(wanted) = self.card.class {
            return wanted == class;
        }
        match self.card.place {
            Place::PassiveSubject
            | Place::Object
            | Place::Patient
            | Place::Agent
            | Place::Complement
            | Place::Beside
            | Place::Predicate => class == WordClass::Verb,
            Place::Subject => class != WordClass::Noun,
            Place::Count
            | Place::Itself
            | Place::Possessor
            | Place::Apposition
            | Place::Before
            | Place::Host
            | Place::Hosts => class == WordClass::Noun,
            Place::After => class != WordClass::Verb,
            Place::State
            | Place::Phrase
            | Place::Group
            | Place::Measure
            | Place::Time
            | Place::Place
            | Place::Adverb
            | Place::Clause
            | Place::Dateline
            | Place::Content => true,
        }
    }

    /// Verb first, the other words after it, in order, within the clause.
    fn verb_phrase(&self, phrase: &Phrase) -> Option<TokenRange> {
        if !self.is_word(self.head, phrase.first()) {
            return None;
        }
        let mut range = TokenRange { start: self.head.0, end: self.head.0 + 1 };
        let limit = self.clause().map_or(range.end, |clause| clause.extent.end).min(range.end + 14);
        for word in phrase.after_first() {
            let next = (range.end..limit.max(range.end)).find(|&token| self.is_word(TokenId(token), word))?;
            range.end = next + 1;
        }
        Some(range)
    }

    /// Noun last, the other words directly before it.
    fn noun_phrase(&self, phrase: &Phrase) -> Option<TokenRange> {
        if !self.is_word(self.head, phrase.last()) {
            return None;
        }
        let mut start = self.head.0;
        for word in phrase.before_last().iter().rev() {
            start = start.checked_sub(1)?;
            // A hyphen between the words of a compound is a token of its own in some styles.
            if self.document.tokens.get(start as usize).is_some_and(|token| token.norm == "-") {
                start = start.checked_sub(1)?;
            }
            if !self.is_word(TokenId(start), word) {
                return None;
            }
        }
        Some(TokenRange { start, end: self.head.0 + 1 })
    }

    pub(super) fn is_word(&self, token: TokenId, word: &str) -> bool {
        self.document.tokens.get(token.index()).is_some_and(|token| token.lemma == word || token.norm == word)
    }

    /// Whether the governing word of the filler, or another word of its group, is one of these.
    pub(super) fn mentions(&self, filler: Filler, words: &WordSet) -> bool {
        let range = match filler.group {
            Some(group) => self.document.nouns[group.0 as usize].tokens,
            None => filler.tokens,
        };
        let tokens = self.document.tokens.get(range.range()).unwrap_or_default();
        let head = self.document.tokens.get(filler.head.index());
        let is = |token: &Token| words.contains(&token.lemma) || words.contains(&token.norm);
        if tokens.iter().chain(head).any(is) {
            return true;
        }
        // "The gunmen …. *They* fled": what the pronoun stands for.
        head.is_some_and(|head| head.xpos == Xpos::Prp)
            && antecedents(self.document, &self.rules.lexicon, filler.head).iter().any(|id| {
                let group = self.document.nouns.get(id.0 as usize);
                group.is_some_and(|group| {
                    self.document.tokens.get(group.tokens.range()).unwrap_or_default().iter().any(is)
                })
            })
    }

    pub(super) fn group(&self) -> Option<(GroupId, &NounGroup)> {
        let id = self.document.noun_at(self.head)?;
        Some((id, &self.document.nouns[id.0 as usize]))
    }
}
