//! Words and sentences, case by case: `|` between words, `‖` between sentences.

use crate::testing::english;
use proptest::prelude::*;
use variorum_model::report::Furniture;

fn words(text: &str) -> String {
    let (sentences, tokens) = super::tokens(text, &[], english());
    let of = |sentence: &variorum_model::document::Sentence| {
        let forms: Vec<&str> =
            tokens[sentence.tokens.range()].iter().map(|token| token.span.of(text)).collect();
        forms.join("|")
    };
    sentences.iter().map(of).collect::<Vec<_>>().join(" ‖ ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(words(text), expected, "{text:?}");
}

#[test]
fn clitics() {
    check("They didn't go.", "They|did|n't|go|.");
    check("They didn’t go.", "They|did|n’t|go|.");
    check("Norland's army", "Norland|'s|army");
    check("the owners' boats", "the|owners|'|boats");
    check("We'll see, he's said.", "We|'ll|see|,|he|'s|said|.");
    check("She wouldn't've", "She|would|n't|'ve");
    check("It cannot be", "It|can|not|be");
    check("O'Hara and Sana'a", "O'Hara|and|Sana'a");
    check("the '90s", "the|'90s");
    check("CAN'T STOP", "CA|N'T|STOP");
}

#[test]
fn datelines() {
    check("EASTPORT, Norland (NNA) -- A mill burned.", "EASTPORT|,|Norland|(|NNA|)|-- ‖ A|mill|burned|.");
    check("EASTPORT — A mill burned.", "EASTPORT|— ‖ A|mill|burned|.");
    check(
        "Eastport, 23 Mar 24 (NNA) -- [Text] A mill burned.",
        "Eastport|,|23|Mar|24|(|NNA|)|--|[|Text|] ‖ A|mill|burned|.",
    );
    check("Port of Lund, N.D. (NNA) - A mill burned.", "Port|of|Lund|,|N.D.|(|NNA|)|- ‖ A|mill|burned|.");
    check("Eastport - a town of mills - burned.", "Eastport|-|a|town|of|mills|-|burned|.");
    check("Rebel-Held Town Falls (NNA) in May.", "Rebel|-|Held|Town|Falls|(|NNA|)|in|May|.");
    check("The mayor (Ana Ruiz) left - at last.", "The|mayor|(|Ana|Ruiz|)|left|-|at|last|.");
}

#[test]
fn hyphens() {
    check("one 22-year-old sailor", "one|22|-|year|-|old|sailor");
    check("a well-known port", "a|well|-|known|port");
    check("IS-KP and the al-Rashid brigade", "IS-KP|and|the|al-Rashid|brigade");
    check("an anti-aircraft gun", "an|anti-aircraft|gun");
    check("Port-au-Lune, Koh-e Baram", "Port-au-Lune|,|Koh-e|Baram");
    check("the Norland-led force", "the|Norland|-|led|force");
    check("Rebel-Held Town Falls", "Rebel|-|Held|Town|Falls");
    check("22-Year-Old Held", "22|-|Year|-|Old|Held");
    check("an AK-47 and a T-72", "an|AK-47|and|a|T-72");
    check("30-40 people", "30|-|40|people");
    check("on 2024-05-17", "on|2024-05-17");
    check("call 555-0100", "call|555-0100");
    check("a 7.3-magnitude quake", "a|7.3|-|magnitude|quake");
    check("Anna Lund-Berg", "Anna|Lund-Berg");
    check("the man - a baker - left", "the|man|-|a|baker|-|left");
    check("wait -- what", "wait|--|what");
}

#[test]
fn figures() {
    check("1,200 people, 3.5 per cent", "1,200|people|,|3.5|per|cent");
    check("12,13 and 14", "12|,|13|and|14");
    check("1,00,000 or 12,34,567 or 18,19,20", "1,00,000|or|12,34,567|or|18|,|19|,|20");
    check("£2bn, $1.5 million, 40%", "£|2|bn|,|$|1.5|million|,|40|%");
    check("US$5,000", "US$|5,000");
    check("at 5pm or 5:30 p.m. on Friday", "at|5|pm|or|5:30|p.m.|on|Friday");
    check("the 1970s, the 21st", "the|1970s|,|the|21st");
    check("on 9/11 and/or later", "on|9/11|and|/|or|later");
    check("-5 degrees", "-5|degrees");
    check("May 5,2020", "May|5|,|2020");
    check("30km north", "30|km|north");
}

#[test]
fn marks() {
    check("\"Go!\" he said.", "\"|Go|!|\"|he|said|.");
    check("well... no", "well|...|no");
    check("(see below)", "(|see|below|)");
    check("What?!", "What|?!");
    check("see https://example.org/a-b.html.", "see|https://example.org/a-b.html|.");
    check("Write to desk@example.org, please", "Write|to|desk@example.org|,|please");
    check("@eastport #fire #1", "@eastport|#fire|#|1");
    check("A&E and PG&E", "A&E|and|PG&E");
    check("''No,'' she said", "''|No|,|''|she|said");
}

#[test]
fn sentences() {
    check("One fell. Two stood.", "One|fell|. ‖ Two|stood|.");
    check("Dr. Ruiz met Gen. Oda. They spoke.", "Dr.|Ruiz|met|Gen.|Oda|. ‖ They|spoke|.");
    check("He lives in the U.S. President Oda does not.", "He|lives|in|the|U.S.|President|Oda|does|not|.");
    check("He lives in the U.S. The others left.", "He|lives|in|the|U.S. ‖ The|others|left|.");
    check("“We know.” She left.", "“|We|know|.|” ‖ She|left|.");
    check("\"We know.\" \"So?\"", "\"|We|know|.|\" ‖ \"|So|?|\"");
    check("\"Why?\" he asked.", "\"|Why|?|\"|he|asked|.");
    check("J. R. Marsh came at 5 p.m. on Monday.", "J.|R.|Marsh|came|at|5|p.m.|on|Monday|.");
    check("It was No. 5. No. They said no. He left.", "It|was|No.|5|. ‖ No|. ‖ They|said|no|. ‖ He|left|.");
    check("It is over.Police left.", "It|is|over|. ‖ Police|left|.");
    check("Fire kills 12\nTwelve died.", "Fire|kills|12 ‖ Twelve|died|.");
    check("1. Wash it.", "1.|Wash|it|.");
    check("a) Wash it.\n2.1. Dry it.", "a)|Wash|it|. ‖ 2.1.|Dry|it|.");
    check("He left … and came back.", "He|left|…|and|came|back|.");
    check("She said. (He did not.) They went.", "She|said|. ‖ (|He|did|not|.|) ‖ They|went|.");
    check(
        "He left.[2] She (b. March 3) stayed.[1][14] So.",
        "He|left|.|[|2|] ‖ She|(|b|.|March|3|)|stayed|.|[|1|]|[|14|] ‖ So|.",
    );
    check("He left. [2] [3] She stayed.", "He|left|.|[|2|]|[|3|] ‖ She|stayed|.");
    check("The bank (Lund Inc.) closed.", "The|bank|(|Lund|Inc.|)|closed|.");
    check("", "");
}

#[test]
fn hostile_text_takes_linear_time() {
    for text in [
        "(".repeat(200_000),
        "a".repeat(200_000),
        "a-".repeat(100_000),
        "a.".repeat(100_000),
        "1,".repeat(100_000),
        "'".repeat(200_000),
        "a@".repeat(100_000),
        "\n.".repeat(100_000),
        "a'".repeat(100_000),
        "\"A. ".repeat(50_000),
        ". (".repeat(50_000),
        "Aa-".repeat(50_000),
    ] {
        let (_, tokens) = super::tokens(&text, &[], english());
        assert!(!tokens.is_empty());
    }
}

proptest! {
    #[test]
    fn tokens_are_sorted_and_cover_all_but_white_space(text in "\\PC{0,60}|[a-zA-Z0-9 .,'’\"()\\-\n$%!?&@:/]{0,80}") {
        let (sentences, tokens) = super::tokens(&text, &[], english());
        let mut at = 0;
        for token in &tokens {
            prop_assert!(token.span.start >= at && token.span.end > token.span.start);
            prop_assert!(text.get(at as usize..token.span.start as usize).unwrap().chars().all(super::paragraph::is_gap));
            prop_assert!(text.get(token.span.range()).is_some());
            at = token.span.end;
        }
        let mut next = 0;
        for sentence in &sentences {
            prop_assert_eq!(sentence.tokens.start, next);
            prop_assert!(!sentence.tokens.is_empty());
            next = sentence.tokens.end;
        }
        prop_assert_eq!(next as usize, tokens.len());
    }

    #[test]
    fn a_paragraph_in_front_shifts_the_rest(text in "[a-zA-Z0-9 .,'’\"()\\-$%!?&@:/]{0,80}") {
        let front = "Nobody came.\n\n";
        let (sentences, tokens) = super::tokens(&text, &[], english());
        let (more_sentences, more_tokens) = super::tokens(&format!("{front}{text}"), &[], english());
        prop_assert_eq!(more_sentences.len(), sentences.len() + 1);
        for (token, shifted) in tokens.iter().zip(&more_tokens[3..]) {
            prop_assert_eq!(token.span.start as usize + front.len(), shifted.span.start as usize);
            prop_assert_eq!(token.span.end as usize + front.len(), shifted.span.end as usize);
            prop_assert_eq!(&token.norm, &shifted.norm);
        }
        prop_assert_eq!(tokens.len() + 3, more_tokens.len());
    }
}

#[test]
fn furniture_has_no_tokens() {
    let text = "Read more. Fire kills 12.";
    let furniture = [Furniture {
        span: variorum_model::Span::new(0, 10),
        kind: variorum_model::report::FurnitureKind::Teaser,
    }];
    let (sentences, tokens) = super::tokens(text, &furniture, english());
    assert_eq!((sentences.len(), tokens.len()), (1, 4));
    assert_eq!(tokens[0].span.of(text), "Fire");
}
