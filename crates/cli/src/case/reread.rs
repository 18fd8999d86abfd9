//! `variorum reread`: all reports are read again, after an update of the program.

use super::source::Source;
use super::tell::{counted, told};
use super::{engine, now};
use crate::args::{Common, Inputs};
use crate::output;
use std::path::Path;
use variorum::case_file::CaseFile;

/// Reads all reports again.
pub(crate) fn reread(path: &Path, common: &Common) -> anyhow::Result<()> {
    let mut file = CaseFile::open(path, engine(common)?)?;
    let source = Source::new(&Inputs { paths: Vec::new(), input_format: None, map: None })?;
    let engine = file.engine().clone();
    let again = file.read_again(&now(), &|name, bytes| source.again(name, bytes, &engine))?;
    let changes = file.settle(&mut file.material()?, &now(), "read again with another version")?;
    let text = format!(
        "{} read again, {} otherwise than before\n{}",
        counted(again.read, "report"),
        again.changed,
        told(&file, &changes)?
    );
    output::standard(text.as_bytes())
}
