//! The layer of clauses: predicates and the roles around them.

use super::items::{span, verb_fields};
use super::{Field, Item};
use variorum_model::Document;
use variorum_model::document::{Clause, ClauseForm, ClauseRole};

/// The clauses in the order of their predicates; an index in a field counts this list from 0.
pub(super) fn items(document: &Document) -> Vec<Item> {
    document.clauses.iter().map(|clause| item(document, clause)).collect()
}

fn item(document: &Document, clause: &Clause) -> Item {
    let mut fields = vec![("form", Field::Text(form(clause.form).to_owned()))];
    if let Some(token) = document.tokens.get(clause.head.index()) {
        fields.push(("lemma", Field::Text(token.lemma.to_string())));
    }
    verb_fields(clause.voice, clause.tense, clause.modality, clause.negated, &mut fields);
    for (name, argument) in
        [("subject", &clause.subject), ("object", &clause.object), ("indirect", &clause.indirect)]
    {
        if let Some(argument) = argument {
            fields.push((name, Field::Place(argument.span)));
        }
    }
    for (name, other) in [("complement", clause.complement), ("parent", clause.parent)] {
        if let Some(other) = other {
            fields.push((name, Field::Index(other.0 as usize)));
        }
    }
    if !clause.modifiers.is_empty() {
        let place = |modifier: &variorum_model::document::Modifier| {
            let preposition = modifier.preposition.and_then(|id| document.tokens.get(id.index()));
            let name = preposition.map(|token| token.norm.to_string()).unwrap_or_default();
            (name, modifier.argument.span)
        };
        fields.push(("modifiers", Field::Places(clause.modifiers.iter().map(place).collect())));
    }
    if !clause.adverbs.is_empty() {
        let place = |id: &variorum_model::TokenId| {
            let token = document.tokens.get(id.index());
            token.map(|token| (token.norm.to_string(), token.span)).unwrap_or_default()
        };
        fields.push(("adverbs", Field::Places(clause.adverbs.iter().map(place).collect())));
    }
    fields.push(("extent", Field::Place(span(document, clause.extent))));
    Item { span: span(document, clause.predicate), kind: role(clause.role), fields }
}

fn form(form: ClauseForm) -> &'static str {
    match form {
        ClauseForm::Finite => "finite",
        ClauseForm::Infinitive => "infinitive",
        ClauseForm::Participle => "participle",
        ClauseForm::Nominal => "nominal",
        ClauseForm::Verbless => "verbless",
    }
}

fn role(role: ClauseRole) -> &'static str {
    match role {
        ClauseRole::Main => "main",
        ClauseRole::Coordinate => "coordinate",
        ClauseRole::Complement => "complement",
        ClauseRole::Relative => "relative",
        ClauseRole::Condition => "condition",
        ClauseRole::Adverbial => "adverbial",
        ClauseRole::Question => "question",
    }
}
