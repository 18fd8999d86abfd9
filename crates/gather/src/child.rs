//! The child's side: a process that reads what it is given, with limits of memory and files, and says nothing else.
//!
//! ```text
//! variorum __read [keep-cut]     jobs on standard input, outcomes on standard output
//! variorum __unpack NAME FORMAT LIMIT…     an archive on standard input, its members on standard output
//! ```

use crate::wire::{self, Job, Unpacked, WireOutcome};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use variorum::{ContainerInput, Engine, Found, InputFormat, Limits, Note, Outcome, unpack};

/// The first argument of a child that reads.
pub(crate) const READ: &str = "__read";
/// The second argument of a child that reads and keeps what it leaves out.
pub(crate) const KEEP_CUT: &str = "keep-cut";
/// The first argument of a child that unpacks.
pub(crate) const UNPACK: &str = "__unpack";

/// The stack for a parser that calls itself.
const STACK: usize = 64 << 20;

/// What a child does with its input: it writes the answers.
type Work = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + Send>;

/// Does a child's work if this process is one, and says how it ended; otherwise `None`, and the program goes on. To be
/// called first thing in `main`.
pub fn child() -> Option<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    let work: Work = match arguments.next()?.as_str() {
        READ => {
            let keep_cut = arguments.next().is_some_and(|argument| argument == KEEP_CUT);
            Box::new(move |output| read(keep_cut, output))
        }
        UNPACK => {
            let (name, format) = (arguments.next()?, InputFormat::from_name(&arguments.next()?)?);
            Box::new(move |output| unpack_standard_input(&name, format, output))
        }
        _ => return None,
    };
    std::panic::set_hook(Box::new(|_| {}));
    let done = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let mut output = BufWriter::with_capacity(1 << 16, own_output()?);
        limit_resources();
        work(&mut output)
    });
    let done = done.map(std::thread::JoinHandle::join);
    // A parent that went away is no error.
    Some(if matches!(done, Ok(Ok(Ok(())))) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Standard output for the frames alone: what a library prints by mistake goes nowhere.
fn own_output() -> io::Result<File> {
    #[cfg(unix)]
    {
        let own = rustix::io::dup(rustix::stdio::stdout())?;
        rustix::stdio::dup2_stdout(rustix::stdio::stderr())?;
        Ok(File::from(own))
    }
    #[cfg(windows)]
    {
        use std::os::windows::io::AsHandle;
        Ok(File::from(io::stdout().as_handle().try_clone_to_owned()?))
    }
}

/// Memory to a limit, no files, no core dumps. Where the system has no such limits, the parent's limit of time remains.
fn limit_resources() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let memory = std::env::var("VARIORUM_CHILD_MEMORY_MB")
            .ok()
            .and_then(|text| text.parse::<u64>().ok())
            .unwrap_or(1536)
            << 20;
        let limits =
            [(Resource::As, memory), (Resource::Fsize, 0), (Resource::Core, 0), (Resource::Nofile, 16)];
        for (resource, limit) in limits {
            // A limit that cannot be set was lower already, or the system knows none.
            let _ = setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) });
        }
    }
}

/// Reads job after job.
fn read(keep_cut: bool, output: &mut dyn Write) -> io::Result<()> {
    let reader = Engine::english_reader().map_err(io::Error::other)?;
    let reader = if keep_cut { reader.keeping_cut() } else { reader };
    let mut input = io::stdin().lock();
    while let Some((job, bytes)) = wire::read::<Job>(&mut input)? {
        let (member, mapping) = job.member(bytes);
        let place = member.place();
        let outcome = catch_unwind(AssertUnwindSafe(|| reader.read_member(&member, &mapping)));
        let outcome = outcome.unwrap_or_else(|_| Outcome {
            reports: Vec::new(),
            notes: vec![Note { place, message: crate::pool::DIED.to_owned(), lost: true }],
        });
        wire::write(output, &WireOutcome::from(outcome), &[])?;
    }
    Ok(())
}

/// Unpacks what stands on standard input: a file, which can be read from any place, or a pipe.
fn unpack_standard_input(name: &str, format: InputFormat, output: &mut dyn Write) -> io::Result<()> {
    let mut failed = Ok(());
    let mut found = |found: Found| {
        let written = match found {
            Found::Member(member) => {
                wire::write(output, &Unpacked::Member(Job::of(&member, &Default::default())), &member.bytes)
            }
            Found::Note(note) => wire::write(output, &Unpacked::Note(note.into()), &[]),
        };
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Err(error);
                ControlFlow::Break(())
            }
        }
    };
    let mut file = input_file()?;
    let limits = Limits::default();
    if file.stream_position().is_ok() {
        unpack(name, format, ContainerInput::Seekable(&mut file), &limits, &mut found);
    } else {
        let mut stream: &mut dyn Read = &mut file;
        unpack(name, format, ContainerInput::Stream(&mut stream), &limits, &mut found);
    }
    failed?;
    wire::write(output, &Unpacked::End, &[])
}

/// Standard input as a file.
fn input_file() -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?))
    }
    #[cfg(windows)]
    {
        use std::os::windows::io::AsHandle;
        Ok(File::from(io::stdin().as_handle().try_clone_to_owned()?))
    }
}
