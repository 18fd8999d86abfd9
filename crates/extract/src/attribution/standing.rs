//! Who stands behind a stretch of text: the innermost attribution, and through whom it came.
//!
//! ```text
//! The Herald reported that the mayor had said ‹the bridge was closed›.     the mayor, through the Herald
//! ```

use variorum_model::attribution::AttributionId;
use variorum_model::{Attribution, Certainty, Source, Span, Stance};

/// How many attributions may lie around each other.
const DEPTH: usize = 16;

/// Who stands behind a stretch of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Who says so, nearest to the fact first; empty for the report's own voice.
    pub sources: Vec<Source>,
    /// What the nearest source makes of it.
    pub stance: Stance,
    /// Whether anybody on the way hedges it.
    pub certainty: Certainty,
    /// Whether the words commit the report itself to it: every cue on the way is factive, or there is none.
    pub factive: bool,
    /// The attribution that holds it, innermost.
    pub attribution: Option<AttributionId>,
}

/// How many stretches around one place are looked at, innermost first, and how many cues beside it.
const MOST_AROUND: usize = 64;
const MOST_CUES: usize = 8;

/// The attributions of a document, laid out so that who stands behind a stretch of text is found without looking at all of
/// them.
#[derive(Clone, Debug)]
pub(crate) struct Standings<'a> {
    attributions: &'a [Attribution],
    /// The stretches of the contents by their first byte, and whose they are.
    parts: Vec<(Span, usize)>,
    /// A tree of the last bytes: the leaves, one a stretch, stand in the second half; each node holds the largest one below.
    ends: Vec<u32>,
    /// The cues by their first byte, and whose they are.
    cues: Vec<(Span, usize)>,
}

impl<'a> Standings<'a> {
    /// Lays out the attributions of a document.
    pub(crate) fn new(attributions: &'a [Attribution]) -> Standings<'a> {
        let numbered = || attributions.iter().enumerate();
        let mut parts: Vec<(Span, usize)> =
            numbered().flat_map(|(idx, it)| it.content.parts.iter().map(move |part| (*part, idx))).collect();
        parts.sort_by_key(|(part, idx)| (part.start, *idx));
        let mut cues: Vec<(Span, usize)> = numbered().map(|(idx, it)| (it.cue, idx)).collect();
        cues.sort_by_key(|(cue, idx)| (cue.start, *idx));
        let leaves = parts.len().next_power_of_two();
        let mut ends = vec![0; 2 * leaves];
        for (leaf, (part, _)) in ends[leaves..].iter_mut().zip(&parts) {
            *leaf = part.end;
        }
        for node in (1..leaves).rev() {
            ends[node] = ends[2 * node].max(ends[2 * node + 1]);
        }
        Standings { attributions, parts, ends, cues }
    }

    /// The cue of an attribution.
    pub(crate) fn cue(&self, id: AttributionId) -> Option<Span> {
        self.attributions.get(id.0 as usize).map(|attribution| attribution.cue)
    }

    /// Whether the content of an attribution is no statement but a deed that is named or willed ("claimed the attack in
    /// Eastport", "wanted to see the concert").
    pub(crate) fn is_deed(&self, id: AttributionId) -> bool {
        self.attributions.get(id.0 as usize).is_some_and(|attribution| attribution.deed)
    }

    /// The last of the first `count` stretches that goes on to this byte.
    fn last_reaching(&self, count: usize, byte: u32) -> Option<usize> {
        let leaves = self.ends.len() / 2;
        // Up from the stretch behind the last one: each left neighbour on the way stands for stretches in question.
        let mut node = leaves + count;
        while node > 1 {
            let is_right = node % 2 == 1;
            if is_right && self.ends[node - 1] >= byte {
                node -= 1;
                while node < leaves {
                    node = 2 * node + usize::from(self.ends[2 * node + 1] >= byte);
                }
                return Some(node - leaves);
            }
            node /= 2;
        }
        None
    }

    /// The attribution whose content holds the span, innermost.
    fn innermost(&self, span: Span) -> Option<usize> {
        let mut count = self.parts.partition_point(|(part, _)| part.start <= span.start);
        if count == self.ends.len() / 2 {
            // The tree has no leaf behind the last one: look at that one by itself.
            count -= 1;
        }
        let last = self.parts.get(count).filter(|(part, _)| part.contains(span));
        let mut around: Vec<usize> = last.map(|(_, idx)| *idx).into_iter().collect();
        while let Some(at) = self.last_reaching(count, span.end).filter(|_| around.len() < MOST_AROUND) {
            around.extend(self.parts.get(at).filter(|(part, _)| part.contains(span)).map(|(_, idx)| *idx));
            count = at;
        }
        around
            .into_iter()
            .min_by_key(|&idx| (self.attributions[idx].content.span.len(), std::cmp::Reverse(idx)))
    }

    /// The attribution whose cue holds the span.
    fn by_cue(&self, span: Span) -> Option<usize> {
        let end = self.cues.partition_point(|(cue, _)| cue.start <= span.start);
        let near = self.cues[..end].iter().rev().take(MOST_CUES);
        near.filter(|(cue, _)| cue.contains(span)).map(|(_, idx)| *idx).min()
    }

    /// Who stands behind this stretch of text.
    ///
    /// The innermost attribution whose content holds the span decides the stance; the chain of its parents gives the sources,
    /// nearest to the fact first. The words of a cue are its own source's. Whatever no attribution holds is asserted and stated
    /// by the report itself.
    pub(crate) fn of(&self, span: Span) -> Standing {
        let attributions = self.attributions;
        let mut standing = Standing { factive: true, ..Standing::default() };
        // "Norland accuses Sudmark": the words are themselves somebody's, whatever they make of their content.
        let by_cue = self.by_cue(span);
        let innermost = self.innermost(span);
        let Some(idx) = by_cue.or(innermost) else { return standing };
        standing.attribution = Some(AttributionId(idx as u32));
        if by_cue.is_none() {
            standing.stance = attributions[idx].stance;
        }
        let mut own = by_cue.is_some();
        let mut at = Some(AttributionId(idx as u32));
        for _ in 0..DEPTH {
            let Some(attribution) = at.and_then(|id| attributions.get(id.0 as usize)) else { break };
            // "Police found no evidence that …" has police twice.
            let repeated =
                |source: &Source| standing.sources.last().is_some_and(|last| last.span == source.span);
            let source = attribution.source.clone().filter(|source| !repeated(source));
            // "The mayor condemned the raid that killed 12": it is not the mayor who says so.
            if !attribution.judged || own {
                standing.sources.extend(source);
            }
            if !own {
                standing.certainty = standing.certainty.max(attribution.certainty);
            }
            own = false;
            standing.factive &= attribution.factive;
            at = attribution.parent;
        }
        standing
    }
}

/// Who stands behind this stretch of text, by the attributions of its document.
pub fn standing(attributions: &[Attribution], span: Span) -> Standing {
    Standings::new(attributions).of(span)
}
