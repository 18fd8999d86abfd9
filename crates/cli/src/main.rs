//! The command line: arguments in, files read, output written, messages on standard error.
//!
//! Exit status: 0 everything was read, 1 something was not, 2 the command could not be understood.
#![allow(clippy::disallowed_methods)] // files, environment and clock belong here

mod annotate;
mod args;
mod case;
mod explain;
mod fetch;
mod input;
mod messages;
mod ontology;
mod output;
mod progress;
mod read;
mod report;
mod work;

use args::{Arguments, Command};
use clap::{CommandFactory, Parser};
use messages::Messages;
use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(code) = variorum_gather::child() {
        return code;
    }
    let arguments = Arguments::parse();
    let messages = Messages::new(&arguments.common);
    match run(arguments, &messages) {
        Ok(()) => messages.exit_code(),
        Err(error) => {
            messages.error(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// # Errors
/// What makes the whole command fail: an argument that does not fit, an output that cannot be written.
fn run(arguments: Arguments, messages: &Messages) -> anyhow::Result<()> {
    let Arguments { command, common } = arguments;
    work::use_threads(common.threads)?;
    match command {
        Command::Report(arguments) => report::run(&arguments, &common, messages),
        Command::New { case } => case::new(&case, &common),
        Command::Add(arguments) => case::add(&arguments, &common, messages),
        Command::Status { case, format } => case::status(&case, format, &common, messages),
        Command::Search(arguments) => case::search(&arguments, &common),
        Command::Diff(arguments) => case::diff(&arguments, &common),
        Command::Export(arguments) => case::export(&arguments, &common),
        Command::Decide(arguments) => case::decide::decide(&arguments, &common, messages),
        Command::Decisions(arguments) => case::decide::decisions(&arguments, &common, messages),
        Command::Reread { case } => case::reread(&case, &common),
        Command::Serve(arguments) => case::serve::serve(&arguments, &common, messages),
        Command::Watch(arguments) => case::watch::watch(&arguments, &common, messages),
        Command::Annotate(arguments) => annotate::run(&arguments, &common, messages),
        Command::Read(arguments) => read::run(&arguments, &common, messages),
        Command::Fetch(arguments) => fetch::run(&arguments, &common, messages),
        Command::Explain(arguments) => explain::run(&arguments, &common, messages),
        Command::Ontology(command) => ontology::run(&command, &common, messages),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "variorum", &mut script);
            output::standard(&script)
        }
        Command::Man { command } => output::standard(&args::manual(command.as_deref())?),
    }
}
