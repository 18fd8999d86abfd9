//! What must be known of a page before it is parsed: its character set, and that it is not nested beyond reason.
//!
//! ```text
//! <meta charset="windows-1252">       →  windows-1252
//! <div><div><div><div><div><div> …    →  refused
//! ```
//!
//! Parsers need time that grows with the square of the depth, and extraction calls itself for each level.

use scraper::Html;
use std::collections::BTreeMap;

/// The deepest nesting that is read. Pages of newspapers stay below 60.
pub(crate) const DEPTH: usize = 400;

/// The character set that a page names in its first bytes, as a `<meta>` element or an XML declaration.
pub(crate) fn character_set(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let from = match start.find("charset") {
        Some(at) => at + "charset".len(),
        None => start
            .find("<?xml")
            .and_then(|at| start[at..].find("encoding").map(|found| at + found + "encoding".len()))?,
    };
    let value = start[from..].trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label: String =
        value.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')).collect();
    (!label.is_empty()).then_some(label)
}

/// The message on a page that is nested beyond reason.
pub(crate) fn too_deep() -> String {
    format!(
        "the page nests its elements more than {DEPTH} deep, as no page of a newspaper does; save the article's text as .txt"
    )
}

/// The depth of the parsed page.
pub(crate) fn depth(page: &Html) -> usize {
    let mut deepest = 0;
    let mut current = 0usize;
    for edge in page.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(_) => {
                current += 1;
                deepest = deepest.max(current);
            }
            ego_tree::iter::Edge::Close(_) => current = current.saturating_sub(1),
        }
    }
    deepest
}

/// Elements without an end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "frame", "keygen", "basefont", "bgsound",
];
/// Elements that end where the next one of their kind begins, without nesting.
const SELF_ENDING: &[&str] =
    &["p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "rp", "rt"];
/// Elements that are opened again in the next block if they are not closed: their depth survives the block's end.
const REOPENED: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements whose content is text.
const RAW: &[&str] =
    &["script", "style", "textarea", "title", "noscript", "iframe", "xmp", "noembed", "noframes"];

/// The most tags that are read. Pages of newspapers have some thousands; each costs extraction some microseconds.
const TAGS: usize = 200_000;

/// Why a page is beyond reason, judged from its tags in one pass; `None` for pages that can be parsed.
pub(crate) fn beyond_reason(source: &str) -> Option<String> {
    let limit = DEPTH * 2;
    let bytes = source.as_bytes();
    let mut stack: Vec<String> = Vec::new();
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let mut reopened = 0usize;
    let mut n_tags = 0;
    let mut at = 0;
    while let Some(found) = source.get(at..).and_then(|rest| rest.find('<')) {
        let tag = at + found + 1;
        if source[tag..].starts_with("!--") {
            at = source[tag..].find("-->").map_or(source.len(), |end| tag + end + 3);
            continue;
        }
        let closing = bytes.get(tag) == Some(&b'/');
        let name_start = tag + usize::from(closing);
        let name_len = bytes[name_start..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-' || **byte == b':')
            .count();
        if !bytes.get(name_start).is_some_and(u8::is_ascii_alphabetic) {
            at = tag;
            continue;
        }
        let name = source[name_start..name_start + name_len.min(40)].to_ascii_lowercase();
        at = tag_end(bytes, name_start + name_len);
        n_tags += 1;
        if n_tags > TAGS {
            return Some(format!(
                "the page has more than {TAGS} tags, as no page of a newspaper has; save the article's text as .txt"
            ));
        }
        if closing {
            if REOPENED.contains(&name.as_str()) {
                reopened = reopened.saturating_sub(1);
            } else if open.get(&name).is_some_and(|n| *n > 0) {
                while let Some(top) = stack.pop() {
                    if let Some(n) = open.get_mut(&top) {
                        *n -= 1;
                    }
                    if top == name {
                        break;
                    }
                }
            }
            continue;
        }
        let closes_itself = bytes[..at].ends_with(b"/>")
            && ["svg", "math"].iter().any(|outer| open.get(*outer).is_some_and(|n| *n > 0));
        if RAW.contains(&name.as_str()) {
            at = end_of_raw(bytes, at, &name);
        } else if REOPENED.contains(&name.as_str()) {
            reopened += 1;
        } else if !VOID.contains(&name.as_str()) && !SELF_ENDING.contains(&name.as_str()) && !closes_itself {
            *open.entry(name.clone()).or_default() += 1;
            stack.push(name);
        }
        if stack.len() + reopened > limit {
            return Some(too_deep());
        }
    }
    None
}

/// The byte behind a tag, quoted attribute values skipped.
fn tag_end(bytes: &[u8], mut at: usize) -> usize {
    let mut quote = None;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'')
                if bytes
                    .get(at.wrapping_sub(2))
                    .is_some_and(|before| *before == b'=' || before.is_ascii_whitespace()) =>
            {
                quote = Some(byte)
            }
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    bytes.len()
}

/// The byte where the end tag of a raw element begins.
fn end_of_raw(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.windows(2).position(|pair| pair == b"</")) {
        let end = at + found;
        let candidate = bytes.get(end + 2..end + 2 + name.len());
        if candidate.is_some_and(|candidate| candidate.eq_ignore_ascii_case(name.as_bytes())) {
            return end;
        }
        at = end + 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_name_their_character_set() {
        for (page, label) in [
            ("<meta charset=\"windows-1252\">", Some("windows-1252")),
            ("<META http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>", Some("iso-8859-1")),
            ("<?xml version='1.0' encoding='utf-16'?>", Some("utf-16")),
            ("<html><body>charset</body>", None),
            ("", None),
        ] {
            assert_eq!(character_set(page.as_bytes()).as_deref(), label, "{page}");
        }
    }

    #[test]
    fn deep_pages_are_known_without_parsing() {
        assert_eq!(beyond_reason(&"<div>".repeat(50_000)), Some(too_deep()));
        assert_eq!(beyond_reason(&"<div/>".repeat(50_000)), Some(too_deep()));
        assert_eq!(beyond_reason(&"<div></x>".repeat(50_000)), Some(too_deep()));
        assert_eq!(beyond_reason(&"<p><b class=x>".repeat(50_000)), Some(too_deep()));
        assert_eq!(beyond_reason(&"<ul><li>".repeat(50_000)), Some(too_deep()));
        assert_eq!(beyond_reason(&"<table><tr><td>".repeat(50_000)), Some(too_deep()));
    }

    #[test]
    fn long_pages_are_not_deep() {
        for piece in [
            "<p>one",
            "<div>x</div>",
            "<li>x",
            "<br>",
            "<img src=\"a>b\">",
            "<svg><path d='M0'/></svg>",
            "<a href=x>y</a>",
            "<script>'<div>'</script>",
            "<!-- <div> -->",
            "a < b ",
        ] {
            assert_eq!(beyond_reason(&piece.repeat(50_000)), None, "{piece}");
        }
        assert!(
            beyond_reason(&"<br>".repeat(200_001)).is_some_and(|message| message.contains("200000 tags"))
        );
    }
}
