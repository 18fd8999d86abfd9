//! How the answers of several reports stand to each other.

use crate::common::{Made, question, report, together};
use variorum_model::Status;
use variorum_model::document::TimexType;

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

#[test]
fn where_a_place_lies_is_no_other_answer() {
    let place = |id: &str, name: &str| {
        report(id, "2024-05-02").says("place", name, &format!("{id} says it was in {name}"))
    };
    let both = place("a", "Lantern Hall").says("place", "Eastport", "a says it was in Eastport");
    let case = together(&[both.clone(), place("b", "Lantern Hall")]);
    let asked = question(&case, "place");
    assert_eq!(
        (asked.status, asked.why.as_str()),
        (Status::Agreed, "Both reports that answer say Lantern Hall.")
    );
    // Whoever gives the town alone may mean another part of it.
    let case = together(&[both, place("b", "Eastport")]);
    assert_eq!(question(&case, "place").status, Status::Compatible);
}

#[test]
fn a_day_without_its_year_is_dated_by_the_other_reports() {
    let date =
        |id: &str, day: &str, value: &str| report(id, day).says("date", value, &format!("{id} {value}"));
    let case = together(&[date("a", "2024-05-02", "2024-05-01"), date("b", "", "XXXX-05-01")]);
    assert_eq!(question(&case, "date").status, Status::Agreed);
    let case = together(&[date("a", "2024-05-02", "2024-05-01"), date("b", "", "XXXX-04-30")]);
    assert_eq!(question(&case, "date").status, Status::Disputed);
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
