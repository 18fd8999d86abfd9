//! A case as one self-contained page: no script, nothing from outside, readable on a phone, on paper and in the dark.
//!
//! ```text
//! <details><summary>1a  at least nine   2 reports, 1 origin   3 March 2031</summary>
//!   “<mark>At least nine people</mark> were killed …”   police, in NPA, 3 Mar  ⇄  the same words in the report's text
//! ```
//!
//! Everything that comes from a report goes through askama's escaping; addresses become links only where they begin with
//! `http:` or `https:`. The templates stand in `templates/`.

pub(crate) mod chart;
mod links;
mod marked;
pub(crate) mod view;

use crate::evidence::{Saying, around_value, day, sayings};
use crate::labels;
use crate::text::{excerpt, harmless_lines, plural, surroundings, tidy};
use askama::Template;
use chart::chart;
pub use links::Links;
use links::OnePage;
use marked::paragraphs;
use std::collections::BTreeMap;
use variorum_model::case::{CaseEvent, TimelineEntry, Warning};
use variorum_model::decision::Place;
use variorum_model::ontology::PropertyGroup;
use variorum_model::origin::OriginRef;
use variorum_model::{Case, EventId, Ontology, Origin, Question, Reading, Report, ReportId, Span, Status};
use view::{
    EventView, Happening, Marked, OriginView, Page, ParagraphView, PlaceView, QuestionView, ReadingView, Ref,
    ReportView, SayingView, StatusView, StretchView, Tally, WarningView,
};

/// The sigla of claims that stand in a reading: "3b" is the second reading of the third question.
pub(crate) type Sigla = BTreeMap<u32, String>;

/// Up to so many reports are shown unfolded.
const UNFOLDED: usize = 40;

/// A case with where its parts stand.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) case: &'a Case,
    pub(crate) reports: &'a [Report],
    pub(crate) ontology: &'a Ontology,
    pub(crate) links: &'a dyn Links,
}

/// The case as a page.
pub(crate) fn html(case: &Case, reports: &[Report], ontology: &Ontology) -> String {
    let shown = Shown { case, reports, ontology, links: &OnePage };
    let (mut events, sigla) = shown.events();
    let title = shown.title();
    if let Some(event) = events.iter_mut().find(|event| event.main && event.label == title) {
        event.is_title = true;
    }
    let (altered, origins) = shown.origins().into_iter().partition(|it| !it.differences.is_empty());
    let page = Page {
        title,
        kicker: kicker(reports),
        standfirst: standfirst(case, reports),
        tally: tally(case),
        timeline: shown.timeline(&sigla),
        warnings: shown.warnings(&sigla),
        altered,
        origins,
        judgements: case.judgements.iter().map(labels::judgement).collect(),
        reports: shown.all_reports(&sigla),
        unfolded: reports.len() <= UNFOLDED,
        events,
        unasked: labels::unasked(case),
        chart_width: chart::WIDTH,
        chart_height: chart::HEIGHT,
    };
    page.render().unwrap_or_default()
}

impl Shown<'_> {
    /// The events of which something is asked, and the sigla of their claims.
    pub(crate) fn events(&self) -> (Vec<EventView>, Sigla) {
        let mut sigla = Sigla::new();
        let mut number = 0;
        let mut events = Vec::new();
        for (idx, entry) in self.asked() {
            let mut questions = Vec::new();
            for (nth, it) in entry.questions.iter().enumerate() {
                number += 1;
                questions.push(question(it, (idx, nth, number), self, &mut sigla));
            }
            events.push(event(entry, idx, questions, self));
        }
        (events, sigla)
    }

    fn asked(&self) -> impl Iterator<Item = (usize, &CaseEvent)> {
        self.case.events.iter().enumerate().filter(|(_, entry)| !entry.questions.is_empty())
    }

    /// The names of the main events as a headline.
    pub(crate) fn title(&self) -> String {
        let main = self.asked().filter(|(_, entry)| entry.event.main);
        let titles: Vec<String> = main.map(|(_, entry)| labels::event(&entry.event).into_owned()).collect();
        let title = match titles.as_slice() {
            [] => String::from("Nothing was found to compare"),
            [only] => only.clone(),
            [first, rest @ ..] => format!("{first} and {}", plural(rest.len(), "other event")),
        };
        capitalized(&title)
    }

    fn all_reports(&self, sigla: &Sigla) -> Vec<ReportView> {
        let marked = self.marked(sigla);
        let all = self.reports.iter().enumerate();
        all.map(|(idx, it)| report(it, idx, marked.get(idx).map_or(&[], Vec::as_slice), sigla, self))
            .collect()
    }

    /// One report with its claims marked.
    pub(crate) fn one_report(&self, idx: usize, sigla: &Sigla) -> Option<ReportView> {
        let marked = self.marked(sigla);
        Some(report(self.reports.get(idx)?, idx, marked.get(idx)?, sigla, self))
    }

    /// The claims that stand in a reading, by report.
    fn marked(&self, sigla: &Sigla) -> Vec<Vec<(u32, Span)>> {
        let mut marked: Vec<Vec<(u32, Span)>> = vec![Vec::new(); self.reports.len()];
        for &idx in sigla.keys() {
            if let Some(claim) = self.case.claims.get(idx as usize)
                && let Some(claims) = marked.get_mut(claim.report.index())
            {
                claims.push((idx, claim.evidence));
            }
        }
        marked
    }

    /// The decisions that show at a place.
    fn judgements(&self, place: &Place) -> Vec<String> {
        labels::judgements(self.case, place).map(labels::judgement).collect()
    }
}

pub(crate) fn capitalized(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

pub(crate) fn kicker(reports: &[Report]) -> String {
    let mut days: Vec<String> = reports.iter().filter_map(day).collect();
    days.sort();
    let read = plural(reports.len(), "report");
    match (days.first(), days.last()) {
        (Some(first), Some(last)) => format!("{read}, {}", labels::days(Some(first), Some(last))),
        _ => read,
    }
}

pub(crate) fn standfirst(case: &Case, reports: &[Report]) -> String {
    let n_questions: usize = case.events.iter().map(|entry| entry.questions.len()).sum();
    let n_readings: usize =
        case.events.iter().flat_map(|entry| &entry.questions).map(|question| question.readings.len()).sum();
    let view = labels::view(case).map(|view| format!("{view} ")).unwrap_or_default();
    format!(
        "{view}What {} to {}: {}, each with who says so and the very words.",
        if reports.len() == 1 { "one report answers" } else { "the reports answer" },
        plural(n_questions, "question"),
        plural(n_readings, "reading"),
    )
}

pub(crate) fn tally(case: &Case) -> Vec<Tally> {
    let all = [Status::Disputed, Status::Evolving, Status::Compatible, Status::Agreed, Status::Single];
    let questions = || case.events.iter().flat_map(|entry| &entry.questions);
    all.into_iter()
        .map(|status| Tally {
            n: questions().filter(|question| question.status == status).count(),
            status: status_view(status),
        })
        .filter(|tally| tally.n > 0)
        .collect()
}

pub(crate) fn status_view(status: Status) -> StatusView {
    StatusView { label: status.label(), sign: labels::sign(status) }
}

fn event(entry: &CaseEvent, idx: usize, questions: Vec<QuestionView>, shown: &Shown<'_>) -> EventView {
    let place = Place::Event(EventId(idx as u32));
    let event = &entry.event;
    EventView {
        anchor: format!("e{}", idx + 1),
        label: capitalized(&labels::event(event)),
        facts: labels::event_facts(event).join(" · "),
        main: event.main,
        is_title: false,
        judgements: shown.judgements(&place),
        decide: shown.links.decide(&place),
        questions,
    }
}

fn question(
    question: &Question,
    (event, nth, number): (usize, usize, usize),
    shown: &Shown<'_>,
    sigla: &mut Sigla,
) -> QuestionView {
    let &Shown { case, reports, ontology, links } = shown;
    let asked = labels::question(question, ontology);
    let place = Place::Question(EventId(event as u32), nth as u32);
    let readings = question.readings.iter().enumerate();
    QuestionView {
        number,
        href: links.question(event, nth, number),
        judgements: shown.judgements(&place),
        decide: links.decide(&place),
        status: status_view(question.status),
        why: labels::why(question).into_owned(),
        chart: chart(question, case, reports, &asked),
        readings: readings
            .map(|(idx, it)| reading(it, format!("{number}{}", letters(idx)), shown, sigla))
            .collect(),
        asked,
    }
}

/// a, b, … z, aa, ab, …
fn letters(idx: usize) -> String {
    let last = char::from(b'a' + (idx % 26) as u8);
    if idx < 26 { last.to_string() } else { format!("{}{last}", letters(idx / 26 - 1)) }
}

fn reading(reading: &Reading, siglum: String, shown: &Shown<'_>, sigla: &mut Sigla) -> ReadingView {
    for &claim in &reading.claims {
        sigla.entry(claim).or_insert_with(|| siglum.clone());
    }
    ReadingView {
        stance: labels::stance(reading.stance),
        value: labels::value(&reading.value),
        sources: sources(&reading.sources),
        weight: labels::weight(reading),
        reported: labels::reported(reading),
        sayings: sayings(reading, shown.case, shown.reports)
            .iter()
            .map(|it| saying(it, shown.links))
            .collect(),
        siglum,
    }
}

/// The first few sources of a reading.
fn sources(names: &[String]) -> String {
    const SHOWN: usize = 2;
    let shown: Vec<_> = names.iter().take(SHOWN).map(|name| tidy(name)).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// How much of the text around the evidence is shown with it, in bytes on each side.
const AROUND: usize = 110;
/// The longest evidence that is shown whole beside its reading.
const WHOLE: usize = 600;

fn saying(saying: &Saying<'_>, links: &dyn Links) -> SayingView {
    let text = saying.places.first().map_or("", |(_, report)| report.text.as_str());
    let evidence = saying.claim.evidence;
    let mut view = SayingView {
        sources: saying.sources.join(", through "),
        places: saying.places.iter().map(|(claim, report)| place(*claim, report, links)).collect(),
        ..SayingView::default()
    };
    if evidence.len() > WHOLE {
        view.start = saying.words.clone();
        return view;
    }
    let (before, after) = surroundings(text, evidence, AROUND);
    let (start, value, end) = around_value(saying.claim);
    view.before = harmless_lines(before.of(text)).into_owned();
    view.start = harmless_lines(start.of(text)).into_owned();
    view.value = harmless_lines(value.of(text)).into_owned();
    view.end = harmless_lines(end.of(text)).into_owned();
    view.after = harmless_lines(after.of(text)).into_owned();
    let starts = text.get(..before.start as usize).is_none_or(|head| head.is_empty() || head.ends_with('\n'));
    let ends = text.get(after.end as usize..).is_none_or(|tail| tail.is_empty() || tail.starts_with('\n'));
    view.cut_before = if starts { "" } else { "… " };
    view.cut_after = if ends { "" } else { " …" };
    view
}

fn place(claim: u32, report: &Report, links: &dyn Links) -> PlaceView {
    let day = report.published.map(|published| labels::short_day(published.date));
    PlaceView {
        anchor: links.anchor(claim),
        href: links.words(claim),
        decide: links.decide(&Place::Claim(claim)),
        report: labels::report(report).into_owned(),
        day: day.unwrap_or_else(|| String::from("undated")),
    }
}

/// The claims that stand in a reading, each with its siglum; one after another of the same reading are one.
fn with_sigla(claims: &[u32], sigla: &Sigla, links: &dyn Links) -> Vec<Ref> {
    let mut refs: Vec<Ref> =
        claims.iter().filter_map(|claim| Some((links.reading(*claim), sigla.get(claim)?.clone()))).collect();
    refs.dedup_by(|a, b| a.1 == b.1);
    refs
}

impl Shown<'_> {
    pub(crate) fn timeline(&self, sigla: &Sigla) -> Vec<Happening> {
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
        self.case.timeline.iter().map(happening).collect()
    }

    pub(crate) fn warnings(&self, sigla: &Sigla) -> Vec<WarningView> {
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
        self.case.warnings.iter().map(warning).collect()
    }

    pub(crate) fn origins(&self) -> Vec<OriginView> {
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
        self.case.origins.iter().filter_map(origin).collect()
    }
}

fn report(
    report: &Report,
    idx: usize,
    claims: &[(u32, Span)],
    sigla: &Sigla,
    shown: &Shown<'_>,
) -> ReportView {
    let links = shown.links;
    let here = Place::Report(ReportId(idx as u32));
    let title = report.title.as_deref().map(tidy).unwrap_or_default();
    let id = tidy(&report.id).into_owned();
    let text =
        |text: &Option<String>| text.as_deref().map(|text| tidy(text).into_owned()).unwrap_or_default();
    let published = report.published.map(|published| labels::date(&published.to_string()).into_owned());
    let facts = [
        text(&report.publisher),
        text(&report.author),
        published.unwrap_or_else(|| String::from("undated")),
        labels::unread(report).unwrap_or_default(),
    ];
    // The headline stands above the text already; it is repeated only where it carries evidence.
    let is_shown = |paragraph: &marked::Paragraph| {
        paragraph.class != "headline" || paragraph.stretches.iter().any(|stretch| stretch.claim.is_some())
    };
    let paragraphs = paragraphs(report, claims).into_iter().filter(is_shown).map(|paragraph| ParagraphView {
        class: paragraph.class,
        stretches: paragraph
            .stretches
            .into_iter()
            .map(|stretch| StretchView {
                words: stretch.words,
                claim: stretch.claim.map(|claim| mark(claim, shown)),
                begins: stretch.begins.into_iter().map(|claim| links.anchor(claim)).collect(),
                notes: with_sigla(&stretch.ends, sigla, links),
            })
            .collect(),
    });
    ReportView {
        idx,
        title: if title.is_empty() { id.clone() } else { title.into_owned() },
        id,
        facts: facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · "),
        language: report.language.as_deref().unwrap_or_default().to_owned(),
        url: report.url.as_deref().and_then(web_address),
        judgements: shown.judgements(&here),
        decide: links.decide(&here),
        paragraphs: paragraphs.collect(),
    }
}

/// What leads from words to the claim that they are evidence of.
fn mark(claim: u32, shown: &Shown<'_>) -> Marked {
    let href = shown.links.reading(claim);
    let Some(it) = shown.case.claims.get(claim as usize) else {
        return Marked { href, group: "", chain: String::new() };
    };
    let group = match shown.ontology.property(&it.property).map(|property| property.group) {
        Some(PropertyGroup::Counts) => "counts",
        Some(PropertyGroup::Actors) => "actors",
        Some(PropertyGroup::Warnings) => "warnings",
        Some(PropertyGroup::Circumstances) | None => "circumstances",
    };
    let sources: Vec<_> = it.sources.iter().map(|source| tidy(&source.name)).collect();
    let said =
        if sources.is_empty() { String::from("the report itself") } else { sources.join(", through ") };
    let stance = labels::stance(it.stance).map(|stance| format!("{stance}: ")).unwrap_or_default();
    let chain = format!("{}: {stance}{} – {said}", labels::property(&it.property), labels::value(&it.value));
    Marked { href, group, chain }
}

/// An address that is safe to link to: `http:` or `https:`, and nothing but visible ASCII.
fn web_address(url: &str) -> Option<String> {
    let url = url.trim();
    let scheme = url.split_once("://")?.0;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    (is_web && url.bytes().all(|byte| byte.is_ascii_graphic())).then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sigla_go_on_after_z() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(letters), ["a", "z", "aa", "ab", "zz", "aaa"]);
    }

    #[test]
    fn only_web_addresses_are_linked() {
        assert!(web_address("https://courier.example/a?b=1&c=2").is_some());
        assert!(web_address("HTTP://courier.example/").is_some());
        for url in [
            "javascript:alert(1)",
            "javascript://x%0aalert(1)",
            "data:text/html,<script>",
            "//courier.example/",
            "https://courier.example/\nx",
            " \u{1}javascript://",
            "file:///etc/passwd",
            "courier.example",
        ] {
            assert_eq!(web_address(url), None, "{url}");
        }
    }
}
