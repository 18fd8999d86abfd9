//! Figures as closed intervals.

/// A closed interval of numbers; a missing end is unbounded. The ends are in order.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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
}
