//! What a request asks of a list: of which day, how many entries, from which on.
//!
//! ```text
//! GET /api/claims?limit=50&offset=100     X-Total-Count: 1288     Link: </api/claims?limit=50&offset=150>; rel="next"
//! ```

use super::Failed;
use super::asked::Json;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

/// The day of which the case is shown.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AsOf {
    /// A date (2031-03-04): what was known on that day. Without it, what is known now.
    #[param(value_type = Option<String>, format = Date)]
    pub(super) as_of: Option<Date>,
}

/// Some entries of a list, of a day.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Listed {
    /// A date (2031-03-04): what was known on that day. Without it, what is known now.
    #[param(value_type = Option<String>, format = Date)]
    pub(super) as_of: Option<Date>,
    /// How many entries are left out at the beginning.
    #[param(maximum = 1_000_000_000)]
    pub(super) offset: Option<u32>,
    /// At most so many entries; 500 unless said. Where there are more, the answer's `Link` leads to them.
    #[param(minimum = 1, maximum = 5000)]
    pub(super) limit: Option<u16>,
}

/// Words, and how many results.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Words {
    /// What to find; all words must be there.
    pub(super) q: String,
    /// A date (2031-03-04): what was known on that day. Without it, what is known now.
    #[param(value_type = Option<String>, format = Date)]
    pub(super) as_of: Option<Date>,
    /// How many of each are left out at the beginning.
    #[param(maximum = 1_000_000_000)]
    pub(super) offset: Option<u32>,
    /// At most so many reports and claims.
    #[param(maximum = 500)]
    pub(super) limit: Option<u16>,
}

/// A question's key, and some entries of its history.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfQuestion {
    /// The key of a question; without it, the history of all.
    pub(super) question: Option<String>,
    /// A date (2031-03-04): what was recorded up to the end of that day, UTC. Without it, all.
    #[param(value_type = Option<String>, format = Date)]
    pub(super) as_of: Option<Date>,
    /// How many entries are left out at the beginning.
    #[param(maximum = 1_000_000_000)]
    pub(super) offset: Option<u32>,
    /// At most so many entries; 500 unless said. Where there are more, the answer's `Link` leads to them.
    #[param(minimum = 1, maximum = 5000)]
    pub(super) limit: Option<u16>,
}

/// Some decisions.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfDecisions {
    /// A date (2031-03-04): what was decided up to the end of that day, UTC, as it stood then. Without it, all.
    #[param(value_type = Option<String>, format = Date)]
    pub(super) as_of: Option<Date>,
    /// How many entries are left out at the beginning.
    #[param(maximum = 1_000_000_000)]
    pub(super) offset: Option<u32>,
    /// At most so many entries; 500 unless said. Where there are more, the answer's `Link` leads to them.
    #[param(minimum = 1, maximum = 5000)]
    pub(super) limit: Option<u16>,
}

/// The farthest that a request may begin in a list.
const FARTHEST: u32 = 1_000_000_000;

/// The entries of a list that are asked for.
pub(super) struct Stretch {
    pub(super) offset: usize,
    pub(super) limit: usize,
}

impl Stretch {
    pub(super) fn of(offset: Option<u32>, limit: Option<u16>) -> Result<Stretch, Failed> {
        let limit = limit.unwrap_or(500);
        if !(1..=5000).contains(&limit) {
            return Err(Failed(StatusCode::BAD_REQUEST, "limit: from 1 to 5000".into()));
        }
        if offset.is_some_and(|offset| offset > FARTHEST) {
            return Err(Failed(StatusCode::BAD_REQUEST, format!("offset: at most {FARTHEST}")));
        }
        Ok(Stretch { offset: offset.unwrap_or(0) as usize, limit: usize::from(limit) })
    }

    /// These of `n` entries, with how many there are, and where the next are.
    pub(super) fn listed<T: Serialize>(
        &self,
        uri: &Uri,
        n: usize,
        entry: impl Fn(usize) -> Option<T>,
    ) -> Result<Response, Failed> {
        let end = (self.offset + self.limit).min(n);
        let entries: Vec<T> = (self.offset..end).filter_map(entry).collect();
        let mut answer = Json(entries).into_response();
        let headers = answer.headers_mut();
        headers.insert("x-total-count", HeaderValue::from(n));
        if end < n && self.offset < n {
            let query = uri.query().unwrap_or_default().split('&');
            let kept = query.filter(|pair| !pair.is_empty() && !pair.starts_with("offset="));
            let pairs: Vec<String> = kept.map(str::to_owned).chain([format!("offset={end}")]).collect();
            let next = format!("<{}?{}>; rel=\"next\"", uri.path(), pairs.join("&"));
            headers.insert(header::LINK, HeaderValue::try_from(next)?);
        }
        Ok(answer)
    }
}
