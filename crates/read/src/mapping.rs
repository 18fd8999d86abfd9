//! Which column of a table, or member of a JSON object, is which field of a report.
//!
//! ```text
//! text=body,published=date,publisher=source.name
//! ```
//!
//! Columns that nobody mapped are known by the usual names of fields ("headline", "author", "date").

use crate::words::{Field, Words, fold};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A field of a report that a table can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The text; the only one that is required.
    Text,
    /// The id.
    Id,
    /// The headline.
    Title,
    /// Who published it.
    Publisher,
    /// Who wrote it.
    Author,
    /// When it was published.
    Published,
    /// When it was changed.
    Updated,
    /// Where it was published.
    Url,
    /// The language.
    Language,
}

impl Column {
    /// All fields.
    pub const ALL: [Column; 9] = [
        Column::Text,
        Column::Id,
        Column::Title,
        Column::Publisher,
        Column::Author,
        Column::Published,
        Column::Updated,
        Column::Url,
        Column::Language,
    ];

    /// The name, as in JSON Lines.
    pub fn name(self) -> &'static str {
        match self {
            Column::Text => "text",
            Column::Id => "id",
            Column::Title => "title",
            Column::Publisher => "publisher",
            Column::Author => "author",
            Column::Published => "published",
            Column::Updated => "updated",
            Column::Url => "url",
            Column::Language => "language",
        }
    }
}

/// Which column or member gives which field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    columns: BTreeMap<Column, String>,
}

/// A mapping is not written as it should be.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct MappingError(String);

impl FromStr for Mapping {
    type Err = MappingError;

    fn from_str(text: &str) -> Result<Mapping, MappingError> {
        let fields = || Column::ALL.map(Column::name).join(", ");
        let mut columns = BTreeMap::new();
        for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let Some((field, column)) = pair.split_once('=') else {
                return Err(MappingError(format!(
                    "expected FIELD=COLUMN, as in text=body, but found {pair}"
                )));
            };
            let (field, column) = (field.trim(), column.trim());
            let Some(known) = Column::ALL.into_iter().find(|known| known.name() == field) else {
                return Err(MappingError(format!("there is no field {field}; the fields are {}", fields())));
            };
            if column.is_empty() || columns.insert(known, column.to_owned()).is_some() {
                return Err(MappingError(format!("the field {field} needs exactly one column")));
            }
        }
        Ok(Mapping { columns })
    }
}

impl fmt::Display for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs: Vec<String> =
            self.columns.iter().map(|(field, column)| format!("{}={column}", field.name())).collect();
        f.write_str(&pairs.join(","))
    }
}

impl Mapping {
    /// The column that was named for a field.
    pub(crate) fn named(&self, column: Column) -> Option<&str> {
        self.columns.get(&column).map(String::as_str)
    }

    /// Whether nothing was mapped.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// For each field the index of its column: the one that was named, or else the first with a usual name.
    pub(crate) fn columns(&self, header: &[&str], words: &Words) -> BTreeMap<Column, usize> {
        let mut found = BTreeMap::new();
        for column in Column::ALL {
            let index = match self.named(column) {
                Some(name) => header
                    .iter()
                    .position(|title| *title == name)
                    .or_else(|| header.iter().position(|title| title.trim().eq_ignore_ascii_case(name))),
                None => header
                    .iter()
                    .position(|title| title.trim().eq_ignore_ascii_case(column.name()))
                    .or_else(|| header.iter().position(|title| usual(title, words) == Some(column))),
            };
            if let Some(index) = index {
                found.insert(column, index);
            }
        }
        found
    }
}

/// The field that a column of this name usually is.
fn usual(title: &str, words: &Words) -> Option<Column> {
    if words.text_columns.contains(&fold(title.trim())) {
        return Some(Column::Text);
    }
    match words.field(title)? {
        Field::Title => Some(Column::Title),
        Field::Author => Some(Column::Author),
        Field::Publisher => Some(Column::Publisher),
        Field::Published => Some(Column::Published),
        Field::Url => Some(Column::Url),
        Field::Ignored => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::words;

    #[test]
    fn mappings_are_read_and_refused() {
        let mapping: Mapping = "text=body, published = date".parse().expect("a mapping");
        assert_eq!(mapping.to_string(), "text=body,published=date");
        for (wrong, message) in [
            ("text", "FIELD=COLUMN"),
            ("body=text", "no field body"),
            ("text=", "exactly one"),
            ("text=a,text=b", "exactly one"),
        ] {
            let error = wrong.parse::<Mapping>().expect_err("not a mapping").to_string();
            assert!(error.contains(message), "{error}");
        }
    }

    #[test]
    fn columns_are_found_by_their_names() {
        let mapping: Mapping = "title=kicker".parse().expect("a mapping");
        let header = ["Headline", "Body", "Date", "kicker", "Outlet", "n"];
        let columns = mapping.columns(&header, &words());
        let names: Vec<(&str, usize)> = columns.iter().map(|(column, at)| (column.name(), *at)).collect();
        assert_eq!(names, [("text", 1), ("title", 3), ("publisher", 4), ("published", 2)]);
    }
}
