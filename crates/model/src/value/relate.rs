//! How two values of one property stand to each other, each with its stance and its time.
//!
//! ```text
//! killed   133 (23 March)   139 (26 March)            the second replaces the first: a toll grows
//! killed   139 (26 March)   133 (27 March)            they conflict: it does not shrink
//! killed   at least 133     139                       compatible: both can be true
//! killed   140              139                       compatible: a round figure for an exact one
//! date     March 2024       7 March 2024              compatible: the day lies in the month
//! place    Harbour Street   Eastport                  compatible: the street lies in the town
//! blamed   A                A (denied)                they conflict: one denies what the other says
//! ```

use super::{Interval, NameRelation, Naming, Period, Value, ValueKind, content_words};
use crate::Stance;
use crate::ontology::{Movement, Property, PropertyGroup};

/// A value as somebody stated it.
#[derive(Clone, Copy, Debug)]
pub struct Stated<'a> {
    /// The value.
    pub value: &'a Value,
    /// Asserted, denied or doubted.
    pub stance: Stance,
    /// When it is said to hold: stated, or else the time of the report; `None` where neither is known.
    pub time: Option<Period>,
}

/// How the first of two stated values stands to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// They say the same.
    Same,
    /// They differ and can both be true.
    Compatible,
    /// The first, the later one, replaces the second.
    Replaces,
    /// The second, the later one, replaces the first.
    ReplacedBy,
    /// They cannot both be true.
    Conflicts,
}

/// Why two values stand to each other as they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// They are equal, or name the same thing.
    Equal,
    /// They differ by less than the property tolerates.
    WithinTolerance,
    /// Some value lies in both.
    Overlap,
    /// One is a round figure for the other.
    Rounding,
    /// The later figure moves as the property may move.
    Later,
    /// The later figure moves as the property may not move.
    AgainstMovement,
    /// They have no value in common.
    Disjoint,
    /// One lies within the other.
    Nested,
    /// One is a branch or part of the other.
    Affiliated,
    /// Several values of the property can hold at once.
    SeveralHold,
    /// One says all that the other says, and more (a rank that reaches further back).
    Included,
    /// They share most of their words.
    SharedWords,
    /// Nothing is known that would set them against each other.
    NothingAgainst,
    /// One denies what the other says.
    Denial,
    /// One denies or doubts something else than the other says.
    OtherStance,
    /// They are of different kinds or units and cannot be compared.
    Incomparable,
}

/// A relation with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Related {
    /// How the first stands to the second.
    pub relation: Relation,
    /// Why.
    pub reason: Reason,
}

impl Related {
    fn new(relation: Relation, reason: Reason) -> Related {
        Related { relation, reason }
    }

    /// The second as it stands to the first.
    pub fn turned(self) -> Related {
        let relation = match self.relation {
            Relation::Replaces => Relation::ReplacedBy,
            Relation::ReplacedBy => Relation::Replaces,
            same => same,
        };
        Related { relation, ..self }
    }
}

/// How the first value stands to the second, as answers to one question of the property. The answer for (b, a) is that for
/// (a, b) [turned](Related::turned), and every value is the same as itself.
pub fn relate(property: &Property, a: &Stated<'_>, b: &Stated<'_>, names: &dyn Naming) -> Related {
    relate_stances(relate_values(property, a, b, names), a.stance, b.stance)
}

/// How two statements stand to each other whose values stand so, with the stances in which they are made.
pub fn relate_stances(values: Related, a: Stance, b: Stance) -> Related {
    if a == b {
        return match (a, values.relation) {
            (Stance::Asserted, _) | (_, Relation::Same) => values,
            // Two denials of different values contradict nothing: both may be false.
            _ => Related::new(Relation::Compatible, Reason::OtherStance),
        };
    }
    let denied = a == Stance::Denied || b == Stance::Denied;
    let asserted = a == Stance::Asserted || b == Stance::Asserted;
    match values.relation {
        Relation::Same if denied && asserted => Related::new(Relation::Conflicts, Reason::Denial),
        _ => Related::new(Relation::Compatible, Reason::OtherStance),
    }
}

fn relate_values(property: &Property, a: &Stated<'_>, b: &Stated<'_>, names: &dyn Naming) -> Related {
    use ValueKind::{Actor, Count, Duration, Measure, Money, Place, Text, Time};
    match (&a.value.kind, &b.value.kind) {
        (Count(x), Count(y)) => figures(property, x, y, a.time, b.time),
        (Duration { amount: x, unit: u }, Duration { amount: y, unit: v }) => {
            match (seconds(u), seconds(v)) {
                _ if u == v => figures(property, x, y, a.time, b.time),
                (Some(u), Some(v)) => figures(property, &x.scaled(u), &y.scaled(v), a.time, b.time),
                _ => Related::new(Relation::Compatible, Reason::Incomparable),
            }
        }
        (Measure { amount: x, unit: u }, Measure { amount: y, unit: v })
        | (Money { amount: x, currency: u }, Money { amount: y, currency: v })
            if u == v =>
        {
            figures(property, x, y, a.time, b.time)
        }
        (Time(x), Time(y)) => times(property, x, y),
        (Place(x), Place(y)) => named(property, names.places(x, y), Relation::Compatible),
        (Actor(x), Actor(y)) => named(property, names.actors(x, y), Relation::Conflicts),
        (Place(x), Actor(y)) | (Actor(x), Place(y)) if names.actors(x, y) == NameRelation::Same => {
            Related::new(Relation::Same, Reason::Equal)
        }
        (Text, Text) => texts(property, &a.value.text, &b.value.text),
        _ => Related::new(Relation::Compatible, Reason::Incomparable),
    }
}

fn figures(
    property: &Property,
    a: &Interval,
    b: &Interval,
    when_a: Option<Period>,
    when_b: Option<Period>,
) -> Related {
    if a == b {
        return Related::new(Relation::Same, Reason::Equal);
    }
    let moved = match (when_a, when_b) {
        (Some(x), Some(y)) if x.before(&y) => {
            movement(property.movement, a, b).map(|allowed| (Relation::ReplacedBy, allowed))
        }
        (Some(x), Some(y)) if y.before(&x) => {
            movement(property.movement, b, a).map(|allowed| (Relation::Replaces, allowed))
        }
        _ => None,
    };
    if let Some((replaces, true)) = moved {
        return Related::new(replaces, Reason::Later);
    }
    match () {
        _ if property.several => {
            let reason = if a.meets(b) { Reason::Overlap } else { Reason::SeveralHold };
            Related::new(Relation::Compatible, reason)
        }
        _ if a.is_exact() && b.is_exact() && a.rounds(b) => {
            Related::new(Relation::Compatible, Reason::Rounding)
        }
        _ if a.meets(b) => Related::new(Relation::Compatible, Reason::Overlap),
        _ if property.tolerance > 0.0
            && (a.widened(property.tolerance).meets(b) || a.meets(&b.widened(property.tolerance))) =>
        {
            Related::new(Relation::Compatible, Reason::WithinTolerance)
        }
        _ if moved.is_some() => Related::new(Relation::Conflicts, Reason::AgainstMovement),
        _ => Related::new(Relation::Conflicts, Reason::Disjoint),
    }
}

/// Whether a figure moved from the earlier to the later one in a way that the property allows; `None` where it did not
/// move: a later "about 140" repeats an earlier 143, and "at least 133" still holds when 139 are dead, but a bound that
/// rises is news.
fn movement(movement: Movement, earlier: &Interval, later: &Interval) -> Option<bool> {
    // Where they may be one figure in other words, nothing moved; two open bounds, though, are two states of a count.
    let restated = (earlier.is_exact() && later.contains(earlier) && !later.is_exact())
        || (earlier.rounds(later))
        || (!earlier.is_open() && !earlier.is_exact() && earlier.meets(later));
    if restated {
        return None;
    }
    let grew = floor(later) > floor(earlier)
        && earlier.high.is_none_or(|high| later.high.is_none_or(|later| later > high));
    let shrank = ceiling(later) < ceiling(earlier) && earlier.low.is_none_or(|low| floor(later) < low);
    match movement {
        Movement::Stands => None,
        Movement::Grows if grew => Some(true),
        Movement::Shrinks if shrank => Some(true),
        Movement::Free if !earlier.meets(later) => Some(true),
        Movement::Grows | Movement::Shrinks if !earlier.meets(later) => Some(false),
        _ => None,
    }
}

fn floor(interval: &Interval) -> f64 {
    interval.low.unwrap_or(f64::NEG_INFINITY)
}

fn ceiling(interval: &Interval) -> f64 {
    interval.high.unwrap_or(f64::INFINITY)
}

/// A unit of time in seconds; months and years by their mean.
fn seconds(unit: &str) -> Option<f64> {
    Some(match unit {
        "second" => 1.0,
        "minute" => 60.0,
        "hour" => 3_600.0,
        "day" => 86_400.0,
        "week" => 604_800.0,
        "month" => 2_629_746.0,
        "year" => 31_556_952.0,
        _ => return None,
    })
}

fn times(property: &Property, a: &str, b: &str) -> Related {
    if a == b {
        return Related::new(Relation::Same, Reason::Equal);
    }
    let (Some(x), Some(y)) = (Period::of_value(a), Period::of_value(b)) else {
        return Related::new(Relation::Compatible, Reason::Incomparable);
    };
    let same_days = (x.from.date(), x.to.date()) == (y.from.date(), y.to.date());
    let both_clocked = a.contains('T') && b.contains('T');
    match () {
        _ if same_days && !both_clocked => Related::new(Relation::Same, Reason::Equal),
        _ if same_days => Related::new(Relation::Compatible, Reason::Overlap),
        _ if x.contains(&y) || y.contains(&x) => Related::new(Relation::Compatible, Reason::Nested),
        _ if x.meets(&y) => Related::new(Relation::Compatible, Reason::Overlap),
        _ if property.several => Related::new(Relation::Compatible, Reason::SeveralHold),
        _ => Related::new(Relation::Conflicts, Reason::Disjoint),
    }
}

fn named(property: &Property, relation: NameRelation, unknown: Relation) -> Related {
    match relation {
        NameRelation::Same => Related::new(Relation::Same, Reason::Equal),
        NameRelation::Within | NameRelation::Holds => Related::new(Relation::Compatible, Reason::Nested),
        NameRelation::Related => Related::new(Relation::Compatible, Reason::Affiliated),
        NameRelation::Unknown if unknown == Relation::Compatible => {
            Related::new(unknown, Reason::NothingAgainst)
        }
        _ if property.several => Related::new(Relation::Compatible, Reason::SeveralHold),
        NameRelation::Apart => Related::new(Relation::Conflicts, Reason::Disjoint),
        NameRelation::Unknown => Related::new(unknown, Reason::Disjoint),
    }
}

/// Whether the texts of a property say what somebody made of a warning, and not of what they warn: they begin with the deed
/// ("dismissed the alert", "dismissed it as routine").
fn is_answer(property: &Property) -> bool {
    property.group == PropertyGroup::Warnings && !property.roles.iter().any(|role| role == "content")
}

/// The first weighty word of a text, as [`content_words`] cuts it.
fn opening(text: &str) -> Option<String> {
    text.split(' ').find_map(|word| {
        let words = content_words(word);
        words.into_iter().find(|word| word.chars().count() >= 4)
    })
}

/// Texts are one where most content words of the shorter one are shared; texts that share none compete where the property
/// has one value only.
fn texts(property: &Property, a: &str, b: &str) -> Related {
    let (x, y) = (content_words(a), content_words(b));
    let shared = x.intersection(&y).count();
    let (shorter, longer) = (x.len().min(y.len()), x.len().max(y.len()));
    match () {
        _ if a == b || (x == y && !x.is_empty()) => Related::new(Relation::Same, Reason::Equal),
        _ if shared * 5 >= shorter * 3 && shared * 3 >= longer && shorter > 0 => {
            Related::new(Relation::Same, Reason::SharedWords)
        }
        _ if is_answer(property) && opening(a) == opening(b) => {
            Related::new(Relation::Same, Reason::SharedWords)
        }
        _ if shared > 0 => Related::new(Relation::Compatible, Reason::SharedWords),
        _ if property.several => Related::new(Relation::Compatible, Reason::SeveralHold),
        _ => Related::new(Relation::Conflicts, Reason::Disjoint),
    }
}
