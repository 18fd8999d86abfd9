//! What each layer says, stretch by stretch.

use super::{Field, Item, Layer, clauses};
use variorum_model::document::{
    Anchor, EntityKind, MentionForm, Modality, QuantityKind, Relation, Tense, Voice,
};
use variorum_model::{Document, Span};

/// The items of a layer in order.
pub(super) fn items(document: &Document, layer: Layer) -> Vec<Item> {
    match layer {
        Layer::Tokens => tokens(document),
        Layer::Quotations => quotations(document),
        Layer::Chunks => chunks(document),
        Layer::Names => names(document),
        Layer::Figures => figures(document),
        Layer::Times => times(document),
        Layer::Clauses => clauses::items(document),
    }
}

fn tokens(document: &Document) -> Vec<Item> {
    let item = |token: &variorum_model::document::Token| Item {
        span: token.span,
        kind: token.upos.label(),
        fields: vec![
            ("xpos", Field::Text(token.xpos.label().to_owned())),
            ("lemma", Field::Text(token.lemma.to_string())),
        ],
    };
    document.tokens.iter().map(item).collect()
}

fn quotations(document: &Document) -> Vec<Item> {
    let item = |quotation: &variorum_model::document::Quotation| Item {
        span: quotation.span,
        kind: if quotation.speech { "speech" } else { "words" },
        fields: vec![
            ("depth", Field::Number(f64::from(quotation.depth))),
            ("closed", Field::Flag(quotation.closed)),
        ],
    };
    document.quotations.iter().map(item).collect()
}

fn chunks(document: &Document) -> Vec<Item> {
    let mut items = Vec::new();
    for group in &document.nouns {
        let mut fields = vec![("head", Field::Text(document.form(group.head).to_owned()))];
        if group.extent != group.tokens {
            fields.push(("extent", Field::Place(document.span(group.extent))));
        }
        for (name, other) in
            [("apposition", group.apposition), ("next", group.next), ("possessor", group.possessor)]
        {
            if let Some(other) = other.and_then(|id| document.nouns.get(id.0 as usize)) {
                fields.push((name, Field::Place(document.span(other.tokens))));
            }
        }
        if group.negated {
            fields.push(("negated", Field::Flag(true)));
        }
        items.push(Item { span: document.span(group.tokens), kind: "noun", fields });
    }
    for group in &document.verbs {
        let mut fields = vec![("head", Field::Text(document.form(group.head).to_owned()))];
        verb_fields(group.voice, group.tense, group.modality, group.negated, &mut fields);
        for (name, set) in [("perfect", group.aspect.perfect), ("progressive", group.aspect.progressive)] {
            if set {
                fields.push((name, Field::Flag(true)));
            }
        }
        items.push(Item { span: document.span(group.tokens), kind: "verb", fields });
    }
    items.sort_by_key(|item| (item.span.start, item.span.end));
    items
}

/// Voice, tense, modality and negation, as far as there is something to say.
pub(super) fn verb_fields(
    voice: Voice,
    tense: Tense,
    modality: Option<Modality>,
    negated: bool,
    fields: &mut Vec<(&'static str, Field)>,
) {
    let tense = match tense {
        Tense::None => None,
        Tense::Past => Some("past"),
        Tense::Present => Some("present"),
        Tense::Future => Some("future"),
    };
    let modality = modality.map(|modality| match modality {
        Modality::Possible => "possible",
        Modality::Probable => "probable",
        Modality::Conditional => "conditional",
        Modality::Future => "future",
        Modality::Obligation => "obligation",
        Modality::Ability => "ability",
    });
    let voice = (voice == Voice::Passive).then_some("passive");
    for (name, word) in [("voice", voice), ("tense", tense), ("modality", modality)] {
        if let Some(word) = word {
            fields.push((name, Field::Text(word.to_owned())));
        }
    }
    if negated {
        fields.push(("negated", Field::Flag(true)));
    }
}

fn names(document: &Document) -> Vec<Item> {
    let item = |mention: &variorum_model::document::Mention| {
        let form = match mention.form {
            MentionForm::Name => "name",
            MentionForm::Nominal => "nominal",
            MentionForm::Pronoun => "pronoun",
        };
        let mut fields = vec![("entity", Field::Index(mention.entity.0 as usize))];
        if let Some(entity) = document.entities.get(mention.entity.0 as usize) {
            fields.push(("is", Field::Text(kind(entity.kind).to_owned())));
            fields.push(("called", Field::Text(entity.name.clone())));
        }
        if let Some(role) = mention.role {
            fields.push(("role", Field::Place(role)));
        }
        Item { span: mention.span, kind: form, fields }
    };
    document.mentions.iter().map(item).collect()
}

fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
        EntityKind::Nationality => "nationality",
        EntityKind::Facility => "facility",
        EntityKind::Publication => "publication",
        EntityKind::Other => "other",
    }
}

fn figures(document: &Document) -> Vec<Item> {
    let item = |quantity: &variorum_model::document::Quantity| {
        let kind = match quantity.kind {
            QuantityKind::Count => "count",
            QuantityKind::Measure(_) => "measure",
            QuantityKind::Share => "share",
            QuantityKind::Other => "no count",
        };
        let mut fields = Vec::new();
        for (name, bound) in [("low", quantity.low), ("high", quantity.high)] {
            if let Some(bound) = bound {
                fields.push((name, Field::Number(bound)));
            }
        }
        if let QuantityKind::Measure(unit) = quantity.kind {
            fields.push(("unit", Field::Text(unit.label().to_owned())));
        }
        if let Some(counted) = quantity.counted.and_then(|id| document.tokens.get(id.index())) {
            fields.push(("counted", Field::Place(counted.span)));
        }
        let relation = match quantity.relation {
            Relation::Plain => None,
            Relation::Additional => Some("additional".to_owned()),
            Relation::PartOf => Some("part of another".to_owned()),
            Relation::DerivedFrom(other) => Some(format!("computed from {other}")),
        };
        fields.extend(relation.map(|relation| ("relation", Field::Text(relation))));
        if quantity.approximate {
            fields.push(("approximate", Field::Flag(true)));
        }
        Item { span: quantity.span, kind, fields }
    };
    document.quantities.iter().map(item).collect()
}

fn times(document: &Document) -> Vec<Item> {
    let item = |timex: &variorum_model::document::Timex| {
        let mut fields = vec![("value", Field::Text(timex.value.to_string()))];
        if !timex.modifier.is_empty() {
            fields.push(("modifier", Field::Text(timex.modifier.to_string())));
        }
        let anchor = match timex.anchor {
            Anchor::Absolute => None,
            Anchor::Published => Some("publication".to_owned()),
            Anchor::Timex(other) => {
                let words = document.times.get(other as usize).map_or("", |other| document.words(other.span));
                Some(format!("\"{words}\""))
            }
            Anchor::Event => Some("an event".to_owned()),
            Anchor::Unknown => Some("nothing".to_owned()),
        };
        fields.extend(anchor.map(|anchor| ("reckoned from", Field::Text(anchor))));
        if timex.inferred {
            fields.push(("inferred", Field::Flag(true)));
        }
        fields.push(("rule", Field::Text(timex.rule.to_string())));
        Item { span: timex.span, kind: timex.kind.label(), fields }
    };
    document.times.iter().map(item).collect()
}

/// The span from the first to the last word of a run of tokens.
pub(super) fn span(document: &Document, tokens: variorum_model::TokenRange) -> Span {
    document.span(tokens)
}
