//! Sentences and tokens.
//!
//! ```text
//! Police didn't say who did it. “We know,” said Ms. Ruiz.
//! Police did n't say who did it . | “ We know , ” said Ms. Ruiz .
//! ```
//!
//! Words follow the conventions of Universal Dependencies but for names with hyphens, which stay whole. A line break
//! ends a paragraph, and with it a sentence, unless the text was wrapped by hand.

mod dateline;
mod fold;
mod paragraph;
mod rules;
mod sentence;
mod word;

pub(crate) use fold::norm;
pub(crate) use rules::Rules;

use crate::Language;
use variorum_model::document::{Sentence, Token};
use variorum_model::report::Furniture;
use variorum_model::{Span, TokenRange};

/// The sentences and tokens of a text, tokens without tags and lemmas; furniture gets none.
pub(crate) fn tokens(
    text: &str,
    furniture: &[Furniture],
    language: &Language,
) -> (Vec<Sentence>, Vec<Token>) {
    let rules = &language.tokens;
    let mut sentences = Vec::new();
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut words = Vec::new();
    for (number, paragraph) in paragraph::paragraphs(text, furniture).into_iter().enumerate() {
        words.clear();
        islands(text, paragraph, |island, first| word::cut(text, island, first, rules, &mut words));
        let mut starts = sentence::starts(text, &words, rules);
        // The first lines may be title and byline.
        let dateline = if number < 6 { dateline::length(text, &words, rules) } else { 0 };
        if dateline > 0 {
            starts.retain(|start| *start > dateline);
            starts.insert(0, dateline);
        }
        starts.push(words.len());
        let mut from = 0;
        for to in starts {
            let Some([first, .., last] | [first @ last]) = words.get(from..to) else { continue };
            let begin = tokens.len();
            tokens.extend(words[from..to].iter().map(|&span| Token {
                span,
                norm: norm(span.of(text)),
                ..Token::default()
            }));
            sentences.push(Sentence {
                span: first.join(*last),
                tokens: TokenRange::new(begin, tokens.len()),
                paragraph: number as u32,
            });
            from = to;
        }
    }
    (sentences, tokens)
}

/// The stretches without white space, and whether each is the first of the paragraph.
fn islands(text: &str, paragraph: Span, mut found: impl FnMut(Span, bool)) {
    let (mut at, end) = (paragraph.start as usize, paragraph.end as usize);
    let mut first = true;
    while at < end {
        let rest = &text[at..end];
        let len = rest.find(paragraph::is_gap).unwrap_or(rest.len());
        if len > 0 {
            found(Span::new(at, at + len), first);
            first = false;
        }
        at += len;
        at += text[at..end].find(|c| !paragraph::is_gap(c)).unwrap_or(end - at);
    }
}

#[cfg(test)]
mod tests;
