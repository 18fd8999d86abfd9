//! From what a card found to a claim: which event it is about, who says so, how surely.
//!
//! ```text
//! "We planted the bomb," the Front said.              claimed by the Front
//! The Front denied that it planted the bomb …         denied; that there was a bomb is not
//! As of Friday 12 were missing.                       holds on Friday
//! ```

use super::value::Reading;
use super::{Found, as_of};
use crate::attribution::Standings;
use crate::card::{ClauseMap, Matched};
use crate::event::Story;
use crate::ontology::Loaded;
use compact_str::CompactString;
use variorum_model::document::{ClauseId, ClauseRole, EntityKind, Upos, Xpos};
use variorum_model::ontology::{Property, PropertyGroup, ValueType};
use variorum_model::value::ValueKind;
use variorum_model::{Claim, Document, ReportId, Source, Span, Stance, TokenId, TokenRange};

/// The report in which claims stand, with what is known of it.
pub(super) struct Context<'d> {
    pub(super) report: ReportId,
    /// The report's own id.
    pub(super) name: &'d str,
    pub(super) document: &'d Document,
    pub(super) map: &'d ClauseMap,
    pub(super) standings: &'d Standings<'d>,
    pub(super) loaded: &'d Loaded,
    pub(super) story: &'d Story,
}

/// The claim of what a card found: its event, who says so, how surely; `None` where it stands for a speaker that is not known.
pub(super) fn claim(context: &Context<'_>, found: Found<'_>) -> Option<Claim> {
    let Context { report, name, document, map, standings, loaded, story } = *context;
    let Found { matched, property, mut reading, stance, certainty, roles, source, about, event, .. } = found;
    let value_span = document.span(reading.tokens);
    if is_asked_in_quotation(document, value_span, matched.head) {
        return None;
    }
    let mut evidence = document.span(matched.trigger).join(value_span);
    if let Some(clause) = matched.clause.and_then(|id| document.clauses.get(id.0 as usize))
        && clause.head == matched.head
    {
        evidence = evidence.join(document.span(clause.predicate));
    }
    let about = about.or_else(|| beside_value(context, &matched, &reading));
    let event = event.or_else(|| match about {
        Some(about) => story.event_at(document, about, map.clause_of(about)),
        None => {
            // "A leak started the fire": what is said of the leak is told of the fire.
            let causes = loaded.lexicon.lists.causing.contains(&document.token(matched.head).lemma);
            let value = if causes { reading.tokens } else { TokenRange::default() };
            story.event_beside(document, matched.head, matched.clause, value)
        }
    });
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
    if reading.owned
        && let Some(speaker) = standing.sources.first().filter(|source| is_body(document, source))
    {
        // "The Front said its fighters had planted the bomb."
        reading.who = speaker.entity;
        reading.kind = ValueKind::Actor(speaker.name.clone());
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
    // "Denied that it had been warned of the attack": that is what is denied, whatever is known of the attack.
    if property.group == PropertyGroup::Warnings {
        return false;
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

/// The id of a claim: it depends on the report, the property, the words and the value, and on nothing else.
pub(super) fn id(report: &str, property: &str, evidence: Span, value: Span, text: &str) -> CompactString {
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

/// "A *leak* started the *fire*": the event beside a value in words that speaks of one itself.
fn beside_value(context: &Context<'_>, matched: &Matched<'_>, reading: &Reading) -> Option<TokenId> {
    let Context { document, story, .. } = *context;
    let value = reading.tokens;
    let speaks = || value.range().any(|at| story.is_mention(TokenId::from(at)));
    if reading.kind != ValueKind::Text || value.covers(matched.head) || !speaks() {
        return None;
    }
    let clause = document.clauses.get(matched.clause?.0 as usize)?;
    let beside = [clause.subject, clause.object].into_iter().flatten().map(|argument| argument.head);
    beside.into_iter().find(|&head| !value.covers(head) && story.is_mention(head))
}

/// How many quotations before a value may be around it.
const NESTED: usize = 4;

/// "A banner read “Ten minutes?”, the time in which help came": whether the value is a question that somebody else quotes.
fn is_asked_in_quotation(document: &Document, value: Span, word: TokenId) -> bool {
    let word = document.token(word).span;
    let begun = document.quotations.partition_point(|quotation| quotation.span.start <= value.start);
    document.quotations[..begun].iter().rev().take(NESTED).any(|quotation| {
        let inner = document.words(quotation.inner);
        quotation.span.contains(value) && !quotation.span.contains(word) && inner.trim_end().ends_with('?')
    })
}
