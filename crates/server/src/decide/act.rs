//! What a form sends, as the act that it decides.
//!
//! ```text
//! act=correct_claim&of=4f1c&value=nine      ─▶   Act::CorrectClaim { claim: "4f1c", value: Some(9), … }
//! ```

use super::{Fields, event_anchor, field};
use crate::pages::Failed;
use crate::state::State;
use variorum::model::decision::NoteOn;
use variorum::model::{Act, Stance};

/// The act that the fields make.
pub(super) fn act(state: &State, fields: &Fields) -> Result<Act, Failed> {
    let needed = |name: &str| {
        let value = field(fields, name).filter(|value| !value.is_empty());
        value.ok_or_else(|| Failed::wrong(&format!("Something is missing: {name}.")))
    };
    let optional = |name: &str| field(fields, name).filter(|value| !value.is_empty());
    let of = || needed("of");
    let report = || match optional("other") {
        Some(number) => report(state, number),
        None => needed("into").map(str::to_owned),
    };
    Ok(match needed("act")? {
        "reject_claim" => Act::RejectClaim { claim: of()?.into() },
        "correct_claim" => correction(state, fields)?,
        "add_claim" => addition(state, fields)?,
        "join_readings" => Act::JoinReadings { into: needed("into")?.into(), from: of()?.into() },
        "join_questions" => Act::JoinQuestions { into: needed("into")?.into(), from: of()?.into() },
        "join_events" => {
            let into = match optional("other") {
                Some(key) => event(state, key)?,
                None => needed("into")?.to_owned(),
            };
            Act::JoinEvents { into: into.into(), from: of()?.into() }
        }
        "split_question" => Act::SplitQuestion { claims: vec![of()?.into()], scope: needed("scope")?.into() },
        "split_event" => Act::SplitEvent { claims: vec![of()?.into()], label: needed("label")?.to_owned() },
        "join_names" => Act::JoinEntities { into: needed("into")?.to_owned(), from: of()?.to_owned() },
        "split_name" => Act::SplitEntity {
            name: of()?.to_owned(),
            label: needed("label")?.to_owned(),
            reports: needed("reports")?
                .split([',', ' '])
                .filter(|id| !id.is_empty())
                .map(str::to_owned)
                .collect(),
        },
        "mark_copy" => Act::MarkCopy { report: of()?.to_owned(), of: report()? },
        "no_copy" => Act::NoCopy { report: of()?.to_owned(), of: report()? },
        "grade_source" => match needed("grade")?.as_bytes() {
            [letter @ b'A'..=b'F'] => {
                Act::GradeSource { source: of()?.to_owned(), grade: char::from(*letter) }
            }
            _ => return Err(Failed::wrong("A source is graded from A to F.")),
        },
        "grade_claim" => match needed("grade")?.as_bytes() {
            [digit @ b'1'..=b'6'] => Act::GradeClaim { claim: of()?.into(), grade: digit - b'0' },
            _ => return Err(Failed::wrong("A claim is graded from 1 to 6.")),
        },
        "note" => {
            let on = match optional("on").unwrap_or("case") {
                "claim" => NoteOn::Claim(of()?.into()),
                "question" => NoteOn::Question(of()?.into()),
                "event" => NoteOn::Event(of()?.into()),
                "report" => NoteOn::Report(of()?.to_owned()),
                "name" => NoteOn::Source(of()?.to_owned()),
                _ => NoteOn::Case,
            };
            Act::Note { on, text: needed("text")?.to_owned() }
        }
        other => return Err(Failed::wrong(&format!("There is no decision {other}."))),
    })
}

/// A claim on the event with this key.
fn event(state: &State, key: &str) -> Result<String, Failed> {
    let shown = state.snapshot(None)?;
    let event = shown.view.keys.find_event(key).ok_or_else(|| Failed::missing("event"))?;
    event_anchor(&shown, event).ok_or_else(|| Failed::missing("event"))
}

/// The id of the report with this number.
fn report(state: &State, number: &str) -> Result<String, Failed> {
    let shown = state.snapshot(None)?;
    let found = number.parse().ok().and_then(|row| shown.view.report_of(row));
    let report = found.and_then(|idx| shown.view.reports.get(idx));
    report.map(|report| report.id.clone()).ok_or_else(|| Failed::missing("report"))
}

fn correction(state: &State, fields: &Fields) -> Result<Act, Failed> {
    let shown = state.snapshot(None)?;
    let id = field(fields, "of").unwrap_or_default();
    let claim = shown.view.claim(id).ok_or_else(|| Failed::missing("claim"))?;
    let claim = &shown.view.case.claims[claim];
    let published = shown.view.reports.get(claim.report.index()).and_then(|report| report.published);
    let optional = |name: &str| field(fields, name).filter(|value| !value.is_empty());
    let value = match optional("value") {
        Some(words) => Some(state.engine.value(&claim.property, words, published).ok_or_else(|| {
            Failed::wrong("These words give the property no value; write a figure, a date or a name.")
        })?),
        None => None,
    };
    let stance = match optional("stance") {
        Some("asserted") => Some(Stance::Asserted),
        Some("denied") => Some(Stance::Denied),
        Some("doubted") => Some(Stance::Doubted),
        _ => None,
    };
    let scope = optional("scope").map(|scope| if scope == "-" { "" } else { scope }.into());
    let source = optional("source").map(|source| if source == "-" { "" } else { source }.to_owned());
    if value.is_none() && stance.is_none() && scope.is_none() && source.is_none() {
        return Err(Failed::wrong(
            "Say what the claim is: a value, a stance, whom it counts, or who says so.",
        ));
    }
    Ok(Act::CorrectClaim { claim: id.into(), value, stance, scope, source })
}

fn addition(state: &State, fields: &Fields) -> Result<Act, Failed> {
    let shown = state.snapshot(None)?;
    let text = |name: &str| field(fields, name).unwrap_or_default();
    let idx = text("row").parse().ok().and_then(|row| shown.view.report_of(row));
    let report = &shown.view.reports[idx.ok_or_else(|| Failed::missing("report"))?];
    let words = text("words");
    if words.is_empty() || words.len() > 2000 {
        return Err(Failed::wrong("Select the words of the report that say it; at most a few sentences."));
    }
    let (start, end) = place(&report.text, words)
        .ok_or_else(|| Failed::wrong("These words do not stand in the report; select them in its text."))?;
    let property = text("property");
    if state.engine.ontology().property(property).is_none() {
        return Err(Failed::wrong("Choose what the words answer."));
    }
    let of = if text("value").is_empty() { words } else { text("value") };
    let value = state.engine.value(property, of, report.published);
    Ok(Act::AddClaim {
        report: report.id.clone(),
        start: start as u32,
        end: end as u32,
        property: property.into(),
        value: value.ok_or_else(|| Failed::wrong("The words give no value; write it beside them."))?,
        stance: Stance::Asserted,
        source: text("source").to_owned(),
        event_of: None,
    })
}

/// Where words stand in a text, whatever white space a browser has made of that between them.
fn place(text: &str, words: &str) -> Option<(usize, usize)> {
    let words = words.trim();
    if let Some(start) = text.find(words).filter(|_| !words.is_empty()) {
        return Some((start, start + words.len()));
    }
    let pieces: Vec<&str> = words.split_whitespace().collect();
    let first = pieces.first()?;
    text.match_indices(first).take(10_000).find_map(|(start, _)| {
        let mut at = start;
        for piece in &pieces {
            let rest = text.get(at..)?;
            let gap = rest.len() - rest.trim_start().len();
            if !rest.get(gap..)?.starts_with(piece) {
                return None;
            }
            at += gap + piece.len();
        }
        Some((start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_the_white_space() {
        let text = "Nine people\ndied in the  mill.\nNine people left.";
        assert_eq!(place(text, "people died in the mill"), Some((5, 29)));
        assert_eq!(place(text, "people left"), Some((36, 47)));
        assert_eq!(place(text, "ten people"), None);
        assert_eq!(place(text, " "), None);
    }
}
