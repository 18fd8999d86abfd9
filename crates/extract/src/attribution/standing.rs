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

/// Who stands behind this stretch of text, by the attributions of its document.
///
/// The innermost attribution whose content holds the span decides the stance; the chain of its parents gives the sources,
/// nearest to the fact first. The words of a cue are its own source's. Whatever no attribution holds is asserted and stated by the report itself.
pub fn standing(attributions: &[Attribution], span: Span) -> Standing {
    let mut standing = Standing { factive: true, ..Standing::default() };
    // "Norland accuses Sudmark": the words are themselves somebody's, whatever they make of their content.
    let by_cue = attributions.iter().position(|it| it.cue.contains(span));
    let innermost = attributions
        .iter()
        .enumerate()
        .filter(|(_, it)| it.content.contains(span))
        .min_by_key(|(idx, it)| (it.content.span.len(), std::cmp::Reverse(*idx)))
        .map(|(idx, _)| idx);
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
        let repeated = |source: &Source| standing.sources.last().is_some_and(|last| last.span == source.span);
        let source = attribution.source.clone().filter(|source| !repeated(source));
        standing.sources.extend(source);
        if !own {
            standing.certainty = standing.certainty.max(attribution.certainty);
        }
        own = false;
        standing.factive &= attribution.factive;
        at = attribution.parent;
    }
    standing
}
