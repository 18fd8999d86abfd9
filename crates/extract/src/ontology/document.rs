//! The documentation of all properties and kinds, made from the files.

use super::load::fixed_lists;
use super::property::{GROUPS, MOVEMENTS, VALUES};
use crate::Rules;
use crate::card::Place;
use std::fmt::Write as _;
use variorum_model::ontology::Property;

/// `docs/ontology.md`: every property with its cards and their examples, every kind of event, and the places that cards
/// can name.
pub fn documentation(rules: &Rules) -> String {
    let mut page = String::from(
        "# The ontology\n\n\
         What Variorum asks of an event, and the cards that find the answers. This page is made from the files in `ontology/` \
         and `languages/en/ontology/`; change those, then run `cargo run -p variorum --example ontology > docs/ontology.md`.\n",
    );
    for (title, group) in GROUPS {
        let properties = rules.ontology().properties.iter().filter(|property| property.group == *group);
        let _ = write!(page, "\n## {}{}\n", title[..1].to_uppercase(), &title[1..]);
        for property in properties {
            page.push_str(&describe(rules, property));
        }
    }
    page.push_str("\n## Kinds of events\n\n| kind | a case of | what it is |\n| --- | --- | --- |\n");
    for kind in &rules.ontology().kinds {
        let parent = kind.parent.as_deref().unwrap_or("–");
        let _ = writeln!(page, "| `{}` | {parent} | {} |", kind.name, one_line(&kind.about));
    }
    page.push_str("\n## Places that a card can name\n\nFor `where`, `needs`, `lacks` and `roles`; the card's word is in capitals.\n\n");
    page.push_str("| place | what it is | example |\n| --- | --- | --- |\n");
    for place in Place::ALL {
        let _ = writeln!(page, "| `{}` | {} | {} |", place.label(), place.about().trim(), place.example());
    }
    page.push_str(
        "\n## Lists of words with a meaning of their own\n\n| list | what it is for |\n| --- | --- |\n",
    );
    for (name, about) in fixed_lists() {
        let _ = writeln!(page, "| `{name}` | {} |", about.trim());
    }
    page
}

/// One property with its cards, in Markdown.
pub(crate) fn describe(rules: &Rules, property: &Property) -> String {
    let mut page = String::new();
    let value = VALUES.iter().find(|(_, value)| *value == property.value).map_or("", |(name, _)| name);
    let movement =
        MOVEMENTS.iter().find(|(_, movement)| *movement == property.movement).map_or("", |(name, _)| name);
    let about = format!("**{}** {}", property.question, one_line(&property.about));
    let _ = write!(page, "\n### `{}`\n\n{}\n\n", property.name, about.trim_end());
    let _ = write!(page, "Value: {value}. Movement: {movement}.");
    let list = |names: &[compact_str::CompactString]| names.join(", ");
    if property.several {
        page.push_str(" Several values can hold at once.");
    }
    if property.tolerance > 0.0 {
        let _ = write!(page, " Values within {} % of each other do not compete.", property.tolerance * 100.0);
    }
    for (title, names) in
        [("Scopes", &property.scopes), ("Roles", &property.roles), ("Only of", &property.kinds)]
    {
        if !names.is_empty() {
            let _ = write!(page, " {title}: {}.", list(names));
        }
    }
    page.push_str("\n\n");
    let cards: Vec<_> = rules.cards().iter().filter(|card| card.property == property.name).collect();
    if cards.is_empty() {
        page.push_str("No card of this language finds it yet.\n");
        return page;
    }
    page.push_str("| card | the value is | example | value | not |\n| --- | --- | --- | --- | --- |\n");
    for card in cards {
        let Some(example) = card.examples.first() else { continue };
        let (before, rest) = example.text.split_at(example.value_span.start as usize);
        let (marked, after) = rest.split_at(example.value_span.len());
        let _ = writeln!(
            page,
            "| `{}` | {} | {before}**{marked}**{after} | {} | {} |",
            card.name,
            card.place.label(),
            example.value.as_deref().unwrap_or(""),
            card.counterexamples.first().map(String::as_str).unwrap_or_default(),
        );
    }
    page
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
