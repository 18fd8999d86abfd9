//! What can be decided, as a schema.
//!
//! ```text
//! {"type": "reject_claim", "claim": "4f1c09"}
//! {"type": "note", "on": {"report": "npa-evening"}, "text": "ask the editor"}
//! ```

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{OneOfBuilder, Schema};
use variorum::model::Act;

/// The acts, each with what it names.
pub(super) fn schema() -> RefOr<Schema> {
    let mut acts = OneOfBuilder::new().description(Some(
        "What is decided, as `variorum export --format decisions` writes it. Claims and reports are named by their ids.",
    ));
    for act in all() {
        if let Ok(act) = serde_json::from_value::<RefOr<Schema>>(act) {
            acts = acts.item(act);
        }
    }
    Schema::OneOf(acts.build()).into()
}

fn all() -> Vec<Value> {
    let text = json!({"type": "string"});
    let texts = json!({"type": "array", "items": {"type": "string"}});
    let known = json!({"type": ["string", "null"]});
    let stance = json!(["Asserted", "Denied", "Doubted"]);
    let place = json!({"type": "integer", "minimum": 0, "maximum": u32::MAX});
    let note_on = ["claim", "question", "event", "report", "source"].map(|on| one(on, text.clone()));
    let note_on: Vec<Value> =
        [json!({"type": "string", "enum": ["case"]})].into_iter().chain(note_on).collect();
    let letter = json!({"type": "string", "enum": ["A", "B", "C", "D", "E", "F"]});
    let digit = json!({"type": "integer", "minimum": 1, "maximum": 6});
    let act = |name: &str, needed: &[(&str, Value)], more: &[(&str, Value)]| {
        let kind = ("type", json!({"type": "string", "enum": [name]}));
        object(&[&[kind], needed].concat(), more)
    };
    let two = || [("into", text.clone()), ("from", text.clone())];
    vec![
        act("reject_claim", &[("claim", text.clone())], &[]),
        act(
            "correct_claim",
            &[("claim", text.clone())],
            &[
                ("value", json!({"oneOf": [value(), {"type": "null"}]})),
                ("stance", json!({"oneOf": [{"type": "string", "enum": stance}, {"type": "null"}]})),
                ("scope", known.clone()),
                ("source", known.clone()),
            ],
        ),
        act(
            "add_claim",
            &[
                ("report", text.clone()),
                ("start", place.clone()),
                ("end", place),
                ("property", text.clone()),
                ("value", value()),
                ("stance", json!({"type": "string", "enum": stance})),
                ("source", text.clone()),
            ],
            &[("event_of", known)],
        ),
        act("join_readings", &two(), &[]),
        act("join_questions", &two(), &[]),
        act("join_events", &two(), &[]),
        act("join_entities", &two(), &[]),
        act("split_question", &[("claims", texts.clone()), ("scope", text.clone())], &[]),
        act("split_event", &[("claims", texts.clone()), ("label", text.clone())], &[]),
        act("split_entity", &[("name", text.clone()), ("reports", texts), ("label", text.clone())], &[]),
        act("mark_copy", &[("report", text.clone()), ("of", text.clone())], &[]),
        act("no_copy", &[("report", text.clone()), ("of", text.clone())], &[]),
        act("grade_source", &[("source", text.clone()), ("grade", letter)], &[]),
        act("grade_claim", &[("claim", text.clone()), ("grade", digit)], &[]),
        act("note", &[("on", json!({"oneOf": note_on})), ("text", text)], &[]),
    ]
}

/// A value with its words.
fn value() -> Value {
    let text = json!({"type": "string"});
    let end = json!({"type": ["number", "null"]});
    let amount = object(&[], &[("low", end.clone()), ("high", end)]);
    let with = |unit: &str| object(&[("amount", amount.clone()), (unit, text.clone())], &[]);
    let kinds = [
        one("Count", amount.clone()),
        one("Duration", with("unit")),
        one("Measure", with("unit")),
        one("Money", with("currency")),
        one("Time", text.clone()),
        one("Place", text.clone()),
        one("Actor", text.clone()),
        json!({"type": "string", "enum": ["Text"]}),
    ];
    object(&[("kind", json!({"oneOf": kinds})), ("text", text.clone())], &[])
}

/// Reads an act. Amounts are objects: a list of their ends is not one.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Act, D::Error> {
    let act = Value::deserialize(deserializer)?;
    let kinds = act.pointer("/value/kind").and_then(Value::as_object);
    let is_list = |kind: &Value| kind.is_array() || kind.get("amount").is_some_and(Value::is_array);
    if kinds.is_some_and(|kinds| kinds.values().any(is_list)) {
        return Err(D::Error::custom("an amount is an object: {\"low\": 9, \"high\": null}"));
    }
    serde_json::from_value(act).map_err(D::Error::custom)
}

/// An object of one member and no other.
fn one(name: &str, inside: Value) -> Value {
    let mut it = object(&[(name, inside)], &[]);
    it["additionalProperties"] = Value::Bool(false);
    it
}

fn object(needed: &[(&str, Value)], more: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = needed.iter().map(|(name, _)| *name).collect();
    let properties: serde_json::Map<String, Value> =
        needed.iter().chain(more).map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({"type": "object", "required": names, "properties": properties})
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum::model::decision::NoteOn;
    use variorum::model::value::Interval;
    use variorum::model::{Stance, ValueKind};

    #[test]
    fn what_is_decided_is_what_the_schema_says() {
        let schema = json!({"oneOf": all()});
        let validator = jsonschema::validator_for(&schema).unwrap();
        let nine = variorum::model::Value {
            kind: ValueKind::Count(Interval { low: Some(9.0), high: None }),
            text: "at least nine".into(),
        };
        let text = String::from("x");
        let acts = [
            Act::RejectClaim { claim: "c".into() },
            Act::CorrectClaim {
                claim: "c".into(),
                value: Some(nine.clone()),
                stance: Some(Stance::Denied),
                scope: None,
                source: Some(text.clone()),
            },
            Act::AddClaim {
                report: text.clone(),
                start: 0,
                end: 4,
                property: "killed".into(),
                value: nine,
                stance: Stance::Asserted,
                source: text.clone(),
                event_of: None,
            },
            Act::JoinEntities { into: text.clone(), from: text.clone() },
            Act::SplitQuestion { claims: vec!["c".into()], scope: "the crew".into() },
            Act::SplitEntity { name: text.clone(), reports: vec![text.clone()], label: text.clone() },
            Act::GradeSource { source: text.clone(), grade: 'B' },
            Act::GradeClaim { claim: "c".into(), grade: 2 },
            Act::Note { on: NoteOn::Case, text: text.clone() },
            Act::Note { on: NoteOn::Report(text.clone()), text },
        ];
        for act in acts {
            let written = serde_json::to_value(&act).unwrap();
            assert!(validator.is_valid(&written), "{written}");
        }
        assert!(!validator.is_valid(&json!({"type": "reject_claim"})));
        assert!(!validator.is_valid(&json!({})));
    }
}
