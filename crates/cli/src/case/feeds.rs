//! Feeds and pages that are watched: asked again and again, politely, for what is new.
//!
//! ```text
//! https://herald.example/feed   ──asked every ten minutes, with its ETag──▶  links that the case has not ──▶  their pages
//! https://herald.example/live   ──the same──▶  the page, whenever it has changed
//! ```

use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use variorum::model::Report;
use variorum::{InputFormat, Member, Outcome, Reader};
use variorum_gather::{FetchLimits, Fetcher, Gatherer, Page};

/// The pages that are fetched of one feed each time.
const PAGES: usize = 50;

/// Addresses with what has been seen of them.
pub(crate) struct Feeds {
    links: Vec<String>,
    fetcher: Fetcher,
    seen: BTreeSet<String>,
    every: Duration,
    next: Instant,
}

/// What a watched address gives.
pub(crate) enum News {
    /// A page that was not there before.
    Page(Page),
    /// An address, and why it gives nothing.
    Trouble(String, String),
}

impl Feeds {
    /// `seen` are the addresses whose pages the case has.
    pub(crate) fn new(
        links: Vec<String>,
        every: Duration,
        allow_private: bool,
        seen: BTreeSet<String>,
    ) -> Feeds {
        let limits = FetchLimits { allow_private, ..FetchLimits::default() };
        Feeds { links, fetcher: Fetcher::unsaved(limits), seen, every, next: Instant::now() }
    }

    /// How long until they are asked again; nothing where there are none.
    pub(crate) fn wait(&self) -> Option<Duration> {
        (!self.links.is_empty()).then(|| self.next.saturating_duration_since(Instant::now()))
    }

    /// Asks all of them. `each` takes what is new as it comes.
    pub(crate) fn ask(
        &mut self,
        gatherer: &Gatherer,
        reader: &Reader,
        each: &mut dyn FnMut(News) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        for link in self.links.clone() {
            match self.fetcher.page(&link) {
                Err(why) => each(News::Trouble(link, why))?,
                Ok(None) => {}
                Ok(Some(page)) if is_feed(&page.media_type, &page.body) => {
                    let member = Member { name: page.url, bytes: page.body.into(), ..Member::default() };
                    let outcome = gatherer.read_one(reader, &member);
                    let found = outcome.reports.into_iter().filter_map(|report: Report| report.url);
                    // The oldest first, as they were published.
                    let mut found: Vec<String> =
                        found.filter(|link| !self.seen.contains(link)).take(PAGES).collect();
                    found.reverse();
                    for link in found {
                        match self.fetcher.page(&link) {
                            Ok(Some(page)) => each(News::Page(Page { url: link.clone(), ..page }))?,
                            Ok(None) => {}
                            Err(why) => each(News::Trouble(link.clone(), why))?,
                        }
                        // What could not be had today is not asked for every ten minutes.
                        self.seen.insert(link);
                    }
                }
                Ok(Some(page)) => each(News::Page(page))?,
            }
        }
        self.next = Instant::now() + self.every;
        Ok(())
    }
}

/// What is read of a page.
pub(crate) fn read(page: &Page, gatherer: &Gatherer, reader: &Reader) -> (Option<InputFormat>, Outcome) {
    let format = InputFormat::from_media_type(&page.media_type).filter(|format| !format.is_container());
    let member =
        Member { name: page.url.clone(), format, bytes: page.body.as_slice().into(), ..Member::default() };
    let member =
        Member { capture: variorum::Capture { url: Some(page.url.clone()), ..member.capture }, ..member };
    (format, gatherer.read_one(reader, &member))
}

/// Whether what a server sent is a feed.
pub(crate) fn is_feed(media_type: &str, body: &[u8]) -> bool {
    let named = ["rss", "atom", "feed+json", "xml"].iter().any(|part| media_type.contains(part))
        && !media_type.contains("html");
    let format = InputFormat::detect("", body);
    format == InputFormat::Feed || named && format == InputFormat::Json
}
