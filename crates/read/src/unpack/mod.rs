//! Containers to members: zip, tar, gzip, WARC and mailboxes, within each other to a limit, streamed.
//!
//! ```text
//! case.zip                        zip
//!   pages/crawl.warc.gz           gzip, in it a WARC
//!     https://herald.example/a    a record: a member
//!   notes/wire.txt                a member
//! ```
//!
//! Nothing is written anywhere, whatever names the members have. Only members that a reader knows are taken; each has the
//! limit of its format, and what is over it costs that member. What unpacks to far more than any text does is left.

mod http;
mod mailbox;
mod tape;
mod warc;
mod zipped;

use crate::member::{Member, place};
use crate::{Format, Note, is_unreadable_document, unreadable_format};
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::ops::ControlFlow;

/// Something that can be read from any place: a file, or bytes in memory.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// Where the bytes of a container come from.
pub enum Input<'s> {
    /// Bytes that can be read from any place, as a zip archive needs it.
    Seekable(&'s mut dyn Source),
    /// Bytes that come one after the other. A zip archive is held in memory, to a limit.
    Stream(&'s mut dyn Read),
}

/// What is found in a container.
#[derive(Debug)]
pub enum Found {
    /// A member that can be read.
    Member(Member<'static>),
    /// Something that a person should know.
    Note(Note),
}

/// How far unpacking goes.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Containers within containers.
    pub depth: usize,
    /// Members of one input.
    pub members: u64,
    /// Bytes that all members of one input may have together.
    pub bytes: u64,
    /// Bytes of a zip archive that comes as a stream or lies in another container.
    pub in_memory: u64,
    /// How many times larger than the archive its members may be, beyond the first 256 MB.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { depth: 4, members: 2_000_000, bytes: 1 << 40, in_memory: 256 << 20, ratio: 200 }
    }
}

/// Below this size no archive is suspected.
const UNSUSPECTED: u64 = 256 << 20;

/// Unpacks a container. `found` is given the members in the order of the container; it may end the work.
pub fn unpack(
    name: &str,
    format: Format,
    input: Input<'_>,
    limits: &Limits,
    found: &mut dyn FnMut(Found) -> ControlFlow<()>,
) {
    let mut work = Unpacking { limits, found, within: Vec::new(), members: 0, bytes: 0, stopped: false };
    work.container(name, format, input);
}

/// The state of the work on one input.
struct Unpacking<'w> {
    limits: &'w Limits,
    found: &'w mut dyn FnMut(Found) -> ControlFlow<()>,
    /// The containers that are open, from the outside in.
    within: Vec<String>,
    members: u64,
    bytes: u64,
    stopped: bool,
}

impl Unpacking<'_> {
    /// Unpacks a container of a known format.
    fn container(&mut self, name: &str, format: Format, input: Input<'_>) {
        if self.within.len() >= self.limits.depth {
            let depth = self.limits.depth;
            self.lost(name, format!("archives within archives are read {depth} deep; unpack the outer ones"));
            return;
        }
        self.within.push(name.to_owned());
        match (format, input) {
            (Format::Zip, Input::Seekable(source)) => zipped::read(self, source),
            (Format::Zip, Input::Stream(stream)) => {
                let limit = self.limits.in_memory;
                match bounded(stream, limit) {
                    Ok(Some(bytes)) => zipped::read(self, &mut io::Cursor::new(bytes)),
                    Ok(None) => self.lost_here(format!(
                        "a zip archive within another or from a pipe may have {} MB; save it as a file",
                        limit >> 20
                    )),
                    Err(error) => self.lost_here(cut_off(&error)),
                }
            }
            (Format::Tar, input) => tape::read(self, input.stream()),
            (Format::Gzip, input) => self.gzip(name, input.stream()),
            (Format::Warc, input) => warc::read(self, &mut BufReader::with_capacity(1 << 16, input.stream())),
            (Format::Mbox, input) => {
                mailbox::read(self, &mut BufReader::with_capacity(1 << 16, input.stream()))
            }
            // Everything else is a member.
            (_, input) => {
                self.within.pop();
                self.member(name, input.stream(), None);
                return;
            }
        }
        self.within.pop();
    }

    /// What is compressed may be a container itself: the first bytes tell.
    fn gzip(&mut self, name: &str, stream: &mut dyn Read) {
        let inner_name = inner_name(name);
        let counted = Counted { inner: stream, n: 0 };
        let mut plain = Guarded::new(flate2::read::MultiGzDecoder::new(counted), self.limits.ratio);
        let start = match peek(&mut plain) {
            Ok(start) => start,
            Err(error) => {
                self.lost_here(cut_off(&error));
                return;
            }
        };
        let format = Format::detect(&inner_name, &start);
        let mut whole = io::Cursor::new(start).chain(plain);
        // The gzip itself is not a place of its own.
        self.within.pop();
        if format.is_container() {
            self.container(name, format, Input::Stream(&mut whole));
        } else {
            let outer = name.to_owned();
            self.within.push(outer);
            self.member(&inner_name, &mut whole, Some(format));
            self.within.pop();
        }
        self.within.push(name.to_owned());
    }

    /// Takes a member from the container that is open, unless no reader knows it. A container goes on to be unpacked.
    fn member(&mut self, name: &str, stream: &mut dyn Read, format: Option<Format>) {
        if self.stopped || !self.count(name) {
            return;
        }
        let format = match format.or_else(|| Format::from_path(name)) {
            Some(format) => format,
            None => {
                if is_unreadable_document(name) {
                    self.lost(name, unreadable_format());
                }
                return;
            }
        };
        if format.is_container() {
            self.container(name, format, Input::Stream(stream));
            return;
        }
        match bounded(stream, format.limit()) {
            Ok(Some(bytes)) if bytes.is_empty() => {}
            Ok(Some(bytes)) => {
                self.bytes += bytes.len() as u64;
                let member = Member {
                    within: self.within.clone(),
                    name: name.to_owned(),
                    format: None,
                    bytes: bytes.into(),
                    ..Member::default()
                };
                self.give(member);
            }
            Ok(None) => self.lost(
                name,
                format!(
                    "it is larger than any report ({} MB for {format}); unpack it and split it",
                    format.limit() >> 20
                ),
            ),
            Err(error) => self.lost(name, cut_off(&error)),
        }
    }

    /// Hands a member over.
    fn give(&mut self, member: Member<'static>) {
        if self.bytes > self.limits.bytes {
            self.lost_here("its members have more bytes than are read of one archive; split it".to_owned());
            self.stopped = true;
            return;
        }
        if (self.found)(Found::Member(member)).is_break() {
            self.stopped = true;
        }
    }

    /// Counts a member; says whether there may be more.
    fn count(&mut self, name: &str) -> bool {
        self.members += 1;
        if self.members == self.limits.members + 1 {
            self.lost(
                name,
                format!("more than {} members are not read of one archive; split it", self.limits.members),
            );
            self.stopped = true;
        }
        !self.stopped
    }

    /// Something in the open container is lost.
    fn lost(&mut self, name: &str, message: String) {
        let note = Note { place: place(&self.within, name), message, lost: true };
        if (self.found)(Found::Note(note)).is_break() {
            self.stopped = true;
        }
    }

    /// The open container is lost, or the rest of it.
    fn lost_here(&mut self, message: String) {
        let (name, within) =
            self.within.split_last().map_or(("", &[][..]), |(name, within)| (name.as_str(), within));
        let note = Note { place: place(within, name), message, lost: true };
        if (self.found)(Found::Note(note)).is_break() {
            self.stopped = true;
        }
    }
}

impl<'s> Input<'s> {
    fn stream(self) -> &'s mut dyn Read {
        match self {
            Input::Seekable(source) => source,
            Input::Stream(stream) => stream,
        }
    }
}

/// "crawl.warc" of "crawl.warc.gz", "case.tar" of "case.tgz".
fn inner_name(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    match () {
        () if lower.ends_with(".tgz") => format!("{}.tar", &name[..name.len() - 4]),
        () if lower.ends_with(".gz") => name[..name.len() - 3].to_owned(),
        () => name.to_owned(),
    }
}

/// All bytes of a stream, or `None` if they are more than the limit.
fn bounded(stream: &mut dyn Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    stream.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// The first kilobytes of a stream.
fn peek(stream: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut start = Vec::with_capacity(4096);
    stream.take(4096).read_to_end(&mut start)?;
    Ok(start)
}

/// The message on an archive that ends too early or is damaged.
fn cut_off(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            "it ends too early; what was complete is read; fetch or copy it again".to_owned()
        }
        io::ErrorKind::FileTooLarge => error.to_string(),
        _ => format!("it is damaged ({error}); what was whole is read; fetch or copy it again"),
    }
}

/// A member name that is part of no report: hidden files, what systems and browsers put beside.
fn is_beside(name: &str) -> bool {
    name.split(['/', '\\']).any(|step| {
        step.starts_with('.') && step != ".." && step != "." || step == "__MACOSX" || step.ends_with("_files")
    })
}

/// Counts what is read.
struct Counted<'s> {
    inner: &'s mut dyn Read,
    n: u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.n += n as u64;
        Ok(n)
    }
}

/// Ends a stream that unpacks to far more than any text does.
struct Guarded<'s> {
    inner: flate2::read::MultiGzDecoder<Counted<'s>>,
    n: u64,
    ratio: u64,
}

impl<'s> Guarded<'s> {
    fn new(inner: flate2::read::MultiGzDecoder<Counted<'s>>, ratio: u64) -> Guarded<'s> {
        Guarded { inner, n: 0, ratio }
    }
}

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.n += n as u64;
        if self.n > UNSUSPECTED && self.n / self.inner.get_ref().n.max(1) > self.ratio {
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                format!(
                    "it unpacks to more than {} times its size, as no text does; the rest is not read",
                    self.ratio
                ),
            ));
        }
        Ok(n)
    }
}

/// Reads a line of bounded length, without its end; what is longer is cut and the rest of it skipped. `None` at the end.
fn bounded_line(stream: &mut dyn BufRead, limit: usize, line: &mut Vec<u8>) -> io::Result<Option<usize>> {
    line.clear();
    let mut n = 0usize;
    loop {
        let buffer = stream.fill_buf()?;
        if buffer.is_empty() {
            return Ok((n > 0).then_some(n));
        }
        let (used, ended) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        let room = limit.saturating_sub(line.len());
        line.extend_from_slice(&buffer[..used.min(room)]);
        stream.consume(used);
        n += used;
        if ended {
            while line.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
                line.pop();
            }
            return Ok(Some(n));
        }
    }
}
