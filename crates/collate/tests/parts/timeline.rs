//! What happened when, when it became known, who had warned, and the case as of a day.

use crate::common::{bare, ontology, parts, question, report, together};
use variorum_collate::{as_of, changes_since, since};
use variorum_model::case::Lead;
use variorum_model::{ReportId, Status, ValueKind};

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
fn one_happening_is_one_entry() {
    let when = |id: &str, date: &str, words: &str| report(id, "2024-05-03").says("date", date, words);
    let made = [
        when("a", "2024-05-01", "it broke out on Wednesday"),
        when("b", "2024-05-01TEV", "it broke out on Wednesday evening"),
        when("c", "2024-W18", "a fire this week"),
        when("d", "2024-04-30", "it broke out on Tuesday"),
    ];
    let case = together(&made);
    let entries: Vec<_> =
        case.timeline.iter().map(|entry| (entry.date.as_str(), entry.claims.len())).collect();
    assert_eq!(entries, [("2024-04-30", 1), ("2024-05-01", 3)]);
}

#[test]
fn the_time_of_a_figure_gets_its_year_from_the_event() {
    let dated = report("a", "2024-05-02").says("killed", "12", "twelve dead");
    let undated = report("b", "").says("killed", "15", "as of May 3 fifteen had died").holding("XXXX-05-03");
    let case = together(&[dated, undated]);
    let killed = question(&case, "killed");
    assert_eq!((killed.status, killed.why.as_str()), (Status::Evolving, "15 (3 May) replaces 12 (2 May)."));
    assert_eq!(case.claims[1].as_of.as_deref(), Some("2024-05-03"));
    // Nothing tells the year.
    let alone = together(&[bare("b", "", "twelve")
        .event("fire", "", &[], true)
        .says("killed", "12", "")
        .holding("XXXX-05-03")]);
    assert_eq!(alone.claims[0].as_of, None);
}
