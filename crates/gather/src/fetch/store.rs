//! The WARC file that fetched pages are added to (ISO 28500, WARC 1.1), each record compressed by itself if the name ends
//! in `.gz`; and what it has already, for conditional requests.

use flate2::write::GzEncoder;
use flate2::{Compression, read::MultiGzDecoder};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// What is known of a page that was fetched before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) etag: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) date: String,
}

/// An open file, or none: then nothing is kept but what conditional requests need.
#[derive(Debug, Default)]
pub(super) struct Store {
    path: PathBuf,
    file: Option<File>,
    gzip: bool,
    /// The pages that it has, by address.
    pub(super) known: BTreeMap<String, Known>,
}

impl Store {
    /// Opens a file to add to, or makes one.
    pub(super) fn open(path: &Path) -> io::Result<Store> {
        let gzip = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
        let known = match File::open(path) {
            Ok(file) if gzip => scan(&mut BufReader::new(MultiGzDecoder::new(BufReader::new(file))))?,
            Ok(file) => scan(&mut BufReader::new(file))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let is_new = file.metadata()?.len() == 0;
        let mut store = Store { path: path.to_owned(), file: Some(file), gzip, known };
        if is_new {
            let info = format!(
                "software: variorum/{}\r\nformat: WARC File Format 1.1\r\n",
                env!("CARGO_PKG_VERSION")
            );
            let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
            store.record("warcinfo", None, &now, "application/warc-fields", &[], info.as_bytes())?;
        }
        Ok(store)
    }

    /// The file's path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a record, written at once.
    pub(super) fn record(
        &mut self,
        kind: &str,
        url: Option<&str>,
        date: &str,
        media_type: &str,
        fields: &[(&str, &str)],
        block: &[u8],
    ) -> io::Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let mut head = format!("WARC/1.1\r\nWARC-Type: {kind}\r\n");
        if let Some(url) = url {
            head.push_str(&format!("WARC-Target-URI: {url}\r\n"));
        }
        let mut hasher = blake3::Hasher::new();
        for part in [kind.as_bytes(), url.unwrap_or_default().as_bytes(), date.as_bytes(), block] {
            hasher.update(part);
        }
        let hex = hasher.finalize().to_hex();
        let id =
            format!("{}-{}-4{}-8{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32]);
        head.push_str(&format!(
            "WARC-Date: {date}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nContent-Type: {media_type}\r\n"
        ));
        for (name, value) in fields {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!(
            "WARC-Block-Digest: blake3:{}\r\nContent-Length: {}\r\n\r\n",
            blake3::hash(block).to_hex(),
            block.len()
        ));
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(block);
        bytes.extend_from_slice(b"\r\n\r\n");
        if self.gzip {
            let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
            gzip.write_all(&bytes)?;
            bytes = gzip.finish()?;
        }
        file.write_all(&bytes)?;
        file.flush()
    }
}

/// The pages in a file, with what a server needs to say that one has not changed. A file that was cut off ends early.
fn scan(stream: &mut dyn BufRead) -> io::Result<BTreeMap<String, Known>> {
    let mut known = BTreeMap::new();
    loop {
        let (mut fields, mut any) = (BTreeMap::new(), false);
        loop {
            let mut line = Vec::new();
            if stream.take(64 << 10).read_until(b'\n', &mut line).unwrap_or(0) == 0 {
                return Ok(known);
            }
            let line = String::from_utf8_lossy(&line);
            match line.trim_end().split_once(':') {
                Some((name, value)) => {
                    any = true;
                    fields.insert(name.to_ascii_lowercase(), value.trim().to_owned());
                }
                None if line.trim_end().is_empty() && any => break,
                None => {}
            }
        }
        let length: u64 = fields.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let mut head = Vec::new();
        let mut block = stream.take(length);
        block.by_ref().take(16 << 10).read_to_end(&mut head)?;
        io::copy(&mut block, &mut io::sink())?;
        if fields.get("warc-type").is_some_and(|kind| kind == "response")
            && let Some(url) = fields.get("warc-target-uri")
        {
            let head = String::from_utf8_lossy(&head);
            let head = head.split("\r\n\r\n").next().unwrap_or_default();
            if head.split(' ').nth(1) != Some("200") {
                continue;
            }
            let header = |name: &str| {
                head.lines()
                    .filter_map(|line| line.split_once(':'))
                    .find(|(key, _)| key.eq_ignore_ascii_case(name))
                    .map(|(_, value)| value.trim().to_owned())
            };
            let date = fields.get("warc-date").cloned().unwrap_or_default();
            known
                .insert(url.clone(), Known { etag: header("etag"), modified: header("last-modified"), date });
        }
    }
}
