//! Letters to lines, lines to columns, columns to paragraphs.
//!
//! ```text
//! ├──────── Ferry burns ────────┤      a row over the whole page
//! ├─ A ferry ──┤  ├─ said no- ──┤      rows with a gap at the same place: two columns, left before right
//! ├─ caught … ─┤  ├─ body was … ┤
//! ```
//!
//! Columns are found by cutting the page where no line crosses, top down (after Nagy and Seth, "Hierarchical
//! representation of optically scanned documents", 1984), but only where both sides hold prose: tables stay rows.

use super::letters::{Glyph, Letters};
use std::collections::BTreeSet;

/// Letters that stand together on a base line.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) text: String,
    pub(super) x0: f64,
    pub(super) x1: f64,
    pub(super) y: f64,
    pub(super) size: f64,
}

/// Segments on one base line, from left to right.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) segments: Vec<Segment>,
    pub(super) y: f64,
    pub(super) size: f64,
}

/// A page: its columns in reading order, each a list of rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) number: u32,
    pub(super) height: f64,
    pub(super) rows: Vec<Row>,
}

/// A paragraph.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) page: u32,
    pub(super) size: f64,
}

/// Pages with more rows than this are not searched for columns.
const ROWS: usize = 400;

/// The rows of a page, top down.
pub(super) fn page(letters: &Letters) -> Page {
    let mut rows: Vec<Row> = Vec::new();
    let mut all = segments(&letters.glyphs);
    all.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    for segment in all {
        match rows.last_mut() {
            Some(row) if (segment.y - row.y).abs() <= row.size.max(segment.size) * 0.4 => {
                row.size = row.size.max(segment.size);
                row.segments.push(segment);
            }
            _ => rows.push(Row { y: segment.y, size: segment.size, segments: vec![segment] }),
        }
    }
    for row in &mut rows {
        row.segments.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        row.segments = merged(std::mem::take(&mut row.segments));
    }
    Page { number: letters.number, height: letters.height, rows }
}

/// Runs of letters of the file that follow each other on a base line without a wide gap.
fn segments(glyphs: &[Glyph]) -> Vec<Segment> {
    let mut all: Vec<Segment> = Vec::new();
    for glyph in glyphs {
        let space = glyph.text.chars().all(char::is_whitespace);
        match all.last_mut() {
            Some(last) if (glyph.y - last.y).abs() < glyph.size * 0.3 && near(last, glyph.x, glyph.size) => {
                // Printed twice for boldness.
                if !space
                    && (glyph.x - last.x1 + glyph.width).abs() < glyph.size * 0.1
                    && last.text.ends_with(&glyph.text)
                    && glyph.x < last.x1 - glyph.width * 0.7
                {
                    continue;
                }
                if !space && glyph.x - last.x1 > glyph.size * 0.16 && !last.text.ends_with(' ') {
                    last.text.push(' ');
                }
                if space {
                    if !last.text.ends_with(' ') {
                        last.text.push(' ');
                    }
                } else {
                    last.text.push_str(&glyph.text);
                }
                last.x1 = last.x1.max(glyph.x + glyph.width);
                last.size = last.size.max(glyph.size);
            }
            _ if space => {}
            _ => all.push(Segment {
                text: glyph.text.clone(),
                x0: glyph.x,
                x1: glyph.x + glyph.width,
                y: glyph.y,
                size: glyph.size,
            }),
        }
    }
    all.retain(|segment| !segment.text.trim().is_empty());
    all
}

/// Whether a letter goes on with a segment.
fn near(last: &Segment, x: f64, size: f64) -> bool {
    let gap = x - last.x1;
    gap < size * 0.9 && gap > -size * 1.2
}

/// Segments of a row that touch, or nearly, become one.
fn merged(segments: Vec<Segment>) -> Vec<Segment> {
    let mut all: Vec<Segment> = Vec::with_capacity(segments.len());
    for segment in segments {
        match all.last_mut() {
            Some(last) if segment.x0 - last.x1 < segment.size.max(last.size) * 0.9 => {
                if segment.x0 - last.x1 > segment.size * 0.16
                    && !last.text.ends_with(' ')
                    && !segment.text.starts_with(' ')
                {
                    last.text.push(' ');
                }
                last.text.push_str(&segment.text);
                last.x1 = last.x1.max(segment.x1);
                last.size = last.size.max(segment.size);
            }
            _ => all.push(segment),
        }
    }
    all
}

/// A line of a column.
#[derive(Clone, Debug)]
struct Line {
    text: String,
    x0: f64,
    x1: f64,
    y: f64,
    size: f64,
    page: u32,
}

/// The paragraphs of all pages.
pub(super) fn paragraphs(pages: &[Page]) -> Vec<Block> {
    let mut columns: Vec<Vec<Line>> = Vec::new();
    for page in pages {
        let rows: Vec<&Row> = page.rows.iter().collect();
        if rows.len() > ROWS {
            columns.push(lines(&rows, page.number));
        } else {
            cut(&rows, page.number, &mut columns);
        }
    }
    let hyphenated = hyphenated(&columns);
    let mut blocks: Vec<Block> = Vec::new();
    for column in &columns {
        for (n, block) in blocks_of(column, &hyphenated).into_iter().enumerate() {
            // A paragraph that goes on in the next column or on the next page.
            let goes_on = n == 0
                && blocks.last().is_some_and(|last| {
                    (last.size - block.size).abs() < 0.6
                        && !last.text.ends_with(['.', '!', '?', ':', '"', '”', '’', ')'])
                        // A heading may have no full stop either, but not so many words.
                        && match last.text.split_whitespace().count() {
                            0..=8 => false,
                            9..=16 => block.text.starts_with(char::is_lowercase) || last.text.ends_with(','),
                            _ => block.text.starts_with(char::is_alphabetic),
                        }
                });
            match blocks.last_mut().filter(|_| goes_on) {
                Some(last) => append(&mut last.text, &block.text, &hyphenated),
                None => blocks.push(block),
            }
        }
    }
    blocks
}

/// Cuts rows into columns of lines, in reading order.
fn cut(rows: &[&Row], page: u32, columns: &mut Vec<Vec<Line>>) {
    let mut from = 0;
    while from < rows.len() {
        // The first row from which on there are columns, and how far they go.
        let found =
            (from..rows.len()).find_map(|start| gutter_below(rows, start).map(|(end, x)| (start, end, x)));
        let Some((start, end, x)) = found else { break };
        if start > from {
            columns.push(lines(&rows[from..start], page));
        }
        let mut sides = (Vec::new(), Vec::new());
        for row in &rows[start..end] {
            let (left, right): (Vec<Segment>, Vec<Segment>) =
                row.segments.iter().cloned().partition(|segment| segment.x0 < x);
            for (side, segments) in [(&mut sides.0, left), (&mut sides.1, right)] {
                if let Some(first) = segments.first() {
                    side.push(Row {
                        y: first.y,
                        size: segments.iter().map(|s| s.size).fold(0.0, f64::max),
                        segments,
                    });
                }
            }
        }
        // The right side may have columns of its own.
        cut(&sides.0.iter().collect::<Vec<_>>(), page, columns);
        cut(&sides.1.iter().collect::<Vec<_>>(), page, columns);
        from = end;
    }
    if from < rows.len() {
        columns.push(lines(&rows[from..], page));
    }
}

/// A place between columns that begin at a row: how many rows have them, and where the right one begins.
fn gutter_below(rows: &[&Row], start: usize) -> Option<(usize, f64)> {
    // The gap has to be in the first row, or in the next if the first belongs to one column only.
    let gaps = |row: &Row| -> Vec<(f64, f64)> {
        row.segments
            .windows(2)
            .map(|pair| (pair[0].x1, pair[1].x0))
            .filter(|(left, right)| right - left > row.size * 0.9)
            .collect()
    };
    let within = rows[start..].iter().take(3).flat_map(|row| gaps(row));
    // Lines of columns that stand at other heights are rows of their own.
    let between = rows[start..].windows(2).take(4).filter_map(|pair| {
        let edges = |row: &Row| Some((row.segments.first()?.x0, row.segments.last()?.x1));
        let ((a0, a1), (b0, b1)) = (edges(pair[0])?, edges(pair[1])?);
        let (left, right) = if a0 < b0 { (a1, b0) } else { (b1, a0) };
        (right - left > pair[0].size * 0.9).then_some((left, right))
    });
    let candidates = within.chain(between);
    let mut best: Option<(usize, f64)> = None;
    for (mut left, mut right) in candidates {
        let mut end = start;
        let (mut n_left, mut n_right, mut prose_left, mut prose_right) = (0, 0, 0usize, 0usize);
        for row in &rows[start..] {
            let crossing = row.segments.iter().any(|segment| {
                segment.x0 < right - 1.0
                    && segment.x1 > left + 1.0
                    && !(segment.x1 <= right || segment.x0 >= left)
            });
            let new_left = row.segments.iter().filter(|s| s.x0 < left).map(|s| s.x1).fold(left, f64::max);
            let new_right = row.segments.iter().filter(|s| s.x0 >= left).map(|s| s.x0).fold(right, f64::min);
            if crossing || new_right - new_left < row.size * 0.6 {
                break;
            }
            (left, right) = (new_left, new_right);
            let count = |side: &dyn Fn(&Segment) -> bool| {
                row.segments.iter().filter(|s| side(s)).map(|s| s.text.chars().count()).sum::<usize>()
            };
            let (on_left, on_right) =
                (count(&|s| s.x0 < left + 0.5 && s.x1 <= right), count(&|s| s.x0 >= right - 0.5));
            n_left += usize::from(on_left > 0);
            n_right += usize::from(on_right > 0);
            prose_left += on_left;
            prose_right += on_right;
            end += 1;
        }
        let is_prose = |n: usize, letters: usize| n >= 3 && letters / n >= 18;
        if is_prose(n_left, prose_left)
            && is_prose(n_right, prose_right)
            && best.is_none_or(|(found, _)| end > found)
        {
            best = Some((end, right - 0.5));
        }
    }
    best
}

/// Whether the words of a row are only set apart so that it fills its column, from `left` to `right`: all gaps are alike.
fn is_justified(row: &Row, left: f64, right: f64) -> bool {
    let (Some(first), Some(last)) = (row.segments.first(), row.segments.last()) else { return false };
    let gaps = row.segments.windows(2).map(|pair| pair[1].x0 - pair[0].x1);
    let (narrow, wide) = gaps.fold((f64::INFINITY, 0.0), |(n, w): (f64, f64), gap| (n.min(gap), w.max(gap)));
    let n_words: usize = row.segments.iter().map(|segment| segment.text.split_whitespace().count()).sum();
    // Words that stayed together do so by a hair.
    let alike = wide < narrow * 1.4 && (n_words == row.segments.len() || wide < row.size * 1.3);
    let indent = first.x0 - left;
    alike && (right - last.x1).abs() < row.size && indent < row.size * 3.0 && wide < (right - left) * 0.5
}

/// Rows as lines; wide gaps within a row are those of a table, unless the row is stretched.
fn lines(rows: &[&Row], page: u32) -> Vec<Line> {
    let middle = |mut all: Vec<f64>| {
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or_default()
    };
    // Where most lines begin and end: a heading may be wider than its column.
    let left = middle(rows.iter().filter_map(|row| row.segments.first()).map(|s| s.x0).collect());
    let right = middle(rows.iter().filter_map(|row| row.segments.last()).map(|s| s.x1).collect());
    // Prose has lines without gaps.
    let n_whole = rows.iter().filter(|row| row.segments.len() == 1).count();
    // A row whose parts begin where those of its neighbour do is one of a table.
    let aligned = |row: &Row, other: Option<&&Row>| {
        let starts = |row: &Row| row.segments.iter().map(|segment| segment.x0).collect::<Vec<_>>();
        let (own, theirs) = (starts(row), other.map(|other| starts(other)).unwrap_or_default());
        own.len() > 1
            && own.len() == theirs.len()
            && own.iter().zip(&theirs).all(|(x, y)| (x - y).abs() < row.size * 0.5)
    };
    rows.iter()
        .enumerate()
        .filter_map(|(idx, row)| {
            let (mut first, last) = (row.segments.first()?, row.segments.last()?);
            let mut texts: Vec<&str> = row.segments.iter().map(|segment| segment.text.trim()).collect();
            // A bullet; its sign often has no letter that it stands for.
            if texts.len() == 2 && !texts[0].contains(char::is_alphanumeric) {
                texts.remove(0);
                first = last;
            }
            let tabular = aligned(row, rows.get(idx + 1)) || idx > 0 && aligned(row, rows.get(idx - 1));
            let stretched = !tabular && n_whole * 4 >= rows.len() && is_justified(row, left, right);
            let text = texts.join(if stretched || is_numbered(&texts) { " " } else { " | " });
            Some(Line { text, x0: first.x0, x1: last.x1, y: row.y, size: row.size, page })
        })
        .collect()
}

/// "1   What happened", "2.3   Damage": the number of a section or of an item, and its words.
fn is_numbered(texts: &[&str]) -> bool {
    let [number, words] = texts else { return false };
    number.len() <= 5
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ')'))
        && words.starts_with(char::is_uppercase)
        && words.split_whitespace().count() >= 2
}

/// Paragraphs of a column: by distance, indent, size, and lines that end early.
fn blocks_of(column: &[Line], hyphenated: &BTreeSet<String>) -> Vec<Block> {
    let left = column.iter().map(|line| line.x0).fold(f64::INFINITY, f64::min);
    let right = column.iter().map(|line| line.x1).fold(f64::NEG_INFINITY, f64::max);
    let mut leadings: Vec<f64> = column
        .windows(2)
        .filter(|pair| (pair[0].size - pair[1].size).abs() < 0.6)
        .map(|pair| (pair[1].y - pair[0].y) / pair[1].size.max(1.0))
        .filter(|leading| (0.8..2.2).contains(leading))
        .collect();
    leadings.sort_by(f64::total_cmp);
    let leading = leadings.get(leadings.len() / 3).copied().unwrap_or(1.2);
    let mut blocks: Vec<Block> = Vec::new();
    let mut last: Option<&Line> = None;
    for line in column {
        let begins = last.is_none_or(|last| {
            let size = line.size.max(1.0);
            let far = (line.y - last.y) / size > leading * 1.3 + 0.1;
            let other_size = (line.size - last.size).abs() > size * 0.12;
            let indented =
                line.x0 - last.x0 > size * 0.8 && line.x0 - left > size * 0.8 && line.x0 - left < size * 4.0;
            let ended_early =
                right - last.x1 > (right - left) * 0.2 && last.text.ends_with(['.', '!', '?', '”', '"', ':']);
            let table = line.text.contains(" | ") || last.text.contains(" | ");
            far || other_size || indented || ended_early || table || line.y < last.y
        });
        match blocks.last_mut().filter(|_| !begins) {
            Some(block) => append(&mut block.text, &line.text, hyphenated),
            None => {
                blocks.push(Block { text: line.text.trim().to_owned(), page: line.page, size: line.size })
            }
        }
        last = Some(line);
    }
    blocks
}

/// Words with a hyphen that stand within a line somewhere: they keep it when they are broken there.
fn hyphenated(columns: &[Vec<Line>]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for line in columns.iter().flatten() {
        for word in line.text.split_whitespace().filter(|word| word.contains('-') && !word.ends_with('-')) {
            all.insert(bare(word).to_lowercase());
        }
    }
    all
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Adds a line to a paragraph; a word that is broken at its end becomes whole.
fn append(text: &mut String, line: &str, hyphenated: &BTreeSet<String>) {
    let line = line.trim();
    if text.ends_with('\u{AD}') {
        text.pop();
        text.push_str(line);
        return;
    }
    let broken = text.ends_with(['-', '\u{2010}'])
        && text[..text.len() - text.chars().next_back().map_or(0, char::len_utf8)]
            .ends_with(char::is_alphabetic)
        && line.starts_with(char::is_lowercase);
    if !broken {
        if !text.is_empty() && !text.ends_with(['—', '–', '/']) {
            text.push(' ');
        }
        text.push_str(line);
        return;
    }
    let first = text.split_whitespace().next_back().unwrap_or_default();
    let whole = format!("{first}{}", line.split_whitespace().next().unwrap_or_default());
    if !hyphenated.contains(&bare(&whole).to_lowercase()) {
        text.pop();
    }
    text.push_str(line);
}
