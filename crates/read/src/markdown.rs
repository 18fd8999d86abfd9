//! Markdown: the text without its markup.
//!
//! ```text
//! ---
//! publication: The Eastport Herald      →  publisher
//! ---
//! # Ferry burns                         →  title, and the first paragraph
//!
//! *By Jane Doe*                         →  By Jane Doe
//!
//! A [ferry](https://…) burned           →  A ferry burned on Friday.
//! on Friday.
//! ```
//!
//! Offsets count in what stands on the right: links, emphasis and pictures would tear sentences apart.

use crate::header::set_field;
use crate::offsets::Offsets;
use crate::page::furnish;
use crate::{Outcome, Reader, decode, id_from_name};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;
use variorum_model::{Report, Span, Stretch};

/// Reads a Markdown file as one report.
pub(crate) fn read(reader: &Reader, name: &str, bytes: &[u8], outcome: &mut Outcome) {
    let Some(decoded) = decode(name, bytes, None, outcome) else { return };
    let mut report = Report { id: id_from_name(name), ..Report::default() };
    let front = plain(&decoded.text, &decoded.offsets, &mut report);
    if report.text.trim().is_empty() {
        outcome.lost(
            name,
            "there is no text in the file, only markup; leave it out, or save it again with its text",
        );
        return;
    }
    for line in front.lines() {
        if let Some((key, value)) = line.split_once(':')
            && let Some(field) = reader.words.field(key)
        {
            set_field(&mut report, field, value.trim().trim_matches(['"', '\'']), &reader.words);
        }
    }
    furnish(&mut report, &reader.words);
    outcome.reports.push(report);
}

/// Fills in the text, and the title where a first heading gives it; what stands in front of the text comes back.
fn plain(source: &str, offsets: &Offsets, report: &mut Report) -> String {
    let options =
        Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut front = String::new();
    let mut block = String::new();
    let (mut in_front, mut pictures, mut in_title) = (false, 0usize, false);
    // From where to where the words of the current paragraph stand in the source.
    let mut range: Option<Range<usize>> = None;
    let flush = |block: &mut String, range: &mut Option<Range<usize>>, report: &mut Report| {
        let span = flush(block, report);
        if let (Some(span), Some(range)) = (span, range.take()) {
            let place = offsets.place(range.start, range.end);
            report.provenance.stretches.push(Stretch { text: span, place });
        }
        span
    };
    for (event, at) in Parser::new_ext(source, options).into_offset_iter() {
        if matches!(event, Event::Text(_) | Event::Code(_)) && !in_front && pictures == 0 {
            let start = range.as_ref().map_or(at.start, |range| range.start);
            range = Some(start..at.end);
        }
        match event {
            Event::Start(Tag::MetadataBlock(_)) => in_front = true,
            Event::End(TagEnd::MetadataBlock(_)) => in_front = false,
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => pictures = pictures.saturating_sub(1),
            Event::Text(text) if in_front => front.push_str(&text),
            Event::Text(text) | Event::Code(text) if pictures == 0 => block.push_str(&text),
            Event::SoftBreak if pictures == 0 => block.push(' '),
            Event::HardBreak if pictures == 0 => block.push('\n'),
            Event::Start(tag) if is_block(&tag) => {
                flush(&mut block, &mut range, report);
                in_title =
                    matches!(tag, Tag::Heading { level: HeadingLevel::H1, .. }) && report.title.is_none();
            }
            Event::End(TagEnd::Heading(_)) => {
                let title = flush(&mut block, &mut range, report);
                if let Some(span) = title.filter(|_| in_title) {
                    report.title = Some(span.of(&report.text).replace('\n', " "));
                    report.headline = Some(span);
                }
                in_title = false;
            }
            Event::End(end) if !is_inline(end) => {
                flush(&mut block, &mut range, report);
            }
            _ => {}
        }
    }
    flush(&mut block, &mut range, report);
    front
}

fn is_block(tag: &Tag<'_>) -> bool {
    !is_inline(tag.to_end())
}

fn is_inline(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

/// Puts a paragraph into the text and says where it stands there.
fn flush(block: &mut String, report: &mut Report) -> Option<Span> {
    let paragraph = block.trim();
    let span = (!paragraph.is_empty()).then(|| {
        if !report.text.is_empty() {
            report.text.push_str("\n\n");
        }
        let start = report.text.len();
        report.text.push_str(paragraph);
        Span::new(start, report.text.len())
    });
    block.clear();
    span
}
