//! How far the words of a source go: with the apposition, age and clause that describe it.
//!
//! ```text
//! said ‹Ana Ruiz, 41, a teacher who was on the bridge›.        after a verb that stands before it
//! according to ‹a report released on Monday›, two …
//! ‹Ana Ruiz, whose son was on the bridge,› said                between a source and its verb: see `subject`
//! ```

use super::content;
use super::cues::ORIGIN;
use super::view::View;
use variorum_model::document::{Upos, Xpos};

/// How many describing phrases are followed.
const STEPS: usize = 8;
/// The longest clause that describes a source, in tokens.
const CLAUSE: usize = 40;

/// The end of the words that describe the group, which end before `end` so far; not right of `right`.
pub(super) fn describing(view: &View<'_>, idx: usize, end: usize, right: usize) -> usize {
    let head = view.token(view.group(idx).head.index());
    let Some(head) = head.filter(|head| head.upos != Upos::Pron) else { return end };
    let named = head.upos == Upos::Propn;
    let mut end = end;
    let mut enclosed = false;
    for _ in 0..STEPS {
        let next = if view.is_comma(end) {
            let next = between_commas(view, end + 1, right);
            enclosed |= next.is_some();
            next
        } else if view.xpos(end) == Xpos::Lrb {
            (end + 1..right.min(end + CLAUSE)).find(|&at| view.xpos(at) == Xpos::Rrb).map(|at| at + 1)
        } else if named && !enclosed && !binds_to_name(view, end) {
            None
        } else {
            phrase(view, end, right)
        };
        match next {
            Some(next) if next > end => end = next,
            _ => break,
        }
    }
    end
}

/// "of Eastport", "from the union": what may follow a name itself.
fn binds_to_name(view: &View<'_>, at: usize) -> bool {
    view.is(at, ORIGIN) && view.is_preposition(at) || is_relative(view, at)
}

fn is_relative(view: &View<'_>, at: usize) -> bool {
    matches!(view.xpos(at), Xpos::Wp | Xpos::Wdt | Xpos::WpDollar)
}

/// A phrase or clause that follows its noun without a comma.
fn phrase(view: &View<'_>, at: usize, right: usize) -> Option<usize> {
    if at >= right {
        return None;
    }
    if is_relative(view, at) {
        return clause(view, at + 1, right);
    }
    if view.is_preposition(at) {
        let idx = view.noun_from(at + 1)?;
        let end = view.joined_end(idx);
        return (!view.is_time(idx) && end <= right).then_some(end);
    }
    let participle = matches!(view.xpos(at), Xpos::Vbn | Xpos::Vbg)
        && view.verb_at(at).is_some_and(|verb| !view.verb(verb).finite);
    let adjective = view.xpos(at) == Xpos::Jj && view.is_preposition(at + 1);
    if participle {
        return clause(view, at, right);
    }
    adjective.then(|| phrase(view, at + 1, right)).flatten()
}

/// An apposition, an age, or a relative clause after a comma.
fn between_commas(view: &View<'_>, at: usize, right: usize) -> Option<usize> {
    if at >= right {
        return None;
    }
    let closed = |end: usize| {
        (end >= right
            || matches!(
                view.xpos(end),
                Xpos::Comma | Xpos::Stop | Xpos::Colon | Xpos::CloseQuote | Xpos::Rrb
            ))
        .then_some(end)
    };
    if view.xpos(at) == Xpos::Cd {
        return closed(at + 1);
    }
    if is_relative(view, at) {
        return clause(view, at + 1, right).and_then(closed);
    }
    let idx = view.noun_from(at)?;
    if view.is_time(idx) || view.token(view.group(idx).head.index())?.upos == Upos::Pron {
        return None;
    }
    let room = content::Room { right, within: view.quotation_at(at), enclosed: false };
    if content::clause_begins(view, at, room, false) {
        return None;
    }
    let mut end = view.joined_end(idx);
    for _ in 0..STEPS {
        match phrase(view, end, right) {
            Some(next) if next > end => end = next,
            _ => break,
        }
    }
    closed(end)
}

/// The end of a clause that describes a noun: one finite verb and what follows it, up to a comma or a quotation.
fn clause(view: &View<'_>, from: usize, right: usize) -> Option<usize> {
    let limit = right.min(from + CLAUSE);
    let mut at = from;
    while at < limit {
        let ends =
            matches!(view.xpos(at), Xpos::Comma | Xpos::Stop | Xpos::Colon | Xpos::CloseQuote | Xpos::Rrb)
                || view.quotation_from(at).is_some() && at > from;
        if ends {
            break;
        }
        at += 1;
    }
    (at > from && (at < limit || at == right)).then_some(at)
}
