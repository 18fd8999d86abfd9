//! Markdown, CSV and the explanation of a claim.
#![allow(clippy::unwrap_used)]

mod sample;

use sample::{Sample, sample};
use variorum_model::Case;
use variorum_present::{ExplainError, Format, Style, explain, render};

fn shown(sample: &Sample, format: Format) -> String {
    render(&sample.case, &sample.reports, &sample.ontology, format, &Style::default())
}

fn explained(sample: &Sample, id: &str) -> Result<String, ExplainError> {
    explain(id, &sample.case, &sample.reports, &sample.accounts, &sample.ontology, &Style::default())
}

#[test]
fn markdown() {
    insta::assert_snapshot!(shown(&sample(), Format::Markdown));
}

#[test]
fn csv() {
    insta::assert_snapshot!(shown(&sample(), Format::Csv).replace("\r\n", "\n"));
}

#[test]
fn csv_has_a_row_for_each_claim_and_as_many_cells_as_columns() {
    let mut sample = sample();
    sample.case.claims[0].sources[0].name = "=cmd|'/c calc'!A1, \"quoted\"\r\nline".into();
    let table = shown(&sample, Format::Csv);
    let mut reader = csv::ReaderBuilder::new().from_reader(table.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), sample.case.claims.len());
    let sources = columns.iter().position(|column| column == "sources").unwrap();
    assert_eq!(&rows[0][sources], "'=cmd|'/c calc'!A1, \"quoted\" line");
}

#[test]
fn a_claim_is_explained() {
    insta::assert_snapshot!(explained(&sample(), "c7").unwrap());
}

#[test]
fn a_claim_is_found_by_the_beginning_of_its_id() {
    let mut sample = sample();
    sample.case.claims[3].id = "abc123".into();
    sample.case.claims[4].id = "abd456".into();
    assert_eq!(explained(&sample, "abc"), explained(&sample, "abc123"));
    assert_eq!(
        explained(&sample, "ab"),
        Err(ExplainError::Ambiguous("ab".into(), vec!["abc123".into(), "abd456".into()]))
    );
    assert_eq!(explained(&sample, "zzz"), Err(ExplainError::Unknown("zzz".into())));
    assert_eq!(explained(&sample, ""), Err(ExplainError::Unknown("".into())));
    assert!(explained(&sample, "c1").is_ok(), "c1 is an id, though c10 begins with it");
}

#[test]
fn hostile_words_stay_words() {
    let mut sample = sample();
    let hostile = "\u{1b}[2J\u{7}<script>|`x`[y](javascript:z)\u{202e}\n# head";
    for claim in &mut sample.case.claims {
        claim.rule = hostile.into();
        claim.value.text = hostile.into();
        claim.scope = Some(hostile.into());
        claim.as_of = Some(hostile.into());
        claim.sources.push(sample::source(hostile));
    }
    sample.case.events[0].event.label = hostile.into();
    sample.case.events[0].questions[0].why = hostile.into();
    sample.case.events[0].questions[0].readings[0].first_reported = Some(hostile.into());
    sample.reports[0].title = Some(hostile.into());
    sample.reports[0].publisher = Some(hostile.into());
    let texts = [
        shown(&sample, Format::Markdown),
        shown(&sample, Format::Csv).replace("\r\n", "\n"),
        explained(&sample, "c1").unwrap(),
    ];
    for text in texts {
        assert!(!text.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{text:?}");
    }
    let markdown = shown(&sample, Format::Markdown);
    assert!(!markdown.contains("<script>") && !markdown.contains("\n# head"), "{markdown}");
}

#[test]
fn nothing_found_is_said() {
    let mut sample = sample();
    sample.case = Case::default();
    assert!(
        shown(&sample, Format::Markdown)
            .starts_with("Nothing was found that could be compared in 5 reports.\n")
    );
    assert_eq!(shown(&sample, Format::Csv).lines().count(), 1);
}
