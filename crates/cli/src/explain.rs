//! `variorum explain`: how a claim came about.

use crate::args::{Common, Explain};
use crate::messages::Messages;
use crate::{output, work};

pub(crate) fn run(arguments: &Explain, common: &Common, messages: &Messages) -> anyhow::Result<()> {
    let (engine, _, reports) = work::read_all(&arguments.inputs, common, messages)?;
    if reports.is_empty() {
        messages.error("no report could be read, so there is no claim to explain");
        return Ok(());
    }
    let accounts = work::annotate_all(&engine, &reports, common.quiet, messages);
    let case = engine.collate(&reports, &accounts);
    let style = output::style(None, common);
    let text = variorum::explain(&arguments.claim, &case, &reports, &accounts, engine.ontology(), &style)?;
    output::standard(text.as_bytes())
}
