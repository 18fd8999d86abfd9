//! When something happened, as a band on a common axis: a day is a short one, "March" a long one.
//!
//! ```text
//! 3 March 2031     ▐                    The mill burnt down.
//! March 2031       ▐████████▌           The owner was warned.
//! 2029             ▐███████████████▌    …   long gaps are drawn shorter
//! ```

use crate::labels;
use jiff::civil::Date;
use std::collections::BTreeMap;
use variorum_model::case::TimelineEntry;
use variorum_model::value::days;

/// A band, in hundredths of the axis.
pub(crate) struct Band {
    pub(crate) x: String,
    pub(crate) width: String,
    pub(crate) is_day: bool,
}

/// A gap of more days than this is drawn as if it had so many.
const LONGEST: f64 = 12.0;

/// The bands of the entries that have days, and the ticks of the axis.
pub(crate) fn bands(entries: &[TimelineEntry]) -> (Vec<Option<Band>>, Vec<(String, String)>) {
    let spans: Vec<Option<(Date, Date)>> = entries.iter().map(|entry| days(&entry.date)).collect();
    let mut ends: Vec<Date> = spans.iter().flatten().flat_map(|(first, last)| [*first, *last]).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut places: BTreeMap<Date, f64> = BTreeMap::new();
    let mut at = 0.0;
    for (idx, day) in ends.iter().enumerate() {
        if idx > 0 {
            let gap = ends[idx - 1].until(*day).map_or(LONGEST, |span| f64::from(span.get_days()));
            at += gap.clamp(1.0, LONGEST);
        }
        places.insert(*day, at);
    }
    let scale = 97.0 / at.max(1.0);
    let place = |day: &Date| places.get(day).copied().unwrap_or_default() * scale;
    let band = |(first, last): &(Date, Date)| Band {
        x: format!("{:.2}", place(first)),
        width: format!("{:.2}", (place(last) - place(first)).max(0.0) + 2.0),
        is_day: first == last,
    };
    let mut axis = Vec::new();
    let mut free = 0.0;
    for day in &ends {
        if place(day) >= free && place(day) <= 88.0 {
            axis.push((format!("{:.2}", place(day)), format!("{} {}", labels::short_day(*day), day.year())));
            free = place(day) + 22.0;
        }
    }
    (spans.iter().map(|span| span.as_ref().map(band)).collect(), axis)
}
