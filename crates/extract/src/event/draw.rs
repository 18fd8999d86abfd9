//! Mentions, drawn together into events.
//!
//! ```text
//! A bomb exploded in Eastport.  The attack killed 12.      the same: "the attack" fits, and nothing speaks against it
//! In 2015 a bomb killed 40.                                another: the date lies far back
//! A fire in Lund killed two.                               another: kind and place do not fit
//! ```
//!
//! Words that say what happened come first. Each joins the event told so far that it fits best: by kind, date and place,
//! then by how near it was told of. Words that only say that something did ("killed", "happened") join the event of
//! their clause, their sentence or the sentence before.

use super::date::{dates_fit, day, is_old, today};
use super::mention::{Mention, Reference};
use super::story::{MOST_BESIDE, Seen, around, nearest};
use crate::ontology::Loaded;
use compact_str::CompactString;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use variorum_model::Document;
use variorum_model::document::{Clause, ClauseRole, EntityId, EntityKind, Upos};

/// What is known of an event while the mentions are drawn together.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: usize,
    pub(super) date: Option<CompactString>,
    pub(super) places: Vec<EntityId>,
    pub(super) mentions: Vec<usize>,
    pub(super) first_sentence: u32,
    last_sentence: u32,
    /// Whether it did not come about.
    pub(super) planned: bool,
}

/// A mention is of one of the first or of the last events of a report: an endless report may have any number.
const FIRST_EVENTS: usize = 24;
const LAST_EVENTS: usize = 120;
/// The last sentence of a report's head, with title and byline, counted from 0; there it is told where it happened.
const HEAD: u32 = 8;
/// How many mentions make an event long told.
const TOLD: usize = 2;

/// How the places of a mention stand to those of an event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Places {
    Shared,
    /// One of the two has none.
    Open,
    Different,
}

/// Draws mentions together.
pub(super) struct Drawing<'d> {
    document: &'d Document,
    rules: &'d Loaded,
    /// Pairs of places that the report names in one breath ("Eastport, Norland").
    together: BTreeSet<(EntityId, EntityId)>,
    today: Option<jiff::civil::Date>,
    /// The token where each entity is mentioned first.
    named: Vec<u32>,
    pub(super) drafts: Vec<Draft>,
}

impl<'d> Drawing<'d> {
    /// Draws the mentions together; each gets the index of its draft.
    pub(super) fn draw(document: &'d Document, rules: &'d Loaded, mentions: &mut [Mention]) -> Vec<Draft> {
        let mut drawing = Drawing {
            document,
            rules,
            together: together(mentions),
            today: today(document),
            named: first_named(document),
            drafts: Vec::new(),
        };
        for general in [false, true] {
            for idx in 0..mentions.len() {
                if rules.kinds.is_general(mentions[idx].kind) != general {
                    continue;
                }
                let chosen = if general {
                    drawing.choose_for_general(mentions, idx)
                } else {
                    let cause = drawing.cause(mentions, idx);
                    drawing.bound(mentions, idx).or_else(|| drawing.choose(&mentions[idx], cause))
                };
                let draft = chosen.unwrap_or_else(|| drawing.open(&mentions[idx]));
                drawing.join(draft, &mut mentions[idx], idx);
            }
        }
        drawing.drafts
    }

    fn open(&mut self, mention: &Mention) -> usize {
        self.drafts.push(Draft {
            kind: mention.kind,
            date: None,
            places: Vec::new(),
            mentions: Vec::new(),
            first_sentence: mention.sentence,
            last_sentence: mention.sentence,
            planned: mention.reference == Reference::Planned,
        });
        self.drafts.len() - 1
    }

    fn join(&mut self, event: usize, mention: &mut Mention, idx: usize) {
        let draft = &mut self.drafts[event];
        mention.event = event;
        draft.mentions.push(idx);
        draft.first_sentence = draft.first_sentence.min(mention.sentence);
        draft.last_sentence = draft.last_sentence.max(mention.sentence);
        if self.rules.kinds.is_below(mention.kind, draft.kind) {
            draft.kind = mention.kind;
        }
        draft.date = match (draft.date.take(), mention.anchored.date.as_deref().map(day)) {
            // The finer of two dates that fit.
            (Some(old), Some(new)) if new.len() > old.len() && new.starts_with(old.as_str()) => {
                Some(new.into())
            }
            (old, new) => old.or(new.map(CompactString::from)),
        };
        for place in &mention.anchored.places {
            if !draft.places.contains(place) {
                draft.places.push(*place);
            }
        }
    }

    fn places(&self, mention: &Mention, draft: &Draft) -> Places {
        let own = &mention.anchored.places;
        if own.is_empty() || draft.places.is_empty() {
            return Places::Open;
        }
        let same = |a: EntityId, b: EntityId| a == b || self.together.contains(&(a.min(b), a.max(b)));
        let shared = own.iter().any(|own| draft.places.iter().any(|place| same(*own, *place)));
        if shared { Places::Shared } else { Places::Different }
    }

    fn is_old(&self, date: &str) -> bool {
        self.today.is_some_and(|today| is_old(today, date))
    }

    /// Whether dates and kinds speak for one event.
    fn fits(&self, mention: &Mention, draft: &Draft) -> bool {
        if draft.planned != (mention.reference == Reference::Planned) {
            return false;
        }
        let own = mention.anchored.date.as_deref();
        // "In 2015, a bomb …": what lies far back is not what was told of without a date.
        let apart = draft.date.is_none() && own.is_some_and(|date| self.is_old(date));
        !apart && dates_fit(draft.date.as_deref(), own) && self.rules.kinds.fit(mention.kind, draft.kind)
    }

    /// "*A leak* started the fire": the event that brought this one about, which is another.
    fn cause(&self, mentions: &[Mention], idx: usize) -> Option<usize> {
        let mention = &mentions[idx];
        let own = self.document.clauses.get(mention.clause?.0 as usize)?;
        let caused = own.object.is_some_and(|object| object.head == mention.head);
        let verb = self.document.tokens.get(own.head.index())?;
        if !caused || !self.rules.lexicon.lists.causing.contains(&verb.lemma) {
            return None;
        }
        let subject = own.subject?.head;
        let mut before = mentions[..idx].iter().enumerate().rev().take(MOST_BESIDE);
        let (cause, other) = before.find(|(_, other)| other.event != usize::MAX && other.head == subject)?;
        // A leak that was taken for part of what was told before is no event of its own.
        (self.drafts[other.event].mentions == [cause]).then_some(other.event)
    }

    /// The event of another word that the grammar binds this one to: of the same clause, of the clause around it, of the
    /// noun that its clause describes.
    fn bound(&self, mentions: &[Mention], idx: usize) -> Option<usize> {
        let mention = &mentions[idx];
        if mention.reference == Reference::Other {
            return None;
        }
        let clause =
            |mention: &Mention| mention.clause.and_then(|id| self.document.clauses.get(id.0 as usize));
        let own = clause(mention)?;
        let sequence = |head: variorum_model::TokenId| {
            let head = self.document.tokens.get(head.index());
            head.is_some_and(|head| self.rules.lexicon.lists.sequence.contains(&head.lemma))
        };
        if sequence(own.head) || self.cause(mentions, idx).is_some() {
            return None;
        }
        let before = mentions[..idx].iter().rev().take(MOST_BESIDE);
        let before = before.take_while(|other| other.sentence == mention.sentence);
        let bound = before.filter(|other| other.event != usize::MAX).find(|other| {
            let subject = own.subject.is_some_and(|subject| subject.head == other.head);
            let described = own.role == ClauseRole::Relative && subject;
            let same = other.clause == mention.clause;
            let within = own.parent.is_some()
                && own.parent == other.clause
                && matches!(own.role, ClauseRole::Adverbial | ClauseRole::Coordinate)
                && mention.reference == Reference::Verb;
            let draft = &self.drafts[other.event];
            // "The attack in Eastport was a massacre": what it is said to be is the same, whatever places are named.
            let is = subject && self.is_identity(own);
            let places = if is { Places::Open } else { self.places(mention, draft) };
            (same || described || subject || within)
                && places != Places::Different
                && other.reference != Reference::Other
                && self.fits(mention, draft)
        });
        bound.map(|other| other.event)
    }

    /// Whether the clause says what its subject is.
    fn is_identity(&self, clause: &Clause) -> bool {
        let head = self.document.tokens.get(clause.head.index());
        head.is_some_and(|head| {
            head.upos != Upos::Verb || self.rules.lexicon.lists.identity.contains(&head.lemma)
        })
    }

    /// The event that a mention is of, among those told so far; `None` for a new one.
    fn choose(&self, mention: &Mention, cause: Option<usize>) -> Option<usize> {
        let has_place = !mention.anchored.places.is_empty();
        let has_date = mention.anchored.date.is_some();
        let same_date = |draft: &Draft| has_date && draft.date.is_some();
        match mention.reference {
            Reference::Planned => self.best(mention, cause, &|draft| match self.places(mention, draft) {
                Places::Shared => Some(3),
                Places::Open if self.is_near(mention, draft) || same_date(draft) => Some(2),
                _ => None,
            }),
            Reference::Other => self.best(mention, cause, &|draft| {
                let shared = self.places(mention, draft) == Places::Shared;
                (shared && has_date && draft.date.is_some()).then_some(1)
            }),
            // "The Eastport bombing" is the one in Eastport; "the bombing" the one just told of, else the one that the
            // report is about.
            Reference::Definite => self.best(mention, cause, &|draft| match self.places(mention, draft) {
                Places::Shared => Some(4),
                Places::Different => self.is_headline_of(mention, draft).then_some(1),
                Places::Open if same_date(draft) => Some(3),
                Places::Open if has_date && !self.is_near(mention, draft) => None,
                Places::Open if has_place && self.comes_late(mention, draft) => None,
                Places::Open if self.is_near(mention, draft) => Some(2),
                // Where there is a place, one that has none is not looked for far away, but for what came first.
                Places::Open if has_place => (draft.first_sentence <= 1).then_some(1),
                Places::Open => Some(1),
            }),
            Reference::Verb => self.best(mention, cause, &|draft| match self.places(mention, draft) {
                Places::Shared => Some(4),
                Places::Different => self.is_headline_of(mention, draft).then_some(1),
                Places::Open if same_date(draft) => Some(3),
                Places::Open if self.is_near(mention, draft) => Some(2),
                Places::Open => (!has_place && !has_date).then_some(1),
            }),
            // "An attack" tells of a new one, but for the first lines, which tell the same thing twice.
            Reference::Indefinite => self.best(mention, cause, &|draft| {
                let first = draft.first_sentence <= 1 && mention.sentence <= 3;
                let places = self.places(mention, draft);
                let again = places == Places::Shared && same_date(draft);
                let headline = self.is_headline_of(mention, draft);
                (again || headline || first && places != Places::Different).then_some(1)
            }),
        }
    }

    /// "… who looked into the Lund tunnel fire": whether the place of the mention comes up for the first time when the event
    /// has long been told. Where it happened is told at the head of a report.
    fn comes_late(&self, mention: &Mention, draft: &Draft) -> bool {
        let new = |place: &EntityId| {
            self.named.get(place.0 as usize).is_some_and(|first| *first >= mention.tokens.start)
        };
        let long_told = draft.first_sentence <= HEAD && draft.mentions.len() >= TOLD;
        mention.sentence > HEAD
            && (long_told || self.is_of_person(mention))
            && mention.anchored.places.iter().all(new)
    }

    /// "…, who led the inquiry into the Lund tunnel fire": whether a mention only says who somebody is.
    fn is_of_person(&self, mention: &Mention) -> bool {
        let clause = mention.clause.and_then(|id| self.document.clauses.get(id.0 as usize));
        let relative = clause.filter(|clause| clause.role == ClauseRole::Relative);
        let Some(subject) = relative.and_then(|clause| clause.subject) else { return false };
        let named = self.document.mention_at(subject.head).map(|id| &self.document.mentions[id.0 as usize]);
        let entity = named.and_then(|named| self.document.entities.get(named.entity.0 as usize));
        entity.is_some_and(|entity| entity.kind == EntityKind::Person)
    }

    /// The best by a rank; of equals the one told of last, then one that does not lie far back, then the one told of most.
    fn best(
        &self,
        mention: &Mention,
        cause: Option<usize>,
        rank: &dyn Fn(&Draft) -> Option<u8>,
    ) -> Option<usize> {
        let ranked = within_reach(&self.drafts)
            .filter(|(idx, draft)| Some(*idx) != cause && self.fits(mention, draft));
        let ranked = ranked.filter_map(|(idx, draft)| Some((rank(draft)?, idx, draft)));
        let best = ranked.max_by_key(|(rank, idx, draft)| {
            let told = if self.is_near(mention, draft) { draft.last_sentence } else { 0 };
            (*rank, told, !self.is_unnamed_past(mention, draft), draft.mentions.len(), Reverse(*idx))
        });
        best.map(|(_, idx, _)| idx)
    }

    /// "We do not know what *burned*": of what lies far back nothing is told without naming it.
    fn is_unnamed_past(&self, mention: &Mention, draft: &Draft) -> bool {
        mention.reference == Reference::Verb && draft.date.as_deref().is_some_and(|date| self.is_old(date))
    }

    /// Whether the event is that of the title and the mention opens the report: they tell of the same, even if they name
    /// different places ("Fire off Ansel Island kills nine. At least nine died … in the Rasmark Strait").
    fn is_headline_of(&self, mention: &Mention, draft: &Draft) -> bool {
        let stopped = |idx: u32| {
            let sentence = self.document.sentences.get(idx as usize)?;
            let last = self.document.tokens.get(sentence.tokens.end.checked_sub(1)? as usize)?;
            Some(last.upos == Upos::Punct)
        };
        let only_title = draft.mentions.len() <= 3 && draft.last_sentence == 0;
        // The first sentence after the title with a full stop; between them stand bylines and datelines.
        let lead = (1..8).find(|idx| stopped(*idx) == Some(true) && !self.is_short(*idx));
        only_title && draft.first_sentence == 0 && stopped(0) == Some(false) && lead == Some(mention.sentence)
    }

    fn is_short(&self, sentence: u32) -> bool {
        self.document.sentences.get(sentence as usize).is_none_or(|sentence| sentence.tokens.len() < 10)
    }

    /// Whether the event was told of in this sentence or the one before; background does not reach into the next
    /// paragraph.
    fn is_near(&self, mention: &Mention, draft: &Draft) -> bool {
        let paragraph = |idx: u32| self.document.sentences.get(idx as usize).map(|it| it.paragraph);
        let goes_on =
            draft.first_sentence <= 1 || paragraph(draft.last_sentence) == paragraph(mention.sentence);
        draft.last_sentence + 1 >= mention.sentence && goes_on
    }

    /// A word that only says that something happened joins the event of its clause, else of its sentence, else of the
    /// sentence before.
    fn choose_for_general(&self, mentions: &[Mention], idx: usize) -> Option<usize> {
        let mention = &mentions[idx];
        // Mentions come in order, so those that are near stand around this one.
        let from = mentions.partition_point(|other| other.sentence + 1 < mention.sentence);
        let around = around(&mentions[from..], |other| other.head < mention.head).iter();
        let around = around.take_while(|other| other.sentence <= mention.sentence);
        let around = around.filter(|other| other.event != usize::MAX);
        let near = nearest(
            self.document,
            mention.head,
            mention.clause,
            mention.sentence,
            around.clone().map(|other| Seen {
                head: other.head,
                clause: other.clause,
                sentence: other.sentence,
                event: other.event,
                planned: other.reference == Reference::Planned && mention.reference != Reference::Planned,
                within: false,
            }),
        );
        // Who was hurt on Friday may die on Saturday.
        let head = self.document.tokens.get(mention.head.index());
        let later = head.is_some_and(|head| self.rules.lexicon.lists.aftermath.contains(&head.lemma));
        let own = mention.anchored.date.as_deref();
        let fits = |draft: usize| {
            let draft = &self.drafts[draft];
            if draft.planned != (mention.reference == Reference::Planned) {
                return false;
            }
            let old = draft.date.is_none() && own.is_some_and(|date| self.is_old(date));
            (later && !own.is_some_and(|date| self.is_old(date))
                || !old && dates_fit(draft.date.as_deref(), own))
                && self.places(mention, draft) != Places::Different
        };
        if mention.reference == Reference::Other {
            return None;
        }
        if let Some((draft, same_sentence)) = near {
            let same_clause = around.clone().any(|other| {
                other.event == draft && other.clause.is_some() && other.clause == mention.clause
            });
            let told_so = self.drafts[draft].planned == (mention.reference == Reference::Planned);
            if fits(draft) && (same_sentence || self.is_near(mention, &self.drafts[draft]))
                || same_clause && told_so
            {
                return Some(draft);
            }
        }
        if !mention.anchored.places.is_empty() || own.is_some() {
            // "In Lund, where two died on Sunday": the event that is known to be there, or of that day.
            let known = within_reach(&self.drafts).filter(|(idx, draft)| {
                let date = own.is_some() && draft.date.is_some();
                fits(*idx) && (self.places(mention, draft) == Places::Shared || date)
            });
            let known = known.max_by_key(|(idx, draft)| (draft.last_sentence, Reverse(*idx)));
            if let Some((known, _)) = known {
                return Some(known);
            }
        }
        let first = within_reach(&self.drafts);
        let first = first.min_by_key(|(_, draft)| (draft.first_sentence, draft.mentions.first().copied()));
        // What lies far back is told of where it is named, not before.
        let old = |idx: usize| self.drafts[idx].date.as_deref().is_some_and(|date| self.is_old(date));
        first.map(|(idx, _)| idx).filter(|&idx| fits(idx) && !old(idx))
    }
}

/// The token where each entity is mentioned first.
fn first_named(document: &Document) -> Vec<u32> {
    let mut named = vec![u32::MAX; document.entities.len()];
    for mention in &document.mentions {
        if let Some(first) = named.get_mut(mention.entity.0 as usize) {
            *first = mention.tokens.start.min(*first);
        }
    }
    named
}

/// The pairs of places that stand at one word.
fn together(mentions: &[Mention]) -> BTreeSet<(EntityId, EntityId)> {
    let mut pairs = BTreeSet::new();
    for mention in mentions {
        for pair in mention.anchored.places.windows(2).take(4) {
            if let [a, b] = pair {
                pairs.insert((*a.min(b), *a.max(b)));
            }
        }
    }
    pairs
}

/// The events that a mention may be of, with their numbers.
fn within_reach(drafts: &[Draft]) -> impl Iterator<Item = (usize, &Draft)> + Clone {
    let (first, rest) = drafts.split_at(drafts.len().min(FIRST_EVENTS));
    let skipped = rest.len().saturating_sub(LAST_EVENTS);
    let last = rest.iter().enumerate().skip(skipped).map(move |(idx, draft)| (first.len() + idx, draft));
    first.iter().enumerate().chain(last)
}
