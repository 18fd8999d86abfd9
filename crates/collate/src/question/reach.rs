//! How far back a rank reaches: two ranks are compared by that, not by their words.
//!
//! ```text
//! the deadliest fire since 2004                 back to 2004          ┐ the same
//! the deadliest fire in 20 years (told 2024)    back to about 2004    ┘
//! the deadliest fire since 1990                 back to 1990            compatible: it includes the others
//! the deadliest fire in decades                 20 years and more       compatible
//! ```
//!
//! The times in the words are those of the language's layer; a span of years counts back from the event.

use super::Material;
use std::collections::BTreeSet;
use variorum_model::document::TimexType;
use variorum_model::value::{Period, Reason, Related, Relation, content_words};
use variorum_model::{Claim, ValueKind};

/// The property that is compared so.
const RANK: &str = "rank";

/// How far back a rank reaches, with the words that say what is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reach {
    /// The years, to one of which it reaches back.
    years: (i64, i64),
    /// The weighty words of what is compared.
    words: BTreeSet<String>,
}

/// Years by which two may differ and be the same: "in 20 years" is seldom exact.
const SLACK: i64 = 1;

impl Reach {
    /// The reach of a claim, if it is a rank that says how far back it holds.
    pub(crate) fn of(claim: &Claim, material: &Material<'_>) -> Option<Reach> {
        if claim.property != RANK || claim.value.kind != ValueKind::Text {
            return None;
        }
        let input = &material.inputs[*material.place_of.get(&claim.report)?];
        let now = i64::from(material.time(claim)?.from.date().year());
        let times = &input.account.times;
        let words = claim.value_span.join(claim.evidence);
        let first = times.partition_point(|timex| timex.span.end <= words.start);
        let within = || times[first..].iter().take_while(|timex| timex.span.start < words.end);
        let years = within().filter_map(|timex| match timex.kind {
            TimexType::Date | TimexType::Time => {
                let period = Period::of_value(&timex.value)?;
                let (from, to) = (i64::from(period.from.date().year()), i64::from(period.to.date().year()));
                (to < now || period.length() <= 366).then_some((from, to))
            }
            TimexType::Duration => {
                let (least, most) = years_of(&timex.value)?;
                Some((now - most, now - least))
            }
            TimexType::Set => None,
        });
        // Of several the one that reaches furthest back: "the worst this year and since 1990".
        let years = years.min()?;
        let from = claim.value_span.start;
        let until = within().map(|timex| timex.span.start).find(|&start| start >= from).unwrap_or(from);
        let compared = input.report.text.get(from as usize..until as usize).unwrap_or_default();
        Some(Reach { years, words: what(compared) })
    }

    /// How two ranks stand to each other: the same where they reach equally far and speak of the same, and never against each
    /// other, for the one that reaches further includes the other.
    pub(crate) fn relate(&self, other: &Reach) -> Related {
        let near = self.years.0 <= other.years.1 + SLACK && other.years.0 <= self.years.1 + SLACK;
        let one_thing = !self.words.is_disjoint(&other.words);
        let narrow = |reach: &Reach| reach.years.1 - reach.years.0 <= 2 * SLACK;
        if near && one_thing && narrow(self) && narrow(other) {
            Related { relation: Relation::Same, reason: Reason::Equal }
        } else {
            Related { relation: Relation::Compatible, reason: Reason::Included }
        }
    }
}

/// The weighty words before a time, without the one that leads over to it ("since", "in").
fn what(before: &str) -> BTreeSet<String> {
    content_words(before.trim_end().rsplit_once(char::is_whitespace).map_or("", |(front, _)| front))
}

/// The fewest and the most years of a TIMEX3 duration: "P20Y" 20 to 20, "P2DE" 20 to 20, "PXDE" (decades) 20 to 90, "PXY" 2 to
/// 30; nothing for spans of less than years.
fn years_of(value: &str) -> Option<(i64, i64)> {
    let rest = value.strip_prefix('P')?;
    let unit_at = rest.find(|letter: char| letter.is_ascii_uppercase() && letter != 'X')?;
    let (number, unit) = rest.split_at(unit_at);
    let worth = match unit {
        "Y" => 1,
        "DE" => 10,
        "CE" => 100,
        _ => return None,
    };
    match number {
        "X" => Some((2 * worth, if worth == 1 { 30 } else { 9 * worth })),
        _ => {
            let number = number.parse::<f64>().ok().filter(|number| (0.0..10_000.0).contains(number))?;
            let years = (number * worth as f64).round() as i64;
            Some((years, years))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_years() {
        assert_eq!(years_of("P20Y"), Some((20, 20)));
        assert_eq!(years_of("P2DE"), Some((20, 20)));
        assert_eq!(years_of("PXDE"), Some((20, 90)));
        assert_eq!(years_of("PXY"), Some((2, 30)));
        assert_eq!(years_of("P3W"), None);
        assert_eq!(years_of("PT20M"), None);
        assert_eq!(years_of("2004"), None);
    }

    fn check(a: ((i64, i64), &str), b: ((i64, i64), &str), expected: Relation) {
        let reach = |(years, before): ((i64, i64), &str)| Reach { years, words: what(before) };
        assert_eq!(reach(a).relate(&reach(b)).relation, expected, "{a:?} {b:?}");
        assert_eq!(reach(b).relate(&reach(a)).relation, expected, "{b:?} {a:?}");
    }

    #[test]
    fn ranks_are_compared_by_how_far_they_reach() {
        let (fire, any) = ("the deadliest fire since ", (2004, 2004));
        check((any, fire), (any, "the worst fire in "), Relation::Same);
        check((any, fire), ((1990, 1990), fire), Relation::Compatible);
        check((any, fire), ((1934, 2004), "the deadliest fire in "), Relation::Compatible);
        check((any, fire), (any, "the largest evacuation since "), Relation::Compatible);
    }
}
