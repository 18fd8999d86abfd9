//! Lines that recur over the reports of one publisher: learnt, not listed.
//!
//! ```text
//! report 1: "… the council said."   "The Herald is printed on recycled paper."
//! report 2: "… nobody was hurt."    "The Herald is printed on recycled paper."      →  furniture in all of them
//! report 3: "… in the spring."      "The Herald is printed on recycled paper."
//! ```
//!
//! Copies of one text share all their lines; they count as one. Text that was given as it is (JSON Lines, tables) is left.

use crate::line::lines;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::Report;
use variorum_model::report::{Furniture, FurnitureKind};

/// Different texts of one publisher in which a line has to stand.
const ENOUGH: usize = 3;
/// Longer lines are prose, whatever recurs in them.
const LONGEST: usize = 60;

/// Marks lines that stand in three or more different texts of one publisher, and in a fifth of all.
pub fn mark_recurring(reports: &mut [Report]) {
    let mut publishers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, report) in reports.iter().enumerate() {
        let as_it_is = matches!(report.provenance.format.as_str(), "" | "jsonl" | "csv" | "json");
        if let Some(publisher) = report.publisher.as_ref().filter(|_| !as_it_is) {
            publishers.entry(publisher.to_lowercase()).or_default().push(index);
        }
    }
    for own in publishers.values().filter(|own| own.len() >= ENOUGH) {
        // Each line with the texts in which it stands; a text is known by its longest line.
        let mut texts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut all = BTreeSet::new();
        for report in own.iter().filter_map(|index| reports.get(*index)) {
            let lines = lines(&report.text);
            let Some(longest) = lines.iter().max_by_key(|line| line.text.len()) else { continue };
            all.insert(longest.text);
            for line in
                lines.iter().filter(|line| line.words < LONGEST && line.text.len() < longest.text.len())
            {
                texts.entry(line.text).or_default().insert(longest.text);
            }
        }
        let enough = ENOUGH.max(all.len() / 5);
        let recurring: BTreeSet<String> = texts
            .into_iter()
            .filter(|(_, texts)| texts.len() >= enough)
            .map(|(line, _)| line.to_owned())
            .collect();
        if recurring.is_empty() {
            continue;
        }
        for index in own {
            if let Some(report) = reports.get_mut(*index) {
                mark(report, &recurring);
            }
        }
    }
}

fn mark(report: &mut Report, recurring: &BTreeSet<String>) {
    let headline = report.headline.unwrap_or_default();
    let found: Vec<Furniture> = lines(&report.text)
        .into_iter()
        .filter(|line| recurring.contains(line.text) && !line.span.overlaps(headline))
        .filter(|line| !report.furniture.iter().any(|piece| piece.span.overlaps(line.span)))
        .map(|line| Furniture { span: line.span, kind: FurnitureKind::Navigation })
        .collect();
    report.furniture.extend(found);
    report.furniture.sort_by_key(|piece| piece.span);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(publisher: &str, text: &str) -> Report {
        let mut report = Report { publisher: Some(publisher.into()), text: text.into(), ..Report::default() };
        report.provenance.format = "text".into();
        report
    }

    #[track_caller]
    fn check(mut reports: Vec<Report>, expected: &[&[&str]]) {
        mark_recurring(&mut reports);
        let found: Vec<Vec<&str>> = reports
            .iter()
            .map(|report| report.furniture.iter().map(|piece| piece.span.of(&report.text)).collect())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lines_of_the_house_are_learnt() {
        let own = |body: &str| {
            report("Eastport Herald", &format!("{body}\n\nThe Herald is printed on recycled paper."))
        };
        let line = "The Herald is printed on recycled paper.";
        let bodies = [
            "A ferry burned in the harbour on Friday night, police said.",
            "The mayor resigned on Monday after a long debate in council.",
            "A bridge was closed on Sunday after divers had found some cracks.",
        ];
        check(bodies.map(own).to_vec(), &[&[line], &[line], &[line]]);
        // Two are too few, and copies of one text are one.
        check(bodies[..2].iter().map(|body| own(body)).collect(), &[&[], &[]]);
        check([bodies[0]; 3].map(own).to_vec(), &[&[], &[], &[]]);
        // Other publishers have other lines.
        let mut mixed = bodies.map(own).to_vec();
        mixed[2].publisher = Some("Other Gazette".into());
        check(mixed, &[&[], &[], &[]]);
        let mut given = bodies.map(own).to_vec();
        given.iter_mut().for_each(|report| report.provenance.format = "jsonl".into());
        check(given, &[&[], &[], &[]]);
    }
}
