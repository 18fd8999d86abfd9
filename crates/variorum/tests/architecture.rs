//! The invariants of `ARCHITECTURE.md` that no lint can see: who may depend on whom, and that every file says what it is.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // it looks at the repository itself

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The crates of this workspace that a crate's `[dependencies]` name.
fn dependencies(krate: &str) -> Vec<String> {
    let manifest = fs::read_to_string(root().join("crates").join(krate).join("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    let names = section.lines().filter_map(|line| line.split(['.', ' ', '=']).next());
    names.filter(|name| name.starts_with("variorum")).map(String::from).collect()
}

#[test]
fn model_depends_on_no_other_crate_of_ours() {
    assert_eq!(dependencies("model"), Vec::<String>::new());
}

#[test]
fn no_stage_knows_another() {
    for stage in ["read", "language", "extract", "collate", "present", "store"] {
        assert_eq!(dependencies(stage), ["variorum-model"], "in {stage}");
    }
}

#[test]
fn the_edges_talk_to_the_facade_only() {
    assert_eq!(dependencies("gather"), ["variorum"]);
    assert_eq!(dependencies("server"), ["variorum"]);
    assert_eq!(dependencies("cli"), ["variorum", "variorum-gather", "variorum-server"]);
}

#[test]
fn every_source_file_says_what_it_is() {
    let mut pending = vec![root().join("crates"), root().join("languages"), root().join("xtask/src")];
    let mut silent = Vec::new();
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            if !text.starts_with("//!") {
                silent.push(path);
            }
        }
    }
    assert!(silent.is_empty(), "files without a //! header: {silent:?}");
}
