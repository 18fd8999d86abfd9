//! What an analyst decides changes the case where it says, and nothing where what it names is not there.

mod common;

use common::{Made, ontology, report};
use variorum_collate::{collate, collate_with};
use variorum_model::{Account, Case, Directions, Report, ReportId, Status};

fn case(made: &[Made], directions: &Directions) -> Case {
    let reports: Vec<Report> = made.iter().map(|made| made.report.clone()).collect();
    let accounts: Vec<Account> = made
        .iter()
        .zip(0..)
        .map(|(made, id)| {
            let mut account = made.account.clone();
            account.report = ReportId(id);
            account.events.iter_mut().for_each(|event| event.reports = vec![ReportId(id)]);
            account.claims.iter_mut().for_each(|claim| claim.report = ReportId(id));
            account
        })
        .collect();
    if directions.is_empty() {
        return collate(&reports, &accounts, &ontology());
    }
    collate_with(&reports, &accounts, &ontology(), directions)
}

/// Two reports of one day that dispute the number of dead, and a third of another event.
fn reports() -> Vec<Made> {
    vec![
        report("a", "2024-05-02").publisher("Harbour Gazette").says("killed", "12", "police said 12 died"),
        report("b", "2024-05-02").publisher("Coast Courier").says("killed", "15", "the fire killed 15"),
        report("c", "2024-05-02").event("flood", "2021-02-03", &["Westport"], false).says(
            "killed",
            "3",
            "three drowned in 2021",
        ),
    ]
}

fn claim(made: &[Made], report: usize) -> compact_str::CompactString {
    made[report].account.claims[0].id.clone()
}

/// Status and number of readings of each question on the dead, by event.
fn dead(case: &Case) -> Vec<(Status, usize)> {
    let questions = case.events.iter().flat_map(|event| &event.questions);
    questions
        .filter(|question| question.property == "killed")
        .map(|question| (question.status, question.readings.len()))
        .collect()
}

#[test]
fn without_directions_there_are_two_events_and_a_dispute() {
    let made = reports();
    assert_eq!(dead(&case(&made, &Directions::default())), [(Status::Disputed, 2), (Status::Single, 1)]);
    let nobody = Directions { same_event: vec![("x".into(), claim(&made, 0))], ..Directions::default() };
    assert_eq!(dead(&case(&made, &nobody)), [(Status::Disputed, 2), (Status::Single, 1)]);
}

#[test]
fn two_events_become_one() {
    let made = reports();
    let joined = Directions { same_event: vec![(claim(&made, 0), claim(&made, 2))], ..Directions::default() };
    let case = case(&made, &joined);
    assert_eq!(dead(&case), [(Status::Disputed, 3)]);
    assert!(case.events[0].event.label.contains("Lantern Hall"));
}

#[test]
fn an_event_becomes_two() {
    let made = reports();
    let split = Directions {
        other_event: vec![(vec![claim(&made, 1)], "the second fire".into())],
        ..Directions::default()
    };
    let case = case(&made, &split);
    assert_eq!(dead(&case).len(), 3);
    let second = case.events.iter().find(|entry| entry.event.label == "the second fire").unwrap();
    assert_eq!(second.event.reports, [ReportId(1)]);
    assert_eq!(dead(&case)[0], (Status::Single, 1));
}

#[test]
fn readings_and_questions_are_joined_and_split() {
    let made = reports();
    let joined =
        Directions { same_reading: vec![(claim(&made, 0), claim(&made, 1))], ..Directions::default() };
    assert_eq!(dead(&case(&made, &joined))[0], (Status::Agreed, 1));
    let split = Directions {
        other_question: vec![(vec![claim(&made, 1)], "the crew".into())],
        ..Directions::default()
    };
    let with_crew = case(&made, &split);
    assert_eq!(dead(&with_crew)[..2], [(Status::Single, 1), (Status::Single, 1)]);
    let back = Directions { same_question: vec![(claim(&made, 0), claim(&made, 1))], ..split };
    assert_eq!(dead(&case(&made, &back))[0], (Status::Disputed, 2));
}

#[test]
fn a_marked_copy_is_no_witness_of_its_own() {
    let mut made = reports();
    made[1] =
        report("b", "2024-05-02").publisher("Coast Courier").says("killed", "12", "it killed 12 people");
    made[0] = report("a", "2024-05-02").publisher("Harbour Gazette").says("killed", "12", "it killed twelve");
    let weight = |case: &Case| {
        let reading = &case.events[0].questions[0].readings[0];
        (reading.independent, reading.unestablished)
    };
    assert_eq!(weight(&case(&made, &Directions::default())), (1, 1));
    let copy = Directions { copies: vec![(ReportId(1), ReportId(0))], ..Directions::default() };
    let marked = case(&made, &copy);
    assert_eq!(weight(&marked), (1, 0));
    assert_eq!(marked.origins.len(), 1);
}
