//! Web pages.

use super::{PROSE, header, laws, read};

/// A page around two paragraphs.
fn page(head: &str, before: &str, after: &str) -> String {
    let paragraphs: String = PROSE.split("\n\n").map(|text| format!("<p>{text}</p>")).collect();
    format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><head>{head}</head><body><nav><ul><li><a href=/>Home</a></li><li><a href=/n>News</a></li></ul></nav>\
         <main><article>{before}{paragraphs}{after}</article></main><footer><p>Contact us about advertising</p></footer></body></html>"
    )
}

#[track_caller]
fn check(head: &str, before: &str, expected: &str) -> String {
    let outcome = read("a.html", page(head, before, "").as_bytes());
    laws(&outcome);
    assert_eq!(header(&outcome.reports[0]), expected);
    let text = outcome.reports[0].text.clone();
    assert!(text.contains("A ferry caught fire"), "{text}");
    assert!(!text.contains("Contact us"), "{text}");
    text
}

#[test]
fn headers_of_pages() {
    let data = r#"<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ferry burns in Eastport","author":{"@type":"Person","name":"Jane Doe"},"publisher":{"name":"Eastport Herald"},"datePublished":"2024-03-23T10:00:00+01:00","dateModified":"2024-03-25"}</script>"#;
    let text = check(
        data,
        "<h1>Ferry burns in Eastport</h1>",
        "title: Ferry burns in Eastport; publisher: Eastport Herald; author: Jane Doe; published: 2024-03-23T10:00:00",
    );
    assert_eq!(
        text.matches("Ferry burns in Eastport").count(),
        1,
        "the title stands in the text once: {text}"
    );
    let meta = "<title>Ferry burns in Eastport | Harbour News</title><meta property=og:site_name content='Harbour News'><meta property='article:published_time' content='2024-03-23'>\
        <meta name=author content='By Jane Doe'><link rel=canonical href='https://news.harbour.example/ferry'>";
    let text = check(
        meta,
        "",
        "title: Ferry burns in Eastport; publisher: Harbour News; author: Jane Doe; published: 2024-03-23; url: https://news.harbour.example/ferry",
    );
    assert!(
        text.starts_with("Ferry burns in Eastport\n\nA ferry caught"),
        "the title is the first paragraph: {text}"
    );
    check(
        "<link rel=canonical href='https://news.harbour.co.uk/ferry'>",
        "<h1>Ferry burns</h1>",
        "title: Ferry burns; publisher: harbour.co.uk; url: https://news.harbour.co.uk/ferry",
    );
}

#[test]
fn names_of_sites_in_titles() {
    check(
        "<title>Ferry burns in Eastport - The Eastport Herald</title>",
        "",
        "title: Ferry burns in Eastport; publisher: The Eastport Herald",
    );
    check(
        "<title>The Eastport Herald: Ferry burns</title>",
        "",
        "title: Ferry burns; publisher: The Eastport Herald",
    );
    check("<title>Ferry burns - what we know</title>", "", "title: Ferry burns - what we know");
    let text = check(
        "<title>Ferry burns</title>",
        "<b>Ferry</b><br>By Jane Doe<br>",
        "title: Ferry burns; author: Jane Doe",
    );
    assert!(!text.contains("FerryBy"), "{text}");
}

#[test]
fn dates_of_pages() {
    check(
        "",
        "<h1>Ferry burns</h1><time datetime='2024-03-23T10:00'>Saturday</time>",
        "title: Ferry burns; published: 2024-03-23T10:00:00",
    );
    check(
        "",
        "<h1>Ferry burns</h1><time class=updated datetime='2024-03-25'>Monday</time>",
        "title: Ferry burns",
    );
    check(
        "",
        "<h1>Ferry burns</h1><time datetime='2024-03-23'>a</time><time datetime='2019-01-01'>b</time>",
        "title: Ferry burns",
    );
    check(
        "<meta property='article:modified_time' content='2024-03-25'><meta name='upload_date' content='2024-03-25'>",
        "<h1>Ferry burns</h1>",
        "title: Ferry burns",
    );
    check(
        "<link rel=canonical href='https://a.example/2019/04/05/ferry'>",
        "<h1>Ferry burns</h1>",
        "title: Ferry burns; publisher: a.example; url: https://a.example/2019/04/05/ferry",
    );
    check(
        r#"<script type="application/ld+json">{"@type":"VideoObject","uploadDate":"2024-03-23","name":"Ferry"}</script>"#,
        "<h1>Ferry burns</h1>",
        "title: Ferry burns",
    );
}

#[test]
fn agencies_and_sources_of_pages() {
    let agency = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry burns","author":{"name":"Reuters"},"publisher":{"name":"Eastport Herald"}}</script>"#;
    check(agency, "<h1>Ferry burns</h1>", "title: Ferry burns; publisher: Eastport Herald; credit: Reuters");
    check(
        "<meta name='syndication-source' content='https://www.norlandcourier.com/x'>",
        "<h1>Ferry burns</h1>",
        "title: Ferry burns; credit: norlandcourier.com",
    );
}

#[test]
fn the_character_set_that_a_page_names_is_used() {
    let source = page("<meta charset=windows-1251>", "<h1>Ferry</h1>", "");
    let mut bytes = source.replace("quay", "@@").into_bytes();
    let at = bytes.windows(2).position(|pair| pair == b"@@").expect("the place");
    bytes.splice(at..at + 2, [0xCC, 0xE8, 0xF0]);
    let outcome = read("a.html", &bytes);
    assert!(outcome.notes.is_empty(), "{:?}", outcome.notes);
    assert!(outcome.reports[0].text.contains("from the Мир."), "{}", outcome.reports[0].text);
}

#[test]
fn large_and_broken_pages_take_no_time() {
    for piece in [
        "<p>word",
        "<p>one two three four.</p>",
        "<a href=x>y</a> ",
        "<b>",
        "</div>",
        "<li>a",
        "&amp;",
        "<td>",
        "<!--",
        "<span class=a>b</span>",
    ] {
        laws(&read("a.html", piece.repeat((32 << 10) / piece.len()).as_bytes()));
    }
}

#[test]
fn a_short_article_above_many_teasers() {
    let cards: String = (0..12)
        .map(|n| format!("<article class=card><h2><a href=/b/{n}>Bridge {n} is closed</a></h2><p>The council of Eastport has closed the bridge number {n} over the river after engineers found cracks in one of its piers, it said on Monday.</p></article>"))
        .collect();
    let own = "<p>A ferry caught fire in the harbour of Norland on Friday night, and nobody on board was hurt, the coastguard said.</p>\
        <p>The captain told the harbour police that he had smelled smoke near the galley shortly before the alarm was raised.</p>";
    let page = format!(
        "<html><head><title>Ferry burns</title></head><body><main><article><h1>Ferry burns</h1>{own}<a href=/x>Read it there</a></article><section>{cards}</section></main></body></html>"
    );
    let outcome = read("a.html", page.as_bytes());
    let text = &outcome.reports[0].text;
    assert!(text.contains("A ferry caught fire") && text.contains("smelled smoke"), "{text}");
    assert!(!text.contains("closed the bridge"), "{text}");
}

#[test]
fn what_is_around_the_content_is_kept_on_demand() {
    let reader = crate::Reader::new(variorum_english::READING, "en").expect("the words can be read");
    let page = page("<title>Ferry burns</title>", "<h1>Ferry burns</h1>", "");
    assert!(reader.read("a.html", None, page.as_bytes()).reports[0].provenance.cut.is_empty());
    let outcome = reader.keeping_cut().read("a.html", None, page.as_bytes());
    let cut = &outcome.reports[0].provenance.cut;
    let texts: Vec<&str> = cut.iter().map(|cut| cut.text.as_str()).collect();
    assert_eq!(texts, ["Home", "News", "Contact us about advertising"]);
    for piece in cut {
        let Some(variorum_model::Place::Bytes { start, end }) = piece.place else { panic!("{piece:?}") };
        assert_eq!(&page[start as usize..end as usize], piece.text);
    }
}

#[test]
fn paywalls_are_said() {
    let stub = |head: &str, after: &str| {
        let paragraph = PROSE.split("\n\n").next().unwrap_or_default();
        let page = format!(
            "<html><head><title>Ferry burns</title>{head}</head><body><article><h1>Ferry burns</h1><p>{paragraph}</p>{after}</article></body></html>"
        );
        let outcome = read("a.html", page.as_bytes());
        let said = outcome.notes.iter().any(|note| !note.lost && note.message.contains("behind a paywall"));
        assert_eq!(outcome.reports[0].provenance.partial, said);
        said
    };
    let data = |free: &str| {
        format!(
            r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Ferry burns","isAccessibleForFree":{free}}}</script>"#
        )
    };
    assert!(stub(&data("false"), ""));
    assert!(stub(&data("\"False\""), ""));
    assert!(stub("<meta property='article:content_tier' content='locked'>", ""));
    assert!(stub("", "<div class='paywall-box'><p>Subscribe to read the full story</p></div>"));
    assert!(stub("", "<p>Subscribe now to continue reading.</p>"));
    assert!(stub("", "<p>This article is for subscribers only.</p>"));
    assert!(!stub("", ""));
    assert!(!stub(&data("true"), ""));
    assert!(!stub("<meta property='article:content_tier' content='free'>", ""));
    // A long text is all there, whatever the page is built for.
    let long = format!("<p>{}</p>", "The coastguard said that nobody had been hurt on board. ".repeat(40));
    assert!(!stub(&data("false"), &long));
}

#[test]
fn names_and_days_in_the_markup_of_blogs() {
    let check = |head: &str, before: &str, expected: &str| {
        check(head, before, format!("title: Ferry burns in Eastport; {expected}").trim_end_matches("; "));
    };
    let h1 = "<h1>Ferry burns in Eastport</h1>";
    // An address is nobody's name, and neither is that of the desk; the name stands somewhere else.
    check(
        "<meta property='article:author' content='https://social.example/jane'>",
        &format!("{h1}<p class=byline>By <a rel=author href=/jane>Jane Doe</a></p>"),
        "author: Jane Doe",
    );
    check(
        "<meta property=og:site_name content='Harbour News'><meta name=author content='Harbour News Staff'>",
        &format!(
            "{h1}<div class=meta><span class='author-name'>Jane Doe</span> <time>23 March 2024, 12:40</time></div>"
        ),
        "publisher: Harbour News; author: Jane Doe; published: 2024-03-23T12:40:00",
    );
    check(
        "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Jane Doe'>",
        h1,
        "author: Jane Doe",
    );
    // Printed between headline and text.
    check(
        "",
        &format!("{h1}<div>By Jane Doe</div><div>Saturday 23 March 2024</div>"),
        "author: Jane Doe; published: 2024-03-23",
    );
    // The blog's name stands in front of the headline, which is no main heading.
    check(
        "<title>Quay Notes: Ferry burns in Eastport</title>",
        "<h3 class='post-title entry-title'>Ferry burns in Eastport</h3>",
        "",
    );
    // Whoever comments wrote nothing of it.
    check("", &format!("{h1}<div class=comments><b class=author-name>Jim Beam</b></div>"), "");
}

#[test]
fn what_nobody_sees_is_no_text() {
    let outcome = read(
        "a.html",
        page(
            "<title>Ferry burns</title>",
            "<h1>Ferry burns</h1><p hidden>Nobody can see this sentence, which was written for machines that read the page.</p>",
            "<p>The fer&shy;ry was towed to Nor\u{200b}vik on Saturday evening, where engineers from the yard will look at it in the coming weeks.</p>\
             <p>Its owner did not want to say when it would sail again, and asked passengers to look for other ways to the islands.</p>",
        )
        .as_bytes(),
    );
    let text = &outcome.reports[0].text;
    assert!(!text.contains("Nobody can see"), "{text}");
    assert!(text.contains("The ferry was towed to Norvik on Saturday"), "{text}");
}

#[test]
fn streams_of_teasers_below_an_article() {
    let teaser = |n: usize| {
        format!(
            "<div class=item><span>Bay Gazette</span><h3><a href=/{n}>Vote number {n} postponed</a></h3><p>The council put off its decision number {n} after a debate of three hours about who should pay for the new pier.</p></div>"
        )
    };
    let stream: String = (0..6).map(teaser).collect();
    let more = "<p>The ferry was towed to Norvik on Saturday evening, where engineers from the yard will look at it in the coming weeks.</p>\
        <p>Its owner did not want to say when it would sail again, and asked passengers to look for other ways to the islands.</p>";
    let paragraphs: String = PROSE.split("\n\n").map(|text| format!("<p>{text}</p>")).collect();
    let text = |page: &str| {
        read("a.html", page.as_bytes()).reports.iter().map(|report| report.text.as_str()).collect::<String>()
    };
    let below = format!(
        "<html><body><div><div><h1>Ferry burns</h1>{paragraphs}{more}</div><div>{stream}</div></div></body></html>"
    );
    assert!(
        text(&below).contains("A ferry caught fire") && !text(&below).contains("The council"),
        "{}",
        text(&below)
    );
    // A page that consists of them is what it is.
    let only = format!("<html><body><div><h1>What the papers say</h1>{stream}</div></body></html>");
    assert!(text(&only).contains("decision number 4"), "{}", text(&only));
}
