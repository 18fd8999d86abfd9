//! Files, folders, archives and links to reports: the edge around `read`, which touches no file and starts no process.
//!
//! ```text
//! paths ── files ──▶ inputs ── harmless? ─▶ read here ───────────────────▶ reports
//!                        │                                                  ▲
//!                        ├── page, PDF, office, mail, feed ─▶ a child reads ┤
//!                        └── archive ─▶ a child unpacks ─▶ members ─────────┘
//! ```
//!
//! What is hostile is parsed in child processes of the same program with limits of time and memory: a parser's stack
//! overflow cannot be caught, but a child that dies costs one input and a message. A program that uses this crate calls
//! [`child`] first thing in `main`.

#![allow(clippy::disallowed_methods)] // files, processes, network and clock belong here

mod child;
mod fetch;
mod gather;
mod pool;
mod unpacker;
mod wire;

pub use child::child;
pub use fetch::{Fetched, Fetcher, Hook, Limits as FetchLimits, Page};
pub use gather::{Gatherer, Input, Settings, reason};
