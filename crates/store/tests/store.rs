//! What is promised of the file: nothing is lost or doubled, and what cannot be done says why and changes nothing.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::fs;
use std::path::Path;
use variorum_model::claim::Certainty;
use variorum_model::decision::Undone;
use variorum_model::value::Interval;
use variorum_model::{Account, Act, Claim, Decision, Report, ReportId, Span, Stance, Value, ValueKind};
use variorum_store::{
    Added, Capture, Error, Extent, Extract, FILE_VERSION, NewReport, QuestionState, ReadingState, Recorded,
    Settlement, Sought, Store, Version, hash, is_case, report_hash,
};

const NOW: &str = "2031-03-03T09:00:00.000Z";

const ALL: Extract<'_> = Extract { question: None, before: None, skip: 0, limit: 9 };

fn version() -> Version {
    Version { program: "0".into(), model: "m".into(), ontology: "o".into() }
}

fn made(id: &str, text: &str) -> (Report, Account) {
    let report = Report {
        id: id.into(),
        text: text.into(),
        title: Some("Fire in Eastport".into()),
        ..Report::default()
    };
    let claim = Claim {
        id: format!("claim-{id}").into(),
        report: ReportId(0),
        event: None,
        property: "killed".into(),
        value: Value { kind: ValueKind::Count(Interval::exactly(9.0)), text: "nine".into() },
        stance: Stance::Asserted,
        certainty: Certainty::Stated,
        sources: Vec::new(),
        attribution: None,
        as_of: None,
        scope: None,
        part: false,
        rule: "toll".into(),
        evidence: Span::new(0, text.len()),
        value_span: Span::new(0, 4),
        roles: Vec::new(),
    };
    (report, Account { claims: vec![claim], ..Account::default() })
}

fn add(store: &mut Store, id: &str, text: &str) -> variorum_store::Result<Added> {
    let (report, account) = made(id, text);
    let (bytes_hash, of_report) = (hash(text.as_bytes()), report_hash(&report, false));
    let capture = Capture { name: "a.txt", bytes: text.as_bytes(), hash: &bytes_hash, captured: NOW };
    store.add(
        &capture,
        &NewReport { place: 0, report: &report, account: &account, hash: &of_report },
        &version(),
    )
}

#[test]
fn a_report_is_there_once_with_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.variorum");
    let mut store = Store::create(&path, NOW).unwrap();
    assert_eq!(add(&mut store, "monday", "Nine people died.").unwrap(), Added::New(1));
    let revision = store.revision().unwrap();
    assert_eq!(add(&mut store, "monday-again", "Nine people died.").unwrap(), Added::Known("monday".into()));
    assert_eq!(add(&mut store, "monday", "Ten people died.").unwrap(), Added::IdTaken);
    assert_eq!(store.revision().unwrap(), revision, "nothing has changed");
    assert_eq!(add(&mut store, "tuesday", "Ten people died.").unwrap(), Added::New(2));
    drop(store);

    let store = Store::open(&path).unwrap();
    assert_eq!(store.namesakes("monday").unwrap(), ["monday"]);
    assert!(store.namesakes("tues").unwrap().is_empty());
    let reports = store.reports(0).unwrap();
    let (report, account) = made("monday", "Nine people died.");
    assert_eq!(reports[0].report, report);
    assert_eq!(reports[0].account.as_ref().unwrap().claims, account.claims);
    assert_eq!(store.reports(1).unwrap().len(), 1);
    let (_, bytes_hash, captured, bytes) = store.capture_of(2).unwrap().unwrap();
    assert_eq!((bytes.as_slice(), captured.as_str()), (&b"Ten people died."[..], NOW));
    assert_eq!(bytes_hash, hash(&bytes));
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
    assert!(matches!(Store::create(&path, NOW), Err(Error::Exists(_))));
}

#[test]
fn what_is_no_case_or_a_later_one_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.variorum");
    assert!(matches!(Store::open(&path), Err(Error::Missing(_))));
    for bytes in [&b""[..], b"short", &[b'x'; 4096], b"SQLite format 3\0 and then nothing of the kind"] {
        fs::write(&path, bytes).unwrap();
        assert!(matches!(Store::open(&path), Err(Error::NotACase(_))));
        assert!(!is_case(&path));
    }
    fs::remove_file(&path).unwrap();
    drop(Store::create(&path, NOW).unwrap());
    let mut bytes = fs::read(&path).unwrap();
    bytes[60..64].copy_from_slice(&(FILE_VERSION + 1).to_be_bytes());
    fs::write(&path, &bytes).unwrap();
    let listing = |folder: &Path| fs::read_dir(folder).unwrap().count();
    let n_files = listing(folder.path());
    for result in [Store::open(&path), Store::open_to_read(&path)] {
        let Err(Error::Later { found, known, .. }) = result else { panic!("a later version was opened") };
        assert_eq!((found, known), (FILE_VERSION + 1, FILE_VERSION));
    }
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(listing(folder.path()), n_files);
    assert!(is_case(&path));
}

#[test]
fn every_earlier_version_is_brought_up_to_date() {
    for version in 1..=FILE_VERSION {
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/v{version}.sql"));
        let sql = fs::read_to_string(&fixture).unwrap_or_else(|_| {
            panic!("{}: keep the schema of each version with rows of its time", fixture.display())
        });
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.variorum");
        rusqlite::Connection::open(&path).unwrap().execute_batch(&sql).unwrap();
        let mut store = Store::open(&path).unwrap();
        assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
        let stored = store.reports(0).unwrap();
        assert_eq!(stored[0].report.publisher.as_deref(), Some("Harbour Gazette"));
        assert_eq!(stored[0].report.text, "Nine people died in a fire in Eastport.");
        assert!(stored[0].account.is_none(), "an account that cannot be read is read anew, not an error");
        assert_eq!(store.capture_of(1).unwrap().unwrap().3, b"Nine die.");
        assert_eq!(store.decisions().unwrap()[0].act, Act::RejectClaim { claim: "beef".into() });
        assert_eq!(store.questions().unwrap()[0].readings[0].value, "9");
        assert_eq!(store.history(&ALL).unwrap()[0].cause, "added monday");
        assert_eq!(store.known_events().unwrap().event_of["beef"], "e1234567");
        assert_eq!(add(&mut store, "tuesday", "Ten people died.").unwrap(), Added::New(2));
        // The schema that a migrated file has is that of a new one.
        let schema = |path: &Path| -> Vec<String> {
            let connection = rusqlite::Connection::open(path).unwrap();
            let sql = "SELECT name || ': ' || sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
            let mut statement = connection.prepare(sql).unwrap();
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let fresh = folder.path().join("b.variorum");
        drop(Store::create(&fresh, NOW).unwrap());
        assert_eq!(schema(&path), schema(&fresh));
    }
}

#[test]
fn writers_wait_for_each_other_and_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.variorum");
    drop(Store::create(&path, NOW).unwrap());
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let mut store = Store::open(path).unwrap();
                for n in 0..10 {
                    let added =
                        add(&mut store, &format!("r{writer}-{n}"), &format!("Nine died. {writer} {n}"));
                    assert!(matches!(added.unwrap(), Added::New(_)));
                }
            });
        }
    });
    let store = Store::open(&path).unwrap();
    assert_eq!((store.n_reports().unwrap(), store.revision().unwrap()), (40, 40));
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn words_are_found_in_reports_and_claims() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("a.variorum"), NOW).unwrap();
    add(&mut store, "monday", "Nine sailors drowned off Eastport.").unwrap();
    add(&mut store, "tuesday", "The harbour reopened.").unwrap();
    let ten = |words| Sought { words, limit: 10, ..Sought::default() };
    let hits = store.search(&ten("sailor drowned")).unwrap();
    assert_eq!((hits.n_reports, hits.n_claims), (1, 1));
    assert_eq!(hits.reports.len(), 1);
    assert_eq!(hits.reports[0].name, "monday");
    assert!(hits.reports[0].found.parts.contains(&(true, "sailors".into())));
    assert_eq!(hits.claims[0].claim, "claim-monday");
    assert!(store.search(&ten("sailor reopened")).unwrap().reports.is_empty());
    assert!(store.search(&ten("\" * NEAR(")).unwrap().reports.is_empty());
    // Some of them, and those of a day.
    let rest = store.search(&Sought { skip: 1, ..ten("the") }).unwrap();
    assert_eq!((rest.reports.len(), rest.n_reports), (0, 1));
    let until = |day| store.search(&Sought { until: Some(day), ..ten("sailor") }).unwrap();
    assert_eq!((until("2031-03-02").n_reports, until("2031-03-02").claims.len()), (0, 0));
}

#[test]
fn decisions_are_recorded_once_and_never_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("a.variorum"), NOW).unwrap();
    let mut decision = Decision {
        id: "abcd1234".into(),
        author: "A. Vale".into(),
        made: NOW.into(),
        reason: "misread".into(),
        act: Act::GradeSource { source: "police".into(), grade: 'B' },
        undone: None,
    };
    assert_eq!(store.decide(&decision).unwrap(), Recorded::New);
    assert_eq!(store.decide(&decision).unwrap(), Recorded::Known);
    let undone = Undone { author: "B. Moss".into(), made: NOW.into(), reason: "no".into() };
    assert!(matches!(store.undo("ff", &undone), Err(Error::NoDecision(_))));
    assert_eq!(store.undo("abcd", &undone).unwrap(), "abcd1234");
    assert!(matches!(store.undo("abcd", &undone), Err(Error::NoDecision(_))));
    decision.undone = Some(undone);
    assert_eq!(store.decisions().unwrap(), [decision.clone()]);
    assert_eq!(store.decide(&decision).unwrap(), Recorded::Known);
}

#[test]
fn history_holds_what_changed_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("a.variorum"), NOW).unwrap();
    let question = |status: &str, value: &str| QuestionState {
        key: "e1.killed".into(),
        event: "e1".into(),
        property: "killed".into(),
        scope: None,
        status: status.into(),
        why: "because".into(),
        readings: vec![ReadingState { stance: "asserted".into(), value: value.into(), reports: 1 }],
    };
    let state = |revision, questions| Settlement {
        revision,
        events: vec![("e1".into(), "fire".into(), vec!["c1".into()])],
        questions,
    };
    let settle = |store: &mut Store, questions| {
        let revision = store.revision().unwrap();
        store.settle(NOW, &state(revision, questions), "a test", Extent::Whole).unwrap().unwrap()
    };
    let changes = settle(&mut store, vec![question("single", "9")]);
    assert_eq!((changes[0].before.as_deref(), changes[0].status.as_deref()), (None, Some("single")));
    assert!(settle(&mut store, vec![question("single", "9")]).is_empty());
    let changes = settle(&mut store, vec![question("disputed", "9")]);
    assert_eq!(changes[0].before.as_deref(), Some("single"));
    let changes = settle(&mut store, Vec::new());
    assert_eq!(changes[0].status, None);
    assert_eq!(store.history(&Extract { question: Some("e1.killed"), ..ALL }).unwrap().len(), 3);
    // Some of it, and as it stood at the end of an earlier day.
    let statuses = |of: &Extract<'_>| -> Vec<Option<String>> {
        store.history(of).unwrap().into_iter().map(|entry| entry.changed.status).collect()
    };
    assert_eq!(statuses(&ALL), [None, Some("disputed".into()), Some("single".into())]);
    assert_eq!(statuses(&Extract { skip: 1, limit: 1, ..ALL }), [Some("disputed".into())]);
    assert!(statuses(&Extract { before: Some("2031-03-03"), ..ALL }).is_empty());
    assert_eq!(statuses(&Extract { before: Some("2031-03-04"), ..ALL }).len(), 3);
    assert_eq!(store.n_history(None, Some("2031-03-03")).unwrap(), 0);
    assert_eq!(store.n_history(Some("e1.killed"), Some("2031-03-04")).unwrap(), 3);
    assert_eq!(store.days_of_history().unwrap(), ["2031-03-03"]);
    add(&mut store, "monday", "Nine people died.").unwrap();
    assert_eq!(
        store.settle(NOW, &state(0, Vec::new()), "late", Extent::Whole).unwrap(),
        None,
        "the case has moved on"
    );
}
