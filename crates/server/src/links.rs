//! The addresses of a case's parts on the site: stable, and of the day that is shown.

use crate::state::Snapshot;
use variorum::model::decision::Place;
use variorum::site::Links;

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

    fn id(&self, claim: u32) -> &str {
        self.shown.view.case.claims.get(claim as usize).map_or("", |claim| claim.id.as_str())
    }
}

impl Links for SiteLinks<'_> {
    fn anchor(&self, claim: u32) -> String {
        self.id(claim).to_owned()
    }

    fn reading(&self, claim: u32) -> String {
        match self.shown.question_of.get(claim as usize).copied().flatten() {
            Some((event, question)) => format!("{}#c{}", self.question_of(event, question), self.id(claim)),
            None => self.words(claim),
        }
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
