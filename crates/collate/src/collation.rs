//! A case that grows report by report.
//!
//! ```text
//! 10,000 reports read and indexed    +  one more   ─▶  its words, its fingerprints, the few reports that share them
//! ```
//!
//! What a report needs of its own (its words, their hashes) is worked out once, when it is added, and its likes are looked
//! up in an index: adding costs the report and its candidates, never a pass over all.

use crate::origin::{Word, fingerprints, runs, words};
use crate::profile::{Profile, WordKey};
use crate::{Input, bring_together};
use std::collections::BTreeMap;
use variorum_model::{Account, Case, Ontology, Report, ReportId};

/// What is worked out of a report's text once and for all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prepared {
    /// The words by which its event is found.
    pub(crate) profile: Profile,
    /// Its prose as words.
    pub(crate) words: Vec<Word>,
    /// The hashes of its runs of words.
    pub(crate) runs: Vec<Option<u64>>,
}

impl Prepared {
    pub(crate) fn of(report: &Report) -> Prepared {
        let words = words(report);
        Prepared { profile: Profile::of_report(report), runs: runs(&words), words }
    }
}

/// Reports with their accounts, to which more can be added.
#[derive(Clone, Debug, Default)]
pub struct Collation {
    ontology: Ontology,
    reports: Vec<Report>,
    accounts: Vec<Account>,
    prepared: Vec<Prepared>,
    /// The reports that have each fingerprint.
    holders: BTreeMap<u64, Vec<ReportId>>,
    /// The reports that use each name.
    bearers: BTreeMap<WordKey, Vec<ReportId>>,
}

/// What can be said of a report as soon as it is added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// Its id: the number of reports before it.
    pub report: ReportId,
    /// Reports that carry passages of the same words, those with most first.
    pub shares_passages_with: Vec<ReportId>,
    /// Reports that use the same rare names, those with most first.
    pub shares_names_with: Vec<ReportId>,
}

/// A name or fingerprint in more reports than this tells nothing.
const COMMON: usize = 60;
/// How many reports are named.
const NAMED: usize = 10;

impl Collation {
    /// A case without reports.
    pub fn new(ontology: Ontology) -> Collation {
        Collation { ontology, ..Collation::default() }
    }

    /// Adds a report with what it says.
    pub fn add(&mut self, report: Report, account: Account) -> Arrival {
        let id = ReportId(self.reports.len() as u32);
        let prepared = Prepared::of(&report);
        let names = prepared.profile.words.iter().filter(|(_, usage)| usage.name).map(|word| word.0);
        let arrival = Arrival {
            report: id,
            shares_passages_with: enter(&mut self.holders, fingerprints(&prepared.runs).into_iter(), id, 1),
            shares_names_with: enter(&mut self.bearers, names, id, 2),
        };
        self.reports.push(report);
        self.accounts.push(account);
        self.prepared.push(prepared);
        arrival
    }

    /// The reports, in the order in which they were added.
    pub fn reports(&self) -> &[Report] {
        &self.reports
    }

    /// What they say together: the same as [`collate`](crate::collate) of all reports, in whatever order they came.
    pub fn case(&self) -> Case {
        let all = self.reports.iter().zip(&self.accounts).zip(&self.prepared).zip(0..);
        let input =
            |(((report, account), prepared), id)| Input { id: ReportId(id), report, account, prepared };
        bring_together(all.map(input).collect(), &self.ontology)
    }
}

/// Enters a report under its keys and gives the reports that share at least so many rare ones with it.
fn enter(
    index: &mut BTreeMap<u64, Vec<ReportId>>,
    keys: impl Iterator<Item = u64>,
    id: ReportId,
    least: u32,
) -> Vec<ReportId> {
    let mut shared: BTreeMap<ReportId, u32> = BTreeMap::new();
    for key in keys {
        let list = index.entry(key).or_default();
        if list.len() <= COMMON {
            list.iter().for_each(|&other| *shared.entry(other).or_default() += 1);
        }
        list.push(id);
    }
    let mut others: Vec<(ReportId, u32)> = shared.into_iter().filter(|&(_, n)| n >= least).collect();
    others.sort_by_key(|&(other, n)| (std::cmp::Reverse(n), other));
    others.into_iter().take(NAMED).map(|(other, _)| other).collect()
}
