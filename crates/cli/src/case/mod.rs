//! The commands on a case: make it, add to it, look at it, write it out.

mod add;
pub(crate) mod decide;
mod export;
pub(crate) mod feeds;
mod look;
mod reread;
pub(crate) mod serve;
mod source;
mod status;
mod tell;
pub(crate) mod watch;

pub(crate) use add::add;
pub(crate) use export::export;
pub(crate) use look::{diff, search};
pub(crate) use reread::reread;
pub(crate) use status::status;

use crate::args::Common;
use crate::output;
use crate::work;
use std::path::Path;
use std::sync::Arc;
use variorum::Engine;
use variorum::case_file::{CaseFile, Material, describe};

/// Now: RFC 3339, UTC, of fixed width, so that times sort as texts do.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

fn engine(common: &Common) -> anyhow::Result<Arc<Engine>> {
    Ok(Arc::new(work::engine(common)?))
}

/// Makes a case.
pub(crate) fn new(path: &Path, common: &Common) -> anyhow::Result<()> {
    CaseFile::create(path, engine(common)?, &now())?;
    output::standard(format!("{}: a new case; add reports with `variorum add`\n", path.display()).as_bytes())
}

/// A decision in words.
pub(crate) fn in_words(material: &Material, act: &variorum::model::Act) -> String {
    describe(act, &material.reports, &material.accounts)
}
