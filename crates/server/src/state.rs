//! The case in memory: one view that all readers share, and one writer.
//!
//! ```text
//! look: has the file's number of changes moved?  ─▶  read what is new, settle, put the new view in place, tell the readers
//! ```
//!
//! In a large case only the events are brought together anew that a new report or a decision touches; all of it once nobody
//! has changed anything for a while. Readers never wait for that: they see what is in place.

mod snapshot;

use crate::{Access, Options};
use anyhow::Context;
use jiff::civil::Date;
pub(crate) use snapshot::{Snapshot, made_until};
use snapshot::{patched, snapshot};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::{broadcast, watch};
use variorum::Engine;
use variorum::case_file::{CaseFile, Material, View};
use variorum::model::decision::Undone;
use variorum::model::{Act, Decision};

/// What all requests share.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) options: Options,
    pub(crate) engine: Arc<Engine>,
    pub(crate) token: String,
    listening: SocketAddr,
    now: RwLock<Arc<Snapshot>>,
    /// Views of earlier days, the last used first, each with the change of the case up to which it is current.
    earlier: Mutex<Vec<(u64, Arc<Snapshot>)>>,
    /// Held by whoever makes one, so that nobody else makes the same.
    making: Mutex<()>,
    inner: Mutex<Inner>,
    /// A connection of its own, so that searching does not wait for adding.
    reader: Mutex<CaseFile>,
    changes: broadcast::Sender<String>,
    closed: watch::Sender<bool>,
}

#[derive(Debug)]
struct Inner {
    file: CaseFile,
    material: Arc<Material>,
    /// When parts were last put in place of parts, since all was brought together.
    patched: Option<Instant>,
}

/// How many views of earlier days are kept.
const KEPT: usize = 16;
/// After so long without a change all is brought together anew.
const QUIET: Duration = Duration::from_secs(60);

impl State {
    pub(crate) fn open(
        options: Options,
        listening: SocketAddr,
        engine: Arc<Engine>,
    ) -> anyhow::Result<State> {
        let file = CaseFile::open_to_read(&options.case, engine.clone())?;
        let reader = CaseFile::open_to_read(&options.case, engine.clone())?;
        let mut inner = Inner { material: Arc::new(file.material()?), file, patched: None };
        let view = inner.whole("brought up to date", false)?;
        let snapshot = snapshot(&engine, view, &inner.material, &inner.material, None);
        Ok(State {
            options,
            engine,
            token: random()?,
            listening,
            now: RwLock::new(Arc::new(snapshot)),
            earlier: Mutex::default(),
            making: Mutex::default(),
            inner: Mutex::new(inner),
            reader: Mutex::new(reader),
            changes: broadcast::channel(64).0,
            closed: watch::channel(false).0,
        })
    }

    /// The address to open.
    pub(crate) fn address(&self) -> String {
        let mut address = self.listening;
        if address.ip().is_unspecified() {
            address.set_ip([127, 0, 0, 1].into());
        }
        match self.options.access {
            Access::Token => format!("http://{address}/?token={}", self.token),
            Access::Password(_) | Access::Proxy(_) => format!("http://{address}/"),
        }
    }

    /// The address that is listened on.
    pub(crate) fn listening(&self) -> SocketAddr {
        self.listening
    }

    /// What a form must bring along, so that no other site can send it.
    pub(crate) fn seal(&self) -> String {
        blake3::derive_key("variorum form seal", self.token.as_bytes())
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The case now, or as of a day.
    pub(crate) fn snapshot(&self, as_of: Option<Date>) -> anyhow::Result<Arc<Snapshot>> {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(day) = as_of else { return Ok(now) };
        let known = || {
            let mut earlier = lock(&self.earlier);
            let current =
                |(revision, it): &(u64, Arc<Snapshot>)| it.as_of == as_of && *revision == now.view.revision;
            let found = earlier.iter().position(current).map(|at| earlier.remove(at))?;
            earlier.insert(0, found.clone());
            Some(found.1)
        };
        if let Some(found) = known() {
            return Ok(found);
        }
        let _making = lock(&self.making);
        if let Some(found) = known() {
            return Ok(found);
        }
        // Nobody who changes the case waits for this.
        let all = lock(&self.inner).material.clone();
        let material = all.until(day);
        let view = lock(&self.reader).view(&material)?;
        let made = Arc::new(snapshot(&self.engine, view, &all, &material, Some(day)));
        let mut earlier = lock(&self.earlier);
        earlier.retain(|(_, it)| it.as_of != as_of);
        earlier.insert(0, (all.revision, made.clone()));
        earlier.truncate(KEPT);
        Ok(made)
    }

    /// Reads in the file, beside whoever writes.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&CaseFile) -> Result<T, variorum::store::Error>,
    ) -> anyhow::Result<T> {
        Ok(read(&lock(&self.reader))?)
    }

    /// Looks whether somebody else has changed the file.
    pub(crate) fn look(&self) -> anyhow::Result<()> {
        let shown = self.snapshot(None)?.view.revision;
        let is_current = lock(&self.reader).revision()? == shown;
        let mut inner = lock(&self.inner);
        if !is_current {
            return self.renew(&mut inner, "added by another program");
        }
        if inner.patched.is_some_and(|last| last.elapsed() > QUIET) {
            let view = inner.whole("brought up to date", true)?;
            let made = Arc::new(snapshot(&self.engine, view, &inner.material, &inner.material, None));
            *self.now.write().unwrap_or_else(PoisonError::into_inner) = made;
        }
        Ok(())
    }

    /// Records a decision.
    pub(crate) fn decide(&self, decision: &Decision) -> anyhow::Result<()> {
        let mut inner = lock(&self.inner);
        inner.file.decide(decision)?;
        self.renew(&mut inner, &format!("decision {}", decision.id))
    }

    /// Takes a decision back.
    pub(crate) fn undo(&self, id: &str, undone: &Undone) -> anyhow::Result<()> {
        let mut inner = lock(&self.inner);
        let id = inner.file.undo(id, undone)?;
        self.renew(&mut inner, &format!("decision {id} undone"))
    }

    fn renew(&self, inner: &mut Inner, cause: &str) -> anyhow::Result<()> {
        let shown = self.snapshot(None)?;
        let (revision, n_before) = (inner.material.revision, inner.material.rows.len());
        inner.file.refresh(Arc::make_mut(&mut inner.material))?;
        let n_changes = inner.material.revision.saturating_sub(revision) as usize;
        let rows: Vec<i64> = inner.material.rows.iter().skip(n_before).copied().collect();
        let decided = differing(&shown.decisions, &inner.material.decisions);
        if n_changes != rows.len() + decided.len() {
            // Something else has changed too: reports were read again.
            inner.material = Arc::new(inner.file.material()?);
        }
        let added: Vec<&str> =
            inner.material.reports.iter().skip(n_before).map(|report| report.id.as_str()).collect();
        let cause = match added.as_slice() {
            [] => cause.to_owned(),
            [one] => format!("added {one}"),
            many => format!("added {} reports", many.len()),
        };
        let touching =
            (n_changes == rows.len() + decided.len()).then(|| touching(&rows, &decided, &inner.material));
        let part = match touching.flatten() {
            Some(touching) => match inner.file.settle_part(&touching, n_changes, &now(), &cause) {
                Err(variorum::store::Error::ReadOnly(_)) => None,
                other => other?.map(|(_, part)| part),
            },
            None => None,
        };
        let is_recorded = part.is_some();
        let all = inner.material.clone();
        let made = match part.and_then(|part| patched(&self.engine, &shown, &part, &all)) {
            Some(made) => {
                inner.patched = Some(Instant::now());
                made
            }
            None => snapshot(
                &self.engine,
                inner.whole(&cause, is_recorded)?,
                &inner.material,
                &inner.material,
                None,
            ),
        };
        let made = Arc::new(made);
        self.keep(&inner.material, n_before, decided.is_empty());
        let news = serde_json::json!({"revision": made.view.revision, "reports": made.view.reports.len(), "cause": cause});
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = made;
        let _ = self.changes.send(news.to_string());
        Ok(())
    }

    /// Keeps the views of days that the new reports have nothing to say of: those published later, or without a date.
    fn keep(&self, material: &Material, n_before: usize, only_added: bool) {
        let first =
            material.reports.iter().skip(n_before).filter_map(|report| Some(report.published?.date)).min();
        let mut earlier = lock(&self.earlier);
        earlier.retain(|(_, it)| {
            only_added && it.as_of.is_some_and(|day| first.is_none_or(|first| day < first))
        });
        earlier.iter_mut().for_each(|(revision, _)| *revision = material.revision);
    }

    /// News of changes from now on.
    pub(crate) fn changes(&self) -> broadcast::Receiver<String> {
        self.changes.subscribe()
    }

    /// Tells readers of news that there will be no more.
    pub(crate) fn close(&self) {
        let _ = self.closed.send(true);
    }

    /// Waits until there will be no more news.
    pub(crate) async fn closed(&self) {
        let mut closed = self.closed.subscribe();
        let _ = closed.wait_for(|closed| *closed).await;
    }
}

impl Inner {
    /// Brings all together, and records how the case stands where that is not on record or is to be recorded anew. One that
    /// may not be written is shown all the same.
    fn whole(&mut self, cause: &str, anew: bool) -> anyhow::Result<View> {
        self.patched = None;
        if anew || !self.file.is_settled()? {
            match self.file.settle_view(Arc::make_mut(&mut self.material), &now(), cause) {
                Ok((_, view)) => return Ok(view),
                Err(variorum::store::Error::ReadOnly(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(self.file.view(&self.material)?)
    }
}

/// The decisions that are new, or newly undone.
fn differing(before: &[Decision], now: &[Decision]) -> Vec<Decision> {
    now.iter()
        .enumerate()
        .filter(|(idx, it)| before.get(*idx) != Some(*it))
        .map(|(_, it)| it.clone())
        .collect()
}

/// The numbers of the reports that were added, and of those whose claims were decided about; nothing where a decision may
/// bear on others too.
fn touching(rows: &[i64], decided: &[Decision], material: &Material) -> Option<Vec<i64>> {
    let mut claims: BTreeSet<&str> = BTreeSet::new();
    let mut reports: BTreeSet<&str> = BTreeSet::new();
    for decision in decided {
        match &decision.act {
            Act::RejectClaim { claim } | Act::CorrectClaim { claim, .. } => {
                claims.insert(claim);
            }
            Act::JoinReadings { into, from } | Act::JoinQuestions { into, from } => {
                claims.extend([&**into, &**from])
            }
            Act::SplitQuestion { claims: of, .. } => claims.extend(of.iter().map(|claim| claim.as_str())),
            Act::AddClaim { report, event_of: None, .. } => {
                reports.insert(report);
            }
            _ => return None,
        }
    }
    let mut touching: BTreeSet<i64> = rows.iter().copied().collect();
    for ((report, account), row) in material.reports.iter().zip(&material.accounts).zip(&material.rows) {
        let is_meant = || account.claims.iter().any(|claim| claims.contains(claim.id.as_str()));
        if reports.contains(report.id.as_str()) || (!claims.is_empty() && is_meant()) {
            touching.insert(*row);
        }
    }
    Some(touching.into_iter().collect())
}

/// Now: RFC 3339, UTC.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn random() -> anyhow::Result<String> {
    let mut bytes = [0_u8; 24];
    getrandom::fill(&mut bytes).ok().context("the system gives no random numbers")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
