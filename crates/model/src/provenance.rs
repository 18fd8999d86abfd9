//! Where a report's text came from: the file, the archives around it, and the place of every stretch in the original.
//!
//! ```text
//! crawl.wacz › archive/data.warc.gz › https://herald.example/ferry       path
//! blake3 2cf2…, captured 2024-03-23T10:15:00Z
//! text 0..17  ←  bytes 1204..1221        text 19..310  ←  bytes 1502..1890
//! ```

use crate::Span;
use compact_str::CompactString;

/// Where a report's text came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Provenance {
    /// The containers from the outside in, the input itself last: a file, or an archive, its member, a record in that.
    /// Empty for reports that no reader made.
    pub path: Vec<String>,
    /// The name of the format that was read ("html", "pdf").
    pub format: CompactString,
    /// BLAKE3 of the input's bytes: of the file, or of the archive's member as it is when unpacked.
    pub hash: Option<[u8; 32]>,
    /// When somebody saved it, ISO 8601, where the format says so (WARC, MHTML). Never a file's time.
    pub captured: Option<String>,
    /// The stretches of the text with their places in the input, sorted by text. What no stretch covers was put there by
    /// the reader (an empty line between paragraphs), or its place is not known.
    pub stretches: Vec<Stretch>,
    /// Only the beginning of the report is there: the rest stands behind a paywall.
    pub partial: bool,
    /// What the reader left out of the text, in the order of the input; empty unless it was asked to keep it.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub cut: Vec<Cut>,
}

/// Something in the input that is not in the report's text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Cut {
    /// Its words.
    pub text: String,
    /// Where it stands in the input, if that is known.
    pub place: Option<Place>,
    /// What it was taken for.
    pub kind: CutKind,
}

/// What a reader leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum CutKind {
    /// A part of a page that is not its main content: menus, boxes, comments.
    AroundContent,
    /// A head or foot that runs over the pages of a document.
    RunningHead,
}

/// A stretch of the text and its place in the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Stretch {
    /// Where it stands in the text.
    pub text: Span,
    /// Where that stands in the input.
    pub place: Place,
}

/// A place in an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Place {
    /// Bytes of the input; between them may stand markup and line ends that the text does not have.
    Bytes {
        /// The first byte.
        start: u64,
        /// The byte behind the last one.
        end: u64,
    },
    /// A page, counted from 1.
    Page(u32),
    /// A line, row or item, counted from 1.
    Row(u64),
    /// A paragraph of an office document, counted from 1.
    Paragraph(u32),
}

impl Provenance {
    /// The place of a byte of the text.
    pub fn place(&self, byte: u32) -> Option<Place> {
        let after = self.stretches.partition_point(|stretch| stretch.text.start <= byte);
        let stretch = self.stretches.get(after.checked_sub(1)?)?;
        (byte < stretch.text.end).then_some(stretch.place)
    }

    /// The hash in hexadecimal digits.
    pub fn hash_hex(&self) -> Option<String> {
        let hash = self.hash?;
        Some(hash.iter().fold(String::with_capacity(64), |mut hex, byte| {
            for nibble in [byte >> 4, byte & 15] {
                hex.push(char::from_digit(nibble.into(), 16).unwrap_or('0'));
            }
            hex
        }))
    }
}
