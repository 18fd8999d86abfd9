//! The frame around a page, what every address may ask, and errors as pages.

use crate::guard::Reader;
use crate::links::{SiteLinks, escaped};
use crate::state::{Snapshot, State};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use variorum::site::Site;

/// The frame around a page.
#[derive(Default, Template)]
#[template(path = "frame.html")]
struct Frame<'a> {
    title: &'a str,
    case: String,
    at: &'a str,
    query: String,
    as_of: String,
    as_of_words: String,
    days: String,
    first: String,
    last: String,
    /// What the address asks besides the day, which stays when the day is changed.
    kept: Vec<(&'static str, String)>,
    /// The same page as it is now.
    now: String,
    revision: u64,
    reader: &'a str,
    inside: &'a str,
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message<'a> {
    message: &'a str,
}

/// The way through a list that is longer than a page.
#[derive(Template)]
#[template(path = "further.html")]
struct Further {
    first: usize,
    last: usize,
    n: usize,
    begin: Option<String>,
    before: Option<String>,
    after: Option<String>,
    end: Option<String>,
}

/// What every address may ask.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    as_of: String,
    #[serde(default)]
    pub(super) q: String,
    #[serde(default)]
    pub(super) question: String,
    /// The name of a list.
    #[serde(default)]
    pub(super) list: String,
    /// The number of a reading, from 1.
    #[serde(default)]
    pub(super) reading: String,
    /// The page of a list, from 1.
    #[serde(default)]
    page: String,
}

impl Asked {
    /// What is to stay in addresses that lead to another page of the same list, or to the same page of another day.
    fn kept(&self) -> Vec<(&'static str, String)> {
        let all =
            [("q", &self.q), ("question", &self.question), ("list", &self.list), ("reading", &self.reading)];
        all.into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name, value.chars().take(300).collect()))
            .collect()
    }

    /// The entries of a list that are asked for.
    pub(crate) fn stretch(&self, size: usize) -> Range<usize> {
        let page = self.page.parse::<u32>().unwrap_or(1).clamp(1, 1_000_000) as usize;
        (page - 1) * size..page * size
    }

    /// The day that the address asks for.
    pub(crate) fn day(&self) -> Result<Option<Date>, Failed> {
        if self.as_of.is_empty() {
            return Ok(None);
        }
        self.as_of
            .parse()
            .map(Some)
            .map_err(|_| Failed::wrong("The date in the address is none; write it as 2031-03-04."))
    }

    /// The time before which something was done that is shown: the end of the day that the address asks for.
    pub(crate) fn until(&self) -> Result<Option<String>, Failed> {
        Ok(self.day()?.map(end_of))
    }

    /// The same address but for the page, and the day where there is to be none.
    fn address(&self, page: usize, with_day: bool) -> String {
        let mut pairs = self.kept();
        if with_day && !self.as_of.is_empty() {
            pairs.push(("as_of", self.as_of.chars().take(20).collect()));
        }
        if page > 1 {
            pairs.push(("page", page.to_string()));
        }
        let pairs: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        format!("?{}", pairs.join("&"))
    }

    /// The way to the other pages of a list of `n` entries; nothing where all are here.
    pub(crate) fn further(&self, n: usize, size: usize) -> String {
        let stretch = self.stretch(size);
        if n <= size && stretch.start == 0 {
            return String::new();
        }
        let (page, last) = (stretch.end / size, n.div_ceil(size).max(1));
        let further = Further {
            first: (stretch.start + 1).min(n),
            last: stretch.end.min(n),
            n,
            begin: (page > 2).then(|| self.address(1, true)),
            before: (page > 1).then(|| self.address((page - 1).min(last), true)),
            after: (page < last).then(|| self.address(page + 1, true)),
            end: (page + 1 < last).then(|| self.address(last, true)),
        };
        further.render().unwrap_or_default()
    }
}

/// The end of a day as the beginning of times that are later: RFC 3339, UTC.
pub(crate) fn end_of(day: Date) -> String {
    day.tomorrow().unwrap_or(day).to_string()
}

/// An error as a page.
pub(crate) struct Failed(pub(super) StatusCode, pub(super) String);

impl From<anyhow::Error> for Failed {
    fn from(error: anyhow::Error) -> Failed {
        Failed(StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}"))
    }
}

impl Failed {
    pub(crate) fn missing(what: &str) -> Failed {
        Failed(StatusCode::NOT_FOUND, format!("There is no such {what} in the case on this day."))
    }

    pub(crate) fn wrong(why: &str) -> Failed {
        Failed(StatusCode::BAD_REQUEST, why.to_owned())
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let inside = Message { message: &self.1 }.render().unwrap_or_default();
        let frame = Frame { title: "Variorum", inside: &inside, ..Frame::default() };
        (self.0, Html(frame.render().unwrap_or_default())).into_response()
    }
}

pub(crate) type Page = Result<Response, Failed>;

/// The case as the address asks for it. What has to be worked out is worked out beside the threads that answer.
pub(crate) async fn shown(state: &Arc<State>, asked: &Asked) -> Result<Arc<Snapshot>, Failed> {
    let day = asked.day()?;
    let state = state.clone();
    let made = tokio::task::spawn_blocking(move || state.snapshot(day)).await;
    Ok(made.map_err(anyhow::Error::from)??)
}

/// What is in a frame.
pub(crate) struct Inside<'a> {
    /// The name of the page in the bar.
    pub(crate) at: &'a str,
    pub(crate) title: &'a str,
    pub(crate) inside: &'a str,
    /// Days to which the slider leads besides those on which reports were published.
    pub(crate) days: BTreeSet<Date>,
}

/// Makes a page in the frame.
pub(crate) fn framed(
    state: &State,
    shown: &Snapshot,
    reader: &str,
    asked: &Asked,
    page: &Inside<'_>,
) -> Response {
    let mut all = page.days.clone();
    all.extend(&shown.days);
    let days: Vec<String> = all.iter().map(Date::to_string).collect();
    let frame = Frame {
        title: page.title,
        case: state.options.case.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        at: page.at,
        query: shown.as_of.map(|day| format!("?as_of={day}")).unwrap_or_default(),
        as_of: shown.as_of.map(|day| day.to_string()).unwrap_or_default(),
        as_of_words: shown.as_of.map(words).unwrap_or_default(),
        first: days.first().cloned().unwrap_or_default(),
        last: days.last().cloned().unwrap_or_default(),
        days: days.join(" "),
        kept: asked.kept(),
        now: asked.address(1, false),
        revision: shown.view.revision,
        reader,
        inside: page.inside,
    };
    Html(frame.render().unwrap_or_default()).into_response()
}

/// A day for people.
pub(crate) fn words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// What a page shows: its title, and what stands in the frame.
pub(super) type Made = (String, String);

/// Makes a page out of what `present` gives for the case.
pub(super) async fn page(
    state: Arc<State>,
    reader: Reader,
    asked: Asked,
    at: &'static str,
    what: &'static str,
    make: impl FnOnce(&Site<'_>, &Snapshot, &Asked) -> Option<Made> + Send + 'static,
) -> Page {
    let shown = shown(&state, &asked).await?;
    let made = tokio::task::spawn_blocking(move || {
        let links = SiteLinks::of(&shown);
        let site = Site::new(&shown.view.case, &shown.view.reports, state.engine.ontology(), &links);
        let (title, inside) = make(&site, &shown, &asked)?;
        let page = Inside { at, title: &title, inside: &inside, days: BTreeSet::new() };
        Some(framed(&state, &shown, &reader.name, &asked, &page))
    });
    made.await.map_err(anyhow::Error::from)?.ok_or_else(|| Failed::missing(what))
}
