//! Whether a clause tells what happened, and how surely.
//!
//! ```text
//! 12 people were killed               a fact, stated
//! 12 people may have been killed      a fact, hedged
//! no one was killed                   a fact, denied
//! they planned to kill 12 people      no fact
//! if 12 people were killed            no fact
//! storms kill 12 people a year        no fact
//! ```

use crate::card::{ClauseMap, WordSet};
use crate::ontology::Lexicon;
use variorum_model::document::{
    Clause, ClauseForm, ClauseId, ClauseRole, Modality, Tense, TimexType, Upos, Voice, Xpos,
};
use variorum_model::{Certainty, Document, Stance, TokenId, TokenRange};

/// What a clause makes of what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Factuality {
    pub(crate) stance: Stance,
    pub(crate) certainty: Certainty,
}

/// No clause of English stands in more than this many others.
const DEEPEST: usize = 12;

/// What the clause makes of what it says; `None` where it does not tell what happened.
pub(crate) fn factuality(document: &Document, lexicon: &Lexicon, id: Option<ClauseId>) -> Option<Factuality> {
    let mut fact = Factuality { stance: Stance::Asserted, certainty: Certainty::Stated };
    let Some(own) = id.and_then(|id| document.clauses.get(id.0 as usize)) else { return Some(fact) };
    if own.negated {
        fact.stance = Stance::Denied;
    }
    if is_habit(document, lexicon, own) || is_averted(document, lexicon, own) {
        return None;
    }
    let mut clause = own;
    let mut told_beside = false;
    // "Would leave 12 people homeless": the state is as sure as the verb that brings it about.
    let mut tells = true;
    for _ in 0..DEEPEST {
        let certainty = told(document, lexicon, clause, tells)?;
        tells &= clause.form == ClauseForm::Verbless && clause.role == ClauseRole::Complement;
        fact.certainty = fact.certainty.max(certainty);
        let parent = clause.parent.and_then(|id| document.clauses.get(id.0 as usize));
        let Some(parent) = parent else { break };
        // "Failed to prevent the attack, which killed 12": the relative clause tells what happened.
        told_beside |= clause.role == ClauseRole::Relative
            && clause.form == ClauseForm::Finite
            && clause.tense == Tense::Past;
        let completing = clause.role == ClauseRole::Complement || clause.form == ClauseForm::Infinitive;
        if completing && !told_beside {
            completes(document, lexicon, clause, parent)?;
            let governor = document.tokens.get(parent.head.index());
            if governor.is_some_and(|token| lexicon.lists.suspecting.contains(&token.lemma)) {
                fact.certainty = Certainty::Hedged;
            }
        }
        // What a relative or an adverbial clause says holds whatever becomes of the clause around it, unless that is a
        // condition or a question.
        clause = parent;
    }
    Some(fact)
}

/// What modality and role of one clause make of it.
fn told(document: &Document, lexicon: &Lexicon, clause: &Clause, own: bool) -> Option<Certainty> {
    if matches!(clause.role, ClauseRole::Condition | ClauseRole::Question)
        || is_asked(document, lexicon, clause)
    {
        return None;
    }
    if !own {
        return Some(Certainty::Stated);
    }
    let perfect =
        clause.verb.and_then(|id| document.verbs.get(id.0 as usize)).is_some_and(|verb| verb.aspect.perfect);
    if clause.form == ClauseForm::Infinitive && !perfect && clause.modality.is_none() {
        let parent = clause.parent.and_then(|id| document.clauses.get(id.0 as usize));
        let happened = parent.is_some_and(|parent| {
            let head = document.tokens.get(parent.head.index());
            head.is_some_and(|head| lexicon.lists.implicative.contains(&head.lemma))
        });
        // "They stormed the hall and set it on fire": what looks like an infinitive goes on with the past.
        let goes_on = clause.role == ClauseRole::Coordinate
            && parent.is_some_and(|parent| parent.form == ClauseForm::Finite && parent.tense == Tense::Past)
            && document.tokens.get(clause.head.index()).is_some_and(|head| {
                clause.predicate.len() == 1 && lexicon.lists.unchanging.contains(&head.norm)
            });
        if !happened && !goes_on {
            return None;
        }
    }
    if clause.modality.is_some()
        && (is_counterfactual(document, lexicon, clause) || has_condition(document, clause))
    {
        return None;
    }
    match clause.modality {
        None if clause.tense == Tense::Future => None,
        None => Some(Certainty::Stated),
        // "May kill" is yet to come; "may have killed" and "may be missing" are not.
        Some(Modality::Possible) if !perfect && is_act(document, clause) => None,
        Some(Modality::Possible | Modality::Probable) => Some(Certainty::Hedged),
        Some(Modality::Conditional | Modality::Future | Modality::Obligation | Modality::Ability) => None,
    }
}

/// "Asked *whether* 12 people had died".
fn is_asked(document: &Document, lexicon: &Lexicon, clause: &Clause) -> bool {
    let start = clause.extent.start.min(clause.predicate.start) as usize;
    let asks =
        |idx: usize| document.tokens.get(idx).is_some_and(|token| lexicon.lists.asking.contains(&token.norm));
    asks(start) || start.checked_sub(1).is_some_and(asks)
}

/// "Could have killed hundreds": it did not.
fn is_counterfactual(document: &Document, lexicon: &Lexicon, clause: &Clause) -> bool {
    let verb = clause.verb.and_then(|id| document.verbs.get(id.0 as usize));
    verb.is_some_and(|verb| {
        let first = document.tokens.get(verb.tokens.start as usize);
        verb.aspect.perfect && first.is_some_and(|first| lexicon.lists.counterfactual.contains(&first.norm))
    })
}

/// "If the bomb had gone off, it might have killed hundreds."
fn has_condition(document: &Document, clause: &Clause) -> bool {
    let own = document.clauses.partition_point(|other| other.predicate.start < clause.predicate.start);
    let near = document.clauses.get(own.saturating_sub(NEAR)..(own + NEAR).min(document.clauses.len()));
    near.unwrap_or_default().iter().any(|other| {
        other.role == ClauseRole::Condition
            && other.sentence == clause.sentence
            && other.parent == Some(variorum_model::document::ClauseId(own as u32))
    })
}

/// A condition stands among the next clauses.
const NEAR: usize = 6;

/// Whether the predicate is a verb other than a copula with its adjective.
fn is_act(document: &Document, clause: &Clause) -> bool {
    document.tokens.get(clause.head.index()).is_some_and(|head| head.upos == Upos::Verb)
}

/// Whether a noun of events stands for events in general: "attacks in the region", "the fear of attacks".
pub(crate) fn is_generic(document: &Document, lexicon: &Lexicon, map: &ClauseMap, noun: TokenId) -> bool {
    let Some(token) = document.tokens.get(noun.index()) else { return false };
    if !matches!(token.xpos, Xpos::Nns | Xpos::Nnps) {
        return false;
    }
    let Some(group) = document.noun_at(noun).map(|id| &document.nouns[id.0 as usize]) else { return false };
    let tokens = document.tokens.get(group.tokens.range()).unwrap_or_default();
    let told = group.possessor.is_some()
        || tokens.iter().any(|token| {
            lexicon.lists.definite.contains(&token.norm)
                || token.upos == Upos::Propn
                || token.upos == Upos::Num
        })
        || document.quantities_in(group.tokens).next().is_some()
        || document.times_in(document.span(group.extent)).next().is_some();
    // "Bombings in Eastport killed 40", "they carried out bombings in Eastport": what did happen is no generality.
    let happened =
        map.around(noun).and_then(|id| document.clauses.get(id.0 as usize)).is_some_and(|clause| {
            let argument = [clause.subject, clause.object].iter().flatten().any(|it| it.tokens.covers(noun));
            let verb = document.tokens.get(clause.head.index());
            let past = matches!(clause.tense, Tense::Past) || clause.form == ClauseForm::Participle;
            argument && past && verb.is_some_and(|verb| lexicon.lists.happen.contains(&verb.lemma))
        });
    !told && !happened
}

/// Whether the clause around leaves open what this one says ("planned to", "a plot to").
fn completes(document: &Document, lexicon: &Lexicon, clause: &Clause, parent: &Clause) -> Option<()> {
    // "told reporters that 12 people had been killed" tells what happened; "told them to kill 12 people" does not.
    let perfect =
        clause.verb.and_then(|id| document.verbs.get(id.0 as usize)).is_some_and(|verb| verb.aspect.perfect);
    let happened = clause.form == ClauseForm::Finite && (clause.tense == Tense::Past || perfect);
    let is_open = |token: TokenId| {
        let token = document.tokens.get(token.index());
        token.is_some_and(|token| {
            let lists = &lexicon.lists;
            [&token.lemma, &token.norm]
                .into_iter()
                .any(|word| !happened && lists.open.contains(word) || lists.void.contains(word))
        })
    };
    if is_open(parent.head) {
        return None;
    }
    // A noun that the clause completes stands right before it: "an attempt to kill 12 people".
    let before = clause.extent.start.min(clause.predicate.start).checked_sub(1);
    (!before.is_some_and(|before| is_open(TokenId(before)))).then_some(())
}

/// "every year", "on average", "usually": what happens as a rule is no event.
fn is_habit(document: &Document, lexicon: &Lexicon, clause: &Clause) -> bool {
    let habitual = |token: &TokenId| {
        document.tokens.get(token.index()).is_some_and(|token| lexicon.lists.habitual.contains(&token.lemma))
    };
    clause.adverbs.iter().any(habitual)
        || is_general(document, lexicon, clause)
        || document
            .times_in(document.span(clause.extent))
            .any(|timex| timex.kind == TimexType::Set && !is_of_thing(document, lexicon, timex.tokens))
        || opens_with_habit(document, clause)
}

/// "Bombed the *weekly* market": what is said of a thing says nothing of what happened to it; but "an *annual* toll of 300".
fn is_of_thing(document: &Document, lexicon: &Lexicon, time: TokenRange) -> bool {
    let last = TokenId(time.end.saturating_sub(1));
    let group = document.noun_at(last).map(|id| &document.nouns[id.0 as usize]);
    group.is_some_and(|group| {
        group.head.0 >= time.end && !lexicon.lists.rates.contains(&document.token(group.head).lemma)
    })
}

/// "*Every year* some 300 people drown": the time before the subject may stand outside the clause.
fn opens_with_habit(document: &Document, clause: &Clause) -> bool {
    let sentence = document.sentences.get(clause.sentence.0 as usize);
    let start = sentence.map_or(0, |sentence| sentence.tokens.start);
    let at = document.times.partition_point(|timex| timex.tokens.start < start);
    let first = clause.subject.map_or(clause.extent.start, |it| it.tokens.start.min(clause.extent.start));
    document.times.get(at).is_some_and(|timex| {
        timex.kind == TimexType::Set
            && timex.tokens.start == start
            && first.saturating_sub(timex.tokens.end) <= 1
    })
}

/// The simple present of a verb of action tells what happens as a rule ("storms *kill* people"), but for headlines.
fn is_general(document: &Document, lexicon: &Lexicon, clause: &Clause) -> bool {
    let simple = clause.verb.and_then(|id| document.verbs.get(id.0 as usize)).is_some_and(|verb| {
        verb.tense == Tense::Present && !verb.aspect.perfect && !verb.aspect.progressive && verb.finite
    });
    let head = document.tokens.get(clause.head.index());
    // "Gunmen set the hall on fire" is past; "the gunman sets" would be present.
    let unclear = |head: &variorum_model::document::Token| {
        lexicon.lists.unchanging.contains(&head.lemma) && head.norm == head.lemma
    };
    let acts = head.is_some_and(|head| {
        head.upos == Upos::Verb && !lexicon.lists.states.contains(&head.lemma) && !unclear(head)
    });
    let sentence = document.sentences.get(clause.sentence.0 as usize);
    let last =
        sentence.and_then(|sentence| document.tokens.get(sentence.tokens.end.checked_sub(1)? as usize));
    let headline = clause.sentence.0 == 0 || last.is_some_and(|last| last.upos != Upos::Punct);
    simple && acts && !headline
}

/// "Nearly arrested", "almost killed": it did not come to that.
fn is_averted(document: &Document, lexicon: &Lexicon, clause: &Clause) -> bool {
    clause.adverbs.iter().any(|adverb| {
        let token = document.tokens.get(adverb.index());
        let counts =
            document.quantities_in(TokenRange { start: adverb.0, end: adverb.0 + 1 }).next().is_some();
        !counts && token.is_some_and(|token| lexicon.lists.void.contains(&token.norm))
    })
}

/// Whether a figure is summed up over a period in the clause ("in 9 years", "since 1981"), so that it is no single
/// event's.
pub(super) fn is_sum_over_time(document: &Document, lexicon: &Lexicon, id: Option<ClauseId>) -> bool {
    let Some(clause) = id.and_then(|id| document.clauses.get(id.0 as usize)) else { return false };
    document.times_in(document.span(clause.extent)).any(|timex| {
        let long = timex.kind == TimexType::Duration
            && timex.value.starts_with('P')
            && !timex.value.starts_with("PT");
        let before = timex.tokens.start.checked_sub(1).and_then(|idx| document.tokens.get(idx as usize));
        let first = document.tokens.get(timex.tokens.start as usize);
        let led = before.into_iter().chain(first).any(|token| lexicon.lists.over.contains(&token.norm));
        // "Killed 12, the worst toll in decades": that is the reach of a comparison.
        let from = (clause.predicate.end as usize).min(timex.tokens.start as usize);
        let between = document.tokens.get(from..timex.tokens.start as usize).unwrap_or_default();
        let ranked = between.iter().rev().take(RANKED).any(|it| matches!(it.xpos, Xpos::Jjs | Xpos::Rbs));
        long && led && !ranked
    })
}

/// A superlative and the time over which it holds are not further apart, in words.
const RANKED: usize = 16;

/// Whether the word tells of an event that somebody meant to bring about or that was prevented: "planned *to attack* a
/// school", "foiled a *bombing*", "an attempt *to kill* the mayor". Conditions and questions tell of none.
pub(crate) fn is_planned(document: &Document, lexicon: &Lexicon, map: &ClauseMap, head: TokenId) -> bool {
    let planning = |token: TokenId| {
        let token = document.tokens.get(token.index());
        token.is_some_and(|it| {
            lexicon.lists.plans.contains(&it.lemma) || lexicon.lists.plans.contains(&it.norm)
        })
    };
    let before = |at: u32, words: u32| at.checked_sub(words).is_some_and(|at| planning(TokenId(at)));
    let headed = map.headed_by(head).filter(|id| {
        let clause = &document.clauses[id.0 as usize];
        clause.form != ClauseForm::Nominal && clause.verb.is_some()
    });
    let mut at = headed;
    let mut planned = false;
    if headed.is_none() {
        at = map.around(head);
        let Some(group) = document.noun_at(head).map(|id| &document.nouns[id.0 as usize]) else {
            return false;
        };
        let tokens = document.tokens.get(group.tokens.range()).unwrap_or_default();
        let meant =
            |words: &WordSet| tokens.iter().any(|it| words.contains(&it.norm) || words.contains(&it.lemma));
        // "a plot for an attack", "a foiled attack", "prevented a similar attack"
        planned = meant(&lexicon.lists.plan_adjectives)
            || before(group.tokens.start, 2)
                && document
                    .tokens
                    .get(group.tokens.start as usize - 1)
                    .is_some_and(|it| it.upos == Upos::Adp || it.norm == "to");
        if let Some(clause) = at.and_then(|id| document.clauses.get(id.0 as usize)) {
            let argument = |it: Option<variorum_model::document::Argument>| {
                it.is_some_and(|it| it.tokens.covers(head) && it.head == head)
            };
            let affected = if clause.voice == Voice::Passive { clause.subject } else { clause.object };
            let definite = group.possessor.is_some() || meant(&lexicon.lists.definite);
            let averted = document
                .tokens
                .get(clause.head.index())
                .is_some_and(|head| lexicon.lists.averting.contains(&head.lemma));
            // "He planned the attack": one that came about, or the report would not know it.
            if definite && !averted && !planned {
                return false;
            }
            planned |= averted && argument(affected) && !comes_about(document, lexicon, clause);
            planned |= !averted && planning(clause.head) && argument(affected);
            // What a plan is for is planned ("planned to carry out an attack"), what it only speaks of is not ("planned
            // to mourn the attack").
            if !planned && !argument(clause.object) && !argument(clause.subject) {
                return false;
            }
        }
    }
    for _ in 0..DEEPEST {
        let Some(clause) = at.and_then(|id| document.clauses.get(id.0 as usize)) else { break };
        if matches!(clause.role, ClauseRole::Condition | ClauseRole::Question)
            || matches!(clause.modality, Some(Modality::Conditional))
        {
            return false;
        }
        let parent = clause.parent.and_then(|id| document.clauses.get(id.0 as usize));
        let first = clause.extent.start.min(clause.predicate.start);
        let completes = clause.form == ClauseForm::Infinitive || clause.role == ClauseRole::Complement;
        planned |= completes
            && (parent.is_some_and(|parent| planning(parent.head) && !parent.negated)
                || before(first, 1)
                || before(clause.predicate.start, 1));
        at = clause.parent.filter(|_| !planned || completes);
    }
    planned
}

/// "Failed to prevent the attack", "did not stop it": what was not averted came about.
fn comes_about(document: &Document, lexicon: &Lexicon, clause: &Clause) -> bool {
    let parent = clause.parent.and_then(|id| document.clauses.get(id.0 as usize));
    let failed = parent.filter(|_| clause.form == ClauseForm::Infinitive).is_some_and(|parent| {
        let head = document.tokens.get(parent.head.index());
        parent.negated || head.is_some_and(|head| lexicon.lists.void.contains(&head.lemma))
    });
    let averts = document
        .tokens
        .get(clause.head.index())
        .is_some_and(|head| lexicon.lists.averting.contains(&head.lemma));
    averts && (clause.negated || failed)
}

/// "Critics attacked the plan", "struck a deal": it is done in words only.
pub(crate) fn is_only_said(document: &Document, lexicon: &Lexicon, clause: &Clause) -> bool {
    let patient = if clause.voice == Voice::Passive { clause.subject } else { clause.object };
    let head = patient.and_then(|patient| document.tokens.get(patient.head.index()));
    head.is_some_and(|head| head.upos == Upos::Noun && lexicon.lists.ideas.contains(&head.lemma))
}

/// The same for a noun: by the clause around it, where the noun itself is not told of as open.
pub(crate) fn noun_factuality(
    document: &Document,
    lexicon: &Lexicon,
    map: &ClauseMap,
    noun: TokenId,
) -> Option<Factuality> {
    let group = document.noun_at(noun).map(|id| &document.nouns[id.0 as usize]);
    if let Some(group) = group {
        let tokens = document.tokens.get(group.tokens.range()).unwrap_or_default();
        if tokens.iter().any(|token| {
            lexicon.lists.void_adjectives.contains(&token.lemma)
                || lexicon.lists.void_adjectives.contains(&token.norm)
        }) {
            return None;
        }
        if group.negated {
            return Some(Factuality { stance: Stance::Denied, certainty: Certainty::Stated });
        }
        // "a plan for an attack", "threats of violence".
        let governs =
            group.tokens.start.checked_sub(2).and_then(|before| document.tokens.get(before as usize));
        if governs.is_some_and(|token| lexicon.lists.void.contains(&token.lemma) && token.upos.is_nominal()) {
            return None;
        }
    }
    let mut fact = Factuality { stance: Stance::Asserted, certainty: Certainty::Stated };
    if let Some(group) = group {
        let tokens = document.tokens.get(group.tokens.range()).unwrap_or_default();
        let is =
            |words: &WordSet| tokens.iter().any(|it| words.contains(&it.norm) || words.contains(&it.lemma));
        // "alleged involvement", "the supposed role"
        if is(&lexicon.lists.doubting) {
            fact.stance = Stance::Doubted;
        } else if is(&lexicon.lists.hedging) {
            fact.certainty = Certainty::Hedged;
        }
    }
    let around = map.headed_by(noun).or_else(|| map.around(noun));
    let Some(clause) = around.and_then(|id| document.clauses.get(id.0 as usize)) else {
        return Some(fact);
    };
    if matches!(clause.role, ClauseRole::Condition | ClauseRole::Question)
        || document
            .tokens
            .get(clause.head.index())
            .is_some_and(|head| lexicon.lists.void.contains(&head.lemma))
            && !comes_about(document, lexicon, clause)
        || is_habit(document, lexicon, clause)
    {
        return None;
    }
    let open = matches!(
        clause.modality,
        Some(Modality::Conditional | Modality::Future | Modality::Obligation | Modality::Ability)
    );
    let open = open || clause.tense == Tense::Future;
    // "Wanted to take 40 hostages": what an open infinitive brings about is as open, but for what is known already.
    let known = group.is_some_and(|group| {
        let tokens = document.tokens.get(group.tokens.range()).unwrap_or_default();
        group.possessor.is_some() || tokens.iter().any(|it| lexicon.lists.definite.contains(&it.norm))
    });
    let brings = document
        .tokens
        .get(clause.head.index())
        .is_some_and(|head| lexicon.lists.happen.contains(&head.lemma));
    let brought = brings && clause.object.is_some_and(|object| object.head == noun);
    if brought
        && !known
        && clause.form == ClauseForm::Infinitive
        && factuality(document, lexicon, around).is_none()
    {
        return None;
    }
    // "Was not the work of the Front"
    let said = [clause.object, clause.indirect].into_iter().flatten().any(|it| it.head == noun);
    let copula = document.tokens.get(clause.head.index()).is_some_and(|head| head.upos == Upos::Aux);
    if clause.negated && copula && said && fact.stance == Stance::Asserted {
        fact.stance = Stance::Denied;
    }
    let hedged = matches!(clause.modality, Some(Modality::Possible | Modality::Probable));
    if hedged {
        fact.certainty = Certainty::Hedged;
    }
    (!open).then_some(fact)
}
