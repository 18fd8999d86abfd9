//! How fast the stages are, and how cost grows with the size of a case: `cargo bench -p variorum`.

#![allow(missing_docs)]

mod generated;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use variorum::{Engine, Format, Style};

fn load(criterion: &mut Criterion) {
    criterion.bench_function("load", |bencher| bencher.iter(|| black_box(Engine::english().is_ok())));
}

fn annotate(criterion: &mut Criterion) {
    let engine = Engine::english().expect("the engine loads");
    let reports = generated::case(100);
    let n_bytes: usize = reports.iter().map(|report| report.text.len()).sum();
    let mut group = criterion.benchmark_group("annotate");
    group.sample_size(10);
    group.throughput(Throughput::Elements(reports.len() as u64));
    group
        .bench_function("reports", |bencher| bencher.iter(|| black_box(engine.annotate_all(&reports)).len()));
    group.throughput(Throughput::Bytes(n_bytes as u64));
    group.bench_function("bytes", |bencher| bencher.iter(|| black_box(engine.annotate_all(&reports)).len()));
    group.finish();
}

fn report(criterion: &mut Criterion) {
    let engine = Engine::english().expect("the engine loads");
    let mut group = criterion.benchmark_group("report");
    group.sample_size(10);
    for n_reports in [10, 100, 1_000] {
        let reports = generated::case(n_reports);
        group.throughput(Throughput::Elements(n_reports as u64));
        group.bench_function(BenchmarkId::from_parameter(n_reports), |bencher| {
            bencher.iter(|| {
                let case = engine.collate(&reports, &engine.annotate_all(&reports));
                variorum::render(&case, &reports, engine.ontology(), Format::Json, &Style::default()).len()
            });
        });
    }
    group.finish();
}

fn collate(criterion: &mut Criterion) {
    let engine = Engine::english().expect("the engine loads");
    let mut group = criterion.benchmark_group("collate");
    group.sample_size(10);
    for n_reports in [100, 1_000, 10_000] {
        let reports = generated::case(n_reports);
        let accounts = engine.annotate_all(&reports);
        group.throughput(Throughput::Elements(n_reports as u64));
        group.bench_function(BenchmarkId::from_parameter(n_reports), |bencher| {
            bencher.iter(|| black_box(engine.collate(&reports, &accounts)).claims.len());
        });
    }
    group.finish();
}

criterion_group!(benches, load, annotate, report, collate);
criterion_main!(benches);
