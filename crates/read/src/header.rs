//! The first lines of a text: title, byline, date, publisher, dateline.
//!
//! ```text
//! Ferry fire kills nine                       title
//!
//! By Jane Doe | March 23 2024                 author, published        (byline)
//! The Eastport Herald                         publisher                (byline)
//!
//! EASTPORT, Norland (Agency) — A ferry …      credit                   (byline, up to the dash)
//! ```

use crate::credit;
use crate::date::date_line;
use crate::dateline;
use crate::furniture::is_trail;
use crate::line::Line;
use crate::page::{Page, part};
use crate::shape::{is_name, is_publisher, key, names};
use crate::words::{Cue, Field, Hit, Place, Words, fold};
use variorum_model::report::{Furniture, FurnitureKind};
use variorum_model::{Report, Span};

/// The header lies within this many lines.
const ZONE: usize = 16;

/// Reads the header into the fields of the report that are still unknown, and marks its lines.
pub(crate) fn read(page: &mut Page<'_>, report: &mut Report) {
    let zone = zone(&page.lines);
    fields(page, report, zone);
    headline(page, report, zone);
    let mut anchors = Vec::new();
    for i in 0..zone {
        if page.is_marked(i) || is_headline(page, report, i) || page.lines[i].words > 25 {
            continue;
        }
        if dated_headline(page, report, i) {
            anchors.push(i);
        } else if byline(page, report, i) || dated(page, report, i) || is_relative(&page.lines[i], page.words)
        {
            page.mark(i, FurnitureKind::Byline);
            anchors.push(i);
        }
    }
    if report.title.is_none() {
        masthead(page, report, &anchors);
    }
    neighbours(page, report, zone, &anchors);
    if report.title.is_none() {
        title(page, report, zone);
    }
    dateline::read(page, report, zone);
}

/// The number of lines before the second one that is prose.
fn zone(lines: &[Line<'_>]) -> usize {
    let mut prose = lines.iter().take(ZONE).enumerate().filter(|(_, line)| line.is_prose());
    prose.next();
    prose.next().map_or(lines.len().min(ZONE), |(i, _)| i)
}

/// "Title: …", "Date: …" at the very top.
fn fields(page: &mut Page<'_>, report: &mut Report, zone: usize) {
    for i in 0..zone {
        let line = page.lines[i];
        let Some((name, value)) = line.text.split_once(':') else { break };
        let (Some(field), value) = (page.words.field(name), value.trim().trim_matches(['"', '\''])) else {
            break;
        };
        if value.is_empty() && field != Field::Ignored || value.split_whitespace().count() > 40 {
            break;
        }
        if !set_field(report, field, value, page.words) {
            break;
        }
        if field == Field::Title {
            let start = line.text.len() - line.text.trim_end_matches(['"', '\'']).len();
            let at = line.text.find(value).unwrap_or(start);
            report.headline = Some(part(&line, at, at + value.len()));
            page.inner.push(Furniture { span: part(&line, 0, at), kind: FurnitureKind::Byline });
        } else {
            page.mark(i, FurnitureKind::Byline);
        }
    }
}

/// Sets a header field that is unknown. Says whether the value fits the field.
pub(crate) fn set_field(report: &mut Report, field: Field, value: &str, words: &Words) -> bool {
    let value = value.trim();
    match field {
        Field::Title => put(&mut report.title, value),
        Field::Author => put(&mut report.author, value),
        Field::Publisher => match words.agency(value) {
            Some(agency) => credit::agency(report, agency, None),
            None => put(&mut report.publisher, value),
        },
        Field::Published => {
            let published = crate::date::stated(value, words);
            report.published = report.published.or(published);
            return published.is_some();
        }
        Field::Url => put(&mut report.url, value),
        Field::Ignored => {}
    }
    true
}

fn put(field: &mut Option<String>, value: &str) {
    // "Jane Doe." but "Jane Doe Jr."
    let stem =
        value.strip_suffix('.').filter(|stem| stem.rsplit(' ').next().is_some_and(|last| last.len() > 3));
    let value = stem.unwrap_or(value);
    if field.is_none() && !value.is_empty() {
        *field = Some(value.to_owned());
    }
}

/// The name of the paper as the very first line, above the date or the byline: its masthead.
fn masthead(page: &mut Page<'_>, report: &mut Report, anchors: &[usize]) {
    let (Some(&first), Some(&anchor)) = (page.lines.first(), anchors.first()) else { return };
    let below = (anchor + 1..page.lines.len().min(ZONE)).find(|i| !page.is_marked(*i)).map(|i| page.lines[i]);
    let has_title_below = below.is_some_and(|line| !line.is_prose() && line.words >= 3 && line.starts_block);
    if anchor == 1
        && !page.is_marked(0)
        && !first.is_prose()
        && has_title_below
        && is_publisher(first.text, page.words)
    {
        put(&mut report.publisher, first.text);
        page.mark(0, FurnitureKind::Byline);
    }
}

/// Finds a title that is already known in the first lines.
fn headline(page: &mut Page<'_>, report: &mut Report, zone: usize) {
    if report.headline.is_some() {
        return;
    }
    let Some(title) = report.title.as_deref().map(key).filter(|title| !title.is_empty()) else { return };
    report.headline =
        page.lines.iter().take(zone.max(3)).find(|line| key(line.text) == title).map(|line| line.span);
}

pub(crate) fn is_headline(page: &Page<'_>, report: &Report, i: usize) -> bool {
    report.headline.is_some_and(|headline| page.lines.get(i).is_some_and(|line| line.span.overlaps(headline)))
}

/// "By Jane Doe and John Roe, Eastport Herald | March 23 2024".
fn byline(page: &mut Page<'_>, report: &mut Report, i: usize) -> bool {
    let line = page.lines[i];
    let hits = page.words.hits(line.text);
    let opener = hits
        .iter()
        .filter(|hit| hit.cue == Cue::Byline && hit.place == Place::Opens)
        .max_by_key(|hit| hit.end);
    let Some(&Hit { start, end, .. }) = opener else { return false };
    // "by" in lower case continues a sentence.
    if !line.text[start..].starts_with(char::is_uppercase) {
        return false;
    }
    let rest = line.text[end..].trim_start_matches([':', ' ']);
    let read = date_line(rest, page.words);
    let Some(first) = read.rest.first() else { return false };
    let (first, place) = first.split_once(" in ").map_or((first.as_str(), ""), |(name, place)| (name, place));
    let known = names(first, page.words);
    let agency = agency_staff(first, page.words);
    let agency = agency.map(str::to_owned);
    if !known
        && agency.is_none()
        && !page.words.anonymous.contains(&fold(first))
        && !is_publisher(first, page.words)
    {
        return false;
    }
    if place.split_whitespace().count() > 3
        || read.rest.iter().any(|part| part.split_whitespace().count() > 8)
        || line.words > 25
    {
        return false;
    }
    if known {
        // Names joined by commas were cut apart with the rest of the line.
        let further = read
            .rest
            .iter()
            .skip(1)
            .take_while(|part| names(part, page.words) && rest.contains(part.as_str()));
        let author = further.fold(first.to_owned(), |all, name| format!("{all}, {name}"));
        put(&mut report.author, &author);
    }
    if let Some(agency) = agency {
        credit::agency(report, &agency, Some(line.span));
    }
    for part in read.rest.iter().skip(1) {
        credit_or_publisher(page, report, part, line.span);
    }
    report.published = report.published.or(read.published);
    true
}

/// "Updated 3 hours ago": a time that is none without knowing when the page was saved.
fn is_relative(line: &Line<'_>, words: &Words) -> bool {
    let opened = |hit: &Hit| hit.place == Place::Opens && matches!(hit.cue, Cue::Published | Cue::Updated);
    line.words <= 6
        && words.hits(line.text).iter().any(opened)
        && line.text.split_whitespace().any(|word| words.relative.contains(&fold(word.trim_matches(','))))
}

/// "Published March 23 2024 | Eastport Herald": a line of dates, with nothing else but names.
fn dated(page: &mut Page<'_>, report: &mut Report, i: usize) -> bool {
    let line = page.lines[i];
    let read = date_line(line.text, page.words);
    let header = |part: &String| {
        names(part, page.words)
            || is_publisher(part, page.words)
            || page.words.agency(part).is_some()
            || page.words.anonymous.contains(&fold(part))
            || page.words.field(part).is_some()
            || part.split_whitespace().count() <= 2 && part.starts_with(char::is_uppercase)
    };
    if !read.dated || !read.rest.iter().all(header) {
        return false;
    }
    report.published = report.published.or(read.published);
    for (number, part) in read.rest.iter().enumerate() {
        // "NPA, Wednesday 15 October 2025"
        let initials = number == 0
            && (3..=6).contains(&part.len())
            && part.bytes().all(|letter| letter.is_ascii_uppercase())
            && page.words.agency(part).is_none()
            && !page.words.zones.contains(&fold(part))
            && line.text.starts_with(part.as_str());
        if initials {
            put(&mut report.publisher, part);
        } else if names(part, page.words) {
            put(&mut report.author, part);
        } else {
            credit_or_publisher(page, report, part, line.span);
        }
    }
    true
}

/// "Ferry burns in Eastport Posted: Friday, March 23, 2024 5:29 PM": a title with the line of dates run into it.
fn dated_headline(page: &mut Page<'_>, report: &mut Report, i: usize) -> bool {
    let line = page.lines[i];
    let first = (0..i).all(|earlier| page.is_marked(earlier));
    let hits = page.words.hits_anywhere(line.text, &[Cue::Published, Cue::Updated]);
    let Some(hit) = hits.iter().find(|hit| hit.start > 0).filter(|_| first && report.title.is_none()) else {
        return false;
    };
    let (head, tail) = line.text.split_at(hit.start);
    let head = head.trim_end_matches([' ', '|', '-', '–', '—', '•', '·']);
    let read = date_line(tail, page.words);
    let is_title = (3..=25).contains(&head.split_whitespace().count()) && !holds_sentence_end(head);
    if !read.dated
        || !read.rest.is_empty()
        || !is_title
        || !date_line(head, page.words).rest.join(" ").contains(' ')
    {
        return false;
    }
    report.title = Some(head.to_owned());
    report.headline = Some(part(&line, 0, head.len()));
    report.published = report.published.or(read.published);
    page.inner.push(Furniture { span: part(&line, hit.start, line.text.len()), kind: FurnitureKind::Byline });
    true
}

/// "Reuters", "Reuters Staff".
fn agency_staff<'w>(part: &str, words: &'w Words) -> Option<&'w str> {
    words.agency(part).or_else(|| {
        let (name, last) = part.rsplit_once(' ')?;
        words.anonymous.contains(&fold(last)).then(|| words.agency(name)).flatten()
    })
}

fn credit_or_publisher(page: &Page<'_>, report: &mut Report, part: &str, evidence: Span) {
    if let Some(agency) = agency_staff(part, page.words) {
        credit::agency(report, agency, Some(evidence));
    } else if is_publisher(part, page.words) {
        put(&mut report.publisher, part);
    }
}

/// A name, a publisher or an agency alone on a line, beside a byline or a line of dates.
fn neighbours(page: &mut Page<'_>, report: &mut Report, zone: usize, anchors: &[usize]) {
    for i in 0..zone {
        let line = page.lines[i];
        // The first line is the title, whatever it looks like.
        let first = report.title.is_none() && (0..i).all(|earlier| page.is_marked(earlier));
        if !first && report.author.is_none() && is_name(line.text, page.words) && is_role(page, i + 1) {
            report.author = Some(line.text.to_owned());
            page.mark(i, FurnitureKind::Byline);
            page.mark(i + 1, FurnitureKind::Byline);
            continue;
        }
        if first
            || page.is_marked(i)
            || is_headline(page, report, i)
            || !anchors.iter().any(|anchor| anchor.abs_diff(i) <= 2)
        {
            continue;
        }
        let (before_comma, after_comma) = line.text.split_once(',').unwrap_or((line.text, ""));
        let has_role = after_comma.split_whitespace().any(|word| page.words.roles.contains(&fold(word)));
        if report.author.is_none()
            && (names(line.text, page.words) || has_role && is_name(before_comma, page.words))
        {
            put(&mut report.author, if has_role { before_comma } else { line.text });
        } else if let Some(agency) = page.words.agency(line.text) {
            credit::agency(report, agency, Some(line.span));
        } else if is_publisher(line.text, page.words) {
            put(&mut report.publisher, line.text);
        } else if report.author.as_deref() != Some(line.text) {
            continue;
        }
        page.mark(i, FurnitureKind::Byline);
    }
}

/// "Crime Correspondent": what somebody is, in a few words.
fn is_role(page: &Page<'_>, i: usize) -> bool {
    page.lines.get(i).is_some_and(|line| {
        line.words <= 4
            && !line.ends_sentence()
            && line.text.split_whitespace().any(|word| page.words.roles.contains(&fold(word)))
    })
}

/// A short first line that is no sentence, apart from the text below it.
fn title(page: &Page<'_>, report: &mut Report, zone: usize) {
    let furniture = |line: &Line<'_>| {
        let bracketed = line.text.starts_with(['(', '[']) && line.text.ends_with([')', ']']);
        bracketed
            || is_trail(line)
            || dateline::split(line, page.words).is_some()
            || page.words.hits(line.text).iter().any(|hit| {
                hit.place == Place::Whole
                    || hit.cue == Cue::Picture
                    || hit.place == Place::Opens
                        && matches!(hit.cue, Cue::Teaser | Cue::Subscription | Cue::Navigation | Cue::Imprint)
            })
    };
    let Some(first) = (0..zone).find(|i| !page.is_marked(*i) && !furniture(&page.lines[*i])) else { return };
    // A headline may run over up to three lines of a block.
    let last = (first + 1..page.lines.len())
        .take(3)
        .find(|i| page.lines[*i].starts_block || page.is_marked(*i))
        .map_or(first, |end| end - 1);
    let ends = page.lines.get(last + 1).is_some_and(|next| next.starts_block || page.is_marked(last + 1));
    // Without empty lines, the first of them can only be told by its length.
    let above =
        page.lines.get(first + 1).is_some_and(|next| next.words >= 25) && page.lines[first].words <= 16;
    let last = if ends {
        last
    } else if above {
        first
    } else {
        return;
    };
    let lines = &page.lines[first..=last];
    let words: usize = lines.iter().map(|line| line.words).sum();
    let text: Vec<&str> = lines.iter().map(|line| line.text).collect();
    let text = text.join(" ");
    let sentence =
        text.ends_with(['.', ',', ';', ':']) && !text.ends_with("...") || holds_sentence_end(&text);
    if words > 25 || sentence || text.starts_with(char::is_lowercase) || !text.contains(char::is_alphabetic) {
        return;
    }
    // "× Ferry burns": what is left of a button.
    let title = text.trim_start_matches(['×', '•', '*', '»', '›', '>', '|', '-', '–', ' ']);
    let mut headline = lines[0].span.join(lines[lines.len() - 1].span);
    headline.start += (text.len() - title.len()) as u32;
    report.headline = Some(headline);
    report.title = Some(title.to_owned());
}

/// Whether a sentence ends within: a full stop behind a word of some length, then a capital.
fn holds_sentence_end(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| {
        let stem = pair[0].trim_end_matches(['"', '”', '’']);
        stem.ends_with('.')
            && stem.chars().filter(|c| c.is_lowercase()).count() >= 4
            && pair[1].starts_with(char::is_uppercase)
    })
}
