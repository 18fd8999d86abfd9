//! How cost grows with a case: `cargo bench -p variorum --bench scale`. Sizes up to that of the variable
//! `VARIORUM_BENCH_REPORTS` run (1,000 if it is not set), from that of `VARIORUM_BENCH_LEAST`. One line a size: the seconds that reading and annotating all
//! reports take, the seconds that collating them takes, the milliseconds in which one more report is added and the events
//! that it speaks of are collated anew (median and slowest of 20), for how many of these 20 the reports of its event are the
//! same as when all are collated at once, and the most memory that the process has held so far.

#![allow(missing_docs, clippy::disallowed_methods, clippy::print_stdout)] // it looks at the clock and at the process

#[allow(dead_code)] // the other benchmark makes cases of one shape
mod generated;

use std::time::Instant;
use variorum::model::{Account, Report, ReportId};
use variorum::{Collation, Engine};

fn main() {
    let size = |name: &str| std::env::var(name).ok().and_then(|size| size.parse().ok());
    let (least, most): (usize, usize) =
        (size("VARIORUM_BENCH_LEAST").unwrap_or(0), size("VARIORUM_BENCH_REPORTS").unwrap_or(1_000));
    let engine = Engine::english().expect("the engine loads");
    println!(
        "{:<12} {:>8} {:>7} {:>7} {:>10} {:>10} {:>11} {:>9} {:>9} {:>9} {:>9}",
        "case",
        "reports",
        "events",
        "found",
        "annotate s",
        "collate s",
        "per n log n",
        "add ms",
        "slowest",
        "as batch",
        "peak MB"
    );
    for n_reports in
        [100, 300, 1_000, 3_000, 10_000, 30_000, 100_000].into_iter().filter(|n| (least..=most).contains(n))
    {
        for (name, n_events) in [("many events", n_reports / 8), ("one event", 1)] {
            // Hundreds of thousands of reports of one event are nobody's case.
            if n_events > 1 || n_reports <= 10_000 {
                line(&engine, name, n_reports, n_events);
            }
        }
    }
}

fn line(engine: &Engine, name: &str, n_reports: usize, n_events: usize) {
    let mut reports = generated::case_of(n_reports + 20, n_events);
    let all = reports.clone();
    let start = Instant::now();
    let mut accounts = engine.annotate_all(&reports);
    let annotate = start.elapsed().as_secs_f64();
    let all_accounts = accounts.clone();
    let later: Vec<(Report, Account)> =
        reports.split_off(n_reports).into_iter().zip(accounts.split_off(n_reports)).collect();
    let start = Instant::now();
    let case = engine.collate(&reports, &accounts);
    let collate = start.elapsed().as_secs_f64();
    let found = case.events.iter().filter(|event| event.event.main).count();
    drop(case);
    let mut collation = Collation::of(reports, accounts, engine.ontology().clone());
    let mut took: Vec<f64> = Vec::new();
    let mut grown: Vec<(ReportId, Vec<ReportId>)> = Vec::new();
    for (report, account) in later {
        let start = Instant::now();
        let arrival = collation.add(report, account);
        let around = collation.look_around(arrival.report);
        took.push(start.elapsed().as_secs_f64() * 1e3);
        let about = around.and_then(|around| around.events_of().next());
        let about = about.map(|event| event.event.reports.clone()).unwrap_or_default();
        grown.push((arrival.report, about));
    }
    drop(collation);
    let whole = engine.collate(&all, &all_accounts);
    let same = |(report, about): &&(ReportId, Vec<ReportId>)| {
        let event = whole.events.iter().find(|event| event.event.reports.contains(report));
        // What was added later may have joined since.
        let known = |id: &&ReportId| id.index() <= report.index();
        event.is_some_and(|event| event.event.reports.iter().filter(known).eq(about.iter().filter(known)))
    };
    let n_same = grown.iter().filter(same).count();
    took.sort_by(f64::total_cmp);
    let n = n_reports as f64;
    println!(
        "{name:<12} {n_reports:>8} {n_events:>7} {found:>7} {annotate:>10.2} {collate:>10.2} {:>9.0}ns {:>9.1} {:>9.1} {:>6}/{} {:>9}",
        collate * 1e9 / (n * n.log2()),
        took[took.len() / 2],
        took[took.len() - 1],
        n_same,
        grown.len(),
        peak()
    );
}

/// The most memory that the process has held, in MB; "-" where the system does not say.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
    kilobytes.map_or_else(|| "-".to_owned(), |kilobytes| (kilobytes / 1024).to_string())
}
