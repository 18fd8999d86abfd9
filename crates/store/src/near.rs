//! The part of a case that a new report bears on, found by indices: never a pass over all reports.
//!
//! ```text
//! "Solveig", "Eastport"  ─alike─▶  reports 17, 4, 203  ─beside─▶  the events that they tell of, with all their reports
//! ```

use crate::reports::{Raw, parallel};
use crate::search::quoted;
use crate::{Known, Result, Store, StoredReport};
use rusqlite::params;
use std::collections::{BTreeMap, BTreeSet};

impl Store {
    /// The reports that have most of these words or names, the best first, at most so many.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn alike(&self, names: &[&str], limit: usize) -> Result<Vec<i64>> {
        let names: Vec<String> = names.iter().filter_map(|name| quoted(name)).collect();
        if names.is_empty() {
            return Ok(Vec::new());
        }
        self.sql(|connection| {
            let sql = "SELECT rowid FROM report_words WHERE report_words MATCH ?1 \
                       ORDER BY bm25(report_words), rowid LIMIT ?2";
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_map(params![names.join(" OR "), limit as i64], |row| row.get(0))?.collect()
        })
    }

    /// The keys of the events that a report tells of.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn events_of(&self, report: i64) -> Result<BTreeSet<String>> {
        self.sql(|connection| {
            let sql =
                "SELECT b.event FROM claims c JOIN event_claims b ON b.claim = c.claim WHERE c.report = ?1";
            connection.prepare_cached(sql)?.query_map([report], |row| row.get(0))?.collect()
        })
    }

    /// The paths and addresses that reports were captured from.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn captured_from(&self) -> Result<BTreeSet<String>> {
        self.sql(|connection| {
            connection.prepare("SELECT name FROM captures")?.query_map([], |row| row.get(0))?.collect()
        })
    }

    /// The reports that tell of an event, at most so many.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn reports_of(&self, event: &str, limit: usize) -> Result<BTreeSet<i64>> {
        self.sql(|connection| {
            let sql = "SELECT DISTINCT c.report FROM event_claims b JOIN claims c ON c.claim = b.claim \
                       WHERE b.event = ?1 LIMIT ?2";
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_map(params![event, limit as i64], |row| row.get(0))?.collect()
        })
    }

    /// The reports with these numbers, in the order in which they came.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn reports_at(&self, rows: &BTreeSet<i64>) -> Result<Vec<StoredReport>> {
        let raw: Vec<Raw> = self.sql(|connection| {
            let sql = "SELECT id, text, header, account, added, version FROM reports WHERE id = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            let mut found = Vec::new();
            for row in rows {
                for raw in statement.query_map([row], Raw::of)? {
                    found.push(raw?);
                }
            }
            Ok(found)
        })?;
        parallel(raw)
    }

    /// What the events of these reports are known by.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn known_at(&self, rows: &BTreeSet<i64>) -> Result<Known> {
        self.sql(|connection| {
            let mut known = Known::default();
            let sql = "SELECT b.claim, b.event FROM claims c JOIN event_claims b ON b.claim = c.claim \
                       WHERE c.report = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            for row in rows {
                let pairs = statement.query_map([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
                known.event_of.extend(pairs.collect::<rusqlite::Result<BTreeMap<String, String>>>()?);
            }
            let mut statement = connection.prepare_cached("SELECT key FROM events ORDER BY key")?;
            known.keys = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(known)
        })
    }
}
