//! Cards against a document: each word of the text that a card looks for, with what stands in the card's place.
//!
//! ```text
//! "At least 139 people were killed by gunmen."      card toll-patient: words kill, where patient
//!   trigger  killed        filler  At least 139 people
//! ```

use super::{Card, Phrase, Place, WordClass, WordSet};
use crate::ontology::Loaded;
use variorum_model::document::{
    Argument, Clause, ClauseForm, ClauseId, ClauseRole, EntityKind, GroupId, MentionForm, NounGroup, Timex,
    TimexType, Token, Upos, Voice, Xpos,
};
use variorum_model::{Document, TokenId, TokenRange};

/// What stands in a place: a noun group with what belongs to it, or a stretch of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Filler {
    /// All its words.
    pub(crate) tokens: TokenRange,
    /// The word that governs it.
    pub(crate) head: TokenId,
    /// Its group, of a coordination the first; `None` for a clause or a part of a group.
    pub(crate) group: Option<GroupId>,
}

/// A word of the text that a card looks for, with what stands in the card's place.
#[derive(Clone, Debug)]
pub(crate) struct Matched<'r> {
    pub(crate) card: &'r Card,
    /// The word.
    pub(crate) head: TokenId,
    /// The words of the phrase.
    pub(crate) trigger: TokenRange,
    /// The clause whose predicate the word is, or the innermost around it.
    pub(crate) clause: Option<ClauseId>,
    /// What stands in the place; never empty.
    pub(crate) fillers: Vec<Filler>,
}

/// Which clause a token belongs to, and whose predicate it is.
#[derive(Debug, Default)]
pub(crate) struct ClauseMap {
    innermost: Vec<u32>,
    headed: Vec<u32>,
}

const NO_CLAUSE: u32 = u32::MAX;

impl ClauseMap {
    pub(crate) fn new(document: &Document) -> ClauseMap {
        let n_tokens = document.tokens.len();
        let mut headed = vec![NO_CLAUSE; n_tokens];
        for (idx, clause) in document.clauses.iter().enumerate() {
            if let Some(slot) = headed.get_mut(clause.head.index())
                && *slot == NO_CLAUSE
            {
                *slot = idx as u32;
            }
        }
        // A sweep with a stack: the clauses by their first word, longer ones first; the innermost open one owns a token.
        // Nominal clauses lie within the clauses that say something of them.
        let verbal = |idx: &u32| document.clauses[*idx as usize].form != ClauseForm::Nominal;
        let mut order: Vec<u32> = (0..document.clauses.len() as u32).filter(verbal).collect();
        let extent = |idx: u32| document.clauses[idx as usize].extent;
        order.sort_by_key(|&idx| (extent(idx).start, u32::MAX - extent(idx).end, idx));
        let mut innermost = vec![NO_CLAUSE; n_tokens];
        let (mut open, mut next) = (Vec::new(), 0);
        for (token, slot) in innermost.iter_mut().enumerate() {
            while next < order.len() && extent(order[next]).start as usize <= token {
                open.push(order[next]);
                next += 1;
            }
            while open.last().is_some_and(|&idx| extent(idx).end as usize <= token) {
                open.pop();
            }
            *slot = open.last().copied().unwrap_or(NO_CLAUSE);
        }
        ClauseMap { innermost, headed }
    }

    /// The innermost clause around the token.
    pub(crate) fn around(&self, token: TokenId) -> Option<ClauseId> {
        self.innermost.get(token.index()).filter(|&&idx| idx != NO_CLAUSE).map(|&idx| ClauseId(idx))
    }

    /// The clause whose predicate the token heads.
    pub(crate) fn headed_by(&self, token: TokenId) -> Option<ClauseId> {
        self.headed.get(token.index()).filter(|&&idx| idx != NO_CLAUSE).map(|&idx| ClauseId(idx))
    }
}

/// Everything that the cards find, in order of the words, then of the cards.
pub(crate) fn find_all<'r>(document: &Document, map: &ClauseMap, rules: &'r Loaded) -> Vec<Matched<'r>> {
    let mut found = Vec::new();
    for (idx, token) in document.tokens.iter().enumerate() {
        if !matches!(
            token.upos,
            Upos::Verb | Upos::Aux | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adv | Upos::X
        ) {
            continue;
        }
        let head = TokenId::from(idx);
        // "March" in a date is no march.
        let time = document.times.partition_point(|timex| timex.tokens.end <= head.0);
        if document.times.get(time).is_some_and(|timex| timex.tokens.covers(head)) {
            continue;
        }
        let by_lemma = rules.index.of(&token.lemma);
        // Participles and names are looked up by their form as well: "wounded" as an adjective, "Army".
        let by_form = if token.norm == token.lemma { &[] } else { rules.index.of(&token.norm) };
        for &(card_idx, phrase_idx) in by_lemma.iter().chain(by_form) {
            let Some(card) = rules.cards.get(card_idx as usize) else { continue };
            let Some(phrase) = card.words.get(phrase_idx as usize) else { continue };
            let at = Anchor { document, map, rules, card, head };
            if let Some(matched) = at.matched(phrase) {
                found.push(matched);
            }
        }
    }
    found
}

/// What stands in another place of a match, for a role of its claim.
pub(crate) fn fillers_at(
    document: &Document,
    map: &ClauseMap,
    rules: &Loaded,
    matched: &Matched<'_>,
    place: Place,
) -> Vec<Filler> {
    let at = Anchor { document, map, rules, card: matched.card, head: matched.head };
    at.class().map(|class| at.fillers(place, class)).unwrap_or_default()
}

/// A card at a word.
struct Anchor<'d, 'r> {
    document: &'d Document,
    map: &'d ClauseMap,
    rules: &'r Loaded,
    card: &'r Card,
    head: TokenId,
}

impl<'r> Anchor<'_, 'r> {
    fn matched(&self, phrase: &Phrase) -> Option<Matched<'r>> {
        let class = self.class()?;
        if !self.class_fits(class) {
            return None;
        }
        let trigger = match class {
            WordClass::Verb => self.verb_phrase(phrase)?,
            WordClass::Noun | WordClass::Adjective => self.noun_phrase(phrase)?,
        };
        if self.card.superlative && self.document.token(self.head).xpos != Xpos::Jjs {
            return None;
        }
        let has = |(place, words): &(Place, WordSet)| {
            let fillers = self.fillers(*place, class);
            fillers.iter().any(|filler| self.mentions(*filler, words))
        };
        if !self.card.needs.iter().all(has) || self.card.lacks.iter().any(has) {
            return None;
        }
        let fillers = self.fillers(self.card.place, class);
        if fillers.is_empty() {
            return None;
        }
        let clause = self.map.headed_by(self.head).or_else(|| self.map.around(self.head));
        Some(Matched { card: self.card, head: self.head, trigger, clause, fillers })
    }

    /// The clause of a verb, or of an adjective that is a predicate.
    fn clause(&self) -> Option<&Clause> {
        self.map.headed_by(self.head).map(|id| &self.document.clauses[id.0 as usize])
    }

    fn class(&self) -> Option<WordClass> {
        let token = self.document.token(self.head);
        if self.clause().is_some_and(|clause| clause.verb.is_some())
            && !matches!(token.upos, Upos::Adj | Upos::Noun | Upos::Propn)
        {
            return Some(WordClass::Verb);
        }
        match token.upos {
            Upos::Noun | Upos::Propn => Some(WordClass::Noun),
            Upos::Adj | Upos::Adv => Some(WordClass::Adjective),
            Upos::Verb if matches!(token.xpos, Xpos::Vbn | Xpos::Vbg | Xpos::Vbd) => {
                Some(WordClass::Adjective)
            }
            _ => None,
        }
    }

    fn class_fits(&self, class: WordClass) -> bool {
        if let Some(wanted) = self.card.class {
            return wanted == class;
        }
        match self.card.place {
            Place::PassiveSubject
            | Place::Object
            | Place::Patient
            | Place::Agent
            | Place::Complement
            | Place::Predicate => class == WordClass::Verb,
            Place::Subject => class != WordClass::Noun,
            Place::Count | Place::Itself | Place::Possessor | Place::Before => class == WordClass::Noun,
            Place::After => class != WordClass::Verb,
            Place::State
            | Place::Phrase
            | Place::Group
            | Place::Measure
            | Place::Time
            | Place::Place
            | Place::Content => true,
        }
    }

    /// Verb first, the other words after it, in order, within the clause.
    fn verb_phrase(&self, phrase: &Phrase) -> Option<TokenRange> {
        if !self.is_word(self.head, phrase.first()) {
            return None;
        }
        let mut range = TokenRange { start: self.head.0, end: self.head.0 + 1 };
        let limit = self.clause().map_or(range.end, |clause| clause.extent.end).min(range.end + 14);
        for word in phrase.after_first() {
            let next = (range.end..limit.max(range.end)).find(|&token| self.is_word(TokenId(token), word))?;
            range.end = next + 1;
        }
        Some(range)
    }

    /// Noun last, the other words directly before it.
    fn noun_phrase(&self, phrase: &Phrase) -> Option<TokenRange> {
        if !self.is_word(self.head, phrase.last()) {
            return None;
        }
        let mut start = self.head.0;
        for word in phrase.before_last().iter().rev() {
            start = start.checked_sub(1)?;
            // A hyphen between the words of a compound is a token of its own in some styles.
            if self.document.tokens.get(start as usize).is_some_and(|token| token.norm == "-") {
                start = start.checked_sub(1)?;
            }
            if !self.is_word(TokenId(start), word) {
                return None;
            }
        }
        Some(TokenRange { start, end: self.head.0 + 1 })
    }

    fn is_word(&self, token: TokenId, word: &str) -> bool {
        self.document.tokens.get(token.index()).is_some_and(|token| token.lemma == word || token.norm == word)
    }

    /// Whether the governing word of the filler, or another word of its group, is one of these.
    fn mentions(&self, filler: Filler, words: &WordSet) -> bool {
        let range = match filler.group {
            Some(group) => self.document.nouns[group.0 as usize].tokens,
            None => filler.tokens,
        };
        let tokens = self.document.tokens.get(range.range()).unwrap_or_default();
        let head = self.document.tokens.get(filler.head.index());
        tokens.iter().chain(head).any(|token| words.contains(&token.lemma) || words.contains(&token.norm))
    }

    fn group(&self) -> Option<(GroupId, &NounGroup)> {
        let id = self.document.noun_at(self.head)?;
        Some((id, &self.document.nouns[id.0 as usize]))
    }

    fn fillers(&self, place: Place, class: WordClass) -> Vec<Filler> {
        let mut fillers = Vec::new();
        match place {
            Place::Subject
            | Place::PassiveSubject
            | Place::Object
            | Place::Patient
            | Place::Agent
            | Place::Complement
            | Place::Predicate => self.around_verb(place, &mut fillers),
            Place::Phrase => self.phrases(&self.card.prepositions, class, &mut fillers),
            Place::State => self.state(&mut fillers),
            Place::Count | Place::Itself => {
                if let Some((id, group)) = self.group().filter(|(_, group)| group.head == self.head) {
                    fillers.push(Filler { tokens: group.tokens, head: group.head, group: Some(id) });
                }
            }
            Place::Group => fillers.extend(self.surroundings(WordClass::Noun)),
            Place::Possessor => {
                let possessor = self.group().and_then(|(_, group)| group.possessor);
                fillers.extend(possessor.map(|id| self.whole(id)));
            }
            Place::Before => {
                if let Some((_, group)) = self.group() {
                    fillers.extend(self.nominals(TokenRange { start: group.tokens.start, end: self.head.0 }));
                }
            }
            Place::After => {
                if let Some((_, group)) = self.group() {
                    fillers
                        .extend(self.nominals(TokenRange { start: self.head.0 + 1, end: group.tokens.end }));
                }
            }
            Place::Measure => fillers.extend(self.surroundings(class)),
            Place::Time => fillers.extend(self.time(class)),
            Place::Place => self.places(class, &mut fillers),
            Place::Content => self.content(class, &mut fillers),
        }
        fillers
    }

    fn around_verb(&self, place: Place, fillers: &mut Vec<Filler>) {
        let Some(clause) = self.clause() else { return };
        let passive = clause.voice == Voice::Passive;
        // A participle that stands where a finite verb should ("Three sailors *drowned*") can be either.
        let bare = clause.predicate.len() == 1 && clause.form == ClauseForm::Participle;
        let active = |argument: Option<Argument>| argument.filter(|_| !passive || bare);
        let argument = match place {
            Place::Subject => active(clause.subject),
            Place::PassiveSubject => clause.subject.filter(|_| passive),
            Place::Object => active(clause.object),
            Place::Patient if passive => clause.subject,
            Place::Patient => clause.object,
            Place::Agent if passive => {
                for modifier in &clause.modifiers {
                    if self.has_preposition(modifier.preposition, &self.rules.lexicon.lists.agent) {
                        fillers.push(filler_of(&modifier.argument));
                    }
                }
                None
            }
            Place::Agent => clause.subject,
            Place::Complement => clause.indirect.or(clause.object),
            _ => {
                let end = clause.modifiers.iter().map(|modifier| modifier.argument.tokens.end);
                let end = end.chain(clause.object.map(|object| object.tokens.end)).max().unwrap_or(0);
                let end = end.max(clause.predicate.end).min(clause.extent.end.max(clause.predicate.end));
                let tokens = TokenRange { start: clause.predicate.start, end };
                fillers.push(Filler { tokens, head: clause.head, group: None });
                None
            }
        };
        fillers.extend(argument.as_ref().map(filler_of));
    }

    fn has_preposition(&self, preposition: Option<TokenId>, words: &WordSet) -> bool {
        preposition
            .and_then(|id| self.document.tokens.get(id.index()))
            .is_some_and(|token| words.contains(&token.norm))
    }

    fn phrases(&self, prepositions: &WordSet, class: WordClass, fillers: &mut Vec<Filler>) {
        if let Some(clause) = self.clause() {
            for modifier in &clause.modifiers {
                if self.has_preposition(modifier.preposition, prepositions) {
                    fillers.push(filler_of(&modifier.argument));
                }
            }
            // "blamed the attack on the army": the phrase seems to belong to the object.
            if class == WordClass::Verb
                && let Some(object) = clause.object
            {
                for (preposition, filler) in noun_phrases(self.document, object.group) {
                    if prepositions.contains(&self.document.token(preposition).norm)
                        && !fillers.contains(&filler)
                    {
                        fillers.push(filler);
                    }
                }
            }
        }
        if class != WordClass::Verb
            && let Some((id, group)) = self.group()
            && (group.head == self.head || class == WordClass::Adjective)
        {
            for (place, (preposition, filler)) in noun_phrases(self.document, id).into_iter().enumerate() {
                let preposition = &self.document.token(preposition).norm;
                // A later phrase may belong to the noun before it ("an attack through channels on a network"), but for
                // the one that names who did it.
                let own = place == 0 || self.rules.lexicon.lists.agent.contains(preposition);
                let is_time = self.document.times_in(self.document.span(filler.tokens)).next().is_some();
                if own && !is_time && prepositions.contains(preposition) && !fillers.contains(&filler) {
                    fillers.push(filler);
                }
            }
        }
    }

    /// "12 are dead", "12 dead", "left 12 people dead", "12 people, dead".
    fn state(&self, fillers: &mut Vec<Filler>) {
        if let Some(clause) = self.clause()
            && let Some(subject) = &clause.subject
        {
            // "Twelve were left wounded" is a passive like any other; "wounded 12" is not a state of who did it.
            if clause.verb.is_none() || clause.voice == Voice::Passive || !self.is_verb() {
                fillers.push(filler_of(subject));
                return;
            }
        }
        if let Some((id, group)) = self.group()
            && group.head == self.head
        {
            fillers.push(Filler { tokens: group.tokens, head: group.head, group: Some(id) });
            return;
        }
        if let Some(before) = self.head.0.checked_sub(1)
            && let Some(id) = self.document.noun_at(TokenId(before))
            && self.document.nouns[id.0 as usize].tokens.end == self.head.0
        {
            fillers.push(self.whole(id));
        }
    }

    fn is_verb(&self) -> bool {
        self.document.token(self.head).upos == Upos::Verb
    }

    fn whole(&self, id: GroupId) -> Filler {
        let group = &self.document.nouns[id.0 as usize];
        Filler { tokens: group.extent, head: group.head, group: Some(id) }
    }

    /// The run of nouns, names and their adjectives at the end of these tokens of a group.
    fn nominals(&self, tokens: TokenRange) -> Option<Filler> {
        let all = self.document.tokens.get(tokens.range())?;
        // What the card asks for by name may look like an adjective ("grenade attack").
        let named =
            |token: &Token| self.card.counted.as_ref().is_some_and(|words| words.contains(&token.lemma));
        let last = all.iter().rposition(|token| token.upos.is_nominal() || named(token))?;
        let is_part = |upos: Upos| upos.is_nominal() || upos == Upos::Adj;
        let first = all[..last].iter().rposition(|token| !is_part(token.upos)).map_or(0, |idx| idx + 1);
        let start = tokens.start + first as u32;
        let end = tokens.start + last as u32 + 1;
        Some(Filler { tokens: TokenRange { start, end }, head: TokenId(end - 1), group: None })
    }

    /// The clause of a verb, or the group of a noun with its phrases.
    fn surroundings(&self, class: WordClass) -> Option<Filler> {
        if class == WordClass::Verb {
            return self.clause().map(|clause| Filler {
                tokens: clause.extent,
                head: clause.head,
                group: None,
            });
        }
        let (id, group) = self.group()?;
        let phrases = noun_phrases(self.document, id);
        let end = phrases.iter().map(|(_, filler)| filler.tokens.end).chain([group.extent.end]).max();
        let tokens = TokenRange { start: group.tokens.start, end: end.unwrap_or(group.tokens.end) };
        Some(Filler { tokens, head: group.head, group: None })
    }

    /// The time that belongs to the word itself, else that of a clause which only says when or what came of it ("the
    /// attack *took place on Friday*"). Of several the nearest; one with a preposition that leads away from it ("since")
    /// is none.
    fn time(&self, class: WordClass) -> Option<Filler> {
        let near = |timex: &&Timex| {
            let tokens = timex.tokens;
            (self.head.0.abs_diff(tokens.start).min(self.head.0.abs_diff(tokens.end)), tokens.start)
        };
        let lists = &self.rules.lexicon.lists;
        let usable = |timex: &&Timex| {
            let is_point = matches!(timex.kind, TimexType::Date | TimexType::Time);
            let resolved = timex.value.starts_with(|first: char| first.is_ascii_digit());
            let before =
                timex.tokens.start.checked_sub(1).and_then(|idx| self.document.tokens.get(idx as usize));
            // "killed 12, and the March 2016 assaults": the time of another noun.
            let group = self.document.noun_at(TokenId(timex.tokens.start));
            let group = group.map(|id| &self.document.nouns[id.0 as usize]);
            let others = group.is_some_and(|group| {
                timex.tokens.end <= group.head.0 && group.head != self.head && class == WordClass::Verb
            });
            let led = !others
                && before.is_none_or(|token| token.upos != Upos::Adp || lists.when.contains(&token.norm));
            is_point && resolved && led
        };
        let own = match class {
            WordClass::Verb => None,
            _ => self.surroundings(class).and_then(|filler| {
                let times = self.document.times_in(self.document.span(filler.tokens));
                times.filter(usable).min_by_key(near)
            }),
        };
        let timex = own.or_else(|| {
            let id = self.map.headed_by(self.head).filter(|_| class == WordClass::Verb);
            let id = id.or_else(|| self.map.around(self.head).filter(|id| self.only_tells(*id)))?;
            let clause = &self.document.clauses[id.0 as usize];
            let times = self.document.times_in(self.document.span(clause.extent));
            let of_clause = times.filter(|timex| {
                self.map.around(TokenId(timex.tokens.start)) == Some(id)
                    || clause.modifiers.iter().any(|modifier| modifier.argument.tokens.overlaps(timex.tokens))
            });
            of_clause.filter(usable).min_by_key(near)
        })?;
        let head = TokenId(timex.tokens.end.saturating_sub(1).max(timex.tokens.start));
        Some(Filler { tokens: timex.tokens, head, group: None })
    }

    /// Whether the clause says no more of its subject or object than that it happened, or what came of it.
    fn only_tells(&self, id: ClauseId) -> bool {
        let clause = &self.document.clauses[id.0 as usize];
        let is_argument =
            [clause.subject, clause.object].iter().flatten().any(|it| it.tokens.covers(self.head));
        let head = self.document.tokens.get(clause.head.index());
        is_argument && head.is_some_and(|head| self.rules.lexicon.lists.happen.contains(&head.lemma))
    }

    /// The named places of a verb's or a noun's phrases, most specific first, and those that stand before the noun.
    fn places(&self, class: WordClass, fillers: &mut Vec<Filler>) {
        let lists = &self.rules.lexicon.lists;
        let mut stretches: Vec<(TokenRange, bool)> = Vec::new();
        let mut clause = self.clause();
        if class != WordClass::Verb {
            clause = None;
            if let Some((id, group)) = self.group() {
                stretches.push((TokenRange { start: group.tokens.start, end: self.head.0 }, false));
                for (preposition, filler) in noun_phrases(self.document, id) {
                    let at = lists.at.contains(&self.document.token(preposition).norm);
                    let extent =
                        filler.group.map_or(filler.tokens, |id| self.document.nouns[id.0 as usize].extent);
                    stretches.push((filler.tokens.join(extent), !at));
                }
            }
            if let Some(id) = self.map.around(self.head).filter(|id| self.only_tells(*id)) {
                clause = self.document.clauses.get(id.0 as usize);
            }
        }
        for modifier in clause.map(|clause| clause.modifiers.as_slice()).unwrap_or_default() {
            if self.has_preposition(modifier.preposition, &lists.at) {
                stretches.push((modifier.argument.tokens, false));
            }
        }
        // "bombed a mill in Eastport", "a mill in Eastport was bombed": where the patient is, there it happened.
        let patient = clause
            .filter(|_| class == WordClass::Verb)
            .and_then(|clause| if clause.voice == Voice::Passive { clause.subject } else { clause.object });
        if let Some(patient) = patient {
            for (preposition, filler) in noun_phrases(self.document, patient.group) {
                if lists.at.contains(&self.document.token(preposition).norm) {
                    stretches.push((filler.tokens, false));
                }
            }
        }
        // "in the Harbour district": a name before a noun of places is the place.
        let is_locality = |group: &NounGroup| {
            let head = self.document.tokens.get(group.head.index());
            head.is_some_and(|head| {
                lists.localities.contains(&head.lemma) || lists.localities.contains(&head.norm)
            })
        };
        for (tokens, only_facilities) in stretches {
            let span = self.document.span(tokens);
            let from = self.document.mentions.partition_point(|mention| mention.span.start < span.start);
            let inside =
                self.document.mentions[from..].iter().take_while(|mention| mention.span.start < span.end);
            for mention in inside {
                let kind = self.document.entities.get(mention.entity.0 as usize).map(|entity| entity.kind);
                // "attacks on Norland's interests", "a Norland company": the name only tells whose or which.
                let group = self.document.noun_at(mention.head).map(|id| &self.document.nouns[id.0 as usize]);
                let before_head = tokens.end == self.head.0;
                if !before_head
                    && kind == Some(EntityKind::Place)
                    && group.is_some_and(|group| group.head != mention.head && !is_locality(group))
                {
                    continue;
                }
                let fits = match kind {
                    Some(EntityKind::Facility) => true,
                    Some(EntityKind::Place) => !only_facilities,
                    _ => false,
                };
                let filler = Filler { tokens: mention.tokens, head: mention.head, group: None };
                if fits && mention.form == MentionForm::Name && !fillers.contains(&filler) {
                    fillers.push(filler);
                }
            }
        }
    }

    fn content(&self, class: WordClass, fillers: &mut Vec<Filler>) {
        let complement = match self.clause().and_then(|clause| clause.complement) {
            Some(id) => self.document.clauses.get(id.0 as usize),
            None if class == WordClass::Noun => self.group().and_then(|(_, group)| {
                // A clause that begins right after the noun or its phrases: "a warning (to tourists) that …".
                let from = group.tokens.end;
                let next = self.document.clauses.partition_point(|clause| clause.predicate.start < from);
                let mut near = self.document.clauses[next..].iter().take(3);
                near.find(|clause| {
                    let gap = clause.extent.start.saturating_sub(group.extent.end.max(from));
                    clause.extent.start >= from && gap <= 1 && clause.role == ClauseRole::Complement
                })
            }),
            None => None,
        };
        fillers.extend(complement.map(|clause| {
            let mut tokens = clause.extent;
            // "that", "to"
            let joins = |token: &Token| {
                token.upos == Upos::Sconj || matches!(token.xpos, Xpos::In | Xpos::Wdt | Xpos::To)
            };
            while tokens.len() > 1 && self.document.tokens.get(tokens.start as usize).is_some_and(joins) {
                tokens.start += 1;
            }
            Filler { tokens, head: clause.head, group: None }
        }));
    }
}

fn filler_of(argument: &Argument) -> Filler {
    Filler { tokens: argument.tokens, head: argument.head, group: Some(argument.group) }
}

/// The prepositional phrases that follow a noun group, each with its preposition: "the attack | on the mill | in Eastport |
/// by rebels". They may belong to a verb before the noun; the caller knows which prepositions can only be the noun's.
pub(crate) fn noun_phrases(document: &Document, id: GroupId) -> Vec<(TokenId, Filler)> {
    let mut phrases = Vec::new();
    let Some(group) = document.nouns.get(id.0 as usize) else { return phrases };
    let mut end = group.tokens.end;
    // A group that stands between (a time without preposition) is passed over; six phrases are more than any noun has.
    for _ in 0..6 {
        let Some(token) = document.tokens.get(end as usize) else { break };
        if token.upos == Upos::Adp || token.xpos == Xpos::To {
            let preposition = TokenId(end);
            let Some(next) = document.noun_at(TokenId(end + 1)) else { break };
            let first = document.nouns[next.0 as usize].tokens.start;
            // "on the town's mill": the mill is what the preposition governs.
            let owned = document.nouns.get(next.0 as usize + 1).filter(|owned| owned.possessor == Some(next));
            let next = if owned.is_some() { GroupId(next.0 + 1) } else { next };
            let governed = &document.nouns[next.0 as usize];
            let mut last = governed;
            let mut steps = 0;
            while let Some(more) = last.next.and_then(|id| document.nouns.get(id.0 as usize))
                && more.tokens.start >= last.tokens.end
                && steps < 20
            {
                last = more;
                steps += 1;
            }
            let tokens = TokenRange { start: first, end: last.tokens.end };
            phrases.push((preposition, Filler { tokens, head: governed.head, group: Some(next) }));
            end = last.tokens.end;
            continue;
        }
        let time = document.times.partition_point(|timex| timex.tokens.end <= end);
        match document.times.get(time) {
            Some(timex) if timex.tokens.start <= end && timex.tokens.end > end => end = timex.tokens.end,
            _ => break,
        }
    }
    phrases
}
