//! What happened: the words that mention events, drawn together into the events of a report.
//!
//! ```text
//! A bomb exploded in Eastport on Friday. … The attack killed 12. …        one event: bombing, Eastport, Friday
//! It recalled the 2015 bombing in Westhaven, which killed 40.              another one, of the background
//! ```

mod date;
mod draw;
mod kind;
mod mention;
mod story;

pub(crate) use date::{dates_fit, day, is_dated, is_old, today};
pub(crate) use kind::Kinds;
pub(crate) use mention::Anchored;
pub(crate) use story::{Story, tell};
