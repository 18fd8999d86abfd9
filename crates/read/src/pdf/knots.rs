//! Documents that lead back to themselves: the parser would follow them until its stack is full.
//!
//! ```text
//! 3 0 obj << /Type /Page /Parent 3 0 R >>                     a page that is its own parent
//! 4 0 obj << /Subtype /Form … >> stream /X Do endstream       a form that draws itself, as /X
//! ```

use pdf_extract::{Dictionary, Document, Object};
use std::collections::BTreeSet;

type Id = (u32, u16);

/// Pages above pages, and forms within forms.
const DEEPEST: usize = 60;

/// Whether a page has itself for a parent, or a form draws itself, or either goes too deep for a parser that calls itself.
pub(super) fn are_in(document: &Document) -> bool {
    let mut done = BTreeSet::new();
    document.objects.values().any(|object| {
        let Object::Dictionary(dictionary) = object else { return false };
        if dictionary.has(b"Kids") || dictionary.has_type(b"Page") {
            return climbs(document, dictionary)
                || draws_itself(document, &forms(document, dictionary), &mut Vec::new(), &mut done);
        }
        false
    })
}

/// Whether the way up from a page does not end.
fn climbs(document: &Document, page: &Dictionary) -> bool {
    let mut above = page;
    for _ in 0..DEEPEST {
        match above.get(b"Parent").ok().and_then(|parent| dictionary(document, parent)) {
            Some(parent) => above = parent,
            None => return false,
        }
    }
    true
}

/// Whether one of these forms leads back to one on the way to it.
fn draws_itself(document: &Document, own: &[Id], way: &mut Vec<Id>, done: &mut BTreeSet<Id>) -> bool {
    own.iter().any(|form| {
        if way.contains(form) || way.len() > DEEPEST {
            return true;
        }
        let Some(Object::Stream(stream)) = document.objects.get(form) else { return false };
        if done.contains(form) {
            return false;
        }
        // A form without resources draws with those of the page.
        let inner = match stream.dict.has(b"Resources") {
            true => forms(document, &stream.dict),
            false => own.to_vec(),
        };
        way.push(*form);
        let found = draws_itself(document, &inner, way, done);
        way.pop();
        done.insert(*form);
        found
    })
}

/// The forms that the resources of a page or a form name.
fn forms(document: &Document, holder: &Dictionary) -> Vec<Id> {
    let named = |holder: &Dictionary| {
        let resources = dictionary(document, holder.get(b"Resources").ok()?)?;
        dictionary(document, resources.get(b"XObject").ok()?).cloned()
    };
    let all = named(holder).unwrap_or_default();
    let references = all.iter().filter_map(|(_, object)| object.as_reference().ok());
    let is_form = |id: &Id| match document.objects.get(id) {
        Some(Object::Stream(stream)) => {
            stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form")
        }
        _ => false,
    };
    references.filter(is_form).collect()
}

/// A dictionary, through up to some references.
fn dictionary<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Dictionary> {
    let mut object = object;
    for _ in 0..DEEPEST {
        match object {
            Object::Dictionary(dictionary) => return Some(dictionary),
            Object::Reference(id) => object = document.objects.get(id)?,
            _ => return None,
        }
    }
    None
}
