//! Files, archives and pipes to outcomes, in the order of the inputs, with bounded memory.

use crate::pool::Pool;
use crate::unpacker::{Feed, Unpacker};
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read, Seek};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;
use variorum::{Found, InputFormat, Mapping, Member, Note, Outcome, Reader, nothing_inside, too_large};

/// A file to be read, or standard input.
#[derive(Clone, Debug)]
pub struct Input {
    /// The path; "-" is standard input.
    pub path: PathBuf,
    /// The format, if it is not to be found out.
    pub format: Option<InputFormat>,
}

/// How inputs are read.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which columns of tables, and members of JSON objects, are which fields.
    pub mapping: Mapping,
    /// The longest that one input, or one member of an archive, may take.
    pub time: Duration,
    /// Whether reports carry what was left out of their texts.
    pub keep_cut: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { mapping: Mapping::default(), time: Duration::from_secs(60), keep_cut: false }
    }
}

/// Reads inputs, what is hostile in children.
#[derive(Debug)]
pub struct Gatherer {
    pool: Pool,
    settings: Settings,
}

/// Something that waits to be read, or was.
enum Task {
    Job(Member<'static>),
    Done(Outcome),
    /// An input is read to its end.
    End,
}

/// Tasks that are done at once: enough for all threads, few enough to hold.
const BATCH: usize = 64;
/// Bytes that wait to be read, beyond those of the last input.
const WAITING: usize = 24 << 20;
/// A part of a file of JSON Lines.
const PART: usize = 4 << 20;
/// Bytes by which a format is recognised.
const START: u64 = 64 << 10;

/// The state of a run.
struct Run<'s> {
    tasks: Vec<Task>,
    bytes: usize,
    reader: &'s Reader,
    sink: &'s mut dyn FnMut(Outcome) -> ControlFlow<()>,
    progress: &'s (dyn Fn() + Sync),
    ended: bool,
}

impl Gatherer {
    /// # Errors
    /// The file of the running program is not known, so that it cannot be started as a child.
    pub fn new(settings: Settings) -> io::Result<Gatherer> {
        Ok(Gatherer { pool: Pool::new(settings.time, settings.keep_cut)?, settings })
    }

    /// Starts a child ahead of need if one of the inputs will need one: it loads while this process loads the rest.
    pub fn warm(&self, inputs: &[Input]) {
        let hostile = |input: &Input| {
            let format = input.format.or_else(|| InputFormat::from_path(&input.path.to_string_lossy()));
            format.is_none_or(|format| !format.is_harmless())
        };
        if inputs.iter().any(hostile) {
            self.pool.warm();
        }
    }

    /// Reads all inputs. `sink` gets an outcome for each file, archive member or message, in order; it may end the work.
    /// `progress` is told of each input that is done.
    pub fn read(
        &self,
        reader: &Reader,
        inputs: &[Input],
        progress: &(dyn Fn() + Sync),
        sink: &mut dyn FnMut(Outcome) -> ControlFlow<()>,
    ) {
        let mut run = Run { tasks: Vec::new(), bytes: 0, reader, sink, progress, ended: false };
        for input in inputs {
            self.input(input, &mut run);
            run.tasks.push(Task::End);
            if run.ended {
                return;
            }
        }
        self.flush(&mut run);
    }

    /// Reads one input that is in memory already.
    pub fn read_one(&self, reader: &Reader, member: &Member<'_>) -> Outcome {
        self.job(reader, member)
    }

    fn input(&self, input: &Input, run: &mut Run<'_>) {
        let standard = input.path.as_os_str() == "-";
        let name = if standard { "stdin".to_owned() } else { input.path.display().to_string() };
        let opened = if standard { open_standard_input() } else { open(&input.path) };
        let read = opened.and_then(|(mut start, rest)| {
            let format = input.format.unwrap_or_else(|| InputFormat::detect(&name, &start));
            if format.is_container() {
                let feed = match rest {
                    Rest::File(mut file) => {
                        file.rewind()?;
                        Feed::File(file)
                    }
                    Rest::Pipe(pipe) => Feed::Pipe(Box::new(Cursor::new(start).chain(pipe))),
                };
                let unpacker = Unpacker::start(self.pool.program(), &name, format, feed, self.settings.time)?;
                self.unpack(&name, unpacker, run);
                return Ok(());
            }
            let size = match &rest {
                Rest::File(file) => file.metadata()?.len(),
                Rest::Pipe(_) => 0,
            };
            let mut rest: Box<dyn Read> = match rest {
                Rest::File(file) => Box::new(file),
                Rest::Pipe(pipe) => Box::new(pipe),
            };
            let wide = start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]);
            if format == InputFormat::JsonLines && !wide {
                let mut lines = BufReader::with_capacity(1 << 16, Cursor::new(start).chain(rest));
                return self.lines(&name, &mut lines, run);
            }
            let limit = format.limit();
            if size > limit {
                return Err(io::Error::new(ErrorKind::FileTooLarge, too_large(size, format)));
            }
            rest.by_ref().take((limit + 1).saturating_sub(start.len() as u64)).read_to_end(&mut start)?;
            if start.len() as u64 > limit {
                return Err(io::Error::new(ErrorKind::FileTooLarge, too_large(start.len() as u64, format)));
            }
            // The name could say another format than the first bytes did.
            self.push(
                Member { name: name.clone(), format: input.format, bytes: start.into(), ..Member::default() },
                run,
            );
            Ok(())
        });
        if let Err(error) = read {
            let note = Note { place: name, message: reason(&error), lost: true };
            run.tasks.push(Task::Done(Outcome { reports: Vec::new(), notes: vec![note] }));
        }
    }

    /// Parts of a file of JSON Lines, each of whole lines.
    fn lines(&self, name: &str, lines: &mut dyn BufRead, run: &mut Run<'_>) -> io::Result<()> {
        let longest = InputFormat::Text.limit() as usize + (1 << 20);
        let (mut before, mut any) = (0u64, false);
        loop {
            let mut part = Vec::new();
            lines.take(PART as u64).read_to_end(&mut part)?;
            if !part.ends_with(b"\n") && part.len() == PART {
                lines.take((longest - PART) as u64).read_until(b'\n', &mut part)?;
            }
            if part.is_empty() {
                if !any {
                    // The reader has a message for an empty input.
                    self.push(
                        Member {
                            name: name.to_owned(),
                            format: Some(InputFormat::JsonLines),
                            ..Member::default()
                        },
                        run,
                    );
                }
                return Ok(());
            }
            any = true;
            let too_long = !part.ends_with(b"\n") && part.len() >= longest;
            let n_lines = part.iter().filter(|byte| **byte == b'\n').count() as u64;
            if too_long {
                // All that is read of the line is left; the lines before it are good.
                let whole = part.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
                part.truncate(whole);
            }
            if !part.trim_ascii().is_empty() || n_lines == 0 && !too_long {
                let member = Member {
                    name: name.to_owned(),
                    format: Some(InputFormat::JsonLines),
                    bytes: part.into(),
                    lines_before: before,
                    ..Member::default()
                };
                self.push(member, run);
            }
            before += n_lines;
            if too_long {
                let mut skipped = longest as u64;
                loop {
                    let buffer = lines.fill_buf()?;
                    let (used, ended) = match buffer.iter().position(|byte| *byte == b'\n') {
                        Some(at) => (at + 1, true),
                        None => (buffer.len(), buffer.is_empty()),
                    };
                    lines.consume(used);
                    skipped += used as u64;
                    if ended {
                        break;
                    }
                }
                before += 1;
                let note = Note {
                    place: format!("{name}:{before}"),
                    message: too_large(skipped, InputFormat::Text),
                    lost: true,
                };
                run.tasks.push(Task::Done(Outcome { reports: Vec::new(), notes: vec![note] }));
            }
            if run.ended {
                return Ok(());
            }
        }
    }

    fn unpack(&self, name: &str, unpacker: Unpacker, run: &mut Run<'_>) {
        let mut any = false;
        for found in unpacker {
            any = true;
            match found {
                Found::Member(member) => self.push(member, run),
                Found::Note(note) => {
                    run.tasks.push(Task::Done(Outcome { reports: Vec::new(), notes: vec![note] }))
                }
            }
            if run.ended {
                return;
            }
        }
        if !any {
            let note = Note { place: name.to_owned(), message: nothing_inside(), lost: true };
            run.tasks.push(Task::Done(Outcome { reports: Vec::new(), notes: vec![note] }));
        }
    }

    fn push(&self, member: Member<'static>, run: &mut Run<'_>) {
        run.bytes += member.bytes.len();
        run.tasks.push(Task::Job(member));
        if run.bytes > WAITING || run.tasks.len() >= BATCH {
            self.flush(run);
        }
    }

    /// Does what waits, in parallel, and hands the outcomes over in order.
    fn flush(&self, run: &mut Run<'_>) {
        let (progress, reader) = (run.progress, run.reader);
        let done: Vec<Option<Outcome>> = std::mem::take(&mut run.tasks)
            .into_par_iter()
            .with_max_len(1)
            .map(|task| match task {
                Task::Job(member) => Some(self.job(reader, &member)),
                Task::Done(outcome) => Some(outcome),
                Task::End => {
                    progress();
                    None
                }
            })
            .collect();
        run.bytes = 0;
        for outcome in done.into_iter().flatten() {
            if run.ended {
                return;
            }
            run.ended = (run.sink)(outcome).is_break();
        }
    }

    fn job(&self, reader: &Reader, member: &Member<'_>) -> Outcome {
        if !member.format().is_harmless() {
            return self.pool.read(member, &self.settings.mapping);
        }
        catch_unwind(AssertUnwindSafe(|| reader.read_member(member, &self.settings.mapping))).unwrap_or_else(
            |_| Outcome {
                reports: Vec::new(),
                notes: vec![Note {
                    place: member.place(),
                    message: crate::pool::DIED.to_owned(),
                    lost: true,
                }],
            },
        )
    }
}

/// What follows the first bytes.
enum Rest {
    /// A file, which can be read again from its beginning.
    File(File),
    Pipe(Box<dyn Read + Send>),
}

/// The first bytes of a file, and the rest.
fn open(path: &Path) -> io::Result<(Vec<u8>, Rest)> {
    let mut file = File::open(path)?;
    let mut start = Vec::new();
    (&mut file).take(START).read_to_end(&mut start)?;
    let rest = if file.metadata()?.is_file() { Rest::File(file) } else { Rest::Pipe(Box::new(file)) };
    Ok((start, rest))
}

fn open_standard_input() -> io::Result<(Vec<u8>, Rest)> {
    let mut input = io::stdin();
    let mut start = Vec::new();
    (&mut input).take(START).read_to_end(&mut start)?;
    Ok((start, Rest::Pipe(Box::new(input))))
}

/// What is wrong with a file, and what to do.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder; is the path right?".to_owned(),
        ErrorKind::PermissionDenied => {
            "it may not be read; give yourself the permission, or copy it".to_owned()
        }
        ErrorKind::FileTooLarge => error.to_string(),
        _ => format!("it cannot be read: {error}"),
    }
}
