//! The events that a report speaks of, and which of them a claim is about.
//!
//! ```text
//! A bomb attack in Eastport on Friday killed 12 people.          e1: attack, Eastport, Friday
//! The attack was the worst since the 2015 bombing in Westhaven,  e1; e2: bombing, Westhaven, 2015
//! which killed 40.                                               e2
//! Police said three more people died on Saturday.                e1
//! ```

mod story;

pub(crate) use story::{Anchored, Story, tell};
