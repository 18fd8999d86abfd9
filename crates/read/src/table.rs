//! Tables: a report a row, by the names in the first row.
//!
//! ```text
//! headline,body,date,outlet
//! Ferry burns,"A ferry burned on Friday, police said.",2024-03-23,Eastport Herald
//! ```
//!
//! The text is taken as it is, as with JSON Lines. Commas, semicolons and tabs are told apart by the first row.

use crate::mapping::{Column, Mapping};
use crate::words::Words;
use crate::{Format, Outcome, date, decode, id_from_name, too_large};
use variorum_model::{Place, Report, Span, Stretch};

/// Reads a table.
pub(crate) fn read(name: &str, bytes: &[u8], mapping: &Mapping, words: &Words, outcome: &mut Outcome) {
    let Some(decoded) = decode(name, bytes, None, outcome) else { return };
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter(&decoded.text))
        .flexible(true)
        .from_reader(decoded.text.as_bytes());
    let header = match rows.headers() {
        Ok(header) => header.clone(),
        Err(error) => {
            outcome.lost(name, format!("the first row cannot be read as names of columns: {error}"));
            return;
        }
    };
    let header: Vec<&str> = header.iter().collect();
    let columns = mapping.columns(&header, words);
    for column in Column::ALL {
        if let Some(named) = mapping.named(column).filter(|_| !columns.contains_key(&column)) {
            outcome.lost(
                name,
                format!(
                    "there is no column \"{named}\", which --map names for {}; the columns are {}",
                    column.name(),
                    shown(&header)
                ),
            );
            return;
        }
    }
    let Some(&text_column) = columns.get(&Column::Text) else {
        outcome.lost(
            name,
            format!(
                "no column is known to hold the text; name it with --map text=COLUMN; the columns are {}",
                shown(&header)
            ),
        );
        return;
    };
    let mut row = csv::StringRecord::new();
    let mut number = 1u64;
    loop {
        number += 1;
        let place = format!("{name}, row {number}");
        match rows.read_record(&mut row) {
            Ok(false) if number == 2 => {
                outcome.lost(name, "the table has no row below the names of its columns");
                break;
            }
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                outcome.lost(&place, format!("the row cannot be read: {error}"));
                break;
            }
        }
        let cell = |column: Column| {
            let cell = row.get(*columns.get(&column)?)?.trim();
            (!cell.is_empty()).then(|| cell.to_owned())
        };
        let text = row.get(text_column).unwrap_or_default();
        if text.trim().is_empty() {
            outcome.lost(
                &place,
                format!("the column \"{}\" is empty", header.get(text_column).unwrap_or(&"text")),
            );
            continue;
        }
        if text.len() as u64 > Format::Text.limit() {
            outcome.lost(&place, too_large(text.len() as u64, Format::Text));
            continue;
        }
        let published = cell(Column::Published);
        let mut report = Report {
            id: cell(Column::Id).unwrap_or_else(|| format!("{}:{number}", id_from_name(name))),
            title: cell(Column::Title),
            publisher: cell(Column::Publisher),
            author: cell(Column::Author),
            url: cell(Column::Url),
            language: cell(Column::Language).as_deref().and_then(crate::language::tag_of),
            published: published.as_deref().and_then(|value| date::stated(value, words)),
            updated: cell(Column::Updated).and_then(|value| date::stated(&value, words)),
            text: text.to_owned(),
            ..Report::default()
        };
        if let Some(value) = published.filter(|_| report.published.is_none()) {
            let value: String = value.chars().take(40).collect();
            outcome.note(&place, format!("\"{value}\" is no date that is certain; the report stays undated; dates like 2024-03-23 are"));
        }
        report.headline = crate::jsonl::headline(&report);
        report.provenance.stretches =
            vec![Stretch { text: Span::new(0, report.text.len()), place: Place::Row(number) }];
        outcome.reports.push(report);
    }
}

/// The names of the columns, for a message.
fn shown(header: &[&str]) -> String {
    let names: Vec<String> = header.iter().take(20).map(|name| name.chars().take(30).collect()).collect();
    names.join(", ")
}

/// The sign that stands most often between the names of columns.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: u8| first.bytes().filter(|byte| *byte == sign).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}
