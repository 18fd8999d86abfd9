//! A report's text with the evidence of its claims marked, cut into stretches that a page can show.
//!
//! ```text
//! The fire killed 16 people, of whom four were children, the mayor said.
//! ╰──────── claim 7 ───────╯
//! ╰──────────────────────── claim 8 ──────────────────────────╯
//! stretches: [7 8][8][none]; the link of a stretch leads to its shortest claim
//! ```

use crate::text::harmless_lines;
use variorum_model::{Report, Span};

/// A paragraph of a report.
pub(crate) struct Paragraph {
    /// "headline", "furniture" or "" for prose.
    pub(crate) class: &'static str,
    pub(crate) stretches: Vec<Stretch>,
}

/// Words that are evidence of the same claims.
pub(crate) struct Stretch {
    pub(crate) words: String,
    /// The claim to which the words lead, as an index into the case's claims.
    pub(crate) claim: Option<u32>,
    /// Claims whose evidence begins here.
    pub(crate) begins: Vec<u32>,
    /// Claims whose evidence ends here.
    pub(crate) ends: Vec<u32>,
}

/// The report's paragraphs. `claims` are the marked claims of this report with their evidence.
pub(crate) fn paragraphs(report: &Report, claims: &[(u32, Span)]) -> Vec<Paragraph> {
    let text = report.text.as_str();
    let length = text.len() as u32;
    let mut claims: Vec<(u32, Span)> = claims
        .iter()
        .copied()
        .filter(|(_, span)| !span.is_empty() && text.get(span.range()).is_some())
        .collect();
    claims.sort_by_key(|(id, span)| (span.start, span.end, *id));
    let mut cuts: Vec<u32> = claims.iter().flat_map(|(_, span)| [span.start, span.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();

    let mut paragraphs = Vec::new();
    let mut open: Vec<(u32, Span)> = Vec::new();
    let mut next_claim = 0;
    for (span, class) in blocks(report) {
        let mut stretches = Vec::new();
        let mut at = span.start;
        while at < span.end {
            let next_cut = cuts.partition_point(|&cut| cut <= at);
            let end = cuts.get(next_cut).copied().unwrap_or(length).min(span.end);
            let mut begins = Vec::new();
            while let Some(&claim) = claims.get(next_claim).filter(|(_, span)| span.start <= at) {
                open.push(claim);
                begins.push(claim.0);
                next_claim += 1;
            }
            open.retain(|(_, span)| span.end > at);
            let shortest = open.iter().min_by_key(|(id, span)| (span.len(), *id));
            stretches.push(Stretch {
                words: harmless_lines(Span { start: at, end }.of(text)).into_owned(),
                claim: shortest.map(|(id, _)| *id),
                begins,
                ends: open.iter().filter(|(_, span)| span.end == end).map(|(id, _)| *id).collect(),
            });
            at = end;
        }
        paragraphs.push(Paragraph { class, stretches });
    }
    paragraphs
}

/// The paragraphs of a text, without the blank lines between them. Evidence never begins or ends in a blank line.
fn blocks(report: &Report) -> Vec<(Span, &'static str)> {
    let text = report.text.as_str();
    let mut blocks: Vec<(Span, &'static str)> = Vec::new();
    let mut at = 0;
    let mut is_joined = false;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let span = Span::new(at, at + words.len());
        at += line.len();
        if words.trim_start().is_empty() {
            is_joined = false;
            continue;
        }
        let class = class(report, span);
        match blocks.last_mut() {
            Some((block, of_class)) if is_joined && *of_class == class => block.end = span.end,
            _ => blocks.push((span, class)),
        }
        is_joined = true;
    }
    blocks
}

fn class(report: &Report, line: Span) -> &'static str {
    if report.headline.is_some_and(|headline| headline.overlaps(line)) {
        return "headline";
    }
    let next = report.furniture.partition_point(|furniture| furniture.span.end <= line.start);
    let within = report.furniture.iter().skip(next).take_while(|furniture| furniture.span.start < line.end);
    let covered: u32 = within
        .map(|furniture| {
            furniture.span.end.min(line.end).saturating_sub(furniture.span.start.max(line.start))
        })
        .sum();
    // A line of prose stays prose where a credit stands in it ("EASTPORT (NPA) - Nine people …").
    if covered as usize * 2 >= line.len() { "furniture" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(text: &str, claims: &[(u32, &str)]) -> String {
        let report = Report { text: text.into(), ..Report::default() };
        let spans: Vec<(u32, Span)> = claims
            .iter()
            .map(|(id, words)| {
                let at = text.find(words).expect("the words are in the text");
                (*id, Span::new(at, at + words.len()))
            })
            .collect();
        let paragraphs = paragraphs(&report, &spans);
        let drawn = paragraphs.iter().map(|paragraph| {
            paragraph.stretches.iter().fold(String::new(), |line, stretch| match stretch.claim {
                Some(id) => format!("{line}[{:?}{id}:{}{:?}]", stretch.begins, stretch.words, stretch.ends),
                None => line + &stretch.words,
            })
        });
        drawn.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn stretches_are_cut_where_claims_begin_and_end() {
        assert_eq!(drawn("No claim here.", &[]), "No claim here.");
        assert_eq!(drawn("The fire killed 16.", &[(7, "fire killed 16")]), "The [[7]7:fire killed 16[7]].");
        assert_eq!(
            drawn("He killed 16, four of them young.", &[(7, "killed 16"), (8, "killed 16, four of them")]),
            "He [[7, 8]7:killed 16[7]][[]8:, four of them[8]] young."
        );
        assert_eq!(
            drawn("one two three four", &[(1, "one two three"), (2, "two three four")]),
            "[[1]1:one []][[2]1:two three[1]][[]2: four[2]]"
        );
    }

    #[test]
    fn paragraphs_are_apart_and_lines_are_not() {
        assert_eq!(drawn("one\ntwo\n\n\nthree\r\n\r\nfour\n", &[]), "one\ntwo|three|four");
        assert_eq!(drawn("one\n\ntwo", &[(3, "one\n\ntwo")]), "[[3]3:one[]]|[[]3:two[3]]");
    }

    proptest! {
        #[test]
        fn nothing_of_the_text_is_lost(
            text in "[a-zé \n]{0,120}",
            spans in prop::collection::vec((0_usize..120, 0_usize..120), 0..8),
        ) {
            let border = |n: usize| (0..=n.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let claims: Vec<(u32, Span)> = spans
                .iter()
                .enumerate()
                .map(|(id, (a, b))| (id as u32, Span::new(border(*a.min(b)), border(*a.max(b)))))
                .collect();
            let report = Report { text: text.clone(), ..Report::default() };
            let shown: String = paragraphs(&report, &claims)
                .iter()
                .flat_map(|paragraph| &paragraph.stretches)
                .map(|stretch| stretch.words.as_str())
                .collect();
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&shown), letters(&text));
        }
    }
}
