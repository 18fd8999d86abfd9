//! Zip archives, WACZ among them.
//!
//! ```text
//! crawl.wacz: archive/data.warc.gz   pages/pages.jsonl   datapackage.json   →   the records of the WARC
//! ```
//!
//! Of a WACZ only the WARCs are read: the rest are indexes of them.

use super::{Source, Unpacking, is_beside};
use crate::{Format, is_unreadable_document};
use std::io::Read;
use zip::ZipArchive;

/// Reads an archive.
pub(super) fn read(work: &mut Unpacking<'_>, source: &mut dyn Source) {
    let mut archive = match ZipArchive::new(source) {
        Ok(archive) => archive,
        Err(error) => {
            work.lost_here(format!("the zip archive cannot be opened ({error}); copy it again"));
            return;
        }
    };
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.into_owned()).take(64).collect();
    let is_wacz = names.iter().any(|name| name == "datapackage.json")
        && names.iter().any(|name| name.starts_with("archive/"));
    for index in 0..archive.len() {
        if work.stopped {
            return;
        }
        let mut file = match archive.by_index(index) {
            Ok(file) => file,
            Err(error) => {
                work.lost(
                    &format!("member {}", index + 1),
                    format!("it cannot be opened ({error}); a password, or a method that is not read"),
                );
                continue;
            }
        };
        let name = file.name().map_or_else(|_| format!("member {}", index + 1), |name| name.to_string());
        if file.is_dir() || is_beside(&name) || is_wacz && !name.starts_with("archive/") {
            continue;
        }
        // Forged sizes do no harm: what counts is what comes out.
        let known = Format::from_path(&name).is_some() || is_unreadable_document(&name);
        if !known {
            continue;
        }
        let packed = file.compressed_size().max(1);
        let limit = packed.saturating_mul(work.limits.ratio).max(super::UNSUSPECTED);
        let mut bounded = Bounded { inner: &mut file, left: limit, ratio: work.limits.ratio };
        work.member(&name, &mut bounded, None);
    }
}

/// Ends a member that unpacks to far more than any text does.
struct Bounded<'s> {
    inner: &'s mut dyn Read,
    left: u64,
    ratio: u64,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        if n as u64 > self.left {
            return Err(std::io::Error::new(
                std::io::ErrorKind::FileTooLarge,
                format!(
                    "it unpacks to more than {} times its size, as no text does; the rest is not read",
                    self.ratio
                ),
            ));
        }
        self.left -= n as u64;
        Ok(n)
    }
}
