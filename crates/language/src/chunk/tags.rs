//! Tags that the words around a token contradict.
//!
//! ```text
//! was taken to ‹hospital› with burns       a noun, not an infinitive
//! ‹Masked› men attacked a post             a participle, not the verb
//! a gunman ‹shot› dead four people         a verb, not a noun
//! all of them ‹clerks› at the bank         a plural, not a verb
//! an explosion at a coal ‹mine›         a noun, not a pronoun
//! one of the jets ‹hit› a market       a past, not a present
//! the owner ‹denies› that it was late      a verb, not a plural
//! ```

use super::Words;
use super::verb::is_verb;
use super::words::{
    AFTER_TO, BE, COMPLEMENTIZER, EXCLAIMED, GET, HAVE, LOOKALIKE, OWNED, RESULTING, SEVERAL, THIRD_PERSON,
    TIME, UNCHANGING,
};
use variorum_model::document::{Sentence, Token, Upos, Xpos};

/// How far behind a noun with a participle its verb is looked for, in tokens.
const AHEAD: usize = 15;

/// How long a relative clause between commas is at most, in tokens.
const INSERT: usize = 30;

/// How far behind "both" its "and" stands at most, in tokens.
const PAIR: usize = 12;

/// Mends the tags of each sentence.
pub(crate) fn mend_tags(sentences: &[Sentence], tokens: &mut [Token], words: &Words) {
    for sentence in sentences {
        let Some(tokens) = tokens.get_mut(sentence.tokens.range()) else { continue };
        for at in 1..tokens.len() {
            if at > 2 && tokens[at].xpos == Xpos::Vbz && is_of_several(&tokens[at - 3..at], words) {
                (tokens[at].upos, tokens[at].xpos) = (Upos::Noun, Xpos::Nns);
            }
            let class = words.classes(&tokens[at].norm);
            if is_described(tokens, at, words) {
                (tokens[at].upos, tokens[at].xpos) = (Upos::Noun, Xpos::Nns);
            }
            let before = &tokens[at - 1];
            // "before dawn"
            let time =
                class & TIME != 0 && is_verb(tokens[at].xpos) && matches!(before.xpos, Xpos::In | Xpos::Rb);
            // "a coal mine"
            let owned = class & OWNED != 0
                && tokens[at].upos == Upos::Pron
                && matches!(before.upos, Upos::Noun | Upos::Adj | Upos::Det | Upos::Propn);
            if time || owned {
                (tokens[at].upos, tokens[at].xpos) = (Upos::Noun, Xpos::Nn);
            } else if class & UNCHANGING != 0
                && (tokens[at].xpos == Xpos::Vbp && matches!(tokens[at - 1].upos, Upos::Noun | Upos::Propn)
                    || tokens[at].xpos == Xpos::Vb && closes_relative(&tokens[..at]))
            {
                tokens[at].xpos = Xpos::Vbd;
            } else if class & AFTER_TO != 0 {
                mend_goal(tokens, at);
            } else if class & (THIRD_PERSON | LOOKALIKE | EXCLAIMED) != 0
                && let Some(xpos) = as_verb(tokens, at, class, words)
            {
                (tokens[at].upos, tokens[at].xpos) = (Upos::Verb, xpos);
            }
        }
        mend_pairs(tokens, words);
        mend_pronouns(tokens, words);
        mend_opening(tokens);
    }
}

/// "The army, which lost one man, *put* the toll at nine": whether a comma closes a relative clause here.
fn closes_relative(before: &[Token]) -> bool {
    let relative = |it: &Token| matches!(it.xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpDollar);
    before.last().is_some_and(|last| last.xpos == Xpos::Comma)
        && before.iter().rev().take(INSERT).any(relative)
}

/// "All of them *clerks*", where the tagger saw a verb of the singular.
fn is_of_several(before: &[Token], words: &Words) -> bool {
    matches!(before, [amount, of, them] if words.classes(&amount.norm) & SEVERAL != 0
        && of.xpos == Xpos::In
        && them.xpos == Xpos::Prp)
}

/// "That *welders* working in the cellar had …": a participle follows, and its own verb later.
fn is_described(tokens: &[Token], at: usize, words: &Words) -> bool {
    let next = tokens.get(at + 1).is_some_and(|next| matches!(next.xpos, Xpos::Vbg | Xpos::Vbn));
    let finite = |it: &Token| matches!(it.xpos, Xpos::Vbd | Xpos::Vbp | Xpos::Vbz | Xpos::Md);
    tokens[at].xpos == Xpos::Vbz
        && next
        && words.names_persons(&tokens[at].norm)
        && matches!(tokens[at - 1].xpos, Xpos::In | Xpos::Wdt | Xpos::Jj)
        && tokens[at + 1..].iter().take(AHEAD).any(finite)
}

/// Whether a noun group can begin with the word.
fn begins_noun(token: &Token) -> bool {
    matches!(token.upos, Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj)
}

/// "Taken to hospital": a noun, where no object follows.
fn mend_goal(tokens: &mut [Token], at: usize) {
    if tokens[at].xpos != Xpos::Vb || tokens[at - 1].xpos != Xpos::To {
        return;
    }
    let object = tokens.get(at + 1).is_some_and(begins_noun);
    if !object {
        (tokens[at - 1].upos, tokens[at - 1].xpos) = (Upos::Adp, Xpos::In);
        (tokens[at].upos, tokens[at].xpos) = (Upos::Noun, Xpos::Nn);
    }
}

/// The tag as a verb of a word that was taken for something else.
fn as_verb(tokens: &[Token], at: usize, class: u64, words: &Words) -> Option<Xpos> {
    let xpos = tokens[at].xpos;
    if class & EXCLAIMED != 0 {
        return (xpos == Xpos::Uh).then_some(Xpos::Vbp);
    }
    let before = &tokens[at - 1];
    if class & THIRD_PERSON != 0 {
        return matches!(xpos, Xpos::Nns | Xpos::Nn).then_some(Xpos::Vbz);
    }
    let described =
        matches!(before.xpos, Xpos::Dt | Xpos::Jj | Xpos::PrpDollar | Xpos::Cd | Xpos::Pos | Xpos::Vbg);
    let next = tokens.get(at + 1)?;
    if xpos != Xpos::Nn || described {
        return None;
    }
    let results = words.classes(&next.norm) & RESULTING != 0;
    let joined = next.xpos == Xpos::Cc
        && tokens.get(at + 2).is_some_and(|third| matches!(third.xpos, Xpos::Vbd | Xpos::Vbn));
    let object = matches!(next.xpos, Xpos::Dt | Xpos::Prp | Xpos::PrpDollar | Xpos::Cd | Xpos::Nnp);
    let passive = words.classes(&before.norm) & (BE | GET | HAVE) != 0;
    match (passive, results) {
        (true, _) => Some(Xpos::Vbn),
        // "Police shot dead four men", but "two men shot dead in Eastport"
        (_, true) => {
            let object = tokens.get(at + 2).is_some_and(begins_noun);
            Some(if object { Xpos::Vbd } else { Xpos::Vbn })
        }
        _ => (object || joined).then_some(Xpos::Vbd),
    }
}

/// "On *both* its ferries": no pair follows that it could open.
fn mend_pairs(tokens: &mut [Token], words: &Words) {
    for at in 0..tokens.len() {
        let alone = tokens[at].xpos == Xpos::Cc
            && words.classes(&tokens[at].norm) & SEVERAL != 0
            && !tokens[at + 1..].iter().take(PAIR).any(|later| later.xpos == Xpos::Cc);
        if alone {
            (tokens[at].upos, tokens[at].xpos) = (Upos::Det, Xpos::Pdt);
        }
    }
}

/// "The union disputes *that* and says …": no clause follows that it could open.
fn mend_pronouns(tokens: &mut [Token], words: &Words) {
    for at in 1..tokens.len().saturating_sub(1) {
        let stands_alone = tokens[at].xpos == Xpos::In
            && matches!(tokens[at + 1].xpos, Xpos::Cc | Xpos::Stop)
            && words.classes(&tokens[at].norm) & COMPLEMENTIZER != 0
            && matches!(tokens[at - 1].upos, Upos::Verb | Upos::Adp);
        if stands_alone {
            (tokens[at].upos, tokens[at].xpos) = (Upos::Pron, Xpos::Dt);
        }
    }
}

/// "Masked men attacked a post": a participle, where the verb follows.
fn mend_opening(tokens: &mut [Token]) {
    let finite = |token: &Token| matches!(token.xpos, Xpos::Vbd | Xpos::Vbp | Xpos::Md);
    if let [first, noun, rest @ ..] = tokens
        && first.xpos == Xpos::Vbd
        && first.upos == Upos::Verb
        && noun.xpos == Xpos::Nns
        && rest.iter().find(|token| token.xpos != Xpos::Rb).is_some_and(finite)
    {
        first.xpos = Xpos::Vbn;
    }
}
