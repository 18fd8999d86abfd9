//! The command line.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)]

fn main() {}
