//! Events over reports: those that reports are about, and those that they mention.

use crate::common::{Made, bare, ontology, parts, report, together};
use variorum_collate::Collation;
use variorum_model::{Case, ReportId};

/// The dates of the background events, each with the number of its reports.
fn background(case: &Case) -> Vec<(String, usize)> {
    let events = case.events.iter().filter(|event| !event.event.main);
    let mut found: Vec<(String, usize)> = events
        .map(|event| {
            (
                event.event.date.as_ref().map(ToString::to_string).unwrap_or_default(),
                event.event.reports.len(),
            )
        })
        .collect();
    found.sort();
    found
}

#[test]
fn background_events_are_joined_by_what_is_known_of_them() {
    let tells = |events: &[(&str, &str, &[&str])]| {
        let made: Vec<Made> = events
            .iter()
            .enumerate()
            .map(|(n, (kind, date, places))| {
                report(&format!("r{n}"), "2024-05-02").event(kind, date, places, false)
            })
            .collect();
        background(&together(&made))
    };
    // The same in other precision, and the attack that was a bombing.
    assert_eq!(
        tells(&[("bombing", "2019-06", &["Westport"]), ("bombing", "2019-06-03", &["Westport"])]),
        [("2019-06-03".into(), 2)]
    );
    assert_eq!(
        tells(&[("bombing", "2019-06", &["Westport"]), ("attack", "2019", &["Westport"])]),
        [("2019-06".into(), 2)]
    );
    assert_eq!(
        tells(&[("bombing", "2019", &["Old Mill", "Westport"]), ("bombing", "", &["Old Mill"])]),
        [("2019".into(), 2)]
    );
    // Other days, other places, other kinds.
    assert_eq!(
        tells(&[("bombing", "2019-06-03", &["Westport"]), ("bombing", "2019-06-08", &["Westport"])]).len(),
        2
    );
    assert_eq!(
        tells(&[("bombing", "2019-06", &["Westport"]), ("bombing", "2019-06", &["Northport"])]).len(),
        2
    );
    assert_eq!(
        tells(&[("bombing", "2019-06", &["Westport"]), ("collision", "2019-06", &["Westport"])]).len(),
        2
    );
    assert_eq!(
        tells(&[("bombing", "", &["Old Mill", "Westport"]), ("bombing", "", &["New Mill", "Westport"])])
            .len(),
        2
    );
}

#[test]
fn two_events_of_one_report_stay_two() {
    let made = report("a", "2024-05-02").event("bombing", "2019-06", &["Westport"], false).event(
        "bombing",
        "2019-06",
        &["Westport"],
        false,
    );
    assert_eq!(background(&together(&[made])).len(), 2);
}

#[test]
fn reports_of_other_events_stay_apart() {
    let fire = "Firefighters fought for six hours before the flames in the grain store at Eastport were out, and the keeper Ilya Ostrov was taken to hospital";
    let made = [
        bare("a", "2024-05-02", fire),
        bare(
            "b",
            "2024-05-03",
            "Keeper Ilya Ostrov is recovering in hospital after flames destroyed the grain store at Eastport, where firefighters worked for hours",
        ),
        bare(
            "c",
            "2024-05-03",
            "Two trams collided in Northport on Friday when the brakes of line nine failed, and traffic was stopped until noon",
        ),
    ];
    let reports = |case: &Case| {
        case.events
            .iter()
            .map(|event| event.event.reports.iter().map(|id| id.0).collect())
            .collect::<Vec<Vec<u32>>>()
    };
    assert_eq!(reports(&together(&made)), [vec![0, 1], vec![2]]);
}

#[test]
fn many_reports_of_one_event_are_one_event() {
    let crews = ["Firefighters", "Rescuers", "Volunteers", "Divers", "Soldiers"];
    let rest = [
        "the roof fell in",
        "the stairs gave way",
        "nobody slept",
        "the bells rang",
        "the tide came in",
        "the lights went out",
    ];
    let made: Vec<Made> = (0..150)
        .map(|n| {
            let text = format!(
                "{} searched the ruins of the Lantern Hall in Eastport after the fire of Wednesday night, as {}. Mayor Orla Vane came at dawn. {} again, said witness number {n}.",
                crews[n % 5], rest[n % 6], rest[(n / 6) % 6]
            );
            bare(&format!("r{n:03}"), &format!("2024-05-{:02}", 2 + n / 40), &text)
        })
        .collect();
    assert_eq!(together(&made).events.len(), 1);
}

#[test]
fn a_case_grows_report_by_report() {
    let text = "Ferry Solveig burnt off Eastport on Wednesday night while Captain Orla Vane and her crew carried forty sleeping passengers to the boats one after the other";
    let made = [
        bare("b", "2024-05-02", text),
        bare(
            "c",
            "2024-05-02",
            "Two trams collided in Northport when the brakes of line nine failed and traffic was stopped until noon",
        ),
        bare("a", "2024-05-03", &format!("{text}, the company wrote")),
        bare("d", "2024-05-04", "Flowers lay on the quay of Eastport for the Solveig and her crew"),
    ];
    let (reports, accounts) = parts(&made);
    let mut collation = Collation::new(ontology());
    let arrivals: Vec<_> = reports
        .iter()
        .cloned()
        .zip(accounts.iter().cloned())
        .map(|(report, account)| collation.add(report, account))
        .collect();
    assert_eq!(arrivals[1].about_the_same, []);
    assert_eq!(arrivals[2].about_the_same, [ReportId(0)]);
    let (grown, whole) = (collation.case(), together(&made));
    assert_eq!((grown.events, grown.origins), (whole.events, whole.origins));
}

#[test]
fn a_mention_that_fits_two_main_events_does_not_make_one_of_them() {
    let main =
        |id: &str, text: &str| bare(id, "2019-06-12", text).event("bombing", "2019-06", &["Westport"], true);
    let made = [
        main(
            "a",
            "A parcel bomb wounded three clerks at the customs house while the morning ferry was unloading",
        ),
        main(
            "b",
            "Glass and plaster covered the concert stage after somebody hid dynamite beneath the organ",
        ),
        report("c", "2024-05-02").event("bombing", "2019-06", &["Westport"], false),
    ];
    let mains: Vec<usize> = together(&made)
        .events
        .iter()
        .filter(|event| event.event.main)
        .map(|event| event.event.reports.len())
        .collect();
    assert_eq!(mains, [2, 1, 1]);
}

#[test]
fn a_figure_of_a_year_tells_an_event_where_words_do_not() {
    let tells = |n: usize, date: &str, kind: &str, label: &str, figure: &str| {
        let mut made = report(&format!("r{n}"), "2024-05-02").event(kind, date, &[], false).says(
            "killed",
            figure,
            &format!("{figure} died then, says number {n}"),
        );
        made.account.events[1].label = label.to_owned();
        made
    };
    let count = |a: (&str, &str), b: (&str, &str)| {
        let made = [
            tells(0, a.0, "bombing", "worst hour of the port", a.1),
            tells(1, b.0, "bombing", "bombing", b.1),
        ];
        background(&together(&made)).len()
    };
    assert_eq!(count(("1988-11", "31"), ("1988-11-19", "31")), 1);
    assert_eq!(count(("1988-11", "31"), ("1988-12-19", "31")), 2);
    assert_eq!(count(("1988-11", "31"), ("1988-11-19", "32")), 2);
    assert_eq!(count(("1988-11", "2"), ("1988-11-19", "2")), 2);
}

#[test]
fn a_round_figure_and_the_exact_one_speak_for_one_event() {
    let tells = |n: usize, figure: &str| {
        let mut made = report(&format!("r{n}"), "2024-05-02")
            .event("bombing", "", &["Old Mill"], false)
            .says("killed", figure, &format!("{figure} died there, says number {n}"));
        made.account.events[1].label = ["first of its kind", "the bombing"][n].to_owned();
        made
    };
    assert_eq!(background(&together(&[tells(0, "90..99"), tells(1, "94")])).len(), 1);
    assert_eq!(background(&together(&[tells(0, "90..99"), tells(1, "120")])).len(), 2);
}
