//! Figures as closed intervals.

/// A closed interval of numbers; a missing end is unbounded. The ends are in order.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Interval {
    /// The lowest value, inclusive.
    pub low: Option<f64>,
    /// The highest value, inclusive.
    pub high: Option<f64>,
}

impl Interval {
    /// The interval between the two ends, whichever order they come in.
    pub fn new(low: Option<f64>, high: Option<f64>) -> Interval {
        match (low, high) {
            (Some(low), Some(high)) if low > high => Interval { low: Some(high), high: Some(low) },
            (low, high) => Interval { low, high },
        }
    }

    /// One number.
    pub fn exactly(number: f64) -> Interval {
        Interval { low: Some(number), high: Some(number) }
    }

    /// Whether it is one number.
    pub fn is_exact(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }

    /// The numbers that both hold, or `None` if there are none.
    pub fn intersect(&self, other: &Interval) -> Option<Interval> {
        let low = match (self.low, other.low) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        match (low, high) {
            (Some(low), Some(high)) if low > high => None,
            _ => Some(Interval { low, high }),
        }
    }

    /// Whether some number lies in both.
    pub fn meets(&self, other: &Interval) -> bool {
        self.intersect(other).is_some()
    }

    /// Whether every number of the other lies in this one.
    pub fn contains(&self, other: &Interval) -> bool {
        let low = self.low.is_none_or(|low| other.low.is_some_and(|theirs| low <= theirs));
        low && self.high.is_none_or(|high| other.high.is_some_and(|theirs| theirs <= high))
    }

    /// Whether it has no lower or no upper end.
    pub fn is_open(&self) -> bool {
        self.low.is_none() || self.high.is_none()
    }

    /// All its numbers times a positive factor.
    pub fn scaled(&self, factor: f64) -> Interval {
        Interval { low: self.low.map(|low| low * factor), high: self.high.map(|high| high * factor) }
    }

    /// The interval widened at both ends by a share of its ends.
    pub fn widened(&self, share: f64) -> Interval {
        let low = self.low.map(|low| low - low.abs() * share);
        Interval { low, high: self.high.map(|high| high + high.abs() * share) }
    }

    /// Whether one of two exact figures is so round that it may stand for the other: "140" for 139, "2,000" for 1,960.
    ///
    /// A figure is round to its last digit that is not zero. It may stand for figures within half of that digit's worth
    /// and within five in a hundred; figures under fifty are counted, not rounded.
    pub fn rounds(&self, other: &Interval) -> bool {
        match (self.one(), other.one()) {
            (Some(a), Some(b)) => stands_for(a, b) || stands_for(b, a),
            _ => false,
        }
    }

    /// The one number that it is.
    fn one(&self) -> Option<f64> {
        self.low.filter(|_| self.is_exact())
    }
}

/// Whether the first, if it is round, may be a rounding of the second.
fn stands_for(round: f64, exact: f64) -> bool {
    if round < 50.0 || round.fract() != 0.0 || !round.is_finite() {
        return false;
    }
    let mut worth = 1.0;
    while round % (worth * 10.0) == 0.0 {
        worth *= 10.0;
    }
    let finer = exact % worth != 0.0;
    worth > 1.0 && finer && (round - exact).abs() <= (worth / 2.0).min(round * 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(round: f64, exact: f64, expected: bool) {
        assert_eq!(Interval::exactly(round).rounds(&Interval::exactly(exact)), expected, "{round} {exact}");
        assert_eq!(Interval::exactly(exact).rounds(&Interval::exactly(round)), expected, "{exact} {round}");
    }

    #[test]
    fn round_figures_stand_for_near_ones() {
        check(140.0, 139.0, true);
        check(140.0, 143.0, true);
        check(2000.0, 1960.0, true);
        check(100.0, 98.0, true);
        check(140.0, 133.0, false);
        check(143.0, 139.0, false);
        check(140.0, 150.0, false);
        check(20.0, 19.0, false);
        check(100.0, 80.0, false);
        check(0.0, 1.0, false);
    }

    #[test]
    fn intervals_hold_one_another() {
        let at_least = Interval { low: Some(133.0), high: None };
        assert!(at_least.contains(&Interval::exactly(139.0)));
        assert!(!Interval::exactly(139.0).contains(&at_least));
        assert!(Interval::default().contains(&at_least));
        assert!(at_least.contains(&at_least));
    }
}
