//! Texts with the groups that are found in them.

use super::chunks;
use crate::testing::{english, tagged};
use variorum_model::Document;
use variorum_model::document::{Modality, NounGroup, VerbGroup, Voice};

fn grouped(text: &str) -> Document {
    let mut document = tagged(text);
    (document.nouns, document.verbs) = chunks(&document, english());
    document
}

/// The base groups in brackets, heads starred; verb groups in angles.
#[track_caller]
fn check(text: &str, expected: &str) {
    let document = grouped(text);
    let mut shown = String::new();
    for (idx, token) in document.tokens.iter().enumerate() {
        let id = variorum_model::TokenId::from(idx);
        let noun = document.nouns.iter().find(|group| group.tokens.covers(id));
        let verb = document.verbs.iter().find(|group| group.tokens.covers(id));
        if !shown.is_empty() {
            shown.push(' ');
        }
        if noun.is_some_and(|group| group.tokens.start == id.0) {
            shown.push('[');
        }
        if verb.is_some_and(|group| group.tokens.start == id.0) {
            shown.push('<');
        }
        if noun.is_some_and(|group| group.head == id) || verb.is_some_and(|group| group.head == id) {
            shown.push('*');
        }
        shown.push_str(document.words(token.span));
        if noun.is_some_and(|group| group.tokens.end == id.0 + 1) {
            shown.push(']');
        }
        if verb.is_some_and(|group| group.tokens.end == id.0 + 1) {
            shown.push('>');
        }
    }
    assert_eq!(shown, expected);
}

fn noun<'d>(document: &'d Document, words: &str) -> &'d NounGroup {
    let fits = |group: &&NounGroup| document.words(document.span(group.tokens)) == words;
    document.nouns.iter().find(fits).unwrap_or_else(|| panic!("no group {words:?} in {:?}", document.nouns))
}

/// The extent of the group with these words.
#[track_caller]
fn extent(text: &str, group: &str, expected: &str) {
    let document = grouped(text);
    assert_eq!(document.words(document.span(noun(&document, group).extent)), expected);
}

/// The chain of members of a coordination, or the apposition, or the possessor.
#[track_caller]
fn linked(
    text: &str,
    group: &str,
    link: fn(&NounGroup) -> Option<variorum_model::document::GroupId>,
    expected: &[&str],
) {
    let document = grouped(text);
    let mut found = Vec::new();
    let mut at = link(noun(&document, group));
    while let Some(id) = at {
        let group = &document.nouns[id.0 as usize];
        found.push(document.words(document.span(group.tokens)).to_owned());
        at = link(group);
    }
    assert_eq!(found, expected);
}

#[track_caller]
fn verb(text: &str) -> VerbGroup {
    let document = grouped(text);
    document.verbs.into_iter().next().unwrap_or_default()
}

#[test]
fn base_groups() {
    check(
        "At/IN least/JJS 12/CD people/NNS were/VBD killed/VBN ./.",
        "[At least 12 *people] <were *killed> .",
    );
    check("12/CD dead/JJ in/IN fire/NN", "[*12] dead in [*fire]");
    check("The/DT wounded/VBN were/VBD moved/VBN", "[The *wounded] <were *moved>");
    check("the/DT 12/CD dead/JJ were/VBD buried/VBN", "[the 12 *dead] <were *buried>");
    check("A/DT magnitude/NN 6.8/CD quake/NN struck/VBD", "[A magnitude 6.8 *quake] <*struck>");
    check("in/IN Eastport/NNP 12/CD people/NNS left/VBD", "in [*Eastport] [12 *people] <*left>");
    check("number/NN of/IN dead/JJ rose/VBD", "[*number] of [*dead] <*rose>");
    check("number/NN of/IN green/JJ rose/VBD", "[*number] of green <*rose>");
    check("listed/VBN as/IN missing/JJ", "<*listed> as [*missing]");
    check("number/NN of/IN dead/JJ sheep/NNS rose/VBD", "[*number] of [dead *sheep] <*rose>");
    check("The/DT city/NN 's/POS mayor/NN resigned/VBD", "[The *city] 's [*mayor] <*resigned>");
    check("her/PRP$ two/CD sons/NNS", "[*her] [two *sons]");
    check("President/NNP Ana/NNP Ruiz/NNP left/VBD", "[President Ana *Ruiz] <*left>");
    check("an/DT attack/NN Friday/NNP killed/VBD two/CD", "[an *attack] [*Friday] <*killed> [*two]");
    check("the/DT Friday/NNP attack/NN", "[the Friday *attack]");
    check(
        "She/PRP told/VBD reporters/NNS Ruiz/NNP would/MD resign/VB",
        "[*She] <*told> [*reporters] [*Ruiz] <would *resign>",
    );
    check("Reuters/NNP last/JJ week/NN reported/VBD", "[*Reuters] [last *week] <*reported>");
    check("the/DT Norland/NNP military/JJ command/NN said/VBD", "[the Norland military *command] <*said>");
    check("a/DT 43/CD -/HYPH year/NN -/HYPH old/JJ man/NN", "[a 43 - year - old *man]");
    check("the/DT army/NN -/HYPH led/VBN council/NN met/VBD", "[the army - led *council] <*met>");
    check("Flight/NN 93/CD landed/VBD", "[*Flight 93] <*landed>");
    check("In/IN Eastport/NNP 12/CD people/NNS fled/VBD", "In [*Eastport] [12 *people] <*fled>");
    check("May/NNP 5/CD was/VBD cold/JJ", "[*May 5] <*was> cold");
    check(
        "Those/DT/PRON killed/VBN were/VBD miners/NNS",
        "[*Those] <*killed> <*was> [*miners]".replace("*was", "*were").as_str(),
    );
    check("Several/JJ were/VBD hurt/VBN", "[*Several] <were *hurt>");
    check("More/JJR than/IN 130/CD died/VBD", "[More than *130] <*died>");
    check("between/IN 20/CD and/CC 30/CD people/NNS fled/VBD", "[between 20 and 30 *people] <*fled>");
    check("20/CD to/TO 30/CD houses/NNS burned/VBD", "[20 to 30 *houses] <*burned>");
    check("a/DT tall/JJ ,/, dark/JJ man/NN", "[a tall , dark *man]");
    check("the/DT ``/`` special/JJ ''/'' operation/NN", "[the `` special '' *operation]");
    check("$/$ 5/CD million/CD was/VBD lost/VBN", "[$ 5 *million] <was *lost>");
    check("people/NNS responsible/JJ for/IN it/PRP", "[*people] responsible for [*it]");
    check("That/DT/PRON was/VBD clear/JJ", "[*That] <*was> clear");
    check("The/DT fighting/NN went/VBD on/RP", "[The *fighting] <*went on>");
}

#[test]
fn near_misses_of_base_groups() {
    check("Police/NNS arrested/VBN two/CD men/NNS", "[*Police] <*arrested> [two *men]");
    check("men/NNS injured/VBN in/IN it/PRP", "[*men] <*injured> in [*it]");
    check("He/PRP is/VBZ dead/JJ", "[*He] <*is> dead");
    check("the/DT", "the");
    check("that/IN/SCONJ men/NNS died/VBD", "that [*men] <*died>");
    check("from/IN 12/CD towns/NNS came/VBD help/NN", "from [12 *towns] <*came> [*help]");
}

#[test]
fn negated_groups() {
    assert!(noun(&grouped("No/DT one/NN was/VBD hurt/VBN"), "No one").negated);
    assert!(noun(&grouped("Not/RB a/DT soul/NN was/VBD hurt/VBN"), "a soul").negated);
    assert!(!noun(&grouped("It/PRP was/VBD not/RB a/DT bomb/NN"), "a bomb").negated);
    assert!(!noun(&grouped("The/DT men/NNS fled/VBD"), "The men").negated);
}

#[test]
fn extents() {
    extent(
        "the/DT mayor/NN of/IN the/DT town/NN of/IN Eastport/NNP fled/VBD",
        "the mayor",
        "the mayor of the town of Eastport",
    );
    extent(
        "A/DT spokeswoman/NN for/IN the/DT ministry/NN in/IN Eastport/NNP said/VBD so/RB",
        "A spokeswoman",
        "A spokeswoman for the ministry in Eastport",
    );
    extent("The/DT fire/NN at/IN the/DT mill/NN on/IN Friday/NNP killed/VBD two/CD", "The fire", "The fire");
    extent("The/DT fire/NN at/IN the/DT mill/NN killed/VBD two/CD", "The fire", "The fire at the mill");
    extent("He/PRP met/VBD an/DT official/NN at/IN the/DT port/NN", "an official", "an official at the port");
    extent("He/PRP left/VBD a/DT car/NN at/IN the/DT port/NN", "a car", "a car");
    extent(
        "the/DT Free/NNP Party/NNP -LRB-/-LRB- FP/NNP -RRB-/-RRB- won/VBD",
        "the Free Party",
        "the Free Party -LRB- FP -RRB-",
    );
    extent(
        "Ana/NNP Ruiz/NNP ,/, head/NN of/IN the/DT service/NN ,/, said/VBD so/RB",
        "Ana Ruiz",
        "Ana Ruiz , head of the service",
    );
    extent("the/DT city/NN 's/POS mayor/NN resigned/VBD", "mayor", "the city 's mayor");
    extent(
        "the/DT head/NN of/IN the/DT city/NN 's/POS police/NN resigned/VBD",
        "the head",
        "the head of the city 's police",
    );
}

#[test]
fn appositions() {
    let link: fn(&NounGroup) -> _ = |group| group.apposition;
    linked(
        "Ana/NNP Ruiz/NNP ,/, head/NN of/IN the/DT service/NN ,/, said/VBD so/RB",
        "Ana Ruiz",
        link,
        &["head"],
    );
    linked("The/DT mayor/NN ,/, Ana/NNP Ruiz/NNP ,/, said/VBD so/RB", "The mayor", link, &["Ana Ruiz"]);
    linked(
        "said/VBD Ana/NNP Ruiz/NNP ,/, a/DT teacher/NN in/IN Eastport/NNP ./.",
        "Ana Ruiz",
        link,
        &["a teacher"],
    );
    linked("Ana/NNP Ruiz/NNP ,/, 43/CD ,/, a/DT teacher/NN ,/, died/VBD", "Ana Ruiz", link, &["a teacher"]);
    linked("After/IN it/PRP ,/, police/NN said/VBD so/RB", "it", link, &[]);
    linked("On/IN Friday/NNP ,/, police/NN ,/, who/WP came/VBD ,/, left/VBD", "Friday", link, &[]);
    linked("Ana/NNP ,/, guards/NNS and/CC drivers/NNS left/VBD", "Ana", link, &[]);
    linked("in/IN Eastport/NNP ,/, police/NN said/VBD so/RB", "Eastport", link, &[]);
    let raid = "the/DT raid/NN on/IN Eastport/NNP ,/, a/DT chief/NN ,/, Ana/NNP Ruiz/NNP ,/, told/VBD us/PRP";
    linked(raid, "Eastport", link, &[]);
    linked(raid, "a chief", link, &["Ana Ruiz"]);
    linked(
        "the/DT raid/NN on/IN Eastport/NNP ,/, a/DT port/NN ,/, killed/VBD us/PRP",
        "Eastport",
        link,
        &["a port"],
    );
}

#[test]
fn coordinations() {
    let link: fn(&NounGroup) -> _ = |group| group.next;
    linked("Police/NN and/CC soldiers/NNS came/VBD", "Police", link, &["soldiers"]);
    linked("Guards/NNS ,/, drivers/NNS and/CC cooks/NNS left/VBD", "Guards", link, &["drivers", "cooks"]);
    linked("Guards/NNS ,/, drivers/NNS ,/, and/CC cooks/NNS left/VBD", "Guards", link, &["drivers", "cooks"]);
    linked(
        "the/DT mayor/NN of/IN Eastport/NNP and/CC the/DT bishop/NN came/VBD",
        "the mayor",
        link,
        &["the bishop"],
    );
    linked("Police/NN held/VBD two/CD men/NNS and/CC a/DT third/JJ escaped/VBD", "two men", link, &[]);
    linked("Police/NN held/VBD two/CD men/NNS and/CC a/DT woman/NN ./.", "two men", link, &["a woman"]);
}

#[test]
fn possessors() {
    let link: fn(&NounGroup) -> _ = |group| group.possessor;
    linked("the/DT city/NN 's/POS mayor/NN left/VBD", "mayor", link, &["the city"]);
    linked("her/PRP$ son/NN left/VBD", "son", link, &["her"]);
    linked("the/DT mayor/NN left/VBD", "the mayor", link, &[]);
}

#[test]
fn verb_groups() {
    check("They/PRP may/MD not/RB have/VB been/VBN told/VBN", "[*They] <may not have been *told>");
    check("He/PRP is/VBZ going/VBG to/TO leave/VB", "[*He] <is going to *leave>");
    check("They/PRP wanted/VBD to/TO leave/VB", "[*They] <*wanted> <to *leave>");
    check("Did/VBD the/DT army/NN know/VB ?/.", "Did [the *army] <*know> ?");
    check("It/PRP broke/VBD down/RP", "[*It] <*broke down>");
    check("He/PRP was/VBD allegedly/RB shot/VBN", "[*He] <was allegedly *shot>");
    check("It/PRP is/VBZ believed/VBN to/TO have/VB failed/VBN", "[*It] <is *believed> <to have *failed>");
}

#[test]
fn verbs_read() {
    let may = verb("They/PRP may/MD not/RB have/VB been/VBN told/VBN");
    assert_eq!((may.voice, may.modality, may.negated), (Voice::Passive, Some(Modality::Possible), true));
    assert!(may.aspect.perfect && may.finite);
    let appears = verb("He/PRP appears/VBZ to/TO have/VB died/VBN");
    assert_eq!(appears.modality, Some(Modality::Probable));
    assert_eq!(verb("He/PRP is/VBZ likely/JJ to/TO resign/VB").modality, Some(Modality::Probable));
    assert_eq!(verb("He/PRP is/VBZ keen/JJ to/TO resign/VB").modality, None);
    assert_eq!(verb("He/PRP has/VBZ to/TO go/VB").modality, Some(Modality::Obligation));
    assert_eq!(verb("He/PRP must/MD have/VB gone/VBN").modality, Some(Modality::Probable));
    assert_eq!(verb("He/PRP must/MD go/VB").modality, Some(Modality::Obligation));
    assert!(verb("He/PRP is/VBZ being/VBG treated/VBN").aspect.progressive);
    assert_eq!(verb("He/PRP is/VBZ being/VBG treated/VBN").voice, Voice::Passive);
    assert_eq!(verb("He/PRP had/VBD gone/VBN").voice, Voice::Active);
    assert_eq!(verb("He/PRP got/VBD hit/VBN").voice, Voice::Passive);
    assert!(verb("He/PRP is/VBZ no/RB longer/RBR living/VBG there/RB").negated);
    assert!(verb("He/PRP did/VBD n't/RB say/VB").negated);
    assert!(!verb("He/PRP did/VBD say/VB").negated);
    assert!(!verb("to/TO leave/VB").finite);
    assert!(verb("Did/VBD n't/RB the/DT army/NN know/VB ?/.").negated);
    assert!(verb("Was/VBD the/DT army/NN told/VBN ?/.").finite);
    assert_eq!(verb("men/NNS wounded/VBN there/RB").voice, Voice::Passive);
    assert!(!verb("men/NNS wounded/VBN there/RB").finite);
}

#[test]
fn misread_verbs() {
    assert!(verb("Police/NNS arrested/VBN two/CD men/NNS").finite);
    assert_eq!(verb("Police/NNS arrested/VBN two/CD men/NNS").voice, Voice::Active);
    assert!(verb("They/PRP say/VB other/JJ roads/NNS are/VBP closed/VBN").finite);
    assert!(!verb("men/NNS arrested/VBN Friday/NNP left/VBD").finite);
    assert!(!verb("a/DT man/NN named/VBN Ruiz/NNP left/VBD").finite);
    assert!(!verb("men/NNS arrested/VBN in/IN Eastport/NNP").finite);
}
