//! Names, case by case: every entity with its kind, its role and its mentions.

use crate::testing::document;
use proptest::prelude::*;
use variorum_model::Document;
use variorum_model::document::{EntityKind, MentionForm};

/// "Ana Ruiz P [Foreign Minister] = Ruiz, She": name, kind, role, the mentions after the first. Entities without a name
/// stand in brackets and are shown where `all` is set.
fn show(document: &Document, all: bool) -> String {
    let mut shown = Vec::new();
    for (idx, entity) in document.entities.iter().enumerate() {
        if !entity.named && !all {
            continue;
        }
        let kind = match entity.kind {
            EntityKind::Person => "P",
            EntityKind::Organisation => "O",
            EntityKind::Place => "L",
            EntityKind::Nationality => "N",
            EntityKind::Facility => "F",
            EntityKind::Publication => "M",
            EntityKind::Other => "X",
        };
        let mut line = if entity.named {
            format!("{} {kind}", entity.name)
        } else {
            format!("({}) {kind}", entity.name)
        };
        if let Some(role) = &entity.role {
            line += &format!(" [{role}]");
        }
        let mentions: Vec<&str> = document
            .mentions
            .iter()
            .filter(|mention| mention.entity.0 as usize == idx)
            .map(|mention| document.words(mention.span))
            .collect();
        if mentions.len() > 1 || (entity.named && mentions[0] != entity.name) {
            let rest = if mentions[0] == entity.name { &mentions[1..] } else { &mentions[..] };
            line += &format!(" = {}", rest.join(", "));
        }
        shown.push(line);
    }
    shown.join("; ")
}

/// The named entities of the text.
#[track_caller]
fn check(text: &str, expected: &str) {
    let shown = show(&document(text), false);
    assert_eq!(shown, expected, "{text:?}");
}

/// All entities of the text, those without a name in brackets.
#[track_caller]
fn check_all(text: &str, expected: &str) {
    let shown = show(&document(text), true);
    assert_eq!(shown, expected, "{text:?}");
}

#[test]
fn directions() {
    check("A quake struck southern Karvelia early on Tuesday.", "Karvelia L");
    check("The old Karvelia Bank closed.", "Karvelia Bank O");
}

#[test]
fn persons() {
    check("Ana Ruiz said so.", "Ana Ruiz P");
    check("Foreign Minister Ana Ruiz said so.", "Ana Ruiz P [Foreign Minister]");
    check(
        "The plan of Norland Foreign Minister Ana Ruiz failed.",
        "Norland L; Ana Ruiz P [Norland Foreign Minister]",
    );
    check("Ana Ruiz, head of the rescue service, said so.", "Ana Ruiz P [head of the rescue service]");
    check("The head of the rescue service, Ana Ruiz, said so.", "Ana Ruiz P [head of the rescue service]");
    check("Police chief Omar Lund said so.", "Omar Lund P [Police chief]");
    check("A statement by police chief Omar Lund said so.", "Omar Lund P [police chief]");
    check("Mr Lund said so.", "Lund P");
    check("Ana Ruiz, 43, was there.", "Ana Ruiz P");
    check("He met Juan de la Torre and Ahmed bin Said there.", "Juan de la Torre P; Ahmed bin Said P");
    check("He met Karim al-Rashid there.", "Karim al-Rashid P");
    check("The book by John F. Kenner Jr. is out.", "John F. Kenner Jr. P");
    check("Ana Ruiz came. Ruiz said so.", "Ana Ruiz P = Ruiz");
    check("Ana Ruiz came. Ms Ruiz said so. Ana left.", "Ana Ruiz P = Ruiz, Ana");
    check("Ana Ruiz came. She said so.", "Ana Ruiz P = She");
    check("Ana Ruiz met Omar Lund. He said so.", "Ana Ruiz P; Omar Lund P = He");
    check("President Ivo Brand spoke. The president was late.", "Ivo Brand P [President] = The president");
    check("Secretary of State Ana Ruiz spoke.", "Ana Ruiz P [Secretary of State]");
    check(
        "Deputy Prime Minister Ivo Brand spoke to Gen. Omar Lund.",
        "Ivo Brand P [Deputy Prime Minister]; Omar Lund P [Gen.]",
    );
    check("“It burned,” said Ana Ruiz, a teacher. “We ran,” she added.", "Ana Ruiz P [teacher] = she");
}

#[test]
fn organisations() {
    check("Trading in Marlund Tarrow shares was halted.", "Marlund Tarrow O");
    check("Marlund Tarrow's shareholders met.", "Marlund Tarrow O");
    check("They live in Qasr es Salim now.", "Qasr es Salim L");
    check("The plant is in Tarrowby, Conn., near the sea.", "Tarrowby L; Conn. L");
    check(
        "The Northern Relief Council (NRC) said so. The NRC left. The council was late.",
        "Northern Relief Council O = NRC, NRC, The council",
    );
    check("The Bank of Norland said so.", "Bank of Norland O");
    check("The Ministry of Health and Welfare said so.", "Ministry of Health and Welfare O");
    check(
        "The Ministry of Defence said so. The Defence Ministry left.",
        "Ministry of Defence O = Defence Ministry",
    );
    check(
        "The NRC, or Northern Relief Council, said so.",
        "Northern Relief Council O = NRC, Northern Relief Council",
    );
    check("Marks & Lund said so.", "Marks & Lund O");
    check("The Saltmarsh Times reported it.", "Saltmarsh Times M");
    check("It was reported by Reuters on that day.", "Reuters M");
    check("The Norland Red Front, known as NRF, claimed it.", "Norland Red Front O = NRF");
    check(
        "The Norland Red Front (also known as Orchard Guard) claimed it.",
        "Norland Red Front O = Orchard Guard",
    );
    check("Ivo Brand, better known as Omar Lund, left.", "Ivo Brand P = Omar Lund");
    check("Ivo Brand, who met Omar Lund, left.", "Ivo Brand P; Omar Lund P");
    check(
        "The leader of the Norland Red Front, known as Omar Lund, left.",
        "Norland Red Front O; Omar Lund P",
    );
    check("The Free Harbour Front claimed it. The group said so.", "Free Harbour Front O = The group");
    check("He joined the al-Nur Brigades in spring.", "al-Nur Brigades O");
    check("The Harvest militants attacked the town.", "Harvest O");
    check(
        "The Eastport Police Department said so. The department was late.",
        "Eastport Police Department O = The department",
    );
}

#[test]
fn places() {
    check("It happened in Saltmarsh, Norland.", "Saltmarsh L; Norland L");
    check("It happened near the village of Lower Fen.", "Lower Fen L");
    check("It happened at Saltmarsh Airport in Kenya.", "Saltmarsh Airport F; Kenya L");
    check("A bomb went off at Harbour Hall. People fled from Harbour Hall.", "Harbour Hall F = Harbour Hall");
    check("The Norwegian police came.", "Norwegian N");
    check("Two Danes and a Swede were hurt.", "Danes N; Swede N");
    check("The US and the U.K. agreed.", "US L; U.K. L");
    check("It happened on the River Tarn in Tarn province.", "River Tarn L; Tarn L");
    check("South Sudan and New York agreed.", "South Sudan L; New York L");
}

#[test]
fn joined_kinds() {
    check(
        "The Harvest Province Front (HP-F) claimed it. HP-F fighters fled.",
        "Harvest Province Front O = HP-F, HP-F",
    );
    check("Brand was late. Ivo Brand said so.", "Ivo Brand P = Brand, Ivo Brand");
    check("The International Orchard said so. The Orchard left.", "International Orchard O = Orchard");
    check("The Norland Moles met the Eastland Moles.", "Norland Moles X; Eastland Moles X");
    check("The Tides and Harbours Department was closed.", "Tides and Harbours Department O");
    check("See Figure 1 and Room 12.", "");
    check("Ivo Brand, a former mayor who was late, left.", "Ivo Brand P [former mayor]");
    check("He praised the head of the service, Ivo Brand.", "Ivo Brand P [head of the service]");
    check("The Kenyan-Ugandan border is closed.", "Kenyan-Ugandan N");
    check("It came from Northern Kenya.", "Northern Kenya L");
}

#[test]
fn offices_and_short_forms() {
    check("The NRF [Norland Red Front] said so.", "Norland Red Front O = NRF, Norland Red Front");
    check(
        "The RMX (Red Orchard Front) said so. The RMX left.",
        "Red Orchard Front O = RMX, Red Orchard Front, RMX",
    );
    check("The Kenyan Defence Minister spoke.", "Kenyan N");
    check("Ivo Brand, Mayor of Saltmarsh, spoke.", "Ivo Brand P [Mayor of Saltmarsh]; Saltmarsh X");
    check("The Kenyan Congress voted. Congress will meet.", "Kenyan Congress O = Congress");
    check("It was an Odd idea.", "");
    check("He told Radio Saltmarsh so.", "Radio Saltmarsh M");
}

#[test]
fn names_say_how_they_may_be_shortened() {
    let short = |text: &str| {
        let document = document(text);
        document.entities.iter().map(|entity| entity.short.join(", ")).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(short("The Red Orchard Movement said so."), "red orchard");
    assert_eq!(short("The Red-Orchard Coast Province (RCP) said so."), "red-orchard coast");
    assert_eq!(short("The Ministry of Fisheries said so."), "fisheries ministry");
    assert_eq!(short("Ivo Brand said so."), "");
}

#[test]
fn datelines_and_owners() {
    check(
        "EASTPORT, Norland (NNA) - A ship sank off Eastport.",
        "Eastport L = EASTPORT, Eastport; Norland L; NNA O",
    );
    check("HARBOUR HILL - A ship sank.", "HARBOUR HILL L");
    check("The Saltmarsh County Sheriff's Office said so.", "Saltmarsh County Sheriff's Office O");
    check("They came out of St. Agnes's Hospital later.", "St. Agnes's Hospital F");
    check("Trinidad and Tobago voted.", "Trinidad and Tobago L");
    check("Former Harbour Council workers left.", "Harbour Council O");
    check("Two officers, Ivo Brand and Ana Ruiz, left.", "Ivo Brand P; Ana Ruiz P");
    check("Ivo Hall, 33, fell. Hall was late.", "Ivo Hall P = Hall");
    check("Kenya's Defence Ministry said so.", "Kenya L; Defence Ministry O");
    check("The 6th Brigade was there.", "6th Brigade O");
    check("The Saltmarsh Police Department said so.", "Saltmarsh Police Department O");
    check("It happened at the Joan Marsh Hospital there.", "Joan Marsh Hospital F");
    check("The SUV was found.", "SUV X");
}

#[test]
fn no_names() {
    check("The prime minister said so.", "");
    check("He said that I was late.", "");
    check("Police said so.", "");
    check("The President spoke.", "");
}

#[test]
fn unnamed() {
    check_all(
        "A Western official said so. A Western official denied it.",
        "(a Western official) P; (a Western official) P",
    );
    check_all("Witnesses told police that gunmen came.", "(witnesses) P; (police) O; (gunmen) P");
    check_all(
        "A spokeswoman for the ministry said so.",
        "(a spokeswoman for the ministry) P; (the ministry) O",
    );
}

#[test]
fn headlines() {
    check(
        "Twelve Killed In Saltmarsh Fire\n\nTwelve people died in Saltmarsh on that day.",
        "Saltmarsh L = Saltmarsh",
    );
}

/// What holds for the names of any text.
fn laws(text: &str) {
    let document = document(text);
    let mut seen = vec![false; document.entities.len()];
    let mut last = 0;
    for mention in &document.mentions {
        assert!(mention.span.start >= last, "{text:?}");
        last = mention.span.start;
        assert_eq!(document.span(mention.tokens), mention.span);
        assert!(!document.words(mention.span).is_empty() && mention.tokens.covers(mention.head));
        let entity = &document.entities[mention.entity.0 as usize];
        assert!(entity.named || mention.form != MentionForm::Name, "{text:?}");
        let first = !seen[mention.entity.0 as usize];
        assert!(!first || seen[..mention.entity.0 as usize].iter().all(|seen| *seen), "{text:?}");
        seen[mention.entity.0 as usize] = true;
    }
    assert!(seen.iter().all(|seen| *seen), "{text:?}");
    for entity in &document.entities {
        assert!(!entity.name.is_empty() && !entity.aliases.contains(&entity.name));
    }
}

const WORDS: &[&str] = &[
    "Ana",
    "Ruiz",
    "Omar",
    "Lund",
    "the",
    "The",
    "Council",
    "Northern",
    "Relief",
    "(NRC)",
    "(",
    ")",
    "NRC",
    "of",
    "Norland",
    "President",
    "minister",
    "said",
    "told",
    "he",
    "She",
    "police",
    ",",
    ".",
    "\n\n",
    "al-Rashid",
    "de",
    "la",
    "&",
    "and",
    "Bank",
    "Ministry",
    "Defence",
    "in",
    "near",
    "officials",
    "a",
    "witness",
    "group",
    "\"",
    "“",
    "”",
    "known",
    "as",
    "43",
    "Mr",
    "'s",
    "Times",
    "HARBOUR",
    "FIRE",
    "head",
    "service",
    "killed",
    "Danes",
    "-",
    "Fire",
    "Kills",
    "Twelve",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn laws_hold_for_any_text(text in "\\PC{0,60}") {
        laws(&text);
    }

    #[test]
    fn laws_hold_for_words_of_names(words in prop::collection::vec(prop::sample::select(WORDS), 0..30)) {
        laws(&words.join(" "));
        laws(&words.concat());
    }
}
