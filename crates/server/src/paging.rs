//! How much of a list is asked for.

use baton_runtime::PageAsk as Wanted;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::error::Problem;
use crate::limits::{PAGE_ITEMS, PAGE_ITEMS_MAX};

/// Which page of a list.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PageAsk {
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// 50 unless told, at most 200.
    pub limit: Option<u32>,
}

impl PageAsk {
    /// What the runtime is asked for.
    pub fn read(self) -> Result<Wanted, Problem> {
        Ok(Wanted { limit: limit(self.limit)?, cursor: self.cursor })
    }
}

/// How many things a page holds.
pub fn limit(wanted: Option<u32>) -> Result<u32, Problem> {
    let wanted = wanted.unwrap_or(PAGE_ITEMS);
    if (1..=PAGE_ITEMS_MAX).contains(&wanted) {
        return Ok(wanted);
    }
    let reason = format!("limit is 1 to {PAGE_ITEMS_MAX}, not {wanted}");
    Err(Problem::new("request.wrong_query").param("reason", reason))
}
