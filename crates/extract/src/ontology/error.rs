//! What is wrong with a file of the ontology, where, and what to do about it.

/// A file of the ontology that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}{}", .hint.as_ref().map(|hint| format!("\n  hint: {hint}")).unwrap_or_default())]
pub struct OntologyError {
    /// The file's name as it was given.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What was expected and what was found.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// A file with its text: turns places in it into errors.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'t> {
    pub(crate) name: &'t str,
    pub(crate) text: &'t str,
}

impl Source<'_> {
    /// The line of a byte, counted from 1.
    pub(crate) fn line(&self, byte: usize) -> usize {
        let end = byte.min(self.text.len());
        1 + self.text.as_bytes()[..end].iter().filter(|&&byte| byte == b'\n').count()
    }

    /// The name that is written, if it is one of those that are known.
    pub(crate) fn one_of(
        &self,
        what: &str,
        written: Option<&toml::Spanned<String>>,
        known: &[&str],
    ) -> Result<Option<String>, OntologyError> {
        let Some(written) = written else { return Ok(None) };
        if known.contains(&written.get_ref().as_str()) {
            return Ok(Some(written.get_ref().clone()));
        }
        let hint = did_you_mean(written.get_ref(), known.iter().copied())
            .unwrap_or_else(|| format!("known are: {}", known.join(", ")));
        let message = format!("there is no {what} \"{}\"", written.get_ref());
        Err(self.error(written.span().start, message, hint))
    }

    /// An error at a byte.
    pub(crate) fn error(
        &self,
        byte: usize,
        message: impl Into<String>,
        hint: impl Into<Option<String>>,
    ) -> OntologyError {
        OntologyError {
            file: self.name.to_owned(),
            line: self.line(byte),
            message: message.into(),
            hint: hint.into(),
        }
    }
}

/// "did you mean …?", for the known name that is nearest to what was written, where one is near.
pub(crate) fn did_you_mean<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    let near = known
        .into_iter()
        .map(|name| (distance(written, name), name))
        .filter(|(steps, name)| *steps <= 1 + name.chars().count() / 4)
        .min();
    near.map(|(_, name)| format!("did you mean \"{name}\"?"))
}

/// The number of letters to insert, delete or change to get from one word to the other (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let change = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_offered() {
        assert_eq!(
            did_you_mean("pasive subject", ["object", "passive subject"]).as_deref(),
            Some("did you mean \"passive subject\"?")
        );
        assert_eq!(did_you_mean("zebra", ["object", "subject"]), None);
    }

    #[test]
    fn lines_count_from_one() {
        let source = Source { name: "a.toml", text: "one\ntwo\n" };
        assert_eq!((source.line(0), source.line(4), source.line(99)), (1, 2, 3));
    }
}
