//! From a place in the decoded text back to the byte of the original.
//!
//! ```text
//! EF BB BF 5A 6F C3 AB 0D 0A 46     "Zoë\nF": byte 5 of the text ("F") is byte 9 of the file
//! ```
//!
//! Most stretches of a text lie in the file as they are, only moved; a list of the places where the distance changes (a
//! byte order mark, `\r\n`, a letter that another character set writes with fewer bytes) says it all.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use variorum_model::provenance::Place;

/// Where the distance between text and original changes, sorted by both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Offsets {
    /// From this byte of the text on, the original is at that byte, until the next pair.
    pairs: Vec<(usize, u64)>,
}

impl Offsets {
    /// The byte of the original at a byte of the text.
    pub(crate) fn original(&self, text: usize) -> u64 {
        let after = self.pairs.partition_point(|(at, _)| *at <= text);
        match after.checked_sub(1).and_then(|i| self.pairs.get(i)) {
            Some(&(at, original)) => original + (text - at) as u64,
            None => text as u64,
        }
    }

    /// The place of a stretch of the text.
    pub(crate) fn place(&self, start: usize, end: usize) -> Place {
        // What stands behind the last letter may be far away: measured from the letter itself.
        let last = if end > start { self.original(end - 1) + 1 } else { self.original(start) };
        Place::Bytes { start: self.original(start), end: last.max(self.original(start)) }
    }

    /// Maps the text of `bytes` in `encoding`, with `\r\n` and `\r` made `\n`, to the bytes.
    pub(crate) fn new(bytes: &[u8], encoding: &'static Encoding) -> Offsets {
        let mut builder = Builder::default();
        let skip = match Encoding::for_bom(bytes) {
            Some((found, skip)) if found == encoding => skip,
            _ => 0,
        };
        builder.original = skip as u64;
        let bytes = &bytes[skip..];
        if encoding == UTF_8 {
            for chunk in bytes.utf8_chunks() {
                builder.ascii_or_utf8(chunk.valid());
                if !chunk.invalid().is_empty() {
                    builder.letter('\u{FFFD}'.len_utf8(), chunk.invalid().len() as u64, false);
                }
            }
        } else {
            let (text, _) = encoding.decode_without_bom_handling(bytes);
            let utf_16 = encoding == UTF_16LE || encoding == UTF_16BE;
            let mut buffer = [0u8; 4];
            for c in text.chars() {
                let length = match c {
                    _ if utf_16 => c.len_utf16() * 2,
                    _ if c.is_ascii() => 1,
                    _ => encoding.encode(c.encode_utf8(&mut buffer)).0.len(),
                };
                if c == '\r' || c == '\n' {
                    builder.line_end(c, length as u64);
                } else {
                    builder.letter(c.len_utf8(), length as u64, false);
                }
            }
        }
        Offsets { pairs: builder.pairs }
    }
}

/// Walks along text and original at once.
#[derive(Default)]
struct Builder {
    pairs: Vec<(usize, u64)>,
    text: usize,
    original: u64,
    /// The last letter was `\r`: a `\n` that follows belongs to it.
    after_return: bool,
}

impl Builder {
    fn letter(&mut self, in_text: usize, in_original: u64, after_return: bool) {
        let expected =
            self.pairs.last().map_or(self.text as u64, |(at, original)| original + (self.text - at) as u64);
        if expected != self.original {
            self.pairs.push((self.text, self.original));
        }
        self.text += in_text;
        self.original += in_original;
        self.after_return = after_return;
    }

    fn line_end(&mut self, c: char, length: u64) {
        if c == '\n' && self.after_return {
            self.original += length;
            self.after_return = false;
        } else {
            self.letter(1, length, c == '\r');
        }
    }

    fn ascii_or_utf8(&mut self, mut text: &str) {
        while let Some(at) = text.find(['\r', '\n']) {
            if at > 0 {
                self.letter(at, at as u64, false);
            }
            let c = if text.as_bytes().get(at) == Some(&b'\r') { '\r' } else { '\n' };
            self.line_end(c, 1);
            text = &text[at + 1..];
        }
        if !text.is_empty() {
            self.letter(text.len(), text.len() as u64, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::decode;
    use proptest::prelude::*;

    fn check(bytes: &[u8], label: Option<&str>, word: &str, original: std::ops::Range<u64>) {
        let decoded = decode(bytes, label).expect("it is text");
        let at = decoded.text.find(word).expect("the word stands there");
        let expected = Place::Bytes { start: original.start, end: original.end };
        assert_eq!(decoded.offsets.place(at, at + word.len()), expected, "{:?}", decoded.text);
    }

    #[test]
    fn words_lead_back_to_their_bytes() {
        check(b"Ferry sank", None, "sank", 6..10);
        check(b"\xEF\xBB\xBFZo\xC3\xAB\r\nFerry\r\nsank", None, "sank", 16..20);
        check(b"Ferry\rsank\r\r\ntoday", None, "today", 13..18);
        check(b"caf\xE9 burned", Some("windows-1252"), "burned", 5..11);
        check(b"\xFF\xFEF\0e\0r\0r\0y\0", None, "rry", 6..11);
        check(
            b"Zo\xC3\xAB and No\xC3\xABl and Chlo\xC3\xAB \xE2\x80\x94 cut \xC3 here",
            None,
            "here",
            36..40,
        );
    }

    proptest! {
        /// In UTF-8 the bytes at the place are the words themselves.
        #[test]
        fn utf_8_places_hold_the_words(text in "[a-zë—\r\n ]{8,60}") {
            let decoded = decode(text.as_bytes(), None).expect("it is text");
            for (at, c) in decoded.text.char_indices().filter(|(_, c)| *c != '\n') {
                let Place::Bytes { start, end } = decoded.offsets.place(at, at + c.len_utf8()) else { panic!("bytes") };
                let letter = c.to_string();
                let original = &text.as_bytes()[start as usize..end as usize];
                prop_assert!(original == letter.as_bytes());
            }
        }
    }
}
