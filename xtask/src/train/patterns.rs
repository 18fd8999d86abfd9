//! Tagged sentences made from patterns.
//!
//! ```text
//! A_DT {event} {hurt.VBD} {num} {people} .   →   A/DET|DT flood/NOUN|NN buried/VERB|VBD nine/NUM|CD miners/NOUN|NNS ./PUNCT|.
//! ```

use super::draw;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file of patterns.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    copies: u64,
    lists: BTreeMap<String, String>,
    verbs: BTreeMap<String, String>,
    pattern: Vec<Patterns>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Patterns {
    #[serde(default)]
    headline: bool,
    text: Vec<String>,
}

/// The forms of a verb, in the order in which the file gives them.
const FORMS: [&[&str]; 5] = [&["VB", "VBP"], &["VBZ"], &["VBD"], &["VBN"], &["VBG"]];

/// The sentences of the file: forms with their joint tags. The same file makes the same sentences.
pub(super) fn sentences(text: &str) -> Result<Vec<Vec<(String, String)>>> {
    let file: File = toml::from_str(text).context("in the patterns")?;
    let mut made = Vec::new();
    let mut seed = 0;
    for patterns in &file.pattern {
        for pattern in &patterns.text {
            for _ in 0..file.copies {
                let mut sentence = Vec::new();
                for part in pattern.split(' ') {
                    seed += 1;
                    fill(part, seed, &file, &mut sentence)
                        .with_context(|| format!("in the pattern {pattern:?}"))?;
                }
                if let Some((first, _)) = sentence.first_mut() {
                    *first = capitalised(first);
                }
                if patterns.headline && draw(seed).is_multiple_of(2) {
                    for (form, _) in &mut sentence {
                        *form = super::headline(form);
                    }
                }
                made.push(sentence);
            }
        }
    }
    Ok(made)
}

/// One part of a pattern: a word, or a slot with what stands in it this time.
fn fill(part: &str, seed: u64, file: &File, sentence: &mut Vec<(String, String)>) -> Result<()> {
    let Some(slot) = part.strip_prefix('{').and_then(|slot| slot.strip_suffix('}')) else {
        let quotes = sentence.iter().filter(|(form, _)| form == "\"").count();
        let label = if quotes % 2 == 0 { "PUNCT|``" } else { "PUNCT|''" };
        sentence.push(if part == "\"" { (part.to_owned(), label.to_owned()) } else { tagged(part)? });
        return Ok(());
    };
    let choose = |entries: &str| {
        let entries: Vec<&str> = entries.split(" / ").collect();
        entries[(draw(seed) % entries.len() as u64) as usize].to_owned()
    };
    if let Some((verbs, form)) = slot.split_once('.') {
        let entry = choose(file.verbs.get(verbs).with_context(|| format!("no verbs {verbs:?}"))?);
        let at = FORMS
            .iter()
            .position(|forms| forms.contains(&form))
            .with_context(|| format!("no form {form:?}"))?;
        let word = entry.split(' ').nth(at).with_context(|| format!("{entry:?} has not five forms"))?;
        sentence.push((word.to_owned(), format!("VERB|{form}")));
    } else {
        for word in choose(file.lists.get(slot).with_context(|| format!("no list {slot:?}"))?).split(' ') {
            sentence.push(tagged(word)?);
        }
    }
    Ok(())
}

/// A word with its joint tag; marks of punctuation are their own tags.
fn tagged(word: &str) -> Result<(String, String)> {
    if let "." | "," = word {
        return Ok((word.to_owned(), format!("PUNCT|{word}")));
    }
    let (form, tag) = word.rsplit_once('_').with_context(|| format!("{word:?} has no tag"))?;
    if let Some((upos, xpos)) = tag.split_once('.') {
        return Ok((form.to_owned(), format!("{upos}|{xpos}")));
    }
    let upos = match tag {
        "NN" | "NNS" => "NOUN",
        "NNP" | "NNPS" => "PROPN",
        "VB" | "VBD" | "VBG" | "VBN" | "VBP" | "VBZ" => "VERB",
        "MD" => "AUX",
        // "That" and conjunctions of time are told apart by what follows; patterns use them before clauses.
        "IN" if matches!(form, "that" | "If" | "if" | "As" | "as") => "SCONJ",
        "IN" | "RP" => "ADP",
        "DT" => "DET",
        "PRP" | "PRP$" | "WP" | "WDT" | "EX" => "PRON",
        "JJ" | "JJR" | "JJS" => "ADJ",
        "RB" | "RBR" | "RBS" | "WRB" => "ADV",
        "CC" => "CCONJ",
        "CD" => "NUM",
        "TO" | "POS" => "PART",
        _ => bail!("no universal tag is known for {tag:?}"),
    };
    Ok((form.to_owned(), format!("{upos}|{tag}")))
}

fn capitalised(form: &str) -> String {
    let mut chars = form.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
