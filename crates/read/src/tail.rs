//! The last lines of a text: notes on the author, dates and publishers that stand at the end.
//!
//! ```text
//! Jane Doe is a reporter at the Eastport Herald.      imprint
//!
//! About the author                                    imprint, to the end
//! Jane Doe                                            author
//!
//! © 2024 The Eastport Herald. All rights reserved.    imprint; publisher
//! ```

use crate::date::date_line;
use crate::page::Page;
use crate::shape::{is_name, is_publisher, names};
use crate::words::fold;
use variorum_model::Report;
use variorum_model::report::FurnitureKind;

/// Reads the end of the text into the fields of the report that are still unknown, and marks its lines.
pub(crate) fn read(page: &mut Page<'_>, report: &mut Report) {
    about_the_author(page, report);
    author_notes(page, report);
    copyright(page, report);
    dates(page, report);
}

/// "Author(s)" alone on a line, then a name and a few words on the person.
fn about_the_author(page: &mut Page<'_>, report: &mut Report) {
    let n = page.lines.len();
    let heading = (n.saturating_sub(12).max(1)..n).find(|i| {
        let line = page.lines[*i];
        line.words <= 3 && page.words.note_headings.contains(fold(line.text).trim_end_matches(':').trim())
    });
    let Some(heading) = heading else { return };
    let words: usize = page.lines[heading..].iter().map(|line| line.words).sum();
    if words > 200 {
        return;
    }
    if let Some(next) = page.lines.get(heading + 1)
        && report.author.is_none()
        && names(next.text, page.words)
    {
        report.author = Some(next.text.to_owned());
    }
    for line in heading..n {
        page.marks[line] = Some(FurnitureKind::Imprint);
    }
}

/// "Professor Jane Doe is the author of …" among the last lines: a name near the beginning, "is", and a role or the
/// known author's name.
fn author_notes(page: &mut Page<'_>, report: &Report) {
    let open: Vec<usize> = (1..page.lines.len()).rev().filter(|i| !page.is_marked(*i)).take(2).collect();
    for i in open {
        let line = page.lines[i];
        let text = line.text.trim_start_matches(['*', '_', '•', '-', ' ']);
        let all: Vec<&str> = text.split_whitespace().take(16).collect();
        let verb = all.iter().take(8).position(|word| page.words.note_verbs.contains(&fold(word)));
        let Some(verb) = verb.filter(|verb| line.words <= 60 && *verb >= 2) else { return };
        let subject = all[..verb].join(" ");
        let author = report.author.as_deref().is_some_and(|author| subject.contains(author));
        let role = all[verb..]
            .iter()
            .take(8)
            .any(|word| page.words.roles.contains(&fold(word.trim_matches(|c: char| !c.is_alphanumeric()))));
        let last = all[verb.saturating_sub(2)..verb].join(" ");
        if !(author
            || role
                && line.starts_block
                && is_name(&last, page.words)
                && subject.split_whitespace().count() <= 4)
        {
            return;
        }
        page.mark(i, FurnitureKind::Imprint);
    }
}

/// "© 2024 The Eastport Herald. All rights reserved."
fn copyright(page: &Page<'_>, report: &mut Report) {
    let n = page.lines.len();
    for i in n.saturating_sub(8)..n {
        let line = page.lines[i];
        let Some(at) = line.text.find('©').filter(|_| page.marks[i] == Some(FurnitureKind::Imprint)) else {
            continue;
        };
        let owner = line.text[at + '©'.len_utf8()..].trim_start_matches(|c: char| !c.is_alphabetic());
        let owner = owner.split(['.', ',', '|', '–', '—', '\t']).next().unwrap_or("").trim();
        let owner = owner.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '-');
        if let Some(agency) = page.words.agency(owner) {
            crate::credit::agency(report, agency, Some(line.span));
        } else if report.publisher.is_none() && is_publisher(owner, page.words) {
            report.publisher = Some(owner.to_owned());
        }
    }
}

/// "The Eastport Herald, 23 March 2024" as one of the last lines.
fn dates(page: &mut Page<'_>, report: &mut Report) {
    let n = page.lines.len();
    for i in n.saturating_sub(4).max(1)..n {
        let line = page.lines[i];
        if page.is_marked(i) || line.words > 16 || line.ends_sentence() {
            continue;
        }
        let read = date_line(line.text, page.words);
        let header = |part: &String| is_publisher(part, page.words) || names(part, page.words);
        if !read.dated || !read.rest.iter().all(header) {
            continue;
        }
        page.mark(i, FurnitureKind::Byline);
        report.published = report.published.or(read.published);
        for part in &read.rest {
            let field =
                if is_publisher(part, page.words) { &mut report.publisher } else { &mut report.author };
            field.get_or_insert_with(|| part.clone());
        }
    }
}
