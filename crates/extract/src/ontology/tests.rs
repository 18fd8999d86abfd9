//! Files with one thing wrong each, and what is said about it.

use crate::Rules;

const PROPERTY: &str = r#"[property]
name = "evacuated"
question = "How many homes were evacuated?"
about = "Homes that had to be left."
value = "count"
movement = "grows"
"#;

const CARD: &str = r#"
[[card]]
name = "evacuated-patient"
words = ["evacuate"]
where = "patient"
counted = ["home"]
example = [{ text = "‹40 homes› were evacuated.", value = "40" }]
not = ["40 homes were painted."]
"#;

fn load(text: &str) -> Result<Rules, String> {
    Rules::load(&[&[("own.toml", text)]]).map_err(|error| error.to_string())
}

/// The file with one line replaced, and what must be said of it.
fn check(from: &str, to: &str, expected: &str) {
    let text = format!("{PROPERTY}{CARD}");
    assert!(text.contains(from), "nothing to replace: {from}");
    match load(&text.replacen(from, to, 1)) {
        Ok(_) => panic!("expected {expected}, but the file loads"),
        Err(message) => assert_eq!(message, expected),
    }
}

#[test]
fn a_property_with_a_card_loads() {
    let rules = load(&format!("{PROPERTY}{CARD}")).unwrap();
    assert_eq!(rules.ontology().properties.len(), 1);
    assert_eq!(rules.card("evacuated-patient").map(|card| card.line), Some(9));
}

#[test]
fn an_unknown_key_is_named_with_its_line() {
    check(
        "counted =",
        "count =",
        "own.toml:12: there is no key \"count\" here\n  hint: did you mean \"counted\"?",
    );
    check(
        "name = \"evacuated\"",
        "title = \"evacuated\"",
        "own.toml:2: there is no key \"title\" here\n  hint: known are: name, question, about, group, value, movement, several, \
         tolerance, scopes, roles, kinds, counts, said-by-itself, order",
    );
}

#[test]
fn a_card_without_example_or_counterexample_does_not_load() {
    let hint = "\n  hint: add example = [{ text = \"… ‹value› …\", value = \"…\" }] and not = [\"…\"]; \
                the best counterexample differs from the example by one word";
    check(
        "not = [\"40 homes were painted.\"]\n",
        "",
        &format!("own.toml:9: the card \"evacuated-patient\" has no counterexample{hint}"),
    );
    check(
        "example = [{ text = \"‹40 homes› were evacuated.\", value = \"40\" }]\n",
        "",
        &format!("own.toml:9: the card \"evacuated-patient\" has no example{hint}"),
    );
}

#[test]
fn a_bad_place_is_met_with_the_nearest_one() {
    check(
        "where = \"patient\"",
        "where = \"patiend\"",
        "own.toml:11: there is no place \"patiend\"\n  hint: did you mean \"patient\"?",
    );
}

#[test]
fn an_example_marks_its_value_once() {
    check(
        "‹40 homes› were",
        "40 homes were",
        "own.toml:13: an example marks the words of the value once\n  hint: put ‹ before and › after the words of the value",
    );
}

#[test]
fn a_list_that_is_not_there_is_named() {
    check(
        "words = [\"evacuate\"]",
        "words = [\"@clear\"]",
        "own.toml:10: there is no list of words \"clear\"\n  hint: define it under [words]: clear = [\"…\"]",
    );
}

#[test]
fn a_bad_type_and_a_bad_movement_are_named() {
    check(
        "value = \"count\"",
        "value = \"counts\"",
        "own.toml:5: there is no type of value \"counts\"\n  hint: did you mean \"count\"?",
    );
    check(
        "movement = \"grows\"",
        "movement = \"explodes\"",
        "own.toml:6: there is no movement \"explodes\"\n  hint: known are: stands, grows, shrinks, free",
    );
}

#[test]
fn a_role_must_be_one_of_the_property() {
    check(
        "counted = [\"home\"]",
        "roles = { issuer = \"subject\" }",
        "own.toml:12: there is no role of evacuated \"issuer\"\n  hint: there are none",
    );
}

#[test]
fn names_forms_sources_and_stances_are_checked() {
    check(
        "counted = [\"home\"]",
        "names = [\"organization\"]",
        "own.toml:12: there is no kind of name \"organization\"\n  hint: did you mean \"organisation\"?",
    );
    check(
        "counted = [\"home\"]",
        "form = \"superlativ\"",
        "own.toml:12: there is no form \"superlativ\"\n  hint: did you mean \"superlative\"?",
    );
    check(
        "counted = [\"home\"]",
        "source = \"agents\"",
        "own.toml:12: there is no place \"agents\"\n  hint: did you mean \"agent\"?",
    );
    check(
        "value = \"40\" }",
        "value = \"40\", stance = \"deny\" }",
        "own.toml:13: there is no stance \"deny\"\n  hint: known are: asserted, denied, doubted",
    );
    check(
        "movement = \"grows\"",
        "said-by-itself = \"emptied\"",
        "own.toml:6: there is no property \"emptied\"\n  hint: known are: evacuated",
    );
}

#[test]
fn the_words_of_a_card_are_words() {
    check(
        "words = [\"evacuate\"]",
        "words = [\"*\"]",
        "own.toml:10: the card \"evacuated-patient\" looks for any word\n  hint: \"*\" stands in needs, lacks and counted; give \
         dictionary forms in words",
    );
    check(
        "words = [\"evacuate\"]",
        "words = [\" \"]",
        "own.toml:10: the card \"evacuated-patient\" has no words\n  hint: give dictionary forms: words = [\"evacuate\"]",
    );
}

#[test]
fn a_phrase_needs_prepositions() {
    check(
        "where = \"patient\"",
        "where = \"phrase\"",
        "own.toml:11: a phrase needs its prepositions\n  hint: add prepositions = [\"of\"]",
    );
}

#[test]
fn two_cards_of_one_name_are_an_error_in_one_layer_and_an_override_in_two() {
    let text = format!("{PROPERTY}{CARD}");
    assert_eq!(
        load(&format!("{text}{CARD}")).unwrap_err(),
        "own.toml:17: the card \"evacuated-patient\" is defined twice\n  hint: the first one stands at own.toml:9; rename one"
    );
    let own = CARD.replace("evacuate\"", "clear\"").replace("[[card]]", "for = \"evacuated\"\n[[card]]");
    let rules = Rules::load(&[&[("base.toml", &text)], &[("own.toml", &own)]]).unwrap();
    let words: Vec<String> = rules.card("evacuated-patient").unwrap().words().collect();
    assert_eq!((rules.cards().len(), words), (1, vec!["clear".to_owned()]));
}

#[test]
fn broken_toml_has_its_line() {
    let message = load("[property\nname = 1\n").unwrap_err();
    assert!(message.starts_with("own.toml:1: "), "{message}");
}

#[test]
fn lists_that_name_each_other_end() {
    let text = format!("[words]\na = [\"@b\", \"x\"]\nb = [\"@a\", \"y\"]\n{PROPERTY}");
    assert!(load(&text).is_ok());
}

#[test]
fn the_files_of_the_program_load() {
    let rules = Rules::load(&[variorum_ontology::FILES, variorum_english::ONTOLOGY]).unwrap();
    assert!(rules.ontology().properties.len() >= 22);
    assert!(rules.ontology().kinds.len() >= 35);
    for kind in &rules.ontology().kinds {
        assert!(!kind.about.is_empty());
    }
    for property in &rules.ontology().properties {
        assert!(property.question.ends_with('?'), "{}", property.name);
        assert!(!property.about.is_empty());
    }
}
