//! Damaged inputs of every format: the seeds of the fuzz targets with bytes changed, cut, doubled and mixed, the same ones
//! in every run. What is held is that reading ends, with sound spans, and says what was lost.
//!
//! `VARIORUM_MUTATIONS_SECONDS=60 cargo test -p variorum-read --test mutations` gives each format a minute.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // it reads the seeds, and looks at the clock

use std::path::Path;
use std::time::{Duration, Instant};
use variorum_read::{Format, Reader};

/// Xorshift (Marsaglia 2003): numbers that look random, the same ones each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// Bytes that parsers have been known to stumble over.
const ODD: &[&[u8]] = &[
    b"\0",
    b"\xFF",
    b"<",
    b">",
    b"</p>",
    b"<div>",
    b"&#0;",
    b"&#x110000;",
    b"\"",
    b"]]>",
    b"<![CDATA[",
    b"\r",
    b"\n\n",
    b"\xEF\xBB\xBF",
    b"\xE2\x80",
    b"99999999999",
    b"-1",
    b"{",
    b"[",
    b"%s",
    b"=?utf-8?B?",
    b"--b",
    b"/W [0 99999999 1]",
    b"endobj",
    b"stream\n",
    b"2024-99-99",
    "\u{202E}".as_bytes(),
    "ß".as_bytes(),
    "…".as_bytes(),
];

fn mutate(bytes: &mut Vec<u8>, other: &[u8], numbers: &mut Numbers) {
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len() + 1);
        let to = (at + numbers.below(40)).min(bytes.len());
        match numbers.below(7) {
            0 if !bytes.is_empty() => {
                let at = at.min(bytes.len() - 1);
                bytes[at] = numbers.below(256) as u8;
            }
            1 => {
                let odd = ODD[numbers.below(ODD.len())];
                bytes.splice(at..at, odd.iter().copied());
            }
            2 => drop(bytes.drain(at..to)),
            3 => bytes.truncate(at),
            4 => {
                let piece = bytes[at..to].to_vec();
                let n = numbers.below(50);
                bytes.splice(at..at, piece.repeat(n));
            }
            5 => {
                let from = numbers.below(other.len() + 1);
                let piece = other[from..(from + numbers.below(200)).min(other.len())].to_vec();
                bytes.splice(at..to, piece);
            }
            _ if !bytes.is_empty() => {
                let at = at.min(bytes.len() - 1);
                bytes[at] ^= 1 << numbers.below(8);
            }
            _ => {}
        }
    }
    bytes.truncate(64 << 10);
}

#[test]
fn damaged_inputs_end_with_sound_reports_or_messages() {
    let seconds = std::env::var("VARIORUM_MUTATIONS_SECONDS").ok().and_then(|text| text.parse::<u64>().ok());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    let reader = Reader::new(variorum_english::READING, "en").unwrap();
    std::panic::set_hook(Box::new(|_| {}));
    for format in Format::ALL {
        let mut names: Vec<_> = std::fs::read_dir(folder.join(format.name()))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        names.sort();
        let seeds: Vec<Vec<u8>> = names.iter().map(|name| std::fs::read(name).unwrap()).collect();
        let (mut numbers, started, mut n, mut slowest) =
            (Numbers(0x2545_F491_4F6C_DD1D), Instant::now(), 0u64, Duration::ZERO);
        // Without a time, a number: a test takes the same course everywhere.
        while seconds.map_or(n < 40, |seconds| started.elapsed().as_secs() < seconds) {
            let mut bytes = seeds[n as usize % seeds.len()].clone();
            let other = seeds[numbers.below(seeds.len())].clone();
            if n >= seeds.len() as u64 {
                mutate(&mut bytes, &other, &mut numbers);
            }
            let begun = Instant::now();
            let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                reader.read("input", Some(format), &bytes)
            }));
            let took = begun.elapsed();
            slowest = slowest.max(took);
            let keep = || {
                let file = std::env::temp_dir().join(format!("variorum-mutation-{format}-{n}"));
                std::fs::write(&file, &bytes).unwrap();
                file
            };
            let Ok(outcome) = read else { panic!("{format}: a panic; {}", keep().display()) };
            let lost = outcome.notes.iter().any(|note| note.lost && !note.message.is_empty());
            assert!(
                lost || !outcome.reports.is_empty() || format.is_container() || bytes.is_empty(),
                "{format}: neither report nor message; {}",
                keep().display()
            );
            for report in &outcome.reports {
                let mut last = 0;
                for piece in &report.furniture {
                    assert!(
                        piece.span.start >= last && report.text.get(piece.span.range()).is_some(),
                        "{}",
                        keep().display()
                    );
                    last = piece.span.end;
                }
                let spans = report
                    .headline
                    .into_iter()
                    .chain(report.provenance.stretches.iter().map(|stretch| stretch.text));
                for span in spans {
                    assert!(report.text.get(span.range()).is_some(), "{}", keep().display());
                }
            }
            n += 1;
        }
        println!("{format}: {n} inputs, the slowest {} ms", slowest.as_millis());
    }
}
