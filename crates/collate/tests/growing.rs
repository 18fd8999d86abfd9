//! A case that grows says what the same reports say all at once.

mod common;

use common::said::{event, said};
use common::{Made, bare, ontology, parts, together};
use proptest::prelude::*;
use variorum_collate::Collation;
use variorum_model::case::CaseEvent;
use variorum_model::document::{EntityKind, TimexType};
use variorum_model::{Account, Claim, Report, ReportId, ValueKind};

/// The words of one event, which no other event uses.
const EVENTS: [(&str, &str, &str, &str); 4] = [
    (
        "fire",
        "Eastport",
        "Lantern Hall",
        "flames rose above the slate roof while hoses froze and guests ran barefoot across Rope Lane",
    ),
    (
        "collision",
        "Northport",
        "Mill Bridge",
        "two trams collided when the brakes of line nine failed and conductors pulled passengers through the broken windows",
    ),
    (
        "bombing",
        "Westport",
        "Customs House",
        "glass and plaster covered the counting room after a parcel burst and clerks staggered into Anchor Street",
    ),
    (
        "fire",
        "Southport",
        "Grain Quay",
        "smoke from the burning silo drifted over the allotments while tugs sprayed water on the elevators",
    ),
];

const DAYS: [&str; 4] = ["2024-05-01", "2024-03-11", "2023-11-20", "2024-01-07"];

fn made(n: usize, &(about, day, toll, mentions, copies): &(usize, usize, usize, usize, bool)) -> Made {
    let (kind, town, hall, words) = EVENTS[about];
    let filler: Vec<String> = (0..12).map(|nth| format!("word{n}x{nth}")).collect();
    let text = if copies {
        format!("{town}: {words}. Then {words}, neighbours of {hall} in {town} remembered with a shudder")
    } else {
        let mut order: Vec<&str> = words.split(' ').collect();
        order.rotate_left(n % 7 + 1);
        format!("{hall} in {town}: {} {}", order.join(" "), filler.join(" "))
    };
    let published = format!("{}{}", &DAYS[about][..8], ["21", "22", "23"][day]);
    let mut made = bare(&format!("r{n}"), &published, &text)
        .event(kind, DAYS[about], &[hall, town], true)
        .says("killed", ["3", "5", "5..", "9"][toll], &format!("toll {n} of {}", filler.join(" ")));
    if mentions != about {
        let (kind, town, hall, _) = EVENTS[mentions];
        made = made.event(kind, DAYS[mentions], &[hall, town], false).says(
            "killed",
            "7",
            &format!("seven in {n}"),
        );
    }
    made
}

/// A report of one event alone, with few words of its own.
fn told(n: usize, about: usize, day: usize, toll: usize) -> Made {
    let (kind, town, hall, words) = EVENTS[about];
    let mut order: Vec<&str> = words.split(' ').collect();
    order.rotate_left(n % 7 + 1);
    let text = format!("{hall} in {town}: {}. Seen{n}, heard{n}.", order.join(" "));
    let published = format!("{}{}", &DAYS[about][..8], ["21", "22", "23"][day]);
    bare(&format!("r{n}"), &published, &text).event(kind, DAYS[about], &[hall, town], true).says(
        "killed",
        ["3", "5", "5..", "9"][toll],
        &format!("toll{n} is {toll}"),
    )
}

/// Reports of two events. Some are copies of a report before, and get the year of the event wrong.
fn with_copies(reports: &[(usize, usize, usize, bool)]) -> Vec<Made> {
    let (mut all, mut first): (Vec<Made>, Option<Made>) = (Vec::new(), None);
    for (n, &(about, day, toll, copies)) in reports.iter().enumerate() {
        let one = match first.as_ref().filter(|_| copies) {
            Some(original) => {
                let mut copy = original.clone();
                copy.report.id = format!("r{n}");
                copy.report.published = bare("", "2024-06-01", "").report.published;
                copy.report.text = format!("{} Ends{n}.", copy.report.text);
                let told = copy.account.events[0].clone();
                copy.account.events[0].date = Some("2021-05-01".into());
                // The right one it takes for that of another event.
                if copy.account.events.len() == 1 {
                    let places: Vec<&str> = told.places.iter().map(String::as_str).collect();
                    copy = copy.event(&told.kind, told.date.as_deref().unwrap_or_default(), &places, false);
                }
                copy
            }
            None => first.insert(told(n, about, day, toll)).clone(),
        };
        all.push(one);
    }
    all
}

fn any_reports() -> impl Strategy<Value = Vec<Made>> {
    let one = (0..4_usize, 0..3_usize, 0..4_usize, 0..4_usize, prop::bool::weighted(0.2));
    prop::collection::vec(one, 2..14)
        .prop_map(|reports| reports.iter().enumerate().map(|(n, report)| made(n, report)).collect())
}

fn grown(made: &[Made], order: &[usize]) -> (Collation, Vec<Made>) {
    let turned: Vec<Made> = order.iter().map(|&idx| made[idx].clone()).collect();
    let (reports, accounts) = parts(&turned);
    let mut collation = Collation::new(ontology());
    reports.into_iter().zip(accounts).for_each(|(report, account)| {
        collation.add(report, account);
    });
    (collation, turned)
}

fn any_case() -> impl Strategy<Value = (Vec<Made>, Vec<usize>)> {
    any_reports().prop_flat_map(|made| {
        let order: Vec<usize> = (0..made.len()).collect();
        (Just(made), Just(order).prop_shuffle())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_order_of_adding_equals_all_at_once((made, order) in any_case()) {
        let (mut collation, turned) = grown(&made, &order);
        prop_assert_eq!(said(&collation.case(), &turned), said(&together(&made), &made));
    }

    #[test]
    fn what_is_said_around_a_report_is_what_the_case_says((made, order) in any_case()) {
        let (collation, turned) = grown(&made, &order);
        let whole = together(&turned);
        for id in (0..turned.len() as u32).map(ReportId) {
            let around: Vec<_> = collation.around(id).events.iter().map(|found| event(found, &turned)).collect();
            let mut expected = whole.events.iter().filter(|found| found.event.reports.contains(&id));
            for found in &around {
                let theirs = expected.next().map(|found| event(found, &turned));
                prop_assert_eq!(Some(found), theirs.as_ref());
            }
            prop_assert!(expected.next().is_none());
        }
    }

    #[test]
    fn what_is_taken_out_was_never_there((made, order) in any_case(), which in 0..14_usize) {
        let (mut collation, turned) = grown(&made, &order);
        let gone = which % turned.len();
        collation.remove(ReportId(gone as u32));
        let rest: Vec<Made> = turned.iter().enumerate().filter(|(idx, _)| *idx != gone).map(|(_, made)| made.clone()).collect();
        prop_assert_eq!(said(&collation.case(), &turned), said(&together(&rest), &rest));
        let (report, account) = parts(&turned[gone..=gone]);
        // Nor was one in a language that is not read.
        let foreign = Report { unread: Some("German".into()), ..report[0].clone() };
        let arrival = collation.replace(ReportId(gone as u32), foreign, Account::default());
        prop_assert!(arrival.about_the_same.is_empty());
        prop_assert_eq!(said(&collation.case(), &turned), said(&together(&rest), &rest));
        collation.replace(ReportId(gone as u32), report[0].clone(), account[0].clone());
        prop_assert_eq!(said(&collation.case(), &turned), said(&together(&made), &made));
    }
}

/// The reports, each with an id that comes after those before it.
fn in_order(made: &[Made]) -> Vec<Made> {
    let named = |(n, one): (usize, &Made)| {
        let mut one = one.clone();
        one.report.id = format!("n{n:04}");
        one
    };
    made.iter().enumerate().map(named).collect()
}

/// Whether what is kept and grown is, after each report, what is brought together anew.
fn grows_as_made_anew(made: &[Made], look: impl Fn(usize) -> bool) {
    let (reports, accounts) = parts(&in_order(made));
    let mut collation = Collation::new(ontology()).looking_at(3, 2);
    for (n, (report, account)) in reports.into_iter().zip(accounts).enumerate() {
        let id = collation.add(report, account).report;
        if !look(n) {
            continue;
        }
        let whole = collation.around(id);
        let grown = collation.look_around(id).expect("it was added");
        let events: Vec<&CaseEvent> = grown.events_of().collect();
        assert_eq!(events, whole.events.iter().collect::<Vec<_>>(), "{n}");
        assert_eq!(grown.timeline, whole.timeline, "{n}");
        assert_eq!(grown.warnings, whole.warnings, "{n}");
        assert_eq!(grown.origins, whole.origins, "{n}");
        assert_eq!(grown.entities, whole.entities, "{n}");
        let claims = |claims: &[Claim]| -> Vec<Claim> {
            claims.iter().map(|claim| Claim { event: None, ..claim.clone() }).collect()
        };
        assert_eq!(claims(grown.claims), claims(&whole.claims), "{n}");
    }
}

/// What a report of the fire tells beside its toll: numbers that choose.
type Facts = (usize, usize, usize, usize, usize);

/// A report of the fire by one of few papers, with names, days, warnings, or the words of a report before it.
fn rich(n: usize, &(day, who, what, more, copied): &Facts, before: &[Made]) -> Made {
    let (_, town, hall, words) = EVENTS[0];
    let paper = ["Harbour Gazette", "Island News", "Coast Courier"][who % 3];
    let mut order: Vec<&str> = words.split(' ').collect();
    order.rotate_left(n % 5 + 1);
    let text = format!("{hall} in {town}: {}. Seen{n}, heard{n}.", order.join(" "));
    let date = ["2024-05-01", "2024-05-02", "2024-05-03", ""][day];
    let mut made = bare(&format!("r{n}"), date, &text).publisher(paper).event(
        "fire",
        ["2024-05-01", "2024-05-01", "2024-05-02"][more % 3],
        &[hall, town],
        true,
    );
    let lifted = before.get(copied).filter(|_| copied < 6).map(|other| other.report.text.clone());
    if let Some(lifted) = lifted {
        made.report.text = format!("{lifted} And so on, {n}.");
    }
    let speaker = ["Ana Vask", "Northern Liberation Front", "Ida Vask"][who % 3];
    let kind = if who % 3 == 1 { EntityKind::Organisation } else { EntityKind::Person };
    made = made.entity(speaker, kind, if more == 1 { &["NLF"] } else { &[] });
    if more == 2 {
        made = made.entity("NLF", EntityKind::Organisation, &[]);
    }
    let toll = ["3", "5", "5..", "9"][what % 4];
    made = made.says("killed", toll, &format!("Lifted words about {toll} dead in the hall, {}", what % 2));
    made = match who {
        0 | 1 => made.by(&[speaker]),
        2 => made.by(&["officials"]),
        3 => made.by(&[["Harbour Gazette", "Island News"][more % 2]]),
        _ => made,
    };
    match what {
        0 => made.says("killed", "1", "one of them a child").part(),
        1 => made.says("blamed", speaker, &format!("{speaker} did it, said{n}")),
        2 => made.says("blamed", speaker, "so it was said").denied(),
        3 => made.says("killed", "2", "two guests").scope("guests"),
        4 => made.says("warning", ["of faulty cables", "of a storm at night"][who % 2], "").with(
            "issuer",
            ValueKind::Actor(speaker.to_owned()),
            speaker,
        ),
        5 => made.says("warning_response", "it was dismissed as routine", "").by(&[speaker]),
        6 => {
            let words = format!("the alarm was mended on April {}", 20 + more);
            let value = format!("2024-04-{}", 20 + more);
            made.says("weapon", "a heater", &words).time("April", TimexType::Date, &value)
        }
        _ => {
            made.report.text +=
                &format!(" The roof of the hall was mended by its owner on April {}.", 10 + more);
            made.time("April", TimexType::Date, &format!("2024-04-{}", 10 + more))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_kept_grows_as_if_made_anew(
        facts in prop::collection::vec((0..4_usize, 0..6_usize, 0..8_usize, 0..4_usize, 0..20_usize), 2..24)
    ) {
        let mut made: Vec<Made> = Vec::new();
        for (n, facts) in facts.iter().enumerate() {
            made.push(rich(n, facts, &made));
        }
        grows_as_made_anew(&made, |_| true);
    }

    #[test]
    fn so_it_does_where_copies_come_before_their_originals(
        reports in prop::collection::vec((0..1_usize, 0..3_usize, 0..4_usize, prop::bool::weighted(0.3)), 2..30)
    ) {
        grows_as_made_anew(&with_copies(&reports), |_| true);
    }
}

#[test]
fn a_large_case_of_one_event_grows_as_it_is_all_at_once() {
    // So few are looked at one by one that what goes for thousands of reports goes for these.
    for (first, every) in [(20, 5), (45, 4), (70, 7)] {
        let one = |n: usize| (0, n % 3, n * n % 4, n > 0 && n.is_multiple_of(every));
        let made = with_copies(&(0..90).map(one).collect::<Vec<_>>());
        let (mut early, mut accounts) = parts(&made);
        let (late, late_accounts) = (early.split_off(first), accounts.split_off(first));
        let mut collation = Collation::of(early, accounts, ontology()).looking_at(8, 4);
        for (report, account) in late.into_iter().zip(late_accounts) {
            collation.add(report, account);
        }
        let whole = together(&made);
        for id in [0, first, made.len() - 1].map(|n| ReportId(n as u32)) {
            let about = |found: &&CaseEvent| found.event.main && found.event.reports.contains(&id);
            let lines = |events: &[CaseEvent]| -> Vec<Vec<String>> {
                events.iter().filter(about).map(|found| event(found, &made)).collect()
            };
            let (grown, all) = (lines(&collation.around(id).events), lines(&whole.events));
            assert_eq!(grown, all);
        }
    }
}
