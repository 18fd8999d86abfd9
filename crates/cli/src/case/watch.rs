//! `variorum watch`: reports are added as they come into folders, and what changes is told at once.
//!
//! ```text
//! 2031-03-04 08:01  killed, Eastport fire: evolving → disputed (9; 14; 17) – added tuesday-noon
//! ```

use super::{Source, cause, engine, labels, line, now};
use crate::args::{Common, Inputs, Watch, WatchFormat};
use crate::messages::Messages;
use crate::{input, output};
use anyhow::{Context, bail};
use notify::{RecursiveMode, Watcher};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;
use variorum::case_file::{CaseFile, Incoming, Material};
use variorum::store::Changed;

/// How long a folder must be quiet before its files are read: they may still be written.
const QUIET: Duration = Duration::from_millis(400);

/// Watches until it is interrupted.
pub(crate) fn watch(arguments: &Watch, common: &Common, messages: &Messages) -> anyhow::Result<()> {
    let engine = engine(common)?;
    let hook = arguments.webhook.as_deref().map(Hook::of).transpose()?;
    let mut file = if arguments.case.exists() {
        CaseFile::open(&arguments.case, engine)?
    } else {
        CaseFile::create(&arguments.case, engine, &now())?
    };
    if let Some(folder) = arguments.folders.iter().find(|folder| !folder.is_dir()) {
        bail!("{}: there is no such folder; is the path right?", folder.display());
    }
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let _ = sender.send(event.map(|event| event.paths));
    })?;
    if !arguments.once {
        for folder in &arguments.folders {
            watcher
                .watch(folder, RecursiveMode::Recursive)
                .with_context(|| format!("{}: the folder cannot be watched", folder.display()))?;
        }
    }
    let none = Inputs { paths: Vec::new(), input_format: None, map: None };
    let mut round =
        Round { source: Source::new(&none)?, material: file.material()?, format: arguments.format, hook };
    round.add(&mut file, &arguments.folders, messages)?;
    if arguments.once {
        return Ok(());
    }
    let mut touched: BTreeSet<PathBuf> = BTreeSet::new();
    loop {
        let wait = if touched.is_empty() { Duration::from_secs(3600) } else { QUIET };
        match changes.recv_timeout(wait) {
            Ok(Ok(paths)) => touched.extend(paths),
            Ok(Err(error)) => messages.warning(&format!("the folder cannot be watched: {error}")),
            Err(RecvTimeoutError::Timeout) => {
                let paths: Vec<PathBuf> =
                    std::mem::take(&mut touched).into_iter().filter(|path| path.is_file()).collect();
                if !paths.is_empty() {
                    round.add(&mut file, &arguments.folders, messages)?;
                }
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}

struct Round {
    source: Source,
    material: Material,
    format: WatchFormat,
    hook: Option<Hook>,
}

impl Round {
    /// Adds what is new in the folders and tells what changes, report by report.
    fn add(&mut self, file: &mut CaseFile, folders: &[PathBuf], messages: &Messages) -> anyhow::Result<()> {
        let all = Inputs { paths: folders.to_vec(), input_format: None, map: None };
        let inputs = input::find(&all, messages);
        let known = file.hashes()?;
        let mut ids = file.ids()?;
        for input in &inputs {
            let (name, bytes, outcome) = match self.source.read(input, file.engine()) {
                Ok(read) => read,
                Err(message) => {
                    messages.error(&message);
                    continue;
                }
            };
            let incoming = Incoming { name: &name, bytes: &bytes, format: None };
            let prepared = CaseFile::prepare_read(file.engine(), &incoming, outcome, &known);
            let outcome = file.add(&incoming, prepared, &mut ids, &now())?;
            if outcome.added.is_empty() {
                continue;
            }
            outcome.notes.iter().for_each(|note| messages.note(note));
            file.refresh(&mut self.material)?;
            let cause = cause(&outcome.added);
            let changes = file.settle(&mut self.material, &now(), &cause)?;
            self.tell(file, &changes, &cause, messages)?;
        }
        Ok(())
    }

    fn tell(
        &self,
        file: &CaseFile,
        changes: &[Changed],
        cause: &str,
        messages: &Messages,
    ) -> anyhow::Result<()> {
        let questions = file.questions()?;
        let labels = labels(file)?;
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
                    format!("{}  {} – {cause}\n", super::minute(&at), line(change, &questions, &labels))
                }
            };
            output::standard(told.as_bytes())?;
            if let Some(hook) = &self.hook
                && let Err(error) = hook.send(&object.to_string())
            {
                messages.warning(&format!("{}: the change could not be sent: {error}", hook.shown));
            }
        }
        Ok(())
    }
}

/// An address that takes JSON by POST.
struct Hook {
    shown: String,
    host: String,
    port: u16,
    path: String,
}

impl Hook {
    fn of(address: &str) -> anyhow::Result<Hook> {
        let rest = address
            .strip_prefix("http://")
            .context("a webhook's address begins with http://; for https use a proxy")?;
        let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
        let bad = |text: &str| {
            text.is_empty() || text.contains(|it: char| it.is_control() || it.is_whitespace() || it == '@')
        };
        if bad(host) || bad(path) {
            bail!("{address} is no address");
        }
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) => (name, port.parse().with_context(|| format!("{port} is no port"))?),
            None => (host, 80),
        };
        Ok(Hook { shown: address.to_owned(), host: name.to_owned(), port, path: path.to_owned() })
    }

    /// Sends a body and waits for the first line of the answer.
    fn send(&self, body: &str) -> anyhow::Result<()> {
        const PATIENCE: Duration = Duration::from_secs(10);
        let address = (self.host.trim_matches(['[', ']']), self.port)
            .to_socket_addrs()?
            .next()
            .context("no such host")?;
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: {}:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.path,
            self.host,
            self.port,
            body.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
        let mut answer = Vec::new();
        stream.take(512).read_to_end(&mut answer)?;
        let first = String::from_utf8_lossy(&answer);
        match first.split_whitespace().nth(1) {
            Some(code) if code.starts_with('2') => Ok(()),
            Some(code) => bail!("it answered {code}"),
            None => bail!("it did not answer"),
        }
    }
}
