//! The program as it watches folders and feeds.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::{command, fails, folder, run};

#[test]
fn what_comes_into_a_folder_is_added_and_told() {
    let folder = folder("watch");
    fs::create_dir(folder.join("in")).unwrap();
    fs::write(folder.join("in/a.txt"), "NORLAND PRESS\n\n3 March 2031\n\nA fire at a mill in Eastport killed nine people on Monday, police said.\n").unwrap();
    let told = run(&folder, &["watch", "a.case", "in", "--once", "--format", "jsonl"]);
    let lines: Vec<serde_json::Value> =
        told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let killed = lines.iter().find(|line| line["question"].as_str().unwrap().ends_with(".killed")).unwrap();
    assert_eq!((killed["status"].as_str(), killed["cause"].as_str()), (Some("single"), Some("added a")));

    // Watching goes on: a file that comes later is told, and sent to the webhook.
    let hook = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/changes", hook.local_addr().unwrap());
    let mut watching =
        command(&folder, &["watch", "a.case", "in", "--format", "jsonl", "--webhook", &address])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
    std::thread::sleep(Duration::from_secs(3));
    fs::write(folder.join("in/b.txt"), "COAST RADIO\n\n3 March 2031\n\nA fire at a mill in Eastport killed 14 people on Monday, the mayor said.\n").unwrap();
    let (mut stream, _) = hook.accept().unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut sent = String::new();
    let mut buffer = [0; 4096];
    while !sent.contains("\r\n\r\n") || !sent.trim_end().ends_with('}') {
        let n = std::io::Read::read(&mut stream, &mut buffer).unwrap();
        assert!(n > 0, "{sent}");
        sent.push_str(&String::from_utf8_lossy(&buffer[..n]));
    }
    std::io::Write::write_all(&mut stream, b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n").unwrap();
    watching.kill().unwrap();
    watching.wait().unwrap();
    assert!(sent.starts_with("POST /changes HTTP/1.1") && sent.contains("added b"), "{sent}");
}

/// A site with a feed: what it was asked, and how many items its feed has.
struct Site {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
    items: Arc<AtomicUsize>,
}

fn site() -> Site {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (asked, items) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(1)));
    let site = Site { address: address.clone(), asked: asked.clone(), items: items.clone() };
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(stream, &address, &asked, items.load(Ordering::SeqCst));
        }
    });
    site
}

fn answer(mut stream: TcpStream, address: &str, asked: &Mutex<Vec<String>>, items: usize) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let Some(Ok(first)) = lines.next() else { return };
    let path = first.split(' ').nth(1).unwrap_or("/").to_owned();
    let headers: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let tag = format!("\"{items}\"");
    let known = headers.iter().any(|it| it.to_lowercase().starts_with("if-none-match") && it.ends_with(&tag));
    asked.lock().unwrap().push(if known { format!("{path} known") } else { path.clone() });
    let page = |media_type: &str, body: &str| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nETag: {tag}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    };
    let reply = match path.as_str() {
        "/feed" if known => "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_owned(),
        "/feed" => {
            let item =
                |n: usize| format!("<item><title>Fire {n}</title><link>{address}/story{n}</link></item>");
            let items: String = (1..=items).rev().map(item).collect();
            page(
                "application/rss+xml",
                &format!("<rss version=\"2.0\"><channel><title>Norland Press</title>{items}</channel></rss>"),
            )
        }
        story if story.starts_with("/story") => {
            let n: usize = story[6..].parse().unwrap();
            let text = format!(
                "<html><head><title>Mill burns in Eastport ({n})</title></head><body><article><h1>Mill burns in Eastport</h1>\
                 <p>A fire at a mill in Eastport killed {} people on Monday 3 March 2031, police said.</p>\
                 <p>The fire broke out early in the morning and burned for six hours, a spokeswoman for the fire service said.</p>\
                 </article></body></html>",
                7 + n
            );
            page("text/html; charset=utf-8", &text)
        }
        _ => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned(),
    };
    let _ = stream.write_all(reply.as_bytes());
}

#[test]
fn what_comes_in_a_feed_is_fetched_once_and_told() {
    let folder = folder("feed");
    let site = site();
    let feed = format!("{}/feed", site.address);
    // Nothing inside this network is reached unless somebody says so.
    run(&folder, &["watch", "a.case", &feed, "--once"]);
    assert!(site.asked.lock().unwrap().is_empty());

    let told = run(&folder, &["watch", "a.case", &feed, "--once", "--allow-private"]);
    assert!(told.contains("new → single (8)"), "{told}");
    let asked = |what: &str| site.asked.lock().unwrap().iter().filter(|path| *path == what).count();
    assert_eq!((asked("/robots.txt"), asked("/feed"), asked("/story1")), (1, 1, 1));
    // What the case has is not fetched again.
    assert_eq!(run(&folder, &["watch", "a.case", &feed, "--once", "--allow-private"]), "");
    assert_eq!(asked("/story1"), 1);

    let mut watching =
        command(&folder, &["watch", "a.case", &feed, "--allow-private", "--every", "1", "--format", "jsonl"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
    let mut lines = BufReader::new(watching.stdout.take().unwrap()).lines();
    // The feed is asked again, and says that nothing has changed, until something has.
    while asked("/feed known") < 2 {
        std::thread::sleep(Duration::from_millis(50));
    }
    site.items.store(2, Ordering::SeqCst);
    let line = lines.next().unwrap().unwrap();
    watching.kill().unwrap();
    watching.wait().unwrap();
    let change: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert!(change["cause"].as_str().unwrap().starts_with("added "), "{line}");
    assert_eq!((asked("/story1"), asked("/story2")), (1, 1));
    let status = run(&folder, &["status", "a.case"]);
    assert!(status.contains("2 reports") && status.contains("The file is sound."), "{status}");
}

#[test]
fn a_webhook_may_be_one_of_https() {
    let folder = folder("hook");
    fs::create_dir(folder.join("in")).unwrap();
    fs::write(folder.join("in/a.txt"), "NORLAND PRESS\n\n3 March 2031\n\nA fire at a mill in Eastport killed nine people on Monday, police said.\n").unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}/secret", listener.local_addr().unwrap());
    let first = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut start = [0; 3];
        stream.read_exact(&mut start).unwrap();
        start
    });
    let output =
        command(&folder, &["watch", "a.case", "in", "--once", "--webhook", &address]).output().unwrap();
    assert!(output.status.success());
    // A handshake of TLS begins so. What does not answer it gets nothing.
    assert_eq!(first.join().unwrap()[..2], [0x16, 0x03]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("the change could not be sent") && !told.contains("secret"), "{told}");
    assert!(
        fails(&folder, &["watch", "a.case", "in", "--webhook", "ftp://x.example"])
            .1
            .contains("begins with https://")
    );
}
