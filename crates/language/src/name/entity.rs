//! One entity for all its mentions in a report.
//!
//! ```text
//! ‹Ana Ruiz›, … ‹Ruiz› … ‹Ms Ruiz›                                    one person
//! the ‹Northern Relief Council› (‹NRC›) … the ‹council› … ‹NRC›       one organisation
//! ‹Ministry of Defence› … ‹Defence Ministry›                          one organisation
//! a Western official … a Western official                             two persons without a name
//! ```

use super::draft::{Draft, Form, longer};
use super::form::words;
use super::kind::{Votes, head_of};
use super::run::Run;
use super::text::{Text, classes::*, is_acronym};
use crate::phrase::Map;
use compact_str::CompactString;
use std::ops::Range;
use variorum_model::document::{Entity, EntityId, EntityKind, Mention, MentionForm};
use variorum_model::{Span, TokenId, TokenRange};

/// The entities as they come up, with the ways to find them again.
#[derive(Default)]
pub(super) struct Entities {
    pub(super) list: Vec<Draft>,
    pub(super) mentions: Vec<Mention>,
    /// To whom each entity was joined; itself where it stands alone.
    joined: Vec<u32>,
    by_key: Map<CompactString, u32>,
    by_surname: Map<CompactString, u32>,
    /// First names; `None` where several persons share one.
    by_given: Map<CompactString, Option<u32>>,
    by_initials: Map<CompactString, u32>,
    /// Short forms; `None` where two names have the same.
    by_short: Map<CompactString, Option<u32>>,
    /// The last named body, building or outlet with this word for its kind.
    by_head: Map<CompactString, u32>,
    /// The last person with this office.
    by_role: Map<CompactString, u32>,
}

impl Entities {
    /// The entity that stands for this one.
    pub(super) fn find(&self, id: u32) -> u32 {
        let mut id = id;
        while self.joined[id as usize] != id {
            id = self.joined[id as usize];
        }
        id
    }

    /// Joins two entities under the earlier one.
    fn join(&mut self, a: u32, b: u32) -> u32 {
        let (a, b) = (self.find(a), self.find(b));
        let (keep, drop) = (a.min(b), a.max(b));
        if keep != drop {
            self.joined[drop as usize] = keep;
            let forms = std::mem::take(&mut self.list[drop as usize].forms);
            let dropped = self.list[drop as usize].clone();
            let kept = &mut self.list[keep as usize];
            kept.add_short(dropped.short.iter().map(String::as_str));
            for form in forms {
                kept.add_form(form);
            }
            kept.role = longer(kept.role.take(), dropped.role);
            kept.gender |= dropped.gender;
            if let (Some(votes), Some(more)) = (&mut kept.votes, &dropped.votes) {
                votes.join(more);
                kept.kind = votes.winner();
            }
        }
        keep
    }

    fn new_entity(&mut self, kind: EntityKind, named: bool) -> u32 {
        let id = self.list.len() as u32;
        self.list.push(Draft {
            forms: Vec::new(),
            votes: None,
            kind,
            role: None,
            named,
            gender: 0,
            plural: false,
            short: Vec::new(),
        });
        self.joined.push(id);
        id
    }

    /// The entity of a name, found by one of its forms or new.
    pub(super) fn name(&mut self, text: &Text, run: &Run, kind: EntityKind, votes: &Votes) -> u32 {
        let tokens = run.tokens.clone();
        let key = run.key.clone();
        let (first, last) = (tokens.start, tokens.end - 1);
        let known = self.known(text, run, kind, votes, &key);
        let id = match known {
            Some(id) => self.find(id),
            None => {
                let id = self.new_entity(kind, true);
                self.list[id as usize].votes = Some(*votes);
                id
            }
        };
        // A further form brings its own votes ("NRC" for "Northern Relief Council"), but no surname makes a place.
        if known.is_some() && !self.by_key.contains_key(&key) && kind != EntityKind::Person {
            let draft = &mut self.list[id as usize];
            if draft.kind != EntityKind::Person
                && let Some(sum) = draft.votes.as_mut()
            {
                sum.join(votes);
                draft.kind = sum.winner();
            }
        }
        let acronym = tokens.len() == 1 && is_acronym(text.form(first));
        self.list[id as usize].add_form(Form {
            text: words(text, tokens.clone()),
            words: tokens.len(),
            acronym,
        });
        self.by_key.entry(key).or_insert(id);
        let kind = self.list[id as usize].kind;
        let gender = match run
            .title
            .clone()
            .and_then(|title| title.map(|at| gender(text, at)).find(|bits| *bits != 0))
        {
            Some(bits) => bits,
            None if kind == EntityKind::Person && tokens.len() > 1 && text.is(first, GIVEN) => {
                gender(text, first)
            }
            None => 0,
        };
        self.list[id as usize].gender |= gender;
        match kind {
            EntityKind::Person => self.index_person(text, tokens, id),
            EntityKind::Nationality => {}
            _ => self.index_body(text, tokens, last, id),
        }
        id
    }

    /// The entity that the report has named before by this form.
    fn known(&self, text: &Text, run: &Run, kind: EntityKind, votes: &Votes, key: &str) -> Option<u32> {
        let tokens = run.tokens.clone();
        let (first, len) = (tokens.start, tokens.len());
        let norm = text.norm(first);
        if len == 1 && kind != EntityKind::Nationality {
            // A surname that the report has introduced beats a list, but not a preposition of place.
            let placed = votes.of(EntityKind::Place) >= 12 || votes.of(EntityKind::Organisation) >= 12;
            if let Some(&id) = self.by_surname.get(norm)
                && (!placed || run.title.is_some())
            {
                return Some(id);
            }
        }
        if let Some(&id) = self.by_key.get(key) {
            return Some(id);
        }
        if kind == EntityKind::Person && len > 1 {
            // "Ana Ruiz" and "Ana María Ruiz", or "Ruiz" before
            let id = *self.by_surname.get(text.norm(tokens.end - 1))?;
            let bare = self.list[self.find(id) as usize].forms.iter().all(|form| form.words == 1);
            let same = bare
                || self.list[self.find(id) as usize]
                    .forms
                    .iter()
                    .any(|form| form.words > 1 && form.text.to_lowercase().split(' ').next() == Some(norm));
            return same.then_some(id);
        }
        if len == 1 {
            if is_acronym(text.form(first)) {
                let letters: CompactString =
                    text.form(first).chars().filter(|c| c.is_alphanumeric()).collect();
                if let Some(&id) = self.by_initials.get(&letters) {
                    return Some(id);
                }
            }
            let given = matches!(kind, EntityKind::Person | EntityKind::Other);
            if let Some(Some(id)) = self.by_given.get(norm).filter(|_| given && run.title.is_none()) {
                return Some(*id);
            }
        }
        if kind != EntityKind::Person && kind != EntityKind::Nationality {
            if let Some(Some(id)) = self.by_short.get(key) {
                return Some(*id);
            }
            // "Norland Defence Ministry" after "Defence Ministry", but not "Norland Moles" after "Moles"
            if len > 1 && modifies(text, first) && text.is(tokens.end - 1, HEAD) {
                return self.by_key.get(text.key(first + 1..tokens.end).as_str()).copied();
            }
        }
        None
    }

    fn index_person(&mut self, text: &Text, tokens: Range<usize>, id: u32) {
        let mut last = tokens.end - 1;
        while last > tokens.start && (text.is(last, AFTER) || text.norm(last) == ",") {
            last -= 1;
        }
        if tokens.len() > 1 {
            self.by_surname.insert(CompactString::new(text.norm(last)), id);
            let given = self.by_given.entry(CompactString::new(text.norm(tokens.start))).or_insert(Some(id));
            if *given != Some(id) {
                *given = None;
            }
            // The first of two surnames: "Carlos Mar Lund".
            for at in tokens.start + 1..last {
                let plain = !text.is(at, GIVEN | PARTICLE) && !text.norm(at).ends_with('.');
                if plain {
                    self.by_surname.entry(CompactString::new(text.norm(at))).or_insert(id);
                }
            }
        } else {
            self.by_surname.entry(CompactString::new(text.norm(last))).or_insert(id);
        }
    }

    fn index_body(&mut self, text: &Text, tokens: Range<usize>, last: usize, id: u32) {
        let head = head_of(text, tokens.clone());
        if tokens.len() > 1 && text.is(head, HEAD) {
            self.by_head.insert(CompactString::new(text.norm(head)), id);
        }
        let inner = |at: &usize| !text.is(*at, OF | THE | AND | PARTICLE);
        let initials: CompactString = tokens
            .clone()
            .filter(inner)
            .filter_map(|at| text.form(at).chars().next())
            .flat_map(char::to_uppercase)
            .collect();
        if tokens.len() > 2 && initials.chars().count() > 2 {
            self.by_initials.entry(initials).or_insert(id);
        }
        let short = |entities: &mut Entities, key: CompactString| {
            entities.list[id as usize].add_short([key.as_str()]);
            let known = entities.by_short.entry(key).or_insert(Some(id));
            if *known != Some(id) {
                *known = None;
            }
        };
        if tokens.len() > 1 && head == last && text.is(head, HEAD) {
            // "Harbour" for "Harbour Hall"
            let rest = tokens.start..last;
            let lone = rest.len() == 1
                && (text.is(rest.start, HEAD | WEAK | GIVEN)
                    || text.lexicon.known(text.norm(rest.start)).is_some());
            if !lone && !matches!(self.list[id as usize].kind, EntityKind::Place | EntityKind::Other) {
                short(self, text.key(rest));
            }
        }
        if tokens.len() > 1 && modifies(text, tokens.start) && text.is(head, HEAD) {
            short(self, text.key(tokens.start + 1..tokens.end));
        }
        // "Northern Front" for "Northern Front Movement"; within a report the parts may be two bodies.
        if tokens.len() > 2 && text.is(last, IDLE) {
            self.list[id as usize].add_short([text.key(tokens.start..last).as_str()]);
        }
        // "the Orchard" for "the International Orchard"
        let rest = tokens.start + 1..tokens.end;
        let plain = |at: usize| {
            !text.is(at, HEAD | WEAK | GIVEN | TITLE) && text.lexicon.known(text.norm(at)).is_none()
        };
        if text.is(tokens.start, GENERIC) && (rest.len() > 1 || rest.len() == 1 && plain(rest.start)) {
            short(self, text.key(rest));
        }
        if head < last && text.is(head + 1, OF) && head == tokens.start {
            // "Defence Ministry" for "Ministry of Defence"
            let rest = if text.is(head + 2, THE) { head + 3 } else { head + 2 };
            if rest < tokens.end {
                let mut key = text.key(rest..tokens.end);
                key.push(' ');
                key.push_str(text.norm(head));
                short(self, key);
            }
        }
    }

    /// Joins a name and its short form where the text defines one by the other.
    pub(super) fn define(&mut self, full: u32, short: u32) {
        self.join(full, short);
    }

    /// The last named body with this word for its kind, or the last person with this office.
    pub(super) fn described(&self, head: &str, person: bool) -> Option<u32> {
        let table = if person { &self.by_role } else { &self.by_head };
        table.get(head).map(|id| self.find(*id))
    }

    /// Takes in a role that the report gives the entity; `head` is its noun.
    pub(super) fn add_role(&mut self, id: u32, role: String, head: &str, bits: u64) {
        let id = self.find(id);
        let draft = &mut self.list[id as usize];
        draft.role = longer(draft.role.take(), Some(role));
        draft.gender |= bits & (MALE | FEMALE);
        self.by_role.insert(CompactString::new(head), id);
    }

    /// An entity without a name.
    pub(super) fn unnamed(&mut self, kind: EntityKind, description: String, bits: u64, plural: bool) -> u32 {
        let id = self.new_entity(kind, false);
        let draft = &mut self.list[id as usize];
        draft.forms.push(Form { words: 1, text: description, acronym: false });
        draft.gender = bits & (MALE | FEMALE);
        draft.plural = plural;
        id
    }

    /// Adds a mention of an entity.
    pub(super) fn mention(
        &mut self,
        text: &Text,
        tokens: Range<usize>,
        head: usize,
        form: MentionForm,
        id: u32,
        role: Option<Span>,
    ) {
        let tokens = TokenRange::new(tokens.start, tokens.end);
        let span = text.document.span(tokens);
        self.mentions.push(Mention {
            span,
            tokens,
            head: TokenId::from(head),
            form,
            entity: EntityId(id),
            role,
        });
    }

    /// The layer: mentions by first byte, entities by first mention.
    pub(super) fn finish(mut self) -> (Vec<Mention>, Vec<Entity>) {
        self.mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        self.mentions.dedup_by_key(|mention| mention.span);
        let mut number: Vec<Option<u32>> = vec![None; self.list.len()];
        let mut entities = Vec::new();
        let mut mentions = std::mem::take(&mut self.mentions);
        for mention in &mut mentions {
            let id = self.find(mention.entity.0) as usize;
            let new = *number[id].get_or_insert_with(|| {
                entities.push(self.list[id].clone().finish());
                entities.len() as u32 - 1
            });
            mention.entity = EntityId(new);
        }
        (mentions, entities)
    }
}

/// Whether a name may go without this first word: an adjective of a country, or one like "International".
fn modifies(text: &Text, at: usize) -> bool {
    let known = text.lexicon.known(text.norm(at));
    known.is_some_and(|known| matches!(known.kind, EntityKind::Nationality | EntityKind::Place))
        || text.is(at, WEAK | MODIFIER)
}

fn gender(text: &Text, at: usize) -> u64 {
    let bits = text.classes.get(at).copied().unwrap_or_default() & (MALE | FEMALE);
    if bits == MALE | FEMALE { 0 } else { bits }
}
