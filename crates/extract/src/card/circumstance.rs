//! When and where: the times and named places that belong to a verb or a noun.
//!
//! ```text
//! BOMBED a mill in ‹Eastport› on ‹Friday›                      ‹today›'s ATTACK
//! EXPLODED in front of a bank which is located in the ‹Harfield› district of ‹Eastport›, ‹Norland›
//! ```

use super::filler::noun_phrases;
use super::matcher::{Anchor, Filler};
use super::{WordClass, WordSet};
use crate::event::is_dated;
use variorum_model::document::{
    Clause, ClauseForm, ClauseId, ClauseRole, EntityKind, GroupId, Mention, MentionForm, NounGroup, Timex,
    TimexType, Upos, Voice, Xpos,
};
use variorum_model::{TokenId, TokenRange};

/// Clauses before and after one that can tell of the same moment.
const NEAR_CLAUSES: u32 = 4;

/// So many words from its event a time is looked for.
const FARTHEST_TIME: u32 = 60;

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
    /// The time that belongs to the word itself, else that of a clause which only says when or what came of it ("the
    /// attack *took place on Friday*"), else that of the clause around it ("the town shook *on Friday* when …"). Of
    /// several the nearest; one with a preposition that leads away from it ("since") is none.
    pub(super) fn time(&self, class: WordClass) -> Option<Filler> {
        let timex = match class {
            // "Was still burning at dawn" says nothing of when it began.
            WordClass::Verb if self.goes_on() || self.comes_later() => return None,
            WordClass::Verb => self.time_of_clause(self.map.headed_by(self.head)?, class),
            _ => self.time_of_noun(class).or_else(|| {
                let around = self.map.around(self.head).filter(|id| self.only_tells(*id))?;
                self.time_of_clause(around, class)
            }),
        };
        let timex = timex.or_else(|| self.time_of_clause(self.clause_at_once()?, class))?;
        let head = TokenId(timex.tokens.end.saturating_sub(1).max(timex.tokens.start));
        Some(Filler { tokens: timex.tokens, head, group: None })
    }

    fn goes_on(&self) -> bool {
        let verb = self.clause().and_then(|clause| clause.verb);
        let verb = verb.and_then(|id| self.document.verbs.get(id.0 as usize));
        verb.is_some_and(|verb| verb.aspect.progressive)
    }

    /// "Two of the *injured* died overnight", "a woman died on Sunday, taking the *toll* to 12": a death that came days after.
    fn comes_later(&self) -> bool {
        let lists = &self.rules.lexicon.lists;
        let word = |id: TokenId| self.document.tokens.get(id.index());
        let Some(own) = self
            .map
            .headed_by(self.head)
            .filter(|_| word(self.head).is_some_and(|head| lists.aftermath.contains(&head.lemma)))
        else {
            return false;
        };
        let has = |tokens: TokenRange, list: &WordSet| {
            tokens.ids().filter_map(word).any(|it| list.contains(&it.lemma) || list.contains(&it.norm))
        };
        let clauses = &self.document.clauses;
        let says = |clause: &Clause, list: &WordSet| {
            let own = clause.subject.iter().chain(&clause.object);
            let arguments = own.chain(clause.modifiers.iter().map(|modifier| &modifier.argument));
            arguments.into_iter().any(|it| has(it.tokens, list))
                || clause.adverbs.iter().any(|id| has(TokenRange { start: id.0, end: id.0 + 1 }, list))
        };
        let parent = clauses[own.0 as usize].parent;
        let near = own.0.saturating_sub(NEAR_CLAUSES)..(own.0 + NEAR_CLAUSES).min(clauses.len() as u32);
        let related = near.map(ClauseId).filter(|id| {
            let clause = &clauses[id.0 as usize];
            // "A woman died on Sunday, the mayor said, taking the toll to 12": it hangs below the frame.
            let below = clause.parent == Some(own) || clause.parent.is_some() && clause.parent == parent;
            parent == Some(*id) || below && clause.form != ClauseForm::Finite
        });
        says(&clauses[own.0 as usize], &lists.aftermath_signs)
            || related.into_iter().any(|id| says(&clauses[id.0 as usize], &lists.aftermath_counts))
    }

    fn time_of_noun(&self, class: WordClass) -> Option<&Timex> {
        let filler = self.surroundings(class)?;
        let times = self.document.times_in(self.document.span(filler.tokens));
        let own = times.filter(|timex| self.is_usable(timex, class)).min_by_key(|timex| self.distance(timex));
        own.or_else(|| self.owning_time(class))
            .or_else(|| self.following_time(filler.tokens.end, class))
            .or_else(|| self.describing().find_map(|clause| self.time_of_clause(clause, class)))
    }

    /// "‹today›'s attack": the time before the mark of a possessor.
    fn owning_time(&self, class: WordClass) -> Option<&Timex> {
        let (_, group) = self.group()?;
        let time = |end: u32| {
            let idx = self.document.times.partition_point(|timex| timex.tokens.end < end);
            self.document.times.get(idx).filter(|timex| timex.tokens.end == end)
        };
        let start = group.tokens.start;
        let mark = self.document.tokens.get(start.checked_sub(1)? as usize)?;
        let inside = self.document.tokens.get(start as usize).filter(|first| first.xpos == Xpos::Pos);
        let found = match (mark.xpos == Xpos::Pos, inside) {
            (true, _) => time(start - 1),
            (false, Some(_)) => time(start),
            _ => None,
        };
        found.filter(|timex| self.is_usable(timex, class))
    }

    /// "the murder of two nuns ‹last night›": right behind the noun and its phrases. "Today" may belong to the verb
    /// before ("condemned the murder today").
    fn following_time(&self, end: u32, class: WordClass) -> Option<&Timex> {
        let idx = self.document.times.partition_point(|timex| timex.tokens.end <= end);
        let timex = self.document.times.get(idx).filter(|timex| timex.tokens.start == end)?;
        let today = self.document.published.map(|published| published.date.to_string());
        let is_today = today.is_some_and(|today| timex.value.starts_with(&today));
        (!is_today && self.is_usable(timex, class)).then_some(timex)
    }

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
    fn describing(&self) -> impl Iterator<Item = ClauseId> {
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

    fn time_of_clause(&self, id: ClauseId, class: WordClass) -> Option<&Timex> {
        let clause = self.document.clauses.get(id.0 as usize)?;
        let times = self.document.times_in(self.document.span(clause.extent));
        let of_clause = times.filter(|timex| {
            self.map.around(TokenId(timex.tokens.start)) == Some(id)
                || clause.modifiers.iter().any(|modifier| modifier.argument.tokens.overlaps(timex.tokens))
        });
        of_clause.filter(|timex| self.is_usable(timex, class)).min_by_key(|timex| self.distance(timex))
    }

    fn distance(&self, timex: &Timex) -> (u32, u32) {
        let tokens = timex.tokens;
        (self.head.0.abs_diff(tokens.start).min(self.head.0.abs_diff(tokens.end)), tokens.start)
    }

    fn is_usable(&self, timex: &Timex, class: WordClass) -> bool {
        let is_point = matches!(timex.kind, TimexType::Date | TimexType::Time);
        let resolved = is_dated(&timex.value);
        let before = timex.tokens.start.checked_sub(1).and_then(|idx| self.document.tokens.get(idx as usize));
        // "killed 12, and the March 2016 assaults": the time of another noun.
        let group = self.document.noun_at(TokenId(timex.tokens.start));
        let others = group.map(|id| &self.document.nouns[id.0 as usize]).is_some_and(|group| {
            let head = self.document.token(group.head);
            let is_event = || !self.rules.lexicon.trigger_nouns.of(&head.lemma).is_empty();
            timex.tokens.end <= group.head.0
                && group.head != self.head
                && (class == WordClass::Verb || is_event())
        });
        // "The toll *from* Sunday's blast": the preposition leads to the noun that the time stands before.
        let owned =
            self.document.tokens.get(timex.tokens.end as usize).is_some_and(|it| it.xpos == Xpos::Pos)
                || group.is_some_and(|id| {
                    let group = &self.document.nouns[id.0 as usize];
                    group.head == self.head && timex.tokens.end <= self.head.0
                });
        let led = owned
            || before.is_none_or(|token| {
                !matches!(token.upos, Upos::Adp | Upos::Sconj)
                    || self.rules.lexicon.lists.when.contains(&token.norm)
            });
        is_point && resolved && led && !others && !self.is_compared(timex)
    }

    /// "The worst attack *since* the war of 2009": the time belongs to what it is compared with.
    fn is_compared(&self, timex: &Timex) -> bool {
        let from = self.head.0 + 1;
        let to = timex.tokens.start.min(from + FARTHEST_TIME);
        let between = self.document.tokens.get(from as usize..to.max(from) as usize).unwrap_or_default();
        between.iter().any(|token| self.rules.lexicon.lists.apart.contains(&token.norm))
    }

    /// The clause that says what else happened at that very moment: "the town shook on Friday *when a bomb exploded*".
    fn clause_at_once(&self) -> Option<ClauseId> {
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
