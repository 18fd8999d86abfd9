//! What stands in a place: the roles around a verb, the group of a noun, what a state is said of.

use super::matcher::{Anchor, Filler};
use super::{Place, WordClass, WordSet};
use variorum_model::document::{
    Argument, Clause, ClauseForm, ClauseRole, GroupId, MentionForm, Token, Upos, Voice, Xpos,
};
use variorum_model::{Document, TokenId, TokenRange};

/// How many mentions can begin before a word of a name after the name itself began.
const NESTED: usize = 3;

/// How many groups before one are looked at for those that it is joined to.
const MEMBERS: u32 = 4;

impl Anchor<'_, '_> {
    pub(super) fn fillers(&self, place: Place, class: WordClass) -> Vec<Filler> {
        let mut fillers = Vec::new();
        match place {
            Place::Subject
            | Place::PassiveSubject
            | Place::Object
            | Place::Patient
            | Place::Agent
            | Place::Complement
            | Place::Predicate => self.around_verb(place, &mut fillers),
            Place::Phrase => self.phrases(&self.card.prepositions, class, &mut fillers),
            Place::State => self.state(&mut fillers),
            Place::Count | Place::Itself => {
                // "the *first* attack": an adjective's own group is that of its noun.
                let describes = || {
                    place == Place::Itself
                        && self.document.tokens.get(self.head.index()).is_some_and(|it| it.upos == Upos::Adj)
                };
                let own = self.group().filter(|(_, group)| group.head == self.head || describes());
                if let Some((id, group)) = own {
                    fillers.push(Filler { tokens: group.tokens, head: group.head, group: Some(id) });
                }
            }
            Place::Group => fillers.extend(self.surroundings(WordClass::Noun)),
            Place::Host => fillers.extend(self.host()),
            Place::Hosts => fillers.extend(self.hosts()),
            Place::Adverb => {
                let adverbs = self.clause().map(|clause| clause.adverbs.as_slice()).unwrap_or_default();
                fillers.extend(adverbs.iter().map(|&head| Filler {
                    tokens: TokenRange { start: head.0, end: head.0 + 1 },
                    head,
                    group: None,
                }));
            }
            Place::Clause => {
                let clause = self.clause().or_else(|| {
                    let around = self.map.around(self.head)?;
                    self.document.clauses.get(around.0 as usize)
                });
                fillers.extend(clause.map(|clause| Filler {
                    tokens: clause.extent,
                    head: clause.head,
                    group: None,
                }));
            }
            Place::Possessor => {
                let possessor = self.group().and_then(|(_, group)| group.possessor);
                fillers.extend(possessor.map(|id| self.whole(id)));
            }
            Place::Before => {
                if let Some((_, group)) = self.group() {
                    fillers.extend(self.nominals(TokenRange { start: group.tokens.start, end: self.head.0 }));
                }
            }
            Place::After => {
                if let Some((_, group)) = self.group() {
                    fillers
                        .extend(self.nominals(TokenRange { start: self.head.0 + 1, end: group.tokens.end }));
                }
            }
            Place::Apposition => fillers.extend(self.apposition()),
            Place::Measure => fillers.extend(self.surroundings(class)),
            Place::Time => fillers.extend(self.time(class)),
            Place::Place => self.places(class, &mut fillers),
            Place::Beside => self.places_beside(&mut fillers),
            Place::Content => self.content(class, &mut fillers),
            Place::Dateline => fillers.extend(self.dateline(class)),
        }
        fillers
    }

    fn around_verb(&self, place: Place, fillers: &mut Vec<Filler>) {
        let Some(clause) = self.clause() else { return };
        let passive = clause.voice == Voice::Passive;
        // A participle that stands where a finite verb should ("Three sailors *drowned*") can be either.
        let bare = clause.predicate.len() == 1 && clause.form == ClauseForm::Participle;
        let active = |argument: Option<Argument>| argument.filter(|_| !passive || bare);
        let argument = match place {
            Place::Subject => active(clause.subject),
            Place::PassiveSubject => clause.subject.filter(|_| passive),
            Place::Object | Place::Patient if clause.object.is_none() && !passive => {
                fillers.extend(self.figure_behind(clause));
                None
            }
            Place::Object => active(clause.object),
            Place::Patient if passive => clause.subject,
            Place::Patient => clause.object,
            Place::Agent if passive => {
                for modifier in &clause.modifiers {
                    if self.has_preposition(modifier.preposition, &self.rules.lexicon.lists.agent) {
                        fillers.push(filler_of(&modifier.argument));
                    }
                }
                None
            }
            Place::Agent => clause.subject,
            Place::Complement => clause.indirect.or(clause.object),
            _ => {
                let end = clause.modifiers.iter().map(|modifier| modifier.argument.tokens.end);
                let end = end.chain(clause.object.map(|object| object.tokens.end)).max().unwrap_or(0);
                let end = end.max(clause.predicate.end).min(clause.extent.end.max(clause.predicate.end));
                // A quotation is closed.
                let closed = self
                    .document
                    .tokens
                    .get(end as usize)
                    .is_some_and(|token| token.xpos == Xpos::CloseQuote && clause.predicate.start < end);
                let tokens = TokenRange { start: clause.predicate.start, end: end + u32::from(closed) };
                fillers.push(Filler { tokens, head: clause.head, group: None });
                None
            }
        };
        fillers.extend(argument.as_ref().map(filler_of));
    }

    /// "wounded 12 others—the worst": a figure right behind the verb is its object, whatever group its noun went into.
    fn figure_behind(&self, clause: &Clause) -> Option<Filler> {
        let start = clause.predicate.end;
        let quantity = self.document.quantities_in(TokenRange { start, end: start + 1 }).next()?;
        let head = quantity.counted.filter(|_| quantity.tokens.start == start)?;
        // "Confirmed two men had died": the figure is the subject of what was confirmed.
        let says = clause.complement.is_some()
            || self.map.around(head).is_some_and(|id| {
                let around = &self.document.clauses[id.0 as usize];
                around.subject.is_some_and(|subject| subject.head == head)
            });
        if says || !clause.extent.covers(head) {
            return None;
        }
        let tokens = quantity.tokens.join(TokenRange { start: head.0, end: head.0 + 1 });
        Some(Filler { tokens, head, group: None })
    }

    pub(super) fn has_preposition(&self, preposition: Option<TokenId>, words: &WordSet) -> bool {
        preposition
            .and_then(|id| self.document.tokens.get(id.index()))
            .is_some_and(|token| words.contains(&token.norm))
    }

    fn phrases(&self, prepositions: &WordSet, class: WordClass, fillers: &mut Vec<Filler>) {
        if let Some(clause) = self.clause() {
            for modifier in &clause.modifiers {
                if self.has_preposition(modifier.preposition, prepositions)
                    && !self.is_of_joined(modifier.argument.tokens.start)
                {
                    fillers.push(filler_of(&modifier.argument));
                }
            }
            // "blamed the attack on the army": the phrase seems to belong to the object.
            if class == WordClass::Verb
                && let Some(object) = clause.object
            {
                for (preposition, filler) in noun_phrases(self.document, object.group) {
                    if prepositions.contains(&self.document.token(preposition).norm)
                        && !fillers.contains(&filler)
                    {
                        fillers.push(filler);
                    }
                }
            }
        }
        if class != WordClass::Verb
            && let Some((id, group)) = self.group()
            && (group.head == self.head || class == WordClass::Adjective)
        {
            let phrases = noun_phrases(self.document, id);
            let first = phrases.first().map_or("", |(id, _)| self.document.token(*id).norm.as_str());
            for (place, (preposition, filler)) in phrases.iter().copied().enumerate() {
                let preposition = &self.document.token(preposition).norm;
                // A later phrase may belong to the noun before it ("an attack through channels on a network"), but for
                // the one that names who did it, and for the one behind what the noun is of ("the claim of responsibility *from* the rebels").
                let lists = &self.rules.lexicon.lists;
                let behind_of = place == 1 && lists.of.contains(first) && first != preposition.as_str();
                let own = place == 0 || behind_of || lists.agent.contains(preposition);
                let is_time = self.document.times_in(self.document.span(filler.tokens)).next().is_some();
                if own && !is_time && prepositions.contains(preposition) && !fillers.contains(&filler) {
                    fillers.push(filler);
                }
            }
        }
    }

    /// "12 are dead", "12 dead", "left 12 people dead", "12 people, dead".
    fn state(&self, fillers: &mut Vec<Filler>) {
        if let Some(clause) = self.clause()
            && let Some(subject) = &clause.subject
        {
            // "Twelve were left wounded" is a passive like any other; "wounded 12" is not a state of who did it.
            if clause.verb.is_none() || clause.voice == Voice::Passive || !self.is_verb() {
                fillers.push(filler_of(subject));
                return;
            }
            // "A gunman killed nine people": a verb with an object is no state.
            if clause.object.is_some() {
                return;
            }
        }
        if let Some((id, group)) = self.group()
            && group.head == self.head
        {
            fillers.push(Filler { tokens: group.tokens, head: group.head, group: Some(id) });
            return;
        }
        // "30 dead civilians", "a wounded guard"
        let in_time = |token: TokenId| {
            let idx = self.document.times.partition_point(|timex| timex.tokens.end <= token.0);
            self.document.times.get(idx).is_some_and(|timex| timex.tokens.covers(token))
        };
        if let Some((id, group)) = self.group()
            && self.head < group.head
            && !in_time(group.head)
        {
            fillers.push(Filler { tokens: group.tokens, head: group.head, group: Some(id) });
            return;
        }
        // "Was seriously wounded today": the adjective stands right behind the copula, whatever follows it.
        let around = self.map.around(self.head).and_then(|id| self.document.clauses.get(id.0 as usize));
        if let Some(clause) = around
            && let Some(subject) = &clause.subject
            && (clause.predicate.end..clause.predicate.end + 3).contains(&self.head.0)
            && self.document.tokens.get(clause.head.index()).is_some_and(|head| head.upos == Upos::Aux)
        {
            fillers.push(filler_of(subject));
            return;
        }
        if let Some(before) = self.head.0.checked_sub(1)
            && let Some(id) = self.document.noun_at(TokenId(before))
            && self.document.nouns[id.0 as usize].tokens.end == self.head.0
        {
            fillers.push(self.whole(id));
        }
    }

    /// "‹38 people› in hospital": the group right before the preposition.
    fn host(&self) -> Option<Filler> {
        let (_, group) = self.group().filter(|(_, group)| group.head == self.head)?;
        let preposition = group.tokens.start.checked_sub(1)?;
        if !self.has_preposition(Some(TokenId(preposition)), &self.card.prepositions) {
            return None;
        }
        let id = self.document.noun_at(TokenId(preposition.checked_sub(1)?))?;
        let host = &self.document.nouns[id.0 as usize];
        (host.tokens.end == preposition).then_some(Filler {
            tokens: host.tokens,
            head: host.head,
            group: Some(id),
        })
    }

    /// "There were *214 passengers and 12 crew* on board": the host with all that it is joined to.
    fn hosts(&self) -> Option<Filler> {
        let host = self.host()?;
        let id = host.group?;
        let nouns = &self.document.nouns;
        let reaches = |first: &GroupId| {
            let mut member = *first;
            while let Some(next) = nouns[member.0 as usize].next.filter(|next| *next > member && *next <= id)
            {
                member = next;
            }
            member == id
        };
        let first = (id.0.saturating_sub(MEMBERS)..id.0).map(GroupId).find(reaches).unwrap_or(id);
        let group = &nouns[first.0 as usize];
        let tokens = TokenRange { start: group.tokens.start, end: host.tokens.end };
        Some(Filler { tokens, head: group.head, group: Some(first) })
    }

    fn is_verb(&self) -> bool {
        self.document.token(self.head).upos == Upos::Verb
    }

    pub(super) fn whole(&self, id: GroupId) -> Filler {
        let group = &self.document.nouns[id.0 as usize];
        Filler { tokens: group.extent, head: group.head, group: Some(id) }
    }

    /// The run of nouns, names and their adjectives at the end of these tokens of a group.
    fn nominals(&self, tokens: TokenRange) -> Vec<Filler> {
        let countries = self.countries(tokens);
        if countries.is_empty() { self.last_nominals(tokens).into_iter().collect() } else { countries }
    }

    /// "a Danish and Western role": for an actor, the adjectives of peoples each by itself.
    fn countries(&self, tokens: TokenRange) -> Vec<Filler> {
        if self.card.entities.is_none() {
            return Vec::new();
        }
        // "Danish and Swedish involvement" can be two groups.
        let joins =
            |idx: u32| self.document.tokens.get(idx as usize).is_some_and(|token| token.upos == Upos::Cconj);
        let mut tokens = tokens;
        if tokens.start >= 2 && joins(tokens.start - 1) {
            tokens.start -= 2;
        }
        let is_country = |token: &Token| {
            token.upos == Upos::Adj
                && self.rules.lexicon.homes.contains_key(&token.norm)
                && self.document.words(token.span).starts_with(char::is_uppercase)
        };
        let ids = tokens.ids().filter(|id| self.document.tokens.get(id.index()).is_some_and(is_country));
        ids.map(|head| Filler { tokens: TokenRange { start: head.0, end: head.0 + 1 }, head, group: None })
            .collect()
    }

    fn last_nominals(&self, tokens: TokenRange) -> Option<Filler> {
        let all = self.document.tokens.get(tokens.range())?;
        // What the card asks for by name may look like an adjective ("grenade attack").
        let named =
            |token: &Token| self.card.counted.as_ref().is_some_and(|words| words.contains(&token.lemma));
        let last = all.iter().rposition(|token| token.upos.is_nominal() || named(token))?;
        let is_part = |upos: Upos| upos.is_nominal() || upos == Upos::Adj;
        let first = all[..last].iter().rposition(|token| !is_part(token.upos)).map_or(0, |idx| idx + 1);
        let start = tokens.start + first as u32;
        let end = tokens.start + last as u32 + 1;
        Some(Filler { tokens: TokenRange { start, end }, head: TokenId(end - 1), group: None })
    }

    /// "the suspect, Ana Ruiz,", "Ana Ruiz, the suspect,": the other one of the two groups.
    fn apposition(&self) -> Option<Filler> {
        let (id, group) = self.group().filter(|(_, group)| group.head == self.head)?;
        let before = || {
            let near = id.0.saturating_sub(3)..id.0;
            near.rev().find(|&idx| self.document.nouns[idx as usize].apposition == Some(id)).map(GroupId)
        };
        let other = group.apposition.or_else(before)?;
        let group = self.document.nouns.get(other.0 as usize)?;
        Some(Filler { tokens: group.tokens, head: group.head, group: Some(other) })
    }

    /// The clause of a verb, or the group of a noun with its phrases.
    pub(super) fn surroundings(&self, class: WordClass) -> Option<Filler> {
        if class == WordClass::Verb {
            return self.clause().map(|clause| Filler {
                tokens: clause.extent,
                head: clause.head,
                group: None,
            });
        }
        let (id, group) = self.group()?;
        let phrases = noun_phrases(self.document, id);
        let end = phrases.iter().map(|(_, filler)| filler.tokens.end).chain([group.extent.end]).max();
        let tokens = TokenRange { start: group.tokens.start, end: end.unwrap_or(group.tokens.end) };
        Some(Filler { tokens, head: group.head, group: None })
    }

    pub(super) fn content(&self, class: WordClass, fillers: &mut Vec<Filler>) {
        let complement = match self.clause().and_then(|clause| clause.complement) {
            Some(id) => self.document.clauses.get(id.0 as usize),
            None if class == WordClass::Noun => self.group().and_then(|(_, group)| {
                // A clause that begins right after the noun or its phrases: "a warning (to tourists) that …".
                let from = group.tokens.end;
                let next = self.document.clauses.partition_point(|clause| clause.predicate.start < from);
                let mut near = self.document.clauses[next..].iter().take(3);
                near.find(|clause| {
                    let gap = clause.extent.start.saturating_sub(group.extent.end.max(from));
                    clause.extent.start >= from && gap <= 1 && clause.role == ClauseRole::Complement
                })
            }),
            None => None,
        };
        fillers.extend(complement.map(|clause| {
            let mut tokens = clause.extent;
            // "that", "to"
            let joins = |token: &Token| {
                token.upos == Upos::Sconj || matches!(token.xpos, Xpos::In | Xpos::Wdt | Xpos::To)
            };
            while tokens.len() > 1 && self.document.tokens.get(tokens.start as usize).is_some_and(joins) {
                tokens.start += 1;
            }
            // "…, according to a copy": who says so is no part of what is said.
            let led = clause.modifiers.iter().filter_map(|modifier| modifier.preposition);
            let source = led.map(|preposition| preposition.0).find(|&at| {
                let token = |at: u32| self.document.tokens.get(at as usize);
                at > clause.predicate.end
                    && token(at).is_some_and(|it| it.xpos == Xpos::Vbg)
                    && token(at + 1).is_some_and(|it| matches!(it.xpos, Xpos::To | Xpos::In))
                    && token(at - 1).is_some_and(|it| it.xpos == Xpos::Comma)
            });
            tokens.end = source.map_or(tokens.end, |at| at - 1);
            Filler { tokens, head: clause.head, group: None }
        }));
    }
}

fn filler_of(argument: &Argument) -> Filler {
    Filler { tokens: argument.tokens, head: argument.head, group: Some(argument.group) }
}

/// The prepositional phrases that follow a noun group, each with its preposition: "the attack | on the mill | in Eastport |
/// by rebels". They may belong to a verb before the noun; the caller knows which prepositions can only be the noun's.
pub(crate) fn noun_phrases(document: &Document, id: GroupId) -> Vec<(TokenId, Filler)> {
    let mut phrases = Vec::new();
    let Some(group) = document.nouns.get(id.0 as usize) else { return phrases };
    let mut end = group.tokens.end;
    // A group that stands between (a time without preposition) is passed over; six phrases are more than any noun has.
    for _ in 0..6 {
        let Some(token) = document.tokens.get(end as usize) else { break };
        if token.upos == Upos::Adp || token.xpos == Xpos::To {
            let preposition = TokenId(end);
            let Some(next) = document.noun_at(TokenId(end + 1)) else { break };
            let first = document.nouns[next.0 as usize].tokens.start;
            // "on the town's mill": the mill is what the preposition governs.
            let owned = document.nouns.get(next.0 as usize + 1).filter(|owned| owned.possessor == Some(next));
            let next = if owned.is_some() { GroupId(next.0 + 1) } else { next };
            let governed = &document.nouns[next.0 as usize];
            let mut last = governed;
            let mut steps = 0;
            while let Some(more) = last.next.and_then(|id| document.nouns.get(id.0 as usize))
                && more.tokens.start >= last.tokens.end
                && steps < 20
            {
                last = more;
                steps += 1;
            }
            let tokens = TokenRange { start: first, end: last.tokens.end };
            if !is_in_name(document, preposition) {
                phrases.push((preposition, Filler { tokens, head: governed.head, group: Some(next) }));
            }
            end = last.tokens.end;
            continue;
        }
        let time = document.times.partition_point(|timex| timex.tokens.end <= end);
        match document.times.get(time) {
            Some(timex) if timex.tokens.start <= end && timex.tokens.end > end => end = timex.tokens.end,
            _ => break,
        }
    }
    phrases
}

/// "the Sons *of* the Plain": whether a preposition is part of a name.
fn is_in_name(document: &Document, preposition: TokenId) -> bool {
    let after = document.mentions.partition_point(|mention| mention.tokens.start <= preposition.0);
    let near = &document.mentions[after.saturating_sub(NESTED)..after];
    near.iter().any(|it| it.form == MentionForm::Name && it.tokens.covers(preposition))
}
