//! Which reports bear on what a report speaks of.
//!
//! ```text
//! a report of the fire that mentions the bombing of 2019
//!     ├─ the reports about the fire
//!     ├─ those that mention the fire or the bombing: they share a place, a word of the label, a large figure and the year
//!     └─ those whose words any of them carries
//! ```

use super::Collation;
use crate::event::{keys_of, may_be_one};
use crate::origin::fingerprints;
use std::collections::{BTreeSet, HashMap};

/// A key in more mentions of events than this tells nothing, nor does a fingerprint in more reports.
const CROWD: usize = 64;
/// Fingerprints that a passage of a sentence or two shares, and the reports that are looked at for one that has such.
const LIFTED: u32 = 4;
const SOURCES: usize = 6;
/// Rounds in which the sources of copies are followed.
const CHAIN: usize = 3;
/// The reports about an event whose keys are looked up.
const ASKED: usize = 64;

impl Collation {
    /// All reports that bear on what a report speaks of: those about the same event, those that mention it or its other
    /// events, and those whose words it carries.
    pub(super) fn company(&self, id: u32) -> BTreeSet<u32> {
        let mut company: BTreeSet<u32> = self.members(id).iter().copied().collect();
        let mut asked: Vec<(u32, usize)> =
            (0..self.accounts[id as usize].events.len()).map(|nth| (id, nth)).collect();
        asked.extend(self.members(id).iter().filter(|&&other| other != id).take(ASKED).map(|&other| {
            let events = &self.accounts[other as usize].events;
            (other, events.iter().position(|event| event.main).unwrap_or(0))
        }));
        for (report, nth) in asked {
            let account = &self.accounts[report as usize];
            let Some(event) = account.events.get(nth) else { continue };
            for key in keys_of(account, nth) {
                let mentions = self.mentions.get(&key).filter(|mentions| mentions.len() <= CROWD);
                for &(report, nth) in mentions.into_iter().flatten() {
                    let events = &self.accounts[report as usize].events;
                    let Some(other) = events.get(nth as usize) else { continue };
                    if may_be_one(event, other, &self.ontology) && company.insert(report) && other.main {
                        company.extend(self.members(report));
                    }
                }
            }
        }
        // The sources of what these reports copied, the sources of those, and so on.
        let mut open: Vec<u32> = self.members(id).to_vec();
        for _ in 0..CHAIN {
            let sources: BTreeSet<u32> = open.iter().flat_map(|&report| self.alike(report)).collect();
            open = sources.into_iter().filter(|&source| company.insert(source)).collect();
        }
        company
    }

    /// The reports that share so many fingerprints with one that it may carry their words, or they its words.
    fn alike(&self, id: u32) -> Vec<u32> {
        let mut shared: HashMap<u32, u32> = HashMap::new();
        let mut seen: Vec<u32> = Vec::new();
        for print in fingerprints(&self.prepared[id as usize].runs) {
            let holders = self.holders.get(&print).filter(|holders| holders.len() <= CROWD);
            for &other in holders.into_iter().flatten().filter(|&&other| other != id) {
                *shared.entry(other).or_insert_with(|| {
                    seen.push(other);
                    0
                }) += 1;
            }
        }
        let n_shared = |other: &u32| shared.get(other).copied().unwrap_or_default();
        seen.retain(|other| n_shared(other) >= LIFTED);
        seen.sort_unstable_by_key(|other| (std::cmp::Reverse(n_shared(other)), *other));
        seen.truncate(SOURCES);
        seen
    }
}
