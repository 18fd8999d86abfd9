//! A document as the search for attributions sees it: for every token its group, its quotation, and which group ends
//! before it, so that a window moves in steps of one look-up.

use super::cues::{
    BODY, COMPLEMENTIZER, Cues, DENYING_ADJECTIVE, DOUBTING_ADJECTIVE, EMPTY, PERSON, TEXT, TIME,
};
use variorum_model::document::{EntityKind, NounGroup, Quotation, Token, Upos, VerbGroup, Xpos};
use variorum_model::{Document, Span, TokenId, TokenRange};

const NONE: u32 = u32::MAX;

/// How far a window reaches to either side, in tokens: more than sentences have that people write, so that a text without
/// full stops still takes linear time.
pub(super) const REACH: usize = 400;
/// How many quotations around a place are looked at.
const DEPTH: usize = 8;

pub(super) struct View<'d> {
    pub(super) document: &'d Document,
    pub(super) cues: &'d Cues,
    /// For each token the noun group that holds it.
    noun: Vec<u32>,
    /// For each token the verb group that holds it.
    verb: Vec<u32>,
    /// For each token the leftmost noun group whose extent ends before it.
    ending: Vec<u32>,
    /// For each token the innermost quotation that holds it, marks included.
    quotation: Vec<u32>,
    /// The tokens of each quotation, marks included.
    quoted: Vec<TokenRange>,
    /// The quotation around each quotation.
    around: Vec<u32>,
}

fn known(id: u32) -> Option<usize> {
    (id != NONE).then_some(id as usize)
}

impl<'d> View<'d> {
    pub(super) fn new(document: &'d Document, cues: &'d Cues) -> View<'d> {
        let size = document.tokens.len();
        let mut view = View {
            document,
            cues,
            noun: vec![NONE; size],
            verb: vec![NONE; size],
            ending: vec![NONE; size + 1],
            quotation: vec![NONE; size],
            quoted: Vec::with_capacity(document.quotations.len()),
            around: Vec::with_capacity(document.quotations.len()),
        };
        for (idx, group) in document.nouns.iter().enumerate() {
            fill(&mut view.noun, group.tokens, idx);
            if let Some(slot) = view.ending.get_mut(group.extent.end as usize)
                && (*slot == NONE || document.nouns[*slot as usize].extent.start > group.extent.start)
            {
                *slot = idx as u32;
            }
        }
        for (idx, group) in document.verbs.iter().enumerate() {
            fill(&mut view.verb, group.tokens, idx);
        }
        view.place_quotations();
        view
    }

    fn place_quotations(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        let mut at = 0;
        for (idx, quotation) in self.document.quotations.iter().enumerate() {
            let tokens = self.document.tokens_in(quotation.span);
            while let Some(&top) = open.last()
                && self.quoted[top].end <= tokens.start
            {
                self.mark(&mut at, top);
                open.pop();
            }
            if let Some(&top) = open.last() {
                let end = tokens.start as usize;
                self.mark_until(&mut at, top, end);
            }
            at = at.max(tokens.start as usize);
            self.around.push(open.last().map_or(NONE, |&top| top as u32));
            self.quoted.push(tokens);
            open.push(idx);
        }
        while let Some(top) = open.pop() {
            self.mark(&mut at, top);
        }
    }

    fn mark(&mut self, at: &mut usize, quotation: usize) {
        let end = self.quoted[quotation].end as usize;
        self.mark_until(at, quotation, end);
    }

    fn mark_until(&mut self, at: &mut usize, quotation: usize, end: usize) {
        let end = end.min(self.quotation.len());
        if *at < end {
            self.quotation[*at..end].fill(quotation as u32);
            *at = end;
        }
    }

    pub(super) fn token(&self, at: usize) -> Option<&'d Token> {
        self.document.tokens.get(at)
    }

    pub(super) fn xpos(&self, at: usize) -> Xpos {
        self.token(at).map_or(Xpos::Fw, |token| token.xpos)
    }

    pub(super) fn norm(&self, at: usize) -> &'d str {
        self.token(at).map_or("", |token| token.norm.as_str())
    }

    /// Whether a capital behind an article marks a title ("told the ‹Post› that …").
    pub(super) fn is_titled(&self, at: usize) -> bool {
        let article = at.checked_sub(1).and_then(|before| self.token(before));
        let form = |token: &Token| token.span.of(&self.document.text).chars().next();
        article.is_some_and(|it| it.upos == Upos::Det && form(it).is_some_and(char::is_lowercase))
            && self.token(at).and_then(form).is_some_and(char::is_uppercase)
    }

    pub(super) fn lemma(&self, at: usize) -> &'d str {
        self.token(at).map_or("", |token| token.lemma.as_str())
    }

    /// Whether the form is in the class of words.
    pub(super) fn is(&self, at: usize, class: u64) -> bool {
        self.cues.word(self.norm(at)) & class != 0
    }

    /// The noun group that holds the token.
    pub(super) fn noun_at(&self, at: usize) -> Option<usize> {
        known(*self.noun.get(at)?)
    }

    /// The noun group whose tokens, or whose possessor, begin here.
    pub(super) fn noun_from(&self, at: usize) -> Option<usize> {
        let mut idx = self.noun_at(at)?;
        let nouns = &self.document.nouns;
        if nouns[idx].tokens.start as usize != at {
            return None;
        }
        let first = idx;
        while let Some(next) = nouns.get(idx + 1)
            && idx < first + DEPTH
            && next.possessor.is_some_and(|owner| owner.0 as usize == idx)
        {
            idx += 1;
        }
        Some(idx)
    }

    /// The verb group that holds the token.
    pub(super) fn verb_at(&self, at: usize) -> Option<usize> {
        known(*self.verb.get(at)?)
    }

    pub(super) fn group(&self, idx: usize) -> &'d NounGroup {
        &self.document.nouns[idx]
    }

    pub(super) fn verb(&self, idx: usize) -> &'d VerbGroup {
        &self.document.verbs[idx]
    }

    /// The leftmost noun group whose extent ends before this token.
    pub(super) fn group_ending(&self, at: usize) -> Option<usize> {
        known(*self.ending.get(at)?)
    }

    /// The innermost quotation that holds the token.
    pub(super) fn quotation_at(&self, at: usize) -> Option<usize> {
        known(*self.quotation.get(at)?)
    }

    pub(super) fn quotation(&self, idx: usize) -> &'d Quotation {
        &self.document.quotations[idx]
    }

    /// The tokens of a quotation with its marks.
    pub(super) fn quoted(&self, idx: usize) -> TokenRange {
        self.quoted[idx]
    }

    /// The tokens of a quotation without its marks.
    pub(super) fn inner(&self, idx: usize) -> TokenRange {
        let inner = self.document.quotations[idx].inner;
        let tokens = self.quoted[idx];
        let mut start = tokens.start;
        let mut end = tokens.end;
        while start < end && self.document.tokens[start as usize].span.start < inner.start {
            start += 1;
        }
        while end > start && self.document.tokens[end as usize - 1].span.end > inner.end {
            end -= 1;
        }
        TokenRange { start, end }
    }

    /// The quotation that opens with this token.
    pub(super) fn quotation_from(&self, at: usize) -> Option<usize> {
        let mut idx = self.quotation_at(at)?;
        let mut found = None;
        for _ in 0..DEPTH {
            if self.quoted[idx].start as usize == at {
                found = Some(idx);
            }
            match known(self.around[idx]) {
                Some(around) => idx = around,
                None => return found,
            }
        }
        found
    }

    /// The quotation that closes with the token before this one.
    pub(super) fn quotation_until(&self, at: usize) -> Option<usize> {
        let mut idx = self.quotation_at(at.checked_sub(1)?)?;
        let mut found = None;
        for _ in 0..DEPTH {
            if self.quoted[idx].end as usize == at {
                found = Some(idx);
            }
            match known(self.around[idx]) {
                Some(around) => idx = around,
                None => return found,
            }
        }
        found
    }

    pub(super) fn is_comma(&self, at: usize) -> bool {
        self.xpos(at) == Xpos::Comma
    }

    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|token| token.upos == Upos::Punct && token.norm.starts_with(['-', '–', '—', '―']))
    }

    pub(super) fn is_adverb(&self, at: usize) -> bool {
        matches!(self.xpos(at), Xpos::Rb | Xpos::Rbr | Xpos::Rbs)
    }

    pub(super) fn is_preposition(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| match token.upos {
            Upos::Adp => matches!(token.xpos, Xpos::In | Xpos::To | Xpos::Vbg),
            Upos::Sconj => false,
            _ => token.xpos == Xpos::In && !self.is(at, COMPLEMENTIZER),
        })
    }

    /// The end of a group with all that belongs to it and is joined to it.
    pub(super) fn joined_end(&self, idx: usize) -> usize {
        let mut group = self.group(idx);
        for _ in 0..DEPTH {
            match group.next {
                Some(next) => group = self.group(next.0 as usize),
                None => break,
            }
        }
        group.extent.end as usize
    }

    /// Whether a clause that begins with this token is a subordinate one ("when", "although").
    pub(super) fn is_subordinate(&self, at: usize) -> bool {
        self.token(at).is_some_and(|it| it.upos == Upos::Sconj || it.xpos == Xpos::Wrb)
    }

    /// Whether the group says when.
    pub(super) fn is_time(&self, idx: usize) -> bool {
        let group = self.group(idx);
        let head = group.head.index();
        // "her years as a senator" are no time.
        let owned = group
            .possessor
            .is_some_and(|owner| self.document.nouns[owner.0 as usize].head.0 + 1 == group.tokens.start);
        let span = self.document.span(group.tokens);
        // "on Aug 21": no word of it is one of time by itself.
        let dated = || self.document.times_in(span).any(|timex| timex.span.contains(span));
        !owned
            && ((self.cues.word(self.norm(head)) | self.cues.word(self.lemma(head))) & TIME != 0 || dated())
    }

    /// Whether the group is a pronoun or the like that stands for nobody.
    pub(super) fn is_empty_subject(&self, idx: usize) -> bool {
        let group = self.group(idx);
        group.tokens.len() == 1 && self.cues.word(self.norm(group.head.index())) & EMPTY != 0
    }

    /// Whether the group names somebody who can say or think something.
    pub(super) fn is_animate(&self, idx: usize) -> bool {
        let head = self.group(idx).head;
        let token = self.document.token(head);
        if let Some(mention) = self.document.mention_at(head) {
            let entity = self.document.mentions[mention.0 as usize].entity;
            if let Some(entity) = self.document.entities.get(entity.0 as usize)
                && matches!(
                    entity.kind,
                    EntityKind::Person | EntityKind::Organisation | EntityKind::Publication
                )
            {
                return true;
            }
        }
        match token.upos {
            Upos::Propn => self.cues.word(&token.norm) & TIME == 0,
            Upos::Pron | Upos::Det | Upos::Adj | Upos::Num => self.cues.word(&token.norm) & PERSON != 0,
            _ => self.cues.is_animate(&token.lemma),
        }
    }

    /// Whether the word itself, amid a group, names a body or somebody ("*police* claims", "*Coastguard* reports").
    pub(super) fn somebody_at(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let mention = self.document.mention_at(TokenId::from(at));
        let entity = mention.map(|it| self.document.mentions[it.0 as usize].entity);
        let kind = entity.and_then(|it| self.document.entities.get(it.0 as usize)).map(|it| it.kind);
        match kind {
            Some(EntityKind::Person | EntityKind::Organisation | EntityKind::Publication) => true,
            Some(_) => false,
            None => token.upos == Upos::Noun && self.cues.word(&token.lemma) & BODY != 0,
        }
    }

    /// Whether the group names somebody, or a text, and no place: a name in front of a colon may also say where.
    pub(super) fn is_speaker(&self, idx: usize) -> bool {
        let head = self.group(idx).head;
        let entity = self.document.mention_at(head).map(|it| self.document.mentions[it.0 as usize].entity);
        let kind = entity.and_then(|it| self.document.entities.get(it.0 as usize)).map(|it| it.kind);
        match kind {
            Some(EntityKind::Person | EntityKind::Organisation | EntityKind::Publication) => true,
            Some(_) => false,
            None => self.is_animate(idx) && self.document.token(head).upos != Upos::Pron || self.is_text(idx),
        }
    }

    /// Whether the group names a place.
    pub(super) fn is_place(&self, idx: usize) -> bool {
        let mention = self.document.mention_at(self.group(idx).head);
        let entity = mention.map(|it| self.document.mentions[it.0 as usize].entity);
        entity
            .and_then(|it| self.document.entities.get(it.0 as usize))
            .is_some_and(|it| it.kind == EntityKind::Place)
    }

    /// Whether a participle gives the source that follows it ("citing police"; not "citing the weather").
    pub(super) fn is_cited(&self, at: usize) -> bool {
        let phrase = self.xpos(at) == Xpos::Vbg
            && self.cues.phrases(self.norm(at)).iter().any(|(cue, _)| cue.rest.is_empty());
        phrase && self.noun_from(at + 1).is_some_and(|idx| self.is_animate(idx) || self.is_text(idx))
    }

    /// Whether the word judges a statement ("baseless", "false").
    pub(super) fn is_judged(&self, at: usize) -> bool {
        self.is(at, DENYING_ADJECTIVE | DOUBTING_ADJECTIVE)
    }

    /// The text between the token before this one and it.
    pub(super) fn gap(&self, at: usize) -> Span {
        let start = at.checked_sub(1).and_then(|at| self.token(at)).map_or(0, |token| token.span.end);
        let end = self.token(at).map_or(self.document.text.len() as u32, |token| token.span.start);
        Span { start, end: end.max(start) }
    }

    /// Whether the group names a text or an inquiry.
    pub(super) fn is_text(&self, idx: usize) -> bool {
        self.cues.word(self.lemma(self.group(idx).head.index())) & TEXT != 0
    }

    /// The sentence of a token, as tokens.
    pub(super) fn sentence(&self, at: usize) -> TokenRange {
        let idx = self.document.sentence_of(TokenId::from(at));
        idx.and_then(|idx| self.document.sentences.get(idx.0 as usize))
            .map_or(TokenRange::new(at, at + 1), |it| it.tokens)
    }

    /// The span of tokens.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        self.document.span(TokenRange::new(start, end))
    }
}

fn fill(slots: &mut [u32], tokens: TokenRange, idx: usize) {
    if let Some(slots) = slots.get_mut(tokens.range()) {
        slots.fill(idx as u32);
    }
}
