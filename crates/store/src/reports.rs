//! Captures, reports and what they say.

use crate::open::changed;
use crate::{Result, Store};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde_json::{from_str, to_string};
use variorum_model::value::show;
use variorum_model::{Account, Report, Value, ValueKind};

/// What read a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The program's version.
    pub program: String,
    /// A hash of the trained model and the language's data.
    pub model: String,
    /// A hash of the ontology.
    pub ontology: String,
}

/// Bytes as they came.
#[derive(Clone, Copy, Debug)]
pub struct Capture<'a> {
    /// The path or address that they came from.
    pub name: &'a str,
    /// The bytes.
    pub bytes: &'a [u8],
    /// Their hash, by [`hash`].
    pub hash: &'a str,
    /// When they came: RFC 3339, UTC.
    pub captured: &'a str,
}

/// A report to be added.
#[derive(Clone, Copy, Debug)]
pub struct NewReport<'a> {
    /// Which report of its capture it is, from 0.
    pub place: usize,
    /// The report, under an id that no other report of the case has.
    pub report: &'a Report,
    /// What it says.
    pub account: &'a Account,
    /// The hash of what was read, by [`report_hash`].
    pub hash: &'a str,
}

/// A capture: name, hash, time (RFC 3339, UTC), bytes.
pub type Captured = (String, String, String, Vec<u8>);

/// What came of adding a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is in the case now, under this number.
    New(i64),
    /// It was there already, under this id.
    Known(String),
    /// Another report has taken its id meanwhile; give it another one.
    IdTaken,
}

/// A report of the case.
#[derive(Clone, Debug)]
pub struct StoredReport {
    /// Its number: the order in which reports came.
    pub row: i64,
    /// The report.
    pub report: Report,
    /// What it says; `None` where another version of the program wrote it in a way that this one cannot read.
    pub account: Option<Account>,
    /// When it was added: RFC 3339, UTC.
    pub added: String,
    /// What read it: the number of a version of [`Store::versions`].
    pub version: i64,
}

/// BLAKE3, hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The hash by which a report is known again: of its header and text, and of its id where the input gives it.
pub fn report_hash(report: &Report, id_is_given: bool) -> String {
    let mut hasher = blake3::Hasher::new();
    let published = report.published.map(|published| published.to_string());
    let id = id_is_given.then_some(report.id.as_str());
    let parts = [
        id,
        report.title.as_deref(),
        report.publisher.as_deref(),
        report.author.as_deref(),
        published.as_deref(),
        report.url.as_deref(),
        Some(report.text.as_str()),
    ];
    for part in parts {
        hasher.update(&(part.map_or(u64::MAX, |part| part.len() as u64)).to_le_bytes());
        hasher.update(part.unwrap_or_default().as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

impl Store {
    /// Adds a report with the bytes that it was read from, unless it is there.
    ///
    /// # Errors
    /// The case cannot be written. Nothing has changed then.
    pub fn add(&mut self, capture: &Capture<'_>, new: &NewReport<'_>, version: &Version) -> Result<Added> {
        let header = header(new.report)?;
        let account = to_string(new.account)?;
        self.run(|transaction| {
            let known: Option<String> = transaction
                .query_row("SELECT name FROM reports WHERE hash = ?1", [new.hash], |row| row.get(0))
                .optional()?;
            if let Some(name) = known {
                return Ok(Added::Known(name));
            }
            let taken: bool = transaction
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM reports WHERE name = ?1)")?
                .query_row([&new.report.id], |row| row.get(0))?;
            if taken {
                return Ok(Added::IdTaken);
            }
            // Looked up first: a capture may be large and hold thousands of reports.
            let capture_row: Option<i64> = transaction
                .prepare_cached("SELECT id FROM captures WHERE hash = ?1")?
                .query_row([capture.hash], |row| row.get(0))
                .optional()?;
            let capture_row = match capture_row {
                Some(row) => row,
                None => {
                    transaction.execute(
                        "INSERT INTO captures (name, hash, captured, bytes) VALUES (?1, ?2, ?3, ?4)",
                        params![capture.name, capture.hash, capture.captured, capture.bytes],
                    )?;
                    transaction.last_insert_rowid()
                }
            };
            let version = version_row(transaction, version, capture.captured)?;
            let report = new.report;
            transaction
                .prepare_cached(
                    "INSERT INTO reports (name, capture, place, hash, added, published, publisher, author, title, url, \
                     text, header, account, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                )?
                .execute(params![
                    report.id,
                    capture_row,
                    new.place as i64,
                    new.hash,
                    capture.captured,
                    report.published.map(|published| published.to_string()),
                    report.publisher.as_deref().unwrap_or_default(),
                    report.author.as_deref().unwrap_or_default(),
                    report.title.as_deref().unwrap_or_default(),
                    report.url,
                    report.text,
                    header,
                    account,
                    version
                ])?;
            let row = transaction.last_insert_rowid();
            claims(transaction, row, report, new.account)?;
            changed(transaction)?;
            Ok(Added::New(row))
        })
    }

    /// All reports, in the order in which they came; from this number on where one is given.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn reports(&self, after: i64) -> Result<Vec<StoredReport>> {
        let rows: Vec<Raw> = self.sql(|connection| {
            let sql =
                "SELECT id, text, header, account, added, version FROM reports WHERE id > ?1 ORDER BY id";
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_map([after], Raw::of)?.collect()
        })?;
        parallel(rows)
    }

    /// The number of reports.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn n_reports(&self) -> Result<usize> {
        self.sql(|connection| {
            connection.query_row("SELECT count(*) FROM reports", [], |row| row.get::<_, i64>(0))
        })
        .map(|n| n as usize)
    }

    /// Where a report has this id: all ids that are it or it with a suffix ("wire", "wire-2").
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn namesakes(&self, name: &str) -> Result<Vec<String>> {
        self.sql(|connection| {
            let is_there: bool = connection
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM reports WHERE name = ?1)")?
                .query_row([name], |row| row.get(0))?;
            if !is_there {
                return Ok(Vec::new());
            }
            // '.' is the letter after '-'.
            let sql = "SELECT name FROM reports WHERE name = ?1 OR (name > ?1 || '-' AND name < ?1 || '.')";
            connection.prepare_cached(sql)?.query_map([name], |row| row.get(0))?.collect()
        })
    }

    /// The id of the report that has this hash.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn with_hash(&self, hash: &str) -> Result<Option<String>> {
        self.sql(|connection| {
            let mut statement = connection.prepare_cached("SELECT name FROM reports WHERE hash = ?1")?;
            statement.query_row([hash], |row| row.get(0)).optional()
        })
    }

    /// The capture that a report was read from: name, hash, time, bytes.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn capture_of(&self, row: i64) -> Result<Option<Captured>> {
        self.sql(|connection| {
            connection
                .query_row(
                    "SELECT c.name, c.hash, c.captured, c.bytes FROM reports r JOIN captures c ON c.id = r.capture WHERE r.id = ?1",
                    [row],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
                )
                .optional()
        })
    }

    /// What has read reports of this case: number, version, and how many reports it has read as they are now.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn versions(&self) -> Result<Vec<(i64, Version, usize)>> {
        self.sql(|connection| {
            let sql = "SELECT v.id, v.program, v.model, v.ontology, count(r.id) FROM versions v \
                       LEFT JOIN reports r ON r.version = v.id GROUP BY v.id ORDER BY v.id";
            let mut statement = connection.prepare(sql)?;
            let version = |row: &Row<'_>| {
                let version = Version { program: row.get(1)?, model: row.get(2)?, ontology: row.get(3)? };
                Ok((row.get(0)?, version, row.get::<_, i64>(4)? as usize))
            };
            statement.query_map([], version)?.collect()
        })
    }
}

pub(crate) struct Raw {
    row: i64,
    text: String,
    header: String,
    account: String,
    added: String,
    version: i64,
}

impl Raw {
    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<Raw> {
        Ok(Raw {
            row: row.get(0)?,
            text: row.get(1)?,
            header: row.get(2)?,
            account: row.get(3)?,
            added: row.get(4)?,
            version: row.get(5)?,
        })
    }

    fn read(self) -> Result<StoredReport> {
        let mut report: Report = from_str(&self.header)?;
        report.text = self.text;
        let account = from_str(&self.account).ok();
        Ok(StoredReport { row: self.row, report, account, added: self.added, version: self.version })
    }
}

/// Decoding is most of the time of opening a large case, so it is spread over threads.
pub(crate) fn parallel(rows: Vec<Raw>) -> Result<Vec<StoredReport>> {
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    if rows.len() < 64 || n_threads == 1 {
        return rows.into_iter().map(Raw::read).collect();
    }
    let size = rows.len().div_ceil(n_threads);
    let mut parts: Vec<Vec<Raw>> = Vec::new();
    let mut rows = rows.into_iter();
    loop {
        let part: Vec<Raw> = rows.by_ref().take(size).collect();
        if part.is_empty() {
            break;
        }
        parts.push(part);
    }
    let read = |part: Vec<Raw>| part.into_iter().map(Raw::read).collect::<Result<Vec<_>>>();
    std::thread::scope(|scope| {
        let threads: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || read(part))).collect();
        let mut all = Vec::new();
        for thread in threads {
            let part = thread.join().map_err(|_| crate::Error::Content("a report cannot be read".into()))?;
            all.extend(part?);
        }
        Ok(all)
    })
}

pub(crate) fn header(report: &Report) -> Result<String> {
    let header = Report { text: String::new(), ..report.clone() };
    Ok(to_string(&header)?)
}

pub(crate) fn version_row(
    transaction: &Transaction<'_>,
    version: &Version,
    now: &str,
) -> rusqlite::Result<i64> {
    transaction.execute(
        "INSERT INTO versions (program, model, ontology, first_used) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        params![version.program, version.model, version.ontology, now],
    )?;
    transaction.query_row(
        "SELECT id FROM versions WHERE program = ?1 AND model = ?2 AND ontology = ?3",
        params![version.program, version.model, version.ontology],
        |row| row.get(0),
    )
}

pub(crate) fn claims(
    transaction: &Transaction<'_>,
    row: i64,
    report: &Report,
    account: &Account,
) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare_cached(
        "INSERT INTO claims (report, claim, property, value, low, high, stance, sources, evidence) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING",
    )?;
    for claim in &account.claims {
        let sources: Vec<&str> = claim.sources.iter().map(|source| source.name.as_str()).collect();
        let (low, high) = ends(&claim.value);
        statement.execute(params![
            row,
            claim.id.as_str(),
            claim.property.as_str(),
            show(&claim.value),
            low,
            high,
            claim.stance.label(),
            sources.join("; "),
            claim.evidence.of(&report.text)
        ])?;
    }
    Ok(())
}

fn ends(value: &Value) -> (Option<f64>, Option<f64>) {
    match &value.kind {
        ValueKind::Count(amount)
        | ValueKind::Duration { amount, .. }
        | ValueKind::Measure { amount, .. }
        | ValueKind::Money { amount, .. } => (amount.low, amount.high),
        _ => (None, None),
    }
}
