//! Names that must be one of those that are known.

use super::error::{OntologyError, Source, did_you_mean};
use toml::Spanned;

/// An error for a name that is not known, with the nearest one or all of them.
pub(super) fn unknown<'k>(
    source: Source<'_>,
    what: &str,
    written: &Spanned<String>,
    known: impl IntoIterator<Item = &'k String>,
) -> OntologyError {
    let known: Vec<&str> = known.into_iter().map(String::as_str).collect();
    let hint =
        did_you_mean(written.get_ref(), known.iter().copied()).unwrap_or_else(|| match known.as_slice() {
            [] => "there are none".to_owned(),
            known => format!("known are: {}", known.join(", ")),
        });
    source.error(written.span().start, format!("there is no {what} \"{}\"", written.get_ref()), hint)
}

/// What the name stands for.
pub(super) fn choose<T: Copy>(
    source: Source<'_>,
    what: &str,
    written: &Spanned<String>,
    known: &[(&str, T)],
) -> Result<T, OntologyError> {
    let found = known.iter().find(|(name, _)| *name == written.get_ref()).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let names: Vec<String> = known.iter().map(|(name, _)| (*name).to_owned()).collect();
        unknown(source, what, written, &names)
    })
}
