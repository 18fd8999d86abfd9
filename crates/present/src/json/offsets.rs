//! Bytes to code points.
//!
//! ```text
//! text          c a f é   –   x        spans count bytes:      x at 9
//! code points   0 1 2 3 4 5 6 7        the contract counts code points: x at 7
//! ```
//!
//! A mark every 256 bytes, and a count of at most 255 bytes from there: a lookup costs the same wherever it falls, and a
//! text of ASCII alone needs no marks at all.

use variorum_model::Span;

const STRIDE: usize = 256;

/// The code points before each place of a text.
#[derive(Debug)]
pub(crate) struct Offsets<'t> {
    text: &'t str,
    /// How many code points begin before byte `i * STRIDE`; empty where every code point is one byte.
    marks: Vec<u32>,
}

impl<'t> Offsets<'t> {
    pub(crate) fn new(text: &'t str) -> Offsets<'t> {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            marks.reserve(text.len() / STRIDE + 1);
            for chunk in text.as_bytes().chunks(STRIDE) {
                marks.push(count);
                count += starts(chunk);
            }
        }
        Offsets { text, marks }
    }

    /// The words at a span.
    pub(crate) fn words(&self, span: Span) -> &'t str {
        span.of(self.text)
    }

    /// How many code points begin before the byte; all of them for a byte behind the end.
    pub(crate) fn code_point(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        match self.marks.get(byte / STRIDE) {
            Some(before) => before + starts(&self.text.as_bytes()[byte / STRIDE * STRIDE..byte]),
            None if self.marks.is_empty() => byte as u32,
            // The byte is the end of a text whose length is a multiple of the stride.
            None => {
                let last = (self.marks.len() - 1) * STRIDE;
                self.marks[self.marks.len() - 1] + starts(&self.text.as_bytes()[last..byte])
            }
        }
    }
}

/// How many code points begin in these bytes of UTF-8: all but the continuation bytes `10xxxxxx`.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str) {
        let offsets = Offsets::new(text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.code_point(byte as u32), count as u32, "byte {byte}");
        }
        assert_eq!(offsets.code_point(text.len() as u32), text.chars().count() as u32);
        assert_eq!(offsets.code_point(u32::MAX), text.chars().count() as u32);
    }

    #[test]
    fn code_points_are_counted_from_bytes() {
        check("");
        check("plain words");
        check("café – “x” 🛳 end");
        check(&"a".repeat(3 * STRIDE));
        check(&"é".repeat(STRIDE));
        check(&"🛳".repeat(STRIDE));
        check(&format!("{}é", "a".repeat(STRIDE - 1)));
    }

    proptest! {
        #[test]
        fn any_text_counts_as_its_characters_do(text in "\\PC{0,700}") {
            check(&text);
        }
    }
}
