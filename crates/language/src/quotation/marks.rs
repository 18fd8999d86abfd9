//! The marks of a paragraph: where they stand, and what each could do there.

use variorum_model::Span;

/// The shapes of marks. Straight ones look alike on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `"` and `'`.
    Straight,
    /// `“` and `‘`.
    CurlyOpen,
    /// `”` and `’`.
    CurlyClose,
    /// `„` and `‚`, which `“` or `‘` close.
    Low,
    /// `«` and `‹`.
    AngleOpen,
    /// `»` and `›`.
    AngleClose,
    /// Two grave accents.
    LatexOpen,
    /// Two apostrophes.
    LatexClose,
}

/// A mark with what its neighbours allow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) shape: Shape,
    pub(super) single: bool,
    /// White space, a bracket or another mark before, none after.
    pub(super) can_open: bool,
    /// No white space before.
    pub(super) can_close: bool,
    /// It can open, and nothing before it could be quoted.
    pub(super) clearly_opens: bool,
    /// For a single mark that can close: whether it cannot be the apostrophe of a plural genitive.
    strong: bool,
}

impl Mark {
    /// Whether the mark opens only where it was typed the wrong way round.
    pub(super) fn only_closes(&self) -> bool {
        matches!(self.shape, Shape::CurlyClose | Shape::LatexClose)
    }
}

/// The mark with which this text begins: shape, whether it is single, length in bytes.
pub(super) fn mark_at(text: &str) -> Option<(Shape, bool, usize)> {
    let first = text.chars().next()?;
    let (shape, single) = match first {
        '"' | '＂' => (Shape::Straight, false),
        '“' | '‟' => (Shape::CurlyOpen, false),
        '”' => (Shape::CurlyClose, false),
        '„' => (Shape::Low, false),
        '«' => (Shape::AngleOpen, false),
        '»' => (Shape::AngleClose, false),
        '`' if text.starts_with("``") => return Some((Shape::LatexOpen, false, 2)),
        '\'' if text.starts_with("''") => return Some((Shape::LatexClose, false, 2)),
        '\'' => (Shape::Straight, true),
        '‘' => (Shape::CurlyOpen, true),
        '’' => (Shape::CurlyClose, true),
        '‚' => (Shape::Low, true),
        '‹' => (Shape::AngleOpen, true),
        '›' => (Shape::AngleClose, true),
        _ => return None,
    };
    Some((shape, single, first.len_utf8()))
}

/// Whether a character can only stand before something quoted, not at its end.
fn before_opening(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | '{' | '“' | '‘' | '"' | '\'' | '«' | '„' | '`')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '/' | ':')
}

/// The marks of a paragraph, in order.
pub(super) fn marks(text: &str, paragraph: Span) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut before: Option<char> = None;
    let mut before_that: Option<char> = None;
    let mut at = paragraph.start as usize;
    let end = paragraph.end as usize;
    while let Some(c) = text.get(at..end).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..end).unwrap_or_default();
        if let Some((shape, single, length)) = mark_at(rest) {
            let after = rest.get(length..).unwrap_or_default();
            let next = after.chars().next();
            let free_before = before.is_none_or(before_opening);
            let ends_word = before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '['));
            let something_after = next.is_some_and(|c| !c.is_whitespace());
            let can_open = something_after
                && (free_before || before.is_some_and(is_dash))
                && (!single || next.is_some_and(|c| c.is_alphanumeric() || before_opening(c) || c == '…'));
            let decade = single
                && after.len() > 2
                && after.as_bytes()[..2].iter().all(u8::is_ascii_digit)
                && after.as_bytes()[2] == b's';
            let spaced =
                !single && before.is_none_or(char::is_whitespace) && !something_after && !after.is_empty();
            let can_close = if single {
                ends_word && next.is_none_or(|c| !c.is_alphanumeric())
            } else {
                ends_word || spaced
            };
            marks.push(Mark {
                start: at,
                end: at + length,
                shape,
                single,
                can_open: (can_open || spaced) && !decade,
                can_close,
                clearly_opens: can_open && before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[')),
                strong: !matches!(before, Some('s' | 'S'))
                    || before_that.is_none_or(|c| !c.is_alphabetic())
                    || next.is_some_and(|c| !c.is_whitespace()),
            });
            at += length;
            (before_that, before) = (before, Some(c));
            continue;
        }
        at += c.len_utf8();
        (before_that, before) = (before, Some(c));
    }
    marks
}

/// For each single mark that opens a quotation, where the mark stands that closes it.
///
/// "‘the miners’ tents were gone,’ he said": a mark after "s" may be a genitive, so a mark that cannot be one is
/// preferred, unless another quotation opens before it.
pub(super) fn single_closers(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut closers = vec![None; marks.len()];
    let (mut strong, mut weak, mut opening) = (None, None, None);
    for (idx, mark) in marks.iter().enumerate().rev() {
        if !mark.single {
            continue;
        }
        let opens = mark.can_open && !matches!(mark.shape, Shape::CurlyClose | Shape::AngleClose);
        let closes = mark.can_close
            && !matches!(mark.shape, Shape::CurlyOpen | Shape::Low | Shape::AngleOpen)
            && !(mark.can_open && mark.shape == Shape::Straight);
        if opens {
            let open_before = |at: usize| opening.is_some_and(|open: usize| open < at);
            closers[idx] = match (strong, weak) {
                (Some(strong), Some(weak)) if open_before(strong) && weak < strong && !open_before(weak) => {
                    Some(weak)
                }
                (Some(strong), _) => Some(strong),
                (None, weak) => weak,
            };
            opening = Some(mark.start);
        }
        if closes && mark.strong {
            strong = Some(mark.start);
        } else if closes {
            weak = Some(mark.start);
        }
    }
    closers
}
