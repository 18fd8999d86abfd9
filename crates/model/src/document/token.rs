//! Sentences and tokens.

use crate::{Span, TokenRange};
use compact_str::CompactString;

/// The index of a sentence in [`Document::sentences`](crate::Document::sentences).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SentenceId(pub u32);

/// A sentence, or a line without a full stop that stands alone (a headline, a caption).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// From the first to the last character that is not white space.
    pub span: Span,
    /// Its tokens.
    pub tokens: TokenRange,
    /// The number of its paragraph, counted from 0.
    pub paragraph: u32,
}

/// A syntactic word or a mark of punctuation, by the conventions of Universal Dependencies ("do" + "n't"); names such as
/// "al-Shabaab" and figures stay whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// The form for look-ups: lower case, typographic quotation marks and dashes as ASCII.
    pub norm: CompactString,
    /// The dictionary form, lower case but for names.
    pub lemma: CompactString,
    /// The universal part of speech.
    pub upos: Upos,
    /// The part of speech of the Penn Treebank.
    pub xpos: Xpos,
}

macro_rules! tag_set {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $label:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum $name { #[default] $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// All tags, in the order of the enumeration.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The tag as treebanks write it.
            pub fn label(self) -> &'static str {
                match self { $($name::$variant => $label,)+ }
            }

            /// The tag that treebanks write so.
            pub fn from_label(label: &str) -> Option<$name> {
                match label { $($label => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

tag_set! {
    /// Universal parts of speech (<https://universaldependencies.org/u/pos/>); `X` stands for "not tagged" too.
    Upos {
        X = "X", Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ",
        Sym = "SYM", Verb = "VERB",
    }
}

tag_set! {
    /// Parts of speech of the Penn Treebank, as UD English writes them; `Fw` stands for "not tagged" too.
    Xpos {
        Fw = "FW", Add = "ADD", Afx = "AFX", Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Gw = "GW", Hyph = "HYPH",
        In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS", Ls = "LS", Lsb = "-LSB-", Lrb = "-LRB-", Md = "MD",
        Nfp = "NFP", Nn = "NN", Nnp = "NNP", Nnps = "NNPS", Nns = "NNS", Pdt = "PDT", Pos = "POS", Prp = "PRP",
        PrpDollar = "PRP$", Rb = "RB", Rbr = "RBR", Rbs = "RBS", Rp = "RP", Rsb = "-RSB-", Rrb = "-RRB-", Sym = "SYM",
        To = "TO", Uh = "UH", Vb = "VB", Vbd = "VBD", Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT",
        Wp = "WP", WpDollar = "WP$", Wrb = "WRB", Xx = "XX", Dollar = "$", Comma = ",", Stop = ".", Colon = ":",
        OpenQuote = "``", CloseQuote = "''",
    }
}

impl Upos {
    /// Whether words of this class name things: nouns, names.
    pub fn is_nominal(self) -> bool {
        matches!(self, Upos::Noun | Upos::Propn)
    }

    /// Whether words of this class carry meaning of their own (UD's open classes, without interjections).
    pub fn is_content(self) -> bool {
        matches!(self, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Adv | Upos::Num)
    }
}
