//! Keys of events and questions that stay when a case grows, so that links to them do.
//!
//! ```text
//! e4f1c09d               an event: known again by the claims that it had before
//! e4f1c09d.killed        what is asked of it
//! e4f1c09d.killed.crew   the same of a scope
//! ```

use std::collections::{BTreeMap, BTreeSet};
use variorum_model::{Case, Question};
use variorum_store::Known;

/// The keys of a case's events and questions.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    events: Vec<String>,
    questions: Vec<Vec<String>>,
    moved: BTreeMap<String, String>,
}

impl Keys {
    /// The keys of a case whose events may have been known before.
    pub(crate) fn of(case: &Case, known: &Known) -> Keys {
        let mut claims: Vec<Vec<&str>> = vec![Vec::new(); case.events.len()];
        for claim in &case.claims {
            if let Some(of_event) = claim.event.and_then(|event| claims.get_mut(event.index())) {
                of_event.push(&claim.id);
            }
        }
        // Every event votes for the keys that its claims had; the event with most votes gets the key.
        let mut votes: Vec<(usize, usize, &str)> = Vec::new();
        for (event, ids) in claims.iter().enumerate() {
            let mut by_key: BTreeMap<&str, usize> = BTreeMap::new();
            for id in ids {
                if let Some(key) = known.event_of.get(*id) {
                    *by_key.entry(key).or_default() += 1;
                }
            }
            votes.extend(by_key.into_iter().map(|(key, n)| (n, event, key)));
        }
        votes.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut events: Vec<String> = vec![String::new(); case.events.len()];
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for (_, event, key) in votes {
            if events[event].is_empty() && !taken.contains(key) {
                events[event] = key.to_owned();
                taken.insert(key.to_owned());
            }
        }
        for (event, entry) in case.events.iter().enumerate() {
            if events[event].is_empty() {
                let first = claims[event]
                    .iter()
                    .min()
                    .map_or_else(|| entry.event.label.clone(), |id| (*id).to_owned());
                let fresh = (0..)
                    .map(|n| fresh(&first, n))
                    .find(|key| !taken.contains(key) && !known.keys.contains(key));
                events[event] = fresh.unwrap_or_default();
                taken.insert(events[event].clone());
            }
        }
        let questions =
            case.events.iter().zip(&events).map(|(entry, key)| of_questions(&entry.questions, key)).collect();
        Keys { events, questions, moved: known.moved.clone() }
    }

    /// The key of an event.
    pub fn event(&self, event: usize) -> &str {
        self.events.get(event).map_or("", String::as_str)
    }

    /// The keys of all events, in the order of the case.
    pub(super) fn events(&self) -> impl Iterator<Item = &str> {
        self.events.iter().map(String::as_str)
    }

    /// The keys of an event's questions.
    pub(super) fn questions(&self, event: usize) -> &[String] {
        self.questions.get(event).map_or(&[], Vec::as_slice)
    }

    /// No keys but those that have become others, to be filled with [`Keys::push`].
    pub(super) fn emptied(&self) -> Keys {
        Keys { moved: self.moved.clone(), ..Keys::default() }
    }

    /// Adds an event's key with those of its questions.
    pub(super) fn push(&mut self, event: &str, questions: &[String]) {
        self.events.push(event.to_owned());
        self.questions.push(questions.to_vec());
    }

    /// The key of a question: the number of its event, and its own there.
    pub fn question(&self, event: usize, question: usize) -> &str {
        self.questions.get(event).and_then(|keys| keys.get(question)).map_or("", String::as_str)
    }

    /// The event with this key, or the one that it has become a part of.
    pub fn find_event(&self, key: &str) -> Option<usize> {
        let mut key = key;
        for _ in 0..64 {
            if let Some(event) = self.events.iter().position(|other| other == key) {
                return Some(event);
            }
            key = self.moved.get(key)?;
        }
        None
    }

    /// The question with this key, or the same question of the event that its event has become a part of.
    pub fn find_question(&self, key: &str) -> Option<(usize, usize)> {
        let (event_key, rest) = key.split_once('.')?;
        let event = self.find_event(event_key)?;
        let own = format!("{}.{rest}", self.event(event));
        let question = self.questions.get(event)?.iter().position(|other| *other == own)?;
        Some((event, question))
    }
}

/// A key for a new event.
fn fresh(claim: &str, n: u32) -> String {
    let seed = if n == 0 { claim.to_owned() } else { format!("{claim} {n}") };
    let hash = blake3::hash(seed.as_bytes()).to_hex();
    format!("e{}", hash.chars().take(8).collect::<String>())
}

fn of_questions(questions: &[Question], event: &str) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut keys = Vec::new();
    for question in questions {
        let scope = question.scope.as_deref().map(slug).unwrap_or_default();
        let mut key = format!("{event}.{}", slug(&question.property));
        for part in [scope.as_str(), if question.part { "part" } else { "" }] {
            if !part.is_empty() {
                key.push('.');
                key.push_str(part);
            }
        }
        let free = (1..)
            .map(|n| if n == 1 { key.clone() } else { format!("{key}-{n}") })
            .find(|key| !taken.contains(key));
        let key = free.unwrap_or(key);
        taken.insert(key.clone());
        keys.push(key);
    }
    keys
}

/// A name as part of an address: letters and digits, everything else a hyphen.
fn slug(name: &str) -> String {
    let letters = name.chars().map(|letter| {
        if letter.is_alphanumeric() || letter == '_' {
            letter.to_lowercase().next().unwrap_or(letter)
        } else {
            '-'
        }
    });
    letters.collect()
}
