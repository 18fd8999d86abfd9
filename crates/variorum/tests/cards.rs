//! Every card of the ontology as a test of its own: each example must give its claim, no counterexample may.
#![allow(clippy::print_stderr)] // a harness of its own

use libtest_mimic::{Arguments, Failed, Trial};
use std::sync::Arc;
use variorum::Engine;

fn main() -> std::process::ExitCode {
    let arguments = Arguments::from_args();
    let engine = match Engine::english() {
        Ok(engine) => Arc::new(engine),
        Err(error) => {
            eprintln!("{error}");
            return std::process::ExitCode::FAILURE;
        }
    };
    let names: Vec<String> = engine.rules().cards().iter().map(|card| card.name.to_string()).collect();
    let trials = names.into_iter().map(|name| {
        let engine = Arc::clone(&engine);
        Trial::test(format!("card::{name}"), move || run(&engine, &name))
    });
    let mut trials: Vec<Trial> = trials.collect();
    for kind in engine.ontology().kinds.iter().map(|kind| kind.name.to_string()) {
        let engine = Arc::clone(&engine);
        trials.push(Trial::test(format!("kind::{kind}"), move || judge(engine.check_kind(&kind))));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn run(engine: &Engine, name: &str) -> Result<(), Failed> {
    let card = engine.rules().card(name).ok_or("the card is gone")?;
    judge(engine.check(card))
}

fn judge(failures: Vec<variorum::ExampleFailure>) -> Result<(), Failed> {
    let failures: Vec<String> = failures.iter().map(ToString::to_string).collect();
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n").into()) }
}
