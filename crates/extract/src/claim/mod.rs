//! Events and what is claimed of them.
//!
//! ```text
//! Police said at least 12 people were killed in Friday's fire in Eastport.
//!   killed   12..          source police, about the fire
//!   date     2024-03-22    the fire
//!   place    Eastport      the fire
//! ```

mod actor;
mod again;
mod apart;
mod as_of;
mod count;
mod disputed;
mod factual;
mod parts;
mod place;
mod same;
mod told;
mod value;

pub(crate) use factual::{Factuality, factuality, is_generic, is_only_said, is_planned, noun_factuality};

use crate::Rules;
use crate::attribution::Standings;
use crate::card::{ClauseMap, Filler, Matched, Place, find_all};
use crate::event::{Anchored, tell};
use crate::ontology::Loaded;
use std::collections::BTreeMap;
use value::{Reader, Reading};
use variorum_model::attribution::SourceKind;
use variorum_model::claim::Role;
use variorum_model::document::{EntityId, Upos};
use variorum_model::ontology::{Movement, Property, ValueType};
use variorum_model::value::ValueKind;
use variorum_model::{
    Attribution, Certainty, Claim, Document, Event, EventId, ReportId, Source, Stance, TokenId, TokenRange,
};

/// So many tokens before a figure a word may stand that says it was said at first.
const SAID_BEFORE: u32 = 6;

/// A value that a card found, before it is known what event it is about.
#[derive(Clone, Debug)]
struct Found<'r> {
    matched: Matched<'r>,
    property: &'r Property,
    reading: Reading,
    stance: Stance,
    certainty: Certainty,
    roles: Vec<Role>,
    /// Who says so by the card's own words.
    source: Option<Source>,
    /// The word whose event it is about, where that is not the card's word.
    about: Option<TokenId>,
    /// The event, where it is not that of the words around.
    event: Option<EventId>,
    /// Whether it no longer holds: it is told of for what replaces it only.
    superseded: bool,
}

/// The events and claims of a document whose attributions are known. `name` is the report's own id.
pub(crate) fn claims(
    report: ReportId,
    name: &str,
    document: &Document,
    attributions: &[Attribution],
    rules: &Rules,
) -> (Vec<Event>, Vec<Claim>) {
    let loaded = &rules.ontology;
    let map = ClauseMap::new(document);
    let mut found: Vec<Found<'_>> = Vec::new();
    for matched in find_all(document, &map, loaded) {
        read(document, &map, loaded, matched, &mut found);
    }
    let mut found = again::with_antecedents(document, &map, loaded, found);
    found.retain(|found| !found.superseded);
    let found = parts::with_parts(document, &map, loaded, found);
    let mut story = tell(report, document, &map, loaded, &anchors(document, &found));
    let found = place::most_telling(document, loaded, &mut story, found);
    let found = without_repetitions(same::without_yielding(document, loaded, &story, found));
    let mut found = found;
    apart::set_apart(report, document, loaded, &mut story, &mut found);
    let standings = Standings::new(attributions);
    let context =
        told::Context { report, name, document, map: &map, standings: &standings, loaded, story: &story };
    let mut claims = Vec::with_capacity(found.len());
    let mut added = Vec::with_capacity(found.len());
    for found in found {
        let adds = Adds { more: found.reading.added, partial: found.matched.card.partial };
        if let Some(claim) = told::claim(&context, found) {
            claims.push(claim);
            added.push(adds);
        }
    }
    additions(&mut claims, &added);
    sort(&mut claims);
    disputed::disputed(name, attributions, &mut claims);
    sort(&mut claims);
    claims.dedup_by(|a, b| a.id == b.id);
    (story.events, claims)
}

fn read<'r>(
    document: &Document,
    map: &ClauseMap,
    loaded: &'r Loaded,
    matched: Matched<'r>,
    found: &mut Vec<Found<'r>>,
) {
    let Some(property) = loaded.ontology.property(&matched.card.property) else { return };
    let head = matched.head;
    let verbal = map.headed_by(head).filter(|id| {
        let clause = &document.clauses[id.0 as usize];
        clause.head == head && clause.form != variorum_model::document::ClauseForm::Nominal
    });
    let fact = match verbal {
        Some(id) => factuality(document, &loaded.lexicon, Some(id)),
        None => noun_factuality(document, &loaded.lexicon, map, head),
    };
    // What was planned is no fact, and yet what some properties ask for.
    let planned = Factuality { stance: Stance::Asserted, certainty: Certainty::Hedged };
    // Of a word for an event only what somebody planned or prevented, not what would be if.
    let meant = |head: TokenId| {
        let is_event = loaded.lexicon.is_event_word(document.token(head));
        matched.card.plans && (!is_event || is_planned(document, &loaded.lexicon, map, head))
    };
    let circumstance = matches!(property.value, ValueType::Place | ValueType::Time);
    if let Some(clause) = verbal.and_then(|id| document.clauses.get(id.0 as usize))
        && circumstance
        && is_only_said(document, &loaded.lexicon, clause)
    {
        return;
    }
    let open = fact.is_none();
    let Some(fact) = fact.or_else(|| meant(head).then_some(planned)) else { return };
    let general = !matches!(property.value, ValueType::Count | ValueType::Time);
    if verbal.is_none() && general && !open && is_generic(document, &loaded.lexicon, map, head) {
        return;
    }
    if property.value == ValueType::Count
        && property.movement == Movement::Grows
        && factual::is_sum_over_time(document, &loaded.lexicon, matched.clause)
    {
        return;
    }
    let persons = loaded.persons.contains(&property.name);
    let reader = Reader { document, rules: loaded, card: matched.card, property, persons, trigger: head };
    let opposed: Vec<Filler> = match property.value {
        ValueType::Actor | ValueType::Place => {
            matched.fillers.iter().filter_map(|filler| instead(document, loaded, filler)).collect()
        }
        _ => Vec::new(),
    };
    let told = matched.fillers.iter().map(|filler| (filler, false));
    for (filler, opposed) in told.chain(opposed.iter().map(|filler| (filler, true))) {
        let readings = if opposed { reader.opposed(filler) } else { reader.read(filler) };
        for reading in readings {
            let mut stance = matched.card.stance.unwrap_or(fact.stance);
            if opposed {
                stance = if stance == Stance::Asserted { Stance::Denied } else { continue };
            }
            if reading.zero {
                stance = Stance::Asserted;
            }
            if reading.single && stance == Stance::Denied {
                continue;
            }
            let superseded = is_superseded(document, loaded, &matched, &reading);
            let certainty = matched.card.certainty.unwrap_or(fact.certainty);
            let roles = roles(document, map, loaded, &reader, &matched);
            let source = accuser(document, map, loaded, &matched);
            found.push(Found {
                matched: matched.clone(),
                property,
                reading,
                stance,
                certainty,
                roles,
                source,
                about: None,
                event: None,
                superseded,
            });
        }
    }
}

/// "Norland, rather than Sudmark,", "Norland and not Sudmark": what stands against the filler.
fn instead(document: &Document, loaded: &Loaded, filler: &Filler) -> Option<Filler> {
    let token = |idx: u32| document.tokens.get(idx as usize);
    let mut at = filler.tokens.end;
    let joins = |upos: Upos| matches!(upos, Upos::Punct | Upos::Cconj);
    while at < filler.tokens.end + 2 && token(at).is_some_and(|token| joins(token.upos)) {
        at += 1;
    }
    // "as opposed to"
    at += u32::from(token(at).is_some_and(|it| it.upos == Upos::Adp || it.upos == Upos::Sconj));
    if !token(at).is_some_and(|token| loaded.lexicon.lists.instead.contains(&token.norm)) {
        return None;
    }
    at += 1;
    let leads = |upos: Upos| matches!(upos, Upos::Adp | Upos::Sconj | Upos::Part | Upos::Cconj);
    at += u32::from(token(at).is_some_and(|token| leads(token.upos)));
    let id = document.noun_at(TokenId(at))?;
    let group = &document.nouns[id.0 as usize];
    Some(Filler { tokens: group.tokens, head: group.head, group: Some(id) })
}

/// Who accuses, where the card says in which place.
fn accuser(document: &Document, map: &ClauseMap, loaded: &Loaded, matched: &Matched<'_>) -> Option<Source> {
    let place = matched.card.source?;
    let filler = crate::card::fillers_at(document, map, loaded, matched, place).into_iter().next()?;
    let head = document.tokens.get(filler.head.index())?;
    let mention = document.mention_at(filler.head).map(|id| &document.mentions[id.0 as usize]);
    let entity = mention.and_then(|mention| document.entities.get(mention.entity.0 as usize));
    let named = entity.filter(|entity| entity.named);
    if named.is_none() && !head.upos.is_nominal() {
        return None;
    }
    // "The ministry put the toll at 12", not "the third blast put the toll at 12".
    let lexicon = &loaded.lexicon;
    let speaks = named.is_some()
        || lexicon.is_person(&head.lemma)
        || [&lexicon.lists.collectives, &lexicon.lists.institutions]
            .iter()
            .any(|it| it.contains(&head.lemma));
    if matched.card.place == Place::Phrase && !speaks {
        return None;
    }
    // "*The boat's* owner": whose it is belongs to who speaks.
    let tokens = filler.group.map_or(filler.tokens, |id| {
        let group = &document.nouns[id.0 as usize];
        TokenRange { start: group.extent.start.min(group.tokens.start), end: group.tokens.end }
    });
    Some(Source {
        span: document.span(tokens),
        name: named
            .map_or_else(|| document.in_running_text(document.span(tokens)), |entity| entity.name.clone()),
        entity: mention.map(|mention| mention.entity),
        kind: if named.is_some() { SourceKind::Named } else { SourceKind::Unnamed },
    })
}

/// "Up from 12", "an earlier toll of 12", "12 as first reported", "initially said 12 had died": a figure that no longer holds.
fn is_superseded(document: &Document, loaded: &Loaded, matched: &Matched<'_>, reading: &Reading) -> bool {
    if !matches!(reading.kind, ValueKind::Count(_)) {
        return false;
    }
    let lists = &loaded.lexicon.lists;
    let before = reading.tokens.start.checked_sub(1).and_then(|idx| document.tokens.get(idx as usize));
    if before.is_some_and(|token| lists.superseded.contains(&token.norm)) {
        return true;
    }
    let group = document.noun_at(matched.head).map(|id| document.nouns[id.0 as usize].tokens);
    let earlier = group.filter(|group| !group.contains(reading.tokens)).is_some_and(|group| {
        let tokens = document.tokens.get(group.range()).unwrap_or_default();
        tokens.iter().any(|token| lists.earlier.contains(&token.norm))
    });
    let from = reading.tokens.start.saturating_sub(SAID_BEFORE).max(sentence_start(document, matched.head));
    let said = document.tokens.get(from as usize..reading.tokens.start as usize).unwrap_or_default();
    let after = document.tokens.iter().skip(reading.tokens.end as usize).take(3);
    let said = if reading.single { &[] } else { said };
    earlier || said.iter().chain(after).any(|token| lists.at_first.contains(&token.norm))
}

fn sentence_start(document: &Document, token: TokenId) -> u32 {
    let sentence = document.sentence_of(token).and_then(|id| document.sentences.get(id.0 as usize));
    sentence.map_or(0, |sentence| sentence.tokens.start)
}

fn roles(
    document: &Document,
    map: &ClauseMap,
    loaded: &Loaded,
    reader: &Reader<'_>,
    matched: &Matched<'_>,
) -> Vec<Role> {
    let mut roles = Vec::new();
    for (name, place) in &matched.card.roles {
        let fillers = crate::card::fillers_at(document, map, loaded, matched, *place);
        let Some(reading) = fillers.iter().find_map(|filler| reader.role(*place, filler)) else { continue };
        roles.push(Role {
            name: name.clone(),
            value: reading.value(document),
            span: document.span(reading.tokens),
        });
    }
    roles
}

/// Of several cards that read one property from the same words, the first one stands.
fn without_repetitions(found: Vec<Found<'_>>) -> Vec<Found<'_>> {
    let mut kept: Vec<Found<'_>> = Vec::new();
    let mut by_property: BTreeMap<&str, Vec<(TokenRange, ValueKind)>> = BTreeMap::new();
    for found in found {
        let values = by_property.entry(found.property.name.as_str()).or_default();
        let tokens = found.reading.tokens;
        // Matches come in order of their words, so what overlaps is near the end.
        let again = values.iter().rev().take(12).any(|(other, kind)| {
            *other == tokens
                || other.overlaps(tokens)
                    && (*kind == found.reading.kind || found.property.value != ValueType::Count)
        });
        if !again {
            values.push((tokens, found.reading.kind.clone()));
            kept.push(found);
        }
    }
    kept
}

/// The times and places by the words that they belong to.
fn anchors(document: &Document, found: &[Found<'_>]) -> BTreeMap<TokenId, Anchored> {
    let mut anchors: BTreeMap<TokenId, Anchored> = BTreeMap::new();
    for found in found.iter().filter(|found| found.stance == Stance::Asserted) {
        let anchored = anchors.entry(found.matched.head).or_default();
        // Who or what a plan was directed against tells as much of it as a place.
        anchored.aimed |= found.matched.card.plans && found.property.value == ValueType::Text;
        match (&found.reading.kind, found.matched.card.place) {
            (ValueKind::Time(value), Place::Time) => {
                anchored.date.get_or_insert_with(|| value.clone());
            }
            (ValueKind::Place(_), Place::Place) => {
                let mention = document.mention_at(TokenId(found.reading.tokens.end.saturating_sub(1)));
                if let Some(mention) = mention {
                    let entity: EntityId = document.mentions[mention.0 as usize].entity;
                    anchored.places.push(entity);
                }
            }
            _ => {}
        }
    }
    anchors.retain(|_, anchored| *anchored != Anchored::default());
    anchors
}

fn sort(claims: &mut [Claim]) {
    claims.sort_by(|a, b| {
        (a.evidence, a.value_span, &a.property, &a.id).cmp(&(b.evidence, b.value_span, &b.property, &b.id))
    });
}

/// What a figure can be besides a whole.
#[derive(Clone, Copy, Debug)]
struct Adds {
    /// It adds to another one ("five *more*").
    more: bool,
    /// It is a part of a greater one, if there is one ("five *bodies* were found").
    partial: bool,
}

/// "Five more bodies were found": a figure that adds to another one is a part where the report has that other one; in "nine
/// were killed and another 40 injured" it is the whole. Bodies that are found are a part of the dead where these are more.
fn additions(claims: &mut [Claim], added: &[Adds]) {
    let key = |claim: &Claim| (claim.event, claim.property.clone(), claim.scope.clone());
    let least = |claim: &Claim| match &claim.value.kind {
        ValueKind::Count(amount) => amount.low.unwrap_or_default(),
        _ => 0.0,
    };
    let mut wholes: BTreeMap<_, f64> = BTreeMap::new();
    for (claim, adds) in claims.iter().zip(added) {
        if !claim.part && !adds.more && !adds.partial {
            let most = wholes.entry(key(claim)).or_default();
            *most = most.max(least(claim));
        }
    }
    for (claim, adds) in claims.iter_mut().zip(added) {
        let Some(whole) = wholes.get(&key(claim)) else { continue };
        claim.part |= adds.more || adds.partial && least(claim) < *whole;
    }
}
