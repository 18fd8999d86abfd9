//! Long-lived children that read: started when they are needed, one for each thread that has something to read.

use crate::child::{KEEP_CUT, READ};
use crate::wire::{self, Job, WireOutcome};
use std::io::{self, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use variorum::{Mapping, Member, Note, Outcome};

/// What is said of an input that a child died of.
pub(crate) const DIED: &str = "reading it took the reader down, as a damaged or hostile file does; it is left out; save its text as .txt";

/// Children that read.
#[derive(Debug)]
pub(crate) struct Pool {
    program: PathBuf,
    idle: Mutex<Vec<Worker>>,
    /// Whether children keep what they leave out of texts.
    keep_cut: bool,
    /// The longest that one input may take.
    pub(crate) time: Duration,
}

/// What a child answers: an outcome with the bytes that belong to it, or nothing more.
type Answer = io::Result<Option<(WireOutcome, Vec<u8>)>>;

/// A child that waits for a job.
#[derive(Debug)]
struct Worker {
    child: Child,
    jobs: ChildStdin,
    /// Filled by a thread that reads the child's answers, so that waiting for them can end.
    answers: Receiver<Answer>,
}

impl Drop for Worker {
    fn drop(&mut self) {
        // One that waits for jobs has nothing to lose.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Pool {
    /// # Errors
    /// The program's own file is not known.
    pub(crate) fn new(time: Duration, keep_cut: bool) -> io::Result<Pool> {
        Ok(Pool { program: std::env::current_exe()?, idle: Mutex::new(Vec::new()), keep_cut, time })
    }

    /// The program whose children read.
    pub(crate) fn program(&self) -> &PathBuf {
        &self.program
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a child ahead of need, so that it is ready when something is to be read.
    pub(crate) fn warm(&self) {
        if let Ok(worker) = self.start() {
            self.idle().push(worker);
        }
    }

    fn start(&self) -> io::Result<Worker> {
        let mut child = Command::new(&self.program)
            .arg(READ)
            .args(self.keep_cut.then_some(KEEP_CUT))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(jobs), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("a child without pipes"));
        };
        let (send, answers) = channel();
        std::thread::Builder::new().name("answers".into()).spawn(move || {
            let mut output = BufReader::with_capacity(1 << 16, output);
            loop {
                let answer = wire::read::<WireOutcome>(&mut output);
                let last = !matches!(answer, Ok(Some(_)));
                if send.send(answer).is_err() || last {
                    return;
                }
            }
        })?;
        Ok(Worker { child, jobs, answers })
    }

    /// Reads an input in a child. A child that dies or takes too long costs the input and a message.
    pub(crate) fn read(&self, member: &Member<'_>, mapping: &Mapping) -> Outcome {
        let lost = |message: String| Outcome {
            reports: Vec::new(),
            notes: vec![Note { place: member.place(), message, lost: true }],
        };
        let idle = self.idle().pop();
        let worker = match idle {
            Some(worker) => Ok(worker),
            None => self.start(),
        };
        let mut worker = match worker {
            Ok(worker) => worker,
            Err(error) => {
                return lost(format!(
                    "no process could be started to read it ({error}); end other programs and try again"
                ));
            }
        };
        let sent = wire::write(&mut worker.jobs, &Job::of(member, mapping), &member.bytes);
        let answer = match sent {
            Ok(()) => worker.answers.recv_timeout(self.time),
            Err(_) => Err(RecvTimeoutError::Disconnected),
        };
        match answer {
            Ok(Ok(Some((outcome, _)))) => {
                self.idle().push(worker);
                outcome.into()
            }
            Err(RecvTimeoutError::Timeout) => lost(format!(
                "reading it took more than {} seconds, as no report does; it is left out; save its text as .txt",
                self.time.as_secs()
            )),
            _ => lost(DIED.to_owned()),
        }
    }
}
