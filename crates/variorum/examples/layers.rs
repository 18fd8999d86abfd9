//! Prints the layers of the sentences given as arguments: words, groups, figures, times, names, clauses, events, claims.
//!
//! ```text
//! cargo run -p variorum --example layers -- "At least 12 people were killed in Eastport on Friday."
//! ```
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)]

use variorum::Engine;
use variorum::model::{Report, ReportId};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::english()?;
    for text in std::env::args().skip(1) {
        let published = Some(variorum::model::Published { date: jiff::civil::date(2024, 3, 23), time: None });
        let report = Report { id: "argument".into(), text, published, ..Report::default() };
        let document = engine.analyze(&report);
        for (idx, token) in document.tokens.iter().enumerate() {
            print!("{idx}:{}/{}/{} ", document.words(token.span), token.xpos.label(), token.lemma);
        }
        println!();
        for group in &document.nouns {
            println!(
                "  group    {} | head {} | extent {} | {:?} next {:?} apposition {:?} possessor {:?}",
                document.words(document.span(group.tokens)),
                document.form(group.head),
                document.words(document.span(group.extent)),
                group.negated,
                group.next,
                group.apposition,
                group.possessor,
            );
        }
        for quantity in &document.quantities {
            println!(
                "  figure   {} {:?}..{:?} {:?} {:?} counted {:?}",
                document.words(quantity.span),
                quantity.low,
                quantity.high,
                quantity.kind,
                quantity.relation,
                quantity.counted.map(|token| document.form(token)),
            );
        }
        for timex in &document.times {
            println!("  time     {} {:?} {}", document.words(timex.span), timex.kind, timex.value);
        }
        for mention in &document.mentions {
            let entity = &document.entities[mention.entity.0 as usize];
            println!(
                "  mention  {} {:?} {:?} {}",
                document.words(mention.span),
                mention.form,
                entity.kind,
                entity.name
            );
        }
        for (idx, clause) in document.clauses.iter().enumerate() {
            let words = |it: &Option<variorum::model::document::Argument>| {
                it.map(|argument| document.words(argument.span).to_owned()).unwrap_or_default()
            };
            println!(
                "  clause {idx} {:?} {:?} parent {:?} | {} | {:?} {:?} neg {} {:?} | subject [{}] object [{}] indirect [{}] complement {:?}",
                clause.form,
                clause.role,
                clause.parent.map(|id| id.0),
                document.words(document.span(clause.predicate)),
                clause.voice,
                clause.tense,
                clause.negated,
                clause.modality,
                words(&clause.subject),
                words(&clause.object),
                words(&clause.indirect),
                clause.complement.map(|id| id.0),
            );
            for modifier in &clause.modifiers {
                let preposition = modifier.preposition.map(|token| document.form(token)).unwrap_or("-");
                println!("             {preposition} [{}]", document.words(modifier.argument.span));
            }
        }
        let account = engine.annotate(ReportId(0), &report);
        for (idx, event) in account.events.iter().enumerate() {
            println!(
                "  event {idx} {} ({}) {:?} {:?} main {}",
                event.label, event.kind, event.date, event.places, event.main
            );
        }
        for claim in &account.claims {
            let sources: Vec<&str> = claim.sources.iter().map(|source| source.name.as_str()).collect();
            println!(
                "  claim    {} = \"{}\" {:?} {:?} {:?} scope {:?} of {:?} sources {sources:?} roles {:?} by {}: {}",
                claim.property,
                claim.value.text,
                claim.value.kind,
                claim.stance,
                claim.certainty,
                claim.scope,
                claim.event.map(|id| id.0),
                claim
                    .roles
                    .iter()
                    .map(|role| format!("{} {}", role.name, role.value.text))
                    .collect::<Vec<_>>(),
                claim.rule,
                document.words(claim.evidence),
            );
        }
    }
    Ok(())
}
