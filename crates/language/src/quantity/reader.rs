//! Reads one figure: which words belong to it, and what it comes to.

use super::hedge;
use super::lexicon::{Effect, Lexicon, Measure, NumberWord};
use super::numeral::{Numeral, Style, numeral};
use crate::Language;
use crate::name::Lexicon as Names;
use crate::phrase::Words;
use std::cell::Cell;
use variorum_model::document::{Quantity, QuantityKind, Relation, TimexType, Unit, Upos, Xpos};
use variorum_model::{Document, TokenId};

/// Looks for figures in one sentence.
pub(super) struct Reader<'d> {
    pub(super) document: &'d Document,
    pub(super) words: Words<'d>,
    pub(super) lexicon: &'d Lexicon,
    pub(super) names: &'d Names,
    /// Whether the sentence is written in capitals or title case; found out once, when asked.
    title_case: Cell<Option<bool>>,
}

/// A figure as it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure {
    /// The first token, hedges included.
    pub(super) start: usize,
    /// The token after the last one, unit included.
    pub(super) end: usize,
    /// The first token of the numeral or its currency.
    pub(super) first: usize,
    /// The token after the numeral, without unit and hedges.
    pub(super) bare_end: usize,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) kind: QuantityKind,
    pub(super) style: Style,
    pub(super) approximate: bool,
    /// The widest effect that a hedge had on it.
    pub(super) hedged: Option<Effect>,
    pub(super) relation: Relation,
    pub(super) counted: Option<TokenId>,
    /// It belongs to a date or a time of day and is no figure of its own.
    pub(super) dated: bool,
}

impl Figure {
    pub(super) fn new(first: usize, numeral: &Numeral) -> Figure {
        Figure {
            start: first,
            end: numeral.end,
            first,
            bare_end: numeral.end,
            low: Some(numeral.low),
            high: numeral.high,
            kind: if numeral.share { QuantityKind::Share } else { QuantityKind::Count },
            style: numeral.style,
            approximate: numeral.vague,
            hedged: None,
            relation: Relation::Plain,
            counted: None,
            dated: false,
        }
    }

    /// A count of so many, from `start` to before `end`.
    pub(super) fn count(start: usize, end: usize, number: f64) -> Figure {
        let numeral = Numeral {
            end,
            low: number,
            high: Some(number),
            vague: false,
            style: Style::Words,
            scale: 1.0,
            share: false,
        };
        Figure::new(start, &numeral)
    }

    /// Multiplies the figure.
    pub(super) fn scale(&mut self, factor: f64) {
        self.low = self.low.map(|low| tidy(low * factor));
        self.high = self.high.map(|high| tidy(high * factor));
    }

    /// Whether it measures time.
    pub(super) fn is_time(&self) -> bool {
        matches!(
            self.kind,
            QuantityKind::Measure(
                Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Week | Unit::Month | Unit::Year
            )
        )
    }
}

impl<'d> Reader<'d> {
    pub(super) fn new(document: &'d Document, words: Words<'d>, language: &'d Language) -> Reader<'d> {
        let (lexicon, names) = (&language.quantity, &language.name);
        Reader { document, words, lexicon, names, title_case: Cell::new(None) }
    }

    /// The figure whose numeral starts at this token; hedges in front of it reach back to `floor` at most.
    pub(super) fn figure(&self, at: usize, floor: usize, before: &[Quantity]) -> Option<Figure> {
        if !self.may_start(at) {
            return None;
        }
        let mut figure = self
            .derived(at, before)
            .or_else(|| self.none(at))
            .or_else(|| self.money(at))
            .or_else(|| self.measured_behind(at))
            .or_else(|| self.number(at, false))
            .or_else(|| self.one_unit(at, floor))
            .or_else(|| self.one_more(at))?;
        self.share_of(&mut figure);
        self.dates(&mut figure);
        if figure.dated {
            return Some(figure);
        }
        if self.score(&mut figure) {
            return Some(figure);
        }
        hedge::apply(self, &mut figure, floor);
        self.no_count(&mut figure);
        if figure.kind == QuantityKind::Other {
            return Some(figure);
        }
        self.relate(&mut figure, before);
        Some(figure)
    }

    /// A quick test that rules out nearly all tokens.
    fn may_start(&self, at: usize) -> bool {
        let Some(token) = self.words.get(at) else { return false };
        let norm = token.norm.as_str();
        let Some(first) = norm.bytes().next() else { return false };
        let lexicon = self.lexicon;
        !first.is_ascii_lowercase() && !first.is_ascii_punctuation()
            || matches!(first, b'$' | b'.')
            || lexicon.starters.contains_key(norm)
            || norm
                .split_once('-')
                .is_some_and(|(left, _)| token.upos == Upos::Num || lexicon.numbers.contains_key(left))
    }

    /// A number with its unit, or a range of two.
    fn number(&self, at: usize, money: bool) -> Option<Figure> {
        let first = numeral(&self.words, at, money, self.lexicon)?;
        if let Some(range) = self.range(at, &first, money) {
            return Some(range);
        }
        let mut figure = Figure::new(at, &first);
        if !first.share {
            self.read_unit(&mut figure, first.scale);
        }
        Some(figure)
    }

    /// "20 to 30 people", "20-30", "two or three", "between 20 and 30", "5 to 10 million".
    fn range(&self, at: usize, first: &Numeral, money: bool) -> Option<Figure> {
        let (words, range) = (&self.words, &self.lexicon.range);
        let between = range.between.0.ending_at(words, at, words.start);
        let mut low = Figure::new(at, first);
        self.read_unit(&mut low, first.scale);
        let joiner = words.norm(low.end);
        let glued = words.glued(low.end) && words.glued(low.end + 1);
        let joins = if between.is_some() {
            range.between_joiner.contains(joiner)
        } else {
            range.joiner.contains(joiner) && (joiner != "-" || glued)
        };
        if !joins || first.vague || first.share {
            return None;
        }
        let second_at = low.end + 1;
        let sign = self.currency(second_at).map_or(second_at, |(end, _)| end);
        let second = numeral(words, sign, money || sign > second_at, self.lexicon)?;
        if second.vague || second.share {
            return None;
        }
        let mut high = Figure::new(sign, &second);
        self.read_unit(&mut high, second.scale);
        let bare = low.end == first.end;
        let (mut from, to) = (low.low?, high.low?);
        if bare {
            // "5 to 10 million", "20 to 30 minutes": the scale and the unit of the second hold for the first.
            let figure = first.low;
            if first.scale == 1.0 && second.scale >= 1000.0 && figure < second.low / second.scale {
                low.low = Some(figure * second.scale);
            }
            let factor = if second.low > 0.0 { to / second.low } else { 1.0 };
            from = low.low? * factor;
        } else if low.kind != high.kind {
            return None;
        }
        if from >= to || joiner == "-" && first.style == Style::Words && first.scale > 1.0 {
            return None;
        }
        if between.is_none() {
            let previous = words.before(at);
            let ranging = range.from.contains(previous)
                && at >= 2
                && (range.range_from.contains(words.before(at - 1))
                    || range.range_from.contains(words.before(at.saturating_sub(2))));
            if range.no_range.contains(previous) && !ranging {
                return None;
            }
        }
        let mut figure = high;
        figure.start = between.map_or(at, |(start, _)| start);
        figure.first = at;
        figure.low = Some(from);
        figure.high = Some(to);
        figure.approximate = false;
        Some(figure)
    }

    /// The currency that starts at this token: the token after it and its code.
    pub(super) fn currency(&self, at: usize) -> Option<(usize, [u8; 3])> {
        if let Some((end, code)) = self.lexicon.signs.at(&self.words, at) {
            return Some((end, *code));
        }
        let token = self.words.get(at)?;
        let form = token.span.of(&self.document.text);
        (form.len() == 3 && self.lexicon.codes.iter().any(|code| code == form))
            .then(|| (at + 1, super::lexicon::code_bytes(form)))
    }

    /// "$5 million", "EUR 100 million", "$5-10m".
    fn money(&self, at: usize) -> Option<Figure> {
        let (end, code) = self.currency(at)?;
        let mut figure = self.number(end, true)?;
        if matches!(figure.kind, QuantityKind::Share) {
            return None;
        }
        figure.kind = QuantityKind::Measure(Unit::Money(code));
        figure.start = at;
        figure.first = at;
        Some(figure)
    }

    /// "magnitude 7.3", "a magnitude of 7.3".
    fn measured_behind(&self, at: usize) -> Option<Figure> {
        let (end, measure) = self.lexicon.units_before.at(&self.words, at)?;
        let end = if self.words.norm(end) == "-" { end + 1 } else { end };
        let number = numeral(&self.words, end, false, self.lexicon)?;
        let Measure::Of(unit, _) = measure else { return None };
        if number.low > 10.0 || number.vague || number.share {
            return None;
        }
        let mut figure = Figure::new(at, &number);
        figure.kind = QuantityKind::Measure(*unit);
        Some(figure)
    }

    /// "no casualties", "no one", "none".
    fn none(&self, at: usize) -> Option<Figure> {
        let (words, lexicon) = (&self.words, self.lexicon);
        if let Some((end, ())) = lexicon.none_alone.at(words, at) {
            return Some(Figure::count(at, end, 0.0));
        }
        if !lexicon.none_before_noun.contains(words.norm(at)) {
            return None;
        }
        let head = self.noun_behind(at + 1)?;
        let plural = words.get(head)?.xpos == Xpos::Nns;
        plural.then(|| Figure::count(at, at + 1, 0.0))
    }

    /// "more than an hour", "for a week", "an hour later": a unit of time with an article.
    fn one_unit(&self, at: usize, floor: usize) -> Option<Figure> {
        let (words, lexicon) = (&self.words, self.lexicon);
        if lexicon.numbers.get(words.norm(at)) != Some(&NumberWord::Article) {
            return None;
        }
        if lexicon.shy.contains(words.norm(at + 1)) {
            return None;
        }
        let hedged = lexicon.hedges_before.ending_at(words, at, floor).is_some()
            || lexicon.lengths_after.contains(words.before(at));
        let mut figure = Figure::count(at, at + 1, 1.0);
        self.read_unit(&mut figure, 1.0);
        // "an hour and a half", "an hour later"
        let told =
            hedged || figure.low > Some(1.0) || lexicon.lengths_before.contains(words.norm(figure.end));
        (told && figure.is_time()).then_some(figure)
    }

    /// "another soldier": one, in addition to what was counted before.
    fn one_more(&self, at: usize) -> Option<Figure> {
        let (end, ()) = self.lexicon.relation.one_more.0.at(&self.words, at)?;
        let head = self.noun_behind(end)?;
        let token = self.words.get(head)?;
        let one =
            self.names.is_person(&token.norm) || self.lexicon.relation.one_more_of.contains(&token.norm);
        if token.xpos != Xpos::Nn || !one {
            return None;
        }
        let mut figure = Figure::count(at, end, 1.0);
        figure.relation = Relation::Additional;
        Some(figure)
    }

    /// "one in five", "nine out of ten": a share.
    fn share_of(&self, figure: &mut Figure) {
        let whole = |number: f64| matches!(number as u64, 3..=10 | 20 | 50 | 100 | 1000);
        let Some((end, ())) = self.lexicon.glue.one_in.0.at(&self.words, figure.end) else { return };
        if figure.kind != QuantityKind::Count || figure.low != figure.high {
            return;
        }
        let (Some(part), Some(of)) = (figure.low, numeral(&self.words, end, false, self.lexicon)) else {
            return;
        };
        let unit = self.unit_at(of.end).is_some() || self.words.norm(of.end) == "-";
        if part >= 1.0 && part < of.low && whole(of.low) && Some(of.low) == of.high && !unit {
            figure.kind = QuantityKind::Share;
            figure.end = of.end;
            figure.bare_end = of.end;
            (figure.low, figure.high) = (Some(part / of.low), Some(part / of.low));
        }
    }

    /// Marks figures that belong to dates and times of day.
    fn dates(&self, figure: &mut Figure) {
        let (Some(first), Some(last)) =
            (self.words.get(figure.first), self.words.get(figure.bare_end.max(1) - 1))
        else {
            return;
        };
        let numeral = first.span.join(last.span);
        let counts = figure.style != Style::Digits && self.plural_at(figure.end);
        figure.dated = self.document.times_in(numeral).any(|timex| match timex.kind {
            // "one thousand two hundred boats" is no year.
            TimexType::Date | TimexType::Time => !(counts && numeral.contains(timex.span)),
            // "three times a week"
            TimexType::Set => true,
            TimexType::Duration => false,
        });
    }

    /// The noun that governs the words from here on: past adjectives and participles, the last of a run of nouns.
    pub(super) fn noun_behind(&self, at: usize) -> Option<usize> {
        let mut idx = at;
        let mut steps = 0;
        while let Some(token) = self.words.get(idx) {
            let quality = matches!(token.upos, Upos::Adj | Upos::Adv | Upos::Num | Upos::Det)
                || matches!(token.xpos, Xpos::Vbn | Xpos::Vbg)
                || (token.norm == "-" && self.words.glued(idx));
            if token.upos.is_nominal() {
                break;
            }
            steps += 1;
            if !quality || steps > 6 {
                return None;
            }
            idx += 1;
        }
        let mut head = None;
        while self.words.get(idx).is_some_and(|token| {
            token.upos.is_nominal() || token.norm == "-" && self.words.glued(idx) && self.words.glued(idx + 1)
        }) {
            if self.words.norm(idx) != "-" {
                head = Some(idx);
            }
            idx += 1;
        }
        // "12 soldiers' families" counts families.
        match head {
            Some(_) if self.words.get(idx).is_some_and(|token| token.xpos == Xpos::Pos) => {
                self.noun_behind(idx + 1).or(head)
            }
            head => head,
        }
    }

    /// Whether the sentence is in capitals or title case, so that a capital says nothing.
    pub(super) fn title_case(&self) -> bool {
        if let Some(known) = self.title_case.get() {
            return known;
        }
        let (mut capital, mut small) = (0, 0);
        for token in (self.words.start..self.words.end)
            .filter_map(|idx| self.words.get(idx))
            .filter(|t| t.span.len() > 3)
        {
            match token.span.of(&self.document.text).chars().next() {
                Some(c) if c.is_uppercase() => capital += 1,
                Some(c) if c.is_lowercase() => small += 1,
                _ => {}
            }
        }
        let title = capital > 2 * small;
        self.title_case.set(Some(title));
        title
    }
}

/// The number without the noise of binary fractions in its last places.
pub(super) fn tidy(number: f64) -> f64 {
    if number.abs() < 1e6 { (number * 1e9).round() / 1e9 } else { number }
}
