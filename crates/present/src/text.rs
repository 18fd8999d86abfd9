//! Words of reports made safe and cut to size.
//!
//! ```text
//! "14\u{1b}[2J dead\nand more"     ──tidy──▶     "14�[2J dead and more"
//! ```
//!
//! A report's text is hostile until shown otherwise: escape sequences could repaint a terminal, bidirectional overrides could
//! turn "41" into "14".

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;
use variorum_model::Span;

/// One line of harmless text: runs of white space are one space, control characters and overrides of the writing direction
/// are U+FFFD.
pub(crate) fn tidy(text: &str) -> Cow<'_, str> {
    let mut after_space = true;
    let is_tidy = text.chars().all(|c| {
        let fine = c == ' ' && !after_space || !c.is_whitespace() && !is_hostile(c);
        after_space = c == ' ';
        fine
    });
    if is_tidy && !text.ends_with(' ') {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().map(harmless));
    }
    Cow::Owned(line)
}

/// The same with line breaks and tabs kept, for pages that show a report's text whole.
pub(crate) fn harmless_lines(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| matches!(c, '\n' | '\t') || !is_hostile(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if matches!(c, '\n' | '\t') { c } else { harmless(c) }).collect())
}

fn harmless(c: char) -> char {
    if is_hostile(c) { char::REPLACEMENT_CHARACTER } else { c }
}

/// Control characters, and those that override or isolate the direction of what follows.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The columns that a harmless text takes.
pub(crate) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// "1 report", "2 reports".
pub(crate) fn plural(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// The longest prefix of at most so many columns, at the border of a grapheme.
pub(crate) fn prefix(text: &str, columns: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += width(grapheme);
        if used > columns {
            return &text[..at];
        }
    }
    text
}

/// The words at a span, tidied; where they are longer than about `limit` bytes, the part around `focus`, with "…" for what is
/// left out.
pub(crate) fn excerpt(text: &str, span: Span, focus: Span, limit: usize) -> String {
    if span.len() <= limit {
        return tidy(span.of(text)).into_owned();
    }
    let focus =
        if span.contains(focus) && focus.len() <= limit { focus } else { Span { end: span.start, ..span } };
    let room = limit - focus.len();
    let before = (focus.start - span.start) as usize;
    let after = (span.end - focus.end) as usize;
    let start = if before <= room / 2 {
        span.start as usize
    } else {
        let back = (room / 2).max(room.saturating_sub(after)).min(before);
        word_start(text, focus.start as usize - back).min(focus.start as usize)
    };
    let end = if after <= limit.saturating_sub(focus.end as usize - start) {
        span.end as usize
    } else {
        word_end(text, start + limit)
    };
    let end = end.clamp(focus.end as usize, span.end as usize);
    let cut_before = if start > span.start as usize { "… " } else { "" };
    let cut_after = if end < span.end as usize { " …" } else { "" };
    format!("{cut_before}{}{cut_after}", tidy(text.get(start..end).unwrap_or_default()))
}

/// The first words of a line, at most so many bytes of them, with "…" for the rest.
pub(crate) fn shortened(line: &str, limit: usize) -> String {
    if line.len() <= limit {
        return line.to_owned();
    }
    let end = match word_end(line, limit) {
        // One endless word.
        0 => (0..=limit).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0),
        end => end,
    };
    format!("{} …", line.get(..end).unwrap_or_default())
}

/// The text around a span within its paragraph: at most about `limit` bytes before it and after it, cut between words.
pub(crate) fn surroundings(text: &str, span: Span, limit: usize) -> (Span, Span) {
    let (start, end) = (span.start as usize, span.end as usize);
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let paragraph = before.rfind("\n\n").map_or(0, |at| at + 2);
    let paragraph_end = after.find("\n\n").map_or(text.len(), |at| end + at);
    let from = if start - paragraph > limit { word_start(text, start - limit) } else { paragraph };
    let to = if paragraph_end - end > limit { word_end(text, end + limit) } else { paragraph_end };
    (Span::new(from.min(start), start), Span::new(end, to.max(end)))
}

/// The start of the first word that begins at or after the byte.
fn word_start(text: &str, byte: usize) -> usize {
    let bytes = text.as_bytes();
    (byte..bytes.len())
        .find(|&at| at == 0 || bytes[at - 1].is_ascii_whitespace() && !bytes[at].is_ascii_whitespace())
        .unwrap_or(bytes.len())
}

/// The end of the last word that ends at or before the byte.
fn word_end(text: &str, byte: usize) -> usize {
    let bytes = text.as_bytes();
    let byte = byte.min(bytes.len());
    (1..=byte)
        .rev()
        .find(|&at| {
            at == bytes.len() || bytes[at].is_ascii_whitespace() && !bytes[at - 1].is_ascii_whitespace()
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hostile_characters_are_neutralised() {
        for (text, line) in [
            ("plain words", "plain words"),
            ("two\n lines\t here ", "two lines here"),
            ("\u{1b}]0;title\u{7}red", "\u{fffd}]0;title\u{fffd}red"),
            ("\u{9b}31m", "\u{fffd}31m"),
            ("14\u{202e}41", "14\u{fffd}41"),
            ("a\u{85}b", "a b"),
            ("", ""),
        ] {
            assert_eq!(tidy(text), line);
        }
        assert_eq!(harmless_lines("a\n\tb\u{0}\u{2067}c"), "a\n\tb\u{fffd}\u{fffd}c");
    }

    #[test]
    fn prefixes_count_columns() {
        assert_eq!(prefix("plain", 3), "pla");
        assert_eq!(prefix("火事です", 5), "火事");
        assert_eq!(prefix("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}e\u{301}");
        assert_eq!(prefix("short", 10), "short");
    }

    #[test]
    fn excerpts_keep_the_focus() {
        let text = format!("{} nine people {}", "before ".repeat(40), "after ".repeat(40));
        let at = text.find("nine").unwrap();
        let words = excerpt(&text, Span::new(0, text.len()), Span::new(at, at + 11), 60);
        assert!(words.contains("nine people"), "{words}");
        assert!(words.starts_with("… before") && words.ends_with("after …"), "{words}");
        assert!(words.len() < 80, "{words}");
        assert_eq!(excerpt("all of it", Span::new(0, 6), Span::new(0, 3), 60), "all of");
    }

    #[test]
    fn long_lines_are_cut_between_words() {
        assert_eq!(shortened("one two three", 13), "one two three");
        assert_eq!(shortened("one two three", 12), "one two …");
        assert_eq!(shortened("éééééé", 5), "éé …");
    }

    #[test]
    fn surroundings_stay_in_the_paragraph() {
        let text = "One paragraph.\n\nHere nine died at sea.\n\nAnother.";
        let at = text.find("nine").unwrap();
        let (before, after) = surroundings(text, Span::new(at, at + 4), 100);
        assert_eq!((before.of(text), after.of(text)), ("Here ", " died at sea."));
        let (before, after) = surroundings(text, Span::new(at, at + 4), 6);
        assert_eq!((before.of(text), after.of(text)), ("Here ", " died"));
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_panic(
            text in "\\PC{0,80}|[a-z \n火é]{0,80}",
            a in 0_usize..90,
            b in 0_usize..90,
            limit in 0_usize..40,
        ) {
            let border = |n: usize| (0..=n.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let span = Span::new(border(a.min(b)), border(a.max(b)));
            let _ = excerpt(&text, span, span, limit);
            let _ = excerpt(&text, Span::new(0, text.len()), span, limit);
            let (before, after) = surroundings(&text, span, limit);
            prop_assert!(before.end == span.start && after.start == span.end);
            prop_assert!(text.get(before.range()).is_some() && text.get(after.range()).is_some());
            prop_assert!(width(prefix(&text, limit)) <= limit);
            prop_assert!(!tidy(&text).chars().any(is_hostile));
        }
    }
}
