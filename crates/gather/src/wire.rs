//! What parent and child say to each other: a length and a JSON object with bytes behind it.
//!
//! ```text
//! parent → child     job: name, format, mapping …        + the bytes of the input
//! child → parent     outcome: reports, notes
//! unpacker → parent  member: place, name, capture        + its bytes;  note;  end
//! ```
//!
//! Both ends are the same program, so this is no format that anybody else may rely on.

use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use variorum::model::Report;
use variorum::{Capture, InputFormat, Mapping, Member, Note, Outcome};

/// The largest frame that is believed.
const LARGEST: u64 = 3 << 30;

/// Writes a frame.
pub(crate) fn write(to: &mut dyn Write, head: &impl Serialize, bytes: &[u8]) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    to.write_all(&(head.len() as u64).to_le_bytes())?;
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(&head)?;
    to.write_all(bytes)?;
    to.flush()
}

/// Reads a frame; `None` at the end.
pub(crate) fn read<T: for<'d> Deserialize<'d>>(from: &mut dyn Read) -> io::Result<Option<(T, Vec<u8>)>> {
    let mut lengths = [0u8; 16];
    let mut filled = 0;
    while filled < lengths.len() {
        match from.read(&mut lengths[filled..])? {
            0 if filled == 0 => return Ok(None),
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => filled += n,
        }
    }
    let (head, bytes) = lengths.split_at(8);
    let length = |bytes: &[u8]| bytes.iter().rev().fold(0u64, |length, byte| length << 8 | u64::from(*byte));
    let (n_head, n_bytes) = (length(head), length(bytes));
    if n_head > LARGEST || n_bytes > LARGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a frame of impossible length"));
    }
    let mut take = |n: u64| -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        from.take(n).read_to_end(&mut bytes)?;
        if (bytes.len() as u64) < n { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(bytes) }
    };
    let head = take(n_head)?;
    let bytes = take(n_bytes)?;
    Ok(Some((serde_json::from_slice(&head)?, bytes)))
}

/// An input to be read; its bytes follow.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Job {
    within: Vec<String>,
    name: String,
    format: Option<String>,
    lines_before: u64,
    url: Option<String>,
    time: Option<String>,
    character_set: Option<String>,
    mapping: String,
}

impl Job {
    pub(crate) fn of(member: &Member<'_>, mapping: &Mapping) -> Job {
        Job {
            within: member.within.clone(),
            name: member.name.clone(),
            format: member.format.map(|format| format.name().to_owned()),
            lines_before: member.lines_before,
            url: member.capture.url.clone(),
            time: member.capture.time.clone(),
            character_set: member.capture.character_set.clone(),
            mapping: mapping.to_string(),
        }
    }

    pub(crate) fn member(self, bytes: Vec<u8>) -> (Member<'static>, Mapping) {
        let mapping = self.mapping.parse().unwrap_or_default();
        let member = Member {
            within: self.within,
            name: self.name,
            format: self.format.as_deref().and_then(InputFormat::from_name),
            bytes: bytes.into(),
            lines_before: self.lines_before,
            capture: Capture { url: self.url, time: self.time, character_set: self.character_set },
        };
        (member, mapping)
    }
}

/// What an unpacker says.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Unpacked {
    /// A member; its bytes follow.
    Member(Job),
    /// A message.
    Note(WireNote),
    /// The container is read to its end.
    End,
}

/// A note.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct WireNote {
    place: String,
    message: String,
    lost: bool,
}

impl From<Note> for WireNote {
    fn from(note: Note) -> WireNote {
        WireNote { place: note.place, message: note.message, lost: note.lost }
    }
}

impl From<WireNote> for Note {
    fn from(note: WireNote) -> Note {
        Note { place: note.place, message: note.message, lost: note.lost }
    }
}

/// What was read of an input.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct WireOutcome {
    reports: Vec<Report>,
    notes: Vec<WireNote>,
}

impl From<Outcome> for WireOutcome {
    fn from(outcome: Outcome) -> WireOutcome {
        WireOutcome {
            reports: outcome.reports,
            notes: outcome.notes.into_iter().map(WireNote::from).collect(),
        }
    }
}

impl From<WireOutcome> for Outcome {
    fn from(outcome: WireOutcome) -> Outcome {
        Outcome { reports: outcome.reports, notes: outcome.notes.into_iter().map(Note::from).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum::model::report::Item;

    /// A report with something in every field: what travels arrives unchanged.
    #[test]
    fn reports_arrive_as_they_were_sent() {
        let page = "<html lang=en><head><meta property=og:site_name content='Eastport Herald'>\
            <meta property=article:published_time content='2024-03-23T10:15:00Z'></head><body><article><h1>Ferry burns in the harbour</h1>\
            <p>By Jane Doe</p><p>EASTPORT (Reuters) - A ferry burned on Friday, police said, and nobody on it was hurt by the fire.</p>\
            <p>Photo: John Roe/Getty Images</p><p>It had been in the harbour for a week, the coastguard told reporters.</p></article></body></html>";
        let reader = variorum::Engine::english_reader().expect("the words can be read");
        let mut outcome = reader.read("a.html", None, page.as_bytes());
        let report = &mut outcome.reports[0];
        report.item = Some(Item { id: "urn:1".into(), version: Some("2".into()), embargo: None });
        report.updated = report.published;
        report.provenance.captured = Some("2024-03-24T00:00:00Z".into());
        assert!(
            !report.furniture.is_empty()
                && !report.credits.is_empty()
                && !report.provenance.stretches.is_empty()
        );
        let expected = report.clone();
        let mut frame = Vec::new();
        write(&mut frame, &WireOutcome::from(outcome), b"bytes").expect("memory");
        let (arrived, bytes) =
            read::<WireOutcome>(&mut frame.as_slice()).expect("a frame").expect("not the end");
        assert_eq!(Outcome::from(arrived).reports, [expected]);
        assert_eq!(bytes, b"bytes");
    }
}
