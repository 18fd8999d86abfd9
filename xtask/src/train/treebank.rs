//! Sentences of treebanks in CoNLL-U, and other ways to write them.
//!
//! ```text
//! 3    closed    close    VERB    VBD    …    SpaceAfter=No
//! ```

use anyhow::{Context, Result, bail};
use std::path::Path;
use variorum_language::tag::MOST_CLASSES;

/// A token of a treebank.
#[derive(Clone)]
pub(super) struct Gold {
    pub(super) form: String,
    pub(super) class: u8,
    pub(super) lemma: String,
    pub(super) space_after: bool,
}

/// The joint tags in order of first appearance.
#[derive(Default)]
pub(super) struct Classes {
    pub(super) labels: Vec<String>,
}

impl Classes {
    pub(super) fn id(&mut self, label: &str) -> Result<u8> {
        if let Some(at) = self.labels.iter().position(|known| known == label) {
            return Ok(at as u8);
        }
        if self.labels.len() == MOST_CLASSES {
            bail!("the treebanks have more than {MOST_CLASSES} joint tags");
        }
        self.labels.push(label.to_owned());
        Ok(self.labels.len() as u8 - 1)
    }
}

/// The sentences of a CoNLL-U file.
pub(super) fn read(path: &Path, classes: &mut Classes) -> Result<Vec<Vec<Gold>>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let (mut sentences, mut sentence, mut fused) = (Vec::new(), Vec::<Gold>::new(), (0, false));
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            if !sentence.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            fused = (0, false);
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, .., misc] = columns[..] else { continue };
        let space_after = !misc.contains("SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            fused = (last.parse()?, space_after);
            continue;
        }
        let Ok(number) = id.parse::<usize>() else { continue };
        let space_after = if number < fused.0 {
            false
        } else if number == fused.0 {
            fused.1
        } else {
            space_after
        };
        let class = classes.id(&format!("{upos}|{xpos}"))?;
        sentence.push(Gold { form: form.to_owned(), class, lemma: lemma.to_owned(), space_after });
    }
    Ok(sentences)
}

/// The sentence with names such as "Lund-Berg", which treebanks cut into three, as one token: so the tokenizer has them.
pub(super) fn joined(sentence: &[Gold]) -> Vec<Gold> {
    let mut made: Vec<Gold> = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        let token = &sentence[at];
        let capital = |token: &Gold| token.form.starts_with(char::is_uppercase);
        let hyphen = token.form == "-" && !token.space_after;
        match (made.last_mut(), sentence.get(at + 1)) {
            (Some(last), Some(next)) if hyphen && !last.space_after && capital(last) && capital(next) => {
                last.form.push('-');
                last.form.push_str(&next.form);
                (last.class, last.space_after) = (next.class, next.space_after);
                at += 2;
            }
            _ => {
                made.push(token.clone());
                at += 1;
            }
        }
    }
    made
}

/// The sentence with its forms in another case.
pub(super) fn recased(sentence: &[Gold], recase: impl Fn(&str) -> String) -> Vec<Gold> {
    sentence.iter().map(|token| Gold { form: recase(&token.form), ..token.clone() }).collect()
}

/// A word as headlines write it: with a capital, but for the short ones.
pub(super) fn headline(form: &str) -> String {
    let mut chars = form.chars();
    match chars.next() {
        Some(first) if form.chars().count() > 3 => first.to_uppercase().chain(chars).collect(),
        _ => form.to_owned(),
    }
}
