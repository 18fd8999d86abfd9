//! Nouns of acts as predicates.
//!
//! ```text
//! the killing of 12 people by rebels in Eastport      the army's withdrawal from the city      the death of the mayor
//! ```
//!
//! No list says which nouns name acts: the ending of the word does (`act_endings`), together with an "of" or "by" phrase or a
//! possessor. That takes in more than acts ("the foundation of the church"); what a noun means is for `extract` to know.

use super::Words;
use crate::Language;
use crate::chunk::words::BINDING;
use variorum_model::document::{
    Argument, Clause, ClauseForm, ClauseRole, GroupId, Modifier, SentenceId, Tense, Upos, Voice, Xpos,
};
use variorum_model::{Document, TokenId, TokenRange};

/// How many phrases may follow the noun.
const PHRASES: usize = 4;

/// The nominal clauses of a sentence, given the noun groups that lie in it.
pub(super) fn nominals(
    document: &Document,
    sentence: SentenceId,
    tokens: TokenRange,
    words: &Words,
    language: &Language,
    clauses: &mut Vec<Clause>,
) {
    let first = document.nouns.partition_point(|group| group.tokens.start < tokens.start);
    for (idx, group) in document.nouns.iter().enumerate().skip(first) {
        if group.tokens.start >= tokens.end {
            break;
        }
        let token = document.token(group.head);
        if token.upos != Upos::Noun
            || !words.act_endings.iter().any(|ending| token.lemma.ends_with(ending.as_str()))
        {
            continue;
        }
        let modifiers = phrases(document, group.tokens.end, tokens.end);
        let possessor = group.possessor.map(|id| argument(document, id));
        let is_bound = |modifier: &Modifier, bound: bool| {
            modifier
                .preposition
                .is_some_and(|id| (language.groups.classes(&document.token(id).norm) & BINDING != 0) == bound)
        };
        let object =
            modifiers.iter().find(|modifier| is_bound(modifier, true)).map(|modifier| modifier.argument);
        if object.is_none() && possessor.is_none() {
            continue;
        }
        let end =
            modifiers.iter().map(|modifier| modifier.argument.tokens.end).fold(group.tokens.end, u32::max);
        clauses.push(Clause {
            sentence,
            extent: TokenRange {
                start: group.extent.start.min(group.tokens.start),
                end: end.min(tokens.end),
            },
            predicate: group.tokens,
            head: group.head,
            verb: None,
            form: ClauseForm::Nominal,
            role: ClauseRole::Complement,
            parent: None,
            voice: Voice::Active,
            tense: Tense::None,
            negated: document.nouns[idx].negated,
            modality: None,
            subject: possessor,
            object,
            indirect: None,
            complement: None,
            modifiers,
            adverbs: Vec::new(),
        });
    }
}

/// The run of prepositional phrases that begins at this token.
fn phrases(document: &Document, from: u32, end: u32) -> Vec<Modifier> {
    let mut found = Vec::new();
    let mut at = from;
    while found.len() < PHRASES && at + 1 < end {
        let preposition = document.token(TokenId(at));
        if !matches!(preposition.xpos, Xpos::In | Xpos::To) || preposition.upos != Upos::Adp {
            break;
        }
        let idx = document.nouns.partition_point(|group| group.tokens.start < at + 1);
        let Some(mut group) = document.nouns.get(idx).filter(|group| group.tokens.start == at + 1) else {
            break;
        };
        let mut id = idx;
        while let Some(next) =
            document.nouns.get(id + 1).filter(|next| next.extent.start == at + 1 && next.possessor.is_some())
        {
            (group, id) = (next, id + 1);
        }
        found.push(Modifier {
            preposition: Some(TokenId(at)),
            argument: argument(document, GroupId(id as u32)),
        });
        at = group.tokens.end;
    }
    found
}

fn argument(document: &Document, group: GroupId) -> Argument {
    let it = &document.nouns[group.0 as usize];
    Argument { group, tokens: it.extent, span: document.span(it.extent), head: it.head }
}
