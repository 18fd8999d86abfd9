//! Headers and furniture of plain text and Markdown.

use super::{PROSE, check, header, kinds, read};
use variorum_model::report::FurnitureKind::{self, *};

#[test]
fn bylines() {
    let with = |lines: &str, expected: &str| {
        check(&format!("Ferry burns in Eastport\n\n{lines}\n\n{PROSE}\n"), expected)
    };
    with("«By Jane Doe»", "title: Ferry burns in Eastport; author: Jane Doe");
    with("«By Jane Ashdown.»", "title: Ferry burns in Eastport; author: Jane Ashdown");
    with("«By Jane Doe and John Roe»", "title: Ferry burns in Eastport; author: Jane Doe and John Roe");
    with(
        "«BY JANE DOE, The Eastport Herald»",
        "title: Ferry burns in Eastport; publisher: The Eastport Herald; author: JANE DOE",
    );
    with("«By Jane Doe in Port Ansel»", "title: Ferry burns in Eastport; author: Jane Doe");
    with(
        "«By Jane Doe | March 23, 2024»",
        "title: Ferry burns in Eastport; author: Jane Doe; published: 2024-03-23",
    );
    with("«By our correspondent»", "title: Ferry burns in Eastport");
    with(
        "«By Jane Doe, Associated Press»",
        "title: Ferry burns in Eastport; author: Jane Doe; credit: Associated Press",
    );
    with(
        "«Reuters Staff, 23 March 2024»",
        "title: Ferry burns in Eastport; published: 2024-03-23; credit: Reuters",
    );
    with(
        "«Jane Doe\n23 March 2024»",
        "title: Ferry burns in Eastport; author: Jane Doe; published: 2024-03-23",
    );
    with(
        "«Jane Doe, Chief Reporter\n23 March 2024»",
        "title: Ferry burns in Eastport; author: Jane Doe; published: 2024-03-23",
    );
    with(
        "«The Eastport Herald\nSaturday 23 March 2024, 21:30»",
        "title: Ferry burns in Eastport; publisher: The Eastport Herald; published: 2024-03-23T21:30:00",
    );
}

#[test]
fn a_copied_page_with_its_menus() {
    check(
        &format!(
            "«Menu\nHome\nWorld\nSport»\n«Subscribe\nLog in»\n\n«Norland > Eastport > Crime»\n\nThree held after stabbing at the market\n\n\
             «Updated 3 hours ago\nPublished: 4 Apr 2023 09:12 BST»\n\n«Share\nFacebook\nTwitter»\n\n«Ann Lowry\nCrime Correspondent»\n\n{PROSE}\n\n\
             «More on this story\nTraders ask for guards\nTwo dead in the market - as it happened»\n\nThe search goes on, said the mayor.\n\n«Follow us on X and Facebook»\n\n\
             «Related Topics\nEastport\nCrime»\n"
        ),
        "title: Three held after stabbing at the market; author: Ann Lowry; published: 2023-04-04T09:12:00",
    );
}

#[test]
fn the_header_of_a_mail() {
    check(
        &format!(
            "«From: Desk <desk@a.example>\nTo: list@a.example\nDate: Tue, 14 May 2024 10:22:01 +0200»\n«Subject: »Bus falls into ravine\n\n{PROSE}\n"
        ),
        "title: Bus falls into ravine; published: 2024-05-14T10:22:01",
    );
}

#[test]
fn lines_that_only_look_like_bylines() {
    let same = |first: &str| {
        check(&format!("Ferry burns in Eastport\n\n{first}\n\n{PROSE}\n"), "title: Ferry burns in Eastport")
    };
    same("By Friday the fire was out");
    same("By the time help came, it was over.");
    same("by Jane Doe");
    same("The fire of 12 May 2019 is remembered by everyone who lives at the harbour");
    same("Jane Doe");
}

#[test]
fn dates_of_change_are_no_dates_of_publication() {
    let with = |lines: &str, expected: &str| {
        check(&format!("Ferry burns in Eastport\n\n{lines}\n\n{PROSE}\n"), expected)
    };
    with("«Updated 24 March 2024»", "title: Ferry burns in Eastport");
    with(
        "«Published 23 March 2024, updated 24 March 2024»",
        "title: Ferry burns in Eastport; published: 2024-03-23",
    );
    with("«Last modified: 2024-03-24 10:00»", "title: Ferry burns in Eastport");
}

#[test]
fn titles() {
    check(&format!("{PROSE}\n"), "");
    check(
        &format!("Ferry burns\nin Eastport harbour\n\n{PROSE}\n"),
        "title: Ferry burns in Eastport harbour",
    );
    check(
        "Shortly before dawn on that Sunday the\nfire brigade was called to the harbour.\n\nNobody was hurt.\n",
        "",
    );
    check(
        &format!(
            "Ferry burns in Eastport «Posted: Friday, March 23, 2024 5:29 PM Updated: Monday, March 26, 2024 3:28 PM»\n\n{PROSE}\n"
        ),
        "title: Ferry burns in Eastport; published: 2024-03-23T17:29:00",
    );
    check(&format!("× Ferry burns in Eastport\n\n{PROSE}\n"), "title: Ferry burns in Eastport");
    check(&format!("NATO – an alliance adrift\n\n{PROSE}\n"), "title: NATO – an alliance adrift");
    check(
        &format!("Smoke over the harbour «(Credit: Norland TV)»\n\nFerry burns in Eastport\n\n{PROSE}\n"),
        "title: Ferry burns in Eastport",
    );
    check(&format!("What happened?\n\n{PROSE}\n"), "title: What happened?");
    check(
        &format!("The harbour was quiet. Jane Doe asks why\n\n«Jane Doe\n\n23 March 2024»\n\n{PROSE}\n"),
        "author: Jane Doe; published: 2024-03-23",
    );
    check(
        &format!("«Eastport Herald\n23 March 2024\nBy Jane Doe»\n\nThe night the ferry burned\n\n{PROSE}\n"),
        "title: The night the ferry burned; publisher: Eastport Herald; author: Jane Doe; published: 2024-03-23",
    );
    check(
        &format!(
            "«Title: »Ferry burns\n«Author: Jane Doe\nDate: 23 March 2024\nSource: Eastport Herald»\n\n{PROSE}\n"
        ),
        "title: Ferry burns; publisher: Eastport Herald; author: Jane Doe; published: 2024-03-23",
    );
}

#[test]
fn datelines() {
    let with = |start: &str, expected: &str| {
        check(&format!("Ferry burns in Eastport\n\n{start}{PROSE}\n"), expected)
    };
    with("«EASTPORT, Norland (Reuters) - »", "title: Ferry burns in Eastport; credit: Reuters");
    with("«EASTPORT, Norland — »", "title: Ferry burns in Eastport");
    with("«EASTPORT, March 23 (NPA) – »", "title: Ferry burns in Eastport; credit: NPA");
    with("«Eastport (AFP) -- »", "title: Ferry burns in Eastport; credit: AFP");
    with("«(Reuters) - »", "title: Ferry burns in Eastport; credit: Reuters");
    with(
        "«EASTPORT, 23 March 2024 (NPA) - »",
        "title: Ferry burns in Eastport; published: 2024-03-23; credit: NPA",
    );
    with("«EASTPORT: »", "title: Ferry burns in Eastport");
    with("«EASTPORT, Norland (March 23, 2024) — »", "title: Ferry burns in Eastport; published: 2024-03-23");
    with("«EASTPORT (NTV/AP) — »", "title: Ferry burns in Eastport; credit: NTV; credit: AP");
    with("«EASTPORT, Norland -»\n\n", "title: Ferry burns in Eastport");
    with("Smoke — black smoke — hung over the town. ", "title: Ferry burns in Eastport");
    with("Two things are certain: ", "title: Ferry burns in Eastport");
    with("The Norland Ferry Company - which owns the ship - was silent. ", "title: Ferry burns in Eastport");
}

#[test]
fn furniture_between_paragraphs() {
    let between = |line: &str| {
        let (first, second) = PROSE.split_once("\n\n").expect("two paragraphs");
        check(&format!("{first}\n\n{line}\n\n{second}\n"), "");
    };
    between("«Read more: Harbour master resigns»");
    between("«ADVERTISEMENT»");
    between("«Related\n\nHarbour master resigns»");
    between("«Related stories:\n• Harbour master resigns\n• Ferry company fined»");
    between("«Subscribe to our newsletter for more news from the islands»");
    between("«Photo: Jane Doe/Norland Press»");
    between("Smoke over the harbour. «Photo: Jane Doe»");
    between("Smoke over the harbour «(AP Photo/Jane Doe)»");
    between("«Share this article»");
    between("«Home > News > Islands»");
    between("«This article is for subscribers only. Log in to continue reading.»");
    between("Read more slowly, the teacher told them, and they read on.");
    between("Related incidents were reported from three other harbours that night.");
    between("Photographs of the ship were sold for charity.");
    between("People share what they have in hard times like these.");
    between("The search continues.");
}

#[test]
fn ends_of_texts() {
    let end = |lines: &str, expected: &str| check(&format!("{PROSE}\n\n{lines}\n"), expected);
    end("«Jane Doe is a reporter at the Eastport Herald»", "");
    end("«Professor Jane Doe is the author of three books on ships»", "");
    end("«About the author\nJane Doe\nJane Doe writes about the sea.\nLearn more»", "author: Jane Doe");
    end(
        "«Check also\n\nThe secret life of harbours\n\nA plan for the old docks has come to light. According to …»",
        "",
    );
    end("«© 2024 The Eastport Herald. All rights reserved.»", "publisher: The Eastport Herald");
    end("«© 2024 Reuters. All rights reserved.»", "credit: Reuters");
    end("«(Reporting by Jane Doe; editing by John Roe)»", "");
    end("«This article was originally published by The Norland Courier.»", "credit: The Norland Courier");
    end("«(With inputs from AFP and Reuters)»", "credit: AFP; credit: Reuters");
    end("«Eastport Herald, 23 March 2024»", "publisher: Eastport Herald; published: 2024-03-23");
    end("The mayor said: \"We shall never know.\"", "");
    end("Jane Doe was a teacher in Eastport for forty years", "");
}

#[test]
fn furniture_has_its_kind() {
    let is = |line: &str, kind: FurnitureKind| {
        assert_eq!(kinds(&format!("{PROSE}\n\n{line}\n\n{PROSE}\n")), [kind], "{line}")
    };
    is("Read more: Harbour master resigns", Teaser);
    is("ADVERTISEMENT", Navigation);
    is("Sign up for our newsletter", Subscription);
    is("Image credit: Jane Doe", PictureCredit);
    is("© 2024 The Eastport Herald", Imprint);
    is("This story first appeared in Harbour News.", Republication);
    is("Source: Reuters", Byline);
}

#[test]
fn markdown_loses_its_markup() {
    let source = format!(
        "---\ntitle: Ferry burns\nauthor: Jane Doe\npublication: Eastport Herald\ndate: 2024-03-23\n---\n\n# Ferry burns\n\n![smoke](a.png)\n\n\
         A **ferry** [burned](https://a.example)\nfor _six_ hours.\n\n- one\n- two\n\n> Quoted.\n\n{PROSE}\n"
    );
    let outcome = read("a.md", source.as_bytes());
    let report = &outcome.reports[0];
    assert_eq!(
        header(report),
        "title: Ferry burns; publisher: Eastport Herald; author: Jane Doe; published: 2024-03-23"
    );
    assert!(
        report.text.starts_with(
            "Ferry burns\n\nA ferry burned for six hours.\n\none\n\ntwo\n\nQuoted.\n\nA ferry caught"
        ),
        "{}",
        report.text
    );
}

#[test]
fn initials_of_a_paper_before_the_date() {
    let text = |line: &str| format!("Ferry burns in the harbour\n\n«{line}»\n\n{PROSE}");
    check(
        &text("NPA, Wednesday 15 October 2025"),
        "title: Ferry burns in the harbour; publisher: NPA; published: 2025-10-15",
    );
    check(
        &text("NPA | 15 October 2025"),
        "title: Ferry burns in the harbour; publisher: NPA; published: 2025-10-15",
    );
    // An agency is credited; a zone, two letters and a word are no paper.
    check(
        &text("AFP, 15 October 2025"),
        "title: Ferry burns in the harbour; published: 2025-10-15; credit: AFP",
    );
    check(&text("UK | 15 October 2025"), "title: Ferry burns in the harbour; published: 2025-10-15");
    check(&text("Eastport, 15 October 2025"), "title: Ferry burns in the harbour; published: 2025-10-15");
    check(&text("15 October 2025 GMT"), "title: Ferry burns in the harbour; published: 2025-10-15");
}
