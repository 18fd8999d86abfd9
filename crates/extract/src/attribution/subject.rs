//! Who a verb belongs to, by the window before and after it.
//!
//! ```text
//! ‹The mayor of Eastport›, who was there, later said …      leftwards, over adverbs, times, and what commas enclose
//! ‹She› left and told …                                     a verb after "and" has the subject of the one before
//! the driver, ‹who› said …                                  a relative pronoun is the source; its noun gives the name
//! ‹Police› opened a case, saying …                          a participle has the subject of the verb before it
//! "…," said ‹Ana Ruiz›, a teacher                           after its words, a verb may stand before its subject
//! ```

use super::cues::{BENEFICIARY, COMPLEMENTIZER, MANNER, NEGATION, PERSON};
use super::extent;
use super::view::View;
use variorum_model::TokenRange;
use variorum_model::document::{Upos, Xpos};

/// How many steps a window takes to the left.
const STEPS: usize = 8;
/// The longest stretch between commas that is passed over, in tokens.
const ENCLOSED: usize = 40;

/// The words that a verb belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// The words.
    pub(super) tokens: TokenRange,
    /// The noun group that they are, or that a relative pronoun stands for.
    pub(super) group: Option<usize>,
    /// Whether it is a relative pronoun.
    pub(super) relative: bool,
    /// Whether it was taken over from another verb.
    pub(super) inherited: bool,
}

impl Subject {
    pub(super) fn of_group(view: &View<'_>, idx: usize) -> Subject {
        Subject { tokens: trimmed(view, idx), group: Some(idx), relative: false, inherited: false }
    }

    /// The subject with the words up to this token.
    pub(super) fn until(self, end: usize) -> Subject {
        let end = (end as u32).max(self.tokens.end);
        Subject { tokens: TokenRange { end, ..self.tokens }, ..self }
    }

    /// The subject with what stands before its determiner ("all the drivers", "not everybody").
    fn with_determiners(self, view: &View<'_>, left: usize) -> Subject {
        let start = self.start();
        if start <= left {
            return self;
        }
        let negated = view.is(start - 1, NEGATION) && view.is(start, PERSON) && start == left + 1;
        if view.xpos(start - 1) != Xpos::Pdt && !negated {
            return self;
        }
        Subject { tokens: TokenRange { start: start as u32 - 1, ..self.tokens }, ..self }
    }

    /// Whether more words describe it than belong to its group.
    pub(super) fn is_described(&self, view: &View<'_>) -> bool {
        self.group.is_some_and(|idx| {
            self.tokens.end > trimmed(view, idx).end || view.group(idx).apposition.is_some()
        })
    }

    pub(super) fn start(&self) -> usize {
        self.tokens.start as usize
    }

    pub(super) fn end(&self) -> usize {
        self.tokens.end as usize
    }
}

/// The words of a group as a source: its extent with the members that are joined to it.
fn trimmed(view: &View<'_>, idx: usize) -> TokenRange {
    let group = view.group(idx);
    let mut tokens = group.extent;
    let mut next = group.next;
    for _ in 0..STEPS {
        let Some(id) = next else { break };
        let member = view.group(id.0 as usize);
        tokens = tokens.join(member.extent);
        next = member.next;
    }
    tokens
}

/// The first member of the coordination that ends with this group.
fn first_member(view: &View<'_>, idx: usize) -> usize {
    let mut first = idx;
    for before in (idx.saturating_sub(STEPS)..idx).rev() {
        if view.group(before).next.is_some_and(|next| next.0 as usize == first) {
            first = before;
        }
    }
    first
}

/// The group that ends right before this token, with all that belongs to it.
fn ending(view: &View<'_>, at: usize, left: usize) -> Option<usize> {
    let idx = view.group_ending(at)?;
    let idx = first_member(view, idx);
    (view.group(idx).extent.start as usize >= left).then_some(idx)
}

/// The subject to the left of a finite verb that begins at `start`, not left of `left`.
pub(super) fn leftward(view: &View<'_>, start: usize, left: usize) -> Option<Subject> {
    let mut at = start;
    // Where the words of the subject end.
    let mut edge = None;
    for _ in 0..STEPS {
        if at <= left {
            return None;
        }
        let before = at - 1;
        if view.is_adverb(before) && view.noun_at(before).is_none() {
            at = before;
            continue;
        }
        if let Some(idx) = ending(view, at, left) {
            let from = view.group(idx).extent.start as usize;
            if view.is_time(idx) && from > left {
                at = if view.is_preposition(from - 1) { from - 1 } else { from };
                continue;
            }
            if from > left && view.is_preposition(from - 1) && !view.is(from - 1, BENEFICIARY | MANNER) {
                // "the fire at the mill in Eastport said": the noun before the preposition.
                edge = edge.or(Some(at));
                at = from - 1;
                continue;
            }
            // "…, the mayor said": without a comma before the verb, what looks like an apposition is the subject.
            if let Some(last) = last_after_comma(view, idx, at)
                && has_verb(view, left, from)
            {
                return Some(Subject::of_group(view, last).until(edge.unwrap_or(at)));
            }
            // "voters in Eastport, Westhaven and Northam said": a list after a preposition.
            if from > left
                && view.is_comma(from - 1)
                && view.group(idx).next.is_some()
                && let Some(member) = ending(view, from - 1, left)
                && let Some(start) = list_start(view, member, left)
            {
                edge = edge.or(Some(at));
                at = start;
                continue;
            }
            return Some(Subject::of_group(view, idx).until(edge.unwrap_or(at)).with_determiners(view, left));
        }
        let xpos = view.xpos(before);
        // "a person close to the inquiry said"
        if xpos == Xpos::Jj
            && edge.is_some()
            && view.is_preposition(at)
            && view.group_ending(before).is_some()
        {
            at = before;
            continue;
        }
        let relative = matches!(xpos, Xpos::Wp | Xpos::Wdt)
            || view.is(before, COMPLEMENTIZER) && view.group_ending(before).is_some() && xpos != Xpos::In;
        if relative {
            return Some(relative_subject(view, before, left));
        }
        if xpos == Xpos::Comma {
            return enclosed(view, before, left);
        }
        if xpos == Xpos::Rrb {
            let open = (left..before).rev().take(ENCLOSED).find(|&idx| view.xpos(idx) == Xpos::Lrb)?;
            edge = edge.or(Some(at));
            at = open;
            continue;
        }
        return None;
    }
    None
}

/// "Ana Ruiz, 41, of Eastport, Norland": the group that the ages and places after it belong to.
fn described(view: &View<'_>, idx: usize, left: usize) -> usize {
    let mut first = idx;
    for _ in 0..STEPS {
        let group = view.group(first);
        let from = group.extent.start as usize;
        let age = view.xpos(group.head.index()) == Xpos::Cd;
        let before = if from > left + 1 && view.is_preposition(from - 1) && view.is_comma(from - 2) {
            ending(view, from - 2, left)
        } else if from > left && view.is_comma(from - 1) {
            // "Westhaven, Norland": one place in another; "Ana Ruiz, a teacher": a name and what it is.
            let fits = |before: &usize| {
                let name = |idx: usize| {
                    view.token(view.group(idx).head.index()).is_some_and(|it| it.upos == Upos::Propn)
                };
                age || name(*before) && (!name(first) || view.is_place(first) && view.is_place(*before))
            };
            ending(view, from - 1, left).filter(fits)
        } else {
            None
        };
        match before {
            Some(before) if before < first && !view.is_time(before) => first = before,
            _ => break,
        }
    }
    first
}

/// The noun that a run of phrases with prepositions hangs on ("‹people› at the slip in Eastport"); none where the run hangs
/// on no noun.
fn outermost(view: &View<'_>, idx: usize, left: usize) -> Option<usize> {
    let mut outer = idx;
    for _ in 0..STEPS {
        let from = view.group(outer).extent.start as usize;
        if from <= left || !view.is_preposition(from - 1) {
            return Some(outer);
        }
        // "a lawyer for 40 of the families": the figure ends where the phrase goes on.
        let figure = || {
            let idx = from.checked_sub(2).and_then(|at| view.noun_at(at))?;
            let group = view.group(idx);
            (group.tokens.end as usize == from - 1 && group.extent.start as usize >= left).then_some(idx)
        };
        outer = ending(view, from - 1, left).or_else(figure).filter(|&it| !view.is_time(it))?;
    }
    None
}

/// The group after a comma with which this one ends, where it is an apposition and no member of a list.
fn last_after_comma(view: &View<'_>, idx: usize, end: usize) -> Option<usize> {
    let (mut last, mut members) = (idx, 0);
    for other in idx + 1..(idx + STEPS).min(view.document.nouns.len()) {
        let group = view.group(other);
        if group.extent.end as usize > end {
            break;
        }
        if view.is_comma((group.extent.start as usize).saturating_sub(1)) {
            last = other;
        }
        members += usize::from(view.group(other - 1).next.is_some());
    }
    (last != idx && members == 0 && view.joined_end(last) == end).then_some(last)
}

/// The preposition before the first member of a list that this group continues.
fn list_start(view: &View<'_>, member: usize, left: usize) -> Option<usize> {
    let mut from = view.group(member).extent.start as usize;
    for _ in 0..STEPS {
        if from <= left {
            return None;
        }
        if view.is_preposition(from - 1) {
            return Some(from - 1);
        }
        if !view.is_comma(from - 1) {
            return None;
        }
        from = view.group(ending(view, from - 1, left)?).extent.start as usize;
    }
    None
}

/// Whether a finite verb stands between two places.
pub(super) fn has_verb(view: &View<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| view.verb_at(at).is_some_and(|idx| view.verb(idx).finite))
}

fn relative_subject(view: &View<'_>, pronoun: usize, left: usize) -> Subject {
    let comma = pronoun > left && view.is_comma(pronoun - 1);
    let group = ending(view, pronoun - usize::from(comma), left).filter(|_| pronoun > left);
    // "most of whom said": the whole of it stands for them.
    let mut start = pronoun;
    if pronoun > left + 1
        && view.is_preposition(pronoun - 1)
        && let Some(part) =
            view.group_ending(pronoun - 1).filter(|&it| view.group(it).extent.start as usize >= left)
    {
        start = view.group(part).extent.start as usize;
    }
    Subject { tokens: TokenRange::new(start, pronoun + 1), group, relative: true, inherited: false }
}

/// The group before a stretch between commas: "the mayor, who was there, said".
fn enclosed(view: &View<'_>, closing: usize, left: usize) -> Option<Subject> {
    if let Some(idx) = ending(view, closing, left)
        && view.group(idx).apposition.is_some()
    {
        // "the prosecutor in Eastport, Ana Ruiz, said": the apposition is to the noun before the preposition.
        let outer = outermost(view, idx, left).unwrap_or(idx);
        return Some(Subject::of_group(view, outer).until(view.group(idx).extent.end as usize));
    }
    let from = left.max(closing.saturating_sub(ENCLOSED));
    for comma in (from..closing).rev() {
        if !view.is_comma(comma) {
            continue;
        }
        // "a guard who was there in May, and who left, said": the noun that both clauses describe.
        if view.xpos(comma + 1) == Xpos::Cc && view.xpos(comma + 2) == Xpos::Wp {
            let first = (from..comma).find(|&at| view.xpos(at) == Xpos::Wp)?;
            return Some(relative_subject(view, first, left)).filter(|it| it.group.is_some()).map(|it| {
                let tokens = TokenRange::new(first, closing);
                let noun = it.group.map_or(tokens, |idx| trimmed(view, idx).join(tokens));
                Subject { tokens: noun, relative: false, ..it }
            });
        }
        let opens = matches!(
            view.xpos(comma + 1),
            Xpos::Wp
                | Xpos::Wdt
                | Xpos::Wrb
                | Xpos::Vbg
                | Xpos::Vbn
                | Xpos::In
                | Xpos::Rb
                | Xpos::To
                | Xpos::WpDollar
                | Xpos::Jj
                | Xpos::Jjs
                | Xpos::Cd
        ) || view.noun_from(comma + 1).is_some();
        if !opens {
            continue;
        }
        if let Some(idx) = ending(view, comma, left)
            && !view.is_time(idx)
            && let Some(idx) = outermost(view, idx, left)
        {
            // "The Herald, citing the mayor, who …, said": the one who is cited does not say it.
            let from = view.group(idx).extent.start as usize;
            if from > left && view.is_cited(from - 1) {
                continue;
            }
            let first = described(view, idx, left);
            let describes = first != idx
                || !matches!(view.xpos(comma + 1), Xpos::Vbg | Xpos::In | Xpos::Rb | Xpos::To | Xpos::Wrb);
            let subject = Subject::of_group(view, first);
            return Some(if describes { subject.until(closing) } else { subject });
        }
    }
    None
}

/// The subject to the right of a verb that ends before `end`, not right of `right`.
pub(super) fn rightward(view: &View<'_>, end: usize, right: usize) -> Option<Subject> {
    let idx = view.noun_from(end)?;
    let subject = Subject::of_group(view, idx);
    if subject.end() > right || view.is_time(idx) {
        return None;
    }
    Some(subject.until(extent::describing(view, idx, subject.end(), right)))
}

/// The first noun group at the beginning of a clause, where a verb follows it.
pub(super) fn opening(view: &View<'_>, from: usize, right: usize) -> Option<Subject> {
    let mut at = from;
    while at < right && (view.is_adverb(at) || view.is_comma(at)) {
        at += 1;
    }
    let idx = view.noun_from(at)?;
    let subject = Subject::of_group(view, idx);
    (subject.end() <= right && view.token(at).is_some_and(|token| token.upos != Upos::Punct))
        .then_some(subject)
}
