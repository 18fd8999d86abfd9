//! What can be asked of an event. The files in `ontology/` are read into these types by `extract`.

use compact_str::CompactString;

/// The properties and the kinds of events, in the order in which they are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ontology {
    /// The properties.
    pub properties: Vec<Property>,
    /// The kinds of events.
    pub kinds: Vec<EventKind>,
}

impl Ontology {
    /// The property of this name.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// The kind of event of this name.
    pub fn kind(&self, name: &str) -> Option<&EventKind> {
        self.kinds.iter().find(|kind| kind.name == name)
    }
}

/// Something that can be asked of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// Its name in output ("killed").
    pub name: CompactString,
    /// The question in words ("How many people were killed?").
    pub question: String,
    /// What it means and what it does not, for people.
    pub about: String,
    /// The heading under which it is shown.
    pub group: PropertyGroup,
    /// The type of its values.
    pub value: ValueType,
    /// How its true value may move in time.
    pub movement: Movement,
    /// Whether several different values can hold at once (weapons, targets); otherwise different values compete.
    pub several: bool,
    /// How far apart two values may lie and still both be true: a share of the larger one, from 0 to 1.
    pub tolerance: f64,
    /// The scopes that set values apart ("civilians", "children"), narrower than the whole.
    pub scopes: Vec<CompactString>,
    /// Further roles of its claims ("issuer", "recipient").
    pub roles: Vec<CompactString>,
    /// The kinds of events of which it can be asked; empty for all.
    pub kinds: Vec<CompactString>,
}

/// Headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum PropertyGroup {
    Counts,
    Actors,
    Circumstances,
    Warnings,
}

/// The types of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum ValueType {
    Count,
    Duration,
    Measure,
    Money,
    Time,
    Place,
    Actor,
    Text,
}

/// How the true value of a property may move in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Movement {
    /// It stands: different values compete.
    Stands,
    /// It only grows (the dead of an event).
    Grows,
    /// It only shrinks (the missing).
    Shrinks,
    /// It moves either way (the displaced).
    Free,
}

/// A kind of event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventKind {
    /// Its name in output ("bombing").
    pub name: CompactString,
    /// The kind that it is a case of ("attack").
    pub parent: Option<CompactString>,
    /// Other kinds whose words can tell of the same event ("explosion" of a bombing).
    pub also: Vec<CompactString>,
    /// What it means, for people.
    pub about: String,
}
