//! Quotations.

use crate::Span;

/// Words between quotation marks. A quotation that goes on over paragraphs is one, with all its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing one, marks included; where the closing one is missing, to the end of the
    /// paragraph.
    pub span: Span,
    /// The words within the marks.
    pub inner: Span,
    /// How many quotations stand around it.
    pub depth: u8,
    /// Whether the closing mark was found.
    pub closed: bool,
    /// Whether it reads as speech. Titles, nicknames and single words in marks ("so-called") do not.
    pub speech: bool,
}
