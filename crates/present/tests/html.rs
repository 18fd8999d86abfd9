//! The page: what it shows, that its links lead somewhere, and that nothing hostile gets through.
#![allow(clippy::unwrap_used)]

mod sample;

use sample::{Sample, sample};
use scraper::{Html, Selector};
use std::collections::BTreeSet;
use variorum_model::Case;
use variorum_present::{Format, Style, render};

fn page(sample: &Sample) -> String {
    render(&sample.case, &sample.reports, &sample.ontology, Format::Html, &Style::default())
}

fn select<'a>(document: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    document.select(&Selector::parse(selector).unwrap()).collect()
}

fn texts(document: &Html, selector: &str) -> Vec<String> {
    let words = |it: scraper::ElementRef| it.text().collect::<String>();
    select(document, selector)
        .into_iter()
        .map(|it| words(it).split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// What must hold of every page, whatever the reports say.
fn assert_sound(html: &str) {
    let document = Html::parse_document(html);
    let all = select(&document, "*");
    let mut ids = BTreeSet::new();
    for element in &all {
        let name = element.value().name();
        assert!(
            !["script", "iframe", "object", "embed", "img", "link", "form", "base"].contains(&name),
            "<{name}>"
        );
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on") && attribute != "style", "{attribute}={value}");
            if attribute == "href" {
                assert!(
                    value.starts_with('#') || value.starts_with("http://") || value.starts_with("https://"),
                    "{value}"
                );
            }
            if attribute == "id" {
                assert!(ids.insert(value.to_owned()), "the id {value} twice");
            }
        }
    }
    for link in select(&document, "a[href^='#']") {
        let target = &link.value().attr("href").unwrap()[1..];
        assert!(ids.contains(target), "#{target} leads nowhere");
    }
    let policy = select(&document, "meta[http-equiv='Content-Security-Policy']");
    assert!(policy[0].value().attr("content").unwrap().starts_with("default-src 'none';"));
    assert!(!html.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
    assert!(document.errors.is_empty(), "{:?}", document.errors);
}

#[test]
fn the_page_shows_the_apparatus() {
    let html = page(&sample());
    assert_sound(&html);
    let document = Html::parse_document(&html);
    assert_eq!(texts(&document, "h1"), ["Eastport café fire"]);
    assert_eq!(
        texts(&document, ".question h3"),
        [
            "1 How many people were killed?",
            "2 How long did help take to come?",
            "3 Where did it happen?",
            "4 How many people were killed?"
        ]
    );
    assert_eq!(
        texts(&document, "#q1 .readings summary"),
        [
            "1a at least 9 people police 2 reports, 1 origin 3 March 2031",
            "1b 14 Ana Ruiz 1 report 4 March 2031",
            "1c denied 30 Bo Carr 1 report 4 March 2031",
            "1d 16 the inquiry 1 report 20 April 2031",
            "1e about 15 people 1 report undated"
        ]
    );
    assert_eq!(texts(&document, "#r1a figcaption"), ["police, in NPA, 3 Mar; The Eastport Mirror, 3 Mar"]);
}

#[test]
fn evidence_is_marked_in_the_text_and_linked_both_ways() {
    let html = page(&sample());
    let document = Html::parse_document(&html);
    let marked = texts(&document, "#report0 .evidence");
    assert_eq!(
        marked,
        ["At least 9 people were killed when", "a café burned", "in Eastport", "Help came after 20 minutes"]
    );
    for claim in 0..11 {
        assert_eq!(select(&document, &format!("a#c{claim}[href='#t{claim}']")).len(), 1, "{claim}");
        assert_eq!(select(&document, &format!("span#t{claim}")).len(), 1, "{claim}");
        assert!(!select(&document, &format!("a[href='#c{claim}']")).is_empty(), "{claim}");
    }
    assert_eq!(texts(&document, "#report0 .furniture"), ["© NPA 2031"]);
}

#[test]
fn figures_on_several_days_get_a_chart() {
    let html = page(&sample());
    let document = Html::parse_document(&html);
    assert_eq!(select(&document, "#q1 svg").len(), 1);
    assert_eq!(select(&document, "svg").len(), 1, "durations and lone figures have none");
    assert_eq!(texts(&document, "svg .mark > text"), ["9+", "14", "16"]);
    assert_eq!(texts(&document, "svg .days > text"), ["3 Mar", "4 Mar", "20 Apr", "//"]);
    let notes = texts(&document, ".chart figcaption").concat();
    assert!(notes.contains("not drawn: 1 figure.") && notes.contains("not drawn: 1 reading."), "{notes}");
}

#[test]
fn the_page_is_the_same_every_time() {
    assert_eq!(page(&sample()), page(&sample()));
    insta::assert_snapshot!(page(&sample()));
}

#[test]
fn hostile_text_stays_text() {
    let mut sample = sample();
    let hostile = "</style></title><script>alert(1)</script><img src=x onerror=alert(2)>\"'`]]>--><!-- {{7*7}} \u{0}\u{1b}[31m\u{202e}&lt;b&gt; javascript:alert(3)";
    let event = &mut sample.case.events[0];
    event.event.label.push_str(hostile);
    event.event.kind = hostile.into();
    event.event.place = Some(hostile.into());
    event.event.date = Some(hostile.into());
    event.questions[0].why.push_str(hostile);
    event.questions[0].scope = Some(hostile.into());
    event.questions[0].readings[1].value.kind = variorum_model::value::ValueKind::Actor(hostile.into());
    event.questions[0].readings[1].first_reported = Some(hostile.into());
    event.questions[1].property = hostile.into();
    sample.case.claims[0].sources[0].name.push_str(hostile);
    sample.case.claims[0].id = hostile.into();
    sample.case.timeline[0].text.push_str(hostile);
    sample.case.timeline[0].date = hostile.into();
    sample.case.timeline[0].known = Some(hostile.into());
    sample.case.warnings[0].content.push_str(hostile);
    sample.case.warnings[0].issuer = Some(hostile.into());
    sample.case.warnings[0].valid = Some(hostile.into());
    sample.case.origins[0].differences.push(hostile.into());
    sample.reports[0].id = hostile.into();
    sample.reports[0].title = Some(hostile.into());
    sample.reports[0].publisher = Some(hostile.into());
    sample.reports[0].author = Some(hostile.into());
    sample.reports[0].url = Some("javascript:alert(1)//https://".into());
    sample.reports[1].url = Some("https://mirror.example/?a=\"><script>alert(1)</script>".into());
    sample.reports[2].url = Some("https://npa.example/?a='&b=<c>".into());
    for report in &mut sample.reports {
        report.text.push_str(hostile);
    }
    let html = page(&sample);
    assert_sound(&html);
    let document = Html::parse_document(&html);
    let links: Vec<&str> =
        select(&document, "a[href^='http']").iter().filter_map(|link| link.value().attr("href")).collect();
    assert_eq!(
        links,
        ["https://mirror.example/?a=\"><script>alert(1)</script>", "https://npa.example/?a='&b=<c>"]
    );
    assert!(texts(&document, "h1")[0].contains("<script>alert(1)</script>"), "shown, not run");
}

#[test]
fn a_case_without_events_has_a_page() {
    let mut sample = sample();
    sample.case = Case::default();
    assert_sound(&page(&sample));
    sample.reports.clear();
    let html = page(&sample);
    assert_sound(&html);
    assert_eq!(texts(&Html::parse_document(&html), "h1"), ["Nothing was found to compare"]);
}
