//! A report's text with the words marked that are evidence, and what leads from them to the claims.

use super::marked::{self, paragraphs};
use super::view::{Marked, ParagraphView, ReportView, StretchView};
use super::{Shown, Sigla, with_sigla};
use crate::labels;
use crate::text::tidy;
use variorum_model::decision::Place;
use variorum_model::ontology::PropertyGroup;
use variorum_model::{Report, ReportId, Span};

/// A report with these claims marked.
pub(super) fn report(
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
