//! Clauses as one line of text each, for tests:
//!
//! ```text
//! killed(fin,main,passive) S=At least 12 people M=on:Friday
//! ```

use crate::testing::document;
use variorum_model::Document;
use variorum_model::document::{Argument, Clause, ClauseForm, ClauseRole, Tense, Voice};

/// One clause.
pub(super) fn show(document: &Document, clause: &Clause) -> String {
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
pub(super) fn clauses(text: &str, nominal: bool) -> Vec<String> {
    let document = document(text);
    let wanted = document.clauses.iter().filter(|clause| nominal || clause.form != ClauseForm::Nominal);
    wanted.map(|clause| show(&document, clause)).collect()
}
