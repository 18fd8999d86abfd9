//! `cargo xtask train`: the tagger's model from treebanks.
//!
//! An averaged perceptron (Collins, EMNLP 2002) over the features of `variorum_language::tag`, trained on its own
//! predictions. To the treebanks come sentences of news made from patterns ([`patterns`]). Sentences are seen again as headlines and in capitals, since treebanks have few of either. What the model
//! never learnt from often enough is left out; weights become one byte. With the same treebanks and the same code the
//! file is the same byte for byte.

mod patterns;

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::Path;
use variorum_language::tag::features::{self, Case, KEYS, Lookup, NO_TAG, Part, Word, lookup};
use variorum_language::tag::lemma::{LONGEST_ENDING, Script, inflects};
use variorum_language::tag::{MAGIC, MOST_CLASSES, Tagger, norm, table};
use variorum_model::document::{Sentence, Token, Xpos};
use variorum_model::{Span, TokenRange};

/// The treebanks that the model is made from.
const TREEBANKS: [&str; 3] = ["ewt-train.conllu", "gum-by-train.conllu", "pud-train.conllu"];
/// How often the learner goes through them.
const ROUNDS: u32 = 8;
/// A right tag must beat all others by so much, or it is learnt again.
const MARGIN: i32 = 40;
/// How often each sentence of edited text (GUM, PUD) counts for one of the web (EWT).
const EDITED_WEIGHT: usize = 3;
/// So many features are kept, those with the most updates.
const MOST_FEATURES: usize = 80_000;
/// A word seen so often belongs to the lexicon.
const LEXICON_COUNT: u32 = 5;
/// A word seen so often, and with one tag nearly always, gets that tag at once.
const CERTAIN_COUNT: u32 = 30;
/// Of a thousand, how many may have another tag.
const CERTAIN_EXCEPTIONS: u32 = 2;
/// One sentence of so many is learnt as a headline too, and one in capitals.
const HEADLINE_EVERY: u64 = 5;
const CAPITALS_EVERY: u64 = 8;

/// A token of a treebank.
#[derive(Clone)]
struct Gold {
    form: String,
    class: u8,
    lemma: String,
    space_after: bool,
}

/// The joint tags in order of first appearance.
#[derive(Default)]
struct Classes {
    labels: Vec<String>,
}

impl Classes {
    fn id(&mut self, label: &str) -> Result<u8> {
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
        return score(folder, model, arguments.iter().any(|argument| argument == "--errors"));
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
    let first = learn(&mut examples, &parts, None);
    let kept = most_updated(&first);
    let model = averages(&learn(&mut examples, &parts, Some(&kept)));
    let bytes = write(&model, &lexicon, &sentences, &classes)?;
    std::fs::write(out, &bytes).with_context(|| format!("cannot write {out}"))?;
    println!("{out}: {} bytes, {} tags", bytes.len(), classes.labels.len());
    Ok(true)
}

/// Prints the share of right tags on gold tokens.
fn score(folder: &str, model: &'static [u8], with_errors: bool) -> Result<bool> {
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
            let start = std::time::Instant::now();
            tagger.tag(&text, &sentences, &mut tokens);
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

/// The sentences of a CoNLL-U file.
fn read(path: &Path, classes: &mut Classes) -> Result<Vec<Vec<Gold>>> {
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
fn joined(sentence: &[Gold]) -> Vec<Gold> {
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
fn recased(sentence: &[Gold], recase: impl Fn(&str) -> String) -> Vec<Gold> {
    sentence.iter().map(|token| Gold { form: recase(&token.form), ..token.clone() }).collect()
}

/// A word as headlines write it: with a capital, but for the short ones.
fn headline(form: &str) -> String {
    let mut chars = form.chars();
    match chars.next() {
        Some(first) if form.chars().count() > 3 => first.to_uppercase().chain(chars).collect(),
        _ => form.to_owned(),
    }
}

/// What is known of single words.
struct Lexicon {
    /// The most frequent tag by key: of words, of endings, and of words that have only one.
    tags: BTreeMap<u32, u8>,
    /// What each tag says about clauses.
    parts: Vec<Part>,
}

impl Lexicon {
    fn of(sentences: &[Vec<Gold>], parts: &[Part]) -> Lexicon {
        let mut counts: BTreeMap<(Kind, u32), BTreeMap<u8, u32>> = BTreeMap::new();
        for sentence in sentences {
            for (word, token) in words(sentence).iter().zip(sentence) {
                let mut count =
                    |kind, key| *counts.entry((kind, key)).or_default().entry(token.class).or_default() += 1;
                count(Kind::Word, word.lexicon_key());
                count(Kind::Ending, word.ending_key());
                if word.is_plain() {
                    count(Kind::Certain, word.certain_key());
                }
            }
        }
        let mut tags = BTreeMap::new();
        for ((kind, key), tagged) in counts {
            let total: u32 = tagged.values().sum();
            let Some((&tag, &most)) = tagged.iter().max_by_key(|&(tag, n)| (*n, u8::MAX - *tag)) else {
                continue;
            };
            let kept = match kind {
                Kind::Word => total >= LEXICON_COUNT,
                Kind::Ending => total >= LEXICON_COUNT,
                Kind::Certain => {
                    total >= CERTAIN_COUNT && (total - most) * 1000 <= total * CERTAIN_EXCEPTIONS
                }
            };
            if kept {
                tags.insert(key, tag);
            }
        }
        Lexicon { tags, parts: parts.to_vec() }
    }

    /// The words of a sentence with what the lexicon knows of them, and their tags.
    fn example(&self, sentence: &[Gold]) -> (Vec<Word>, Vec<u8>) {
        let mut words = words(sentence);
        for word in &mut words {
            let tag = |key| self.tags.get(&key).copied();
            if word.is_plain() {
                word.certain = tag(word.certain_key());
            }
            let guess = word.certain.or_else(|| tag(word.lexicon_key())).or_else(|| tag(word.ending_key()));
            word.guess = guess.unwrap_or(NO_TAG);
        }
        features::look_ahead(&mut words, &self.parts);
        (words, sentence.iter().map(|token| token.class).collect())
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Word,
    Ending,
    Certain,
}

/// What the tokens of a sentence show.
fn words(sentence: &[Gold]) -> Vec<Word> {
    let case: Case = features::case(sentence.iter().map(|token| token.form.as_str()));
    let word = |(idx, token): (usize, &Gold)| Word::new(&token.form, &norm(&token.form), idx == 0, case);
    sentence.iter().enumerate().map(word).collect()
}

/// A weight of a class, with what averaging needs.
struct Weight {
    class: u8,
    now: i32,
    summed: i64,
    since: u32,
}

/// The weights of a feature.
#[derive(Default)]
struct Row {
    updates: u32,
    weights: Vec<Weight>,
}

/// The rows by key.
struct Weights {
    /// Key and number of the row, by open addressing: a map whose order nobody sees.
    slots: Vec<(u32, u32)>,
    rows: Vec<(u32, Row)>,
    /// The number of steps.
    updates: u32,
}

impl Weights {
    fn new() -> Weights {
        Weights { slots: vec![(0, u32::MAX); 1 << 23], rows: Vec::new(), updates: 0 }
    }

    fn slot(&self, key: u32) -> usize {
        let mut at = (key >> 9) as usize;
        while self.slots[at].1 != u32::MAX && self.slots[at].0 != key {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    fn get(&self, key: u32) -> &[Weight] {
        let row = self.slots[self.slot(key)].1;
        self.rows.get(row as usize).map_or(&[], |(_, row)| &row.weights)
    }

    /// Makes a row for a key that has none.
    fn add(&mut self, key: u32) {
        let slot = self.slot(key);
        if self.slots[slot].1 == u32::MAX {
            self.slots[slot] = (key, self.rows.len() as u32);
            self.rows.push((key, Row::default()));
        }
    }

    fn update(&mut self, key: u32, class: u8, by: i32, now: u32, adds: bool) {
        if adds {
            self.add(key);
        }
        let slot = self.slot(key);
        if self.slots[slot].1 == u32::MAX {
            return;
        }
        let row = &mut self.rows[self.slots[slot].1 as usize].1;
        row.updates += u32::from(by > 0);
        let weight = match row.weights.iter_mut().position(|weight| weight.class == class) {
            Some(at) => &mut row.weights[at],
            None => {
                row.weights.push(Weight { class, now: 0, summed: 0, since: now });
                let last = row.weights.len() - 1;
                &mut row.weights[last]
            }
        };
        weight.summed += i64::from(weight.now) * i64::from(now - weight.since);
        weight.since = now;
        weight.now += by;
    }
}

/// Learns the weights; of the features given only, if they are.
///
/// The features that are kept must do without the others, so they are learnt a second time by themselves.
fn learn(examples: &mut [(Vec<Word>, Vec<u8>)], parts: &[Part], only: Option<&[u32]>) -> Weights {
    let mut weights = Weights::new();
    for key in only.unwrap_or_default() {
        weights.add(*key);
    }
    let mut now = 0;
    for round in 0..ROUNDS {
        shuffle(examples, u64::from(round) + 1);
        let (mut wrong, mut seen) = (0u32, 0u32);
        for (words, classes) in examples.iter() {
            let mut before = [NO_TAG; 2];
            let mut verb = false;
            let mut keys = [0; KEYS];
            for (at, &gold) in classes.iter().enumerate() {
                let class = match words[at].certain {
                    Some(class) => class,
                    None => {
                        now += 1;
                        features::keys(words, at, before, verb, &mut keys);
                        let mut scores = [0i32; MOST_CLASSES];
                        for key in keys {
                            for weight in weights.get(key) {
                                scores[usize::from(weight.class)] += weight.now;
                            }
                        }
                        let better = |best: usize, class: usize| {
                            if scores[class] > scores[best] { class } else { best }
                        };
                        let best = (1..parts.len()).fold(0, better) as u8;
                        let rivals = (0..parts.len()).filter(|&class| class != usize::from(gold));
                        let rival = rivals.reduce(better).unwrap_or(0);
                        if scores[rival] + MARGIN > scores[usize::from(gold)] {
                            for key in keys {
                                weights.update(key, gold, 1, now, only.is_none());
                                weights.update(key, rival as u8, -1, now, only.is_none());
                            }
                        }
                        best
                    }
                };
                seen += 1;
                wrong += u32::from(class != gold);
                before = [class, before[0]];
                verb = features::verb_before(verb, class, parts);
            }
        }
        println!(
            "round {}: {:.2} % wrong, {} features",
            round + 1,
            100.0 * f64::from(wrong) / f64::from(seen),
            weights.rows.len()
        );
    }
    weights.updates = now;
    weights
}

/// The features with the most updates.
fn most_updated(weights: &Weights) -> Vec<u32> {
    let mut keys: Vec<(u32, u32)> =
        weights.rows.iter().map(|(key, row)| (u32::MAX - row.updates, *key)).collect();
    keys.sort_unstable();
    keys.truncate(MOST_FEATURES);
    keys.into_iter().map(|(_, key)| key).collect()
}

/// The weights, averaged over all steps.
fn averages(weights: &Weights) -> BTreeMap<u32, Vec<(u8, f64)>> {
    let now = weights.updates;
    let averaged = |row: &Row| {
        let mut averaged: Vec<(u8, f64)> = Vec::new();
        for weight in &row.weights {
            let sum = weight.summed + i64::from(weight.now) * i64::from(now - weight.since);
            averaged.push((weight.class, sum as f64 / f64::from(now)));
        }
        averaged.sort_by_key(|&(class, _)| class);
        averaged
    };
    weights.rows.iter().map(|(key, row)| (*key, averaged(row))).collect()
}

/// Puts the examples in an order that depends on the seed only (Fisher and Yates).
fn shuffle<T>(items: &mut [T], seed: u64) {
    for at in (1..items.len()).rev() {
        items.swap(at, (draw(seed << 32 | at as u64) % (at as u64 + 1)) as usize);
    }
}

/// A number that looks drawn by lot and is the same for the same seed (splitmix64).
pub(crate) fn draw(seed: u64) -> u64 {
    let mut x = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ x >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ x >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ x >> 31
}

/// The model's file.
fn write(
    model: &BTreeMap<u32, Vec<(u8, f64)>>,
    lexicon: &Lexicon,
    sentences: &[Vec<Gold>],
    classes: &Classes,
) -> Result<Vec<u8>> {
    let largest = model.values().flatten().map(|&(_, weight)| weight.abs()).fold(0.0, f64::max);
    let mut entries: BTreeMap<u32, Vec<(u8, u8)>> = BTreeMap::new();
    for (&key, row) in model {
        let companded = row.iter().map(|&(class, weight)| {
            // The square root keeps small weights apart: q·|q| is proportional to the weight.
            let q = (weight.abs() / largest).sqrt() * 127.0;
            (class, (q.round().copysign(weight)) as i8 as u8)
        });
        let row: Vec<(u8, u8)> = companded.filter(|&(_, q)| q != 0).collect();
        if !row.is_empty() {
            entries.insert(key, row);
        }
    }
    let n_features = entries.len();
    entries.extend(lexicon.tags.iter().map(|(&key, &tag)| (key, vec![(tag, 0)])));
    let (scripts, rules) = lemma_rules(sentences, classes);
    println!(
        "{n_features} features, {} words and endings, {} rules for lemmas",
        lexicon.tags.len(),
        rules.len()
    );
    entries.extend(rules.iter().map(|(&key, &script)| (key, vec![(script as u8, (script >> 8) as u8)])));
    let (slots, rows) = table::build(&entries);
    let scripts: Vec<String> = scripts.iter().map(Script::to_string).collect();
    let header = format!("{}\n{}\n", classes.labels.join(" "), scripts.join(" "));
    let mut bytes = MAGIC.to_vec();
    bytes.extend((header.len() as u32).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend((slots.len() as u32).to_le_bytes());
    bytes.extend(&slots);
    bytes.extend(&rows);
    Ok(bytes)
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
