//! The header of a page: JSON-LD first, then OpenGraph and other `<meta>` elements, `<time>`, and the page's headings.
//!
//! The time at which a page was changed, or a picture uploaded, is never the date of publication, nor is a guess from the
//! address or from dates in the text.

use super::data::{self, Article};
use crate::credit;
use crate::date::{iso, stated};
use crate::shape::{is_publisher, key, names};
use crate::words::{Cue, Words};
use scraper::{ElementRef, Html, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use variorum_model::{Published, Report};

/// Selectors of this page, parsed once.
struct Selectors {
    meta: Selector,
    data: Selector,
    canonical: Selector,
    html: Selector,
    h1: Selector,
    title: Selector,
    headline: Selector,
    time: Selector,
    author: Selector,
    named: Selector,
}

static SELECTORS: LazyLock<Option<Selectors>> = LazyLock::new(|| {
    let parse = |selector: &str| Selector::parse(selector).ok();
    Some(Selectors {
        meta: parse("meta[content]")?,
        data: parse("script[type='application/ld+json']")?,
        canonical: parse("link[rel='canonical'][href]")?,
        html: parse("html[lang]")?,
        h1: parse("h1")?,
        title: parse("title")?,
        headline: parse("[itemprop='headline'], .entry-title, .post-title, .article-title")?,
        time: parse("time")?,
        author: parse("a[rel~='author'], [itemprop='author'] [itemprop='name'], [itemprop='author']")?,
        named: parse(
            ".author .fn, .byline .fn, .post-author .fn, [class*='author-name' i], [class*='author__name' i], \
             [class*='byline-name' i], [class*='byline__name' i], [class*='authorname' i], .submitted .username",
        )?,
    })
});

/// Reads the header. The text is left empty.
pub(crate) fn read(page: &Html, words: &Words) -> Report {
    let mut report = Report::default();
    let Some(selectors) = SELECTORS.as_ref() else { return report };
    let meta = meta(page, selectors);
    let first = |names: &[&str]| names.iter().find_map(|name| meta.get(*name)).cloned();
    let mut headings: Vec<String> =
        page.select(&selectors.h1).take(5).map(plain).filter(|text| !text.is_empty()).collect();
    // Blogs have the name of the blog as their first heading, or none; a list of posts has many headlines.
    let headlines: BTreeSet<String> = page.select(&selectors.headline).take(20).map(plain).collect();
    if headlines.len() == 1 {
        let new = |text: &String| !text.is_empty() && !headings.contains(text);
        let headline: Vec<String> = headlines.into_iter().filter(new).collect();
        headings.extend(headline);
    }
    let page_title = page.select(&selectors.title).next().map(plain).filter(|text| !text.is_empty());
    let shown = first(&["og:title", "twitter:title"]).or_else(|| page_title.clone());
    let is_title = |headline: &str| {
        let headline = key(headline);
        headings.iter().any(|h1| key(h1) == headline)
            || shown.as_deref().is_some_and(|title| key(title).starts_with(&headline))
    };
    let blocks: Vec<String> =
        page.select(&selectors.data).take(50).map(|script| script.text().collect()).collect();
    let article = data::article(&blocks, is_title).unwrap_or_default();
    let Article { title, author, publisher, published, updated, closed, url, language, source } = article;
    report.provenance.partial = closed;

    let canonical = page
        .select(&selectors.canonical)
        .next()
        .and_then(|link| link.value().attr("href"))
        .map(str::to_owned);
    report.url =
        [canonical, first(&["og:url"]), url].into_iter().flatten().find(|url| url.starts_with("http"));
    report.publisher =
        publisher.or_else(|| first(&["og:site_name", "dc.publisher", "publisher", "application-name"]));
    // What a blog's card says beside "Written by".
    let written = (1..=2).find_map(|n| {
        let label = meta.get(&format!("twitter:label{n}"))?;
        words
            .hits(label)
            .iter()
            .any(|hit| hit.cue == Cue::Byline)
            .then(|| meta.get(&format!("twitter:data{n}")).cloned())?
    });
    let publisher = report.publisher.as_deref().unwrap_or_default().to_lowercase();
    let is_author = |author: &String| {
        let folded = author.to_lowercase();
        let rest = folded.strip_prefix(&publisher).unwrap_or(&folded).trim();
        !author.contains("://") && author.len() < 200 && !rest.is_empty() && !words.anonymous.contains(rest)
    };
    let metas = ["author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"];
    let metas = metas.iter().filter_map(|name| meta.get(*name).cloned());
    let elements = page.select(&selectors.author).take(20).map(plain).filter(|name| !name.is_empty());
    report.author = author
        .into_iter()
        .chain(metas)
        .chain(written)
        .chain(elements)
        .map(|author| without_opener(&author, words))
        .find(is_author)
        .or_else(|| named(page, selectors, words).filter(is_author));
    let title = title.or_else(|| {
        let shown = shown?;
        let (title, site) = without_site(&shown, report.publisher.as_deref(), &headings, words);
        report.publisher = report.publisher.take().or(site);
        Some(title)
    });
    report.publisher = report.publisher.take().or_else(|| domain(report.url.as_deref()));
    report.title = title.or_else(|| headings.first().cloned()).filter(|title| title.len() < 600);
    report.published = published.as_deref().and_then(|value| stated(value, words)).or_else(|| {
        [
            "article:published_time",
            "og:article:published_time",
            "og:published_time",
            "datepublished",
            "date",
            "dc.date",
            "dc.date.issued",
            "dcterms.created",
            "dcterms.date",
            "dcterms.issued",
            "dc.date.created",
            "pubdate",
            "publishdate",
            "publish-date",
            "publication_date",
            "parsely-pub-date",
            "sailthru.date",
            "article.published",
            "cxenseparse:recs:publishtime",
        ]
        .iter()
        .find_map(|name| stated(meta.get(*name)?, words))
    });
    report.updated = updated
        .or_else(|| {
            first(&[
                "article:modified_time",
                "og:updated_time",
                "datemodified",
                "dcterms.modified",
                "last-modified",
            ])
        })
        .as_deref()
        .and_then(|value| stated(value, words));
    report.published = report.published.or_else(|| time_element(page, selectors, words));
    report.language = language
        .or_else(|| {
            page.select(&selectors.html).next().and_then(|html| html.value().attr("lang")).map(str::to_owned)
        })
        .map(|tag| tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase())
        .filter(|tag| (2..=3).contains(&tag.len()))
        .map(Into::into);
    if let Some(agency) = report.author.as_deref().and_then(|author| words.agency(author)).map(str::to_owned)
    {
        credit::agency(&mut report, &agency, None);
        report.author = None;
    }
    for name in source.into_iter().chain(first(&["syndication-source", "original-source"])) {
        let name = if name.starts_with("http") { domain(Some(&name)) } else { Some(name) };
        let Some(name) = name.filter(|name| report.publisher.as_deref() != Some(name)) else { continue };
        match words.agency(&name).map(str::to_owned) {
            Some(agency) => credit::agency(&mut report, &agency, None),
            None => credit::republication(&mut report, &name, None),
        }
    }
    report
}

/// The `<meta>` elements by lower-case name; the first of a name counts.
fn meta(page: &Html, selectors: &Selectors) -> BTreeMap<String, String> {
    let mut meta = BTreeMap::new();
    for element in page.select(&selectors.meta) {
        let element = element.value();
        let name = ["property", "name", "itemprop"].iter().find_map(|attribute| element.attr(attribute));
        let (Some(name), Some(content)) = (name, element.attr("content")) else { continue };
        let content = content.split_whitespace().collect::<Vec<_>>().join(" ");
        if !content.is_empty() {
            meta.entry(name.to_ascii_lowercase()).or_insert(content);
        }
    }
    meta
}

/// The text of an element, with single spaces.
fn plain(element: ElementRef<'_>) -> String {
    let text = element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    text.replace(['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'], "")
}

/// The names in elements that are called so, outside of comments; those of a list of posts are nobody's.
fn named(page: &Html, selectors: &Selectors, words: &Words) -> Option<String> {
    let around = |element: &ElementRef<'_>| {
        element.ancestors().filter_map(ElementRef::wrap).any(|above| {
            let called = |name| {
                above.value().attr(name).is_some_and(|name| name.to_ascii_lowercase().contains("comment"))
            };
            matches!(above.value().name(), "aside" | "footer" | "nav") || called("class") || called("id")
        })
    };
    let mut all: Vec<String> = Vec::new();
    for element in page.select(&selectors.named).take(50).filter(|element| !around(element)) {
        let name = without_opener(&plain(element), words);
        if names(&name, words) && !all.contains(&name) {
            all.push(name);
        }
    }
    (1..=3).contains(&all.len()).then(|| all.join(", "))
}

/// "By Jane Doe" without the "By".
fn without_opener(author: &str, words: &Words) -> String {
    let hits = words.hits(author);
    let end = hits.iter().filter(|hit| hit.cue == Cue::Byline).map(|hit| hit.end).max();
    end.map_or(author, |end| author[end..].trim_start_matches([':', ' '])).trim().to_owned()
}

/// "Ferry burns - Eastport Herald" without the site's name, and that name where it looks like one.
fn without_site(
    title: &str,
    publisher: Option<&str>,
    headings: &[String],
    words: &Words,
) -> (String, Option<String>) {
    let spaceless = |text: &str| key(text).replace(' ', "");
    for separator in [" - ", " – ", " — ", " | ", " :: ", " » ", " · ", " / "] {
        if let Some((head, tail)) = title.rsplit_once(separator) {
            let site = publisher.is_some_and(|publisher| spaceless(publisher) == spaceless(tail));
            if site || is_publisher(tail, words) || headings.iter().any(|heading| key(heading) == key(head)) {
                let name = is_publisher(tail, words).then(|| tail.trim().to_owned());
                return (head.trim().to_owned(), name);
            }
        }
    }
    // "The Eastport Herald: Ferry burns"
    if let Some((head, tail)) = title.split_once(": ")
        && is_publisher(head, words)
    {
        return (tail.trim().to_owned(), Some(head.trim().to_owned()));
    }
    if let Some((_, tail)) = title.split_once(": ")
        && headings.iter().any(|heading| key(heading) == key(tail))
    {
        return (tail.trim().to_owned(), None);
    }
    // The heading says which part is the headline.
    let opens =
        |heading: &&String| heading.split_whitespace().count() >= 3 && key(title).starts_with(&key(heading));
    (headings.iter().find(opens).map_or(title, String::as_str).trim().to_owned(), None)
}

/// The registered domain of an address: "news.herald.example/…" → "herald.example".
fn domain(url: Option<&str>) -> Option<String> {
    let url = url::Url::parse(url?).ok()?;
    psl::domain_str(url.host_str()?).map(str::to_owned)
}

/// The date of publication from `<time>`: one that is marked as such, or the only day that all of them give.
fn time_element(page: &Html, selectors: &Selectors, words: &Words) -> Option<Published> {
    let mut all = Vec::new();
    for element in page.select(&selectors.time).take(200) {
        let attribute = |name: &str| element.value().attr(name).unwrap_or_default().to_ascii_lowercase();
        let value = element.value().attr("datetime").map_or_else(|| plain(element), str::to_owned);
        let Some(published) = iso(&value).or_else(|| stated(&value, words)) else { continue };
        let around = format!("{} {}", attribute("class"), attribute("itemprop"));
        if around.contains("modif") || around.contains("updat") {
            continue;
        }
        if around.contains("publish") || element.value().attr("pubdate").is_some() {
            return Some(published);
        }
        all.push(published);
    }
    let first = *all.first()?;
    all.iter().all(|other| other.date == first.date).then_some(first)
}
