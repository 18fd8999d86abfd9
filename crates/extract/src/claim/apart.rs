//! Figures of another day: they are of something that the report tells beside its event.
//!
//! ```text
//! A bomb killed 12 people in Eastport on Friday. In July 2023, police had announced the arrest of nine members of the group.
//!   killed     12     the bombing
//!   arrested    9     something of July 2023
//! ```

use super::Found;
use crate::event::{Story, dates_fit, day, is_old, today};
use crate::ontology::Loaded;
use std::collections::BTreeMap;
use variorum_model::document::{ClauseId, TimexType, Upos};
use variorum_model::event::EventMention;
use variorum_model::ontology::{PropertyGroup, ValueType};
use variorum_model::{Document, Event, EventId, ReportId, Stance};

/// Gives figures that their own clause dates before the event at hand an event of their own.
pub(super) fn set_apart(
    report: ReportId,
    document: &Document,
    loaded: &Loaded,
    story: &mut Story,
    found: &mut [Found<'_>],
) {
    let today = today(document);
    let mut opened: BTreeMap<ClauseId, EventId> = BTreeMap::new();
    for one in found.iter_mut() {
        let counts = one.property.group == PropertyGroup::Counts && one.property.value == ValueType::Count;
        if !counts || one.stance != Stance::Asserted || story.is_mention(one.matched.head) {
            continue;
        }
        let Some(clause) = one.matched.clause else { continue };
        if let Some(event) = opened.get(&clause) {
            one.event = Some(*event);
            continue;
        }
        let Some(date) = own_date(document, loaded, clause) else { continue };
        let event = story.event_at(document, one.matched.head, Some(clause));
        let Some(event) = event.and_then(|id| story.events.get(id.index())) else { continue };
        // Weekdays and days of a month may be read wrongly; what lies months back is something else.
        let known = event.date.as_deref().and_then(|known| day(known).parse().ok()).or(today);
        let before = known.is_some_and(|known| is_old(known, &date))
            && !event.date.as_deref().is_some_and(|known| dates_fit(Some(known), Some(&date)));
        if !before || !event.main && event.date.is_none() {
            continue;
        }
        let words = document.span(one.matched.trigger.join(one.reading.tokens));
        let id = EventId(story.events.len() as u32);
        story.events.push(Event {
            label: document.words(words).split_whitespace().collect::<Vec<_>>().join(" "),
            kind: loaded.kinds.general_name(&loaded.ontology),
            date: Some(day(&date).into()),
            mentions: vec![EventMention {
                span: document.span(one.matched.trigger),
                head: document.token(one.matched.head).span,
            }],
            reports: vec![report],
            ..Event::default()
        });
        opened.insert(clause, id);
        one.event = Some(id);
    }
}

/// The day, month or year that the clause itself gives.
fn own_date(document: &Document, loaded: &Loaded, id: ClauseId) -> Option<String> {
    let clause = document.clauses.get(id.0 as usize)?;
    let mut times = document.times_in(document.span(clause.extent)).filter(|timex| {
        let before = timex.tokens.start.checked_sub(1).and_then(|idx| document.tokens.get(idx as usize));
        let led = before.is_none_or(|token| {
            !matches!(token.upos, Upos::Adp | Upos::Sconj) || loaded.lexicon.lists.when.contains(&token.norm)
        });
        let beside = clause.modifiers.iter().any(|it| it.argument.tokens.overlaps(timex.tokens));
        led && beside
            && matches!(timex.kind, TimexType::Date | TimexType::Time)
            && timex.value.starts_with(|first: char| first.is_ascii_digit())
    });
    let first = times.next()?;
    times.next().is_none().then(|| first.value.to_string())
}
