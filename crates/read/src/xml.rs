//! A small XML document as a tree, without namespaces' prefixes.
//!
//! ```text
//! <cap:alert><cap:sent>2024-…</cap:sent></cap:alert>   →   alert { sent { "2024-…" } }
//! ```
//!
//! Entities are those of XML and HTML and numbers; a document's own definitions are not read, so nothing can grow by them
//! and nothing outside is opened. Unclosed and unknown tags are forgiven; depth and number of elements have limits.

use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An element with what is in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// The name without its prefix.
    pub(crate) name: String,
    /// Attributes without prefixes, in order.
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
    /// Bytes of the source, from the start tag to behind the end tag.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// What can stand in an element.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// Deeper documents are refused.
const DEPTH: usize = 200;
/// Documents with more elements are refused.
const ELEMENTS: usize = 2_000_000;

/// Reads a document; what comes back is its root element.
///
/// # Errors
///
/// What is wrong, and what to do.
pub(crate) fn parse(source: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(source);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut open = vec![Element::default()];
    let mut n_elements = 0usize;
    loop {
        let start = reader.buffer_position() as usize;
        let event = match reader.read_event() {
            Ok(event) => event,
            // What was read so far is better than nothing, if there is anything.
            Err(_) if n_elements > 1 => break,
            Err(error) => {
                return Err(format!(
                    "this is not valid XML: {error}; save it again, or save its text as .txt"
                ));
            }
        };
        match event {
            Event::Start(tag) => {
                n_elements += 1;
                if n_elements > ELEMENTS {
                    return Err(format!("the document has more than {ELEMENTS} elements; split it"));
                }
                if open.len() > DEPTH {
                    return Err(format!(
                        "the document nests its elements more than {DEPTH} deep, as no document of the news does"
                    ));
                }
                open.push(element(&tag, start));
            }
            Event::Empty(tag) => {
                n_elements += 1;
                if n_elements > ELEMENTS {
                    return Err(format!("the document has more than {ELEMENTS} elements; split it"));
                }
                let mut element = element(&tag, start);
                element.end = reader.buffer_position() as usize;
                push(&mut open, Node::Element(element));
            }
            Event::End(tag) => {
                let name = tag.local_name();
                // An end tag closes everything up to its start tag, and nothing if that does not stand open.
                if let Some(at) = open.iter().skip(1).rposition(|element| element.name == name.as_ref()) {
                    close(&mut open, at + 1, reader.buffer_position() as usize);
                }
            }
            Event::Text(text) => push(&mut open, Node::Text(text.xml10_content().into_owned())),
            Event::CData(text) => push(&mut open, Node::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(reference) => {
                let text = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => resolve_html5_entity(&reference).map_or_else(String::new, str::to_owned),
                };
                push(&mut open, Node::Text(text));
            }
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => {}
        }
    }
    close(&mut open, 1, source.len());
    let root = open.pop().unwrap_or_default();
    root.children
        .into_iter()
        .find_map(|node| if let Node::Element(element) = node { Some(element) } else { None })
        .ok_or_else(|| "there is no element in this XML; save it again, or save its text as .txt".to_owned())
}

fn element(tag: &BytesStart<'_>, start: usize) -> Element {
    let attributes = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .take(64)
        .map(|attribute| {
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
            (attribute.key.local_name().as_ref().to_owned(), value)
        })
        .collect();
    Element { name: tag.local_name().as_ref().to_owned(), attributes, start, ..Element::default() }
}

/// Adds to the innermost open element; neighbouring texts become one.
fn push(open: &mut [Element], node: Node) {
    let Some(inner) = open.last_mut() else { return };
    match (inner.children.last_mut(), node) {
        (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
        (_, node) => inner.children.push(node),
    }
}

/// Closes all open elements from a place of the stack on.
fn close(open: &mut Vec<Element>, from: usize, end: usize) {
    while open.len() > from.max(1) {
        if let Some(mut element) = open.pop() {
            element.end = end;
            push(open, Node::Element(element));
        }
    }
}

impl Element {
    /// The elements in it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children
            .iter()
            .filter_map(|node| if let Node::Element(element) = node { Some(element) } else { None })
    }

    /// The first element of a name in it.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// All elements of a name in it.
    pub(crate) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element at the end of a path of names.
    pub(crate) fn at<'e>(&'e self, path: &[&'e str]) -> Option<&'e Element> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        self.all(first).find_map(|element| element.at(rest))
    }

    /// Everything of a name in it, at any depth, in order; not what lies within a find.
    pub(crate) fn descendants<'e>(&'e self, name: &str) -> Vec<&'e Element> {
        let mut found = Vec::new();
        let mut pending = vec![self];
        while let Some(element) = pending.pop() {
            if element.name == name {
                found.push(element);
            } else {
                let inner: Vec<&Element> = element.elements().collect();
                pending.extend(inner.into_iter().rev());
            }
        }
        found
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// All text in it, as it is.
    pub(crate) fn raw_text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(part) => text.push_str(part),
                Node::Element(element) => element.add_text(text),
            }
        }
    }

    /// All text in it with single spaces; `None` where there is none.
    pub(crate) fn text(&self) -> Option<String> {
        let text = self.raw_text().split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    /// The text of the first child of a name.
    pub(crate) fn child_text(&self, name: &str) -> Option<String> {
        self.child(name)?.text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(element: &Element) -> String {
        let inner: Vec<String> = element
            .children
            .iter()
            .map(|node| match node {
                Node::Text(text) => format!("{text:?}"),
                Node::Element(element) => shown(element),
            })
            .collect();
        format!("{}({})", element.name, inner.join(" "))
    }

    #[track_caller]
    fn check(source: &str, expected: &str) {
        assert_eq!(parse(source).map_or_else(|error| error, |root| shown(&root)), expected);
    }

    #[test]
    fn documents_become_trees() {
        check("<a><x:b c='1'>d &amp; e&eacute;f&#233;</x:b><!-- g --><h/></a>", "a(b(\"d & eéfé\") h())");
        check("<a><![CDATA[<p>b</p>]]>c</a>", "a(\"<p>b</p>c\")");
        check("<a><b>c<d>e</b>f", "a(b(\"c\" d(\"e\")) \"f\")");
        check("<a>b & c</d></a>", "a(\"b & c\")");
    }

    #[test]
    fn a_document_cannot_grow_by_its_own_entities() {
        let bomb = "<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;&x;'><!ENTITY z SYSTEM 'file:///etc/passwd'>]><a>&y;&z;b</a>";
        check(bomb, "a(\"b\")");
    }

    #[test]
    fn depth_has_a_limit() {
        assert!(parse(&"<a>".repeat(100_000)).expect_err("too deep").contains("200 deep"));
        assert!(parse("text").expect_err("no element").contains("no element"));
    }

    #[test]
    fn elements_know_their_bytes() {
        let source = "<a> <b>c</b></a>";
        let root = parse(source).expect("a tree");
        let b = root.child("b").expect("a child");
        assert_eq!(&source[b.start..b.end], "<b>c</b>");
        assert_eq!(&source[root.start..root.end], source);
    }
}
