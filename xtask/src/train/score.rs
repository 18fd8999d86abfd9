//! How well a model tags words that are cut as the treebanks cut them: as they stand, as headlines, and in capitals.

use super::treebank::{Classes, headline, read, recased};
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;
use variorum_language::tag::{Possible, Tagger, norm};
use variorum_model::document::{Sentence, Token};
use variorum_model::{Span, TokenRange};

/// Prints the share of right tags on gold tokens.
pub(super) fn score(folder: &str, model: &'static [u8], with_errors: bool) -> Result<bool> {
    let tagger = Tagger::load(model)?;
    for name in ["ewt-dev", "gum-by-dev", "ewt-test", "gum-by-test", "pud-test"] {
        let mut classes = Classes::default();
        let gold = read(&Path::new(folder).join(name).with_extension("conllu"), &mut classes)?;
        for (how, recase) in [
            ("", str::to_owned as fn(&str) -> String),
            ("headlines", headline),
            ("capitals", str::to_uppercase),
        ] {
            let (mut text, mut tokens, mut sentences) = (String::new(), Vec::new(), Vec::new());
            for sentence in &gold {
                let first = tokens.len();
                for token in recased(sentence, recase) {
                    let start = text.len();
                    text.push_str(&token.form);
                    let (span, norm) = (Span::new(start, text.len()), norm(&token.form).into());
                    tokens.push(Token { span, norm, ..Token::default() });
                    text.push(' ');
                }
                sentences
                    .push(Sentence { tokens: TokenRange::new(first, tokens.len()), ..Sentence::default() });
            }
            let possible = |_: &str| Possible { function_word: true, adverb: true };
            let start = std::time::Instant::now();
            tagger.tag(&text, &sentences, &mut tokens, possible);
            let speed = tokens.len() as f64 / start.elapsed().as_secs_f64();
            let (mut upos, mut xpos) = (0, 0);
            for (token, gold) in tokens.iter().zip(gold.iter().flatten()) {
                let label = classes.labels[usize::from(gold.class)].split_once('|').unwrap_or_default();
                upos += u32::from(token.upos.label() == label.0);
                xpos += u32::from(token.xpos.label() == label.1);
            }
            let percent = |right: u32| 100.0 * f64::from(right) / tokens.len() as f64;
            if with_errors && how.is_empty() {
                let mut errors: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
                for (token, gold) in tokens.iter().zip(gold.iter().flatten()) {
                    let label = classes.labels[usize::from(gold.class)].split_once('|').unwrap_or_default().0;
                    if label != token.upos.label() {
                        errors
                            .entry((label.to_owned(), token.upos.label().to_owned()))
                            .or_default()
                            .push(&gold.form);
                    }
                }
                let mut errors: Vec<_> = errors.into_iter().collect();
                errors.sort_by_key(|(_, forms)| std::cmp::Reverse(forms.len()));
                for ((gold, found), forms) in errors.into_iter().take(14) {
                    println!(
                        "  {:4} {gold} as {found}: {}",
                        forms.len(),
                        forms[..forms.len().min(14)].join(" ")
                    );
                }
            }
            println!(
                "{name:12} {how:10} UPOS {:.2}  XPOS {:.2}  {:.0} tokens/s",
                percent(upos),
                percent(xpos),
                speed
            );
        }
    }
    Ok(true)
}
