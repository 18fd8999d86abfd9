//! An entity in the making, and the forms of its name.
//!
//! ```text
//! "NRC", "Northern Relief Council", "NORTHERN RELIEF COUNCIL"     name "Northern Relief Council", also "NRC"
//! ```

use super::kind::Votes;
use super::text::is_acronym;
use variorum_model::document::{Entity, EntityKind};

/// An entity while its mentions are read.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Its forms, in order of appearance.
    pub(super) forms: Vec<Form>,
    /// The votes of its names, which make the kind; `None` for entities without a name.
    pub(super) votes: Option<Votes>,
    pub(super) kind: EntityKind,
    pub(super) role: Option<String>,
    pub(super) named: bool,
    pub(super) gender: u64,
    /// Whether it is several persons or bodies.
    pub(super) plural: bool,
    /// Forms by which it may be called without being introduced by them.
    pub(super) short: Vec<String>,
}

/// A form of a name.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) text: String,
    pub(super) words: usize,
    pub(super) acronym: bool,
}

impl Draft {
    /// Adds a form, unless it is there in other letters.
    pub(super) fn add_form(&mut self, form: Form) {
        match self.forms.iter_mut().find(|known| known.text.to_lowercase() == form.text.to_lowercase()) {
            // "EASTPORT" of a dateline gives way to "Eastport".
            Some(known) if !known.acronym || form.words > 1 || !is_acronym(&form.text) => {
                if known.text.chars().filter(|c| c.is_uppercase()).count()
                    > form.text.chars().filter(|c| c.is_uppercase()).count()
                {
                    *known = form;
                }
            }
            Some(_) => {}
            None => self.forms.push(form),
        }
    }

    /// Adds forms by which it may be called, each once.
    pub(super) fn add_short<'s>(&mut self, forms: impl IntoIterator<Item = &'s str>) {
        for form in forms {
            if !self.short.iter().any(|known| known == form) {
                self.short.push(form.to_owned());
            }
        }
    }

    /// The entity, under its fullest form.
    pub(super) fn finish(mut self) -> Entity {
        // The fullest form: the most words, an acronym last; of two the first.
        let fullest = (0..self.forms.len())
            .max_by_key(|&at| (!self.forms[at].acronym, self.forms[at].words, std::cmp::Reverse(at)));
        let name = fullest.map_or_else(String::new, |at| self.forms.remove(at).text);
        let aliases = self.forms.into_iter().map(|form| form.text).collect();
        Entity { name, kind: self.kind, aliases, role: self.role, named: self.named, short: self.short }
    }
}

/// The longer of two texts; of equal ones the first.
pub(super) fn longer(a: Option<String>, b: Option<String>) -> Option<String> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.len() > a.len() { b } else { a }),
        (a, b) => a.or(b),
    }
}
