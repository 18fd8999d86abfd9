//! What belongs to a noun group after its head, and how groups hang together.
//!
//! ```text
//! [A spokeswoman] for [the ministry] of [health], [Anna Ruiz], said …        extent up to "Ruiz", apposition "Anna Ruiz"
//! [Anna Ruiz], [head] of [the service], said …                               apposition "head of the service"
//! [police] and [soldiers]                                                    next
//! [the city]'s [mayor]                                                       possessor "the city"
//! [Islamic State] (IS)                                                       extent with the brackets
//! ```
//!
//! "Of" always binds to the noun before it. Other prepositions do where a finite verb follows the whole run (the
//! noun is its subject), or where the noun is of a kind that says where it belongs ("an official at …"); elsewhere they
//! could as well belong to the verb, and are left to the clause.

use super::Line;
use super::verb::is_verb;
use super::words::{
    ARTICLE, BELONGING, BELONGING_PREPOSITION, BINDING, CALENDAR, COMPLEMENTIZER, CONJUNCTION, NAMED,
    NAMED_AS, NAMING, REFLEXIVE, TIME,
};
use variorum_model::document::{GroupId, NounGroup, Upos, VerbGroup, Xpos};

/// The longest bracket that counts as part of a group, in tokens.
const BRACKET: usize = 8;
/// The longest run of prepositional phrases that is followed.
const RUN: usize = 8;

/// Links the groups of one sentence, which are those from `first` on.
pub(super) fn link(line: &Line<'_>, first: usize, groups: &mut [NounGroup], verbs: &[VerbGroup]) {
    let Some(groups) = groups.get_mut(first..) else { return };
    possessors(line, first, groups);
    bind(line, groups);
    let mut verb = 0;
    let mut passed = 0;
    for idx in 0..groups.len() {
        while verbs.get(verb).is_some_and(|group| group.tokens.end <= groups[idx].tokens.start) {
            verb += 1;
        }
        if idx >= passed {
            passed = idx + 1;
            if let Some((end, last)) = run(line, groups, idx, &verbs[verb..]) {
                groups[idx].extent.end = end as u32;
                passed = last + 1;
            }
        }
    }
    for idx in (0..groups.len()).rev() {
        let named = naming(line, groups, idx);
        if let Some((other, end)) = named.or_else(|| apposition(line, groups, idx, verbs)) {
            groups[idx].apposition = Some(GroupId((first + other) as u32));
            groups[idx].extent.end = end as u32;
        }
    }
    coordinate(line, first, groups, verbs);
}

/// The group that begins at this token.
fn starting(groups: &[NounGroup], after: usize, token: usize) -> Option<usize> {
    let found = groups[after..].iter().take(3).position(|group| group.tokens.start as usize == token)?;
    Some(after + found)
}

fn possessors(line: &Line<'_>, first: usize, groups: &mut [NounGroup]) {
    for idx in 1..groups.len() {
        let start = groups[idx].tokens.start as usize;
        let owner = &groups[idx - 1];
        let pronoun = owner.tokens.end as usize == start
            && line.at(owner.head.index()).is_some_and(|token| token.xpos == Xpos::PrpDollar);
        let genitive = owner.tokens.end as usize + 1 == start
            && line.before(start).is_some_and(|token| token.xpos == Xpos::Pos);
        if pronoun || genitive {
            groups[idx].possessor = Some(GroupId((first + idx - 1) as u32));
            groups[idx].extent.start = groups[idx - 1].extent.start;
        }
    }
}

/// The end of the bracket that opens at this token.
fn bracket(line: &Line<'_>, at: usize) -> Option<usize> {
    if line.at(at)?.xpos != Xpos::Lrb {
        return None;
    }
    (at + 2..at + BRACKET)
        .find(|&idx| line.at(idx).is_some_and(|token| token.xpos == Xpos::Rrb))
        .map(|idx| idx + 1)
}

/// Brackets and "of" phrases, from the right, so that each group finds the next one's extent ready.
fn bind(line: &Line<'_>, groups: &mut [NounGroup]) {
    for idx in (0..groups.len()).rev() {
        let mut end = groups[idx].extent.end as usize;
        if let Some(after) = bracket(line, end) {
            end = after;
        }
        if line.is(end, BINDING)
            && let Some(other) = starting(groups, idx + 1, end + 1)
        {
            end = owned(groups, other).extent.end as usize;
        }
        groups[idx].extent.end = end as u32;
    }
}

/// The group itself, or what it is the possessor of ("the city" in "the city's police": the police).
fn owned(groups: &[NounGroup], idx: usize) -> &NounGroup {
    let mut at = idx;
    while let Some(next) = groups.get(at + 1)
        && next.possessor.is_some()
        && at < idx + RUN
    {
        at += 1;
    }
    &groups[at]
}

/// The index of what a group ends up as when possessors are followed.
fn owned_index(groups: &[NounGroup], idx: usize) -> usize {
    let mut at = idx;
    while groups.get(at + 1).is_some_and(|next| next.possessor.is_some()) && at < idx + RUN {
        at += 1;
    }
    at
}

/// One step along a run of prepositional phrases: the group after the preposition that stands at `end`.
fn phrase(line: &Line<'_>, groups: &[NounGroup], from: usize, end: usize) -> Option<usize> {
    let preposition = line.at(end)?;
    let fits = preposition.upos == Upos::Adp && matches!(preposition.xpos, Xpos::In | Xpos::To);
    let other = starting(groups, from + 1, end + 1).filter(|_| fits)?;
    let head = groups[other].head.index();
    (!line.is(head, CALENDAR | TIME)).then(|| owned_index(groups, other))
}

/// The end of the run of prepositional phrases that belongs to a group, and the last group in it.
fn run(line: &Line<'_>, groups: &[NounGroup], idx: usize, verbs: &[VerbGroup]) -> Option<(usize, usize)> {
    let group = &groups[idx];
    if line.is(group.head.index(), CALENDAR | TIME) {
        // "arrived an hour after the attack began": the time belongs to the verb, what follows to nobody yet.
        return None;
    }
    let mut end = group.extent.end as usize;
    let mut last = idx;
    let mut belonging_end = None;
    let mut opens_clause = false;
    let belongs = line.is(group.head.index(), BELONGING);
    for _ in 0..RUN {
        let bound = belongs && line.is(end, BELONGING_PREPOSITION);
        let Some(other) = phrase(line, groups, last, end) else { break };
        opens_clause |= line.at(end).is_some_and(|it| line.clauses.subordinators.contains(&it.norm));
        end = groups[other].extent.end as usize;
        last = other;
        if bound && belonging_end.is_none_or(|(at, _)| at == groups[idx].extent.end as usize) {
            belonging_end = Some((end, last));
        }
    }
    if last == idx {
        return None;
    }
    let governed = line.before(group.extent.start as usize).is_some_and(|token| token.upos == Upos::Adp);
    // "arrested a driver after two men were hurt": whose object it is, its verb does not follow.
    let object = opens_clause && is_object(line, group);
    let subject = !governed && !object && verb_at(verbs, end, line).is_some_and(|verb| verb.finite);
    if subject { Some((end, last)) } else { belonging_end }
}

/// Whether a verb stands right before the group, other than one of saying ("said a driver arrested after the raid was free").
fn is_object(line: &Line<'_>, group: &NounGroup) -> bool {
    line.before(group.extent.start as usize)
        .is_some_and(|verb| is_verb(verb.xpos) && !line.clauses.report.contains(&verb.lemma))
}

/// The verb group that begins at this token, adverbs passed.
fn verb_at<'v>(verbs: &'v [VerbGroup], at: usize, line: &Line<'_>) -> Option<&'v VerbGroup> {
    let mut place = at;
    while place < at + 3 && line.at(place).is_some_and(|token| matches!(token.xpos, Xpos::Rb | Xpos::Rbr)) {
        place += 1;
    }
    let idx = verbs.partition_point(|verb| (verb.tokens.start as usize) < at);
    verbs.get(idx).filter(|verb| (verb.tokens.start as usize) <= place)
}

fn is_name(line: &Line<'_>, group: &NounGroup) -> bool {
    line.at(group.head.index()).is_some_and(|token| token.upos == Upos::Propn)
        && !line.is(group.head.index(), CALENDAR)
}

fn is_common(line: &Line<'_>, group: &NounGroup) -> bool {
    line.at(group.head.index()).is_some_and(|token| token.upos == Upos::Noun)
        && !line.is(group.head.index(), TIME | CALENDAR)
}

/// "a group *calling itself* the Dawn Brigade", "a man *known as* Ruiz": the name that a group bears, and where it ends.
fn naming(line: &Line<'_>, groups: &[NounGroup], idx: usize) -> Option<(usize, usize)> {
    let mut at = groups[idx].tokens.end as usize;
    if line.at(at).is_some_and(|token| matches!(token.xpos, Xpos::Wdt | Xpos::Wp))
        || line.is(at, COMPLEMENTIZER)
    {
        at += 1;
    }
    let verb = line.at(at)?.xpos;
    let start = if line.is(at, NAMING) && line.is(at + 1, REFLEXIVE) {
        at + 2
    } else if line.is(at, NAMED) && verb == Xpos::Vbn {
        at + 1 + usize::from(line.is(at + 1, NAMED_AS))
    } else {
        return None;
    };
    let other = starting(groups, idx + 1, start)?;
    let end = groups[other].extent.end as usize;
    // "Police named Ruiz as the driver": the verb of police.
    (is_name(line, &groups[other]) && !line.is(end, NAMED_AS)).then_some((other, end))
}

/// A group between commas right after another: its index, and where it ends.
fn apposition(
    line: &Line<'_>,
    groups: &[NounGroup],
    idx: usize,
    verbs: &[VerbGroup],
) -> Option<(usize, usize)> {
    let group = &groups[idx];
    let mut comma = group.extent.end as usize;
    if line.at(comma)?.xpos != Xpos::Comma {
        return None;
    }
    let mut from = idx;
    // "Anna Ruiz, 43, a teacher,"
    if line.at(comma + 1).is_some_and(|token| token.xpos == Xpos::Cd)
        && line.at(comma + 2).is_some_and(|token| token.xpos == Xpos::Comma)
    {
        comma += 2;
        from += 1;
    }
    let other = owned_index(
        groups,
        groups.get(from + 1..)?.iter().take(2).position(|it| it.extent.start as usize == comma + 1)?
            + from
            + 1,
    );
    let second = &groups[other];
    let (one_name, other_name) = (is_name(line, group), is_name(line, second));
    let kinds = one_name && is_common(line, second) || other_name && is_common(line, group);
    // "in Eastport, Norland,": a place within a place.
    let place = one_name
        && other_name
        && line.before(group.tokens.start as usize).is_some_and(|token| token.upos == Upos::Adp);
    if !(kinds || place) {
        return None;
    }
    let mut end = second.extent.end as usize;
    // "the raid on Westport, *a local chief, Ana Ruiz*, told …": who has a name of their own does not describe the place.
    let governed = || line.before(group.tokens.start as usize).is_some_and(|token| token.upos == Upos::Adp);
    let tells = || {
        line.at(end).is_some_and(|token| token.xpos == Xpos::Comma)
            && verb_at(verbs, end + 1, line).is_some_and(|verb| verb.finite)
    };
    if one_name && !other_name && second.apposition.is_some() && governed() && tells() {
        return None;
    }
    let mut last = other;
    for _ in 0..RUN {
        if closes(line, end) {
            break;
        }
        let Some(next) = phrase(line, groups, last, end) else { break };
        end = groups[next].extent.end as usize;
        last = next;
    }
    let list = line.at(end).is_some_and(|token| token.xpos == Xpos::Comma)
        && (line.at(end + 1).is_some_and(|token| token.xpos == Xpos::Cc)
            || list_goes_on(line, groups, last, end))
        && !line.is(second.tokens.start as usize, ARTICLE);
    let governs = verb_at(verbs, end, line).is_some();
    (closes(line, end) && !list && !governs).then_some((other, end))
}

/// Whether another bare member follows after this comma, and after it a conjunction.
fn list_goes_on(line: &Line<'_>, groups: &[NounGroup], last: usize, comma: usize) -> bool {
    let Some(next) = starting(groups, last + 1, comma + 1) else { return false };
    let end = groups[next].extent.end as usize;
    line.at(end).is_some_and(|token| token.xpos == Xpos::Cc)
}

/// Whether an apposition may end before this token.
fn closes(line: &Line<'_>, at: usize) -> bool {
    match line.at(at) {
        None => true,
        Some(token) => matches!(
            token.xpos,
            Xpos::Comma | Xpos::Stop | Xpos::Colon | Xpos::Rrb | Xpos::CloseQuote | Xpos::OpenQuote
        ),
    }
}

/// "A, B and C": each member points to the next one.
fn coordinate(line: &Line<'_>, first: usize, groups: &mut [NounGroup], verbs: &[VerbGroup]) {
    for idx in (0..groups.len()).rev() {
        let end = groups[idx].extent.end as usize;
        let Some(joint) = line.at(end) else { continue };
        let comma = joint.xpos == Xpos::Comma;
        let after_comma = comma && line.is(end + 1, CONJUNCTION);
        let start = match joint.xpos {
            Xpos::Cc if line.is(end, CONJUNCTION) => end + 1,
            Xpos::Comma if after_comma => end + 2,
            Xpos::Comma => end + 1,
            _ => continue,
        };
        let found = groups[idx + 1..].iter().take(3).position(|it| it.extent.start as usize == start);
        let Some(other) = found.map(|found| owned_index(groups, idx + 1 + found)) else { continue };
        if comma && !after_comma && groups[other].next.is_none() {
            continue;
        }
        if groups[idx].apposition == Some(GroupId((first + other) as u32)) {
            continue;
        }
        // "police held two men and a third escaped": a new clause, not a second object.
        let object = line.before(groups[idx].extent.start as usize).is_some_and(|token| {
            token.upos == Upos::Verb || token.upos == Upos::Adp || token.upos == Upos::Aux
        });
        let last = last_member(first, groups, other);
        let predicate =
            verb_at(verbs, groups[last].extent.end as usize, line).is_some_and(|verb| verb.finite);
        if object && predicate {
            continue;
        }
        groups[idx].next = Some(GroupId((first + other) as u32));
    }
}

fn last_member(first: usize, groups: &[NounGroup], idx: usize) -> usize {
    let mut at = idx;
    for _ in 0..RUN {
        let Some(GroupId(next)) = groups[at].next else { break };
        at = next as usize - first;
    }
    at
}
