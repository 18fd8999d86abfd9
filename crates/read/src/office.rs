//! Word and OpenDocument texts: the paragraphs of the document's body.
//!
//! ```text
//! word/document.xml   <w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Ferry burns</w:t></w:r></w:p>
//! content.xml         <text:h text:outline-level="1">Ferry burns</text:h><text:p>A ferry …</text:p>
//! ```
//!
//! Running heads, footnotes, comments and deleted words stand elsewhere in the file and are not read. The times and the
//! name that the file keeps of its making are those of whoever saved it, never those of the report.

use crate::compose::{Piece, compose};
use crate::page::furnish;
use crate::xml::{self, Element, Node};
use crate::{Format, Outcome, Reader, id_from_name};
use std::io::{Cursor, Read};
use variorum_model::{Place, Report};

/// Parts that unpack to more are refused.
const PART: u64 = 96 << 20;

/// Reads a document.
pub(crate) fn read(reader: &Reader, name: &str, format: Format, bytes: &[u8], outcome: &mut Outcome) {
    let part = if format == Format::Odt { "content.xml" } else { "word/document.xml" };
    // A flat OpenDocument file is the XML itself.
    let source = if bytes.starts_with(b"PK") {
        part_of(bytes, part)
    } else {
        Ok(String::from_utf8_lossy(bytes).into_owned())
    };
    let root = match source.and_then(|source| xml::parse(&source)) {
        Ok(root) => root,
        Err(message) => {
            outcome.lost(name, message);
            return;
        }
    };
    let mut report = Report { id: id_from_name(name), ..Report::default() };
    let mut body = Body::default();
    let bodies = root.descendants(if format == Format::Odt { "text" } else { "body" });
    if let Some(inner) = bodies.first() {
        body.read(inner);
    }
    body.end_paragraph(false);
    if body.pieces.is_empty() {
        outcome.lost(name, "there is no text in the document; if it holds pictures of pages, run them through text recognition first");
        return;
    }
    report.title = body.title;
    compose(&mut report, &body.pieces);
    furnish(&mut report, &reader.words);
    outcome.reports.push(report);
}

/// The text of a part of a zip archive.
fn part_of(bytes: &[u8], part: &str) -> Result<String, String> {
    let damaged = |error: zip::result::ZipError| {
        format!("the document cannot be opened ({error}); save it again, or save its text as .txt")
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let file = archive.by_name(part).map_err(|error| match error {
        zip::result::ZipError::FileNotFound => {
            format!("there is no {part} in the document, so it is of another kind; save its text as .txt")
        }
        other => damaged(other),
    })?;
    let mut source = Vec::new();
    file.take(PART + 1).read_to_end(&mut source).map_err(|error| damaged(error.into()))?;
    if source.len() as u64 > PART {
        return Err(format!(
            "the document unpacks to more than {} MB, as no report does; save its text as .txt",
            PART >> 20
        ));
    }
    Ok(String::from_utf8_lossy(&source).into_owned())
}

/// The paragraphs of a body on their way.
#[derive(Default)]
struct Body {
    pieces: Vec<Piece>,
    current: String,
    title: Option<String>,
    number: u32,
    /// Within a row of a table: paragraphs are cells.
    in_row: bool,
}

impl Body {
    fn read(&mut self, element: &Element) {
        for node in &element.children {
            match node {
                // Only runs hold text in Word; OpenDocument has it in the paragraphs themselves.
                Node::Text(text) => self.current.push_str(&text.replace(['\n', '\r', '\t'], " ")),
                Node::Element(inner) => self.element(inner),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        match element.name.as_str() {
            "p" | "h" => {
                self.read(element);
                self.end_paragraph(is_title(element));
            }
            "tr" | "table-row" if !self.in_row => {
                self.in_row = true;
                self.read(element);
                self.in_row = false;
                let row = std::mem::take(&mut self.current);
                self.current = row.trim().trim_end_matches('|').trim().to_owned();
                self.end_paragraph(false);
            }
            "tab" | "s" => self.current.push(' '),
            "br" | "cr" | "line-break" => self.current.push(if self.in_row { ' ' } else { '\n' }),
            // Deleted words, notes, fields' codes, properties, pictures' descriptions.
            "del" | "delText" | "instrText" | "tracked-changes" | "note" | "annotation" | "pPr" | "rPr"
            | "tblPr" | "trPr" | "tcPr" | "sectPr" | "drawing" | "pict" | "frame" | "footnoteReference"
            | "forms" | "sequence-decls" | "Fallback" => {}
            _ => self.read(element),
        }
    }

    fn end_paragraph(&mut self, is_title: bool) {
        if self.in_row {
            if !self.current.trim().is_empty() && !self.current.ends_with("| ") {
                self.current.push_str(" | ");
            }
            return;
        }
        self.number += 1;
        let text = std::mem::take(&mut self.current);
        let text = text
            .lines()
            .map(|line| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
        let text = text.collect::<Vec<_>>().join("\n").trim().to_owned();
        if text.is_empty() {
            return;
        }
        if is_title && self.title.is_none() {
            self.title = Some(text.replace('\n', " "));
        }
        self.pieces.push(Piece::new(text, Some(Place::Paragraph(self.number))));
    }
}

/// The styles that both programs give titles.
fn is_title(paragraph: &Element) -> bool {
    if paragraph.name == "h" && paragraph.attribute("outline-level") == Some("1") {
        return true;
    }
    let style = paragraph
        .at(&["pPr", "pStyle"])
        .and_then(|style| style.attribute("val"))
        .or_else(|| paragraph.attribute("style-name"));
    style.is_some_and(|style| matches!(style, "Title" | "Heading1" | "Heading_20_1"))
}
