//! Mentions of events, drawn together.

use crate::card::{ClauseMap, Phrase};
use crate::claim::{factuality, is_generic, noun_factuality};
use crate::ontology::{Lexicon, Loaded};
use compact_str::CompactString;
use std::collections::BTreeMap;
use variorum_model::document::{ClauseId, ClauseRole, EntityId, Upos};
use variorum_model::event::EventMention;
use variorum_model::{Document, Event, EventId, ReportId, Stance, TokenId, TokenRange};

/// The time and places that cards found at a word.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Anchored {
    pub(crate) date: Option<CompactString>,
    /// Most specific first.
    pub(crate) places: Vec<EntityId>,
}

/// The kind that stands above all others; its words say that something happened, not what.
const GENERAL: &str = "incident";

/// A word that mentions an event.
#[derive(Clone, Debug)]
struct Mention {
    head: TokenId,
    tokens: TokenRange,
    sentence: u32,
    clause: Option<ClauseId>,
    /// Index into `Ontology::kinds`.
    kind: usize,
    reference: Reference,
    anchored: Anchored,
    /// Of the drawing together: the event.
    event: usize,
}

/// How the words point to the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reference {
    /// "the attack", "Friday's bombing", "the Eastport fire".
    Definite,
    /// "an attack".
    Indefinite,
    /// "another attack", "a similar one", "the previous attack".
    Other,
    /// A verb.
    Verb,
}

/// What is known of an event while the mentions are drawn together.
#[derive(Clone, Debug)]
struct Draft {
    kind: usize,
    date: Option<CompactString>,
    places: Vec<EntityId>,
    mentions: Vec<usize>,
    first_sentence: u32,
    last_sentence: u32,
}

/// The events of a report and the words that mention them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Story {
    pub(crate) events: Vec<Event>,
    /// Mentions by their heads: (head, clause, sentence, event).
    mentions: Vec<(TokenId, Option<ClauseId>, u32, EventId)>,
}

/// The events of a document. `anchored` holds the times and places that cards found at a word.
pub(crate) fn tell(
    report: ReportId,
    document: &Document,
    map: &ClauseMap,
    rules: &Loaded,
    anchored: &BTreeMap<TokenId, Anchored>,
) -> Story {
    let teller = Teller { document, map, rules, anchored };
    let mut mentions = teller.mentions();
    let drafts = teller.draw_together(&mut mentions);
    teller.story(report, &mentions, drafts)
}

struct Teller<'d> {
    document: &'d Document,
    map: &'d ClauseMap,
    rules: &'d Loaded,
    anchored: &'d BTreeMap<TokenId, Anchored>,
}

impl Teller<'_> {
    fn lexicon(&self) -> &Lexicon {
        &self.rules.lexicon
    }

    fn mentions(&self) -> Vec<Mention> {
        let mut mentions = Vec::new();
        for (idx, token) in self.document.tokens.iter().enumerate() {
            let head = TokenId::from(idx);
            let found = match token.upos {
                Upos::Noun | Upos::Propn => self.noun(head),
                Upos::Verb => self.verb(head),
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
            mentions.push(Mention {
                head,
                tokens,
                sentence: self.document.sentence_of(head).map_or(0, |id| id.0),
                clause: self.map.headed_by(head).or_else(|| self.map.around(head)),
                kind,
                reference,
                anchored: self.anchored.get(&head).cloned().unwrap_or_default(),
                event: usize::MAX,
            });
        }
        mentions
    }

    fn kind_index(&self, name: &str) -> Option<usize> {
        self.rules.ontology.kinds.iter().position(|kind| kind.name == name)
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
        let kind = self.kind_index(&trigger.kind)?;
        let fact = noun_factuality(self.document, lexicon, self.map, head)?;
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
        let reference = if tokens.iter().any(earlier) {
            Reference::Other
        } else if definite {
            Reference::Definite
        } else {
            Reference::Indefinite
        };
        if is_generic(self.document, lexicon, head) {
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
        let kind = self.kind_index(&trigger.kind)?;
        let fact = factuality(self.document, lexicon, Some(id))?;
        let tokens = clause.predicate.join(TokenRange { start: head.0, end });
        (fact.stance == Stance::Asserted).then_some((kind, Reference::Verb, tokens))
    }

    /// Whether one kind is the other or stands above it.
    fn kinds_fit(&self, a: usize, b: usize) -> bool {
        self.is_kind_of(a, b) || self.is_kind_of(b, a)
    }

    fn is_kind_of(&self, kind: usize, of: usize) -> bool {
        let kinds = &self.rules.ontology.kinds;
        let mut at = Some(kind);
        for _ in 0..8 {
            match at {
                Some(idx) if idx == of => return true,
                Some(idx) => at = kinds[idx].parent.as_deref().and_then(|parent| self.kind_index(parent)),
                None => return false,
            }
        }
        false
    }

    fn is_general(&self, kind: usize) -> bool {
        self.rules.ontology.kinds[kind].name == GENERAL
    }

    fn draw_together(&self, mentions: &mut [Mention]) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = Vec::new();
        // Words that say what happened come first; those that only say that something did join them.
        for general in [false, true] {
            for idx in 0..mentions.len() {
                if self.is_general(mentions[idx].kind) != general {
                    continue;
                }
                let chosen = if general {
                    self.choose_for_general(mentions, idx, &drafts)
                } else {
                    self.choose(mentions, idx, &drafts)
                };
                let draft = chosen.unwrap_or_else(|| {
                    drafts.push(Draft {
                        kind: mentions[idx].kind,
                        date: None,
                        places: Vec::new(),
                        mentions: Vec::new(),
                        first_sentence: mentions[idx].sentence,
                        last_sentence: mentions[idx].sentence,
                    });
                    drafts.len() - 1
                });
                self.join(&mut drafts[draft], &mut mentions[idx], idx, draft);
            }
        }
        drafts
    }

    fn join(&self, draft: &mut Draft, mention: &mut Mention, idx: usize, event: usize) {
        mention.event = event;
        draft.mentions.push(idx);
        draft.first_sentence = draft.first_sentence.min(mention.sentence);
        draft.last_sentence = draft.last_sentence.max(mention.sentence);
        if self.is_kind_of(mention.kind, draft.kind) {
            draft.kind = mention.kind;
        }
        draft.date = match (draft.date.take(), mention.anchored.date.as_deref().map(day)) {
            // The finer of two dates that fit.
            (Some(old), Some(new)) if new.len() > old.len() => Some(new.into()),
            (old, new) => old.or(new.map(CompactString::from)),
        };
        for place in &mention.anchored.places {
            if !draft.places.contains(place) {
                draft.places.push(*place);
            }
        }
    }

    /// The event that a mention is of, among those told so far; `None` for a new one.
    fn choose(&self, mentions: &[Mention], idx: usize, drafts: &[Draft]) -> Option<usize> {
        let mention = &mentions[idx];
        if mention.reference == Reference::Other {
            return None;
        }
        let own = &mention.anchored;
        let published = self.document.published.map(|published| published.date);
        let is_old = |date: &CompactString| published.is_some_and(|published| is_old(published, date));
        let fits = |draft: &Draft| {
            // "In 2015, a bomb …": what lies far back is not what was told of without a date.
            let apart = own.date.as_ref().is_some_and(is_old) && draft.date.is_none();
            let dates = !apart && dates_fit(draft.date.as_deref(), own.date.as_deref());
            dates && self.kinds_fit(mention.kind, draft.kind)
        };
        let shares_place = |draft: &Draft| own.places.iter().any(|place| draft.places.contains(place));
        let near = |draft: &Draft| draft.last_sentence + 1 >= mention.sentence;
        // The best by a rank; of equals the one told of last, then the one told of most.
        let best = |rank: &dyn Fn(&Draft) -> Option<u8>| {
            let ranked = drafts.iter().enumerate().filter(|(_, draft)| fits(draft));
            let ranked = ranked.filter_map(|(idx, draft)| Some((rank(draft)?, idx, draft)));
            let best = ranked.max_by_key(|(rank, idx, draft)| {
                let told = if near(draft) { draft.last_sentence } else { 0 };
                (*rank, told, draft.mentions.len(), std::cmp::Reverse(*idx))
            });
            best.map(|(_, idx, _)| idx)
        };
        let has_place = !own.places.is_empty();
        match mention.reference {
            // "The Eastport bombing" is the one in Eastport; "the bombing" the one just told of, else the one that the
            // report is about.
            Reference::Definite => {
                best(&|draft| match (has_place, own.date.is_some() && draft.date.is_some()) {
                    (true, _) if shares_place(draft) => Some(3),
                    (true, true) => Some(2),
                    (true, false) if draft.places.is_empty() && near(draft) => Some(1),
                    (true, false) => None,
                    (false, true) => Some(3),
                    (false, false) if own.date.is_some() && !near(draft) => None,
                    (false, false) => Some(if near(draft) { 2 } else { 1 }),
                })
            }
            Reference::Verb => best(&|draft| {
                if has_place && shares_place(draft) {
                    Some(3)
                } else if has_place && !draft.places.is_empty() {
                    None
                } else if near(draft) {
                    Some(2)
                } else {
                    (!has_place && own.date.is_none()).then_some(1)
                }
            }),
            // "An attack" tells of a new one, but for the first lines, which tell the same thing twice.
            _ => best(&|draft| {
                let first = draft.first_sentence <= 1 && mention.sentence <= 3;
                (first && (!has_place || draft.places.is_empty() || shares_place(draft))).then_some(1)
            }),
        }
    }

    /// A word that only says that something happened joins the event of its clause, else of its sentence, else of the
    /// sentence before.
    fn choose_for_general(&self, mentions: &[Mention], idx: usize, drafts: &[Draft]) -> Option<usize> {
        let mention = &mentions[idx];
        let near = nearest(
            self.document,
            mention.head,
            mention.clause,
            mention.sentence,
            mentions.iter().filter(|other| other.event != usize::MAX).map(|other| Seen {
                head: other.head,
                clause: other.clause,
                sentence: other.sentence,
                event: other.event,
            }),
        );
        let fits = |draft: usize| dates_fit(drafts[draft].date.as_deref(), mention.anchored.date.as_deref());
        if let Some((draft, same_sentence)) = near
            && (fits(draft) || same_sentence)
        {
            return Some(draft);
        }
        let main = drafts
            .iter()
            .enumerate()
            .min_by_key(|(_, draft)| (draft.first_sentence, draft.mentions.first().copied()));
        main.map(|(idx, _)| idx).filter(|&idx| fits(idx))
    }

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
        let published = self.document.published.map(|published| published.date);
        let score = |draft: &Draft| {
            let early = match draft.first_sentence {
                0 => 4,
                1 | 2 => 3,
                3..=5 => 1,
                _ => 0,
            };
            let old =
                published.zip(draft.date.as_deref()).is_some_and(|(published, date)| is_old(published, date));
            let general = self.is_general(draft.kind);
            early + draft.mentions.len().min(12) as i64
                - if old { 12 } else { 0 }
                - if general { 2 } else { 0 }
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
        let label = named.unwrap_or_else(|| match place_names.first() {
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

    /// The event's own name, where the group has one: "the Harbour Street fire".
    fn name(&self, mention: &Mention) -> Option<String> {
        if mention.reference == Reference::Verb {
            return None;
        }
        let tokens = self.document.tokens.get(mention.tokens.range())?;
        let start = tokens.iter().position(|token| token.upos == Upos::Propn)?;
        let from = TokenRange { start: mention.tokens.start + start as u32, end: mention.tokens.end };
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
struct Seen<E> {
    head: TokenId,
    clause: Option<ClauseId>,
    sentence: u32,
    event: E,
}

/// The event that words at `head` are about, and whether it is told of in the same sentence.
fn nearest<E: Copy>(
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
    let mut best: Option<((u32, u32), E, bool)> = None;
    for seen in mentions {
        if seen.sentence > sentence || seen.sentence + 1 < sentence {
            continue;
        }
        let distance = seen.head.0.abs_diff(head.0);
        let before = seen.head < head;
        let rank = if seen.head == head {
            0
        } else if relative
            && before
            && own.is_some_and(|clause| seen.head.0 < clause.extent.start)
            && seen.sentence == sentence
        {
            // "the attacks, which killed 131": the noun before the relative clause.
            1
        } else if seen.clause.is_some() && seen.clause == clause {
            if relative { 0 } else { 1 }
        } else if seen.sentence == sentence && seen.clause.is_some() && seen.clause == parent {
            2
        } else if seen.sentence == sentence {
            if before { 3 } else { 4 }
        } else {
            5
        };
        if best.as_ref().is_none_or(|(so_far, _, _)| (rank, distance) < *so_far) {
            best = Some(((rank, distance), seen.event, seen.sentence == sentence));
        }
    }
    best.map(|(_, event, same)| (event, same))
}

impl Story {
    /// The event that a word of a claim is about.
    pub(crate) fn event_at(
        &self,
        document: &Document,
        head: TokenId,
        clause: Option<ClauseId>,
    ) -> Option<EventId> {
        let sentence = document.sentence_of(head).map_or(0, |id| id.0);
        let from = self.mentions.partition_point(|(_, _, at, _)| *at + 1 < sentence);
        let near = self.mentions[from..].iter().take_while(|(_, _, at, _)| *at <= sentence);
        let near = near.map(|&(head, clause, sentence, event)| Seen { head, clause, sentence, event });
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

    /// What the report is about.
    pub(crate) fn main(&self) -> Option<EventId> {
        self.events.first().filter(|event| event.main).map(|_| EventId(0))
    }
}

/// A TIMEX3 value without its time of day.
fn day(value: &str) -> &str {
    value.split('T').next().unwrap_or(value)
}

/// Whether two TIMEX3 dates can be of one event.
fn dates_fit(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a.map(day), b.map(day)) else { return true };
    // Weeks and seasons are not compared with days here: they fit.
    let plain = |value: &str| value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if !plain(a) || !plain(b) {
        return a.get(..4) == b.get(..4);
    }
    a.starts_with(b) || b.starts_with(a)
}

/// Whether a date lies more than two months before the publication.
fn is_old(published: jiff::civil::Date, date: &str) -> bool {
    let mut parts =
        date.split('-').map(|part| part.get(..part.len().min(4)).and_then(|part| part.parse::<i32>().ok()));
    let Some(Some(year)) = parts.next() else { return false };
    let months = |year: i32, month: i32| year * 12 + month;
    match parts.next().flatten().filter(|month| (1..=12).contains(month)) {
        Some(month) => months(published.year().into(), published.month().into()) - months(year, month) > 2,
        None => year < i32::from(published.year()),
    }
}
