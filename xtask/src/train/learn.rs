//! The learner: an averaged perceptron (Collins, EMNLP 2002), trained on its own predictions.
//!
//! It learns with all features first to find out which of them matter; then with those alone, several times in another
//! order. Features are left out by lot on the way (as in Søgaard, ACL 2013), so that rare words are tagged by more than their form.

use super::draw;
use super::lexicon::Example;
use std::collections::BTreeMap;
use variorum_language::tag::MOST_CLASSES;
use variorum_language::tag::features::{self, KEYS, NO_TAG, Part};

/// How often the learner goes through them to find out which features matter.
const FIRST_ROUNDS: u32 = 4;
/// How often it goes through them with these features only.
const ROUNDS: u32 = 7;
/// So many times, in another order each time; the weights are added up, so that chance weighs less.
const VOICES: u32 = 3;
/// Of a thousand features of a token, so many are left out while learning, drawn by lot, so that none relies on another too
/// much.
const LEFT_OUT: u64 = 100;
/// A right tag must beat all others by so much, or it is learnt again.
const MARGIN: i32 = 40;
/// So many features are kept, those with the most updates.
const MOST_FEATURES: usize = 120_000;

/// The weights by feature and class, learnt from these examples.
pub(super) fn model(examples: &mut [Example], parts: &[Part]) -> BTreeMap<u32, BTreeMap<u8, f64>> {
    let kept = most_updated(&learn(examples, parts, 0..FIRST_ROUNDS, None));
    let mut model: BTreeMap<u32, BTreeMap<u8, f64>> = BTreeMap::new();
    for voice in 0..VOICES {
        let rounds = FIRST_ROUNDS + voice * ROUNDS..FIRST_ROUNDS + (voice + 1) * ROUNDS;
        for (key, row) in averages(&learn(examples, parts, rounds, Some(&kept))) {
            let sums = model.entry(key).or_default();
            row.into_iter().for_each(|(class, weight)| *sums.entry(class).or_default() += weight);
        }
    }
    model
}

/// A weight of a class, with what averaging needs.
struct Weight {
    class: u8,
    now: i32,
    summed: i64,
    since: u32,
}

/// "No row": a feature without weights.
const NO_ROW: u32 = u32::MAX;

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
        Weights { slots: vec![(0, NO_ROW); 1 << 23], rows: Vec::new(), updates: 0 }
    }

    fn slot(&self, key: u32) -> usize {
        let mut at = (key >> 9) as usize;
        while self.slots[at].1 != NO_ROW && self.slots[at].0 != key {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    /// The number of a key's row, `NO_ROW` where there is none.
    fn find(&self, key: u32) -> u32 {
        self.slots[self.slot(key)].1
    }

    /// The row of a key, made where there is none.
    fn add(&mut self, key: u32) -> u32 {
        let slot = self.slot(key);
        if self.slots[slot].1 == NO_ROW {
            self.slots[slot] = (key, self.rows.len() as u32);
            self.rows.push((key, Row::default()));
        }
        self.slots[slot].1
    }

    fn update(&mut self, row: u32, class: u8, by: i32, now: u32) {
        let row = &mut self.rows[row as usize].1;
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
fn learn(
    examples: &mut [Example],
    parts: &[Part],
    rounds: std::ops::Range<u32>,
    only: Option<&[u32]>,
) -> Weights {
    let mut weights = Weights::new();
    for key in only.unwrap_or_default() {
        weights.add(*key);
    }
    let mut now = 0;
    for round in rounds {
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
                        let lot = |key: usize| {
                            draw(u64::from(now) << 8 | key as u64 | u64::from(round) << 40) % 1000 >= LEFT_OUT
                        };
                        let taken: [bool; KEYS] = std::array::from_fn(lot);
                        let mut rows = keys.map(|key| weights.find(key));
                        for (row, _) in
                            rows.iter().zip(taken).filter(|(row, taken)| **row != NO_ROW && *taken)
                        {
                            for weight in &weights.rows[*row as usize].1.weights {
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
                            for ((row, key), _) in
                                rows.iter_mut().zip(keys).zip(taken).filter(|(_, taken)| *taken)
                            {
                                if *row == NO_ROW && only.is_none() {
                                    *row = weights.add(key);
                                }
                                if *row != NO_ROW {
                                    weights.update(*row, gold, 1, now);
                                    weights.update(*row, rival as u8, -1, now);
                                }
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
