//! Layers of documents written out by hand.

use super::*;
use variorum_model::TokenRange;
use variorum_model::document::{Sentence, Token, Upos, Xpos};

/// A document of one sentence, its words parted by blanks; `~` glues a word to the one before.
fn document(words: &[(&str, &str, Upos, Xpos)]) -> (Report, Document) {
    let (mut text, mut tokens) = (String::new(), Vec::new());
    for (form, lemma, upos, xpos) in words {
        let glued = form.strip_prefix('~');
        if !text.is_empty() && glued.is_none() {
            text.push(' ');
        }
        let form = glued.unwrap_or(form);
        let start = text.len();
        text.push_str(form);
        let span = Span::new(start, text.len());
        tokens.push(Token {
            span,
            norm: form.to_lowercase().into(),
            lemma: (*lemma).into(),
            upos: *upos,
            xpos: *xpos,
        });
    }
    let sentence =
        Sentence { span: Span::new(0, text.len()), tokens: TokenRange::new(0, tokens.len()), paragraph: 0 };
    let report = Report { id: "r1".to_owned(), text: text.clone(), ..Report::default() };
    (report, Document { text, tokens, sentences: vec![sentence], ..Document::default() })
}

fn sample() -> (Report, Document) {
    document(&[
        ("They", "they", Upos::Pron, Xpos::Prp),
        ("did", "do", Upos::Aux, Xpos::Vbd),
        ("~n't", "not", Upos::Part, Xpos::Rb),
        ("see", "see", Upos::Verb, Xpos::Vb),
        ("Zoë", "Zoë", Upos::Propn, Xpos::Nnp),
        ("~'s", "'s", Upos::Part, Xpos::Pos),
        ("5", "5", Upos::Num, Xpos::Cd),
        ("~pm", "pm", Upos::Noun, Xpos::Nn),
        ("~.", ".", Upos::Punct, Xpos::Stop),
    ])
}

#[test]
fn conllu_fuses_what_is_written_as_one_word() {
    let (report, document) = sample();
    let expected = "\
# newdoc id = r1
# newpar
# sent_id = r1-1
# text = They didn't see Zoë's 5pm.
1\tThey\tthey\tPRON\tPRP\t_\t_\t_\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\t_\t_\t_\t_\t_
3\tn't\tnot\tPART\tRB\t_\t_\t_\t_\t_
4\tsee\tsee\tVERB\tVB\t_\t_\t_\t_\t_
5-6\tZoë's\t_\t_\t_\t_\t_\t_\t_\t_
5\tZoë\tZoë\tPROPN\tNNP\t_\t_\t_\t_\t_
6\t's\t's\tPART\tPOS\t_\t_\t_\t_\t_
7\t5\t5\tNUM\tCD\t_\t_\t_\t_\tSpaceAfter=No
8\tpm\tpm\tNOUN\tNN\t_\t_\t_\t_\tSpaceAfter=No
9\t.\t.\tPUNCT\t.\t_\t_\t_\t_\t_

";
    assert_eq!(conllu(&report, &document), expected);
}

#[test]
fn conllu_cuts_names_at_hyphens() {
    let (report, document) =
        document(&[("IS-KP", "IS-KP", Upos::Propn, Xpos::Nnp), ("~.", ".", Upos::Punct, Xpos::Stop)]);
    let lines = conllu(&report, &document);
    let forms: Vec<&str> = lines
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').nth(1))
        .collect();
    assert_eq!(forms, ["IS", "-", "KP", "."]);
}

#[test]
fn text_is_aligned_and_wrapped() {
    let (report, document) = sample();
    let expected = "\
# r1

They did n't  see  Zoë   's
PRON AUX PART VERB PROPN PART
PRP  VBD RB   VB   NNP   POS
they do  not  see  Zoë   's

5   pm   .
NUM NOUN PUNCT
CD  NN   .
5   pm   .

";
    assert_eq!(layer_text(&report, &document, Layer::Tokens, 30), expected);
}

#[test]
fn json_counts_code_points() {
    let (report, document) = sample();
    let line = layer_json(&report, &document, Layer::Tokens);
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(value["items"][5]["text"], "'s");
    assert_eq!((&value["items"][5]["start"], &value["items"][5]["end"]), (&19.into(), &21.into()));
    assert_eq!(value["items"][5]["kind"], "PART");
    assert!(!line.contains('\n'));
}

#[test]
fn layers_are_known_by_name() {
    for layer in Layer::ALL {
        assert_eq!(layer.name().parse::<Layer>().unwrap(), layer);
    }
    let message = "parse".parse::<Layer>().unwrap_err().to_string();
    assert_eq!(
        message,
        "expected tokens, quotations, chunks, names, figures, times or clauses, found \"parse\""
    );
}
