//! Events and what is claimed of them.
//!
//! ```text
//! Police said at least 12 people were killed in Friday's fire in Eastport.
//!   killed   12..          source police, about the fire
//!   date     2024-03-22    the fire
//!   place    Eastport      the fire
//! ```

mod actor;
mod as_of;
mod count;
mod factual;
mod place;
mod same;
mod value;

pub(crate) use factual::{Factuality, factuality, is_generic, noun_factuality};

use crate::Rules;
use crate::attribution::Standings;
use crate::card::{ClauseMap, Filler, Matched, Place, find_all};
use crate::event::{Anchored, Story, tell};
use crate::ontology::Loaded;
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};
use value::{Reader, Reading};
use variorum_model::attribution::{AttributionId, SourceKind};
use variorum_model::claim::Role;
use variorum_model::document::{ClauseId, ClauseRole, EntityId, EntityKind, Upos, Xpos};
use variorum_model::ontology::{Movement, Property, PropertyGroup, ValueType};
use variorum_model::value::ValueKind;
use variorum_model::{
    Attribution, Certainty, Claim, Document, Event, ReportId, Source, Span, Stance, TokenId, TokenRange,
};

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
    let mut story = tell(report, document, &map, loaded, &anchors(document, &found));
    let found = place::most_telling(document, loaded, &mut story, found);
    let found = without_repetitions(same::without_yielding(document, loaded, &story, found));
    let standings = Standings::new(attributions);
    let added: Vec<bool> = found.iter().map(|found| found.reading.added).collect();
    let mut claims: Vec<Claim> = found
        .into_iter()
        .filter_map(|found| claim(report, name, document, &standings, loaded, &story, found))
        .collect();
    additions(&mut claims, &added);
    sort(&mut claims);
    disputed(name, attributions, &mut claims);
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
    let Some(fact) = fact.or_else(|| matched.card.plans.then_some(planned)) else { return };
    let general = !matches!(property.value, ValueType::Count | ValueType::Time);
    if verbal.is_none() && general && is_generic(document, &loaded.lexicon, map, head) {
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
            if reading.single && stance == Stance::Denied
                || is_superseded(document, loaded, &matched, &reading)
            {
                continue;
            }
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
    let tokens = filler.group.map_or(filler.tokens, |id| document.nouns[id.0 as usize].tokens);
    let words = document.words(document.span(tokens));
    Some(Source {
        span: document.span(tokens),
        name: named.map_or_else(|| words.to_owned(), |entity| entity.name.clone()),
        entity: mention.map(|mention| mention.entity),
        kind: if named.is_some() { SourceKind::Named } else { SourceKind::Unnamed },
    })
}

/// "Up from 12", "an earlier toll of 12", "12 as first reported": a figure that no longer holds.
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
    let mut after = document.tokens.iter().skip(reading.tokens.end as usize).take(3);
    earlier || after.any(|token| lists.at_first.contains(&token.norm))
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

fn claim(
    report: ReportId,
    name: &str,
    document: &Document,
    standings: &Standings<'_>,
    loaded: &Loaded,
    story: &Story,
    found: Found<'_>,
) -> Option<Claim> {
    let Found { matched, property, mut reading, stance, certainty, roles, source } = found;
    let value_span = document.span(reading.tokens);
    let mut evidence = document.span(matched.trigger).join(value_span);
    if let Some(clause) = matched.clause.and_then(|id| document.clauses.get(id.0 as usize))
        && clause.head == matched.head
    {
        evidence = evidence.join(document.span(clause.predicate));
    }
    let event = story.event_at(document, matched.head, matched.clause);
    let mut standing = standings.of(document.token(matched.head).span);
    let presupposed = || is_presupposed(document, loaded, property, matched.clause, &reading);
    if standing.stance == Stance::Denied && presupposed() {
        // What the denial takes for granted is not the denier's statement.
        standing.stance = Stance::Asserted;
        standing.sources = standing.sources.into_iter().skip(1).collect();
    }
    // "No group has said it was behind the raid": nobody says so.
    let nobody = standing.sources.iter().any(|source| {
        let group = document.noun_at(TokenId(document.tokens_in(source.span).start));
        group.is_some_and(|id| document.nouns[id.0 as usize].negated)
    });
    if nobody {
        return None;
    }
    let deed = property.group == PropertyGroup::Circumstances
        && standing.attribution.is_some_and(|id| standings.is_deed(id));
    if deed && standing.stance == Stance::Asserted {
        // "The Front claimed the attack in Eastport": where it was is not what the Front says.
        standing.sources = standing.sources.into_iter().skip(1).collect();
    }
    if matched.card.plans
        && let Some(clause) = matched.clause.and_then(|id| document.clauses.get(id.0 as usize))
        && let Some(planner) = clause.subject
    {
        // "The gunmen meant to flee": who plans does not say so.
        standing.sources.retain(|source| !source.span.overlaps(planner.span));
    }
    if let Some(source) = source {
        let known = standing.sources.iter().any(|other| {
            other.span.overlaps(source.span) || other.entity.is_some() && other.entity == source.entity
        });
        if !known {
            standing.sources.insert(0, source);
        }
    }
    if reading.speaker {
        // "We planted the bomb," the Front said.
        let speaker = standing.sources.first().filter(|source| is_body(document, source))?;
        reading.who = speaker.entity;
        reading.kind = ValueKind::Actor(speaker.name.clone());
    }
    let mut property = &property.name;
    if property_is_of_speaker(loaded, property)
        && let Some(source) = standing.sources.first()
        && is_same(document, source, &reading)
    {
        // Who says of themselves that they did it claims it, and the report tells so; but not by the card's own word
        // ("they *committed* the murder"), nor in passing ("the people they hold").
        let cue = standing.attribution.and_then(|id| standings.cue(id));
        let by_own_word = cue.is_some_and(|cue| cue.contains(document.token(matched.head).span));
        let clause = matched.clause.and_then(|id| document.clauses.get(id.0 as usize));
        let in_passing = clause.is_some_and(|clause| clause.role == ClauseRole::Relative);
        match loaded.by_itself.get(property) {
            Some(claimed) if !by_own_word && !in_passing && is_named_alike(source, &reading) => {
                property = claimed;
                standing.sources.remove(0);
            }
            Some(_) if !by_own_word => {}
            _ => {
                standing.sources.remove(0);
            }
        }
    }
    let value = reading.value(document);
    let counts = matches!(value.kind, ValueKind::Count(_));
    let as_of = as_of::of(document, loaded, matched.head, counts);
    Some(Claim {
        id: id(name, property, evidence, value_span, &value.text),
        report,
        event,
        property: property.clone(),
        value,
        stance: if stance == Stance::Asserted && !reading.zero { standing.stance } else { stance },
        certainty: certainty.max(standing.certainty),
        sources: standing.sources,
        attribution: standing.attribution,
        as_of,
        scope: matched.card.scope.clone().or(reading.scope.clone()),
        part: reading.single,
        rule: matched.card.name.clone(),
        evidence,
        value_span,
        roles,
    })
}

fn sort(claims: &mut [Claim]) {
    claims.sort_by(|a, b| {
        (a.evidence, a.value_span, &a.property, &a.id).cmp(&(b.evidence, b.value_span, &b.property, &b.id))
    });
}

/// "The union said twelve had died. The ministry denied this.": the ministry's stance to the same words is a claim of its own.
fn disputed(name: &str, attributions: &[Attribution], claims: &mut Vec<Claim>) {
    let told = claims.len();
    for (idx, attribution) in attributions.iter().enumerate() {
        let (Some(about), Some(source)) = (attribution.about, &attribution.source) else { continue };
        let mut sources = vec![source.clone()];
        let mut around = attribution.parent;
        while let Some(outer) =
            around.and_then(|id| attributions.get(id.0 as usize)).filter(|_| sources.len() < 8)
        {
            sources.extend(outer.source.clone());
            around = outer.parent;
        }
        let first = claims[..told].partition_point(|claim| claim.evidence.start < about.span.start);
        for at in first..told {
            let claim = &claims[at];
            if claim.evidence.start >= about.span.end {
                break;
            }
            if claim.stance != Stance::Asserted || !about.span.contains(claim.evidence) {
                continue;
            }
            let cue = attribution.cue;
            let claim = Claim {
                id: id(name, &claim.property, cue.join(claim.evidence), claim.value_span, &claim.value.text),
                stance: about.stance,
                certainty: attribution.certainty,
                sources: sources.clone(),
                attribution: Some(AttributionId(idx as u32)),
                ..claim.clone()
            };
            claims.push(claim);
        }
    }
}

/// Whether claims of the property tell of somebody who says of themselves that they did it, or become such.
fn property_is_of_speaker(loaded: &Loaded, property: &CompactString) -> bool {
    loaded.by_itself.contains_key(property) || loaded.by_itself.values().any(|other| other == property)
}

/// Whether the source is a body that can mean itself by "we".
fn is_body(document: &Document, source: &Source) -> bool {
    let entity = source.entity.and_then(|id| document.entities.get(id.0 as usize));
    entity.is_some_and(|entity| matches!(entity.kind, EntityKind::Organisation | EntityKind::Place))
}

/// Whether the source is the one that was read.
fn is_same(document: &Document, source: &Source, reading: &Reading) -> bool {
    is_named_alike(source, reading) || source.span.overlaps(document.span(reading.tokens))
}

/// Whether source and reading have one name, or are one entity.
fn is_named_alike(source: &Source, reading: &Reading) -> bool {
    let by_entity = source.entity.is_some() && source.entity == reading.who;
    by_entity || matches!(&reading.kind, ValueKind::Actor(name) if *name == source.name)
}

/// "The Front denied that it planted the bomb that killed five in Eastport": the denial leaves standing what a relative
/// clause tells and the circumstances of what is denied; but not "using live rounds", which no article takes for known.
fn is_presupposed(
    document: &Document,
    loaded: &Loaded,
    property: &Property,
    clause: Option<ClauseId>,
    reading: &Reading,
) -> bool {
    let clause = clause.and_then(|id| document.clauses.get(id.0 as usize));
    if clause.is_some_and(|it| it.role == ClauseRole::Relative) {
        return true;
    }
    if property.value != ValueType::Text {
        return property.group == PropertyGroup::Circumstances;
    }
    let first = document.tokens.get(reading.tokens.start as usize);
    let is_known = first.is_some_and(|token| {
        loaded.lexicon.lists.definite.contains(&token.norm)
            || token.upos == Upos::Propn
            || token.xpos == Xpos::PrpDollar
    });
    is_known || clause.is_none_or(|it| it.verb.is_none())
}

/// "Five more bodies were found": a figure that adds to another one is a part where the report has that other one; in "nine
/// were killed and another 40 injured" it is the whole.
fn additions(claims: &mut [Claim], added: &[bool]) {
    let key = |claim: &Claim| (claim.event, claim.property.clone(), claim.scope.clone());
    let wholes: BTreeSet<_> = claims
        .iter()
        .zip(added)
        .filter(|(claim, added)| !claim.part && !**added)
        .map(|(claim, _)| key(claim))
        .collect();
    for (claim, added) in claims.iter_mut().zip(added) {
        claim.part |= *added && wholes.contains(&key(claim));
    }
}

/// The id of a claim: it depends on the report, the property, the words and the value, and on nothing else.
fn id(report: &str, property: &str, evidence: Span, value: Span, text: &str) -> CompactString {
    let mut hasher = blake3::Hasher::new();
    for part in [report, property, text] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    for number in [evidence.start, evidence.end, value.start, value.end] {
        hasher.update(&number.to_le_bytes());
    }
    hasher.finalize().to_hex().get(..12).unwrap_or_default().into()
}
