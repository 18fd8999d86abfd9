//! Reading reports again with another version of the program, capture by capture; what was begun is gone on with.
//!
//! ```text
//! capture 1 … 40    read again     a transaction each batch, with the number of the last capture
//! killed
//! capture 41 …      gone on with, if the same version reads
//! ```

use crate::open::changed;
use crate::reports::{claims, header, version_row};
use crate::{Result, Store, Version};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::{from_str, to_string};
use variorum_model::{Account, Report};

/// How far reading again has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rereading {
    /// The last capture that is done.
    pub capture: i64,
    /// How many of its reports are done, where it is done in part.
    pub in_next: usize,
    /// How many reports were read again.
    pub read: usize,
    /// How many of them read otherwise than before.
    pub changed: usize,
}

/// The bytes that reports are read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneCapture {
    /// Its number.
    pub id: i64,
    /// The path or address that it came from.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The reports that were read from it: which of the capture each is, and its number.
    pub reports: Vec<(usize, i64)>,
}

/// Where in the table of facts stands how far it has come.
const FACT: &str = "rereading";

impl Store {
    /// How far reading again with this version has come; the beginning where another one was at it, or none.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn rereading(&self, version: &Version) -> Result<Rereading> {
        let fact: Option<String> = self.sql(|connection| {
            let sql = "SELECT value FROM facts WHERE name = ?1";
            connection.query_row(sql, [FACT], |row| row.get(0)).optional()
        })?;
        let Some(fact) = fact else { return Ok(Rereading::default()) };
        let (by, come): ([String; 3], Rereading) = from_str(&fact)?;
        Ok(if by == names(version) { come } else { Rereading::default() })
    }

    /// The capture after this one.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn capture_after(&self, id: i64) -> Result<Option<OneCapture>> {
        self.sql(|connection| {
            let sql = "SELECT id, name, bytes FROM captures WHERE id > ?1 ORDER BY id LIMIT 1";
            let found = connection
                .prepare_cached(sql)?
                .query_row([id], |row| {
                    Ok(OneCapture {
                        id: row.get(0)?,
                        name: row.get(1)?,
                        bytes: row.get(2)?,
                        reports: Vec::new(),
                    })
                })
                .optional()?;
            let Some(mut capture) = found else { return Ok(None) };
            capture.reports = connection
                .prepare_cached("SELECT place, id FROM reports WHERE capture = ?1 ORDER BY id")?
                .query_map([capture.id], |row| Ok((row.get::<_, i64>(0)? as usize, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(Some(capture))
        })
    }

    /// Replaces what these reports say by what this version reads in them, and records how far it has come: all or nothing.
    ///
    /// # Errors
    /// The case cannot be written.
    pub fn read_again(
        &mut self,
        reports: &[(i64, Report, Account)],
        version: &Version,
        now: &str,
        come: &Rereading,
    ) -> Result<()> {
        let mut encoded = Vec::new();
        for (_, report, account) in reports {
            encoded.push((header(report)?, to_string(account)?));
        }
        let fact = to_string(&(names(version), come))?;
        self.run(|transaction| {
            let version = version_row(transaction, version, now)?;
            let sql = "UPDATE reports SET header = ?2, text = ?3, account = ?4, version = ?5 WHERE id = ?1";
            for ((row, report, account), (header, encoded)) in reports.iter().zip(&encoded) {
                transaction.prepare_cached(sql)?.execute(params![
                    row,
                    header,
                    report.text,
                    encoded,
                    version
                ])?;
                transaction.prepare_cached("DELETE FROM claims WHERE report = ?1")?.execute([row])?;
                claims(transaction, *row, report, account)?;
            }
            let sql = "INSERT INTO facts (name, value) VALUES (?1, ?2) \
                       ON CONFLICT (name) DO UPDATE SET value = excluded.value";
            transaction.execute(sql, params![FACT, fact])?;
            changed(transaction)
        })
    }

    /// Records that all is read again.
    ///
    /// # Errors
    /// The case cannot be written.
    pub fn end_rereading(&mut self) -> Result<()> {
        self.run(|transaction| transaction.execute("DELETE FROM facts WHERE name = ?1", [FACT]).map(|_| ()))
    }
}

/// What a version is known by.
fn names(version: &Version) -> [String; 3] {
    [version.program.clone(), version.model.clone(), version.ontology.clone()]
}
