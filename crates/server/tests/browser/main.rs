//! A case in a real browser. Without chromium and its driver these tests say so and pass; where `VARIORUM_BROWSER` is
//! "required", as in `.ci/run`, they fail. `VARIORUM_PICTURES` is a folder for pictures of the pages, `VARIORUM_AXE` the path
//! of `axe.min.js`, with which the pages are then checked for accessibility.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stderr)]

mod driver;

use driver::Browser;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use variorum::case_file::{CaseFile, Incoming};
use variorum::{Engine, Ids};
use variorum_server::{Access, Limits, Options, serve};

const NOW: &str = "2031-03-03T09:00:00.000Z";

fn engine() -> Arc<Engine> {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    ENGINE.get_or_init(|| Arc::new(Engine::english().unwrap())).clone()
}

/// Whether there is a browser; says why not.
fn browser(width: u32, dark: bool) -> Option<Browser> {
    if let Some(why) = driver::missing() {
        assert!(std::env::var("VARIORUM_BROWSER").as_deref() != Ok("required"), "{why}");
        eprintln!("not tested in a browser: {why}");
        return None;
    }
    Some(Browser::start(width, dark))
}

fn new_case(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser").join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("a.case");
    CaseFile::create(&path, engine(), NOW).unwrap();
    path
}

fn add(case: &Path, name: &str, bytes: &[u8]) {
    let mut file = CaseFile::open(case, engine()).unwrap();
    let incoming = Incoming { name, bytes, format: None };
    let prepared = CaseFile::prepare(&engine(), &incoming);
    file.add(&incoming, prepared, &mut Ids::default(), NOW).unwrap();
}

fn example(test: &str) -> PathBuf {
    let case = new_case(test);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ferry-fire");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        add(&case, &path.display().to_string(), &std::fs::read(&path).unwrap());
    }
    case
}

/// Serves a case; gives the address to open and the one without the token.
fn served(case: &Path) -> (String, String) {
    let (sender, ready) = channel();
    let options = Options {
        case: case.to_owned(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        access: Access::Token,
        hosts: Vec::new(),
        author: "A. Vale".into(),
        limits: Limits::default(),
    };
    std::thread::spawn(move || {
        serve(options, engine(), &move |address| sender.send(address.to_owned()).unwrap()).unwrap();
    });
    let address = ready.recv_timeout(Duration::from_secs(60)).unwrap();
    let base = address.split("/?").next().unwrap().to_owned();
    (address, base)
}

#[test]
fn a_case_is_read_and_decided() {
    let Some(it) = browser(1440, false) else { return };
    let case = example("example");
    let (address, base) = served(&case);
    it.open(&address);
    assert_eq!(it.text("return location.search"), "", "the token leaves the address");
    assert!(it.text("return document.querySelector('h1').textContent").contains("Rasmark Strait fire"));

    // Open a dispute, unfold a reading, jump to the evidence, and back.
    it.click(".dispute h3 a");
    assert!(it.text("return location.pathname").starts_with("/question/"));
    it.click(".readings summary");
    assert_eq!(it.text("return String(document.querySelector('.readings details').open)"), "true");
    it.click(".readings details[open] figcaption a");
    it.wait("return location.pathname.startsWith('/report/') && location.hash.length > 2");
    assert_eq!(it.text("return String(!!document.getElementById(location.hash.slice(1)))"), "true");
    it.click("a.evidence");
    it.wait("return location.pathname.startsWith('/question/')");
    assert_eq!(
        it.text("return String(document.getElementById(location.hash.slice(1)).closest('details').open)"),
        "true",
        "the reading that a link leads to is unfolded"
    );

    // Move the date: every page is of that day, and its links too.
    it.open(&format!("{base}/"));
    it.run("const s = document.querySelector('#slider'); s.value = 0; s.dispatchEvent(new Event('input')); s.dispatchEvent(new Event('change'));");
    it.wait("return location.search === '?as_of=2025-10-15' && document.readyState === 'complete'");
    assert!(it.text("return document.querySelector('.kicker').textContent").contains("3 reports"));
    it.click(".ask, .dispute h3 a");
    it.wait("return location.pathname.startsWith('/question/')");
    assert_eq!(it.text("return location.search"), "?as_of=2025-10-15");

    // Join two readings, see it, undo it.
    it.open(&format!("{base}/"));
    let question = it.text(
        "return [...document.querySelectorAll('a')].find(a => a.textContent.includes('people were killed?')).href",
    );
    it.open(&question);
    let n =
        |it: &Browser| it.run("return document.querySelectorAll('.readings > li').length").as_u64().unwrap();
    let before = n(&it);
    it.click(".question > header .decide");
    it.run("document.querySelector('#join-readings [name=reason]').value = 'one count, taken twice'");
    it.click("#join-readings button");
    it.wait("return location.pathname.startsWith('/question/')");
    assert_eq!(n(&it), before - 1);
    assert!(
        it.text("return document.querySelector('.judgement').textContent").contains("one count, taken twice")
    );
    it.open(&format!("{base}/decisions"));
    it.click(".undo button");
    it.wait("return !!document.querySelector('.undone')");
    it.open(&question);
    assert_eq!(n(&it), before);

    // Add a claim by hand: words that are selected come into the form.
    it.open(&format!("{base}/report/3"));
    it.run(
        "const words = document.querySelector('.report .text p:not(.furniture)').firstChild; const range = document.createRange(); \
         range.setStart(words, 0); range.setEnd(words, Math.min(60, words.length)); getSelection().removeAllRanges(); getSelection().addRange(range);",
    );
    it.wait("return document.querySelector('#words').value.length > 20");
    photo(&it, "offer-1440");
    it.click("#offer a");
    it.wait("return document.activeElement.name === 'property' && document.querySelector('#offer').hidden");
    it.run("document.querySelector('#by-hand [name=value]').value = '14'");
    it.run("window.isOld = true");
    it.click("#by-hand button");
    it.wait(
        "return !window.isOld && location.pathname === '/report/3' && document.readyState === 'complete'",
    );
    it.open(&format!("{base}/decisions"));
    assert!(
        it.text("return document.querySelector('#decisions').textContent")
            .contains("added by hand: killed 14")
    );

    // Search.
    it.open(&format!("{base}/"));
    it.keys("/");
    it.keys("coastguard\u{e007}");
    it.wait("return location.pathname === '/search' && document.querySelectorAll('mark').length > 0");

    // A change arrives.
    it.open(&format!("{base}/"));
    add(&case, "late.txt", b"NORLAND PRESS\n\n13 November 2025\n\nThe fire in the Rasmark Strait killed 25 people, the mayor said on Thursday.\n");
    it.wait("return !document.querySelector('#news').hidden");
    it.click("#news a");
    it.wait("return document.querySelector('.kicker') && document.querySelector('.kicker').textContent.includes('15 reports')");
}

#[test]
fn a_marked_claim_shows_its_chain_to_pointer_and_keyboard() {
    for (width, dark) in [(1440, false), (390, true)] {
        let Some(it) = browser(width, dark) else { return };
        let (address, base) = served(&example(&format!("chain-{width}")));
        it.open(&address);
        it.open(&format!("{base}/report/3"));
        let shown = |n: usize| {
            it.text(&format!(
                "const words = document.querySelectorAll('.text a.evidence')[{n}]; const shown = getComputedStyle(words, '::after'); \
                 return shown.display === 'none' || shown.content === 'none' ? '' : shown.content;"
            ))
        };
        assert_eq!((shown(0), shown(1)), (String::new(), String::new()), "nothing is shown unasked");
        it.point(".text a.evidence");
        assert!(shown(0).contains("Killed: 14 – officials"), "{}", shown(0));
        it.wait("return getComputedStyle(document.querySelector('.text a.evidence'), '::after').visibility === 'visible'");
        photo(&it, &format!("chain-hover-{width}"));
        it.keys("\u{e00c}");
        assert_eq!(shown(0), "", "Escape puts it away");
        it.point("h1");
        // The keyboard: `j` goes from claim to claim; the tabulator leaves for the next link.
        it.keys("j");
        assert!(shown(0).contains("officials"), "{}", shown(0));
        it.keys("j");
        assert_eq!(shown(0), "");
        assert!(shown(1).contains(" – "), "{}", shown(1));
        photo(&it, &format!("chain-focus-{width}"));
        assert!(it.run("return document.documentElement.scrollWidth - innerWidth").as_i64().unwrap() <= 0);
        it.keys("\u{e004}");
        assert_eq!(shown(1), "");
    }
}

#[test]
fn pages_show_what_they_are_for() {
    let Some(it) = browser(1440, false) else { return };
    let (address, base) = served(&example("clauses"));
    it.open(&address);
    let text = |selector: &str| it.text(&format!("return document.querySelector('{selector}').textContent"));
    let n = |selector: &str| {
        it.run(&format!("return document.querySelectorAll('{selector}').length")).as_u64().unwrap()
    };

    // The order of the overview: disputes, what has moved, the rest.
    let ids = it.text("return [...document.querySelectorAll('main section')].map((it) => it.id).join(' ')");
    assert!(ids.starts_with("disputes moved"), "{ids}");
    // All of it is about one screen; the rest is folded, and the keyboard reaches and unfolds it.
    let end =
        it.run("return document.querySelector('main').getBoundingClientRect().bottom").as_f64().unwrap();
    assert!(end < 1000.0, "the overview ends at {end}");
    let folded = "return document.activeElement.tagName === 'SUMMARY'";
    for _ in 0..40 {
        if it.run(folded).as_bool() == Some(true) {
            break;
        }
        it.keys("j");
    }
    assert_eq!(it.run(folded), true, "j leads to what is folded");
    it.keys("\u{e007}");
    it.keys("j");
    assert_eq!(it.text("return document.activeElement.className"), "ask");
    assert!(n(".folded details[open] .line") > 0);

    // A question: chart, origins, reason.
    it.click(".dispute h3 a");
    assert!(n(".chart svg .mark") > 3 && n("#origins svg path") > 0);
    assert!(text(".question .why").contains("denied"));

    // Keys: the next page, an item, search.
    it.keys("gs");
    it.wait("return location.pathname === '/sources'");
    let who = text("#who");
    assert!(who.contains("Ingrid Vask") && who.contains("killed 3") && who.contains("through NPA"), "{who}");
    assert!(n("#graph svg path") > 2);
    it.keys("jj");
    assert_eq!(it.text("return document.activeElement.tagName"), "SUMMARY");
    it.keys("\u{e007}");
    assert!(n("#who details[open]") == 1 && n("#who details[open] p a") > 0);

    // Bands are as long as dates are imprecise.
    it.keys("gt");
    it.wait("return location.pathname === '/timeline'");
    let widths = it.run(
        "const of = (date) => [...document.querySelectorAll('.timeline > div')].find((it) => it.querySelector('dt').textContent === date) \
         .querySelector('rect').getBoundingClientRect().width; return [of('14 October 2025'), of('October 2025')]",
    );
    assert!(widths[1].as_f64().unwrap() > 2.0 * widths[0].as_f64().unwrap(), "{widths}");

    // Dates are written for people wherever they are.
    for page in ["/history", "/search?q=ferry"] {
        it.open(&format!("{base}{page}"));
        let raw = it.text("return (document.querySelector('main').innerText.match(/\\d{4}-(W\\d\\d|\\d\\d-\\d\\dT)/g) || []).join(' ')");
        assert_eq!(raw, "", "{page}");
    }

    // The slider is on every page and changes what it shows.
    for page in [
        "/",
        "/questions",
        "/reports",
        "/sources",
        "/timeline",
        "/warnings",
        "/history",
        "/decisions",
        "/search?q=ferry",
    ] {
        it.open(&format!("{base}{page}"));
        let before = text("main");
        it.run(
            "const s = document.querySelector('#slider'); s.value = 0; s.dispatchEvent(new Event('change'));",
        );
        it.wait("return location.search.includes('as_of=2025-10-15') && document.readyState === 'complete'");
        assert!(page == "/warnings" || text("main") != before, "{page} is of that day");
        assert!(text("#asof label").contains("15 October 2025"), "{page}");
        if page.contains('?') {
            assert!(it.text("return location.search").contains("q=ferry"));
        }
    }
}

/// A picture of the window as it is, where one is asked for.
fn photo(it: &Browser, name: &str) {
    if let Ok(folder) = std::env::var("VARIORUM_PICTURES") {
        it.window(&Path::new(&folder).join(format!("{name}.png")));
    }
}

#[test]
fn everything_can_be_read_without_script() {
    let Some(it) = browser(390, false) else { return };
    let (address, base) = served(&example("no-script"));
    it.open(&address);
    it.cdp("Emulation.setScriptExecutionDisabled", &serde_json::json!({"value": true}));
    it.open(&format!("{base}/"));
    it.click(".dispute h3 a");
    it.click(".readings summary");
    it.click(".readings details[open] figcaption a");
    let shown = it.cdp("Runtime.evaluate", &serde_json::json!({"expression": "location.pathname"}));
    assert!(shown["result"]["value"].as_str().unwrap_or("/report/").starts_with("/report/"), "{shown}");
}

/// Reports whose every part wants to be a script.
fn hostile() -> String {
    let texts = [
        "<script>window.pwned=1</script> killed 9 people in Eastport on Monday, <img src=x onerror=window.pwned=1> police said.",
        "A fire in Eastport on Monday killed 9 people, <svg onload=window.pwned=1> said.",
        "The fire in Eastport on Monday killed 14 people, said \u{202e}elpoep 41\u{2066} \"'><script>window.pwned=1</script>.",
        "{{7*7}} ${window.pwned=1} <a href=\"javascript:window.pwned=1\">killed 15 people</a> in Eastport on Monday.",
    ];
    let mut lines = String::new();
    for (n, text) in texts.iter().enumerate() {
        let title =
            if n == 3 { "<b>".repeat(10 << 18) } else { format!("<script>window.pwned=1</script> {n}") };
        let line = serde_json::json!({
            "id": format!("\"><script>window.pwned=1</script>/../{n}"),
            "text": text,
            "title": title,
            "publisher": "<img src=x onerror=window.pwned=1>",
            "author": "'onmouseover='window.pwned=1",
            "url": "javascript:window.pwned=1",
            "published": "2031-03-03",
        });
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    lines
}

#[test]
fn nothing_of_a_hostile_report_runs() {
    let Some(it) = browser(1440, false) else { return };
    let case = new_case("hostile");
    add(&case, "<script>window.pwned=1</script>.jsonl", hostile().as_bytes());
    let (address, base) = served(&case);
    it.open(&address);
    let key = it.text("const link = document.querySelector('a[href^=\"/question/\"]'); return link ? link.getAttribute('href') : ''");
    assert!(key.starts_with("/question/"), "{key}");
    let name = "%3Cscript%3Ewindow.pwned%3D1%3C%2Fscript%3E";
    let pages = [
        "/",
        "/questions",
        "/reports",
        "/report/1",
        "/report/2",
        "/report/3",
        "/report/4",
        "/sources",
        "/timeline",
        "/warnings",
        "/history",
        "/decisions",
        &key,
        "/decide/report?of=1",
        &format!("/search?q={name}"),
        &format!("/decide/name?of={name}"),
        &format!("/question/{name}"),
        &format!("/?as_of={name}"),
    ];
    for page in pages {
        it.open(&format!("{base}{page}"));
        assert_eq!(it.text("return String(window.pwned)"), "undefined", "{page}");
        let strange = it.text(
            "return [...document.querySelectorAll('main script, main img, main iframe, main [onload], main [onerror], main [onmouseover], main b > b')].length \
             + [...document.querySelectorAll('a')].filter((a) => !/^https?:$/.test(new URL(a.href.baseVal ?? a.href, location).protocol)).length",
        );
        assert_eq!(strange, "0", "{page}");
    }
}

/// The pages that are looked at.
fn pages(it: &Browser, base: &str) -> Vec<(&'static str, String)> {
    it.open(&format!("{base}/"));
    let question = it.text("return document.querySelector('.dispute h3 a').href");
    let decide = it.text("const xhr = new XMLHttpRequest(); xhr.open('GET', arguments[0] || document.querySelector('.dispute h3 a').href, false); xhr.send(); return new DOMParser().parseFromString(xhr.responseText, 'text/html').querySelector('figcaption .decide').getAttribute('href')");
    let event = it.text("return document.querySelector('main a[href^=\"/event/\"]').href");
    let at = |path: &str| format!("{base}{path}");
    vec![
        ("overview", at("/")),
        ("question", question),
        ("event", event),
        ("questions", at("/questions")),
        ("report", at("/report/3")),
        ("reports", at("/reports")),
        ("sources", at("/sources")),
        ("timeline", at("/timeline")),
        ("warnings", at("/warnings")),
        ("search", at("/search?q=ferry")),
        ("history", at("/history")),
        ("decisions", at("/decisions")),
        ("decide", at(&decide)),
        ("earlier", at("/?as_of=2025-10-16")),
    ]
}

#[test]
fn pages_fit_their_window_and_can_be_used_by_all() {
    let axe = std::env::var("VARIORUM_AXE").ok().map(|path| std::fs::read_to_string(path).unwrap());
    let pictures = std::env::var("VARIORUM_PICTURES").ok();
    let (address, base) = served(&example("looks"));
    for (width, dark) in [(1440, false), (390, false), (1440, true), (390, true)] {
        let Some(it) = browser(width, dark) else { return };
        it.open(&address);
        for (name, page) in pages(&it, &base) {
            it.open(&page);
            let wide = it.run("return document.documentElement.scrollWidth - innerWidth");
            assert!(wide.as_i64().unwrap() <= 0, "{name} at {width} is {wide} too wide");
            if let Some(folder) = &pictures {
                it.run("document.querySelectorAll('.readings details').forEach((it, n) => { if (n === 0) it.open = true; })");
                let look = if dark { "dark" } else { "light" };
                it.picture(&Path::new(folder).join(format!("{name}-{width}-{look}.png")));
            }
            if let Some(axe) = &axe {
                it.run(axe);
                let found = it.run_async(
                    "const done = arguments[arguments.length - 1]; axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})\
                     .then((it) => done(it.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 4).map((n) => n.target + ' ' + n.failureSummary).join(' | '))));",
                );
                assert_eq!(found, serde_json::json!([]), "{name} at {width}, dark: {dark}");
            }
        }
    }
}
