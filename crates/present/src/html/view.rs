//! What the templates show: the nouns of a case as words, ready for a page.
//!
//! Every string here is unescaped text; askama escapes it where a template puts it in.

use super::chart::Chart;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "page.html")]
pub(crate) struct Page {
    pub(crate) title: String,
    pub(crate) kicker: String,
    pub(crate) standfirst: String,
    pub(crate) tally: Vec<Tally>,
    pub(crate) events: Vec<EventView>,
    pub(crate) unasked: Vec<String>,
    pub(crate) timeline: Vec<Happening>,
    pub(crate) warnings: Vec<WarningView>,
    pub(crate) altered: Vec<OriginView>,
    pub(crate) origins: Vec<OriginView>,
    pub(crate) judgements: Vec<String>,
    pub(crate) reports: Vec<ReportView>,
    /// Whether the reports are unfolded at first.
    pub(crate) unfolded: bool,
    pub(crate) chart_width: f64,
    pub(crate) chart_height: f64,
}

/// How many questions have a status.
pub(crate) struct Tally {
    pub(crate) n: usize,
    pub(crate) status: StatusView,
}

pub(crate) struct StatusView {
    pub(crate) label: &'static str,
    pub(crate) sign: &'static str,
}

pub(crate) struct EventView {
    pub(crate) anchor: String,
    pub(crate) label: String,
    pub(crate) facts: String,
    pub(crate) main: bool,
    /// Whether its name stands over the page already.
    pub(crate) is_title: bool,
    pub(crate) judgements: Vec<String>,
    pub(crate) decide: Option<String>,
    pub(crate) questions: Vec<QuestionView>,
}

pub(crate) struct QuestionView {
    pub(crate) number: usize,
    /// Where it stands.
    pub(crate) href: String,
    pub(crate) judgements: Vec<String>,
    pub(crate) decide: Option<String>,
    pub(crate) asked: String,
    pub(crate) status: StatusView,
    pub(crate) why: String,
    pub(crate) chart: Option<Chart>,
    pub(crate) readings: Vec<ReadingView>,
    /// How many readings there are, and where all of them stand, if not here.
    pub(crate) more: Option<(usize, String)>,
}

pub(crate) struct ReadingView {
    pub(crate) siglum: String,
    pub(crate) stance: Option<&'static str>,
    pub(crate) value: String,
    pub(crate) sources: String,
    pub(crate) weight: String,
    pub(crate) reported: String,
    pub(crate) sayings: Vec<SayingView>,
    /// How many there are; some of them may stand on another page.
    pub(crate) n_sayings: usize,
    /// Where all of them stand, if not here.
    pub(crate) more: Option<String>,
}

#[derive(Default)]
pub(crate) struct SayingView {
    pub(crate) cut_before: &'static str,
    pub(crate) before: String,
    pub(crate) start: String,
    pub(crate) value: String,
    pub(crate) end: String,
    pub(crate) after: String,
    pub(crate) cut_after: &'static str,
    pub(crate) sources: String,
    pub(crate) places: Vec<PlaceView>,
}

/// One claim of a saying: where it stands on the page and in its report.
pub(crate) struct PlaceView {
    pub(crate) anchor: String,
    /// Where its words stand.
    pub(crate) href: String,
    /// How its chain of sources and card are told when one asks.
    pub(crate) decide: Option<String>,
    pub(crate) report: String,
    pub(crate) day: String,
}

pub(crate) struct Happening {
    pub(crate) date: String,
    pub(crate) text: String,
    pub(crate) known: String,
    pub(crate) claims: Vec<Ref>,
}

pub(crate) struct WarningView {
    pub(crate) date: String,
    pub(crate) who: String,
    pub(crate) content: String,
    pub(crate) valid: String,
    pub(crate) claims: Vec<Ref>,
    pub(crate) responses: Vec<Ref>,
}

pub(crate) struct OriginView {
    pub(crate) report: (String, String),
    pub(crate) how: &'static str,
    /// Where the other report stands, if it is one of the case.
    pub(crate) from: (Option<String>, String),
    pub(crate) share: String,
    pub(crate) words: String,
    pub(crate) differences: Vec<String>,
}

pub(crate) struct ReportView {
    pub(crate) idx: usize,
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) facts: String,
    /// BCP 47, where known.
    pub(crate) language: String,
    pub(crate) url: Option<String>,
    pub(crate) judgements: Vec<String>,
    pub(crate) decide: Option<String>,
    pub(crate) paragraphs: Vec<ParagraphView>,
}

pub(crate) struct ParagraphView {
    pub(crate) class: &'static str,
    pub(crate) stretches: Vec<StretchView>,
}

/// Words that are evidence of the same claims; see [`marked::Stretch`].
pub(crate) struct StretchView {
    pub(crate) words: String,
    pub(crate) claim: Option<Marked>,
    /// Anchors of the claims whose evidence begins here.
    pub(crate) begins: Vec<String>,
    pub(crate) notes: Vec<Ref>,
}

/// A claim to which words lead.
pub(crate) struct Marked {
    pub(crate) href: String,
    /// The heading of the ontology under which its property stands.
    pub(crate) group: &'static str,
    /// What is claimed, by whom: shown when one asks.
    pub(crate) chain: String,
}

/// A claim by the siglum of its reading, with where it stands.
pub(crate) type Ref = (String, String);
