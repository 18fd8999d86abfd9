//! Whose verb it is: sentences with a finite verb and its subject, one line each.

use crate::testing::document;
use variorum_model::document::ClauseForm;

/// The subject of the finite verb with this form is this.
#[track_caller]
fn check(text: &str, verb: &str, expected: &str) {
    let document = document(text);
    let found = document.clauses.iter().find(|clause| {
        clause.form == ClauseForm::Finite && document.words(document.span(clause.predicate)).ends_with(verb)
    });
    let clause = found.unwrap_or_else(|| panic!("{verb:?} is no finite verb in {text:?}"));
    let subject = clause.subject.map(|subject| document.words(subject.span));
    assert_eq!(subject, Some(expected), "{text}");
}

#[test]
fn verbs_that_look_like_nouns() {
    check("A guard shot dead two thieves at a bank, police said on Thursday.", "shot", "A guard");
    check("A guard shot dead two thieves at a bank, police said on Thursday.", "said", "police");
    check("The carrier denies that the doors were locked.", "denies", "The carrier");
    check("Police now say 12 people drowned.", "say", "Police");
    check("Clerks, who left at noon, now say the vault was open.", "say", "Clerks");
    check("The tower fell after its roof collapsed.", "collapsed", "its roof");
    check("Two men were shot dead near the quay.", "shot", "Two men");
    check("The shot killed a bird.", "killed", "The shot");
    check("Both denials were printed.", "printed", "Both denials");
}

#[test]
fn inserts_that_distribute() {
    check("Six people, all of them clerks at the bank, were hurt.", "hurt", "Six people");
    check("Nine guests, two of whom were children, were hurt.", "hurt", "Nine guests");
    check(
        "The pilot and two passengers, both of them divers, were saved.",
        "saved",
        "The pilot and two passengers",
    );
    check("Six people, the clerks of the bank said, were hurt.", "said", "the clerks of the bank");
}

#[test]
fn what_is_told_by_the_way_takes_no_verb() {
    check("The plant where a leak sickened 18 workers last week had been fined.", "fined", "The plant");
    check("The plant which the owner sold to a rival was closed.", "closed", "The plant");
    check("He said that the leak sickened 18 workers.", "sickened", "the leak");
    check(
        "They told the owner that the doors on both its ships were locked.",
        "locked",
        "the doors on both its ships",
    );
}

#[test]
fn conjunctions_that_look_like_prepositions() {
    let text = "Police arrested a man on suspicion of arson after two barns were torched.";
    check(text, "torched", "two barns");
    check("The council closed the road to the quarry before the bridge fell.", "fell", "the bridge");
    check("The man arrested after the race was freed.", "freed", "The man");
    check("Police said a man arrested after the race was freed.", "freed", "a man");
    check(
        "He said the number of claims after the storm was rising.",
        "rising",
        "the number of claims after the storm",
    );
}

#[test]
fn marks_of_quotations_are_no_edge() {
    check("A “faulty pump” led to the flood.", "led", "A “faulty pump”");
    check("A \"faulty pump\" led to the flood.", "led", "A \"faulty pump\"");
    check("Men accused of “arson” were freed.", "freed", "Men");
    check("The mayor said two died, and blamed “reckless drivers” for it.", "blamed", "The mayor");
    check("And blamed, the mayor left.", "left", "the mayor");
    // A mark at the end of its sentence leads to nothing in the next.
    check("He stood in \"\n\nPolice left the hall.", "left", "Police");
    check("“The pump,” he said, “led to the flood.”", "said", "he");
}
