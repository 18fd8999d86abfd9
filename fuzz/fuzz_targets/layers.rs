//! Any text through all layers: each is sorted and lies within the text and the layers before it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use variorum_language::Language;
use variorum_model::document::Argument;
use variorum_model::{Document, Report, Span, TokenRange};

static ENGLISH: LazyLock<Language> = LazyLock::new(|| {
    Language::load(&variorum_language::resources!(variorum_english)).expect("the language can be read")
});

fuzz_target!(|text: &str| {
    let document = ENGLISH.analyze(&Report { text: text.to_owned(), ..Report::default() });
    tokens(&document);
    let span = |span: Span| assert!(document.text.get(span.range()).is_some());
    let range = |range: TokenRange| assert!(document.tokens.get(range.range()).is_some());
    for quotation in &document.quotations {
        span(quotation.span);
        assert!(quotation.span.contains(quotation.inner));
    }
    assert!(document.nouns.is_sorted_by_key(|group| group.tokens.start));
    for group in &document.nouns {
        range(group.extent);
        assert!(group.tokens.covers(group.head));
    }
    assert!(document.verbs.is_sorted_by_key(|group| group.tokens.start));
    for group in &document.verbs {
        range(group.tokens);
        assert!(group.tokens.covers(group.head));
    }
    for quantity in &document.quantities {
        span(quantity.span);
        if let (Some(low), Some(high)) = (quantity.low, quantity.high) {
            assert!(low <= high);
        }
    }
    assert!(document.times.is_sorted_by_key(|timex| timex.span.start));
    document.times.iter().for_each(|timex| span(timex.span));
    for mention in &document.mentions {
        span(mention.span);
        assert!((mention.entity.0 as usize) < document.entities.len());
    }
    assert!(document.clauses.is_sorted_by_key(|clause| clause.predicate.start));
    for clause in &document.clauses {
        range(clause.extent);
        assert!(clause.extent.contains(clause.predicate));
        let argument = |argument: &Argument| {
            range(argument.tokens);
            assert!((argument.group.0 as usize) < document.nouns.len());
        };
        [clause.subject, clause.object, clause.indirect].iter().flatten().for_each(argument);
        clause.modifiers.iter().for_each(|modifier| argument(&modifier.argument));
        for other in clause.parent.into_iter().chain(clause.complement) {
            assert!((other.0 as usize) < document.clauses.len());
        }
    }
});

/// Tokens follow one another within their sentences, and each token belongs to one.
fn tokens(document: &Document) {
    let mut end = 0;
    for token in &document.tokens {
        assert!(token.span.start >= end && !token.span.is_empty());
        assert!(document.text.get(token.span.range()).is_some());
        end = token.span.end;
    }
    let mut next = 0;
    for sentence in &document.sentences {
        assert!(sentence.tokens.start == next && !sentence.tokens.is_empty());
        next = sentence.tokens.end;
    }
    assert_eq!(next as usize, document.tokens.len());
}
