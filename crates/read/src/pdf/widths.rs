//! The widths of glyphs in the form that `pdf-extract` 0.12 reads.
//!
//! ```text
//! /W [3 5 500]   →   /W [3 [500 500 500]]
//! ```
//!
//! It takes all three numbers of the range form from the first one, so browsers' PDFs fall apart into single letters.

use pdf_extract::{Document, Object};

/// The largest range that is written out.
const RANGE: i64 = 65_535;

/// Rewrites the ranges in all width arrays of CID fonts.
pub(super) fn expand(document: &mut Document) {
    let mut by_reference = Vec::new();
    for object in document.objects.values_mut() {
        let Object::Dictionary(font) = object else { continue };
        if !font.has(b"CIDSystemInfo") {
            continue;
        }
        match font.get(b"W") {
            Ok(Object::Reference(id)) => by_reference.push(*id),
            Ok(Object::Array(widths)) => {
                if let Some(widths) = list_form(widths) {
                    font.set("W", Object::Array(widths));
                }
            }
            _ => {}
        }
    }
    for id in by_reference {
        if let Some(Object::Array(widths)) = document.objects.get(&id)
            && let Some(widths) = list_form(widths)
        {
            document.objects.insert(id, Object::Array(widths));
        }
    }
}

/// The list form of an array with ranges; `None` if there are none, or what stands there is no array of widths.
fn list_form(widths: &[Object]) -> Option<Vec<Object>> {
    let (mut list, mut i, mut changed, mut total) = (Vec::new(), 0, false, 0);
    while i + 1 < widths.len() {
        if let Object::Array(_) = widths[i + 1] {
            list.extend([widths[i].clone(), widths[i + 1].clone()]);
            i += 2;
        } else {
            let (first, last) = (widths[i].as_i64().ok()?, widths[i + 1].as_i64().ok()?);
            total += last.checked_sub(first)?;
            if last < first || total > RANGE {
                return None;
            }
            list.push(Object::Integer(first));
            list.push(Object::Array(vec![widths.get(i + 2)?.clone(); (last - first + 1) as usize]));
            (i, changed) = (i + 3, true);
        }
    }
    changed.then_some(list)
}
