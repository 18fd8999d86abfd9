//! Ids are unique in a run: the second report with an id gets a suffix.
//!
//! ```text
//! day1/wire.txt   day2/wire.txt   →   wire   wire-2
//! ```

use crate::Note;
use std::collections::BTreeMap;
use variorum_model::{Item, Report};

/// The ids that reports of a run have so far.
#[derive(Debug, Default)]
pub struct Ids {
    /// Each id with the number that its next namesake gets.
    taken: BTreeMap<String, u64>,
}

impl Ids {
    /// Notes that a report that is not of this run has an id.
    pub fn reserve(&mut self, id: &str) {
        if !self.taken.contains_key(id) {
            self.taken.insert(id.to_owned(), 2);
        }
    }

    /// Takes a report's id. If an earlier report has it, the report gets a suffix, and the note says so.
    pub fn take(&mut self, report: &mut Report) -> Option<Note> {
        let Some(number) = self.taken.get(&report.id) else {
            self.taken.insert(report.id.clone(), 2);
            return None;
        };
        let mut number = *number;
        let id = loop {
            let id = format!("{}-{number}", report.id);
            number += 1;
            if !self.taken.contains_key(&id) {
                break id;
            }
        };
        let note = Note {
            place: report.id.clone(),
            message: format!("another report has this id too; this one is shown as {id}"),
            lost: false,
        };
        let given = std::mem::replace(&mut report.id, id.clone());
        // It may be a version of the other; whether it is, the words tell.
        report.item.get_or_insert_with(|| Item { id: given.clone(), ..Item::default() });
        self.taken.insert(given, number);
        self.taken.insert(id, 2);
        Some(note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_unique() {
        let ids = ["a", "a", "a-2", "a", "b"];
        let mut reports: Vec<Report> = ids.map(|id| Report { id: id.to_owned(), ..Report::default() }).into();
        let take = |reports: &mut [Report]| {
            let mut taken = Ids::default();
            reports.iter_mut().filter_map(|report| taken.take(report)).count()
        };
        assert_eq!(take(&mut reports), 3);
        let shown: Vec<&str> = reports.iter().map(|report| report.id.as_str()).collect();
        assert_eq!(shown, ["a", "a-2", "a-2-2", "a-3", "b"]);
        assert_eq!(take(&mut reports), 0);
    }
}
