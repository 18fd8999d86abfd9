//! Which reports bear on what a report speaks of.
//!
//! ```text
//! a report of the fire that mentions the bombing of 2019
//!     ├─ the reports about the fire
//!     ├─ those that mention the fire or the bombing: they share a place, a word of the label, a large figure and the year
//!     └─ those whose words any of them carries
//! ```

use super::Collation;
use crate::event::{Signature, keys_of, may_be_one, signature};
use std::collections::BTreeSet;
use variorum_model::ReportId;

/// A key in more mentions of events than this tells nothing.
const CROWD: usize = 64;
/// The reports about an event whose keys are looked up.
const ASKED: usize = 64;

impl Collation {
    /// All reports that bear on what a report speaks of: those about the same event, those that mention it or its other
    /// events, and those whose words it carries.
    pub(super) fn company(&self, id: u32) -> Vec<u32> {
        let mut company = Company::of(self.reports.len(), self.members(id));
        let mut asked: Vec<(u32, usize)> =
            (0..self.accounts[id as usize].events.len()).map(|nth| (id, nth)).collect();
        asked.extend(self.members(id).iter().filter(|&&other| other != id).take(ASKED).map(|&other| {
            let events = &self.accounts[other as usize].events;
            (other, events.iter().position(|event| event.main).unwrap_or(0))
        }));
        let mut known: BTreeSet<Signature> = BTreeSet::new();
        for (report, nth) in asked {
            let account = &self.accounts[report as usize];
            let Some(event) = account.events.get(nth) else { continue };
            let signed = signature(event).filter(|signature| known.insert(signature.clone()));
            let signed = signed.and_then(|signature| self.signed.get(&signature));
            signed.into_iter().flatten().for_each(|&report| {
                company.insert(report);
            });
            for key in keys_of(account, nth) {
                let mentions = self.mentions.get(&key).filter(|mentions| mentions.len() <= CROWD);
                for &(report, nth) in mentions.into_iter().flatten() {
                    let events = &self.accounts[report as usize].events;
                    let Some(other) = events.get(nth as usize) else { continue };
                    if may_be_one(event, other, &self.ontology) && company.insert(report) && other.main {
                        self.members(report).iter().for_each(|&report| {
                            company.insert(report);
                        });
                    }
                }
            }
        }
        // The sources of what these reports copied, the sources of those, and so on.
        let mut open: Vec<u32> = self.members(id).to_vec();
        while let Some(report) = open.pop() {
            let sources = self.copies.debts(ReportId(report)).iter().map(|debt| debt.to.0);
            open.extend(sources.filter(|&source| company.insert(source)));
        }
        company.reports
    }
}

/// Reports, each once.
struct Company {
    holds: Vec<bool>,
    reports: Vec<u32>,
}

impl Company {
    fn of(n_reports: usize, first: &[u32]) -> Company {
        let mut company = Company { holds: vec![false; n_reports], reports: Vec::new() };
        first.iter().for_each(|&report| {
            company.insert(report);
        });
        company
    }

    /// Takes a report in; whether it is new.
    fn insert(&mut self, report: u32) -> bool {
        let Some(holds) = self.holds.get_mut(report as usize) else { return false };
        let new = !std::mem::replace(holds, true);
        if new {
            self.reports.push(report);
        }
        new
    }
}
