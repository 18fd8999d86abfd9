//! Tokens as CoNLL-U (<https://universaldependencies.org/format.html>), without trees. Names with hyphens, one token in the
//! program, are cut here as treebanks cut them.
//!
//! ```text
//! # text = They didn't.
//! 1      They    they  PRON   PRP  _  _  _  _  _
//! 2-3    didn't  _     _      _    _  _  _  _  SpaceAfter=No
//! 2      did     do    AUX    VBD  _  _  _  _  _
//! 3      n't     not   PART   RB   _  _  _  _  _
//! ```

use std::fmt::Write;
use variorum_model::document::{Sentence, Token, Upos, Xpos};
use variorum_model::{Document, Report, Span};

/// The tokens of a report in CoNLL-U: a document with its paragraphs and sentences.
pub fn conllu(report: &Report, document: &Document) -> String {
    let mut text = String::with_capacity(document.tokens.len() * 40 + 64);
    let _ = writeln!(text, "# newdoc id = {}", one_line(&report.id));
    let mut paragraph = None;
    for (number, sentence) in document.sentences.iter().enumerate() {
        if paragraph != Some(sentence.paragraph) {
            text.push_str("# newpar\n");
            paragraph = Some(sentence.paragraph);
        }
        let _ = writeln!(text, "# sent_id = {}-{}", one_line(&report.id), number + 1);
        let _ = writeln!(text, "# text = {}", one_line(document.words(sentence.span)));
        write_sentence(&mut text, document, sentence);
        text.push('\n');
    }
    text
}

/// A word as Universal Dependencies cuts it.
struct Word<'d> {
    span: Span,
    lemma: &'d str,
    upos: Upos,
    xpos: Xpos,
}

/// The words of a sentence. A name with hyphens is one token in the program and three words or more in treebanks.
fn words<'d>(document: &'d Document, tokens: &'d [Token]) -> Vec<Word<'d>> {
    let mut words = Vec::with_capacity(tokens.len());
    for token in tokens {
        let form = document.words(token.span);
        let whole = Word { span: token.span, lemma: &token.lemma, upos: token.upos, xpos: token.xpos };
        if token.upos != Upos::Propn || form.len() < 3 || !form.contains('-') || form.contains(['@', '/']) {
            words.push(whole);
            continue;
        }
        let mut start = token.span.start as usize;
        for piece in form.split_inclusive('-') {
            let name = piece.strip_suffix('-').unwrap_or(piece);
            if !name.is_empty() {
                words.push(Word { span: Span::new(start, start + name.len()), lemma: name, ..whole });
            }
            if name.len() < piece.len() {
                let span = Span::new(start + name.len(), start + piece.len());
                words.push(Word { span, lemma: "-", upos: Upos::Punct, xpos: Xpos::Hyph });
            }
            start += piece.len();
        }
    }
    words
}

fn write_sentence(text: &mut String, document: &Document, sentence: &Sentence) {
    let words = words(document, document.tokens.get(sentence.tokens.range()).unwrap_or_default());
    let mut fused_to = 0;
    for (idx, word) in words.iter().enumerate() {
        if idx >= fused_to {
            let end = fused_end(document, &words, idx);
            if end > idx + 1 {
                fused_to = end;
                let whole = word.span.join(words[end - 1].span);
                let misc = misc(&words, end - 1);
                let form = field(document.words(whole));
                let _ = writeln!(text, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", idx + 1, end);
            }
        }
        let form = field(document.words(word.span));
        let lemma = field(word.lemma);
        let (upos, xpos) = (word.upos.label(), word.xpos.label());
        let misc = if idx < fused_to { "_" } else { misc(&words, idx) };
        let _ = writeln!(text, "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t_\t_\t_\t{misc}", idx + 1);
    }
}

/// The end of the written word that begins with this one: clitics are words of their own, but not written so.
fn fused_end(document: &Document, words: &[Word<'_>], idx: usize) -> usize {
    let mut end = idx + 1;
    while let Some(next) = words.get(end) {
        let last = document.words(words[end - 1].span);
        let form = document.words(next.span);
        let clitic = next.xpos == Xpos::Pos
            || form.strip_prefix(['\'', '’']).is_some_and(|rest| rest.starts_with(char::is_alphabetic))
            || last.ends_with(char::is_alphabetic) && form.starts_with(char::is_alphabetic);
        if words[end - 1].span.end != next.span.start || !last.ends_with(char::is_alphanumeric) || !clitic {
            break;
        }
        end += 1;
    }
    end
}

fn misc(words: &[Word<'_>], idx: usize) -> &'static str {
    match words.get(idx + 1) {
        Some(next) if words[idx].span.end == next.span.start => "SpaceAfter=No",
        _ => "_",
    }
}

/// A form without the characters that part columns and lines.
fn field(words: &str) -> String {
    let plain: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if plain.is_empty() { "_".to_owned() } else { plain }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
