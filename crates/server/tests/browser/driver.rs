//! A browser, driven through `chromedriver` by the WebDriver protocol: as much of it as the tests need.

use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// An open browser.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

/// Why no browser test can run; `None` if they can.
pub(crate) fn missing() -> Option<&'static str> {
    let works = |program: &str| {
        let mut command = Command::new(program);
        command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    if works("chromedriver") {
        None
    } else {
        Some("chromedriver is not there: apt-get install chromium chromium-driver")
    }
}

impl Browser {
    /// Starts a browser with a window of this width.
    pub(crate) fn start(width: u32, dark: bool) -> Browser {
        let port = free_port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut browser = Browser { driver, port, session: String::new() };
        let until = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "chromedriver does not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        let mut arguments = vec![
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--force-prefers-reduced-motion",
        ];
        if dark {
            arguments.push("--blink-settings=preferredColorScheme=0");
        }
        let options = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"args": arguments}, "unhandledPromptBehavior": "ignore",
        }}});
        let session = browser.call("POST", "/session", &options);
        browser.session = session["sessionId"].as_str().unwrap_or_else(|| panic!("{session}")).to_owned();
        browser.cdp(
            "Emulation.setDeviceMetricsOverride",
            &json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}),
        );
        browser
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if method == "POST" { body.to_string() } else { String::new() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body.as_bytes()).unwrap();
        let mut answer = Vec::new();
        // The driver may keep the connection open; the length says when the answer is whole.
        let mut buffer = [0; 1 << 16];
        loop {
            let n = stream.read(&mut buffer).unwrap();
            answer.extend_from_slice(&buffer[..n]);
            let text = String::from_utf8_lossy(&answer);
            let whole = text.split_once("\r\n\r\n").is_some_and(|(head, _)| {
                let length = head.lines().find_map(|line| {
                    line.to_lowercase()
                        .strip_prefix("content-length:")
                        .map(|n| n.trim().parse::<usize>().unwrap())
                });
                length.is_some_and(|length| answer.len() >= head.len() + 4 + length)
            });
            if whole || n == 0 {
                break;
            }
        }
        let text = String::from_utf8_lossy(&answer);
        let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        serde_json::from_str::<Value>(body).unwrap_or_else(|error| panic!("{error}: {text}"))["value"].take()
    }

    fn of_session(&self, path: &str) -> String {
        format!("/session/{}{path}", self.session)
    }

    /// A command of Chromium's own.
    pub(crate) fn cdp(&self, command: &str, parameters: &Value) -> Value {
        self.call(
            "POST",
            &self.of_session("/goog/cdp/execute"),
            &json!({"cmd": command, "params": parameters}),
        )
    }

    /// Goes to an address.
    pub(crate) fn open(&self, address: &str) {
        let answer = self.call("POST", &self.of_session("/url"), &json!({"url": address}));
        assert!(answer.is_null(), "{answer}");
    }

    /// Runs a script and gives what it returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.call("POST", &self.of_session("/execute/sync"), &json!({"script": script, "args": []}))
    }

    /// Runs a script that gives its result to its last argument.
    pub(crate) fn run_async(&self, script: &str) -> Value {
        self.call("POST", &self.of_session("/execute/async"), &json!({"script": script, "args": []}))
    }

    /// What a script returns as text.
    pub(crate) fn text(&self, script: &str) -> String {
        let value = self.run(script);
        value.as_str().map_or_else(|| value.to_string(), str::to_owned)
    }

    /// Clicks the first element, as a person would.
    pub(crate) fn click(&self, selector: &str) {
        let found = self.call(
            "POST",
            &self.of_session("/element"),
            &json!({"using": "css selector", "value": selector}),
        );
        let id = found.as_object().and_then(|object| object.values().next()).and_then(Value::as_str);
        let id = id.unwrap_or_else(|| panic!("no {selector}: {found}"));
        let answer = self.call("POST", &self.of_session(&format!("/element/{id}/click")), &json!({}));
        assert!(answer.is_null(), "{selector}: {answer}");
    }

    /// Moves the pointer over the first element, as a person would.
    pub(crate) fn point(&self, selector: &str) {
        let found = self.call(
            "POST",
            &self.of_session("/element"),
            &json!({"using": "css selector", "value": selector}),
        );
        assert!(found["error"].is_null(), "no {selector}: {found}");
        self.run(&format!("document.querySelector('{selector}').scrollIntoView({{block: 'center'}})"));
        let moved = json!({"type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": found});
        let body = json!({"actions": [{"type": "pointer", "id": "mouse", "actions": [moved]}]});
        let answer = self.call("POST", &self.of_session("/actions"), &body);
        assert!(answer.is_null(), "{answer}");
    }

    /// Types into what has the focus.
    pub(crate) fn keys(&self, keys: &str) {
        let actions: Vec<Value> = keys
            .chars()
            .flat_map(|key| {
                [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})]
            })
            .collect();
        let body = json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]});
        let answer = self.call("POST", &self.of_session("/actions"), &body);
        assert!(answer.is_null(), "{answer}");
    }

    /// Waits until a script returns true.
    pub(crate) fn wait(&self, script: &str) {
        let until = Instant::now() + Duration::from_secs(30);
        while self.run(script) != Value::Bool(true) {
            assert!(
                Instant::now() < until,
                "never came: {script}\n{}",
                self.text("return document.body.innerText.slice(0, 2000)")
            );
            std::thread::sleep(Duration::from_millis(60));
        }
    }

    /// A picture of the window as it is, pointer and all, as PNG.
    pub(crate) fn window(&self, path: &std::path::Path) {
        let shot = self.cdp("Page.captureScreenshot", &json!({"format": "png"}));
        std::fs::write(path, decoded(shot["data"].as_str().unwrap_or_default())).unwrap();
    }

    /// A picture of the page, as PNG.
    pub(crate) fn picture(&self, path: &std::path::Path) {
        let height =
            self.run("return Math.min(document.documentElement.scrollHeight, 4000)").as_u64().unwrap_or(900);
        let width = self.run("return innerWidth").as_u64().unwrap_or(1440);
        let clip = json!({"x": 0, "y": 0, "width": width, "height": height, "scale": 1});
        let shot = self.cdp(
            "Page.captureScreenshot",
            &json!({"format": "png", "captureBeyondViewport": true, "clip": clip}),
        );
        std::fs::write(path, decoded(shot["data"].as_str().unwrap_or_default())).unwrap();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.call("DELETE", &self.of_session(""), &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Base64.
fn decoded(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u8> = text.bytes().filter_map(digit).collect();
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    for four in digits.chunks(4) {
        let number = four
            .iter()
            .chain([0; 3].iter())
            .take(4)
            .fold(0_u32, |number, &digit| number << 6 | u32::from(digit));
        bytes.extend_from_slice(&number.to_be_bytes()[1..four.len()]);
    }
    bytes
}
