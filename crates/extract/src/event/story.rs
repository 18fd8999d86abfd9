//! The events of a report, and which of them words are about.
//!
//! ```text
//! The attack, which came a year after the Westhaven bombing, killed 12.      killed: about the attack
//! ```

use super::date::{is_old, today};
use super::draw::{Draft, Drawing};
use super::mention::{Anchored, Finder, Mention, Reference};
use crate::card::ClauseMap;
use crate::ontology::Loaded;
use std::collections::BTreeMap;
use variorum_model::document::{ClauseId, ClauseRole, EntityId, EntityKind, Upos, Voice, Xpos};
use variorum_model::event::EventMention;
use variorum_model::{Document, Event, EventId, ReportId, TokenId, TokenRange};

/// How many groups are joined to the words for an event that name it.
const JOINED: usize = 3;
/// The most words in which an event is told.
const TOLD: usize = 12;

/// The events of a report and the words that mention them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Story {
    pub(crate) events: Vec<Event>,
    /// Mentions by their heads: (head, clause, sentence, event).
    mentions: Vec<(TokenId, Option<ClauseId>, u32, EventId)>,
    /// Of each event, whether it did not come about.
    planned: Vec<bool>,
}

/// The events of a document. `anchored` holds the times and places that cards found at a word.
pub(crate) fn tell(
    report: ReportId,
    document: &Document,
    map: &ClauseMap,
    rules: &Loaded,
    anchored: &BTreeMap<TokenId, Anchored>,
) -> Story {
    let mut mentions = Finder { document, map, rules, anchored }.mentions();
    let drafts = Drawing::draw(document, rules, &mut mentions);
    Teller { document, rules }.story(report, &mentions, drafts)
}

struct Teller<'d> {
    document: &'d Document,
    rules: &'d Loaded,
}

impl Teller<'_> {
    fn story(&self, report: ReportId, mentions: &[Mention], drafts: Vec<Draft>) -> Story {
        let main = self.main(&drafts);
        // The main event first, then the others in order of their first mention.
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        order.sort_by_key(|&idx| {
            (
                Some(idx) != main,
                drafts[idx].first_sentence,
                drafts[idx].mentions.first().copied().unwrap_or(usize::MAX),
            )
        });
        let mut story = Story::default();
        let mut place_of = vec![0u32; drafts.len()];
        for (place, &idx) in order.iter().enumerate() {
            place_of[idx] = place as u32;
            story.events.push(self.event(report, mentions, &drafts[idx], Some(idx) == main));
            story.planned.push(drafts[idx].planned);
        }
        for mention in mentions {
            if let Some(place) = place_of.get(mention.event) {
                story.mentions.push((mention.head, mention.clause, mention.sentence, EventId(*place)));
            }
        }
        story
    }

    /// What the report is about: what it tells first and most of, unless that lies far back.
    fn main(&self, drafts: &[Draft]) -> Option<usize> {
        let today = today(self.document);
        let score = |draft: &Draft| {
            let early = match draft.first_sentence {
                0 => 4,
                1 | 2 => 3,
                3..=5 => 1,
                _ => 0,
            };
            let old = today.zip(draft.date.as_deref()).is_some_and(|(today, date)| is_old(today, date));
            let general = self.rules.kinds.is_general(draft.kind);
            early + draft.mentions.len().min(12) as i64
                - if old { 12 } else { 0 }
                - if general { 2 } else { 0 }
                - if draft.planned { 4 } else { 0 }
        };
        let best = drafts.iter().enumerate().max_by_key(|(idx, draft)| {
            (score(draft), std::cmp::Reverse(draft.first_sentence), std::cmp::Reverse(*idx))
        });
        best.map(|(idx, _)| idx)
    }

    fn event(&self, report: ReportId, mentions: &[Mention], draft: &Draft, main: bool) -> Event {
        let kind = &self.rules.ontology.kinds[draft.kind];
        let place_names: Vec<String> = draft
            .places
            .iter()
            .filter_map(|id| self.document.entities.get(id.0 as usize))
            .map(|entity| entity.name.clone())
            .collect();
        let named = draft.mentions.iter().find_map(|&idx| self.name(&mentions[idx]));
        // What is told beside the main event needs more than its kind to be known by.
        let told = || draft.mentions.iter().filter(|_| !main).find_map(|&idx| self.told_as(&mentions[idx]));
        let hit =
            || draft.mentions.iter().filter(|_| !main).find_map(|&idx| self.what_it_hit(&mentions[idx]));
        let hit = || hit().map(|hit| format!("{hit} {}", kind.name));
        let label = named.or_else(told).or_else(hit).unwrap_or_else(|| match place_names.first() {
            Some(place) => format!("{place} {}", kind.name),
            None => kind.name.to_string(),
        });
        let mut sorted = draft.mentions.clone();
        sorted.sort_unstable();
        Event {
            label,
            kind: kind.name.clone(),
            date: draft.date.clone(),
            place: place_names.first().cloned(),
            places: place_names,
            participants: Vec::new(),
            mentions: sorted
                .iter()
                .map(|&idx| EventMention {
                    span: self.document.span(mentions[idx].tokens),
                    head: self.document.token(mentions[idx].head).span,
                })
                .collect(),
            reports: vec![report],
            main,
        }
    }

    /// The words that tell which event is meant, with what is joined to them: "bombing of the ferry Karina at Westport".
    fn told_as(&self, mention: &Mention) -> Option<String> {
        if mention.reference == Reference::Verb {
            return None;
        }
        let document = self.document;
        let is_time = |token: TokenId| {
            let at = document.times.partition_point(|timex| timex.tokens.end <= token.0);
            document.times.get(at).is_some_and(|timex| timex.tokens.covers(token))
        };
        let lists = &self.rules.lexicon.lists;
        let mut end = mention.tokens.end;
        for _ in 0..JOINED {
            let Some(joint) = document.tokens.get(end as usize) else { break };
            let joins =
                joint.upos == Upos::Adp && (lists.at.contains(&joint.norm) || lists.of.contains(&joint.norm));
            let group = document.noun_at(TokenId(end + 1)).filter(|_| joins);
            let Some(group) = group.map(|id| &document.nouns[id.0 as usize]) else { break };
            if group.tokens.start != end + 1 || is_time(group.head) {
                break;
            }
            // "Ukraine 's harbours", "its harbours": an owner goes on to what is owned.
            let mut reached = group.tokens.end;
            let pronoun = document.token(group.head).upos == Upos::Pron;
            let marked = document.tokens.get(reached as usize).is_some_and(|token| token.upos == Upos::Part);
            if pronoun || marked {
                let owned = document.noun_at(TokenId(reached + u32::from(marked)));
                match owned.map(|id| &document.nouns[id.0 as usize]) {
                    Some(owned) if owned.tokens.start <= reached + u32::from(marked) => {
                        reached = owned.tokens.end
                    }
                    _ if pronoun => break,
                    _ => {}
                }
            }
            end = reached;
        }
        let words = document.tokens.get(mention.tokens.start as usize..end as usize)?;
        let is_front = |&(at, token): &(u32, &variorum_model::document::Token)| {
            matches!(token.upos, Upos::Det | Upos::Pron | Upos::Part | Upos::Num) || is_time(TokenId(at))
        };
        let front = (mention.tokens.start..).zip(words).take_while(is_front).count();
        let from = TokenRange { start: mention.tokens.start + front as u32, end };
        (end > mention.tokens.end && from.len() <= TOLD)
            .then(|| document.words(document.span(from)).split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// What a verb says was hit, where that is a thing: "hit *the Harfield church* in Norland".
    fn what_it_hit(&self, mention: &Mention) -> Option<String> {
        let document = self.document;
        let clause = document.clauses.get(mention.clause?.0 as usize).filter(|it| it.head == mention.head)?;
        let patient = if clause.voice == Voice::Passive { clause.subject } else { clause.object }?;
        let group = document.nouns.get(patient.group.0 as usize)?;
        let head = document.token(group.head);
        let entity = document.mention_at(group.head).map(|id| &document.mentions[id.0 as usize]);
        let entity = entity.and_then(|mention| document.entities.get(mention.entity.0 as usize));
        let is_thing = !mention.tokens.covers(group.head)
            && entity.is_none_or(|entity| entity.kind == EntityKind::Facility || !entity.named)
            && matches!(head.xpos, Xpos::Nn | Xpos::Nnp)
            && !self.rules.lexicon.is_person(&head.lemma)
            && !self.rules.lexicon.lists.collectives.contains(&head.lemma);
        let general = self.rules.kinds.is_general(mention.kind);
        let tokens = document.tokens.get(group.tokens.range())?;
        let front =
            tokens.iter().take_while(|it| matches!(it.upos, Upos::Det | Upos::Pron | Upos::Part | Upos::Num));
        let from = TokenRange { start: group.tokens.start + front.count() as u32, end: group.head.0 + 1 };
        (is_thing && !general && !from.is_empty() && from.len() <= TOLD)
            .then(|| document.words(document.span(from)).split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The event's own name, where the group has one: "the Harbour Street fire".
    fn name(&self, mention: &Mention) -> Option<String> {
        if mention.reference == Reference::Verb {
            return None;
        }
        let tokens = self.document.tokens.get(mention.tokens.range())?;
        let start = tokens.iter().position(|token| token.upos == Upos::Propn)?;
        let start = mention.tokens.start + start as u32;
        // "The *Northern* Star disaster": a name can begin with what looks like an adjective.
        let named = self.document.mention_at(TokenId(start));
        let named = named.map_or(start, |id| self.document.mentions[id.0 as usize].tokens.start);
        let start = named.clamp(mention.tokens.start, start);
        let from = TokenRange { start, end: mention.tokens.end };
        let has_place = (from.start..mention.head.0).any(|token| {
            let id = self.document.mention_at(TokenId(token));
            id.is_some_and(|id| !self.document.mentions[id.0 as usize].tokens.covers(mention.head))
        });
        (from.start < mention.head.0 && has_place).then(|| {
            self.document.words(self.document.span(from)).split_whitespace().collect::<Vec<_>>().join(" ")
        })
    }
}

/// A mention for `nearest`.
#[derive(Clone, Copy)]
pub(super) struct Seen<E> {
    pub(super) head: TokenId,
    pub(super) clause: Option<ClauseId>,
    pub(super) sentence: u32,
    pub(super) event: E,
    /// Whether it did not come about: what is told as a fact is rather of something that did.
    pub(super) planned: bool,
    /// Whether it is part of what is said of the event: "*a leak* started the fire" is said of the fire.
    pub(super) within: bool,
}

/// So many mentions before and after a word can be the one that it is about: an endless sentence may have any number.
pub(super) const MOST_BESIDE: usize = 60;

/// The mentions around a place among mentions in order; `before` says which lie before it.
pub(super) fn around<M>(mentions: &[M], before: impl Fn(&M) -> bool) -> &[M] {
    let at = mentions.partition_point(before);
    &mentions[at.saturating_sub(MOST_BESIDE)..mentions.len().min(at + MOST_BESIDE)]
}

/// The event that words at `head` are about, and whether it is told of in the same sentence.
pub(super) fn nearest<E: Copy>(
    document: &Document,
    head: TokenId,
    clause: Option<ClauseId>,
    sentence: u32,
    mentions: impl Iterator<Item = Seen<E>>,
) -> Option<(E, bool)> {
    let clauses = &document.clauses;
    let own = clause.and_then(|id| clauses.get(id.0 as usize));
    let relative = own.is_some_and(|clause| clause.role == ClauseRole::Relative);
    let parent = own.and_then(|clause| clause.parent);
    let subject = own.filter(|own| own.head == head).and_then(|own| own.subject).map(|subject| subject.head);
    let mut best: Option<((u32, u32), E, bool)> = None;
    for seen in mentions {
        if seen.sentence > sentence || seen.sentence + 1 < sentence {
            continue;
        }
        let distance = seen.head.0.abs_diff(head.0);
        let before = seen.head < head;
        let rank = if seen.head == head || subject == Some(seen.head) {
            0
        } else if relative
            && before
            && own.is_some_and(|clause| seen.head.0 < clause.extent.start)
            && seen.sentence == sentence
        {
            // "the attacks, which killed 131": the noun before the relative clause.
            1
        } else if seen.clause.is_some() && seen.clause == clause {
            // "the strikes in A, which killed 131, and the attacks in B": what is joined on is no part of the clause.
            match relative {
                true if !before && is_joined(document, seen.head) => 4,
                true => 0,
                false => 1,
            }
        } else if seen.sentence == sentence && seen.clause.is_some() && seen.clause == parent {
            2
        } else if seen.sentence == sentence {
            let aside = || {
                seen.clause
                    .and_then(|id| clauses.get(id.0 as usize))
                    .is_some_and(|it| it.role == ClauseRole::Relative)
            };
            match before {
                true => 3,
                // "accused the rebels, who have carried out similar attacks": what is told of somebody by the way.
                false if aside() => 10,
                false => 4,
            }
        } else {
            9
        };
        let rank = if seen.planned && rank > 0 { rank + 4 } else { rank };
        let rank = if seen.within { rank + 5 } else { rank };
        if best.as_ref().is_none_or(|(so_far, _, _)| (rank, distance) < *so_far) {
            best = Some(((rank, distance), seen.event, seen.sentence == sentence));
        }
    }
    best.map(|(_, event, same)| (event, same))
}

/// Whether the group of the noun is joined to what stands before it by a conjunction.
fn is_joined(document: &Document, noun: TokenId) -> bool {
    let group = document.noun_at(noun).map(|id| &document.nouns[id.0 as usize]);
    let before = group.and_then(|group| document.tokens.get((group.tokens.start as usize).checked_sub(1)?));
    before.is_some_and(|before| before.upos == Upos::Cconj)
}

impl Story {
    /// Whether the word itself mentions an event.
    pub(crate) fn is_mention(&self, head: TokenId) -> bool {
        self.mentions.binary_search_by_key(&head, |(at, ..)| *at).is_ok()
    }

    /// The event that a word of a claim is about.
    pub(crate) fn event_at(
        &self,
        document: &Document,
        head: TokenId,
        clause: Option<ClauseId>,
    ) -> Option<EventId> {
        self.event_beside(document, head, clause, TokenRange::default())
    }

    /// The event that a word of a claim is about whose value, these words, may itself be one.
    pub(crate) fn event_beside(
        &self,
        document: &Document,
        head: TokenId,
        clause: Option<ClauseId>,
        value: TokenRange,
    ) -> Option<EventId> {
        let sentence = document.sentence_of(head).map_or(0, |id| id.0);
        let from = self.mentions.partition_point(|(_, _, at, _)| *at + 1 < sentence);
        let near = around(&self.mentions[from..], |(at, ..)| *at < head);
        let near = near.iter().take_while(|(_, _, at, _)| *at <= sentence);
        let word = head;
        let near = near.map(|&(head, clause, sentence, event)| {
            let planned = self.planned.get(event.index()).copied().unwrap_or(false);
            let within = value.covers(head) && head != word;
            Seen { head, clause, sentence, event, planned, within }
        });
        match nearest(document, head, clause, sentence, near) {
            Some((event, true)) => Some(event),
            // The sentence before, unless that was background and a new paragraph begins.
            Some((event, false)) => {
                let paragraph =
                    |idx: u32| document.sentences.get(idx as usize).map(|sentence| sentence.paragraph);
                let goes_on = sentence > 0 && paragraph(sentence) == paragraph(sentence - 1);
                let main = self.events.get(event.index()).is_some_and(|event| event.main);
                if goes_on || main { Some(event) } else { self.main() }
            }
            None => self.main(),
        }
    }

    /// Gives the main event a place that its own words do not name.
    pub(crate) fn place_main(&mut self, document: &Document, place: EntityId) {
        let Some(event) = self.events.first_mut().filter(|event| event.main && event.places.is_empty())
        else {
            return;
        };
        let Some(entity) = document.entities.get(place.0 as usize) else { return };
        if event.label == event.kind {
            event.label = format!("{} {}", entity.name, event.kind);
        }
        event.place = Some(entity.name.clone());
        event.places = vec![entity.name.clone()];
    }

    /// What the report is about.
    pub(crate) fn main(&self) -> Option<EventId> {
        self.events.first().filter(|event| event.main).map(|_| EventId(0))
    }
}
