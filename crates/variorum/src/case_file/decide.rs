//! Decisions, put in force.
//!
//! ```text
//! reject, correct, add a claim; join, split names   the accounts of single reports, before they are brought together
//! join, split events, questions, readings; copies   directions to the stage that brings them together
//! grades, notes                                     nothing but judgements, which are shown where they belong
//! ```
//!
//! All of it is done anew for every state of the case; what names a claim or report that is not there waits for it.

use super::question_of;
use std::collections::BTreeMap;
use variorum_model::claim::Certainty;
use variorum_model::decision::{NoteOn, Place};
use variorum_model::value::{fold, show};
use variorum_model::{
    Account, Act, Case, Claim, Decision, Directions, Event, EventId, Judgement, Report, ReportId, Source,
    SourceKind, Span, ValueKind,
};

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

/// The decisions in words, with the places where they show.
pub(super) fn judgements(
    decisions: &[&Decision],
    case: &Case,
    reports: &[Report],
    accounts: &[Account],
) -> Vec<Judgement> {
    let shown = Shown {
        case,
        reports,
        accounts,
        claims: case.claims.iter().zip(0..).map(|(claim, idx)| (claim.id.as_str(), idx)).collect(),
        read: index(accounts),
    };
    decisions
        .iter()
        .map(|decision| Judgement {
            decision: decision.id.clone(),
            author: decision.author.clone(),
            made: decision.made.clone(),
            reason: decision.reason.clone(),
            what: shown.what(&decision.act),
            on: shown.places(decision),
        })
        .collect()
}

/// What a decision does, in words, without a case to look claims up in.
pub fn describe(act: &Act, reports: &[Report], accounts: &[Account]) -> String {
    let case = Case::default();
    Shown { case: &case, reports, accounts, claims: BTreeMap::new(), read: index(accounts) }.what(act)
}

struct Shown<'a> {
    case: &'a Case,
    reports: &'a [Report],
    accounts: &'a [Account],
    claims: BTreeMap<&'a str, u32>,
    /// The claims as they were read, rejected ones too.
    read: Index,
}

impl Shown<'_> {
    fn read(&self, id: &str) -> Option<(&Claim, &Report)> {
        let &(a, c) = self.read.get(id)?;
        Some((self.accounts.get(a)?.claims.get(c)?, self.reports.get(a)?))
    }

    /// A claim in a few words: "killed 57 (npa-inquiry)".
    fn claim(&self, id: &str) -> String {
        match self.read(id) {
            Some((claim, report)) => {
                format!("{} {} ({})", claim.property.replace('_', " "), show(&claim.value), report.id)
            }
            None => match self.claims.get(id).and_then(|&idx| self.case.claims.get(idx as usize)) {
                Some(claim) => format!("{} {}", claim.property.replace('_', " "), show(&claim.value)),
                None => format!("claim {id}"),
            },
        }
    }

    fn some(&self, ids: &[impl AsRef<str>]) -> String {
        let shown: Vec<String> = ids.iter().take(3).map(|id| self.claim(id.as_ref())).collect();
        match ids.len() {
            0..=3 => shown.join(", "),
            n => format!("{} and {} more", shown.join(", "), n - 3),
        }
    }

    fn what(&self, act: &Act) -> String {
        match act {
            Act::JoinEvents { into, from } => {
                format!("one event: that of {} and that of {}", self.claim(into), self.claim(from))
            }
            Act::SplitEvent { claims, label } => format!("another event, {label}: {}", self.some(claims)),
            Act::JoinEntities { into, from } => format!("one and the same: {into} and {from}"),
            Act::SplitEntity { name, reports, label } => {
                format!("{name} in {} is another: {label}", reports.join(", "))
            }
            Act::JoinQuestions { into, from } => {
                format!("one question: that of {} and that of {}", self.claim(into), self.claim(from))
            }
            Act::SplitQuestion { claims, scope } => {
                format!("a question of its own, {scope}: {}", self.some(claims))
            }
            Act::JoinReadings { into, from } => {
                format!("one reading: {} and {}", self.claim(into), self.claim(from))
            }
            Act::RejectClaim { claim } => format!("rejected: {}", self.claim(claim)),
            Act::CorrectClaim { claim, value, stance, scope, source } => {
                let changes = [
                    value.as_ref().map(show),
                    stance.map(|stance| stance.label().to_owned()),
                    scope.as_ref().map(|scope| {
                        if scope.is_empty() { "of the whole".to_owned() } else { format!("of {scope}") }
                    }),
                    source.as_ref().map(|source| {
                        if source.is_empty() {
                            "said by the report itself".to_owned()
                        } else {
                            format!("said by {source}")
                        }
                    }),
                ];
                let changes: Vec<String> = changes.into_iter().flatten().collect();
                format!("corrected: {} is {}", self.claim(claim), changes.join(", "))
            }
            Act::AddClaim { report, property, value, .. } => {
                format!("added by hand: {} {} ({report})", property.replace('_', " "), show(value))
            }
            Act::MarkCopy { report, of } => format!("{report} is a copy of {of}"),
            Act::NoCopy { report, of } => format!("{report} is no copy of {of}"),
            Act::GradeSource { source, grade } => format!("{source} is graded {grade}"),
            Act::GradeClaim { claim, grade } => format!("graded {grade}: {}", self.claim(claim)),
            Act::Note { text, .. } => format!("note: {text}"),
        }
    }

    /// The claim as it is in the case and the question that it answers.
    fn of_claim(&self, id: &str, on: &mut Vec<Place>) {
        match self.claims.get(id) {
            Some(&idx) => {
                on.push(Place::Claim(idx));
                if let Some((event, question)) = question_of(self.case, idx) {
                    on.push(Place::Question(EventId(event as u32), question as u32));
                }
            }
            None => {
                // A rejected one shows at its report and at the question that it answered.
                let Some((claim, report)) = self.read(id) else { return };
                let idx = self.reports.iter().position(|other| other.id == report.id).unwrap_or_default();
                on.push(Place::Report(ReportId(idx as u32)));
                let events = self.case.events.iter().zip(0_u32..);
                let of_report =
                    events.filter(|(entry, _)| entry.event.reports.contains(&ReportId(idx as u32)));
                let asked = of_report.filter_map(|(entry, event)| {
                    let asked = |question: &variorum_model::Question| question.property == claim.property;
                    Some((event, entry.questions.iter().position(asked)? as u32))
                });
                if let Some((event, question)) = asked.into_iter().next() {
                    on.push(Place::Question(EventId(event), question));
                }
            }
        }
    }

    fn event_of(&self, id: &str, on: &mut Vec<Place>) {
        let claim = self.claims.get(id).and_then(|&idx| self.case.claims.get(idx as usize));
        on.extend(claim.and_then(|claim| claim.event).map(Place::Event));
    }

    fn report(&self, name: &str, on: &mut Vec<Place>) {
        let found = self.reports.iter().position(|report| report.id == name);
        on.extend(found.map(|idx| Place::Report(ReportId(idx as u32))));
    }

    fn places(&self, decision: &Decision) -> Vec<Place> {
        let mut on = Vec::new();
        match &decision.act {
            Act::JoinEvents { into, from } => {
                self.event_of(into, &mut on);
                self.event_of(from, &mut on);
            }
            Act::SplitEvent { claims, .. } => claims.iter().for_each(|id| self.event_of(id, &mut on)),
            Act::JoinEntities { into, from } => on.extend([into, from].map(|name| Place::Name(name.clone()))),
            Act::SplitEntity { name, label, .. } => {
                on.extend([name, label].map(|name| Place::Name(name.clone())))
            }
            Act::JoinQuestions { into, from } | Act::JoinReadings { into, from } => {
                self.of_claim(into, &mut on);
                self.of_claim(from, &mut on);
            }
            Act::SplitQuestion { claims, .. } => claims.iter().for_each(|id| self.of_claim(id, &mut on)),
            Act::RejectClaim { claim } | Act::CorrectClaim { claim, .. } | Act::GradeClaim { claim, .. } => {
                self.of_claim(claim, &mut on);
            }
            Act::AddClaim { .. } => self.of_claim(&added_id(decision), &mut on),
            Act::MarkCopy { report, of } | Act::NoCopy { report, of } => {
                self.report(report, &mut on);
                self.report(of, &mut on);
            }
            Act::GradeSource { source, .. } => on.push(Place::Name(source.clone())),
            Act::Note { on: note, .. } => match note {
                NoteOn::Case => on.push(Place::Case),
                NoteOn::Claim(id) => self.of_claim(id, &mut on),
                NoteOn::Question(id) => {
                    self.of_claim(id, &mut on);
                    on.retain(|place| !matches!(place, Place::Claim(_)));
                }
                NoteOn::Event(id) => self.event_of(id, &mut on),
                NoteOn::Report(name) => self.report(name, &mut on),
                NoteOn::Source(name) => on.push(Place::Name(name.clone())),
            },
        }
        on.sort();
        on.dedup();
        on
    }
}
