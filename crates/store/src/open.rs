//! Making and opening the file, and bringing an older one up to date.
//!
//! ```text
//! bytes 60..64   the version of the file      1 = schema/001.sql, 2 = that and 002.sql …
//! bytes 68..72   "VARI": it is a case
//! ```
//!
//! Both are read from the file's first bytes before SQLite opens it, so that a file of a later version is not touched.

use crate::{Error, Result};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// "VARI".
const APPLICATION: u32 = 0x5641_5249;
/// How long one process waits for another.
const PATIENCE: Duration = Duration::from_secs(60);

/// The steps from an empty file to the present version.
const MIGRATIONS: [&str; 2] = [include_str!("schema/001.sql"), include_str!("schema/002.sql")];

/// The version of files that this program writes.
pub const FILE_VERSION: u32 = MIGRATIONS.len() as u32;

/// An open case.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
}

impl Store {
    /// Makes a new case. `now` is RFC 3339, UTC.
    ///
    /// # Errors
    /// There is a file of this name, or it cannot be written.
    pub fn create(path: &Path, now: &str) -> Result<Store> {
        match OpenOptions::new().write(true).create_new(true).open(path) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                return Err(Error::Exists(path.to_owned()));
            }
            Err(error) => return Err(io(path, &error)),
        }
        let made = Store::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|mut store| {
            store.migrate(0)?;
            store.run(|transaction| {
                transaction.execute(
                    "INSERT INTO facts VALUES ('made', ?1), ('revision', '0'), ('settled', '0')",
                    [now],
                )
            })?;
            store.use_write_ahead_log()?;
            Ok(store)
        });
        if made.is_err() {
            // What could not be finished is not left behind.
            let _ = fs::remove_file(path);
        }
        made
    }

    /// Opens a case to read and write. An older one is brought up to date.
    ///
    /// # Errors
    /// It is not there, not a case, of a later version, or may not be written.
    pub fn open(path: &Path) -> Result<Store> {
        let version = version(path)?;
        let may_write = OpenOptions::new().append(true).open(path);
        may_write.map_err(|error| io(path, &error))?;
        let mut store = Store::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        if version < FILE_VERSION {
            store.migrate(version)?;
        }
        store.use_write_ahead_log()?;
        Ok(store)
    }

    /// Opens a case to read. One that may not be written can be read all the same.
    ///
    /// # Errors
    /// It is not there, not a case, or of a later version; or it is of an older version and may not be written.
    pub fn open_to_read(path: &Path) -> Result<Store> {
        match Store::open(path) {
            Err(Error::ReadOnly(_)) => {}
            other => return other,
        }
        if version(path)? < FILE_VERSION {
            return Err(Error::ReadOnly(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        match Store::connect(path, flags).and_then(|store| store.revision().map(|_| store)) {
            // Without a log beside it, a file that nobody may write is as it will stay.
            Err(Error::ReadOnly(_)) => {
                let address = format!("file:{}?immutable=1", escaped(path));
                let flags = flags | OpenFlags::SQLITE_OPEN_URI;
                let connection =
                    Connection::open_with_flags(address, flags).map_err(|error| Error::of(path, &error))?;
                Ok(Store { connection, path: path.to_owned() })
            }
            other => other,
        }
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Store> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|error| Error::of(path, &error))?;
        let store = Store { connection, path: path.to_owned() };
        store.sql(|connection| {
            connection.busy_timeout(PATIENCE)?;
            connection.pragma_update(None, "foreign_keys", true)?;
            connection.pragma_update(None, "trusted_schema", false)?;
            // A report is on the disk before the program says that it is added, even if the power fails.
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.pragma_update(None, "cache_size", -32_000)
        })?;
        Ok(store)
    }

    fn use_write_ahead_log(&self) -> Result<()> {
        self.sql(|connection| {
            connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)).map(|_| ())
        })
    }

    /// Runs the steps that a file of this version lacks, all or none.
    fn migrate(&mut self, from: u32) -> Result<()> {
        self.run(|transaction| {
            // Somebody else may have done it while this process waited.
            let now: u32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            for step in MIGRATIONS.iter().skip(now.max(from) as usize) {
                transaction.execute_batch(step)?;
            }
            transaction.pragma_update(None, "application_id", APPLICATION)?;
            transaction.pragma_update(None, "user_version", FILE_VERSION)
        })?;
        // So that the file's first bytes say so too.
        self.sql(|connection| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))
    }

    /// Whether the file is sound: what SQLite finds wrong, line by line; nothing for a sound file.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn integrity(&self) -> Result<Vec<String>> {
        let mut lines: Vec<String> = self.sql(|connection| {
            let mut statement = connection.prepare("PRAGMA integrity_check")?;
            statement.query_map([], |row| row.get(0))?.collect()
        })?;
        lines.retain(|line| line != "ok");
        let foreign: u32 = self.sql(|connection| {
            connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
        })?;
        if foreign > 0 {
            lines.push(format!("{foreign} rows point to rows that are not there"));
        }
        Ok(lines)
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The number of changes that the case has seen: another number means that something was added or decided.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn revision(&self) -> Result<u64> {
        self.fact("revision").map(|value| value.parse().unwrap_or_default())
    }

    /// The change up to which the statuses are current.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn settled(&self) -> Result<u64> {
        self.fact("settled").map(|value| value.parse().unwrap_or_default())
    }

    /// When the case was made.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn made(&self) -> Result<String> {
        self.fact("made")
    }

    fn fact(&self, name: &str) -> Result<String> {
        self.sql(|connection| {
            connection.query_row("SELECT value FROM facts WHERE name = ?1", [name], |row| row.get(0))
        })
    }

    /// Reads.
    pub(crate) fn sql<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        read(&self.connection).map_err(|error| Error::of(&self.path, &error))
    }

    /// Writes, all or nothing. Waits for other writers first, so that nothing that was read can be outdated.
    pub(crate) fn run<T>(
        &mut self,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let path = self.path.clone();
        let run = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = write(&transaction)?;
            transaction.commit()?;
            Ok(result)
        };
        run().map_err(|error: rusqlite::Error| Error::of(&path, &error))
    }
}

/// One change more.
pub(crate) fn changed(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let sql = "UPDATE facts SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE name = 'revision'";
    transaction.execute(sql, []).map(|_| ())
}

/// Whether the file is a case, of this or another version.
pub fn is_case(path: &Path) -> bool {
    path.is_file() && matches!(version(path), Ok(_) | Err(Error::Later { .. }))
}

/// The version of a case file, from its first bytes.
fn version(path: &Path) -> Result<u32> {
    let mut head = [0_u8; 100];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    match read {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
            return Err(Error::NotACase(path.to_owned()));
        }
        Err(error) => return Err(io(path, &error)),
    }
    let number = |at: usize| {
        head.get(at..at + 4).map_or(0, |four| four.iter().fold(0, |n, &byte| n << 8 | u32::from(byte)))
    };
    if !head.starts_with(b"SQLite format 3\0") || number(68) != APPLICATION {
        return Err(Error::NotACase(path.to_owned()));
    }
    match number(60) {
        found if found > FILE_VERSION => {
            Err(Error::Later { path: path.to_owned(), found, known: FILE_VERSION })
        }
        found => Ok(found),
    }
}

fn io(path: &Path, error: &std::io::Error) -> Error {
    let path = path.to_owned();
    match error.kind() {
        ErrorKind::NotFound
            if path.parent().is_none_or(|folder| folder.as_os_str().is_empty() || folder.exists()) =>
        {
            Error::Missing(path)
        }
        ErrorKind::NotFound => {
            Error::Other { path, detail: "there is no such folder; is the path right?".into() }
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Error::ReadOnly(path),
        ErrorKind::StorageFull => Error::Full(path),
        ErrorKind::IsADirectory => Error::NotACase(path),
        _ => Error::Other { detail: error.to_string(), path },
    }
}

/// A path for an address of SQLite's.
fn escaped(path: &Path) -> String {
    let text = path.to_string_lossy();
    text.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("a.variorum"), "2031-03-03T09:00:00.000Z").unwrap();
        (folder, store)
    }

    fn fill(store: &mut Store, size: usize) -> Result<()> {
        store.run(|transaction| {
            transaction.execute("INSERT INTO facts VALUES ('filler', ?1)", ["x".repeat(size)])?;
            changed(transaction)
        })
    }

    #[test]
    fn a_full_disk_is_told_and_loses_nothing() {
        let (_folder, mut store) = store();
        let pages: i64 = store.sql(|it| it.query_row("PRAGMA page_count", [], |row| row.get(0))).unwrap();
        store
            .sql(|it| it.query_row(&format!("PRAGMA max_page_count = {}", pages + 2), [], |_| Ok(())))
            .unwrap();
        let full = fill(&mut store, 1 << 20).unwrap_err();
        assert!(matches!(full, Error::Full(_)), "{full}");
        assert_eq!(store.revision().unwrap(), 0);
        store.sql(|it| it.query_row("PRAGMA max_page_count = 100000", [], |_| Ok(()))).unwrap();
        fill(&mut store, 1 << 20).unwrap();
        assert_eq!(store.revision().unwrap(), 1);
        assert!(store.integrity().unwrap().is_empty());
    }

    #[test]
    fn a_file_that_may_not_be_written_is_told() {
        let (folder, store) = store();
        let path = folder.path().join("a.variorum");
        drop(store);
        let mut store = Store::connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let refused = fill(&mut store, 1).unwrap_err();
        assert!(matches!(refused, Error::ReadOnly(_)), "{refused}");
    }

    #[test]
    fn damage_is_found() {
        let (folder, mut store) = store();
        fill(&mut store, 100_000).unwrap();
        drop(store);
        let path = folder.path().join("a.variorum");
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 9000].fill(0xAA);
        fs::write(&path, bytes).unwrap();
        let wrong = match Store::open(&path).and_then(|store| store.integrity()) {
            Ok(lines) => lines,
            Err(Error::Damaged { detail, .. }) => vec![detail],
            Err(other) => vec![other.to_string()],
        };
        assert!(!wrong.is_empty());
    }
}
