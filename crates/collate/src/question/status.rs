//! How the readings of a question stand to each other.
//!
//! ```text
//! 115 · 133 (23 March), 143 (27 March)    evolving: what 115 and 133 had against each other is history since 143
//! 133 (23 March), 143 · 139 (27 March)    disputed: 143 and 139 cannot both be true, and nothing replaces them
//! Eastport, Norland (a) · Eastport (b)    agreed: Norland is no other answer of a
//! ```

use super::reach::Reach;
use std::collections::BTreeMap;
use variorum_model::ontology::Property;
use variorum_model::value::{
    NameRelation, Naming, Period, Reason, Related, Relation, Stated, relate, relate_stances,
};
use variorum_model::{ReportId, Stance, Status, Value, ValueKind};

/// A reading as far as its status depends on it.
#[derive(Clone, Debug)]
pub(crate) struct Answer<'a> {
    /// The value to show.
    pub(crate) value: &'a Value,
    /// All values that the reading takes for one, ranks with how far back they reach.
    pub(crate) values: Vec<(&'a Value, Option<Reach>)>,
    pub(crate) stance: Stance,
    /// The reports that give it, in the order of their ids.
    pub(crate) reports: &'a [ReportId],
    /// The first time at which it was said to hold.
    pub(crate) time: Option<Period>,
}

/// A status with the pairs of answers that decide it.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    pub(crate) status: Status,
    /// Pairs that conflict, where it is disputed.
    pub(crate) conflicts: Vec<(usize, usize, Reason)>,
    /// Pairs (later, earlier), where one replaces the other.
    pub(crate) replaced: Vec<(usize, usize)>,
    /// Pairs that differ and can both be true.
    pub(crate) compatible: Vec<(usize, usize, Reason)>,
    /// Answers that only say where another one lies: places whose reports all give a place within them too.
    pub(crate) around: Vec<usize>,
}

/// Of more readings than this only the first so many are held against each other: that many are never figures but texts.
const COMPARED: usize = 400;

/// The pairs of answers that do not say the same, each with the later answer first, and how the earlier one stands to it.
pub(crate) type Pairs = Vec<(usize, usize, Related)>;

/// How the answers stand to each other, two by two.
pub(crate) fn pairs(property: &Property, answers: &[Answer<'_>], names: &dyn Naming) -> Pairs {
    let mut pairs = Pairs::new();
    for (b, later) in answers.iter().enumerate().take(COMPARED) {
        for (a, earlier) in answers[..b].iter().enumerate() {
            let related = relate_answers(property, earlier, later, names);
            // Readings are as large as they can be without a pair that differs; two that say the same may remain.
            if related.relation != Relation::Same {
                pairs.push((b, a, related));
            }
        }
    }
    pairs
}

/// The status of answers of which it is known how they stand to each other, two by two, and whether `several` reports carry
/// them; copies of one report are one.
///
/// One pair that conflicts makes a dispute, whatever the others say, unless both of it are replaced by a later answer: an
/// answer that is added can thus never turn a dispute into agreement.
pub(crate) fn status(related: &Pairs, answers: &[Answer<'_>], several: bool, names: &dyn Naming) -> Verdict {
    let mut verdict = Verdict {
        status: Status::Agreed,
        conflicts: Vec::new(),
        replaced: Vec::new(),
        compatible: Vec::new(),
        around: Vec::new(),
    };
    for &(b, a, related) in related {
        match related.relation {
            Relation::Conflicts => verdict.conflicts.push((a, b, related.reason)),
            Relation::Replaces => verdict.replaced.push((a, b)),
            Relation::ReplacedBy => verdict.replaced.push((b, a)),
            Relation::Compatible => verdict.compatible.push((a, b, related.reason)),
            Relation::Same => {}
        }
    }
    let replacing =
        |answer: usize| verdict.replaced.iter().filter(move |pair| pair.1 == answer).map(|pair| pair.0);
    let history = |a: usize, b: usize| replacing(a).any(|later| replacing(b).any(|other| other == later));
    let live: Vec<(usize, usize, Reason)> = verdict
        .conflicts
        .iter()
        .copied()
        .filter(|&(a, b, reason)| reason == Reason::Denial || !history(a, b))
        .collect();
    verdict.conflicts = live;
    verdict.around = around(answers, &verdict.compatible, names);
    let around = &verdict.around;
    verdict
        .compatible
        .retain(|(a, b, reason)| *reason != Reason::Nested || !(around.contains(a) || around.contains(b)));
    verdict.status = match () {
        _ if !several => Status::Single,
        _ if !verdict.conflicts.is_empty() => Status::Disputed,
        _ if !verdict.replaced.is_empty() => Status::Evolving,
        _ if !verdict.compatible.is_empty() => Status::Compatible,
        _ => Status::Agreed,
    };
    verdict
}

/// The answers whose reports all give a place within them too.
fn around(answers: &[Answer<'_>], compatible: &[(usize, usize, Reason)], names: &dyn Naming) -> Vec<usize> {
    let name = |idx: usize| match &answers[idx].value.kind {
        ValueKind::Place(name) => Some(name),
        _ => None,
    };
    let mut inner: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(a, b, _) in compatible.iter().filter(|pair| pair.2 == Reason::Nested) {
        let (Some(x), Some(y)) = (name(a), name(b)) else { continue };
        match names.places(x, y) {
            NameRelation::Within => inner.entry(b).or_default().push(a),
            NameRelation::Holds => inner.entry(a).or_default().push(b),
            _ => {}
        }
    }
    let told = |report: &ReportId, places: &[usize]| {
        places.iter().any(|&place| answers[place].reports.binary_search(report).is_ok())
    };
    let only_around = |&(outer, places): &(&usize, &Vec<usize>)| {
        answers[*outer].reports.iter().all(|report| told(report, places))
    };
    inner.iter().filter(only_around).map(|(outer, _)| *outer).collect()
}

/// How two readings stand to each other: as the two of their values that stand worst.
fn relate_answers(property: &Property, a: &Answer<'_>, b: &Answer<'_>, names: &dyn Naming) -> Related {
    let rank = |related: &Related| match related.relation {
        Relation::Same => 0,
        Relation::Compatible => 1,
        Relation::Replaces | Relation::ReplacedBy => 2,
        Relation::Conflicts => 3,
    };
    let ((s, t), (u, v)) = ((a.stance, a.time), (b.stance, b.time));
    let pairs = a.values.iter().flat_map(|x| b.values.iter().map(move |y| (x, y)));
    let relations = pairs.map(|((x, reach_x), (y, reach_y))| {
        if let (Some(reach_x), Some(reach_y)) = (reach_x, reach_y) {
            return relate_stances(reach_x.relate(reach_y), s, u);
        }
        relate(
            property,
            &Stated { value: x, stance: s, time: t },
            &Stated { value: y, stance: u, time: v },
            names,
        )
    });
    relations.max_by_key(rank).unwrap_or(Related { relation: Relation::Same, reason: Reason::Equal })
}
