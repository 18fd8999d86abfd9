//! What the server answers: who comes in, what every answer says to browsers, the interface as it is described, and load.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stderr)]

use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use variorum::case_file::{CaseFile, Incoming, decision};
use variorum::model::Act;
use variorum::model::decision::Undone;
use variorum::{Engine, Ids};
use variorum_server::{Access, Limits, Options, serve};

const NOW: &str = "2031-03-03T09:00:00.000Z";

fn engine() -> Arc<Engine> {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    ENGINE.get_or_init(|| Arc::new(Engine::english().unwrap())).clone()
}

fn add(case: &Path, name: &str, text: &str) {
    let mut file = CaseFile::open(case, engine()).unwrap();
    let incoming = Incoming { name, bytes: text.as_bytes(), format: None };
    let prepared = CaseFile::prepare(&engine(), &incoming);
    file.add(&incoming, prepared, &mut Ids::default(), NOW).unwrap();
}

fn report(n: usize) -> String {
    let dead = 9 + n % 7;
    format!(
        "NORLAND PRESS\n\n{} March 2031\n\nA fire at a mill in Eastport killed {dead} people on Monday, police said. It was report {n}.\n",
        3 + n % 20
    )
}

struct Server {
    case: PathBuf,
    address: SocketAddr,
    token: String,
}

fn server(test: &str, access: Access) -> Server {
    limited_server(test, access, Limits::default())
}

fn limited_server(test: &str, access: Access, limits: Limits) -> Server {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("http").join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let case = folder.join("a.case");
    CaseFile::create(&case, engine(), NOW).unwrap();
    (0..3).for_each(|n| add(&case, &format!("r{n}.txt"), &report(n)));
    let options = Options {
        case: case.clone(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        access,
        hosts: vec!["case.example".into()],
        author: "A. Vale".into(),
        limits,
    };
    let (sender, ready) = channel();
    std::thread::spawn(move || {
        serve(options, engine(), &move |address| sender.send(address.to_owned()).unwrap()).unwrap();
    });
    let shown = ready.recv_timeout(Duration::from_secs(60)).unwrap();
    let rest = shown.strip_prefix("http://").unwrap();
    let (address, query) = rest.split_once('/').unwrap();
    let token = query.strip_prefix("?token=").unwrap_or_default().to_owned();
    Server { case, address: address.parse().unwrap(), token }
}

struct Answer {
    code: u16,
    head: String,
    body: String,
}

impl Server {
    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let mut head =
            format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head.push_str(&format!("Host: {}\r\n", self.address));
        }
        headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
        stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
        // A server that refuses early closes early.
        let _ = stream.write_all(body.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let text = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let code = head.split_whitespace().nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        Answer { code, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[("Authorization", &format!("Bearer {}", self.token))], "")
    }

    fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.code, 200, "{path}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }
}

#[test]
fn only_who_has_the_token_comes_in() {
    let it = server("token", Access::Token);
    assert_eq!(it.send("GET", "/", &[], "").code, 401);
    assert_eq!(it.send("GET", "/api/case", &[("Authorization", "Bearer 00")], "").code, 401);
    assert_eq!(it.send("GET", "/?token=00", &[], "").code, 401);
    let entered = it.send("GET", &format!("/reports?token={}&as_of=2031-03-03", it.token), &[], "");
    assert_eq!(entered.code, 303);
    assert!(entered.head.contains("location: /reports?as_of=2031-03-03\r\n"), "{}", entered.head);
    let cookie = entered.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap().to_owned();
    assert!(cookie.contains("httponly") && cookie.contains("samesite=strict"));
    let cookie = format!("variorum-{}={}", it.address.port(), it.token);
    assert_eq!(it.send("GET", "/", &[("Cookie", &cookie)], "").code, 200);
    for path in
        ["//evil.example/", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fCargo.toml", "/report/..%2f1"]
    {
        let answer = it.get(path);
        assert!((400..500).contains(&answer.code), "{path}: {}", answer.code);
    }
}

#[test]
fn other_names_and_other_sites_are_refused() {
    let it = server("names", Access::Token);
    let bearer = format!("Bearer {}", it.token);
    let host = |host: &str| it.send("GET", "/", &[("Authorization", &bearer), ("Host", host)], "").code;
    let port = it.address.port();
    assert_eq!(host(&format!("evil.example:{port}")), 421);
    assert_eq!(host("evil.example"), 421);
    assert_eq!(host("127.0.0.1"), 421, "another port is another server");
    assert_eq!(host(&format!("localhost:{port}")), 200);
    assert_eq!(host("case.example"), 200);
    let form = "act=note&text=x&on=case&seal=00";
    let kind = ("Content-Type", "application/x-www-form-urlencoded");
    let post = |headers: &[(&str, &str)]| {
        let all = [&[("Authorization", bearer.as_str()), kind], headers].concat();
        it.send("POST", "/decide", &all, form).code
    };
    assert_eq!(post(&[("Origin", "http://evil.example")]), 403);
    assert_eq!(post(&[("Origin", "null")]), 403);
    assert_eq!(post(&[("Sec-Fetch-Site", "cross-site")]), 403);
    assert_eq!(post(&[("Origin", &format!("http://{}", it.address))]), 400, "the seal is wrong");
    assert_eq!(it.json("/api/decisions"), json!([]));
    let long = format!("text={}", "x".repeat(400 << 10));
    assert!(matches!(it.send("POST", "/decide", &[("Authorization", &bearer), kind], &long).code, 413 | 0));
}

#[test]
fn every_answer_carries_its_rules() {
    let it = server("rules", Access::Token);
    for path in ["/", "/reports", "/api/case", "/assets/page.js", "/no-such-page", "/report/1/original"] {
        let head = it.get(path).head;
        assert!(head.contains("content-security-policy: default-src 'none'"), "{path}");
        assert!(!head.contains("unsafe"), "{path}");
        assert!(
            head.contains("x-content-type-options: nosniff") && head.contains("x-frame-options: deny"),
            "{path}"
        );
    }
    let page = it.get("/").body;
    assert!(!page.contains("<style") && !page.contains(" style=") && !page.contains("onclick"));
    let original = it.get("/report/1/original");
    assert!(original.head.contains("content-disposition: attachment") && original.body == report(0));
}

#[test]
fn a_password_or_a_proxy_is_asked() {
    let it = server("password", Access::Password("a long password".into()));
    assert!(it.token.is_empty());
    let asked = it.send("GET", "/", &[], "");
    assert!(asked.code == 303 && asked.head.contains("location: /login"));
    let kind = ("Content-Type", "application/x-www-form-urlencoded");
    assert_eq!(it.send("POST", "/login", &[kind], "password=wrong").code, 200);
    let entered = it.send("POST", "/login", &[kind], "password=a+long+password");
    assert_eq!(entered.code, 303);
    let cookie = entered.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap().to_owned();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    assert_eq!(it.send("GET", "/", &[("Cookie", &cookie)], "").code, 200);

    let it = server("proxy", Access::Proxy("x-forwarded-user".into()));
    assert_eq!(it.send("GET", "/", &[], "").code, 401);
    let page = it.send("GET", "/", &[("X-Forwarded-User", "B. Moss <b>")], "");
    assert_eq!(page.code, 200);
    assert!(page.body.contains("B. Moss &#60;b&#62;") || page.body.contains("B. Moss &lt;b&gt;"));
}

#[test]
fn the_interface_is_as_it_is_described() {
    let it = server("described", Access::Token);
    let described = it.json("/api/openapi.json");
    assert!(described["openapi"].as_str().unwrap().starts_with("3.1"));
    let report = it.json("/api/reports")[0]["number"].to_string();
    let claim = it.json("/api/claims")[0]["id"].as_str().unwrap().to_owned();
    let question = it.json("/api/questions")[0]["key"].as_str().unwrap().to_owned();
    let fill = |path: &str, row: &str, id: &str, key: &str| {
        path.replace("{row}", row).replace("{id}", id).replace("{key}", key)
    };
    let mut n_checked = 0;
    for (path, methods) in described["paths"].as_object().unwrap() {
        let Some(get) = methods.get("get") else { continue };
        let query = if path.contains("search") { "?q=mill" } else { "" };
        let body = it.json(&(fill(path, &report, &claim, &question) + query));
        let schema = &get["responses"]["200"]["content"]["application/json"]["schema"];
        if schema.is_object() {
            let whole = json!({"allOf": [schema], "components": described["components"]});
            let validator = jsonschema::validator_for(&whole).unwrap();
            let errors: Vec<String> = validator.iter_errors(&body).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{path}: {errors:?}");
            n_checked += 1;
        }
        // Whatever stands in an address, it is answered, and nothing breaks.
        for odd in [
            "0",
            "-1",
            "99999999999999999999",
            "%00",
            "%ff%fe",
            "..",
            "a%2Fb",
            "%E2%80%AE",
            "'%20OR%201=1",
            "%7B%7D",
        ] {
            for query in [
                "",
                "?as_of=2031-13-40",
                "?as_of=2031-03-03&q=%22%22%22&limit=99999&question=%00",
                "?q=NEAR(&limit=-1",
            ] {
                let answer = it.get(&(fill(path, odd, odd, odd) + query));
                assert!((200..500).contains(&answer.code), "{path} {odd} {query}: {}", answer.code);
                // An empty name in the address is another address.
                if odd != ".." {
                    is_described(&described, get, &answer, &format!("{path} {odd} {query}"));
                }
            }
        }
    }
    assert!(n_checked >= 8, "{n_checked}");
}

/// An answer is one of those that the description has, with a body as it says.
fn is_described(described: &Value, operation: &Value, answer: &Answer, what: &str) {
    let response = &operation["responses"][answer.code.to_string()];
    assert!(response.is_object(), "{what}: {} is not described", answer.code);
    let schema = &response["content"]["application/json"]["schema"];
    if schema.is_object() {
        let body: Value =
            serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{what}: {}", answer.body));
        let whole = json!({"allOf": [schema], "components": described["components"]});
        assert!(jsonschema::is_valid(&whole, &body), "{what}: {body}");
    }
}

#[test]
fn what_is_refused_is_refused_as_described() {
    let it = server("refused", Access::Token);
    let described = it.json("/api/openapi.json");
    let operation = |path: &str, method: &str| described["paths"][path][method].clone();
    let bearer = format!("Bearer {}", it.token);
    let (token, kind) = (("Authorization", bearer.as_str()), ("Content-Type", "application/json"));
    let post = operation("/api/decisions", "post");
    let sent = |headers: &[(&str, &str)], body: &str, code: u16| {
        let answer = it.send("POST", "/api/decisions", headers, body);
        assert_eq!(answer.code, code, "{body}: {}", answer.body);
        is_described(&described, &post, &answer, body);
    };
    sent(&[token], "{}", 415);
    sent(&[token, kind], "\0", 400);
    sent(&[token, kind], "{\"act\": {}}", 422);
    sent(&[token, kind], "{\"act\": {\"type\": \"grade_claim\", \"claim\": \"x\", \"grade\": 7}}", 422);
    sent(&[token, kind], "{\"act\": {\"type\": \"grade_claim\", \"claim\": \"x\", \"grade\": 2.0}}", 201);
    sent(&[kind], "{}", 401);
    sent(&[token, kind, ("Origin", "http://evil.example")], "{}", 403);
    let search = operation("/api/search", "get");
    for query in ["", "?limit=0", "?q=mill&limit=501", "?q=mill&limit=-1"] {
        let answer = it.get(&format!("/api/search{query}"));
        assert_eq!(answer.code, 400, "{query}");
        is_described(&described, &search, &answer, query);
    }
    let answer = it.send("GET", "/api/case", &[token, ("Host", "evil.example")], "");
    assert_eq!(answer.code, 421);
    is_described(&described, &operation("/api/case", "get"), &answer, "another name");
}

#[test]
fn programs_decide_and_take_back() {
    let it = server("decide", Access::Token);
    let claim = it.json("/api/claims")[0]["id"].clone();
    let body = json!({"reason": "misread", "act": {"type": "reject_claim", "claim": claim}}).to_string();
    let bearer = format!("Bearer {}", it.token);
    let kind = ("Content-Type", "application/json");
    let cookie = format!("variorum-{}={}", it.address.port(), it.token);
    assert_eq!(it.send("POST", "/api/decisions", &[("Cookie", &cookie), kind], &body).code, 403);
    let made = it.send("POST", "/api/decisions", &[("Authorization", &bearer), kind], &body);
    assert_eq!(made.code, 201, "{}", made.body);
    let id = serde_json::from_str::<Value>(&made.body).unwrap()["id"].as_str().unwrap().to_owned();
    assert_eq!(it.json("/api/case")["decisions"][0]["reason"], "misread");
    assert!(it.json("/api/claims").as_array().unwrap().iter().all(|it| it["id"] != claim));
    assert_eq!(
        it.send("DELETE", &format!("/api/decisions/{id}"), &[("Authorization", &bearer)], "").code,
        204
    );
    assert!(it.json("/api/claims").as_array().unwrap().iter().any(|it| it["id"] == claim));
    let wrong = json!({"act": {"type": "no such act"}}).to_string();
    assert_eq!(it.send("POST", "/api/decisions", &[("Authorization", &bearer), kind], &wrong).code, 422);
}

#[test]
fn links_stay_when_the_case_grows() {
    let it = server("links", Access::Token);
    let keys = |it: &Server| -> Vec<(String, String)> {
        let all = it.json("/api/questions");
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        all.as_array().unwrap().iter().map(|it| (text(&it["property"]), text(&it["key"]))).collect()
    };
    let before = keys(&it);
    // Reports whose ids come first, and one of another event.
    add(&it.case, "0.txt", &report(11));
    add(
        &it.case,
        "00.txt",
        "COAST RADIO\n\n9 March 2031\n\nA flood in Westport killed 3 people on Sunday, the mayor said.\n",
    );
    let until = Instant::now() + Duration::from_secs(30);
    while it.json("/api/reports").as_array().unwrap().len() < 5 {
        assert!(Instant::now() < until, "the change is not seen");
        std::thread::sleep(Duration::from_millis(100));
    }
    let after = keys(&it);
    assert!(before.iter().all(|key| after.contains(key)), "{before:?} {after:?}");
}

#[test]
fn news_of_changes_are_sent() {
    let it = server("news", Access::Token);
    let mut stream = TcpStream::connect(it.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let head =
        format!("GET /events HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\r\n", it.address, it.token);
    stream.write_all(head.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    add(&it.case, "late.txt", &report(40));
    let mut seen = String::new();
    let mut buffer = [0; 4096];
    while !seen.contains("event: changed") {
        let n = stream.read(&mut buffer).unwrap();
        assert!(n > 0, "{seen}");
        seen.push_str(&String::from_utf8_lossy(&buffer[..n]));
    }
    assert!(seen.contains("added late"), "{seen}");
}

/// Clients that read while one process adds. `VARIORUM_LOAD` says for how many seconds, with 50 clients; without it, a few
/// clients read for a moment.
#[test]
fn many_read_while_one_adds() {
    let seconds: Option<u64> = std::env::var("VARIORUM_LOAD").ok().and_then(|n| n.parse().ok());
    let (n_clients, seconds) = seconds.map_or((6, 2), |seconds| (50, seconds));
    let it = server("load", Access::Token);
    let ended = AtomicBool::new(false);
    let paths = [
        "/",
        "/reports",
        "/report/1",
        "/sources",
        "/timeline",
        "/search?q=mill",
        "/api/questions",
        "/?as_of=2031-03-05",
    ];
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..n_clients)
            .map(|client| {
                let (it, ended) = (&it, &ended);
                scope.spawn(move || {
                    let mut times = Vec::new();
                    while !ended.load(Ordering::Relaxed) {
                        let path = paths[(times.len() + client) % paths.len()];
                        let started = Instant::now();
                        let answer = it.get(path);
                        times.push(started.elapsed());
                        assert_eq!(answer.code, 200, "{path}: {}", answer.body);
                    }
                    times
                })
            })
            .collect();
        let until = Instant::now() + Duration::from_secs(seconds);
        let mut n = 100;
        while Instant::now() < until {
            add(&it.case, &format!("added-{n}.txt"), &report(n));
            n += 1;
            std::thread::sleep(Duration::from_millis(250));
        }
        ended.store(true, Ordering::Relaxed);
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    });
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    eprintln!(
        "{n_clients} clients, {seconds} s: {} answers, median {:?}, p99 {:?}, longest {:?}",
        times.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
    assert!(times.len() > n_clients);
}

#[test]
fn who_is_slow_or_silent_is_hung_up_on_and_stops_nobody() {
    let limit = Duration::from_millis(1500);
    let server = limited_server("slow", Access::Token, Limits { head_time: limit, ..Limits::default() });
    let began = Instant::now();
    let connect = || {
        let stream = TcpStream::connect(server.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    };
    let silent: Vec<TcpStream> = (0..200).map(|_| connect()).collect();
    // One that sends a letter of its head every tenth of a second; each comes in time, the head never does.
    let mut slow = connect();
    let mut drip = slow.try_clone().unwrap();
    std::thread::spawn(move || {
        let head = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ".iter().chain(std::iter::repeat(&b'a'));
        for letter in head.take(300) {
            if drip.write_all(&[*letter]).is_err() {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    // One that has had an answer and then says nothing more.
    let mut kept = connect();
    write!(kept, "GET /assets/style.css HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).unwrap();

    let bearer = format!("Bearer {}", server.token);
    // One that listens for news is neither slow nor silent.
    let mut listening = connect();
    write!(listening, "GET /events HTTP/1.1\r\nHost: {}\r\nAuthorization: {bearer}\r\n\r\n", server.address)
        .unwrap();
    while began.elapsed() < limit {
        let asked = Instant::now();
        assert_eq!(server.send("GET", "/", &[("Authorization", &bearer)], "").code, 200);
        assert!(asked.elapsed() < limit, "nobody waits for the silent");
    }
    let mut rest = Vec::new();
    let ended = |read: std::io::Result<usize>| match read {
        Ok(_) => true,
        Err(error) => error.kind() == std::io::ErrorKind::ConnectionReset,
    };
    assert!(ended(slow.read_to_end(&mut rest)), "the slow are hung up on");
    assert!(began.elapsed() < limit * 4, "{:?}", began.elapsed());
    assert!(!String::from_utf8_lossy(&rest).contains(" 200 "), "no answer to half a head");
    let mut answer = Vec::new();
    assert!(ended(kept.read_to_end(&mut answer)), "who says nothing more is hung up on");
    assert!(answer.starts_with(b"HTTP/1.1 200"));
    for mut stream in silent {
        assert!(ended(stream.read_to_end(&mut rest)), "the silent are hung up on");
    }
    assert!(began.elapsed() < limit * 6, "{:?}", began.elapsed());
    add(&server.case, "late.txt", &report(99));
    let (mut news, mut part) = (String::new(), [0; 1024]);
    while !news.contains("event: changed") {
        let n = listening.read(&mut part).unwrap();
        assert!(n > 0, "news have ended: {news}");
        news.push_str(&String::from_utf8_lossy(&part[..n]));
    }
}

#[test]
fn who_does_not_take_an_answer_is_hung_up_on() {
    let limit = Duration::from_millis(1500);
    let it = limited_server("unread", Access::Token, Limits { write_time: limit, ..Limits::default() });
    // An answer that no buffer holds.
    let line = json!({"text": report(50), "what is ignored": "x".repeat(24 << 20)}).to_string();
    add(&it.case, "long.jsonl", &line);
    let ask = || {
        let mut stream = TcpStream::connect(it.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let head = format!(
            "GET /report/4/original HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\r\n",
            it.address, it.token
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream
    };
    let size = line.len();
    let taken = |mut stream: TcpStream, first: Duration, every: Duration| {
        let began = Instant::now();
        std::thread::sleep(first);
        let (mut n, mut part) = (0, [0; 2048]);
        loop {
            match stream.read(&mut part) {
                Ok(0) | Err(_) => return (n, began.elapsed()),
                Ok(some) => n += some,
            }
            if began.elapsed() < Duration::from_secs(8) {
                std::thread::sleep(every);
            }
        }
    };
    std::thread::scope(|scope| {
        let silent = scope.spawn(|| taken(ask(), limit * 3, Duration::ZERO));
        let dripping = scope.spawn(|| taken(ask(), Duration::ZERO, Duration::from_millis(400)));
        let (n, _) = taken(ask(), limit / 3, Duration::ZERO);
        assert!(n > size, "who takes it late but then all has it whole: {n}");
        assert!(silent.join().unwrap().0 < size, "who takes nothing is hung up on");
        assert!(dripping.join().unwrap().0 < size, "who takes drops is hung up on");
    });
    assert_eq!(it.get("/").code, 200);
}

#[test]
fn who_comes_when_all_connections_are_taken_is_told_so() {
    let limits = Limits { connections: 20, head_time: Duration::from_secs(3), ..Limits::default() };
    let it = limited_server("crowd", Access::Token, limits);
    let held: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(it.address).unwrap()).collect();
    std::thread::sleep(Duration::from_millis(300));
    let refused = it.get("/");
    assert_eq!(refused.code, 503);
    assert!(
        refused.head.contains("retry-after: 2") && refused.body.contains("try again"),
        "{}",
        refused.head
    );
    // Many more at once do no harm.
    let more: Vec<TcpStream> = (0..200).map(|_| TcpStream::connect(it.address).unwrap()).collect();
    drop(more);
    // When somebody leaves, there is room.
    drop(held);
    let until = Instant::now() + Duration::from_secs(10);
    while it.get("/").code != 200 {
        assert!(Instant::now() < until, "there is room again");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_was_recorded_and_decided_is_shown_as_of_a_day() {
    let it = server("past", Access::Token);
    let claim = it.json("/api/claims")[0]["id"].as_str().unwrap().to_owned();
    let mut file = CaseFile::open(&it.case, engine()).unwrap();
    let act = Act::RejectClaim { claim: claim.into() };
    let made = decision("A. Vale", "2031-03-04T23:59:59.999Z", "misread", act);
    file.decide(&made).unwrap();
    let undone = Undone {
        author: "B. Moss".into(),
        made: "2031-03-06T00:00:00.000Z".into(),
        reason: "it was right".into(),
    };
    file.undo(&made.id, &undone).unwrap();
    let until = Instant::now() + Duration::from_secs(30);
    while !it.get("/decisions").body.contains("it was right") {
        assert!(Instant::now() < until, "the decision is not seen");
        std::thread::sleep(Duration::from_millis(100));
    }
    let decisions = |day: &str| it.json(&format!("/api/decisions?as_of={day}"));
    assert_eq!(decisions("2031-03-03"), json!([]));
    assert_eq!(decisions("2031-03-04")[0]["reason"], "misread");
    assert_eq!(decisions("2031-03-05")[0]["undone"], Value::Null, "it was in force then");
    assert_eq!(decisions("2031-03-06")[0]["undone"]["author"], "B. Moss");
    let page = |path: &str| it.get(path).body;
    assert!(page("/decisions?as_of=2031-03-03").contains("Nothing was decided up to 3 March 2031"));
    let then = page("/decisions?as_of=2031-03-05");
    assert!(then.contains("misread") && then.contains("undone later") && !then.contains("it was right"));
    assert!(!then.contains("action=\"/undo\""), "what is undone cannot be undone again");
    assert!(then.contains("2031-03-04 ") && then.contains("2031-03-06"), "the slider leads to these days");

    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let yesterday = today.yesterday().unwrap();
    let n = |path: &str| it.json(path).as_array().unwrap().len();
    assert!(n("/api/history") > 0);
    assert_eq!(n(&format!("/api/history?as_of={today}")), n("/api/history"));
    assert_eq!(n(&format!("/api/history?as_of={yesterday}")), 0);
    let key = it.json("/api/questions")[0]["key"].as_str().unwrap().to_owned();
    let then = page(&format!("/history?question={key}&as_of={yesterday}"));
    assert!(then.contains("Nothing was recorded up to") && then.contains("the record begins on"));
    let kept = format!("<input type=\"hidden\" name=\"question\" value=\"{key}\">");
    assert!(then.contains(&kept), "the day can be changed without script, and the question stays");
    assert!(page(&format!("/history?as_of={today}")).contains("How many people were killed?"));
    for path in
        ["/", "/reports", "/sources", "/timeline", "/warnings", "/search?q=mill", "/history", "/decisions"]
    {
        assert!(page(path).contains("id=\"slider\""), "{path}");
    }
}

#[test]
fn long_lists_are_cut_and_lead_on() {
    let it = server("long", Access::Token);
    let line = |n: usize| {
        let text = format!(
            "A fire at a mill in Eastport killed {} people on Monday, witness number {n} said.",
            9 + n % 2
        );
        json!({"id": format!("w{n}"), "text": text, "published": "2031-03-04", "publisher": format!("Paper {n}")})
    };
    let lines: Vec<String> = (0..130).map(|n| line(n).to_string()).collect();
    add(&it.case, "many.jsonl", &lines.join("\n"));
    let until = Instant::now() + Duration::from_secs(60);
    while it.get("/api/reports").head.contains("x-total-count: 3\r") {
        assert!(Instant::now() < until, "the change is not seen");
        std::thread::sleep(Duration::from_millis(100));
    }
    let answer = it.get("/api/reports?limit=50&as_of=2031-03-04&offset=50");
    assert_eq!(serde_json::from_str::<Value>(&answer.body).unwrap().as_array().unwrap().len(), 50);
    assert!(answer.head.contains("x-total-count: 132"), "{}", answer.head);
    let next = "link: </api/reports?limit=50&as_of=2031-03-04&offset=100>; rel=\"next\"";
    assert!(answer.head.contains(next), "{}", answer.head);
    let last = it.get("/api/reports?limit=50&as_of=2031-03-04&offset=100");
    assert!(!last.head.contains("rel=\"next\"") && last.body.matches("\"number\"").count() == 32);
    assert_eq!(it.get("/api/claims?limit=0").code, 400);
    assert_eq!(it.json("/api/claims?offset=900000"), json!([]));
    assert_eq!(it.get("/api/claims?offset=1000000001").code, 400);

    let first = it.get("/reports").body;
    assert_eq!(first.matches("<li class=\"line\">").count(), 100);
    assert!(first.contains("1–100 of 133") && first.contains("href=\"?page=2\" rel=\"next\""));
    let second = it.get("/reports?page=2&as_of=2031-03-04").body;
    assert_eq!(second.matches("<li class=\"line\">").count(), 32);
    assert!(second.contains("101–132 of 132") && second.contains("href=\"?as_of=2031-03-04\" rel=\"prev\""));
    assert!(it.get("/reports?page=99999999999").body.contains("of 133"));
    assert_eq!(it.get("/questions?list=none").code, 404);
    assert_eq!(it.get("/questions?list=single").code, 200);
    assert!(it.get("/sources").body.contains("/sources?list=who"));
    let found = it.get("/search?q=mill").body;
    assert!(found.contains("1–60 of ") && found.contains("href=\"?q=mill&#38;page=2\" rel=\"next\""));
    let last = it.get("/search?q=mill&page=3&as_of=2031-03-04").body;
    assert!(last.contains("<span>121–"));
    assert_eq!(it.json("/api/search?q=mill&offset=130&limit=10")["reports"].as_array().unwrap().len(), 3);
    assert_eq!(it.json("/api/search?q=mill&as_of=2031-03-02")["n_reports"], 0);
    assert!(it.get("/sources?list=publishers&page=2").body.contains("<span>101–"));

    // Every claim is found where its link leads, on whatever page that is.
    let claims = it.json("/api/claims?limit=5000");
    let of_deaths = claims.as_array().unwrap().iter().filter(|claim| claim["property"] == "killed");
    let mut pages = std::collections::BTreeSet::new();
    for claim in of_deaths.step_by(9) {
        let id = claim["id"].as_str().unwrap();
        let answer = it.get(&format!("/claim/{id}"));
        let to = answer.head.lines().find_map(|line| line.strip_prefix("location: ")).unwrap().to_owned();
        let (path, anchor) = to.split_once('#').unwrap();
        assert!(it.get(path).body.contains(&format!("id=\"{anchor}\"")), "{to}");
        pages.insert(path.split_once('?').map(|(_, query)| query.to_owned()));
    }
    assert!(pages.len() > 1, "{pages:?}");
}

#[test]
fn what_a_form_does_not_list_can_be_named() {
    let it = server("named", Access::Token);
    let seal = {
        let form = it.get("/decide/report?of=1").body;
        let (_, rest) = form.split_once("name=\"seal\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let bearer = format!("Bearer {}", it.token);
    let post = |form: &str| {
        let kind = ("Content-Type", "application/x-www-form-urlencoded");
        it.send("POST", "/decide", &[("Authorization", &bearer), kind], &format!("seal={seal}&{form}")).code
    };
    let id = it.json("/api/reports")[2]["id"].as_str().unwrap().to_owned();
    assert_eq!(post("act=mark_copy&of=r0&other=3"), 303);
    assert_eq!(it.json("/api/decisions")[0]["act"], json!({"type": "mark_copy", "report": "r0", "of": id}));
    assert_eq!(post("act=mark_copy&of=r0&other=77"), 404);
    let event = it.json("/api/questions")[0]["event"].as_str().unwrap().to_owned();
    let claim = it.json("/api/claims")[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(post(&format!("act=join_events&of={claim}&other={event}")), 303);
    assert_eq!(it.json("/api/decisions")[1]["act"]["type"], "join_events");
    assert_eq!(post(&format!("act=join_events&of={claim}&other=none")), 404);
}
