//! Tokens as CoNLL-U (<https://universaldependencies.org/format.html>), without trees.
//!
//! ```text
//! # text = They didn't.
//! 1      They    they  PRON   PRP  _  _  _  _  _
//! 2-3    didn't  _     _      _    _  _  _  _  SpaceAfter=No
//! 2      did     do    AUX    VBD  _  _  _  _  _
//! 3      n't     not   PART   RB   _  _  _  _  _
//! ```

use std::fmt::Write;
use variorum_model::document::{Sentence, Token, Xpos};
use variorum_model::{Document, Report};

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

fn write_sentence(text: &mut String, document: &Document, sentence: &Sentence) {
    let tokens = document.tokens.get(sentence.tokens.range()).unwrap_or_default();
    let mut fused_to = 0;
    for (idx, token) in tokens.iter().enumerate() {
        if idx >= fused_to {
            let end = fused_end(document, tokens, idx);
            if end > idx + 1 {
                fused_to = end;
                let whole = token.span.join(tokens[end - 1].span);
                let misc = misc(tokens, end - 1);
                let form = field(document.words(whole));
                let _ = writeln!(text, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", idx + 1, end);
            }
        }
        let form = field(document.words(token.span));
        let lemma = field(&token.lemma);
        let (upos, xpos) = (token.upos.label(), token.xpos.label());
        let misc = if idx < fused_to { "_" } else { misc(tokens, idx) };
        let _ = writeln!(text, "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t_\t_\t_\t{misc}", idx + 1);
    }
}

/// The end of the written word that begins with this token: clitics are words of their own, but not written so.
fn fused_end(document: &Document, tokens: &[Token], idx: usize) -> usize {
    let mut end = idx + 1;
    while let Some(next) = tokens.get(end) {
        let last = &tokens[end - 1];
        let form = document.words(next.span);
        let letter = document.words(last.span).ends_with(char::is_alphanumeric);
        let clitic = next.xpos == Xpos::Pos
            || next.norm.strip_prefix('\'').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
            || document.words(last.span).ends_with(char::is_alphabetic)
                && form.starts_with(char::is_alphabetic);
        if last.span.end != next.span.start || !letter || !clitic {
            break;
        }
        end += 1;
    }
    end
}

fn misc(tokens: &[Token], idx: usize) -> &'static str {
    match tokens.get(idx + 1) {
        Some(next) if tokens[idx].span.end == next.span.start => "SpaceAfter=No",
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
