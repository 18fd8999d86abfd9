//! Words found in reports and claims, the best matches first.
//!
//! ```text
//! search "ferry crew"   reports with both words   … of the ‹ferry›’s ‹crew› of nine …
//!                       claims whose words, value or source have both
//! ```

use crate::{Result, Store};
use rusqlite::params;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// Reports.
    pub reports: Vec<ReportHit>,
    /// Claims.
    pub claims: Vec<ClaimHit>,
    /// How many reports there are in all.
    pub n_reports: usize,
    /// How many claims.
    pub n_claims: usize,
}

/// Words of a report, cut into those that were looked for and those around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Words that were not looked for, then words that were, in turn.
    pub parts: Vec<(bool, String)>,
}

/// A report in which something was found.
#[derive(Clone, Debug)]
pub struct ReportHit {
    /// The report's number.
    pub row: i64,
    /// Its id.
    pub name: String,
    /// Its title, or "".
    pub title: String,
    /// Its publisher, or "".
    pub publisher: String,
    /// When it was published.
    pub published: Option<String>,
    /// The words around.
    pub found: Found,
}

/// A claim in which something was found.
#[derive(Clone, Debug)]
pub struct ClaimHit {
    /// The claim's id.
    pub claim: String,
    /// The number of its report.
    pub row: i64,
    /// The id of its report.
    pub report: String,
    /// The property.
    pub property: String,
    /// The value in a few words.
    pub value: String,
    /// Who says so.
    pub sources: String,
    /// The words that say it.
    pub found: Found,
}

/// Where a found word begins and ends in what SQLite gives: characters that stand in no text that was read.
const MARKS: (&str, &str) = ("\u{e000}", "\u{e001}");

/// What is looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sought<'a> {
    /// The words: all must be there; those in quotation marks stand together.
    pub words: &'a str,
    /// Only in reports published up to this day (2031-03-04).
    pub until: Option<&'a str>,
    /// How many of each are left out at the beginning.
    pub skip: usize,
    /// At most so many of each.
    pub limit: usize,
}

impl Store {
    /// Reports and claims that have what is looked for, the best first.
    ///
    /// # Errors
    /// The case cannot be read.
    pub fn search(&self, sought: &Sought<'_>) -> Result<Hits> {
        let Some(query) = query(sought.words) else { return Ok(Hits::default()) };
        let (limit, skip) = (sought.limit as i64, sought.skip as i64);
        let arguments = params![query, limit, MARKS.0, MARKS.1, sought.until, skip];
        let reports = self.sql(|connection| {
            let sql = "SELECT r.id, r.name, r.title, r.publisher, r.published, snippet(report_words, -1, ?3, ?4, '…', 24) \
                       FROM report_words w JOIN reports r ON r.id = w.rowid WHERE report_words MATCH ?1 \
                       AND (?5 IS NULL OR substr(r.published, 1, 10) <= ?5) \
                       ORDER BY bm25(report_words, 4.0, 2.0, 2.0, 1.0), r.id LIMIT ?2 OFFSET ?6";
            let hit = |row: &rusqlite::Row<'_>| {
                Ok(ReportHit {
                    row: row.get(0)?,
                    name: row.get(1)?,
                    title: row.get(2)?,
                    publisher: row.get(3)?,
                    published: row.get(4)?,
                    found: found(&row.get::<_, String>(5)?),
                })
            };
            connection.prepare_cached(sql)?.query_map(arguments, hit)?.collect()
        })?;
        let claims = self.sql(|connection| {
            let sql = "SELECT c.claim, c.report, r.name, c.property, c.value, c.sources, highlight(claim_words, 3, ?3, ?4) \
                       FROM claim_words w JOIN claims c ON c.id = w.rowid JOIN reports r ON r.id = c.report \
                       WHERE claim_words MATCH ?1 AND (?5 IS NULL OR substr(r.published, 1, 10) <= ?5) \
                       ORDER BY bm25(claim_words), c.id LIMIT ?2 OFFSET ?6";
            let hit = |row: &rusqlite::Row<'_>| {
                Ok(ClaimHit {
                    claim: row.get(0)?,
                    row: row.get(1)?,
                    report: row.get(2)?,
                    property: row.get(3)?,
                    value: row.get(4)?,
                    sources: row.get(5)?,
                    found: found(&row.get::<_, String>(6)?),
                })
            };
            connection.prepare_cached(sql)?.query_map(arguments, hit)?.collect()
        })?;
        let count = |sql: &str| -> Result<usize> {
            let n: i64 = self.sql(|connection| {
                connection.prepare_cached(sql)?.query_row(params![query, sought.until], |row| row.get(0))
            })?;
            Ok(n as usize)
        };
        let n_reports = count(
            "SELECT count(*) FROM report_words w JOIN reports r ON r.id = w.rowid WHERE report_words MATCH ?1 \
             AND (?2 IS NULL OR substr(r.published, 1, 10) <= ?2)",
        )?;
        let n_claims = count(
            "SELECT count(*) FROM claim_words w JOIN claims c ON c.id = w.rowid JOIN reports r ON r.id = c.report \
             WHERE claim_words MATCH ?1 AND (?2 IS NULL OR substr(r.published, 1, 10) <= ?2)",
        )?;
        Ok(Hits { reports, claims, n_reports, n_claims })
    }
}

/// The words as a query of FTS5: each as a string, so that nothing in them is an operator.
fn query(words: &str) -> Option<String> {
    let quoted: Vec<String> = words
        .split('"')
        .enumerate()
        .flat_map(
            |(idx, part)| {
                if idx % 2 == 1 { vec![part.trim()] } else { part.split_whitespace().collect() }
            },
        )
        .filter_map(quoted)
        .collect();
    (!quoted.is_empty()).then(|| quoted.join(" "))
}

/// Words as a string of FTS5: nothing in them is an operator.
pub(crate) fn quoted(words: &str) -> Option<String> {
    let is_any = words.chars().any(char::is_alphanumeric);
    is_any.then(|| format!("\"{}\"", words.replace(['\0', '"'], " ")))
}

fn found(marked: &str) -> Found {
    let mut parts = Vec::new();
    for (idx, piece) in marked.split(MARKS.0).enumerate() {
        let (hit, rest) = match piece.split_once(MARKS.1) {
            Some((hit, rest)) if idx > 0 => (hit, rest),
            _ => ("", piece),
        };
        if !hit.is_empty() {
            parts.push((true, hit.to_owned()));
        }
        if !rest.is_empty() {
            parts.push((false, rest.to_owned()));
        }
    }
    Found { parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_words_and_never_operators() {
        assert_eq!(query("ferry crew").unwrap(), "\"ferry\" \"crew\"");
        assert_eq!(query("ferry NOT \"the crew\" *").unwrap(), "\"ferry\" \"NOT\" \"the crew\"");
        assert_eq!(query("text:x OR (").unwrap(), "\"text:x\" \"OR\"");
        assert_eq!(query(" \" * - "), None);
    }

    #[test]
    fn marks_become_parts() {
        let parts = found("the \u{e000}ferry\u{e001}’s \u{e000}crew\u{e001}").parts;
        let shown: Vec<(bool, &str)> = parts.iter().map(|(hit, words)| (*hit, words.as_str())).collect();
        assert_eq!(shown, [(false, "the "), (true, "ferry"), (false, "’s "), (true, "crew")]);
    }
}
