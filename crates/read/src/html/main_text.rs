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
use scraper::{ElementRef, Html, Node, Selector};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;
use trafilatura::{HtmlDateMode, Options, TrafilaturaError};

static LINE_BREAK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("(?i)<br").ok());

/// The paragraphs of the main content, without tags, each with single spaces. `language` is the one that most pages have.
///
/// # Errors
///
/// What is wrong with the page, and what to do.
pub(crate) fn paragraphs(page: &Html, source: &str, language: &str) -> Result<Vec<String>, String> {
    // Extraction drops line breaks between words; a space in front of each keeps the words apart.
    let source =
        LINE_BREAK.as_ref().map_or(Cow::Borrowed(source), |pattern| pattern.replace_all(source, " <br"));
    let options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_html_date_mode(HtmlDateMode::Disabled);
    let extract =
        |options: &Options| catch_unwind(AssertUnwindSafe(|| trafilatura::extract(&source, options)));
    // Without a language, the stop words of all languages are loaded where little text is found, which takes as long as fifty
    // small pages.
    let mut extracted = extract(&options.clone().with_target_language(language));
    if matches!(extracted, Ok(Err(TrafilaturaError::LanguageMismatch { .. }))) {
        extracted = extract(&options);
    }
    let content = match extracted {
        Ok(Ok(result)) => result.content_html,
        Ok(Err(_)) => {
            return own_paragraphs(page, 0).ok_or_else(|| {
                "no article was found in the page; if it has one, save its text as .txt".to_owned()
            });
        }
        Err(_) => return Err("the page could not be taken apart; save the article's text as .txt".to_owned()),
    };
    let fragment = Html::parse_fragment(&content);
    let mut paragraphs = Vec::new();
    collect(fragment.tree.root(), OUTSIDE, &mut paragraphs);
    if paragraphs.len() <= 2
        && let Some(own) = own_paragraphs(page, paragraphs.iter().map(String::len).sum())
    {
        return Ok(own);
    }
    if paragraphs.is_empty() {
        return Err("no article was found in the page; if it has one, save its text as .txt".to_owned());
    }
    let paragraphs = own_article(page, &paragraphs).unwrap_or(paragraphs);
    Ok(without(without(paragraphs, &hidden(page)), &super::teasers::below(page)))
}

/// The paragraphs without these, unless little prose is left.
fn without(found: Vec<String>, others: &BTreeSet<String>) -> Vec<String> {
    if others.is_empty() {
        return found;
    }
    let left: Vec<String> = found.iter().filter(|text| !others.contains(*text)).cloned().collect();
    let n_prose = left.iter().filter(|text| is_prose(text)).count();
    if n_prose >= LEFT { left } else { found }
}

/// Paragraphs of prose that make an article of what is left.
const LEFT: usize = 3;

/// The paragraphs that nobody sees.
fn hidden(page: &Html) -> BTreeSet<String> {
    let Some(selector) = HIDDEN.as_ref() else { return BTreeSet::new() };
    let mut ids = BTreeSet::new();
    let mut hidden = Vec::new();
    for element in page.select(selector).take(500) {
        if element.ancestors().all(|above| !ids.contains(&above.id())) {
            ids.insert(element.id());
            hidden.extend(collect_element(element));
        }
    }
    if hidden.is_empty() {
        return BTreeSet::new();
    }
    // What is shown as well is seen.
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    everything(page).into_iter().for_each(|text| *times.entry(text).or_default() += 1);
    let mut unseen: BTreeMap<String, usize> = BTreeMap::new();
    hidden.into_iter().for_each(|text| *unseen.entry(text).or_default() += 1);
    unseen
        .into_iter()
        .filter(|(text, n)| times.get(text).is_none_or(|times| times <= n))
        .map(|(text, _)| text)
        .collect()
}

static HIDDEN: LazyLock<Option<Selector>> = LazyLock::new(|| {
    Selector::parse(
        "[hidden], [style*='display:none' i], [style*='display: none' i], [style*='visibility:hidden' i]",
    )
    .ok()
});

/// The page's own article, where extraction took something else, or the teasers below it as well: under a short article, a
/// long list of them can weigh more. The own article is the one that holds the page's only main heading.
fn own_article(page: &Html, found: &[String]) -> Option<Vec<String>> {
    let mut headings = page.select(HEADINGS.as_ref()?);
    let (Some(heading), None) = (headings.next(), headings.next()) else { return None };
    let is_article = |element: &ElementRef<'_>| element.value().name() == "article";
    let own = heading.ancestors().filter_map(ElementRef::wrap).find(is_article)?;
    let all = collect_element(own);
    let n_prose = all.iter().filter(|text| is_prose(text)).count();
    let taken_of: BTreeSet<&String> = found.iter().collect();
    let taken = all.iter().filter(|text| is_prose(text) && taken_of.contains(text)).count();
    if n_prose < 2 {
        return None;
    }
    // Whatever was taken, little of it came from here.
    if taken * 4 < n_prose {
        return Some(all);
    }
    let links = TEASER_LINKS.as_ref();
    let teasers: Vec<Vec<String>> = page
        .select(OTHERS.as_ref()?)
        .filter(|other| {
            other.id() != own.id()
                && other.ancestors().all(|above| above.id() != own.id())
                && own.ancestors().all(|above| above.id() != other.id())
                && links.is_none_or(|links| other.select(links).next().is_some())
        })
        .take(500)
        .map(collect_element)
        .filter(|paragraphs| paragraphs.iter().filter(|text| is_prose(text)).count() <= 1)
        .collect();
    let own_texts: BTreeSet<&String> = all.iter().collect();
    let theirs: BTreeSet<&String> = teasers
        .iter()
        .filter(|_| teasers.len() >= TEASERS)
        .flatten()
        .filter(|text| !own_texts.contains(text))
        .collect();
    let left: Vec<String> = found.iter().filter(|text| !theirs.contains(text)).cloned().collect();
    (left.len() < found.len()).then_some(left)
}

/// Whether a paragraph is one of an article, not of a menu.
pub(super) fn is_prose(text: &str) -> bool {
    text.split_whitespace().count() >= 15 && text.ends_with(['.', '!', '?', '”', '"'])
}

/// Articles with a paragraph each that make a list of teasers.
const TEASERS: usize = 3;

/// A teaser's heading leads to its article.
static TEASER_LINKS: LazyLock<Option<Selector>> = LazyLock::new(|| {
    Selector::parse("h2 a[href], h3 a[href], h4 a[href], a[href] h2, a[href] h3, a[href] h4").ok()
});

static OTHERS: LazyLock<Option<Selector>> = LazyLock::new(|| Selector::parse("article").ok());
static HEADINGS: LazyLock<Option<Selector>> = LazyLock::new(|| Selector::parse("h1").ok());

static PAYWALLS: LazyLock<Option<Selector>> = LazyLock::new(|| {
    Selector::parse(
        "[class*='paywall' i], [id*='paywall' i], [class*='subscriber-only' i], [class*='subscription-wall' i], \
         [class*='regwall' i], [class*='article-gate' i], [class*='piano-' i], meta[property='article:content_tier'][content='locked']",
    )
    .ok()
});

/// Whether the page has a place for a paywall.
pub(crate) fn has_paywall(page: &Html) -> bool {
    PAYWALLS.as_ref().is_some_and(|selector| page.select(selector).next().is_some())
}

static ARTICLES: LazyLock<Option<Selector>> =
    LazyLock::new(|| Selector::parse("[itemprop='articleBody'], article, main, [role='main'], body").ok());

/// The paragraphs of the page's own article element. Extraction makes one long line of pages with little text; the page's
/// markup tells its paragraphs apart. `None` where that gives less than what was found (`found`, in bytes).
fn own_paragraphs(page: &Html, found: usize) -> Option<Vec<String>> {
    let selector = ARTICLES.as_ref()?;
    let mut best: Option<Vec<String>> = None;
    for element in page.select(selector).take(20) {
        let name = element.value().name();
        let paragraphs = collect_element(element);
        let size: usize = paragraphs.iter().map(String::len).sum();
        if paragraphs.len() >= 2
            && size > 60
            && size * 10 >= found * 8
            && (name != "body" || best.is_none() && size <= found * 2)
        {
            let smaller = best.as_ref().is_none_or(|best| best.iter().map(String::len).sum::<usize>() > size);
            if smaller {
                best = Some(paragraphs);
            }
        }
    }
    best
}

/// The paragraphs of an element, without what never belongs to a text.
pub(crate) fn collect_element(element: ElementRef<'_>) -> Vec<String> {
    let mut paragraphs = Vec::new();
    collect(*element, OUTSIDE, &mut paragraphs);
    paragraphs
}

/// All paragraphs of a page, whatever they are.
pub(crate) fn everything(page: &Html) -> Vec<String> {
    let mut paragraphs = Vec::new();
    collect(page.tree.root(), UNSEEN, &mut paragraphs);
    paragraphs
}

/// Elements whose content nobody sees.
const UNSEEN: &[&str] = &["script", "style", "template", "svg", "head"];

/// Elements that are no text of an article.
const OUTSIDE: &[&str] = &[
    "nav", "aside", "footer", "form", "button", "select", "textarea", "script", "style", "template",
    "noscript", "iframe", "svg", "title", "head", "dialog", "video", "audio",
];

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
        collect(fragment.tree.root(), OUTSIDE, &mut paragraphs);
    }
    paragraphs
}

/// Elements that run on within a line; all others begin a paragraph.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "hi", "i", "ins",
    "kbd", "mark", "q", "ref", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u",
    "var",
];

/// Adds the paragraphs of a tree, without those of elements that are named in `without`.
fn collect(root: ego_tree::NodeRef<'_, Node>, without: &[&str], paragraphs: &mut Vec<String>) {
    let current = &mut String::new();
    let name = |node: &Node| {
        if let Node::Element(element) = node { element.name().to_owned() } else { String::new() }
    };
    // Depth within elements that are no text.
    let mut outside = 0usize;
    for edge in root.traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => {
                let name = name(node.value());
                match node.value() {
                    Node::Text(text) if outside == 0 => push(current, text),
                    Node::Element(_) if without.contains(&name.as_str()) => outside += 1,
                    // A row of a table is a line.
                    Node::Element(_)
                        if matches!(name.as_str(), "td" | "th" | "cell") && !current.trim().is_empty() =>
                    {
                        current.truncate(current.trim_end().len());
                        current.push_str(" | ");
                    }
                    Node::Element(_) if !INLINE.contains(&name.as_str()) && !in_cell(node) => {
                        flush(current, paragraphs)
                    }
                    Node::Element(_) if name == "br" || in_cell(node) => push(current, " "),
                    _ => {}
                }
            }
            ego_tree::iter::Edge::Close(node) => {
                let name = name(node.value());
                if without.contains(&name.as_str()) {
                    outside = outside.saturating_sub(1);
                } else if !name.is_empty()
                    && !INLINE.contains(&name.as_str())
                    && !matches!(name.as_str(), "td" | "th" | "cell")
                    && !in_cell(node)
                {
                    flush(current, paragraphs);
                }
            }
        }
    }
    flush(current, paragraphs);
}

/// Whether an element lies in a cell of a table of data: its paragraphs are parts of the row. A cell that holds a table, or
/// several long paragraphs, is layout.
fn in_cell(node: ego_tree::NodeRef<'_, Node>) -> bool {
    let cell = node.ancestors().take(4).find(
        |above| matches!(above.value(), Node::Element(element) if matches!(element.name(), "td" | "th")),
    );
    cell.is_some_and(|cell| cell.children().filter(|child| child.value().is_element()).count() <= 1)
}

/// Adds text with single spaces.
fn push(current: &mut String, text: &str) {
    // Marks of where a word may be broken are no part of it.
    for c in text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')) {
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
