//! The addresses of a case's parts on the site: stable, and of the day that is shown.

use crate::pages::LINES;
use crate::state::Snapshot;
use variorum::model::decision::Place;
use variorum::site::{Links, READINGS, SAYINGS, Site};

/// Links for one page.
pub(crate) struct SiteLinks<'a> {
    pub(crate) shown: &'a Snapshot,
    /// "?as_of=2031-03-04", or "".
    pub(crate) query: String,
}

impl SiteLinks<'_> {
    pub(crate) fn of(shown: &Snapshot) -> SiteLinks<'_> {
        let query = shown.as_of.map(|day| format!("?as_of={day}")).unwrap_or_default();
        SiteLinks { shown, query }
    }

    pub(crate) fn question_of(&self, event: usize, question: usize) -> String {
        format!("/question/{}{}", escaped(self.shown.view.keys.question(event, question)), self.query)
    }

    /// Where a claim stands, on whatever page of its question or reading.
    pub(crate) fn exactly(&self, site: &Site<'_>, claim: u32) -> String {
        let of = self.shown.question_of.get(claim as usize).copied().flatten();
        let Some(spot) = of.and_then(|(event, question)| site.spot(event, question, claim)) else {
            return self.words(claim);
        };
        let question = self.shown.view.keys.question(spot.event, spot.question);
        let mut pairs: Vec<String> = Vec::new();
        if let Some(day) = self.shown.as_of {
            pairs.push(format!("as_of={day}"));
        }
        let page = if spot.saying < SAYINGS {
            spot.reading / READINGS
        } else {
            pairs.push(format!("reading={}", spot.reading + 1));
            spot.saying / LINES
        };
        if page > 0 {
            pairs.push(format!("page={}", page + 1));
        }
        let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
        format!("/question/{}{query}#c{}", escaped(question), self.id(claim))
    }

    /// Whether all claims on a question stand on its first page.
    fn is_short(&self, event: usize, question: usize) -> bool {
        let question = self.shown.view.case.events.get(event).and_then(|entry| entry.questions.get(question));
        question.is_some_and(|it| {
            it.readings.len() <= READINGS && it.readings.iter().all(|reading| reading.claims.len() <= SAYINGS)
        })
    }

    /// The query of the day that is shown, with another pair.
    fn with(&self, pair: &str) -> String {
        if self.query.is_empty() { format!("?{pair}") } else { format!("{}&{pair}", self.query) }
    }

    fn id(&self, claim: u32) -> &str {
        self.shown.view.case.claims.get(claim as usize).map_or("", |claim| claim.id.as_str())
    }
}

impl Links for SiteLinks<'_> {
    fn anchor(&self, claim: u32) -> String {
        self.id(claim).to_owned()
    }

    fn reading(&self, claim: u32) -> String {
        let Some((event, question)) = self.shown.question_of.get(claim as usize).copied().flatten() else {
            return self.words(claim);
        };
        if self.is_short(event, question) {
            return format!("{}#c{}", self.question_of(event, question), self.id(claim));
        }
        // The page on which it stands is looked for when somebody goes there.
        format!("/claim/{}{}", escaped(self.id(claim)), self.query)
    }

    fn words(&self, claim: u32) -> String {
        let report = self.shown.view.case.claims.get(claim as usize).map_or(0, |claim| claim.report.index());
        format!("{}#t{}", self.report(report), self.id(claim))
    }

    fn report(&self, report: usize) -> String {
        let row = self.shown.view.rows.get(report).copied().unwrap_or_default();
        format!("/report/{row}{}", self.query)
    }

    fn question(&self, event: usize, question: usize, _: usize) -> String {
        self.question_of(event, question)
    }

    fn event(&self, event: usize) -> Option<String> {
        Some(format!("/event/{}{}", escaped(self.shown.view.keys.event(event)), self.query))
    }

    fn list(&self, list: &str) -> Option<String> {
        let at = if matches!(list, "who" | "publishers" | "origins") { "/sources" } else { "/questions" };
        Some(format!("{at}{}", self.with(&format!("list={list}"))))
    }

    fn all_of_reading(&self, event: usize, question: usize, reading: usize) -> Option<String> {
        let key = escaped(self.shown.view.keys.question(event, question));
        Some(format!("/question/{key}{}", self.with(&format!("reading={}", reading + 1))))
    }

    fn decide(&self, place: &Place) -> Option<String> {
        let view = &self.shown.view;
        Some(match place {
            Place::Case => "/decide/case".to_owned(),
            Place::Claim(claim) => format!("/decide/claim?of={}", escaped(self.id(*claim))),
            Place::Question(event, question) => {
                format!(
                    "/decide/question?of={}",
                    escaped(view.keys.question(event.index(), *question as usize))
                )
            }
            Place::Event(event) => format!("/decide/event?of={}", escaped(view.keys.event(event.index()))),
            Place::Report(report) => {
                format!("/decide/report?of={}", view.rows.get(report.index()).copied().unwrap_or_default())
            }
            Place::Name(name) => format!("/decide/name?of={}", escaped(name)),
        })
    }
}

/// A name as part of an address.
pub(crate) fn escaped(name: &str) -> String {
    let mut escaped = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}
