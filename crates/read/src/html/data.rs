//! What a page says of its article for machines, as JSON-LD.
//!
//! ```text
//! {"@context": "https://schema.org", "@graph": [
//!   {"@type": "WebPage", …},
//!   {"@type": "NewsArticle", "headline": "…", "author": [{"name": "…"}], "publisher": {"name": "…"},
//!    "datePublished": "2024-03-23T10:00:00Z"}]}
//! ```

use serde_json::Value;

/// What a page's data says of the article. Empty fields are unknown.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Article {
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) updated: Option<String>,
    /// The page says that it is not for everybody.
    pub(crate) closed: bool,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
    /// The agency or publication that the page names as the source of the article.
    pub(crate) source: Option<String>,
}

/// The article among the page's JSON-LD blocks: the one whose headline is that of the page, or else the first.
pub(crate) fn article(blocks: &[String], is_title: impl Fn(&str) -> bool) -> Option<Article> {
    let values: Vec<Value> = blocks.iter().filter_map(|block| parse(block)).collect();
    let mut found = Vec::new();
    for value in &values {
        collect(value, &mut found, 0);
    }
    let by_title =
        found.iter().find(|item| text(item.get("headline")).is_some_and(|headline| is_title(&headline)));
    // A page of teasers lists many articles; none of them is the page's own.
    let chosen = by_title.or_else(|| found.first().filter(|_| found.len() <= 3))?;
    Some(Article {
        title: text(chosen.get("headline")).or_else(|| text(chosen.get("name"))),
        author: names(chosen.get("author")).or_else(|| names(chosen.get("creator"))),
        publisher: names(chosen.get("publisher")),
        published: text(chosen.get("datePublished")),
        updated: text(chosen.get("dateModified")),
        closed: match chosen.get("isAccessibleForFree") {
            Some(Value::Bool(free)) => !free,
            Some(Value::String(free)) => {
                free.rsplit('/').next().is_some_and(|free| free.eq_ignore_ascii_case("false"))
            }
            _ => false,
        },
        url: text(chosen.get("url")).or_else(|| text(chosen.get("mainEntityOfPage"))),
        language: text(chosen.get("inLanguage")),
        source: names(chosen.get("sourceOrganization")).or_else(|| names(chosen.get("isBasedOn"))),
    })
}

/// Blocks are often wrapped in comments or broken by line ends within strings.
pub(crate) fn parse(block: &str) -> Option<Value> {
    let block = block
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_end_matches("-->")
        .trim_end_matches("//]]>")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(block).ok().or_else(|| {
        let repaired: String = block.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&repaired).ok()
    })
}

/// Articles at the top, in lists and in `@graph`, not those that an article mentions.
fn collect<'v>(value: &'v Value, found: &mut Vec<&'v Value>, depth: usize) {
    match value {
        Value::Array(items) if depth < 4 => items.iter().for_each(|item| collect(item, found, depth + 1)),
        Value::Object(members) => {
            if is_article(value) {
                found.push(value);
            } else if depth < 4 {
                ["@graph", "mainEntity"]
                    .iter()
                    .filter_map(|key| members.get(*key))
                    .for_each(|inner| collect(inner, found, depth + 1));
            }
        }
        _ => {}
    }
}

fn is_article(value: &Value) -> bool {
    let named = |name: &Value| {
        name.as_str().is_some_and(|name| {
            let name = name.rsplit(['/', ':']).next().unwrap_or(name);
            name.ends_with("Article")
                || matches!(name, "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting")
        })
    };
    match value.get("@type") {
        Some(Value::Array(names)) => names.iter().any(named),
        Some(name) => named(name),
        None => false,
    }
}

/// A text, or the text in the first of several.
fn text(value: Option<&Value>) -> Option<String> {
    let found = match value? {
        Value::String(text) => text.clone(),
        Value::Array(items) => return text(items.first()),
        Value::Object(members) => return text(members.get("@id").or_else(|| members.get("@value"))),
        _ => return None,
    };
    let plain = found.split_whitespace().collect::<Vec<_>>().join(" ");
    (!plain.is_empty()).then_some(plain)
}

/// The names of people and organisations, joined by commas. Addresses are no names.
fn names(value: Option<&Value>) -> Option<String> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |name: Option<String>| {
        if let Some(name) =
            name.filter(|name| !name.contains("://") && !name.starts_with('@') && !all.contains(name))
        {
            all.push(name);
        }
    };
    match value? {
        Value::Array(items) => items.iter().take(20).for_each(|item| match item {
            Value::Object(members) => add(text(members.get("name"))),
            other => add(text(Some(other))),
        }),
        Value::Object(members) => match members.get("name") {
            Some(Value::Array(several)) => several.iter().take(20).for_each(|name| add(text(Some(name)))),
            name => add(text(name)),
        },
        other => add(text(Some(other))),
    }
    (!all.is_empty()).then(|| all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(block: &str) -> Option<Article> {
        article(&[block.to_owned()], |title| title == "Ferry burns")
    }

    #[test]
    fn articles_are_found_wherever_they_stand() {
        let plain = r#"{"@type":"NewsArticle","headline":"Ferry burns","author":[{"name":"Jane Doe"},{"name":"John Roe"}],"publisher":{"name":"Eastport Herald"},"datePublished":"2024-03-23"}"#;
        let article = check(plain).expect("an article");
        assert_eq!(article.author.as_deref(), Some("Jane Doe, John Roe"));
        assert_eq!(article.publisher.as_deref(), Some("Eastport Herald"));
        assert_eq!(
            check(&format!(r#"{{"@graph":[{{"@type":"WebPage"}},{plain}]}}"#)),
            Some(check(plain).unwrap())
        );
        assert_eq!(check(&format!("[{plain}]")), check(plain));
        assert_eq!(check(&format!("<!-- {plain} -->")), check(plain));
        assert_eq!(
            check(
                r#"{"@type":["NewsArticle","Thing"],"headline":"Fer
ry","author":"Jane Doe"}"#
            )
            .and_then(|a| a.author)
            .as_deref(),
            Some("Jane Doe")
        );
    }

    #[test]
    fn other_data_is_no_article() {
        assert_eq!(check(r#"{"@type":"VideoObject","uploadDate":"2024-03-23","name":"Ferry burns"}"#), None);
        assert_eq!(check("{"), None);
        assert_eq!(
            check(r#"{"@type":"NewsArticle","author":"https://herald.example/jane"}"#).and_then(|a| a.author),
            None
        );
        let list = format!("[{}]", [r#"{"@type":"NewsArticle","headline":"x"}"#; 5].join(","));
        assert_eq!(check(&list), None, "a page of teasers");
    }
}
