//! The formats of a case: to add one, add a variant here and a file beside this one; the compiler lists the rest.

use std::str::FromStr;

/// The formats of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Text for a terminal, wrapped to its width.
    Terminal,
    /// One self-contained page.
    Html,
    /// Markdown (CommonMark with tables).
    Markdown,
    /// The `report` output of the contract.
    Json,
    /// A table, one row a claim.
    Csv,
}

impl Format {
    /// All formats, in the order in which they are listed for people.
    pub const ALL: [Format; 5] =
        [Format::Terminal, Format::Html, Format::Markdown, Format::Json, Format::Csv];

    /// The name by which a user asks for it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Terminal => "terminal",
            Format::Html => "html",
            Format::Markdown => "markdown",
            Format::Json => "json",
            Format::Csv => "csv",
        }
    }

    /// The media type of its files.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Terminal => "text/plain; charset=utf-8",
            Format::Html => "text/html; charset=utf-8",
            Format::Markdown => "text/markdown; charset=utf-8",
            Format::Json => "application/json",
            Format::Csv => "text/csv; charset=utf-8; header=present",
        }
    }

    /// The extension of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Terminal => "txt",
            Format::Html => "html",
            Format::Markdown => "md",
            Format::Json => "json",
            Format::Csv => "csv",
        }
    }

    /// The format whose files have this extension, in either case.
    pub fn from_extension(extension: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.extension().eq_ignore_ascii_case(extension))
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Format, UnknownFormat> {
        let found = Format::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// A name that is no format's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected terminal, html, markdown, json or csv, but found {0:?}")]
pub struct UnknownFormat(String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_extensions_lead_back_to_their_format() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
            assert_eq!(Format::from_extension(format.extension()), Some(format));
        }
        assert_eq!(Format::from_extension("HTML"), Some(Format::Html));
        assert_eq!(Format::from_extension("docx"), None);
    }

    #[test]
    fn an_unknown_name_is_told_the_known_ones() {
        let message = "yaml".parse::<Format>().unwrap_err().to_string();
        for format in Format::ALL {
            assert!(message.contains(format.name()), "{message}");
        }
    }
}
