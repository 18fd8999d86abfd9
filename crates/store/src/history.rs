//! How every question stands and ever stood.
//!
//! ```text
//! e4f1c09/killed   2031-03-03 09:12   asked      single     9            monday
//!                  2031-03-03 14:40   single     evolving   9, 14        tuesday
//!                  2031-03-04 08:01   evolving   disputed   9, 14, 17    decision 77ab: the figures are of one time
//! ```
//!
//! Events and questions are made anew whenever the case changes; here each keeps a key that stays. An event is the one with
//! which it shares most claims.

use crate::{Result, Store};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use serde_json::{from_str, to_string};
use std::collections::{BTreeMap, BTreeSet};

/// A reading in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingState {
    /// Asserted, denied or doubted.
    pub stance: String,
    /// The value in a few words.
    pub value: String,
    /// How many reports carry it.
    pub reports: usize,
}

/// How a question stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionState {
    /// Its key: that of the event, the property, the scope.
    pub key: String,
    /// The key of its event.
    pub event: String,
    /// The property.
    pub property: String,
    /// The scope.
    pub scope: Option<String>,
    /// The status.
    pub status: String,
    /// Why.
    pub why: String,
    /// The readings.
    pub readings: Vec<ReadingState>,
}

/// A case as it stands.
#[derive(Clone, Debug, Default)]
pub struct Settlement {
    /// The change up to which it is current.
    pub revision: u64,
    /// The events: key, name, ids of claims.
    pub events: Vec<(String, String, Vec<String>)>,
    /// The questions.
    pub questions: Vec<QuestionState>,
}

/// A question that stands otherwise than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its key.
    pub question: String,
    /// The status before; `None` where it was not asked.
    pub before: Option<String>,
    /// The status now; `None` where it is no longer asked.
    pub status: Option<String>,
    /// Why.
    pub why: String,
    /// The readings now.
    pub readings: Vec<ReadingState>,
}

/// A change with its time and cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// When it was seen: RFC 3339, UTC.
    pub at: String,
    /// What changed.
    pub changed: Changed,
    /// What changed it, in words.
    pub cause: String,
}

/// What events are known by.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The event of each claim.
    pub event_of: BTreeMap<String, String>,
    /// The events that have become parts of others.
    pub moved: BTreeMap<String, String>,
    /// All keys that are taken.
    pub keys: BTreeSet<String>,
}

impl Store {
    /// What events are known by.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn known_events(&self) -> Result<Known> {
        self.sql(|connection| {
            let pair = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
            Ok(Known {
                event_of: connection
                    .prepare("SELECT claim, event FROM event_claims")?
                    .query_map([], pair)?
                    .collect::<rusqlite::Result<_>>()?,
                moved: connection
                    .prepare("SELECT key, gone FROM events WHERE gone IS NOT NULL")?
                    .query_map([], pair)?
                    .collect::<rusqlite::Result<_>>()?,
                keys: connection
                    .prepare("SELECT key FROM events")?
                    .query_map([], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?,
            })
        })
    }

    /// Records how the case stands and gives what is otherwise than before; nothing where somebody has changed the case since
    /// (`None`): look at it again, then.
    ///
    /// # Errors
    /// The case cannot be written.
    pub fn settle(&mut self, now: &str, state: &Settlement, cause: &str) -> Result<Option<Vec<Changed>>> {
        let mut encoded = Vec::new();
        for question in &state.questions {
            encoded.push(to_string(&question.readings)?);
        }
        let before = self.questions()?;
        self.run(|transaction| {
            let revision: String =
                transaction.query_row("SELECT value FROM facts WHERE name = 'revision'", [], |row| row.get(0))?;
            if revision != state.revision.to_string() {
                return Ok(None);
            }
            let known: BTreeMap<&str, &QuestionState> =
                before.iter().map(|question| (question.key.as_str(), question)).collect();
            let mut changes = Vec::new();
            let mut record = transaction.prepare_cached(
                "INSERT INTO history (at, question, before, status, why, readings, cause) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            for (question, readings) in state.questions.iter().zip(&encoded) {
                seen.insert(&question.key);
                let old = known.get(question.key.as_str());
                let same = old.is_some_and(|old| old.status == question.status && old.readings == question.readings);
                if same {
                    continue;
                }
                let before = old.map(|old| old.status.clone());
                record.execute(params![now, question.key, before, question.status, question.why, readings, cause])?;
                changes.push(Changed {
                    question: question.key.clone(),
                    before,
                    status: Some(question.status.clone()),
                    why: question.why.clone(),
                    readings: question.readings.clone(),
                });
            }
            for old in before.iter().filter(|old| !seen.contains(old.key.as_str())) {
                record.execute(params![now, old.key, old.status, None::<String>, "", "[]", cause])?;
                changes.push(Changed {
                    question: old.key.clone(),
                    before: Some(old.status.clone()),
                    status: None,
                    why: String::new(),
                    readings: Vec::new(),
                });
            }
            transaction.execute("DELETE FROM questions", [])?;
            let mut keep = transaction.prepare_cached(
                "INSERT OR REPLACE INTO questions (key, event, property, scope, status, why, readings) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            for (question, readings) in state.questions.iter().zip(&encoded) {
                keep.execute(params![
                    question.key,
                    question.event,
                    question.property,
                    question.scope,
                    question.status,
                    question.why,
                    readings
                ])?;
            }
            events(transaction, now, state)?;
            transaction.execute("UPDATE facts SET value = ?1 WHERE name = 'settled'", [&revision])?;
            Ok(Some(changes))
        })
    }

    /// How the questions stood when they were last recorded.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn questions(&self) -> Result<Vec<QuestionState>> {
        let rows: Vec<(QuestionState, String)> = self.sql(|connection| {
            let sql =
                "SELECT key, event, property, scope, status, why, readings FROM questions ORDER BY rowid";
            let question = |row: &Row<'_>| {
                let question = QuestionState {
                    key: row.get(0)?,
                    event: row.get(1)?,
                    property: row.get(2)?,
                    scope: row.get(3)?,
                    status: row.get(4)?,
                    why: row.get(5)?,
                    readings: Vec::new(),
                };
                Ok((question, row.get(6)?))
            };
            connection.prepare(sql)?.query_map([], question)?.collect()
        })?;
        rows.into_iter()
            .map(|(question, readings)| Ok(QuestionState { readings: from_str(&readings)?, ..question }))
            .collect()
    }

    /// The names of events by their keys.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn labels(&self) -> Result<BTreeMap<String, String>> {
        self.sql(|connection| {
            let mut statement = connection.prepare("SELECT key, label FROM events")?;
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }

    /// The history of a question, or of all; the last change first, at most so many.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn history(&self, question: Option<&str>, limit: usize) -> Result<Vec<HistoryEntry>> {
        let rows: Vec<(HistoryEntry, String)> = self.sql(|connection| {
            let sql = "SELECT at, question, before, status, why, readings, cause FROM history \
                       WHERE ?1 IS NULL OR question = ?1 ORDER BY seq DESC LIMIT ?2";
            let entry = |row: &Row<'_>| {
                let changed = Changed {
                    question: row.get(1)?,
                    before: row.get(2)?,
                    status: row.get(3)?,
                    why: row.get(4)?,
                    readings: Vec::new(),
                };
                Ok((HistoryEntry { at: row.get(0)?, changed, cause: row.get(6)? }, row.get::<_, String>(5)?))
            };
            connection.prepare_cached(sql)?.query_map(params![question, limit as i64], entry)?.collect()
        })?;
        rows.into_iter()
            .map(|(mut entry, readings)| {
                entry.changed.readings = from_str(&readings)?;
                Ok(entry)
            })
            .collect()
    }
}

fn events(transaction: &rusqlite::Transaction<'_>, now: &str, state: &Settlement) -> rusqlite::Result<()> {
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
    // An event that is no more has become part of the one that has most of its claims.
    let mut heirs: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut owner = transaction.prepare_cached("SELECT event FROM event_claims WHERE claim = ?1")?;
    let present: BTreeSet<&str> = state.events.iter().map(|(key, ..)| key.as_str()).collect();
    for (key, _, claims) in &state.events {
        for claim in claims {
            let mut rows = owner.query([claim])?;
            if let Some(row) = rows.next()? {
                let old: String = row.get(0)?;
                if &old != key && !present.contains(old.as_str()) {
                    *heirs.entry(old).or_default().entry(key).or_default() += 1;
                }
            }
            drop(rows);
            belongs.execute(params![claim, key])?;
        }
    }
    for (old, votes) in heirs {
        let heir = votes.iter().max_by_key(|&(key, n)| (*n, std::cmp::Reverse(*key))).map(|(key, _)| *key);
        transaction
            .execute("UPDATE events SET gone = ?2 WHERE key = ?1", params![old, heir.unwrap_or_default()])?;
    }
    Ok(())
}
