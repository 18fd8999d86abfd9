//! Sentences and what is claimed in them: `property value (scope) [denied] [hedged]`, sorted as the report tells them.
#![allow(clippy::unwrap_used)] // a test may

mod common;

use common::{annotate, of, value};
use variorum::model::value::ValueKind;
use variorum::model::{Certainty, Claim, Stance};

fn shown(claim: &Claim) -> String {
    let mut line = format!("{} {}", claim.property, value(claim));
    if let Some(scope) = &claim.scope {
        line += &format!(" ({scope})");
    }
    if claim.stance == Stance::Denied {
        line += " denied";
    }
    if claim.certainty == Certainty::Hedged {
        line += " hedged";
    }
    line
}

/// The claims of these properties in the text.
#[track_caller]
fn check(text: &str, properties: &str, expected: &[&str]) {
    let account = annotate(text);
    let found: Vec<String> = of(&account, properties).map(shown).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn figures() {
    check(
        "At least 12 people were killed and 30 wounded in Eastport.",
        "killed injured",
        &["killed 12..", "injured 30"],
    );
    check(
        "The blast killed 12 people and wounded 30 others.",
        "killed injured",
        &["killed 12", "injured 30"],
    );
    check("Twelve people died in the fire, police said.", "killed", &["killed 12"]);
    check("A bomb exploded in Eastport, killing 12 people.", "killed", &["killed 12"]);
    check("A soldier was killed near the bridge.", "killed", &["killed 1 (soldiers)"]);
    check("No one was hurt in the crash.", "injured", &["injured 0"]);
}

#[test]
fn parts_and_totals() {
    check(
        "The blast killed 150 civilians and 13 soldiers.",
        "killed",
        &["killed 150 (civilians)", "killed 163", "killed 13 (soldiers)"],
    );
    check(
        "Twelve people, including two children, were killed.",
        "killed",
        &["killed 12", "killed 2 (children)"],
    );
}

#[test]
fn no_facts() {
    for text in [
        "The group planned to kill 12 people.",
        "If 12 people were killed, nobody would know.",
        "Were 12 people killed?",
        "The rebels threatened to kill 12 hostages.",
        "The storm could kill 12 people.",
        "Fires kill 12 people every year.",
        "They failed to kill 12 people.",
    ] {
        check(text, "killed", &[]);
    }
}

#[test]
fn hedges_and_denials() {
    check("As many as 12 people may have been killed.", "killed", &["killed ..12 hedged"]);
    check("The police did not arrest 12 students.", "arrested", &["arrested 12 denied"]);
}

#[test]
fn a_claim_is_about_the_event_that_stands_next_to_it() {
    let account = annotate(
        "A bomb attack in Eastport killed 12 people on Friday. \
         It recalled the 2015 bombing in Westhaven, which killed 40 people.",
    );
    let event_of = |low: f64| {
        let claim = account.claims.iter().find(|claim| {
            matches!(&claim.value.kind, ValueKind::Count(amount) if amount.low == Some(low))
                && claim.property == "killed"
        });
        claim.and_then(|claim| claim.event).map(|event| &account.events[event.index()])
    };
    let (main, old) = (event_of(12.0).unwrap(), event_of(40.0).unwrap());
    assert_eq!((main.date.as_deref(), main.main), (Some("2024-03-22"), true));
    assert_eq!((old.date.as_deref(), old.main), (Some("2015"), false));
    assert_eq!(main.place.as_deref(), Some("Eastport"));
}

#[test]
fn an_event_of_another_year_is_another_event() {
    let account = annotate(
        "A fire in a warehouse in Eastport killed eight workers on Tuesday, the mayor said.\n\n\
         In 2019, a fire in Westhaven killed 31 people.",
    );
    let killed: Vec<_> = account.claims.iter().filter(|claim| claim.property == "killed").collect();
    assert_eq!(killed.len(), 2);
    assert_ne!(killed[0].event, killed[1].event);
}

#[test]
fn ids_are_stable_and_evidence_is_verbatim() {
    let text = "At least 12 people were killed in Eastport on Friday, the mayor said.";
    let (first, again) = (annotate(text), annotate(text));
    assert!(!first.claims.is_empty());
    for (claim, other) in first.claims.iter().zip(&again.claims) {
        assert_eq!(claim.id, other.id);
        assert!(claim.evidence.contains(claim.value_span));
        assert_eq!(claim.value_span.of(text), claim.value.text);
    }
}

#[test]
fn figures_across_inserts_and_conjunctions() {
    check(
        "A guard shot dead two thieves at a bank in Eastport, police said on Thursday.",
        "killed place",
        &["killed 2", "place Eastport"],
    );
    check("No more than 12 people drowned.", "killed", &["killed ..12"]);
    check(
        "The pilot and two clerks, all of them from Eastport, were killed.",
        "killed",
        &["killed 1 (pilot)", "killed 3", "killed 2 (clerks)"],
    );
    check(
        "Police held a driver on suspicion of murder after two cyclists were stabbed to death.",
        "killed",
        &["killed 2"],
    );
    check("The mill where a leak injured 18 workers last week had been fined.", "injured", &["injured 18"]);
    check(
        "The mayor, who put the number of missing at “between 40 and 50”, wept.",
        "missing",
        &["missing 40..50"],
    );
    check("Nearly 300 migrants are feared drowned.", "killed", &["killed 270..299 (feared) hedged"]);
    check(
        "There were 214 passengers and 16 crew on board.",
        "attendance",
        &["attendance 214 (passengers)", "attendance 230", "attendance 16 (crew)"],
    );
    check("Twelve men were on the boat when it sank.", "attendance", &["attendance 12"]);
    check("At least 60 pupils were taken ill on Monday.", "injured", &["injured 60.. (children)"]);
    // What would come of something is no toll.
    check("A blast of this strength would leave 400 people dead.", "killed", &[]);
}

#[test]
fn days_of_an_event_and_of_what_came_of_it() {
    check(
        "The death toll from Sunday's blast in Eastport has risen to 37 after two of the injured died overnight.",
        "killed date",
        &["date 2024-03-17", "killed 37"],
    );
    check(
        "A storm swept down Mount Orla on Saturday afternoon, killing two climbers.",
        "date",
        &["date 2024-03-23TAF"],
    );
    check("An earthquake struck Eastport before dawn on Sunday.", "date", &["date 2024-03-17TMO"]);
}

#[test]
fn who_puts_a_magnitude() {
    check(
        "An earthquake struck Eastport. The institute put the magnitude at 6.2 and the depth at 10 km.",
        "magnitude",
        &["magnitude 6.2"],
    );
}

#[test]
fn a_cause_is_told_of_what_it_brought_about() {
    let text = "The ferry caught fire in Eastport on Friday, and the search for survivors went on.\n\n\
                The company that runs the ferry denies that a leak in the galley started the fire.";
    let account = annotate(text);
    let cause = account.claims.iter().find(|claim| claim.property == "cause").unwrap();
    let place = account.claims.iter().find(|claim| claim.property == "place").unwrap();
    assert_eq!((cause.stance, cause.event), (Stance::Denied, place.event));
}

#[test]
fn warnings_end_before_those_who_tell_of_them() {
    check(
        "The agency had warned Eastport in a letter on Aug 21 that fire doors on both its ships did not close, \
         according to a copy seen by the Herald.",
        "warning",
        &["warning fire doors on both its ships did not close"],
    );
    check(
        "A woman of 72 died there on Friday, a spokeswoman said, bringing the number of dead to 15.",
        "date",
        &[],
    );
    check("A woman of 72 died there on Friday, a spokeswoman said.", "date", &["date 2024-03-22"]);
}

#[test]
fn figures_that_do_not_say_of_what() {
    let march = "Organisers said 40,000 people marched through Eastport.";
    check(
        &format!("{march} The mayor was there. Police put the figure at 8,000."),
        "attendance",
        &["attendance 40000", "attendance 8000"],
    );
    check(
        &format!("{march} The mayor was there. It was warm. Police put it at 8,000."),
        "attendance",
        &["attendance 40000"],
    );
    check(&format!("{march} Police put the casualty figure at 8,000."), "attendance", &["attendance 40000"]);
    // What was said at first no longer holds; what replaces it is of the same.
    check(
        "Police initially said that seven people were killed in the raid, but lowered the figure to four.",
        "killed",
        &["killed 4"],
    );
}

/// The figures of the dead, and whether they are parts.
fn parts(text: &str) -> Vec<(String, bool)> {
    let account = annotate(text);
    of(&account, "killed").map(|claim| (value(claim), claim.part)).collect()
}

#[test]
fn bodies_are_a_part_of_the_dead_where_these_are_more() {
    let toll = "The death toll of the raid on Eastport has risen to 52.";
    assert_eq!(
        parts(&format!("{toll} Five bodies were dug out of the rubble.")),
        [("52".to_owned(), false), ("5".to_owned(), true)]
    );
    assert_eq!(
        parts("Five bodies were dug out of the rubble after the raid on Eastport."),
        [("5".to_owned(), false)]
    );
}

#[test]
fn pairs_of_people() {
    check(
        "A fire in Eastport killed a couple and their three children.",
        "killed",
        &["killed 2 (couple)", "killed 5", "killed 3 (children)"],
    );
    check(
        "A man killed a young couple in Eastport and shot two others.",
        "killed injured",
        &["killed 2", "injured 2"],
    );
    check("A fire in Eastport killed a couple of cows.", "killed", &[]);
}

#[test]
fn what_recurs_may_be_a_thing() {
    check("Planes bombed the weekly market in Eastport, killing 12 people.", "killed", &["killed 12"]);
    check("Fires in Eastport killed 12 people weekly.", "killed", &[]);
    check("An annual average of 12 people died in Eastport.", "killed", &[]);
}

#[test]
fn those_of_a_body_are_the_body() {
    check(
        "A bomb exploded in Eastport. The Free Front said in a statement posted on its page that its fighters had carried \
         out the attack.",
        "claimed_responsibility blamed",
        &["claimed_responsibility Free Front"],
    );
    check("Monitors accused the junta of an attack on a clinic in Eastport.", "blamed", &["blamed junta"]);
    check("Police killed a student in Eastport.", "blamed", &["blamed Police"]);
    check("Police killed a gunman in Eastport.", "blamed", &[]);
    check("Police carried out an operation in Eastport after the attack.", "blamed", &[]);
}

#[test]
fn who_did_it_behind_what_stands_in_apposition() {
    let accused = |text: &str| {
        let account = annotate(text);
        let shown = |claim: &Claim| {
            let sources: Vec<&str> = claim.sources.iter().map(|source| source.name.as_str()).collect();
            format!("{} {} < {}", claim.property, value(claim), sources.join(" < "))
        };
        of(&account, "blamed claimed_responsibility").map(shown).collect::<Vec<_>>()
    };
    let expected = ["blamed Ana Ruiz < the governor"];
    assert_eq!(accused("The governor accused Ana Ruiz of planting a bomb in Eastport."), expected);
    assert_eq!(
        accused("The governor accused Ana Ruiz, a teacher, of planting a bomb in Eastport."),
        expected
    );
    assert_eq!(
        accused(
            "The governor said the town would not pay and accused Ana Ruiz of planting a bomb in Eastport."
        ),
        expected
    );
}

#[test]
fn which_of_two_bodies_speaks_nobody_can_tell() {
    let told = "A man said that it had bombed the mill in Eastport.";
    check(&format!("The Free Front is a small militia. {told}"), "blamed", &["blamed Free Front"]);
    check(&format!("The ministry praised the Free Front. {told}"), "blamed", &[]);
}

#[test]
fn some_of_those_who_were_taken() {
    check("Nine of the girls abducted from a school in Eastport were freed.", "hostages", &[]);
    check(
        "Nine girls abducted from a school in Eastport were freed.",
        "hostages",
        &["hostages 9 (children)"],
    );
}

#[test]
fn figures_that_are_joined_are_parts() {
    let expected = [("6".to_owned(), true), ("9".to_owned(), false), ("3".to_owned(), true)];
    assert_eq!(parts("Six people were killed by falling trees and three drowned."), expected);
    assert_eq!(
        parts("Six people were killed by falling trees. Three drowned."),
        [("6".to_owned(), false), ("3".to_owned(), false)]
    );
    check(
        "Six people were killed in Eastport and three were hurt.",
        "killed injured",
        &["killed 6", "injured 3"],
    );
}

#[test]
fn mines_are_places() {
    check(
        "An explosion at a coal mine in Eastport killed two.",
        "killed place",
        &["place Eastport", "killed 2"],
    );
    check("The fault was mine. An explosion in Eastport killed two.", "killed", &["killed 2"]);
}

#[test]
fn warnings_that_are_denied() {
    let stances = |text: &str| {
        let account = annotate(text);
        of(&account, "warning").map(|claim| claim.stance).collect::<Vec<_>>()
    };
    let told = "A bomb exploded in Eastport on Friday. The mayor";
    assert_eq!(
        stances(&format!("{told} denied that the town had been warned of the attack.")),
        [Stance::Denied]
    );
    assert_eq!(
        stances(&format!("{told} said that the town had been warned of the attack.")),
        [Stance::Asserted]
    );
}

#[test]
fn what_is_like_a_countrys_is_not_the_countrys() {
    check("A Norwegian-style attack shook Eastport on Friday.", "blamed", &[]);
    check("A Norwegian attack shook Eastport on Friday.", "blamed", &["blamed Norway"]);
}
