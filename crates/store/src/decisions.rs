//! What analysts decided: rows that are added and marked as undone, never deleted.

use crate::open::changed;
use crate::{Error, Result, Store};
use rusqlite::{OptionalExtension, Row, params};
use serde_json::{from_str, to_string};
use variorum_model::Decision;
use variorum_model::decision::Undone;

/// What came of recording a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is new.
    New,
    /// It was there; now it is known to be undone.
    NowUndone,
    /// It was there as it is.
    Known,
}

impl Store {
    /// All decisions in the order in which they were recorded, those that were undone with them.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        let rows: Vec<(Decision, String)> = self.sql(|connection| {
            let sql = "SELECT id, author, made, reason, act, undone_author, undone_made, undone_reason \
                       FROM decisions ORDER BY seq";
            connection.prepare_cached(sql)?.query_map([], row)?.collect()
        })?;
        rows.into_iter().map(|(decision, act)| Ok(Decision { act: from_str(&act)?, ..decision })).collect()
    }

    /// Records a decision. One that is there already, by its id, stays as it is, but if this one is undone, so is it.
    ///
    /// # Errors
    /// The case cannot be written.
    pub fn decide(&mut self, decision: &Decision) -> Result<Recorded> {
        let act = to_string(&decision.act)?;
        let undone = decision.undone.as_ref();
        self.run(|transaction| {
            let known: Option<bool> = transaction
                .query_row("SELECT undone_made IS NOT NULL FROM decisions WHERE id = ?1", [decision.id.as_str()], |row| row.get(0))
                .optional()?;
            let recorded = match (known, undone) {
                (Some(true), _) | (Some(false), None) => return Ok(Recorded::Known),
                (Some(false), Some(_)) => Recorded::NowUndone,
                (None, _) => Recorded::New,
            };
            let sql = match recorded {
                Recorded::New => {
                    "INSERT INTO decisions (author, made, reason, act, undone_author, undone_made, undone_reason, id) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                }
                _ => {
                    "UPDATE decisions SET undone_author = ?5, undone_made = ?6, undone_reason = ?7 \
                     WHERE id = ?8 AND ?1 IS NOT NULL AND ?2 IS NOT NULL AND ?3 IS NOT NULL AND ?4 IS NOT NULL"
                }
            };
            transaction.execute(
                sql,
                params![
                    decision.author,
                    decision.made.as_str(),
                    decision.reason,
                    act,
                    undone.map(|undone| undone.author.as_str()),
                    undone.map(|undone| undone.made.as_str()),
                    undone.map(|undone| undone.reason.as_str()),
                    decision.id.as_str()
                ],
            )?;
            changed(transaction)?;
            Ok(recorded)
        })
    }

    /// Takes a decision back. The id may be cut short. Gives the whole id.
    ///
    /// # Errors
    /// There is no such decision, it is undone already, or the case cannot be written.
    pub fn undo(&mut self, id: &str, undone: &Undone) -> Result<String> {
        let found: Vec<String> = self.sql(|connection| {
            let sql = "SELECT id FROM decisions WHERE substr(id, 1, length(?1)) = ?1 AND undone_made IS NULL LIMIT 2";
            connection.prepare(sql)?.query_map([id], |row| row.get(0))?.collect()
        })?;
        let [id] = found.as_slice() else { return Err(Error::NoDecision(id.to_owned())) };
        self.run(|transaction| {
            transaction.execute(
                "UPDATE decisions SET undone_author = ?2, undone_made = ?3, undone_reason = ?4 WHERE id = ?1 AND undone_made IS NULL",
                params![id, undone.author, undone.made.as_str(), undone.reason],
            )?;
            changed(transaction)
        })?;
        Ok(id.clone())
    }
}

/// A decision, and its act as JSON.
fn row(row: &Row<'_>) -> rusqlite::Result<(Decision, String)> {
    let made: Option<String> = row.get(6)?;
    let undone = match made {
        Some(made) => Some(Undone { author: row.get(5)?, made: made.into(), reason: row.get(7)? }),
        None => None,
    };
    let decision = Decision {
        id: row.get::<_, String>(0)?.into(),
        author: row.get(1)?,
        made: row.get::<_, String>(2)?.into(),
        reason: row.get(3)?,
        act: variorum_model::Act::Note { on: variorum_model::decision::NoteOn::Case, text: String::new() },
        undone,
    };
    Ok((decision, row.get(4)?))
}
