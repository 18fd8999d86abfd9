//! Entities, events, origins, timeline, warnings and views, each on a few reports made by hand.

mod common;

use common::{Made, bare, ontology, parts, question, report, together};
use variorum_collate::{Collation, as_of, changes_since, since};
use variorum_model::case::Lead;
use variorum_model::document::EntityKind::{self, Organisation, Person, Place, Publication};
use variorum_model::document::TimexType;
use variorum_model::origin::{Derivation, OriginRef};
use variorum_model::report::CreditKind;
use variorum_model::{Case, ReportId, Status, ValueKind};

/// The names of the entities that come of these local ones, one report each, with their other names.
fn check_entities(kind: EntityKind, local: &[(&str, &[&str])], expected: &[&str]) {
    let made: Vec<Made> = local
        .iter()
        .enumerate()
        .map(|(n, (name, aliases))| bare(&format!("r{n}"), "", "").entity(name, kind, aliases))
        .collect();
    let case = together(&made);
    let mut found: Vec<String> = case
        .entities
        .iter()
        .map(|entity| [std::slice::from_ref(&entity.name), entity.aliases.as_slice()].concat().join(" | "))
        .collect();
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn people_of_one_surname_are_two_people() {
    check_entities(Person, &[("Ida Bergov", &[]), ("Anna Bergov", &[])], &["Anna Bergov", "Ida Bergov"]);
    check_entities(
        Person,
        &[("Ida Bergov", &[]), ("Anna Bergov", &[]), ("Bergov", &[])],
        &["Anna Bergov", "Bergov", "Ida Bergov"],
    );
    check_entities(Person, &[("Ida Bergov", &[]), ("Bergov", &[])], &["Ida Bergov | Bergov"]);
    check_entities(Person, &[("Ida Bergov", &[]), ("A. Bergov", &[])], &["A. Bergov", "Ida Bergov"]);
    check_entities(Person, &[("Ida Bergov", &[]), ("I. Bergov", &[])], &["Ida Bergov | I. Bergov"]);
    check_entities(
        Person,
        &[("Ida Maria Bergov", &[]), ("Ida Bergov", &[])],
        &["Ida Maria Bergov | Ida Bergov"],
    );
}

#[test]
fn transliterations_are_one_person() {
    check_entities(
        Person,
        &[("Aleksandr Bergov", &[]), ("Alexander Bergov", &[])],
        &["Aleksandr Bergov | Alexander Bergov"],
    );
    check_entities(
        Person,
        &[("Kāmil Sørensen", &[]), ("Kamil Sorensen", &[])],
        &["Kāmil Sørensen | Kamil Sorensen"],
    );
    check_entities(
        Person,
        &[("Александр Бергов", &[]), ("Aleksandr Bergov", &[])],
        &["Александр Бергов | Aleksandr Bergov"],
    );
}

#[test]
fn organisations_are_one_under_their_acronyms() {
    check_entities(
        Organisation,
        &[("Northern Liberation Front", &["NLF"]), ("NLF", &[]), ("Northern  Liberation–Front", &[])],
        &["Northern  Liberation–Front | NLF | Northern Liberation Front"],
    );
    // By initials alone, where only one has them.
    check_entities(
        Organisation,
        &[("Norland Coast Patrol", &[]), ("NCP", &[])],
        &["Norland Coast Patrol | NCP"],
    );
    check_entities(
        Organisation,
        &[("Norland Coast Patrol", &[]), ("National Centre Party", &[]), ("NCP", &[])],
        &["NCP", "National Centre Party", "Norland Coast Patrol"],
    );
    // A branch is not its parent, but the fuller name of one body is one.
    check_entities(
        Organisation,
        &[("Northern Front", &[]), ("Northern Front Coast Brigade", &[])],
        &["Northern Front", "Northern Front Coast Brigade"],
    );
    check_entities(
        Organisation,
        &[("Northern Liberation Front", &["N.L.F."]), ("Northern Liberation Front of Norland", &["NLF"])],
        &["Northern Liberation Front of Norland | N.L.F. | NLF | Northern Liberation Front"],
    );
}

#[test]
fn claims_bear_the_names_of_the_case() {
    let a = report("a", "2024-05-02").entity("Northern Liberation Front", Organisation, &["NLF"]).says(
        "blamed",
        "Northern Liberation Front",
        "the front did it",
    );
    let b =
        report("b", "2024-05-02").entity("NLF", Organisation, &[]).says("blamed", "NLF", "the NLF did it");
    let case = together(&[a, b]);
    let blamed = question(&case, "blamed");
    assert_eq!((blamed.status, blamed.readings.len()), (Status::Agreed, 1));
    assert_eq!(blamed.readings[0].value.kind, ValueKind::Actor("Northern Liberation Front".into()));
}

#[test]
fn a_place_within_another_is_no_dispute() {
    let place = |id: &str, name: &str| {
        report(id, "2024-05-02").says("place", name, &format!("{id} says it was in {name}"))
    };
    assert_eq!(
        question(&together(&[place("a", "Lantern Hall"), place("b", "Eastport")]), "place").status,
        Status::Compatible
    );
    // Two halls of one town.
    let other = report("b", "2024-05-02").event("fire", "", &["Harbour Hall", "Eastport"], false);
    let case = together(&[place("a", "Lantern Hall"), other, place("c", "Harbour Hall")]);
    assert_eq!(question(&case, "place").status, Status::Disputed);
}

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
fn one_speaker_in_five_outlets_is_one_origin() {
    let quotes = |n: usize, who: &str| {
        report(&format!("r{n}"), "2024-05-02")
            .publisher(&format!("Paper {n}"))
            .entity(who, Person, &[])
            .says("killed", "12", &format!("the {n}th paper has twelve"))
            .by(&[who])
    };
    let counts = |made: &[Made]| {
        let case = together(made);
        let reading = &question(&case, "killed").readings[0];
        (reading.independent, reading.unestablished)
    };
    assert_eq!(counts(&(0..5).map(|n| quotes(n, "Orla Vane")).collect::<Vec<_>>()), (1, 0));
    assert_eq!(counts(&[quotes(0, "Orla Vane"), quotes(1, "Ida Berg")]), (2, 0));
    // Two who belong to one body are one.
    let of_police = |n, who| {
        quotes(n, who).role("spokesman of the Harbour Police").entity("Harbour Police", Organisation, &[])
    };
    assert_eq!(counts(&[of_police(0, "Orla Vane"), of_police(1, "Ida Berg")]), (1, 0));
    // Own voices are one origin that is sure and others that may be.
    let own = |n: usize| {
        report(&format!("r{n}"), "2024-05-02").publisher(&format!("Paper {n}")).says(
            "killed",
            "12",
            &format!("number{n} twelve"),
        )
    };
    assert_eq!(counts(&[own(0), own(1), own(2)]), (1, 2));
    assert_eq!(counts(&[own(0), quotes(1, "Orla Vane")]), (1, 1));
}

#[test]
fn a_chain_leads_to_its_root() {
    let first = report("a", "2024-05-02").publisher("Harbour Gazette").says(
        "killed",
        "12",
        "the hall was a grave for twelve",
    );
    let citing = |id: &str, name: &str| {
        report(id, "2024-05-03")
            .publisher(name)
            .entity("Harbour Gazette", Publication, &[])
            .says("killed", "12", &format!("{id} reads that twelve died"))
            .by(&["Harbour Gazette"])
    };
    let case = together(&[first, citing("b", "Island News"), citing("c", "Coast Courier")]);
    let reading = &question(&case, "killed").readings[0];
    assert_eq!((reading.independent, reading.unestablished, reading.reports.len()), (1, 0, 3));
    let origins: Vec<_> =
        case.origins.iter().map(|origin| (origin.report.0, &origin.derives_from, origin.how)).collect();
    let gazette = OriginRef::Report(ReportId(0));
    assert_eq!(origins, [(1, &gazette, Derivation::Citation), (2, &gazette, Derivation::Citation)]);
    // An agency that has no report of its own here.
    let agency = |id: &str| {
        report(id, "2024-05-02").publisher(id).credit("Norland Press", CreditKind::Agency).says(
            "killed",
            "12",
            &format!("{id} has twelve"),
        )
    };
    let case = together(&[agency("a"), agency("b").cites("Radio Norland")]);
    let reading = &question(&case, "killed").readings[0];
    assert_eq!((reading.independent, reading.unestablished), (1, 0));
    assert!(case.origins.iter().any(|origin| origin.derives_from == OriginRef::Name("Radio Norland".into())
        && origin.how == Derivation::Citation));
}

#[test]
fn scopes_are_questions_of_their_own() {
    let toll = |id: &str, scope: &str, figure: &str| {
        let made = report(id, "2024-05-02").says("killed", figure, &format!("{id} {figure}"));
        if scope.is_empty() { made } else { made.scope(scope) }
    };
    let case = together(&[toll("a", "", "12"), toll("b", "Children", "3"), toll("c", "children", "3")]);
    let killed: Vec<_> = case.events[0]
        .questions
        .iter()
        .map(|question| (question.scope.as_deref(), question.status))
        .collect();
    assert_eq!(killed, [(None, Status::Single), (Some("Children"), Status::Agreed)]);
}

#[test]
fn the_timeline_keeps_dates_as_imprecise_as_they_are() {
    let made = [
        report("a", "2024-05-02").says("date", "2024-05-01", "it broke out on Wednesday").event(
            "bombing",
            "2019-06",
            &["Westport"],
            false,
        ),
        report("b", "2024-05-04")
            .says("killed", "12", "twelve had died by Friday")
            .holding("2024-05-03")
            .event("bombing", "", &["Westport"], false),
    ];
    let case = together(&made);
    let entries: Vec<_> = case
        .timeline
        .iter()
        .map(|entry| (entry.date.as_str(), entry.known.as_deref(), entry.claims.as_slice()))
        .collect();
    let expected: [(&str, Option<&str>, &[u32]); 3] = [
        ("2019-06", Some("2024-05-02"), &[]),
        ("2024-05-01", Some("2024-05-02"), &[0]),
        ("2024-05-03", Some("2024-05-04"), &[1]),
    ];
    assert_eq!(entries, expected);
}

#[test]
fn warnings_are_told_twice_and_answered() {
    let warns = |id: &str, words: &str, date: &str| {
        let made = report(id, "2024-05-02").says("warning", words, words).with(
            "issuer",
            ValueKind::Actor("Port Authority".into()),
            "the authority",
        );
        if date.is_empty() { made } else { made.with("date", ValueKind::Time(date.into()), "then") }
    };
    let made = [
        warns("a", "cables in the old ferries may burn", "2024-04-28"),
        warns("b", "burning cables in old ferries", "").says(
            "warning_response",
            "the company called the warning about cables routine",
            "the company called the warning about cables routine",
        ),
        warns("c", "ice on the northern quay", "2024-01-09"),
    ];
    let case = together(&made);
    let told: Vec<_> = case
        .warnings
        .iter()
        .map(|warning| (warning.date.as_deref(), warning.claims.len(), warning.responses.len()))
        .collect();
    assert_eq!(told, [(Some("2024-01-09"), 1, 0), (Some("2024-04-28"), 2, 1)]);
    assert!(case.timeline.iter().any(|entry| entry.date == "2024-04-28"));
}

#[test]
fn a_case_can_be_seen_as_of_a_day() {
    let toll = |id: &str, day: &str, figure: &str| {
        report(id, day).says("killed", figure, &format!("{figure} in {id}"))
    };
    let made = [toll("a", "2024-05-02", "12"), toll("b", "2024-05-03", "15"), toll("c", "", "15")];
    let (reports, accounts) = parts(&made);
    let day = |day: &str| day.parse().unwrap();
    let before = as_of(&reports, &accounts, &ontology(), day("2024-05-02"));
    assert_eq!(question(&before, "killed").status, Status::Single);
    assert_eq!(before.events[0].event.reports, [ReportId(0)]);
    let changes = changes_since(&reports, &accounts, &ontology(), day("2024-05-03"));
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].before, changes[0].now), (Some(Status::Disputed), Status::Evolving));
    let readings: Vec<_> = changes[0]
        .readings
        .iter()
        .map(|change| (change.value.as_str(), change.reports_before, change.reports_now))
        .collect();
    assert_eq!(readings, [("15", 1, 2)]);
    assert!(changes_since(&reports, &accounts, &ontology(), day("2024-05-04")).is_empty());
    let case = since(&reports, &accounts, &ontology(), day("2024-05-03"));
    let told: Vec<&str> =
        case.events.iter().flat_map(|event| &event.questions).map(|question| question.why.as_str()).collect();
    assert_eq!(
        told,
        ["Disputed became evolving since 3 May 2024; said again: 15. 15 (3 May) replaces 12 (2 May)."]
    );
}

#[test]
fn places_have_names_too() {
    check_entities(Place, &[("Eastport", &[]), ("EASTPORT", &[])], &["Eastport | EASTPORT"]);
    check_entities(Place, &[("Eastport", &[]), ("Westport", &[])], &["Eastport", "Westport"]);
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
fn a_name_that_fits_several_says_so() {
    let made: Vec<Made> =
        [("Ida Bergov", Person), ("Anna Bergov", Person), ("Bergov", Person), ("I. Bergov", Person)]
            .iter()
            .enumerate()
            .map(|(n, (name, kind))| bare(&format!("r{n}"), "", "").entity(name, *kind, &[]))
            .collect();
    let case = together(&made);
    let may_be = |name: &str| case.entities.iter().find(|entity| entity.name == name).unwrap().may_be.clone();
    assert_eq!(may_be("Bergov"), ["Ida Bergov", "Anna Bergov"]);
    assert_eq!(may_be("Ida Bergov"), Vec::<String>::new());
    // An acronym of two organisations.
    let made = [
        bare("a", "", "").entity("Northern Labour Front", Organisation, &["NLF"]),
        bare("b", "", "").entity("National League of Farmers", Organisation, &["NLF"]),
        bare("c", "", "").entity("NLF", Organisation, &[]),
    ];
    let case = together(&made);
    let acronym = case.entities.iter().find(|entity| entity.name == "NLF").unwrap();
    assert_eq!(acronym.may_be, ["Northern Labour Front", "National League of Farmers"]);
}

#[test]
fn a_branch_is_related_and_not_the_same() {
    let made = [
        bare("a", "", "").entity("Northern Front", Organisation, &[]),
        bare("b", "", "").entity("Northern Front Coast", Organisation, &[]),
        bare("c", "", "").entity("Southern Front", Organisation, &[]),
    ];
    let case = together(&made);
    let related: Vec<(&str, &[String])> =
        case.entities.iter().map(|entity| (entity.name.as_str(), entity.related.as_slice())).collect();
    assert_eq!(
        related,
        [
            ("Northern Front", &["Northern Front Coast".to_owned()][..]),
            ("Northern Front Coast", &["Northern Front".to_owned()][..]),
            ("Southern Front", &[][..])
        ]
    );
}

#[test]
fn ranks_are_compared_by_how_far_back_they_reach() {
    let rank = |id: &str, words: &str, time: &str, kind: TimexType, value: &str| {
        report(id, "2024-05-02").says("rank", words, words).time(time, kind, value)
    };
    let since = |id: &str, year: &str| {
        rank(id, &format!("the deadliest fire since {year}"), year, TimexType::Date, year)
    };
    let years = |id: &str| rank(id, "the worst fire in 20 years", "20 years", TimexType::Duration, "P20Y");
    let status = |made: &[Made]| {
        let case = together(made);
        let rank = question(&case, "rank");
        (rank.status, rank.readings.len(), rank.why.clone())
    };
    assert_eq!(status(&[since("a", "2004"), years("b")]).0, Status::Agreed);
    assert_eq!(
        status(&[since("a", "2004"), since("b", "1990")]),
        (
            Status::Compatible,
            2,
            "“the deadliest fire since 2004” (2 May) and “the deadliest fire since 1990” (2 May) can both be true: the one that reaches further back includes the other.".to_owned()
        )
    );
    assert_eq!(status(&[since("a", "2004"), years("b").denied()]).0, Status::Disputed);
}

#[test]
fn what_came_before_has_a_lead() {
    let warned = report("a", "2024-05-02")
        .says(
            "warning",
            "the cables were worn",
            "the port authority warned on 16 April that the cables were worn",
        )
        .with("issuer", ValueKind::Actor("Port Authority".into()), "the port authority")
        .with("date", ValueKind::Time("2024-04-16".into()), "on 16 April");
    let case = together(&[warned]);
    assert_eq!(case.warnings[0].lead, Some(Lead { least: 15, most: 15 }));
    let leads: Vec<(&str, Option<Lead>)> =
        case.timeline.iter().map(|entry| (entry.date.as_str(), entry.lead)).collect();
    assert_eq!(leads, [("2024-04-16", Some(Lead { least: 15, most: 15 })), ("2024-05-01", None)]);
    // A month is imprecise, and so is the lead.
    let warned = report("a", "2024-05-02").says("warning", "worn", "warned in March of worn cables").with(
        "date",
        ValueKind::Time("2024-03".into()),
        "in March",
    );
    assert_eq!(together(&[warned]).warnings[0].lead, Some(Lead { least: 31, most: 61 }));
}

#[test]
fn a_citation_leads_to_what_the_cited_report_says() {
    let original = report("a", "2024-05-02")
        .publisher("The Harbour Gazette")
        .text("The Gazette has counted. ")
        .entity("Orla Vane", Person, &[])
        .says("killed", "12", "twelve dead, said Orla Vane")
        .by(&["Orla Vane"]);
    let citing = |id: &str, paper: &str| {
        report(id, "2024-05-03")
            .publisher(paper)
            .text(&format!("Number {id} read the newspapers. "))
            .entity("Harbour Gazette", Publication, &[])
            .says("killed", "12", &format!("twelve dead, the Harbour Gazette reported to {id}"))
            .by(&["Harbour Gazette"])
    };
    let case = together(&[original, citing("b", "Island News"), citing("c", "Coast Courier")]);
    let killed = &question(&case, "killed").readings[0];
    assert_eq!((killed.reports.len(), killed.independent, killed.unestablished), (3, 1, 0));
    let cited: Vec<_> =
        case.origins.iter().map(|origin| (origin.report.0, &origin.derives_from, origin.how)).collect();
    let a = OriginRef::Report(ReportId(0));
    assert_eq!(cited, [(1, &a, Derivation::Citation), (2, &a, Derivation::Citation)]);
}

#[test]
fn a_credit_names_the_agency_and_no_report_of_it() {
    let wire = |id: &str, day: &str| {
        bare(id, day, &format!("EASTPORT (NPA) - Number {id} tells of other things altogether"))
            .credit("NPA", CreditKind::Agency)
    };
    let case = together(&[wire("a", "2024-05-02"), wire("b", "2024-05-03").publisher("NPA")]);
    let origins: Vec<_> = case.origins.iter().map(|origin| (origin.report.0, &origin.derives_from)).collect();
    assert_eq!(origins, [(0, &OriginRef::Name("NPA".into()))]);
}
