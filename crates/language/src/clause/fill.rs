//! Objects, modifiers, adverbs and predicative adjectives: what stands around a verb besides its subject.
//!
//! ```text
//! On Friday   a bomb   killed   12 people   in the market   ,   leaving   30   wounded
//! └modifier            verb     └object     └modifier                     └subject of "wounded"
//! ```

use super::Words;
use super::draft::Draft;
use super::item::{Kind, Row};
use variorum_model::TokenId;
use variorum_model::document::{ClauseRole, Modifier, Voice};

/// How many nouns without a preposition may follow a verb.
const OBJECTS: usize = 3;

/// Walks over the sentence and gives each draft what belongs to it; predicates without a verb are added at the end.
pub(super) fn fill(row: &Row<'_>, drafts: &mut Vec<Draft>, words: &Words) {
    let count = drafts.len();
    let before_verb = regions(row, drafts);
    let is_subject = subjects(row, drafts);
    let mut by_item: Vec<Option<usize>> = vec![None; row.items.len()];
    for (idx, draft) in drafts.iter().enumerate() {
        by_item[draft.item] = Some(idx);
    }
    // The verbs that are open here, the innermost one last.
    let mut open: Vec<usize> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    // For each clause, the last one that was found to stand below it.
    let mut above: Vec<usize> = vec![usize::MAX; count];
    for at in 0..row.items.len() {
        let owner = match (open.last(), before_verb[at]) {
            (Some(&top), Some(region)) if drafts[top].item >= drafts[region].start => Some(top),
            (_, Some(region)) => Some(region),
            (top, None) => top.copied(),
        };
        match row.items[at].kind {
            Kind::Verb(_) => {
                let Some(idx) = by_item[at] else { continue };
                mark_ancestors(drafts, idx, &mut above);
                open.retain(|&other| above[other] == idx);
                open.push(idx);
                inner_adverbs(row, &mut drafts[idx]);
                if drafts[idx].role != ClauseRole::Relative {
                    for place in waiting.drain(..) {
                        attach(row, drafts, idx, place);
                    }
                }
            }
            Kind::Comma | Kind::Bracket => {
                if let Some(&top) = open.last()
                    && drafts[top].role == ClauseRole::Relative
                    && open.len() > 1
                {
                    open.pop();
                }
            }
            Kind::Noun(_) if is_subject[at] => {}
            // "The fire, *the deadliest since 1999*, killed 12": says something of the subject only.
            Kind::Noun(_) if owner.is_some_and(|owner| in_apposition(row, &drafts[owner], at)) => {}
            Kind::Noun(_) => {
                let phrase = row.before(at) == Some(Kind::In);
                match owner {
                    Some(owner) if phrase || row.is_time(at) => attach(row, drafts, owner, at),
                    Some(owner) => object(row, drafts, owner, at, words),
                    None => waiting.push(at),
                }
            }
            Kind::Adverb => match owner {
                Some(owner) => drafts[owner].adverbs.push(TokenId(row.items[at].tokens.start)),
                None => waiting.push(at),
            },
            Kind::Adjective => {
                if let Some(owner) = owner {
                    adjective(row, drafts, owner, at, words);
                }
            }
            _ => {}
        }
    }
    if count == 0 {
        verbless(row, drafts);
    }
}

/// Whether the item stands between commas after the subject, in an insert that begins with a noun.
fn in_apposition(row: &Row<'_>, draft: &Draft, at: usize) -> bool {
    let Some(subject) = draft.subject_item.filter(|&subject| subject < at && at < draft.item) else {
        return false;
    };
    let comma = (subject..at).rev().find(|&between| row.kind(between) == Some(Kind::Comma));
    comma.is_some_and(|comma| row.noun(comma + 1).is_some() && !row.is_time(comma + 1))
}

/// For each item, the clause between whose first word and verb it stands; of several the innermost.
fn regions(row: &Row<'_>, drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut regions = vec![None; row.items.len()];
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&idx| std::cmp::Reverse(drafts[idx].item - drafts[idx].start));
    for idx in order {
        regions[drafts[idx].start..drafts[idx].item].fill(Some(idx));
    }
    regions
}

/// For each item, whether it is somebody's subject.
fn subjects(row: &Row<'_>, drafts: &[Draft]) -> Vec<bool> {
    let mut subjects = vec![false; row.items.len()];
    for draft in drafts {
        if let Some(subject) = draft.subject_item {
            subjects[subject] = true;
        }
    }
    subjects
}

/// Marks the clauses around this one whose verbs stand before its own.
fn mark_ancestors(drafts: &[Draft], idx: usize, above: &mut [usize]) {
    let mut at = drafts[idx].parent;
    // A coordinate clause closes the one that it stands beside.
    if drafts[idx].role == ClauseRole::Coordinate {
        at = at.and_then(|parent| drafts[parent].parent);
    }
    for _ in 0..=drafts.len() {
        let Some(parent) = at else { break };
        if drafts[parent].item < drafts[idx].item
            && let Some(above) = above.get_mut(parent)
        {
            *above = idx;
        }
        at = drafts[parent].parent;
    }
}

/// The adverbs within a verb group.
fn inner_adverbs(row: &Row<'_>, draft: &mut Draft) {
    use variorum_model::document::Xpos;
    for id in draft.predicate.ids() {
        if let Some(token) = row.document.tokens.get(id.index())
            && matches!(token.xpos, Xpos::Rb | Xpos::Rbr | Xpos::Rbs)
            && row.language.groups.classes(&token.norm) & crate::chunk::words::VERB_NEGATOR == 0
        {
            draft.adverbs.push(id);
        }
    }
}

/// Makes the item a modifier (or an adverb) of the clause.
fn attach(row: &Row<'_>, drafts: &mut [Draft], owner: usize, at: usize) {
    if row.kind(at) == Some(Kind::Adverb) {
        drafts[owner].adverbs.push(TokenId(row.items[at].tokens.start));
        return;
    }
    let Some(argument) = row.argument(at) else { return };
    let mut preposition = at;
    // "because of", "according to", "out of"
    while preposition > 0 && row.before(preposition) == Some(Kind::In) && at - preposition < 3 {
        preposition -= 1;
    }
    let preposition = (preposition < at).then(|| TokenId(row.items[preposition].tokens.start));
    drafts[owner].modifiers.push(Modifier { preposition, argument });
}

/// A noun without a preposition after a verb: its object, if nothing else comes between.
fn object(row: &Row<'_>, drafts: &mut [Draft], owner: usize, at: usize, _words: &Words) {
    let draft = &mut drafts[owner];
    if at < draft.item {
        return;
    }
    let mut nouns = 0;
    for between in draft.item + 1..at {
        match row.kind(between) {
            Some(Kind::Noun(_)) if !row.is_time(between) => nouns += 1,
            Some(Kind::Noun(_) | Kind::Adverb | Kind::Quote | Kind::Adjective | Kind::There) => {}
            _ => return,
        }
        if nouns > OBJECTS {
            return;
        }
    }
    let Some(argument) = row.argument(at) else { return };
    match draft.object.take() {
        None => draft.object = Some(argument),
        Some(first) if draft.indirect.is_none() => {
            draft.indirect = Some(first);
            draft.object = Some(argument);
        }
        first => draft.object = first,
    }
}

/// An adjective outside of noun groups: the predicate of a copula, or of the object ("left 12 *dead*").
fn adjective(row: &Row<'_>, drafts: &mut Vec<Draft>, owner: usize, at: usize, words: &Words) {
    let draft = &drafts[owner];
    if at < draft.item {
        return;
    }
    let tokens = row.items[at].tokens;
    let head = TokenId(tokens.start);
    let nearest = (draft.item + 1..at).rev().find(|&between| row.kind(between) != Some(Kind::Adverb));
    let is_copula = words.copulas.contains(row.lemma(draft.item)) && draft.voice == Voice::Active;
    match nearest {
        None if is_copula => {
            let draft = &mut drafts[owner];
            draft.predicate = draft.predicate.join(tokens);
            draft.head = head;
        }
        Some(noun)
            if row.noun(noun).is_some()
                && row.before(noun) == Some(Kind::And)
                && noun > draft.item + 1
                && (draft.voice == Voice::Passive || is_copula) =>
        {
            // "Twelve were killed and 30 wounded", "12 are dead and 30 missing"
            let mut made = Draft::verbless(at, tokens, head);
            (made.start, made.role, made.parent) = (noun, ClauseRole::Coordinate, Some(owner));
            (made.subject, made.subject_item, made.tense) = (row.argument(noun), Some(noun), draft.tense);
            drafts.push(made);
        }
        None if draft.voice == Voice::Passive => state(drafts, owner, at, tokens, draft.subject),
        Some(noun)
            if row.noun(noun).is_some() && draft.object.is_some() && row.before(noun) != Some(Kind::In) =>
        {
            state(drafts, owner, at, tokens, row.argument(noun));
        }
        _ => {}
    }
}

/// Adds the state that somebody is in by what another clause says.
fn state(
    drafts: &mut Vec<Draft>,
    owner: usize,
    at: usize,
    tokens: variorum_model::TokenRange,
    subject: Option<variorum_model::document::Argument>,
) {
    let mut made = Draft::verbless(at, tokens, TokenId(tokens.start));
    (made.role, made.parent, made.subject) = (ClauseRole::Complement, Some(owner), subject);
    drafts.push(made);
}

/// A sentence without a verb: "12 dead in Eastport fire", "Toll at 12".
fn verbless(row: &Row<'_>, drafts: &mut Vec<Draft>) {
    let Some(first) = (0..row.items.len()).find(|&at| row.noun(at).is_some()) else { return };
    let Some(argument) = row.argument(first) else { return };
    let state = row.kind(first + 1) == Some(Kind::Adjective);
    let place = if state { first + 1 } else { first };
    let tokens = row.items[place].tokens;
    let head = if state { TokenId(tokens.start) } else { argument.head };
    let mut made = Draft::verbless(place, tokens, head);
    made.start = first;
    if state {
        (made.subject, made.subject_item) = (Some(argument), Some(first));
    }
    drafts.push(made);
    for at in place + 1..row.items.len() {
        if row.noun(at).is_some() && (row.before(at) == Some(Kind::In) || row.is_time(at)) {
            attach(row, drafts, 0, at);
        }
    }
}
