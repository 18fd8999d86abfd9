//! What a case says as lines of text, with reports by their names, so that cases of the same reports in another order can be
//! compared.

use super::Made;
use variorum_model::case::CaseEvent;
use variorum_model::origin::OriginRef;
use variorum_model::value::show;
use variorum_model::{Case, ReportId};

/// What is said of an event.
pub fn event(found: &CaseEvent, made: &[Made]) -> Vec<String> {
    let name = |id: &ReportId| made[id.index()].report.id.clone();
    let names = |ids: &[ReportId]| {
        let mut names: Vec<String> = ids.iter().map(name).collect();
        names.sort();
        names
    };
    let event = &found.event;
    let mut lines =
        vec![format!("{} {:?} {:?} {:?}", event.label, event.date, event.place, names(&event.reports))];
    for question in &found.questions {
        lines.push(format!(
            "{} {:?} {:?} {}",
            question.property, question.scope, question.status, question.why
        ));
        for reading in &question.readings {
            lines.push(format!(
                "{} {:?} {:?} {} {} {:?} {:?}",
                show(&reading.value),
                reading.stance,
                names(&reading.reports),
                reading.independent,
                reading.unestablished,
                reading.first_reported,
                reading.last_reported
            ));
        }
    }
    lines
}

/// What is said of everything.
pub fn said(case: &Case, made: &[Made]) -> Vec<String> {
    let name = |id: &ReportId| made[id.index()].report.id.clone();
    let mut lines: Vec<String> = case.events.iter().flat_map(|found| event(found, made)).collect();
    lines.extend(case.entities.iter().map(|entity| format!("{entity:?}")));
    lines
        .extend(case.timeline.iter().map(|entry| format!("{} {:?} {}", entry.date, entry.known, entry.text)));
    let origin = |origin: &variorum_model::Origin| {
        let to = match &origin.derives_from {
            OriginRef::Report(id) => name(id),
            OriginRef::Name(name) => name.clone(),
        };
        format!("{} {to} {:?} {:?}", name(&origin.report), origin.how, origin.differences)
    };
    let mut origins: Vec<String> = case.origins.iter().map(origin).collect();
    origins.sort();
    lines.extend(origins);
    lines
}
