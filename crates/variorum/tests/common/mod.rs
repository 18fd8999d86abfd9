//! One report, annotated, and its claims in words.
#![allow(dead_code)] // each test takes what it needs

use variorum::Engine;
use variorum::model::value::ValueKind;
use variorum::model::{Account, Claim, Published, Report, ReportId};

/// What a report of 23 March 2024 with this text says.
pub(crate) fn annotate(text: &str) -> Account {
    thread_local! { static ENGINE: Engine = Engine::english().unwrap(); }
    let published = Some(Published { date: jiff::civil::date(2024, 3, 23), time: None });
    let report = Report { id: "a".into(), text: text.to_owned(), published, ..Report::default() };
    ENGINE.with(|engine| engine.annotate(ReportId(0), &report))
}

/// The claims of these properties, which spaces part.
pub(crate) fn of<'a>(account: &'a Account, properties: &'a str) -> impl Iterator<Item = &'a Claim> {
    account.claims.iter().filter(move |claim| properties.split(' ').any(|name| name == claim.property))
}

/// The value: "12", "12..", a time, a name, else its words.
pub(crate) fn value(claim: &Claim) -> String {
    let number = |bound: Option<f64>| bound.map(|it| it.to_string()).unwrap_or_default();
    match &claim.value.kind {
        ValueKind::Count(amount) if amount.low == amount.high => number(amount.low),
        ValueKind::Count(amount) => [amount.low, amount.high].map(number).join(".."),
        ValueKind::Time(value) => value.to_string(),
        ValueKind::Place(name) | ValueKind::Actor(name) => name.clone(),
        _ => claim.value.text.clone(),
    }
}
