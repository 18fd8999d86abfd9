//! The program on a case: killed, doubled, decided, compared.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use support::{command, examples, fails, folder, run};
use variorum::store::Store;

fn example_case(test: &str) -> PathBuf {
    let folder = folder(test);
    run(&folder, &["new", "a.case"]);
    run(&folder, &["add", "a.case", &examples()]);
    folder
}

#[test]
fn a_case_says_what_its_reports_say() {
    let folder = example_case("same");
    for format in ["terminal", "html", "json", "csv", "markdown"] {
        let of_case = run(&folder, &["report", "--format", format, "a.case"]);
        assert_eq!(of_case, run(&folder, &["report", "--format", format, &examples()]), "{format}");
    }
    let as_of = run(&folder, &["report", "--as-of", "2025-10-16", "a.case"]);
    assert_eq!(as_of, run(&folder, &["report", "--as-of", "2025-10-16", &examples()]));
    assert_eq!(run(&folder, &["export", "a.case"]), run(&folder, &["annotate", &examples()]));
}

#[test]
fn adding_twice_changes_nothing() {
    let folder = example_case("twice");
    let before = run(&folder, &["export", "--format", "json", "a.case"]);
    let told = run(&folder, &["add", "a.case", &examples()]);
    assert!(told.starts_with("0 reports added"), "{told}");
    assert_eq!(run(&folder, &["export", "--format", "json", "a.case"]), before);
}

#[test]
fn statuses_change_as_reports_come_and_are_told() {
    let folder = folder("grows");
    run(&folder, &["new", "a.case"]);
    fs::write(folder.join("a.txt"), "NORLAND PRESS\n\n3 March 2031\n\nA fire at a mill in Eastport killed nine people on Monday, police said.\n").unwrap();
    fs::write(folder.join("b.txt"), "COAST RADIO\n\n3 March 2031\n\nA fire at a mill in Eastport killed 14 people on Monday, the mayor said.\n").unwrap();
    assert!(run(&folder, &["add", "a.case", "a.txt"]).contains("new → single (9)"));
    let told = run(&folder, &["add", "a.case", "b.txt"]);
    assert!(told.contains("single → disputed (9; 14)"), "{told}");
    let status = run(&folder, &["status", "a.case"]);
    assert!(status.contains("The file is sound.") && status.contains("Open disputes"), "{status}");
    let object: serde_json::Value =
        serde_json::from_str(&run(&folder, &["status", "--format", "json", "a.case"])).unwrap();
    assert_eq!((object["reports"].as_u64(), object["sound"].as_bool()), (Some(2), Some(true)));
    let found = run(&folder, &["search", "a.case", "mill", "mayor"]);
    assert!(found.contains("‹mill›") && !found.contains("police"), "{found}");
    let diff = run(&folder, &["diff", "a.case", "--since", "2031-03-03"]);
    assert!(diff.contains("2 new reports"), "{diff}");
    assert!(run(&folder, &["diff", "a.case", "--since", "2031-03-04"]).contains("0 questions changed"));
    assert!(run(&folder, &["reread", "a.case"]).starts_with("2 reports read again, 0 otherwise"));
}

#[test]
fn events_and_questions_are_split_and_joined_again() {
    let folder = two_disputing("split");
    let killed = claims(&folder, "killed");
    let (a, b) = (killed[0].as_str(), killed[1].as_str());
    let n = |what: &str| {
        let case = run(&folder, &["report", "--format", "json", "a.case"]);
        let case: serde_json::Value = serde_json::from_str(&case).unwrap();
        let events = case["events"].as_array().unwrap().iter();
        let killed = events.filter(|event| {
            event["questions"].as_array().unwrap().iter().any(|question| question["property"] == "killed")
        });
        match what {
            "events" => killed.count(),
            _ => killed
                .flat_map(|event| event["questions"].as_array().unwrap().clone())
                .filter(|question| question["property"] == "killed")
                .count(),
        }
    };
    assert_eq!((n("events"), n("questions")), (1, 1));
    run(&folder, &["decide", "a.case", "split-event", "the second fire", b]);
    assert_eq!((n("events"), n("questions")), (2, 2));
    run(&folder, &["decide", "a.case", "join-events", a, b]);
    assert_eq!((n("events"), n("questions")), (1, 1));
    run(&folder, &["decide", "a.case", "split-question", "the crew", b]);
    assert_eq!((n("events"), n("questions")), (1, 2));
    run(&folder, &["decide", "a.case", "join-questions", a, b]);
    assert_eq!((n("events"), n("questions")), (1, 1));
}

#[test]
fn a_name_that_means_two_is_split_and_stays_so_as_the_case_grows() {
    let folder = folder("names");
    run(&folder, &["new", "a.case"]);
    let write = |name: &str, who: &str, n: u32| {
        let text = format!(
            "NORLAND PRESS\n\n3 March 2031\n\nA fire at a mill in Eastport killed {n} people on Monday, {who} said.\n"
        );
        fs::write(folder.join(format!("{name}.txt")), text).unwrap();
    };
    write("a", "Inspector Orla Brandt", 9);
    write("b", "Inspector Orla Brandt", 14);
    run(&folder, &["add", "a.case", "a.txt", "b.txt"]);
    let sources = || {
        let case = run(&folder, &["export", "--format", "json", "a.case"]);
        let case: serde_json::Value = serde_json::from_str(&case).unwrap();
        let mut of: Vec<(String, String)> = Vec::new();
        for claim in case["claims"].as_array().unwrap().iter().filter(|claim| claim["property"] == "killed") {
            of.push((claim["report"].as_str().unwrap().to_owned(), claim["sources"].to_string()));
        }
        of.sort();
        of
    };
    let before = sources();
    assert!(before.iter().all(|(_, source)| source.contains("Orla Brandt")), "{before:?}");
    let name = before[0].1.trim_matches(['[', ']', '"']).to_owned();
    run(&folder, &["decide", "a.case", "split-name", &name, "Orla Brandt of the union", "b"]);
    write("late", "Inspector Orla Brandt", 15);
    run(&folder, &["add", "a.case", "late.txt"]);
    let now = sources();
    let union: Vec<&str> =
        now.iter().filter(|(_, source)| source.contains("of the union")).map(|(id, _)| id.as_str()).collect();
    assert_eq!((now.len(), union), (3, vec!["b"]), "{now:?}");
    let list = run(&folder, &["decisions", "a.case"]);
    run(&folder, &["decisions", "a.case", "--undo", list.split_whitespace().next().unwrap()]);
    assert!(sources().iter().all(|(_, source)| !source.contains("union")));
}

#[test]
fn what_a_report_touches_is_what_the_whole_case_says() {
    let folder = folder("touched");
    run(&folder, &["new", "a.case"]);
    fs::create_dir(folder.join("in")).unwrap();
    let towns = [
        "Aldersund",
        "Brannock",
        "Corrie",
        "Dunmere",
        "Eastport",
        "Fallow",
        "Garth",
        "Hollin",
        "Ister",
        "Jarrow",
    ];
    let report = |n: usize, killed: usize| {
        let (town, day) = (towns[n % towns.len()], 3 + n % towns.len());
        format!(
            "NORLAND PRESS {n}\n\n{day} March 2031\n\n{} people were killed in a fire at the {town} mill in {town} on {day} March, police said.\n\n\
             The mayor of {town} said {} people were injured.\n",
            killed + 10,
            20 + n % 3
        )
    };
    for n in 0..140 {
        fs::write(folder.join(format!("in/r{n:03}.txt")), report(n, n % 2)).unwrap();
    }
    run(&folder, &["add", "a.case", "in"]);
    for n in 140..146 {
        fs::write(folder.join("new.txt"), report(n, 30)).unwrap();
        fs::rename(folder.join("new.txt"), folder.join(format!("n{n}.txt"))).unwrap();
        let told = run(&folder, &["add", "a.case", &format!("n{n}.txt")]);
        assert!(told.contains("40"), "the status that it changes is told: {told}");
    }
    assert_eq!(
        run(&folder, &["export", "a.case", "--format", "statuses"]),
        {
            run(&folder, &["new", "b.case"]);
            let all: Vec<String> = (140..146).map(|n| format!("n{n}.txt")).collect();
            let all: Vec<&str> =
                ["add", "b.case", "in"].into_iter().chain(all.iter().map(String::as_str)).collect();
            run(&folder, &all);
            run(&folder, &["export", "b.case", "--format", "statuses"])
        },
        "as if all had come at once"
    );
}

/// The ids of the claims on a property.
fn claims(folder: &Path, property: &str) -> Vec<String> {
    let case: serde_json::Value =
        serde_json::from_str(&run(folder, &["export", "--format", "json", "a.case"])).unwrap();
    let claims = case["claims"].as_array().unwrap().iter();
    claims
        .filter(|claim| claim["property"] == property)
        .map(|claim| claim["id"].as_str().unwrap().to_owned())
        .collect()
}

fn two_disputing(test: &str) -> PathBuf {
    let folder = folder(test);
    run(&folder, &["new", "a.case"]);
    fs::write(folder.join("a.txt"), "NORLAND PRESS\n\n3 March 2031\n\nA fire at a mill in Eastport killed nine people on Monday, police said.\n").unwrap();
    fs::write(folder.join("b.txt"), "COAST RADIO\n\n3 March 2031\n\nA fire at a mill in Eastport killed 14 people on Monday, the mayor said.\n").unwrap();
    run(&folder, &["add", "a.case", "a.txt", "b.txt"]);
    folder
}

#[test]
fn decisions_change_the_case_and_can_be_undone() {
    let folder = two_disputing("decide");
    let before = run(&folder, &["report", "--format", "json", "a.case"]);
    let killed = claims(&folder, "killed");
    let told = run(&folder, &["decide", "a.case", "reject", &killed[1][..6], "--reason", "a typing error"]);
    assert!(told.contains("disputed → single (9)"), "{told}");
    let shown = run(&folder, &["report", "a.case"]);
    assert!(shown.contains("A. Vale") && shown.contains("a typing error"), "{shown}");
    let json: serde_json::Value =
        serde_json::from_str(&run(&folder, &["report", "--format", "json", "a.case"])).unwrap();
    assert_eq!(json["decisions"][0]["author"], "A. Vale");
    assert!(run(&folder, &["report", "--format", "html", "a.case"]).contains("a typing error"));

    let list = run(&folder, &["decisions", "a.case"]);
    let id = list.split_whitespace().next().unwrap().to_owned();
    run(&folder, &["decisions", "a.case", "--undo", &id]);
    assert_eq!(run(&folder, &["report", "--format", "json", "a.case"]), before);
    assert!(run(&folder, &["decisions", "a.case"]).contains("undone by A. Vale"));

    let told = run(&folder, &["decide", "a.case", "correct", &killed[1], "--value", "nine"]);
    assert!(told.contains("disputed → agreed (9)"), "{told}");
    // It holds for reports that come later.
    fs::write(
        folder.join("c.txt"),
        "ISLAND POST\n\n3 March 2031\n\nNine people died in the mill fire in Eastport on Monday.\n",
    )
    .unwrap();
    run(&folder, &["add", "a.case", "c.txt"]);
    let status = run(&folder, &["status", "a.case"]);
    assert!(!status.contains("Open disputes"), "{status}");
}

#[test]
fn every_kind_of_decision_shows_where_it_belongs() {
    let folder = two_disputing("kinds");
    let killed = claims(&folder, "killed");
    let (a, b) = (killed[0].as_str(), killed[1].as_str());
    let check = |arguments: &[&str], expected: &str| {
        run(&folder, &[&["decide", "a.case"], arguments].concat());
        let shown = run(&folder, &["report", "a.case"]);
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words(&shown).contains(expected), "{arguments:?}: {shown}");
        let list = run(&folder, &["decisions", "a.case"]);
        let id = list.lines().last().unwrap().split_whitespace().next().unwrap().to_owned();
        run(&folder, &["decisions", "a.case", "--undo", &id]);
    };
    check(&["join-readings", a, b], "one reading: killed 9 (a) and killed 14 (b)");
    check(&["split-question", "the crew", b], "a question of its own, the crew");
    check(&["split-event", "the second fire", b], "another event, the second fire");
    check(&["copy", "b", "a"], "b is a copy of a");
    check(&["grade", "police", "B"], "police is graded B");
    check(&["grade", a, "2"], "graded 2: killed 9 (a)");
    check(&["note", "ask the mayor", "--question-of", a], "note: ask the mayor");
    check(&["note", "to be continued"], "note: to be continued");
    check(&["add-claim", "a", "killed", "nine people", "--value", "10"], "added by hand: killed 10 (a)");
    check(&["join-names", "Eastport Harbour", "Eastport"], "one and the same: Eastport Harbour and Eastport");
    check(&["split-name", "police", "harbour police", "a"], "police in a is another: harbour police");
    check(&["no-copy", "b", "a"], "b is no copy of a");
    check(&["correct", a, "--stance", "denied"], "corrected: killed 9 (a) is denied");
    check(&["correct", a, "--scope", "workers"], "corrected: killed 9 (a) is of workers");
    check(&["correct", a, "--source", "the owner"], "corrected: killed 9 (a) is said by the owner");
    check(&["reject", a], "rejected: killed 9 (a)");
    check(&["note", "seen", "--claim", a], "note: seen");
    assert_eq!(fails(&folder, &["decide", "a.case", "reject", "zzz"]).0, 2);
    assert_eq!(fails(&folder, &["decide", "a.case", "grade", "police", "G"]).0, 2);
}

#[test]
fn two_analysts_compare_and_join_their_decisions() {
    let folder = two_disputing("compare");
    fs::copy(folder.join("a.case"), folder.join("b.case")).unwrap();
    let killed = claims(&folder, "killed");
    run(&folder, &["decide", "a.case", "reject", &killed[0]]);
    run(&folder, &["decide", "b.case", "correct", &killed[0], "--value", "10", "--author", "B. Moss"]);
    run(&folder, &["decide", "b.case", "grade", "police", "C", "--author", "B. Moss"]);
    let compared = run(&folder, &["decisions", "a.case", "--compare", "b.case"]);
    assert!(compared.contains("Decided differently") && compared.contains("Only there"), "{compared}");
    run(&folder, &["export", "b.case", "--format", "decisions", "-o", "b.jsonl"]);
    let told = run(&folder, &["decisions", "a.case", "--import", "b.jsonl"]);
    assert!(told.contains("2 new"), "{told}");
    assert!(
        run(&folder, &["decisions", "a.case", "--import", "b.jsonl"])
            .contains("0 new, 0 now undone, 2 known")
    );
}

#[test]
fn what_cannot_be_done_is_told() {
    let folder = folder("errors");
    assert!(fails(&folder, &["add", "none.case", &examples()]).1.contains("there is no such case"));
    fs::write(folder.join("x.case"), "not a case").unwrap();
    assert!(fails(&folder, &["status", "x.case"]).1.contains("is no case of Variorum"));
    run(&folder, &["new", "a.case"]);
    assert!(fails(&folder, &["new", "a.case"]).1.contains("this file exists"));
    assert_eq!(fails(&folder, &["report", "a.case"]).0, 1);
    assert!(fails(&folder, &["decisions", "a.case", "--undo", "ab"]).1.contains("there is no decision"));
    assert!(fails(&folder, &["serve", "a.case", "--listen", "0.0.0.0:0"]).1.contains("password"));
}

/// How many times a test kills the program: `VARIORUM_KILLS`, or else so many.
fn kills(usual: usize) -> usize {
    std::env::var("VARIORUM_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// Numbers that fall everywhere between 0 and 1, the same in every run.
fn chance(seed: &mut u64) -> f64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as f64 / f64::from(1_u32 << 31)
}

/// Kills a program after a moment; whether it was still running then.
fn kill(mut child: Child, moment: Duration) -> bool {
    std::thread::sleep(moment);
    let ended = child.try_wait().unwrap().is_some();
    child.kill().ok();
    child.wait().unwrap();
    !ended
}

/// Runs the program and kills it at a moment; whether it was still running then.
fn killed_at(folder: &Path, arguments: &[&str], moment: Duration) -> bool {
    kill(command(folder, arguments).stdout(Stdio::null()).spawn().unwrap(), moment)
}

/// Runs the program on a case and kills it a moment after it has come so far, however long that takes; whether it was still
/// running then.
fn killed_amid(
    folder: &Path,
    arguments: &[&str],
    has_come: &dyn Fn(&Store) -> bool,
    moment: Duration,
) -> bool {
    let store = Store::open(&folder.join(arguments[1])).unwrap();
    let mut child = command(folder, arguments).stdout(Stdio::null()).spawn().unwrap();
    while child.try_wait().unwrap().is_none() && !has_come(&store) {
        std::thread::sleep(Duration::from_millis(1));
    }
    kill(child, moment)
}

/// How long the program runs.
fn timed(folder: &Path, arguments: &[&str]) -> Duration {
    let started = Instant::now();
    run(folder, arguments);
    started.elapsed()
}

fn mills(folder: &Path, n_reports: usize) {
    fs::create_dir(folder.join("in")).unwrap();
    for n in 0..n_reports {
        let text = format!(
            "NORLAND PRESS\n\n3 March 2031\n\nA fire at mill number {n} in Eastport killed {} people on Monday, police said.\n",
            n + 2
        );
        fs::write(folder.join(format!("in/r{n:03}.txt")), text).unwrap();
    }
}

/// Kills `add` at many moments; however often, nothing is lost, doubled or half there. `VARIORUM_KILLS` asks for more.
#[test]
fn killed_at_any_moment_nothing_is_lost_or_doubled() {
    let folder = folder("killed");
    let n_reports = 60;
    mills(&folder, n_reports);
    let kills = kills(60);
    let until = Instant::now() + Duration::from_secs(if kills > 60 { 3600 } else { 20 });
    // How long a whole run takes, and how much of it comes before the first report, so that the kills fall among the reports.
    run(&folder, &["new", "time.case"]);
    let whole = timed(&folder, &["add", "time.case", "in"]);
    let start = timed(&folder, &["add", "time.case", "in"]);
    let expected = run(&folder, &["export", "time.case"]);
    let (mut n_killed, mut n_amid, mut seed, mut n_cases) = (0, 0, 0x9E37_79B9_7F4A_7C15_u64, 0);
    while n_killed < kills && Instant::now() < until {
        n_cases += 1;
        let case = format!("{n_cases}.case");
        run(&folder, &["new", &case]);
        let mut n_before = 0;
        loop {
            let left = (n_reports - n_before) as f64 / n_reports as f64;
            let among = whole.saturating_sub(start).mul_f64(chance(&mut seed) * left * 1.2);
            // By the clock, with nobody else at the file; and by what has come in, which a busy machine cannot shift.
            let is_killed = if n_killed % 2 == 0 {
                killed_at(&folder, &["add", &case, "in"], start.mul_f64(0.7) + among)
            } else {
                let has_come = |store: &Store| store.n_reports().unwrap() > n_before;
                killed_amid(&folder, &["add", &case, "in"], &has_come, among.mul_f64(0.2))
            };
            n_killed += usize::from(is_killed);
            // Looked at from this process, which has not to load the language for it.
            let store = Store::open(&folder.join(&case)).unwrap();
            assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
            let n = store.n_reports().unwrap();
            assert!(n >= n_before);
            n_amid += usize::from(is_killed && n > n_before && n < n_reports);
            n_before = n;
            if !is_killed || n == n_reports || n_killed >= kills || Instant::now() > until {
                break;
            }
        }
        run(&folder, &["add", &case, "in"]);
        assert_eq!(run(&folder, &["export", &case]), expected, "after {n_killed} kills");
        fs::remove_file(folder.join(&case)).unwrap();
    }
    assert!(
        n_killed >= 1 && (n_amid >= 1 || n_killed < 10),
        "{n_killed} were killed, {n_amid} among the reports"
    );
}

/// Kills `reread` at many moments, in a case of several batches: it goes on where it was, and all is there.
#[test]
fn a_rereading_that_is_killed_goes_on() {
    let folder = folder("reread");
    mills(&folder, 200);
    run(&folder, &["new", "a.case"]);
    run(&folder, &["add", "a.case", "in"]);
    let before = run(&folder, &["export", "a.case"]);
    let whole = timed(&folder, &["reread", "a.case"]);
    let version = variorum::Engine::english().unwrap().version();
    let (mut seed, mut n_killed, mut n_amid) = (0x2545_F491_4F6C_DD1D_u64, 0, 0);
    let until = Instant::now() + Duration::from_secs(20);
    while n_killed < kills(12) && Instant::now() < until {
        let moment = whole.mul_f64(chance(&mut seed));
        n_killed += usize::from(if n_killed % 2 == 0 {
            killed_at(&folder, &["reread", "a.case"], moment)
        } else {
            let has_come = |store: &Store| (1..200).contains(&store.rereading(&version).unwrap().read);
            killed_amid(&folder, &["reread", "a.case"], &has_come, moment.mul_f64(0.02))
        });
        let store = Store::open(&folder.join("a.case")).unwrap();
        assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
        assert_eq!(store.n_reports().unwrap(), 200);
        let come = store.rereading(&version).unwrap();
        n_amid += usize::from(come.read > 0 && come.read < 200);
    }
    assert!(
        n_killed >= 1 && (n_amid >= 1 || n_killed < 6),
        "{n_killed} were killed, {n_amid} amid the batches"
    );
    let told = run(&folder, &["reread", "a.case"]);
    assert!(told.starts_with("200 reports read again, 0 otherwise"), "{told}");
    assert_eq!(run(&folder, &["export", "a.case"]), before);
}
