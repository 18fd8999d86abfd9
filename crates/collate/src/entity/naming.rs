//! What the entities of a case say of two names.
//!
//! ```text
//! "Harbour Street" · "Eastport"      the first lies within the second: a report lists them so
//! "Crown Hall" · "Town Hall"         apart: both lie in Eastport
//! "NLF" · "Northern Liberation Front"    the same
//! ```

use super::{Entities, latin};
use crate::Input;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::value::{NameRelation, Naming};

impl Naming for Entities {
    fn places(&self, a: &str, b: &str) -> NameRelation {
        let (x, y) = (latin(a), latin(b));
        if x == y || matches!((self.named(a), self.named(b)), (Some(i), Some(j)) if i == j) {
            return NameRelation::Same;
        }
        let (above_x, above_y) = (self.around(&x), self.around(&y));
        let words = |name: &str| name.split(' ').map(str::to_owned).collect::<BTreeSet<String>>();
        match (above_x.contains(y.as_str()), above_y.contains(x.as_str())) {
            (true, false) => NameRelation::Within,
            (false, true) => NameRelation::Holds,
            (true, true) => NameRelation::Related,
            _ if words(&x).is_subset(&words(&y)) || words(&y).is_subset(&words(&x)) => NameRelation::Related,
            _ if !above_x.is_disjoint(&above_y) => NameRelation::Apart,
            _ => NameRelation::Unknown,
        }
    }

    fn actors(&self, a: &str, b: &str) -> NameRelation {
        let (x, y) = (latin(a), latin(b));
        match (self.named(a), self.named(b)) {
            _ if x == y => NameRelation::Same,
            (Some(i), Some(j)) if i == j => NameRelation::Same,
            _ => {
                let words = |name: &str| name.split(' ').map(str::to_owned).collect::<BTreeSet<String>>();
                let (x, y) = (words(&x), words(&y));
                if x.is_subset(&y) || y.is_subset(&x) { NameRelation::Related } else { NameRelation::Apart }
            }
        }
    }
}

/// Learns each place's larger places, as a report's events list them, most specific first. Whether any is new.
pub(super) fn nest(within: &mut BTreeMap<String, BTreeSet<String>>, input: &Input<'_>) -> bool {
    let mut new = false;
    for event in &input.account.events {
        for pair in event.places.windows(2) {
            let (inner, outer) = (latin(&pair[0]), latin(&pair[1]));
            if inner != outer && !inner.is_empty() && !outer.is_empty() {
                new |= within.entry(inner).or_default().insert(outer);
            }
        }
    }
    new
}
