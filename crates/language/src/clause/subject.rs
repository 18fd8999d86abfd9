//! Subjects and openers: what stands to the left of a verb.
//!
//! ```text
//! The mayor, who came on Friday, said that 12 people in the bus had died.
//! └─subject  └────insert───────┘ verb      └─subject    └skipped verb
//!                                     └──opener of the second clause
//! ```

use super::Words;
use super::draft::Draft;
use super::insert::{bracket, dashes, frame, has_apposition, insert};
use super::item::{Kind, Row};
use variorum_model::document::{ClauseForm, ClauseRole, Voice, Xpos};

/// How many steps a walk to the left takes at most.
const STEPS: usize = 40;

/// What begins a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opener {
    /// The beginning of the sentence.
    Start,
    /// A conjunction at this item.
    Sub(usize),
    /// "That".
    That(usize),
    /// "Who", "which".
    Wh(usize),
    /// "And".
    And(usize),
    /// A comma.
    Comma(usize),
    /// A colon, semicolon or dash.
    Break(usize),
    /// A quotation mark.
    Quote(usize),
    /// Nothing: a verb stands directly before.
    Verb(usize),
    /// Nothing: a noun group stands directly before ("told *reporters* the man …", "the man *police* …").
    Noun(usize),
}

/// What stands to the left of a finite verb.
#[derive(Clone, Copy, Debug)]
pub(super) struct Left {
    pub(super) subject: Option<usize>,
    pub(super) start: usize,
    pub(super) opener: Opener,
}

/// Walks to the left of a finite verb. Earlier drafts have their roles already; one that turns out to be a reduced
/// relative clause is made one.
pub(super) fn left(row: &Row<'_>, drafts: &mut [Draft], of: usize, words: &Words) -> Left {
    let verb = drafts[of].item;
    let mut at = verb;
    let mut fallback = None;
    // "*after* two men" in "arrested a driver after two men were hurt": it begins a clause if the nouns before it belong to a verb.
    let mut conjunction = None;
    for _ in 0..STEPS {
        let Some(previous) = at.checked_sub(1) else {
            return finish(row, words, fallback, Left { subject: None, start: 0, opener: Opener::Start });
        };
        let open = |opener| Left { subject: None, start: previous, opener };
        match row.kind(previous).unwrap_or(Kind::Other) {
            Kind::Adverb | Kind::There | Kind::Adjective | Kind::Other => at = previous,
            Kind::Noun(_) => match row.before(previous) {
                Some(Kind::In)
                    if !begins_clause(row, previous - 1, words)
                        || is_of_participle(row, drafts, previous - 1, words) =>
                {
                    if fallback.is_none() && words.subordinators.contains(row.norm(previous - 1)) {
                        conjunction = Some(previous - 1);
                    }
                    fallback = fallback.or(Some(previous));
                    at = previous - 1;
                }
                // "The blast that killed 24 people *was*": the noun belongs to the relative clause.
                Some(Kind::Verb(_))
                    if let Some(start) = relative_of_waiting(row, drafts, previous, words) =>
                {
                    at = start;
                }
                Some(Kind::Verb(_)) => {
                    let governs = draft_at(drafts, previous - 1).is_some_and(|draft| {
                        !draft.is_finite() && !words.report.contains(row.lemma(previous - 1))
                    });
                    let reports = words.report.contains(row.lemma(previous - 1));
                    if let Some(start) = conjunction.filter(|_| !governs && !reports) {
                        return Left { subject: Some(start + 1), start, opener: Opener::Sub(start) };
                    }
                    if !governs {
                        return opener(row, previous, words);
                    }
                    fallback = fallback.or(Some(previous));
                    at = previous - 1;
                }
                // "A bus carrying 30 pilgrims and two drivers crashed": no verb stands before that a clause could be
                // joined to, so the conjunction joins nouns.
                Some(Kind::And) if joins_nouns(row, drafts, previous - 1, of, words) => {
                    fallback = fallback.or(Some(previous));
                    at = previous - 1;
                }
                Some(before) if row.is_time(previous) && !is_edge(before) => {
                    fallback = fallback.or(Some(previous));
                    at = previous;
                }
                _ => return opener(row, previous, words),
            },
            Kind::Verb(_) => {
                let Some(idx) = place_of(drafts, previous) else {
                    at = previous;
                    continue;
                };
                let draft = &drafts[idx];
                if !draft.is_finite() {
                    at = previous;
                } else if draft.role == ClauseRole::Relative && draft.start < previous {
                    at = draft.start;
                    if row.before(at) == Some(Kind::In) {
                        at -= 1;
                    }
                    if row.before(at) == Some(Kind::Comma) {
                        at -= 1;
                    }
                } else if is_reducible(row, draft) && fallback.is_none_or(|noun| noun > previous + 1) {
                    drafts[idx].reduce();
                    drafts[idx].describes = previous.checked_sub(1).filter(|&at| row.noun(at).is_some());
                    at = previous;
                } else {
                    return finish(
                        row,
                        words,
                        fallback,
                        Left { subject: None, start: verb, opener: Opener::Verb(previous) },
                    );
                }
            }
            Kind::Comma | Kind::Quote if let Some(opening) = frame(row, previous, words) => at = opening,
            Kind::Comma => match insert(row, previous) {
                Some(comma) => at = comma,
                // "Ana Ruiz, head of the service, said": the apposition is part of the noun's item.
                None if has_apposition(row, previous) => at = previous,
                None => {
                    return finish(
                        row,
                        words,
                        fallback,
                        Left { start: verb, ..open(Opener::Comma(previous)) },
                    );
                }
            },
            Kind::Bracket => match bracket(row, previous) {
                Some(opening) => at = opening,
                None => {
                    return finish(
                        row,
                        words,
                        fallback,
                        Left { start: verb, ..open(Opener::Break(previous)) },
                    );
                }
            },
            Kind::Break => match dashes(row, previous) {
                Some(dash) => at = dash,
                None => {
                    return finish(
                        row,
                        words,
                        fallback,
                        Left { start: verb, ..open(Opener::Break(previous)) },
                    );
                }
            },
            Kind::Quote | Kind::Stop => {
                return finish(row, words, fallback, Left { start: verb, ..open(Opener::Quote(previous)) });
            }
            Kind::Wh => return finish(row, words, None, open(Opener::Wh(previous))),
            Kind::That => return finish(row, words, None, open(Opener::That(previous))),
            Kind::And => return finish(row, words, fallback, open(Opener::And(previous))),
            Kind::Subordinator | Kind::In
                if at < verb && draft_at(drafts, at).is_some_and(|it| !it.is_finite()) =>
            {
                // "accused *of* killing 12 people": the phrase belongs to what stands before.
                at = previous;
            }
            Kind::Subordinator | Kind::In => {
                return finish(row, words, fallback, open(Opener::Sub(previous)));
            }
        }
    }
    Left { subject: None, start: verb, opener: Opener::Start }
}

/// Where no better subject was found, the noun that was passed.
fn finish(row: &Row<'_>, words: &Words, fallback: Option<usize>, left: Left) -> Left {
    match fallback {
        Some(noun) => {
            let found = opener(row, noun, words);
            let governed = noun > 0 && row.before(noun) == Some(Kind::In);
            if governed && matches!(left.opener, Opener::And(_)) { left } else { found }
        }
        None => left,
    }
}

/// Whether this conjunction can join nothing but nouns, the first of which a participle or a preposition governs.
fn joins_nouns(row: &Row<'_>, drafts: &[Draft], conjunction: usize, of: usize, words: &Words) -> bool {
    let Some(first) = conjunction.checked_sub(1).filter(|&at| at > 1 && row.noun(at).is_some()) else {
        return false;
    };
    let governed = match row.before(first) {
        Some(Kind::Verb(_)) => draft_at(drafts, first - 1).is_some_and(|draft| !draft.is_finite()),
        Some(Kind::In) => !begins_clause(row, first - 1, words),
        _ => false,
    };
    governed && !drafts[..of].iter().any(Draft::is_finite)
}

fn draft_at(drafts: &[Draft], item: usize) -> Option<&Draft> {
    place_of(drafts, item).map(|at| &drafts[at])
}

/// The place of the draft whose verb is this item.
fn place_of(drafts: &[Draft], item: usize) -> Option<usize> {
    let at = drafts.partition_point(|draft| draft.item < item);
    drafts.get(at).filter(|draft| draft.item == item).map(|_| at)
}

/// Where the relative clause opens whose object this noun is, if the noun that it describes still waits for its verb
/// ("*The blast* that killed 24 people and wounded 30 …").
fn relative_of_waiting(row: &Row<'_>, drafts: &[Draft], object: usize, words: &Words) -> Option<usize> {
    let verb = object.checked_sub(1)?;
    let mut relative = draft_at(drafts, verb)?;
    if words.report.contains(row.lemma(verb)) {
        return None;
    }
    for _ in 0..STEPS {
        match relative.parent {
            Some(parent) if relative.role == ClauseRole::Coordinate => relative = &drafts[parent],
            _ => break,
        }
    }
    // "That" with a subject of its own opens no relative clause but a content; "where a blast injured 18 people" does.
    let own_subject = (relative.start..relative.item).any(|at| row.noun(at).is_some());
    let is_open = relative.is_finite()
        && relative.role == ClauseRole::Relative
        && match row.kind(relative.start)? {
            Kind::Wh => true,
            Kind::That => !own_subject,
            _ => false,
        };
    if !is_open {
        return None;
    }
    let mut start = relative.start;
    if row.before(start) == Some(Kind::Comma) {
        start -= 1;
    }
    let mut noun = start.checked_sub(1).filter(|&at| row.noun(at).is_some())?;
    while row.before(noun) == Some(Kind::In) && !begins_clause(row, noun - 1, words) {
        noun = noun.checked_sub(2).filter(|&at| row.noun(at).is_some())?;
    }
    waits(row, noun, words).then_some(start)
}

/// Whether nothing before the noun claims it, so that its verb is yet to come.
fn waits(row: &Row<'_>, noun: usize, words: &Words) -> bool {
    match row.before(noun) {
        Some(Kind::Verb(_)) => words.report.contains(row.lemma(noun - 1)),
        Some(Kind::Noun(_)) => row.is_time(noun - 1),
        _ => true,
    }
}

/// "The man *arrested after* the raid was released": the preposition belongs to the participle of a noun that waits for its verb.
fn is_of_participle(row: &Row<'_>, drafts: &[Draft], preposition: usize, words: &Words) -> bool {
    let Some(verb) = preposition.checked_sub(1) else { return false };
    let participle = draft_at(drafts, verb).is_some_and(|draft| {
        !draft.is_finite() && draft.voice == Voice::Passive && draft.predicate.len() == 1
    });
    let noun = verb.checked_sub(1).filter(|&at| row.noun(at).is_some());
    participle && noun.is_some_and(|noun| row.before(noun) != Some(Kind::In) && waits(row, noun, words))
}

fn is_edge(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Comma | Kind::Break | Kind::Quote | Kind::And | Kind::That | Kind::Subordinator | Kind::Stop
    )
}

/// Whether the word, which looks like a preposition, begins a clause here.
fn begins_clause(row: &Row<'_>, at: usize, words: &Words) -> bool {
    let after_noun = row.before(at).is_some_and(|kind| matches!(kind, Kind::Noun(_)));
    // "arrived *an hour* after the attack began"
    let measured = after_noun
        && at >= 2
        && row.is_time(at - 1)
        && matches!(row.kind(at - 2), Some(Kind::Verb(_) | Kind::Noun(_)));
    words.subordinators.contains(row.norm(at)) && (!after_noun || measured)
        || row.kind(at) == Some(Kind::Subordinator)
}

/// Whether a finite verb could be a participle: one word with the form of both.
fn is_reducible(row: &Row<'_>, draft: &Draft) -> bool {
    let token = row.document.token(draft.head);
    draft.predicate.len() == 1
        && token.xpos == Xpos::Vbd
        && row.language.clauses.participle_endings.iter().any(|ending| token.norm.ends_with(ending.as_str()))
        && draft.object.is_none()
        && draft.voice == Voice::Active
        && draft.form == ClauseForm::Finite
}

/// What opens the clause whose subject is this item.
pub(super) fn opener(row: &Row<'_>, subject: usize, words: &Words) -> Left {
    let mut at = subject;
    let found = |start, opener| Left { subject: Some(subject), start, opener };
    for _ in 0..STEPS {
        let Some(previous) = at.checked_sub(1) else { return found(0, Opener::Start) };
        match row.kind(previous).unwrap_or(Kind::Other) {
            Kind::Adverb | Kind::There | Kind::Adjective | Kind::Other => at = previous,
            Kind::Noun(_) => {
                if row.before(previous) == Some(Kind::In) && !begins_clause(row, previous - 1, words) {
                    at = previous - 1;
                } else if row.is_time(previous) {
                    at = previous;
                } else {
                    return found(subject, Opener::Noun(previous));
                }
            }
            Kind::In
                if begins_clause(row, previous, words)
                    || words.subordinators.contains(row.norm(previous)) =>
            {
                return found(previous, Opener::Sub(previous));
            }
            Kind::In => at = previous,
            Kind::Subordinator => return found(previous, Opener::Sub(previous)),
            Kind::That => return found(previous, Opener::That(previous)),
            Kind::Wh if words.subordinators.contains(row.norm(previous)) => {
                return found(previous, Opener::Sub(previous));
            }
            Kind::Wh => return found(previous, Opener::Wh(previous)),
            Kind::And => return found(previous, Opener::And(previous)),
            Kind::Comma => match fronted(row, previous, words) {
                Some(start) => at = start,
                None => return found(subject, Opener::Comma(previous)),
            },
            Kind::Quote => match row.before(previous) {
                Some(Kind::Verb(_) | Kind::That | Kind::Wh | Kind::And) => at = previous,
                _ => return found(subject, Opener::Quote(previous)),
            },
            Kind::Verb(_) => return found(subject, Opener::Verb(previous)),
            Kind::Break | Kind::Bracket | Kind::Stop => return found(subject, Opener::Break(previous)),
        }
    }
    found(subject, Opener::Start)
}

/// Where the phrases before this comma begin, if nothing but phrases stands between it and the edge of the clause
/// ("*On Friday, in Eastport*, police …").
fn fronted(row: &Row<'_>, comma: usize, words: &Words) -> Option<usize> {
    let mut at = comma;
    for _ in 0..STEPS {
        let Some(previous) = at.checked_sub(1) else { return Some(0) };
        match row.kind(previous)? {
            Kind::Adverb | Kind::Comma => at = previous,
            Kind::Noun(_) if row.before(previous) == Some(Kind::In) => {
                if begins_clause(row, previous - 1, words)
                    && row.kind(previous - 1) == Some(Kind::Subordinator)
                {
                    return None;
                }
                at = previous - 1;
            }
            Kind::Noun(_) if row.is_time(previous) => at = previous,
            Kind::In => at = previous,
            Kind::And | Kind::That | Kind::Subordinator => return Some(at),
            _ => return None,
        }
    }
    None
}
