//! Roles and parents: how the clauses of a sentence hang together.
//!
//! ```text
//! Police said [complement 12 people had died] [coordinate and 30 [relative who had been in the bus] were missing].
//! ```

use super::Words;
use super::draft::Draft;
use super::item::{Kind, Row};
use super::subject::{Left, Opener, left};
use variorum_model::document::{ClauseForm, ClauseRole, Tense, Voice};

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
fn previous(drafts: &[Draft], before: usize, fits: impl Fn(&Draft) -> bool) -> Option<usize> {
    drafts[..before].iter().rposition(fits)
}

/// The draft of the verb at this item.
fn of_verb(drafts: &[Draft], item: usize) -> Option<usize> {
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
fn complete(drafts: &mut [Draft], idx: usize, parent: usize) {
    drafts[idx].role = ClauseRole::Complement;
    drafts[idx].parent = Some(parent);
    drafts[parent].complement.get_or_insert(idx);
}

/// Makes the draft a relative clause of the noun at this item.
fn describe(row: &Row<'_>, drafts: &mut [Draft], idx: usize, noun: usize) {
    drafts[idx].role = ClauseRole::Relative;
    drafts[idx].describes = Some(noun);
    if drafts[idx].subject.is_none() {
        drafts[idx].subject = row.argument(noun);
    }
    let held = drafts.iter().position(|draft| draft.subject_item == Some(noun));
    drafts[idx].parent = held.filter(|&held| held != idx).or_else(|| previous(drafts, idx, |_| true));
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
        Opener::Wh(at) => wh(row, drafts, idx, at, words),
        Opener::And(at) => coordinate(row, drafts, idx, at),
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
                _ => describe(row, drafts, idx, place),
            }
        }
        Some(Kind::And) => match previous(drafts, idx, |draft| draft.role == ClauseRole::Complement) {
            Some(other) => {
                drafts[idx].role = ClauseRole::Coordinate;
                drafts[idx].parent = Some(other);
            }
            None => coordinate(row, drafts, idx, place),
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
fn coordinate(row: &Row<'_>, drafts: &mut [Draft], idx: usize, at: usize) {
    let own_subject = drafts[idx].subject_item.is_some();
    let nearest = previous(drafts, idx, Draft::is_finite);
    let Some(nearest) = nearest else { return };
    let comma = row.before(at) == Some(Kind::Comma);
    let parent = if own_subject && comma { root(drafts, nearest) } else { inner(row, drafts, nearest, at) };
    drafts[idx].role = ClauseRole::Coordinate;
    drafts[idx].parent = Some(parent);
    drafts[idx].shares = !own_subject;
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

/// Infinitives and participles.
fn non_finite(row: &Row<'_>, drafts: &mut [Draft], idx: usize, words: &Words) {
    let mut place = drafts[idx].item;
    while place > 0 && row.before(place) == Some(Kind::Adverb) {
        place -= 1;
    }
    drafts[idx].start = place;
    let infinitive = drafts[idx].form == ClauseForm::Infinitive;
    let last = previous(drafts, idx, |_| true);
    let Some(before) = place.checked_sub(1) else {
        // "Speaking to reporters, he said"
        (drafts[idx].role, drafts[idx].shares) = (ClauseRole::Adverbial, true);
        return;
    };
    match row.kind(before).unwrap_or(Kind::Other) {
        Kind::Verb(_) => {
            if let Some(parent) = of_verb(drafts, before) {
                complete(drafts, idx, parent);
                drafts[idx].shares = true;
            }
        }
        Kind::Noun(_) => after_noun(row, drafts, idx, before, words),
        Kind::And => {
            let form = drafts[idx].form;
            let same = previous(drafts, idx, |draft| draft.form == form);
            let passive = drafts[idx].voice == Voice::Passive;
            let finite = previous(drafts, idx, |draft| {
                draft.is_finite() && (!passive || draft.voice == Voice::Passive)
            });
            // "was arrested and charged": the auxiliary counts for both.
            let nearer = match (same, finite) {
                (Some(same), Some(finite)) => Some(same.max(finite)),
                (same, finite) => same.or(finite),
            };
            let Some(parent) = nearer.or(last) else {
                drafts[idx].shares = true;
                return;
            };
            if drafts[parent].is_finite() && !infinitive && passive {
                (drafts[idx].form, drafts[idx].tense) = (ClauseForm::Finite, drafts[parent].tense);
                drafts[idx].modality = drafts[parent].modality;
                drafts[idx].negated |= drafts[parent].negated;
            }
            drafts[idx].start = before;
            (drafts[idx].role, drafts[idx].parent, drafts[idx].shares) =
                (ClauseRole::Coordinate, Some(parent), true);
        }
        Kind::Comma
            if drafts[idx].voice == Voice::Passive
                && !infinitive
                && before > 0
                && row.noun(before - 1).is_some() =>
        {
            drafts[idx].start = place;
            describe(row, drafts, idx, before - 1);
        }
        Kind::Wh => {
            let verb = before.checked_sub(1).and_then(|at| of_verb(drafts, at));
            if let Some(parent) = verb.or(last) {
                complete(drafts, idx, parent);
                drafts[idx].shares = true;
            }
        }
        Kind::Adjective if infinitive && last.is_some() => {
            if let Some(parent) = last {
                complete(drafts, idx, parent);
                drafts[idx].shares = true;
            }
        }
        Kind::In | Kind::Subordinator
            if !infinitive && object_before(row, drafts, before, words).is_some() =>
        {
            // "accused the rebels of killing 12": the rebels killed.
            if let Some((parent, object)) = object_before(row, drafts, before, words) {
                complete(drafts, idx, parent);
                drafts[idx].start = before;
                drafts[idx].subject = row.argument(object);
            }
        }
        Kind::In | Kind::Subordinator
            if !infinitive && passive_before(row, drafts, before, words).is_some() =>
        {
            if let Some(parent) = passive_before(row, drafts, before, words) {
                complete(drafts, idx, parent);
                (drafts[idx].start, drafts[idx].shares) = (before, true);
            }
        }
        kind => {
            // "after killing 12", ", killing 12", ", to punish them"
            if matches!(kind, Kind::In | Kind::Subordinator) {
                drafts[idx].start = before;
            }
            (drafts[idx].role, drafts[idx].shares) = (ClauseRole::Adverbial, true);
            let fronted = before == 0 && kind != Kind::Comma;
            drafts[idx].parent = last.filter(|_| !fronted);
        }
    }
}

/// The passive verb right before this preposition: "*suspected* of killing", "*barred* from leaving".
fn passive_before(row: &Row<'_>, drafts: &[Draft], preposition: usize, words: &Words) -> Option<usize> {
    let verb = of_verb(drafts, preposition.checked_sub(1)?)?;
    let controls = words.object_prepositions.contains(row.norm(preposition));
    (controls && drafts[verb].voice == Voice::Passive).then_some(verb)
}

/// The active verb and its object right before this preposition, where the participle behind it is the object's: "accused
/// *the rebels* of killing", "stopped *the man* from leaving".
fn object_before(
    row: &Row<'_>,
    drafts: &[Draft],
    preposition: usize,
    words: &Words,
) -> Option<(usize, usize)> {
    let object = preposition.checked_sub(1).filter(|&at| row.noun(at).is_some() && !row.is_time(at))?;
    let verb = of_verb(drafts, object.checked_sub(1)?)?;
    let controls = words.object_prepositions.contains(row.norm(preposition));
    (controls && drafts[verb].voice == Voice::Active).then_some((verb, object))
}

/// "Soldiers wounded in the raid", "a plan to attack", "forced them to flee", "12 killed in blast".
fn after_noun(row: &Row<'_>, drafts: &mut [Draft], idx: usize, noun: usize, words: &Words) {
    let verb = noun.checked_sub(1).and_then(|at| of_verb(drafts, at));
    let governed = noun > 0 && row.before(noun) == Some(Kind::In);
    let last = previous(drafts, idx, |_| true);
    if drafts[idx].form == ClauseForm::Infinitive {
        match (verb.filter(|&verb| drafts[verb].voice == Voice::Active), last) {
            (Some(verb), _) => {
                complete(drafts, idx, verb);
                if words.object_control.contains(row.lemma(drafts[verb].item))
                    || row.norm(drafts[idx].item) != "to"
                {
                    drafts[idx].subject = row.argument(noun);
                } else {
                    drafts[idx].shares = true;
                }
            }
            // "warned them on Monday to stay at home"
            (None, Some(last))
                if drafts[last].voice == Voice::Active
                    && row.norm(drafts[idx].item) == "to"
                    && words.object_control.contains(row.lemma(drafts[last].item))
                    && row.noun(drafts[last].item + 1).is_some_and(|_| drafts[last].item + 1 < noun) =>
            {
                complete(drafts, idx, last);
                drafts[idx].subject = row.argument(drafts[last].item + 1);
            }
            (None, Some(last)) if governed => {
                (drafts[idx].role, drafts[idx].parent, drafts[idx].shares) =
                    (ClauseRole::Adverbial, Some(last), true);
            }
            (None, last) => {
                (drafts[idx].role, drafts[idx].parent) = (ClauseRole::Relative, last);
                // "The army to leave Eastport": a headline's future.
                if last.is_none() && noun == 0 {
                    (drafts[idx].role, drafts[idx].tense) = (ClauseRole::Main, Tense::Future);
                    drafts[idx].subject = row.argument(noun);
                    drafts[idx].subject_item = Some(noun);
                    drafts[idx].start = noun;
                }
            }
        }
        return;
    }
    let any_finite = drafts.iter().any(Draft::is_finite);
    if noun == 0 && !any_finite && idx == 0 {
        // A headline: "12 killed in blast".
        drafts[idx].subject = row.argument(noun);
        drafts[idx].subject_item = Some(noun);
        drafts[idx].start = noun;
        return;
    }
    if noun > 0
        && row.before(noun) == Some(Kind::And)
        && drafts[idx].voice == Voice::Passive
        && let Some(parent) =
            previous(drafts, idx, |draft| draft.voice == Voice::Passive && draft.is_finite())
    {
        // "Twelve people were killed and 30 wounded."
        drafts[idx].subject = row.argument(noun);
        drafts[idx].subject_item = Some(noun);
        drafts[idx].start = noun - 1;
        (drafts[idx].form, drafts[idx].tense) = (ClauseForm::Finite, drafts[parent].tense);
        (drafts[idx].modality, drafts[idx].role) = (drafts[parent].modality, ClauseRole::Coordinate);
        drafts[idx].parent = Some(parent);
        return;
    }
    describe(row, drafts, idx, noun);
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
