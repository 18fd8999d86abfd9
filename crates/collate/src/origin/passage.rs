//! Passages that two texts share.
//!
//! ```text
//! a  … firefighters reached the hall after twenty minutes, when 133 guests had …
//! b  Eastport – Firefighters reached the hall after twenty minutes, when 143 guests had …
//!              ───────────────── one run ─────────────────      ↑      ── next run ──
//!                                                        the texts differ here: 133, 143
//! ```
//!
//! Texts are compared as words. Runs of five words are hashed; of each stretch of eight such hashes the least is kept as a
//! fingerprint (winnowing, Schleimer, Wilkerson and Aiken 2003), so that any shared run of twelve words shows in a shared
//! fingerprint. What two reports quote of a third person's words is no sign that one copied the other.

use variorum_model::{Report, Span};
use xxhash_rust::xxh3::xxh3_64;

/// Words in a hashed run.
const RUN: usize = 5;
/// Hashes of which the least is a fingerprint.
const WINDOW: usize = 8;

/// A word of a report's prose.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    hash: u64,
    /// Where it stands.
    pub(crate) span: Span,
    /// Whether it stands between quotation marks.
    pub(crate) quoted: bool,
}

/// A report's prose as words, without furniture.
pub(crate) fn words(report: &Report) -> Vec<Word> {
    let text = &report.text;
    let mut furniture = report.furniture.iter().map(|piece| piece.span).peekable();
    let (mut words, mut quoted, mut lower) = (Vec::new(), false, String::new());
    let mut start: Option<usize> = None;
    for (at, letter) in text.char_indices().chain([(text.len(), '\n')]) {
        while furniture.peek().is_some_and(|span| span.end as usize <= at) {
            furniture.next();
        }
        let outside = furniture.peek().is_none_or(|span| !span.covers(at as u32));
        if letter.is_alphanumeric() && outside {
            start = start.or(Some(at));
            continue;
        }
        if let Some(from) = start.take() {
            lower.clear();
            lower.extend(text[from..at].chars().flat_map(char::to_lowercase));
            words.push(Word { hash: xxh3_64(lower.as_bytes()), span: Span::new(from, at), quoted });
        }
        match letter {
            '“' | '«' | '„' => quoted = true,
            '”' | '»' => quoted = false,
            '"' => quoted = !quoted,
            '\n' => quoted = false,
            _ => {}
        }
    }
    words
}

/// The hashes of a text's runs of five words; runs of quoted words alone have none.
pub(crate) fn runs(words: &[Word]) -> Vec<Option<u64>> {
    let hash = |run: &[Word]| {
        let mut bytes = [0_u8; RUN * 8];
        for (slot, word) in bytes.chunks_exact_mut(8).zip(run) {
            slot.copy_from_slice(&word.hash.to_le_bytes());
        }
        (!run.iter().all(|word| word.quoted)).then(|| xxh3_64(&bytes))
    };
    words.windows(RUN).map(hash).collect()
}

/// The fingerprints of a text: of every stretch of runs the least hash, without repetition, sorted.
pub(crate) fn fingerprints(runs: &[Option<u64>]) -> Vec<u64> {
    let mut prints: Vec<u64> = match runs.len() {
        0 => Vec::new(),
        n if n < WINDOW => runs.iter().flatten().min().copied().into_iter().collect(),
        _ => runs.windows(WINDOW).filter_map(|window| window.iter().flatten().min().copied()).collect(),
    };
    prints.sort_unstable();
    prints.dedup();
    prints
}

/// A run of words that two texts share, as indices of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shared {
    /// The first word in the one text.
    pub(crate) here: usize,
    /// The first word in the other.
    pub(crate) there: usize,
    /// The number of words.
    pub(crate) length: usize,
}

/// How often a run may stand in the other text before further places are not looked at.
const PLACES: usize = 8;

/// The runs of at least five words of `here` that stand in `there`, in order, as long as they can be, not overlapping.
pub(crate) fn shared(
    here: &[Word],
    there: &[Word],
    runs_here: &[Option<u64>],
    index_there: &[(u64, u32)],
) -> Vec<Shared> {
    let mut found: Vec<Shared> = Vec::new();
    let mut at = 0;
    while at < runs_here.len() {
        let Some(hash) = runs_here[at] else {
            at += 1;
            continue;
        };
        let first = index_there.partition_point(|entry| entry.0 < hash);
        let places = index_there[first..].iter().take(PLACES).take_while(|entry| entry.0 == hash);
        let reach = |place: usize| {
            here[at..].iter().zip(&there[place..]).take_while(|(x, y)| x.hash == y.hash).count()
        };
        let expected = found.last().map_or(0, |last| last.there + last.length);
        let best = places
            .map(|&(_, place)| (reach(place as usize), place as usize))
            .max_by_key(|&(length, place)| (length, std::cmp::Reverse(place.abs_diff(expected))));
        match best {
            Some((length, place)) if length >= RUN => {
                found.push(Shared { here: at, there: place, length });
                at += length;
            }
            _ => at += 1,
        }
    }
    found
}

/// The runs of a text, sorted by hash, for looking them up.
pub(crate) fn index(runs: &[Option<u64>]) -> Vec<(u64, u32)> {
    let mut index: Vec<(u64, u32)> =
        runs.iter().enumerate().filter_map(|(at, hash)| hash.map(|hash| (hash, at as u32))).collect();
    index.sort_unstable();
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(text: &str) -> Report {
        Report { text: text.into(), ..Report::default() }
    }

    fn check(a: &str, b: &str, expected: &[&str]) {
        let (a, b) = (report(a), report(b));
        let (x, y) = (words(&a), words(&b));
        let runs = shared(&x, &y, &runs(&x), &index(&super::runs(&y)));
        let texts: Vec<&str> = runs
            .iter()
            .map(|run| x[run.here].span.join(x[run.here + run.length - 1].span).of(&a.text))
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn passages_are_as_long_as_they_can_be() {
        check(
            "the boat left the old harbour at dawn today",
            "Later, the boat left the old harbour at noon.",
            &["the boat left the old harbour at"],
        );
        check(
            "men with ladders climbed the NORTH wall and opened the upper gate",
            "men with ladders climbed the, south, wall and opened the upper gate",
            &["men with ladders climbed the", "wall and opened the upper gate"],
        );
        check("nothing in common here at all", "these are other words than those", &[]);
        check(
            "he said “we will rebuild every single house here”",
            "she heard “we will rebuild every single house here”",
            &[],
        );
    }

    #[test]
    fn a_shared_run_of_twelve_words_shows_in_a_fingerprint() {
        let run = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu";
        for pad in 0..12 {
            let a = report(&format!("{} {run} end of it", "x y z ".repeat(pad)));
            let b = report(&format!("{} {run} and more follows now", "p q ".repeat(pad * 2 + 1)));
            let prints = |report: &Report| fingerprints(&runs(&words(report)));
            let (x, y) = (prints(&a), prints(&b));
            assert!(x.iter().any(|print| y.contains(print)), "{pad}");
        }
    }
}
