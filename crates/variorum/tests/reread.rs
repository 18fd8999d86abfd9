//! Reading a case again with a newer program: in batches, gone on with where it was stopped.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use variorum::case_file::{CaseFile, Incoming};
use variorum::store::Sought;
use variorum::{Engine, Ids, Outcome};

const NOW: &str = "2031-03-03T09:00:00.000Z";

fn add(file: &mut CaseFile, name: &str, text: &str) {
    let incoming = Incoming { name, bytes: text.as_bytes(), format: None };
    let prepared = CaseFile::prepare(file.engine(), &incoming);
    file.add(&incoming, prepared, &mut Ids::default(), NOW).unwrap();
}

fn text(n: usize) -> String {
    format!("A fire at mill number {n} in Eastport killed {} people on Monday, police said.", n + 2)
}

/// A case of a hundred reports of their own and of a hundred and fifty that came as one.
fn case(test: &str, engine: &Arc<Engine>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reread");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(test);
    let _ = std::fs::remove_file(&path);
    let mut file = CaseFile::create(&path, engine.clone(), NOW).unwrap();
    for n in 0..100 {
        add(&mut file, &format!("r{n:03}.txt"), &text(n));
        if n == 70 {
            let line = |n: usize| serde_json::json!({"id": format!("line-{n}"), "text": text(n)}).to_string();
            add(&mut file, "many.jsonl", &(100..250).map(line).collect::<Vec<_>>().join("\n"));
        }
    }
    path
}

/// The values of all claims on the dead, report by report.
fn killed(file: &CaseFile) -> Vec<String> {
    let material = file.material().unwrap();
    let claims = material.accounts.iter().flat_map(|account| &account.claims);
    let dead = claims.filter(|claim| claim.property == "killed");
    dead.map(|claim| claim.value.text.trim_end_matches(" people").to_owned()).collect()
}

#[test]
fn what_is_stopped_is_gone_on_with_and_nothing_is_read_twice() {
    let engine = Arc::new(Engine::english().unwrap());
    let path = case("stopped.case", &engine);
    let n_read = Cell::new(0);
    // Another program: it reads other figures.
    let newer = |name: &str, bytes: &[u8]| -> Outcome {
        n_read.set(n_read.get() + 1);
        let words = String::from_utf8_lossy(bytes).replace(" people", "0 people");
        engine.read(name, words.as_bytes())
    };
    let open = || CaseFile::open(&path, engine.clone()).unwrap();
    let before = killed(&open());
    assert_eq!(before.len(), 250);
    let revision = open().revision().unwrap();

    // Stopped in the middle of the files, and again in what came as one.
    for stop in [90, 5] {
        n_read.set(0);
        let stopping = |name: &str, bytes: &[u8]| {
            assert!(n_read.get() < stop, "stopped");
            newer(name, bytes)
        };
        let mut file = open();
        assert!(catch_unwind(AssertUnwindSafe(|| file.read_again(NOW, &stopping))).is_err());
    }
    let halfway = killed(&open());
    let n_new = halfway.iter().zip(&before).filter(|(now, before)| now != before).count();
    assert!(n_new > 64 && n_new < 250, "{n_new}");

    n_read.set(0);
    let mut file = open();
    let come = file.read_again(NOW, &newer).unwrap();
    assert!(n_read.get() < 60, "what was read is not read twice: {}", n_read.get());
    assert_eq!((come.read, come.changed), (250, 250));
    let expected: Vec<String> = before.iter().map(|value| format!("{value}0")).collect();
    assert_eq!(killed(&file), expected);
    // Several transactions, but not one for each report; each is a change that others see.
    let n_changes = file.revision().unwrap() - revision;
    assert!((4..20).contains(&n_changes), "{n_changes}");
    assert!(file.integrity().unwrap().is_empty());
    let sought = Sought { words: "2510", limit: 5, ..Sought::default() };
    assert_eq!(file.search(&sought).unwrap().claims.len(), 1, "the new words are found");

    // Once all is done, the next time begins anew.
    let again = file.read_again(NOW, &newer).unwrap();
    assert_eq!((again.read, again.changed), (250, 0));
}
