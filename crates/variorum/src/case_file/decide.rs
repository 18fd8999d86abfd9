//! Decisions, put in force.
//!
//! ```text
//! reject, correct, add a claim; join, split names   the accounts of single reports, before they are brought together
//! join, split events, questions, readings; copies   directions to the stage that brings them together
//! grades, notes                                     nothing but judgements, which are shown where they belong
//! ```
//!
//! All of it is done anew for every state of the case; what names a claim or report that is not there waits for it.

mod words;

use std::collections::BTreeMap;
use variorum_model::claim::Certainty;
use variorum_model::value::fold;
use variorum_model::{
    Account, Act, Claim, Decision, Directions, Event, EventId, Report, ReportId, Source, SourceKind, Span,
    ValueKind,
};
pub use words::describe;
pub(super) use words::judgements;

/// A decision with its id, which is made from all of it.
pub fn decision(author: &str, made: &str, reason: &str, act: Act) -> Decision {
    let mut hasher = blake3::Hasher::new();
    for part in [author, made, reason, &format!("{act:?}")] {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    let id: String = hasher.finalize().to_hex().chars().take(12).collect();
    Decision {
        id: id.into(),
        author: author.to_owned(),
        made: made.into(),
        reason: reason.to_owned(),
        act,
        undone: None,
    }
}

/// Where each claim stands: account and number there.
type Index = BTreeMap<String, (usize, usize)>;

fn index(accounts: &[Account]) -> Index {
    let all = accounts.iter().enumerate();
    let claims = all.flat_map(|(a, account)| {
        account.claims.iter().enumerate().map(move |(c, claim)| (claim.id.to_string(), (a, c)))
    });
    claims.collect()
}

/// The id of the claim that a decision adds.
fn added_id(decision: &Decision) -> String {
    format!("h{}", decision.id)
}

/// Changes the accounts as decided and gives the directions for bringing them together.
pub(super) fn apply(decisions: &[&Decision], reports: &[Report], accounts: &mut [Account]) -> Directions {
    let mut index = index(accounts);
    let by_name: BTreeMap<&str, usize> =
        reports.iter().zip(0..).map(|(report, idx)| (report.id.as_str(), idx)).collect();
    let mut directions = Directions::default();
    let mut rejected: Vec<String> = Vec::new();
    for decision in decisions {
        match &decision.act {
            Act::RejectClaim { claim } => rejected.push(claim.to_string()),
            Act::CorrectClaim { claim, value, stance, scope, source } => {
                let Some(&(a, c)) = index.get(claim.as_str()) else { continue };
                let Some(claim) = accounts[a].claims.get_mut(c) else { continue };
                if let Some(value) = value {
                    claim.value = value.clone();
                }
                claim.stance = stance.unwrap_or(claim.stance);
                if let Some(scope) = scope {
                    claim.scope = Some(scope.clone()).filter(|scope| !scope.is_empty());
                    claim.part = false;
                }
                if let Some(source) = source {
                    claim.sources = named(source, claim.evidence);
                }
            }
            Act::AddClaim { .. } => {
                if let Some((a, claim)) =
                    added(decision, reports, accounts, &index, &by_name, &mut directions)
                {
                    index.insert(claim.id.to_string(), (a, accounts[a].claims.len()));
                    accounts[a].claims.push(claim);
                }
            }
            Act::JoinEntities { into, from } => {
                accounts.iter_mut().for_each(|account| rename(account, from, into, true))
            }
            Act::SplitEntity { name, reports, label } => {
                for report in reports.iter().filter_map(|report| by_name.get(report.as_str())) {
                    rename(&mut accounts[*report], name, label, false);
                }
            }
            Act::JoinEvents { into, from } => directions.same_event.push((into.clone(), from.clone())),
            Act::SplitEvent { claims, label } => directions.other_event.push((claims.clone(), label.clone())),
            Act::JoinQuestions { into, from } => directions.same_question.push((into.clone(), from.clone())),
            Act::SplitQuestion { claims, scope } => {
                directions.other_question.push((claims.clone(), scope.clone()))
            }
            Act::JoinReadings { into, from } => directions.same_reading.push((into.clone(), from.clone())),
            Act::MarkCopy { report, of } | Act::NoCopy { report, of } => {
                let id = |name: &str| by_name.get(name).map(|&idx| ReportId(idx as u32));
                if let (Some(report), Some(of)) = (id(report), id(of)) {
                    let is_copy = matches!(decision.act, Act::MarkCopy { .. });
                    let list = if is_copy { &mut directions.copies } else { &mut directions.no_copies };
                    list.push((report, of));
                }
            }
            Act::GradeSource { .. } | Act::GradeClaim { .. } | Act::Note { .. } => {}
        }
    }
    for account in accounts.iter_mut() {
        account.claims.retain(|claim| !rejected.iter().any(|id| claim.id == id.as_str()));
        account
            .claims
            .sort_by(|a, b| (a.evidence, a.value_span, &a.id).cmp(&(b.evidence, b.value_span, &b.id)));
    }
    directions
}

fn named(source: &str, span: Span) -> Vec<Source> {
    let source = source.trim();
    if source.is_empty() {
        return Vec::new();
    }
    vec![Source { span, name: source.to_owned(), entity: None, kind: SourceKind::Named }]
}

/// The claim that somebody read by hand, and the account that it belongs to.
fn added(
    decision: &Decision,
    reports: &[Report],
    accounts: &mut [Account],
    index: &Index,
    by_name: &BTreeMap<&str, usize>,
    directions: &mut Directions,
) -> Option<(usize, Claim)> {
    let Act::AddClaim { report, start, end, property, value, stance, source, event_of } = &decision.act
    else {
        return None;
    };
    let idx = *by_name.get(report.as_str())?;
    let evidence = Span { start: *start, end: (*end).max(*start) };
    if evidence.is_empty() || reports[idx].text.get(evidence.range()).is_none() {
        return None;
    }
    let id = added_id(decision);
    let other = event_of.as_ref().and_then(|id| index.get(id.as_str()).copied());
    let same_report = other.filter(|(a, _)| *a == idx).and_then(|(a, c)| accounts[a].claims[c].event);
    let event = match (same_report, other) {
        (Some(event), _) => event,
        // The event of another report: a mention of it of one's own, joined with it.
        (None, Some((a, c))) if a != idx => {
            let theirs =
                accounts[a].claims[c].event.and_then(|event| accounts[a].events.get(event.index()).cloned());
            let theirs = Event {
                main: false,
                participants: Vec::new(),
                mentions: Vec::new(),
                reports: vec![ReportId(idx as u32)],
                ..theirs.unwrap_or_default()
            };
            accounts[idx].events.push(theirs);
            directions.same_event.push((event_of.clone().unwrap_or_default(), id.as_str().into()));
            EventId(accounts[idx].events.len() as u32 - 1)
        }
        _ => {
            if accounts[idx].events.is_empty() {
                let label = reports[idx].title.clone().unwrap_or_else(|| report.clone());
                accounts[idx].events.push(Event {
                    label,
                    main: true,
                    reports: vec![ReportId(idx as u32)],
                    ..Event::default()
                });
            }
            let main = accounts[idx].events.iter().position(|event| event.main);
            EventId(main.unwrap_or(0) as u32)
        }
    };
    let words = evidence.of(&reports[idx].text);
    let value_span =
        words.find(value.text.as_str()).filter(|_| !value.text.is_empty()).map_or(evidence, |at| {
            let start = evidence.start as usize + at;
            Span::new(start, start + value.text.len())
        });
    let claim = Claim {
        id: id.into(),
        report: ReportId(idx as u32),
        event: Some(event),
        property: property.clone(),
        value: value.clone(),
        stance: *stance,
        certainty: Certainty::Stated,
        sources: named(source, evidence),
        attribution: None,
        as_of: None,
        scope: None,
        part: false,
        rule: "by-hand".into(),
        evidence,
        value_span,
        roles: Vec::new(),
    };
    Some((idx, claim))
}

/// Gives a name of a report's entities, values and sources another one; it stays as an alias where the two are one.
fn rename(account: &mut Account, from: &str, into: &str, alias: bool) {
    let old = fold(from);
    let is_old = |name: &str| fold(name) == old;
    for entity in &mut account.entities {
        if is_old(&entity.name) {
            let name = std::mem::replace(&mut entity.name, into.to_owned());
            entity.named = true;
            if alias {
                entity.aliases.push(name);
            } else {
                // What the others call so is not this one.
                entity.aliases.clear();
            }
        } else if alias && entity.aliases.iter().any(|name| is_old(name)) {
            let name = std::mem::replace(&mut entity.name, into.to_owned());
            entity.aliases.push(name);
        }
    }
    for claim in &mut account.claims {
        if let ValueKind::Actor(name) | ValueKind::Place(name) = &mut claim.value.kind
            && is_old(name)
        {
            *name = into.to_owned();
        }
        for source in claim.sources.iter_mut().filter(|source| is_old(&source.name)) {
            source.name = into.to_owned();
        }
    }
}
