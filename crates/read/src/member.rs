//! One input with what is known of it from outside: a file, or a member of an archive with its place in that.

use crate::Format;
use std::borrow::Cow;

/// What is read as one: a file, a member of an archive, a record, a message of a mailbox.
#[derive(Clone, Debug, Default)]
pub struct Member<'b> {
    /// The containers that it lies in, from the outside in.
    pub within: Vec<String>,
    /// Its name in the innermost of them: a path, or the address of a page.
    pub name: String,
    /// The format, where it is known for certain; otherwise it is found out.
    pub format: Option<Format>,
    /// The bytes, unpacked.
    pub bytes: Cow<'b, [u8]>,
    /// The lines in front of the bytes, where they are a part of a file of JSON Lines.
    pub lines_before: u64,
    /// What the container says of how it was saved.
    pub capture: Capture,
}

/// How something was saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capture {
    /// The address that it was saved from.
    pub url: Option<String>,
    /// When it was saved, ISO 8601.
    pub time: Option<String>,
    /// The character set that the server named.
    pub character_set: Option<String>,
}

impl Member<'_> {
    /// A member with its name and bytes alone.
    pub fn new<'b>(name: &str, format: Option<Format>, bytes: &'b [u8]) -> Member<'b> {
        Member { name: name.to_owned(), format, bytes: Cow::Borrowed(bytes), ..Member::default() }
    }

    /// Its place for messages: "case.zip > monday/wire.txt".
    pub fn place(&self) -> String {
        place(&self.within, &self.name)
    }

    /// The format: the known one, or what name and bytes say.
    pub fn format(&self) -> Format {
        self.format.unwrap_or_else(|| Format::detect(&self.name, &self.bytes))
    }
}

/// The place of something in containers, for messages.
pub(crate) fn place(within: &[String], name: &str) -> String {
    within.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join(" > ")
}
