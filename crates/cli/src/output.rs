//! Where output goes: standard output or a file. A reader that went away (`| head`) is no error.

use crate::input::Input;
use anyhow::Context;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

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
