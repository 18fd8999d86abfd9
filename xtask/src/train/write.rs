//! The model's file: the weights as bytes, the lexicon, the rules for lemmas.

use super::lexicon::Lexicon;
use super::treebank::{Classes, Gold};
use anyhow::{Result, bail};
use std::collections::BTreeMap;
use variorum_language::tag::features::{self, Lookup, lookup};
use variorum_language::tag::lemma::{LONGEST_ENDING, Script, inflects};
use variorum_language::tag::{MAGIC, norm, table};
use variorum_model::document::Xpos;

/// The file may have so many bytes; the smallest weights are left out until it has no more.
const MOST_BYTES: usize = 1_995_000;

/// The model's file: with the smallest weights left out until it is no larger than it may be.
pub(super) fn write(
    model: &BTreeMap<u32, BTreeMap<u8, f64>>,
    lexicon: &Lexicon,
    sentences: &[Vec<Gold>],
    classes: &Classes,
) -> Result<Vec<u8>> {
    let largest = model.values().flatten().map(|(_, weight)| weight.abs()).fold(0.0, f64::max);
    let (scripts, rules) = lemma_rules(sentences, classes);
    let scripts: Vec<String> = scripts.iter().map(Script::to_string).collect();
    let header = format!("{}\n{}\n", classes.labels.join(" "), scripts.join(" "));
    for least in 1..=127u8 {
        let mut entries: BTreeMap<u32, Vec<(u8, u8)>> = BTreeMap::new();
        for (&key, row) in model {
            let companded = row.iter().map(|(&class, &weight)| {
                // The square root keeps small weights apart: q·|q| is proportional to the weight.
                let q = (weight.abs() / largest).sqrt() * 127.0;
                (class, (q.round().copysign(weight)) as i8)
            });
            let row: Vec<(u8, u8)> = companded
                .filter(|&(_, q)| q.unsigned_abs() >= least)
                .map(|(class, q)| (class, q as u8))
                .collect();
            if !row.is_empty() {
                entries.insert(key, row);
            }
        }
        let n_features = entries.len();
        entries.extend(lexicon.tags.iter().map(|(&key, &tag)| (key, vec![(tag, 0)])));
        entries.extend(rules.iter().map(|(&key, &script)| (key, vec![(script as u8, (script >> 8) as u8)])));
        let (slots, rows) = table::build(&entries);
        let mut bytes = MAGIC.to_vec();
        bytes.extend((header.len() as u32).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend((slots.len() as u32).to_le_bytes());
        bytes.extend(&slots);
        bytes.extend(&rows);
        println!(
            "weights from {least}: {} bytes, {n_features} features, {} words and endings, {} rules for lemmas",
            bytes.len(),
            lexicon.tags.len(),
            rules.len()
        );
        if bytes.len() <= MOST_BYTES {
            return Ok(bytes);
        }
    }
    bail!("the model is larger than {} bytes without any weight", MOST_BYTES)
}

/// Which script makes the lemma of which ending, or of which whole word: a rule only where the shorter ending says
/// otherwise.
fn lemma_rules(sentences: &[Vec<Gold>], classes: &Classes) -> (Vec<Script>, BTreeMap<u32, u16>) {
    // Forms with tag and script, each counted once a token.
    let mut forms: BTreeMap<(Xpos, String), BTreeMap<Script, u32>> = BTreeMap::new();
    for token in sentences.iter().flatten() {
        let label = &classes.labels[usize::from(token.class)];
        let Some((upos, xpos)) = label.split_once('|') else { continue };
        let (Some(xpos), form, lemma) = (Xpos::from_label(xpos), norm(&token.form), norm(&token.lemma))
        else {
            continue;
        };
        if matches!(upos, "PROPN" | "X" | "PUNCT" | "SYM" | "NUM")
            || lemma == "_"
            || lemma.contains([' ', '+'])
        {
            continue;
        }
        *forms.entry((xpos, form.clone())).or_default().entry(Script::between(&form, &lemma)).or_default() +=
            1;
    }
    let most = |counts: &BTreeMap<Script, u32>| {
        let best = counts.iter().rev().max_by_key(|&(_, n)| *n);
        best.map(|(script, n)| (script.clone(), *n))
    };
    let mut endings: BTreeMap<(Xpos, Vec<u8>), BTreeMap<Script, u32>> = BTreeMap::new();
    for ((xpos, form), scripts) in &forms {
        // Each word has one voice: what is frequent is no better guide to what is new.
        let Some((script, _)) = most(scripts) else { continue };
        if inflects(*xpos) {
            for length in 0..=LONGEST_ENDING.min(form.len()) {
                let ending = form.as_bytes()[form.len() - length..].to_vec();
                *endings.entry((*xpos, ending)).or_default().entry(script.clone()).or_default() += 1;
            }
        }
    }
    let mut rules: BTreeMap<(Xpos, Vec<u8>), Script> = BTreeMap::new();
    let longest = |rules: &BTreeMap<(Xpos, Vec<u8>), Script>, xpos: Xpos, bytes: &[u8]| {
        (0..=LONGEST_ENDING.min(bytes.len()))
            .rev()
            .find_map(|length| rules.get(&(xpos, bytes[bytes.len() - length..].to_vec())).cloned())
    };
    for length in 0..=LONGEST_ENDING {
        for ((xpos, ending), scripts) in endings.iter().filter(|((_, ending), _)| ending.len() == length) {
            let total: u32 = scripts.values().sum();
            if let Some((script, n)) = most(scripts)
                && (length == 0 || total >= 2 && n * 3 >= total * 2)
                && longest(&rules, *xpos, ending).as_ref() != Some(&script)
            {
                rules.insert((*xpos, ending.clone()), script);
            }
        }
    }
    let mut scripts: Vec<Script> = Vec::new();
    let mut numbered = BTreeMap::new();
    let mut number = |script: Script| {
        let known = scripts.iter().position(|known| *known == script);
        known.unwrap_or_else(|| {
            scripts.push(script);
            scripts.len() - 1
        }) as u16
    };
    for ((xpos, form), counted) in &forms {
        let Some((script, n)) = most(counted) else { continue };
        let ruled =
            if inflects(*xpos) { longest(&rules, *xpos, form.as_bytes()) } else { Script::parse("0+") };
        if ruled.as_ref() != Some(&script) && (n > 1 || inflects(*xpos)) {
            let key = lookup(Lookup::Lemma, features::hash(form.as_bytes()), (*xpos as u32) << 1 | 1);
            numbered.insert(key, number(script));
        }
    }
    for ((xpos, ending), script) in rules {
        let key = lookup(Lookup::Lemma, features::hash(&ending), (xpos as u32) << 1);
        numbered.insert(key, number(script));
    }
    (scripts, numbered)
}
