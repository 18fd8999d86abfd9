//! Damaged inputs of every format: the seeds of the fuzz targets with bytes changed, cut, doubled and mixed, the same ones
//! in every run. What is held are the laws of the fuzz targets: reading ends, with sound spans, and says what was lost.
//!
//! `VARIORUM_MUTATIONS_SECONDS=60 cargo test -p variorum-read --test mutations` gives each format a minute, on all cores. Each
//! format has a process of its own, so that a stack overflow or a loop without end is named like any other failure:
//!
//! ```text
//! html: 21034 inputs, the slowest 9 ms
//! pdf: panicked at crates/read/src/pdf/layout.rs:80:13: index out of bounds; the input is kept in target/tmp/damaged-pdf
//! ```
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // it reads the seeds, starts processes and looks at the clock

#[path = "../../../fuzz/fuzz_targets/laws.rs"]
mod laws;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use variorum_read::Format;

/// The format that a process of this test is for.
const FORMAT: &str = "VARIORUM_MUTATIONS_FORMAT";
/// How long each format is given. Without it each gets forty inputs.
const SECONDS: &str = "VARIORUM_MUTATIONS_SECONDS";
/// Seconds within which any input has to be read.
const PATIENCE: u64 = 60;

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

fn seeds(format: Format) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(format.name());
    let mut names: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    names.iter().map(|name| std::fs::read(name).unwrap()).collect()
}

/// Where the input lies that is being read; it stays there when reading does not end well.
fn kept(format: Format) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("damaged-{format}"))
}

fn seconds() -> Option<u64> {
    std::env::var(SECONDS).ok()?.parse().ok()
}

/// What became of damaged inputs of one format: a line for the log, or what broke.
fn hold(format: Format) -> Result<String, String> {
    // The laws come with a hook that says nothing; where a panic was is wanted here.
    laws::read(Format::Text, b"A ferry burned.");
    static LAST: Mutex<String> = Mutex::new(String::new());
    std::panic::set_hook(Box::new(|panic| *LAST.lock().unwrap() = panic.to_string().replace('\n', " ")));
    let (seeds, seconds, file) = (seeds(format), seconds(), kept(format));
    let (mut numbers, started, mut n, mut slowest) =
        (Numbers(0x2545_F491_4F6C_DD1D), Instant::now(), 0u64, Duration::ZERO);
    // Without a time, a number: a test takes the same course everywhere.
    while seconds.map_or(n < 40, |seconds| started.elapsed().as_secs() < seconds) {
        let mut bytes = seeds[n as usize % seeds.len()].clone();
        let other = &seeds[numbers.below(seeds.len())];
        if n >= seeds.len() as u64 {
            mutate(&mut bytes, other, &mut numbers);
        }
        std::fs::write(&file, &bytes).unwrap();
        let begun = Instant::now();
        if catch_unwind(AssertUnwindSafe(|| laws::read(format, &bytes))).is_err() {
            return Err(LAST.lock().unwrap().clone());
        }
        slowest = slowest.max(begun.elapsed());
        n += 1;
    }
    std::fs::remove_file(file).unwrap();
    Ok(format!("{n} inputs, the slowest {} ms", slowest.as_millis()))
}

/// Runs this test again for one format, in a process of its own.
fn process(format: Format) -> Result<String, String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "damaged_inputs_end_with_sound_reports_or_messages", "--nocapture"])
        .env(FORMAT, format.name())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let until = Instant::now() + Duration::from_secs(seconds().unwrap_or(0) + PATIENCE);
    let mut ended = false;
    while !ended && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(10));
        ended = child.try_wait().unwrap().is_some();
    }
    if !ended {
        child.kill().unwrap();
    }
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said.lines().find_map(|line| line.split_once(&format!("{format}: ")));
    match line {
        Some((_, line)) if output.status.success() => return Ok(line.to_owned()),
        Some((_, line)) => Err(line.to_owned()),
        None if !ended => Err(format!("still reading after {PATIENCE} seconds")),
        None => {
            let errors = String::from_utf8_lossy(&output.stderr).trim().replace('\n', " ");
            Err(format!("{} {errors}", output.status))
        }
    }
    .map_err(|error: String| format!("{error}; the input is kept in {}", kept(format).display()))
}

#[test]
fn damaged_inputs_end_with_sound_reports_or_messages() {
    if let Some(format) = std::env::var(FORMAT).ok().and_then(|name| Format::from_name(&name)) {
        let held = hold(format);
        println!("{format}: {}", held.as_ref().unwrap_or_else(|error| error));
        std::process::exit(held.is_err().into());
    }
    let left = Mutex::new(Format::ALL.into_iter());
    let broken = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let Some(format) = left.lock().unwrap().next() else { break };
                    let held = process(format);
                    println!("{format}: {}", held.as_ref().unwrap_or_else(|error| error));
                    if held.is_err() {
                        broken.lock().unwrap().push(format);
                    }
                }
            });
        }
    });
    let broken = broken.into_inner().unwrap();
    assert!(
        broken.is_empty(),
        "{}",
        broken.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ")
    );
}
