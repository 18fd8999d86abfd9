//! A small case built by hand: five reports of a fire, with readings that evolve, that dispute, a denial and a copy.
#![allow(dead_code)] // each test file uses a part of it

use jiff::civil::date;
use variorum_model::attribution::AttributionId;
use variorum_model::case::{CaseEntity, CaseEvent, Lead, TimelineEntry, Warning};
use variorum_model::document::{Anchor, EntityKind, SentenceId, Timex, TimexType};
use variorum_model::ontology::{Movement, Property, PropertyGroup, ValueType};
use variorum_model::origin::{Derivation, OriginRef};
use variorum_model::report::{Furniture, FurnitureKind};
use variorum_model::value::{Interval, ValueKind};
use variorum_model::*;

pub(crate) struct Sample {
    pub(crate) case: Case,
    pub(crate) reports: Vec<Report>,
    pub(crate) accounts: Vec<Account>,
    pub(crate) ontology: Ontology,
}

/// A report whose first line is its headline and whose last line, if it begins with "©", is furniture.
pub(crate) fn report(id: &str, publisher: Option<&str>, day: Option<(i8, i8)>, text: &str) -> Report {
    let title = text.lines().next().unwrap_or_default();
    let furniture =
        text.rfind("©").map(|at| Furniture { span: Span::new(at, text.len()), kind: FurnitureKind::Imprint });
    Report {
        id: id.into(),
        text: text.into(),
        title: Some(title.into()),
        headline: Some(Span::new(0, title.len())),
        publisher: publisher.map(String::from),
        published: day.map(|(month, day)| report::Published { date: date(2031, month, day), time: None }),
        furniture: furniture.into_iter().collect(),
        ..Report::default()
    }
}

pub(crate) fn span(text: &str, words: &str) -> Span {
    let at = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
    Span::new(at, at + words.len())
}

pub(crate) fn count(low: Option<f64>, high: Option<f64>, text: &str) -> Value {
    Value { kind: ValueKind::Count(Interval::new(low, high)), text: text.into() }
}

pub(crate) fn source(name: &str) -> Source {
    Source { span: Span::default(), name: name.into(), entity: None, kind: SourceKind::Named }
}

impl Sample {
    /// Adds a claim of the first event; its value's words stand in the evidence.
    pub(crate) fn claim(
        &mut self,
        report: u32,
        property: &str,
        value: Value,
        evidence: &str,
        sources: &[&str],
    ) -> u32 {
        let text = &self.reports[report as usize].text;
        let evidence = span(text, evidence);
        let within = span(evidence.of(text), &value.text);
        let id = self.case.claims.len();
        self.case.claims.push(Claim {
            id: format!("c{}", id + 1).into(),
            report: ReportId(report),
            event: Some(EventId(0)),
            property: property.into(),
            value_span: Span::new(
                (evidence.start + within.start) as usize,
                (evidence.start + within.end) as usize,
            ),
            value,
            stance: Stance::Asserted,
            certainty: Certainty::Stated,
            sources: sources.iter().map(|name| source(name)).collect(),
            attribution: None,
            as_of: None,
            scope: None,
            part: false,
            rule: "toll-passive".into(),
            evidence,
            roles: Vec::new(),
        });
        id as u32
    }

    /// A reading of these claims, with the value and stance of the first.
    pub(crate) fn reading(&self, claims: &[u32]) -> Reading {
        let first = &self.case.claims[claims[0] as usize];
        let mut reports: Vec<ReportId> =
            claims.iter().map(|&idx| self.case.claims[idx as usize].report).collect();
        reports.dedup();
        let mut days: Vec<String> = reports
            .iter()
            .filter_map(|id| self.reports[id.index()].published)
            .map(|published| published.date.to_string())
            .collect();
        days.sort();
        let mut sources = Vec::new();
        for claim in claims {
            for source in &self.case.claims[*claim as usize].sources {
                if !sources.contains(&source.name) {
                    sources.push(source.name.clone());
                }
            }
        }
        Reading {
            value: first.value.clone(),
            stance: first.stance,
            claims: claims.to_vec(),
            reports,
            sources,
            independent: 1,
            unestablished: 0,
            first_reported: days.first().map(|day| day.as_str().into()),
            last_reported: days.last().map(|day| day.as_str().into()),
        }
    }
}

pub(crate) fn property(name: &str, question: &str, group: PropertyGroup, value: ValueType) -> Property {
    Property {
        name: name.into(),
        question: question.into(),
        about: format!("What the word {name} stands for in this ontology."),
        group,
        value,
        movement: Movement::Grows,
        several: false,
        tolerance: 0.0,
        scopes: Vec::new(),
        roles: Vec::new(),
        kinds: Vec::new(),
    }
}

pub(crate) fn sample() -> Sample {
    let reports = vec![
        report(
            "monday",
            Some("NPA"),
            Some((3, 3)),
            "Fire in Eastport kills at least 9\n\nAt least 9 people were killed when a café burned in Eastport on \
             Monday, police said. Help came after 20 minutes, the fire service said.\n\n© NPA 2031",
        ),
        report(
            "monday-copy",
            Some("The Eastport Mirror"),
            Some((3, 3)),
            "Café fire: at least 9 dead\n\nAt least 9 people were killed when a café burned in Eastport on \
             Monday, police said. Help came after 25 minutes, the fire service said.",
        ),
        report(
            "tuesday",
            Some("NPA"),
            Some((3, 4)),
            "Toll of Eastport fire rises\n\nThe toll rose to 14 on Tuesday, Mayor Ana Ruiz said. “It took them \
             more than an hour,” said a neighbour, Jo Lind. Owner Bo Carr denied that 30 people had died.",
        ),
        report(
            "undated",
            None,
            None,
            "Eastport mourns\n\nAbout 15 people died in the café, by one count. In 2011, 21 people were killed in \
             a fire in the same street.",
        ),
        report(
            "inquiry",
            Some("Norland Courier"),
            Some((4, 20)),
            "Inquiry into café fire\n\nThe fire killed 16 people, the inquiry found. The town had been warned \
             about the café’s exits in January by the insurer.",
        ),
    ];
    let ontology = Ontology {
        properties: vec![
            property("killed", "How many people were killed?", PropertyGroup::Counts, ValueType::Count),
            property(
                "response_time",
                "How long did help take to come?",
                PropertyGroup::Circumstances,
                ValueType::Duration,
            ),
            property("place", "Where did it happen?", PropertyGroup::Circumstances, ValueType::Place),
        ],
        kinds: Vec::new(),
    };
    let mut sample = Sample { case: Case::default(), reports, accounts: Vec::new(), ontology };
    let exactly = |number: f64, text: &str| count(Some(number), Some(number), text);
    let minutes = |low: f64, high: Option<f64>, text: &str| Value {
        kind: ValueKind::Duration { amount: Interval::new(Some(low), high), unit: "minute".into() },
        text: text.into(),
    };
    let place = Value { kind: ValueKind::Place("Eastport".into()), text: "Eastport".into() };
    let at_least_9 = count(Some(9.0), None, "At least 9 people");
    let nine = "At least 9 people were killed when a café burned";
    let c = [
        sample.claim(0, "killed", at_least_9.clone(), nine, &["police"]),
        sample.claim(0, "place", place.clone(), "a café burned in Eastport", &["police"]),
        sample.claim(
            0,
            "response_time",
            minutes(20.0, Some(20.0), "20 minutes"),
            "Help came after 20 minutes",
            &["the fire service"],
        ),
        sample.claim(1, "killed", at_least_9, nine, &["police"]),
        sample.claim(
            1,
            "response_time",
            minutes(25.0, Some(25.0), "25 minutes"),
            "Help came after 25 minutes",
            &["the fire service"],
        ),
        sample.claim(2, "killed", exactly(14.0, "14"), "The toll rose to 14", &["Ana Ruiz"]),
        sample.claim(
            2,
            "response_time",
            minutes(61.0, None, "more than an hour"),
            "It took them more than an hour",
            &["Jo Lind"],
        ),
        sample.claim(2, "killed", exactly(30.0, "30 people"), "30 people had died", &["Bo Carr"]),
        sample.claim(
            3,
            "killed",
            count(Some(13.0), Some(17.0), "About 15 people"),
            "About 15 people died in the café",
            &[],
        ),
        sample.claim(3, "killed", exactly(21.0, "21 people"), "21 people were killed in a fire", &[]),
        sample.claim(4, "killed", exactly(16.0, "16 people"), "The fire killed 16 people", &["the inquiry"]),
        sample.claim(
            4,
            "warning",
            Value { kind: ValueKind::Text, text: "the café’s exits".into() },
            "The town had been warned about the café’s exits in January by the insurer",
            &[],
        ),
    ];
    sample.case.claims[c[6] as usize].attribution = Some(AttributionId(0));
    sample.case.claims[c[7] as usize].stance = Stance::Denied;
    sample.case.claims[c[9] as usize].event = Some(EventId(1));
    let mut first = sample.reading(&[c[0], c[3]]);
    first.unestablished = 0;
    let questions = vec![
        Question {
            property: "killed".into(),
            scope: None,
            part: false,
            status: Status::Evolving,
            why: "16 (20 April) replaces 14 (4 March), which replaces at least 9 (3 March)".into(),
            readings: vec![
                first,
                sample.reading(&[c[5]]),
                sample.reading(&[c[7]]),
                sample.reading(&[c[10]]),
                sample.reading(&[c[8]]),
            ],
            before: None,
        },
        Question {
            property: "response_time".into(),
            scope: None,
            part: false,
            status: Status::Disputed,
            why: "20 minutes (the fire service) and more than an hour (Jo Lind) cannot both be true".into(),
            readings: vec![sample.reading(&[c[2]]), sample.reading(&[c[4]]), sample.reading(&[c[6]])],
            before: None,
        },
        Question {
            property: "place".into(),
            scope: None,
            part: false,
            status: Status::Single,
            why: "one report only".into(),
            readings: vec![sample.reading(&[c[1]])],
            before: None,
        },
    ];
    let background = vec![Question {
        property: "killed".into(),
        scope: None,
        part: false,
        status: Status::Single,
        why: "one report only".into(),
        readings: vec![sample.reading(&[c[9]])],
        before: None,
    }];
    sample.case.events = vec![
        CaseEvent {
            event: Event {
                label: "Eastport café fire".into(),
                kind: "fire".into(),
                date: Some("2031-03-03".into()),
                place: Some("Eastport".into()),
                reports: (0..5).map(ReportId).collect(),
                main: true,
                ..Event::default()
            },
            questions,
        },
        CaseEvent {
            event: Event {
                label: "Fire of 2011".into(),
                kind: "fire".into(),
                date: Some("2011".into()),
                reports: vec![ReportId(3)],
                ..Event::default()
            },
            questions: background,
        },
        CaseEvent {
            event: Event {
                label: "flood".into(),
                date: Some("2029-05".into()),
                reports: vec![ReportId(4)],
                ..Event::default()
            },
            questions: Vec::new(),
        },
    ];
    sample.case.entities = vec![
        CaseEntity {
            name: "Ana Ruiz".into(),
            kind: EntityKind::Person,
            aliases: vec!["Mayor Ruiz".into()],
            ..CaseEntity::default()
        },
        CaseEntity { name: "Eastport".into(), kind: EntityKind::Place, ..CaseEntity::default() },
        CaseEntity {
            name: "Dr Ruiz".into(),
            kind: EntityKind::Person,
            may_be: vec!["Ana Ruiz".into(), "Luis Ruiz".into()],
            ..CaseEntity::default()
        },
        CaseEntity { name: "Norlanders".into(), kind: EntityKind::Nationality, ..CaseEntity::default() },
    ];
    sample.case.timeline = vec![TimelineEntry {
        date: "2031-03-03".into(),
        known: Some("2031-03-03".into()),
        text: "a café burned in Eastport".into(),
        claims: vec![c[1]],
        lead: None,
    }];
    sample.case.warnings = vec![Warning {
        issuer: Some("the insurer".into()),
        recipient: Some("the town".into()),
        date: Some("2031-01".into()),
        valid: None,
        content: "the café’s exits".into(),
        claims: vec![c[11]],
        responses: Vec::new(),
        lead: Some(Lead { least: 31, most: 61 }),
    }];
    let shared = span(&sample.reports[1].text, nine);
    sample.case.origins = vec![Origin {
        report: ReportId(1),
        derives_from: OriginRef::Report(ReportId(0)),
        how: Derivation::Copy,
        evidence: Some(shared),
        share: 0.93,
        differences: vec!["response_time: 25 minutes where the other has 20 minutes".into()],
    }];
    sample.accounts = accounts(&sample);
    sample
}

/// What each report says: its claims, and for "tuesday" a broken quotation and a time.
fn accounts(sample: &Sample) -> Vec<Account> {
    let mut accounts: Vec<Account> = (0..sample.reports.len() as u32)
        .map(|idx| Account {
            report: ReportId(idx),
            claims: sample
                .case
                .claims
                .iter()
                .filter(|claim| claim.report == ReportId(idx))
                .cloned()
                .map(|claim| Claim { event: Some(EventId(0)), ..claim })
                .collect(),
            events: vec![Event { label: "fire".into(), kind: "fire".into(), main: true, ..Event::default() }],
            ..Account::default()
        })
        .collect();
    let text = &sample.reports[2].text;
    accounts[2].times.push(Timex {
        span: span(text, "on Tuesday"),
        tokens: TokenRange::default(),
        sentence: SentenceId(0),
        kind: TimexType::Date,
        value: "2031-03-04".into(),
        anchor: Anchor::Published,
        inferred: true,
        modifier: "".into(),
        rule: "weekday".into(),
    });
    let parts = vec![span(text, "It took them"), span(text, "more than an hour")];
    accounts[2].attributions.push(Attribution {
        source: Some(Source { span: span(text, "a neighbour, Jo Lind"), ..source("Jo Lind") }),
        cue: Span { end: span(text, "said a").end - 2, ..span(text, "said a") },
        content: Content { span: parts[0].join(parts[1]), parts },
        parent: None,
        stance: Stance::Asserted,
        certainty: Certainty::Stated,
        factive: false,
        deed: false,
        judged: false,
        about: None,
        rule: "quote-cue-source".into(),
    });
    accounts
}
