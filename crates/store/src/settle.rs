//! Recording how a case stands, all of it or the events that a new report touches.
//!
//! ```text
//! e4f1c09d.killed   single 9   ─▶   disputed 9, 14      a row of the history
//! e4f1c09d.place    Eastport   ─▶   Eastport            nothing
//! e77b0a12          its claims are now those of e4f1c09d: it has become a part of it
//! ```

use crate::history::questions;
use crate::{Changed, QuestionState, Result, Store};
use rusqlite::{Transaction, params};
use serde_json::to_string;
use std::collections::{BTreeMap, BTreeSet};

/// A case as it stands, or some of its events.
#[derive(Clone, Debug, Default)]
pub struct Settlement {
    /// The change up to which it is current.
    pub revision: u64,
    /// The events: key, name, ids of claims.
    pub events: Vec<(String, String, Vec<String>)>,
    /// The questions.
    pub questions: Vec<QuestionState>,
}

/// How much of a case a settlement tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it: events that it does not name are no more.
    Whole,
    /// The events that it names, and those whose claims they have taken; all others stand as they stood.
    Part,
}

impl Store {
    /// Records how the case stands and gives what is otherwise than before; nothing where somebody has changed the case since
    /// (`None`): look at it again, then.
    ///
    /// # Errors
    /// The case cannot be written.
    pub fn settle(
        &mut self,
        now: &str,
        state: &Settlement,
        cause: &str,
        extent: Extent,
    ) -> Result<Option<Vec<Changed>>> {
        let mut encoded = Vec::new();
        for question in &state.questions {
            encoded.push(to_string(&question.readings)?);
        }
        self.run(|transaction| {
            let revision: String =
                transaction
                    .query_row("SELECT value FROM facts WHERE name = 'revision'", [], |row| row.get(0))?;
            if revision != state.revision.to_string() {
                return Ok(None);
            }
            let heirs = heirs(transaction, state, extent)?;
            let mut before: Vec<(QuestionState, String)> = Vec::new();
            match extent {
                Extent::Whole => {
                    before = questions(transaction, None)?;
                    transaction.execute("DELETE FROM questions", [])?;
                }
                Extent::Part => {
                    let named = state.events.iter().map(|(key, ..)| key).chain(heirs.keys());
                    for key in named.collect::<BTreeSet<_>>() {
                        before.extend(questions(transaction, Some(key))?);
                        transaction
                            .prepare_cached("DELETE FROM questions WHERE event = ?1")?
                            .execute([key])?;
                    }
                }
            }
            let changes = record(transaction, now, state, &encoded, &before, cause)?;
            events(transaction, now, state, &heirs)?;
            transaction.execute("UPDATE facts SET value = ?1 WHERE name = 'settled'", [&revision])?;
            Ok(Some(changes))
        })
    }
}

/// Writes what has changed into the history, and how every question stands now.
fn record(
    transaction: &Transaction<'_>,
    now: &str,
    state: &Settlement,
    encoded: &[String],
    before: &[(QuestionState, String)],
    cause: &str,
) -> rusqlite::Result<Vec<Changed>> {
    let known: BTreeMap<&str, &(QuestionState, String)> =
        before.iter().map(|question| (question.0.key.as_str(), question)).collect();
    let mut keep = transaction.prepare_cached(
        "INSERT OR REPLACE INTO questions (key, event, property, scope, status, why, readings) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut add = transaction.prepare_cached(
        "INSERT INTO history (at, question, before, status, why, readings, cause) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut changes = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (question, readings) in state.questions.iter().zip(encoded) {
        let QuestionState { key, event, property, scope, status, why, .. } = question;
        seen.insert(key);
        keep.execute(params![key, event, property, scope, status, why, readings])?;
        let old = known.get(key.as_str());
        if old.is_some_and(|(old, of_old)| old.status == *status && of_old == readings) {
            continue;
        }
        let before = old.map(|(old, _)| old.status.clone());
        add.execute(params![now, key, before, status, why, readings, cause])?;
        changes.push(Changed {
            question: key.clone(),
            before,
            status: Some(status.clone()),
            why: why.clone(),
            readings: question.readings.clone(),
        });
    }
    for (old, _) in before.iter().filter(|(old, _)| !seen.contains(old.key.as_str())) {
        add.execute(params![now, old.key, old.status, None::<String>, "", "[]", cause])?;
        changes.push(Changed {
            question: old.key.clone(),
            before: Some(old.status.clone()),
            status: None,
            why: String::new(),
            readings: Vec::new(),
        });
    }
    Ok(changes)
}

/// The events that are no more, each with the one that has most of its claims now.
fn heirs(
    transaction: &Transaction<'_>,
    state: &Settlement,
    extent: Extent,
) -> rusqlite::Result<BTreeMap<String, String>> {
    let mut owner = transaction.prepare_cached("SELECT event FROM event_claims WHERE claim = ?1")?;
    let present: BTreeSet<&str> = state.events.iter().map(|(key, ..)| key.as_str()).collect();
    let mut votes: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for (key, _, claims) in &state.events {
        for claim in claims {
            let mut rows = owner.query([claim])?;
            if let Some(row) = rows.next()? {
                let old: String = row.get(0)?;
                if old != *key && !present.contains(old.as_str()) {
                    *votes.entry(old).or_default().entry(key).or_default() += 1;
                }
            }
        }
    }
    let mut count = transaction.prepare_cached("SELECT count(*) FROM event_claims WHERE event = ?1")?;
    let mut heirs = BTreeMap::new();
    for (old, votes) in votes {
        // An event that keeps some of its claims stays.
        let n_taken: usize = votes.values().sum();
        if extent == Extent::Part && count.query_row([&old], |row| row.get::<_, i64>(0))? > n_taken as i64 {
            continue;
        }
        let heir = votes.iter().max_by_key(|&(key, n)| (*n, std::cmp::Reverse(*key)));
        heirs.insert(old, heir.map(|(key, _)| (*key).to_owned()).unwrap_or_default());
    }
    Ok(heirs)
}

fn events(
    transaction: &Transaction<'_>,
    now: &str,
    state: &Settlement,
    heirs: &BTreeMap<String, String>,
) -> rusqlite::Result<()> {
    let mut keep = transaction.prepare_cached(
        "INSERT INTO events (key, label, seen, gone) VALUES (?1, ?2, ?3, NULL) \
         ON CONFLICT (key) DO UPDATE SET label = excluded.label, gone = NULL",
    )?;
    for (key, label, _) in &state.events {
        keep.execute(params![key, label, now])?;
    }
    let mut belongs = transaction.prepare_cached(
        "INSERT INTO event_claims (claim, event) VALUES (?1, ?2) ON CONFLICT (claim) DO UPDATE SET event = excluded.event \
         WHERE event <> excluded.event",
    )?;
    for (key, _, claims) in &state.events {
        for claim in claims {
            belongs.execute(params![claim, key])?;
        }
    }
    let mut gone = transaction.prepare_cached("UPDATE events SET gone = ?2 WHERE key = ?1")?;
    for (old, heir) in heirs {
        gone.execute(params![old, heir])?;
    }
    Ok(())
}
