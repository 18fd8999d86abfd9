//! Fetching from a server on this machine that misbehaves in every way.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // it serves, and looks at files

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use variorum::Engine;
use variorum_gather::{FetchLimits, Fetched, Fetcher};

const PAGE: &str = "<html><head><title>Ferry burns in the harbour</title></head><body><article><h1>Ferry burns in the harbour</h1>\
<p>A ferry caught fire in the harbour of Eastport on Friday night and burned for six hours, the coastguard said, while hundreds of people watched.</p>\
<p>Nobody could say how the fire had begun. The captain told the harbour police that he had smelled smoke near the galley.</p></article></body></html>";

/// What was asked: paths, and whether with a condition.
type Log = Arc<Mutex<Vec<String>>>;

/// Starts the server; what comes back is its address and what it was asked.
fn server() -> (String, Log) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let log = Log::default();
    let asked = log.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let asked = asked.clone();
            std::thread::spawn(move || answer(stream, &asked));
        }
    });
    (address, log)
}

fn answer(mut stream: TcpStream, asked: &Log) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let Some(Ok(first)) = lines.next() else { return };
    let path = first.split(' ').nth(1).unwrap_or("/").to_owned();
    let mut headers = BTreeMap::new();
    for line in lines.map_while(Result::ok).take_while(|line| !line.is_empty()) {
        if let Some((name, value)) = line.split_once(": ") {
            headers.insert(name.to_ascii_lowercase(), value.to_owned());
        }
    }
    asked.lock().unwrap().push(path.clone());
    let conditional = headers.contains_key("if-none-match");
    let page = |extra: &str| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{extra}Content-Length: {}\r\nConnection: close\r\n\r\n{PAGE}",
            PAGE.len()
        )
    };
    let go = |to: &str| {
        format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    };
    let reply = match path.as_str() {
        "/robots.txt" => "HTTP/1.1 200 OK\r\nContent-Length: 34\r\nConnection: close\r\n\r\nUser-agent: *\r\nDisallow: /closed/\r\n".to_owned(),
        "/page" => page(""),
        "/tagged" if conditional => "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\nConnection: close\r\n\r\n".to_owned(),
        "/tagged" => page("ETag: \"1\"\r\n"),
        "/moved" => go("/page"),
        "/circle" => go("/circle2"),
        "/circle2" => go("/circle"),
        "/endless" | "/endless/1" => go("/endless/1/1"),
        path if path.starts_with("/endless/") => go(&format!("{path}/1")),
        "/file" => go("file:///etc/passwd"),
        "/inside" => go("http://127.0.0.1:1/secret"),
        "/metadata" => go("http://169.254.169.254/latest"),
        "/nowhere" => "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned(),
        "/gone" => "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned(),
        "/fault" => "HTTP/1.1 503 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned(),
        "/nonsense" => "this is not http\r\n\r\n".to_owned(),
        "/short" => "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\nConnection: close\r\n\r\n<html>".to_owned(),
        "/headers" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
            while stream.write_all(b"X-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").is_ok() {}
            return;
        }
        "/large" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n");
            while stream.write_all(&[b'a'; 8192]).is_ok() {}
            return;
        }
        "/slow" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n");
            while stream.write_all(b"a").is_ok() {
                std::thread::sleep(Duration::from_millis(100));
            }
            return;
        }
        "/silent" => {
            std::thread::sleep(Duration::from_secs(12));
            return;
        }
        "/drop" => return,
        "/injection" => page("X-A: b\r\n\tWARC/1.1\r\n"),
        "/bomb" => {
            let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            for _ in 0..160 {
                gzip.write_all(&[b'a'; 1 << 18]).unwrap();
            }
            let body = gzip.finish().unwrap();
            let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(head.as_bytes());
            let _ = stream.write_all(&body);
            return;
        }
        _ => page(""),
    };
    let _ = stream.write_all(reply.as_bytes());
    let _ = stream.flush();
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let _ = stream.read(&mut [0; 16]);
}

fn file(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("variorum-fetch-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    let _ = std::fs::remove_file(&file);
    file
}

fn quick(allow_private: bool) -> FetchLimits {
    FetchLimits {
        allow_private,
        time: Duration::from_secs(4),
        size: 1 << 20,
        delay: Duration::ZERO,
        ..FetchLimits::default()
    }
}

#[test]
fn a_server_that_misbehaves_costs_a_message_each() {
    let (server, _) = server();
    let mut fetcher = Fetcher::new(&file("bad.warc.gz"), quick(true)).unwrap();
    let long = "x".repeat(100);
    for (path, part) in [
        ("/closed/page", "robots.txt does not allow"),
        ("/circle", "in a circle"),
        ("/endless", "more than 8 times"),
        ("/file", "file addresses are not fetched"),
        ("/nowhere", "does not say where"),
        ("/gone", "(410)"),
        ("/fault", "(503)"),
        ("/nonsense", "save the page by hand"),
        ("/short", "breaks off"),
        ("/headers", ""),
        ("/large", "larger than 1 MB"),
        ("/slow", "more than 4 seconds"),
        ("/silent", "more than 4 seconds"),
        ("/drop", ""),
        ("/injection", "cannot be understood"),
    ] {
        let result = fetcher.fetch(&format!("{server}{path}"));
        assert!(result.as_ref().is_err_and(|message| message.contains(part)), "{path}: {result:?}");
    }
    for link in [
        "ftp://herald.example/a",
        "file:///etc/passwd",
        "nonsense",
        "javascript:alert(1)",
        "data:text/html,a",
        &long,
    ] {
        assert!(fetcher.fetch(link).is_err(), "{link}");
    }
    // After all that, it still works.
    assert!(
        matches!(fetcher.fetch(&format!("{server}/moved")), Ok(Fetched::Saved { url, .. }) if url.ends_with("/page"))
    );
}

#[test]
fn nothing_inside_is_reached() {
    let (server, log) = server();
    let mut fetcher = Fetcher::new(&file("private.warc"), quick(false)).unwrap();
    for link in [
        format!("{server}/page"),
        server.replace("127.0.0.1", "localhost"),
        "http://[::1]:9/".into(),
        "http://0x7f000001/".into(),
        "http://2130706433/".into(),
    ] {
        let result = fetcher.fetch(&link);
        assert!(
            result.as_ref().is_err_and(|message| message.contains("--allow-private")),
            "{link}: {result:?}"
        );
    }
    assert!(log.lock().unwrap().is_empty(), "{:?}", log.lock().unwrap());
}

#[test]
fn saved_pages_are_read_and_not_fetched_twice() {
    let (server, log) = server();
    let file = file("good.warc.gz");
    for round in 0..2 {
        let mut fetcher = Fetcher::new(&file, quick(true)).unwrap();
        let tagged = fetcher.fetch(&format!("{server}/tagged")).unwrap();
        assert_eq!(tagged == Fetched::Unchanged, round == 1);
        fetcher.fetch(&format!("{server}/bomb")).unwrap();
    }
    assert_eq!(log.lock().unwrap().iter().filter(|path| *path == "/robots.txt").count(), 2);
    let reader = Engine::english_reader().unwrap();
    let outcome = reader.read("good.warc.gz", None, &std::fs::read(&file).unwrap());
    assert_eq!(outcome.reports.len(), 1, "{:?}", outcome.notes);
    let report = &outcome.reports[0];
    assert_eq!(report.url.as_deref(), Some(format!("{server}/tagged").as_str()));
    assert_eq!(report.title.as_deref(), Some("Ferry burns in the harbour"));
    assert!(report.provenance.captured.is_some());
    assert!(
        outcome.notes.iter().any(|note| note.place.ends_with("/bomb") && note.lost),
        "{:?}",
        outcome.notes
    );
}

#[test]
fn sites_are_asked_at_their_own_pace() {
    let (server, _) = server();
    let limits = FetchLimits { delay: Duration::from_millis(300), ..quick(true) };
    let mut fetcher = Fetcher::new(&file("pace.warc"), limits).unwrap();
    let started = std::time::Instant::now();
    for _ in 0..3 {
        fetcher.fetch(&format!("{server}/page")).unwrap();
    }
    assert!(started.elapsed() >= Duration::from_millis(600));
}
