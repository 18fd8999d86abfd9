//! How the cost of a case grows with its reports: `cargo bench -p variorum-collate`. The largest sizes run where the
//! variable `VARIORUM_BENCH_REPORTS` asks for them.

#![allow(missing_docs)]

#[path = "../tests/common/mod.rs"]
mod common;
mod generated;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

fn collate(criterion: &mut Criterion) {
    let ontology = common::ontology();
    let mut group = criterion.benchmark_group("collate");
    group.sample_size(10);
    // The edges may look at the environment; a benchmark is one.
    #[allow(clippy::disallowed_methods)]
    let most =
        std::env::var("VARIORUM_BENCH_REPORTS").ok().and_then(|most| most.parse().ok()).unwrap_or(1_000);
    for n_reports in [100, 300, 1_000, 3_000, 10_000, 30_000, 100_000].into_iter().filter(|&n| n <= most) {
        for (name, n_events) in [("many events", n_reports / 5), ("one event", 1)] {
            let (reports, accounts) = common::parts(&generated::case(n_reports, n_events));
            group.throughput(Throughput::Elements(n_reports as u64));
            group.bench_function(BenchmarkId::new(name, n_reports), |bencher| {
                bencher.iter(|| {
                    black_box(variorum_collate::collate(&reports, &accounts, &ontology)).claims.len()
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, collate);
criterion_main!(benches);
