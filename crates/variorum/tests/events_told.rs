//! Which event each claim is about, and the figures that stand in sentences of their own.
//!
//! Each row is a report, the properties that are looked at, and its claims: "value @ event".
#![allow(clippy::unwrap_used)] // a test may

mod common;

use common::{annotate, of, value};
use variorum::model::{Claim, Event};

fn shown(claim: &Claim, events: &[Event]) -> String {
    let value = value(claim);
    let scope = claim.scope.as_ref().map(|scope| format!(" ({scope})")).unwrap_or_default();
    let part = if claim.part { " part" } else { "" };
    let event = claim.event.and_then(|id| events.get(id.index())).map_or("-", |event| event.label.as_str());
    format!("{value}{scope}{part} @ {event}")
}

#[track_caller]
fn check(text: &str, properties: &str, expected: &[&str]) {
    let account = annotate(text);
    let found: Vec<String> = of(&account, properties).map(|claim| shown(claim, &account.events)).collect();
    assert_eq!(found, expected, "{text}");
}

/// Before each report stands what it is about.
fn about(rest: &str) -> String {
    format!("A bomb killed 12 people at a mill in Eastport on 22 March 2024. {rest}")
}

#[test]
fn what_was_foiled_is_an_event_of_its_own() {
    check(
        &about("Two weeks earlier, police had foiled a similar attack on a theatre in Lund."),
        "killed target place",
        &[
            "Eastport @ Eastport bombing",
            "12 @ Eastport bombing",
            "a theatre @ similar attack on a theatre in Lund",
            "Lund @ similar attack on a theatre in Lund",
        ],
    );
}

#[test]
fn what_was_planned_is_an_event_of_its_own() {
    check(
        &about("The group was planning to bomb a school in Westport, officials said."),
        "killed target",
        &["12 @ Eastport bombing", "a school @ school bombing"],
    );
    check(
        &about("The men had hatched a plot to attack the harbour in Lund."),
        "target",
        &["the harbour @ harbour attack"],
    );
    check(
        &about("Rebels attempted to storm the radio station in Lund last year."),
        "target",
        &["the radio station @ radio station attack"],
    );
    check(
        &about("The guards thwarted an assault on the royal palace in Lund."),
        "target",
        &["the royal palace @ assault on the royal palace in Lund"],
    );
    check(
        &about("Two men were jailed over a foiled bombing of the stock exchange in Lund."),
        "target",
        &["the stock exchange @ foiled bombing of the stock exchange in Lund"],
    );
}

#[test]
fn what_was_not_prevented_came_about() {
    check(
        "The police failed to prevent the attack on the mill in Eastport, which killed 12 people.",
        "killed place",
        &["Eastport @ Eastport attack", "12 @ Eastport attack"],
    );
}

#[test]
fn a_condition_is_no_plan() {
    check(&about("If rebels attacked a school, the army would answer."), "target", &[]);
    check(&about("Would they attack a school?"), "target", &[]);
}

#[test]
fn an_operation_elsewhere_is_an_event_of_its_own() {
    check(
        &about(
            "On March 2, the agency launched a broad counterterrorism operation in the province of Kelland.",
        ),
        "date place",
        &[
            "Eastport @ Eastport bombing",
            "2024-03-22 @ Eastport bombing",
            "2024-03-02 @ broad counterterrorism operation in the province of Kelland",
            "Kelland @ broad counterterrorism operation in the province of Kelland",
        ],
    );
}

#[test]
fn arrests_of_another_year_are_not_those_of_the_event() {
    check(
        &about(
            "In July 2023, police announced the arrest of nine members. On Monday police arrested three men.",
        ),
        "arrested",
        &["9 @ arrest of nine members", "3 @ Eastport bombing"],
    );
}

#[test]
fn part_and_whole() {
    check(
        &about(
            "The group has launched three attacks in Sudmark, including a shooting at a chapel in Harfield in 2023.",
        ),
        "date place",
        &[
            "Eastport @ Eastport bombing",
            "2024-03-22 @ Eastport bombing",
            "Sudmark @ attacks in Sudmark",
            "Harfield @ shooting at a chapel in Harfield",
            "2023 @ shooting at a chapel in Harfield",
        ],
    );
}

#[test]
fn events_side_by_side() {
    check(
        &about(
            "Its deeds include several strikes in Lund, which killed 31 people, and the May 2011 ambushes near Harfield, \
             which cost 17 lives.",
        ),
        "killed",
        &["12 @ Eastport bombing", "31 @ several strikes in Lund", "17 @ ambushes near Harfield"],
    );
}

#[test]
fn a_rank_is_of_what_it_is_said_of() {
    check(
        "The attack on the mill in Eastport killed 12 people on Friday. It was the deadliest attack in Norland in over 20 years.",
        "rank killed",
        &["12 @ Eastport attack", "the deadliest attack in Norland in over 20 years @ Eastport attack"],
    );
}

#[test]
fn parts_in_sentences_of_their_own() {
    check(
        "Eleven people died in Eastport. Four of them were children.",
        "killed",
        &["11 @ Eastport incident", "4 (children) part @ Eastport incident"],
    );
    check(
        "The fire in Eastport killed 12 people and injured 30. Of the dead, four were soldiers.",
        "killed injured",
        &["12 @ Eastport fire", "30 @ Eastport fire", "4 (soldiers) part @ Eastport fire"],
    );
    check(
        "The fire in Eastport killed 12 people. Among the dead were two nurses.",
        "killed",
        &["12 @ Eastport fire", "2 (health workers) part @ Eastport fire"],
    );
    // Nothing says of which of the two they are a part.
    check(
        "The fire in Eastport killed 12 people and injured 30. Four of them were children.",
        "killed injured",
        &["12 @ Eastport fire", "30 @ Eastport fire"],
    );
    // More than there were.
    check(
        "The fire in Eastport killed 2 people. Four of them were children.",
        "killed",
        &["2 @ Eastport fire"],
    );
    // Nobody was counted before.
    check("The choir sang in Eastport. Four of them were children.", "killed injured", &[]);
}

#[test]
fn figures_place_by_place() {
    check(
        "Three were killed in Eastport and two in Westport on Friday.",
        "killed",
        &["3 part @ Eastport incident", "5 @ Eastport incident", "2 part @ Eastport incident"],
    );
    // No place, no second figure.
    check("Three were killed in Eastport and two cars burned.", "killed", &["3 @ Eastport fire"]);
}

#[test]
fn others_beside_a_figure() {
    check(
        "Soldiers detained six smugglers and two others thought to have led them.",
        "arrested",
        &["6 (smugglers) @ -", "8 @ -", "2 part @ -"],
    );
    check("Soldiers detained six smugglers and two others swam ashore.", "arrested", &["6 @ -"]);
    check(
        "The blast killed some 30 bathers and wounded 57 others—the worst in decades.",
        "killed injured",
        &["27..33 @ explosion", "57 @ explosion"],
    );
}

#[test]
fn including_among_a_figure() {
    check(
        "The explosion in Eastport shook the town, killing at least nine people, including two children.",
        "killed",
        &["9.. @ Eastport explosion", "2 (children) @ Eastport explosion"],
    );
}

#[test]
fn persons_named_one_by_one() {
    check(
        "Ana Ruiz, Ben Cole and Tom Hart were killed in the fire in Eastport.",
        "killed",
        &["1 part @ Eastport fire", "3 @ Eastport fire", "1 part @ Eastport fire", "1 part @ Eastport fire"],
    );
}

#[test]
fn a_ship_names_its_disaster() {
    check("The Northern Star disaster killed 40 sailors.", "killed", &["40 @ Northern Star disaster"]);
}

#[test]
fn what_caused_it_is_asked_of_what_it_caused() {
    check(
        "A fire at a mill in Eastport killed 12 people on 22 March 2024. The owner says that a leak in the cellar \
         started the fire.",
        "cause",
        &["a leak in the cellar @ Eastport fire"],
    );
    // A thing that no event is named after.
    check(
        "A fire at a mill in Eastport was caused by a burst pipe.",
        "cause",
        &["a burst pipe @ Eastport fire"],
    );
}

#[test]
fn a_place_that_comes_up_late_is_of_another_event() {
    let story = |late: &str| {
        format!(
            "Two theories of a fire\n\nThe fire at the paper mill killed 12 people. It broke out at noon. The owner \
             says that a lorry burned first. The union says that the fire began in the yard. The flames were \
             seen for miles. The mayor came. Nobody slept that night. The police have closed the road. The \
             firemen went home. {late}\n\nPolice have arrested three workers."
        )
    };
    check(
        &story("Peter Daal, who looked into the Lund tunnel fire, doubts the theory of the lorry."),
        "arrested place",
        &["Lund @ Lund tunnel fire", "3 @ fire"],
    );
    check(
        &story("Peter Daal, who looked into the fire, doubts the theory of the lorry."),
        "arrested",
        &["3 @ fire"],
    );
}

#[test]
fn what_only_says_who_somebody_is_tells_of_another_event() {
    let story = |who: &str| {
        format!(
            "One fire, two theories\n\nHerald\n\nBy Lena Orr\n\nTwo sides tell stories that differ. One blames a lorry. \
             The other one blames a pipe. The mayor came. Nobody slept that night. The road is closed. The men went \
             home. {who}\n\nPolice have arrested three workers."
        )
    };
    check(
        &story("Peter Daal, who looked into the Lund tunnel fire, doubts it."),
        "arrested place",
        &["Lund @ Lund tunnel fire", "3 @ fire"],
    );
}

#[test]
fn a_day_of_long_ago_brings_its_own_event() {
    check(
        "Two people were killed when a crane collapsed in Old Harbour on Tuesday. It was the worst accident in the \
         port since 2008, when an explosion killed 17 dockers.",
        "killed",
        &["2 @ Old Harbour collapse", "17 @ explosion"],
    );
    check(
        "Two people were killed when a crane collapsed in Old Harbour on Tuesday, when an explosion shook the port.",
        "killed",
        &["2 @ Old Harbour collapse"],
    );
}

#[test]
fn what_is_said_without_saying_of_what_is_not_of_long_ago() {
    check(
        "A ferry burned in the Narrow Strait on Friday, and 23 people died.\n\nThe Corvid sank on 19 November 1988 off \
         Westport. Thirty people drowned and many were saved, most of them by fishermen. It took long to send a \
         boat.\n\nThere was an inquiry then, too. It made many recommendations. One was that each passenger be \
         counted.\n\nWe do not know yet what burned first. The company blames a lorry.",
        "killed cause",
        &["23 @ Narrow Strait fire", "30 @ sinking", "a lorry @ Narrow Strait fire"],
    );
}
