//! `variorum fetch`: links and feeds are saved in a WARC file, which is then read like any other.

use crate::args::{Common, Fetch, Inputs};
use crate::case::feeds::is_feed;
use crate::messages::Messages;
use crate::output::Output;
use crate::progress::Progress;
use crate::work;
use std::collections::{BTreeSet, VecDeque};
use std::ops::ControlFlow;
use std::time::Duration;
use variorum::{Engine, Member, read_json, read_text};
use variorum_gather::{FetchLimits, Fetched, Fetcher, Gatherer, Input, Settings};

pub(crate) fn run(arguments: &Fetch, common: &Common, messages: &Messages) -> anyhow::Result<()> {
    let reader = Engine::english_reader()?;
    let limits = FetchLimits {
        allow_private: arguments.allow_private,
        delay: Duration::from_secs_f64(arguments.delay.clamp(0.0, 3600.0)),
        ..FetchLimits::default()
    };
    let mut fetcher = Fetcher::new(&arguments.save, limits).map_err(|error| {
        anyhow::anyhow!("{}: {}", arguments.save.display(), variorum_gather::reason(&error))
    })?;
    let gatherer = Gatherer::new(Settings::default())?;
    // Links of feeds are followed once: a page never leads on.
    let mut links: VecDeque<(String, bool)> =
        arguments.links.iter().map(|link| (link.clone(), true)).collect();
    let mut seen: BTreeSet<String> = arguments.links.iter().cloned().collect();
    let progress = Progress::new("fetching", links.len(), common.quiet);
    while let Some((link, may_lead_on)) = links.pop_front() {
        let result = fetcher.fetch(&link);
        progress.step();
        match result {
            Err(message) => progress.suspend(|| messages.error(&format!("{link}: {message}"))),
            Ok(Fetched::Saved { url, media_type, body }) if may_lead_on && is_feed(&media_type, &body) => {
                let member = Member { name: url, bytes: body.into(), ..Member::default() };
                let outcome = gatherer.read_one(&reader, &member);
                let found = outcome.reports.into_iter().filter_map(|report| report.url);
                for next in found.take(arguments.limit) {
                    if seen.insert(next.clone()) {
                        links.push_back((next, false));
                    }
                }
            }
            Ok(Fetched::Saved { .. } | Fetched::Unchanged) => {}
        }
    }
    drop(progress);
    let inputs = [Input { path: fetcher.file().to_owned(), format: None }];
    let mut output = Output::open(arguments.output.as_deref(), &inputs)?;
    let text = arguments.output.is_none() && std::io::IsTerminal::is_terminal(&std::io::stdout());
    let mut written = Ok(());
    let reading = Inputs { paths: Vec::new(), input_format: None, map: None };
    work::read_each(&inputs, &reading, false, common.quiet, messages, &mut |report| {
        let shown = if text { read_text(&report, false) } else { read_json(&report, false) + "\n" };
        written = output.write(shown.as_bytes());
        if written.is_err() || output.closed { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    written?;
    output.finish()
}
