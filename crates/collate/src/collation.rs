//! A case that grows report by report.
//!
//! ```text
//! 10,000 reports    + one more about the Solveig    ─▶  the few groups that share its rare words are looked at again,
//!                                                       and the events that it speaks of are collated anew
//! ```
//!
//! Adding costs the report and its candidates, never a pass over all. What a report needs of its own (its words, their
//! hashes, the keys of its events) is worked out once. Its likes are looked up in indices of words, of fingerprints and of
//! the places and names of events; the groups of reports that share its rare words are then formed anew out of their
//! reports, so that it does not matter which of them came first.
//!
//! One thing is not local: how rare a word is in the whole case. Each arrival uses the rarities of its hour, and a group that
//! nothing touches stays as it was (but a small case is grouped anew as a whole). [`Collation::case`] looks at all reports at
//! once, and the groups stay as it leaves them; what it says depends on the reports alone, never on their order.

mod company;
mod grouping;

use crate::event::{Signature, keys_of, signature};
use crate::origin::{Copies, Word, fingerprints, runs, words};
use crate::profile::{Counts, WordKey};
use crate::standing::{Setting, Standing};
use crate::topic::Subject;
use crate::{Input, case_of};
use grouping::Limits;
use std::collections::{HashMap, HashSet};
use variorum_model::case::{CaseEntity, CaseEvent, TimelineEntry, Warning};
use variorum_model::{Account, Case, Claim, Directions, Ontology, Origin, Report, ReportId};

/// What is worked out of a report once and for all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prepared {
    /// What its event is found by.
    pub(crate) subject: Subject,
    /// Its prose as words.
    pub(crate) words: Vec<Word>,
    /// The hashes of its runs of words.
    pub(crate) runs: Vec<Option<u64>>,
    /// The fewer hashes by which texts that share words are found.
    pub(crate) prints: Vec<u64>,
}

impl Prepared {
    pub(crate) fn of(report: &Report, account: &Account) -> Prepared {
        let words = words(report);
        let runs = runs(&words);
        Prepared { subject: Subject::of(report, account), prints: fingerprints(&runs), runs, words }
    }

    fn keys(&self) -> impl Iterator<Item = WordKey> {
        self.subject.profile.words.iter().map(|word| word.0)
    }
}

/// Reports with their accounts, to which more can be added.
///
/// ```
/// use variorum_collate::Collation;
/// use variorum_model::{Account, Ontology, Report};
///
/// let mut collation = Collation::new(Ontology::default());
/// let report = Report { id: "monday".into(), text: "The ferry Solveig burnt off Eastport.".into(), ..Report::default() };
/// let arrival = collation.add(report, Account::default());
/// assert_eq!(arrival.about_the_same, []);
/// assert_eq!(collation.around(arrival.report).events.len(), 1);
/// assert_eq!(collation.case().events.len(), 1);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Collation {
    ontology: Ontology,
    directions: Directions,
    limits: Limits,
    reports: Vec<Report>,
    accounts: Vec<Account>,
    prepared: Vec<Prepared>,
    /// Whether each report is still there, and read.
    present: Vec<bool>,
    /// The group of reports about one event that each report belongs to.
    group_of: Vec<u32>,
    groups: Vec<Option<Group>>,
    /// How rare each word is.
    counts: Counts,
    /// The reports that use each word.
    bearers: HashMap<WordKey, Vec<u32>>,
    /// Which reports carry whose words.
    copies: Copies,
    /// The mentions of events that have each key: report, and number among its events.
    mentions: HashMap<String, Vec<(u32, u32)>>,
    /// The reports with mentions of each kind, date and place.
    signed: HashMap<Signature, Vec<u32>>,
    /// What was told last of a large event, and of a small one.
    large: Option<Kept>,
    small: Option<Box<Standing>>,
}

/// What reports say together, kept for the next report.
#[derive(Clone, Debug)]
struct Kept {
    standing: Standing,
    /// The reports in their order, each with the number of its group.
    reports: Vec<(u32, u32)>,
}

/// The events that a report speaks of, with all that the reports say of them.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The report.
    pub report: ReportId,
    /// These events, and others that the same reports speak of; claims point into this list.
    pub events: &'a [CaseEvent],
    /// All claims of these reports.
    pub claims: &'a [Claim],
    /// The people, organisations and places that they name.
    pub entities: &'a [CaseEntity],
    /// Dated happenings.
    pub timeline: &'a [TimelineEntry],
    /// Who warned whom.
    pub warnings: &'a [Warning],
    /// What these reports owe to each other and to others.
    pub origins: &'a [Origin],
}

impl<'a> Around<'a> {
    /// The events that the report speaks of.
    pub fn events_of(self) -> impl Iterator<Item = &'a CaseEvent> {
        self.events.iter().filter(move |event| event.event.reports.binary_search(&self.report).is_ok())
    }
}

/// Reports that are about one event.
#[derive(Clone, Debug, Default)]
struct Group {
    members: Vec<u32>,
    words: HashSet<WordKey>,
}

/// What can be said of a report as soon as it is added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// Its id, which it keeps.
    pub report: ReportId,
    /// The other reports that are about the same event.
    pub about_the_same: Vec<ReportId>,
}

impl Collation {
    /// A case without reports.
    pub fn new(ontology: Ontology) -> Collation {
        Collation { ontology, ..Collation::default() }
    }

    /// A case of these reports: the same as adding one after the other and then asking for the [`case`](Collation::case).
    pub fn of(reports: Vec<Report>, accounts: Vec<Account>, ontology: Ontology) -> Collation {
        let mut collation = Collation::new(ontology);
        for (report, account) in reports.into_iter().zip(accounts) {
            collation.enter(report, account);
        }
        let present = (0..collation.reports.len()).filter(|&idx| collation.present[idx]);
        let all: Vec<Input<'_>> = present.map(|idx| collation.input(idx as u32)).collect();
        collation.copies = Copies::of(&all);
        collation.regroup_all();
        collation
    }

    /// Looks at so many reports at most when one is added: at `singly` of them one by one, and at `sample` for each larger
    /// group. The more, the slower, and the nearer to what all reports together give.
    pub fn looking_at(mut self, singly: usize, sample: usize) -> Collation {
        self.limits = Limits { singly, sample: sample.max(1) };
        self
    }

    /// Puts what an analyst decided about events, questions, readings and copies in force, in place of what was in force.
    pub fn direct(&mut self, directions: Directions) {
        (self.large, self.small) = (None, None);
        self.directions = directions;
    }

    /// Adds a report with what it says.
    pub fn add(&mut self, report: Report, account: Account) -> Arrival {
        let id = self.enter(report, account);
        self.welcome(id)
    }

    /// Puts another version of a report in its place; the id stays. To keep both versions, [`add`](Collation::add) the later
    /// one under the same address: it is then shown as a revision.
    pub fn replace(&mut self, id: ReportId, report: Report, account: Account) -> Arrival {
        self.remove(id);
        (self.large, self.small) = (None, None);
        let idx = id.index();
        if idx >= self.reports.len() {
            return self.add(report, account);
        }
        self.prepared[idx] = Prepared::of(&report, &account);
        self.reports[idx] = report;
        self.accounts[idx] = account;
        self.present[idx] = self.reports[idx].unread.is_none();
        self.index(id.0);
        self.welcome(id.0)
    }

    /// Takes a report out. The ids of the others stay; [`reports`](Collation::reports) keeps it, so that they can.
    pub fn remove(&mut self, id: ReportId) {
        let idx = id.index();
        if !self.present.get(idx).is_some_and(|&present| present) {
            return;
        }
        self.present[idx] = false;
        (self.large, self.small) = (None, None);
        let mut copies = std::mem::take(&mut self.copies);
        copies.remove(&self.input(id.0), &|other| self.input(other));
        self.copies = copies;
        let prepared = &self.prepared[idx];
        for word in prepared.keys() {
            take(&mut self.bearers, &word, |&other| other == id.0);
        }
        for nth in 0..self.accounts[idx].events.len() {
            if let Some(signature) = signature(&self.accounts[idx].events[nth]) {
                take(&mut self.signed, &signature, |&report| report == id.0);
            }
            for key in keys_of(&self.accounts[idx], nth) {
                take(&mut self.mentions, &key, |&(report, _)| report == id.0);
            }
        }
        self.counts.remove_text(&prepared.subject.profile);
        if let Some(group) = self.groups[self.group_of[idx] as usize].take() {
            self.counts.remove_group(group.words.iter().copied());
            let rest: Vec<u32> = group.members.into_iter().filter(|&member| member != id.0).collect();
            if !rest.is_empty() {
                self.found(rest);
            }
        }
    }

    /// All reports that were ever added, in that order; an id is a place in this list.
    pub fn reports(&self) -> &[Report] {
        &self.reports
    }

    /// What each of them says.
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// Whether a report is part of the case: it was added, is in a language that is read, and was not taken out.
    pub fn holds(&self, id: ReportId) -> bool {
        self.present.get(id.index()).is_some_and(|&present| present)
    }

    /// What all reports say together: the same as [`collate`](crate::collate) of them, in whatever order they came.
    pub fn case(&mut self) -> Case {
        let (inputs, groups) = self.grouped();
        let case = case_of(&inputs, &groups, &self.copies, &self.ontology, &self.directions);
        let ids: Vec<u32> = inputs.iter().map(|input| input.id.0).collect();
        self.settle(&ids, &groups);
        case
    }

    /// What the case says of the events that a report speaks of. Only the reports that speak of these events are collated,
    /// and their claims, entities, origins and dates are those that are given.
    pub fn around(&self, id: ReportId) -> Case {
        if !self.holds(id) {
            return Case::default();
        }
        let reports = self.reports_around(id);
        let mut case = self.standing_of(&reports).into_case();
        let speaks = |event: &CaseEvent| event.event.reports.contains(&id);
        let mut numbers = Vec::new();
        let mut kept = 0;
        for event in &case.events {
            numbers.push(speaks(event).then_some(variorum_model::EventId(kept)));
            kept += u32::from(speaks(event));
        }
        case.events.retain(speaks);
        for claim in &mut case.claims {
            claim.event = claim.event.and_then(|event| numbers.get(event.index()).copied().flatten());
        }
        case
    }

    /// The same, without a copy of it: what many reports say of one event is kept, and a report that is added to them changes
    /// of it what it says itself. `None` where the report is not part of the case.
    ///
    /// It costs what the report says where the report's id comes after those of the others, and nothing that it says makes
    /// something else of what they say; otherwise what [`around`](Collation::around) costs.
    pub fn look_around(&mut self, id: ReportId) -> Option<Around<'_>> {
        if !self.holds(id) {
            return None;
        }
        let reports = self.reports_around(id);
        let standing = if reports.len() <= self.limits.singly {
            &*self.small.insert(Box::new(self.standing_of(&reports)))
        } else {
            let kept = self.large.take().and_then(|kept| self.grown(kept, &reports));
            let kept = kept.unwrap_or_else(|| Kept { standing: self.standing_of(&reports), reports });
            self.copies.settle();
            &self.large.insert(kept).standing
        };
        Some(Around {
            report: id,
            events: &standing.events,
            claims: &standing.claims,
            entities: &standing.entities.list,
            timeline: &standing.timeline,
            warnings: &standing.warnings,
            origins: &standing.origins.list,
        })
    }

    /// The reports that bear on what a report speaks of, in their order, each with the number of its group.
    fn reports_around(&self, id: ReportId) -> Vec<(u32, u32)> {
        let mut reports = self.company(id.0);
        let name = |idx: u32| &self.reports[idx as usize].id;
        reports.sort_by(|&x, &y| (name(x), x).cmp(&(name(y), y)));
        reports.into_iter().map(|idx| (idx, self.group_of[idx as usize])).collect()
    }

    fn standing_of(&self, reports: &[(u32, u32)]) -> Standing {
        let inputs: Vec<Input<'_>> = reports.iter().map(|&(idx, _)| self.input(idx)).collect();
        let groups: Vec<u32> = reports.iter().map(|&(_, group)| group).collect();
        Standing::of(&inputs, &groups, self.setting())
    }

    /// What was kept, with the last of these reports: where it is the only new one, and changes nothing else.
    fn grown(&self, mut kept: Kept, reports: &[(u32, u32)]) -> Option<Kept> {
        if self.directions != Directions::default() {
            return None;
        }
        let (last, rest) = reports.split_last()?;
        if kept.reports == reports && !self.copies.changed().any(|id| kept.standing.holds(id)) {
            return Some(kept);
        }
        if kept.reports != rest {
            return None;
        }
        let inputs: Vec<Input<'_>> = reports.iter().map(|&(idx, _)| self.input(idx)).collect();
        let groups: Vec<u32> = reports.iter().map(|&(_, group)| group).collect();
        kept.reports.push(*last);
        kept.standing.add(&inputs, &groups, self.setting()).then_some(kept)
    }

    fn setting(&self) -> Setting<'_> {
        Setting { copies: &self.copies, ontology: &self.ontology, directions: &self.directions }
    }

    fn input(&self, idx: u32) -> Input<'_> {
        let at = idx as usize;
        Input {
            id: ReportId(idx),
            report: &self.reports[at],
            account: &self.accounts[at],
            prepared: &self.prepared[at],
        }
    }

    /// Takes a report in without looking for its event.
    fn enter(&mut self, report: Report, account: Account) -> u32 {
        let id = self.reports.len() as u32;
        self.prepared.push(Prepared::of(&report, &account));
        self.reports.push(report);
        self.accounts.push(account);
        self.present.push(self.reports[id as usize].unread.is_none());
        self.group_of.push(0);
        self.index(id);
        id
    }

    /// Finds whose words a report carries, and who carries its words. Gives the later ones that are the same text.
    fn compare(&mut self, id: u32) -> Vec<ReportId> {
        let mut copies = std::mem::take(&mut self.copies);
        let later = copies.add(&self.input(id), &|other| self.input(other));
        self.copies = copies;
        later
    }

    fn index(&mut self, id: u32) {
        if !self.present[id as usize] {
            return;
        }
        let prepared = &self.prepared[id as usize];
        self.counts.add_text(&prepared.subject.profile);
        for word in prepared.keys() {
            self.bearers.entry(word).or_default().push(id);
        }
        let account = &self.accounts[id as usize];
        for nth in 0..account.events.len() {
            if let Some(signature) = signature(&account.events[nth]) {
                self.signed.entry(signature).or_default().push(id);
            }
            for key in keys_of(account, nth) {
                self.mentions.entry(key).or_default().push((id, nth as u32));
            }
        }
    }

    /// Looks for the event of a report that was entered.
    fn welcome(&mut self, id: u32) -> Arrival {
        if self.present[id as usize] {
            let later = self.compare(id);
            self.place(id, &later);
        }
        let others = self.members(id).iter().filter(|&&other| other != id);
        let mut about_the_same: Vec<ReportId> = others.map(|&other| ReportId(other)).collect();
        about_the_same.sort_unstable();
        Arrival { report: ReportId(id), about_the_same }
    }

    fn members(&self, id: u32) -> &[u32] {
        if !self.present[id as usize] {
            return &[];
        }
        let group = self.groups.get(self.group_of[id as usize] as usize).and_then(Option::as_ref);
        group.map_or(&[], |group| &group.members)
    }
}

/// Takes an entry out of a list of an index.
fn take<K: std::hash::Hash + Eq, V>(index: &mut HashMap<K, Vec<V>>, key: &K, is: impl Fn(&V) -> bool) {
    if let Some(list) = index.get_mut(key) {
        list.retain(|entry| !is(entry));
        if list.is_empty() {
            index.remove(key);
        }
    }
}
