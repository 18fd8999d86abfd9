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
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::from_str;
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

/// Which part of the history is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Extract<'a> {
    /// The key of a question; without it, the history of all.
    pub question: Option<&'a str>,
    /// Only what was recorded before this time: RFC 3339, UTC, or the beginning of it ("2031-03-05").
    pub before: Option<&'a str>,
    /// How many of the last changes are left out.
    pub skip: usize,
    /// At most so many.
    pub limit: usize,
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

    /// How the questions stood when they were last recorded.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn questions(&self) -> Result<Vec<QuestionState>> {
        let rows = self.sql(|connection| questions(connection, None))?;
        rows.into_iter().map(decoded).collect()
    }

    /// How these events stood when they were last recorded: their questions, and their names by their keys.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn stands(
        &self,
        events: &BTreeSet<String>,
    ) -> Result<(Vec<QuestionState>, BTreeMap<String, String>)> {
        let (rows, labels) = self.sql(|connection| {
            let mut label = connection.prepare_cached("SELECT label FROM events WHERE key = ?1")?;
            let (mut rows, mut labels) = (Vec::new(), BTreeMap::new());
            for event in events {
                rows.extend(questions(connection, Some(event))?);
                if let Some(name) = label.query_row([event], |row| row.get(0)).optional()? {
                    labels.insert(event.clone(), name);
                }
            }
            Ok((rows, labels))
        })?;
        Ok((rows.into_iter().map(decoded).collect::<Result<_>>()?, labels))
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

    /// How questions stood, the last change first.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn history(&self, of: &Extract<'_>) -> Result<Vec<HistoryEntry>> {
        let rows: Vec<(HistoryEntry, String)> = self.sql(|connection| {
            // One statement for each way in, so that each has its index.
            let sql = match of.question {
                None => {
                    "SELECT at, question, before, status, why, readings, cause FROM history \
                     WHERE ?1 IS NULL AND (?2 IS NULL OR at < ?2) ORDER BY seq DESC LIMIT ?3 OFFSET ?4"
                }
                Some(_) => {
                    "SELECT at, question, before, status, why, readings, cause FROM history \
                     WHERE question = ?1 AND (?2 IS NULL OR at < ?2) ORDER BY seq DESC LIMIT ?3 OFFSET ?4"
                }
            };
            let asked = params![of.question, of.before, of.limit as i64, of.skip as i64];
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
            connection.prepare_cached(sql)?.query_map(asked, entry)?.collect()
        })?;
        rows.into_iter()
            .map(|(mut entry, readings)| {
                entry.changed.readings = from_str(&readings)?;
                Ok(entry)
            })
            .collect()
    }
}

impl Store {
    /// How many changes there are of a question, or of all, before a time: see [`Extract`].
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn n_history(&self, question: Option<&str>, before: Option<&str>) -> Result<usize> {
        self.sql(|connection| {
            let sql = "SELECT count(*) FROM history WHERE (?1 IS NULL OR question = ?1) AND (?2 IS NULL OR at < ?2)";
            connection.prepare_cached(sql)?.query_row(params![question, before], |row| row.get::<_, i64>(0))
        })
        .map(|n| n as usize)
    }

    /// The days on which something was recorded (2031-03-05, UTC), in order.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn days_of_history(&self) -> Result<Vec<String>> {
        self.sql(|connection| {
            let sql = "SELECT DISTINCT substr(at, 1, 10) FROM history ORDER BY 1";
            connection.prepare_cached(sql)?.query_map([], |row| row.get(0))?.collect()
        })
    }
}

/// The questions, or those of an event, in the order in which they were recorded; their readings as JSON beside them.
pub(crate) fn questions(
    connection: &Connection,
    event: Option<&str>,
) -> rusqlite::Result<Vec<(QuestionState, String)>> {
    let sql = match event {
        None => {
            "SELECT key, event, property, scope, status, why, readings FROM questions WHERE ?1 IS NULL ORDER BY rowid"
        }
        Some(_) => {
            "SELECT key, event, property, scope, status, why, readings FROM questions WHERE event = ?1 ORDER BY rowid"
        }
    };
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
    connection.prepare_cached(sql)?.query_map([event], question)?.collect()
}

/// A question with its readings.
fn decoded((question, readings): (QuestionState, String)) -> Result<QuestionState> {
    Ok(QuestionState { readings: from_str(&readings)?, ..question })
}
