//! `variorum ontology`: what can be asked of an event, and checks of a user's own file.

use crate::args::{Common, Ontology};
use crate::messages::Messages;
use crate::{output, work};
use std::fmt::Write as _;
use std::path::Path;
use variorum::{Engine, Rules, ontology_documentation};

pub(crate) fn run(command: &Ontology, common: &Common, messages: &Messages) -> anyhow::Result<()> {
    match command {
        Ontology::List => output::standard(list(work::engine(common)?.rules()).as_bytes()),
        Ontology::Show { name } => output::standard(show(work::engine(common)?.rules(), name)?.as_bytes()),
        Ontology::Check { file } => check(file, common, messages),
    }
}

/// All properties with their questions and the number of their cards, then the kinds of events.
fn list(rules: &Rules) -> String {
    let ontology = rules.ontology();
    let names = ontology.properties.iter().map(|property| property.name.len());
    let width = names.chain(ontology.kinds.iter().map(|kind| kind.name.len())).max().unwrap_or(0);
    let mut text = String::from("Properties\n");
    for property in &ontology.properties {
        let n_cards = rules.cards().iter().filter(|card| card.property == property.name).count();
        let cards = if n_cards == 1 { "card" } else { "cards" };
        let _ = writeln!(text, "  {:width$}  {} ({n_cards} {cards})", property.name, property.question);
    }
    text.push_str("\nKinds of events\n");
    for kind in &ontology.kinds {
        let about = kind.about.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(text, "  {:width$}  {about}", kind.name);
    }
    text
}

/// The section of the documentation on a property, or on the property of a card.
fn show(rules: &Rules, name: &str) -> anyhow::Result<String> {
    let property = rules.card(name).map_or(name, |card| card.property.as_str());
    let documentation = ontology_documentation(rules);
    let heading = format!("\n### `{property}`\n");
    let Some(start) = documentation.find(&heading) else {
        anyhow::bail!("there is no property or card {name}; `variorum ontology list` shows all properties");
    };
    let section = &documentation[start + 1..];
    let end = section.find("\n## ").into_iter().chain(section.find("\n### ")).min().unwrap_or(section.len());
    Ok(format!("{}\n", section[..end].trim_end()))
}

/// Reads the file on top of the program's own and runs the sentences of its cards and kinds.
fn check(file: &Path, common: &Common, messages: &Messages) -> anyhow::Result<()> {
    let name = file.display().to_string();
    let text = work::text(file)?;
    let engine = match work::engine(common)?.with_ontology(&[(&name, &text)]) {
        Ok(engine) => engine,
        Err(error) => {
            messages.error(&error.to_string());
            return Ok(());
        }
    };
    let (n_cards, failures) = failures(&engine, &name);
    failures.iter().for_each(|failure| messages.error(failure));
    if failures.is_empty() {
        let cards = if n_cards == 1 { "card reads its" } else { "cards read their" };
        output::standard(format!("{name}: {n_cards} {cards} examples, and no counterexample\n").as_bytes())?;
    }
    Ok(())
}

fn failures(engine: &Engine, file: &str) -> (usize, Vec<String>) {
    let mine: Vec<_> = engine.rules().cards().iter().filter(|card| card.file == file).collect();
    let of_cards = mine.iter().flat_map(|card| engine.check(card));
    // Words for kinds of events keep no file: those of all kinds are run.
    let of_kinds = engine.ontology().kinds.iter().flat_map(|kind| engine.check_kind(&kind.name));
    let failures = of_cards.chain(of_kinds.filter(|failure| failure.place.starts_with(file)));
    (mine.len(), failures.map(|failure| failure.to_string()).collect())
}
