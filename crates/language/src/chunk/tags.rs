//! Tags that the words around a token contradict.
//!
//! ```text
//! was taken to ‹hospital› with burns       a noun, not an infinitive
//! ‹Masked› men attacked a post             a participle, not the verb
//! ```

use super::Words;
use super::words::AFTER_TO;
use variorum_model::document::{Sentence, Token, Upos, Xpos};

/// Mends the tags of each sentence.
pub(crate) fn mend_tags(sentences: &[Sentence], tokens: &mut [Token], words: &Words) {
    for sentence in sentences {
        let Some(tokens) = tokens.get_mut(sentence.tokens.range()) else { continue };
        for at in 1..tokens.len() {
            let [before, token, ..] = &mut tokens[at - 1..] else { continue };
            if token.xpos == Xpos::Vb && before.xpos == Xpos::To && words.classes(&token.norm) & AFTER_TO != 0
            {
                let object = tokens.get(at + 1).is_some_and(|next| {
                    matches!(
                        next.upos,
                        Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj
                    )
                });
                if !object {
                    (tokens[at - 1].upos, tokens[at - 1].xpos) = (Upos::Adp, Xpos::In);
                    (tokens[at].upos, tokens[at].xpos) = (Upos::Noun, Xpos::Nn);
                }
            }
        }
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
}
