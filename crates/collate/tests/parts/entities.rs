//! People, organisations and places under all their names.

use crate::common::{Made, bare, question, report, together};
use variorum_model::document::EntityKind::{self, Organisation, Person, Place};
use variorum_model::{Status, ValueKind};

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
fn places_have_names_too() {
    check_entities(Place, &[("Eastport", &[]), ("EASTPORT", &[])], &["Eastport | EASTPORT"]);
    check_entities(Place, &[("Eastport", &[]), ("Westport", &[])], &["Eastport", "Westport"]);
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

/// A report about one event that calls a body so, with the shorter forms by which reports may call it.
fn calls(n: usize, text: &str, name: &str, kind: EntityKind, aliases: &[&str], short: &[&str]) -> Made {
    bare(&format!("r{n}"), "2024-05-02", text).entity(name, kind, aliases).short(short)
}

const FIRE: &str =
    "Captain Orla Vane and her crew left the burning ferry Solveig off Eastport on Wednesday night";
const TRAMS: &str =
    "Two trams collided in Northport when the brakes of line nine failed and traffic stopped at noon";

/// The names of the entities of these reports.
fn names(made: &[Made]) -> Vec<String> {
    let mut names: Vec<String> = together(made).entities.into_iter().map(|entity| entity.name).collect();
    names.sort();
    names
}

#[test]
fn a_shorter_name_is_of_the_body_that_may_be_called_so() {
    let ministry = |n, text| {
        calls(n, text, "Ministry of Fisheries", Organisation, &[], &["fisheries ministry", "fisheries"])
    };
    let short = |n, text| calls(n, text, "Fisheries Ministry", Organisation, &[], &[]);
    assert_eq!(names(&[ministry(0, FIRE), short(1, FIRE)]), ["Ministry of Fisheries"]);
    // A report of something else may mean another one.
    assert_eq!(names(&[ministry(0, FIRE), short(1, TRAMS)]), ["Fisheries Ministry", "Ministry of Fisheries"]);
    // Of two bodies that may be called so neither is it.
    let police = |n, name| calls(n, FIRE, name, Organisation, &[], &["coast police"]);
    let made = [
        police(0, "Norland Coast Police"),
        police(1, "Sudmark Coast Police"),
        calls(2, FIRE, "Coast Police", Organisation, &[], &[]),
    ];
    assert_eq!(names(&made), ["Coast Police", "Norland Coast Police", "Sudmark Coast Police"]);
    let case = together(&made);
    let undecided = case.entities.iter().find(|entity| entity.name == "Coast Police").unwrap();
    assert_eq!(undecided.may_be, ["Norland Coast Police", "Sudmark Coast Police"]);
}

#[test]
fn a_name_with_and_without_the_word_for_what_it_is() {
    let full =
        |kind, aliases: &[&str]| calls(0, FIRE, "Northern Dawn Movement", kind, aliases, &["northern dawn"]);
    let bare = |kind, aliases: &[&str]| calls(1, FIRE, "Northern Dawn", kind, aliases, &[]);
    let one = ["Northern Dawn Movement"];
    let two = ["Northern Dawn", "Northern Dawn Movement"];
    assert_eq!(names(&[full(Organisation, &[]), bare(Organisation, &[])]), one);
    // Acronyms that differ by the word's letter agree; others are of two bodies.
    assert_eq!(names(&[full(Organisation, &["N-DM"]), bare(Organisation, &["N-D"])]), one);
    assert_eq!(names(&[full(Organisation, &["NDM"]), bare(Organisation, &["NOD"])]), two);
    // The initials are an acronym that nobody need spell out.
    let made = [
        calls(0, FIRE, "Northern Dawn Coast Province", Place, &["ND-CP"], &["northern dawn coast"]),
        calls(1, FIRE, "Northern Dawn Coast", Organisation, &["Nord-C"], &[]),
    ];
    assert_eq!(names(&made), ["Northern Dawn Coast Province"]);
    // Taken for a place, it needs the acronym: a town and its province are two.
    assert_eq!(names(&[full(Place, &[]), bare(Place, &[])]), two);
    assert_eq!(names(&[full(Place, &["NDM"]), bare(Organisation, &["ND"])]), one);
}
