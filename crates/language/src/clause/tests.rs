//! Clauses of invented sentences, one line each:
//! `head(form,role[,passive][,not][,tense]) S=subject O=object I=indirect C=complement's head M=preposition:argument …`.

use super::show::{clauses, show};
use crate::testing::document;
use proptest::prelude::*;
use variorum_model::document::ClauseForm;

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(clauses(text, false), expected, "{text}");
}

#[test]
fn frames_between_subject_and_verb() {
    for text in [
        "Twelve people, police said, were killed.",
        "“Twelve people,” she said, “were killed.”",
        "“Twelve people,” said Ana Ruiz, “were killed.”",
    ] {
        let found = clauses(text, false);
        let killed = |clause: &String| clause.starts_with("killed") && clause.ends_with("S=Twelve people");
        assert!(found.iter().any(killed), "{text}: {found:?}");
    }
    // No frame: what stands between the commas is a clause of its own.
    let found = clauses("The bus, the driver slept, was empty.", false);
    assert!(!found.iter().any(|clause| clause.contains("S=The bus")), "{found:?}");
}

#[test]
fn sentences() {
    check(
        "Police said at least 12 people were killed on Friday when a bomb exploded in a market, wounding 30.",
        &[
            "said(fin,main) S=Police C=killed",
            "killed(fin,comp<said,passive) S=at least 12 people M=on:Friday",
            "exploded(fin,adv<killed) S=a bomb M=in:a market",
            "wounding(part,adv<exploded) S=a bomb O=30",
        ],
    );
    check(
        "A bomb killed 12 people and wounded 30 others on Friday.",
        &[
            "killed(fin,main) S=A bomb O=12 people",
            "wounded(fin,coord<killed) S=A bomb O=30 others M=on:Friday",
        ],
    );
    check(
        "A plane carrying 54 passengers and four pilots crashed near Eastport.",
        &[
            "carrying(part,rel<crashed) S=A plane O=54 passengers",
            "crashed(fin,main) S=A plane M=near:Eastport",
        ],
    );
    check(
        "Police said two people had died and denied that officers had fired.",
        &[
            "said(fin,main) S=Police C=died",
            "died(fin,comp<said) S=two people",
            "denied(fin,coord<said) S=Police C=fired",
            "fired(fin,comp<denied) S=officers",
        ],
    );
    check(
        "A boat carrying 120 pilgrims capsized off Eastport, drowning 40.",
        &[
            "carrying(part,rel<capsized) S=A boat O=120 pilgrims",
            "capsized(fin,main) S=A boat M=off:Eastport",
            "drowning(part,adv<capsized) S=A boat O=40",
        ],
    );
    // Near miss: the men were.
    check(
        "Police said two men had been arrested and accused of murder.",
        &[
            "said(fin,main) S=Police C=arrested",
            "arrested(fin,comp<said,passive) S=two men",
            "accused(fin,coord<arrested,passive) S=two men M=of:murder",
        ],
    );
    check(
        "The government blamed \"foreign agents\" for the violence.",
        &["blamed(fin,main) S=The government O=foreign agents M=for:the violence"],
    );
    check(
        "Twelve people were killed and 30 wounded, officials said.",
        &[
            "killed(fin,comp<said,passive) S=Twelve people",
            "wounded(verbless,coord<killed) S=30",
            "said(fin,main) S=officials C=killed",
        ],
    );
    check("Blast kills 12 in Eastport", &["kills(fin,main) S=Blast O=12 M=in:Eastport"]);
    check("12 dead in Eastport fire", &["dead(verbless,main) S=12 M=in:Eastport fire"]);
    check("12 killed in blast", &["killed(part,main,passive) S=12 M=in:blast"]);
    check(
        "The mayor, who arrived on Friday, said that the fire had been put out.",
        &[
            "arrived(fin,rel<said) S=The mayor M=on:Friday",
            "said(fin,main) S=The mayor C=put",
            "put(fin,comp<said,passive) S=the fire",
        ],
    );
    check(
        "\"We did not know,\" said Anna Ruiz, a nurse at the hospital.",
        &["know(fin,comp<said,not) S=We", "said(fin,main) S=Anna Ruiz, a nurse at the hospital C=know"],
    );
    check(
        "\"Twelve people died,\" the ministry said in a statement.",
        &["died(fin,comp<said) S=Twelve people", "said(fin,main) S=the ministry C=died M=in:a statement"],
    );
    check(
        "The men arrested on Friday were charged with murder.",
        &[
            "arrested(part,rel<charged,passive) S=The men M=on:Friday",
            "charged(fin,main,passive) S=The men M=with:murder",
        ],
    );
    check(
        "The man accused of killing 12 people was arrested.",
        &[
            "accused(part,rel<arrested,passive) S=The man C=killing",
            "killing(part,comp<accused) S=The man O=12 people",
            "arrested(fin,main,passive) S=The man",
        ],
    );
    check(
        "The group claimed responsibility for the raid, saying it had killed 12 soldiers.",
        &[
            "claimed(fin,main) S=The group O=responsibility M=for:the raid",
            "saying(part,adv<claimed) S=The group C=killed",
            "killed(fin,comp<saying) S=it O=12 soldiers",
        ],
    );
    check(
        "The army denied that its planes had bombed the hospital.",
        &["denied(fin,main) S=The army C=bombed", "bombed(fin,comp<denied) S=its planes O=the hospital"],
    );
    check(
        "If the talks fail, the war will go on.",
        &["fail(fin,cond<go) S=the talks", "go(fin,main,future) S=the war"],
    );
    check(
        "After killing 12 people, the gunman fled to Norland.",
        &["killing(part,adv<fled) S=the gunman O=12 people", "fled(fin,main) S=the gunman M=to:Norland"],
    );
    check(
        "The governor told reporters the death toll had risen to 14.",
        &[
            "told(fin,main) S=The governor O=reporters C=risen",
            "risen(fin,comp<told) S=the death toll M=to:14",
        ],
    );
    check(
        "Officials told residents to leave the city.",
        &["told(fin,main) S=Officials O=residents C=leave", "leave(inf,comp<told) S=residents O=the city"],
    );
    check(
        "The blast left 12 people dead and 30 wounded.",
        &[
            "left(fin,main) S=The blast O=12 people",
            "dead(verbless,comp<left) S=12 people",
            "wounded(verbless,comp<left) S=30",
        ],
    );
    check(
        "The army blamed rebels for the attack, but the rebels denied involvement.",
        &[
            "blamed(fin,main) S=The army O=rebels M=for:the attack",
            "denied(fin,coord<blamed) S=the rebels O=involvement",
        ],
    );
    check(
        "Soldiers wounded in the raid were taken to a hospital.",
        &[
            "wounded(part,rel<taken,passive) S=Soldiers M=in:the raid",
            "taken(fin,main,passive) S=Soldiers M=to:a hospital",
        ],
    );
    check(
        "According to police, 12 people died in the fire.",
        &["died(fin,main) S=12 people M=According:police M=in:the fire"],
    );
    check(
        "The fire, the deadliest since 1999, killed 12 people.",
        &["killed(fin,main) S=The fire O=12 people"],
    );
    check(
        "The death of 12 miners in Eastport shocked the country.",
        &["shocked(fin,main) S=The death of 12 miners in Eastport O=the country"],
    );
    check(
        "The killing of 12 people by rebels was condemned.",
        &["condemned(fin,main,passive) S=The killing of 12 people by rebels"],
    );
    check("The rebels may have killed 12 hostages.", &["killed(fin,main) S=The rebels O=12 hostages"]);
    check(
        "Ana Ruiz, the head of the service, said 12 people had died and that 30 were missing.",
        &[
            "said(fin,main) S=Ana Ruiz, the head of the service C=died",
            "died(fin,comp<said) S=12 people",
            "missing(fin,coord<died) S=30",
        ],
    );
    check(
        "He was found dead on Monday.",
        &["found(fin,main,passive) S=He M=on:Monday", "dead(verbless,comp<found) S=He"],
    );
    check(
        "The rocket hit a bus carrying 12 children.",
        &["hit(fin,main) S=The rocket O=a bus", "carrying(part,rel<hit) S=a bus O=12 children"],
    );
    check("Who killed the mayor?", &["killed(fin,quest) O=the mayor"]);
    check(
        "The attack was the deadliest in years.",
        &["was(fin,main) S=The attack O=the deadliest M=in:years"],
    );
    check(
        "It was not clear who was behind the attack.",
        &["clear(fin,main,not) S=It C=was", "was(fin,comp<clear) M=behind:the attack"],
    );
    check("There were no casualties.", &["were(fin,main) O=no casualties"]);
    check("Two people remain missing.", &["missing(fin,main) S=Two people"]);
    check(
        "Rescuers found 12 bodies in the rubble, bringing the death toll to 40.",
        &[
            "found(fin,main) S=Rescuers O=12 bodies M=in:the rubble",
            "bringing(part,adv<found) S=Rescuers O=the death toll M=to:40",
        ],
    );
    check(
        "The hospital, which was treating 12 patients, said three had died.",
        &[
            "treating(fin,rel<said) S=The hospital O=12 patients",
            "said(fin,main) S=The hospital C=died",
            "died(fin,comp<said) S=three",
        ],
    );
    check("Nobody has claimed responsibility.", &["claimed(fin,main,not) S=Nobody O=responsibility"]);
    check(
        "As many as 40 people were injured, 12 of them seriously, the agency reported.",
        &[
            "injured(fin,comp<reported,passive) S=As many as 40 people",
            "reported(fin,main) S=the agency C=injured",
        ],
    );
    check(
        "Security forces arrived an hour after the attack began.",
        &["arrived(fin,main) S=Security forces M=:an hour", "began(fin,adv<arrived) S=the attack"],
    );
    check("The killed included 12 children.", &["included(fin,main) S=The killed O=12 children"]);
    check(
        "Rescuers, who worked through the night, pulled 12 bodies from the river.",
        &[
            "worked(fin,rel<pulled) S=Rescuers M=through:the night",
            "pulled(fin,main) S=Rescuers O=12 bodies M=from:the river",
        ],
    );
    check(
        "The army said it had killed 20 rebels in a raid on a camp, but residents said the dead were farmers.",
        &[
            "said(fin,main) S=The army C=killed",
            "killed(fin,comp<said) S=it O=20 rebels M=in:a raid M=on:a camp",
            "said(fin,coord<said) S=residents C=were",
            "were(fin,comp<said) S=the dead O=farmers",
        ],
    );
    check(
        "The governor, Pavel Lund, told a news conference that no warning had been received.",
        &[
            "told(fin,main) S=The governor, Pavel Lund O=a news conference C=received",
            "received(fin,comp<told,passive,not) S=no warning",
        ],
    );
    check(
        "Norland's president blamed the rebels, who denied involvement.",
        &[
            "blamed(fin,main) S=Norland's president O=the rebels",
            "denied(fin,rel<blamed) S=the rebels O=involvement",
        ],
    );
    check(
        "It was the deadliest attack in the country since 2011.",
        &["was(fin,main) S=It O=the deadliest attack in the country M=since:2011"],
    );
    check(
        "A ship carrying 140 migrants sank off the coast on Monday.",
        &[
            "carrying(part,rel<sank) S=A ship O=140 migrants",
            "sank(fin,main) S=A ship M=off:the coast M=on:Monday",
        ],
    );
    check(
        "Officials fear that the toll could rise.",
        &["fear(fin,main) S=Officials C=rise", "rise(fin,comp<fear) S=the toll"],
    );
    check(
        "The embassy had warned its citizens to avoid crowds.",
        &[
            "warned(fin,main) S=The embassy O=its citizens C=avoid",
            "avoid(inf,comp<warned) S=its citizens O=crowds",
        ],
    );
    check(
        "Two suspects have been arrested and charged with terrorism.",
        &[
            "arrested(fin,main,passive) S=Two suspects",
            "charged(fin,coord<arrested,passive) S=Two suspects M=with:terrorism",
        ],
    );
    check(
        "More than 100 people are feared dead.",
        &[
            "feared(fin,main,passive) S=More than 100 people",
            "dead(verbless,comp<feared) S=More than 100 people",
        ],
    );
    check(
        "The number of sailors killed in the storm has risen to 88, according to the agency.",
        &[
            "killed(part,rel<risen,passive) S=The number of sailors M=in:the storm",
            "risen(fin,main) S=The number of sailors M=to:88 M=according:the agency",
        ],
    );
    check(
        "Red Dawn claimed responsibility for the bombing on its website.",
        &["claimed(fin,main) S=Red Dawn O=responsibility M=for:the bombing M=on:its website"],
    );
    check(
        "Militants killed the teacher after he refused to close the school.",
        &[
            "killed(fin,main) S=Militants O=the teacher",
            "refused(fin,adv<killed) S=he C=close",
            "close(inf,comp<refused) S=he O=the school",
        ],
    );
    check(
        "Five of the wounded died in hospital, bringing the number of dead to 17.",
        &[
            "died(fin,main) S=Five of the wounded M=in:hospital",
            "bringing(part,adv<died) S=Five of the wounded O=the number of dead M=to:17",
        ],
    );
    check(
        "No group immediately claimed responsibility.",
        &["claimed(fin,main,not) S=No group O=responsibility"],
    );
}

#[test]
fn participles_before_nouns() {
    check("Masked men attacked a post.", &["attacked(fin,main) S=Masked men O=a post"]);
    check("Suspected rebels burned two farms.", &["burned(fin,main) S=Suspected rebels O=two farms"]);
    check("Killed were two men.", &["Killed(part,adv<were,passive)", "were(fin,main) O=two men"]);
}

#[test]
fn a_relative_clause_describes_the_noun_that_agrees() {
    check(
        "It lists the rules in the law that protect sailors.",
        &["lists(fin,main) S=It O=the rules M=in:the law", "protect(fin,rel<lists) S=the rules O=sailors"],
    );
}

#[test]
fn what_a_relative_clause_says_leaves_the_noun_its_verb() {
    check(
        "The blast that killed 24 people was caused by gas.",
        &["killed(fin,rel<caused) S=The blast O=24 people", "caused(fin,main,passive) S=The blast M=by:gas"],
    );
    check(
        "The blast, which killed 24 people and wounded 30, began in a boiler.",
        &[
            "killed(fin,rel<began) S=The blast O=24 people",
            "wounded(fin,coord<killed) S=The blast O=30",
            "began(fin,main) S=The blast M=in:a boiler",
        ],
    );
    check(
        "Police said the man who shot two guards last month had died.",
        &[
            "said(fin,main) S=Police C=died",
            "shot(fin,rel<died) S=the man O=two guards M=:last month",
            "died(fin,comp<said) S=the man",
        ],
    );
    // The verb's subject, where the noun that is described has its own.
    check(
        "They found the man who said the mayor was ill.",
        &[
            "found(fin,main) S=They O=the man",
            "said(fin,rel<found) S=the man C=was",
            "was(fin,comp<said) S=the mayor",
        ],
    );
    check(
        "The men that police arrested were released.",
        &["arrested(fin,rel<released) S=police", "released(fin,main,passive) S=The men"],
    );
}

#[test]
fn adverbs_of_place_govern_the_noun_behind_them() {
    check(
        "The number of people killed in a fire aboard a ferry rose to 14.",
        &[
            "killed(part,rel<rose,passive) S=The number of people M=in:a fire M=aboard:a ferry",
            "rose(fin,main) S=The number of people M=to:14",
        ],
    );
    check("The people aboard were saved.", &["saved(fin,main,passive) S=The people"]);
}

#[test]
fn nominal_predicates() {
    let nominal = |text: &str| {
        let document = document(text);
        let found = document.clauses.iter().filter(|clause| clause.form == ClauseForm::Nominal);
        found.map(|clause| show(&document, clause)).collect::<Vec<_>>()
    };
    assert_eq!(
        nominal("The killing of 12 people by rebels was condemned."),
        ["killing(nom,comp<condemned) O=12 people M=of:12 people M=by:rebels"]
    );
    assert_eq!(
        nominal("The army's withdrawal from the city began."),
        ["withdrawal(nom,comp<began) S=The army M=from:the city"]
    );
    assert_eq!(nominal("The roof of the house was red."), [""; 0]);
}

#[test]
fn a_relative_clause_describes_the_noun_and_not_its_place() {
    check(
        "It recalled the bombing in Westhaven, which killed 40 people.",
        &[
            "recalled(fin,main) S=It O=the bombing M=in:Westhaven",
            "killed(fin,rel<recalled) S=the bombing O=40 people",
        ],
    );
}

#[test]
fn the_object_does_what_a_participle_behind_of_or_from_says() {
    check(
        "Officials accused the miners of blocking the road.",
        &[
            "accused(fin,main) S=Officials O=the miners C=blocking",
            "blocking(part,comp<accused) S=the miners O=the road",
        ],
    );
    check(
        "The guards stopped the man from leaving the hall.",
        &[
            "stopped(fin,main) S=The guards O=the man C=leaving",
            "leaving(part,comp<stopped) S=the man O=the hall",
        ],
    );
    check(
        "The miners were accused of blocking the road.",
        &[
            "accused(fin,main,passive) S=The miners C=blocking",
            "blocking(part,comp<accused) S=The miners O=the road",
        ],
    );
    // After other prepositions it is the subject.
    check(
        "The guards calmed the man by opening the hall.",
        &["calmed(fin,main) S=The guards O=the man", "opening(part,adv<calmed) S=The guards O=the hall"],
    );
}

#[test]
fn what_somebody_is_told_to_do_can_stand_behind_a_time() {
    check(
        "The embassy warned its citizens on Monday to avoid the square.",
        &[
            "warned(fin,main) S=The embassy O=its citizens C=avoid M=on:Monday",
            "avoid(inf,comp<warned) S=its citizens O=the square",
        ],
    );
}

proptest! {
    #[test]
    fn any_text_has_clauses_within_its_sentences(text in "\\PC{0,60}|([a-z]{1,8}|, |\\. |and |that |was |killed |\"| ){0,40}") {
        let document = document(&text);
        for clause in &document.clauses {
            let sentence = document.sentences[clause.sentence.0 as usize];
            prop_assert!(sentence.tokens.contains(clause.extent));
            prop_assert!(clause.extent.contains(clause.predicate));
            prop_assert!(clause.predicate.covers(clause.head));
        }
    }
}

#[test]
fn participles_that_look_like_other_forms() {
    check("The driver was not hurt.", &["hurt(fin,main,passive,not) S=The driver"]);
    check("No one was hurt.", &["hurt(fin,main,passive,not) S=No one"]);
    check("Two men were hurt.", &["hurt(fin,main,passive) S=Two men"]);
    check("The road was cut.", &["cut(fin,main,passive) S=The road"]);
}
