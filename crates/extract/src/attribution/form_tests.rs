//! Rarer forms in which somebody says something, each with what looks like it and is none.

use super::tests::{chain, check, found};
use variorum_model::Stance;

/// Whether somebody takes a stance to the marked words without repeating them: their name, and the stance.
#[track_caller]
fn answers(text: &str, expected: &[(&str, Stance)]) {
    let start = text.find('‹').expect("a mark");
    let end = text.find('›').expect("a mark") - '‹'.len_utf8();
    let (_, attributions) = found(&text.replace(['‹', '›'], ""));
    let answers: Vec<(&str, Stance)> = attributions
        .iter()
        .filter_map(|it| {
            let about = it
                .about
                .filter(|about| about.span.start as usize <= start && end <= about.span.end as usize)?;
            Some((it.source.as_ref()?.name.as_str(), about.stance))
        })
        .collect();
    assert_eq!(answers, expected, "{text}");
}

#[test]
fn held_responsible() {
    check(
        "Norland holds Sudmark responsible for the attack.",
        &["Norland | holds | Sudmark responsible for the attack"],
    );
    check("Many hold the mayor accountable.", &["Many | hold | the mayor accountable"]);
    check("The jury found him guilty.", &["The jury | found | him guilty"]);
    check("The driver was held liable for the damage by the court.", &["the court | was held | The driver"]);
    check(
        "The ministry has put the fire down to a short circuit.",
        &["The ministry | has put | the fire down to a short circuit"],
    );
    check("The union holds a meeting every Friday.", &[]);
    check("The driver held the door open.", &[]);
    check("The ministry put the fire out.", &[]);
}

#[test]
fn as_somebody_puts_it() {
    check(
        "As the mayor put it, \"the bridge is a wreck\".",
        &["the mayor | put it | \"the bridge is a wreck\""],
    );
    check("The bridge, as the mayor put it, is a wreck.", &["the mayor | put it | The bridge … is a wreck"]);
    check("He took the key and put it on the table.", &[]);
}

#[test]
fn in_somebodys_view() {
    check("In her view, the bridge was unsafe.", &["her | view | the bridge was unsafe"]);
    check("In the mayor's opinion, the dam will break.", &["the mayor's | opinion | the dam will break"]);
    check("By his own admission, he had slept.", &["his | admission | he had slept"]);
    check(
        "By the ministry's own account, twelve people died.",
        &["the ministry's | account | twelve people died"],
    );
    check("The dam was safe, in the engineer's view.", &["the engineer's | view | The dam was safe"]);
    check("In the mayor's office, the lights were out.", &[]);
    check("The tower came into her view.", &[]);
    check("By her bed, a lamp was burning.", &[]);
}

#[test]
fn nouns_with_those_who_say_it() {
    check(
        "A claim by the union that the dam was unsafe is wrong.",
        &["the union | claim | that the dam was unsafe"],
    );
    check(
        "The fears among residents that the dam will break soon are growing.",
        &["residents | fears | that the dam will break soon"],
    );
    check(
        "Police assurances that the road was open were wrong.",
        &["Police | assurances | that the road was open"],
    );
    chain("A statement by the army said the road was mined.", "the road was mined", &["the army"]);
    chain(
        "According to figures from the ministry, the road was mined.",
        "the road was mined",
        &["the ministry"],
    );
    chain("The ministry's report says the road was mined.", "the road was mined", &["the ministry"]);
    chain("According to a police statement, the road was mined.", "the road was mined", &["police"]);
    chain("The final report says the road was mined.", "the road was mined", &["the final report"]);
    chain("a report from Monday says the road was mined.", "the road was mined", &["a report"]);
    check("The bomb threat that emptied the station was a joke.", &[]);
}

#[test]
fn unnamed_sources_keep_what_tells_them_apart() {
    chain(
        "Two officials in Eastport said the road was mined.",
        "the road was mined",
        &["two officials in Eastport"],
    );
    chain(
        "A spokesman for the army said the road was mined.",
        "the road was mined",
        &["a spokesman for the army"],
    );
    chain("A spokesman said on Monday the road was mined.", "the road was mined", &["a spokesman"]);
    chain(
        "A Western official said the road was mined. Another Western official said it was open.",
        "it was open",
        &["another Western official"],
    );
}

#[test]
fn long_chains() {
    chain(
        "The Herald said the Tribune had reported that the mayor had told the council that the dam was unsafe.",
        "the dam was unsafe",
        &["the mayor", "Tribune", "Herald"],
    );
    chain(
        "The dam was unsafe, the Tribune reported, citing the Herald, which quoted the mayor.",
        "The dam was unsafe",
        &["the mayor", "Herald", "Tribune"],
    );
    chain(
        "The dam was unsafe, according to local newspapers citing the police.",
        "The dam was unsafe",
        &["the police", "local newspapers"],
    );
    chain(
        "The Herald reported on Monday, citing an official who had been there, that the dam was unsafe.",
        "the dam was unsafe",
        &["an official", "Herald"],
    );
    chain(
        "The Herald, citing the mayor, who opened the dam last year, said it was unsafe.",
        "it was unsafe",
        &["the mayor", "Herald"],
    );
    chain(
        "The men whom the police believe were there were trying to flee, he said.",
        "trying to flee",
        &["he"],
    );
}

#[test]
fn answers_to_what_was_said_before() {
    use Stance::{Denied, Doubted};
    answers("The union said ‹twelve had died›. The ministry denied this.", &[("the ministry", Denied)]);
    answers("The union said ‹twelve had died›. The ministry denied it.", &[("the ministry", Denied)]);
    answers("The union said ‹twelve had died›. The ministry denied the claim.", &[("the ministry", Denied)]);
    answers(
        "The union said ‹twelve had died›. The ministry rejected the allegation as baseless.",
        &[("the ministry", Denied)],
    );
    answers("The union said ‹twelve had died›. The ministry disputed that.", &[("the ministry", Doubted)]);
    answers("The union said ‹twelve had died›, which the ministry denied.", &[("the ministry", Denied)]);
    answers("The union said ‹twelve had died›, a claim the ministry rejected.", &[("the ministry", Denied)]);
    answers(
        "The union said ‹twelve had died›. The claim was denied by the ministry.",
        &[("the ministry", Denied)],
    );
    answers(
        "The union said ‹twelve had died›. The ministry said that was not true.",
        &[("the ministry", Denied)],
    );
    answers("The union said ‹twelve had died›. The ministry says it is not so.", &[("the ministry", Denied)]);
    answers("The union said ‹twelve had died›. “That is not true,” said Ana Ruiz.", &[("Ana Ruiz", Denied)]);
    answers("The union said ‹twelve had died›. “This is false,” Ana Ruiz said.", &[("Ana Ruiz", Denied)]);
    answers(
        "The union said ‹twelve had died›. The ministry said the claim was baseless.",
        &[("the ministry", Doubted)],
    );
    answers("‹Twelve died in the fire.› The ministry denied this.", &[("the ministry", Denied)]);
    // What is denied is said, or is no statement before, or stands too far away.
    answers("The union said ‹twelve had died›. The ministry denied the claim that it had known.", &[]);
    answers("The union said ‹twelve had died›. The ministry denied any role.", &[]);
    answers("The union said ‹twelve had died›. The ministry said this was true.", &[]);
    answers("The union said ‹twelve had died›. The road is long. It rains. The ministry denied it.", &[]);
    answers("The union said ‹twelve had died›. The ministry said it was not ready.", &[]);
    answers("The union said ‹twelve had died›. The mayor rejected the offer.", &[]);
    answers("The union said ‹twelve had died›. The ministry appears to deny this.", &[]);
}

#[test]
fn what_was_refused() {
    check(
        "The mayor refused to say whether the dam was safe.",
        &[
            "The mayor | refused | to say whether the dam was safe",
            "The mayor | to say | whether the dam was safe",
        ],
    );
    check("The mayor agreed to say a few words.", &["The mayor | agreed | to say a few words"]);
    let (_, attributions) = found("The mayor's refusal to say that the dam was safe came late.");
    assert!(attributions.iter().all(|it| it.source.is_some()));
}

#[test]
fn quotations_over_paragraphs() {
    check(
        "“There was smoke. Nobody came.\n\n“Then the roof fell,” the guard said.\n",
        &["the guard | said | “There was smoke. Nobody came.\n\n“Then the roof fell,”"],
    );
    check(
        "“There was smoke,” the guard said.\n\n“Nobody came for an hour.\n\n“Then the roof fell.”\n",
        &["the guard | said | “There was smoke,” … “Nobody came for an hour.\n\n“Then the roof fell.”"],
    );
}

#[test]
fn contents_that_are_broken() {
    check("“Twelve people,” she said, “were hurt.”", &["she | said | “Twelve people,” … “were hurt.”"]);
    check(
        "Twelve people, according to the police, were hurt.",
        &["the police | according to | Twelve people … were hurt"],
    );
    check("Twelve people, in her view, were hurt.", &["her | view | Twelve people … were hurt"]);
}

#[test]
fn a_clause_before_the_frame_and_a_quotation_behind_it() {
    check(
        "The boat came after an hour, she said, \"in the dark\".",
        &["she | said | The boat came after an hour … \"in the dark\""],
    );
    // The clause before is no part of it.
    check("When the boat came, she said, \"We are cold.\"", &["she | said | \"We are cold.\""]);
    check(
        "The fire that ruined the mill began in the kitchen, the board said on Wednesday, but nobody was hurt.",
        &["the board | said | The fire that ruined the mill began in the kitchen"],
    );
}

#[test]
fn who_is_told_does_not_speak() {
    check(
        "\"There were 30 of us. It is simple,\" Ana Ruiz, head of the choir, told the Eastport Herald on Friday.",
        &["Ana Ruiz, head of the choir | told | \"There were 30 of us. It is simple,\""],
    );
    check(
        "A guard who had been there since May, and who asked not to be named, told the Herald that the hall was empty.",
        &[
            "A guard who had been there since May, and who asked not to be named | told | that the hall was empty",
        ],
    );
    check(
        "Nurses contradicted the mayor, telling the Herald that they waited before anybody came.",
        &["Nurses | telling | that they waited before anybody came", "Nurses | contradicted | the mayor"],
    );
    // Others may stand before their subject.
    check("\"It will flood,\" warned Ana Ruiz.", &["Ana Ruiz | warned | \"It will flood,\""]);
}

#[test]
fn a_name_behind_a_figure_belongs_to_the_noun_before_it() {
    check(
        "A lawyer for 40 of the families, Viktor Hamm, said the report was late.",
        &["A lawyer for 40 of the families, Viktor Hamm | said | the report was late"],
    );
}

#[test]
fn a_day_is_nothing_to_warn_of() {
    check(
        "The agency had warned the owner in a letter on Monday that the doors did not close.",
        &["The agency | had warned | that the doors did not close"],
    );
}

#[test]
fn somebody_without_a_name_is_told_apart_by_what_describes_them() {
    chain(
        "Police left, a person close to the inquiry said.",
        "Police left",
        &["a person close to the inquiry"],
    );
    chain(
        "Police left, people familiar with the talks said.",
        "Police left",
        &["people familiar with the talks"],
    );
    chain("Police left, an official said.", "Police left", &["an official"]);
}

#[test]
fn of_what_somebody_is_accused_by_whom() {
    check(
        "The army was accused by witnesses of firing on the crowd.",
        &["witnesses | was accused | The army … of firing on the crowd"],
    );
    check(
        "Responsibility was pinned on the rebels by the mayor.",
        &["the mayor | was pinned | Responsibility … on the rebels"],
    );
    check("The plan was criticised by the mayor on Monday.", &["the mayor | was criticised | The plan"]);
}

#[test]
fn whose_claim_it_is_can_stand_between_commas() {
    check(
        "The claim, made by the rebels, that 40 soldiers had died could not be verified.",
        &["the rebels | claim | that 40 soldiers had died"],
    );
}

#[test]
fn who_was_asked_did_not_say_the_question() {
    check("Asked if 12 people had died, the colonel said no.", &[""; 0]);
    check("Asked about the bridge, she said it was closed.", &["she | said | it was closed"]);
}

#[test]
fn a_pronoun_that_speaks_is_the_one_who_spoke() {
    chain("A doctor said the guard had died. He said the army had left.", "the army had left", &["a doctor"]);
    // Whoever was named in between.
    chain(
        "A doctor said Peter Berg had died. She said the army had left.",
        "the army had left",
        &["a doctor"],
    );
}
