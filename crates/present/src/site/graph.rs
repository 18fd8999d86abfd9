//! What came from where, as a graph drawn from left to right: origins, reports that owe to them, reports that owe to those.
//!
//! ```text
//! NPA ──────── npa-first ──────── capital-herald
//!        ╰──── npa-evening ─╮
//! Ingrid Vask               ╰──── courier
//! ```

use crate::html::Shown;
use crate::labels;
use crate::text::tidy;
use std::collections::{BTreeMap, BTreeSet};
use variorum_model::ReportId;
use variorum_model::origin::{Derivation, OriginRef};

/// The drawing.
pub(crate) struct Graph {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
    /// How many reports owe nothing that could be seen, and are not drawn.
    pub(crate) alone: usize,
    /// How many debts are drawn of how many, where these are not all.
    pub(crate) cut: Option<(usize, usize)>,
    pub(crate) summary: String,
}

/// Somebody, or a report.
pub(crate) struct Node {
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) label: String,
    pub(crate) title: String,
    pub(crate) href: Option<String>,
}

/// A debt.
pub(crate) struct Edge {
    pub(crate) path: String,
    pub(crate) class: &'static str,
    pub(crate) title: String,
}

const COLUMN: usize = 250;
const ROW: usize = 30;
/// More debts than this are not drawn.
const MOST: usize = 120;
const LETTERS: usize = 26;

/// The graph of these reports with what they owe to, or of all.
pub(crate) fn graph(shown: &Shown<'_>, of: Option<&BTreeSet<ReportId>>) -> Graph {
    let is_in = |id: &ReportId| of.is_none_or(|of| of.contains(id));
    let mut debts: Vec<_> = shown.case.origins.iter().filter(|origin| is_in(&origin.report)).collect();
    let n_debts = debts.len();
    // Who owes something that is not drawn is not alone.
    let owing: BTreeSet<ReportId> = debts.iter().map(|debt| debt.report).collect();
    let owed: BTreeSet<&OriginRef> = debts.iter().map(|debt| &debt.derives_from).collect();
    let all = (0..shown.reports.len() as u32).map(ReportId).filter(|id| is_in(id));
    let alone = all.filter(|id| !owing.contains(id) && !owed.contains(&OriginRef::Report(*id))).count();
    debts.truncate(MOST);
    let mut places: BTreeMap<OriginRef, usize> = BTreeMap::new();
    for debt in &debts {
        places.entry(debt.derives_from.clone()).or_insert(0);
        places.entry(OriginRef::Report(debt.report)).or_insert(0);
    }
    // As many rounds as there are nodes would settle any chain; debts in a circle stop there.
    for _ in 0..places.len().min(12) {
        let mut is_settled = true;
        for debt in &debts {
            let from = places.get(&debt.derives_from).copied().unwrap_or_default();
            if let Some(column) = places.get_mut(&OriginRef::Report(debt.report))
                && *column <= from
                && from < 8
            {
                *column = from + 1;
                is_settled = false;
            }
        }
        if is_settled {
            break;
        }
    }
    let mut columns: Vec<Vec<OriginRef>> = Vec::new();
    for (node, column) in &places {
        while columns.len() <= *column {
            columns.push(Vec::new());
        }
        columns[*column].push(node.clone());
    }
    let mut at: BTreeMap<OriginRef, (usize, usize)> = BTreeMap::new();
    let mut nodes = Vec::new();
    for (column, members) in columns.iter_mut().enumerate() {
        // Beside what they owe to, so that few lines cross.
        members.sort_by_cached_key(|node| {
            let owed = debts.iter().filter(|debt| OriginRef::Report(debt.report) == *node);
            let ys: Vec<usize> =
                owed.filter_map(|debt| at.get(&debt.derives_from)).map(|(_, y)| *y).collect();
            (ys.iter().sum::<usize>() / ys.len().max(1), node.clone())
        });
        for (row, node) in members.iter().enumerate() {
            let (x, y) = (column * COLUMN + 8, row * ROW + 20);
            at.insert(node.clone(), (x, y));
            nodes.push(drawn(node, x, y, shown));
        }
    }
    let edges = debts.iter().filter_map(|debt| {
        let &(x1, y1) = at.get(&debt.derives_from)?;
        let &(x2, y2) = at.get(&OriginRef::Report(debt.report))?;
        // Where the label ends, as near as can be told without measuring letters.
        let start = (x1 + 20 + letters(&debt.derives_from, shown) * 13 / 2).min(x2.saturating_sub(20));
        let bend = (start + x2) / 2;
        Some(Edge {
            path: format!("M{start} {y1}C{bend} {y1} {bend} {y2} {} {y2}", x2.saturating_sub(8)),
            class: match debt.how {
                Derivation::Copy => "copy",
                Derivation::Citation => "citation",
                Derivation::Republication => "republication",
                Derivation::Revision => "revision",
            },
            title: format!("{}{}", labels::derivation(debt.how), labels::share(debt)),
        })
    });
    let edges: Vec<Edge> = edges.collect();
    Graph {
        width: columns.len().max(1) * COLUMN,
        height: columns.iter().map(Vec::len).max().unwrap_or(0) * ROW + 16,
        summary: format!(
            "A graph of {} debts between {} reports and sources; the list below has them in words.",
            edges.len(),
            nodes.len()
        ),
        nodes,
        cut: (n_debts > debts.len()).then_some((debts.len(), n_debts)),
        edges,
        alone,
    }
}

/// The length of a node's label.
fn letters(node: &OriginRef, shown: &Shown<'_>) -> usize {
    drawn(node, 0, 0, shown).label.chars().count()
}

fn drawn(node: &OriginRef, x: usize, y: usize, shown: &Shown<'_>) -> Node {
    let (title, href) = match node {
        OriginRef::Name(name) => (tidy(name).into_owned(), None),
        OriginRef::Report(id) => match shown.reports.get(id.index()) {
            Some(report) => {
                let day = report
                    .published
                    .map(|it| format!(", {}", labels::short_day(it.date)))
                    .unwrap_or_default();
                (format!("{}{day}", labels::report(report)), Some(shown.links.report(id.index())))
            }
            None => (String::new(), None),
        },
    };
    let label = if title.chars().count() > LETTERS {
        format!("{}…", title.chars().take(LETTERS - 1).collect::<String>().trim_end())
    } else {
        title.clone()
    };
    Node { x, y, label, title, href }
}
