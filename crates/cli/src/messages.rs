//! Messages on standard error: what, where, and what to do.
//!
//! ```text
//! error: reports/monday.pdf: this is a PDF document; what can be read: .txt, .md, .html, .jsonl
//! warning: reports/tuesday.txt: not valid UTF-8; read as windows-1252, which is a guess; …
//! ```

use crate::args::{Color, Common};
use anstyle::{AnsiColor, Style};
use std::io::Write;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use variorum::Note;

/// Writes messages and remembers whether something could not be read.
pub(crate) struct Messages {
    quiet: bool,
    lost: AtomicBool,
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

impl Messages {
    pub(crate) fn new(common: &Common) -> Messages {
        match common.color {
            Color::Auto => {}
            Color::Always => anstream::ColorChoice::Always.write_global(),
            Color::Never => anstream::ColorChoice::Never.write_global(),
        }
        Messages { quiet: common.quiet, lost: AtomicBool::new(false) }
    }

    /// Something could not be read or done.
    pub(crate) fn error(&self, message: &str) {
        self.lost.store(true, Ordering::Relaxed);
        self.write(ERROR, "error", message);
    }

    /// Something is not as it might be expected.
    pub(crate) fn warning(&self, message: &str) {
        if !self.quiet {
            self.write(WARNING, "warning", message);
        }
    }

    /// A note of a reader.
    pub(crate) fn note(&self, note: &Note) {
        let message = format!("{}: {}", note.place, note.message);
        if note.lost {
            self.error(&message);
        } else {
            self.warning(&message);
        }
    }

    /// 0 if everything was read, 1 if something was not.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(u8::from(self.lost.load(Ordering::Relaxed)))
    }

    /// Nobody can be told that standard error is gone, so its errors are passed over.
    fn write(&self, style: Style, kind: &str, message: &str) {
        let mut stderr = anstream::stderr().lock();
        let _ = writeln!(stderr, "{style}{kind}{style:#}: {}", visible(message));
    }
}

/// A message without control characters: names of files and words of reports must not steer the terminal.
fn visible(message: &str) -> String {
    message.chars().map(|c| if c.is_control() && c != '\n' { '\u{FFFD}' } else { c }).collect()
}
