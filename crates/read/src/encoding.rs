//! Bytes to text: the character set, line ends, and the refusal of what is no text at all.
//!
//! ```text
//! EF BB BF 46 65 72 72 79 0D 0A   →   "Ferry\n"
//! 63 61 66 E9                     →   "café", with a note that windows-1252 was guessed
//! 25 50 44 46 2D 31 2E 37         →   refused: a PDF document
//! ```
//!
//! In this order: byte order mark, the page's own label, validity as UTF-8, guess. Line ends become `\n` (offsets count
//! after that), a byte order mark is dropped, everything else stays as it is.

use crate::offsets::Offsets;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A text with what a person should know of its decoding.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text, with `\n` for line ends.
    pub(crate) text: String,
    /// That the character set was guessed, or that some bytes could not be read.
    pub(crate) note: Option<String>,
    /// Where each place of the text stands in the bytes.
    pub(crate) offsets: Offsets,
}

/// The first bytes of files that are often taken for text, with their names.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"Rar!", "a RAR archive; unpack it and read the folder"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive; unpack it and read the folder"),
    (b"BZh", "a bzip2 archive; unpack it and read what is in it"),
    (b"\xFD7zXZ", "an xz archive; unpack it and read what is in it"),
    (b"(\xB5\x2F\xFD", "a zstandard archive; unpack it and read what is in it"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a rich text document"),
];

/// Decodes bytes. `label` is the character set that the input names itself, if it does.
///
/// # Errors
///
/// What the bytes are, where they are no text ("a PDF document").
pub(crate) fn decode(bytes: &[u8], label: Option<&str>) -> Result<Decoded, &'static str> {
    if let Some((_, name)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(name);
    }
    let (encoding, how) = choose(bytes, label)?;
    let (text, broken) = encoding.decode_with_bom_removal(bytes);
    let name = encoding.name();
    let note = match (how, broken) {
        (How::Known, false) => None,
        (How::Known, true) => Some(format!(
            "some bytes are not valid {name} and were replaced by \u{FFFD}; look whether figures or names are hit"
        )),
        (How::Guessed, _) => Some(format!(
            "not valid UTF-8; read as {name}, which is a guess; if letters look wrong, save the file as UTF-8"
        )),
    };
    Ok(Decoded { text: unify_line_ends(&text), note, offsets: Offsets::new(bytes, encoding) })
}

/// Whether a character set is certain.
enum How {
    Known,
    Guessed,
}

fn choose(bytes: &[u8], label: Option<&str>) -> Result<(&'static Encoding, How), &'static str> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok((encoding, How::Known));
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return Ok((encoding, How::Guessed));
    }
    if is_binary(bytes) {
        return Err("a binary file");
    }
    let valid = std::str::from_utf8(bytes).is_ok();
    // A label that promises UTF-8, or none, yields to the test; any other is believed unless the bytes are UTF-8 beyond ASCII.
    match label.and_then(|label| Encoding::for_label(label.trim().as_bytes())) {
        Some(encoding) if encoding != UTF_8 && (!valid || bytes.is_ascii()) => {
            return Ok((encoding, How::Known));
        }
        _ if valid || is_damaged_utf_8(bytes) => return Ok((UTF_8, How::Known)),
        _ => {}
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    Ok((detector.guess(None, Utf8Detection::Deny), How::Guessed))
}

/// Half of all bytes are zero in Western text saved as UTF-16; the other half tells the byte order.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, enough) = (zeros(0), zeros(1), start.len() * 2 / 5);
    match () {
        () if start.len() < 8 => None,
        () if odd >= enough && even * 20 < odd => Some(UTF_16LE),
        () if even >= enough && odd * 20 < even => Some(UTF_16BE),
        () => None,
    }
}

/// Zero bytes, or more than one control character in fifty, at the beginning.
fn is_binary(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(8192)];
    let controls = start.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    start.contains(&0) || controls * 50 > start.len()
}

/// UTF-8 with a few broken places, such as a text cut in the middle of a letter: more letters beyond ASCII are whole
/// than broken. A guess would turn all of them into nonsense.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken * 3
}

/// `\r\n` and lone `\r` become `\n`.
fn unify_line_ends(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], label: Option<&str>, text: &str, note: &str) {
        let decoded = decode(bytes, label).expect("it is text");
        assert_eq!(decoded.text, text);
        assert!(decoded.note.as_deref().unwrap_or("").contains(note), "{:?}", decoded.note);
        assert_eq!(decoded.note.is_none(), note.is_empty());
    }

    #[test]
    fn character_sets() {
        check("Zoë’s ferry\r\nsank\rtoday".as_bytes(), None, "Zoë’s ferry\nsank\ntoday", "");
        check(b"\xEF\xBB\xBFFerry", None, "Ferry", "");
        check(b"\xFF\xFEF\0e\0", None, "Fe", "");
        check(&b"F\0e\0r\0r\0y\0 \0s\0a\0n\0k\0"[..], None, "Ferry sank", "guess");
        check(
            b"The caf\xE9 in the old port burned down at night.",
            None,
            "The café in the old port burned down at night.",
            "guess",
        );
        check(b"\xC6\xE5\xED\xF9\xE8\xED\xE0", Some("windows-1251"), "Женщина", "");
        check("Женщина".as_bytes(), Some("windows-1251"), "Женщина", "");
        check("Zoë and Noël — cut h".as_bytes(), Some("utf-8"), "Zoë and Noël — cut h", "");
    }

    #[test]
    fn broken_utf_8_is_not_taken_for_something_else() {
        let mut bytes = "Zoë, Noël, Chloë — all ‘safe’".as_bytes().to_vec();
        bytes.pop();
        check(&bytes, None, "Zoë, Noël, Chloë — all ‘safe\u{FFFD}", "not valid UTF-8");
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(decode(b"%PDF-1.7 ...", None), Err("a PDF document"));
        assert_eq!(decode(b"ab\0\x01\x02\x03cdefghij\0klm", None), Err("a binary file"));
        assert_eq!(decode(b"\x01\x02\x03\x04abc", None), Err("a binary file"));
    }
}
