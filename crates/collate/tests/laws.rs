//! Laws of a case, on generated reports of one event.

mod common;

use common::said::said;
use common::{Made, bare, report, together};
use proptest::prelude::*;
use std::collections::BTreeMap;
use variorum_model::{Case, Status};

fn statuses(case: &Case) -> BTreeMap<String, Status> {
    let questions = case.events.iter().flat_map(|event| &event.questions);
    questions
        .map(|question| (format!("{} {:?}", question.property, question.scope), question.status))
        .collect()
}

/// One claim of a report: property, value, whether denied, and who says so.
type Said = (usize, usize, bool, usize);

const PROPERTIES: [(&str, [&str; 4]); 5] = [
    ("place", ["Lantern Hall", "Eastport", "Harbour Hall", "Westport"]),
    ("killed", ["12", "12..", "15", "20"]),
    ("missing", ["3", "8", "..9", "5"]),
    ("blamed", ["Northern Front", "Southern League", "Northern Front Coast", "Police"]),
    (
        "cause",
        ["a faulty boiler in the cellar", "the boiler in the cellar", "lightning", "a boiler, or lightning"],
    ),
];

fn made(n: usize, (day, publisher, claims): &(usize, usize, Vec<Said>)) -> Made {
    let days = ["", "2024-05-02", "2024-05-03", "2024-05-04T10:00"];
    let mut made = report(&format!("r{n}"), days[*day])
        .publisher(["Harbour Gazette", "Island News", "Coast Courier"][*publisher]);
    for (nth, (property, value, denied, source)) in claims.iter().enumerate() {
        let (property, values) = PROPERTIES[*property];
        // Words of its own, so that no report is a copy of another unless a law makes it one.
        let words: Vec<String> = ["crews", "counted", "again", "before", "noon"]
            .iter()
            .map(|word| format!("{word}{n}x{nth}"))
            .collect();
        made = made.says(property, values[*value], &format!("{} {}", words.join(" "), values[*value]));
        if *denied {
            made = made.denied();
        }
        made = match source {
            0 => made.by(&["Police"]),
            1 => made.by(&["Ida Berg"]),
            2 => made.by(&["a witness"]),
            _ => made,
        };
    }
    made
}

fn any_reports() -> impl Strategy<Value = Vec<Made>> {
    let said = (0..PROPERTIES.len(), 0..4_usize, prop::bool::weighted(0.15), 0..5_usize);
    let one = (0..4_usize, 0..3_usize, prop::collection::vec(said, 0..4));
    prop::collection::vec(one, 2..7)
        .prop_map(|reports| reports.iter().enumerate().map(|(n, report)| made(n, report)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn order_does_not_matter(reports in any_reports(), turn in 0..6_usize) {
        let mut turned = reports.clone();
        turned.rotate_left(turn % reports.len());
        if turn % 2 == 1 {
            turned.reverse();
        }
        prop_assert_eq!(said(&together(&reports), &reports), said(&together(&turned), &turned));
    }

    #[test]
    fn agreed_is_symmetric(reports in any_reports()) {
        // Two reports that change places, ids and all: what the first says stands to what the second says as before.
        let [first, second, ..] = reports.as_slice() else { return Ok(()) };
        let (mut a, mut b) = (first.clone(), second.clone());
        std::mem::swap(&mut a.report.id, &mut b.report.id);
        let (before, after) = (together(&[first.clone(), second.clone()]), together(&[a, b]));
        prop_assert_eq!(statuses(&before), statuses(&after));
    }

    #[test]
    fn a_duplicate_changes_no_count_and_no_status(reports in any_reports(), which in 0..6_usize, early in any::<bool>()) {
        let mut more = reports.clone();
        let mut copy = reports[which % reports.len()].clone();
        copy.report.id = if early { "a".into() } else { "z".into() };
        copy.account.claims.iter_mut().enumerate().for_each(|(n, claim)| claim.id = format!("copy-{n}").into());
        more.push(copy);
        let (before, after) = (together(&reports), together(&more));
        prop_assert_eq!(statuses(&before), statuses(&after));
        // Which of two ways to say the same is shown may change; how many stand behind it may not.
        let counts = |case: &Case| {
            let mut counts = Vec::new();
            for question in case.events.iter().flat_map(|event| &event.questions) {
                let readings = question.readings.iter();
                counts.extend(readings.map(|one| (question.property.clone(), one.stance, one.independent, one.unestablished)));
            }
            counts.sort();
            counts
        };
        prop_assert_eq!(counts(&before), counts(&after));
    }

    #[test]
    fn a_report_that_says_nothing_changes_no_status(reports in any_reports()) {
        let mut more = reports.clone();
        more.push(report("x", "2024-05-04"));
        prop_assert_eq!(statuses(&together(&reports)), statuses(&together(&more)));
    }

    #[test]
    fn a_repetition_settles_nothing_and_disputes_nothing(reports in any_reports(), which in 0..6_usize) {
        // The claims of one report again, in a text of its own, later: no new value, no earlier time.
        let chosen = &reports[which % reports.len()];
        // (Repeating what has no date gives it one, and that is new.)
        if chosen.report.published.is_none() {
            return Ok(());
        }
        let mut again = report("x", "2024-05-05");
        again.report.text = "Word of the fire in the Lantern Hall in Eastport has gone round since.".into();
        again.account = chosen.account.clone();
        again.account.claims.iter_mut().enumerate().for_each(|(n, claim)| {
            claim.id = format!("x-{n}").into();
            claim.evidence = Default::default();
            claim.value_span = Default::default();
        });
        let mut more = reports.clone();
        more.push(again);
        let (before, after) = (statuses(&together(&reports)), statuses(&together(&more)));
        for (question, status) in before {
            prop_assert!(status == Status::Single || after.get(&question) == Some(&status), "{question}: {status:?} {:?}", after.get(&question));
        }
    }

    #[test]
    fn more_claims_never_turn_a_dispute_into_agreement(reports in any_reports()) {
        let fewer = &reports[..reports.len() - 1];
        let (before, after) = (statuses(&together(fewer)), statuses(&together(&reports)));
        for (question, status) in before {
            if status == Status::Disputed {
                prop_assert!(!matches!(after.get(&question), Some(Status::Agreed | Status::Compatible | Status::Single)), "{question}");
            }
        }
    }

    #[test]
    fn nothing_panics(texts in prop::collection::vec(("\\PC{0,80}", "[a-z]{1,3}", "(2024-05-0[1-3])?"), 0..6)) {
        let reports: Vec<Made> = texts.iter().map(|(text, id, day)| bare(id, day, text)).collect();
        together(&reports);
    }
}
