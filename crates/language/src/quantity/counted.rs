//! What a figure counts, and whether it adds to another or is part of one.
//!
//! ```text
//! 139 ‹people›    dozens of ‹rescuers›    four of the ‹gunmen›    360 ‹others›    of whom 3    including two ‹children›
//! ```

use super::reader::{Figure, Reader};
use variorum_model::TokenId;
use variorum_model::document::{Quantity, QuantityKind, Relation, Upos, Xpos};

/// How many words may stand between "of whom", "including" and the figure.
const GAP: usize = 4;

impl Reader<'_> {
    /// Finds what the figure counts and how it stands to those before it.
    pub(super) fn relate(&self, figure: &mut Figure, before: &[Quantity]) {
        if matches!(figure.kind, QuantityKind::Count | QuantityKind::Share) {
            figure.counted = self.counted(figure);
        }
        if figure.kind != QuantityKind::Count || figure.relation != Relation::Plain {
            return;
        }
        let (words, relation) = (&self.words, &self.lexicon.relation);
        let of_them = relation.part_after.0.at(words, figure.end).is_some();
        if of_them || self.after_whole(figure.start) || self.continues_part(figure, before) {
            figure.relation = Relation::PartOf;
        } else if relation.additional_after.contains(words.norm(figure.end))
            && !self.lexicon.glue.comparing.contains(words.norm(figure.end + 1))
        {
            figure.relation = Relation::Additional;
        }
    }

    /// The noun that the figure counts.
    fn counted(&self, figure: &Figure) -> Option<TokenId> {
        let words = &self.words;
        let end = if words.norm(figure.end) == "-" { figure.end + 1 } else { figure.end };
        if let Some(group) = end.checked_sub(1).and_then(|last| self.document.noun_at(TokenId::from(last))) {
            let group = &self.document.nouns[group.0 as usize];
            let head = group.head.index();
            if head >= end && words.get(head).is_some_and(|token| token.upos.is_nominal()) {
                return Some(group.head);
            }
        }
        if !self.lexicon.glue.of.contains(words.norm(end)) {
            return self.noun_behind(end).map(TokenId::from);
        }
        // "of the miners", "of the wounded", but not "of them".
        let group =
            self.document.noun_at(TokenId::from(end + 1)).map(|group| &self.document.nouns[group.0 as usize]);
        // "of Norland's troops" counts troops.
        let owner = group.is_some_and(|group| {
            words.get(group.tokens.end as usize).is_some_and(|token| token.xpos == Xpos::Pos)
        });
        let head = group.map(|group| group.head).filter(|head| {
            !owner && self.document.token(*head).upos != Upos::Pron && head.index() < words.end
        });
        head.or_else(|| self.noun_behind(end + 1).map(TokenId::from))
    }

    /// Whether "of whom", "including" or the like stands in front.
    fn after_whole(&self, start: usize) -> bool {
        let (words, relation) = (&self.words, &self.lexicon.relation);
        let mut at = start;
        for _ in 0..=GAP {
            if relation.part_before.0.ending_at(words, at, words.start).is_some() {
                return true;
            }
            if at == words.start || !relation.between.contains(words.before(at)) {
                return false;
            }
            at -= 1;
        }
        false
    }

    /// "including two children ‹and three› women": the second is part of the same whole.
    fn continues_part(&self, figure: &Figure, before: &[Quantity]) -> bool {
        let Some(last) = before.last().filter(|last| last.relation == Relation::PartOf) else { return false };
        let from = last.tokens.end as usize;
        if from < self.words.start || figure.start > from + 6 || figure.start <= from {
            return false;
        }
        let and = figure.start - 1;
        self.lexicon.glue.and.contains(self.words.norm(and))
            && (from..and).all(|idx| {
                self.words.get(idx).is_some_and(|token| {
                    token.upos.is_nominal()
                        || matches!(token.upos, Upos::Adj | Upos::Adp | Upos::Det | Upos::Num)
                })
            })
    }
}
