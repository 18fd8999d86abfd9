//! The marks of a chart and their labels, which never lie over each other.
//!
//! ```text
//!  9+        14
//!   ↑         ●      13–17 ┬
//!   ●                      ┴
//! ```

use super::{BOTTOM, HEIGHT, LEFT, Point, WIDTH, unit};
use crate::labels;
use crate::text::width;
use jiff::civil::Date;
use variorum_model::value::Interval;

/// How many figures are marked at most; the shaded steps show the rest.
const MARKS: usize = 200;

/// A figure on a day.
pub(crate) struct Mark {
    pub(crate) x: String,
    /// Where the dot stands; none for a band.
    pub(crate) dot: Option<String>,
    /// The line from the upper to the lower end: a band, or an arrow towards an open end.
    pub(crate) line: Option<(String, String)>,
    /// The arrow's head as an SVG path.
    pub(crate) arrow: Option<String>,
    pub(crate) label: Option<Label>,
    pub(crate) title: String,
}

pub(crate) struct Label {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) anchor: &'static str,
    pub(crate) text: String,
}

/// A figure in as few characters as can be: "14", "9+", "≤99", "13–17".
pub(super) fn short(figure: &Interval) -> String {
    match (figure.low, figure.high) {
        (Some(low), Some(high)) if low == high => labels::number(low),
        (Some(low), Some(high)) => format!("{}–{}", labels::number(low), labels::number(high)),
        (Some(low), None) => format!("{}+", labels::number(low)),
        (None, Some(high)) => format!("≤{}", labels::number(high)),
        (None, None) => String::new(),
    }
}

pub(super) fn marks(points: &[Point], x: &impl Fn(Date) -> f64, y: &impl Fn(f64) -> f64) -> Vec<Mark> {
    const ARROW: f64 = 12.0;
    let mut taken: Vec<[f64; 4]> = Vec::new();
    let mut marks = Vec::new();
    for point in points.iter().take(MARKS) {
        let at = x(point.day);
        let low = point.figure.low.map(y);
        let high = point.figure.high.map(y);
        let (dot, line, arrow) = match (low, high) {
            (Some(low), Some(high)) if low == high => (Some(low), None, None),
            (Some(low), Some(high)) => (None, Some((high, low)), None),
            (Some(low), None) => (Some(low), Some((low - ARROW, low)), Some((low - ARROW, 4.0))),
            (None, Some(high)) => (Some(high), Some((high, high + ARROW)), Some((high + ARROW, -4.0))),
            (None, None) => continue,
        };
        let center = dot.or(line.map(|(top, bottom)| (top + bottom) / 2.0)).unwrap_or_default();
        let tip = line.map_or(center, |(top, _)| top.min(center));
        taken.push([at - 4.0, tip.min(center - 4.0), at + 4.0, center + 4.0]);
        let head = arrow.map(|(end, back)| {
            format!(
                "M{} {}L{} {}L{} {}",
                unit(at - 3.5),
                unit(end + back),
                unit(at),
                unit(end),
                unit(at + 3.5),
                unit(end + back)
            )
        });
        marks.push((
            Mark {
                x: unit(at),
                dot: dot.map(unit),
                line: line.map(|(top, bottom)| (unit(top), unit(bottom))),
                arrow: head,
                label: None,
                title: format!(
                    "{}, {}: {}",
                    short(&point.figure),
                    labels::date(&point.day.to_string()),
                    who(&point.who)
                ),
            },
            (at, center, tip, short(&point.figure)),
        ));
    }
    for (mark, (at, center, tip, text)) in &mut marks {
        mark.label = label(*at, *center, *tip, text, &mut taken);
    }
    marks.into_iter().map(|(mark, _)| mark).collect()
}

/// The first few of those who give a figure.
fn who(all: &[String]) -> String {
    const NAMED: usize = 12;
    let named = all.get(..NAMED).unwrap_or(all).join(", ");
    match all.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// A free place for the label of a mark, if there is one: left of it above, above, right above, right, below.
fn label(at: f64, center: f64, tip: f64, text: &str, taken: &mut Vec<[f64; 4]>) -> Option<Label> {
    let wide = width(text) as f64 * 8.4;
    let candidates = [
        (at - 6.0, center - 5.0, "end"),
        (at, tip - 7.0, "middle"),
        (at + 7.0, center - 6.0, "start"),
        (at + 7.0, center + 13.0, "start"),
        (at - 6.0, center + 13.0, "end"),
    ];
    for (x, y, anchor) in candidates {
        let left = match anchor {
            "end" => x - wide,
            "middle" => x - wide / 2.0,
            _ => x,
        };
        let place = [left, y - 10.0, left + wide, y + 2.0];
        let inside =
            place[0] >= LEFT - 6.0 && place[2] <= WIDTH && place[1] >= 0.0 && place[3] <= HEIGHT - BOTTOM;
        let free = taken.iter().all(|other| {
            place[2] <= other[0] || other[2] <= place[0] || place[3] <= other[1] || other[3] <= place[1]
        });
        if inside && free {
            taken.push(place);
            return Some(Label { x: unit(x), y: unit(y), anchor, text: text.to_owned() });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short() {
        for (low, high, text) in [
            (Some(14.0), Some(14.0), "14"),
            (Some(9.0), None, "9+"),
            (None, Some(99.0), "≤99"),
            (Some(13.0), Some(17.0), "13–17"),
        ] {
            assert_eq!(short(&Interval::new(low, high)), text);
        }
    }
}
