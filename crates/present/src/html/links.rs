//! Where things stand: on one page, or on the pages of a site.
//!
//! ```text
//! one page   #q3   #c17   #t17   #report2
//! a site     /question/e4f1.killed   /question/e4f1.killed#c4f1c09   /report/3#t4f1c09   /report/3
//! ```

use variorum_model::decision::Place;

/// The addresses of a case's parts. Claims and reports are named by their places in the case.
pub trait Links {
    /// What the ids of a claim's places on a page are made from.
    fn anchor(&self, claim: u32) -> String;
    /// Where a claim stands among the readings.
    fn reading(&self, claim: u32) -> String;
    /// Where its words stand in the report.
    fn words(&self, claim: u32) -> String;
    /// Where a report stands.
    fn report(&self, report: usize) -> String;
    /// Where a question stands: its event, its number there, and its number in the case.
    fn question(&self, event: usize, question: usize, number: usize) -> String;
    /// Where an event stands with all its questions, if it has a page of its own.
    fn event(&self, _event: usize) -> Option<String> {
        None
    }
    /// Where all entries of a list stand that another page begins; nowhere on one page, which has them all.
    fn list(&self, _list: &str) -> Option<String> {
        None
    }
    /// Where all that is said for a reading stands: event, question, reading.
    fn all_of_reading(&self, _event: usize, _question: usize, _reading: usize) -> Option<String> {
        None
    }
    /// Where something can be decided about a place; nowhere on a page that is only read.
    fn decide(&self, _: &Place) -> Option<String> {
        None
    }
}

/// Everything on one page.
pub(crate) struct OnePage;

impl Links for OnePage {
    fn anchor(&self, claim: u32) -> String {
        claim.to_string()
    }

    fn reading(&self, claim: u32) -> String {
        format!("#c{claim}")
    }

    fn words(&self, claim: u32) -> String {
        format!("#t{claim}")
    }

    fn report(&self, report: usize) -> String {
        format!("#report{report}")
    }

    fn question(&self, _: usize, _: usize, number: usize) -> String {
        format!("#q{number}")
    }
}
