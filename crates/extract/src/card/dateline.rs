//! The place at the head of a report, for what happened there.
//!
//! ```text
//! EASTPORT, Norland (NNA) - A mill BURNED down.                at ‹EASTPORT›
//! EASTPORT, Norland (NNA) - He condemned the FIRE.             says nothing of where it burned
//! ```

use super::WordClass;
use super::matcher::{Anchor, Filler};
use variorum_model::TokenRange;
use variorum_model::document::{
    ClauseForm, ClauseRole, EntityKind, Mention, MentionForm, SentenceId, Token, Upos,
};

/// How many sentences after the dateline tell of where the report was written.
const LEAD: u32 = 2;

/// The longest dateline, in words.
const LONGEST_DATELINE: usize = 42;

/// So many names of a sentence are looked at.
const MOST_PLACES: usize = 40;

/// What lies further back was not reported from where it happened.
const DAYS_OF_NEWS: i32 = 4;

impl Anchor<'_, '_> {
    /// The place at the head of the report, where the word stands in its first sentences and tells the news itself:
    /// "two guards were shot", not "he condemned the shooting".
    pub(super) fn dateline(&self, class: WordClass) -> Option<Filler> {
        let sentence = self.document.sentence_of(self.head)?;
        let head = (0..sentence.0.min(6)).rev().map(SentenceId).find(|id| self.is_dateline(*id))?;
        let tokens = self.document.sentences[head.0 as usize].tokens;
        let at = self.document.mentions.partition_point(|mention| mention.tokens.start < tokens.start);
        let first = self.document.mentions.get(at).filter(|first| first.tokens.start == tokens.start)?;
        let kind = self.document.entities.get(first.entity.0 as usize).map(|entity| entity.kind);
        let near = sentence.0 <= head.0 + LEAD && kind == Some(EntityKind::Place);
        if !near || !self.is_news(class) {
            return None;
        }
        // What the sentence itself says of where things happened comes before where the report was written.
        let place = self.place_of_sentence(sentence, first).unwrap_or(first);
        Some(Filler { tokens: place.tokens, head: place.head, group: None })
    }

    /// A place that the sentence names behind a preposition of place: "was shot as he was about to speak at the square *of
    /// Eastport*".
    fn place_of_sentence(&self, sentence: SentenceId, dateline: &Mention) -> Option<&Mention> {
        let document = self.document;
        let tokens = document.sentences[sentence.0 as usize].tokens;
        let from = document.mentions.partition_point(|mention| mention.tokens.start < tokens.start);
        let within = document.mentions[from..].iter().take_while(|it| it.tokens.start < tokens.end);
        let lists = &self.rules.lexicon.lists;
        let mut places = within.take(MOST_PLACES).filter(|mention| {
            let entity = document.entities.get(mention.entity.0 as usize);
            let group = document.noun_at(mention.head).map(|id| &document.nouns[id.0 as usize]);
            let start = group.map_or(mention.tokens.start, |group| group.tokens.start);
            let before = start.checked_sub(1).and_then(|idx| document.tokens.get(idx as usize));
            let led =
                before.is_some_and(|before| before.upos == Upos::Adp && lists.at.contains(&before.norm));
            let governs = group.is_none_or(|group| group.head == mention.head);
            mention.form == MentionForm::Name
                && mention.entity != dateline.entity
                && entity
                    .is_some_and(|it| it.kind == EntityKind::Place && !self.rules.lexicon.is_home(&it.name))
                && led
                && governs
                && !self.is_street(mention)
        });
        places.next()
    }

    /// A sentence of its own with a dash at its end, or a dash before the sort of text in brackets.
    fn is_dateline(&self, id: SentenceId) -> bool {
        let sentence = &self.document.sentences[id.0 as usize];
        let is_dash = |token: &Token| matches!(token.norm.as_str(), "-" | "--" | "---" | "—" | "–" | "―");
        let tokens = self.document.tokens.get(sentence.tokens.range()).unwrap_or_default();
        tokens.len() <= LONGEST_DATELINE
            && tokens.iter().any(is_dash)
            && tokens.last().is_some_and(|last| is_dash(last) || last.norm == "]")
    }

    fn is_news(&self, class: WordClass) -> bool {
        let verbal = self.map.headed_by(self.head).filter(|_| class == WordClass::Verb);
        let told = verbal.or_else(|| self.map.around(self.head).filter(|id| self.only_tells(*id)));
        let clause = told.and_then(|id| self.document.clauses.get(id.0 as usize));
        // Whether the word's own time is fresh; where nothing tells how fresh, it is taken to be.
        let fresh = self.time(class).map(|filler| {
            let timex = self.document.times_in(self.document.span(filler.tokens)).next();
            let day = timex.and_then(|timex| timex.value.get(..10)?.parse::<jiff::civil::Date>().ok());
            let published = self.document.published.map(|published| published.date);
            let days = published.zip(day).map(|(published, day)| (published - day).get_days());
            days.is_none_or(|days| (0..=DAYS_OF_NEWS).contains(&days))
        });
        // Without a time what the sentence itself says is news, not what it mentions by the way.
        fresh.unwrap_or_else(|| {
            let told = clause.is_some_and(|clause| {
                clause.form == ClauseForm::Finite
                    && matches!(
                        clause.role,
                        ClauseRole::Main | ClauseRole::Complement | ClauseRole::Coordinate
                    )
            });
            told || !self.is_known() && self.is_looked_into()
                || clause.is_some_and(|clause| self.is_here(clause.extent))
        })
    }

    /// "Was shot *here*", "in *this* city".
    fn is_here(&self, tokens: TokenRange) -> bool {
        let lists = &self.rules.lexicon.lists;
        let all = self.document.tokens.get(tokens.range()).unwrap_or_default();
        all.iter().enumerate().any(|(idx, token)| {
            let mut next = all.iter().skip(idx + 1).take(2);
            lists.here.contains(&token.norm)
                && (token.upos == Upos::Adv || next.any(|next| lists.localities.contains(&next.lemma)))
        })
    }

    fn is_street(&self, mention: &Mention) -> bool {
        let tokens = self.document.tokens.get(mention.tokens.range()).unwrap_or_default();
        tokens.iter().any(|token| self.rules.lexicon.lists.streets.contains(&token.norm))
    }

    /// "*The* murder of the bishop": the reader is taken to know of it.
    fn is_known(&self) -> bool {
        let group = self.group().filter(|(_, group)| group.head == self.head).map(|(_, group)| group);
        group.is_some_and(|group| {
            let tokens = self.document.tokens.get(group.tokens.range()).unwrap_or_default();
            group.possessor.is_some()
                || tokens.iter().any(|it| self.rules.lexicon.lists.definite.contains(&it.norm))
        })
    }

    /// "Detectives *are investigating* a stabbing": those who look into it are on the spot.
    fn is_looked_into(&self) -> bool {
        let mut at = self.map.headed_by(self.head).or_else(|| self.map.around(self.head));
        for _ in 0..6 {
            let Some(clause) = at.and_then(|id| self.document.clauses.get(id.0 as usize)) else { break };
            let head = self.document.tokens.get(clause.head.index());
            if head.is_some_and(|head| self.rules.lexicon.lists.local.contains(&head.lemma)) {
                return true;
            }
            at = clause.parent;
        }
        false
    }
}
