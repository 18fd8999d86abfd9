//! Named lists of words, and references between them.
//!
//! ```toml
//! [words]
//! bomb = ["bomb", "blow up"]
//! attack = ["@bomb", "storm"]     # "@" puts a list in its place
//! ```

use super::error::{OntologyError, Source, did_you_mean};
use super::load::Placed;
use compact_str::CompactString;
use std::collections::BTreeMap;
use toml::Spanned;

/// The lists of words by name, with the lists that they name put in their place ("@kill").
#[derive(Default)]
pub(super) struct Named {
    /// What a file sees of its own: (file, list).
    own: BTreeMap<(String, CompactString), Vec<CompactString>>,
    /// What all files see; of a name that several files use, the last layer's.
    pub(super) all: BTreeMap<CompactString, Vec<CompactString>>,
}

impl Named {
    fn get(&self, source: Source<'_>, name: &str) -> Option<&[CompactString]> {
        let own = self.own.get(&(source.name.to_owned(), name.into()));
        own.or_else(|| self.all.get(name)).map(Vec::as_slice)
    }
}

/// Of the lists of one name the one that a file sees: its own, else that of the last layer.
fn seen_from<'a, 't>(
    source: Source<'_>,
    lists: &'a [Placed<'t, Vec<String>>],
) -> Option<&'a Placed<'t, Vec<String>>> {
    let own = lists.iter().find(|list| list.source.name == source.name);
    own.or_else(|| lists.iter().max_by_key(|list| (list.layer, std::cmp::Reverse(list.source.name))))
}

/// All lists, each with the lists that it names put in their places.
pub(super) fn word_lists(
    lists: &BTreeMap<String, Vec<Placed<'_, Vec<String>>>>,
) -> Result<Named, OntologyError> {
    let mut named = Named::default();
    for (name, same_name) in lists {
        for list in same_name {
            let words = expanded(list, lists)?;
            named.own.insert((list.source.name.to_owned(), name.as_str().into()), words);
        }
        let outside = Source { name: "", text: "" };
        if let Some(list) = seen_from(outside, same_name) {
            named.all.insert(name.as_str().into(), expanded(list, lists)?);
        }
    }
    Ok(named)
}

fn expanded<'t>(
    list: &Placed<'t, Vec<String>>,
    lists: &BTreeMap<String, Vec<Placed<'t, Vec<String>>>>,
) -> Result<Vec<CompactString>, OntologyError> {
    let mut words = Vec::new();
    let mut open = vec![list];
    let mut seen = vec![(list.source.name, list.byte)];
    while let Some(list) = open.pop() {
        for word in &list.entry {
            let Some(reference) = word.strip_prefix('@') else {
                words.push(CompactString::from(word.trim()));
                continue;
            };
            let Some(found) = lists.get(reference).and_then(|same_name| seen_from(list.source, same_name))
            else {
                return Err(no_list(list.source, list.byte, reference, lists.keys().map(String::as_str)));
            };
            // A list that was put in already, by whatever way, adds nothing; so a circle ends as well.
            let at = (found.source.name, found.byte);
            if !seen.contains(&at) {
                seen.push(at);
                open.push(found);
            }
        }
    }
    Ok(words)
}

fn no_list<'k>(
    source: Source<'_>,
    byte: usize,
    written: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> OntologyError {
    let hint = did_you_mean(written, known)
        .unwrap_or_else(|| format!("define it under [words]: {written} = [\"…\"]"));
    source.error(byte, format!("there is no list of words \"{written}\""), hint)
}

/// These words, with the lists that they name put in their places.
pub(super) fn resolve_words(
    source: Source<'_>,
    byte: usize,
    written: &[String],
    named: &Named,
) -> Result<Vec<CompactString>, OntologyError> {
    let mut words = Vec::new();
    for word in written {
        match word.strip_prefix('@') {
            None => words.push(word.trim().into()),
            Some(reference) => match named.get(source, reference) {
                Some(list) => words.extend(list.iter().cloned()),
                None => {
                    return Err(no_list(
                        source,
                        byte,
                        reference,
                        named.all.keys().map(CompactString::as_str),
                    ));
                }
            },
        }
    }
    Ok(words)
}

pub(super) fn spanned_words(
    source: Source<'_>,
    written: &Spanned<Vec<String>>,
    named: &Named,
) -> Result<Vec<CompactString>, OntologyError> {
    resolve_words(source, written.span().start, written.get_ref(), named)
}
