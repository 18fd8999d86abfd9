//! What the reports say together: events, entities, questions, readings, statuses, origins, timeline, warnings.
//!
//! ```text
//! a  "At least 133 died … on Friday", 23 March  ┐            killed   evolving: 143 (27 March) replaces 133 (23 March)
//! b  "143 people were killed", 27 March         ├ collate ─▶   133  a · one origin
//! c  a copy of b                                ┘              143  b, c · one origin
//! ```
//!
//! Reports may come in any order: they are first put into the order of their ids, and all that follows keeps to it.
//!
//! # All at once, or one by one
//!
//! [`collate`] makes the case of a list of reports. [`Collation`] is a case that grows:
//!
//! ```text
//! add(report, account)      the report joins those about its event     its own cost and that of its candidates
//! around(report)            the events it speaks of, with all that is asked of them      the cost of those events
//! look_around(report)       the same, kept and grown where thousands tell of one event   the report's own cost, mostly
//! replace, remove           a later version; a report that should not have been there
//! case()                    everything, as collate() gives it, in whatever order the reports came
//! ```
//!
//! [`as_of`] is the case as it was known on a day, [`since`] what has become known since.

mod collation;
mod direct;
mod entity;
mod event;
mod origin;
mod profile;
mod question;
mod standing;
mod timeline;
mod topic;
mod view;
mod warning;

pub use collation::{Around, Arrival, Collation};
pub use view::{Change, ReadingChange, as_of, changed, changes, changes_since, since};

use collation::Prepared;
use entity::Entities;
use origin::Copies;
use standing::{Setting, Standing};
use std::collections::BTreeMap;
use variorum_model::value::Period;
use variorum_model::{Account, Case, Claim, Directions, Event, Ontology, Report, ReportId, ValueKind};

/// A report with what it says.
#[derive(Clone, Copy, Debug)]
struct Input<'a> {
    id: ReportId,
    report: &'a Report,
    account: &'a Account,
    prepared: &'a Prepared,
}

/// Brings the accounts of all reports together. `accounts[i]` is that of `reports[i]`; a report without an account, or an
/// account without a report, is left out.
pub fn collate(reports: &[Report], accounts: &[Account], ontology: &Ontology) -> Case {
    let prepared = prepare(reports, accounts);
    bring_together(inputs(reports, accounts, &prepared).collect(), ontology)
}

/// The same, with what an analyst decided about events, questions, readings and copies.
pub fn collate_with(
    reports: &[Report],
    accounts: &[Account],
    ontology: &Ontology,
    directions: &Directions,
) -> Case {
    let prepared = prepare(reports, accounts);
    bring_together_as(inputs(reports, accounts, &prepared).collect(), ontology, directions)
}

/// What is worked out of each report by itself.
fn prepare(reports: &[Report], accounts: &[Account]) -> Vec<Prepared> {
    reports.iter().zip(accounts).map(|(report, account)| Prepared::of(report, account)).collect()
}

/// The reports that are read, with their accounts and what was worked out of them.
fn inputs<'a>(
    reports: &'a [Report],
    accounts: &'a [Account],
    prepared: &'a [Prepared],
) -> impl Iterator<Item = Input<'a>> {
    let all = reports.iter().zip(accounts).zip(prepared).zip(0..);
    all.filter(|(((report, ..), _), _)| report.unread.is_none())
        .map(|(((report, account), prepared), id)| Input { id: ReportId(id), report, account, prepared })
}

fn bring_together(inputs: Vec<Input<'_>>, ontology: &Ontology) -> Case {
    bring_together_as(inputs, ontology, &Directions::default())
}

fn bring_together_as(mut inputs: Vec<Input<'_>>, ontology: &Ontology, directions: &Directions) -> Case {
    sort(&mut inputs);
    let copies = Copies::of(&inputs);
    let groups = topics(&inputs, &copies);
    case_of(&inputs, &groups, &copies, ontology, directions)
}

/// Puts reports into the order in which all that follows looks at them: that of their ids.
fn sort(inputs: &mut [Input<'_>]) {
    inputs.sort_by(|x, y| (&x.report.id, x.id).cmp(&(&y.report.id, y.id)));
}

/// For each report the number of the group of reports that are about one event.
fn topics(inputs: &[Input<'_>], copies: &Copies) -> Vec<u32> {
    let subjects: Vec<_> = inputs.iter().map(|input| &input.prepared.subject).collect();
    let places: BTreeMap<ReportId, u32> = inputs.iter().map(|input| input.id).zip(0..).collect();
    let twins =
        |input: &Input<'_>| copies.twins(input.id).filter_map(|twin| places.get(&twin).copied()).collect();
    topic::groups(&subjects, &inputs.iter().map(twins).collect::<Vec<Vec<u32>>>())
}

/// The case of sorted reports, of which it is known which are about one event and which carry whose words.
fn case_of(
    inputs: &[Input<'_>],
    groups: &[u32],
    copies: &Copies,
    ontology: &Ontology,
    directions: &Directions,
) -> Case {
    Standing::of(inputs, groups, Setting { copies, ontology, directions }).into_case()
}

/// For each report without a date of its own the time to which its dates without a year belong: that of the event that it is
/// about, or that of the first report about it.
fn anchors(
    inputs: &[Input<'_>],
    place_of: &BTreeMap<ReportId, usize>,
    joined: &event::Joined,
) -> BTreeMap<ReportId, Period> {
    let published = |id: &ReportId| {
        let report = place_of.get(id).map(|&place| inputs[place].report);
        report.and_then(|report| report.published.as_ref()).map(Period::of_publication)
    };
    let mut anchors = BTreeMap::new();
    for event in joined.events.iter().filter(|event| event.main) {
        let Some(first) = event.reports.iter().filter_map(published).min() else { continue };
        let day = day_of(event).filter(|day| day.distance(&first) < 180);
        for &id in event.reports.iter().filter(|id| published(id).is_none()) {
            anchors.entry(id).or_insert(day.unwrap_or(first));
        }
    }
    anchors
}

/// The day of an event, where it is known to the day.
fn day_of(event: &Event) -> Option<Period> {
    event.date.as_deref().and_then(Period::of_value).filter(|period| period.length() <= 2)
}

/// The claims of a report, by evidence, of the case's events and with the case's names.
fn claims_of(
    input: &Input<'_>,
    joined: &event::Joined,
    entities: &Entities,
    anchors: &BTreeMap<ReportId, Period>,
) -> Vec<Claim> {
    let events = joined.of.get(&input.id);
    let of_case = |claim: &Claim| {
        let mut claim = claim.clone();
        claim.report = input.id;
        claim.event = claim.event.and_then(|event| events?.get(event.index()).copied());
        claim.value.kind = entities.canonical_value(input, &claim.value.kind);
        if let ValueKind::Time(time) = &claim.value.kind
            && let Some((time, _)) = question::dated(time, anchors.get(&input.id))
        {
            claim.value.kind = ValueKind::Time(time);
        }
        let as_of = claim.as_of.as_deref().map(|value| question::dated(value, anchors.get(&input.id)));
        claim.as_of = as_of.flatten().map(|(value, _)| value);
        for source in &mut claim.sources {
            let known = source.entity.and_then(|entity| entities.of_local(input.id, entity));
            if let Some(entity) = known {
                source.name.clone_from(&entities.list[entity as usize].name);
            }
        }
        claim
    };
    let mut claims: Vec<Claim> = input.account.claims.iter().map(of_case).collect();
    claims.sort_by(|x, y| (x.evidence, x.value_span, &x.id).cmp(&(y.evidence, y.value_span, &y.id)));
    claims
}
