//! What stands in a card's place, as a value of the property's type.

use super::count::Counter;
use crate::card::{Card, Filler, Place, WordSet};
use crate::event::is_dated;
use crate::ontology::Loaded;
use compact_str::CompactString;
use variorum_model::document::{
    Clause, ClauseRole, EntityId, EntityKind, QuantityKind, TimexType, Unit, Upos,
};
use variorum_model::ontology::{Property, ValueType};
use variorum_model::value::{Interval, ValueKind};
use variorum_model::{Document, TokenId, TokenRange, Value};

/// How far behind a noun the verb stands that describes it, in words.
const NEAR_VERB: u32 = 4;
/// So many words of a clause that describes a noun are shown.
const LONGEST_CLAUSE: u32 = 20;

/// A value with its words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) kind: ValueKind,
    pub(super) tokens: TokenRange,
    pub(super) scope: Option<CompactString>,
    /// Whether the words say that there was none ("no one").
    pub(super) zero: bool,
    /// Whether it stands for one person without a figure ("a soldier", "Ana Ruiz").
    pub(super) single: bool,
    /// Whether the figure adds to another one ("five more").
    pub(super) added: bool,
    /// Who it is, where there is a name.
    pub(super) who: Option<EntityId>,
    /// Whether it stands for the one who says it ("we").
    pub(super) speaker: bool,
    /// Whether it is those of a body that a pronoun names and nothing before it does ("*its* fighters").
    pub(super) owned: bool,
}

impl Reading {
    pub(super) fn new(kind: ValueKind, tokens: TokenRange) -> Reading {
        Reading {
            kind,
            tokens,
            scope: None,
            zero: false,
            single: false,
            added: false,
            who: None,
            speaker: false,
            owned: false,
        }
    }

    pub(super) fn value(&self, document: &Document) -> Value {
        Value { kind: self.kind.clone(), text: document.words(document.span(self.tokens)).to_owned() }
    }
}

/// Reads what stands in a card's place.
pub(super) struct Reader<'d> {
    pub(super) document: &'d Document,
    pub(super) rules: &'d Loaded,
    pub(super) card: &'d Card,
    pub(super) property: &'d Property,
    /// Whether figures and actors are persons.
    pub(super) persons: bool,
    /// The word of the card.
    pub(super) trigger: TokenId,
}

impl Reader<'_> {
    /// The values of the property in this filler; of a coordination each member's.
    pub(super) fn read(&self, filler: &Filler) -> Vec<Reading> {
        match self.property.value {
            ValueType::Count => {
                let counter = Counter {
                    document: self.document,
                    rules: self.rules,
                    card: self.card,
                    scopes: &self.property.scopes,
                    persons: self.persons,
                    trigger: self.trigger,
                };
                counter.read(filler)
            }
            ValueType::Duration => self.duration(filler.tokens).into_iter().collect(),
            ValueType::Measure => self.measure(filler.tokens).into_iter().collect(),
            ValueType::Money => self.money(filler.tokens).into_iter().collect(),
            ValueType::Time => self.time(filler.tokens).into_iter().collect(),
            ValueType::Place => {
                self.members(filler).iter().filter_map(|member| self.place(*member)).collect()
            }
            ValueType::Actor => {
                self.members(filler).iter().filter_map(|member| self.actor(*member)).collect()
            }
            ValueType::Text => self.text(filler).into_iter().collect(),
        }
    }

    /// A value of whatever type these words show, for a role of a claim.
    pub(super) fn role(&self, place: Place, filler: &Filler) -> Option<Reading> {
        match place {
            Place::Time => self.time(filler.tokens),
            Place::Measure => self.duration(filler.tokens).or_else(|| self.measure(filler.tokens)),
            Place::Place => self.place(*filler),
            Place::Content | Place::Predicate | Place::Group => self.text(filler),
            _ => self.actor(*filler).or_else(|| self.text(filler)),
        }
    }

    /// The members of a coordination, each as a filler of its own.
    fn members(&self, filler: &Filler) -> Vec<Filler> {
        let Some(mut id) = filler.group else { return vec![*filler] };
        let mut members = Vec::new();
        while members.len() < 12 {
            let group = &self.document.nouns[id.0 as usize];
            let next = group.next.filter(|next| next.0 > id.0);
            let inside =
                next.filter(|next| filler.tokens.contains(self.document.nouns[next.0 as usize].tokens));
            let end =
                inside.map_or(filler.tokens.end, |next| self.document.nouns[next.0 as usize].tokens.start);
            let extent = TokenRange {
                start: group.tokens.start,
                end: group.extent.end.clamp(group.tokens.end, end.max(group.tokens.end)),
            };
            members.push(Filler { tokens: extent, head: group.head, group: Some(id) });
            match inside {
                Some(next) => id = next,
                None => break,
            }
        }
        members
    }

    fn duration(&self, tokens: TokenRange) -> Option<Reading> {
        self.document.quantities_in(tokens).find_map(|quantity| {
            let QuantityKind::Measure(unit) = quantity.kind else { return None };
            if !unit.is_time() {
                return None;
            }
            let amount = Interval::new(quantity.low, quantity.high);
            Some(Reading::new(ValueKind::Duration { amount, unit: unit.label().into() }, quantity.tokens))
        })
    }

    fn measure(&self, tokens: TokenRange) -> Option<Reading> {
        self.document.quantities_in(tokens).find_map(|quantity| {
            // "put the magnitude at 6.2": a figure without a unit is of the one that the card counts.
            if self.card.place == Place::Phrase
                && let Some(unit) = self.card.counted.as_ref().and_then(|units| units.only())
                && matches!(quantity.kind, QuantityKind::Count | QuantityKind::Other)
            {
                let amount = Interval::new(quantity.low, quantity.high);
                let unit = unit.clone();
                return Some(Reading::new(ValueKind::Measure { amount, unit }, quantity.tokens));
            }
            let QuantityKind::Measure(unit) = quantity.kind else { return None };
            if unit.is_time() || matches!(unit, Unit::Money(_)) {
                return None;
            }
            let unit = unit.label();
            if let Some(units) = &self.card.counted
                && !units.contains(unit)
            {
                return None;
            }
            let amount = Interval::new(quantity.low, quantity.high);
            Some(Reading::new(ValueKind::Measure { amount, unit: unit.into() }, quantity.tokens))
        })
    }

    fn money(&self, tokens: TokenRange) -> Option<Reading> {
        self.document.quantities_in(tokens).find_map(|quantity| {
            let QuantityKind::Measure(Unit::Money(code)) = quantity.kind else { return None };
            let currency = CompactString::from_utf8(code).ok()?;
            let amount = Interval::new(quantity.low, quantity.high);
            Some(Reading::new(ValueKind::Money { amount, currency }, quantity.tokens))
        })
    }

    pub(super) fn time(&self, tokens: TokenRange) -> Option<Reading> {
        let span = self.document.span(tokens);
        let mut times = self.document.times_in(span);
        let timex = times.find(|timex| {
            matches!(timex.kind, TimexType::Date | TimexType::Time) && is_dated(&timex.value)
        })?;
        Some(Reading::new(ValueKind::Time(timex.value.clone()), timex.tokens))
    }

    fn place(&self, filler: Filler) -> Option<Reading> {
        if let Some(beyond) = self.beyond_border(filler) {
            return Some(beyond);
        }
        let (id, tokens) = self.entity(filler)?;
        let entity = self.document.entities.get(id.0 as usize)?;
        let is_place = matches!(entity.kind, EntityKind::Place | EntityKind::Facility);
        is_place.then(|| Reading::new(ValueKind::Place(entity.name.clone()), tokens))
    }

    /// "The Norlandic border", "the border with Norland": the country that lies behind it.
    fn beyond_border(&self, filler: Filler) -> Option<Reading> {
        let head = self.document.tokens.get(filler.head.index())?;
        if !self.rules.lexicon.lists.borders.contains(&head.lemma) {
            return None;
        }
        let group = &self.document.nouns[filler.group?.0 as usize];
        let within = TokenRange { start: group.tokens.start, end: group.extent.end.max(filler.tokens.end) };
        let phrases = crate::card::noun_phrases(self.document, filler.group?);
        let end = phrases.first().map_or(within.end, |(_, phrase)| within.end.max(phrase.tokens.end));
        let mut countries = (within.start..end).filter(|&idx| idx != filler.head.0).filter_map(|idx| {
            let token = TokenId(idx);
            if let Some(name) = self.country(token) {
                return Some(name);
            }
            let mention = self.document.mention_at(token)?;
            let mention = &self.document.mentions[mention.0 as usize];
            let entity = self.document.entities.get(mention.entity.0 as usize)?;
            let is_country = matches!(entity.kind, EntityKind::Place | EntityKind::Other);
            (is_country && entity.named && mention.head == token).then(|| entity.name.clone())
        });
        let name = countries.next()?;
        Some(Reading::new(ValueKind::Place(name), TokenRange { start: within.start, end }))
    }

    /// The entity of the filler's governing word, with the words of the mention.
    fn entity(&self, filler: Filler) -> Option<(EntityId, TokenRange)> {
        let mention = self.document.mention_at(filler.head)?;
        let mention = &self.document.mentions[mention.0 as usize];
        (mention.head == filler.head || mention.tokens.contains(filler.tokens))
            .then_some((mention.entity, mention.tokens))
    }

    /// "The strongest quake *to hit the country since 1976*": where the clause ends that describes a group ending here.
    fn described_to(&self, end: u32) -> u32 {
        let clauses = &self.document.clauses;
        let first = clauses.partition_point(|clause| clause.predicate.start < end);
        let near = clauses.iter().skip(first).take_while(|clause| clause.predicate.start < end + NEAR_VERB);
        let describes = |clause: &&Clause| clause.role == ClauseRole::Relative && clause.extent.start == end;
        near.into_iter().find(describes).map_or(end, |clause| clause.extent.end.min(end + LONGEST_CLAUSE))
    }

    /// "dynamite charges", where the card lists "dynamite charge".
    fn is_compound_of(&self, head: TokenId, words: &WordSet) -> bool {
        let (Some(before), Some(head)) = (
            head.index().checked_sub(1).and_then(|idx| self.document.tokens.get(idx)),
            self.document.tokens.get(head.index()),
        ) else {
            return false;
        };
        let mut compound = CompactString::from(before.lemma.as_str());
        compound.push(' ');
        compound.push_str(&head.lemma);
        words.contains(&compound)
    }

    /// "two sticks of dynamite", "20 kg of explosives": what a measure is of.
    fn portion_of(&self, filler: &Filler, words: &WordSet) -> Option<TokenRange> {
        let lists = &self.rules.lexicon.lists;
        let head = self.document.tokens.get(filler.head.index())?;
        if !lists.portions.contains(&head.lemma) {
            return None;
        }
        let (preposition, of) = crate::card::noun_phrases(self.document, filler.group?).into_iter().next()?;
        let of_what = self.document.token(of.head);
        let fits = lists.of.contains(&self.document.token(preposition).norm)
            && (words.contains(&of_what.lemma) || words.contains(&of_what.norm));
        fits.then_some(of.tokens)
    }

    fn text(&self, filler: &Filler) -> Option<Reading> {
        let mut portion = None;
        if let Some(counted) = &self.card.counted {
            let head = self.document.tokens.get(filler.head.index())?;
            portion = self.portion_of(filler, counted);
            let named = counted.contains(&head.lemma)
                || counted.contains(&head.norm)
                || self.is_compound_of(filler.head, counted)
                || portion.is_some();
            if !named {
                return None;
            }
        }
        // "attacked it": what it was stands elsewhere.
        let head = self.document.tokens.get(filler.head.index());
        if filler.group.is_some() && head.is_some_and(|head| head.upos == Upos::Pron) {
            return None;
        }
        let tokens = match self.card.place {
            // "the country's worst flood"
            Place::Group => {
                let owner = self.document.noun_at(filler.head).and_then(|id| {
                    let owner = self.document.nouns[id.0 as usize].possessor?;
                    self.document.nouns.get(owner.0 as usize)
                });
                let start = owner.map_or(filler.tokens.start, |owner| owner.tokens.start);
                let end = self.described_to(filler.tokens.end);
                TokenRange { start: start.min(filler.tokens.start), end }
            }
            Place::Itself | Place::Count => self.without_determiner(filler.tokens),
            _ => filler.tokens,
        };
        let tokens = portion.map_or(tokens, |of| tokens.join(of));
        (!tokens.is_empty()).then(|| Reading::new(ValueKind::Text, tokens))
    }
}
