//! How many, and of whom.
//!
//! ```text
//! at least 139 people                        139..
//! a soldier                                  1
//! no one                                     0
//! eleven people, four of them gunmen         11; 4 (attackers)
//! a couple and their baby                    2 (couple); 1 (children); 3
//! 150 civilians and 13 soldiers              150 (civilians); 13 (soldiers); 163
//! ```

use super::value::Reading;
use crate::card::{Card, Filler, Place};
use crate::ontology::Loaded;
use compact_str::CompactString;
use variorum_model::document::{
    ClauseForm, ClauseRole, EntityKind, GroupId, MentionForm, NounGroup, Quantity, QuantityKind, Relation,
    Xpos,
};
use variorum_model::value::{Interval, ValueKind};
use variorum_model::{Document, TokenId, TokenRange};

/// How far behind a total its parts may begin, in words.
const FARTHEST_COLON: u32 = 40;

/// More members than any coordination has; hostile text ends here.
const MOST_MEMBERS: usize = 24;

/// Reads the figures of an argument.
pub(super) struct Counter<'d> {
    pub(super) document: &'d Document,
    pub(super) rules: &'d Loaded,
    pub(super) card: &'d Card,
    pub(super) scopes: &'d [CompactString],
    /// Whether only persons count.
    pub(super) persons: bool,
    /// The word of the card, which a figure may count ("12 deaths").
    pub(super) trigger: TokenId,
}

impl Counter<'_> {
    /// All figures of the argument: parts with their scopes, and their sum where the words add them.
    pub(super) fn read(&self, filler: &Filler) -> Vec<Reading> {
        let Some(group) = filler.group else { return self.first_figure(filler.tokens).into_iter().collect() };
        if self.is_of_known(group) {
            return Vec::new();
        }
        let members = self.members(group, filler.tokens);
        let mut readings: Vec<Reading> = Vec::new();
        let mut complete = true;
        for &member in &members {
            match self.member(member) {
                Some(reading) => readings.push(reading),
                None => complete &= !self.is_uncounted_person(member),
            }
        }
        if readings.len() > 1 {
            readings = self.added(readings, complete);
        }
        if !readings.is_empty() || members.len() == 1 {
            readings.extend(self.parts(self.with_parts(filler.tokens)));
            if let [total] = readings.as_slice() {
                let detail = self.after_colon(filler.tokens, total);
                readings.extend(detail);
            }
        }
        readings
    }

    /// "*Nine of the girls* abducted on Friday were freed": how many were freed, not how many were abducted.
    fn is_of_known(&self, group: GroupId) -> bool {
        let tokens = self.group(group).tokens;
        let token = |at: u32| self.document.tokens.get(at as usize);
        let Some(figure) = self.document.quantities_in(tokens).find(|it| it.tokens.start == tokens.start)
        else {
            return false;
        };
        let lists = &self.rules.lexicon.lists;
        let of = (figure.tokens.end.saturating_sub(1)..=figure.tokens.end)
            .find(|&at| token(at).is_some_and(|of| lists.of.contains(&of.norm)));
        let known = of.and_then(|of| token(of + 1)).is_some_and(|it| lists.definite.contains(&it.norm));
        // The clauses are in order of their predicates.
        let at = self.document.clauses.partition_point(|clause| clause.predicate.end <= self.trigger.0);
        let clause = self.document.clauses.get(at).filter(|clause| clause.head == self.trigger);
        known && clause.is_some_and(|it| it.form == ClauseForm::Participle && it.role == ClauseRole::Relative)
    }

    /// "Eleven people died in the attack: four farmers and seven soldiers": parts that add up to the total.
    fn after_colon(&self, tokens: TokenRange, total: &Reading) -> Vec<Reading> {
        let ValueKind::Count(Interval { low: Some(sum), .. }) = total.kind else { return Vec::new() };
        let sentence = self.document.sentence_of(TokenId(tokens.end.saturating_sub(1)));
        let end = sentence.map_or(tokens.end, |id| self.document.sentences[id.0 as usize].tokens.end);
        let end = end.min(tokens.end + FARTHEST_COLON);
        let is_colon = |idx: &u32| {
            let token = self.document.tokens.get(*idx as usize);
            token.is_some_and(|token| matches!(token.norm.as_str(), ":" | "-" | "--" | "—" | "–"))
        };
        let Some(colon) = (tokens.end..end).find(is_colon) else { return Vec::new() };
        let Some(first) = self.document.noun_at(TokenId(colon + 1)) else { return Vec::new() };
        let rest = TokenRange { start: colon + 1, end: end.max(colon + 1) };
        let parts: Vec<Reading> =
            self.members(first, rest).into_iter().filter_map(|member| self.member(member)).collect();
        let counted: f64 = parts
            .iter()
            .filter_map(|part| match part.kind {
                ValueKind::Count(amount) => amount.low,
                _ => None,
            })
            .sum();
        if parts.len() < 2 || counted != sum {
            return Vec::new();
        }
        let named = parts.into_iter().map(|part| {
            let scope = part.scope.clone().or_else(|| self.noun_of(part.tokens));
            Reading { scope, ..part }
        });
        named.filter(|part| part.scope.is_some()).collect()
    }

    fn group(&self, id: GroupId) -> &NounGroup {
        &self.document.nouns[id.0 as usize]
    }

    fn members(&self, first: GroupId, within: TokenRange) -> Vec<GroupId> {
        let mut members = vec![first];
        let mut last = first;
        while let Some(next) = self.group(last).next
            && next.0 > last.0
            && members.len() < MOST_MEMBERS
            && within.contains(self.group(next).tokens)
        {
            members.push(next);
            last = next;
        }
        members
    }

    fn member(&self, id: GroupId) -> Option<Reading> {
        let group = self.group(id);
        if let Some(quantity) =
            self.document.quantities_in(group.tokens).find(|quantity| self.is_figure(quantity))
        {
            return self.figure(quantity, Some(group));
        }
        // "Two of the wounded died": some of those told of before.
        let of_others = self.document.quantities_in(group.tokens).find(|quantity| {
            quantity.kind == QuantityKind::Count
                && quantity.relation == Relation::PartOf
                && quantity.tokens.start == group.tokens.start
        });
        if let Some(quantity) = of_others {
            let reading = self.figure(quantity, Some(group))?;
            return Some(Reading { single: true, ..reading });
        }
        if self.card.place == Place::Count && !group.negated {
            return None;
        }
        self.without_figure(group)
    }

    fn is_figure(&self, quantity: &Quantity) -> bool {
        quantity.kind == QuantityKind::Count && quantity.relation != Relation::PartOf
    }

    fn first_figure(&self, tokens: TokenRange) -> Option<Reading> {
        let quantity = self.document.quantities_in(tokens).find(|quantity| self.is_figure(quantity))?;
        self.figure(quantity, None)
    }

    fn figure(&self, quantity: &Quantity, group: Option<&NounGroup>) -> Option<Reading> {
        let counted = quantity
            .counted
            .or_else(|| group.map(|group| group.head).filter(|head| !quantity.tokens.covers(*head)));
        if let Some(counted) = counted
            && !self.counts(counted)
        {
            return None;
        }
        let mut tokens = quantity.tokens;
        if let Some(counted) = counted
            && counted.0 >= tokens.end
            && counted.0 < tokens.end + 8
        {
            tokens.end = counted.0 + 1;
        }
        let scope = counted.and_then(|_| self.scope(tokens));
        let amount = Interval::new(quantity.low, quantity.high);
        let zero = amount == Interval::exactly(0.0);
        let added = quantity.relation == Relation::Additional;
        // "One soldier" is a single person like "a soldier"; "one person" is a figure.
        let single = scope.is_some() && self.persons && amount == Interval::exactly(1.0);
        Some(Reading { scope, zero, single, added, ..Reading::new(ValueKind::Count(amount), tokens) })
    }

    /// Whether the noun is of the sort that the property or the card counts.
    fn counts(&self, noun: TokenId) -> bool {
        if noun == self.trigger {
            return true;
        }
        let Some(token) = self.document.tokens.get(noun.index()) else { return false };
        if let Some(counted) = &self.card.counted {
            return counted.contains(&token.lemma) || counted.contains(&token.norm);
        }
        !self.persons || !token.upos.is_nominal() || self.is_person(noun)
    }

    fn is_person(&self, noun: TokenId) -> bool {
        let Some(token) = self.document.tokens.get(noun.index()) else { return false };
        let lexicon = &self.rules.lexicon;
        if lexicon.is_person(&token.lemma) || lexicon.is_person(&token.norm) {
            return true;
        }
        // "Six Jesuits", "two Spaniards"
        let others = [EntityKind::Place, EntityKind::Facility, EntityKind::Publication];
        if token.xpos == Xpos::Nnps && self.entity_kind(noun).is_none_or(|kind| !others.contains(&kind)) {
            return true;
        }
        self.entity_kind(noun)
            .is_some_and(|kind| matches!(kind, EntityKind::Person | EntityKind::Nationality))
    }

    fn entity_kind(&self, noun: TokenId) -> Option<EntityKind> {
        let mention = self.document.mention_at(noun)?;
        let mention = &self.document.mentions[mention.0 as usize];
        self.document.entities.get(mention.entity.0 as usize).map(|entity| entity.kind)
    }

    /// "no one", "a soldier", "Ana Ruiz": a group that counts without a figure.
    fn without_figure(&self, group: &NounGroup) -> Option<Reading> {
        let head = self.document.tokens.get(group.head.index())?;
        if group.negated {
            let nobody =
                !head.upos.is_nominal() || self.counts(group.head) || self.card.place == Place::Count;
            let zero = ValueKind::Count(Interval::exactly(0.0));
            return nobody.then(|| Reading { zero: true, ..Reading::new(zero, group.tokens) });
        }
        // "The heaviest loss of life": what a card counts by its own noun is counted by a figure.
        if !self.persons || self.card.figures || self.card.counted.is_some() {
            return None;
        }
        let one = ValueKind::Count(Interval::exactly(1.0));
        let lexicon = &self.rules.lexicon;
        match head.xpos {
            Xpos::Nn if lexicon.lists.collectives.contains(&head.lemma) => None,
            Xpos::Nn if lexicon.lists.pairs.contains(&head.lemma) => {
                let two = ValueKind::Count(Interval::exactly(2.0));
                Some(Reading::new(two, group.tokens))
            }
            Xpos::Nn if lexicon.is_person(&head.lemma) => {
                let scope = self.scope(group.tokens);
                Some(Reading { single: true, scope, ..Reading::new(one, group.tokens) })
            }
            // "Injuring him": one person, whoever it is.
            Xpos::Prp if lexicon.lists.pronouns.contains(&head.norm) => {
                let who = self.document.mention_at(group.head);
                let who = who.map(|id| self.document.mentions[id.0 as usize].entity);
                Some(Reading { single: true, who, ..Reading::new(one, group.tokens) })
            }
            Xpos::Nnp | Xpos::Prp => {
                let id = self.document.mention_at(group.head)?;
                let mention = &self.document.mentions[id.0 as usize];
                let entity = self.document.entities.get(mention.entity.0 as usize)?;
                // A pronoun tells of one person only where it leads to one by name.
                let is_one =
                    entity.kind == EntityKind::Person && (entity.named || mention.form == MentionForm::Name);
                let who = Some(mention.entity);
                is_one.then(|| Reading { single: true, who, ..Reading::new(one, group.tokens) })
            }
            _ => None,
        }
    }

    /// "several civilians": persons, but how many is not said.
    fn is_uncounted_person(&self, id: GroupId) -> bool {
        self.is_person(self.group(id).head)
    }

    /// The scope that a word of these names, if the property has it.
    fn scope(&self, tokens: TokenRange) -> Option<CompactString> {
        let tokens = self.document.tokens.get(tokens.range())?;
        let named = tokens.iter().rev().find_map(|token| {
            let scopes = &self.rules.lexicon.scopes;
            scopes.get(&token.lemma).or_else(|| scopes.get(&token.norm))
        })?;
        self.scopes.contains(named).then(|| named.clone())
    }

    /// Members of a coordination: each with the scope that sets it apart, and their sum.
    fn added(&self, parts: Vec<Reading>, complete: bool) -> Vec<Reading> {
        let (mut low, mut high) = (Some(0.0), Some(0.0));
        let mut tokens = parts[0].tokens;
        for part in &parts {
            let ValueKind::Count(amount) = &part.kind else { continue };
            low = low.zip(amount.low).map(|(a, b)| a + b);
            high = high.zip(amount.high).map(|(a, b)| a + b);
            tokens = tokens.join(part.tokens);
        }
        let total = Reading::new(ValueKind::Count(Interval::new(low, high)), tokens);
        let mut readings = Vec::new();
        for mut part in parts {
            if part.zero {
                continue;
            }
            if part.who.is_none() {
                part.scope = part.scope.or_else(|| self.noun_of(part.tokens));
            }
            readings.push(part);
        }
        if complete && readings.len() > 1 {
            readings.insert(0, total);
        }
        readings
    }

    /// The noun of a part, which names it where no scope of the property does.
    fn noun_of(&self, tokens: TokenRange) -> Option<CompactString> {
        let last = self.document.tokens.get(tokens.range())?.last()?;
        let lists = &self.rules.lexicon.lists;
        let named = last.upos.is_nominal() && !lists.unscoped.contains(&last.lemma);
        named.then(|| CompactString::from(self.document.words(last.span)))
    }

    /// The argument with what follows it before the next verb, where its parts may stand: "twelve people, including two
    /// children, were killed".
    fn with_parts(&self, tokens: TokenRange) -> TokenRange {
        let sentence = self.document.sentence_of(TokenId(tokens.start));
        let end = sentence.map_or(tokens.end, |id| self.document.sentences[id.0 as usize].tokens.end);
        let end = end.min(tokens.end + 14).max(tokens.end);
        let next_verb = (tokens.end..end).find(|&token| {
            self.document.verb_at(TokenId(token)).is_some_and(|id| {
                // "Including" looks like a verb.
                self.document.verbs[id.0 as usize].finite
            })
        });
        let end = next_verb.unwrap_or(end);
        // What stands behind another figure is a part of that one: "killing four and injuring 19, among them …".
        let behind = TokenRange { start: tokens.end, end };
        let other = self
            .document
            .quantities_in(behind)
            .find(|quantity| quantity.tokens.start >= tokens.end && self.is_figure(quantity));
        TokenRange { start: tokens.start, end: other.map_or(end, |other| other.tokens.start) }
    }

    /// "…, four of them gunmen", "… including two children": parts of what was counted.
    fn parts(&self, within: TokenRange) -> Vec<Reading> {
        let parts = self
            .document
            .quantities_in(within)
            .filter(|quantity| quantity.kind == QuantityKind::Count && quantity.relation == Relation::PartOf);
        let mut readings = Vec::new();
        for quantity in parts {
            let Some(reading) = self.figure(quantity, None) else { continue };
            let scope = reading.scope.clone().or_else(|| self.noun_of(reading.tokens));
            if scope.is_some() {
                readings.push(Reading { scope, ..reading });
            }
        }
        readings
    }
}
