//! A report's text without its furniture, and where its stretches came from.

use variorum_model::{Report, Span};

/// The text of a report without its furniture.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Clean {
    pub(super) text: String,
    /// Kept stretches of the report's text with the byte of the clean text at which each begins, sorted by both.
    pub(super) kept: Vec<(Span, u32)>,
}

impl Clean {
    /// Takes the furniture out. A line with nothing left is left out; of several empty lines one stays.
    pub(super) fn of(report: &Report) -> Clean {
        let mut clean = Clean::default();
        let mut furniture = report.furniture.iter().map(|piece| piece.span).peekable();
        let mut pending = 0usize;
        let mut start = 0usize;
        for line in report.text.split('\n') {
            let end = start + line.len();
            let mut pieces = Vec::new();
            let (mut at, mut cut) = (start, false);
            while let Some(span) =
                furniture.peek().copied().filter(|span| (span.start as usize) < end.max(start + 1))
            {
                cut = true;
                if span.start as usize > at {
                    pieces.push(Span::new(at, (span.start as usize).min(end)));
                }
                at = at.max(span.end as usize);
                if span.end as usize > end {
                    break;
                }
                furniture.next();
            }
            if at < end {
                pieces.push(Span::new(at, end));
            }
            let said: Vec<Span> =
                pieces.into_iter().filter(|span| !cut || !span.of(&report.text).trim().is_empty()).collect();
            if said.is_empty() {
                // What a line of furniture leaves is one empty line at most.
                pending = if cut { pending.max(1) } else { pending + 1 };
            } else {
                if !clean.text.is_empty() {
                    clean.text.push_str(&"\n".repeat(1 + pending.min(1)));
                }
                pending = 0;
                for mut span in said {
                    if cut {
                        let words = span.of(&report.text);
                        span.start += (words.len() - words.trim_start().len()) as u32;
                        span.end -= (words.len() - words.trim_end().len()) as u32;
                        if clean.text.ends_with(|c: char| !c.is_whitespace())
                            && clean.kept.last().is_some_and(|(last, _)| last.start as usize >= start)
                        {
                            clean.text.push(' ');
                        }
                    }
                    clean.kept.push((span, clean.text.len() as u32));
                    clean.text.push_str(span.of(&report.text));
                }
            }
            start = end + 1;
        }
        clean
    }

    /// A stretch of the report's text in the clean one; `None` if nothing of it is left.
    pub(super) fn span(&self, span: Span) -> Option<Span> {
        let first = self.kept.partition_point(|(kept, _)| kept.end <= span.start);
        let mut found: Option<Span> = None;
        for (kept, at) in self.kept.iter().skip(first).take_while(|(kept, _)| kept.start < span.end) {
            let start = at + span.start.max(kept.start) - kept.start;
            let end = at + span.end.min(kept.end) - kept.start;
            let piece = Span { start, end };
            found = Some(found.map_or(piece, |found| found.join(piece)));
        }
        found
    }
}
