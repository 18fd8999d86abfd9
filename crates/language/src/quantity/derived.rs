//! Figures that are computed from another one of the report.
//!
//! ```text
//! On Monday 40 people were killed, on Tuesday ‹over twice that number›.      81 or more, from 40
//! ```

use super::lexicon::NumberWord;
use super::numeral::numeral;
use super::reader::{Figure, Reader};
use variorum_model::document::{Quantity, QuantityKind, Relation};

/// How many sentences back the figure may stand that another one points to.
const REACH: u32 = 2;

impl Reader<'_> {
    /// "twice that number", "three times as many", "half that figure", "the same number of".
    pub(super) fn derived(&self, at: usize, before: &[Quantity]) -> Option<Figure> {
        let (words, lexicon) = (&self.words, self.lexicon);
        let same = lexicon.derived.same.0.at(words, at).map(|(end, ())| (end, 1.0));
        let (end, factor) = same.or_else(|| self.multiple(at))?;
        if lexicon.glue.comparing.contains(words.norm(end)) {
            return None;
        }
        let (idx, whole) = self.antecedent(at, before)?;
        let mut figure = Figure::count(at, end, 1.0);
        let counts = whole.kind == QuantityKind::Count;
        figure.low = whole.low.map(|low| if counts { (low * factor).floor() } else { low * factor });
        figure.high = whole.high.map(|high| if counts { (high * factor).ceil() } else { high * factor });
        figure.kind = whole.kind;
        figure.approximate = whole.approximate;
        figure.relation = Relation::DerivedFrom(idx as u32);
        Some(figure)
    }

    /// "twice that number", "three times as many": the token after it and the factor.
    fn multiple(&self, at: usize) -> Option<(usize, f64)> {
        let (words, lexicon) = (&self.words, self.lexicon);
        let (next, factor) = match lexicon.multipliers.get(words.norm(at)) {
            Some(&factor) => (at + 1, factor),
            None => {
                let number = numeral(words, at, false, lexicon)?;
                let times = lexicon.derived.times.contains(words.norm(number.end));
                (times && !number.vague).then_some((number.end + 1, number.low))?
            }
        };
        // "half a million" is a numeral, "half that number" is not.
        if matches!(lexicon.numbers.get(words.norm(next)), Some(NumberWord::Article)) {
            return None;
        }
        if let Some((end, ())) = lexicon.derived.as_many.0.at(words, next) {
            return Some((end, factor));
        }
        if !lexicon.derived.that.contains(words.norm(next)) {
            return None;
        }
        // "twice the official number"
        let noun = (next + 1..next + 4).find(|&idx| lexicon.derived.nouns.contains(words.norm(idx)))?;
        let bare = (next + 1..noun)
            .all(|idx| words.get(idx).is_some_and(|token| token.upos == variorum_model::document::Upos::Adj));
        (bare && !lexicon.glue.of.contains(words.norm(noun + 1))).then_some((noun + 1, factor))
    }

    /// The last figure before this one that stands by itself, and its place in the layer.
    fn antecedent<'q>(&self, at: usize, before: &'q [Quantity]) -> Option<(usize, &'q Quantity)> {
        let here = self.document.sentence_of(at.into())?;
        before
            .iter()
            .enumerate()
            .rev()
            .take(20)
            .take_while(|(_, quantity)| quantity.sentence.0 + REACH >= here.0)
            .find(|(_, quantity)| {
                let counts = quantity.kind == QuantityKind::Count && quantity.relation != Relation::PartOf;
                counts && quantity.low.or(quantity.high).is_some_and(|number| number > 0.0)
            })
    }
}
