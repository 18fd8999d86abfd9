//! What can be wrong with a case file, in words that say what to do.

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// Why a case cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such file.
    #[error("{}: there is no such case; make one with `variorum new {}`", .0.display(), .0.display())]
    Missing(PathBuf),
    /// There is a file of this name.
    #[error("{}: this file exists; name another, or add to it with `variorum add`", .0.display())]
    Exists(PathBuf),
    /// The file is something else.
    #[error("{}: this is no case of Variorum; is the path right?", .0.display())]
    NotACase(PathBuf),
    /// The file was written by a later version of the program.
    #[error(
        "{}: a later version of the program wrote this case (file version {found}, this program knows up to {known}); \
         update the program. The file was not touched", .path.display()
    )]
    Later {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The last version that this program knows.
        known: u32,
    },
    /// The file or its folder may not be written.
    #[error("{}: the case may not be written; give yourself the permission on the file and its folder, or copy it", .0.display())]
    ReadOnly(PathBuf),
    /// No room is left.
    #[error("{}: the disk is full; nothing was lost, make room and do it again", .0.display())]
    Full(PathBuf),
    /// The system does not read or write it.
    #[error("{}: the file cannot be read or written ({detail}); nothing was lost: make room, look after the disk, and do it again", .path.display())]
    Unwritten {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// Another process kept it locked for too long.
    #[error("{}: another program keeps the case locked; wait for it to end, and do it again", .0.display())]
    Busy(PathBuf),
    /// The file is damaged.
    #[error("{}: the case is damaged ({detail}); restore it from a copy, or save what can be read with `variorum export`", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// The file cannot be read or written for another reason.
    #[error("{}: {detail}", .path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// What SQLite or the system says.
        detail: String,
    },
    /// Something in it cannot be understood.
    #[error("in the case: {0}")]
    Content(String),
    /// There is no decision of this id.
    #[error("there is no decision {0}; `variorum decisions CASE` lists them")]
    NoDecision(String),
}

impl Error {
    /// What an error of SQLite amounts to.
    pub(crate) fn of(path: &Path, error: &rusqlite::Error) -> Error {
        let path = path.to_owned();
        let detail = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Error::ReadOnly(path),
            // A file that may not grow, or a disk over a network that is full, is an error of writing.
            Some(ErrorCode::DiskFull) => Error::Full(path),
            Some(ErrorCode::SystemIoFailure) => Error::Unwritten { path, detail },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy(path),
            Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { path, detail },
            Some(ErrorCode::NotADatabase) => Error::NotACase(path),
            Some(ErrorCode::CannotOpen) if !path.exists() => Error::Missing(path),
            Some(ErrorCode::CannotOpen) => Error::ReadOnly(path),
            _ => Error::Other { path, detail },
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        Error::Content(error.to_string())
    }
}
