//! The layers of a document, for people and for programs.
//!
//! ```text
//! [Police] said [at least 12 people] died [on Friday].
//!     at least 12   12..         people
//! ```
//!
//! Every layer is a list of stretches of the text with what is known of each; text and JSON Lines print the same list. Tokens
//! have CoNLL-U as well.

mod clauses;
mod conllu;
mod items;
mod text;

pub use conllu::conllu;

use crate::json::offsets::Offsets;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::str::FromStr;
use variorum_model::{Document, Report, Span};

/// The layers that can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Words with lemma and part of speech.
    Tokens,
    /// Quotations.
    Quotations,
    /// Noun groups and verb groups.
    Chunks,
    /// Names and what else stands for an entity.
    Names,
    /// Figures with their bounds.
    Figures,
    /// Time expressions with their values.
    Times,
    /// Clauses with their roles.
    Clauses,
}

impl Layer {
    /// All layers, in the order in which they are made.
    pub const ALL: [Layer; 7] = [
        Layer::Tokens,
        Layer::Quotations,
        Layer::Chunks,
        Layer::Names,
        Layer::Figures,
        Layer::Times,
        Layer::Clauses,
    ];

    /// The name by which the command line knows the layer.
    pub fn name(self) -> &'static str {
        match self {
            Layer::Tokens => "tokens",
            Layer::Quotations => "quotations",
            Layer::Chunks => "chunks",
            Layer::Names => "names",
            Layer::Figures => "figures",
            Layer::Times => "times",
            Layer::Clauses => "clauses",
        }
    }
}

impl FromStr for Layer {
    type Err = UnknownLayer;

    fn from_str(name: &str) -> Result<Layer, UnknownLayer> {
        Layer::ALL.into_iter().find(|layer| layer.name() == name).ok_or_else(|| UnknownLayer(name.to_owned()))
    }
}

/// A name that is no layer's.
#[derive(Debug, thiserror::Error)]
#[error("expected tokens, quotations, chunks, names, figures, times or clauses, found {0:?}")]
pub struct UnknownLayer(String);

/// A layer of one report over its text, for people; `width` is in columns.
pub fn layer_text(report: &Report, document: &Document, layer: Layer, width: usize) -> String {
    text::layer(report, document, layer, width)
}

/// A layer of one report as a line of JSON: `{"id", "layer", "text", "items": [{"start", "end", "text", …}, …]}`. Offsets are
/// code points, as in the contract. There is no line break at its end.
pub fn layer_json(report: &Report, document: &Document, layer: Layer) -> String {
    let offsets = Offsets::new(&document.text);
    let items: Vec<Located<'_>> =
        items::items(document, layer).into_iter().map(|item| Located { item, offsets: &offsets }).collect();
    let whole = Whole { id: &report.id, layer: layer.name(), text: &document.text, items };
    serde_json::to_string(&whole).unwrap_or_default()
}

/// A stretch of the text with what is known of it.
#[derive(Debug, PartialEq)]
struct Item {
    span: Span,
    /// What it is, in a word.
    kind: &'static str,
    fields: Vec<(&'static str, Field)>,
}

/// What is known of a stretch of the text.
#[derive(Debug, PartialEq)]
enum Field {
    Text(String),
    Number(f64),
    Flag(bool),
    Place(Span),
    Places(Vec<(String, Span)>),
    Index(usize),
}

#[derive(serde::Serialize)]
struct Whole<'d> {
    id: &'d str,
    layer: &'static str,
    text: &'d str,
    items: Vec<Located<'d>>,
}

/// An item with what turns bytes into code points.
struct Located<'d> {
    item: Item,
    offsets: &'d Offsets<'d>,
}

/// A stretch of the text in JSON.
#[derive(serde::Serialize)]
struct Words<'d> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'d str>,
    start: u32,
    end: u32,
    text: &'d str,
}

impl<'d> Located<'d> {
    fn words(&self, name: Option<&'d str>, span: Span) -> Words<'d> {
        let offsets = self.offsets;
        let (start, end) = (offsets.code_point(span.start), offsets.code_point(span.end));
        Words { name, start, end, text: offsets.words(span) }
    }
}

impl Serialize for Located<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("start", &self.offsets.code_point(self.item.span.start))?;
        map.serialize_entry("end", &self.offsets.code_point(self.item.span.end))?;
        map.serialize_entry("text", self.offsets.words(self.item.span))?;
        map.serialize_entry("kind", self.item.kind)?;
        for (name, field) in &self.item.fields {
            match field {
                Field::Text(text) => map.serialize_entry(name, text)?,
                Field::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                    map.serialize_entry(name, &(*number as i64))?;
                }
                Field::Number(number) => map.serialize_entry(name, number)?,
                Field::Flag(flag) => map.serialize_entry(name, flag)?,
                Field::Place(span) => map.serialize_entry(name, &self.words(None, *span))?,
                Field::Places(places) => {
                    let words: Vec<Words<'_>> =
                        places.iter().map(|(name, span)| self.words(Some(name), *span)).collect();
                    map.serialize_entry(name, &words)?;
                }
                Field::Index(index) => map.serialize_entry(name, index)?,
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests;
