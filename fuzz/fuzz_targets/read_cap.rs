//! Any bytes as an input of the format "cap"; seeds in `fuzz/seeds/cap`.
#![no_main]

mod laws;

use libfuzzer_sys::fuzz_target;
use variorum_read::Format;

fuzz_target!(|bytes: &[u8]| {
    laws::read(Format::Cap, bytes);
});
