//! Places in a text: [`Span`] counts bytes, [`TokenRange`] counts tokens, and the two cannot be mixed.
//!
//! Spans count bytes because every layer slices the text with them. The JSON that other programs read counts code
//! points (Unicode scalar values); the conversion stands at that edge, in `present`.

use std::ops::Range;

/// A half-open stretch of a text, in bytes; both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`. Ends in the wrong order give an empty span at `start`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end.max(start) as u32 }
    }

    /// The words at this span, or "" where the span does not fit the text.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The span as a range of indices.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The length in bytes.
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether the other span lies within this one.
    pub fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte lies within this span.
    pub fn covers(&self, byte: u32) -> bool {
        self.start <= byte && byte < self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn join(&self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// The index of a token in [`Document::tokens`](crate::Document::tokens).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TokenId(pub u32);

impl TokenId {
    /// The index as a number.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl From<usize> for TokenId {
    fn from(index: usize) -> TokenId {
        TokenId(index as u32)
    }
}

/// A half-open run of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TokenRange {
    /// The first token.
    pub start: u32,
    /// The token after the last one.
    pub end: u32,
}

impl TokenRange {
    /// The run from `start` to `end`. Ends in the wrong order give an empty run at `start`.
    pub fn new(start: usize, end: usize) -> TokenRange {
        TokenRange { start: start as u32, end: end.max(start) as u32 }
    }

    /// The run as a range of indices.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The tokens of the run, one by one.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = TokenId> + use<> {
        (self.start..self.end).map(TokenId)
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether there is no token in it.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether the token lies within this run.
    pub fn covers(&self, token: TokenId) -> bool {
        self.start <= token.0 && token.0 < self.end
    }

    /// Whether the other run lies within this one.
    pub fn contains(&self, other: TokenRange) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a token.
    pub fn overlaps(&self, other: TokenRange) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest run that covers both.
    pub fn join(&self, other: TokenRange) -> TokenRange {
        TokenRange { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
