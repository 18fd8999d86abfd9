//! Base noun groups: everything up to the head.
//!
//! ```text
//! [at least 12 badly injured people]   [President Anna Ruiz]   [the city]'s [mayor]   [her] [two sons]
//! [police] [last week]                 [an attack] [Friday]    [the wounded]          [a 43-year-old man]
//! ```

use super::Line;
use super::words::{
    AMOUNT, ARTICLE, CALENDAR, COMPLEMENTIZER, DEICTIC, HEDGE, NOUN_NEGATOR, SCALE, SUBSTANTIVE,
    SUBSTANTIVE_PREPOSITION, TIME, VERB_NEGATOR,
};
use variorum_model::document::{NounGroup, Token, Upos, Xpos};
use variorum_model::{TokenId, TokenRange};

/// How far a word that may belong to a group looks for the noun that would prove it.
const LOOKAHEAD: usize = 6;
/// So many words are read for one group.
const LONGEST_GROUP: usize = 48;

/// Appends the base groups of a sentence; extents are the groups themselves.
pub(super) fn groups(line: &Line<'_>, groups: &mut Vec<NounGroup>) {
    let mut at = line.start;
    while at < line.end {
        match group(line, at) {
            // "said that 12 people …": it determines no plural.
            Some((tokens, head))
                if tokens.len() > 1
                    && line.is(at, COMPLEMENTIZER)
                    && line.at(head.index()).is_some_and(|it| matches!(it.xpos, Xpos::Nns | Xpos::Nnps)) =>
            {
                at += 1;
            }
            Some((tokens, head)) => {
                // "No more than 12 people" bounds the figure and denies nothing.
                let negates = |at: usize| line.is(at, NOUN_NEGATOR) && line.phrase(at, HEDGE) == 0;
                let negated = tokens.ids().any(|id| negates(id.index()))
                    || at > line.start
                        && line.is(at - 1, VERB_NEGATOR)
                        && (at < line.start + 2 || line.at(at - 2).is_some_and(|token| !is_verb(token.xpos)));
                at = tokens.end as usize;
                groups.push(NounGroup { tokens, head, extent: tokens, negated, ..NounGroup::default() });
            }
            None => at += 1,
        }
    }
}

fn is_verb(xpos: Xpos) -> bool {
    matches!(xpos, Xpos::Md | Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz)
}

fn is_noun(token: &Token) -> bool {
    matches!(token.xpos, Xpos::Nn | Xpos::Nns | Xpos::Nnp | Xpos::Nnps | Xpos::Add)
        || token.xpos == Xpos::Fw && token.upos.is_nominal()
}

fn is_name(token: &Token) -> bool {
    matches!(token.xpos, Xpos::Nnp | Xpos::Nnps)
}

fn is_adjective(token: &Token) -> bool {
    matches!(token.xpos, Xpos::Jj | Xpos::Jjr | Xpos::Jjs | Xpos::Afx)
}

fn is_participle(token: &Token) -> bool {
    matches!(token.xpos, Xpos::Vbn | Xpos::Vbg)
}

fn is_adverb(token: &Token) -> bool {
    matches!(token.xpos, Xpos::Rb | Xpos::Rbr | Xpos::Rbs)
}

fn is_figure(token: &Token) -> bool {
    matches!(token.xpos, Xpos::Cd | Xpos::Dollar)
}

fn is_hyphen(token: &Token) -> bool {
    token.xpos == Xpos::Hyph
}

fn is_quote(token: &Token) -> bool {
    matches!(token.xpos, Xpos::OpenQuote | Xpos::CloseQuote)
}

/// Whether a noun ends the run of modifiers that begins here.
fn noun_follows(line: &Line<'_>, at: usize) -> bool {
    for idx in at..at + LOOKAHEAD {
        let Some(token) = line.at(idx) else { return false };
        if is_noun(token) {
            return true;
        }
        let modifier = is_adjective(token)
            || is_participle(token)
            || is_figure(token)
            || is_hyphen(token)
            || is_adverb(token) && !line.is(idx, VERB_NEGATOR)
            || is_quote(token)
            || line.before(idx).is_some_and(is_hyphen);
        if !modifier {
            return false;
        }
    }
    false
}

/// The group that begins at this token, with its head.
fn group(line: &Line<'_>, start: usize) -> Option<(TokenRange, TokenId)> {
    let first = line.at(start)?;
    let alone = Some((TokenRange::new(start, start + 1), TokenId::from(start)));
    if matches!(first.xpos, Xpos::Prp | Xpos::PrpDollar) {
        return alone;
    }
    // "both its ferries": whose they are, with what stands before it.
    let possessive = line.at(start + 1).is_some_and(|it| it.xpos == Xpos::PrpDollar);
    if possessive && matches!(first.xpos, Xpos::Pdt | Xpos::Dt) {
        return Some((TokenRange::new(start, start + 2), TokenId::from(start + 1)));
    }
    let mut at = start + figure_hedge(line, start);
    let hedged = at > start;
    let mut determined = false;
    // "all the these": a run of more is no English, and to look to its end from each of its words would take quadratic time.
    while let Some(token) = line.at(at).filter(|_| at < start + LOOKAHEAD) {
        let determiner = match token.xpos {
            Xpos::Pdt | Xpos::Dt => true,
            // "a protest in which two were hurt": after a preposition it stands for the noun before.
            Xpos::Wdt | Xpos::WpDollar => {
                line.before(at).is_none_or(|it| it.xpos != Xpos::In)
                    && noun_follows(line, at + 1)
                    && line.at(at + 1).is_none_or(|it| !is_name(it))
            }
            Xpos::Wp => false,
            _ => false,
        };
        if !determiner {
            break;
        }
        if !line.is(at, ARTICLE) && !noun_follows(line, at + 1) && !begins_substantive(line, at) {
            // "those killed", "some of them", "that was": a pronoun; but "this" before nothing nominal is one too.
            return (token.upos == Upos::Pron
                || token.xpos == Xpos::Dt && line.is(at, AMOUNT | NOUN_NEGATOR))
            .then_some((TokenRange::new(start, at + 1), TokenId::from(at)))
            .or_else(|| {
                (token.xpos == Xpos::Dt && stands_alone(line, at))
                    .then_some((TokenRange::new(start, at + 1), TokenId::from(at)))
            });
        }
        determined = true;
        at += 1;
        let hedge = figure_hedge(line, at);
        if hedge > 0 {
            at += hedge;
            break;
        }
    }
    let core = Core { line, start: at, opened: determined || hedged };
    core.read().map(|(end, head)| (TokenRange::new(start, end), TokenId::from(head))).or_else(|| {
        // "several were hurt", "more of them"
        (at == start && line.is(start, AMOUNT) && !is_verb(first.xpos) && stands_alone(line, start))
            .then_some(alone)
            .flatten()
    })
}

/// The length of a hedge ("at least", "up to") that a figure follows; 0 for none.
fn figure_hedge(line: &Line<'_>, at: usize) -> usize {
    let mut length = line.phrase(at, HEDGE);
    if length == 0 {
        return 0;
    }
    // "from about 12", "at least some 140"
    length += line.phrase(at + length, HEDGE);
    let next = at + length;
    let figure = |idx: usize| line.at(idx).is_some_and(is_figure);
    let article = line.is(next, ARTICLE)
        && (line.at(next + 1).is_some_and(|token| token.upos == Upos::Num)
            || line.is(next + 1, AMOUNT | TIME));
    let compact = length > 1 || !line.at(at).is_some_and(|token| matches!(token.xpos, Xpos::In));
    if figure(next) && (compact || joins_two_figures(line, next) || !noun_of_time(line, next)) {
        // "from 12 towns", "above 30 houses" are plain prepositions unless two figures are joined.
        let preposition = length == 1
            && line.at(at).is_some_and(|token| token.xpos == Xpos::In && token.upos == Upos::Adp)
            && (line.before(at).is_some_and(|token| is_verb(token.xpos) || is_noun(token))
                || at == line.start);
        if preposition && !joins_two_figures(line, next) {
            return 0;
        }
        return length;
    }
    if article && length > 1 { length } else { 0 }
}

/// "12 and 15", "12 to 15" from here.
fn joins_two_figures(line: &Line<'_>, at: usize) -> bool {
    line.at(at + 1).is_some_and(|token| {
        matches!(token.xpos, Xpos::Cc | Xpos::To | Xpos::Sym | Xpos::Hyph) || token.norm == "-"
    }) && line.at(at + 2).is_some_and(is_figure)
}

fn noun_of_time(line: &Line<'_>, at: usize) -> bool {
    line.is(at + 1, super::words::TIME)
}

/// A word that is a group only where a verb, a preposition or the end follows.
fn stands_alone(line: &Line<'_>, at: usize) -> bool {
    match line.at(at + 1) {
        None => true,
        Some(next) => {
            is_verb(next.xpos)
                || matches!(
                    next.xpos,
                    Xpos::In | Xpos::Comma | Xpos::Stop | Xpos::Cc | Xpos::Wp | Xpos::Wdt | Xpos::Colon
                )
                || is_quote(next)
                || is_adverb(next) && line.at(at + 2).is_some_and(|token| is_verb(token.xpos))
        }
    }
}

/// "the wounded", "the 12 dead": an article with adjectives or participles and no noun.
fn begins_substantive(line: &Line<'_>, at: usize) -> bool {
    line.at(at + 1).is_some_and(|token| is_adjective(token) || is_figure(token))
        && line.at(at).is_some_and(|token| token.xpos == Xpos::Dt && token.upos != Upos::Pron)
}

/// The part of a group after its determiners.
struct Core<'l, 'd> {
    line: &'l Line<'d>,
    start: usize,
    /// Whether a determiner or a hedge stands before.
    opened: bool,
}

impl Core<'_, '_> {
    /// The end of the group and its head.
    fn read(&self) -> Option<(usize, usize)> {
        let line = self.line;
        let mut at = self.start;
        let mut last_noun = None;
        let mut last_figure = None;
        let mut last_adjective = None;
        // A group of more words is no English, and to look to its end from each of them would take quadratic time.
        while let Some(token) = line.at(at).filter(|_| at < self.start + LONGEST_GROUP) {
            let after_hyphen = at > self.start && line.before(at).is_some_and(is_hyphen);
            let begun = at > self.start || self.opened;
            if after_hyphen {
                match is_noun(token) {
                    true => last_noun = Some(at),
                    false if noun_follows(line, at + 1) => last_noun = None,
                    false => last_adjective = Some(at),
                }
            } else if is_noun(token) {
                if last_noun.is_some_and(|noun| self.breaks(noun, at)) {
                    break;
                }
                last_noun = Some(at);
            } else if is_figure(token) {
                if last_noun.is_some() && !self.figure_of_name(at) {
                    break;
                }
                last_figure = Some(at);
            } else if is_hyphen(token) {
                let glued = line.at(at + 1).is_some_and(|next| !matches!(next.upos, Upos::Punct | Upos::Aux));
                if !(begun && glued) {
                    break;
                }
            } else if is_adjective(token) {
                if let Some(noun) = last_noun {
                    let name = line.at(noun).is_some_and(is_name) && !line.is(at, DEICTIC);
                    if !(name && noun_follows(line, at + 1)) {
                        break;
                    }
                    last_noun = None;
                }
                last_adjective = Some(at);
            } else if is_participle(token) {
                // "by masked gunmen", "of iodised salt": nothing else follows a preposition so.
                let bare = token.xpos == Xpos::Vbn
                    && at == self.start
                    && (line.before(at).is_some_and(|it| it.upos == Upos::Adp && it.xpos == Xpos::In)
                        && line.at(at + 1).is_some_and(|it| matches!(it.xpos, Xpos::Nns | Xpos::Nn))
                        || line.opens_with_participle(at));
                let modifies = last_noun.is_none() && (begun || bare) && noun_follows(line, at + 1);
                let head =
                    last_noun.is_none() && self.opened && at == self.start && !noun_follows(line, at + 1);
                if !(modifies || head) {
                    break;
                }
                last_adjective = Some(at);
            } else if is_adverb(token) {
                let next = line.at(at + 1);
                let inside = next.is_some_and(|it| {
                    is_adjective(it) || is_figure(it) || is_adverb(it) || is_participle(it) && begun
                });
                if last_noun.is_some() || line.is(at, VERB_NEGATOR) || !inside || !noun_follows(line, at + 1)
                {
                    break;
                }
            } else if !self.joins(at, last_noun, last_figure, last_adjective) {
                break;
            }
            at += 1;
        }
        let noun = last_noun.or_else(|| self.last_noun_before(at));
        let head = noun.or(last_figure).or_else(|| {
            last_adjective.filter(|&adjective| self.opened || self.stands_for_persons(adjective))
        })?;
        // "the 12 dead": the adjective governs; "12 dead": it is a predicate of the figure.
        let head = match (noun, last_adjective) {
            (None, Some(adjective)) if self.opened && adjective > head && self.article() => adjective,
            _ => head,
        };
        let trailing_figure = last_figure.filter(|&figure| figure > head && noun.is_some());
        Some((trailing_figure.unwrap_or(head).max(head) + 1, head))
    }

    /// "the number of dead", "listed as missing": an adjective of persons alone after a preposition.
    fn stands_for_persons(&self, adjective: usize) -> bool {
        adjective == self.start
            && adjective > self.line.start
            && self.line.is(adjective, SUBSTANTIVE)
            && self.line.is(adjective - 1, SUBSTANTIVE_PREPOSITION)
    }

    fn article(&self) -> bool {
        self.start > self.line.start
            && self.line.at(self.start - 1).is_some_and(|token| token.xpos == Xpos::Dt)
    }

    /// The last noun of the core where the walk had gone on past it without finding another.
    fn last_noun_before(&self, end: usize) -> Option<usize> {
        (self.start..end).rev().take(2 * LOOKAHEAD).find(|&idx| {
            self.line.at(idx).is_some_and(is_noun) && !self.line.at(idx + 1).is_some_and(is_hyphen)
        })
    }

    /// Whether a noun begins a new group although it stands right after another.
    fn breaks(&self, noun: usize, at: usize) -> bool {
        let line = self.line;
        let (Some(before), Some(token)) = (line.at(noun), line.at(at)) else { return true };
        let capital = is_name(token);
        let calendar = |idx: usize, token: &Token| line.is(idx, CALENDAR) && (is_name(token) || idx == at);
        if calendar(at, token) && !calendar(noun, before) {
            // "an attack Friday", but "the Friday attack" never comes here, and "May 5" is one.
            return true;
        }
        if calendar(noun, before) && capital && !calendar(at, token) {
            return true;
        }
        // "told reporters Ruiz would resign"
        before.xpos == Xpos::Nns && before.upos != Upos::Propn && capital
    }

    /// "Flight 93", "May 5", "room 12", "a magnitude 6.8 quake", but not "in Eastport 12 people".
    fn figure_of_name(&self, at: usize) -> bool {
        let line = self.line;
        let bare = !noun_follows(line, at + 1) || line.at(at + 1).is_some_and(is_hyphen);
        bare && line.at(at).is_some_and(|token| token.xpos == Xpos::Cd)
            || at > self.start && line.is(at - 1, SCALE)
            || self.start + 1 == at && line.is(self.start, CALENDAR)
    }

    /// Whether a comma, conjunction, dash or quotation mark stands inside the group.
    fn joins(&self, at: usize, noun: Option<usize>, figure: Option<usize>, adjective: Option<usize>) -> bool {
        let line = self.line;
        let (Some(token), Some(next)) = (line.at(at), line.at(at + 1)) else { return false };
        let previous = at.checked_sub(1);
        let after_figure = figure.is_some() && figure == previous;
        let after_adjective = adjective.is_some() && adjective == previous;
        if after_figure && is_figure(next) {
            return matches!(token.xpos, Xpos::Cc | Xpos::To | Xpos::Sym | Xpos::In) || token.norm == "-";
        }
        if token.norm == "&" {
            return noun.is_some() && is_noun(next);
        }
        match token.xpos {
            Xpos::Comma => {
                after_adjective && noun.is_none() && is_adjective(next) && noun_follows(line, at + 1)
            }
            Xpos::Cc => {
                after_adjective
                    && noun.is_none()
                    && (is_adjective(next) || is_participle(next))
                    && noun_follows(line, at + 1)
            }
            Xpos::OpenQuote | Xpos::CloseQuote => {
                let opened = self.opened || at > self.start;
                opened && noun.is_none() && !is_quote(next) && noun_follows(line, at + 1)
            }
            _ => false,
        }
    }
}
