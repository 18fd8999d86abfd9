//! When: the times that belong to a verb or a noun.
//!
//! ```text
//! BOMBED a mill on ‹Friday›          ‹today›'s ATTACK          the toll of ‹Sunday›'s BLAST
//! two of the injured DIED overnight                            when they died, not when it happened
//! ```

use super::circumstance::NEAR_CLAUSES;
use super::matcher::{Anchor, Filler};
use super::{WordClass, WordSet};
use crate::event::is_dated;
use variorum_model::document::{Clause, ClauseForm, ClauseId, Timex, TimexType, Upos, Xpos};
use variorum_model::{TokenId, TokenRange};

/// So many words from its event a time is looked for.
const FARTHEST_TIME: u32 = 60;

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
        let timex = timex
            .or_else(|| self.time_described())
            .or_else(|| self.time_of_clause(self.clause_at_once()?, class))?;
        let head = TokenId(timex.tokens.end.saturating_sub(1).max(timex.tokens.start));
        Some(Filler { tokens: timex.tokens, head, group: None })
    }

    /// "The worst accident since ‹2008›, when an EXPLOSION killed 17": the time of which the clause tells what happened then.
    fn time_described(&self) -> Option<&Timex> {
        let id = self.map.headed_by(self.head).or_else(|| self.map.around(self.head))?;
        let start = self.document.clauses.get(id.0 as usize)?.extent.start;
        let opener = self.document.tokens.get(start as usize)?;
        if opener.xpos != Xpos::Wrb || !self.rules.lexicon.lists.at_once.contains(&opener.norm) {
            return None;
        }
        let comma = self.document.tokens.get(start.checked_sub(1)? as usize)?.xpos == Xpos::Comma;
        let timex = self.time_until(start - u32::from(comma))?;
        let is_point = matches!(timex.kind, TimexType::Date | TimexType::Time);
        (is_point && is_dated(&timex.value)).then_some(timex)
    }

    /// The time that ends before this token.
    fn time_until(&self, end: u32) -> Option<&Timex> {
        let idx = self.document.times.partition_point(|timex| timex.tokens.end < end);
        self.document.times.get(idx).filter(|timex| timex.tokens.end == end)
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
        let start = group.tokens.start;
        let mark = self.document.tokens.get(start.checked_sub(1)? as usize)?;
        let inside = self.document.tokens.get(start as usize).filter(|first| first.xpos == Xpos::Pos);
        let found = match (mark.xpos == Xpos::Pos, inside) {
            (true, _) => self.time_until(start - 1),
            (false, Some(_)) => self.time_until(start),
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
}
