//! A child that unpacks an archive, seen from the parent: members one after the other.

use crate::child::UNPACK;
use crate::wire::{self, Unpacked};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;
use variorum::{Found, InputFormat, Note};

/// Members that wait to be read: their bytes are in memory.
const WAITING: usize = 4;

/// Where an archive's bytes come from.
pub(crate) enum Feed {
    /// A file, at its beginning.
    File(File),
    /// Bytes that can be read once.
    Pipe(Box<dyn Read + Send>),
}

/// What the child answers: a member with its bytes, or nothing more.
type Answer = io::Result<Option<(Unpacked, Vec<u8>)>>;

/// The members of an archive.
#[derive(Debug)]
pub(crate) struct Unpacker {
    child: Child,
    answers: Receiver<Answer>,
    name: String,
    /// The longest that one member may take.
    time: Duration,
    n_members: u64,
    ended: bool,
}

impl Drop for Unpacker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Unpacker {
    /// Starts a child on an archive.
    ///
    /// # Errors
    /// The child cannot be started.
    pub(crate) fn start(
        program: &Path,
        name: &str,
        format: InputFormat,
        feed: Feed,
        time: Duration,
    ) -> io::Result<Unpacker> {
        let (stdin, pipe) = match feed {
            Feed::File(file) => (Stdio::from(file), None),
            Feed::Pipe(pipe) => (Stdio::piped(), Some(pipe)),
        };
        let mut child = Command::new(program)
            .args([UNPACK, name, format.name()])
            .stdin(stdin)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let Some(output) = child.stdout.take() else { return Err(io::Error::other("a child without pipes")) };
        if let (Some(mut pipe), Some(mut input)) = (pipe, child.stdin.take()) {
            // A child that went away ends the copying; why it did is told by its answers.
            std::thread::Builder::new()
                .name("feed".into())
                .spawn(move || io::copy(&mut pipe, &mut input).map(drop).unwrap_or_default())?;
        }
        let (send, answers) = sync_channel(WAITING);
        std::thread::Builder::new().name("members".into()).spawn(move || {
            let mut output = BufReader::with_capacity(1 << 16, output);
            loop {
                let answer = wire::read::<Unpacked>(&mut output);
                let last = !matches!(answer, Ok(Some((Unpacked::Member(_) | Unpacked::Note(_), _))));
                if send.send(answer).is_err() || last {
                    return;
                }
            }
        })?;
        Ok(Unpacker { child, answers, name: name.to_owned(), time, n_members: 0, ended: false })
    }

    fn end(&mut self, message: String) -> Option<Found> {
        self.ended = true;
        Some(Found::Note(Note { place: self.name.clone(), message, lost: true }))
    }
}

impl Iterator for Unpacker {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.ended {
            return None;
        }
        match self.answers.recv_timeout(self.time) {
            Ok(Ok(Some((Unpacked::Member(job), bytes)))) => {
                self.n_members += 1;
                Some(Found::Member(job.member(bytes).0))
            }
            Ok(Ok(Some((Unpacked::Note(note), _)))) => Some(Found::Note(note.into())),
            Ok(Ok(Some((Unpacked::End, _)))) => {
                self.ended = true;
                None
            }
            Err(RecvTimeoutError::Timeout) => {
                let seconds = self.time.as_secs();
                let n = self.n_members;
                self.end(format!(
                    "behind member {n}, nothing came for {seconds} seconds; the rest is not read; unpack it"
                ))
            }
            _ => {
                let n = self.n_members;
                self.end(format!("behind member {n}, unpacking took the reader down, as a damaged or hostile archive does; the rest is not read; unpack it"))
            }
        }
    }
}
