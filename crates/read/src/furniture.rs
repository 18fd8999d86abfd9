//! What stands between the lines of an article without belonging to it.
//!
//! ```text
//! … said the harbour master.
//! Read more: Ferry owner fined in 2019         teaser
//! ADVERTISEMENT                                navigation
//! Subscribe to our newsletter                  subscription
//! Smoke over the bay. Photo: Jane Doe          picture credit, from "Photo:" on
//! © 2024 The Eastport Herald                   imprint
//! ```

use crate::credit;
use crate::line::Line;
use crate::page::{Page, part};
use crate::shape::key;
use crate::words::{Cue, Hit, Place, Words};
use variorum_model::report::{Furniture, FurnitureKind};
use variorum_model::{Report, Span};

/// Marks the furniture and takes the credits that stand in it.
pub(crate) fn mark(page: &mut Page<'_>, report: &mut Report) {
    let headline = report.headline.unwrap_or_default();
    let mut hits: Vec<Vec<Hit>> = Vec::with_capacity(page.lines.len());
    for i in 0..page.lines.len() {
        let line = page.lines[i];
        hits.push(if line.words > 60 || page.is_marked(i) || line.span.overlaps(headline) {
            Vec::new()
        } else {
            page.words.hits(line.text)
        });
    }
    let mut i = 0;
    while i < page.lines.len() {
        let line = page.lines[i];
        if page.is_marked(i) || line.span.overlaps(headline) || line.words > 60 {
            i += 1;
            continue;
        }
        if let Some(name) = credit::notice(&line, &hits[i], page.words) {
            credit::republication(report, name, Some(line.span));
            page.mark(i, FurnitureKind::Republication);
        } else if is_teaser_heading(&line, &hits[i]) {
            let end = teaser_end(page, i, &hits);
            (i..end).for_each(|line| page.mark(line, FurnitureKind::Teaser));
            i = end;
            continue;
        } else if let Some(kind) = kind(&line, &hits[i]) {
            page.mark(i, kind);
        } else if is_menu_line(&line, page.words) {
            page.mark(i, FurnitureKind::Navigation);
        } else if report.publisher.as_deref().is_some_and(|publisher| key(publisher) == key(line.text)) {
            page.mark(i, FurnitureKind::Byline);
        } else if let Some(span) = picture_credit(&line, &hits[i]) {
            page.inner.push(Furniture { span, kind: FurnitureKind::PictureCredit });
        } else if line.words <= 12 {
            let agencies = credit::agency_line(&line, &hits[i], page.words);
            if !agencies.is_empty() {
                page.mark(i, FurnitureKind::Byline);
            }
            for (name, span) in agencies {
                credit::agency(report, &name, Some(span));
            }
        }
        i += 1;
    }
    menus(page, &hits);
    summaries(page);
}

/// Two or more lines in a row that break off with dots are the summaries of teasers: a text breaks off once.
fn summaries(page: &mut Page<'_>) {
    let cut_off = |line: &Line<'_>| {
        line.words >= 4
            && (line.text.ends_with('…') || line.text.ends_with("...") || line.text.ends_with("[…]"))
    };
    let open: Vec<usize> = (0..page.lines.len()).filter(|i| !page.is_marked(*i)).collect();
    for run in open
        .chunk_by(|a, b| cut_off(&page.lines[*a]) && cut_off(&page.lines[*b]))
        .filter(|run| run.len() >= 2)
        .map(<[usize]>::to_vec)
        .collect::<Vec<_>>()
    {
        run.into_iter().for_each(|i| page.mark(i, FurnitureKind::Teaser));
    }
}

fn has(hits: &[Hit], cue: Cue, place: Place) -> bool {
    hits.iter().any(|hit| hit.cue == cue && hit.place == place)
}

/// What a line is by its own words. Phrases that can stand anywhere count in short lines only.
fn kind(line: &Line<'_>, hits: &[Hit]) -> Option<FurnitureKind> {
    let fits = |cue: Cue| {
        has(hits, cue, Place::Whole)
            || line.words <= 40 && has(hits, cue, Place::Opens)
            || line.words <= 30 && has(hits, cue, Place::Holds)
    };
    [
        (Cue::Teaser, FurnitureKind::Teaser),
        (Cue::Subscription, FurnitureKind::Subscription),
        (Cue::Imprint, FurnitureKind::Imprint),
        (Cue::Navigation, FurnitureKind::Navigation),
    ]
    .into_iter()
    .find(|(cue, _)| fits(*cue))
    .map(|(_, kind)| kind)
    .or_else(|| {
        (line.words <= 40 && has(hits, Cue::Picture, Place::Opens)).then_some(FurnitureKind::PictureCredit)
    })
    .or_else(|| is_trail(line).then_some(FurnitureKind::Navigation))
}

/// "Print this page | E-mail this story": entries of a menu with bars or points between them.
fn is_menu_line(line: &Line<'_>, words: &Words) -> bool {
    line.words <= 20
        && line.text.contains(['|', '·', '•'])
        && line.text.split(['|', '·', '•']).map(str::trim).filter(|part| !part.is_empty()).all(|part| {
            words.hits(part).iter().any(|hit| {
                hit.place == Place::Whole
                    && matches!(hit.cue, Cue::Navigation | Cue::Subscription | Cue::Teaser | Cue::Imprint)
            })
        })
}

/// "Home > News > Islands".
pub(crate) fn is_trail(line: &Line<'_>) -> bool {
    line.words <= 15
        && ['>', '»', '›'].iter().any(|arrow| {
            let steps: Vec<&str> =
                line.text.split(*arrow).map(str::trim).filter(|step| !step.is_empty()).collect();
            steps.len() >= 3 && steps.iter().all(|step| step.split_whitespace().count() <= 4)
        })
}

/// The credit at the end of a caption, with the bracket that holds it.
fn picture_credit(line: &Line<'_>, hits: &[Hit]) -> Option<Span> {
    let hit = hits
        .iter()
        .filter(|hit| hit.cue == Cue::Picture && hit.place == Place::Holds)
        .min_by_key(|hit| hit.start)?;
    let before = &line.text[..hit.start];
    match before.rfind(['(', '[']) {
        Some(open) if !before[open..].contains([')', ']']) => {
            let close = line.text[hit.end..].find([')', ']']).map_or(line.text.len(), |at| hit.end + at + 1);
            Some(part(line, open, close))
        }
        _ if line.words <= 40 => {
            // "Jane Doe/Getty Images": the credit begins behind the sentence before it.
            let start = before.rfind(['.', '!', '?', '|']).map_or(0, |at| at + 1);
            let start = start + (line.text[start..].len() - line.text[start..].trim_start().len());
            Some(part(line, start.min(hit.start), line.text.len()))
        }
        _ => None,
    }
}

/// "Related", "Read more:" with nothing behind it.
fn is_teaser_heading(line: &Line<'_>, hits: &[Hit]) -> bool {
    has(hits, Cue::Teaser, Place::Whole)
        || hits
            .iter()
            .any(|hit| hit.cue == Cue::Teaser && hit.place == Place::Opens && hit.end + 1 >= line.text.len())
}

/// The line behind the last one that belongs to a teaser heading. At the end of the text all that is short belongs to
/// it; amid the text, headlines up to the next prose.
fn teaser_end(page: &Page<'_>, heading: usize, hits: &[Vec<Hit>]) -> usize {
    let rest = &page.lines[heading + 1..];
    let words: usize = rest.iter().take(16).map(|line| line.words).sum();
    let cut_off = |line: &Line<'_>| line.text.ends_with('…') || line.text.ends_with("...");
    // Headlines have no full stop.
    let stopped =
        |line: &Line<'_>| line.words >= 4 && line.text.trim_end_matches(['"', '”', '’']).ends_with('.');
    let prose = |line: &Line<'_>| (line.is_prose() || stopped(line)) && !cut_off(line);
    // Prose that follows a headline may be its summary if that happens twice; once, it may be the article going on.
    let summaries = (1..rest.len().min(16)).filter(|i| prose(&rest[*i]) && !prose(&rest[*i - 1])).count();
    let n_prose = rest.iter().take(16).filter(|line| prose(line)).count();
    let teasers_only = n_prose == 0 || n_prose >= 2 && summaries == n_prose && n_prose * 2 == rest.len();
    // Many teasers in a row, none of which is a text.
    let all_words: usize = rest.iter().map(|line| line.words).sum();
    let many = rest.len() <= 80 && all_words <= rest.len() * 14 && !rest.iter().any(prose);
    if rest.len() <= 15 && words <= 160 && teasers_only || many {
        // Notices and notes behind the teasers keep their own kinds.
        let own = rest.iter().enumerate().position(|(n, line)| {
            let hits = &hits[heading + 1 + n];
            hits.iter().any(|hit| hit.cue == Cue::Republication)
                && hits.iter().any(|hit| hit.cue == Cue::Subject)
                || kind(line, hits).is_some_and(|kind| kind == FurnitureKind::Imprint)
                || page.is_marked(heading + 1 + n)
        });
        return heading + 1 + own.unwrap_or(rest.len());
    }
    let headline = |line: &&Line<'_>| {
        line.words <= 20 && (!line.ends_sentence() || line.text.ends_with('?') || cut_off(line))
    };
    let all: Vec<&Line<'_>> = rest.iter().take(6).take_while(headline).collect();
    // A lone headline is taken; after several, the last one may be the next section's own heading.
    let bulleted =
        all.iter().take_while(|line| line.text.starts_with(['•', '-', '*', '·', '▪', '>', '»'])).count();
    let first_block = all.iter().enumerate().take_while(|(n, line)| *n == 0 || !line.starts_block).count();
    heading + 1 + if bulleted > 0 { bulleted } else { first_block.min(5) }
}

/// Runs of very short lines of which half are known from menus are menus throughout.
fn menus(page: &mut Page<'_>, hits: &[Vec<Hit>]) {
    let short = |i: usize| page.lines[i].words <= 3 && !page.lines[i].ends_sentence();
    let known = |i: usize| {
        hits[i].iter().any(|hit| {
            matches!(hit.cue, Cue::Navigation | Cue::Subscription | Cue::Teaser) && hit.place == Place::Whole
        })
    };
    let mut runs = Vec::new();
    let mut start = 0;
    for i in 0..=page.lines.len() {
        if i < page.lines.len() && short(i) {
            continue;
        }
        let n_known = (start..i).filter(|line| known(*line)).count();
        if i - start >= 4 && n_known * 2 >= i - start {
            runs.push(start..i);
        }
        start = i + 1;
    }
    for run in runs {
        // What stands before the first or behind the last known line may be a name or a headline.
        let first = run.clone().find(|line| known(*line)).unwrap_or(run.end);
        let last = run.clone().rfind(|line| known(*line)).unwrap_or(run.start);
        (first..=last).for_each(|line| page.mark(line, FurnitureKind::Navigation));
    }
}
