//! Sentences with a statement in marks, and what is made of it: stance, certainty, and "factive" where the words commit the
//! report itself. Near misses differ from a case by a word.

use super::standing;
use super::tests::found;
use variorum_model::{Certainty, Span, Stance};

const ASSERTED: &[&str] = &[
    "‹The bridge was closed› on Friday.",
    "The mayor said ‹the bridge was closed›.",
    "The mayor said that ‹the bridge was closed›.",
    "‹The bridge was closed›, the mayor said.",
    "According to the mayor, ‹the bridge was closed›.",
    "“‹The bridge was closed›,” the mayor said.",
    "The mayor told reporters that ‹the bridge was closed›.",
    "The mayor stated that ‹the bridge was closed›.",
    "The mayor announced that ‹the bridge was closed›.",
    "The mayor reported that ‹the bridge was closed›.",
    "The mayor wrote that ‹the bridge was closed›.",
    "The mayor declared that ‹the bridge was closed›.",
    "The mayor insisted that ‹the bridge was closed›.",
    "The mayor argued that ‹the bridge was closed›.",
    "The mayor maintained that ‹the bridge was closed›.",
    "The mayor claimed that ‹the bridge was closed›.",
    "The mayor alleged that ‹the bridge was closed›.",
    "The mayor repeated that ‹the bridge was closed›.",
    "The mayor added that ‹the bridge was closed›.",
    "The mayor explained that ‹the bridge was closed›.",
    "The mayor stressed that ‹the bridge was closed›.",
    "The mayor warned that ‹the bridge was closed›.",
    "The mayor complained that ‹the bridge was closed›.",
    "The mayor suggested that ‹the bridge was closed›.",
    "The inquiry found that ‹the bridge was closed›.",
    "The report shows that ‹the bridge was closed›.",
    "The court ruled that ‹the bridge was closed›.",
    "The mayor recalled, in a letter, that ‹the bridge was closed›.",
    "The mayor has also said that ‹the bridge was closed›.",
    "The Eastport Herald reported on Monday that ‹the bridge was closed›.",
    "The mayor is convinced that ‹the bridge was closed›.",
    "The mayor is sure that ‹the bridge was closed›.",
    "There is no doubt that ‹the bridge was closed›.",
    "It is true that ‹the bridge was closed›.",
    "It is clear that ‹the bridge was closed›.",
    "In his statement the mayor repeated that ‹the bridge was closed›.",
    "The mayor's claim that ‹the bridge was closed› surprised many.",
    "The mayor did not know that ‹the bridge was closed›.",
    "The mayor never learned that ‹the bridge was closed›.",
    "The mayor did not reveal that ‹the bridge was closed›.",
    "The mayor, in a letter to the council, said that ‹the bridge was closed›.",
    "In the mayor's words, ‹the bridge was closed›.",
    "By the mayor's own account, ‹the bridge was closed›.",
    "As the mayor put it, ‹the bridge was closed›.",
    "It is a fact that ‹the bridge was closed›.",
    "It is no secret that ‹the bridge was closed›.",
    "It is not false that ‹the bridge was closed›.",
    "The mayor managed to tell the council that ‹the bridge was closed›.",
    "The mayor went on to say that ‹the bridge was closed›.",
    "The mayor was quick to say that ‹the bridge was closed›.",
    "The mayor made it clear that ‹the bridge was closed›.",
    "Without hesitation, the mayor said that ‹the bridge was closed›.",
    "With evidence in hand, the mayor said that ‹the bridge was closed›.",
    "The mayor put the accident down to ‹the closed bridge›.",
    "A statement by the mayor said that ‹the bridge was closed›.",
    "The council's assurances that ‹the bridge was closed› came late.",
];

const FACTIVE: &[&str] = &[
    "The mayor confirmed that ‹the bridge was closed›.",
    "The mayor admitted that ‹the bridge was closed›.",
    "The mayor acknowledged that ‹the bridge was closed›.",
    "The mayor conceded that ‹the bridge was closed›.",
    "The mayor revealed that ‹the bridge was closed›.",
    "The mayor disclosed that ‹the bridge was closed›.",
    "The mayor confessed that ‹the bridge was closed›.",
    "The mayor knew that ‹the bridge was closed›.",
    "The mayor realised that ‹the bridge was closed›.",
    "The mayor learned that ‹the bridge was closed›.",
    "The mayor discovered that ‹the bridge was closed›.",
    "The mayor noticed that ‹the bridge was closed›.",
    "The tests proved that ‹the bridge was closed›.",
    "The mayor was aware that ‹the bridge was closed›.",
    "The mayor's admission that ‹the bridge was closed› came late.",
    "The mayor later verified that ‹the bridge was closed›.",
    "The mayor was shocked that ‹the bridge was closed›.",
    "The mayor recognised that ‹the bridge was closed›.",
    "The mayor owned up that ‹the bridge was closed›.",
    "The mayor found out that ‹the bridge was closed›.",
    "The mayor was relieved that ‹the bridge was closed›.",
    "The mayor was surprised that ‹the bridge was closed›.",
    "The mayor's admission that ‹the bridge was closed› came late.",
    "The mayor verified that ‹the bridge was closed›.",
    "The police established that ‹the bridge was closed›.",
];

const NOT_FACTIVE: &[&str] = &[
    "The mayor claimed that ‹the bridge was closed›.",
    "The mayor said that ‹the bridge was closed›.",
    "The mayor may have confirmed that ‹the bridge was closed›.",
    "The mayor argued that ‹the bridge was closed›.",
    "The mayor has not confirmed that ‹the bridge was closed›.",
    "The mayor falsely admitted that ‹the bridge was closed›.",
    "The mayor refused to confirm that ‹the bridge was closed›.",
    "The mayor has yet to confirm that ‹the bridge was closed›.",
    "The mayor may have confirmed that ‹the bridge was closed›.",
    "The mayor was unable to prove that ‹the bridge was closed›.",
    "The mayor's assertion that ‹the bridge was closed› came late.",
    "In her view, ‹the bridge was closed›.",
];

const DENIED: &[&str] = &[
    "The mayor denied that ‹the bridge was closed›.",
    "The mayor has denied ‹closing the bridge›.",
    "The mayor denied ‹the report›.",
    "The mayor rejected ‹the accusation›.",
    "The mayor dismissed ‹the report› as nonsense.",
    "The mayor refuted ‹the report›.",
    "The mayor rebutted ‹the report›.",
    "The mayor repudiated ‹the report› on Friday.",
    "The mayor disavowed ‹the report›.",
    "The mayor ruled out ‹an attack›.",
    "The mayor brushed aside ‹the report›.",
    "The mayor played down ‹the danger›.",
    "The mayor contradicted ‹the report›.",
    "The mayor disproved ‹the claim›.",
    "The mayor retracted ‹the statement›.",
    "The mayor disclaimed ‹responsibility›.",
    "The mayor strongly denied that ‹the bridge was closed›.",
    "The mayor and the governor denied that ‹the bridge was closed›.",
    "The ministry, which runs the port, denied that ‹the bridge was closed›.",
    "The mayor's denial that ‹the bridge was closed› was short.",
    "The mayor falsely claimed that ‹the bridge was closed›.",
    "The mayor wrongly said that ‹the bridge was closed›.",
    "The mayor incorrectly stated that ‹the bridge was closed›.",
    "The mayor repeated the false claim that ‹the bridge was closed›.",
    "He spread the debunked theory that ‹the bridge was closed›.",
    "There is no evidence that ‹the bridge was closed›.",
    "There was no proof that ‹the bridge was closed›.",
    "There was little evidence, and no reason to assume that ‹the bridge was closed›.",
    "Police found no evidence that ‹the bridge was closed›.",
    "It is not true that ‹the bridge was closed›.",
    "It is untrue that ‹the bridge was closed›.",
    "It is false that ‹the bridge was closed›.",
    "It was impossible that ‹the bridge was closed›.",
    "The mayor does not believe that ‹the bridge was closed›.",
    "The mayor does not think ‹the bridge was closed›.",
    "The mayor never believed that ‹the bridge was closed›.",
    "There is no possibility that ‹the bridge was closed›.",
    "The mayor did not suggest that ‹the bridge was closed›.",
    "The inquiry did not find that ‹the bridge was closed›.",
    "Police have no reason to believe ‹the bridge was closed›.",
    "The mayor pretended that ‹the bridge was closed›.",
    "The mayor has lied that ‹the bridge was closed›.",
    "It is a myth that ‹the bridge was closed›.",
    "It is not the case that ‹the bridge was closed›.",
    "It is a lie that ‹the bridge was closed›.",
    "The mayor dismissed out of hand ‹the report of a closure›.",
    "The mayor repudiated the claim that ‹the bridge was closed›.",
    "The mayor flatly denied that ‹the bridge was closed›.",
    "The mayor wrongly told the council that ‹the bridge was closed›.",
    "The mayor's false claim that ‹the bridge was closed› spread fast.",
];

const DOUBTED: &[&str] = &[
    "The mayor doubted that ‹the bridge was closed›.",
    "The mayor questioned whether ‹the bridge was closed›.",
    "The mayor disputed ‹the figure›.",
    "The mayor disputed that ‹the bridge was closed›.",
    "The mayor challenged ‹the figure›.",
    "The mayor contested ‹the figure›.",
    "The mayor is sceptical that ‹the bridge was closed›.",
    "The mayor was doubtful that ‹the bridge was closed›.",
    "The mayor claimed without evidence that ‹the bridge was closed›.",
    "The mayor claimed, without presenting evidence, that ‹the bridge was closed›.",
    "The mayor said, without offering any proof, that ‹the bridge was closed›.",
    "Without basis the mayor baselessly claimed that ‹the bridge was closed›.",
    "The mayor baselessly alleged that ‹the bridge was closed›.",
    "The mayor's unsubstantiated claim that ‹the bridge was closed› spread fast.",
    "The mayor made the baseless claim that ‹the bridge was closed›.",
    "The mayor repeated the unproven theory that ‹the bridge was closed›.",
    "The mayor repeated his unfounded allegation that ‹the bridge was closed›.",
    "It is unclear whether ‹the bridge was closed›.",
    "It was unclear if ‹the bridge was closed›.",
    "It is uncertain whether ‹the bridge was closed›.",
    "It remains unknown whether ‹the bridge was closed›.",
    "It is doubtful that ‹the bridge was closed›.",
    "It is unlikely that ‹the bridge was closed›.",
    "There is doubt that ‹the bridge was closed›.",
    "There was no confirmation that ‹the bridge was closed›.",
    "There is no indication that ‹the bridge was closed›.",
    "The mayor has not confirmed that ‹the bridge was closed›.",
    "The mayor could not confirm that ‹the bridge was closed›.",
    "The mayor did not say that ‹the bridge was closed›.",
    "The mayor has never said that ‹the bridge was closed›.",
    "Police did not claim that ‹the bridge was closed›.",
    "Without giving evidence, the mayor said that ‹the bridge was closed›.",
    "Without offering any proof, the mayor claimed ‹the bridge was closed›.",
    "The mayor refused to confirm that ‹the bridge was closed›.",
    "The mayor declined to say that ‹the bridge was closed›.",
    "The mayor has yet to say that ‹the bridge was closed›.",
    "The mayor failed to prove that ‹the bridge was closed›.",
    "The mayor stopped short of saying that ‹the bridge was closed›.",
    "The mayor left without saying that ‹the bridge was closed›.",
    "The mayor was unable to confirm that ‹the bridge was closed›.",
    "The mayor has cast doubt on ‹the report of a closure›.",
    "The mayor called ‹the report of a closure› into question.",
    "The mayor threw doubt on ‹the report of a closure›.",
    "Whether ‹the bridge was closed› is unclear.",
    "Whether ‹the bridge was closed› remained uncertain.",
    "It is doubtful whether ‹the bridge was closed›.",
    "The mayor's unproven claim that ‹the bridge was closed› spread fast.",
];

const HEDGED: &[&str] = &[
    "The mayor believes that ‹the bridge was closed›.",
    "The mayor thinks ‹the bridge was closed›.",
    "The mayor suspects that ‹the bridge was closed›.",
    "The mayor assumed that ‹the bridge was closed›.",
    "The mayor feared that ‹the bridge was closed›.",
    "The mayor hopes that ‹the bridge was closed›.",
    "The mayor expects that ‹the bridge was closed›.",
    "The mayor guessed that ‹the bridge was closed›.",
    "The mayor speculated that ‹the bridge was closed›.",
    "The mayor hinted that ‹the bridge was closed›.",
    "The mayor may have said that ‹the bridge was closed›.",
    "The mayor reportedly said that ‹the bridge was closed›.",
    "The mayor allegedly said that ‹the bridge was closed›.",
    "The bridge was reportedly ‹closed› on Friday.",
    "The bridge was allegedly ‹closed› on Friday.",
    "Reportedly, ‹the bridge was closed›.",
    "The bridge is believed ‹to have been closed›.",
    "The bridge is thought ‹to have been closed›.",
    "The bridge was said ‹to have been closed›.",
    "The mayor's fear that ‹the bridge was closed› is shared by many.",
    "The mayor's belief that ‹the bridge was closed› was wrong.",
    "The mayor's suspicion that ‹the bridge was closed› grew.",
    "The mayor is afraid that ‹the bridge was closed›.",
    "The mayor is worried that ‹the bridge was closed›.",
    "It is possible that ‹the bridge was closed›.",
    "It is likely that ‹the bridge was closed›.",
    "There is a chance that ‹the bridge was closed›.",
    "There is evidence that ‹the bridge was closed›.",
    "The mayor did not deny that ‹the bridge was closed›.",
    "The mayor did not rule out ‹an attack›.",
    "The mayor could not rule out that ‹the bridge was closed›.",
    "The mayor appears to have said that ‹the bridge was closed›.",
    "The mayor refused to deny that ‹the bridge was closed›.",
    "The mayor declined to rule out that ‹the bridge was closed›.",
    "The mayor raised the possibility that ‹the bridge was closed›.",
    "The mayor surmised that ‹the bridge was closed›.",
    "The mayor's hope that ‹the bridge was closed› was widely shared.",
    "It is conceivable that ‹the bridge was closed›.",
    "There is a risk that ‹the bridge was closed›.",
    "The mayor seems to have told the council that ‹the bridge was closed›.",
    "The mayor apparently said that ‹the bridge was closed›.",
    "Early reports by the council that ‹the bridge was closed› spread fast.",
];

#[track_caller]
fn check(sentences: &[&str], holds: impl Fn(&super::Standing) -> bool, what: &str) {
    let mut wrong = Vec::new();
    for sentence in sentences {
        let start = sentence.find('‹').expect("a mark");
        let end = sentence.find('›').expect("a mark") - '‹'.len_utf8();
        let text = sentence.replace(['‹', '›'], "");
        let (_, attributions) = found(&text);
        let standing = standing(&attributions, Span::new(start, end));
        if !holds(&standing) {
            wrong.push(format!(
                "{sentence}: {:?} {:?} factive {}",
                standing.stance, standing.certainty, standing.factive
            ));
        }
    }
    assert!(wrong.is_empty(), "not {what}:\n{}", wrong.join("\n"));
}

#[test]
fn there_are_enough_of_them() {
    let lists = [ASSERTED, FACTIVE, NOT_FACTIVE, DENIED, DOUBTED, HEDGED];
    assert!(lists.iter().map(|list| list.len()).sum::<usize>() >= 226);
}

#[test]
fn asserted() {
    check(
        ASSERTED,
        |it| it.stance == Stance::Asserted && it.certainty == Certainty::Stated,
        "asserted and stated",
    );
}

#[test]
fn factive() {
    check(FACTIVE, |it| it.stance == Stance::Asserted && it.factive && it.attribution.is_some(), "factive");
    check(NOT_FACTIVE, |it| !it.factive, "without commitment");
}

#[test]
fn denied() {
    check(DENIED, |it| it.stance == Stance::Denied, "denied");
}

#[test]
fn doubted() {
    check(DOUBTED, |it| it.stance == Stance::Doubted, "doubted");
}

#[test]
fn hedged() {
    check(
        HEDGED,
        |it| it.stance == Stance::Asserted && it.certainty == Certainty::Hedged,
        "asserted and hedged",
    );
}
