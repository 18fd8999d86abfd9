//! Who: persons, organisations, states, peoples, by name or as the words describe them.
//!
//! ```text
//! the Northern Front (NF)            Northern Front        a name in full
//! the group; it; its fighters        Northern Front        what leads to a name is that name
//! two masked gunmen on a motorbike   masked gunmen         a description is cut to what tells who
//! a Norlandic link                   Norland               an adjective of a people is its country
//! ```

use super::value::{Reader, Reading};
use crate::card::{Filler, antecedents};
use variorum_model::document::{EntityKind, GroupId, MentionForm, Upos, Xpos};
use variorum_model::ontology::ValueType;
use variorum_model::value::ValueKind;
use variorum_model::{TokenId, TokenRange};

impl Reader<'_> {
    /// Persons, organisations, states, peoples: by name, or as the words describe them.
    pub(super) fn actor(&self, filler: Filler) -> Option<Reading> {
        let group = filler.group.map(|id| &self.document.nouns[id.0 as usize]);
        if group.is_some_and(|group| group.negated) {
            return None;
        }
        self.actor_told(filler)
    }

    /// What is set against an actor or a place ("not *the Front*").
    pub(super) fn opposed(&self, filler: &Filler) -> Vec<Reading> {
        match self.property.value {
            ValueType::Actor => self.actor_told(*filler).into_iter().collect(),
            _ => self.read(filler),
        }
    }

    fn actor_told(&self, filler: Filler) -> Option<Reading> {
        let head = self.document.tokens.get(filler.head.index())?;
        let lists = &self.rules.lexicon.lists;
        if lists.speakers.contains(&head.norm) {
            let words = TokenRange { start: filler.head.0, end: filler.head.0 + 1 };
            return Some(Reading { speaker: true, ..Reading::new(ValueKind::Actor(String::new()), words) });
        }
        // "The Eastport attack killed 12": an event is nobody.
        let is_event =
            head.upos == Upos::Noun && !self.rules.lexicon.trigger_nouns.of(&head.lemma).is_empty();
        let lexicon = &self.rules.lexicon;
        let acts = lexicon.is_person(&head.lemma) || lists.collectives.contains(&head.lemma);
        let is_meant = self.card.counted.as_ref().is_some_and(|counted| counted.contains(&head.lemma));
        let is_event = is_event && !lexicon.is_person(&head.lemma) && !is_meant;
        if is_event && self.card.place != crate::card::Place::Before {
            return None;
        }
        if let Some(named) = self.named(filler).or_else(|| self.apposed(filler)) {
            return Some(named);
        }
        if matches!(head.xpos, Xpos::Prp) {
            return self.stood_for(filler.head);
        }
        if head.upos == Upos::Adj {
            let name = self.country(filler.head)?;
            return Some(Reading::new(ValueKind::Actor(name), filler.tokens));
        }
        if let Some(owned) = filler.group.and_then(|id| self.owned_by(id)) {
            return Some(owned);
        }
        let allowed = match &self.card.counted {
            Some(counted) => counted.contains(&head.lemma),
            None => !self.persons || acts || (head.upos == Upos::Propn && filler.group.is_some()),
        };
        let is_word = matches!(head.xpos, Xpos::Prp | Xpos::Wp | Xpos::Wdt | Xpos::Dt);
        if !allowed || is_word || !head.upos.is_nominal() {
            return None;
        }
        let tokens = filler.group.map_or(filler.tokens, |id| self.described(id));
        let name = self.document.words(self.document.span(self.without_determiner(tokens))).to_owned();
        let owner = filler
            .group
            .and_then(|id| self.document.nouns.get(self.document.nouns[id.0 as usize].possessor?.0 as usize));
        let owned = lists.members.contains(&head.lemma)
            && owner.is_some_and(|owner| self.document.token(owner.head).xpos == Xpos::PrpDollar);
        Some(Reading { owned, ..Reading::new(ValueKind::Actor(name), tokens) })
    }

    /// "A group calling itself *the Black Path*": the name in apposition.
    fn apposed(&self, filler: Filler) -> Option<Reading> {
        let group = &self.document.nouns[filler.group?.0 as usize];
        let other = group.apposition.filter(|_| group.head == filler.head)?;
        let name = self.document.nouns.get(other.0 as usize)?;
        let named = self.named(Filler { tokens: name.tokens, head: name.head, group: Some(other) })?;
        Some(Reading { tokens: group.tokens.join(named.tokens), ..named })
    }

    /// The entity with a name that the words lead to: by the name itself, by a description or a pronoun.
    fn named(&self, filler: Filler) -> Option<Reading> {
        let id = self.document.mention_at(filler.head)?;
        let mention = &self.document.mentions[id.0 as usize];
        let entity = self.document.entities.get(mention.entity.0 as usize)?;
        let covers = mention.head == filler.head || mention.form == MentionForm::Name;
        if !entity.named || !covers || !self.can_act(entity.kind) {
            return None;
        }
        let adjective = self.document.token(filler.head).upos == Upos::Adj;
        let name = match entity.kind {
            EntityKind::Nationality if adjective => {
                self.country(filler.head).unwrap_or_else(|| entity.name.clone())
            }
            _ => entity.name.clone(),
        };
        let who = Some(mention.entity);
        Some(Reading { who, ..Reading::new(ValueKind::Actor(name), mention.tokens) })
    }

    /// Whether something of this kind can be what the card asks for.
    fn can_act(&self, kind: EntityKind) -> bool {
        match &self.card.entities {
            Some(kinds) => kinds.contains(&kind),
            None => !matches!(kind, EntityKind::Facility | EntityKind::Other),
        }
    }

    /// Whom a pronoun of the third person stands for.
    fn stood_for(&self, pronoun: TokenId) -> Option<Reading> {
        let candidates = antecedents(self.document, &self.rules.lexicon, pronoun);
        let tokens = TokenRange { start: pronoun.0, end: pronoun.0 + 1 };
        candidates.into_iter().find_map(|id| {
            let group = &self.document.nouns[id.0 as usize];
            let head = self.document.token(group.head);
            let filler = Filler { tokens: group.extent, head: group.head, group: Some(id) };
            let reading = if head.xpos == Xpos::Prp { None } else { self.actor(filler) }?;
            Some(Reading { tokens, ..reading })
        })
    }

    /// "The Front's fighters", "its gunmen": members of a body that has a name are that body.
    fn owned_by(&self, id: GroupId) -> Option<Reading> {
        let group = &self.document.nouns[id.0 as usize];
        let head = self.document.token(group.head);
        if !self.rules.lexicon.lists.members.contains(&head.lemma) {
            return None;
        }
        let owner = self.document.nouns.get(group.possessor?.0 as usize)?;
        let entity_of = |head: TokenId| {
            self.document.mention_at(head).map(|id| self.document.mentions[id.0 as usize].entity)
        };
        let pronoun = self.document.token(owner.head);
        if self.rules.lexicon.lists.speakers.contains(&pronoun.norm) {
            // "our fighters"
            let speaker = Reading::new(ValueKind::Actor(String::new()), group.tokens);
            return Some(Reading { speaker: true, ..speaker });
        }
        let own = entity_of(owner.head).map(|entity| (entity, owner));
        let (entity, owner) = own.or_else(|| {
            let owners = antecedents(self.document, &self.rules.lexicon, owner.head);
            let group = &self.document.nouns[owners.first()?.0 as usize];
            Some((entity_of(group.head)?, group))
        })?;
        let body = self.document.entities.get(entity.0 as usize)?;
        // "The army said *its aircraft* …": a body without a name can stand for itself where there is but one.
        let is_body = body.kind == EntityKind::Organisation;
        let described = self.without_determiner(owner.tokens);
        let name = if body.named { &body.name } else { self.document.words(self.document.span(described)) };
        is_body.then(|| Reading {
            who: Some(entity),
            ..Reading::new(ValueKind::Actor(name.to_owned()), group.tokens)
        })
    }

    /// The country of an adjective of a people: "Norlandic", "Norlandic-backed".
    pub(super) fn country(&self, token: TokenId) -> Option<String> {
        let form = self.document.form(token);
        if !form.starts_with(char::is_uppercase) {
            return None;
        }
        // "An Israeli-style raid": like one of theirs.
        let after = |at: u32| self.document.tokens.get((token.0 + at) as usize);
        let likened = after(1).is_some_and(|mark| mark.norm == "-")
            && after(2).is_some_and(|word| self.rules.lexicon.lists.likened.contains(&word.norm));
        if likened {
            return None;
        }
        let norm = &self.document.token(token).norm;
        let homes = &self.rules.lexicon.homes;
        // "the Norland-Sudmark border" is crossed to the second of them.
        let home = homes.get(norm).or_else(|| homes.get(norm.rsplit('-').next()?));
        home.map(ToString::to_string)
    }

    /// The group with its "of" phrases, but no other ones: "members of a militia".
    fn described(&self, id: GroupId) -> TokenRange {
        let group = &self.document.nouns[id.0 as usize];
        let of =
            crate::card::noun_phrases(self.document, id).into_iter().take_while(|(preposition, filler)| {
                let preposition = self.document.token(*preposition);
                // "accused *the army* of an attack": the phrase is the card's own.
                let own = self.card.prepositions.contains(&preposition.norm)
                    && self.rules.lexicon.is_event_word(self.document.token(filler.head));
                self.rules.lexicon.lists.of.contains(&preposition.norm)
                    && !own
                    && group.extent.contains(filler.tokens)
            });
        let end = of.last().map_or(group.tokens.end, |(_, filler)| filler.tokens.end);
        TokenRange { start: group.tokens.start, end }
    }

    /// The words without determiners, figures and possessive pronouns at the beginning.
    pub(super) fn without_determiner(&self, tokens: TokenRange) -> TokenRange {
        let all = self.document.tokens.get(tokens.range()).unwrap_or_default();
        let skipped = all.iter().enumerate().take_while(|(idx, token)| {
            // "a 24-year-old man": the figure is part of a word.
            let joined = all.get(idx + 1).is_some_and(|next| next.span.start == token.span.end);
            !joined && matches!(token.upos, Upos::Det | Upos::Num | Upos::Punct)
                || token.xpos == Xpos::PrpDollar
        });
        let skipped = skipped.count();
        if skipped < all.len() {
            TokenRange { start: tokens.start + skipped as u32, end: tokens.end }
        } else {
            tokens
        }
    }
}
