//! Decisions: made, listed, taken back, imported, compared.

use super::tell::told;
use super::{engine, in_words, now};
use crate::args::{Author, Common, Decide, Decisions, Verdict};
use crate::messages::Messages;
use crate::{output, work};
use anyhow::{Context, bail};
use compact_str::CompactString;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use variorum::case_file::{CaseFile, Material, decision};
use variorum::model::decision::{NoteOn, Undone};
use variorum::model::{Act, Decision, Stance};
use variorum::store::Recorded;

/// Who decides: as given, or the user's name.
pub(crate) fn author(given: Option<&str>) -> String {
    let named = given
        .map(str::to_owned)
        .or_else(|| std::env::var("USER").ok())
        .or_else(|| std::env::var("USERNAME").ok());
    named.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "unnamed".to_owned())
}

/// Records a decision and tells what it changes.
pub(crate) fn decide(arguments: &Decide, common: &Common, _: &Messages) -> anyhow::Result<()> {
    let mut file = CaseFile::open(&arguments.case, engine(common)?)?;
    let mut material = file.material()?;
    let act = act(&arguments.what, &file, &material)?;
    let Author { reason, author: name } = &arguments.author;
    let decision = decision(&author(name.as_deref()), &now(), reason, act);
    file.decide(&decision)?;
    let what = format!("decision {}: {}", decision.id, in_words(&material, &decision.act));
    settle(&mut file, &mut material, &what)
}

fn settle(file: &mut CaseFile, material: &mut Material, what: &str) -> anyhow::Result<()> {
    // Decisions change what is there, so that the state before them has to be on record.
    file.refresh(material)?;
    let changes = file.settle(material, &now(), what)?;
    output::standard(format!("{what}\n{}", told(file, &changes)?).as_bytes())
}

/// The claim with this id, or the only one whose id begins so.
fn claim(id: &str, material: &Material) -> anyhow::Result<CompactString> {
    let all = material.accounts.iter().flat_map(|account| &account.claims);
    let by_hand = material.decisions.iter().map(|decision| format!("h{}", decision.id));
    let ids: Vec<String> = all.map(|claim| claim.id.to_string()).chain(by_hand).collect();
    if let Some(found) = ids.iter().find(|other| *other == id) {
        return Ok(found.as_str().into());
    }
    let meant: Vec<&String> = ids.iter().filter(|other| !id.is_empty() && other.starts_with(id)).collect();
    match meant.as_slice() {
        [one] => Ok(one.as_str().into()),
        [] => bail!(
            "there is no claim {id}; ids of claims stand in `variorum report --format json` and `variorum search`"
        ),
        _ => bail!("several claims begin with {id}; write more of the id"),
    }
}

fn report(id: &str, material: &Material) -> anyhow::Result<String> {
    let found = material.reports.iter().find(|report| report.id == id);
    found.map(|report| report.id.clone()).with_context(|| format!("there is no report {id} in the case"))
}

fn act(what: &Verdict, file: &CaseFile, material: &Material) -> anyhow::Result<Act> {
    let claim = |id: &String| claim(id, material);
    let claims = |ids: &[String]| ids.iter().map(claim).collect::<anyhow::Result<Vec<_>>>();
    let report = |id: &String| report(id, material);
    Ok(match what {
        Verdict::Reject { claim: id } => Act::RejectClaim { claim: claim(id)? },
        Verdict::Correct { claim: id, value, stance, scope, source } => {
            if value.is_none() && stance.is_none() && scope.is_none() && source.is_none() {
                bail!("say what the claim is: --value, --stance, --scope or --source");
            }
            let id = claim(id)?;
            let read =
                material.accounts.iter().flat_map(|account| &account.claims).find(|claim| claim.id == id);
            let value = match value {
                Some(words) => {
                    let (property, published) = match read {
                        Some(claim) => {
                            (claim.property.as_str(), material.reports[claim.report.index()].published)
                        }
                        None => ("", None),
                    };
                    let value = file.engine().value(property, words, published);
                    Some(value.with_context(|| format!("{words:?} gives {property} no value"))?)
                }
                None => None,
            };
            Act::CorrectClaim {
                claim: id,
                value,
                stance: stance.as_deref().map(|name| match name {
                    "denied" => Stance::Denied,
                    "doubted" => Stance::Doubted,
                    _ => Stance::Asserted,
                }),
                scope: scope.as_deref().map(Into::into),
                source: source.clone(),
            }
        }
        Verdict::AddClaim { report: id, property, words, value, source, event_of } => {
            let id = report(id)?;
            let text = material.reports.iter().find(|report| report.id == id);
            let (text, published) =
                text.map_or(("", None), |report| (report.text.as_str(), report.published));
            let start = text
                .find(words.as_str())
                .with_context(|| format!("these words do not stand in {id}: {words}"))?;
            if file.engine().ontology().property(property).is_none() {
                bail!("there is no property {property}; `variorum ontology list` shows all");
            }
            let of = value.as_deref().unwrap_or(words);
            let value = file.engine().value(property, of, published);
            Act::AddClaim {
                report: id,
                start: start as u32,
                end: (start + words.len()) as u32,
                property: property.as_str().into(),
                value: value.with_context(|| format!("{of:?} gives {property} no value; add --value"))?,
                stance: Stance::Asserted,
                source: source.clone(),
                event_of: event_of.as_ref().map(claim).transpose()?,
            }
        }
        Verdict::JoinEvents { into, from } => Act::JoinEvents { into: claim(into)?, from: claim(from)? },
        Verdict::SplitEvent { label, claims: ids } => {
            Act::SplitEvent { claims: claims(ids)?, label: label.clone() }
        }
        Verdict::JoinNames { into, from } => Act::JoinEntities { into: into.clone(), from: from.clone() },
        Verdict::SplitName { name, label, reports } => Act::SplitEntity {
            name: name.clone(),
            label: label.clone(),
            reports: reports.iter().map(report).collect::<anyhow::Result<_>>()?,
        },
        Verdict::JoinQuestions { into, from } => {
            Act::JoinQuestions { into: claim(into)?, from: claim(from)? }
        }
        Verdict::SplitQuestion { scope, claims: ids } => {
            Act::SplitQuestion { claims: claims(ids)?, scope: scope.as_str().into() }
        }
        Verdict::JoinReadings { into, from } => Act::JoinReadings { into: claim(into)?, from: claim(from)? },
        Verdict::Copy { report: id, of } => Act::MarkCopy { report: report(id)?, of: report(of)? },
        Verdict::NoCopy { report: id, of } => Act::NoCopy { report: report(id)?, of: report(of)? },
        Verdict::Grade { what, grade } => match grade.trim().to_ascii_uppercase().as_bytes() {
            [letter @ b'A'..=b'F'] => Act::GradeSource { source: what.clone(), grade: char::from(*letter) },
            [digit @ b'1'..=b'6'] => Act::GradeClaim { claim: claim(what)?, grade: digit - b'0' },
            _ => bail!("{grade} is no grade: A to F for a source, 1 to 6 for a claim"),
        },
        Verdict::Note { text, claim: on_claim, question_of, event_of, report: on_report, source } => {
            let on = match (on_claim, question_of, event_of, on_report, source) {
                (Some(id), ..) => NoteOn::Claim(claim(id)?),
                (_, Some(id), ..) => NoteOn::Question(claim(id)?),
                (_, _, Some(id), ..) => NoteOn::Event(claim(id)?),
                (_, _, _, Some(id), _) => NoteOn::Report(report(id)?),
                (.., Some(name)) => NoteOn::Source(name.clone()),
                _ => NoteOn::Case,
            };
            Act::Note { on, text: text.clone() }
        }
    })
}

/// Lists the decisions; imports, compares or takes back.
pub(crate) fn decisions(arguments: &Decisions, common: &Common, messages: &Messages) -> anyhow::Result<()> {
    let reads_only = arguments.import.is_none() && arguments.undo.is_none();
    let engine = engine(common)?;
    let mut file = if reads_only {
        CaseFile::open_to_read(&arguments.case, engine)?
    } else {
        CaseFile::open(&arguments.case, engine)?
    };
    let mut material = file.material()?;
    let Author { reason, author: name } = &arguments.author;
    if let Some(id) = &arguments.undo {
        let undone = Undone { author: author(name.as_deref()), made: now().into(), reason: reason.clone() };
        let id = file.undo(id, &undone)?;
        return settle(&mut file, &mut material, &format!("decision {id} undone"));
    }
    if let Some(path) = &arguments.import {
        let mut n = [0; 3];
        for decision in read(path, common, messages)? {
            n[match file.decide(&decision)? {
                Recorded::New => 0,
                Recorded::NowUndone => 1,
                Recorded::Known => 2,
            }] += 1;
        }
        let what = format!("imported {}: {} new, {} now undone, {} known", path.display(), n[0], n[1], n[2]);
        return settle(&mut file, &mut material, &what);
    }
    if let Some(path) = &arguments.compare {
        let theirs = read(path, common, messages)?;
        return output::standard(compared(&material, &theirs).as_bytes());
    }
    let mut text = String::new();
    for decision in &material.decisions {
        text.push_str(&line(decision, &material));
    }
    if text.is_empty() {
        text.push_str("no decisions yet; `variorum decide --help` lists what can be decided\n");
    }
    output::standard(text.as_bytes())
}

fn line(decision: &Decision, material: &Material) -> String {
    let made = decision.made.get(..16).unwrap_or(&decision.made).replace('T', " ");
    let mut line =
        format!("{}  {made}  {}: {}", decision.id, decision.author, in_words(material, &decision.act));
    if !decision.reason.is_empty() {
        let _ = write!(line, " – {}", decision.reason);
    }
    if let Some(undone) = &decision.undone {
        let day = undone.made.get(..10).unwrap_or(&undone.made);
        let _ = write!(line, " [undone by {} on {day}", undone.author);
        let _ = write!(
            line,
            "{}]",
            if undone.reason.is_empty() { String::new() } else { format!(": {}", undone.reason) }
        );
    }
    line.push('\n');
    line
}

/// The decisions of a file of JSON Lines, or of another case.
fn read(path: &Path, common: &Common, messages: &Messages) -> anyhow::Result<Vec<Decision>> {
    if variorum::store::is_case(path) {
        return Ok(CaseFile::open_to_read(path, engine(common)?)?.decisions()?);
    }
    let text = work::text(path)?;
    let mut decisions = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(decision) => decisions.push(decision),
            Err(error) => {
                messages.error(&format!("{}:{}: this is no decision: {error}", path.display(), number + 1))
            }
        }
    }
    Ok(decisions)
}

/// What a decision is about: two decisions about one thing that say different things disagree.
fn about(act: &Act) -> Option<String> {
    Some(match act {
        Act::RejectClaim { claim } | Act::CorrectClaim { claim, .. } => format!("claim {claim}"),
        Act::GradeClaim { claim, .. } => format!("grade of claim {claim}"),
        Act::GradeSource { source, .. } => format!("grade of {source}"),
        Act::MarkCopy { report, of } | Act::NoCopy { report, of } => format!("copy {report} {of}"),
        _ => return None,
    })
}

/// Two lists of decisions in force: where they disagree, and what only one of them has. What both decided alike, each for
/// himself, is agreed.
fn compared(ours: &Material, theirs: &[Decision]) -> String {
    let in_force = |decisions: &[Decision]| -> Vec<Decision> {
        decisions.iter().filter(|decision| decision.undone.is_none()).cloned().collect()
    };
    let (mine, theirs) = (in_force(&ours.decisions), in_force(theirs));
    let has = |list: &[Decision], act: &Act| list.iter().any(|decision| decision.act == *act);
    let mut subjects: BTreeMap<String, &Decision> = BTreeMap::new();
    for decision in &mine {
        subjects.extend(about(&decision.act).map(|subject| (subject, decision)));
    }
    let (mut agreed, mut against, mut only_mine, mut only_theirs) =
        (0, String::new(), String::new(), String::new());
    let mut disputed: Vec<&CompactString> = Vec::new();
    for decision in &theirs {
        let other = about(&decision.act).and_then(|subject| subjects.get(&subject).copied());
        match other {
            _ if has(&mine, &decision.act) => agreed += 1,
            Some(other) => {
                disputed.push(&other.id);
                let _ = write!(against, "  here   {}  there  {}", line(other, ours), line(decision, ours));
            }
            None => only_theirs.push_str(&format!("  {}", line(decision, ours))),
        }
    }
    for decision in
        mine.iter().filter(|decision| !has(&theirs, &decision.act) && !disputed.contains(&&decision.id))
    {
        only_mine.push_str(&format!("  {}", line(decision, ours)));
    }
    let mut text = format!("{agreed} decided alike\n");
    for (heading, lines) in
        [("Decided differently", against), ("Only here", only_mine), ("Only there", only_theirs)]
    {
        if !lines.is_empty() {
            let _ = write!(text, "\n{heading}\n{lines}");
        }
    }
    text
}
