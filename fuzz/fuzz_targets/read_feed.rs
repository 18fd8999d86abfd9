//! Any bytes as an input of the format "feed"; seeds in `fuzz/seeds/feed`.
#![no_main]

mod laws;

use libfuzzer_sys::fuzz_target;
use variorum_read::Format;

fuzz_target!(|bytes: &[u8]| {
    laws::read(Format::Feed, bytes);
});
