//! The stream of teasers that follows an article in the same column, in whatever elements.
//!
//! ```text
//! <h1>Ferry burns</h1><p>A ferry …</p><p>Nobody …</p> …
//! <div><div><span>Bay Gazette</span><h3><a href="…">Pier vote postponed</a></h3><p>The council …</p></div>
//!      <div><span>Coast Radio</span><h3><a href="…">Quota cut again</a></h3><p>Boats …</p></div>  …</div>
//! ```
//!
//! A teaser is the largest element that holds one heading, which is a link, and at most one paragraph of prose. Three of
//! them beside each other, none of which holds the page's main heading, are a stream.

use super::main_text::{collect_element, is_prose};
use ego_tree::NodeId;
use scraper::{ElementRef, Html, Selector};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// Teasers beside each other that make a stream.
const ENOUGH: usize = 3;
/// Headings on a page whose teasers are looked for.
const MOST: usize = 2000;

static HEADINGS: LazyLock<Option<Selector>> =
    LazyLock::new(|| Selector::parse("h1, h2, h3, h4, h5, h6").ok());
static LINKED: LazyLock<Option<Selector>> = LazyLock::new(|| {
    Selector::parse("h2 a[href], h3 a[href], h4 a[href], a[href] h2, a[href] h3, a[href] h4").ok()
});

/// The paragraphs of the page's streams of teasers. A page without a main heading above them has none: it may consist of them.
pub(super) fn below(page: &Html) -> BTreeSet<String> {
    let (Some(headings), Some(linked)) = (HEADINGS.as_ref(), LINKED.as_ref()) else { return BTreeSet::new() };
    let mut n_headings: HashMap<NodeId, usize> = HashMap::new();
    let mut main = None;
    for (number, heading) in page.select(headings).enumerate() {
        if number == MOST {
            return BTreeSet::new();
        }
        for above in heading.ancestors() {
            *n_headings.entry(above.id()).or_default() += 1;
        }
        if number == 0 && heading.value().name() == "h1" {
            main = Some(heading);
        }
    }
    if main.is_none() {
        return BTreeSet::new();
    }
    // The teasers by what they lie in, in the order of the page.
    let mut streams: BTreeMap<NodeId, Vec<ElementRef<'_>>> = BTreeMap::new();
    for link in page.select(linked) {
        let heads_one = |above: &ElementRef<'_>| n_headings.get(&above.id()).is_none_or(|n| *n <= 1);
        let unit = link.ancestors().filter_map(ElementRef::wrap).take_while(heads_one).last();
        let (Some(unit), Some(parent)) = (unit, unit.and_then(|unit| unit.parent())) else { continue };
        if matches!(unit.value().name(), "h2" | "h3" | "h4" | "a") {
            continue;
        }
        let stream = streams.entry(parent.id()).or_default();
        if stream.last().is_none_or(|last| last.id() != unit.id()) {
            stream.push(unit);
        }
    }
    let mut all = BTreeSet::new();
    for stream in streams.into_values().filter(|stream| stream.len() >= ENOUGH) {
        let teasers: Vec<Vec<String>> = stream.into_iter().map(collect_element).collect();
        if teasers.iter().all(|teaser| teaser.iter().filter(|text| is_prose(text)).count() <= 1) {
            all.extend(teasers.into_iter().flatten());
        }
    }
    all
}
