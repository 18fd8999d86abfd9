//! Prints the page on all properties, `docs/ontology.md`.
#![allow(clippy::print_stdout)]

use variorum::{Engine, ontology_documentation};

fn main() -> Result<(), variorum::Error> {
    print!("{}", ontology_documentation(Engine::english()?.rules()));
    Ok(())
}
