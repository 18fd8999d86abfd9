//! Running heads and feet: what stands at the top or bottom of several pages.
//!
//! ```text
//! Eastport Herald                      3          →  left out; digits count as equal
//! 3/23/24, 10:00 AM      Ferry burns
//! https://herald.example/ferry      1/3           →  left out; the address is the report's
//! ```

use super::layout::{Page, Row};
use std::collections::BTreeMap;

/// Rows at the top and bottom of a page that may be running.
const EDGE: usize = 3;

/// Takes running heads and feet out of the pages; what comes back are their lines, each with its page.
pub(super) fn remove(pages: &mut [Page]) -> Vec<(u32, String)> {
    let mut seen: BTreeMap<(String, i64), usize> = BTreeMap::new();
    for page in pages.iter() {
        let mut own: Vec<(String, i64)> = edges(page).map(|index| shape(&page.rows[index])).collect();
        own.sort();
        own.dedup();
        for shape in own {
            *seen.entry(shape).or_default() += 1;
        }
    }
    // Left and right pages may have heads of their own.
    let enough = (pages.len() * 2 / 5).max(2);
    let mut removed = Vec::new();
    for (number, page) in (1..).zip(pages.iter_mut()) {
        let height = page.height.max(1.0);
        let edge: Vec<usize> = edges(page).collect();
        let mut out: Vec<usize> = Vec::new();
        for index in edge {
            let row = &page.rows[index];
            let recurs = seen.get(&shape(row)).is_some_and(|n| *n >= enough);
            let in_margin = row.y < height * 0.08 || row.y > height * 0.93;
            let text = text(row);
            let address = text
                .split_whitespace()
                .any(|word| word.starts_with("http://") || word.starts_with("https://"));
            // Typesetters leave wide margins; the page's own number as its last line is that, wherever it stands.
            let own_number = index + 1 == page.rows.len() && text == number.to_string();
            if recurs || own_number || in_margin && (is_page_number(&text) || address) {
                removed.push((number, text));
                out.push(index);
            }
        }
        let mut index = 0;
        page.rows.retain(|_| {
            index += 1;
            !out.contains(&(index - 1))
        });
    }
    removed
}

fn edges(page: &Page) -> impl Iterator<Item = usize> + use<> {
    let n = page.rows.len();
    (0..n).filter(move |index| *index < EDGE || index + EDGE >= n)
}

fn text(row: &Row) -> String {
    row.segments.iter().map(|segment| segment.text.trim()).collect::<Vec<_>>().join(" ")
}

/// The words without their figures, and the height on the page: what recurs.
fn shape(row: &Row) -> (String, i64) {
    let mut shape = String::new();
    for c in text(row).chars() {
        let c = if c.is_numeric() { '#' } else { c };
        if !(c == '#' && shape.ends_with('#')) {
            shape.push(c);
        }
    }
    (shape, (row.y / 12.0).round() as i64)
}

/// "3", "- 3 -", "3/8", "iv": a row with nothing but the number of the page.
fn is_page_number(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.len() <= 5
        && text.chars().filter(|c| c.is_alphabetic()).count() <= 7
        && (text.chars().any(|c| c.is_ascii_digit())
            || words.len() == 1 && text.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l')))
}
