//! Both JSON outputs of the contract: what each report says, and what the reports say together.
//!
//! ```text
//! {"id": "a1", "text": "…", "times": […], "attributions": […], "claims": […]}        a line a report
//! {"reports": […], "events": [{"id": "e1", "questions": […]}], "claims": […], …}    one object a case
//! ```
//!
//! Offsets count code points; everything inside the program counts bytes. An id that leads nowhere (which no stage makes)
//! is left out rather than invented.

pub(crate) mod offsets;
mod types;

use offsets::Offsets;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use variorum_model::case::{CaseEntity, CaseEvent, Lead};
use variorum_model::decision::Place;
use variorum_model::document::{EntityKind, Timex};
use variorum_model::origin::OriginRef;
use variorum_model::value::{Interval, ValueKind};
use variorum_model::{
    Account, Attribution, Case, Claim, Event, EventId, Judgement, Origin, Question, Reading, Report,
    ReportId, Span, Status, Value,
};

/// What one report says, as one line of JSON without a line break at its end.
pub fn annotate_json(report: &Report, account: &Account) -> String {
    let offsets = Offsets::new(&report.text);
    let annotated = types::Annotated {
        id: &report.id,
        text: &report.text,
        published: report.published.map(|published| published.to_string()),
        title: report.title.as_deref(),
        publisher: report.publisher.as_deref(),
        times: account.times.iter().map(|timex| time_expression(timex, &offsets)).collect(),
        attributions: account.attributions.iter().map(|it| attribution(it, &offsets)).collect(),
        events: account.events.iter().enumerate().map(|(idx, event)| report_event(idx, event)).collect(),
        claims: account.claims.iter().map(|it| claim(it, &report.id, &offsets)).collect(),
    };
    serde_json::to_string(&annotated).unwrap_or_default()
}

/// What the reports say together, as one indented object that ends with a line break.
pub(crate) fn case_json(case: &Case, reports: &[Report]) -> String {
    let lookup =
        Lookup { case, reports, offsets: reports.iter().map(|report| Offsets::new(&report.text)).collect() };
    let output = types::CaseOutput {
        reports: reports.iter().map(report_header).collect(),
        events: case.events.iter().enumerate().map(|(idx, event)| lookup.event(idx, event)).collect(),
        claims: case.claims.iter().filter_map(|it| lookup.claim(it)).collect(),
        entities: case.entities.iter().filter_map(entity).collect(),
        timeline: case.timeline.iter().map(|entry| lookup.timeline_entry(entry)).collect(),
        warnings: case.warnings.iter().map(|warning| lookup.warning(warning)).collect(),
        origins: case.origins.iter().filter_map(|origin| lookup.origin(origin)).collect(),
        decisions: case.judgements.iter().map(|judgement| lookup.judgement(judgement)).collect(),
        as_of: case.as_of.map(|day| day.to_string()),
        since: case.since.map(|day| day.to_string()),
    };
    let mut json = serde_json::to_string_pretty(&output).unwrap_or_default();
    json.push('\n');
    json
}

/// The JSON Schema (2020-12) of [`annotate_json`].
pub fn annotate_schema() -> String {
    schema::<types::Annotated<'static>>()
}

/// The JSON Schema (2020-12) of a case in [`Format::Json`](crate::Format::Json).
pub fn report_schema() -> String {
    schema::<types::CaseOutput<'static>>()
}

/// The schema of what is written, in which members that may be absent are those that we leave out.
pub(crate) fn schema<T: JsonSchema>() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<T>();
    let mut json = serde_json::to_string_pretty(&schema).unwrap_or_default();
    json.push('\n');
    json
}

/// "e1" for the first event.
pub(crate) fn event_id(id: EventId) -> String {
    format!("e{}", id.index() + 1)
}

fn words<'a>(span: Span, offsets: &Offsets<'a>) -> types::Words<'a> {
    types::Words {
        start: offsets.code_point(span.start),
        end: offsets.code_point(span.end),
        text: offsets.words(span),
    }
}

fn time_expression<'a>(timex: &'a Timex, offsets: &Offsets<'a>) -> types::TimeExpression<'a> {
    types::TimeExpression {
        words: words(timex.span, offsets),
        kind: timex.kind.label(),
        value: &timex.value,
        inferred: timex.inferred,
        modifier: &timex.modifier,
    }
}

fn attribution<'a>(attribution: &'a Attribution, offsets: &Offsets<'a>) -> types::Attribution<'a> {
    let parts = &attribution.content.parts;
    let broken = if parts.len() > 1 { parts.as_slice() } else { &[] };
    types::Attribution {
        source: attribution.source.as_ref().map(|source| words(source.span, offsets)),
        cue: words(attribution.cue, offsets),
        content: types::Content {
            words: words(attribution.content.span, offsets),
            spans: broken
                .iter()
                .map(|part| [offsets.code_point(part.start), offsets.code_point(part.end)])
                .collect(),
        },
        name: attribution.source.as_ref().map(|source| source.name.as_str()),
        stance: attribution.stance.label(),
        parent: attribution.parent.map(|parent| parent.0),
        rule: &attribution.rule,
    }
}

fn report_event(idx: usize, event: &Event) -> types::ReportEvent<'_> {
    types::ReportEvent {
        id: event_id(EventId(idx as u32)),
        label: &event.label,
        kind: &event.kind,
        date: event.date.as_deref(),
        place: event.place.as_deref(),
        main: event.main,
    }
}

fn claim<'a>(claim: &'a Claim, report: &'a str, offsets: &Offsets<'a>) -> types::Claim<'a> {
    types::Claim {
        id: &claim.id,
        report,
        event: claim.event.map(event_id),
        property: &claim.property,
        value: value(&claim.value),
        stance: claim.stance.label(),
        certainty: claim.certainty.label(),
        sources: claim.sources.iter().map(|source| source.name.as_str()).collect(),
        // A day whose year nobody tells is no date.
        as_of: claim.as_of.as_deref().filter(|value| !value.starts_with('X')),
        scope: claim.scope.as_deref(),
        part: claim.part,
        rule: &claim.rule,
        evidence: words(claim.evidence, offsets),
        roles: claim
            .roles
            .iter()
            .map(|role| types::Role {
                name: &role.name,
                value: value(&role.value),
                words: words(role.span, offsets),
            })
            .collect(),
    }
}

fn value(value: &Value) -> types::Value<'_> {
    let text = value.text.as_str();
    let ends = |amount: &Interval| (types::Number(amount.low), types::Number(amount.high));
    match &value.kind {
        ValueKind::Count(count) => {
            types::Value::Count { low: types::Whole(count.low), high: types::Whole(count.high), text }
        }
        ValueKind::Duration { amount, unit } => {
            let (low, high) = ends(amount);
            types::Value::Duration { low, high, unit, text }
        }
        ValueKind::Measure { amount, unit } => {
            let (low, high) = ends(amount);
            types::Value::Measure { low, high, unit, text }
        }
        ValueKind::Money { amount, currency } => {
            let (low, high) = ends(amount);
            types::Value::Money { low, high, unit: currency, text }
        }
        ValueKind::Time(value) => types::Value::Time { value, text },
        ValueKind::Place(name) => types::Value::Place { name, text },
        ValueKind::Actor(name) => types::Value::Actor { name, text },
        ValueKind::Text => types::Value::Text { text },
    }
}

fn report_header(report: &Report) -> types::ReportHeader<'_> {
    types::ReportHeader {
        id: &report.id,
        title: report.title.as_deref(),
        publisher: report.publisher.as_deref(),
        author: report.author.as_deref(),
        published: report.published.map(|published| published.to_string()),
        url: report.url.as_deref(),
        unread: report.unread.as_deref(),
    }
}

fn lead(lead: Lead) -> types::Days {
    types::Days { low: lead.least, high: lead.most }
}

/// The contract has three kinds of entities. Ships, stations and halls are places one can be at, newspapers are
/// organisations; what is none of the three is left out.
fn entity(entity: &CaseEntity) -> Option<types::Entity<'_>> {
    let kind = match entity.kind {
        EntityKind::Person => "person",
        EntityKind::Organisation | EntityKind::Publication => "organisation",
        EntityKind::Place | EntityKind::Facility => "place",
        EntityKind::Nationality | EntityKind::Other => return None,
    };
    let aliases = entity.aliases.iter().map(String::as_str).collect();
    let may_be = entity.may_be.iter().map(String::as_str).collect();
    let related = entity.related.iter().map(String::as_str).collect();
    Some(types::Entity { name: &entity.name, kind, aliases, may_be, related })
}

/// What ids and indices of a case point to.
struct Lookup<'a> {
    case: &'a Case,
    reports: &'a [Report],
    offsets: Vec<Offsets<'a>>,
}

impl<'a> Lookup<'a> {
    fn report_ids(&self, ids: &[ReportId]) -> Vec<&'a str> {
        ids.iter().filter_map(|id| self.reports.get(id.index())).map(|report| report.id.as_str()).collect()
    }

    fn claim_ids(&self, claims: &[u32]) -> Vec<&'a str> {
        claims.iter().filter_map(|&idx| self.case.claims.get(idx as usize)).map(|it| it.id.as_str()).collect()
    }

    fn claim(&self, it: &'a Claim) -> Option<types::Claim<'a>> {
        let report = self.reports.get(it.report.index())?;
        Some(claim(it, &report.id, self.offsets.get(it.report.index())?))
    }

    fn judgement(&self, judgement: &'a Judgement) -> types::Judgement<'a> {
        let mut shown = types::Judgement {
            id: &judgement.decision,
            author: &judgement.author,
            made: &judgement.made,
            reason: &judgement.reason,
            what: &judgement.what,
            events: Vec::new(),
            questions: Vec::new(),
            claims: Vec::new(),
            reports: Vec::new(),
            names: Vec::new(),
        };
        for place in &judgement.on {
            match place {
                Place::Case => {}
                Place::Event(id) => shown.events.push(event_id(*id)),
                Place::Question(id, number) => {
                    let questions = self.case.events.get(id.index()).map(|entry| &entry.questions);
                    let question = questions.and_then(|questions| questions.get(*number as usize));
                    shown.questions.extend(question.map(|question| types::QuestionRef {
                        event: event_id(*id),
                        property: &question.property,
                        scope: question.scope.as_deref(),
                    }));
                }
                Place::Claim(idx) => shown.claims.extend(self.claim_ids(&[*idx])),
                Place::Report(id) => shown.reports.extend(self.report_ids(&[*id])),
                Place::Name(name) => shown.names.push(name),
            }
        }
        shown
    }

    fn event(&self, idx: usize, entry: &'a CaseEvent) -> types::CaseEvent<'a> {
        types::CaseEvent {
            id: event_id(EventId(idx as u32)),
            label: &entry.event.label,
            kind: &entry.event.kind,
            date: entry.event.date.as_deref(),
            place: entry.event.place.as_deref(),
            reports: self.report_ids(&entry.event.reports),
            main: entry.event.main,
            questions: entry.questions.iter().map(|question| self.question(question)).collect(),
        }
    }

    fn question(&self, question: &'a Question) -> types::Question<'a> {
        types::Question {
            property: &question.property,
            scope: question.scope.as_deref(),
            part: question.part,
            status: question.status.label(),
            why: &question.why,
            readings: question.readings.iter().map(|reading| self.reading(reading)).collect(),
            before: question.before.as_ref().map(|before| types::Before {
                status: before.status.map(Status::label),
                new: &before.new,
                repeated: &before.repeated,
            }),
        }
    }

    fn reading(&self, reading: &'a Reading) -> types::Reading<'a> {
        types::Reading {
            value: value(&reading.value),
            stance: reading.stance.label(),
            claims: self.claim_ids(&reading.claims),
            reports: self.report_ids(&reading.reports),
            sources: reading.sources.iter().map(String::as_str).collect(),
            independent: reading.independent,
            unestablished: reading.unestablished,
            first_reported: reading.first_reported.as_deref(),
            last_reported: reading.last_reported.as_deref(),
        }
    }

    fn timeline_entry(&self, entry: &'a variorum_model::case::TimelineEntry) -> types::TimelineEntry<'a> {
        types::TimelineEntry {
            date: &entry.date,
            text: &entry.text,
            claims: self.claim_ids(&entry.claims),
            known: entry.known.as_deref(),
            lead_days: entry.lead.map(lead),
        }
    }

    fn warning(&self, warning: &'a variorum_model::case::Warning) -> types::Warning<'a> {
        types::Warning {
            issuer: warning.issuer.as_deref(),
            recipient: warning.recipient.as_deref(),
            date: warning.date.as_deref(),
            valid: warning.valid.as_deref(),
            content: &warning.content,
            claims: self.claim_ids(&warning.claims),
            responses: self.claim_ids(&warning.responses),
            lead_days: warning.lead.map(lead),
        }
    }

    fn origin(&self, origin: &'a Origin) -> Option<types::Origin<'a>> {
        let report = self.reports.get(origin.report.index())?;
        let offsets = self.offsets.get(origin.report.index())?;
        Some(types::Origin {
            report: &report.id,
            derives_from: match &origin.derives_from {
                OriginRef::Report(id) => &self.reports.get(id.index())?.id,
                OriginRef::Name(name) => name,
            },
            how: origin.how.label(),
            evidence: origin.evidence.map(|span| words(span, offsets)),
            share: origin.share,
            differences: origin.differences.iter().map(String::as_str).collect(),
        })
    }
}
