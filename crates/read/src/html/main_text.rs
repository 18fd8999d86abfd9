//! The paragraphs of a page's main content.
//!
//! ```text
//! <nav>…</nav><article><h1>Ferry burns</h1><p>A ferry …</p><ul><li>…</li></ul></article><footer>…</footer>
//!     →  ["Ferry burns", "A ferry …", "…"]
//! ```
//!
//! The main content is found by the `trafilatura` crate (A. Barbaresi, "Trafilatura", ACL 2021). It runs behind a guard:
//! a panic in it costs one page, not the run.

use regex::Regex;
use scraper::{Html, Node};
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;
use trafilatura::{HtmlDateMode, Options};

static LINE_BREAK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("(?i)<br").ok());

/// The paragraphs of the main content, without tags, each with single spaces.
///
/// # Errors
///
/// What is wrong with the page, and what to do.
pub(crate) fn paragraphs(source: &str) -> Result<Vec<String>, String> {
    // Extraction drops line breaks between words; a space in front of each keeps the words apart.
    let source =
        LINE_BREAK.as_ref().map_or(Cow::Borrowed(source), |pattern| pattern.replace_all(source, " <br"));
    let options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_html_date_mode(HtmlDateMode::Disabled);
    let extracted = catch_unwind(AssertUnwindSafe(|| trafilatura::extract(&source, &options)));
    let content = match extracted {
        Ok(Ok(result)) => result.content_html,
        Ok(Err(_)) => {
            return Err("no article was found in the page; if it has one, save its text as .txt".to_owned());
        }
        Err(_) => return Err("the page could not be taken apart; save the article's text as .txt".to_owned()),
    };
    let fragment = Html::parse_fragment(&content);
    let mut paragraphs = Vec::new();
    let mut current = String::new();
    collect(&fragment, &mut current, &mut paragraphs);
    if paragraphs.is_empty() {
        return Err("no article was found in the page; if it has one, save its text as .txt".to_owned());
    }
    Ok(paragraphs)
}

/// The paragraphs of a piece of markup, all of it: what feeds and mails carry. Markup beyond reason gives nothing.
pub(crate) fn fragment(markup: &str) -> Vec<String> {
    let mut paragraphs = Vec::new();
    if !markup.contains(['<', '&']) {
        return crate::compose::paragraphs(markup, false);
    }
    if super::guard::beyond_reason(markup).is_some() {
        return paragraphs;
    }
    let fragment = Html::parse_fragment(markup);
    if super::guard::depth(&fragment) <= super::guard::DEPTH {
        collect(&fragment, &mut String::new(), &mut paragraphs);
    }
    paragraphs
}

/// Elements that run on within a line; all others begin a paragraph.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "hi", "i", "ins",
    "kbd", "mark", "q", "ref", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u",
    "var",
];

fn collect(fragment: &Html, current: &mut String, paragraphs: &mut Vec<String>) {
    let block = |node: &Node| matches!(node, Node::Element(element) if !INLINE.contains(&element.name()));
    for edge in fragment.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Text(text) if !is_silent(node) => push(current, text),
                value if block(value) => flush(current, paragraphs),
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                if block(node.value()) {
                    flush(current, paragraphs);
                }
            }
        }
    }
    flush(current, paragraphs);
}

/// Whether a text is a script's or a style's.
fn is_silent(node: ego_tree::NodeRef<'_, Node>) -> bool {
    node.parent().is_some_and(|parent| {
        matches!(parent.value(), Node::Element(element) if matches!(element.name(), "script" | "style" | "title" | "template" | "noscript"))
    })
}

/// Adds text with single spaces.
fn push(current: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_whitespace() || c == '\u{a0}' {
            current.push(c);
        } else if !current.is_empty() && !current.ends_with(' ') {
            current.push(' ');
        }
    }
}

fn flush(current: &mut String, paragraphs: &mut Vec<String>) {
    let text = current.trim();
    if !text.is_empty() {
        paragraphs.push(text.to_owned());
    }
    current.clear();
}
