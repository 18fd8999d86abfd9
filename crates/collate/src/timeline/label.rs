//! The words of a timeline's entry: as much of a sentence as tells what happened at the time in it.
//!
//! ```text
//! EASTPORT, May 3 (NNA) - The fire that killed 24 people aboard the ferry last month, which investigators …
//!                         └── The fire that killed 24 people aboard the ferry last month
//! ```

use variorum_model::Span;

/// Letters of a report that an entry shows at most.
const SHOWN: usize = 120;
/// Bytes of a line in which a dateline ends.
const DATELINE: usize = 70;
/// Marks at which a sentence can be cut.
const JOINTS: [char; 5] = [',', ';', ':', '—', '–'];

/// The words of `sentence` that tell of `time`, a part of it, in one line.
pub(super) fn of(text: &str, sentence: Span, time: Span) -> String {
    let start = sentence.start + dateline(sentence.of(text)).unwrap_or(0) as u32;
    let sentence = Span { start: start.min(sentence.end), end: sentence.end };
    let words = sentence.of(text);
    if words.chars().count() <= SHOWN {
        return line(words, "");
    }
    // Where each piece ends, counted from the sentence's start.
    let mut ends: Vec<usize> = words
        .char_indices()
        .filter(|&(at, mark)| {
            let after = words[at + mark.len_utf8()..].chars().next();
            JOINTS.contains(&mark) && after.is_none_or(char::is_whitespace)
        })
        .map(|(at, mark)| at + mark.len_utf8())
        .collect();
    ends.push(words.len());
    let at = (time.start.saturating_sub(sentence.start) as usize).min(words.len().saturating_sub(1));
    let own = ends.partition_point(|&end| end <= at).min(ends.len() - 1);
    let begin = |piece: usize| if piece == 0 { 0 } else { ends[piece - 1] };
    let (mut first, mut last) = (own, own);
    let fits = |first: usize, last: usize| words[begin(first)..ends[last]].chars().count() <= SHOWN;
    // Who did it mostly stands before the time.
    while first > 0 && fits(first - 1, last) {
        first -= 1;
    }
    while last + 1 < ends.len() && words[..ends[last]].ends_with(',') && fits(first, last + 1) {
        last += 1;
    }
    // "On Friday, the harbour board, which had …": the time alone tells nothing, so the words behind it are cut.
    if last + 1 < ends.len() && words[begin(first)..ends[last]].chars().count() * 3 < SHOWN {
        let rest = &words[begin(first)..];
        let until = rest.char_indices().nth(SHOWN).map_or(rest.len(), |(at, _)| at);
        let until = rest[..until].rfind(' ').unwrap_or(until);
        return line(rest[..until].trim_end_matches(JOINTS), " …");
    }
    let more = if last + 1 < ends.len() { " …" } else { "" };
    let shown = words[begin(first)..ends[last]].trim().trim_end_matches(JOINTS);
    if shown.chars().count() <= SHOWN {
        return line(shown, more);
    }
    // One long piece: the words before and after the time.
    let at = at.saturating_sub(begin(first));
    let until = boundary(shown, at + SHOWN / 3);
    let from = boundary(shown, until.saturating_sub(SHOWN));
    let from = if from == 0 { 0 } else { shown[from..].find(' ').map_or(from, |gap| from + gap) };
    let until = shown[until..].find(' ').map_or(shown.len(), |gap| until + gap);
    line(&shown[from.min(until)..until], if until < shown.len() { " …" } else { more })
}

/// Whether a time stands in the dateline of a line: what it dates is the report.
pub(super) fn is_dateline(text: &str, time: Span) -> bool {
    let start = text.get(..time.start as usize).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
    let from_line = text.get(start..).unwrap_or_default();
    dateline(from_line).is_some_and(|end| (time.end as usize) < start + end)
}

/// Where the dateline at the start of a line ends: a place in capitals, and a dash between blanks not far behind it.
fn dateline(line: &str) -> Option<usize> {
    let first = line.trim_start().split(|letter: char| !letter.is_alphabetic()).next()?;
    if first.chars().count() < 3 || first.chars().any(char::is_lowercase) {
        return None;
    }
    let head = &line[..boundary(line, DATELINE)];
    let dash =
        [" - ", " – ", " — ", " -- "].iter().filter_map(|dash| Some((head.find(dash)?, dash.len()))).min()?;
    Some(dash.0 + dash.1)
}

/// Some words in one line.
fn line(words: &str, more: &str) -> String {
    format!("{}{more}", words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The last boundary between characters at or before a byte.
fn boundary(text: &str, byte: usize) -> usize {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The time stands between the marks.
    fn check(marked: &str, expected: &str) {
        let start = marked.find('‹').unwrap_or_default();
        let end = marked.find('›').map_or(0, |end| end - '‹'.len_utf8());
        let text = marked.replace(['‹', '›'], "");
        assert_eq!(of(&text, Span::new(0, text.len()), Span::new(start, end)), expected);
    }

    #[test]
    fn a_short_sentence_is_told_whole() {
        check("The roof fell in ‹on Friday›.", "The roof fell in on Friday.");
        check("EASTPORT, Norland (NNA) - The roof fell in ‹on Friday›.", "The roof fell in on Friday.");
        check("", "");
    }

    #[test]
    fn of_a_long_one_the_part_with_the_time() {
        check(
            "The harbour board, which had been asked for its books in spring, gave them to the court ‹on Friday›; its \
             chairman, who has been ill for a long time and lives abroad, did not attend the session.",
            "The harbour board, which had been asked for its books in spring, gave them to the court on Friday …",
        );
        check(
            "On ‹Friday›, the harbour board, which had been asked for its books in spring and again in summer and autumn, \
             gave them to the court.",
            "On Friday, the harbour board, which had been asked for its books in spring and again in summer and autumn …",
        );
        check(
            "A sentence without any joint at all that goes on and on about the books of the harbour board and about the \
             court which wanted them ‹on Friday› and about whatever else its author could think of",
            "on about the books of the harbour board and about the court which wanted them on Friday and about whatever \
             else its author …",
        );
    }

    #[test]
    fn what_a_dateline_says_dates_the_report() {
        let text = "First line.\nEASTPORT, May 3 (NNA) - The roof fell in on May 2.";
        let at = |words: &str| {
            let start = text.find(words).unwrap_or_default();
            Span::new(start, start + words.len())
        };
        assert!(is_dateline(text, at("May 3")));
        assert!(!is_dateline(text, at("May 2")));
        assert!(!is_dateline("May 3 - a day to remember", Span::new(0, 5)));
    }
}
