//! What a name names: every place where it stands votes, and the votes of all places are added up.
//!
//! ```text
//! near ‹Saltmarsh›                 place           the ‹Saltmarsh Times›          publication
//! ‹Ana Ruiz›, 43, said             person          ‹NRC› militants                organisation
//! ```

use super::run::Run;
use super::text::{Text, classes::*, has, is_acronym, is_dateline};
use variorum_model::TokenId;
use variorum_model::document::{EntityKind, QuantityKind, Sentence, Upos, Xpos};

/// Votes for the kinds, in the order of [`KINDS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Votes(pub(super) [i32; 7]);

/// The kinds, those first that win a draw.
pub(super) const KINDS: [EntityKind; 7] = [
    EntityKind::Person,
    EntityKind::Organisation,
    EntityKind::Place,
    EntityKind::Nationality,
    EntityKind::Facility,
    EntityKind::Publication,
    EntityKind::Other,
];

impl Votes {
    fn add(&mut self, kind: EntityKind, weight: i32) {
        if let Some(at) = KINDS.iter().position(|known| *known == kind) {
            self.0[at] += weight;
        }
    }

    /// Votes for one kind.
    pub(super) fn one(kind: EntityKind, weight: i32) -> Votes {
        let mut votes = Votes::default();
        votes.add(kind, weight);
        votes
    }

    /// Gives a kind at least so many votes.
    pub(super) fn raise(&mut self, kind: EntityKind, weight: i32) {
        if let Some(at) = KINDS.iter().position(|known| *known == kind) {
            self.0[at] = self.0[at].max(weight);
        }
    }

    /// The votes with none far from zero: many places of one sort shall not outvote the lists.
    pub(super) fn clamped(&self) -> Votes {
        Votes(self.0.map(|votes| votes.clamp(-8, 9)))
    }

    /// Adds the votes of another place.
    pub(super) fn join(&mut self, other: &Votes) {
        for (sum, votes) in self.0.iter_mut().zip(other.0) {
            *sum += votes;
        }
    }

    /// The kind with most votes; without any it is another thing.
    pub(super) fn winner(&self) -> EntityKind {
        let most = self.0.iter().copied().max().unwrap_or_default();
        if most <= 0 {
            return EntityKind::Other;
        }
        let at = self.0.iter().position(|votes| *votes == most).unwrap_or_default();
        KINDS[at]
    }

    /// The votes for a kind.
    pub(super) fn of(&self, kind: EntityKind) -> i32 {
        KINDS.iter().position(|known| *known == kind).map_or(0, |at| self.0[at])
    }
}

/// The votes of the name's own words: the same wherever it stands.
pub(super) fn own_votes(text: &Text, run: &Run) -> Votes {
    let mut votes = Votes::default();
    let (first, last, len) = (run.tokens.start, run.tokens.end - 1, run.tokens.len());
    let listed = |word: &str| text.lexicon.known(word).map(|known| known.kind);
    let parts_are_peoples = |word: &str| {
        word.contains('-') && word.split('-').all(|part| listed(part) == Some(EntityKind::Nationality))
    };
    if let Some(known) = text.lexicon.known(&run.key) {
        votes.add(known.kind, known.weight);
    } else if len == 2
        && text.is(first, WEAK)
        && let Some(kind @ (EntityKind::Place | EntityKind::Nationality)) = listed(text.norm(last))
    {
        // "Northern Kenya", "South Asians"
        votes.add(kind, 12);
    } else if len == 1 && parts_are_peoples(text.norm(first)) {
        votes.add(EntityKind::Nationality, 20);
    } else if len == 2 && run.tokens.clone().all(|at| listed(text.norm(at)) == Some(EntityKind::Nationality))
    {
        votes.add(EntityKind::Nationality, 12);
    } else if len > 1
        && let Some(known) = text.lexicon.known(text.norm(first))
    {
        // "Norlanders' Union", "Norland Airlines": a body of that country rather than a person.
        if matches!(known.kind, EntityKind::Nationality) && known.weight > 5 {
            votes.add(EntityKind::Organisation, 4);
            votes.add(EntityKind::Person, -3);
        }
    }
    if len > 1 {
        let head = head_of(text, run.tokens.clone());
        let heads = [
            (PUBLICATION_HEAD, EntityKind::Publication, 7),
            (ORGANISATION_HEAD, EntityKind::Organisation, 7),
            (FACILITY_HEAD, EntityKind::Facility, 7),
            (PLACE_HEAD, EntityKind::Place, 7),
            (OTHER_LAST, EntityKind::Other, 6),
        ];
        for (class, kind, weight) in heads {
            if text.is(head, class) {
                votes.add(kind, if text.is(head, LOOSE) { 3 } else { weight });
            }
        }
        let plain = !text.is(head, HEAD);
        if plain && text.is(first, PLACE_FIRST) {
            votes.add(EntityKind::Place, 2);
        }
        if text.is(first, FACILITY_FIRST) {
            votes.add(EntityKind::Facility, 2);
        }
        if text.is(first, ORGANISATION_FIRST) {
            votes.add(EntityKind::Organisation, 3);
        }
        if text.is(first, OTHER_FIRST) {
            votes.add(EntityKind::Other, 6);
        }
        // "Joan Marsh", but not "Joan Marsh Hospital"
        if text.is(first, GIVEN) {
            votes.add(EntityKind::Person, if plain { 5 } else { 3 });
        }
        let initial = |at: usize| text.form(at).len() == 2 && text.form(at).ends_with('.');
        if plain && run.tokens.clone().any(initial) {
            votes.add(EntityKind::Person, 4);
        }
        if run.tokens.clone().any(|at| text.norm(at) == "&") {
            votes.add(EntityKind::Organisation, 6);
        }
        if text.is(last, AFTER) {
            votes.add(EntityKind::Person, 6);
        }
        // "River Tarn", "Hotel Harbour"
        let fronted = len < 4 && head == last && !text.is(head, HEAD);
        if fronted && text.is(first, PLACE_HEAD) {
            votes.add(EntityKind::Place, 5);
        } else if fronted && text.is(first, PUBLICATION_HEAD) {
            votes.add(EntityKind::Publication, 5);
        } else if fronted && text.is(first, FACILITY_HEAD) {
            votes.add(EntityKind::Facility, 5);
        }
        match len {
            2 | 3 if plain && text.is(first, PLACE_FIRST) => {}
            2 | 3 if plain => votes.add(EntityKind::Person, 2),
            _ if plain => votes.add(EntityKind::Organisation, 1),
            _ => {}
        }
    } else {
        let form = text.form(first);
        if is_acronym(form) {
            if form.bytes().any(|b| b.is_ascii_digit()) {
                votes.add(EntityKind::Other, 3);
            } else {
                votes.add(EntityKind::Organisation, 3);
            }
        } else if form.chars().filter(|c| c.is_uppercase()).count() >= 2
            && form.contains('-')
            && form.len() < 9
        {
            votes.add(EntityKind::Organisation, 2);
        }
        if text.is(first, GIVEN) {
            votes.add(EntityKind::Person, 2);
        }
        if text.lexicon.has_name_prefix(form) {
            votes.add(EntityKind::Organisation, 2);
        }
        if text.is(first, ORGANISATION_HEAD | BODY) {
            votes.add(EntityKind::Organisation, 3);
        } else if text.is(first, FACILITY_HEAD) {
            votes.add(EntityKind::Facility, 3);
        } else if text.is(first, HEAD) {
            votes.add(EntityKind::Other, 2);
        }
    }
    votes
}

/// The votes of the words around the name.
pub(super) fn place_votes(text: &Text, run: &Run, sentence: &Sentence) -> Votes {
    let mut votes = Votes::default();
    let (start, end) = (run.tokens.start, run.tokens.end);
    let floor = sentence.tokens.start as usize;
    let single = run.tokens.len() == 1;
    if run.title.is_some() {
        votes.add(EntityKind::Person, 9);
    }
    if run.titled {
        votes.add(EntityKind::Place, 2);
        votes.add(EntityKind::Organisation, 1);
    }
    if start > floor {
        before(text, start, floor, single, &mut votes);
    }
    // "EASTPORT, Norland (NNA) - ", "EASTPORT — "
    let dateline = start == floor
        && matches!(text.norm(end), "," | "(" | "[" | "-" | "--" | "—" | "–")
        && (is_shouted(text, run) || is_dateline(text.document, sentence));
    if dateline {
        votes.add(EntityKind::Place, 8);
    }
    // "the Harbour Lions"
    let plural = text.token(end - 1).is_some_and(|token| token.xpos == Xpos::Nnps);
    if plural && start > floor && text.is(start - 1, DEFINITE) {
        votes.add(EntityKind::Organisation, 2);
    }
    after(text, run, sentence, &mut votes);
    if let Some(group) = text.document.noun_at(TokenId::from(end - 1))
        && let Some(apposed) = text.document.nouns[group.0 as usize].apposition
        && let Some(apposed) = text.document.nouns.get(apposed.0 as usize)
    {
        described(text, apposed.head.index(), 5, &mut votes);
    }
    votes
}

/// Whether all letters of the name are capitals, more of them than in an acronym.
fn is_shouted(text: &Text, run: &Run) -> bool {
    let letters = || run.tokens.clone().flat_map(|at| text.form(at).chars()).filter(|c| c.is_alphabetic());
    letters().count() > 3 && letters().all(char::is_uppercase)
}

/// What a common noun beside the name says it is.
fn described(text: &Text, noun: usize, weight: i32, votes: &mut Votes) {
    if !matches!(text.upos(noun), Upos::Noun | Upos::Adj) {
        return;
    }
    let kinds = [
        (PERSON | TITLE, EntityKind::Person),
        (PUBLICATION_HEAD, EntityKind::Publication),
        (BODY, EntityKind::Organisation),
        (PLACE_HEAD, EntityKind::Place),
        (FACILITY_HEAD, EntityKind::Facility),
        (ORGANISATION_HEAD, EntityKind::Organisation),
    ];
    if let Some((_, kind)) = kinds.into_iter().find(|(class, _)| text.is(noun, *class)) {
        votes.add(kind, weight);
    }
}

fn before(text: &Text, start: usize, floor: usize, single: bool, votes: &mut Votes) {
    let previous = start - 1;
    let bits = text.classes.get(previous).copied().unwrap_or_default();
    let office = text.upos(previous) == Upos::Adj && has(bits, TITLE | PERSON);
    if text.upos(previous) == Upos::Noun || office {
        // "police chief Ana Ruiz", "the group NRC"
        described(text, previous, 6, votes);
        return;
    }
    // "southern Saltmarsh", with a small letter: where something lies.
    if text.upos(previous) == Upos::Adj
        && has(bits, WEAK)
        && has(bits, PLACE_FIRST)
        && text.form(previous).starts_with(char::is_lowercase)
    {
        votes.add(EntityKind::Place, 4);
        return;
    }
    if has(bits, OF) && previous > floor && text.upos(previous - 1) == Upos::Noun {
        // "the village of Saltmarsh", "chief executive of Marsh Haulage"
        if text.is(previous - 1, PLACE_HEAD) {
            votes.add(EntityKind::Place, 5);
        } else if text.is(previous - 1, TITLE) && text.is(previous - 1, PERSON) {
            votes.add(EntityKind::Person, -4);
            votes.add(EntityKind::Organisation, 1);
            if single {
                votes.add(EntityKind::Place, 1);
            }
        }
        return;
    }
    let article = text.is(previous, DEFINITE) && text.upos(previous) == Upos::Det;
    if article {
        votes.add(EntityKind::Person, -4);
        if single {
            votes.add(EntityKind::Place, -1);
        }
    }
    let at = if article && previous > floor { previous - 1 } else { previous };
    let bits = text.classes.get(at).copied().unwrap_or_default();
    if matches!(text.upos(at), Upos::Adp | Upos::Sconj | Upos::Part) {
        if has(bits, PLACE_BEFORE) {
            votes.add(EntityKind::Place, 3);
            votes.add(EntityKind::Facility, 1);
            votes.add(EntityKind::Person, -2);
        } else if has(bits, WEAK_PLACE_BEFORE) {
            votes.add(EntityKind::Place, 1);
        }
    }
}

fn after(text: &Text, run: &Run, sentence: &Sentence, votes: &mut Votes) {
    let (end, last) = (run.tokens.end, sentence.tokens.end as usize);
    if end >= last {
        return;
    }
    // "Ana Ruiz, 43,"
    if text.norm(end) == "," || text.norm(end) == "(" {
        let next = TokenId::from(end + 1);
        let age = text
            .document
            .quantities_in(variorum_model::TokenRange::new(end + 1, end + 2))
            .next()
            .is_some_and(|quantity| quantity.kind == QuantityKind::Other && quantity.tokens.covers(next));
        if age && run.tokens.len() > 1 {
            votes.add(EntityKind::Person, 5);
        }
        // "Marsh Haulage, which owned …", "Joan Marsh, who owned …"
        if text.norm(end) == "," {
            match text.token(end + 1).map(|token| token.xpos) {
                Some(Xpos::Wdt) => votes.add(EntityKind::Person, -4),
                Some(Xpos::Wp) => votes.add(EntityKind::Person, 3),
                _ => {}
            }
        }
        // "Saltmarsh, Norland"
        let known = text.lexicon.known(text.norm(end + 1));
        if known.is_some_and(|known| known.kind == EntityKind::Place) && text.norm(end) == "," {
            votes.add(EntityKind::Place, 2);
        }
        return;
    }
    // "Marlund shares", "Marlund's shareholders"
    let owned = if text.token(end).is_some_and(|token| token.xpos == Xpos::Pos) { end + 1 } else { end };
    if owned < last && text.upos(owned) == Upos::Noun && text.is(owned, OF_COMPANY) {
        votes.add(EntityKind::Organisation, 3);
        votes.add(EntityKind::Person, -2);
    }
    if matches!(text.upos(end), Upos::Noun) && text.form(end).starts_with(char::is_lowercase) {
        // "NRC militants", "Saltmarsh province", "the Saltmarsh airport"
        if text.is(end, PLACE_HEAD) && !text.is(end, ORGANISATION_HEAD) {
            votes.add(EntityKind::Place, 4);
        } else if text.is(end, PERSON) {
            votes.add(EntityKind::Organisation, 2);
            votes.add(EntityKind::Place, 1);
            votes.add(EntityKind::Person, -2);
        } else if text.is(end, PUBLICATION_HEAD) {
            votes.add(EntityKind::Publication, 2);
        } else if text.is(end, GENERAL_BODY) {
            votes.add(EntityKind::Organisation, 4);
            votes.add(EntityKind::Person, -1);
        } else if text.is(end, BODY) {
            votes.add(EntityKind::Organisation, 1);
            votes.add(EntityKind::Place, 1);
        } else if text.is(end, FACILITY_HEAD) {
            votes.add(EntityKind::Place, 3);
            votes.add(EntityKind::Person, -2);
        }
        return;
    }
    if let Some((_, bits)) = text.verb_after(end, sentence) {
        if has(bits, PERSON_VERB) {
            votes.add(EntityKind::Person, 3);
        }
        if has(bits, SPEAK) {
            let code = is_acronym(text.form(end - 1)) || text.lexicon.has_name_prefix(text.form(end - 1));
            votes.add(EntityKind::Person, if code { 0 } else { 2 });
            votes.add(EntityKind::Organisation, if code { 2 } else { 1 });
        }
    }
}

/// The word of the name that says what it names: the last one, or the one before "of" ("Bank of Norland").
pub(super) fn head_of(text: &Text, tokens: std::ops::Range<usize>) -> usize {
    let of = tokens.clone().skip(1).find(|&at| text.is(at, OF) && text.is(at - 1, OF_HEAD | HEAD));
    of.map_or(tokens.end - 1, |at| at - 1)
}
