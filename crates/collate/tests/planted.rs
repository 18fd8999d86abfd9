//! Planted bundles: each says in its name what is in it, and each comes in three variants.

mod common;

use common::{Made, bare, question, report, together};
use variorum_model::origin::{Derivation, OriginRef};
use variorum_model::report::CreditKind;
use variorum_model::{Question, ReportId, Status};

fn check(question: &Question, status: Status, why: &str) {
    assert_eq!((question.status, question.why.as_str()), (status, why), "{:#?}", question.readings);
}

/// Sixty words that no other report has.
fn prose(seed: &str) -> String {
    let words = [
        "stood", "before", "under", "carried", "wooden", "market", "slowly", "against", "quarter", "engine",
        "lower", "street",
    ];
    (0..60).map(|n| format!("{}{seed}{}", words[n % 12], n / 12)).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_copy_is_no_second_origin() {
    let original = |id: &str| {
        report(id, "2024-05-02T09:00").publisher("Harbour Gazette").text(&prose("a")).says(
            "killed",
            "12",
            "Twelve people were killed in the hall",
        )
    };
    let copy = |id: &str| {
        let mut copy = original(id).publisher("Island News");
        copy.report.published = report("x", "2024-05-02T11:00").report.published;
        copy
    };
    // The same report twice is one report.
    let case = together(&[original("a"), copy("b")]);
    check(question(&case, "killed"), Status::Single, "Only a answers: 12 (2 May, 09:00).");
    assert_eq!(
        (case.origins[0].report, &case.origins[0].derives_from, case.origins[0].how),
        (ReportId(1), &OriginRef::Report(ReportId(0)), Derivation::Copy)
    );
    assert_eq!(case.origins[0].share, 1.0);
    // A word changed makes it another report, but no other origin.
    let mut changed = copy("b");
    changed.report.text = changed.report.text.replace("woodena2", "timbera2");
    let case = together(&[original("a"), changed]);
    check(
        question(&case, "killed"),
        Status::Agreed,
        "Both reports that answer say 12, and have it from one origin.",
    );
    // Two copies and a report of its own: two who may be origins, one of them for sure.
    let own =
        report("d", "2024-05-02").publisher("Coast Courier").says("killed", "12", "The fire killed twelve");
    let case = together(&[copy("b"), own, original("a"), copy("c")]);
    let killed = question(&case, "killed");
    assert_eq!(
        (killed.status, killed.readings[0].independent, killed.readings[0].unestablished),
        (Status::Agreed, 1, 1)
    );
    // A paragraph lifted into another text, with the figure in it: its root is the police, whom the first report names.
    let police = original("a").by(&["Police"]);
    let lifted = report("e", "2024-05-03").text(&format!("{} {}", prose("e"), prose("a"))).says(
        "killed",
        "12",
        "Twelve people were killed in the hall",
    );
    let case = together(&[police, lifted]);
    let killed = &question(&case, "killed").readings[0];
    assert_eq!((killed.independent, killed.unestablished), (1, 0));
    assert!(case.origins[0].share > 0.5 && case.origins[0].share < 0.7, "{}", case.origins[0].share);
}

#[test]
fn an_update_is_no_contradiction() {
    let toll = |id: &str, day: &str, figure: &str| {
        report(id, day).says("killed", figure, &format!("{figure} dead in {id}"))
    };
    let case = together(&[
        toll("a", "2024-05-02", "12"),
        toll("b", "2024-05-03", "15"),
        toll("c", "2024-05-04", "17"),
    ]);
    check(question(&case, "killed"), Status::Evolving, "17 (4 May) replaces 12 (2 May) and 15 (3 May).");
    // The old figure again, later: an old figure is no younger for being repeated.
    let case = together(&[
        toll("a", "2024-05-02", "12"),
        toll("b", "2024-05-03", "15"),
        toll("c", "2024-05-04", "12"),
    ]);
    check(question(&case, "killed"), Status::Evolving, "15 (3 May) replaces 12 (2 May).");
    // The missing shrink, and the time is the one that is stated.
    let missing = |id: &str, day: &str, figure: &str, as_of: &str| {
        report(id, day).says("missing", figure, &format!("{figure} missing in {id}")).holding(as_of)
    };
    let case = together(&[
        missing("a", "2024-05-09", "50", "2024-05-02"),
        missing("b", "2024-05-03", "12", "2024-05-03"),
    ]);
    check(question(&case, "missing"), Status::Evolving, "12 (3 May) replaces 50 (2 May).");
}

#[test]
fn a_denial_disputes() {
    let blames = |id: &str, whom: &str| {
        report(id, "2024-05-02").says("blamed", whom, &format!("{id} says that {whom} did it"))
    };
    let case = together(&[blames("a", "Northern Front"), blames("b", "Northern Front").denied()]);
    check(
        question(&case, "blamed"),
        Status::Disputed,
        "Northern Front (2 May) is denied: not Northern Front (2 May).",
    );
    // A denial of something else disputes nothing.
    let case = together(&[blames("a", "Northern Front"), blames("b", "Southern League").denied()]);
    assert_eq!(question(&case, "blamed").status, Status::Compatible);
    // A later figure does not settle that an earlier one is denied.
    let toll = |id: &str, day: &str, figure: &str| {
        report(id, day).says("killed", figure, &format!("{figure} dead in {id}"))
    };
    let case = together(&[
        toll("a", "2024-05-02", "12"),
        toll("b", "2024-05-02", "12").denied(),
        toll("c", "2024-05-03", "15"),
    ]);
    check(question(&case, "killed"), Status::Disputed, "12 (2 May) is denied: not 12 (2 May).");
}

#[test]
fn a_rounding_is_compatible() {
    let toll = |id: &str, figure: &str| {
        report(id, "2024-05-02").says("killed", figure, &format!("{figure} dead in {id}"))
    };
    let status = |a: &str, b: &str| question(&together(&[toll("a", a), toll("b", b)]), "killed").status;
    let case = together(&[toll("a", "139"), toll("b", "140")]);
    check(
        question(&case, "killed"),
        Status::Compatible,
        "139 (2 May) and 140 (2 May) can both be true: one is a round figure for the other.",
    );
    assert_eq!(status("126..154", "139"), Status::Compatible);
    assert_eq!(status("1960", "2000"), Status::Compatible);
    // One that is not round is another figure.
    assert_eq!(status("139", "143"), Status::Disputed);
}

#[test]
fn a_figure_of_another_event_stays_there() {
    let toll = |made: Made, figure: &str| {
        made.clone().says("killed", figure, &format!("{figure} dead in {}", made.report.id))
    };
    let killed = |case: &variorum_model::Case, main: bool| {
        let events = case.events.iter().filter(|event| event.event.main == main);
        let mut figures: Vec<(usize, Vec<String>)> = events
            .map(|event| {
                (
                    event.event.reports.len(),
                    event
                        .questions
                        .iter()
                        .flat_map(|q| &q.readings)
                        .map(|r| variorum_model::value::show(&r.value))
                        .collect(),
                )
            })
            .collect();
        figures.sort();
        figures
    };
    // An older fire in the background of two reports is one event, and not the main one.
    let old = |made: Made| toll(made.event("fire", "2019-06", &["Westport"], false), "40");
    let case =
        together(&[old(toll(report("a", "2024-05-02"), "12")), old(toll(report("b", "2024-05-02"), "12"))]);
    assert_eq!(killed(&case, true), [(2, vec!["12".to_owned()])]);
    assert_eq!(killed(&case, false), [(2, vec!["40".to_owned()])]);
    // Two bombings in one city in one week.
    let bombing =
        |made: Made, day: &str, figure: &str| toll(made.event("bombing", day, &["Westport"], false), figure);
    let case = together(&[
        bombing(report("a", "2024-05-02"), "2019-06-03", "7"),
        bombing(report("b", "2024-05-02"), "2019-06-08", "9"),
    ]);
    assert_eq!(killed(&case, false), [(1, vec!["7".to_owned()]), (1, vec!["9".to_owned()])]);
    // The main event of one report is the background of another.
    let old_fire =
        bare("c", "2019-06-12", "Forty sailors lost their lives when the warehouse in Westport burnt down")
            .event("fire", "2019-06-11", &["Westport"], true);
    let case = together(&[toll(old_fire, "40"), old(toll(report("a", "2024-05-02"), "12"))]);
    assert_eq!(killed(&case, true), [(1, vec!["12".to_owned()]), (2, vec!["40".to_owned()])]);
}

#[test]
fn an_altered_figure_in_a_copy_is_shown() {
    let original = |figure: &str| {
        report("a", "2024-05-02T09:00").text(&prose("a")).says(
            "killed",
            figure,
            &format!("In the hall {figure} people were killed as far as the firefighters know"),
        )
    };
    let copy = |figure: &str, day: &str| {
        let mut copy = original(figure);
        copy.report.id = "b".into();
        copy.account.claims[0].id = "b-0".into();
        copy.report.published = report("x", day).report.published;
        copy
    };
    let case = together(&[original("12"), copy("21", "2024-05-02T11:00")]);
    assert_eq!(case.origins[0].differences, ["“21” where a has “12”", "killed: 21 where a has 12"]);
    // A name instead of a figure.
    let mut renamed = copy("12", "2024-05-02T11:00");
    renamed.report.text = renamed.report.text.replace("the firefighters know", "Captain Orla Vane knows");
    let case = together(&[original("12"), renamed]);
    assert_eq!(case.origins[0].differences, Vec::<String>::new(), "the texts end there: no passage follows");
    // A later version at the same address is a revision, not a copy.
    let address = "https://gazette.example/fire";
    let case = together(&[
        original("12").url(address),
        copy("15", "2024-05-03").url("http://www.gazette.example/fire/"),
    ]);
    assert_eq!(case.origins.len(), 1);
    assert_eq!(
        (case.origins[0].how, case.origins[0].differences.as_slice()),
        (Derivation::Revision, &["killed: 15 where a has 12".to_owned()][..])
    );
    // A republished text is the publisher's whom it credits; which of their texts, the same words show.
    let republished = |words: &str| {
        let one =
            report("c", "2024-05-03").text(&prose("c")).credit("Harbour Gazette", CreditKind::Republication);
        let other = report("a", "2024-05-02").publisher("Harbour Gazette").text(&prose(words));
        let case = together(&[other, one]);
        let origin = case.origins.iter().find(|origin| origin.how == Derivation::Republication).unwrap();
        origin.derives_from.clone()
    };
    assert_eq!(republished("c"), OriginRef::Report(ReportId(0)));
    assert_eq!(republished("q"), OriginRef::Name("Harbour Gazette".into()));
}
