//! Writes the JSON Schemas of both outputs: `cargo run -p variorum-present --example schemas` in the repository's root.
#![allow(clippy::disallowed_methods)] // it writes the files that a test holds current

fn main() -> std::io::Result<()> {
    std::fs::write("schemas/annotate.json", variorum_present::annotate_schema())?;
    std::fs::write("schemas/read.json", variorum_present::read_schema())?;
    std::fs::write("schemas/report.json", variorum_present::report_schema())
}
