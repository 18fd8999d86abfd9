//! Which words can tell of one event.
//!
//! ```text
//! bombing, attack         yes: a bombing is an attack
//! bombing, explosion      yes: a bombing goes with an explosion
//! bombing, flood          no
//! ```

use crate::ontology::Loaded;
use compact_str::CompactString;
use variorum_model::Ontology;
use variorum_model::ontology::EventKind;

/// The kind that stands above all others; its words say that something happened, not what.
const GENERAL: &str = "incident";

/// How the kinds of events stand to each other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kinds {
    n_kinds: usize,
    general: Option<usize>,
    /// Whether the one (row) is the other (column) or a case of it.
    below: Vec<bool>,
    /// Whether words of the one can tell of an event of the other.
    fits: Vec<bool>,
}

impl Kinds {
    pub(crate) fn new(kinds: &[EventKind]) -> Kinds {
        let n_kinds = kinds.len();
        let index = |name: &str| kinds.iter().position(|kind| kind.name == name);
        let mut below = vec![false; n_kinds * n_kinds];
        for start in 0..n_kinds {
            let mut at = Some(start);
            // A circle of parents ends here.
            for _ in 0..n_kinds {
                let Some(idx) = at else { break };
                below[start * n_kinds + idx] = true;
                at = kinds[idx].parent.as_deref().and_then(index);
            }
        }
        let also = |a: usize, b: usize| kinds[a].also.iter().any(|name| *name == kinds[b].name);
        let mut fits = vec![false; n_kinds * n_kinds];
        for a in 0..n_kinds {
            for b in 0..n_kinds {
                fits[a * n_kinds + b] =
                    below[a * n_kinds + b] || below[b * n_kinds + a] || also(a, b) || also(b, a);
            }
        }
        Kinds { n_kinds, general: index(GENERAL), below, fits }
    }

    /// Whether words of the one kind can tell of an event of the other.
    pub(super) fn fit(&self, a: usize, b: usize) -> bool {
        self.fits.get(a * self.n_kinds + b).copied().unwrap_or(false)
    }

    /// Whether a kind is another one or a case of it.
    pub(super) fn is_below(&self, kind: usize, of: usize) -> bool {
        self.below.get(kind * self.n_kinds + of).copied().unwrap_or(false)
    }

    /// Whether the words only say that something happened.
    pub(super) fn is_general(&self, kind: usize) -> bool {
        self.general == Some(kind)
    }

    /// The name of the kind of words that only say that something happened.
    pub(crate) fn general_name(&self, ontology: &Ontology) -> CompactString {
        self.general.and_then(|idx| ontology.kinds.get(idx)).map(|kind| kind.name.clone()).unwrap_or_default()
    }

    /// The kind of words that only say that something happened.
    pub(super) fn general(&self) -> Option<usize> {
        self.general
    }
}

/// The index of a kind by its name.
pub(super) fn kind_index(rules: &Loaded, name: &str) -> Option<usize> {
    rules.ontology.kinds.iter().position(|kind| kind.name == name)
}
