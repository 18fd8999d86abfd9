//! A clause in the making: its places are items of the sentence.

use super::Words;
use super::item::{Kind, Row};
use variorum_model::document::{
    Argument, ClauseForm, ClauseRole, Modality, Modifier, Tense, VerbGroup, VerbGroupId, Voice, Xpos,
};
use variorum_model::{TokenId, TokenRange};

/// A clause in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The item of the predicate.
    pub(super) item: usize,
    /// The first item that belongs to the clause; at most `item`.
    pub(super) start: usize,
    pub(super) verb: Option<VerbGroupId>,
    pub(super) predicate: TokenRange,
    pub(super) head: TokenId,
    pub(super) form: ClauseForm,
    pub(super) role: ClauseRole,
    /// The clause around it, by its place among the drafts.
    pub(super) parent: Option<usize>,
    pub(super) voice: Voice,
    pub(super) tense: Tense,
    pub(super) negated: bool,
    pub(super) modality: Option<Modality>,
    pub(super) subject: Option<Argument>,
    /// The item of the subject, where it stands with the verb itself.
    pub(super) subject_item: Option<usize>,
    /// Whether the subject is that of the parent.
    pub(super) shares: bool,
    /// The item of the noun that the clause describes.
    pub(super) describes: Option<usize>,
    pub(super) object: Option<Argument>,
    pub(super) indirect: Option<Argument>,
    pub(super) complement: Option<usize>,
    pub(super) modifiers: Vec<Modifier>,
    pub(super) adverbs: Vec<TokenId>,
}

impl Draft {
    /// A draft around a word that is no verb.
    pub(super) fn verbless(item: usize, predicate: TokenRange, head: TokenId) -> Draft {
        Draft {
            item,
            start: item,
            verb: None,
            predicate,
            head,
            form: ClauseForm::Verbless,
            role: ClauseRole::Main,
            parent: None,
            voice: Voice::Active,
            tense: Tense::None,
            negated: false,
            modality: None,
            subject: None,
            subject_item: None,
            shares: false,
            describes: None,
            object: None,
            indirect: None,
            complement: None,
            modifiers: Vec::new(),
            adverbs: Vec::new(),
        }
    }

    pub(super) fn is_finite(&self) -> bool {
        self.form == ClauseForm::Finite
    }

    /// Makes a reduced relative clause of what looked like a finite verb ("the men *arrested* on Friday were").
    pub(super) fn reduce(&mut self) {
        self.form = ClauseForm::Participle;
        self.role = ClauseRole::Relative;
        self.voice = Voice::Passive;
        self.tense = Tense::None;
    }
}

/// A draft for each verb group of the sentence, in order.
pub(super) fn drafts(row: &Row<'_>, words: &Words) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (at, item) in row.items.iter().enumerate() {
        let Kind::Verb(id) = item.kind else { continue };
        let group = &row.document.verbs[id.0 as usize];
        let form = form(row, group);
        drafts.push(Draft {
            verb: Some(id),
            form,
            voice: group.voice,
            tense: group.tense,
            negated: group.negated,
            modality: group.modality,
            ..Draft::verbless(at, item.tokens, group.head)
        });
    }
    mend(row, &mut drafts, words);
    drafts
}

fn form(row: &Row<'_>, group: &VerbGroup) -> ClauseForm {
    let first = row.document.tokens.get(group.tokens.start as usize).map(|token| token.xpos);
    match first {
        _ if group.finite => ClauseForm::Finite,
        Some(Xpos::Vbg | Xpos::Vbn) => ClauseForm::Participle,
        _ => ClauseForm::Infinitive,
    }
}

/// Mends tags that the words around contradict: a participle is a finite verb where its clause has no other one and
/// an object ("Gunmen *killed* 12 people") or a conjunction asks for it ("when a bomb *exploded*").
fn mend(row: &Row<'_>, drafts: &mut [Draft], words: &Words) {
    for idx in 0..drafts.len() {
        let draft = &drafts[idx];
        let at = draft.item;
        let single = draft.predicate.len() == 1
            && draft.form == ClauseForm::Participle
            && draft.voice == Voice::Passive;
        if !single || at == 0 || row.noun(at - 1).is_none() {
            continue;
        }
        // "blamed “foreign agents”": what stands in quotation marks is an object as well.
        let next = at + 1 + usize::from(row.kind(at + 1) == Some(Kind::Quote));
        let object = row.noun(next).is_some() && !row.is_time(next);
        let opener = at.checked_sub(2).and_then(|at| row.kind(at));
        let conjunction = match opener {
            Some(Kind::That | Kind::Subordinator) => true,
            Some(Kind::Wh) => at > 1 && words.subordinators.contains(row.norm(at - 2)),
            Some(Kind::In) => words.subordinators.contains(row.norm(at - 2)) && object,
            _ => false,
        };
        let open = opener.is_none_or(|kind| {
            matches!(kind, Kind::And | Kind::Comma | Kind::Quote | Kind::Break | Kind::Adverb | Kind::Verb(_))
        });
        // "The men that police *arrested* were released": a relative pronoun with a subject behind it.
        let relative = at > 2 && row.noun(at - 3).is_some() && is_relative(row, at - 2);
        let alone = !finite_follows(row, drafts, idx);
        if relative || alone && (conjunction || open && object || ends_a_carried_subject(row, drafts, idx)) {
            let draft = &mut drafts[idx];
            (draft.form, draft.voice, draft.tense) = (ClauseForm::Finite, Voice::Active, Tense::Past);
        }
    }
}

/// Whether the item is a pronoun that can be an object ("that", "which", "whom").
fn is_relative(row: &Row<'_>, at: usize) -> bool {
    let token = row.items.get(at).and_then(|item| row.document.tokens.get(item.tokens.start as usize));
    token.is_some_and(|token| matches!(token.xpos, Xpos::Wdt | Xpos::Wp))
}

/// "A boat carrying 40 pilgrims *capsized* off Eastport": a full sentence that has no verb but this one. A headline
/// ("Bus carrying 40 pilgrims attacked") has no article.
fn ends_a_carried_subject(row: &Row<'_>, drafts: &[Draft], idx: usize) -> bool {
    let Some(carries) = idx.checked_sub(1).map(|before| &drafts[before]) else { return false };
    let describes = carries.form == ClauseForm::Participle && carries.voice == Voice::Active;
    let first = carries.item.checked_sub(1).and_then(|at| row.noun(at));
    let article = first.is_some_and(|id| {
        let group = &row.document.nouns[id.0 as usize];
        row.document.token(TokenId(group.tokens.start)).xpos == Xpos::Dt
    });
    let between = drafts[idx].item - carries.item == 2;
    describes && article && between && !drafts.iter().any(Draft::is_finite)
}

/// Whether a finite verb comes before the next edge of the clause.
fn finite_follows(row: &Row<'_>, drafts: &[Draft], idx: usize) -> bool {
    let from = drafts[idx].item + 1;
    let edge = (from..row.items.len()).find(|&at| {
        matches!(
            row.kind(at),
            Some(
                Kind::Comma
                    | Kind::And
                    | Kind::That
                    | Kind::Wh
                    | Kind::Subordinator
                    | Kind::Break
                    | Kind::Stop
            )
        )
    });
    let edge = edge.unwrap_or(row.items.len());
    drafts[idx + 1..].iter().take_while(|next| next.item < edge).any(Draft::is_finite)
}
