//! Verb groups: a verb with its auxiliaries, and what they make of it.
//!
//! ```text
//! ‹may not have been told›   ‹is being treated›   ‹appears to have died›   ‹is likely to resign›   ‹broke down›
//! wanted ‹to leave›          soldiers ‹wounded› in the raid               Did [the army] ‹know›?
//! ```

use super::Line;
use super::mend::mend;
use super::words::{
    ABILITY, BE, CONDITIONAL, DO, FUTURE, GET, GOING, HAVE, LIKELY, OBLIGATION, POSSIBLE, SEEM, UNLIKELY,
    VERB_NEGATOR,
};
use variorum_model::document::{Modality, NounGroup, Tense, VerbGroup, Voice, Xpos};
use variorum_model::{TokenId, TokenRange};

/// How many adverbs may stand between an auxiliary and what follows it.
const ADVERBS: usize = 4;

/// Appends the verb groups of a sentence whose noun groups are known.
pub(super) fn groups(line: &Line<'_>, nouns: &[NounGroup], verbs: &mut Vec<VerbGroup>) {
    let mut at = line.start;
    let mut noun = 0;
    // What a stranded auxiliary ("Did the army know?") hands on, with the place where its verb must stand.
    let mut stranded: Option<(usize, VerbGroup)> = None;
    while at < line.end {
        while nouns.get(noun).is_some_and(|group| group.tokens.end as usize <= at) {
            noun += 1;
        }
        if let Some(group) = nouns.get(noun).filter(|group| group.tokens.start as usize <= at) {
            at = group.tokens.end as usize;
            continue;
        }
        let Some(mut group) = read(line, at) else {
            at += 1;
            continue;
        };
        if let Some(verb) = inverted(line, &group, nouns.get(noun)) {
            at = group.tokens.end as usize;
            stranded = Some((verb, group));
            continue;
        }
        if let Some((_, auxiliary)) = stranded.take().filter(|(place, _)| *place == at) {
            take_over(line, &auxiliary, &mut group);
        }
        let previous = noun.checked_sub(1).map(|idx| (&nouns[idx], verbs.last()));
        if let Some((subject, before)) = previous {
            mend(line, &mut group, subject, nouns.get(noun), before);
        }
        at = group.tokens.end as usize;
        verbs.push(group);
    }
}

/// The tag of a token of the sentence.
pub(super) fn xpos(line: &Line<'_>, at: usize) -> Option<Xpos> {
    line.at(at).map(|token| token.xpos)
}

pub(super) fn is_verb(xpos: Xpos) -> bool {
    matches!(xpos, Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz)
}

/// The place of the next word that is no adverb, and whether a negation was passed.
fn past_adverbs(line: &Line<'_>, mut at: usize) -> (usize, bool) {
    let mut negated = false;
    let mut passed = 0;
    while passed < ADVERBS {
        let negator = line.phrase(at, VERB_NEGATOR);
        if negator > 0 {
            negated = true;
            at += negator;
        } else if xpos(line, at).is_some_and(|it| matches!(it, Xpos::Rb | Xpos::Rbr | Xpos::Rbs)) {
            at += 1;
        } else {
            break;
        }
        passed += 1;
    }
    (at, negated)
}

/// The infinitive after "to" at this place.
fn infinitive(line: &Line<'_>, at: usize) -> Option<(usize, bool)> {
    if xpos(line, at) != Some(Xpos::To) {
        return None;
    }
    let (verb, negated) = past_adverbs(line, at + 1);
    let fits = matches!(xpos(line, verb), Some(Xpos::Vb))
        || matches!(xpos(line, verb), Some(Xpos::Vbp | Xpos::Vbd | Xpos::Vbn))
            && line.is(verb, BE | HAVE | DO);
    fits.then_some((verb, negated))
}

/// The verb group that begins at this token.
fn read(line: &Line<'_>, start: usize) -> Option<VerbGroup> {
    let first = xpos(line, start)?;
    let mut group = VerbGroup::default();
    let mut at = start;
    match first {
        Xpos::Md => {
            group.finite = true;
            group.tense = if line.is(start, FUTURE) { Tense::Future } else { Tense::Present };
            group.modality = modal(line, start);
        }
        Xpos::Vbd => (group.finite, group.tense) = (true, Tense::Past),
        Xpos::Vbp | Xpos::Vbz => (group.finite, group.tense) = (true, Tense::Present),
        Xpos::To => {
            let (verb, negated) = infinitive(line, start)?;
            group.negated |= negated;
            at = verb;
        }
        Xpos::Vb => {}
        // "those who left": after a relative pronoun a participle is a past tense that the tagger missed.
        Xpos::Vbn if after_relative(line, start) => (group.finite, group.tense) = (true, Tense::Past),
        Xpos::Vbg | Xpos::Vbn => {}
        _ => return None,
    }
    // "not to leave", "never really knew"
    let mut before = start;
    while before > line.start && matches!(xpos(line, before - 1), Some(Xpos::Rb | Xpos::Rbr)) {
        before -= 1;
        group.negated |= line.is(before, VERB_NEGATOR);
    }
    let mut auxiliaries = 0;
    while let Some(next) = step(line, at, &mut group) {
        at = next;
        auxiliaries += 1;
    }
    if first == Xpos::Vbn && auxiliaries == 0 && !group.finite {
        group.voice = Voice::Passive;
    }
    group.head = TokenId::from(at);
    let mut end = at + 1;
    // "is not", "did n't": the negation after a verb that has nothing to follow.
    if auxiliaries == 0 && (line.is(at, BE | HAVE | DO) || first == Xpos::Md) {
        let (after, negated) = past_adverbs(line, end);
        if negated {
            group.negated = true;
            end = negation_end(line, end, after);
        }
    }
    if xpos(line, end) == Some(Xpos::Rp) {
        end += 1;
    }
    if group.modality == Some(Modality::Obligation) && group.aspect.perfect && line.is(start, OBLIGATION) {
        // "must have left" infers; "should have left" demands, but of the past.
        group.modality = Some(Modality::Probable);
    }
    if first == Xpos::Md && group.aspect.perfect && group.tense == Tense::Present {
        group.tense = Tense::Past;
    }
    group.tokens = TokenRange::new(start, end);
    Some(group)
}

fn after_relative(line: &Line<'_>, at: usize) -> bool {
    let mut before = at;
    while before > line.start && matches!(xpos(line, before - 1), Some(Xpos::Rb | Xpos::Rbr | Xpos::Rbs)) {
        before -= 1;
    }
    before > line.start && matches!(xpos(line, before - 1), Some(Xpos::Wp | Xpos::Wdt))
}

/// The end of the last negation between two places.
fn negation_end(line: &Line<'_>, from: usize, to: usize) -> usize {
    let mut end = from;
    let mut at = from;
    while at < to {
        let negator = line.phrase(at, VERB_NEGATOR);
        at += negator.max(1);
        if negator > 0 {
            end = at;
        }
    }
    end
}

fn modal(line: &Line<'_>, at: usize) -> Option<Modality> {
    let table = [
        (POSSIBLE, Modality::Possible),
        (CONDITIONAL, Modality::Conditional),
        (FUTURE, Modality::Future),
        (OBLIGATION, Modality::Obligation),
        (ABILITY, Modality::Ability),
    ];
    table.into_iter().find(|(class, _)| line.is(at, *class)).map(|(_, modality)| modality)
}

/// From an auxiliary to the verb that it governs, noting what it makes of the group; `None` from the main verb.
fn step(line: &Line<'_>, at: usize, group: &mut VerbGroup) -> Option<usize> {
    let here = xpos(line, at)?;
    let (next, negated) = past_adverbs(line, at + 1);
    let following = xpos(line, next);
    let taken = if here == Xpos::Md {
        if let Some((verb, _)) = infinitive(line, next) {
            // "ought to leave"
            Some(verb)
        } else {
            let bare = matches!(following, Some(Xpos::Vb | Xpos::Vbp));
            let misread = matches!(following, Some(Xpos::Vbd | Xpos::Vbn))
                && line.at(next)?.norm == line.at(next)?.lemma;
            (bare || misread).then_some(next)
        }
    } else if line.is(at, HAVE) && matches!(following, Some(Xpos::Vbn | Xpos::Vbd)) {
        group.aspect.perfect = true;
        Some(next)
    } else if line.is(at, HAVE) && infinitive(line, next).is_some() && here != Xpos::Vbg {
        group.modality = group.modality.or(Some(Modality::Obligation));
        infinitive(line, next).map(|(verb, _)| verb)
    } else if line.is(at, BE) {
        after_be(line, at, next, group)
    } else if line.is(at, GET) && following == Some(Xpos::Vbn) {
        group.voice = Voice::Passive;
        Some(next)
    } else if line.is(at, DO) && matches!(following, Some(Xpos::Vb | Xpos::Vbp)) {
        Some(next)
    } else if line.is(at, SEEM) {
        let (verb, denied) = infinitive(line, next)?;
        group.modality = Some(Modality::Probable);
        group.negated |= denied;
        Some(verb)
    } else {
        None
    }?;
    group.negated |= negated;
    Some(taken)
}

/// What stands after a form of "be": a passive, a progressive, "going to", "to", "likely to".
fn after_be(line: &Line<'_>, at: usize, next: usize, group: &mut VerbGroup) -> Option<usize> {
    let following = xpos(line, next)?;
    // "was not hurt": the tagger can take a participle for a form that looks the same; but "all they did was leave".
    let lookalike = matches!(following, Xpos::Vb | Xpos::Vbp | Xpos::Vbd)
        && !line.is(next, BE | HAVE | DO)
        && !at.checked_sub(1).is_some_and(|before| line.is(before, DO));
    if following == Xpos::Vbn || lookalike || following == Xpos::Vbd && line.is(next, BE) {
        if !line.is(next, BE) {
            group.voice = Voice::Passive;
        }
        return Some(next);
    }
    if following == Xpos::Vbg {
        if line.is(next, GOING)
            && let Some((verb, _)) = infinitive(line, next + 1)
        {
            group.modality = Some(Modality::Future);
            if group.tense == Tense::Present {
                group.tense = Tense::Future;
            }
            return Some(verb);
        }
        group.aspect.progressive = true;
        return Some(next);
    }
    if let Some((verb, _)) = infinitive(line, next) {
        group.modality = group.modality.or(Some(Modality::Future));
        return Some(verb);
    }
    if line.is(next, LIKELY | UNLIKELY)
        && let Some((verb, _)) = infinitive(line, next + 1)
    {
        group.modality = Some(Modality::Probable);
        group.negated |= line.is(next, UNLIKELY);
        return Some(verb);
    }
    None
}

/// Where the verb of an inverted clause stands: an auxiliary with nothing before it, then a noun group, then a verb
/// in the form that the auxiliary asks for.
fn inverted(line: &Line<'_>, group: &VerbGroup, subject: Option<&NounGroup>) -> Option<usize> {
    let at = group.head.index();
    let auxiliary = xpos(line, at) == Some(Xpos::Md) || line.is(at, BE | HAVE | DO);
    let single = group.tokens.start as usize == at && group.finite;
    let subject = subject.filter(|noun| noun.tokens.start == group.tokens.end)?;
    let opens = match line.before(at) {
        None => true,
        Some(before) => !matches!(
            before.xpos,
            Xpos::Nn
                | Xpos::Nns
                | Xpos::Nnp
                | Xpos::Nnps
                | Xpos::Prp
                | Xpos::Dt
                | Xpos::Wp
                | Xpos::Wdt
                | Xpos::Cd
                | Xpos::Ex
        ),
    };
    if !(auxiliary && single && opens) {
        return None;
    }
    let (verb, _) = past_adverbs(line, subject.tokens.end as usize);
    let form = xpos(line, verb)?;
    let fits = if line.is(at, BE) {
        matches!(form, Xpos::Vbn | Xpos::Vbg)
    } else if line.is(at, HAVE) && xpos(line, at) != Some(Xpos::Md) {
        form == Xpos::Vbn
    } else {
        matches!(form, Xpos::Vb | Xpos::Vbp)
    };
    (fits && is_verb(form)).then_some(verb)
}

/// Gives the verb of an inverted clause what its auxiliary says.
fn take_over(line: &Line<'_>, auxiliary: &VerbGroup, group: &mut VerbGroup) {
    group.finite = true;
    group.tense = auxiliary.tense;
    group.modality = group.modality.or(auxiliary.modality);
    group.negated |= auxiliary.negated;
    let form = xpos(line, group.tokens.start as usize);
    let at = auxiliary.head.index();
    if line.is(at, HAVE) {
        group.aspect.perfect = true;
        if group.tokens.len() == 1 {
            group.voice = Voice::Active;
        }
    } else if line.is(at, BE) && form == Some(Xpos::Vbg) {
        group.aspect.progressive = true;
    }
}
