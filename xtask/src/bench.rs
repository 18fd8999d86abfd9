//! Speed as ratios: words a second of each stage against a reference loop that never changes, in one run on one thread; and
//! how long the program takes to start. Machines are noisy; the ratio drifts less than the figures.

use anyhow::{Context, Result};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use variorum::Engine;
use variorum::model::{Report, ReportId};

/// Prints a table: stage, words a second, ratio to the reference loop.
pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    let data = PathBuf::from(crate::option(arguments, "--data").unwrap_or("examples"));
    let load = Instant::now();
    let engine = Engine::english()?;
    let load = load.elapsed();
    let reports = reports(&engine, &data)?;
    let n_words: usize = reports.iter().map(|report| report.text.split_whitespace().count()).sum();
    println!(
        "{} reports, {n_words} words; the engine loads in {:.1} ms",
        reports.len(),
        load.as_secs_f64() * 1e3
    );

    let reference = time(|| reports.iter().map(|report| reference_loop(&report.text)).sum::<u64>());
    let analyze = time(|| reports.iter().map(|report| engine.analyze(report).tokens.len()).sum::<usize>());
    let annotate = time(|| {
        let accounts = reports.iter().enumerate();
        accounts
            .map(|(idx, report)| engine.annotate(ReportId(idx as u32), report).claims.len())
            .sum::<usize>()
    });
    let accounts = engine.annotate_all(&reports);
    let collate = time(|| engine.collate(&reports, &accounts).claims.len());
    println!("{:<36} {:>14} {:>10}", "stage", "words/s", "ratio");
    for (stage, took) in [
        ("reference loop", reference),
        ("language: all layers", analyze),
        ("annotate: layers, sayings, claims", annotate),
        ("collate", collate),
    ] {
        let ratio = reference.as_secs_f64() / took.as_secs_f64();
        println!("{stage:<36} {:>14.0} {ratio:>10.5}", n_words as f64 / took.as_secs_f64());
    }
    start_up(&reports)?;
    Ok(true)
}

/// The time of whole runs of the program, from start to exit: the help page, and one short report.
fn start_up(reports: &[Report]) -> Result<()> {
    let program = crate::eval::build()?;
    let folder = program.with_file_name("bench");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("report.txt");
    let text =
        reports.iter().map(|report| report.text.as_str()).find(|text| !text.is_empty()).unwrap_or_default();
    std::fs::write(&path, text)?;
    println!("{:<36} {:>10} {:>10}", "whole run, 20 times", "least ms", "median ms");
    for (run, arguments) in [
        ("--help", vec!["--help".as_ref()]),
        ("report, one report", vec!["report".as_ref(), path.as_os_str()]),
    ] {
        let mut took = Vec::new();
        for _ in 0..20 {
            let begin = Instant::now();
            let output = Command::new(&program).args(&arguments).output()?;
            took.push(begin.elapsed().as_secs_f64() * 1e3);
            black_box(output);
        }
        took.sort_by(f64::total_cmp);
        println!("{run:<36} {:>10.1} {:>10.1}", took[0], took[took.len() / 2]);
    }
    Ok(())
}

/// The reference: a hash over every word, byte by byte (FNV-1a), with the lower case taken.
fn reference_loop(text: &str) -> u64 {
    let hash = |word: &str| {
        word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
        })
    };
    text.split_whitespace().map(hash).fold(0, u64::wrapping_add)
}

/// The best of as many runs as fit into two seconds, at least three.
fn time<T>(mut work: impl FnMut() -> T) -> Duration {
    let begin = Instant::now();
    let mut best = Duration::MAX;
    let mut n_runs = 0;
    while n_runs < 3 || begin.elapsed() < Duration::from_secs(2) {
        let run = Instant::now();
        black_box(work());
        best = best.min(run.elapsed());
        n_runs += 1;
    }
    best
}

/// The reports of every file below the folder, or of the one file.
fn reports(engine: &Engine, path: &Path) -> Result<Vec<Report>> {
    let mut reports = Vec::new();
    let mut pending = vec![path.to_path_buf()];
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path)?.map(|entry| Ok(entry?.path()));
            pending.extend(entries.collect::<Result<Vec<_>>>()?);
        } else {
            let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            reports.extend(engine.read(&path.to_string_lossy(), &bytes).reports);
        }
    }
    Ok(reports)
}
