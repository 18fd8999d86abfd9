//! Markdown.
use crate::{Outcome, Reader};
pub(crate) fn read(reader: &Reader, name: &str, bytes: &[u8], outcome: &mut Outcome) {
    crate::text::read(reader, name, bytes, outcome);
}
