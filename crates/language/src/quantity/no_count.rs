//! Figures that count nothing: years, ages, scores, labels, house numbers, telephone numbers.
//!
//! ```text
//! in 2019    Ana Ruiz, 43,    a 43-year-old    children under 5    won 3-1    Flight 17    10 Harbour Street    number 10
//! ```

use super::lexicon::Effect;
use super::numeral::{Style, numeral};
use super::reader::{Figure, Reader};
use variorum_model::document::{QuantityKind, Unit, Upos, Xpos};

impl Reader<'_> {
    /// "won 3-1", "a 52-48 vote": takes both figures as one that counts nothing.
    pub(super) fn score(&self, figure: &mut Figure) -> bool {
        let words = &self.words;
        let dash = figure.bare_end;
        if figure.style != Style::Digits
            || words.norm(dash) != "-"
            || !words.glued(dash)
            || !words.glued(dash + 1)
        {
            return false;
        }
        let Some(second) =
            numeral(words, dash + 1, false, self.lexicon).filter(|second| second.style == Style::Digits)
        else {
            return false;
        };
        if figure.end > figure.bare_end {
            return false;
        }
        figure.end = second.end;
        figure.kind = QuantityKind::Other;
        (figure.low, figure.high) = (figure.low, figure.low);
        true
    }

    /// Marks the figure as no count where it is none.
    pub(super) fn no_count(&self, figure: &mut Figure) {
        if let Some(end) = self.age(figure) {
            figure.end = end.max(figure.end);
            figure.kind = QuantityKind::Other;
            return;
        }
        if figure.kind != QuantityKind::Count {
            return;
        }
        if self.is_attribute(figure)
            || self.is_time_of_day(figure)
            || self.is_year(figure)
            || self.is_label(figure)
            || self.is_number_only(figure)
            || self.is_score_range(figure)
        {
            figure.kind = QuantityKind::Other;
        }
    }

    /// Where an age ends that the figure gives: "43-year-old", "aged 43", "Ana Ruiz, 43,".
    fn age(&self, figure: &Figure) -> Option<usize> {
        let (words, no_count) = (&self.words, &self.lexicon.no_count);
        let years =
            matches!(figure.kind, QuantityKind::Measure(Unit::Year | Unit::Month | Unit::Week | Unit::Day));
        if years {
            let old = if words.norm(figure.end) == "-" { figure.end + 1 } else { figure.end };
            return no_count.old.0.at(words, old).map(|(end, ())| end);
        }
        if figure.kind != QuantityKind::Count {
            return None;
        }
        let (low, high) = (figure.low.unwrap_or(1.0), figure.high.or(figure.low)?);
        if low < 0.0 || high > 120.0 {
            return None;
        }
        if no_count.aged.0.ending_at(words, figure.start, words.start).is_some() {
            return Some(figure.end);
        }
        let after = words.norm(figure.end);
        let bounded = matches!(figure.hedged, Some(Effect::Above | Effect::Below));
        if bounded
            && no_count.over_age.contains(words.norm(figure.start))
            && figure.start > words.start
            && self.plural_at(figure.start - 1)
            && self.noun_behind(figure.end).is_none()
            && !self.lexicon.glue.of.contains(after)
        {
            return Some(figure.end);
        }
        let name = |idx: usize| words.get(idx).is_some_and(|token| token.upos == Upos::Propn);
        let apposed = figure.start >= words.start + 2
            && matches!(words.before(figure.start), "," | "(")
            && name(figure.start - 2)
            && matches!(after, "," | ")" | "." | ";" | "")
            && figure.style == Style::Digits
            && figure.hedged.is_none();
        apposed.then_some(figure.end)
    }

    /// "a three-man crew", "the 800 block of Harbour Road", "a 999 call": a figure before a noun in the singular describes it.
    fn is_attribute(&self, figure: &Figure) -> bool {
        let words = &self.words;
        if figure.hedged.is_some() || figure.high == Some(1.0) || figure.approximate {
            return false;
        }
        let noun = |idx: usize| words.get(idx).filter(|token| matches!(token.xpos, Xpos::Nn | Xpos::Nnp));
        if words.norm(figure.end) == "-" && words.glued(figure.end) && words.glued(figure.end + 1) {
            return noun(figure.end + 1).is_some();
        }
        let Some(head) = self.noun_behind(figure.end).and_then(noun) else { return false };
        let collective =
            self.names.is_actor(&head.norm) || self.lexicon.no_count.same_plural.contains(&head.norm);
        let plural =
            self.lexicon.no_count.plural_endings.iter().any(|ending| head.norm.ends_with(ending.as_str()));
        figure.style == Style::Digits && !plural && !collective
    }

    /// "at 1625": four digits that can be a time of day.
    fn is_time_of_day(&self, figure: &Figure) -> bool {
        let words = &self.words;
        let number = figure.low.unwrap_or_default() as u32;
        figure.style == Style::Digits
            && words.norm(figure.first).len() == 4
            && number / 100 < 25
            && number % 100 < 60
            && self.lexicon.no_count.clock_after.contains(words.before(figure.start))
            && self.noun_behind(figure.end).is_none()
    }

    /// Whether four digits are a year.
    fn is_year(&self, figure: &Figure) -> bool {
        let (words, no_count) = (&self.words, &self.lexicon.no_count);
        let digits = figure.style == Style::Digits && figure.bare_end == figure.first + 1;
        let length = words.norm(figure.first).len();
        let number = figure.low.or(figure.high).unwrap_or_default();
        if !digits || length != 4 || !(1000.0..=2100.0).contains(&number) {
            return false;
        }
        if matches!(figure.hedged, Some(Effect::From | Effect::Above | Effect::To | Effect::Below)) {
            return false;
        }
        let noun = self.noun_behind(figure.end);
        let plural = noun.is_some_and(|noun| words.get(noun).is_some_and(|token| token.xpos == Xpos::Nns));
        let previous = words.before(figure.start);
        let dated = no_count.year_after.contains(previous) || self.lexicon.glue.definite.contains(previous);
        if number < 1900.0 { dated && !plural } else { dated || !plural }
    }

    /// Whether the figure is a label: "Flight 17", "number 10", "10 Harbour Street", "World War Two".
    fn is_label(&self, figure: &Figure) -> bool {
        let (words, no_count) = (&self.words, &self.lexicon.no_count);
        if figure.hedged.is_some() || figure.start == words.start && figure.style != Style::Digits {
            return false;
        }
        let text = &self.document.text;
        let capital = |idx: usize| {
            words.get(idx).is_some_and(|token| token.span.of(text).starts_with(char::is_uppercase))
        };
        let name = |idx: usize| words.get(idx).is_some_and(|token| token.upos == Upos::Propn);
        let after = figure.end;
        let noun = self.noun_behind(after);
        let plural = noun.is_some_and(|noun| self.plural_at(noun));
        let after_hyphen = if words.norm(after) == "-" { after + 1 } else { after };
        if no_count.not_counted.contains(words.norm(after_hyphen))
            || no_count.clock.0.at(words, after).is_some()
        {
            return true;
        }
        if figure.start > words.start {
            let at = figure.start - 1;
            let label = words.norm(at);
            let determined =
                at > words.start && words.get(at - 1).is_some_and(|token| token.upos == Upos::Det);
            if no_count.labels.contains(label)
                && !plural
                && (capital(at) && !self.title_case() || !determined)
            {
                return true;
            }
            // "Boeing 737", "World War Two", but not "In Norland 12 died".
            let alone = noun.is_none() || name(after);
            let in_words = figure.style == Style::Words && capital(figure.first) && !self.title_case();
            if name(at)
                && !plural
                && (in_words
                    || figure.style == Style::Digits
                        && alone
                        && (!self.governed(at)
                            || shouts(words.get(at).map_or("", |token| token.span.of(text)))))
            {
                return true;
            }
            if in_words && capital(after) && !plural {
                return true;
            }
        }
        self.is_address(figure)
    }

    /// Whether the name that ends at this token is the object of a preposition, or the token behind the figure is a verb.
    fn governed(&self, name_end: usize) -> bool {
        let words = &self.words;
        let mut at = name_end;
        while at > words.start && words.get(at - 1).is_some_and(|token| token.upos == Upos::Propn) {
            at -= 1;
        }
        at > words.start && words.get(at - 1).is_some_and(|token| token.upos == Upos::Adp)
    }

    /// "10 Harbour Street", "12 Castle Road": a figure before a name in the singular with the word for a street.
    fn is_address(&self, figure: &Figure) -> bool {
        let words = &self.words;
        if figure.style != Style::Digits {
            return false;
        }
        let mut at = figure.end;
        while words.get(at).is_some_and(|token| token.upos == Upos::Propn) && at < figure.end + 6 {
            at += 1;
        }
        let street = at > figure.end + 1 && self.lexicon.no_count.streets.contains(words.norm(at - 1));
        let only_name = at > figure.end
            && words.get(at - 1).is_some_and(|token| token.xpos == Xpos::Nnp)
            && !words.get(at).is_some_and(|token| token.upos.is_nominal() || token.upos == Upos::Adj);
        street || only_name
    }

    /// Telephone numbers, list marks, figures with leading zeros.
    fn is_number_only(&self, figure: &Figure) -> bool {
        let words = &self.words;
        if figure.style != Style::Digits {
            return false;
        }
        let norm = words.norm(figure.first);
        let digits = |idx: usize| {
            let norm = words.norm(idx);
            !norm.is_empty() && norm.bytes().all(|b| b.is_ascii_digit())
        };
        let beside = figure.first > words.start && digits(figure.first - 1) || digits(figure.bare_end);
        let mark = figure.first == words.start
            && matches!(words.norm(figure.bare_end), "." | ")")
            && norm.len() < 3
            && figure.bare_end + 1 < words.end;
        let glued_dash = words.before(figure.first) == "-"
            && words.glued(figure.first)
            && figure.first > words.start + 1
            && words.glued(figure.first - 1);
        (norm.len() > 1 && norm.starts_with('0'))
            || beside
            || mark
            || glued_dash && figure.start == figure.first
    }

    /// "won 1-3": a range beside a word for scores.
    fn is_score_range(&self, figure: &Figure) -> bool {
        let words = &self.words;
        let scores = &self.lexicon.no_count.score;
        figure.style == Style::Digits
            && figure.low != figure.high
            && words.norm(figure.first + 1) == "-"
            && (figure.start.saturating_sub(2)..figure.end + 2)
                .any(|idx| !(figure.start..figure.end).contains(&idx) && scores.contains(words.norm(idx)))
    }
}

/// Whether the word is in capitals throughout, as codes and stations are.
fn shouts(form: &str) -> bool {
    form.len() > 1 && form.chars().all(char::is_uppercase)
}
