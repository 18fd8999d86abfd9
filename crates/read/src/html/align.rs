//! Where in the source of a page each paragraph of its text stands.
//!
//! ```text
//! <p>A <b>ferry</b> burned&nbsp;on Friday.</p>      "A ferry burned on Friday."  →  from "A" to behind "Friday"
//! ```
//!
//! Extraction works on a tree that has forgotten the source, so the words are looked up in it again: letters and digits
//! only, in order, with tags left out and entities read. A paragraph that is not found has no place.

use memchr::memmem;
use quick_xml::escape::resolve_html5_entity;

/// Larger pages are not aligned.
const LARGEST: usize = 4 << 20;
/// Searches from the beginning of the page, which cost its whole length.
const FAR_SEARCHES: usize = 200;
/// Letters by which a paragraph's beginning and end are looked up.
const KEY: usize = 48;

/// The letters and digits of a page's text, each with its byte in the source.
pub(crate) struct Letters {
    letters: String,
    /// Bytes of the source where an entity begins that stands for letters, sorted.
    entities: Vec<(u32, u32)>,
    /// For each byte of `letters` the byte of the source.
    places: Vec<u32>,
    cursor: usize,
    far_searches: usize,
}

impl Letters {
    /// Reads the letters of a page.
    pub(crate) fn of(source: &str) -> Letters {
        let mut letters = Letters {
            letters: String::new(),
            entities: Vec::new(),
            places: Vec::new(),
            cursor: 0,
            far_searches: 0,
        };
        if source.len() > LARGEST {
            return letters;
        }
        let bytes = source.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'<' => at = behind_tag(source, at),
                b'&' => {
                    let (text, next) = entity(source, at);
                    if text.contains(char::is_alphanumeric) {
                        letters.entities.push((at as u32, next as u32));
                    }
                    letters.push(&text, at);
                    at = next;
                }
                _ => {
                    let end =
                        memchr::memchr2(b'<', b'&', &bytes[at..]).map_or(bytes.len(), |found| at + found);
                    for (i, c) in source[at..end].char_indices() {
                        let mut buffer = [0u8; 4];
                        letters.push(c.encode_utf8(&mut buffer), at + i);
                    }
                    at = end;
                }
            }
        }
        letters
    }

    fn push(&mut self, text: &str, at: usize) {
        for c in text.chars().filter(|c| c.is_alphanumeric()) {
            self.letters.push(c);
            self.places.resize(self.letters.len(), at as u32);
        }
    }

    /// The bytes of the source in which a paragraph stands, the words that follow the last one found first.
    pub(crate) fn find(&mut self, paragraph: &str) -> Option<(usize, usize)> {
        let wanted: String = paragraph.chars().filter(|c| c.is_alphanumeric()).collect();
        if wanted.is_empty() || self.letters.is_empty() {
            return None;
        }
        let cut = |n: usize| wanted.char_indices().map(|(at, _)| at).nth(n).unwrap_or(wanted.len());
        let head = &wanted[..cut(KEY)];
        let rest = self.letters.as_bytes().get(self.cursor..)?;
        let start = match memmem::find(rest, head.as_bytes()) {
            Some(found) => self.cursor + found,
            None if self.far_searches < FAR_SEARCHES => {
                self.far_searches += 1;
                memmem::find(self.letters.as_bytes(), head.as_bytes())?
            }
            None => return None,
        };
        let mut end = start + wanted.len();
        if self.letters.get(start..end) != Some(wanted.as_str()) {
            // Something was left out or put in: the paragraph's own end, not too far behind.
            let from = wanted.char_indices().rev().nth(KEY - 1).map_or(0, |(at, _)| at);
            let tail = &wanted[from..];
            let window = self
                .letters
                .as_bytes()
                .get(start..(start + wanted.len() * 2 + 400).min(self.letters.len()))?;
            end = memmem::find(window, tail.as_bytes())
                .map_or(start + head.len(), |found| start + found + tail.len());
        }
        self.cursor = end;
        // The byte behind the last letter: the next letter may be far away.
        let last = end.checked_sub(1)?;
        let width = self.letters.get(..end)?.chars().next_back().map_or(1, char::len_utf8);
        let (first, last) = (*self.places.get(start)? as usize, *self.places.get(last)? as usize);
        let entity = self.entities.binary_search_by_key(&(last as u32), |(start, _)| *start).ok();
        Some((first, entity.map_or(last + width, |i| self.entities[i].1 as usize)))
    }
}

/// The byte behind a tag, a comment, or an element whose content is no text.
fn behind_tag(source: &str, at: usize) -> usize {
    let rest = &source.as_bytes()[at..];
    let find = |from: usize, what: &[u8]| {
        rest.get(from..)
            .and_then(|rest| memmem::find(rest, what))
            .map_or(source.len(), |found| at + from + found + what.len())
    };
    if rest.starts_with(b"<!--") {
        return find(4, b"-->");
    }
    if !rest.get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?')) {
        return at + 1;
    }
    for (name, end) in [(&b"<script"[..], &b"</script"[..]), (b"<style", b"</style")] {
        if rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            let closed = find(name.len(), end);
            return source[closed.min(source.len())..]
                .find('>')
                .map_or(source.len(), |more| closed + more + 1);
        }
    }
    find(1, b">")
}

/// What an entity stands for, and the byte behind it.
fn entity(source: &str, at: usize) -> (String, usize) {
    let bytes = source.as_bytes();
    let end = bytes[at + 1..].iter().take(32).position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#');
    let Some(end) = end.map(|found| at + 1 + found).filter(|end| bytes.get(*end) == Some(&b';')) else {
        return (String::new(), at + 1);
    };
    let name = &source[at + 1..end];
    let text = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            };
            code.and_then(char::from_u32).map(String::from).unwrap_or_default()
        }
        None => resolve_html5_entity(name).unwrap_or_default().to_owned(),
    };
    (text, end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, paragraphs: &[&str], places: &[Option<&str>]) {
        let mut letters = Letters::of(source);
        let found: Vec<Option<&str>> = paragraphs
            .iter()
            .map(|paragraph| letters.find(paragraph).map(|(start, end)| &source[start..end]))
            .collect();
        assert_eq!(found, places);
    }

    #[test]
    fn paragraphs_are_found_in_the_source() {
        check(
            "<p class='A ferry'>A <b>ferry</b> burned&nbsp;on Friday.</p><script>Nobody</script><p>Nobody knew.</p>",
            &["A ferry burned on Friday.", "Nobody knew."],
            &[Some("A <b>ferry</b> burned&nbsp;on Friday"), Some("Nobody knew")],
        );
        check("<p>Caf&eacute; Zo&#235;</p>", &["Café Zoë"], &[Some("Caf&eacute; Zo&#235;")]);
        check("<p>one</p>", &["two", "…"], &[None, None]);
        check("a < b <!-- c --> d", &["d", "a b"], &[Some("d"), Some("a < b")]);
    }

    #[test]
    fn hostile_pages_take_no_time() {
        for piece in ["<", "&", "<!--", "<script>", "&#", "a<b "] {
            let source = piece.repeat(100_000);
            let _ = Letters::of(&source).find("not there");
        }
    }
}
