//! Units: what a figure measures.
//!
//! ```text
//! 20 minutes    a 20-minute wait    two hours and 20 minutes    5 million pounds    20 pounds of nails    97 per cent
//! ```

use super::lexicon::{Measure, NumberWord};
use super::numeral::{Style, numeral};
use super::reader::{Figure, Reader};
use variorum_model::document::{QuantityKind, Unit, Xpos};

impl Reader<'_> {
    /// The unit that starts at this token, behind a hyphen perhaps: the token after it and the unit.
    pub(super) fn unit_at(&self, at: usize) -> Option<(usize, Measure)> {
        let words = &self.words;
        let start = if words.norm(at) == "-" && words.glued(at) { at + 1 } else { at };
        self.lexicon.units.at(words, start).map(|(end, measure)| (end, *measure))
    }

    /// Takes the unit behind the figure into it.
    pub(super) fn read_unit(&self, figure: &mut Figure, scale: f64) {
        let (words, lexicon) = (&self.words, self.lexicon);
        let Some((mut end, measure)) = self.unit_at(figure.end) else { return };
        let hyphen = words.norm(figure.end) == "-";
        let first = words.norm(end - 1);
        let one = figure.high == Some(1.0) || figure.low == Some(1.0) && figure.high == figure.low;
        // "they 3 won", "12 second graders"
        if lexicon.shy.contains(first) && scale < 1000.0 && !hyphen && !one {
            return;
        }
        // "Eight Mile" is a name.
        let capital = |at: usize| {
            words
                .get(at)
                .is_some_and(|token| token.span.of(&self.document.text).starts_with(char::is_uppercase))
        };
        if figure.style == Style::Words && capital(figure.first) && capital(end - 1) && !self.title_case() {
            return;
        }
        // "100m people": the letter is a scale there, which the numeral has read.
        if first.len() == 1 && figure.style == Style::Words {
            return;
        }
        let mut measure = measure;
        if lexicon.weights.ambiguous.contains(first) {
            let weighed = lexicon.weights.followed_by.contains(words.norm(end)) && scale < 1000.0
                || lexicon.weights.after.contains(words.before(figure.start))
                || hyphen;
            measure = if weighed {
                Measure::Of(Unit::Kilogram, lexicon.pound)
            } else {
                Measure::Of(Unit::Money(*b"GBP"), 1.0)
            };
        }
        match measure {
            Measure::Of(unit, factor) => {
                figure.scale(factor);
                figure.kind = QuantityKind::Measure(unit);
            }
            Measure::Fahrenheit => {
                let celsius = |degrees: f64| (degrees - 32.0) * 5.0 / 9.0;
                figure.low = figure.low.map(celsius);
                figure.high = figure.high.map(celsius);
                figure.kind = QuantityKind::Measure(Unit::Celsius);
            }
            Measure::Share(factor) => {
                figure.scale(factor);
                figure.kind = QuantityKind::Share;
            }
        }
        if figure.is_time() && !hyphen {
            end = self.compound(figure, end);
        }
        figure.end = end;
    }

    /// "an hour and a half", "two hours and 20 minutes": joins a smaller unit to a length of time.
    fn compound(&self, figure: &mut Figure, end: usize) -> usize {
        let (words, lexicon) = (&self.words, self.lexicon);
        let joined = if lexicon.glue.and.contains(words.norm(end)) { end + 1 } else { end };
        let word = |at: usize| lexicon.numbers.get(words.norm(at)).copied();
        if joined > end
            && word(joined) == Some(NumberWord::Article)
            && word(joined + 1) == Some(NumberWord::Part(2.0, false))
        {
            figure.low = figure.low.map(|low| low + 0.5);
            figure.high = figure.high.map(|high| high + 0.5);
            return joined + 2;
        }
        let (QuantityKind::Measure(large), Some(more)) =
            (figure.kind, numeral(words, joined, false, lexicon))
        else {
            return end;
        };
        let Some((after, Measure::Of(small, 1.0))) = self.unit_at(more.end) else { return end };
        let Some(factor) = parts_of(large, small) else { return end };
        if more.vague || more.low >= factor || figure.low != figure.high {
            return end;
        }
        figure.scale(factor);
        figure.low = figure.low.map(|low| low + more.low);
        figure.high = figure.high.map(|high| high + more.low);
        figure.kind = QuantityKind::Measure(small);
        after
    }

    /// Whether a noun in the plural stands at this token.
    pub(super) fn plural_at(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|token| matches!(token.xpos, Xpos::Nns | Xpos::Nnps))
    }
}

/// How many of the smaller unit make one of the larger, where they do exactly.
fn parts_of(large: Unit, small: Unit) -> Option<f64> {
    Some(match (large, small) {
        (Unit::Minute, Unit::Second) | (Unit::Hour, Unit::Minute) => 60.0,
        (Unit::Day, Unit::Hour) => 24.0,
        (Unit::Week, Unit::Day) => 7.0,
        (Unit::Year, Unit::Month) => 12.0,
        _ => return None,
    })
}
