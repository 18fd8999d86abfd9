//! What a site allows robots to fetch, by RFC 9309.
//!
//! ```text
//! User-agent: *            Disallow: /private/      Allow: /private/news*.html$      Crawl-delay: 5
//! ```
//!
//! The group for this program counts, or else that for all; the longest rule that fits decides, and of two alike the one
//! that allows.

use std::time::Duration;

/// The name by which the program goes.
pub(super) const NAME: &str = "variorum";

/// The rules of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Robots {
    /// Patterns, each with whether it allows.
    rules: Vec<(bool, String)>,
    /// The time between two requests.
    pub(super) delay: Option<Duration>,
}

impl Robots {
    /// A site that is closed: its rules could not be had for a fault of its own.
    pub(super) fn closed() -> Robots {
        Robots { rules: vec![(false, "/".to_owned())], delay: None }
    }

    /// Reads the rules.
    pub(super) fn parse(text: &str) -> Robots {
        let (mut own, mut all) = (None, None);
        let (mut agents, mut in_rules): (Vec<String>, bool) = (Vec::new(), false);
        for line in text.lines().take(20_000) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((name, value)) = line.split_once(':') else { continue };
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
            if name == "user-agent" {
                if std::mem::take(&mut in_rules) {
                    agents.clear();
                }
                agents.push(value.to_ascii_lowercase());
                // A group without rules allows everything.
                for agent in &agents {
                    if let Some(group) = if NAME == agent {
                        Some(&mut own)
                    } else if agent == "*" {
                        Some(&mut all)
                    } else {
                        None
                    } {
                        group.get_or_insert_with(Robots::default);
                    }
                }
                continue;
            }
            in_rules = true;
            for agent in &agents {
                let group = match agent.as_str() {
                    NAME => own.get_or_insert_with(Robots::default),
                    "*" => all.get_or_insert_with(Robots::default),
                    _ => continue,
                };
                match name.as_str() {
                    "allow" | "disallow" if !value.is_empty() => {
                        group.rules.push((name == "allow", value.to_owned()))
                    }
                    "crawl-delay" => {
                        group.delay = value
                            .parse::<f64>()
                            .ok()
                            .filter(|seconds| (0.0..=3600.0).contains(seconds))
                            .map(Duration::from_secs_f64);
                    }
                    _ => {}
                }
            }
        }
        own.or(all).unwrap_or_default()
    }

    /// Whether a path (with its query) may be fetched.
    pub(super) fn allows(&self, path: &str) -> bool {
        self.rules
            .iter()
            .filter(|(_, pattern)| fits(pattern, path))
            .max_by_key(|(allow, pattern)| (pattern.len(), *allow))
            .is_none_or(|(allow, _)| *allow)
    }
}

/// Whether a pattern with `*` and a last `$` fits the beginning of a path.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    for (n, part) in parts.iter().enumerate() {
        if to_end && n + 1 == parts.len() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    !to_end || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, path: &str, allowed: bool) {
        assert_eq!(Robots::parse(text).allows(path), allowed, "{text}: {path}");
    }

    #[test]
    fn rules() {
        check("", "/a", true);
        check("User-agent: *\nDisallow: /", "/a", false);
        check("User-agent: *\nDisallow:", "/a", true);
        check("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true);
        check("User-agent: *\nDisallow: /a\nAllow: /a", "/a", true);
        check("User-agent: other\nDisallow: /", "/a", true);
        check("User-agent: *\nDisallow: /\nUser-agent: Variorum\nDisallow: /x", "/a", true);
        check("User-agent: other\nUser-agent: variorum # us\nDisallow: /x", "/x/y", false);
        check("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", false);
        check("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", true);
        check("User-agent: *\nDisallow: /a*c*e", "/abcde/f", false);
        assert_eq!(Robots::parse("User-agent: *\nCrawl-delay: 2.5").delay, Some(Duration::from_millis(2500)));
        assert!(!Robots::closed().allows("/"));
    }
}
