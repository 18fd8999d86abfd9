//! `cargo xtask pages`: main text, title, date and author of pages with known answers, and of the original trafilatura
//! (Python) beside it, in one run.
//!
//! ```text
//!                  text F1   title    date  author   ms a page
//! Variorum          0.9987    40/40   40/40   40/40        1.2
//! trafilatura       0.9712    40/40   38/40   35/40        6.8
//! text F1 of Variorum against trafilatura's own: 0.9650
//! ```
//!
//! The folder holds pages and `expected.jsonl` (`{"page", "text", "title", "date", "author"}`). Without expected answers the
//! two are compared with each other alone.

use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use variorum::Engine;
use variorum::model::Report;

/// What one of the two read of a page.
#[derive(Default)]
struct Read {
    text: String,
    title: String,
    date: String,
    author: String,
    took: Duration,
    /// The page became several reports, each with a title of its own.
    live: bool,
}

pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    let folder = Path::new(crate::option(arguments, "--pages").unwrap_or("crates/read/tests/pages"));
    let python = crate::option(arguments, "--python").unwrap_or("python3");
    let own = own(folder)?;
    let original = original(folder, python);
    if let Err(error) = &original {
        println!(
            "trafilatura is not measured: {error:#} (pip install trafilatura lxml_html_clean; --python PATH)"
        );
    }
    let original = original.unwrap_or_default();
    let expected = expected(folder)?;
    if !expected.is_empty() {
        println!(
            "{:14} {:>9} {:>8} {:>8} {:>8} {:>11}",
            "", "text F1", "title", "date", "author", "ms a page"
        );
        for (name, read) in [("Variorum", &own), ("trafilatura", &original)] {
            if !read.is_empty() {
                println!("{name:14} {}", scores(read, &expected));
            }
        }
    }
    if !original.is_empty() {
        let pages: Vec<(&String, f64)> = own
            .iter()
            .filter_map(|(name, read)| Some((name, f1(&read.text, &original.get(name)?.text))))
            .collect();
        let mean = pages.iter().map(|(_, f1)| f1).sum::<f64>() / pages.len().max(1) as f64;
        println!("text F1 of Variorum against trafilatura's own: {mean:.4}");
        for (name, f1) in pages.iter().filter(|(_, f1)| *f1 < 0.95) {
            println!("  {f1:.3} {name}");
        }
    }
    Ok(!own.is_empty())
}

fn pages(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
        .collect();
    paths.sort();
    Ok(paths)
}

fn own(folder: &Path) -> Result<BTreeMap<String, Read>> {
    let reader = Engine::english_reader()?;
    let mut all = BTreeMap::new();
    for path in pages(folder)? {
        let bytes = std::fs::read(&path)?;
        let begun = Instant::now();
        let outcome = reader.read(&path.display().to_string(), None, &bytes);
        let took = begun.elapsed();
        let live = outcome.reports.len() > 1;
        let text: Vec<String> = outcome.reports.iter().map(|report| said(report, live)).collect();
        let mut read = Read { text: text.join("\n"), took, live, ..Read::default() };
        if let Some(first) = outcome.reports.first() {
            read.title = first.title.clone().unwrap_or_default();
            read.author = first.author.clone().unwrap_or_default();
            read.date = first.published.map(|day| day.date.to_string()).unwrap_or_default();
        }
        all.insert(stem(&path), read);
    }
    Ok(all)
}

/// The text without furniture, and without the headline that the reader puts in front.
fn said(report: &Report, with_headline: bool) -> String {
    let mut text = String::new();
    let mut at = 0;
    for piece in &report.furniture {
        text.push_str(report.text.get(at..piece.span.start as usize).unwrap_or_default());
        text.push('\n');
        at = piece.span.end as usize;
    }
    text.push_str(report.text.get(at..).unwrap_or_default());
    match report.headline {
        Some(headline) if !with_headline => text.replacen(headline.of(&report.text), "", 1),
        _ => text,
    }
}

fn original(folder: &Path, python: &str) -> Result<BTreeMap<String, Read>> {
    let output = Command::new(python)
        .arg("eval/trafilatura_pages.py")
        .arg(folder)
        .output()
        .context(python.to_owned())?;
    let error = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "{}", error.lines().last().unwrap_or("python failed"));
    let mut all = BTreeMap::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let page: Value = serde_json::from_str(line)?;
        let text = |name: &str| page[name].as_str().unwrap_or_default().to_owned();
        let took = Duration::from_secs_f64(page["seconds"].as_f64().unwrap_or_default());
        let read = Read {
            text: text("text"),
            title: text("title"),
            date: text("date"),
            author: text("author"),
            took,
            live: false,
        };
        all.insert(text("page"), read);
    }
    Ok(all)
}

fn expected(folder: &Path) -> Result<Vec<(String, Read)>> {
    let Ok(lines) = std::fs::read_to_string(folder.join("expected.jsonl")) else { return Ok(Vec::new()) };
    lines
        .lines()
        .map(|line| {
            let page: Value = serde_json::from_str(line)?;
            let text = |name: &str| page[name].as_str().unwrap_or_default().to_owned();
            let read = Read {
                text: text("text"),
                title: text("title"),
                date: text("date"),
                author: text("author"),
                ..Read::default()
            };
            Ok((text("page"), read))
        })
        .collect()
}

fn scores(read: &BTreeMap<String, Read>, expected: &[(String, Read)]) -> String {
    let nothing = Read::default();
    let pairs: Vec<(&Read, &Read)> =
        expected.iter().map(|(name, expected)| (read.get(name).unwrap_or(&nothing), expected)).collect();
    let n = pairs.len();
    let titled = pairs.iter().filter(|(found, _)| !found.live);
    let titles =
        titled.clone().filter(|(found, expected)| words(&found.title) == words(&expected.title)).count();
    let titles = format!("{titles}/{}", titled.count());
    let same = |of: fn(&Read) -> &String| {
        let right = pairs.iter().filter(|(found, expected)| words(of(found)) == words(of(expected))).count();
        format!("{right}/{n}")
    };
    let text =
        pairs.iter().map(|(found, expected)| f1(&found.text, &expected.text)).sum::<f64>() / n.max(1) as f64;
    let took: Duration = read.values().map(|read| read.took).sum();
    format!(
        "{text:>9.4} {:>8} {:>8} {:>8} {:>11.2}",
        titles,
        same(|read| &read.date),
        same(|read| &read.author),
        took.as_secs_f64() * 1000.0 / read.len().max(1) as f64
    )
}

/// The words of a text, in lower case, each with its number.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}

/// The harmonic mean of precision and recall over words.
fn f1(found: &str, expected: &str) -> f64 {
    let (found, expected) = (words(found), words(expected));
    let common: usize =
        found.iter().map(|(word, n)| (*n).min(expected.get(word).copied().unwrap_or(0))).sum();
    2.0 * common as f64 / (found.values().sum::<usize>() + expected.values().sum::<usize>()).max(1) as f64
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
