//! What the tests of all layers share.

use crate::Language;
use std::sync::OnceLock;
use variorum_model::document::{Sentence, Token, Upos, Xpos};
use variorum_model::{Document, Report, Span, TokenRange};

/// English, loaded once for all tests.
pub(crate) fn english() -> &'static Language {
    static ENGLISH: OnceLock<Language> = OnceLock::new();
    ENGLISH.get_or_init(|| Language::load(&crate::resources!(variorum_english)).unwrap())
}

/// The document of a text, with all layers.
pub(crate) fn document(text: &str) -> Document {
    english().analyze(&Report { text: text.to_owned(), ..Report::default() })
}

/// A document of tokens tagged by hand, "Police/NNS said/VBD ./.", one sentence a line; a third part gives the universal
/// tag where it does not follow from the first one ("that/DT/PRON"). No layer beyond the tokens.
pub(crate) fn tagged(lines: &str) -> Document {
    let mut document = Document::default();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let first = document.tokens.len();
        for word in line.split_whitespace() {
            let mut parts = word.rsplitn(3, '/').collect::<Vec<_>>();
            parts.reverse();
            let upos_given = parts.len() == 3 && Upos::from_label(parts[2]).is_some();
            let (form, xpos) = match parts.as_slice() {
                [form, xpos, _] if upos_given => (form.to_string(), *xpos),
                [start, end, xpos] => (format!("{start}/{end}"), *xpos),
                [form, xpos] => (form.to_string(), *xpos),
                other => panic!("{other:?} is no form with a tag"),
            };
            let xpos = Xpos::from_label(xpos).unwrap_or_else(|| panic!("{word}: no tag {xpos}"));
            let upos = if upos_given { Upos::from_label(parts[2]).unwrap() } else { usual_upos(xpos) };
            if !document.text.is_empty() {
                document.text.push(' ');
            }
            let start = document.text.len();
            document.text.push_str(&form);
            let norm = form.to_lowercase();
            let span = Span::new(start, document.text.len());
            document.tokens.push(Token { span, lemma: norm.clone().into(), norm: norm.into(), upos, xpos });
        }
        let tokens = TokenRange::new(first, document.tokens.len());
        let paragraph = document.sentences.len() as u32;
        document.sentences.push(Sentence { span: document.span(tokens), tokens, paragraph });
    }
    document
}

/// The universal tag that mostly goes with a tag of the Penn Treebank.
fn usual_upos(xpos: Xpos) -> Upos {
    match xpos {
        Xpos::Nn | Xpos::Nns | Xpos::Add | Xpos::Fw => Upos::Noun,
        Xpos::Nnp | Xpos::Nnps => Upos::Propn,
        Xpos::Jj | Xpos::Jjr | Xpos::Jjs | Xpos::Afx => Upos::Adj,
        Xpos::Rb | Xpos::Rbr | Xpos::Rbs | Xpos::Wrb => Upos::Adv,
        Xpos::Cd => Upos::Num,
        Xpos::Dt | Xpos::Pdt => Upos::Det,
        Xpos::Prp | Xpos::PrpDollar | Xpos::Wp | Xpos::Wdt | Xpos::WpDollar | Xpos::Ex => Upos::Pron,
        Xpos::In | Xpos::Rp => Upos::Adp,
        Xpos::To | Xpos::Pos => Upos::Part,
        Xpos::Cc => Upos::Cconj,
        Xpos::Md => Upos::Aux,
        Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz => Upos::Verb,
        Xpos::Uh => Upos::Intj,
        Xpos::Sym | Xpos::Dollar => Upos::Sym,
        _ => Upos::Punct,
    }
}
