//! Where output goes: standard output or a file. A reader that went away (`| head`) is no error.

use crate::args::{Color, Common};
use crate::input::Input;
use anyhow::Context;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use variorum::Style;

/// Writes all of it to standard output.
pub(crate) fn standard(bytes: &[u8]) -> anyhow::Result<()> {
    let mut output = Output::open(None, &[])?;
    output.write(bytes)?;
    output.finish()
}

/// An open output.
pub(crate) struct Output {
    writer: Box<dyn Write>,
    path: Option<PathBuf>,
    /// The reader went away: nothing more need be written.
    pub(crate) closed: bool,
}

impl Output {
    /// Opens the output. A file that is also read is refused.
    pub(crate) fn open(path: Option<&Path>, inputs: &[Input]) -> anyhow::Result<Output> {
        let writer: Box<dyn Write> = match path {
            None => Box::new(io::stdout()),
            Some(path) => {
                let same = path.canonicalize().ok();
                if same.is_some() && inputs.iter().any(|input| input.path.canonicalize().ok() == same) {
                    anyhow::bail!("{} is one of the inputs; name another output file", path.display());
                }
                Box::new(File::create(path).with_context(|| {
                    format!(
                        "{} cannot be written; does its folder exist, and may you write there?",
                        path.display()
                    )
                })?)
            }
        };
        Ok(Output {
            writer: Box::new(BufWriter::with_capacity(1 << 16, writer)),
            path: path.map(Path::to_owned),
            closed: false,
        })
    }

    /// Writes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        if self.closed {
            return Ok(());
        }
        let written = self.writer.write_all(bytes);
        self.check(written)
    }

    /// Writes what is still held back.
    pub(crate) fn finish(mut self) -> anyhow::Result<()> {
        let flushed = self.writer.flush();
        self.check(flushed)
    }

    fn check(&mut self, written: io::Result<()>) -> anyhow::Result<()> {
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            other => other.with_context(|| match &self.path {
                Some(path) => format!("{} cannot be written", path.display()),
                None => "standard output cannot be written".to_owned(),
            }),
        }
    }
}

/// Width and colour for the place where the output goes.
pub(crate) fn style(output: Option<&Path>, common: &Common) -> Style {
    let stdout = io::stdout();
    let terminal = output.is_none() && stdout.is_terminal();
    let width = terminal.then(|| terminal_size::terminal_size_of(&stdout)).flatten();
    let color = match common.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => terminal && anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
    };
    Style { width: width.map_or(80, |(width, _)| usize::from(width.0).max(40)), color }
}
