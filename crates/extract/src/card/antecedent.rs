//! Whom a pronoun of the third person may stand for.
//!
//! ```text
//! ‹The Front› said ‹it› was behind the attack.           the one who speaks of it
//! ‹The gunmen› left a van behind. ‹They› fled on foot.   the subject of the sentence before
//! ```

use crate::ontology::Lexicon;
use variorum_model::document::{Clause, EntityKind, GroupId, NounGroup, Upos, Xpos};
use variorum_model::{Document, TokenId};

/// The most candidates for one pronoun.
const CANDIDATES: usize = 4;
/// How many clauses are looked at, counted back from the pronoun.
const CLAUSES: usize = 24;
/// How many pronouns are followed for one: "it" can stand for an "it".
const FOLLOWED: usize = 5;

/// The noun groups that the pronoun may stand for, the likeliest first: subjects of the clauses around it, then of those
/// before it, in its own sentence and the one before; then their objects. Empty for a word that is no such pronoun.
pub(crate) fn antecedents(document: &Document, lexicon: &Lexicon, pronoun: TokenId) -> Vec<GroupId> {
    let mut found = Vec::new();
    let mut left = FOLLOWED;
    collect(document, lexicon, pronoun, &mut left, &mut found);
    found
}

fn collect(
    document: &Document,
    lexicon: &Lexicon,
    pronoun: TokenId,
    left: &mut usize,
    found: &mut Vec<GroupId>,
) {
    let (Some(token), Some(sentence)) = (document.tokens.get(pronoun.index()), document.sentence_of(pronoun))
    else {
        return;
    };
    let lists = &lexicon.lists;
    let (one, several) =
        (lists.one_pronouns.contains(&token.norm), lists.several_pronouns.contains(&token.norm));
    if *left == 0 || !one && !several {
        return;
    }
    *left -= 1;
    let end = document.clauses.partition_point(|clause| clause.sentence <= sentence);
    let near = || {
        let clauses = document.clauses[..end].iter().rev().take(CLAUSES);
        clauses.take_while(|clause| clause.sentence.0 + 1 >= sentence.0)
    };
    let before = |clause: &&Clause| clause.predicate.start < pronoun.0;
    let around = |clause: &&Clause| clause.extent.covers(pronoun);
    let own = |clause: &&Clause| clause.sentence == sentence;
    let subject =
        |clause: &Clause| clause.subject.filter(|it| it.head < pronoun && !it.tokens.covers(pronoun));
    let object = |clause: &Clause| clause.object.filter(|it| it.head < pronoun && !it.tokens.covers(pronoun));
    let holders = near().filter(own).filter(around).filter_map(subject);
    let beside = near().filter(own).filter(before).filter(|clause| !around(clause)).filter_map(subject);
    // The sentence before, from its beginning: its first subject is what it is about.
    let mut earlier: Vec<&Clause> = near().filter(|clause| !own(clause)).collect();
    earlier.reverse();
    let told = earlier.iter().filter_map(|clause| subject(clause));
    // "The Front is a small militia": what it is said to be is no other.
    let is_same = |clause: &&Clause| {
        let head = document.tokens.get(clause.head.index());
        head.is_some_and(|head| head.upos != Upos::Verb || lists.identity.contains(&head.lemma))
    };
    let objects = near().filter(before).filter(|clause| !is_same(clause)).filter_map(object);
    let spoken = near().filter(own).filter(around).any(|clause| clause.complement.is_some());
    // The first of those found in the sentence itself stands; of those before it there may be too many.
    let n_before = found.len();
    let mut n_here = 0;
    let here = holders.chain(beside).map(|argument| (true, argument));
    for (is_here, argument) in here.chain(told.chain(objects).map(|argument| (false, argument))) {
        if found.len() >= CANDIDATES {
            return;
        }
        let Some(group) = document.nouns.get(argument.group.0 as usize) else { continue };
        let Some(head) = document.tokens.get(group.head.index()) else { continue };
        if matches!(head.xpos, Xpos::Prp) {
            collect(document, lexicon, group.head, left, found);
        } else if !is_here
            && one
            && spoken
            && n_here == 0
            && found.len() > n_before
            && fits(document, lexicon, group, several)
            && !found.contains(&argument.group)
        {
            // "The ministry blamed the Front. A man said that it …": which of the two speaks nobody can tell.
            found.truncate(n_before);
            return;
        } else if fits(document, lexicon, group, several) && !found.contains(&argument.group) {
            found.push(argument.group);
            n_here += usize::from(is_here);
        }
    }
}

/// Whether the group agrees with the pronoun in number, and, where it stands for one, is no person.
fn fits(document: &Document, lexicon: &Lexicon, group: &NounGroup, several: bool) -> bool {
    let Some(head) = document.tokens.get(group.head.index()) else { return false };
    let kind = document
        .mention_at(group.head)
        .map(|id| &document.mentions[id.0 as usize])
        .and_then(|mention| document.entities.get(mention.entity.0 as usize))
        .map(|entity| entity.kind);
    let is_body = kind == Some(EntityKind::Organisation) || lexicon.lists.collectives.contains(&head.lemma);
    let plural = matches!(head.xpos, Xpos::Nns | Xpos::Nnps) || group.next.is_some();
    if several {
        return plural || is_body;
    }
    let is_person = kind == Some(EntityKind::Person) || lexicon.is_person(&head.lemma);
    head.upos.is_nominal() && (is_body || !plural && !is_person)
}
