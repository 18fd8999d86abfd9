//! `variorum read` and `variorum fetch` as a person runs them, and what a dying child costs.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // files and processes are what is tested

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

const PAGE: &str = "<html><head><title>Ferry burns in the harbour</title></head><body><article><h1>Ferry burns in the harbour</h1>\
<p>A ferry caught fire in the harbour of Eastport on Friday night and burned for six hours, the coastguard said, while hundreds watched.</p>\
<p>Read more: Harbour master resigns</p>\
<p>Nobody could say how the fire had begun. The captain told the harbour police that he had smelled smoke near the galley.</p></article></body></html>";

fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Exit status, standard output, standard error.
fn run(folder: &Path, arguments: &[&str], memory: Option<&str>) -> (i32, String, String) {
    let mut command = Command::cargo_bin("variorum").unwrap();
    command.current_dir(folder).args(arguments);
    if let Some(memory) = memory {
        command.env("VARIORUM_CHILD_MEMORY_MB", memory);
    }
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn warc(n: usize) -> Vec<u8> {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}");
    (0..n).flat_map(|number| {
        format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://herald.example/{number}\r\nWARC-Date: 2024-03-24T08:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n", block.len()).into_bytes()
    })
    .collect()
}

#[test]
fn what_is_read_is_shown_with_its_places() {
    let folder = folder("read-places");
    fs::write(folder.join("page.html"), PAGE).unwrap();
    let (code, out, err) = run(&folder, &["read", "page.html", "--show-removed"], None);
    assert_eq!((code, err.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["title"], "Ferry burns in the harbour");
    assert!(!report["text"].as_str().unwrap().contains("resigns"));
    assert!(report["removed"][0]["text"].as_str().unwrap().contains("Harbour master resigns"));
    let text: Vec<char> = report["text"].as_str().unwrap().chars().collect();
    for stretch in report["source"]["stretches"].as_array().unwrap() {
        let (start, end) =
            (stretch["start"].as_u64().unwrap() as usize, stretch["end"].as_u64().unwrap() as usize);
        let words: String = text[start..end].iter().collect();
        let (first, last) =
            (stretch["bytes"][0].as_u64().unwrap() as usize, stretch["bytes"][1].as_u64().unwrap() as usize);
        assert!(words.starts_with(&PAGE[first..last.min(first + 20)]), "{words}: {}", &PAGE[first..last]);
    }
    let (_, out, _) = run(&folder, &["read", "page.html", "--show-removed", "--format", "text"], None);
    assert!(out.contains("[teaser: Read more: Harbour master resigns]"), "{out}");
}

#[test]
fn archives_and_pipes_are_read_in_order() {
    let folder = folder("read-archives");
    fs::write(folder.join("crawl.warc.gz"), gzipped(&warc(150))).unwrap();
    fs::write(folder.join("z.txt"), "The mayor resigned on Monday, the council said.").unwrap();
    let (code, out, err) = run(&folder, &["read", "."], None);
    assert_eq!((code, err.as_str()), (0, ""));
    let ids: Vec<Value> =
        out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    let expected: Vec<Value> =
        (0..150).map(|number| Value::from(number.to_string())).chain([Value::from("z")]).collect();
    assert_eq!(ids, expected);
    for threads in ["1", "4"] {
        let mut command = Command::cargo_bin("variorum").unwrap();
        let piped = command
            .current_dir(&folder)
            .args(["read", "-", "--threads", threads])
            .write_stdin(gzipped(&warc(150)))
            .output()
            .unwrap();
        assert_eq!(
            String::from_utf8(piped.stdout).unwrap().lines().count(),
            150,
            "{}",
            String::from_utf8_lossy(&piped.stderr)
        );
    }
}

/// With too little memory the child cannot even read a page: it dies, and the rest goes on.
#[test]
fn a_child_that_dies_costs_one_input_and_a_message() {
    let folder = folder("read-dies");
    fs::write(folder.join("a.html"), format!("{PAGE}{}", "<!-- x -->".repeat(1_000_000))).unwrap();
    fs::write(folder.join("b.txt"), "The mayor resigned on Monday, the council said.").unwrap();
    fs::write(folder.join("c.warc"), b"WARC/1.0\r\nContent-Length: 99\r\n\r\n").unwrap();
    let (code, out, err) = run(&folder, &["read", "a.html", "b.txt", "c.warc"], Some("90"));
    assert_eq!(code, 1);
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(err.contains("a.html: reading it took the reader down"), "{err}");
    assert!(err.contains("c.warc"), "{err}");
    assert!(!err.contains("panicked"), "{err}");
}

#[test]
fn columns_are_mapped() {
    let folder = folder("read-map");
    fs::write(folder.join("a.csv"), "when,words\n2024-03-23,The mayor resigned.\n").unwrap();
    let (code, out, _) = run(&folder, &["read", "a.csv", "--map", "text=words,published=when"], None);
    assert_eq!(code, 0);
    assert!(out.contains("\"published\":\"2024-03-23\""), "{out}");
    assert_eq!(run(&folder, &["read", "a.csv", "--map", "words"], None).0, 2);
}

#[test]
fn links_are_saved_and_read() {
    let folder = folder("fetch");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let own = address.clone();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 2048];
            let n = stream.read(&mut request).unwrap_or(0);
            let path =
                String::from_utf8_lossy(&request[..n]).split(' ').nth(1).unwrap_or_default().to_owned();
            let (kind, body) = match path.as_str() {
                "/feed" => (
                    "application/rss+xml",
                    format!(
                        "<rss><channel><title>Herald</title><item><title>Ferry</title><link>{own}/ferry</link></item></channel></rss>"
                    ),
                ),
                "/ferry" => ("text/html", PAGE.to_owned()),
                _ => ("text/plain", String::new()),
            };
            let status = if path == "/robots.txt" { "404 No" } else { "200 OK" };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    let feed = format!("{address}/feed");
    let (code, out, err) =
        run(&folder, &["fetch", &feed, "--allow-private", "--delay", "0", "--save", "case.warc.gz"], None);
    assert_eq!((code, err.contains("error")), (0, false), "{err}");
    assert!(out.contains("Ferry burns in the harbour") && folder.join("case.warc.gz").exists(), "{out}");
    let (code, _, err) = run(&folder, &["fetch", &feed, "--save", "other.warc"], None);
    assert_eq!(code, 1);
    assert!(err.contains("--allow-private permits it"), "{err}");
}

/// What extraction left out is shown as well, each with its place.
#[test]
fn what_is_around_the_content_is_shown() {
    let folder = folder("read-removed");
    let page =
        PAGE.replace("<article>", "<nav><ul><li><a href=/w>Weather of the week</a></li></ul></nav><article>");
    fs::write(folder.join("page.html"), &page).unwrap();
    let (_, out, _) = run(&folder, &["read", "page.html", "--show-removed"], None);
    let report: Value = serde_json::from_str(&out).unwrap();
    let removed = report["removed"].as_array().unwrap();
    let menu = removed.iter().find(|removed| removed["text"] == "Weather of the week").unwrap();
    assert_eq!(menu["kind"], "around the content");
    let place = |n: usize| menu["bytes"][n].as_u64().unwrap() as usize;
    assert_eq!(&page[place(0)..place(1)], "Weather of the week");
    let (_, out, _) = run(&folder, &["read", "page.html", "--show-removed", "--format", "text"], None);
    assert!(out.contains("[around the content: Weather of the week]"), "{out}");
    let (_, out, _) = run(&folder, &["read", "page.html"], None);
    assert!(!out.contains("Weather"), "{out}");
}

/// Lines of the house are learnt over the files of a run.
#[test]
fn recurring_lines_are_learnt() {
    let folder = folder("read-recurring");
    let line = "Our vans bring the paper to your door.";
    for (name, text) in [
        (
            "a.txt",
            "A ferry caught fire in the harbour of Eastport on Friday and burned for six hours, the coastguard said.",
        ),
        (
            "b.txt",
            "The mayor of Eastport resigned on Monday over the bridge that was never built, the council said in the evening.",
        ),
        (
            "c.txt",
            "A school in Eastport will stay closed for two weeks after a flood in its cellar, its head said on Tuesday.",
        ),
    ] {
        let text = format!(
            "News from the harbour {name}\n\nEastport Herald | 23 March 2024\n\n{text}\n\n{line}\n\nNobody else wanted to comment on it, and no date was set for a hearing.\n"
        );
        fs::write(folder.join(name), text).unwrap();
    }
    let (_, out, _) = run(&folder, &["read", "a.txt", "b.txt", "c.txt"], None);
    assert_eq!((out.lines().count(), out.contains(line)), (3, false), "{out}");
    let (_, out, _) = run(&folder, &["read", "a.txt", "b.txt", "c.txt", "--show-removed"], None);
    assert_eq!(out.matches(line).count(), 3, "{out}");
    let (_, out, _) = run(&folder, &["read", "a.txt"], None);
    assert!(out.contains(line), "one report teaches nothing: {out}");
}

/// Whatever names the members of an archive have, nothing is written anywhere.
#[test]
fn names_that_climb_write_nothing() {
    let folder = folder("read-climb");
    fs::create_dir(folder.join("inner")).unwrap();
    let mut tape = tar::Builder::new(Vec::new());
    for name in ["../out.txt", "../../out.txt"] {
        let bytes = b"A ferry burned.";
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        tape.append(&header, &bytes[..]).unwrap();
    }
    fs::write(folder.join("inner/a.tar.gz"), gzipped(&tape.into_inner().unwrap())).unwrap();
    let (code, out, err) = run(&folder.join("inner"), &["read", "a.tar.gz"], None);
    assert_eq!((code, out.lines().count()), (0, 2), "{err}");
    let all = |folder: &Path| fs::read_dir(folder).unwrap().count();
    assert_eq!((all(&folder), all(&folder.join("inner"))), (1, 1));
    assert!(!folder.parent().unwrap().join("out.txt").exists());
}

/// A report in a language that is not read is kept and listed, and nothing is taken from it, though it has figures.
#[test]
fn another_language_is_never_read_as_english() {
    let folder = folder("read-language");
    let text = "Eine Fähre ist in der Nacht zum Samstag im Hafen ausgebrannt, 9 Menschen starben. Die Küstenwache teilte mit, dass 12 Verletzte \
        im Krankenhaus liegen. Wie das Feuer entstanden ist, konnte zunächst niemand sagen, auch der Kapitän nicht, der den Rauch bemerkt hatte.";
    fs::write(folder.join("a.txt"), text).unwrap();
    let (code, out, err) = run(&folder, &["annotate", "a.txt"], None);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("written in German, but only English is read"), "{err}");
    let account: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(account["text"], text);
    for layer in ["claims", "attributions", "times", "events"] {
        assert!(account[layer].as_array().unwrap().is_empty(), "{layer}: {out}");
    }
    let (_, out, _) = run(&folder, &["report", "a.txt", "--format", "json"], None);
    let case: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(case["reports"][0]["id"], "a", "it is listed");
    assert!(case["claims"].as_array().unwrap().is_empty(), "{out}");
    assert!(case["events"].as_array().unwrap().is_empty(), "{out}");
    assert_eq!(case["reports"][0]["unread"], "German");

    // Among others, as a page with a headline, and one too short for the recogniser alone: in each output they stand in the list
    // of reports and nowhere else.
    fs::create_dir(folder.join("mixed")).unwrap();
    let page = format!(
        "<html><title>Neun Tote bei Brand vor Ostburg</title><article><h1>Neun Tote bei Brand vor Ostburg</h1><p>{text}</p></article></html>"
    );
    fs::write(folder.join("mixed/page.html"), page).unwrap();
    fs::write(
        folder.join("mixed/short.txt"),
        "Brand in Ostburg: fünf Tote\n\nZwölf Menschen wurden verletzt, sagte die Polizei am Sonntag, und die Ursache ist noch unklar.",
    )
    .unwrap();
    fs::write(folder.join("mixed/wire.txt"), "Ferry burns off Eastport\n\nAt least 12 people were killed on Saturday, 23 March 2024, when a ferry burned off Eastport, police said.").unwrap();
    let (_, out, _) = run(&folder, &["report", "mixed"], None);
    let (said, listed) = out.rsplit_once("\nReports\n").unwrap();
    assert!(said.contains("12 people") && !said.contains("Ostburg"), "{out}");
    assert_eq!(listed.matches("in German, not read").count(), 2, "{out}");
    let (_, out, _) = run(&folder, &["report", "mixed", "--format", "markdown"], None);
    let (said, listed) = out.rsplit_once("## Reports").unwrap();
    assert!(said.contains("12 people") && !said.contains("Ostburg"), "{out}");
    assert_eq!(listed.matches("(in German, not read)").count(), 2, "{out}");
    let (_, out, _) = run(&folder, &["report", "mixed", "--format", "html"], None);
    let (said, listed) = out.split_once("id=\"report0\"").unwrap();
    assert!(said.contains("12 people") && !said.contains("Ostburg"), "{out}");
    assert_eq!(listed.matches("in German, not read").count(), 2, "{out}");
    let (_, out, _) = run(&folder, &["report", "mixed", "--format", "json"], None);
    let case: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(case["reports"].as_array().unwrap().len(), 3);
    for part in ["events", "claims", "entities", "timeline", "warnings", "origins"] {
        let part = case[part].to_string();
        assert!(
            !part.contains("Ostburg") && !part.contains("\"page\"") && !part.contains("\"short\""),
            "{part}"
        );
    }
}
