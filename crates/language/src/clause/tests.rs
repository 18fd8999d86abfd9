//! Clauses of invented sentences, one line each:
//! `head(form,role[,passive][,not][,tense]) S=subject O=object I=indirect C=complement's head M=preposition:argument …`.

use crate::testing::document;
use proptest::prelude::*;
use variorum_model::Document;
use variorum_model::document::{Argument, Clause, ClauseForm, ClauseRole, Tense, Voice};

fn show(document: &Document, clause: &Clause) -> String {
    let form = match clause.form {
        ClauseForm::Finite => "fin",
        ClauseForm::Infinitive => "inf",
        ClauseForm::Participle => "part",
        ClauseForm::Nominal => "nom",
        ClauseForm::Verbless => "verbless",
    };
    let role = match clause.role {
        ClauseRole::Main => "main",
        ClauseRole::Coordinate => "coord",
        ClauseRole::Complement => "comp",
        ClauseRole::Relative => "rel",
        ClauseRole::Condition => "cond",
        ClauseRole::Adverbial => "adv",
        ClauseRole::Question => "quest",
    };
    let mut text = format!("{}({form},{role}", document.form(clause.head));
    if let Some(parent) = clause.parent {
        text += &format!("<{}", document.form(document.clauses[parent.0 as usize].head));
    }
    if clause.voice == Voice::Passive {
        text += ",passive";
    }
    if clause.negated {
        text += ",not";
    }
    if clause.tense == Tense::Future {
        text += ",future";
    }
    text += ")";
    let words = |argument: &Argument| document.words(argument.span).to_owned();
    for (name, argument) in [("S", &clause.subject), ("O", &clause.object), ("I", &clause.indirect)] {
        if let Some(argument) = argument {
            text += &format!(" {name}={}", words(argument));
        }
    }
    if let Some(complement) = clause.complement {
        text += &format!(" C={}", document.form(document.clauses[complement.0 as usize].head));
    }
    for modifier in &clause.modifiers {
        let preposition = modifier.preposition.map_or("", |id| document.form(id));
        text += &format!(" M={preposition}:{}", words(&modifier.argument));
    }
    text
}

/// The clauses of a text, nominal ones left out unless they are asked for.
fn clauses(text: &str, nominal: bool) -> Vec<String> {
    let document = document(text);
    let wanted = document.clauses.iter().filter(|clause| nominal || clause.form != ClauseForm::Nominal);
    wanted.map(|clause| show(&document, clause)).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(clauses(text, false), expected, "{text}");
}

#[test]
fn plain() {
    check("A bomb killed 12 people.", &["killed(fin,main) S=A bomb O=12 people"]);
    check(
        "At least 12 people were killed in the blast.",
        &["killed(fin,main,passive) S=At least 12 people M=in:the blast"],
    );
    check("No one was hurt.", &["hurt(fin,main,passive,not) S=No one"]);
    check("Twelve people are dead.", &["dead(fin,main) S=Twelve people"]);
}

proptest! {
    #[test]
    fn any_text_has_clauses_within_its_sentences(text in "\\PC{0,60}|([a-z]{1,8}|, |\\. |and |that |was |killed |\"| ){0,40}") {
        let document = document(&text);
        for clause in &document.clauses {
            let sentence = document.sentences[clause.sentence.0 as usize];
            prop_assert!(sentence.tokens.contains(clause.extent));
            prop_assert!(clause.extent.contains(clause.predicate));
            prop_assert!(clause.predicate.covers(clause.head));
        }
    }
}
