//! `cargo xtask train`: the tagger's model from treebanks.
//!
//! An averaged perceptron (Collins, EMNLP 2002) over the features of `variorum_language::tag`, trained on its own
//! predictions. To the treebanks come sentences of news made from patterns ([`patterns`]). Sentences are seen
//! again as headlines and in capitals, since treebanks have few of either. What the model never learnt from often enough is left out; weights become one byte. With the same treebanks and the same code the
//! file is the same byte for byte.

mod learn;
mod lexicon;
mod patterns;
mod score;
mod treebank;
mod write;

use anyhow::{Context, Result};
use lexicon::Lexicon;
use std::path::Path;
use treebank::{Classes, Gold, headline, joined, read, recased};
use variorum_language::tag::features::{self, Part};

/// The treebanks that the model is made from.
const TREEBANKS: [&str; 3] = ["ewt-train.conllu", "gum-by-train.conllu", "pud-train.conllu"];
/// How often each sentence of edited text (GUM, PUD) counts for one of the web (EWT).
const EDITED_WEIGHT: usize = 3;
/// One sentence of so many is learnt as a headline too, and one in capitals.
const HEADLINE_EVERY: u64 = 5;
const CAPITALS_EVERY: u64 = 8;

/// Trains and writes the model; the arguments are `--treebanks DIR` and `--out FILE`. With `--score` it shows instead how
/// well the model that is compiled in, or that of `--model FILE`, tags words that are cut as the treebanks cut them.
pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    let folder = crate::option(arguments, "--treebanks").unwrap_or("../shared/data/treebanks");
    let patterns = crate::option(arguments, "--patterns").unwrap_or("languages/en/patterns.toml");
    let out = crate::option(arguments, "--out").unwrap_or("languages/en/tagger.model");
    if arguments.iter().any(|argument| argument == "--score") {
        let model = match crate::option(arguments, "--model") {
            Some(path) => std::fs::read(path).with_context(|| format!("cannot read {path}"))?.leak(),
            None => variorum_english::TAGGER,
        };
        return score::score(folder, model, arguments.iter().any(|argument| argument == "--errors"));
    }
    let mut classes = Classes::default();
    let (mut sentences, mut edited) = (Vec::new(), Vec::new());
    for name in TREEBANKS {
        let treebank = read(&Path::new(folder).join(name), &mut classes)?;
        edited.extend(vec![name != "ewt-train.conllu"; treebank.len()]);
        sentences.extend(treebank);
    }
    let invented =
        patterns::sentences(&std::fs::read_to_string(patterns).context("cannot read the patterns")?)?;
    let invented = invented.into_iter().map(|sentence| {
        let gold = |(form, label): (String, String)| {
            Ok(Gold { class: classes.id(&label)?, lemma: "_".to_owned(), form, space_after: true })
        };
        sentence.into_iter().map(gold).collect::<Result<Vec<Gold>>>()
    });
    let invented: Vec<Vec<Gold>> = invented.collect::<Result<_>>()?;
    let parts: Vec<Part> = classes.labels.iter().map(|label| features::part(label)).collect();
    let lexicon = Lexicon::of(&sentences, &parts);
    let mut examples = Vec::new();
    for (idx, sentence) in sentences.iter().chain(&invented).enumerate() {
        let joined = joined(sentence);
        if joined.len() < sentence.len() {
            examples.push(lexicon.example(&joined));
        }
        if draw(idx as u64).is_multiple_of(HEADLINE_EVERY) {
            examples.push(lexicon.example(&recased(sentence, headline)));
        }
        if draw(!(idx as u64)).is_multiple_of(CAPITALS_EVERY) {
            examples.push(lexicon.example(&recased(sentence, str::to_uppercase)));
        }
        for _ in 0..if edited.get(idx).copied().unwrap_or(false) { EDITED_WEIGHT } else { 1 } {
            examples.push(lexicon.example(sentence));
        }
    }
    let model = learn::model(&mut examples, &parts);
    let bytes = write::write(&model, &lexicon, &sentences, &classes)?;
    std::fs::write(out, &bytes).with_context(|| format!("cannot write {out}"))?;
    println!("{out}: {} bytes, {} tags", bytes.len(), classes.labels.len());
    Ok(true)
}

/// A number that looks drawn by lot and is the same for the same seed (splitmix64).
pub(crate) fn draw(seed: u64) -> u64 {
    let mut x = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ x >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ x >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ x >> 31
}
