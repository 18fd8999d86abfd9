//! Descriptions, roles and pronouns.
//!
//! ```text
//! ‹Ana Ruiz›, head of the rescue service,      role of Ana Ruiz
//! the ‹council› said                           the last body whose name ends so
//! the ‹minister› said, ‹she› said              the last person with this office, the last subject that fits
//! a Western ‹official›, ‹witnesses›, ‹police›  actors without a name, never joined
//! ```

use super::entity::Entities;
use super::form::{description, is_actor, words};
use super::kind::head_of;
use super::run::Run;
use super::text::{Text, classes::*, has};
use std::ops::Range;
use variorum_model::document::{EntityKind, GroupId, MentionForm, NounGroup, Sentence, Upos, Xpos};
use variorum_model::{Span, TokenId, TokenRange};

/// How many sentences back a pronoun or a general word ("the group") may point.
const REACH: usize = 2;
/// The longest description of an actor or a role, in tokens.
const LONGEST: usize = 16;

/// Who was spoken of last.
pub(super) struct Actors {
    /// For each noun group, the group that it stands in apposition to.
    apposed_to: Vec<Option<u32>>,
    /// Persons in the order of mention: entity, sentence, whether as a subject.
    persons: Vec<(u32, usize, bool)>,
    /// Named bodies in the order of mention: entity, sentence.
    bodies: Vec<(u32, usize)>,
    /// The first noun group of the sentence that is being read.
    next_group: usize,
}

impl Actors {
    pub(super) fn new(text: &Text) -> Actors {
        let mut apposed_to = vec![None; text.document.nouns.len()];
        for (idx, group) in text.document.nouns.iter().enumerate() {
            if let Some(GroupId(other)) = group.apposition
                && let Some(slot) = apposed_to.get_mut(other as usize)
            {
                // "the head of the service, Ana Ruiz": the first group is the whole one.
                slot.get_or_insert(idx as u32);
            }
        }
        Actors { apposed_to, persons: Vec::new(), bodies: Vec::new(), next_group: 0 }
    }

    /// Begins a sentence.
    pub(super) fn sentence(&mut self, _sentence: &Sentence, idx: usize) {
        // What lies too far back is never asked for again.
        let keep = |seen: usize| seen + REACH >= idx;
        let old = self.persons.partition_point(|(_, seen, _)| !keep(*seen));
        self.persons.drain(..old);
        let old = self.bodies.partition_point(|(_, seen)| !keep(*seen));
        self.bodies.drain(..old);
    }

    /// Reads the names, descriptions and pronouns of a sentence, left to right.
    pub(super) fn read(
        &mut self,
        text: &Text,
        sentence: &Sentence,
        idx: usize,
        runs: &[Run],
        named: &[u32],
        entities: &mut Entities,
    ) {
        let nouns = &text.document.nouns;
        let mut runs = runs.iter().zip(named).peekable();
        while let Some(group) =
            nouns.get(self.next_group).filter(|group| group.tokens.start < sentence.tokens.end)
        {
            while let Some((run, id)) = runs.next_if(|(run, _)| run.tokens.start < group.tokens.end as usize)
            {
                self.name(text, sentence, idx, run, *id, entities);
            }
            self.description(text, sentence, idx, self.next_group, entities);
            self.next_group += 1;
        }
        for (run, id) in runs {
            self.name(text, sentence, idx, run, *id, entities);
        }
    }

    fn name(
        &mut self,
        text: &Text,
        sentence: &Sentence,
        idx: usize,
        run: &Run,
        id: u32,
        entities: &mut Entities,
    ) {
        let id = entities.find(id);
        let head = head_of(text, run.tokens.clone());
        let kind = entities.list[id as usize].kind;
        let mut role = None;
        if kind == EntityKind::Person
            && let Some((tokens, noun)) = self.role(text, run)
        {
            let bits = text.classes.get(noun).copied().unwrap_or_default();
            entities.add_role(id, words(text, tokens.clone()), text.norm(noun), bits);
            role = Some(span(text, tokens));
        }
        entities.mention(text, run.tokens.clone(), head, MentionForm::Name, id, role);
        match kind {
            EntityKind::Person => {
                // "Ana Ruiz, deputy to Carl Berg, said": whom a role names does not act.
                let span = span(text, run.tokens.clone());
                let mut before = entities.mentions.iter().rev().skip(1).take(2);
                let in_role = before.any(|mention| mention.role.is_some_and(|role| role.contains(span)));
                let subject = !in_role && is_subject(text, run.tokens.clone(), sentence);
                self.persons.push((id, idx, subject));
            }
            EntityKind::Organisation | EntityKind::Publication => self.bodies.push((id, idx)),
            _ => {}
        }
    }

    /// The words that give the person an office, and their noun: a title, a noun in front, an apposition.
    fn role(&self, text: &Text, run: &Run) -> Option<(Range<usize>, usize)> {
        let nouns = &text.document.nouns;
        let at = TokenId::from(run.tokens.end - 1);
        let group_id = text.document.noun_at(at);
        let group = group_id.map(|id| &nouns[id.0 as usize]);
        // "Foreign Minister Ana Ruiz", "police chief Ana Ruiz"
        let start = run.title.as_ref().map_or(run.tokens.start, |title| title.start);
        let in_front = run
            .title
            .clone()
            .filter(|title| !title.clone().all(|at| text.is(at, HONORIFIC)))
            .map(|title| title.end - 1);
        let noun = in_front.or_else(|| {
            let previous = start.checked_sub(1)?;
            let common = matches!(text.upos(previous), Upos::Noun | Upos::Adj)
                && text.is(previous, PERSON | TITLE)
                && !is_plural(text, previous);
            common.then_some(previous).filter(|at| !text.is(*at, HONORIFIC) || text.upos(*at) == Upos::Noun)
        });
        if let Some(noun) = noun {
            let floor = text.sentence_start(noun);
            let mut from = noun.min(start);
            let part = |at: usize| matches!(text.upos(at), Upos::Noun | Upos::Propn | Upos::Adj);
            while from > floor && part(from - 1) && noun - from < LONGEST {
                from -= 1;
            }
            return Some((from..run.tokens.start, noun));
        }
        // "Ana Ruiz, head of the service," and "The head of the service, Ana Ruiz,"
        let id = group_id?.0 as usize;
        let linked = group?.apposition.or_else(|| self.apposed_to.get(id).copied().flatten().map(GroupId));
        let described = linked.or_else(|| beside(text, id))?;
        let described = nouns.get(described.0 as usize)?;
        let noun = described.head.index();
        if text.upos(noun) != Upos::Noun && !text.is(noun, TITLE) || !text.is(noun, PERSON | TITLE) {
            return None;
        }
        if is_plural(text, noun) {
            return None;
        }
        let mut tokens = whole(text, described);
        while tokens.start < noun && text.upos(tokens.start) == Upos::Det {
            tokens.start += 1;
        }
        (!(tokens.start < run.tokens.end && run.tokens.start < tokens.end)).then_some((tokens, noun))
    }

    /// A noun group that describes an actor, or a pronoun that stands for one.
    fn description(
        &mut self,
        text: &Text,
        sentence: &Sentence,
        idx: usize,
        group_idx: usize,
        entities: &mut Entities,
    ) {
        let nouns = &text.document.nouns;
        let group = &nouns[group_idx];
        let head = group.head.index();
        let Some(token) = text.token(head) else { return };
        let bits = text.classes.get(head).copied().unwrap_or_default();
        if token.upos == Upos::Pron {
            if has(bits, PRONOUN) {
                self.pronoun(text, idx, group, bits, entities);
            }
            return;
        }
        // "Witnesses" at the start of a sentence, "the President".
        let capital_title = token.upos == Upos::Propn && has(bits, TITLE | MODIFIER | PERSON | BODY);
        if token.upos != Upos::Noun && !capital_title || group.negated {
            return;
        }
        // The mention of a name covers the head already, or the group is the role of one.
        if entities.mentions.last().is_some_and(|mention| mention.tokens.covers(group.head))
            || self.is_role(text, group_idx, entities)
        {
            return;
        }
        let tokens = group.tokens.range();
        let first = tokens.start;
        let definite = text.is(first, DEFINITE);
        let plural = matches!(token.xpos, Xpos::Nns | Xpos::Nnps);
        let norm = token.norm.as_str();
        let singular = !plural;
        if definite && singular {
            let known =
                entities.described(norm, has(bits, PERSON | TITLE)).filter(|_| self.bare(text, group));
            let general = || self.only_body().filter(|_| has(bits, GENERAL_BODY) && self.bare(text, group));
            if let Some(id) = known.or_else(general) {
                entities.mention(text, tokens, head, MentionForm::Nominal, id, None);
                match entities.list[id as usize].kind {
                    EntityKind::Person => {
                        self.persons.push((id, idx, is_subject(text, group.tokens.range(), sentence)))
                    }
                    _ => self.bodies.push((id, idx)),
                }
                return;
            }
        }
        if !is_actor(bits) {
            return;
        }
        let kind = if has(bits, PERSON) { EntityKind::Person } else { EntityKind::Organisation };
        let description = description(text, whole(text, group));
        let id = entities.unnamed(kind, description, bits, plural);
        entities.mention(text, tokens, head, MentionForm::Nominal, id, None);
        if kind == EntityKind::Person && singular {
            self.persons.push((id, idx, is_subject(text, group.tokens.range(), sentence)));
        }
    }

    /// Whether the group is the office of a named person beside it.
    fn is_role(&self, text: &Text, group_idx: usize, entities: &Entities) -> bool {
        let nouns = &text.document.nouns;
        let group = &nouns[group_idx];
        let head = text.document.token(group.head).span;
        let other = group.apposition.map(|id| id.0).or(self.apposed_to.get(group_idx).copied().flatten());
        let ahead = || {
            (group_idx + 1..group_idx + 4).find(|&next| beside(text, next) == Some(GroupId(group_idx as u32)))
        };
        let read = || {
            entities
                .mentions
                .iter()
                .rev()
                .take(4)
                .any(|mention| mention.role.is_some_and(|role| role.contains(head)))
        };
        let Some(other) =
            other.or_else(|| ahead().map(|next| next as u32)).and_then(|other| nouns.get(other as usize))
        else {
            return read();
        };
        // A role behind its name has been read with it; one in front of it will be.
        entities
            .mentions
            .iter()
            .rev()
            .take(4)
            .any(|mention| mention.role.is_some_and(|role| role.contains(head)))
            || other.tokens.start > group.tokens.start
                && text.upos(other.head.index()) == Upos::Propn
                && !text.is(other.head.index(), HEAD)
    }

    /// Whether nothing but an article stands before the noun.
    fn bare(&self, text: &Text, group: &NounGroup) -> bool {
        let tokens = group.tokens.range();
        let head = group.head.index();
        tokens.len() <= 2 && head + 1 == tokens.end && !text.is(head + 1, OF)
    }

    /// The only named body of this and the last sentences.
    fn only_body(&self) -> Option<u32> {
        let (last, _) = *self.bodies.last()?;
        self.bodies.iter().rev().take(12).all(|(id, _)| *id == last).then_some(last)
    }

    /// "he", "she": the last subject that fits, or the only person that does.
    fn pronoun(&mut self, text: &Text, idx: usize, group: &NounGroup, bits: u64, entities: &mut Entities) {
        // Who is "he" in another's words is not safe to say.
        if text.is_spoken(group.head.index()) {
            return;
        }
        let gender = bits & (MALE | FEMALE);
        let fits = |id: u32| {
            let draft = &entities.list[entities.find(id) as usize];
            !draft.plural && (draft.gender == 0 || draft.gender & gender != 0)
        };
        let subject = self
            .persons
            .iter()
            .rev()
            .take(12)
            .find(|(id, _, subject)| *subject && fits(*id))
            .map(|(id, _, _)| *id);
        let mut others = self.persons.iter().rev().take(12).map(|(id, _, _)| *id).filter(|id| fits(*id));
        let only = others.next().filter(|first| others.all(|id| id == *first));
        let Some(id) = subject.or(only) else { return };
        let id = entities.find(id);
        entities.list[id as usize].gender |= gender;
        entities.mention(text, group.tokens.range(), group.head.index(), MentionForm::Pronoun, id, None);
        self.persons.push((id, idx, true));
    }
}

/// The group behind the comma after a name, or before the comma in front of it, that reads like an office and is closed by
/// a mark again.
fn beside(text: &Text, group_idx: usize) -> Option<GroupId> {
    let nouns = &text.document.nouns;
    let name = nouns.get(group_idx)?;
    let office = |group: &NounGroup| {
        let head = group.head.index();
        let tag = text.token(head).map(|token| token.xpos);
        tag == Some(Xpos::Nn) && text.is(head, PERSON | TITLE)
            || tag == Some(Xpos::Nnp) && text.is(head, TITLE)
    };
    let closes = |at: usize| {
        text.upos(at) == Upos::Punct
            || matches!(text.token(at).map(|t| t.xpos), None | Some(Xpos::Wp | Xpos::WpDollar))
    };
    let comma = name.tokens.end as usize;
    if text.norm(comma) == ","
        && let Some(next) = nouns.get(group_idx + 1).filter(|next| office(next))
        && next.tokens.start as usize == comma + 1
        && closes(whole(text, next).end)
    {
        return Some(GroupId(group_idx as u32 + 1));
    }
    let front = (name.tokens.start as usize).checked_sub(1)?;
    if text.norm(front) != "," || !closes(comma) {
        return None;
    }
    (group_idx.saturating_sub(3)..group_idx)
        .find(|&idx| office(&nouns[idx]) && whole(text, &nouns[idx]).end == front)
        .map(|idx| GroupId(idx as u32))
}

/// The group with the "of" and other phrases that belong to it, up to the first comma, bracket or dash.
fn whole(text: &Text, group: &NounGroup) -> Range<usize> {
    let extent = group.extent.range();
    let start = group.tokens.start as usize;
    // An endless extent is not read to its end.
    let end = (group.tokens.end as usize..extent.end.min(start + LONGEST + 1))
        .find(|&at| text.upos(at) == Upos::Punct && text.norm(at) != "-")
        .unwrap_or(extent.end.min(start + LONGEST + 1))
        .max(group.tokens.end as usize);
    if end - start > LONGEST { group.tokens.range() } else { start..end }
}

/// Whether the token is a noun in the plural, which no one person's office is.
fn is_plural(text: &Text, at: usize) -> bool {
    text.token(at).is_some_and(|token| matches!(token.xpos, Xpos::Nns | Xpos::Nnps))
}

fn span(text: &Text, tokens: Range<usize>) -> Span {
    text.document.span(TokenRange::new(tokens.start, tokens.end))
}

/// Whether the words are the subject of a verb: one follows, past an age or an apposition, or a verb of saying stands right
/// in front of them.
fn is_subject(text: &Text, tokens: Range<usize>, sentence: &Sentence) -> bool {
    let mut end = tokens.end;
    // "Ana Ruiz, who led the inquiry, doubts …"
    let opens = text.sentence_start(tokens.start) == tokens.start;
    if opens && text.norm(end) == "," && text.token(end + 1).is_some_and(|it| it.xpos == Xpos::Wp) {
        return true;
    }
    if let Some(group) = text.document.noun_at(TokenId::from(tokens.end - 1)) {
        end = (text.document.nouns[group.0 as usize].extent.end as usize).max(end);
    }
    if text.norm(end) == "," {
        end += 1;
    }
    let follows = text.verb_after(end, sentence).is_some_and(|(verb, _)| verb.finite);
    let inverted = tokens.start > sentence.tokens.start as usize
        && text.verb(tokens.start - 1).is_some_and(|verb| {
            let lemma = text.token(verb.head.index()).map_or("", |token| token.lemma.as_str());
            text.lexicon.classes(lemma) & SPEAK != 0
        });
    follows || inverted
}
