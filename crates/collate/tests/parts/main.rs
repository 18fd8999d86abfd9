//! Entities, events, questions, origins, timeline and views, each on a few reports made by hand.

#![allow(clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;

mod entities;
mod events;
mod origins;
mod questions;
mod timeline;
