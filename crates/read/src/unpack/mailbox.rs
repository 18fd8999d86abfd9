//! Mailboxes: messages one after the other, each behind a line "From …".
//!
//! ```text
//! From jane@herald.example Sat Mar 23 10:00:00 2024
//! From: Jane Doe <jane@herald.example>
//! …
//! >From the harbour came smoke.          a line of the text that would pass for a beginning
//! ```

use super::{Unpacking, bounded_line, cut_off};
use crate::{Format, member::Member};
use std::io::BufRead;

/// A line that is longer is cut.
const LINE: usize = 16 << 20;

/// Reads a mailbox as it comes.
pub(super) fn read(work: &mut Unpacking<'_>, stream: &mut dyn BufRead) {
    let mut line = Vec::new();
    let mut message: Vec<u8> = Vec::new();
    let (mut number, mut after_empty, mut too_large) = (0u64, true, false);
    loop {
        let read = bounded_line(stream, LINE, &mut line);
        let (ended, failed) = match read {
            Ok(Some(_)) => (false, None),
            Ok(None) => (true, None),
            Err(error) => (true, Some(error)),
        };
        let begins = after_empty && line.starts_with(b"From ") && !ended;
        if begins || ended {
            let name = format!("message {number}");
            if too_large {
                work.lost(
                    &name,
                    format!(
                        "the message is larger than {} MB; save it as .eml without its attachments",
                        Format::Mail.limit() >> 20
                    ),
                );
            } else if !message.trim_ascii().is_empty() && work.count(&name) {
                work.bytes += message.len() as u64;
                let bytes = std::mem::take(&mut message);
                let within = work.within.clone();
                work.give(Member {
                    within,
                    name,
                    format: Some(Format::Mail),
                    bytes: bytes.into(),
                    ..Member::default()
                });
            }
            message.clear();
            too_large = false;
            number += 1;
            if let Some(error) = failed {
                work.lost_here(cut_off(&error));
            }
            if ended || work.stopped {
                return;
            }
            after_empty = false;
            continue;
        }
        after_empty = line.is_empty();
        if message.len() + line.len() > Format::Mail.limit() as usize {
            too_large = true;
            message.clear();
        }
        if !too_large {
            // ">From" and ">>From" were "From" and ">From".
            let quoted = line.iter().take_while(|byte| **byte == b'>').count();
            let escaped = quoted > 0 && line[quoted..].starts_with(b"From ");
            message.extend_from_slice(&line[usize::from(escaped)..]);
            message.extend_from_slice(b"\r\n");
        }
    }
}
