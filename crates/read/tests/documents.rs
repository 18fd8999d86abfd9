//! PDF documents as programs make them: what a browser prints and what a typesetter sets, each beside the text that it has.
//! Own prose; how they were made stands beside them.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // it reads the documents

use std::path::Path;
use variorum_read::Reader;

#[test]
fn documents_of_several_programs_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let reader = Reader::new(variorum_english::READING, "en").unwrap();
    let mut n = 0;
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    for path in names.iter().filter(|path| path.extension().is_some_and(|extension| extension == "pdf")) {
        let outcome = reader.read(&path.display().to_string(), None, &std::fs::read(path).unwrap());
        let report = &outcome.reports[0];
        let expected = std::fs::read_to_string(path.with_extension("txt")).unwrap();
        let (header, text) = expected.split_once("\n\n").unwrap();
        let mut said = String::new();
        let mut at = 0;
        for piece in &report.furniture {
            said.push_str(&report.text[at..piece.span.start as usize]);
            at = piece.span.end as usize;
        }
        said.push_str(&report.text[at..]);
        let paragraphs: Vec<&str> =
            said.split("\n\n").map(str::trim).filter(|text| !text.is_empty()).collect();
        assert_eq!(paragraphs.join("\n\n"), text.trim(), "{}", path.display());
        let found = [
            report.title.clone().unwrap_or_default(),
            report.publisher.clone().unwrap_or_default(),
            report.author.clone().unwrap_or_default(),
            report.published.map(|day| day.to_string()).unwrap_or_default(),
        ];
        assert_eq!(found.join(" / "), header, "{}", path.display());
        n += 1;
    }
    assert!(n >= 3, "{n} documents");
}
