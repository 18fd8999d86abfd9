//! Where: the named places that belong to a verb or a noun.
//!
//! ```text
//! BOMBED a mill in ‹Eastport› on Friday
//! EXPLODED in front of a bank which is located in the ‹Harfield› district of ‹Eastport›, ‹Norland›
//! ```

use super::WordClass;
use super::filler::noun_phrases;
use super::matcher::{Anchor, Filler};
use variorum_model::document::{
    Clause, ClauseId, ClauseRole, EntityKind, GroupId, Mention, MentionForm, NounGroup, Upos, Voice,
};
use variorum_model::{TokenId, TokenRange};

/// Clauses before and after one that can tell of the same moment.
pub(super) const NEAR_CLAUSES: u32 = 4;

/// Words in which places are looked for, and what may stand there.
#[derive(Clone, Copy)]
struct Stretch {
    tokens: TokenRange,
    wanted: Wanted,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Behind a preposition of place: any place.
    Places,
    /// "the attack on ‹Eastport›", "bombed ‹Eastport›": the place itself, not one that says whose it is.
    Itself,
    /// Buildings only.
    Facilities,
}

impl Anchor<'_, '_> {
    /// "…, and the assaults *in Westport*": whether the phrase that begins behind its preposition here stands behind another noun of
    /// an event.
    pub(super) fn is_of_event(&self, start: u32) -> bool {
        let document = self.document;
        let noun = start.checked_sub(2).map(TokenId).filter(|noun| *noun != self.head);
        let group = noun.and_then(|noun| document.noun_at(noun)).map(|id| &document.nouns[id.0 as usize]);
        group.is_some_and(|group| {
            let head = document.token(group.head);
            Some(group.head) == noun
                && head.upos == Upos::Noun
                && !self.rules.lexicon.trigger_nouns.of(&head.lemma).is_empty()
        })
    }

    /// "killed 31, *and* the assaults in Westport": the noun of an event is joined to something else or named as one of it.
    pub(super) fn is_of_joined(&self, start: u32) -> bool {
        let document = self.document;
        let noun = start.checked_sub(2).and_then(|noun| document.noun_at(TokenId(noun)));
        let group = noun.map(|id| &document.nouns[id.0 as usize]);
        let before =
            group.and_then(|group| document.tokens.get((group.tokens.start as usize).checked_sub(1)?));
        self.is_of_event(start)
            && before.is_some_and(|before| {
                before.upos == Upos::Cconj || self.rules.lexicon.lists.apart.contains(&before.norm)
            })
    }

    /// The clauses that tell of the noun when or where it was: "the crime *perpetrated on Friday*", "the fire, *which broke
    /// out in Lund*".
    pub(super) fn describing(&self) -> impl Iterator<Item = ClauseId> {
        let from = self.document.clauses.partition_point(|clause| clause.predicate.start <= self.head.0);
        let near = self.document.clauses[from..].iter().enumerate().take(3);
        near.filter(|(_, clause)| {
            let head = self.document.tokens.get(clause.head.index());
            clause.role == ClauseRole::Relative
                && clause.subject.is_some_and(|subject| subject.head == self.head)
                && head.is_some_and(|head| self.rules.lexicon.lists.happen.contains(&head.lemma))
        })
        .map(move |(idx, _)| ClauseId((from + idx) as u32))
    }

    /// The clause that says what else happened at that very moment: "the town shook on Friday *when a bomb exploded*".
    pub(super) fn clause_at_once(&self) -> Option<ClauseId> {
        let own = self.map.headed_by(self.head).or_else(|| self.map.around(self.head))?;
        let clause = self.document.clauses.get(own.0 as usize)?;
        let first = self.document.tokens.get(clause.extent.start as usize)?;
        let at_once = &self.rules.lexicon.lists.at_once;
        let before =
            clause.extent.start.checked_sub(1).and_then(|idx| self.document.tokens.get(idx as usize));
        let joined = at_once.contains(&first.norm) || before.is_some_and(|it| at_once.contains(&it.norm));
        clause.parent.filter(|_| clause.role == ClauseRole::Adverbial && joined)
    }

    /// Whether the clause says no more of its subject or object than that it happened, or what came of it.
    pub(super) fn only_tells(&self, id: ClauseId) -> bool {
        let clause = &self.document.clauses[id.0 as usize];
        let is_argument =
            [clause.subject, clause.object].iter().flatten().any(|it| it.tokens.covers(self.head));
        let head = self.document.tokens.get(clause.head.index());
        is_argument && head.is_some_and(|head| self.rules.lexicon.lists.happen.contains(&head.lemma))
    }

    /// The named places of a verb's or a noun's phrases, most specific first, and those that stand before the noun.
    pub(super) fn places(&self, class: WordClass, fillers: &mut Vec<Filler>) {
        let mut stretches: Vec<Stretch> = Vec::new();
        if class == WordClass::Verb {
            if let Some(clause) = self.clause() {
                self.places_of_clause(clause, &mut stretches);
                self.places_of_patient(clause, &mut stretches);
            }
        } else {
            self.places_of_noun(&mut stretches);
            let around = self.map.around(self.head).filter(|id| self.only_tells(*id));
            if let Some(clause) = around {
                self.places_of_clause(&self.document.clauses[clause.0 as usize], &mut stretches);
            }
            for clause in self.describing() {
                let mut described = Vec::new();
                self.places_of_clause(&self.document.clauses[clause.0 as usize], &mut described);
                described.retain(|stretch| !self.is_of_event(stretch.tokens.start));
                stretches.extend(described);
            }
        }
        for stretch in stretches {
            self.named_in(stretch, fillers);
        }
        if fillers.is_empty()
            && let Some(clause) = self.clause_at_once()
        {
            let mut around = Vec::new();
            self.places_of_clause(&self.document.clauses[clause.0 as usize], &mut around);
            around.into_iter().for_each(|stretch| self.named_in(stretch, fillers));
        }
    }

    /// The places of the clause that tells where those were who did it or suffered it.
    pub(super) fn places_beside(&self, fillers: &mut Vec<Filler>) {
        let Some(clause) = self.clause_beside() else { return };
        let mut own = Vec::new();
        self.places(WordClass::Verb, &mut own);
        if !own.is_empty() {
            return;
        }
        let clause = &self.document.clauses[clause.0 as usize];
        let mut around = Vec::new();
        self.places_of_clause(clause, &mut around);
        self.places_of_patient(clause, &mut around);
        around.into_iter().for_each(|stretch| self.named_in(stretch, fillers));
    }

    /// The clause that tells where those were who did it or suffered it: "was shot *as he left his home in Eastport*", "*entered a
    /// house in Eastport* and shot two".
    fn clause_beside(&self) -> Option<ClauseId> {
        let id = self.map.headed_by(self.head)?;
        let lists = &self.rules.lexicon.lists;
        let clauses = &self.document.clauses;
        let own = &clauses[id.0 as usize];
        let word = |idx: u32| self.document.tokens.get(idx as usize);
        let near = id.0.saturating_sub(NEAR_CLAUSES)..(id.0 + NEAR_CLAUSES).min(clauses.len() as u32);
        let at_once = near.clone().map(ClauseId).find(|other| {
            let clause = &clauses[other.0 as usize];
            let start = clause.extent.start;
            let joins = |idx: u32| word(idx).is_some_and(|it| lists.at_once.contains(&it.norm));
            let joined = joins(start) || start.checked_sub(1).is_some_and(joins);
            clause.parent == Some(id) && clause.role == ClauseRole::Adverbial && joined
        });
        at_once.or_else(|| {
            near.rev().map(ClauseId).find(|other| {
                let clause = &clauses[other.0 as usize];
                let arrives = word(clause.head.0).is_some_and(|it| lists.arriving.contains(&it.lemma));
                arrives
                    && own.role == ClauseRole::Coordinate
                    && clause.sentence == own.sentence
                    && clause.head < own.head
                    && clause.subject.map(|it| it.head) == own.subject.map(|it| it.head)
            })
        })
    }

    fn places_of_clause(&self, clause: &Clause, stretches: &mut Vec<Stretch>) {
        for modifier in &clause.modifiers {
            // "launched attacks in Norland, including a shooting at a chapel in Harfield": what follows is of the one.
            if self.has_preposition(modifier.preposition, &self.rules.lexicon.lists.apart) {
                break;
            }
            if self.has_preposition(modifier.preposition, &self.rules.lexicon.lists.at)
                && !self.is_of_joined(modifier.argument.tokens.start)
            {
                let tokens = modifier.argument.tokens;
                stretches.push(Stretch { tokens, wanted: Wanted::Places });
                self.places_around(modifier.argument.group, stretches);
            }
        }
    }

    /// "bombed a mill in Eastport", "a mill in Eastport was bombed", "attacked Eastport": where the patient is, there it
    /// happened.
    fn places_of_patient(&self, clause: &Clause, stretches: &mut Vec<Stretch>) {
        let patient = if clause.voice == Voice::Passive { clause.subject } else { clause.object };
        let Some(patient) = patient else { return };
        self.phrases_at(patient.group, stretches);
        self.places_around(patient.group, stretches);
        let head = self.document.tokens.get(clause.head.index());
        if head.is_some_and(|head| self.rules.lexicon.lists.hitting.contains(&head.lemma)) {
            let extent = self.document.nouns[patient.group.0 as usize].extent;
            stretches.push(Stretch { tokens: patient.tokens.join(extent), wanted: Wanted::Itself });
        }
    }

    fn places_of_noun(&self, stretches: &mut Vec<Stretch>) {
        let Some((id, group)) = self.group() else { return };
        let before = TokenRange { start: group.tokens.start, end: self.head.0 };
        stretches.push(Stretch { tokens: before, wanted: Wanted::Places });
        self.phrases_at(id, stretches);
    }

    /// The phrases of a noun: behind a preposition of place any place, "of" included where it goes on ("in the town of
    /// Eastport"); behind others what they lead to.
    fn phrases_at(&self, id: GroupId, stretches: &mut Vec<Stretch>) {
        let lists = &self.rules.lexicon.lists;
        let own = self.document.nouns.get(id.0 as usize).is_some_and(|group| group.tokens.covers(self.head));
        let mut goes_on = false;
        for (preposition, filler) in noun_phrases(self.document, id) {
            let norm = &self.document.token(preposition).norm;
            let at = lists.at.contains(norm);
            goes_on = at || goes_on && lists.of.contains(norm);
            let extent = filler.group.map_or(filler.tokens, |id| self.document.nouns[id.0 as usize].extent);
            let tokens = filler.tokens.join(extent);
            if goes_on {
                stretches.push(Stretch { tokens, wanted: Wanted::Places });
                if let Some(group) = filler.group {
                    self.places_around(group, stretches);
                }
            } else if own {
                let wanted = if lists.upon.contains(norm) { Wanted::Itself } else { Wanted::Facilities };
                stretches.push(Stretch { tokens, wanted });
            }
        }
    }

    /// "a mill *located in Eastport*", "a house *where diplomats live in Eastport*".
    fn places_around(&self, id: GroupId, stretches: &mut Vec<Stretch>) {
        let Some(group) = self.document.nouns.get(id.0 as usize) else { return };
        let from = self.document.clauses.partition_point(|clause| clause.predicate.start < group.tokens.end);
        // Clauses come by their predicates, and what describes a noun stands near it.
        for clause in self.document.clauses[from..].iter().take(3) {
            let near = clause.extent.start.saturating_sub(group.extent.end.max(group.tokens.end)) <= 2
                && clause.extent.start >= group.tokens.end;
            if clause.role != ClauseRole::Relative || !near {
                continue;
            }
            let lists = &self.rules.lexicon.lists;
            let head = self.document.tokens.get(clause.head.index());
            let located = head.is_some_and(|head| lists.located.contains(&head.lemma));
            let first = self.document.tokens.get(clause.extent.start as usize);
            if !located && !first.is_some_and(|first| lists.located.contains(&first.norm)) {
                continue;
            }
            for modifier in &clause.modifiers {
                if self.has_preposition(modifier.preposition, &lists.at) {
                    stretches.push(Stretch { tokens: modifier.argument.tokens, wanted: Wanted::Places });
                }
            }
        }
    }

    /// The names of places in a stretch, with those that follow after commas ("Eastport, Kelland, Norland").
    fn named_in(&self, stretch: Stretch, fillers: &mut Vec<Filler>) {
        let span = self.document.span(stretch.tokens);
        let from = self.document.mentions.partition_point(|mention| mention.span.start < span.start);
        let mut end = None;
        let mut checked = stretch.tokens.start;
        for mention in &self.document.mentions[from..] {
            let chained = end.is_some_and(|end| self.is_next_after_comma(end, mention));
            if mention.span.start >= span.end && !chained {
                break;
            }
            if self.begins_another(checked, mention.tokens.start) {
                break;
            }
            checked = mention.tokens.start.max(checked);
            if mention.form != MentionForm::Name || !self.is_where(mention, stretch, chained) {
                continue;
            }
            // "in Harfield, 40 km north of Eastport": the second is named to say where the first one is.
            if !fillers.is_empty() && self.is_landmark(mention) {
                continue;
            }
            end = Some(mention.tokens.end);
            let filler = Filler { tokens: mention.tokens, head: mention.head, group: None };
            if !fillers.contains(&filler) {
                fillers.push(filler);
            }
        }
    }

    /// "the strikes in Eastport, which killed 31, and the *assaults* in Westport": a place behind another event is that one's.
    fn begins_another(&self, from: u32, to: u32) -> bool {
        let tokens = self.document.tokens.get(from as usize..to.max(from) as usize).unwrap_or_default();
        (from..).zip(tokens).any(|(idx, token)| {
            idx != self.head.0
                && token.upos == Upos::Noun
                && !self.rules.lexicon.trigger_nouns.of(&token.lemma).is_empty()
                && self.document.noun_at(TokenId(idx)).is_some_and(|id| {
                    let group = &self.document.nouns[id.0 as usize];
                    group.head.0 == idx && group.tokens.start > from
                })
        })
    }

    /// "40 km from Eastport", "to the north of the city of Eastport".
    fn is_landmark(&self, mention: &Mention) -> bool {
        let start = self.document.noun_at(mention.head).map_or(mention.tokens.start, |id| {
            self.document.nouns[id.0 as usize].tokens.start.min(mention.tokens.start)
        });
        let lists = &self.rules.lexicon.lists;
        let mut before =
            self.document.tokens.get(..start as usize).unwrap_or_default().iter().rev().take(6).peekable();
        let mut leads = before.next().is_some_and(|it| lists.of.contains(&it.norm));
        // "of the city *of*"
        if leads && before.next_if(|it| lists.localities.contains(&it.lemma)).is_some() {
            while before.next_if(|it| it.upos == Upos::Det).is_some() {}
            leads = before.next().is_some_and(|it| lists.of.contains(&it.norm));
        }
        leads && before.next().is_some_and(|it| lists.bearings.contains(&it.lemma))
    }

    fn is_next_after_comma(&self, end: u32, mention: &Mention) -> bool {
        let is_comma = |idx: u32| self.document.tokens.get(idx as usize).is_some_and(|it| it.norm == ",");
        let after = self.document.tokens.get(mention.tokens.end as usize);
        // "in Eastport, Norland was told": the second one begins something else.
        let closed = after.is_none_or(|after| matches!(after.upos, Upos::Punct | Upos::Cconj))
            || after.is_some_and(|after| self.rules.lexicon.lists.localities.contains(&after.lemma));
        // "in Harfield, in Kelland province"
        let led = self.document.tokens.get(end as usize + 1).is_some_and(|token| {
            self.rules.lexicon.lists.at.contains(&token.norm) && token.upos == Upos::Adp
        });
        is_comma(end) && (mention.tokens.start == end + 1 && closed || led && mention.tokens.start <= end + 4)
    }

    fn is_where(&self, mention: &Mention, stretch: Stretch, chained: bool) -> bool {
        let kind = self.document.entities.get(mention.entity.0 as usize).map(|entity| entity.kind);
        let group = self.document.noun_at(mention.head).map(|id| &self.document.nouns[id.0 as usize]);
        let governs = group.is_none_or(|group| group.head == mention.head);
        // "in the Harbour district": a name before a noun of places is the place; "attacks on Norland's interests", "a
        // Norland company": elsewhere the name only tells whose or which.
        let before_event = stretch.tokens.end == self.head.0;
        let whose = !governs
            && self.document.entities.get(mention.entity.0 as usize).is_some_and(|entity| {
                entity.kind == EntityKind::Place && self.rules.lexicon.is_home(&entity.name)
            });
        let told = before_event || governs || !whose && group.is_some_and(|group| self.is_locality(group));
        match kind {
            Some(EntityKind::Facility) => stretch.wanted != Wanted::Itself || governs,
            Some(EntityKind::Place) => match stretch.wanted {
                Wanted::Places => told || chained,
                Wanted::Itself => governs && !self.is_owner(mention) && !self.is_nested(mention, stretch),
                Wanted::Facilities => false,
            },
            _ => false,
        }
    }

    /// "the murder of the governor *of Kelland*": the place belongs to who was hit.
    fn is_nested(&self, mention: &Mention, stretch: Stretch) -> bool {
        let document = self.document;
        let group = document.noun_at(mention.head).map(|id| &document.nouns[id.0 as usize]);
        let start = group.map_or(mention.tokens.start, |group| group.tokens.start);
        let before = start.checked_sub(1).and_then(|idx| document.tokens.get(idx as usize));
        let outer = start.checked_sub(2).and_then(|idx| document.noun_at(TokenId(idx)));
        start > stretch.tokens.start
            && before.is_some_and(|before| self.rules.lexicon.lists.of.contains(&before.norm))
            && outer.is_some_and(|id| {
                let head = document.token(document.nouns[id.0 as usize].head);
                self.rules.lexicon.is_person(&head.lemma)
            })
    }

    fn is_locality(&self, group: &NounGroup) -> bool {
        let lists = &self.rules.lexicon.lists;
        let head = self.document.tokens.get(group.head.index());
        head.is_some_and(|head| {
            lists.localities.contains(&head.lemma) || lists.localities.contains(&head.norm)
        })
    }

    /// Whether another group is the mention's: "Norland's interests".
    fn is_owner(&self, mention: &Mention) -> bool {
        let Some(id) = self.document.noun_at(mention.head) else { return false };
        self.document.nouns.get(id.0 as usize + 1).is_some_and(|group| group.possessor == Some(id))
    }
}
