//! Sentences that look like claims and are none: what is feared, planned, asked, denied, general, or of something else.
//!
//! Each row is a report of its own, the properties that are looked at, and all that it claims of them.
#![allow(clippy::unwrap_used)] // a test may

mod common;

use common::{annotate, of, value};
use variorum::model::{Certainty, Claim, Stance};

const FIGURES: &str = "killed injured missing displaced arrested perpetrators hostages attendance";
const ACTORS: &str = "claimed_responsibility blamed suspected";
const CIRCUMSTANCES: &str = "date place weapon magnitude damage response_time rank";

fn shown(claim: &Claim) -> String {
    let mut line = format!("{} {}", claim.property, value(claim));
    line += match claim.stance {
        Stance::Asserted => "",
        Stance::Denied => " denied",
        Stance::Doubted => " doubted",
    };
    line += if claim.certainty == Certainty::Hedged { " hedged" } else { "" };
    line
}

#[track_caller]
fn check(rows: &[(&str, &str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, properties, expected) in rows {
        let account = annotate(text);
        let found: Vec<String> = of(&account, properties).map(shown).collect();
        if found != *expected {
            wrong.push(format!("{text}\n  found    {found:?}\n  expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn hypotheticals() {
    check(&[
        ("If 12 people were killed, nobody would know.", FIGURES, &[]),
        ("Had the bomb gone off, 40 people would have died.", FIGURES, &[]),
        ("The blast could have killed hundreds of people.", FIGURES, &[]),
        ("Unless the dam is mended, 200 people will lose their homes.", FIGURES, &[]),
        ("A quake of this strength would leave 4,000 people homeless.", FIGURES, &[]),
        ("Should the ferry sink, 300 passengers would drown.", FIGURES, &[]),
        ("If the Northern Front had planted the bomb, it would have said so.", ACTORS, &[]),
        ("In the drill, 20 people were killed by a mock bomb.", "weapon", &[]),
        ("Another such flood might kill thousands.", FIGURES, &[]),
    ]);
}

#[test]
fn questions() {
    check(&[
        ("Were 12 people killed in Eastport?", FIGURES, &[]),
        ("How many people died in Eastport?", FIGURES, &[]),
        ("Who killed the 12 miners?", FIGURES, &[]),
        ("Did the Northern Front carry out the attack?", ACTORS, &[]),
        ("Was it the deadliest attack in Norland since 1999?", "rank", &[]),
        ("Reporters asked whether 12 people had been killed.", FIGURES, &[]),
        ("It is not known whether four sailors drowned.", FIGURES, &[]),
        ("Could the group have bombed a mill in Eastport?", CIRCUMSTANCES, &[]),
    ]);
}

#[test]
fn negations() {
    check(&[
        ("No one was killed in the fire.", FIGURES, &["killed 0"]),
        ("Nobody was hurt when the roof fell in.", FIGURES, &["injured 0"]),
        ("The bomb did not explode.", "weapon", &["weapon The bomb denied"]),
        ("Police have not arrested anyone.", FIGURES, &[]),
        ("There were no deaths.", FIGURES, &["killed 0"]),
        ("The attack left no one dead.", FIGURES, &["killed 0"]),
        ("The group never claimed responsibility for the attack.", ACTORS, &[]),
        (
            "The Northern Front denied that it had carried out the attack.",
            ACTORS,
            &["claimed_responsibility Northern Front denied"],
        ),
        ("The bombing was not the work of the Northern Front.", ACTORS, &["blamed Northern Front denied"]),
        ("Neither driver was injured.", FIGURES, &["injured 0"]),
    ]);
}

#[test]
fn general_statements() {
    check(&[
        ("Storms kill 40 people a year in Norland.", FIGURES, &[]),
        ("Fires usually start in kitchens.", CIRCUMSTANCES, &[]),
        ("Every year some 300 people drown in the lakes of Norland.", FIGURES, &[]),
        ("Smoking kills.", FIGURES, &[]),
        ("On average, 12 miners die each month.", FIGURES, &[]),
        ("Bombs often injure children.", FIGURES, &[]),
        ("Some 15 per cent of all voters are fishermen.", FIGURES, &[]),
        ("The group has 4,000 fighters.", FIGURES, &[]),
        ("The war has killed 9,000 people in 12 years.", FIGURES, &[]),
        ("Attacks kill people wherever they happen.", CIRCUMSTANCES, &[]),
        ("Rebels attack convoys in the hills of Kelland every winter.", CIRCUMSTANCES, &[]),
    ]);
}

#[test]
fn plans_and_threats() {
    check(&[
        ("They planned to kill 12 people.", FIGURES, &[]),
        ("He threatened to shoot two guards.", FIGURES, &[]),
        ("Police foiled a plot to kill the mayor.", FIGURES, &[]),
        ("The men wanted to take 40 hostages.", FIGURES, &[]),
        ("The group vowed to kill 100 soldiers.", FIGURES, &[]),
        ("The army prepared to evacuate 900 villagers.", FIGURES, &[]),
        ("Prosecutors asked the court to jail four men.", FIGURES, &[]),
        ("He was ordered to arrest the editors.", FIGURES, &[]),
        ("A bombing that would have killed dozens was averted.", FIGURES, &[]),
        ("The gunmen meant to use a car bomb.", "weapon", &[]),
        ("The police will arrest 12 more people.", FIGURES, &[]),
        ("The court could sentence the four to death.", FIGURES, &[]),
        ("Rescuers fear that 40 people may die.", FIGURES, &[]),
    ]);
}

#[test]
fn nearly() {
    check(&[
        ("A visiting teacher was nearly arrested.", FIGURES, &[]),
        ("Two guards were almost killed.", FIGURES, &[]),
        ("Three sailors narrowly escaped drowning.", FIGURES, &[]),
        ("The driver failed to kill the mayor.", FIGURES, &[]),
        ("The fire was prevented from reaching 200 homes.", "damage", &[]),
    ]);
}

#[test]
fn figures_of_something_else() {
    check(&[
        ("Within 20 minutes the gunmen had fled.", "response_time", &[]),
        (
            "A banner read \"Twenty minutes?\", the time in which, the mayor maintains, the police arrived.",
            "response_time",
            &[],
        ),
        ("Avoid crowds for the next 48 hours, the embassy said.", "response_time", &[]),
        ("She has written 12 books on killings.", FIGURES, &[]),
        ("The film shows 40 deaths.", "injured arrested missing", &[]),
        ("Several million migrants work in Norland.", FIGURES, &[]),
        ("He joined the firm in 2023.", "date", &[]),
        ("Hopes of a deal were killed by the vote.", FIGURES, &[]),
        ("The strike of the bus drivers cost 12 jobs.", FIGURES, &[]),
        ("The team lost 12 games and was buried 4-0.", FIGURES, &[]),
        ("The heart attack killed his career.", "weapon target", &[]),
        ("Critics attacked the plan in Eastport.", "place target", &[]),
        ("The song was a hit in Norland in 2019.", "place date", &[]),
    ]);
}
