//! Clauses against the dependency trees of a treebank: who the subject of each finite verb is, and what its object.
//!
//! ```text
//! The men who fled told police and hid .
//! gold, nsubj        told → men, fled → who = men, hid → (as told) men
//! ours, Clause       told → "The men", fled → "The men", hid → "The men"
//! ```
//!
//! A pair is right when verb and head of the argument are the tree's. Relative pronouns stand for what they relate to, and a
//! verb coordinated with another one shares its subject, as ours do. Heads of names differ by convention: any word that the
//! tree ties to the head by `flat`, `compound` or `nummod` is as good. Left out is what the two have different names for: what
//! somebody is or becomes (`xcomp`, `cop`; an object with us), and what there is (`expl`).

use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use variorum_language::Language;
use variorum_model::document::{Argument, ClauseForm};
use variorum_model::{Document, Report};

/// A word of a tree.
struct Node {
    form: String,
    upos: String,
    feats: String,
    /// The word that governs it, by its place in the sentence; `None` for the root.
    head: Option<usize>,
    relation: String,
    space_after: bool,
    /// The token of ours in which it begins.
    token: Option<usize>,
}

/// The figures of one relation.
#[derive(Default)]
struct Tally {
    gold: usize,
    found: usize,
    right: usize,
}

impl Tally {
    fn figures(&self) -> Value {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let (precision, recall) = (share(self.right, self.found), share(self.right, self.gold));
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        json!({ "precision": precision, "recall": recall, "f1": f1, "gold": self.gold, "found": self.found })
    }
}

/// Scores the clauses that the layers find in the text of a treebank; prints so many errors of each kind.
pub(super) fn score(gold: &Path, n_errors: usize) -> Result<Value> {
    let treebank =
        std::fs::read_to_string(gold).with_context(|| format!("cannot read {}", gold.display()))?;
    let language = Language::load(&variorum_language::resources!(variorum_english))?;
    let (mut subjects, mut objects) = (Tally::default(), Tally::default());
    let mut errors: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for document in treebank.split("# newdoc").filter(|part| !part.trim().is_empty()) {
        let (text, mut sentences) = read(document)?;
        let analyzed = language.analyze(&Report { text, ..Report::default() });
        align(&analyzed, &mut sentences);
        for sentence in &sentences {
            let ours = pairs(&analyzed, sentence);
            compare("subject", sentence, &subjects_of(sentence), &ours.0, &mut subjects, &mut errors);
            compare("object", sentence, &objects_of(sentence), &ours.1, &mut objects, &mut errors);
        }
    }
    for (kind, lines) in &errors {
        let step = (lines.len() / n_errors.max(1)).max(1);
        for line in lines.iter().step_by(step).take(n_errors) {
            println!("{kind}: {line}");
        }
    }
    Ok(json!({ "subject": subjects.figures(), "object": objects.figures() }))
}

/// The text of a document and its trees.
fn read(document: &str) -> Result<(String, Vec<Vec<Node>>)> {
    let (mut text, mut sentences, mut sentence, mut fused) = (String::new(), vec![], Vec::new(), (0, true));
    for line in document.lines().chain([""]) {
        if line.starts_with("# newpar") && !text.is_empty() && !text.ends_with("\n\n") {
            text.push_str("\n\n");
        }
        if line.is_empty() && !sentence.is_empty() {
            sentences.push(std::mem::take(&mut sentence));
            fused = (0, true);
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, _, upos, _, feats, head, relation, _, misc] = columns[..] else { continue };
        let spaced = !misc.contains("SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            fused = (last.parse()?, spaced);
            continue;
        }
        let Ok(number) = id.parse::<usize>() else { continue };
        let space_after = match number.cmp(&fused.0) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => fused.1,
            std::cmp::Ordering::Greater => spaced,
        };
        text.push_str(form);
        if space_after {
            text.push(' ');
        }
        sentence.push(Node {
            form: form.to_owned(),
            upos: upos.to_owned(),
            feats: feats.to_owned(),
            head: head.parse::<usize>()?.checked_sub(1),
            relation: relation.to_owned(),
            space_after,
            token: None,
        });
    }
    Ok((text, sentences))
}

/// Gives each word of the trees the token of ours that it lies in.
fn align(document: &Document, sentences: &mut [Vec<Node>]) {
    let mut at = 0;
    for node in sentences.iter_mut().flatten() {
        let rest = document.text.get(at..).unwrap_or_default();
        at += rest.len() - rest.trim_start().len();
        let idx = document.tokens.partition_point(|token| token.span.end as usize <= at);
        node.token = document.tokens.get(idx).filter(|token| token.span.start as usize <= at).map(|_| idx);
        at += node.form.len() + usize::from(node.space_after);
    }
}

type Pairs = BTreeSet<(usize, usize)>;

/// Our verbs with their subjects and objects, as places in the sentence. What the tree has for a copula is left out.
fn pairs(document: &Document, sentence: &[Node]) -> (Pairs, Pairs) {
    let mut of_token: BTreeMap<usize, usize> = BTreeMap::new();
    for (place, node) in sentence.iter().enumerate() {
        if let Some(token) = node.token {
            of_token.entry(token).or_insert(place);
        }
    }
    let (mut subjects, mut objects) = (Pairs::new(), Pairs::new());
    let (Some(first), Some(last)) = (of_token.keys().next(), of_token.keys().next_back()) else {
        return (subjects, objects);
    };
    let from = document.clauses.partition_point(|clause| (clause.predicate.start as usize) < *first);
    for clause in &document.clauses[from..] {
        if clause.predicate.start as usize > *last {
            break;
        }
        let Some(&verb) = of_token.get(&clause.head.index()).filter(|_| clause.verb.is_some()) else {
            continue;
        };
        let copula = sentence[verb].upos == "AUX"
            || sentence.iter().any(|node| node.head == Some(verb) && node.relation == "cop");
        if copula || existential(sentence, verb) {
            continue;
        }
        let place = |argument: Option<Argument>| of_token.get(&argument?.head.index()).copied();
        if clause.form == ClauseForm::Finite
            && let Some(subject) = place(clause.subject)
        {
            subjects.insert((verb, subject));
        }
        if let Some(object) = place(clause.object)
            && !(sentence[object].relation == "xcomp" && sentence[object].head == Some(verb))
        {
            objects.insert((verb, object));
        }
    }
    (subjects, objects)
}

/// The word that a relation of a verb leads to; relative pronouns stand for what they relate to.
fn dependent(sentence: &[Node], verb: usize, relations: &[&str]) -> Option<usize> {
    let found = sentence
        .iter()
        .position(|node| node.head == Some(verb) && relations.contains(&node.relation.as_str()))?;
    let relative = sentence[found].feats.contains("PronType=Rel");
    match sentence[verb].head.filter(|_| relative && sentence[verb].relation == "acl:relcl") {
        Some(antecedent) => Some(antecedent),
        None => Some(found),
    }
}

fn is_finite(sentence: &[Node], verb: usize) -> bool {
    let finite = |node: &Node| node.feats.contains("VerbForm=Fin");
    finite(&sentence[verb])
        || sentence
            .iter()
            .any(|node| node.head == Some(verb) && node.relation.starts_with("aux") && finite(node))
}

/// Whether the verb has an empty subject ("there is").
fn existential(sentence: &[Node], verb: usize) -> bool {
    sentence.iter().any(|node| node.head == Some(verb) && node.relation == "expl")
}

fn verbs(sentence: &[Node]) -> impl Iterator<Item = usize> {
    let copular = |verb| sentence.iter().any(|node| node.head == Some(verb) && node.relation == "cop");
    (0..sentence.len())
        .filter(move |&verb| sentence[verb].upos == "VERB" && !copular(verb) && !existential(sentence, verb))
}

fn subjects_of(sentence: &[Node]) -> Pairs {
    const SUBJECTS: [&str; 3] = ["nsubj", "nsubj:pass", "nsubj:outer"];
    let of = |verb| {
        let mut at = verb;
        for _ in 0..8 {
            if let Some(subject) = dependent(sentence, at, &SUBJECTS) {
                return Some((verb, subject));
            }
            // "hid" in "told police and hid".
            at = sentence[at].head.filter(|_| sentence[at].relation == "conj")?;
        }
        None
    };
    verbs(sentence).filter(|&verb| is_finite(sentence, verb)).filter_map(of).collect()
}

fn objects_of(sentence: &[Node]) -> Pairs {
    verbs(sentence).filter_map(|verb| Some((verb, dependent(sentence, verb, &["obj"])?))).collect()
}

fn compare(
    kind: &'static str,
    sentence: &[Node],
    gold: &Pairs,
    ours: &Pairs,
    tally: &mut Tally,
    errors: &mut BTreeMap<&'static str, Vec<String>>,
) {
    let same = |one: &(usize, usize), other: &(usize, usize)| {
        one.0 == other.0 && (tied(sentence, one.1, other.1) || tied(sentence, other.1, one.1))
    };
    tally.gold += gold.len();
    tally.found += ours.len();
    tally.right += gold.iter().filter(|pair| ours.iter().any(|other| same(pair, other))).count();
    let words = || sentence.iter().map(|node| node.form.as_str()).collect::<Vec<_>>().join(" ");
    let show = |(verb, noun): &(usize, usize)| format!("{} → {}", sentence[*verb].form, sentence[*noun].form);
    let wrong = ours.iter().filter(|pair| !gold.iter().any(|other| same(pair, other)));
    let missed = gold.iter().filter(|pair| !ours.iter().any(|other| same(pair, other)));
    for (what, pair) in wrong.map(|pair| ("found", pair)).chain(missed.map(|pair| ("missed", pair))) {
        errors.entry(kind).or_default().push(format!("{what} {} in: {}", show(pair), words()));
    }
}

/// Whether the first word is the second, or a part of the name or figure that the second heads.
fn tied(sentence: &[Node], word: usize, head: usize) -> bool {
    let mut at = word;
    for _ in 0..8 {
        if at == head {
            return true;
        }
        let node = &sentence[at];
        let part = ["flat", "compound", "nummod", "fixed"]
            .iter()
            .any(|known| node.relation.split(':').next() == Some(known));
        match node.head.filter(|_| part) {
            Some(up) => at = up,
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "# newpar\n\
        1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n\
        2\tmen\tman\tNOUN\tNNS\t_\t5\tnsubj\t_\t_\n\
        3\twho\twho\tPRON\tWP\tPronType=Rel\t4\tnsubj\t_\t_\n\
        4\tfled\tflee\tVERB\tVBD\tVerbForm=Fin\t2\tacl:relcl\t_\t_\n\
        5\ttold\ttell\tVERB\tVBD\tVerbForm=Fin\t0\troot\t_\t_\n\
        6\tpolice\tpolice\tNOUN\tNNS\t_\t5\tobj\t_\t_\n\
        7\tand\tand\tCCONJ\tCC\t_\t8\tcc\t_\t_\n\
        8\thid\thide\tVERB\tVBD\tVerbForm=Fin\t5\tconj\t_\tSpaceAfter=No\n\
        9\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n";

    #[test]
    fn gold_pairs() {
        let (text, sentences) = read(TREE).unwrap();
        assert_eq!(text, "The men who fled told police and hid. ");
        assert_eq!(subjects_of(&sentences[0]), Pairs::from([(3, 1), (4, 1), (7, 1)]));
        assert_eq!(objects_of(&sentences[0]), Pairs::from([(4, 5)]));
    }
}
