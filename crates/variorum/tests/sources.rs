//! Paragraphs and who stands behind a claim in them: the chain of sources, nearest to the fact first, and the stance.
#![allow(clippy::unwrap_used)] // a test may

mod common;

use common::annotate;
use variorum::model::value::ValueKind;
use variorum::model::{Certainty, Stance};

/// The claim of this property with this value, as "source < source (denied) (hedged)"; "-" is the report itself.
#[track_caller]
fn check(text: &str, property: &str, value: &str, expected: &str) {
    check_all(text, property, value, &[expected]);
}

/// The claims of this property with this value, each as in `check`.
#[track_caller]
fn check_all(text: &str, property: &str, value: &str, expected: &[&str]) {
    assert_eq!(chains(text, property, value), expected, "{text}");
}

/// The claims of this property with this value, each as in `check`.
fn chains(text: &str, property: &str, value: &str) -> Vec<String> {
    let account = annotate(text);
    let shown = |claim: &variorum::model::Claim| {
        let names: Vec<&str> = claim.sources.iter().map(|source| source.name.as_str()).collect();
        let mut line = if names.is_empty() { "-".to_owned() } else { names.join(" < ") };
        match claim.stance {
            Stance::Asserted => {}
            Stance::Denied => line += " (denied)",
            Stance::Doubted => line += " (doubted)",
        }
        if claim.certainty == Certainty::Hedged {
            line += " (hedged)";
        }
        line
    };
    account
        .claims
        .iter()
        .filter(|claim| {
            let named = matches!(&claim.value.kind, ValueKind::Actor(name) if name.contains(value));
            claim.property == property && (named || claim.value.text.contains(value))
        })
        .map(shown)
        .collect()
}

#[test]
fn one_source() {
    check(
        "At least 32 villagers were killed in the raid on Westport, a local chief, Musa Ado, told the Herald by phone.",
        "killed",
        "32",
        "Musa Ado",
    );
    check(
        "The army, which says it lost one soldier, put the number of dead in the raid at nine.",
        "killed",
        "nine",
        "the army",
    );
    check("A guard told the Post that 12 people had been killed in the raid.", "killed", "12", "a guard");
    check(
        "Peter Daal, who led the inquiry, doubts the toll: the raid killed 12 people, he says.",
        "killed",
        "12",
        "Peter Daal",
    );
    check(
        "A fire broke out in Eastport on Friday. Police said 12 people were killed.",
        "killed",
        "12",
        "police",
    );
    check(
        "A fire broke out in Eastport on Friday. Twelve people were killed, police said.",
        "killed",
        "Twelve",
        "police",
    );
    check(
        "According to the fire service, 12 people were killed in the blaze in Eastport.",
        "killed",
        "12",
        "the fire service",
    );
    check(
        "A bomb exploded in Eastport. At least 12 people were killed, according to Ana Ruiz, the mayor.",
        "killed",
        "12",
        "Ana Ruiz",
    );
    check(
        "\"Twelve people were killed in the fire,\" said Ana Ruiz, the mayor of Eastport.",
        "killed",
        "Twelve",
        "Ana Ruiz",
    );
    check(
        "The mayor, Ana Ruiz, told reporters on Friday that 12 people had been killed in the blast.",
        "killed",
        "12",
        "Ana Ruiz",
    );
    check(
        "In a statement, the ministry said that 12 people had been killed in the blast.",
        "killed",
        "12",
        "the ministry",
    );
    check(
        "A Western official said 12 people were killed in the strike on Eastport.",
        "killed",
        "12",
        "a Western official",
    );
    check(
        "A bomb exploded in Eastport, killing 12 people, the ministry of the interior said in a statement.",
        "killed",
        "12",
        "the ministry of the interior",
    );
    check(
        "Twelve people were killed in the crash, a person close to the inquiry said.",
        "killed",
        "Twelve",
        "a person close to the inquiry",
    );
}

#[test]
fn no_source() {
    check(
        "Twelve people were killed in a fire in Eastport on Friday. The mayor said the city was in mourning.",
        "killed",
        "Twelve",
        "-",
    );
    check(
        "The mayor said the city was in mourning. Twelve people were killed in the fire.",
        "killed",
        "Twelve",
        "-",
    );
    check("\"We are in mourning,\" the mayor said. The fire killed 12 people.", "killed", "12", "-");
    check(
        "The mayor, who was in Westhaven when the fire killed 12 people, returned on Friday.",
        "killed",
        "12",
        "-",
    );
}

#[test]
fn speaking_on() {
    check(
        "\"It is sad,\" Helen Ames, chief executive of Marsh Haulage, told the Herald on Friday. She said the fire had killed 12 \
         people.",
        "killed",
        "12",
        "Helen Ames",
    );
    // A paragraph further on somebody goes on speaking, but not two.
    let fire = "\"The fire in Eastport is out,\" Ana Ruiz, the mayor, said. \"It was large. It was hot. Nobody slept.\"";
    let late = "Twelve people were killed, she said.";
    check(&format!("{fire}\n\n{late}"), "killed", "Twelve", "Ana Ruiz");
    check(&format!("{fire}\n\nIt rained.\n\n{late}"), "killed", "Twelve", "she");
    check(
        "Ana Ruiz, the mayor, said the fire was out. She added that 12 people had been killed.",
        "killed",
        "12",
        "Ana Ruiz",
    );
    check(
        "The union said the fire was out. It added that 12 people had been killed in the fire.",
        "killed",
        "12",
        "the union",
    );
    check(
        "A fire officer said the fire was out. He added that 12 people had been killed.",
        "killed",
        "12",
        "a fire officer",
    );
    check(
        "\"The fire is out,\" said Ana Ruiz, the mayor. \"Twelve people were killed.\"",
        "killed",
        "Twelve",
        "Ana Ruiz",
    );
    check(
        "\"The fire is out,\" Ana Ruiz said. \"It was a long night. Twelve people were killed.\"",
        "killed",
        "Twelve",
        "Ana Ruiz",
    );
    check(
        "\"The fire is out,\" Ana Ruiz said, \"and twelve people were killed.\"",
        "killed",
        "twelve",
        "Ana Ruiz",
    );
    check(
        "\"The fire is out,\" Ana Ruiz said.\n\n\"Twelve people were killed. We mourn them.\"",
        "killed",
        "Twelve",
        "Ana Ruiz",
    );
    check(
        "Ana Ruiz said the fire was out, adding that 12 people had been killed.",
        "killed",
        "12",
        "Ana Ruiz",
    );
    check("Ana Ruiz said the fire was out and that 12 people had been killed.", "killed", "12", "Ana Ruiz");
}

#[test]
fn through_others() {
    check(
        "The Eastport Herald reported that police had said 12 people were killed in the fire.",
        "killed",
        "12",
        "police < Eastport Herald",
    );
    check(
        "Twelve people were killed in the fire, the Eastport Herald reported, citing police.",
        "killed",
        "Twelve",
        "police < Eastport Herald",
    );
    check(
        "The agency quoted the governor as saying that 12 people had been killed in the fire.",
        "killed",
        "12",
        "the governor < the agency",
    );
    check(
        "Twelve people were killed in the fire, police told the Eastport Herald.",
        "killed",
        "Twelve",
        "police",
    );
    check(
        "The ministry wrote on Telegram that 12 people had been killed in the strike.",
        "killed",
        "12",
        "the ministry",
    );
    check(
        "In a letter to parliament, the minister said that 12 people had been killed in the strike.",
        "killed",
        "12",
        "the minister",
    );
    check(
        "The ministry issued a statement saying that 12 people had been killed in the strike.",
        "killed",
        "12",
        "the ministry",
    );
    check(
        "The ministry published a report. The report said 12 people had been killed in the strike.",
        "killed",
        "12",
        "the report",
    );
    check(
        "In a post on X, Ana Ruiz, the mayor, said 12 people were killed in the blast.",
        "killed",
        "12",
        "Ana Ruiz",
    );
    check(
        "State media, citing the army, reported that 12 people had been killed in the raid.",
        "killed",
        "12",
        "the army < state media",
    );
}

#[test]
fn stances() {
    check("The army denied that 12 people had been killed in the raid.", "killed", "12", "the army (denied)");
    check_all(
        "Villagers said 12 people had been killed in the raid. The army denied that.",
        "killed",
        "12",
        &["villagers", "the army (denied)"],
    );
    check(
        "The army did not confirm that 12 people had been killed in the raid.",
        "killed",
        "12",
        "the army (doubted)",
    );
    check("The army confirmed that 12 people had been killed in the raid.", "killed", "12", "the army");
    check(
        "The army claimed, without giving evidence, that 12 people had been killed in the raid.",
        "killed",
        "12",
        "the army (doubted)",
    );
    check(
        "Villagers fear that 12 people have been killed in the raid.",
        "killed",
        "12",
        "villagers (hedged)",
    );
}

#[test]
fn accusers_and_claimants() {
    check(
        "A bomb exploded in Eastport on Friday. The mayor accused the Free Front of planting the bomb.",
        "blamed",
        "Free Front",
        "the mayor",
    );
    check(
        "A bomb exploded in Eastport on Friday. Police blamed the Free Front for the attack.",
        "blamed",
        "Free Front",
        "police",
    );
    // The property itself says whose claim it is; that it was made, the report tells.
    check(
        "A bomb exploded in Eastport on Friday. The Free Front claimed responsibility for the attack.",
        "claimed_responsibility",
        "Free Front",
        "-",
    );
    check(
        "A bomb exploded in Eastport on Friday. The Free Front denied that it was behind the attack.",
        "claimed_responsibility",
        "Free Front",
        "- (denied)",
    );
}

#[test]
fn answers_to_a_statement() {
    let said = "A fire broke out in Eastport on Friday. The union said 12 people were killed";
    check_all(
        &format!("{said}. The ministry denied this."),
        "killed",
        "12",
        &["the union", "the ministry (denied)"],
    );
    check_all(
        &format!("{said}, which the ministry disputed."),
        "killed",
        "12",
        &["the ministry (doubted)", "the union"],
    );
    check_all(
        &format!("{said}. “That is not true,” said Ana Ruiz, the mayor."),
        "killed",
        "12",
        &["the union", "Ana Ruiz (denied)"],
    );
    check_all(&format!("{said}. The ministry said this was true."), "killed", "12", &["the union"]);
    check_all(&format!("{said}. The ministry denied any role."), "killed", "12", &["the union"]);
}

#[test]
fn broken_by_the_frame() {
    let fire = "A fire broke out in Eastport on Friday.";
    check(&format!("{fire} “Twelve people,” Ana Ruiz said, “were killed.”"), "killed", "Twelve", "Ana Ruiz");
    check(&format!("{fire} Twelve people, police said, were killed."), "killed", "Twelve", "police");
}

#[test]
fn owners_and_givers_of_words() {
    let fire = "A fire broke out in Eastport on Friday.";
    check(
        &format!("{fire} According to figures from the ministry, 12 people were killed."),
        "killed",
        "12",
        "the ministry",
    );
    check(
        &format!("{fire} By the ministry's own account, 12 people were killed."),
        "killed",
        "12",
        "the ministry",
    );
    check(&format!("{fire} As the mayor put it, 12 people were killed."), "killed", "12", "the mayor");
}

#[test]
fn accusations_that_are_called_absurd() {
    let report = "A bomb exploded in Eastport on Friday. Officials said Sudmark was behind the attack. ";
    for answer in [
        "Sudmark's foreign ministry called the accusation “absurd”.",
        "Sudmark's foreign ministry dismissed the accusation as absurd.",
        "Sudmark's foreign ministry described the claim as a complete fabrication.",
    ] {
        let sources = ["Sudmark's foreign ministry (denied)", "officials"];
        let text = format!("{report}{answer}");
        let mut found = chains(&text, "blamed", "Sudmark");
        found.sort();
        assert_eq!(found, sources, "{answer}");
    }
    // Who calls it serious denies nothing.
    let text = format!("{report}Sudmark's foreign ministry called the accusation serious.");
    assert_eq!(chains(&text, "blamed", "Sudmark"), ["officials"]);
}

#[test]
fn what_is_judged_is_not_said() {
    check(
        "The mayor condemned a raid in Eastport that, health workers say, killed 45 people.",
        "killed",
        "45",
        "health workers",
    );
    check("The mayor condemned the raid that killed 45 people.", "killed", "45", "-");
    check("The mayor called the raid, which killed 45 people, a massacre.", "killed", "45", "-");
    check("The mayor said the raid had killed 45 people.", "killed", "45", "the mayor");
}

#[test]
fn names_that_somebody_gives_himself() {
    check(
        "A bomb exploded in Eastport. A group calling itself the Black Path said it had carried out the attack.",
        "claimed_responsibility",
        "Black Path",
        "-",
    );
    check(
        "A bomb exploded in Eastport. A splinter group known as the Black Path said it had carried out the attack.",
        "claimed_responsibility",
        "Black Path",
        "-",
    );
}
