//! How values of one property stand to each other: a table of cases, and laws that hold for all values.

use proptest::prelude::*;
use variorum_model::Stance::{self, Asserted, Denied, Doubted};
use variorum_model::Value;
use variorum_model::ontology::{Movement, Property, PropertyGroup, ValueType};
use variorum_model::value::{
    Interval, NameRelation, Naming, Period, PlainNames, Reason, Relation, Stated, ValueKind, fold, relate,
};

fn property(movement: Movement, several: bool, tolerance: f64) -> Property {
    Property {
        name: "something".into(),
        question: String::new(),
        about: String::new(),
        group: PropertyGroup::Counts,
        value: ValueType::Count,
        movement,
        several,
        tolerance,
        scopes: Vec::new(),
        roles: Vec::new(),
        kinds: Vec::new(),
    }
}

fn value(kind: ValueKind) -> Value {
    Value { kind, text: String::new() }
}

/// "139", "133..", "..99", "126..154".
fn interval(figure: &str) -> Interval {
    let number = |digits: &str| digits.parse::<f64>().ok();
    match figure.split_once("..") {
        Some((low, high)) => Interval::new(number(low), number(high)),
        None => Interval::new(number(figure), number(figure)),
    }
}

fn related(
    property: &Property,
    a: (&ValueKind, Stance, &str),
    b: (&ValueKind, Stance, &str),
    names: &dyn Naming,
) -> (Relation, Reason) {
    let (x, y) = (value(a.0.clone()), value(b.0.clone()));
    let first = Stated { value: &x, stance: a.1, time: Period::of_value(a.2) };
    let second = Stated { value: &y, stance: b.1, time: Period::of_value(b.2) };
    let answer = relate(property, &first, &second, names);
    assert_eq!(relate(property, &second, &first, names), answer.turned(), "{a:?} {b:?}");
    (answer.relation, answer.reason)
}

fn check_count(movement: Movement, a: &str, day_a: &str, b: &str, day_b: &str, expected: (Relation, Reason)) {
    let kinds = (ValueKind::Count(interval(a)), ValueKind::Count(interval(b)));
    let answer = related(
        &property(movement, false, 0.0),
        (&kinds.0, Asserted, day_a),
        (&kinds.1, Asserted, day_b),
        &PlainNames,
    );
    assert_eq!(answer, expected, "{movement:?} {a} ({day_a}), {b} ({day_b})");
}

#[test]
fn a_toll_grows() {
    use {Reason::*, Relation::*};
    let grows = |a, day_a, b, day_b, expected| check_count(Movement::Grows, a, day_a, b, day_b, expected);
    grows("133", "2024-05-01", "133", "2024-05-04", (Same, Equal));
    grows("133", "2024-05-01", "139", "2024-05-02", (ReplacedBy, Later));
    grows("139", "2024-05-02", "133", "2024-05-01", (Replaces, Later));
    grows("139", "2024-05-01", "133", "2024-05-02", (Conflicts, AgainstMovement));
    grows("139", "2024-05-01", "133", "2024-05-01", (Conflicts, Disjoint));
    grows("139", "2024-05-01T09:00", "133", "2024-05-01T08:00", (Replaces, Later));
    grows("139", "2024-05-01", "133", "", (Conflicts, Disjoint));
    grows("133..", "2024-05-01", "139", "2024-05-01", (Compatible, Overlap));
    grows("133..", "2024-05-01", "143..", "2024-05-04", (ReplacedBy, Later));
    grows("133..", "2024-05-01", "139", "2024-05-04", (ReplacedBy, Later));
    grows("139", "2024-05-01", "133..", "2024-05-04", (Compatible, Overlap));
    grows("140", "2024-05-01", "139", "2024-05-01", (Compatible, Rounding));
    grows("139", "2024-05-01", "140", "2024-05-02", (Compatible, Rounding));
    grows("143", "2024-05-01", "126..154", "2024-05-02", (Compatible, Overlap));
    grows("..99", "2024-05-01", "94", "2024-05-01", (Compatible, Overlap));
    grows("90..99", "2024-05-01", "143", "2024-05-02", (ReplacedBy, Later));
    grows("20", "2024-05-01", "19", "2024-05-01", (Conflicts, Disjoint));
}

#[test]
fn the_missing_shrink_and_a_magnitude_stands() {
    use {Reason::*, Relation::*};
    check_count(Movement::Shrinks, "50", "2024-05-01", "12", "2024-05-03", (ReplacedBy, Later));
    check_count(Movement::Shrinks, "12", "2024-05-01", "50", "2024-05-03", (Conflicts, AgainstMovement));
    check_count(Movement::Free, "12", "2024-05-01", "40", "2024-05-03", (ReplacedBy, Later));
    check_count(Movement::Stands, "12", "2024-05-01", "40", "2024-05-03", (Conflicts, Disjoint));
    let magnitude =
        |number| ValueKind::Measure { amount: Interval::exactly(number), unit: "magnitude".into() };
    let tolerant = property(Movement::Stands, false, 0.02);
    let answer =
        |a, b| related(&tolerant, (&magnitude(a), Asserted, ""), (&magnitude(b), Asserted, ""), &PlainNames);
    assert_eq!(answer(7.3, 7.4), (Compatible, WithinTolerance));
    assert_eq!(answer(7.3, 7.8), (Conflicts, Disjoint));
}

#[test]
fn durations_meet_across_units() {
    let duration =
        |number, unit: &str| ValueKind::Duration { amount: Interval::exactly(number), unit: unit.into() };
    let stands = property(Movement::Stands, false, 0.0);
    let answer = |a, b| related(&stands, (&a, Asserted, ""), (&b, Asserted, ""), &PlainNames).0;
    assert_eq!(answer(duration(1.0, "hour"), duration(60.0, "minute")), Relation::Same);
    assert_eq!(answer(duration(1.0, "hour"), duration(20.0, "minute")), Relation::Conflicts);
}

#[test]
fn dates_are_intervals() {
    use {Reason::*, Relation::*};
    let stands = property(Movement::Stands, false, 0.0);
    let check = |a: &str, b: &str, expected| {
        let kinds = (ValueKind::Time(a.into()), ValueKind::Time(b.into()));
        assert_eq!(
            related(&stands, (&kinds.0, Asserted, ""), (&kinds.1, Asserted, ""), &PlainNames),
            expected,
            "{a} {b}"
        );
    };
    check("2024-03-22", "2024-03-22TEV", (Same, Equal));
    check("2024-03-22TMO", "2024-03-22TEV", (Compatible, Overlap));
    check("2024-03", "2024-03-07", (Compatible, Nested));
    check("2024-W10", "2024-03", (Compatible, Nested));
    check("2024-03-06", "2024-03-07", (Conflicts, Disjoint));
    check("XXXX-03-06", "2024-03-07", (Compatible, Incomparable));
}

/// Harbour Street lies in Eastport; the Coast Guard is a part of the Navy; Hill Street lies in Eastport, apart from Harbour Street.
struct Norland;

impl Naming for Norland {
    fn places(&self, a: &str, b: &str) -> NameRelation {
        match (a, b) {
            _ if fold(a) == fold(b) => NameRelation::Same,
            ("Harbour Street" | "Hill Street", "Eastport") => NameRelation::Within,
            ("Eastport", "Harbour Street" | "Hill Street") => NameRelation::Holds,
            ("Harbour Street", "Hill Street") | ("Hill Street", "Harbour Street") => NameRelation::Apart,
            _ => NameRelation::Unknown,
        }
    }

    fn actors(&self, a: &str, b: &str) -> NameRelation {
        PlainNames.actors(a, b)
    }
}

#[test]
fn places_nest_and_actors_have_branches() {
    use {Reason::*, Relation::*};
    let stands = property(Movement::Stands, false, 0.0);
    let several = property(Movement::Stands, true, 0.0);
    let place = |a: &str, b: &str| {
        let kinds = (ValueKind::Place(a.into()), ValueKind::Place(b.into()));
        related(&stands, (&kinds.0, Asserted, ""), (&kinds.1, Asserted, ""), &Norland)
    };
    assert_eq!(place("Eastport", "EASTPORT"), (Same, Equal));
    assert_eq!(place("Harbour Street", "Eastport"), (Compatible, Nested));
    assert_eq!(place("Harbour Street", "Hill Street"), (Conflicts, Disjoint));
    assert_eq!(place("Harbour Street", "Westport"), (Compatible, NothingAgainst));
    let actor = |property: &Property, a: &str, stance, b: &str| {
        let kinds = (ValueKind::Actor(a.into()), ValueKind::Actor(b.into()));
        related(property, (&kinds.0, Asserted, ""), (&kinds.1, stance, ""), &Norland)
    };
    assert_eq!(actor(&stands, "Northern Front", Asserted, "Southern League"), (Conflicts, Disjoint));
    assert_eq!(actor(&several, "Northern Front", Asserted, "Southern League"), (Compatible, SeveralHold));
    assert_eq!(actor(&stands, "Northern Front", Asserted, "Northern Front Coast"), (Compatible, Affiliated));
    assert_eq!(actor(&several, "Northern Front", Denied, "Northern Front"), (Conflicts, Denial));
    assert_eq!(actor(&stands, "Northern Front", Denied, "Southern League"), (Compatible, OtherStance));
    assert_eq!(actor(&stands, "Northern Front", Doubted, "Northern Front"), (Compatible, OtherStance));
}

#[test]
fn texts_are_one_by_their_weighty_words() {
    let check = |several, a: &str, b: &str, expected| {
        let (x, y) = (
            Value { kind: ValueKind::Text, text: a.into() },
            Value { kind: ValueKind::Text, text: b.into() },
        );
        let stated = |value| Stated { value, stance: Asserted, time: None };
        let answer = relate(&property(Movement::Stands, several, 0.0), &stated(&x), &stated(&y), &PlainNames);
        assert_eq!(answer.relation, expected, "{a} | {b}");
    };
    check(false, "a faulty boiler in the cellar", "the faulty cellar boiler", Relation::Same);
    check(false, "a faulty boiler", "lightning", Relation::Conflicts);
    check(true, "knives", "clubs", Relation::Compatible);
    check(false, "a fire in the engine room", "smoke from the engine", Relation::Compatible);
}

fn any_interval() -> impl Strategy<Value = Interval> {
    let end = || prop::option::weighted(0.8, (0_u32..400).prop_map(f64::from));
    prop_oneof![
        (0_u32..400).prop_map(|number| Interval::exactly(f64::from(number))),
        (end(), end()).prop_map(|(low, high)| Interval::new(low, high))
    ]
}

fn any_value() -> impl Strategy<Value = Value> {
    let name = || "[AB]( [CD]){0,2}";
    prop_oneof![
        any_interval().prop_map(|interval| value(ValueKind::Count(interval))),
        (any_interval(), "minute|hour|day")
            .prop_map(|(amount, unit)| value(ValueKind::Duration { amount, unit: unit.into() })),
        "2024(-0[1-3](-[012][1-9](TEV)?)?)?".prop_map(|time| value(ValueKind::Time(time.into()))),
        name().prop_map(|name| value(ValueKind::Place(name))),
        name().prop_map(|name| value(ValueKind::Actor(name))),
        "[a-d]{4}( [a-d]{4}){0,2}".prop_map(|text| Value { kind: ValueKind::Text, text }),
    ]
}

fn any_property() -> impl Strategy<Value = Property> {
    let movement = prop_oneof![
        Just(Movement::Stands),
        Just(Movement::Grows),
        Just(Movement::Shrinks),
        Just(Movement::Free)
    ];
    (movement, any::<bool>(), prop_oneof![Just(0.0), Just(0.1)])
        .prop_map(|(movement, several, tolerance)| property(movement, several, tolerance))
}

fn any_stance() -> impl Strategy<Value = Stance> {
    prop_oneof![4 => Just(Asserted), 1 => Just(Denied), 1 => Just(Doubted)]
}

fn any_day() -> impl Strategy<Value = Option<Period>> {
    "(2024-0[1-3](-0[1-4])?)?".prop_map(|day| Period::of_value(&day))
}

proptest! {
    #[test]
    fn a_value_is_the_same_as_itself(property in any_property(), value in any_value(), stance in any_stance(), time in any_day()) {
        let stated = Stated { value: &value, stance, time };
        prop_assert_eq!(relate(&property, &stated, &stated, &PlainNames).relation, Relation::Same);
    }

    #[test]
    fn the_relation_can_be_turned(
        property in any_property(), x in any_value(), y in any_value(), s in any_stance(), t in any_stance(), v in any_day(), w in any_day(),
    ) {
        let (a, b) = (Stated { value: &x, stance: s, time: v }, Stated { value: &y, stance: t, time: w });
        prop_assert_eq!(relate(&property, &a, &b, &PlainNames), relate(&property, &b, &a, &PlainNames).turned());
    }

    #[test]
    fn intervals_meet_both_ways(a in any_interval(), b in any_interval()) {
        prop_assert_eq!(a.meets(&b), b.meets(&a));
        prop_assert!(!a.contains(&b) || a.meets(&b));
    }
}
