//! The place, the date and the agency in front of the first paragraph.
//!
//! ```text
//! ‹EASTPORT, Norland (Reuters) - ›A ferry burned …        credit to Reuters
//! ‹Eastport, 23 March 2024 (AFP) -- ›A ferry burned …     date, credit to AFP
//! ```

use crate::credit;
use crate::date::{self, date_line};
use crate::header::is_headline;
use crate::line::Line;
use crate::page::{Page, part};
use crate::shape::is_capitals;
use crate::words::{Words, fold};
use jiff::civil::Date;
use variorum_model::report::{Furniture, FurnitureKind};
use variorum_model::{Published, Report};

/// What stands before the dash of a dateline.
pub(crate) struct Dateline<'t> {
    /// Bytes of the line, the dash and the space behind it included.
    end: usize,
    /// The place and the date.
    head: &'t str,
    /// What stands in brackets: an agency, several, or a date.
    brackets: &'t str,
}

/// Marks a dateline at the beginning of one of the first paragraphs, and takes what it tells.
pub(crate) fn read(page: &mut Page<'_>, report: &mut Report, zone: usize) {
    let near = (zone + 2).min(page.lines.len());
    let open: Vec<usize> =
        (0..near).filter(|i| !page.is_marked(*i) && !is_headline(page, report, *i)).collect();
    for i in open.into_iter().take(3) {
        let line = page.lines[i];
        let Some(found) = split(&line, page.words) else { continue };
        for dated in [found.head, found.brackets] {
            report.published = report.published.or(date_line(dated, page.words).published);
        }
        if report.published.is_none() {
            report.published = date::day_of_year(found.head, page.words)
                .and_then(|(month, day)| year(page, report, month, day))
                .map(|date| Published { date, time: None });
        }
        for name in found.brackets.split('/').map(str::trim) {
            let dated = name.chars().filter(char::is_ascii_digit).count() > 1;
            if name.is_empty() || dated || page.words.anonymous.contains(&fold(name)) {
                continue;
            }
            let at = name.as_ptr() as usize - line.text.as_ptr() as usize;
            let printed = page.words.agency(name).unwrap_or(name).to_owned();
            credit::agency(report, &printed, Some(part(&line, at, at + name.len())));
        }
        page.inner.push(Furniture { span: part(&line, 0, found.end), kind: FurnitureKind::Byline });
        return;
    }
}

/// The day of a dateline that names no year ("EASTPORT, Oct 15 (Wire)"), if another date of the report lies within a few
/// days of it: a line of dates, the time of a change. Nothing else tells the year.
fn year(page: &Page<'_>, report: &Report, month: i8, day: i8) -> Option<Date> {
    let n = page.lines.len();
    let near = page.lines.iter().enumerate().filter(|(i, line)| (*i < 40 || i + 20 >= n) && line.words < 60);
    let stated = near.flat_map(|(_, line)| date::all(line.text, page.words));
    let mut found: Vec<Date> = stated
        .chain(report.updated.map(|updated| updated.date))
        .filter_map(|other| {
            let years = [other.year() - 1, other.year(), other.year() + 1];
            years.into_iter().filter_map(|year| Date::new(year, month, day).ok()).find(|date| {
                (other - *date).total((jiff::Unit::Day, other)).is_ok_and(|days| (-1.0..=7.0).contains(&days))
            })
        })
        .collect();
    found.sort();
    found.dedup();
    if let [only] = found[..] { Some(only) } else { None }
}

/// The dateline of a paragraph. "Eastport —" alone could begin a sentence: capitals, brackets with a name, or a date
/// make it one.
pub(crate) fn split<'t>(line: &Line<'t>, words: &Words) -> Option<Dateline<'t>> {
    let (head, dash, end) = before_dash(line.text)?;
    let alone = end == line.text.len();
    // Short lines are titles, however they begin.
    if line.words < 10 && !alone {
        return None;
    }
    let (head, brackets) = match head.rfind(['(', '[']) {
        Some(open) if head.ends_with([')', ']']) => {
            (head[..open].trim_end(), &head[open + 1..head.len() - 1])
        }
        _ => (head, ""),
    };
    let capitals = head.split([' ', ',', '/', '-']).next().is_some_and(is_capitals);
    let month = |word: &str| words.months.contains_key(&fold(word)) && word.starts_with(char::is_uppercase);
    let dated = date_line(head, words).dated
        || head.split([' ', ',', '.']).any(month) && head.contains(|c: char| c.is_ascii_digit());
    let named = brackets.split_whitespace().count() <= 5 && brackets.starts_with(char::is_uppercase);
    let fits =
        head.split_whitespace().count() <= 8 && head.split_whitespace().all(|word| is_part(word, words));
    let sure = match dash {
        // "EASTPORT: A ferry …"
        ":" => capitals && brackets.is_empty() && head.split_whitespace().count() <= 3,
        _ => capitals || named || dated,
    };
    (sure && fits && (capitals || !alone)).then_some(Dateline { end, head, brackets })
}

/// The text before the first dash or colon of a line, that sign, and the byte behind it and its spaces.
fn before_dash(text: &str) -> Option<(&str, &'static str, usize)> {
    let start = text.char_indices().nth(120).map_or(text, |(at, _)| &text[..at]);
    let dashes = ["—", "–", "―", " --", " - ", "- ", ":"];
    let first =
        dashes.into_iter().filter_map(|dash| Some((start.find(dash)?, dash))).min_by_key(|(at, _)| *at);
    let (at, dash) = match first {
        Some(first) => first,
        None => (start.strip_suffix(" -").filter(|_| start.len() == text.len())?.len(), " -"),
    };
    let behind = &text[at + dash.len()..];
    let end = text.len() - behind.trim_start_matches(['-', ' ', '\u{a0}']).len();
    Some((start[..at].trim_end(), dash, end))
}

/// Whether a word can stand in a place or a date.
fn is_part(word: &str, words: &Words) -> bool {
    let folded = fold(word);
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || words.particles.contains(&folded)
        || words.date_fillers.contains(&folded)
}
