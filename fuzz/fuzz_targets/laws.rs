//! What holds for every report, whatever it was read from.

use std::sync::LazyLock;
use variorum_read::{Format, Outcome, Reader};

static READER: LazyLock<Reader> = LazyLock::new(|| {
    // A panic that the reader catches, of a library, costs an input; the fuzzer's own hook would end the run with it. One
    // that is not caught still does.
    std::panic::set_hook(Box::new(|_| {}));
    Reader::new(variorum_english::READING, "en").expect("the words can be read")
});

/// Reads, and holds the laws against what comes out: spans lie in the text, furniture is sorted without overlaps, and
/// whatever was lost has a message.
pub(crate) fn read(format: Format, bytes: &[u8]) -> Outcome {
    let outcome = READER.read("input", Some(format), bytes);
    for report in &outcome.reports {
        let mut last = 0;
        for piece in &report.furniture {
            assert!(piece.span.start >= last && piece.span.end > piece.span.start);
            assert!(report.text.get(piece.span.range()).is_some());
            last = piece.span.end;
        }
        for stretch in &report.provenance.stretches {
            assert!(report.text.get(stretch.text.range()).is_some());
        }
        let evidence = report.credits.iter().filter_map(|credit| credit.evidence);
        for span in report.headline.into_iter().chain(evidence) {
            assert!(report.text.get(span.range()).is_some_and(|words| !words.is_empty()));
        }
    }
    assert!(outcome.notes.iter().all(|note| !note.message.is_empty()));
    let may_be_empty = format == Format::JsonLines || format.is_container();
    assert!(!outcome.reports.is_empty() || may_be_empty || outcome.notes.iter().any(|note| note.lost));
    outcome
}
