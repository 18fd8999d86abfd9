//! What Variorum asks of an event: the files of `properties/` and `kinds/`, compiled in as they are.
//!
//! A file that is put into one of the folders is part of the program after the next build; `build.rs` lists them. The
//! words by which a language says it lie with the language (`languages/en/ontology/`).

include!(concat!(env!("OUT_DIR"), "/files.rs"));

#[cfg(test)]
mod tests {
    #[test]
    fn files_are_in_order_and_not_empty() {
        assert!(super::FILES.len() > 30);
        assert!(super::FILES.is_sorted_by_key(|(name, _)| *name));
        assert!(super::FILES.iter().all(|(_, text)| !text.trim().is_empty()));
    }
}
