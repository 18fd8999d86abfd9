//! In which forms a content stands beside its cue.
//!
//! ```text
//! said ‹that it fell›   that        denied ‹the claim›   noun        wants ‹to leave›   to        ‹it fell›, he said   trail
//! ```

/// In which form a content may stand: a set of bits.
pub(crate) type Frames = u32;

pub(crate) const THAT: Frames = 1;
pub(crate) const BARE: Frames = 1 << 1;
pub(crate) const QUOTE: Frames = 1 << 2;
pub(crate) const TRAIL: Frames = 1 << 3;
pub(crate) const WH: Frames = 1 << 4;
pub(crate) const TO: Frames = 1 << 5;
pub(crate) const WHOM_TO: Frames = 1 << 6;
pub(crate) const TOLD: Frames = 1 << 7;
pub(crate) const TOLD_TO: Frames = 1 << 8;
pub(crate) const NOUN: Frames = 1 << 9;
pub(crate) const ING: Frames = 1 << 10;
pub(crate) const AS: Frames = 1 << 11;
pub(crate) const PASSIVE: Frames = 1 << 12;
pub(crate) const WORDS: Frames = 1 << 13;
pub(crate) const HEARER: Frames = 1 << 14;

/// The names of the frames that are not prepositions.
pub(super) const NAMES: [(&str, Frames); 15] = [
    ("that", THAT),
    ("bare", BARE),
    ("quote", QUOTE),
    ("trail", TRAIL),
    ("wh", WH),
    ("to", TO),
    ("whom-to", WHOM_TO),
    ("told", TOLD),
    ("told-to", TOLD_TO),
    ("noun", NOUN),
    ("ing", ING),
    ("as", AS),
    ("passive", PASSIVE),
    ("words", WORDS),
    ("hearer", HEARER),
];

/// The name of a frame, for the rule that an attribution carries.
pub(crate) fn frame_name(frame: Frames) -> &'static str {
    NAMES.iter().find(|(_, known)| frame & known != 0).map_or("", |(name, _)| name)
}

/// The frames whose content is no statement but a deed or a thing that is named, willed or judged.
pub(crate) const DEEDS: Frames = TO | WHOM_TO | TOLD_TO | NOUN | ING | AS;
