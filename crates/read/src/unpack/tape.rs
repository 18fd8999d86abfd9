//! Tar archives.
//!
//! ```text
//! case.tar: monday/wire.txt   monday/page.html   ../../etc/passwd   →   members; a name is only a name
//! ```

use super::{Unpacking, cut_off, is_beside};
use std::io::Read;

/// Reads an archive as it comes.
pub(super) fn read(work: &mut Unpacking<'_>, stream: &mut dyn Read) {
    let mut archive = tar::Archive::new(stream);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => {
            work.lost_here(cut_off(&error));
            return;
        }
    };
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                work.lost_here(cut_off(&error));
                return;
            }
        };
        if work.stopped {
            return;
        }
        // Links and devices lead out of the archive; only what it holds is read.
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !is_beside(&name) {
            work.member(&name, &mut entry, None);
        }
    }
}
