//! Paragraphs: what lies between line breaks.
//!
//! ```text
//! A headline↵                                         a paragraph
//! ↵
//! Text that somebody has wrapped by hand, so that↵    one paragraph of three lines
//! its lines are all about equally long and only↵
//! the last one ends early.↵
//! ```

use variorum_model::Span;
use variorum_model::report::Furniture;

/// Lines longer than this, in bytes, were not wrapped by hand.
const WIDEST_WRAP: usize = 120;
/// Lines shorter than this do not show whether they were wrapped.
const NARROWEST_WRAP: usize = 40;

/// The paragraphs of a text in order, furniture cut out.
pub(super) fn paragraphs(text: &str, furniture: &[Furniture]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    for piece in furniture {
        let (start, end) = (piece.span.start as usize, piece.span.end as usize);
        if start > at && text.is_char_boundary(start) && text.is_char_boundary(at) {
            stretch(text, at, start, &mut found);
        }
        at = at.max(end);
    }
    if at < text.len() && text.is_char_boundary(at) {
        stretch(text, at, text.len(), &mut found);
    }
    found
}

/// The paragraphs of a stretch of text without furniture.
fn stretch(text: &str, start: usize, end: usize, found: &mut Vec<Span>) {
    let mut block: Vec<Span> = Vec::new();
    let mut at = start;
    for line in text[start..end].split_inclusive(['\n', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']) {
        let trimmed = line.trim_matches(is_gap);
        if trimmed.is_empty() {
            flush(text, &mut block, found);
        } else {
            let begin = at + (line.len() - line.trim_start_matches(is_gap).len());
            block.push(Span::new(begin, begin + trimmed.len()));
        }
        at += line.len();
    }
    flush(text, &mut block, found);
}

/// Makes paragraphs of lines without an empty one between them: one of all, if the block was wrapped by hand; else one
/// of each line, but a line that goes on in small letters belongs to the one before.
fn flush(text: &str, block: &mut Vec<Span>, found: &mut Vec<Span>) {
    let wrapped = is_wrapped(block);
    for (idx, line) in block.drain(..).enumerate() {
        match found.last_mut() {
            Some(last) if idx > 0 && (wrapped || goes_on(last.of(text), line.of(text))) => {
                last.end = line.end
            }
            _ => found.push(line),
        }
    }
}

/// Whether all lines but the last are about equally long, and none is long.
fn is_wrapped(block: &[Span]) -> bool {
    let Some((_, lines)) = block.split_last() else { return false };
    let longest = block.iter().map(Span::len).max().unwrap_or(0);
    let shortest = lines.iter().map(Span::len).min().unwrap_or(0);
    lines.len() >= 2 && (NARROWEST_WRAP..=WIDEST_WRAP).contains(&longest) && shortest * 4 >= longest * 3
}

/// Whether the next line is in the middle of the sentence that this one began.
fn goes_on(line: &str, next: &str) -> bool {
    next.starts_with(char::is_lowercase) && line.ends_with(|c: char| c.is_alphanumeric() || c == ',')
}

/// White space, and characters that nobody sees.
pub(super) fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum_model::report::FurnitureKind;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = paragraphs(text, &[]).iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn lines_are_paragraphs() {
        check("One.\nTwo.\n\nThree.", &["One.", "Two.", "Three."]);
        check("  One. \r\n\r\n Two.\r\n", &["One.", "Two."]);
        check("", &[]);
        check(" \n\n ", &[]);
        check("A line that goes\non in small letters", &["A line that goes\non in small letters"]);
        check("A line that ends.\nand another", &["A line that ends.", "and another"]);
    }

    #[test]
    fn wrapped_blocks_are_one() {
        let wrapped = "The harbour master of Eastport said that nobody had been on\n\
                       Pier Nine when the crane fell, and that the inquiry into it\nwould begin on Monday.";
        check(wrapped, &[wrapped]);
    }

    #[test]
    fn furniture_is_cut_out() {
        let text = "One. Read more: Two. Three.";
        let furniture = [Furniture { span: Span::new(5, 20), kind: FurnitureKind::Teaser }];
        let found: Vec<&str> = paragraphs(text, &furniture).iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["One.", "Three."]);
    }
}
