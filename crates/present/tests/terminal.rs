//! The case on terminals of several widths.
#![allow(clippy::unwrap_used)]

mod sample;

use sample::{Sample, sample};
use unicode_width::UnicodeWidthStr;
use variorum_model::Case;
use variorum_present::{Format, Style, render};

fn drawn(sample: &Sample, width: usize, color: bool) -> String {
    render(&sample.case, &sample.reports, &sample.ontology, Format::Terminal, &Style { width, color })
}

#[test]
fn eighty_columns() {
    insta::assert_snapshot!(drawn(&sample(), 80, false));
}

#[test]
fn forty_columns() {
    insta::assert_snapshot!(drawn(&sample(), 40, false));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [24, 30, 48, 80, 100, 300] {
        for line in drawn(&sample(), width, false).lines() {
            assert!(line.width() <= width, "{} columns in {width}: {line}", line.width());
        }
    }
}

#[test]
fn color_changes_nothing_but_the_color() {
    let colored = drawn(&sample(), 80, true);
    assert!(colored.contains("\u{1b}[1m"));
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some(at) = rest.find("\u{1b}[") {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = &rest[rest.find('m').unwrap() + 1..];
    }
    plain.push_str(rest);
    assert_eq!(plain, drawn(&sample(), 80, false));
}

#[test]
fn escape_sequences_of_a_report_do_not_reach_the_terminal() {
    let mut sample = sample();
    let hostile = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}\r\u{8}";
    sample.case.events[0].event.label.push_str(hostile);
    sample.case.events[0].event.place = Some(hostile.into());
    sample.case.events[0].questions[0].why.push_str(hostile);
    sample.case.events[0].questions[0].readings[0].value.text.push_str(hostile);
    sample.case.events[0].questions[0].scope = Some(hostile.into());
    sample.case.claims[0].sources[0].name.push_str(hostile);
    sample.case.timeline[0].text.push_str(hostile);
    sample.case.timeline[0].date = hostile.into();
    sample.case.warnings[0].content.push_str(hostile);
    sample.case.warnings[0].issuer = Some(hostile.into());
    sample.case.origins[0].differences.push(hostile.into());
    sample.reports[1].id.push_str(hostile);
    sample.reports[1].title = Some(hostile.into());
    sample.reports[1].publisher = Some(hostile.into());
    let span = sample.case.claims[0].evidence;
    sample.reports[0].text.replace_range(span.start as usize..span.start as usize + 6, "\u{1b}[31m\u{7}");
    let drawn = drawn(&sample, 80, false);
    assert!(!drawn.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{drawn:?}");
}

#[test]
fn nothing_found_is_said() {
    let mut sample = sample();
    sample.case = Case::default();
    assert!(
        drawn(&sample, 80, false).starts_with("Nothing was found that could be compared in 5 reports.\n")
    );
    sample.reports.clear();
    assert_eq!(drawn(&sample, 80, false), "Nothing was found that could be compared in 0 reports.\n");
}
