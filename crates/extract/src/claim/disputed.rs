//! Stances that somebody takes later to what somebody else said.
//!
//! ```text
//! The union said twelve had died.  killed 12, the union       The ministry denied this.  killed 12 denied, the ministry
//! ```

use super::told::id;
use variorum_model::attribution::AttributionId;
use variorum_model::{Attribution, Claim, Stance};

/// "The union said twelve had died. The ministry denied this.": the ministry's stance to the same words is a claim of its own.
pub(super) fn disputed(name: &str, attributions: &[Attribution], claims: &mut Vec<Claim>) {
    let told = claims.len();
    for (idx, attribution) in attributions.iter().enumerate() {
        let (Some(about), Some(source)) = (attribution.about, &attribution.source) else { continue };
        let mut sources = vec![source.clone()];
        let mut around = attribution.parent;
        while let Some(outer) =
            around.and_then(|id| attributions.get(id.0 as usize)).filter(|_| sources.len() < 8)
        {
            sources.extend(outer.source.clone());
            around = outer.parent;
        }
        let first = claims[..told].partition_point(|claim| claim.evidence.start < about.span.start);
        for at in first..told {
            let claim = &claims[at];
            if claim.evidence.start >= about.span.end {
                break;
            }
            if claim.stance != Stance::Asserted || !about.span.contains(claim.evidence) {
                continue;
            }
            let cue = attribution.cue;
            let claim = Claim {
                id: id(name, &claim.property, cue.join(claim.evidence), claim.value_span, &claim.value.text),
                stance: about.stance,
                certainty: attribution.certainty,
                sources: sources.clone(),
                attribution: Some(AttributionId(idx as u32)),
                ..claim.clone()
            };
            claims.push(claim);
        }
    }
}
