//! Lines of coloured words, wrapped to a width.
//!
//! ```text
//! |  • at least 9 · 2 reports, 1 origin ·|
//! |    3 March 2031                      |     later lines hang under the first word
//! ```

use crate::Style;
use crate::text::{prefix, width};
use anstyle::{AnsiColor, Style as Ansi};
use std::fmt::Write;
use variorum_model::Status;

/// How words look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    /// What the eye looks for: names of events, values.
    Strong,
    /// What it passes over: places, counts.
    Faint,
    /// A status in its colour.
    Status(Status),
    /// Denials and doubts.
    Against,
}

impl Ink {
    fn ansi(self) -> Ansi {
        let colored = |color: AnsiColor| Ansi::new().bold().fg_color(Some(color.into()));
        match self {
            Ink::Plain => Ansi::new(),
            Ink::Strong => Ansi::new().bold(),
            Ink::Faint => Ansi::new().dimmed(),
            Ink::Against => Ansi::new().fg_color(Some(AnsiColor::Red.into())),
            Ink::Status(Status::Single) => Ansi::new(),
            Ink::Status(Status::Agreed) => colored(AnsiColor::Green),
            Ink::Status(Status::Compatible) => colored(AnsiColor::Cyan),
            Ink::Status(Status::Evolving) => colored(AnsiColor::Yellow),
            Ink::Status(Status::Disputed) => colored(AnsiColor::Red),
        }
    }
}

/// Narrower terminals than this get lines of this width: wrapping at a few columns helps nobody.
const NARROWEST: usize = 24;
/// Wider ones are not filled: longer lines are hard to read.
const WIDEST: usize = 110;

/// What is drawn on: text that grows by wrapped lines.
pub(crate) struct Canvas {
    pub(crate) text: String,
    pub(crate) width: usize,
    color: bool,
}

impl Canvas {
    pub(crate) fn new(style: &Style) -> Canvas {
        Canvas { text: String::new(), width: style.width.clamp(NARROWEST, WIDEST), color: style.color }
    }

    /// An empty line, but never two of them nor one at the beginning.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A line as wide as the canvas.
    pub(crate) fn rule(&mut self) {
        let rule = "─".repeat(self.width);
        self.pieces(&[(Ink::Faint, rule.as_str())], 0, 0);
    }

    /// A paragraph of one ink.
    pub(crate) fn paragraph(&mut self, ink: Ink, words: &str, indent: usize) {
        self.pieces(&[(ink, words)], indent, indent);
    }

    /// A paragraph: its first line begins at column `first`, the others at `hanging`. Pieces are harmless text (see
    /// [`tidy`](crate::text::tidy)); they break between words, and within a word that is longer than a line.
    pub(crate) fn pieces(&mut self, pieces: &[(Ink, &str)], first: usize, hanging: usize) {
        // On a narrow canvas the indents give way, so that words keep most of it.
        let most = self.width * 2 / 5;
        let (first, hanging) = (first.min(most), hanging.min(most));
        let mut line: Vec<(Ink, &str)> = Vec::new();
        let mut column = first;
        let mut indent = first;
        let mut wants_space = false;
        for &(ink, words) in pieces {
            for (idx, word) in words.split(' ').enumerate() {
                wants_space |= idx > 0;
                let mut word = word;
                while !word.is_empty() {
                    let space = usize::from(wants_space && !line.is_empty());
                    if column + space + width(word) <= self.width {
                        if space == 1 {
                            line.push((ink, " "));
                        }
                        line.push((ink, word));
                        column += space + width(word);
                        wants_space = false;
                        break;
                    }
                    // A piece that follows without a space may be broken off too: "(monday" and ")" rarely meet an edge.
                    if line.is_empty() {
                        let head = prefix(word, self.width - indent);
                        let head = if head.is_empty() { word } else { head };
                        line.push((ink, head));
                        word = &word[head.len()..];
                    }
                    self.flush(&mut line, indent);
                    (indent, column) = (hanging, hanging);
                    wants_space = false;
                }
            }
        }
        if !line.is_empty() {
            self.flush(&mut line, indent);
        }
    }

    /// Words at the left and a label at the right edge where both fit on a line, otherwise the label under the words.
    pub(crate) fn spread(&mut self, words: (Ink, &str), label: (Ink, &str)) {
        let gap = self.width.saturating_sub(width(words.1) + width(label.1));
        if gap >= 2 {
            let blank = " ".repeat(gap);
            let mut line = vec![words, (Ink::Plain, blank.as_str()), label];
            self.flush(&mut line, 0);
        } else {
            self.pieces(&[words], 0, 2);
            self.pieces(&[label], 2, 2);
        }
    }

    /// A paragraph beside a label, from column `first` on; after the label where it leaves no room before that column.
    pub(crate) fn row(&mut self, label: (Ink, &str), pieces: &[(Ink, &str)], indent: usize, first: usize) {
        let taken = indent + width(label.1);
        if taken >= first || first > self.width * 2 / 5 {
            let mut all = vec![label, (Ink::Plain, " ")];
            all.extend_from_slice(pieces);
            return self.pieces(&all, indent, indent + 2);
        }
        let start = self.text.len();
        self.pieces(pieces, first, first);
        let mut painted = String::new();
        self.paint(&mut painted, label.0, [label.1].into_iter());
        if self.text.len() == start {
            self.text.push_str(&" ".repeat(taken));
            self.text.push('\n');
        }
        self.text.replace_range(start + indent..start + taken, &painted);
    }

    fn paint<'w>(&self, text: &mut String, ink: Ink, words: impl Iterator<Item = &'w str>) {
        let ansi = if self.color { ink.ansi() } else { Ansi::new() };
        let _ = write!(text, "{ansi}");
        text.extend(words);
        let _ = write!(text, "{ansi:#}");
    }

    /// Writes a line and empties it. Neighbours of one ink are painted together.
    fn flush(&mut self, line: &mut Vec<(Ink, &str)>, indent: usize) {
        let mut text = std::mem::take(&mut self.text);
        text.extend(std::iter::repeat_n(' ', indent));
        let mut rest = line.as_slice();
        while let Some(&(ink, _)) = rest.first() {
            let n_same = rest.iter().take_while(|(other, _)| *other == ink).count();
            let (same, others) = rest.split_at(n_same);
            self.paint(&mut text, ink, same.iter().map(|(_, word)| *word));
            rest = others;
        }
        text.push('\n');
        self.text = text;
        line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrapped(text: &str, columns: usize, first: usize, hanging: usize) -> String {
        let mut canvas = Canvas::new(&Style { width: columns, color: false });
        canvas.pieces(&[(Ink::Plain, text)], first, hanging);
        canvas.text
    }

    #[test]
    fn words_wrap_and_hang() {
        assert_eq!(
            wrapped("one two three four five six seven", 24, 2, 4),
            "  one two three four\n    five six seven\n"
        );
        assert_eq!(
            wrapped(&"x".repeat(50), 24, 0, 2),
            format!("{}\n  {}\n  {}\n", "x".repeat(24), "x".repeat(22), "xxxx")
        );
        assert_eq!(wrapped("火事です火事です火事です火", 24, 0, 0), "火事です火事です火事です\n火\n");
        assert_eq!(wrapped("", 24, 2, 2), "");
    }

    #[test]
    fn pieces_join_without_a_space_unless_they_have_one() {
        let mut canvas = Canvas::new(&Style { width: 80, color: false });
        canvas.pieces(
            &[(Ink::Plain, "“nine dead”"), (Ink::Faint, " ("), (Ink::Strong, "monday"), (Ink::Faint, ")")],
            0,
            0,
        );
        assert_eq!(canvas.text, "“nine dead” (monday)\n");
    }

    #[test]
    fn color_is_on_demand_and_closed_on_each_line() {
        let mut canvas = Canvas::new(&Style { width: 24, color: true });
        canvas.pieces(&[(Ink::Strong, "one two three four five six")], 0, 0);
        assert_eq!(canvas.text, "\u{1b}[1mone two three four five\u{1b}[0m\n\u{1b}[1msix\u{1b}[0m\n");
    }

    #[test]
    fn a_label_goes_to_the_right_edge_or_below() {
        let mut canvas = Canvas::new(&Style { width: 24, color: false });
        canvas.spread((Ink::Strong, "How many?"), (Ink::Plain, "= agreed"));
        canvas.spread((Ink::Strong, "How many people died?"), (Ink::Plain, "= agreed"));
        assert_eq!(canvas.text, "How many?       = agreed\nHow many people died?\n  = agreed\n");
    }

    #[test]
    fn rows_stand_beside_their_labels_where_there_is_room() {
        let mut canvas = Canvas::new(&Style { width: 36, color: false });
        canvas.row((Ink::Strong, "3 May"), &[(Ink::Plain, "one two three four five six")], 2, 10);
        canvas.row((Ink::Strong, "a long label"), &[(Ink::Plain, "one two three four five six")], 2, 10);
        canvas.row((Ink::Strong, "4 May"), &[], 2, 10);
        assert_eq!(
            canvas.text,
            "  3 May   one two three four five\n          six\n  a long label one two three four\n    five six\n  4 May\n"
        );
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_word_is_lost(
            words in prop::collection::vec("[a-z火é]{1,40}", 0..30),
            columns in 0_usize..130,
            first in 0_usize..10,
            hanging in 0_usize..10,
        ) {
            let text = words.join(" ");
            let drawn = wrapped(&text, columns, first, hanging);
            for line in drawn.lines() {
                prop_assert!(width(line) <= columns.clamp(NARROWEST, WIDEST), "{line:?}");
            }
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&drawn), letters(&text));
        }
    }
}
