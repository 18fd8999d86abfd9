//! Roles and parents: how the clauses of a sentence hang together.
//!
//! ```text
//! Police said [complement 12 people had died] [coordinate and 30 [relative who had been in the bus] were missing].
//! ```

use super::Words;
use super::draft::Draft;
use super::item::{Kind, Row};
use super::non_finite::non_finite;
use super::subject::{Left, Opener, left};
use variorum_model::document::{ClauseRole, EntityKind, GroupId, Tense, Voice, Xpos};
use variorum_model::{Document, TokenId};

/// Gives each draft its subject, role and parent.
pub(super) fn relate(row: &Row<'_>, drafts: &mut [Draft], words: &Words) {
    // Clauses that stand before the one that they belong to.
    let mut waiting: Vec<usize> = Vec::new();
    for idx in 0..drafts.len() {
        if drafts[idx].is_finite() {
            let found = left(row, drafts, idx, words);
            drafts[idx].start = found.start.min(drafts[idx].item);
            drafts[idx].subject_item = found.subject;
            drafts[idx].subject = found.subject.and_then(|at| row.argument(at));
            finite(row, drafts, idx, found, words);
        } else {
            non_finite(row, drafts, idx, words);
        }
        let draft = &drafts[idx];
        let subordinate = matches!(draft.role, ClauseRole::Adverbial | ClauseRole::Condition);
        if draft.parent.is_none() && subordinate {
            waiting.push(idx);
        } else if draft.is_finite() && draft.parent.is_none() {
            for early in waiting.drain(..) {
                drafts[early].parent = Some(idx);
            }
        }
    }
    for idx in waiting {
        drafts[idx].parent = (0..drafts.len()).find(|&other| {
            other != idx && drafts[other].role == ClauseRole::Main && drafts[other].parent.is_none()
        });
    }
    hold_relatives(drafts);
    share_subjects(drafts);
    if row.items.iter().rev().take(3).any(|item| {
        item.kind == Kind::Stop
            && row.document.tokens.get(item.tokens.start as usize).is_some_and(|it| it.norm.starts_with('?'))
    }) {
        for draft in drafts.iter_mut().filter(|draft| draft.role == ClauseRole::Main && draft.is_finite()) {
            draft.role = ClauseRole::Question;
        }
    }
}

/// The last draft before this one that fits.
pub(super) fn previous(drafts: &[Draft], before: usize, fits: impl Fn(&Draft) -> bool) -> Option<usize> {
    drafts[..before].iter().rposition(fits)
}

/// The draft of the verb at this item.
pub(super) fn of_verb(drafts: &[Draft], item: usize) -> Option<usize> {
    let at = drafts.partition_point(|draft| draft.item < item);
    (drafts.get(at)?.item == item).then_some(at)
}

/// The clause that stands by itself around this one.
fn root(drafts: &[Draft], of: usize) -> usize {
    let mut at = of;
    for _ in 0..drafts.len() {
        match drafts[at].parent {
            Some(parent) if parent < at => at = parent,
            _ => break,
        }
    }
    at
}

/// Makes the draft the complement of another one.
pub(super) fn complete(drafts: &mut [Draft], idx: usize, parent: usize) {
    drafts[idx].role = ClauseRole::Complement;
    drafts[idx].parent = Some(parent);
    drafts[parent].complement.get_or_insert(idx);
}

/// Makes the draft a relative clause of the noun at this item.
pub(super) fn describe(row: &Row<'_>, drafts: &mut [Draft], idx: usize, noun: usize) {
    drafts[idx].role = ClauseRole::Relative;
    drafts[idx].describes = Some(noun);
    if drafts[idx].subject.is_none() {
        drafts[idx].subject = row.argument(noun);
    }
    let held = drafts.iter().position(|draft| draft.subject_item == Some(noun));
    drafts[idx].parent = held.filter(|&held| held != idx).or_else(|| previous(drafts, idx, |_| true));
}

/// Whether a verb's form asks for a subject in the plural; `None` where it does not tell.
fn asks_for_plural(row: &Row<'_>, verb: usize) -> Option<bool> {
    let first = row.items.get(verb)?.tokens.start;
    match row.document.tokens.get(first as usize)?.xpos {
        Xpos::Vbp => Some(true),
        Xpos::Vbz => Some(false),
        _ => None,
    }
}

/// Whether a noun group is one thing or several; `None` where its head does not tell, as with bodies of people.
fn is_plural(row: &Row<'_>, noun: usize) -> Option<bool> {
    let GroupId(id) = row.noun(noun)?;
    let group = row.document.nouns.get(id as usize)?;
    match row.document.tokens.get(group.head.index())?.xpos {
        Xpos::Nns | Xpos::Nnps => Some(true),
        Xpos::Nn if group.next.is_none() => Some(false),
        _ => None,
    }
}

/// "The provisions of the act that *govern* loans": the noun that agrees with the verb, where the nearest one does not.
fn agreeing(row: &Row<'_>, noun: usize, verb: usize) -> usize {
    let Some(plural) = asks_for_plural(row, verb) else { return noun };
    let phrase = noun >= 2 && row.before(noun) == Some(Kind::In) && row.noun(noun - 2).is_some();
    let swap = phrase && is_plural(row, noun) == Some(!plural) && is_plural(row, noun - 2) == Some(plural);
    if swap { noun - 2 } else { noun }
}

/// The noun group before this item, over a preposition or a comma.
fn antecedent(row: &Row<'_>, at: usize) -> Option<usize> {
    let mut at = at.checked_sub(1)?;
    for _ in 0..5 {
        match row.kind(at)? {
            // "The fire in Eastport that killed 12": a town or a day does nothing; the noun before its preposition does.
            Kind::Noun(_)
                if (row.is_time(at) || row.is_named_place(at))
                    && row.before(at) == Some(Kind::In)
                    && at >= 2
                    && row.noun(at - 2).is_some() =>
            {
                at -= 2;
            }
            Kind::Noun(_) => return Some(at),
            Kind::In | Kind::Comma | Kind::Quote => at = at.checked_sub(1)?,
            _ => return None,
        }
    }
    None
}

fn finite(row: &Row<'_>, drafts: &mut [Draft], idx: usize, found: Left, words: &Words) {
    let report = words.report.contains(row.lemma(drafts[idx].item)) && drafts[idx].voice == Voice::Active;
    match found.opener {
        Opener::Start => {}
        Opener::Sub(at) => {
            let verb = at.checked_sub(1).and_then(|at| of_verb(drafts, at));
            let completes = words.complementizers.contains(row.norm(at));
            match verb.filter(|_| completes) {
                Some(parent) => complete(drafts, idx, parent),
                None => {
                    let condition = words.conditions.contains(row.norm(at));
                    drafts[idx].role = if condition { ClauseRole::Condition } else { ClauseRole::Adverbial };
                    // At the front it waits for its clause; else it belongs to the one before.
                    drafts[idx].parent =
                        previous(drafts, idx, Draft::is_finite).filter(|_| !is_fronted(row, at));
                }
            }
        }
        Opener::That(at) => that(row, drafts, idx, at, words),
        // "warned the owner in May *that* the doors …": a subject of its own makes it a content, whatever the tag.
        Opener::Wh(at)
            if drafts[idx].subject_item.is_some() && words.complementizers.contains(row.norm(at)) =>
        {
            that(row, drafts, idx, at, words);
        }
        Opener::Wh(at) => wh(row, drafts, idx, at, words),
        Opener::And(at) => coordinate(row, drafts, idx, at, words),
        Opener::Comma(at) | Opener::Quote(at) => after_comma(row, drafts, idx, at, report),
        Opener::Break(at) => match previous(drafts, idx, |draft| draft.parent.is_none()) {
            Some(parent) if row.norm(at) == ":" && words.report.contains(row.lemma(drafts[parent].item)) => {
                complete(drafts, idx, parent);
            }
            Some(_) if report && after_quote(row, at) => after_comma(row, drafts, idx, at, report),
            Some(parent) => (drafts[idx].role, drafts[idx].parent) = (ClauseRole::Coordinate, Some(parent)),
            None => {}
        },
        Opener::Verb(at) => {
            if let Some(parent) = of_verb(drafts, at) {
                complete(drafts, idx, parent);
            }
        }
        Opener::Noun(at) => {
            let verb = at.checked_sub(1).and_then(|at| of_verb(drafts, at));
            match verb.filter(|&verb| words.report.contains(row.lemma(drafts[verb].item))) {
                Some(parent) => complete(drafts, idx, parent),
                None => {
                    // "the man police arrested": the subject is police.
                    describe(row, drafts, idx, at);
                }
            }
        }
    }
}

fn after_quote(row: &Row<'_>, at: usize) -> bool {
    row.kind(at) == Some(Kind::Quote) || row.before(at) == Some(Kind::Quote)
}

/// Whether a conjunction stands before its main clause.
fn is_fronted(row: &Row<'_>, at: usize) -> bool {
    at == 0 || matches!(row.before(at), Some(Kind::And | Kind::That | Kind::Quote | Kind::Break)) || {
        at == 1 && row.kind(0) == Some(Kind::Adverb)
    }
}

/// "Said that …", "told reporters that …", "the claim that …", "the weapons that …", "and that …".
fn that(row: &Row<'_>, drafts: &mut [Draft], idx: usize, at: usize, words: &Words) {
    let own_subject = drafts[idx].subject_item.is_some();
    let mut before = at.checked_sub(1);
    while let Some(place) = before {
        let skipped = match row.kind(place) {
            Some(Kind::Adverb | Kind::Quote | Kind::Adjective | Kind::Comma) => 1,
            Some(Kind::Noun(_)) if place > 0 && row.before(place) == Some(Kind::In) && own_subject => 2,
            Some(Kind::Noun(_)) if row.is_time(place) => 1,
            _ => break,
        };
        before = place.checked_sub(skipped);
    }
    let Some(place) = before else { return };
    match row.kind(place) {
        Some(Kind::Verb(_)) => {
            if let Some(parent) = of_verb(drafts, place) {
                complete(drafts, idx, parent);
            }
        }
        Some(Kind::Noun(_)) => {
            let verb = place.checked_sub(1).and_then(|at| of_verb(drafts, at));
            let reported =
                verb.filter(|&verb| own_subject && words.report.contains(row.lemma(drafts[verb].item)));
            let item = drafts[idx].item;
            let lacks_object = drafts[idx].voice == Voice::Active
                && row.noun(item + 1).is_none()
                && !words.copulas.contains(row.lemma(item))
                && row.kind(item + 1) != Some(Kind::In);
            match (reported, own_subject) {
                (Some(parent), _) => complete(drafts, idx, parent),
                (None, true) if !lacks_object => {
                    let parent = previous(drafts, idx, |_| true);
                    if let Some(parent) = parent {
                        complete(drafts, idx, parent);
                    }
                }
                (_, false) => describe(row, drafts, idx, agreeing(row, place, item)),
                _ => describe(row, drafts, idx, place),
            }
        }
        Some(Kind::And) => match previous(drafts, idx, |draft| draft.role == ClauseRole::Complement) {
            Some(other) => {
                drafts[idx].role = ClauseRole::Coordinate;
                drafts[idx].parent = Some(other);
            }
            None => coordinate(row, drafts, idx, place, words),
        },
        _ => {}
    }
}

/// "The man who …", "said who …", "in which …", "Who …?".
fn wh(row: &Row<'_>, drafts: &mut [Draft], idx: usize, at: usize, words: &Words) {
    let verb = at.checked_sub(1).and_then(|at| of_verb(drafts, at));
    if let Some(parent) = verb {
        complete(drafts, idx, parent);
    } else if words.subordinators.contains(row.norm(at)) {
        drafts[idx].role = ClauseRole::Adverbial;
        drafts[idx].parent = previous(drafts, idx, Draft::is_finite).filter(|_| !is_fronted(row, at));
    } else if let Some(noun) = antecedent(row, at) {
        let noun =
            if drafts[idx].subject_item.is_none() { agreeing(row, noun, drafts[idx].item) } else { noun };
        let reported = noun.checked_sub(1).and_then(|at| of_verb(drafts, at));
        let asks = drafts[idx].subject_item.is_some() && row.before(at) != Some(Kind::Comma);
        match reported.filter(|&verb| asks && words.report.contains(row.lemma(drafts[verb].item))) {
            Some(parent) => complete(drafts, idx, parent),
            None => describe(row, drafts, idx, noun),
        }
    } else if row.before(at) == Some(Kind::And)
        && let Some(other) = previous(drafts, idx, |draft| draft.role == ClauseRole::Relative)
    {
        drafts[idx].role = ClauseRole::Relative;
        drafts[idx].parent = drafts[other].parent;
        if drafts[idx].subject.is_none() {
            drafts[idx].subject = drafts[other].subject;
        }
    } else if let Some(parent) = previous(drafts, idx, |_| true) {
        complete(drafts, idx, parent);
    }
}

/// "… and the army denied it", "… and fled".
fn coordinate(row: &Row<'_>, drafts: &mut [Draft], idx: usize, at: usize, words: &Words) {
    let own_subject = drafts[idx].subject_item.is_some();
    let nearest = previous(drafts, idx, Draft::is_finite);
    let Some(nearest) = nearest else { return };
    let comma = row.before(at) == Some(Kind::Comma);
    let speaker = speaker_of(row, drafts, idx, nearest, comma, words).filter(|_| !own_subject);
    let parent = match speaker {
        Some(speaker) => speaker,
        None if own_subject && comma => root(drafts, nearest),
        None => inner(row, drafts, nearest, at),
    };
    drafts[idx].role = ClauseRole::Coordinate;
    drafts[idx].parent = Some(parent);
    drafts[idx].shares = !own_subject;
}

/// "Police said two people had died and denied …": the verb of saying whose speaker goes on, where what was said lies
/// further back than the verb, or a comma closes it ("… had died, and blamed …").
pub(super) fn speaker_of(
    row: &Row<'_>,
    drafts: &[Draft],
    idx: usize,
    nearest: usize,
    comma: bool,
    words: &Words,
) -> Option<usize> {
    let goes_on = words.retorts.contains(row.lemma(drafts[idx].item));
    let said = &drafts[nearest];
    let speaker = said.parent.filter(|_| goes_on && said.role == ClauseRole::Complement)?;
    let perfect = said.verb.is_some_and(|id| row.document.verbs[id.0 as usize].aspect.perfect)
        && said.tense == Tense::Past;
    let verb = row.lemma(drafts[speaker].item);
    let says = (words.report.contains(verb) || words.retorts.contains(verb))
        && drafts[speaker].voice == Voice::Active;
    let acts = said.subject.is_some_and(|subject| can_speak(row.document, subject.head));
    // "said it would not pay and blamed": a past does not go on behind a modal verb.
    let modal = said.modality.is_some() && drafts[idx].tense == Tense::Past;
    ((perfect || comma || modal || !acts) && says && speaker < nearest).then_some(speaker)
}

/// Whether the noun or pronoun is somebody who could deny or blame.
fn can_speak(document: &Document, head: TokenId) -> bool {
    let token = document.tokens.get(head.index());
    let mention = document.mention_at(head).map(|id| &document.mentions[id.0 as usize]);
    let entity = mention.and_then(|mention| document.entities.get(mention.entity.0 as usize));
    token.is_some_and(|token| token.xpos == Xpos::Prp)
        || entity.is_some_and(|entity| {
            matches!(
                entity.kind,
                EntityKind::Person | EntityKind::Organisation | EntityKind::Nationality | EntityKind::Place
            )
        })
}

/// The clause that goes on at this item: the nearest one, unless it is a relative clause that a comma has closed.
fn inner(row: &Row<'_>, drafts: &[Draft], nearest: usize, at: usize) -> usize {
    let closed = row.before(at) == Some(Kind::Comma);
    match drafts[nearest].parent {
        Some(parent)
            if closed && drafts[nearest].role == ClauseRole::Relative && drafts[parent].is_finite() =>
        {
            parent
        }
        _ => nearest,
    }
}

/// "…, police said", "…, said Ruiz", "he fired, killed 12 and fled", "after it rained, the army left".
fn after_comma(row: &Row<'_>, drafts: &mut [Draft], idx: usize, at: usize, report: bool) {
    let item = drafts[idx].item;
    let own_subject = drafts[idx].subject_item.is_some();
    let frames =
        report && row.noun(item + 1).is_none_or(|_| !own_subject) && row.kind(item + 1) != Some(Kind::That);
    let first =
        drafts[..idx].iter().position(|draft| draft.parent.is_none() && draft.role == ClauseRole::Main);
    if !own_subject && report && first.is_some() && row.noun(item + 1).is_some() && !row.is_time(item + 1) {
        // "…," said Ruiz.
        drafts[idx].subject_item = Some(item + 1);
        drafts[idx].subject = row.argument(item + 1);
        drafts[idx].role = ClauseRole::Main;
        if let Some(first) = first {
            complete(drafts, first, idx);
        }
        return;
    }
    if own_subject
        && frames
        && let Some(first) = first
    {
        complete(drafts, first, idx);
        return;
    }
    if own_subject {
        // A fronted clause waits for this one; else two clauses stand side by side.
        if let Some(first) = first {
            (drafts[idx].role, drafts[idx].parent) = (ClauseRole::Coordinate, Some(first));
        }
    } else if let Some(nearest) = previous(drafts, idx, Draft::is_finite) {
        let parent = inner(row, drafts, nearest, at + 1);
        (drafts[idx].role, drafts[idx].parent, drafts[idx].shares) =
            (ClauseRole::Coordinate, Some(parent), true);
    }
}

/// Hangs relative clauses below the clause whose subject they describe, also where its verb comes later.
fn hold_relatives(drafts: &mut [Draft]) {
    for idx in 0..drafts.len() {
        let Some(noun) = drafts[idx].describes else { continue };
        let held = drafts.iter().position(|draft| draft.subject_item == Some(noun));
        if let Some(held) = held.filter(|&held| held != idx && !is_below(drafts, held, idx)) {
            drafts[idx].parent = Some(held);
        }
    }
}

/// Whether the draft stands below the other one, or is it.
fn is_below(drafts: &[Draft], idx: usize, other: usize) -> bool {
    let mut at = Some(idx);
    for _ in 0..drafts.len() {
        match at {
            Some(at) if at == other => return true,
            Some(here) => at = drafts[here].parent,
            None => return false,
        }
    }
    true
}

/// Gives the subject of the parent to those that share it.
fn share_subjects(drafts: &mut [Draft]) {
    // Parents mostly stand before, so that one round does; fronted ones need the second.
    for _ in 0..2 {
        for idx in 0..drafts.len() {
            if drafts[idx].shares
                && drafts[idx].subject.is_none()
                && let Some(parent) = drafts[idx].parent
            {
                drafts[idx].subject = drafts[parent].subject;
            }
        }
    }
}
