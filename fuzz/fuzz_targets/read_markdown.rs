//! Any bytes as Markdown.
#![no_main]

mod laws;

use libfuzzer_sys::fuzz_target;
use variorum_read::Format;

fuzz_target!(|bytes: &[u8]| {
    laws::read(Format::Markdown, bytes);
});
