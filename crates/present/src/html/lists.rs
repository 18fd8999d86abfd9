//! The timeline, the warnings and what came from where.

use super::view::{Happening, OriginView, WarningView};
use super::{Shown, Sigla, with_sigla};
use crate::labels;
use crate::text::{excerpt, tidy};
use variorum_model::case::{TimelineEntry, Warning};
use variorum_model::origin::OriginRef;
use variorum_model::{Origin, Report, Span};

impl Shown<'_> {
    /// What happened, of these entries of the timeline.
    pub(crate) fn timeline(&self, entries: &[TimelineEntry], sigla: &Sigla) -> Vec<Happening> {
        let known = |entry: &TimelineEntry| {
            let both = entry.lead.map(labels::lead).into_iter().chain(labels::known(entry));
            both.collect::<Vec<_>>().join("; ")
        };
        let happening = |entry: &TimelineEntry| Happening {
            date: labels::date(&entry.date).into_owned(),
            text: labels::happening(entry),
            known: known(entry),
            claims: with_sigla(&entry.claims, sigla, self.links),
        };
        entries.iter().map(happening).collect()
    }

    /// Who warned whom, of these warnings.
    pub(crate) fn warnings(&self, warnings: &[Warning], sigla: &Sigla) -> Vec<WarningView> {
        let text = |text: &Option<String>| text.as_deref().map(|text| tidy(text).into_owned());
        let warning = |warning: &Warning| WarningView {
            date: warning.date.as_deref().map_or("undated".into(), |date| labels::date(date).into_owned()),
            who: match (text(&warning.issuer), text(&warning.recipient)) {
                (Some(issuer), Some(recipient)) => format!("{issuer} to {recipient}"),
                (Some(issuer), None) => issuer,
                (None, Some(recipient)) => format!("To {recipient}"),
                (None, None) => String::new(),
            },
            content: tidy(&warning.content).into_owned(),
            valid: [text(&warning.valid), warning.lead.map(labels::lead)]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("; "),
            claims: with_sigla(&warning.claims, sigla, self.links),
            responses: with_sigla(&warning.responses, sigla, self.links),
        };
        warnings.iter().map(warning).collect()
    }

    /// What came from where, of these debts.
    pub(crate) fn origins(&self, origins: &[Origin]) -> Vec<OriginView> {
        let named = |idx: usize, report: &Report| {
            let day = report.published.map(|published| format!(", {}", labels::short_day(published.date)));
            (self.links.report(idx), format!("{}{}", labels::report(report), day.unwrap_or_default()))
        };
        let origin = |origin: &Origin| {
            let report = self.reports.get(origin.report.index())?;
            let from = match &origin.derives_from {
                OriginRef::Report(id) => {
                    let (href, name) = named(id.index(), self.reports.get(id.index())?);
                    (Some(href), name)
                }
                OriginRef::Name(name) => (None, tidy(name).into_owned()),
            };
            Some(OriginView {
                report: named(origin.report.index(), report),
                how: labels::derivation(origin.how),
                from,
                share: labels::share(origin),
                words: origin
                    .evidence
                    .map(|span| excerpt(&report.text, span, Span { end: span.start, ..span }, 160))
                    .unwrap_or_default(),
                differences: origin.differences.iter().map(|it| tidy(it).into_owned()).collect(),
            })
        };
        origins.iter().filter_map(origin).collect()
    }
}
