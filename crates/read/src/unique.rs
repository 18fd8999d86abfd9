//! Ids are unique in a run: the second report with an id gets a suffix.
//!
//! ```text
//! day1/wire.txt   day2/wire.txt   →   wire   wire-2
//! ```

use crate::Note;
use std::collections::BTreeSet;
use variorum_model::Report;

/// Gives a suffix to each report whose id an earlier one has, and says so.
pub fn make_ids_unique<'r>(reports: impl IntoIterator<Item = &'r mut Report>) -> Vec<Note> {
    let mut taken = BTreeSet::new();
    let mut notes = Vec::new();
    let mut next: std::collections::BTreeMap<String, u64> = std::collections::BTreeMap::new();
    for report in reports {
        if !taken.contains(&report.id) {
            taken.insert(report.id.clone());
            continue;
        }
        let number = next.entry(report.id.clone()).or_insert(2);
        let id = loop {
            let id = format!("{}-{number}", report.id);
            *number += 1;
            if !taken.contains(&id) {
                break id;
            }
        };
        notes.push(Note {
            place: report.id.clone(),
            message: format!("another report has this id too; this one is shown as {id}"),
            lost: false,
        });
        taken.insert(id.clone());
        report.id = id;
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_unique() {
        let ids = ["a", "a", "a-2", "a", "b"];
        let mut reports: Vec<Report> = ids.map(|id| Report { id: id.to_owned(), ..Report::default() }).into();
        let notes = make_ids_unique(&mut reports);
        let ids: Vec<&str> = reports.iter().map(|report| report.id.as_str()).collect();
        assert_eq!(ids, ["a", "a-2", "a-2-2", "a-3", "b"]);
        assert_eq!(notes.len(), 3);
        assert!(make_ids_unique(&mut reports).is_empty());
    }
}
