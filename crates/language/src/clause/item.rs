//! A sentence as the windows see it: a row of noun groups, verb groups and the words between them.
//!
//! ```text
//! On | Friday | , | police | said | that | 12 people , among them two children , | were killed | in | the blast | .
//! In   Noun     Comma Noun   Verb   That   Noun                                    Verb          In   Noun        Stop
//! ```

use super::Words;
use crate::Language;
use crate::chunk::words::{CALENDAR, TIME};
use variorum_model::document::{
    Argument, EntityKind, GroupId, MentionForm, MentionId, Sentence, Upos, VerbGroupId, Xpos,
};
use variorum_model::{Document, TokenId, TokenRange};

/// The longest coordination that is followed.
const MEMBERS: usize = 64;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A noun group with all that belongs to it, and what it is coordinated with.
    Noun(GroupId),
    /// A verb group.
    Verb(VerbGroupId),
    /// A preposition, or a conjunction that looks like one.
    In,
    /// A conjunction that begins a clause and is no preposition ("because").
    Subordinator,
    /// "That" before a clause.
    That,
    /// "Who", "which", "where", "why".
    Wh,
    /// "And", "but", "or".
    And,
    /// A comma.
    Comma,
    /// A colon, semicolon or dash.
    Break,
    /// A bracket.
    Bracket,
    /// A quotation mark.
    Quote,
    /// An adverb.
    Adverb,
    /// An adjective outside of noun groups.
    Adjective,
    /// "There" before "is".
    There,
    /// Full stop, question mark.
    Stop,
    /// Anything else.
    Other,
}

/// A part of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) kind: Kind,
    pub(super) tokens: TokenRange,
}

impl Item {
    /// The noun group, if the item is one.
    pub(super) fn noun(&self) -> Option<GroupId> {
        match self.kind {
            Kind::Noun(id) => Some(id),
            _ => None,
        }
    }
}

/// The sentence's items in order.
pub(super) fn items(document: &Document, sentence: &Sentence, words: &Words) -> Vec<Item> {
    let (mut at, end) = (sentence.tokens.start, sentence.tokens.end.min(document.tokens.len() as u32));
    let mut noun = document.nouns.partition_point(|group| group.extent.start < at && group.tokens.start < at);
    let mut verb = document.verbs.partition_point(|group| group.tokens.start < at);
    let mut items = Vec::with_capacity(sentence.tokens.len());
    while at < end {
        while document.nouns.get(noun).is_some_and(|group| group.tokens.start < at) {
            noun += 1;
        }
        while document.verbs.get(verb).is_some_and(|group| group.tokens.start < at) {
            verb += 1;
        }
        // "died of ‹"multiple wounds"› at home": marks around what a preposition leads to are no edge of anything.
        let after_preposition = items.last().is_some_and(|last: &Item| last.kind == Kind::In);
        if after_preposition && at + 1 < end && is_mark(document, at) {
            let next = document.nouns[noun.min(document.nouns.len())..]
                .iter()
                .position(|group| group.tokens.start > at);
            if let Some((id, tokens)) = next.and_then(|next| noun_at(document, noun + next, at + 1, end)) {
                items.push(Item { kind: Kind::Noun(id), tokens });
                at = tokens.end + u32::from(tokens.end < end && is_mark(document, tokens.end));
                continue;
            }
        }
        let item = if let Some((id, tokens)) = noun_at(document, noun, at, end) {
            Item { kind: Kind::Noun(id), tokens }
        } else if let Some(group) = document.verbs.get(verb).filter(|group| group.tokens.start == at)
            && !is_preposition(document, at, end, words)
        {
            let tokens = TokenRange { start: at, end: group.tokens.end.clamp(at + 1, end) };
            Item { kind: Kind::Verb(VerbGroupId(verb as u32)), tokens }
        } else {
            let kind = match kind(document, at) {
                Kind::Adverb
                    if words.placing.contains(&document.token(TokenId(at)).norm)
                        && at + 1 < end
                        && noun_at(document, noun, at + 1, end).is_some() =>
                {
                    Kind::In
                }
                // "collapsed ‹due› to rain", but not "was due to fly"
                Kind::Adjective | Kind::Other
                    if words.joined_prepositions.contains(&document.token(TokenId(at)).norm)
                        && !items.last().is_some_and(|last| is_copula(document, last, words))
                        && at + 2 < end
                        && self::kind(document, at + 1) == Kind::In
                        && noun_at(document, noun, at + 2, end).is_some() =>
                {
                    Kind::In
                }
                kind => kind,
            };
            Item { kind, tokens: TokenRange { start: at, end: at + 1 } }
        };
        at = item.tokens.end;
        items.push(item);
    }
    items
}

/// The noun group that begins here: of possessors and what they possess the latter, with its whole coordination.
fn noun_at(document: &Document, from: usize, at: u32, end: u32) -> Option<(GroupId, TokenRange)> {
    let mut idx = from;
    if document.nouns.get(idx)?.tokens.start != at {
        return None;
    }
    while document.nouns.get(idx + 1).is_some_and(|next| next.extent.start == at && next.possessor.is_some())
    {
        idx += 1;
    }
    let mut tokens = TokenRange { start: at, end: document.nouns[idx].extent.end };
    let mut member = idx;
    for _ in 0..MEMBERS {
        let Some(GroupId(next)) = document.nouns[member].next else { break };
        let Some(group) = document.nouns.get(next as usize).filter(|_| next as usize > member) else { break };
        tokens.end = tokens.end.max(group.extent.end);
        member = next as usize;
    }
    tokens.end = tokens.end.clamp(at + 1, end);
    tokens.end += u32::from(tokens.end < end && closes_within(document, tokens));
    Some((GroupId(idx as u32), tokens))
}

/// "a ‹"faulty valve"› led to it": whether the mark behind a group closes a quotation that opens within it.
fn closes_within(document: &Document, group: TokenRange) -> bool {
    let inside = (group.start + 1..group.end).filter(|at| is_mark(document, *at)).count();
    inside % 2 == 1 && is_mark(document, group.end)
}

/// Whether a mark of quotation stands here; straight ones look the same on both sides.
fn is_mark(document: &Document, at: u32) -> bool {
    let token = document.tokens.get(at as usize);
    token.is_some_and(|it| matches!(it.xpos, Xpos::OpenQuote | Xpos::CloseQuote))
}

/// "According to", "including 12 children".
fn is_preposition(document: &Document, at: u32, end: u32, words: &Words) -> bool {
    let norm = |at: u32| document.tokens.get(at as usize).filter(|_| at < end);
    norm(at).is_some_and(|token| words.verbal_prepositions.contains(&token.norm))
        && norm(at + 1).is_some_and(|next| {
            next.xpos == Xpos::To || next.upos == Upos::Adp || document.noun_at(TokenId(at + 1)).is_some()
        })
}

fn is_copula(document: &Document, item: &Item, words: &Words) -> bool {
    let Kind::Verb(VerbGroupId(id)) = item.kind else { return false };
    let verb = document.verbs.get(id as usize);
    verb.is_some_and(|verb| words.copulas.contains(&document.token(verb.head).lemma))
}

/// What a token outside of groups is.
fn kind(document: &Document, at: u32) -> Kind {
    let token = document.token(TokenId(at));
    match token.xpos {
        Xpos::In if token.norm == "that" => Kind::That,
        Xpos::In | Xpos::To if token.upos == Upos::Sconj => Kind::Subordinator,
        Xpos::In | Xpos::To => Kind::In,
        Xpos::Wdt | Xpos::Wp | Xpos::Wrb | Xpos::WpDollar => Kind::Wh,
        Xpos::Cc => Kind::And,
        Xpos::Comma => Kind::Comma,
        Xpos::Colon => Kind::Break,
        Xpos::Stop => Kind::Stop,
        Xpos::OpenQuote | Xpos::CloseQuote => Kind::Quote,
        Xpos::Lrb | Xpos::Rrb | Xpos::Lsb | Xpos::Rsb => Kind::Bracket,
        Xpos::Rb | Xpos::Rbr | Xpos::Rbs | Xpos::Rp => Kind::Adverb,
        Xpos::Jj | Xpos::Jjr | Xpos::Jjs => Kind::Adjective,
        Xpos::Ex => Kind::There,
        Xpos::Vbg | Xpos::Vbn => Kind::In,
        _ if token.upos == Upos::Adp => Kind::In,
        _ => Kind::Other,
    }
}

/// The items of a sentence with what is needed to judge them.
pub(super) struct Row<'d> {
    pub(super) document: &'d Document,
    pub(super) language: &'d Language,
    pub(super) items: Vec<Item>,
}

impl<'d> Row<'d> {
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.items.get(at).map(|item| item.kind)
    }

    /// The kind of the item before this one.
    pub(super) fn before(&self, at: usize) -> Option<Kind> {
        at.checked_sub(1).and_then(|at| self.kind(at))
    }

    pub(super) fn noun(&self, at: usize) -> Option<GroupId> {
        self.items.get(at).and_then(Item::noun)
    }

    /// The form of an item's first word.
    pub(super) fn norm(&self, at: usize) -> &'d str {
        let token = self.items.get(at).and_then(|item| self.document.tokens.get(item.tokens.start as usize));
        token.map_or("", |token| token.norm.as_str())
    }

    /// The lemma of a verb group's main verb.
    pub(super) fn lemma(&self, at: usize) -> &'d str {
        match self.kind(at) {
            Some(Kind::Verb(id)) => {
                let head = self.document.verbs[id.0 as usize].head;
                self.document.tokens.get(head.index()).map_or("", |token| token.lemma.as_str())
            }
            _ => "",
        }
    }

    /// Whether the item is the name of a place.
    pub(super) fn is_named_place(&self, at: usize) -> bool {
        let Some(GroupId(id)) = self.noun(at) else { return false };
        let mention = self.document.mention_at(self.document.nouns[id as usize].head);
        mention.is_some_and(|MentionId(id)| {
            let mention = &self.document.mentions[id as usize];
            let kind = self.document.entities.get(mention.entity.0 as usize).map(|entity| entity.kind);
            mention.form == MentionForm::Name && kind == Some(EntityKind::Place)
        })
    }

    /// Whether the item is a noun group that says when ("last week", "Friday").
    pub(super) fn is_time(&self, at: usize) -> bool {
        let Some(GroupId(id)) = self.noun(at) else { return false };
        let group = &self.document.nouns[id as usize];
        let classes = self.language.groups.classes(&self.document.token(group.head).norm);
        let span = self.document.span(group.tokens);
        classes & (TIME | CALENDAR) != 0
            || self.document.times_in(span).any(|timex| timex.span.contains(span))
    }

    /// The item as an argument.
    pub(super) fn argument(&self, at: usize) -> Option<Argument> {
        let item = self.items.get(at)?;
        let group = item.noun()?;
        let head = self.document.nouns[group.0 as usize].head;
        Some(Argument { group, tokens: item.tokens, span: self.document.span(item.tokens), head })
    }
}
