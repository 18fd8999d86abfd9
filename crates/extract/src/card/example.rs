//! The sentences of a card, and what it should read in them.
//!
//! ```text
//! { text = "At least ‹139 people› were killed.", value = "139.." }    139 or more
//! "139" one figure, "90..99" between, "..99" up to, "Northern Front" a name or words, "2024-03-22" a time,
//! "20 minute", "6.1 magnitude", "5000000 EUR" a figure with its unit
//! ```

use crate::Rules;
use crate::ontology::OntologyError;
use std::fmt;
use variorum_model::value::{Interval, ValueKind};
use variorum_model::{Claim, Document, ReportId, Span, Value};

use super::Card;

/// A sentence that a card reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The sentence, without marks.
    pub text: String,
    /// Where the value stands in it.
    pub value_span: Span,
    /// What is read there, as `shown` writes values; nothing where only the place matters.
    pub value: Option<String>,
    /// The stance that the claim should have.
    pub stance: Option<String>,
    /// The certainty that the claim should have.
    pub certainty: Option<String>,
    /// The scope that the claim should have.
    pub scope: Option<String>,
}

impl Example {
    pub(crate) fn parse(
        source: crate::ontology::Source<'_>,
        byte: usize,
        entry: &crate::ontology::ExampleEntry,
    ) -> Result<Example, OntologyError> {
        let mut parts = entry.text.split(['‹', '›']);
        let (Some(before), Some(marked), Some(after), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            let message = "an example marks the words of the value once";
            return Err(source.error(
                byte,
                message,
                "put ‹ before and › after the words of the value".to_owned(),
            ));
        };
        Ok(Example {
            text: format!("{before}{marked}{after}"),
            value_span: Span::new(before.len(), before.len() + marked.len()),
            value: entry.value.clone(),
            stance: source.one_of("stance", entry.stance.as_ref(), &["asserted", "denied", "doubted"])?,
            certainty: source.one_of("certainty", entry.certainty.as_ref(), &["stated", "hedged"])?,
            scope: entry.scope.clone(),
        })
    }
}

/// A sentence on which a card fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFailure {
    /// The card.
    pub card: String,
    /// The file and line of the card.
    pub place: String,
    /// The sentence.
    pub text: String,
    /// What was expected and what was found.
    pub message: String,
}

impl fmt::Display for ExampleFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: card \"{}\": {}\n  in: {}", self.place, self.card, self.message, self.text)
    }
}

impl Card {
    /// Runs the card's sentences through the whole of `extract`. `analyze` gives the document of a text.
    pub fn check(&self, rules: &Rules, analyze: &dyn Fn(&str) -> Document) -> Vec<ExampleFailure> {
        let mut failures = Vec::new();
        let mut fail = |text: &str, message: String| {
            failures.push(ExampleFailure {
                card: self.name.to_string(),
                place: format!("{}:{}", self.file, self.line),
                text: text.to_owned(),
                message,
            });
        };
        for example in &self.examples {
            let claims = crate::extract(ReportId(0), "example", &analyze(&example.text), rules).claims;
            if let Err(message) = self.check_example(example, &claims) {
                fail(&example.text, message);
            }
        }
        for text in &self.counterexamples {
            let claims = crate::extract(ReportId(0), "example", &analyze(text), rules).claims;
            if let Some(claim) = claims.iter().find(|claim| claim.rule == self.name) {
                fail(text, format!("reads {} in a counterexample", shown(&claim.value)));
            }
        }
        failures
    }

    fn check_example(&self, example: &Example, claims: &[Claim]) -> Result<(), String> {
        let mine: Vec<&Claim> = claims.iter().filter(|claim| claim.rule == self.name).collect();
        let Some(claim) = mine.iter().find(|claim| claim.value_span == example.value_span) else {
            let found: Vec<String> = claims
                .iter()
                .map(|claim| {
                    format!("{} \"{}\" by {}", claim.property, claim.value_span.of(&example.text), claim.rule)
                })
                .collect();
            let found = if found.is_empty() { "nothing".to_owned() } else { found.join("; ") };
            return Err(format!(
                "expected a value at \"{}\", found {found}",
                example.value_span.of(&example.text)
            ));
        };
        let differs = |what: &str, expected: &Option<String>, found: &str| match expected {
            Some(expected) if expected != found => Err(format!("expected {what} {expected}, found {found}")),
            _ => Ok(()),
        };
        differs("the value", &example.value, &shown(&claim.value))?;
        differs("the stance", &example.stance, claim.stance.label())?;
        differs("the certainty", &example.certainty, claim.certainty.label())?;
        differs("the scope", &example.scope, claim.scope.as_deref().unwrap_or("none"))
    }
}

/// A value as examples write it.
pub(crate) fn shown(value: &Value) -> String {
    match &value.kind {
        ValueKind::Count(amount) => interval(amount),
        ValueKind::Duration { amount, unit } | ValueKind::Measure { amount, unit } => {
            format!("{} {unit}", interval(amount))
        }
        ValueKind::Money { amount, currency } => format!("{} {currency}", interval(amount)),
        ValueKind::Time(time) => time.to_string(),
        ValueKind::Place(name) | ValueKind::Actor(name) => name.clone(),
        ValueKind::Text => value.text.clone(),
    }
}

fn interval(amount: &Interval) -> String {
    match (amount.low, amount.high) {
        (Some(low), Some(high)) if low == high => format!("{low}"),
        (Some(low), Some(high)) => format!("{low}..{high}"),
        (Some(low), None) => format!("{low}.."),
        (None, Some(high)) => format!("..{high}"),
        (None, None) => "..".to_owned(),
    }
}
