//! The case in memory: one view that all readers share, and one writer.
//!
//! ```text
//! look: has the file's number of changes moved?  ─▶  read what is new, settle, put the new view in place, tell the readers
//! ```

use crate::{Access, Options};
use anyhow::Context;
use jiff::civil::Date;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use tokio::sync::{broadcast, watch};
use variorum::Engine;
use variorum::case_file::{CaseFile, Material, View};
use variorum::model::decision::Undone;
use variorum::model::{Decision, Status};
use variorum::site::Moved;

/// A view with what is worked out of it once.
#[derive(Debug)]
pub(crate) struct Snapshot {
    pub(crate) view: View,
    /// The question of each claim.
    pub(crate) question_of: Vec<Option<(usize, usize)>>,
    /// What has moved on the last day, and which day that is.
    pub(crate) moved: Vec<Moved>,
    pub(crate) since: Option<Date>,
    /// The days on which reports were published, of the whole case.
    pub(crate) days: Vec<Date>,
    /// The day as of which it is; `None` for now.
    pub(crate) as_of: Option<Date>,
    pub(crate) decisions: Vec<Decision>,
}

/// What all requests share.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) options: Options,
    pub(crate) engine: Arc<Engine>,
    pub(crate) token: String,
    listening: SocketAddr,
    now: RwLock<Arc<Snapshot>>,
    /// Views of earlier days, the last used first.
    earlier: Mutex<Vec<Arc<Snapshot>>>,
    inner: Mutex<Inner>,
    /// A connection of its own, so that searching does not wait for adding.
    reader: Mutex<CaseFile>,
    changes: broadcast::Sender<String>,
    closed: watch::Sender<bool>,
}

#[derive(Debug)]
struct Inner {
    file: CaseFile,
    material: Material,
}

/// How many views of earlier days are kept.
const KEPT: usize = 16;

impl State {
    pub(crate) fn open(
        options: Options,
        listening: SocketAddr,
        engine: Arc<Engine>,
    ) -> anyhow::Result<State> {
        let file = CaseFile::open_to_read(&options.case, engine.clone())?;
        let reader = CaseFile::open_to_read(&options.case, engine.clone())?;
        let mut inner = Inner { material: file.material()?, file };
        inner.settle("brought up to date")?;
        let snapshot = snapshot(&inner.file, &inner.material, &inner.material, None)?;
        Ok(State {
            options,
            engine,
            token: random()?,
            listening,
            now: RwLock::new(Arc::new(snapshot)),
            earlier: Mutex::default(),
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
        let mut earlier = lock(&self.earlier);
        let known = earlier.iter().position(|it| it.as_of == as_of && it.view.revision == now.view.revision);
        if let Some(at) = known {
            let found = earlier.remove(at);
            earlier.insert(0, found.clone());
            return Ok(found);
        }
        drop(earlier);
        let inner = lock(&self.inner);
        let made = Arc::new(snapshot(&inner.file, &inner.material, &inner.material.until(day), Some(day))?);
        drop(inner);
        earlier = lock(&self.earlier);
        earlier.insert(0, made.clone());
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
        if lock(&self.reader).revision()? == shown {
            return Ok(());
        }
        let mut inner = lock(&self.inner);
        self.renew(&mut inner, "added by another program")
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
        let n_before = inner.material.reports.len();
        inner.file.refresh(&mut inner.material)?;
        let added: Vec<String> =
            inner.material.reports.iter().skip(n_before).map(|report| report.id.clone()).collect();
        let cause = match added.as_slice() {
            [] => cause.to_owned(),
            [one] => format!("added {one}"),
            many => format!("added {} reports", many.len()),
        };
        inner.settle(&cause)?;
        let made = Arc::new(snapshot(&inner.file, &inner.material, &inner.material, None)?);
        let news = serde_json::json!({"revision": made.view.revision, "reports": made.view.reports.len(), "cause": cause});
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = made;
        let _ = self.changes.send(news.to_string());
        Ok(())
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
    /// Records how the case stands. One that may not be written is shown all the same.
    fn settle(&mut self, cause: &str) -> anyhow::Result<()> {
        if self.file.is_settled()? {
            return Ok(());
        }
        match self.file.settle(&mut self.material, &now(), cause) {
            Ok(_) | Err(variorum::store::Error::ReadOnly(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
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

fn snapshot(
    file: &CaseFile,
    all: &Material,
    material: &Material,
    as_of: Option<Date>,
) -> Result<Snapshot, variorum::store::Error> {
    let view = file.view(material)?;
    let mut question_of = vec![None; view.case.claims.len()];
    for (event, entry) in view.case.events.iter().enumerate() {
        for (number, question) in entry.questions.iter().enumerate() {
            for &claim in question.readings.iter().flat_map(|reading| &reading.claims) {
                if let Some(place) = question_of.get_mut(claim as usize) {
                    *place = Some((event, number));
                }
            }
        }
    }
    let since = material.days().last().copied();
    let mut moved = Vec::new();
    if let Some(day) = since {
        let before = material.before(day).case(file.engine());
        for change in variorum::changes(&before, &view.case) {
            let place = view.case.events.iter().enumerate().find_map(|(event, entry)| {
                let is_it = |question: &variorum::model::Question| {
                    question.property == change.property
                        && question.scope == change.scope
                        && question.status == change.now
                };
                let number =
                    (entry.event.label == change.event).then(|| entry.questions.iter().position(is_it))??;
                Some((event, number))
            });
            let Some((event, question)) = place else { continue };
            let before: Option<Status> = change.before;
            let readings = change.readings.into_iter().map(|reading| reading.value).collect();
            moved.push(Moved { event, question, before, readings });
        }
    }
    Ok(Snapshot {
        view,
        question_of,
        moved,
        since,
        days: all.days(),
        as_of,
        decisions: all.decisions.clone(),
    })
}
