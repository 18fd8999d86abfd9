//! Development tasks: `cargo xtask TASK`.
//!
//! | task | what it does |
//! | --- | --- |
//! | `eval` | scores the program on annotated news and holds every figure against its floor |
//! | `pages` | sets what is read of pages beside what the original trafilatura reads of them |
//! | `train` | makes the tagger's model from treebanks |
//! | `bench` | measures speed, as ratios to a fixed reference loop in the same run |
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod eval;
mod pages;
mod train;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = match arguments.split_first() {
        Some((task, rest)) => (task.as_str(), rest),
        None => ("help", &[][..]),
    };
    let done = match task {
        "eval" => eval::run(rest),
        "pages" => pages::run(rest),
        "train" => train::run(rest),
        "bench" => bench::run(rest),
        _ => {
            eprintln!(
                "usage: cargo xtask eval [--data DIR] [--only WORK]\n       cargo xtask bench [--data DIR]\n       cargo xtask pages [--pages DIR] [--python PATH]\n       cargo xtask train [--treebanks DIR] [--out FILE]"
            );
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The value that follows an option, if the option is there.
fn option<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
    let at = arguments.iter().position(|argument| argument == name)?;
    arguments.get(at + 1).map(String::as_str)
}
