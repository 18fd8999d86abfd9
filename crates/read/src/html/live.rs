//! Live blogs: a page whose entries were published one after the other becomes a report an entry.
//!
//! ```text
//! {"@type": "LiveBlogPosting", "liveBlogUpdate": [{"headline": "…", "datePublished": "…", "articleBody": "…"}, …]}
//! <div class="entry"><time datetime="2024-03-23T10:15Z">10:15</time><h3>Fire is out</h3><p>…</p></div>   three or more alike
//! ```
//!
//! The page's data are taken where they have the entries' texts; otherwise entries are elements of one kind that each begin
//! with a time of their own, on a page that says that it is live.

use super::main_text::{collect_element, fragment};
use crate::date::{iso, stated};
use crate::words::Words;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use variorum_model::Published;

/// An entry.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) published: Option<Published>,
    pub(crate) paragraphs: Vec<String>,
}

/// Entries that make a live blog.
const ENOUGH: usize = 3;

static DATA: LazyLock<Option<Selector>> =
    LazyLock::new(|| Selector::parse("script[type='application/ld+json']").ok());
static TIMES: LazyLock<Option<Selector>> = LazyLock::new(|| Selector::parse("time[datetime]").ok());
static HEADS: LazyLock<Option<Selector>> = LazyLock::new(|| Selector::parse("h2, h3, h4").ok());
static LIVE: LazyLock<Option<Selector>> = LazyLock::new(|| {
    Selector::parse(
        "[class*='liveblog' i], [class*='live-blog' i], [class*='live_blog' i], [class*='liveupdate' i], [class*='live-update' i], \
         [class*='live-feed' i], [class*='liveticker' i], [id*='liveblog' i], [id*='live-blog' i], [itemtype*='LiveBlogPosting']",
    )
    .ok()
});

/// The entries of a live blog, in the order of the page; empty for other pages.
pub(crate) fn entries(page: &Html, words: &Words) -> Vec<Entry> {
    let mut postings = Vec::new();
    for script in DATA.as_ref().into_iter().flat_map(|selector| page.select(selector)).take(50) {
        if let Some(value) = super::data::parse(&script.text().collect::<String>()) {
            find_posting(value, &mut postings, 0);
        }
    }
    let from_data: Vec<Entry> = postings.iter().flat_map(|posting| updates(posting, words)).collect();
    let full = from_data.iter().filter(|entry| !entry.paragraphs.is_empty()).count();
    if full >= ENOUGH && full * 2 > from_data.len() {
        return from_data;
    }
    let says_so =
        !postings.is_empty() || LIVE.as_ref().is_some_and(|selector| page.select(selector).next().is_some());
    if says_so { from_elements(page, words) } else { Vec::new() }
}

fn find_posting(value: Value, found: &mut Vec<Value>, depth: usize) {
    match value {
        Value::Array(items) if depth < 4 => {
            items.into_iter().for_each(|item| find_posting(item, found, depth + 1))
        }
        Value::Object(mut members) => {
            let named = |kind: &Value| kind.as_str().is_some_and(|kind| kind.ends_with("LiveBlogPosting"));
            let is_one = match members.get("@type") {
                Some(Value::Array(kinds)) => kinds.iter().any(named),
                Some(kind) => named(kind),
                None => false,
            };
            if is_one {
                found.push(Value::Object(members));
            } else if let Some(graph) = members.remove("@graph").filter(|_| depth < 4) {
                find_posting(graph, found, depth + 1);
            }
        }
        _ => {}
    }
}

fn updates(posting: &Value, words: &Words) -> Vec<Entry> {
    let updates = match posting.get("liveBlogUpdate") {
        Some(Value::Array(updates)) => updates.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let text = |update: &Value, name: &str| {
        update
            .get(name)
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    updates
        .iter()
        .take(5000)
        .map(|update| Entry {
            title: text(update, "headline"),
            author: update
                .get("author")
                .and_then(|author| author.get("name").or(Some(author)))
                .and_then(Value::as_str)
                .map(str::to_owned),
            published: text(update, "datePublished")
                .and_then(|day| iso(&day).or_else(|| stated(&day, words))),
            paragraphs: text(update, "articleBody").map(|body| fragment(&body)).unwrap_or_default(),
        })
        .collect()
}

/// The largest group of elements of one name and class that each hold a time of their own and some text.
fn from_elements(page: &Html, words: &Words) -> Vec<Entry> {
    let (Some(times), Some(heads)) = (TIMES.as_ref(), HEADS.as_ref()) else { return Vec::new() };
    let mut groups: BTreeMap<(usize, String), Vec<ElementRef<'_>>> = BTreeMap::new();
    for time in page.select(times).take(5000) {
        for (height, element) in time.ancestors().filter_map(ElementRef::wrap).take(5).enumerate() {
            let name = element.value().name();
            if !matches!(name, "article" | "div" | "section" | "li") {
                continue;
            }
            let class = element
                .value()
                .attr("class")
                .and_then(|class| class.split_whitespace().next())
                .unwrap_or_default();
            let group = groups.entry((height, format!("{name}.{class}"))).or_default();
            if group.last().is_none_or(|last| last.id() != element.id()) {
                group.push(element);
            }
        }
    }
    let mut best: (usize, Vec<Entry>) = (0, Vec::new());
    for group in groups.values().filter(|group| group.len() >= ENOUGH) {
        // Elements within each other are no entries.
        let nested = group.windows(2).any(|pair| pair[1].ancestors().any(|above| above.id() == pair[0].id()));
        if nested {
            continue;
        }
        let entries: Vec<Entry> = group
            .iter()
            .filter_map(|element| {
                let stamps: Vec<_> = element.select(times).collect();
                let value = stamps.first()?.value().attr("datetime")?;
                let title = element
                    .select(heads)
                    .next()
                    .map(|head| head.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" "))
                    .filter(|title| !title.is_empty());
                let shown = stamps.first()?.text().collect::<String>();
                let paragraphs: Vec<String> = collect_element(*element)
                    .into_iter()
                    .filter(|paragraph| paragraph != shown.trim() && Some(paragraph) != title.as_ref())
                    .collect();
                let published = iso(value).or_else(|| stated(value, words));
                Some(Entry { title, author: None, published, paragraphs })
                    .filter(|entry| !entry.paragraphs.is_empty())
            })
            .collect();
        let size: usize = entries.iter().flat_map(|entry| &entry.paragraphs).map(String::len).sum();
        // Teasers with times are short.
        if entries.len() >= ENOUGH && size / entries.len() >= 80 && size > best.0 {
            best = (size, entries);
        }
    }
    best.1
}
