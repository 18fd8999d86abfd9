//! Inputs of gigabytes, made as they are read: what is held in memory of them. They take minutes, so they are run by hand:
//!
//! ```text
//! cargo test --release -p variorum-cli --test large -- --ignored --nocapture
//! ```
#![cfg(target_os = "linux")] // memory is read from /proc
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stdout)] // processes are what is tested

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Megabytes in memory at most, of a process and its children together.
fn memory(process: u32) -> u64 {
    let mut sum = 0;
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Ok(status) = fs::read_to_string(entry.path().join("status")) else { continue };
        let field = |name: &str| -> Option<u64> {
            let line = status.lines().find(|line| line.starts_with(name))?;
            line.split_whitespace().nth(1)?.parse().ok()
        };
        let own = field("Pid:") == Some(process.into()) || field("PPid:") == Some(process.into());
        sum += if own { field("VmHWM:").unwrap_or(0) } else { 0 };
    }
    sum >> 10
}

/// Runs `variorum read` on what `write` makes; gives the lines of its output, its messages and its memory in megabytes.
fn run(arguments: &[&str], write: impl FnOnce(&mut ChildStdin) + Send) -> (u64, String, u64) {
    let begun = Instant::now();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("variorum"))
        .args(["read", "-", "--quiet"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut errors = child.stderr.take().unwrap();
    let (done, most, id) = (AtomicBool::new(false), AtomicU64::new(0), child.id());
    let (lines, messages) = std::thread::scope(|scope| {
        scope.spawn(move || write(&mut input));
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                most.fetch_max(memory(id), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(100));
            }
        });
        let messages = scope.spawn(move || {
            let mut text = String::new();
            errors.read_to_string(&mut text).unwrap();
            text
        });
        let lines = BufReader::new(output).split(b'\n').count() as u64;
        done.store(true, Ordering::Relaxed);
        (lines, messages.join().unwrap())
    });
    child.wait().unwrap();
    let most = most.into_inner();
    println!("{lines} reports in {} s, {most} MB", begun.elapsed().as_secs());
    (lines, messages, most)
}

/// A page as big as those of newspapers: some text, a long script, menus.
fn page(number: u64) -> String {
    let paragraphs: String = (0..12)
        .map(|n| format!("<p>The council of Eastport met for the {n}th time in the matter {number} on Friday, and the harbour master said that {} ships had been turned back before the storm reached the coast.</p>", number % 97 + n))
        .collect();
    let script = format!(
        "window.state={{\"id\":{number},\"items\":[{}]}};",
        "{\"kind\":\"teaser\",\"href\":\"/a/b/c\"},".repeat(1100)
    );
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Storm {number}</title></head><body><nav><ul><li><a href=\"/\">Home</a></li></ul></nav><article><h1>Storm {number}</h1>{paragraphs}</article><script>{script}</script></body></html>"
    )
}

#[test]
#[ignore = "takes many minutes; run it by hand"]
fn a_crawl_of_two_gigabytes_is_streamed() {
    const PAGES: u64 = 50_000;
    let (reports, messages, megabytes) = run(&["--input-format", "warc"], |input| {
        for number in 0..PAGES {
            let block =
                format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page(number));
            let head = format!(
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://herald.example/{number}\r\nWARC-Date: 2024-03-24T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
                block.len()
            );
            let written = input.write_all(head.as_bytes()).and_then(|()| input.write_all(block.as_bytes()));
            if written.and_then(|()| input.write_all(b"\r\n\r\n")).is_err() {
                return;
            }
        }
    });
    assert_eq!((reports, messages.as_str()), (PAGES, ""));
    assert!(megabytes < 500, "{megabytes} MB");
}

#[test]
#[ignore = "takes a minute; run it by hand"]
fn a_line_of_a_gigabyte_costs_itself() {
    for format in ["jsonl", "text", "csv", "html", "mbox", "warc", "feed"] {
        let (reports, messages, megabytes) = run(&["--input-format", format], |input| {
            let piece = vec![b'a'; 1 << 20];
            for _ in 0..1024 {
                if input.write_all(&piece).is_err() {
                    return;
                }
            }
        });
        assert_eq!(reports, 0, "{format}: {messages}");
        assert!(!messages.is_empty() && megabytes < 500, "{format}: {megabytes} MB; {messages}");
    }
}
