//! Reports and accounts made by hand: `report("a", "2024-05-01").says("killed", "12", "police said 12 people died")`.

// Each test file uses a part of it.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

pub mod said;

use variorum_model::account::Citation;
use variorum_model::claim::Role;
use variorum_model::document::{Anchor, Entity, EntityId, EntityKind, SentenceId, Timex, TimexType};
use variorum_model::ontology::{EventKind, Movement, Property, PropertyGroup, ValueType};
use variorum_model::report::{Credit, CreditKind};
use variorum_model::value::Interval;
use variorum_model::{
    Account, Case, Claim, Event, EventId, Ontology, Published, Question, Report, ReportId, Source,
    SourceKind, Span, Stance, TokenRange, Value, ValueKind,
};

/// A report with its account, in the making.
#[derive(Clone, Debug)]
pub struct Made {
    pub report: Report,
    pub account: Account,
}

/// A report of a fire in Eastport on 1 May 2024, published on this day ("" for none), with a text of its own.
pub fn report(id: &str, day: &str) -> Made {
    let published = day
        .get(..10)
        .and_then(|date| date.parse().ok())
        .map(|date| Published { date, time: day.get(11..).and_then(|time| time.parse().ok()) });
    let text = "A fire broke out in the Lantern Hall in Eastport.".to_owned();
    let report = Report {
        id: id.to_owned(),
        text,
        published,
        title: Some("Fire in Lantern Hall, Eastport".into()),
        ..Report::default()
    };
    Made { report, account: Account::default() }.event(
        "fire",
        "2024-05-01",
        &["Lantern Hall", "Eastport"],
        true,
    )
}

/// A report without events and without a title; its text is all there is.
pub fn bare(id: &str, day: &str, text: &str) -> Made {
    let mut made = report(id, day);
    made.report.title = None;
    made.report.text = text.to_owned();
    made.account.events.clear();
    made
}

/// A figure as the tests write it: "12", "133..", "..99", "126..154".
pub fn figure(figure: &str) -> Interval {
    let number = |digits: &str| digits.parse::<f64>().ok();
    match figure.split_once("..") {
        Some((low, high)) => Interval::new(number(low), number(high)),
        None => Interval::new(number(figure), number(figure)),
    }
}

impl Made {
    pub fn text(mut self, text: &str) -> Made {
        self.report.text = text.to_owned();
        self
    }

    pub fn publisher(mut self, name: &str) -> Made {
        self.report.publisher = Some(name.to_owned());
        self
    }

    pub fn url(mut self, url: &str) -> Made {
        self.report.url = Some(url.to_owned());
        self
    }

    pub fn credit(mut self, to: &str, how: CreditKind) -> Made {
        self.report.credits.push(Credit { to: to.to_owned(), how, evidence: None });
        self
    }

    pub fn cites(mut self, to: &str) -> Made {
        self.account.citations.push(Citation { to: to.to_owned(), evidence: Span::new(0, 1) });
        self
    }

    pub fn entity(mut self, name: &str, kind: EntityKind, aliases: &[&str]) -> Made {
        let aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
        self.account.entities.push(Entity {
            name: name.to_owned(),
            kind,
            aliases,
            role: None,
            named: true,
            short: Vec::new(),
        });
        self
    }

    /// Forms by which a report may call the entity made last.
    pub fn short(mut self, forms: &[&str]) -> Made {
        self.account.entities.last_mut().unwrap().short = forms.iter().map(|&form| form.to_owned()).collect();
        self
    }

    pub fn role(mut self, role: &str) -> Made {
        self.account.entities.last_mut().unwrap().role = Some(role.to_owned());
        self
    }

    pub fn event(mut self, kind: &str, date: &str, places: &[&str], main: bool) -> Made {
        let places: Vec<String> = places.iter().map(|&place| place.to_owned()).collect();
        self.account.events.push(Event {
            label: format!("{} {kind}", places.first().map_or("", String::as_str)),
            kind: kind.into(),
            date: (!date.is_empty()).then(|| date.into()),
            place: places.first().cloned(),
            places,
            main,
            ..Event::default()
        });
        self
    }

    /// A claim on the event made last; its words are appended to the text. `value` is read by the type of the property.
    pub fn says(mut self, property: &str, value: &str, words: &str) -> Made {
        let kind = match ontology().property(property).unwrap().value {
            ValueType::Count => ValueKind::Count(figure(value)),
            ValueType::Time => ValueKind::Time(value.into()),
            ValueType::Place => ValueKind::Place(value.to_owned()),
            ValueType::Actor => ValueKind::Actor(value.to_owned()),
            _ => ValueKind::Text,
        };
        let text = if matches!(kind, ValueKind::Text) { value } else { words };
        let start = self.report.text.len() + 1;
        let evidence = if words.is_empty() {
            Span::new(0, 10)
        } else {
            self.report.text = format!("{} {words}.", self.report.text);
            Span::new(start, start + words.len())
        };
        let n_claims = self.account.claims.len();
        self.account.claims.push(Claim {
            id: format!("{}-{n_claims}", self.report.id).into(),
            report: ReportId(0),
            event: Some(EventId(self.account.events.len().saturating_sub(1) as u32)),
            property: property.into(),
            value: Value { kind, text: text.to_owned() },
            stance: Stance::Asserted,
            certainty: Default::default(),
            sources: Vec::new(),
            attribution: None,
            as_of: None,
            scope: None,
            part: false,
            rule: "by-hand".into(),
            evidence,
            value_span: evidence,
            roles: Vec::new(),
        });
        self
    }

    fn last(&mut self) -> &mut Claim {
        self.account.claims.last_mut().unwrap()
    }

    pub fn denied(mut self) -> Made {
        self.last().stance = Stance::Denied;
        self
    }

    pub fn holding(mut self, day: &str) -> Made {
        self.last().as_of = Some(day.into());
        self
    }

    pub fn scope(mut self, scope: &str) -> Made {
        self.last().scope = Some(scope.into());
        self
    }

    /// The last claim counts some of those meant.
    pub fn part(mut self) -> Made {
        self.last().part = true;
        self
    }

    /// Who says the last claim, nearest first; a name that starts with a small letter is nobody who could be told apart.
    pub fn by(mut self, names: &[&str]) -> Made {
        let entities = &self.account.entities;
        let source = |name: &str| Source {
            span: Span::default(),
            name: name.to_owned(),
            entity: entities.iter().position(|entity| entity.name == name).map(|idx| EntityId(idx as u32)),
            kind: if name.starts_with(char::is_uppercase) { SourceKind::Named } else { SourceKind::Unnamed },
        };
        let sources = names.iter().map(|name| source(name)).collect();
        self.last().sources = sources;
        self
    }

    /// A time expression of the text: the words as they stand there, and their value.
    pub fn time(mut self, words: &str, kind: TimexType, value: &str) -> Made {
        let start = self.report.text.rfind(words).unwrap();
        self.account.times.push(Timex {
            span: Span::new(start, start + words.len()),
            tokens: TokenRange::default(),
            sentence: SentenceId(0),
            kind,
            value: value.into(),
            anchor: Anchor::Absolute,
            inferred: false,
            modifier: "".into(),
            rule: "by-hand".into(),
        });
        self.account.times.sort_by_key(|timex| timex.span);
        self
    }

    pub fn with(mut self, role: &str, value: ValueKind, text: &str) -> Made {
        let value = Value { kind: value, text: text.to_owned() };
        self.last().roles.push(Role { name: role.into(), value, span: Span::default() });
        self
    }
}

/// What reports say together.
pub fn together(made: &[Made]) -> Case {
    let (reports, accounts) = parts(made);
    variorum_collate::collate(&reports, &accounts, &ontology())
}

pub fn parts(made: &[Made]) -> (Vec<Report>, Vec<Account>) {
    let reports = made.iter().map(|made| made.report.clone()).collect();
    let account = |(idx, made): (usize, &Made)| {
        let mut account = made.account.clone();
        account.report = ReportId(idx as u32);
        account.claims.iter_mut().for_each(|claim| claim.report = ReportId(idx as u32));
        account
    };
    (reports, made.iter().enumerate().map(account).collect())
}

/// The question of the first event that has it.
pub fn question<'c>(case: &'c Case, property: &str) -> &'c Question {
    let mut questions = case.events.iter().flat_map(|event| &event.questions);
    questions.find(|question| question.property == property && question.scope.is_none()).unwrap()
}

pub fn ontology() -> Ontology {
    let property = |name: &str, value: ValueType, movement: Movement, several: bool| Property {
        name: name.into(),
        question: String::new(),
        about: String::new(),
        group: match value {
            ValueType::Actor => PropertyGroup::Actors,
            ValueType::Count => PropertyGroup::Counts,
            _ => PropertyGroup::Circumstances,
        },
        value,
        movement,
        several,
        tolerance: 0.0,
        scopes: Vec::new(),
        roles: Vec::new(),
        kinds: Vec::new(),
    };
    let kind = |name: &str, parent: Option<&str>| EventKind {
        also: Vec::new(),
        name: name.into(),
        parent: parent.map(Into::into),
        about: String::new(),
    };
    Ontology {
        properties: vec![
            property("killed", ValueType::Count, Movement::Grows, false),
            property("injured", ValueType::Count, Movement::Grows, false),
            property("missing", ValueType::Count, Movement::Shrinks, false),
            property("blamed", ValueType::Actor, Movement::Stands, false),
            property("weapon", ValueType::Text, Movement::Stands, true),
            property("cause", ValueType::Text, Movement::Stands, false),
            property("date", ValueType::Time, Movement::Stands, false),
            property("place", ValueType::Place, Movement::Stands, false),
            property("rank", ValueType::Text, Movement::Stands, true),
            property("warning", ValueType::Text, Movement::Stands, true),
            property("warning_response", ValueType::Text, Movement::Stands, true),
        ],
        kinds: vec![
            kind("attack", None),
            kind("bombing", Some("attack")),
            kind("fire", None),
            kind("collision", None),
        ],
    }
}
