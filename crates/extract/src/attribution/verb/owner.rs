//! Whose verb it is: the subject beside it, across a clause, or the one of a verb before.
//!
//! ```text
//! ‹the driver who fled› said      ‹She› left and told …      ‹Police› opened a case, saying …
//! ```

use super::super::content::Room;
use super::super::cues::MANNER;
use super::super::subject::{self, Subject, has_verb};
use super::super::view::View;
use variorum_model::document::{VerbGroup, Xpos};

/// A verb with its subject, as far as the sentence has been read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    pub(super) subject: Option<Subject>,
    pub(super) finite: bool,
    pub(super) is_cue: bool,
    pub(super) participle: bool,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) within: Option<usize>,
}

pub(super) fn subject_of(
    view: &View<'_>,
    verb: &VerbGroup,
    left: usize,
    room: Room,
    read: &[Read],
) -> Option<Subject> {
    let start = verb.tokens.start as usize;
    let nearest = subject::leftward(view, start, left);
    if verb.finite
        && let Some(subject) = over_clause(view, start, nearest, left, room, read)
    {
        return Some(subject);
    }
    if let Some(subject) = nearest {
        if verb.finite {
            return Some(subject);
        }
        // "a statement saying", "people calling for": a participle right after its noun.
        if verb.tokens.start as usize == subject.end() && matches!(view.xpos(start), Xpos::Vbg | Xpos::Vbn)
            || view.xpos(start) == Xpos::Vbn
                && (!has_verb(view, left, start) || is_after_enclosure(view, subject, start))
        {
            return Some(subject);
        }
    }
    let mut before = start;
    while before > left && view.is_adverb(before - 1) {
        before -= 1;
    }
    let previous = before.checked_sub(1).filter(|&at| at >= left);
    let inherited = |subject: Subject| Subject { inherited: true, ..subject };
    let same = |it: &&Read| it.within == room.within && it.subject.is_some();
    if verb.finite {
        let joined = previous.is_some_and(|at| view.xpos(at) == Xpos::Cc || view.is_comma(at));
        if !joined {
            return None;
        }
        let main = |it: &&Read| it.is_cue && it.finite && it.subject.is_some_and(|subject| !subject.relative);
        let cue = read.iter().filter(same).find(main);
        return cue
            .or_else(|| read.iter().rev().filter(same).find(|it| it.finite))
            .and_then(|it| it.subject)
            .map(inherited);
    }
    match view.xpos(start) {
        Xpos::To => {
            let governing = read.iter().rev().find(same)?;
            // "asked him to explain": the addressee; "for him to explain" likewise.
            if let Some(subject) = subject::leftward(view, start, left)
                && subject.start() >= governing.end
                && !subject.relative
                && subject.end() == start
            {
                return Some(subject);
            }
            governing.subject.map(inherited)
        }
        // "quoted the governor as saying": the one who is quoted.
        Xpos::Vbg
            if start > left
                && view.is(start - 1, MANNER)
                && let Some(quoted) = view.group_ending(start - 1)
                && view.group(quoted).extent.start as usize >= left
                && read.last().is_some_and(|it| it.end <= view.group(quoted).extent.start as usize) =>
        {
            Some(Subject::of_group(view, quoted))
        }
        Xpos::Vbg | Xpos::Vbn => {
            // "said it was over before claiming …": a further cue belongs to the source of the one before.
            let main = read.iter().rev().filter(same).find(|it| it.finite && it.is_cue);
            let main = main.or_else(|| read.iter().rev().filter(same).find(|it| it.finite));
            match main {
                Some(main) => main.subject.map(inherited),
                None => {
                    let comma = (start..room.right).find(|&at| view.is_comma(at))?;
                    subject::opening(view, comma + 1, room.right).map(inherited)
                }
            }
        }
        _ => None,
    }
}

/// The subject where a clause stands between it and its verb: "the man who sent the letter said", "the report released
/// last year found", "the people I met said".
pub(super) fn over_clause(
    view: &View<'_>,
    start: usize,
    nearest: Option<Subject>,
    left: usize,
    room: Room,
    read: &[Read],
) -> Option<Subject> {
    let before = read.last().filter(|it| it.within == room.within)?;
    let from = nearest.map_or(start, |it| it.start());
    if nearest.is_some_and(|it| it.relative) || before.end > from || from - before.end > 12 {
        return None;
    }
    // Between the two verbs stands only what belongs to the first one.
    let mut at = before.end;
    while at < from {
        if let Some(idx) = view.noun_from(at) {
            at = (view.group(idx).extent.end as usize).max(at + 1);
        } else if view.is_preposition(at) || view.is_adverb(at) {
            at += 1;
        } else {
            return None;
        }
    }
    // Adverbs before the verb are its own.
    let mut described = start;
    while described > before.end && view.is_adverb(described - 1) {
        described -= 1;
    }
    let inner = before.subject?;
    if inner.relative {
        let comma = inner.start() > left && view.is_comma(inner.start() - 1);
        return inner.group.filter(|_| !comma).map(|idx| Subject::of_group(view, idx).until(described));
    }
    if !before.finite {
        return (!inner.inherited && before.participle).then(|| inner.until(described));
    }
    // "the people I met said": two groups side by side.
    let outer = view.group_ending(inner.start()).filter(|_| !inner.inherited && inner.start() > left)?;
    let outer = Subject::of_group(view, outer);
    (outer.start() >= left && nearest.is_none()).then(|| outer.until(described))
}

/// "Ana Ruiz, who was there, …": whether what commas enclose after the subject ends right before this token.
pub(super) fn is_after_enclosure(view: &View<'_>, subject: Subject, start: usize) -> bool {
    start > 0 && view.is_comma(start - 1) && subject.end() + 1 == start && subject.is_described(view)
}
