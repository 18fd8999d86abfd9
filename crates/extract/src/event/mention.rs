//! Words that mention events: nouns by their group, verbs by their clause.
//!
//! ```text
//! ‹Friday's bombing›     definite           ‹a bombing›          indefinite
//! ‹the earlier attack›   another one        a bomb ‹exploded›    a verb
//! ```

use super::kind::kind_index;
use crate::card::{ClauseMap, Phrase, noun_phrases};
use crate::claim::{factuality, is_generic, is_only_said, is_planned, noun_factuality};
use crate::ontology::{Lexicon, Loaded};
use compact_str::CompactString;
use std::collections::BTreeMap;
use variorum_model::document::{ClauseId, EntityId, GroupId, Upos, Xpos};
use variorum_model::{Document, Stance, TokenId, TokenRange};

/// The time and places that cards found at a word.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Anchored {
    pub(crate) date: Option<CompactString>,
    /// Most specific first.
    pub(crate) places: Vec<EntityId>,
    /// Whether it is told at whom or what it aimed.
    pub(crate) aimed: bool,
}

/// A word that mentions an event.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub(super) head: TokenId,
    pub(super) tokens: TokenRange,
    pub(super) sentence: u32,
    pub(super) clause: Option<ClauseId>,
    /// Index into `Ontology::kinds`.
    pub(super) kind: usize,
    pub(super) reference: Reference,
    pub(super) anchored: Anchored,
    /// Of the drawing together: the event.
    pub(super) event: usize,
}

/// How the words point to the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// "the attack", "Friday's bombing", "the Eastport fire".
    Definite,
    /// "an attack".
    Indefinite,
    /// "another attack", "a similar one", "the previous attack", "the worst since the bombing".
    Other,
    /// A verb.
    Verb,
    /// Of an event that did not come about: "planned *to attack* a school", "foiled a *bombing*".
    Planned,
}

/// How many noun groups back something counts as told before.
const TOLD_BEFORE: u32 = 200;

/// Finds the words that mention events.
pub(super) struct Finder<'d> {
    pub(super) document: &'d Document,
    pub(super) map: &'d ClauseMap,
    pub(super) rules: &'d Loaded,
    pub(super) anchored: &'d BTreeMap<TokenId, Anchored>,
}

impl Finder<'_> {
    fn lexicon(&self) -> &Lexicon {
        &self.rules.lexicon
    }

    /// All of them, in order.
    pub(super) fn mentions(&self) -> Vec<Mention> {
        let mut mentions = Vec::new();
        for (idx, token) in self.document.tokens.iter().enumerate() {
            let head = TokenId::from(idx);
            let found = match token.upos {
                Upos::Noun | Upos::Propn => self.noun(head),
                Upos::Verb => self.verb(head).map(|found| self.by_subject(head, found, &mentions)),
                _ => None,
            };
            let Some((kind, reference, tokens)) = found else { continue };
            // "Opened fire" is one mention, and no fire.
            if mentions.last().is_some_and(|last: &Mention| last.tokens.covers(head)) {
                continue;
            }
            // "March" in a date is no march.
            let time = self.document.times.partition_point(|timex| timex.tokens.end <= head.0);
            if self.document.times.get(time).is_some_and(|timex| timex.tokens.covers(head)) {
                continue;
            }
            let mut anchored = self.anchored.get(&head).cloned().unwrap_or_default();
            if self.is_ranked(tokens) {
                // "The deadliest attack in Norland": among those in Norland.
                anchored.places.clear();
            }
            mentions.push(Mention {
                head,
                tokens,
                sentence: self.document.sentence_of(head).map_or(0, |id| id.0),
                clause: self.map.headed_by(head).or_else(|| self.map.around(head)),
                kind,
                reference,
                anchored,
                event: usize::MAX,
            });
        }
        mentions
    }

    fn noun(&self, head: TokenId) -> Option<(usize, Reference, TokenRange)> {
        let lexicon = self.lexicon();
        let token = self.document.token(head);
        let lemma = if token.upos == Upos::Propn { &token.norm } else { &token.lemma };
        let phrase_fits = |phrase: &Phrase| {
            let before = phrase.before_last();
            let start = head.index().checked_sub(before.len());
            phrase.last() == lemma.as_str()
                && start.and_then(|start| self.document.tokens.get(start..head.index())).is_some_and(
                    |tokens| {
                        tokens
                            .iter()
                            .zip(before)
                            .all(|(token, word)| token.lemma == *word || token.norm == *word)
                    },
                )
        };
        let entries = lexicon.trigger_nouns.of(lemma);
        // The longest phrase names the kind most exactly: "suicide bombing" before "bombing".
        let trigger = entries
            .iter()
            .filter_map(|&(trigger, phrase)| {
                let trigger = lexicon.triggers.get(trigger as usize)?;
                let phrase = trigger.nouns.get(phrase as usize)?;
                phrase_fits(phrase).then_some((phrase.before_last().len(), trigger))
            })
            .max_by_key(|(length, _)| *length)?
            .1;
        let kind = kind_index(self.rules, &trigger.kind)?;
        let Some(fact) = noun_factuality(self.document, lexicon, self.map, head) else {
            let group = self.document.noun_at(head).map(|id| &self.document.nouns[id.0 as usize])?;
            return (group.head == head && self.is_plan(head)).then_some((
                kind,
                Reference::Planned,
                group.tokens,
            ));
        };
        if fact.stance != Stance::Asserted {
            return None;
        }
        let Some(group_id) = self.document.noun_at(head) else {
            return Some((kind, Reference::Indefinite, TokenRange { start: head.0, end: head.0 + 1 }));
        };
        let group = &self.document.nouns[group_id.0 as usize];
        // In "attack helicopter" the word only tells which one.
        if group.head != head {
            return None;
        }
        let tokens = self.document.tokens.get(group.tokens.range()).unwrap_or_default();
        let lists = &lexicon.lists;
        let earlier = |token: &variorum_model::document::Token| {
            lists.earlier.contains(&token.lemma) || lists.earlier.contains(&token.norm)
        };
        let definite = group.possessor.is_some()
            || tokens.iter().any(|token| {
                lists.definite.contains(&token.norm)
                    || (token.upos == Upos::Propn && token.span != self.document.token(head).span)
            });
        // "The worst since the bombing in Westhaven".
        let before = group.tokens.start.checked_sub(1).and_then(|idx| self.document.tokens.get(idx as usize));
        let apart = before.is_some_and(|token| lists.apart.contains(&token.norm));
        // "The group's attacks" are many, "Friday's attacks" are those of Friday.
        let anchored = self.anchored.get(&head);
        let dated = anchored.is_some_and(|anchored| anchored.date.is_some());
        let plural = matches!(token.xpos, Xpos::Nns | Xpos::Nnps);
        let owned = group.possessor.is_some() || tokens.iter().any(|it| it.xpos == Xpos::PrpDollar);
        let series = plural && owned && !dated;
        let reference = if apart || series || tokens.iter().any(earlier) {
            Reference::Other
        } else if definite && !self.brings_in(group_id) {
            Reference::Definite
        } else {
            Reference::Indefinite
        };
        if !dated && is_generic(self.document, lexicon, self.map, head) {
            return None;
        }
        Some((kind, reference, group.tokens))
    }

    fn verb(&self, head: TokenId) -> Option<(usize, Reference, TokenRange)> {
        let lexicon = self.lexicon();
        let id = self.map.headed_by(head)?;
        let clause = &self.document.clauses[id.0 as usize];
        let token = self.document.token(head);
        // The end of a phrase that begins with this verb.
        let phrase_end = |phrase: &Phrase| {
            let mut from = head.0 + 1;
            let limit = clause.extent.end.min(head.0 + 8);
            let fits = phrase.first() == token.lemma.as_str()
                && phrase.after_first().iter().all(|word| {
                    let next = (from..limit.max(from)).find(|&idx| {
                        let token = &self.document.tokens[idx as usize];
                        token.lemma == *word || token.norm == *word
                    });
                    from = next.map_or(from, |next| next + 1);
                    next.is_some()
                });
            fits.then_some(from)
        };
        let (_, end, trigger) = lexicon
            .trigger_verbs
            .of(&token.lemma)
            .iter()
            .filter_map(|&(trigger, phrase)| {
                let trigger = lexicon.triggers.get(trigger as usize)?;
                let phrase = trigger.verbs.get(phrase as usize)?;
                Some((phrase.after_first().len(), phrase_end(phrase)?, trigger))
            })
            .max_by_key(|(length, ..)| *length)?;
        let kind = kind_index(self.rules, &trigger.kind)?;
        if is_only_said(self.document, lexicon, clause) {
            return None;
        }
        let tokens = clause.predicate.join(TokenRange { start: head.0, end });
        let Some(fact) = factuality(self.document, lexicon, Some(id)) else {
            return self.is_plan(head).then_some((kind, Reference::Planned, tokens));
        };
        (fact.stance == Stance::Asserted).then_some((kind, Reference::Verb, tokens))
    }

    /// "The deadliest attack", "the most serious incident".
    fn is_ranked(&self, tokens: TokenRange) -> bool {
        let tokens = self.document.tokens.get(tokens.range()).unwrap_or_default();
        tokens.iter().any(|token| matches!(token.xpos, Xpos::Jjs | Xpos::Rbs))
    }

    /// "The bombing *of an airliner*": the noun is definite by what it is of, and that is told for the first time.
    fn brings_in(&self, id: GroupId) -> bool {
        let document = self.document;
        let group = &document.nouns[id.0 as usize];
        let tokens = document.tokens.get(group.tokens.range()).unwrap_or_default();
        // "Friday's bombing of", "this bombing of", "the Eastport bombing of" point to what is known.
        let bare = tokens.len() <= 2 && group.possessor.is_none();
        if !bare || !tokens.first().is_some_and(|first| first.xpos == Xpos::Dt && first.norm == "the") {
            return false;
        }
        let Some((preposition, filler)) = noun_phrases(document, id).into_iter().next() else { return false };
        let lists = &self.lexicon().lists;
        let Some(of) = filler.group.map(|id| &document.nouns[id.0 as usize]) else { return false };
        let first = document.tokens.get(of.tokens.start as usize);
        let new = first.is_some_and(|it| it.xpos == Xpos::Dt && !lists.definite.contains(&it.norm))
            && of.possessor.is_none();
        // Persons are told of in many words: "the murder of a clerk" can be that of the young man.
        if self.lexicon().is_person(&document.token(of.head).lemma) {
            return false;
        }
        if !new || !lists.of.contains(&document.token(preposition).norm) {
            return false;
        }
        let lemma = &document.token(of.head).lemma;
        let from = id.0.saturating_sub(TOLD_BEFORE) as usize;
        !document.nouns[from..id.0 as usize].iter().any(|told| document.token(told.head).lemma == *lemma)
    }

    /// Whether the word tells of something planned or prevented of which more is known than that.
    fn is_plan(&self, head: TokenId) -> bool {
        self.anchored.contains_key(&head) && is_planned(self.document, self.lexicon(), self.map, head)
    }

    /// "The quake *struck* Eastport": with an event as its subject a verb only says that it happened.
    fn by_subject(
        &self,
        head: TokenId,
        found: (usize, Reference, TokenRange),
        mentions: &[Mention],
    ) -> (usize, Reference, TokenRange) {
        let clause = self.map.headed_by(head).and_then(|id| self.document.clauses.get(id.0 as usize));
        let subject = clause.and_then(|clause| clause.subject).map(|subject| subject.head);
        let told = subject
            .is_some_and(|subject| mentions.iter().rev().take(8).any(|mention| mention.head == subject));
        let only_happens = self.lexicon().lists.happen.contains(&self.document.token(head).lemma);
        match self.rules.kinds.general() {
            Some(general) if told && only_happens && found.1 != Reference::Planned => {
                (general, found.1, found.2)
            }
            _ => found,
        }
    }
}
