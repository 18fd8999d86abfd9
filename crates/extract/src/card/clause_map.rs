//! Which clause a word stands in, and whose predicate it is.
//!
//! ```text
//! The blast that killed 12 shook the town.     12: "that killed 12"; shook: heads "The blast … shook the town"
//! ```

use variorum_model::document::{ClauseForm, ClauseId};
use variorum_model::{Document, TokenId};

/// Which clause a token belongs to, and whose predicate it is.
#[derive(Debug, Default)]
pub(crate) struct ClauseMap {
    innermost: Vec<u32>,
    headed: Vec<u32>,
}

const NO_CLAUSE: u32 = u32::MAX;

impl ClauseMap {
    pub(crate) fn new(document: &Document) -> ClauseMap {
        let n_tokens = document.tokens.len();
        let mut headed = vec![NO_CLAUSE; n_tokens];
        for (idx, clause) in document.clauses.iter().enumerate() {
            if let Some(slot) = headed.get_mut(clause.head.index())
                && *slot == NO_CLAUSE
            {
                *slot = idx as u32;
            }
        }
        // A sweep with a stack: the clauses by their first word, longer ones first; the innermost open one owns a token.
        // Nominal clauses lie within the clauses that say something of them.
        let verbal = |idx: &u32| document.clauses[*idx as usize].form != ClauseForm::Nominal;
        let mut order: Vec<u32> = (0..document.clauses.len() as u32).filter(verbal).collect();
        let extent = |idx: u32| document.clauses[idx as usize].extent;
        order.sort_by_key(|&idx| (extent(idx).start, u32::MAX - extent(idx).end, idx));
        let mut innermost = vec![NO_CLAUSE; n_tokens];
        let (mut open, mut next) = (Vec::new(), 0);
        for (token, slot) in innermost.iter_mut().enumerate() {
            while next < order.len() && extent(order[next]).start as usize <= token {
                open.push(order[next]);
                next += 1;
            }
            while open.last().is_some_and(|&idx| extent(idx).end as usize <= token) {
                open.pop();
            }
            *slot = open.last().copied().unwrap_or(NO_CLAUSE);
        }
        ClauseMap { innermost, headed }
    }

    /// The clause whose predicate the token heads, else the innermost around it.
    pub(crate) fn clause_of(&self, token: TokenId) -> Option<ClauseId> {
        self.headed_by(token).or_else(|| self.around(token))
    }

    /// The innermost clause around the token.
    pub(crate) fn around(&self, token: TokenId) -> Option<ClauseId> {
        self.innermost.get(token.index()).filter(|&&idx| idx != NO_CLAUSE).map(|&idx| ClauseId(idx))
    }

    /// The clause whose predicate the token heads.
    pub(crate) fn headed_by(&self, token: TokenId) -> Option<ClauseId> {
        self.headed.get(token.index()).filter(|&&idx| idx != NO_CLAUSE).map(|&idx| ClauseId(idx))
    }
}
