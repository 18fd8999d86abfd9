//! Whole inputs in, reports out.

use crate::words::Words;
use crate::{Outcome, Reader};

pub(crate) fn words() -> Words {
    Words::parse(variorum_english::READING).expect("the words can be read")
}

pub(crate) fn read(name: &str, bytes: &[u8]) -> Outcome {
    Reader::new(variorum_english::READING, "en").expect("the words can be read").read(name, None, bytes)
}
