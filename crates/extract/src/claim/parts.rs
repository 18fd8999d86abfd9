//! Figures that other words than those of a card bring in: parts told in a sentence of their own, places told one by one.
//!
//! ```text
//! Eleven people died. Four of them were children.          killed 4 (children), a part
//! Twelve died. Among the dead were two nurses.             killed 2 (health workers), a part
//! Three were killed in Eastport and two in Westport.       killed 3 and 2, parts of 5
//! The court jailed six pickets and two others thought …    arrested 6 and 2
//! Six were killed by trees and three drowned.              killed 6 and 3, parts of 9
//! ```

use super::{Found, Reading};
use crate::card::{ClauseMap, Place};
use crate::claim::factuality;
use crate::ontology::Loaded;
use compact_str::CompactString;
use variorum_model::document::{Clause, ClauseId, ClauseRole, Quantity, QuantityKind, Relation, Upos, Xpos};
use variorum_model::ontology::ValueType;
use variorum_model::value::{Interval, ValueKind};
use variorum_model::{Certainty, Document, Stance, TokenId, TokenRange};

/// How many sentences behind a total its parts may be told.
const FARTHEST: u32 = 2;

/// So many findings back those of the same words stand.
const NEAR: usize = 12;
/// So many figures of one sentence are told place by place.
const MOST_PLACES: usize = 12;

/// What parts.rs adds to what the cards found, which is in order of its words.
pub(super) fn with_parts<'r>(
    document: &Document,
    map: &ClauseMap,
    loaded: &'r Loaded,
    found: Vec<Found<'r>>,
) -> Vec<Found<'r>> {
    let mut all = Vec::with_capacity(found.len());
    let mut told: Vec<usize> = Vec::new();
    for mut one in found {
        let more = if is_figure(&one) { beside(document, loaded, &mut one) } else { Vec::new() };
        if is_figure(&one) && !one.reading.single {
            told.push(all.len());
        }
        all.push(one);
        all.extend(more);
    }
    let mut added = Vec::new();
    for (idx, clause) in document.clauses.iter().enumerate() {
        let id = ClauseId(idx as u32);
        let Some((reading, named)) = part(document, loaded, clause) else { continue };
        let fact = factuality(document, &loaded.lexicon, Some(id));
        if !fact.is_some_and(|fact| fact.stance == Stance::Asserted && fact.certainty == Certainty::Stated) {
            continue;
        }
        // The heads come in order, but for what was told beside them.
        let end = told.partition_point(|&at| all[at].matched.head < clause.head);
        let Some(whole) = whole_of(document, loaded, &all, &told[..end], clause, &reading, named) else {
            continue;
        };
        let mut matched = whole.matched.clone();
        matched.head = clause.head;
        matched.trigger = clause.predicate;
        matched.clause = map.headed_by(clause.head).or(Some(id));
        let about = Some(whole.about.unwrap_or(whole.matched.head));
        added.push(Found { matched, reading, about, source: None, roles: Vec::new(), ..whole.clone() });
    }
    all.extend(added);
    with_sums(document, all)
}

/// "Six people were killed by falling trees *and three drowned*": of two figures of one property that a conjunction joins
/// neither is the whole.
fn with_sums<'r>(document: &Document, found: Vec<Found<'r>>) -> Vec<Found<'r>> {
    let clause = |one: &Found<'_>| one.matched.clause.and_then(|id| document.clauses.get(id.0 as usize));
    // The persons are what the clause is about, and the clause is the figure's own.
    let is_told_of = |one: &Found<'_>, clause: &Clause| {
        clause.head == one.matched.head
            && clause.subject.is_some_and(|subject| subject.tokens.overlaps(one.reading.tokens))
    };
    let joined = |one: &Found<'r>, other: &Found<'r>| {
        let (Some(first), Some(second)) = (clause(one), clause(other)) else { return false };
        let start = second.subject.map_or(second.extent.start, |subject| subject.tokens.start);
        let before = start.checked_sub(1).and_then(|at| document.tokens.get(at as usize));
        one.property.name == other.property.name
            && one.stance == other.stance
            && [one, other].iter().all(|it| is_figure(it) && !it.reading.single && it.reading.scope.is_none())
            && !other.reading.added
            && second.role == ClauseRole::Coordinate
            && second.parent.is_some_and(|id| document.clauses.get(id.0 as usize) == Some(first))
            && before.is_some_and(|before| before.upos == Upos::Cconj)
            && document.times_in(document.span(second.extent)).next().is_none()
            && is_told_of(one, first)
            && is_told_of(other, second)
    };
    let mut all: Vec<Found<'r>> = Vec::with_capacity(found.len());
    for mut other in found {
        let near = all.len().saturating_sub(NEAR);
        let one =
            all[near..].iter().rposition(|one| is_figure(one) && one.property.name == other.property.name);
        let one = one.map(|at| near + at);
        if let Some(idx) = one.filter(|&idx| joined(&all[idx], &other))
            && let (ValueKind::Count(a), ValueKind::Count(b)) = (&all[idx].reading.kind, &other.reading.kind)
        {
            let sum = ValueKind::Count(sum(a, b));
            let tokens = all[idx].reading.tokens.join(other.reading.tokens);
            let total = Found { reading: Reading::new(sum, tokens), ..all[idx].clone() };
            // Two cards may have read the same words.
            let (words, property) = (all[idx].reading.tokens, all[idx].property.name.clone());
            let same = |it: &Found<'r>| it.reading.tokens == words && it.property.name == property;
            all.iter_mut().rev().take(NEAR).filter(|it| same(it)).for_each(|it| it.reading.single = true);
            other.reading.single = true;
            all.push(total);
        }
        all.push(other);
    }
    all
}

fn is_figure(found: &Found<'_>) -> bool {
    found.stance == Stance::Asserted
        && !found.reading.zero
        && found.property.value == ValueType::Count
        && matches!(found.reading.kind, ValueKind::Count(_))
}

/// The part that a clause tells by itself, and the noun of what it is a part of ("of the *victims*").
fn part(document: &Document, loaded: &Loaded, clause: &Clause) -> Option<(Reading, Option<TokenId>)> {
    let head = document.tokens.get(clause.head.index())?;
    let (subject, object) = (clause.subject?, clause.object?);
    let lists = &loaded.lexicon.lists;
    let includes = lists.sequence.contains(&head.lemma) && !lists.identity.contains(&head.lemma);
    if clause.negated || clause.modality.is_some() || head.upos != Upos::Aux && !includes {
        return None;
    }
    let counts = |quantity: &&Quantity| quantity.kind == QuantityKind::Count;
    // "Four of them were children"
    if let Some(quantity) = document.quantities_in(subject.tokens).find(counts) {
        let bare = quantity.counted.is_none() && subject.tokens.len() == quantity.tokens.len();
        let of = quantity.relation == Relation::PartOf;
        let opens = of && quantity.tokens.start == subject.tokens.start;
        if head.upos != Upos::Aux || !(bare || opens) {
            return None;
        }
        let scope = scope_of(document, loaded, object.head)?;
        // "Of the dead, four were soldiers"
        let before = clause.modifiers.iter().find(|modifier| {
            let leads =
                |it: TokenId| document.tokens.get(it.index()).is_some_and(|it| lists.of.contains(&it.norm));
            modifier.argument.head < subject.head && modifier.preposition.is_some_and(leads)
        });
        let named = quantity.counted.or(before.map(|modifier| modifier.argument.head));
        return Some((reading(quantity, quantity.tokens.join(object.tokens), scope), named));
    }
    // "Among the dead were two nurses", "the dead included two nurses"
    let quantity = document.quantities_in(object.tokens).find(counts)?;
    if quantity.relation != Relation::PartOf {
        return None;
    }
    let counted = quantity.counted?;
    let scope = scope_of(document, loaded, counted)?;
    let tokens = quantity.tokens.join(TokenRange { start: counted.0, end: counted.0 + 1 });
    Some((reading(quantity, tokens, scope), Some(subject.head)))
}

fn reading(quantity: &Quantity, tokens: TokenRange, scope: CompactString) -> Reading {
    let amount = ValueKind::Count(Interval::new(quantity.low, quantity.high));
    Reading { scope: Some(scope), single: true, ..Reading::new(amount, tokens) }
}

fn sum(a: &Interval, b: &Interval) -> Interval {
    Interval::new(a.low.zip(b.low).map(|(a, b)| a + b), a.high.zip(b.high).map(|(a, b)| a + b))
}

/// The scope that a noun of persons names.
fn scope_of(document: &Document, loaded: &Loaded, noun: TokenId) -> Option<CompactString> {
    let token = document.tokens.get(noun.index())?;
    let lexicon = &loaded.lexicon;
    if let Some(scope) = lexicon.scopes.get(&token.lemma).or_else(|| lexicon.scopes.get(&token.norm)) {
        return Some(scope.clone());
    }
    let names = lexicon.is_person(&token.lemma) && !lexicon.lists.unscoped.contains(&token.lemma);
    (names && matches!(token.xpos, Xpos::Nns | Xpos::Nn)).then(|| token.norm.clone())
}

/// The figure that a part is of: what the noun says ("of the *dead*"), else the only sort of figure told just before.
fn whole_of<'f, 'r>(
    document: &Document,
    loaded: &Loaded,
    all: &'f [Found<'r>],
    told: &[usize],
    clause: &Clause,
    part: &Reading,
    named: Option<TokenId>,
) -> Option<&'f Found<'r>> {
    let ValueKind::Count(Interval { low: Some(low), .. }) = part.kind else { return None };
    let sentence = clause.sentence.0;
    let near = told.iter().rev().map(|&at| &all[at]).take_while(|found| {
        document.sentence_of(found.matched.head).is_some_and(|at| at.0 + FARTHEST >= sentence)
    });
    let fits = |found: &&Found<'r>| {
        let ValueKind::Count(amount) = &found.reading.kind else { return false };
        found.reading.scope.is_none() && amount.high.is_none_or(|high| high >= low)
    };
    let mut near = near.filter(fits);
    let noun = named.and_then(|noun| document.tokens.get(noun.index()));
    let properties: Vec<&CompactString> = noun
        .map(|noun| {
            let cards = loaded.index.of(&noun.lemma).iter().chain(loaded.index.of(&noun.norm));
            cards
                .filter_map(|(card, _)| loaded.cards.get(*card as usize))
                .map(|card| &card.property)
                .collect()
        })
        .unwrap_or_default();
    if !properties.is_empty() {
        return near.find(|found| properties.contains(&&found.property.name));
    }
    let first = near.next()?;
    let only = near.all(|found| found.property.name == first.property.name);
    only.then_some(first)
}

/// Figures that stand beside the one a card found, with the verb left out.
fn beside<'r>(document: &Document, loaded: &'r Loaded, one: &mut Found<'r>) -> Vec<Found<'r>> {
    let Some(clause) = one.matched.clause.and_then(|id| document.clauses.get(id.0 as usize)) else {
        return Vec::new();
    };
    let by_role = matches!(one.matched.card.place, Place::Patient | Place::Subject | Place::Object);
    if !by_role || clause.head != one.matched.head || one.reading.single {
        return Vec::new();
    }
    if let Some(other) = others(document, loaded, one) {
        return vec![other];
    }
    let mut figures = Vec::new();
    let from = one.reading.tokens.end.max(clause.predicate.end);
    let within = TokenRange { start: from, end: clause.extent.end.max(from) };
    let word = |idx: u32| document.tokens.get(idx as usize);
    let lists = &loaded.lexicon.lists;
    for quantity in document.quantities_in(within).take(MOST_PLACES) {
        let tokens = quantity.tokens;
        let bare =
            quantity.counted.is_none_or(|noun| noun.0 < tokens.end) && quantity.kind == QuantityKind::Count;
        let joined = tokens
            .start
            .checked_sub(1)
            .and_then(word)
            .is_some_and(|it| it.upos == Upos::Cconj || it.norm == ",");
        let placed = word(tokens.end).is_some_and(|it| it.upos == Upos::Adp && lists.at.contains(&it.norm))
            && word(tokens.end + 1).is_some_and(|it| it.upos == Upos::Propn || it.upos == Upos::Det);
        if bare && joined && placed && tokens.start > from {
            figures.push(quantity);
        }
    }
    // "Killed in Eastport and two in Westport": the first figure has a place as well.
    let first = word(from).is_some_and(|it| it.upos == Upos::Adp && lists.at.contains(&it.norm));
    if figures.is_empty() || !first {
        return Vec::new();
    }
    let amount = |kind: &ValueKind| match kind {
        ValueKind::Count(amount) => *amount,
        _ => Interval::new(None, None),
    };
    let mut total = amount(&one.reading.kind);
    let mut tokens = one.reading.tokens;
    let mut parts = Vec::new();
    for quantity in figures {
        let other = Interval::new(quantity.low, quantity.high);
        total = sum(&total, &other);
        tokens = tokens.join(quantity.tokens);
        let single = Reading { single: true, ..Reading::new(ValueKind::Count(other), quantity.tokens) };
        parts.push(Found { reading: single, ..one.clone() });
    }
    let total = Reading::new(ValueKind::Count(total), tokens);
    let first = Reading { single: true, ..one.reading.clone() };
    parts.insert(0, Found { reading: first, ..one.clone() });
    one.reading = Reading { scope: one.reading.scope.clone(), ..total };
    parts
}

/// "Jailed six pickets *and two others* thought to have led them": what seems to begin a clause goes on.
fn others<'r>(document: &Document, loaded: &Loaded, one: &Found<'r>) -> Option<Found<'r>> {
    let end = one.reading.tokens.end;
    let word = |idx: u32| document.tokens.get(idx as usize);
    if one.matched.card.place == Place::Subject || word(end)?.upos != Upos::Cconj {
        return None;
    }
    let after = TokenRange { start: end + 1, end: end + 2 };
    let quantity = document.quantities_in(after).next()?;
    let counted = quantity.counted?;
    let follows = word(counted.0 + 1)?;
    let goes_on = matches!(follows.xpos, Xpos::Vbn | Xpos::Vbd)
        && loaded.lexicon.lists.suspecting.contains(&follows.lemma);
    let fits = quantity.relation == Relation::Additional && quantity.tokens.start == end + 1;
    let amount = ValueKind::Count(Interval::new(quantity.low, quantity.high));
    let tokens = TokenRange { start: quantity.tokens.start, end: counted.0 + 1 };
    let reading = Reading { added: true, ..Reading::new(amount, tokens) };
    (goes_on && fits).then(|| Found { reading, ..one.clone() })
}
