//! What the templates show: the nouns of a case as words, ready for a page.
//!
//! Every string here is unescaped text; askama escapes it where a template puts it in.

use super::chart::Chart;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "page.html")]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) kicker: String,
    pub(super) standfirst: String,
    pub(super) tally: Vec<Tally>,
    pub(super) events: Vec<EventView>,
    pub(super) unasked: Vec<String>,
    pub(super) timeline: Vec<Happening>,
    pub(super) warnings: Vec<WarningView>,
    pub(super) origins: Vec<OriginView>,
    pub(super) reports: Vec<ReportView>,
    /// Whether the reports are unfolded at first.
    pub(super) unfolded: bool,
    pub(super) chart_width: f64,
    pub(super) chart_height: f64,
}

/// How many questions have a status.
pub(super) struct Tally {
    pub(super) n: usize,
    pub(super) status: StatusView,
}

pub(super) struct StatusView {
    pub(super) label: &'static str,
    pub(super) sign: &'static str,
}

pub(super) struct EventView {
    pub(super) anchor: String,
    pub(super) label: String,
    pub(super) facts: String,
    pub(super) main: bool,
    /// Whether its name stands over the page already.
    pub(super) is_title: bool,
    pub(super) questions: Vec<QuestionView>,
}

pub(super) struct QuestionView {
    pub(super) number: usize,
    pub(super) asked: String,
    pub(super) status: StatusView,
    pub(super) why: String,
    pub(super) chart: Option<Chart>,
    pub(super) readings: Vec<ReadingView>,
}

pub(super) struct ReadingView {
    pub(super) siglum: String,
    pub(super) stance: Option<&'static str>,
    pub(super) value: String,
    pub(super) sources: String,
    pub(super) weight: String,
    pub(super) reported: String,
    pub(super) sayings: Vec<SayingView>,
}

#[derive(Default)]
pub(super) struct SayingView {
    pub(super) cut_before: &'static str,
    pub(super) before: String,
    pub(super) start: String,
    pub(super) value: String,
    pub(super) end: String,
    pub(super) after: String,
    pub(super) cut_after: &'static str,
    pub(super) sources: String,
    pub(super) places: Vec<PlaceView>,
}

/// One claim of a saying: where it stands on the page and in its report.
pub(super) struct PlaceView {
    pub(super) claim: u32,
    pub(super) report: String,
    pub(super) day: String,
}

pub(super) struct Happening {
    pub(super) date: String,
    pub(super) text: String,
    pub(super) known: String,
    pub(super) claims: Vec<(u32, String)>,
}

pub(super) struct WarningView {
    pub(super) date: String,
    pub(super) who: String,
    pub(super) content: String,
    pub(super) valid: String,
    pub(super) claims: Vec<(u32, String)>,
    pub(super) responses: Vec<(u32, String)>,
}

pub(super) struct OriginView {
    pub(super) report: (usize, String),
    pub(super) how: &'static str,
    /// The place of the other report on the page, if it is one of the case.
    pub(super) from: (Option<usize>, String),
    pub(super) share: String,
    pub(super) words: String,
    pub(super) differences: Vec<String>,
}

pub(super) struct ReportView {
    pub(super) idx: usize,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) facts: String,
    /// BCP 47, where known.
    pub(super) language: String,
    pub(super) url: Option<String>,
    pub(super) paragraphs: Vec<ParagraphView>,
}

pub(super) struct ParagraphView {
    pub(super) class: &'static str,
    pub(super) stretches: Vec<StretchView>,
}

/// Words that are evidence of the same claims; see [`marked::Stretch`].
pub(super) struct StretchView {
    pub(super) words: String,
    pub(super) claim: Option<u32>,
    pub(super) begins: Vec<u32>,
    pub(super) notes: Vec<(u32, String)>,
}
