//! What each report of a JSON Lines file says, a line each: the contract's `annotate`, for measuring.
//!
//! ```text
//! cargo run --release -p variorum --example annotate -- reports.jsonl > account.jsonl
//! ```
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)]

use std::io::Write as _;
use variorum::Engine;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::english()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for name in std::env::args().skip(1) {
        let reports = engine.read(&name, &std::fs::read(&name)?).reports;
        let start = std::time::Instant::now();
        let accounts = engine.annotate_all(&reports);
        let words: usize = reports.iter().map(|report| report.text.split_whitespace().count()).sum();
        eprintln!("{name}: {words} words, {:.0} words/s", words as f64 / start.elapsed().as_secs_f64());
        for (report, account) in reports.iter().zip(&accounts) {
            writeln!(out, "{}", variorum::annotate_json(report, account))?;
        }
    }
    Ok(())
}
