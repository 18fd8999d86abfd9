//! `variorum watch`: reports are added as they come, into folders or in feeds, and what changes is told at once.
//!
//! ```text
//! 2031-03-04 08:01  killed, Eastport fire: evolving → disputed (9; 14; 17) – added tuesday-noon
//! ```

use super::add::cause;
use super::feeds::{self, Feeds, News};
use super::source::Source;
use super::tell::{line, stands};
use super::{engine, now};
use crate::args::{Common, Inputs, Watch, WatchFormat};
use crate::messages::Messages;
use crate::{input, output};
use anyhow::{Context, bail};
use notify::{RecursiveMode, Watcher};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;
use variorum::case_file::{CaseFile, Incoming};
use variorum::store::Changed;
use variorum::{Ids, Outcome};
use variorum_gather::Hook;

/// How long a folder must be quiet before its files are read: they may still be written.
const QUIET: Duration = Duration::from_millis(400);

/// How long news wait for an address that does not take them, before they are tried once more.
const AGAIN: Duration = Duration::from_secs(2);

/// Watches until it is interrupted.
pub(crate) fn watch(arguments: &Watch, common: &Common, messages: &Messages) -> anyhow::Result<()> {
    let engine = engine(common)?;
    let hook = arguments.webhook.as_deref().map(Hook::of).transpose().map_err(anyhow::Error::msg)?;
    let is_link = |source: &&String| source.starts_with("http://") || source.starts_with("https://");
    let links: Vec<String> = arguments.sources.iter().filter(is_link).cloned().collect();
    let folders: Vec<PathBuf> =
        arguments.sources.iter().filter(|source| !is_link(source)).map(PathBuf::from).collect();
    if let Some(folder) = folders.iter().find(|folder| !folder.is_dir()) {
        bail!("{}: there is no such folder; is the path right?", folder.display());
    }
    let mut file = if arguments.case.exists() {
        CaseFile::open(&arguments.case, engine)?
    } else {
        CaseFile::create(&arguments.case, engine, &now())?
    };
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let _ = sender.send(event.map(|event| event.paths));
    })?;
    if !arguments.once {
        for folder in &folders {
            watcher
                .watch(folder, RecursiveMode::Recursive)
                .with_context(|| format!("{}: the folder cannot be watched", folder.display()))?;
        }
    }
    let none = Inputs { paths: Vec::new(), input_format: None, map: None };
    let every = Duration::from_secs(arguments.every);
    let mut feeds = Feeds::new(links, every, arguments.allow_private, file.captured_from()?);
    let round = Round { source: Source::new(&none)?, format: arguments.format, hook };
    round.folders(&mut file, &folders, messages)?;
    round.feeds(&mut file, &mut feeds, messages)?;
    if arguments.once {
        return Ok(());
    }
    let mut touched: BTreeSet<PathBuf> = BTreeSet::new();
    loop {
        let longest = if touched.is_empty() { Duration::from_secs(3600) } else { QUIET };
        match changes.recv_timeout(feeds.wait().map_or(longest, |wait| wait.min(longest))) {
            Ok(Ok(paths)) => touched.extend(paths),
            Ok(Err(error)) => messages.warning(&format!("the folder cannot be watched: {error}")),
            Err(RecvTimeoutError::Timeout) => {
                let paths: Vec<PathBuf> =
                    std::mem::take(&mut touched).into_iter().filter(|path| path.is_file()).collect();
                if !paths.is_empty() {
                    round.folders(&mut file, &folders, messages)?;
                }
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        if feeds.wait().is_some_and(|wait| wait.is_zero()) {
            round.feeds(&mut file, &mut feeds, messages)?;
        }
    }
}

struct Round {
    source: Source,
    format: WatchFormat,
    hook: Option<Hook>,
}

impl Round {
    /// Adds what is new in the folders and tells what changes, report by report.
    fn folders(&self, file: &mut CaseFile, folders: &[PathBuf], messages: &Messages) -> anyhow::Result<()> {
        if folders.is_empty() {
            return Ok(());
        }
        let all = Inputs { paths: folders.to_vec(), input_format: None, map: None };
        for input in &input::find(&all, messages) {
            match self.source.read(input, file.engine()) {
                Ok((name, bytes, outcome)) => {
                    let incoming = Incoming { name: &name, bytes: &bytes, format: None };
                    self.add(file, &incoming, outcome, messages)?;
                }
                Err(message) => messages.error(&message),
            }
        }
        self.settle(file, messages)
    }

    /// The same for feeds.
    fn feeds(&self, file: &mut CaseFile, feeds: &mut Feeds, messages: &Messages) -> anyhow::Result<()> {
        if feeds.wait().is_none() {
            return Ok(());
        }
        let engine = file.engine().clone();
        feeds.ask(&self.source.gatherer, engine.reader(), &mut |news| match news {
            News::Trouble(link, why) => {
                messages.warning(&format!("{link}: {why}"));
                Ok(())
            }
            News::Page(page) => {
                let (format, outcome) = feeds::read(&page, &self.source.gatherer, engine.reader());
                let incoming = Incoming { name: &page.url, bytes: &page.body, format };
                self.add(file, &incoming, outcome, messages)
            }
        })?;
        self.settle(file, messages)
    }

    fn add(
        &self,
        file: &mut CaseFile,
        incoming: &Incoming<'_>,
        read: Outcome,
        messages: &Messages,
    ) -> anyhow::Result<()> {
        let known = file.known(incoming, &read)?;
        let prepared = CaseFile::prepare_read(file.engine(), incoming, read, &known);
        let outcome = file.add(incoming, prepared, &mut Ids::default(), &now())?;
        if outcome.added.is_empty() {
            return Ok(());
        }
        outcome.notes.iter().for_each(|note| messages.note(note));
        let cause = cause(&outcome.added);
        match file.settle_added(&outcome.rows, &now(), &cause)? {
            Some(changes) => self.tell(file, &changes, &cause, messages),
            // The whole of a large case is looked at when nothing more comes.
            None => Ok(()),
        }
    }

    /// Tells what could not be told report by report.
    fn settle(&self, file: &mut CaseFile, messages: &Messages) -> anyhow::Result<()> {
        if file.is_settled()? {
            return Ok(());
        }
        let cause = cause(&[]);
        let changes = file.settle(&mut file.material()?, &now(), &cause)?;
        self.tell(file, &changes, &cause, messages)
    }

    fn tell(
        &self,
        file: &CaseFile,
        changes: &[Changed],
        cause: &str,
        messages: &Messages,
    ) -> anyhow::Result<()> {
        let (questions, labels) = stands(file, changes)?;
        let at = now();
        for change in changes {
            let event = change.question.split('.').next().unwrap_or_default();
            let object = json!({
                "at": at,
                "question": change.question,
                "event": labels.get(event),
                "before": change.before,
                "status": change.status,
                "why": change.why,
                "readings": change.readings,
                "cause": cause,
            });
            let told = match self.format {
                WatchFormat::Jsonl => format!("{object}\n"),
                WatchFormat::Text => {
                    format!(
                        "{}  {} – {cause}\n",
                        super::status::minute(&at),
                        line(change, &questions, &labels)
                    )
                }
            };
            output::standard(told.as_bytes())?;
            if let Some(hook) = &self.hook
                && let Err(error) = send(hook, &object.to_string())
            {
                messages.warning(&format!("{}: the change could not be sent: {error}", hook.site()));
            }
        }
        Ok(())
    }
}

/// Sends news, and once more where the first time fails.
fn send(hook: &Hook, json: &str) -> Result<(), String> {
    hook.send(json).or_else(|_| {
        std::thread::sleep(AGAIN);
        hook.send(json)
    })
}
