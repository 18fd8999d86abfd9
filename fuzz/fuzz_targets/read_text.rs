//! Any bytes as plain text and as Markdown: valid UTF-8 without `\r` comes out as it went in.
#![no_main]

mod laws;

use libfuzzer_sys::fuzz_target;
use variorum_read::Format;

fuzz_target!(|bytes: &[u8]| {
    laws::read(Format::Markdown, bytes);
    let outcome = laws::read(Format::Text, bytes);
    if let (Ok(text), [report]) = (std::str::from_utf8(bytes), &outcome.reports[..])
        && !text.contains('\r')
        && outcome.notes.is_empty()
    {
        assert_eq!(report.text, text.strip_prefix('\u{feff}').unwrap_or(text));
    }
});
