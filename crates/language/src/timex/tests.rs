//! The examples and counterexamples of the cards, the laws of the layer, and cases of its own.

use super::{card, find};
use crate::testing::english;
use crate::timex::words::Words;
use proptest::prelude::*;
use variorum_model::document::{Anchor, Timex};
use variorum_model::{Document, Published, Report};

/// "2024-03-20" or "2024-03-20T14:30".
fn published(text: &str) -> Option<Published> {
    let (date, time) = text.split_once('T').map_or((text, None), |(date, time)| (date, Some(time)));
    Some(Published { date: date.parse().ok()?, time: time.map(|time| time.parse().unwrap()) })
}

fn document(text: &str, date: &str) -> Document {
    english().analyze(&Report { text: text.into(), published: published(date), ..Report::default() })
}

/// Takes the marks out of a text.
fn unmarked(text: &str) -> String {
    text.replace(['‹', '›'], "")
}

/// Puts marks around the findings.
fn marked(document: &Document) -> String {
    let mut text = document.text.clone();
    for timex in document.times.iter().rev() {
        text.insert(timex.span.end as usize, '›');
        text.insert(timex.span.start as usize, '‹');
    }
    text
}

fn values(times: &[Timex]) -> String {
    times.iter().map(|timex| format!("{} {}", timex.kind.label(), timex.value)).collect::<Vec<_>>().join("; ")
}

#[test]
fn cards_find_their_examples_and_not_their_counterexamples() {
    let mut words = Words::read("words.list", variorum_english::TIME_WORDS).unwrap();
    let mut wrong = String::new();
    for (file, text) in variorum_english::TIME_CARDS {
        let mut examples = Vec::new();
        card::read(file, text, &mut words, |example| examples.push(example)).unwrap();
        for example in examples {
            let document = document(&unmarked(example.text), example.published);
            let found = format!("{} = {}", marked(&document), values(&document.times));
            let place = format!("{file}:{} card {}", example.line, example.card);
            let by_card = document.times.iter().any(|timex| timex.rule == example.card);
            match example.expected {
                Some(expected) if found != format!("{} = {expected}", example.text) => {
                    wrong += &format!("{place}: {} = {expected}\n    found {found}\n", example.text);
                }
                None if by_card => wrong += &format!("{place}: not {}\n    found {found}\n", example.text),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[track_caller]
fn check(date: &str, text: &str, expected: &str) {
    let document = document(&unmarked(text), date);
    assert_eq!((marked(&document).as_str(), values(&document.times).as_str()), (text, expected));
}

/// A Wednesday.
const DAY: &str = "2024-03-20";

#[test]
fn days_that_share_a_month() {
    check(DAY, "It rained from ‹3› to ‹5 March›.", "DATE 2024-03-03; DATE 2024-03-05");
    check(DAY, "It rained between ‹3› and ‹5 March 2021›.", "DATE 2021-03-03; DATE 2021-03-05");
    check(DAY, "They met on ‹January 3›-‹5› in Eastport.", "DATE 2024-01-03; DATE 2024-01-05");
    check(DAY, "They met on ‹7›–‹9 January›.", "DATE 2024-01-07; DATE 2024-01-09");
    check(DAY, "They met on ‹February 24› and ‹25›, in rain.", "DATE 2024-02-24; DATE 2024-02-25");
    check(DAY, "They met on ‹February 24› and 25 sailors left.", "DATE 2024-02-24");
    check(DAY, "They met on ‹February 24› and 3 left.", "DATE 2024-02-24");
}

#[test]
fn what_lies_behind_and_ahead() {
    check(
        DAY,
        "A march to honour the crew of the lost ferry Marta on ‹Friday› drew hundreds.",
        "DATE 2024-03-15",
    );
    check(DAY, "They agreed to meet in Eastport on ‹Friday›.", "DATE 2024-03-22");
    check(DAY, "They will appeal.", "");
    check(DAY, "Until ‹Friday›, nobody had asked.", "DATE 2024-03-15");
    check(DAY, "The mill has been shut since ‹early September›.", "DATE 2023-09");
    check(DAY, "The talks are set for ‹Friday›.", "DATE 2024-03-22");
    check(DAY, "It set a record on ‹Friday›.", "DATE 2024-03-15");
    check(DAY, "The new law is effective ‹May 1›.", "DATE 2024-05-01");
}

#[test]
fn dates() {
    check(DAY, "The bridge opened on ‹14 May 2021›.", "DATE 2021-05-14");
    check(DAY, "The bridge opened on ‹May 14th, 2021›, in rain.", "DATE 2021-05-14");
    check(DAY, "Norland's fleet sailed on ‹July 4, 1776›.", "DATE 1776-07-04");
    check(DAY, "It was signed on ‹the 3rd of June 2019›.", "DATE 2019-06-03");
    check(DAY, "The vote of ‹Tuesday, April 2› was lost.", "DATE 2024-04-02");
    check(DAY, "They met between ‹April› and ‹June 2022›.", "DATE 2022-04; DATE 2022-06");
    check(DAY, "The plant closed in ‹late January›.", "DATE 2024-01");
    check(DAY, "Eastport flooded in ‹1998› and in ‹'03›.", "DATE 1998; DATE 2003");
    check(DAY, "The abbey dates from ‹the early 14th century›.", "DATE 13");
    check(DAY, "It was fashionable in ‹the 1970s›.", "DATE 197");
}

#[test]
fn words_that_only_look_like_times() {
    check(DAY, "They may march on Eastport.", "");
    check(DAY, "Troops may not march.", "");
    check(DAY, "He came second in the race.", "");
    check(DAY, "Prices fall when demand does.", "");
    check(DAY, "A 22-year-old man, 52 years old, met a boy aged 9.", "");
    check(DAY, "Some 2011 people signed.", "");
    check(DAY, "It cost $ 1998 to mend.", "");
    check(DAY, "More than a quarter of the town burned.", "");
    check(DAY, "One day it will rain.", "");
    check(DAY, "Norland scored twice in the third quarter of the game.", "");
    check(DAY, "Call 555-0100 for tickets.", "");
    check(DAY, "He asked them to wait a second time.", "");
}

#[test]
fn tense_and_nearness_choose() {
    check(DAY, "Talks broke down on ‹Friday›.", "DATE 2024-03-15");
    check(DAY, "Talks will resume on ‹Friday›.", "DATE 2024-03-22");
    check(DAY, "Talks are due on ‹Friday›.", "DATE 2024-03-22");
    check(DAY, "They agreed to meet on ‹Friday›.", "DATE 2024-03-22");
    check(DAY, "The talks must end by ‹Friday›.", "DATE 2024-03-22");
    check(DAY, "He asked for an answer by ‹Friday›.", "DATE 2024-03-22");
    check(DAY, "It rained, and by ‹Friday› the dam was full.", "DATE 2024-03-15");
    check(DAY, "By ‹Friday› the dam will be full.", "DATE 2024-03-22");
    check(DAY, "The answer came by mistake on ‹Friday›.", "DATE 2024-03-15");
    check(DAY, "One of its jets hit a mill on ‹Friday›.", "DATE 2024-03-15");
    check(DAY, "The court ruled on ‹Wednesday›.", "DATE 2024-03-20");
    check(DAY, "She resigned in ‹November›.", "DATE 2023-11");
    check(DAY, "She will resign in ‹November›.", "DATE 2024-11");
    check(DAY, "She resigned in ‹March›.", "DATE 2024-03");
    check(DAY, "The dam burst on ‹30 December›.", "DATE 2023-12-30");
    check(DAY, "The dam reopens on ‹2 April›.", "DATE 2024-04-02");
    check(DAY, "Shops were shut on ‹Good Friday›.", "DATE 2023-04-07");
    check(DAY, "Shops will be shut on ‹Good Friday›.", "DATE 2024-03-29");
}

#[test]
fn shifts_from_now() {
    check(DAY, "It rained ‹yesterday›, not ‹the day before yesterday›.", "DATE 2024-03-19; DATE 2024-03-18");
    check(DAY, "It closed ‹last week› and reopens ‹next month›.", "DATE 2024-W11; DATE 2024-04");
    check(DAY, "It was sold ‹three days ago›.", "DATE 2024-03-17");
    check(DAY, "It was sold ‹six weeks ago›.", "DATE 2024-W06");
    check(DAY, "It was sold ‹almost two years ago›.", "DATE 2022");
    check(DAY, "It was sold ‹earlier this month›.", "DATE 2024-03");
    check(DAY, "It was sold ‹a few years ago›.", "DATE PAST_REF");
    check(DAY, "It will be sold ‹this summer›.", "DATE 2024-SU");
    check(DAY, "It was sold ‹last autumn›.", "DATE 2023-FA");
    check(DAY, "It was sold over ‹the weekend›.", "DATE 2024-W11-WE");
    check("2024-03-20T14:30", "It began ‹two hours ago›.", "TIME 2024-03-20T12");
    check(DAY, "It began ‹two hours ago›.", "DURATION PT2H");
}

#[test]
fn shifts_from_what_was_spoken_of() {
    check(DAY, "It fell on ‹9 February›. ‹The next day›, it rose.", "DATE 2024-02-09; DATE 2024-02-10");
    check(DAY, "He won in ‹2009› and left ‹two years later›.", "DATE 2009; DATE 2011");
    check(DAY, "He won in ‹2009›, as he had ‹four years earlier›.", "DATE 2009; DATE 2005");
    check(DAY, "It burned in ‹2009›. ‹The next day› they wept.", "DATE 2009; DATE XXXX-XX-XX");
    check(
        DAY,
        "Profit for ‹the second quarter of 2023› rose from ‹a year earlier›.",
        "DATE 2023-Q2; DATE 2022-Q2",
    );
    check(
        DAY,
        "It burned on ‹9 February›, after a party ‹the previous night›.",
        "DATE 2024-02-09; TIME 2024-02-08TNI",
    );
}

#[test]
fn times_of_day() {
    check(DAY, "A bus crashed ‹late on Friday evening›.", "TIME 2024-03-15TEV");
    check(DAY, "A bus crashed on ‹the evening of 9 March›.", "TIME 2024-03-09TEV");
    check(DAY, "A bus crashed at ‹7.30pm on Friday›.", "TIME 2024-03-15T19:30");
    check(DAY, "A bus crashed at ‹noon› in rain.", "TIME 2024-03-20T12:00");
    check(DAY, "On ‹Friday› a bus crashed at ‹19:30›.", "DATE 2024-03-15; TIME 2024-03-15T19:30");
    check(DAY, "A bus crashed at ‹9 a.m. (0700 GMT) on Friday›.", "TIME 2024-03-15T09:00");
    check(DAY, "They led with 7:41 left to play.", "");
    check(
        DAY,
        "A bus crashed ‹last night›, ‹this morning› or ‹tonight›.",
        "TIME 2024-03-19TNI; TIME 2024-03-20TMO; TIME 2024-03-20TNI",
    );
}

#[test]
fn lengths_and_what_recurs() {
    check(DAY, "It took ‹at least three weeks›.", "DURATION P3W");
    check(DAY, "It took ‹two and a half years›.", "DURATION P2Y6M");
    check(DAY, "It took ‹one hour and 20 minutes›.", "DURATION PT1H20M");
    check(DAY, "It took ‹two to three weeks›.", "DURATION P2W");
    check(DAY, "It took ‹several months› in ‹the past two decades›.", "DURATION PXM; DURATION P20Y");
    check(DAY, "The ‹18-month› siege and the ‹24-hour› truce ended.", "DURATION P18M; DURATION PT24H");
    check(DAY, "It is tested ‹every month›, ‹daily› or ‹each Thursday›.", "SET P1M; SET P1D; SET XXXX-WXX-4");
    check(DAY, "The siren howls on ‹Sundays›.", "SET XXXX-WXX-7");
    check(DAY, "He is ‹now› in Eastport and was ‹recently› in Norland.", "DATE PRESENT_REF; DATE PAST_REF");
}

#[test]
fn without_a_date_values_stay_open() {
    check("none", "It opened on ‹22 March›.", "DATE XXXX-03-22");
    check("none", "It opened on ‹Friday›, ‹two days ago›.", "DATE XXXX-WXX-5; DATE XXXX-XX-XX");
    check("none", "It opened ‹last May› and closed ‹this year›.", "DATE XXXX-05; DATE XXXX");
    check(
        "none",
        "It opened ‹Friday night› at ‹8 p.m.› in rain.",
        "TIME XXXX-WXX-5TNI; TIME XXXX-WXX-5T20:00",
    );
    check(
        "none",
        "It opened on ‹22 March 2024› and closed ‹the following day›.",
        "DATE 2024-03-22; DATE 2024-03-23",
    );
}

#[test]
fn anchors_and_inference_are_told() {
    let anchors = |text: &str, date: &str| {
        let all = document(text, date).times;
        all.iter().map(|timex| (timex.anchor, timex.inferred, timex.modifier.to_string())).collect::<Vec<_>>()
    };
    let none = String::new;
    assert_eq!(anchors("It opened on 22 March.", DAY), [(Anchor::Published, true, none())]);
    assert_eq!(anchors("It opened on 22 March 2023.", DAY), [(Anchor::Absolute, false, none())]);
    assert_eq!(anchors("It opened on 22 March.", "none"), [(Anchor::Unknown, false, none())]);
    assert_eq!(
        anchors("It opened three days before the attack.", DAY),
        [(Anchor::Event, false, "BEFORE".into())]
    );
    let after = anchors("It opened three days after 9 February.", DAY);
    assert_eq!(after[0], (Anchor::Timex(1), false, "AFTER".into()));
    let next = anchors("It opened on 9 February and closed the next day.", DAY);
    assert_eq!(next[1], (Anchor::Timex(0), false, none()));
    assert_eq!(anchors("It opened early in 2019.", DAY), [(Anchor::Absolute, false, "START".into())]);
}

#[test]
fn broken_cards_say_where_and_what() {
    let message = |text: &str| {
        let mut words = Words::read("words.list", variorum_english::TIME_WORDS).unwrap();
        card::read("x.cards", text, &mut words, |_| ()).map(|_| ()).unwrap_err().to_string()
    };
    let rest = "means date\nexample It rained ‹today›. = DATE 2024-03-20\nnot It rained.";
    insta::assert_snapshot!([
        message("card a\nfind {month}\nmeans date\nnot It rained."),
        message("card a\nfind {month}\nmeans date\nexample It rained ‹today›. = DATE 2024-03-20"),
        message(&format!("card a\nfind {{moon}}\n{rest}")),
        message(&format!("card a\nfind [the {{month}}\n{rest}")),
        message(&format!("card a\nfind [the]\n{rest}")),
        message(&format!("card a\nfind {{month/ROUN}}\n{rest}")),
        message(&format!("card a\n{rest}")),
        message("card a\nfind {month}\nmeans dates\nexample ‹May›. = DATE X\nnot It rained."),
        message("card a\nfind {month}\nmeaning date"),
        message("find {month}"),
        Words::read("words.list", "month may=MAY").unwrap_err().to_string(),
    ].join("\n"), @r"
    x.cards:1: card a: it has no example; hint: example  It rained ‹today›.  = DATE 2024-03-20
    x.cards:1: card a: it has no counterexample; hint: not  A text in which it finds nothing.
    x.cards:2: {moon} is no class; hint: a class of the word list, or what a card above makes
    x.cards:2: “[” is not closed; hint: “]” is missing
    x.cards:2: the pattern can match nothing at all; hint: leave a word outside the brackets
    x.cards:2: “ROUN” is no part of speech; hint: UPOS or XPOS in capitals, such as PROPN, or CAP for a capital letter
    x.cards:1: card a: it finds nothing; hint: add a line “find …”
    x.cards:3: “dates” has no meaning here; hint: nothing, date, day, weekday, weekend, quarter, decade, century, shift, length, every, vague, clock, part, join or modify
    x.cards:3: “meaning” is no line of a card; hint: one of find, only, unless, without, means, makes, example, not
    x.cards:1: “find” stands before any card; hint: begin with “card NAME”
    words.list:1: “MAY” is no value; hint: a whole number, X, or a code of TIMEX3 such as D, TH, MO, SP
    ");
}

#[test]
fn hostile_text_takes_linear_time() {
    for unit in
        ["(", "one thousand ", "10 a.m. (", "third quarter ", "two years and ", "1-", "the ", "'", "20 "]
    {
        let text = unit.repeat(100_000 / unit.len());
        let (sentences, tokens) = crate::token::tokens(&text, &[], english());
        let document = Document { text, sentences, tokens, ..Document::default() };
        assert!(find(&document, &english().times).len() <= document.tokens.len());
    }
}

proptest! {
    #[test]
    fn a_sentence_in_front_shifts_spans_and_nothing_else(front in "(Norland is small\\. |The mill burned\\. ){1,3}", pick in 0_usize..4) {
        let text = ["It opened on 22 March 2023.", "A bus crashed at 7 p.m. on Friday.", "It took two years.", "He left last May."][pick];
        let (alone, behind) = (document(text, DAY).times, document(&format!("{front}{text}"), DAY).times);
        let bare = |times: &[Timex], shift: u32| times.iter().map(|timex| (timex.span.start - shift, timex.span.end - shift, timex.value.clone(), timex.kind, timex.rule.clone())).collect::<Vec<_>>();
        prop_assert_eq!(bare(&alone, 0), bare(&behind, front.len() as u32));
    }

    #[test]
    fn any_text_is_read_without_panic_and_in_order(text in "\\PC{0,80}|[a-z0-9 ,.:/'-]{0,60}") {
        let document = document(&text, "2024-03-20");
        for pair in document.times.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        prop_assert_eq!(find(&document, &english().times), document.times);
    }
}
