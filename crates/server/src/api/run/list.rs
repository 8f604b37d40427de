//! `GET /runs`: runs, newest first, filtered by state, workflow, person, business key, field values and words.

use std::collections::BTreeMap;

use baton_runtime::view::types::RunSummary;
use baton_runtime::{RunFilter, RunStateFilter};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::limits::{FIELD_FILTERS_MAX, PAGE_ITEMS_MAX};
use crate::paging::limit;
use crate::parts::{Level, Query};

/// Which runs.
#[derive(Deserialize, ToSchema)]
pub struct ListRuns {
    pub state: Option<RunsState>,
    /// A workflow's id.
    pub workflow: Option<String>,
    /// The handle of somebody who took part.
    pub person: Option<String>,
    /// The key of a run, such as that of a process: it and all runs under it.
    pub business_key: Option<String>,
    /// Only those that are so urgent.
    pub priority: Option<Level>,
    /// Words in the label or the key. The whole key of a run finds it and all runs under it.
    pub q: Option<String>,
    pub cursor: Option<String>,
    /// 50 unless told, at most 200.
    #[schema(value_type = Option<u32>)]
    pub limit: Option<String>,
    /// `field.NAME=value`: runs with this value in that field.
    #[serde(flatten)]
    #[schema(ignore)]
    pub more: BTreeMap<String, String>,
}

/// A state of runs.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunsState {
    Running,
    Finished,
    Cancelled,
    Exception,
    Overdue,
}

/// Lists them.
pub async fn handle(app: Shared, who: Who, Query(ask): Query<ListRuns>) -> Result<Listed<RunSummary>, Problem> {
    let filter = filter(ask)?;
    app.read(move |runtime| runtime.runs(&who, &filter)).await.map(Listed::of)
}

fn filter(ask: ListRuns) -> Result<RunFilter, Problem> {
    let mut fields = Vec::new();
    for (name, value) in ask.more {
        let Some(field) = name.strip_prefix("field.") else {
            let reason = format!("there is no parameter of this name: {name}");
            return Err(Problem::new("request.wrong_query").param("reason", reason));
        };
        fields.push((field.to_owned(), value));
    }
    if fields.len() > FIELD_FILTERS_MAX {
        let reason = format!("at most {FIELD_FILTERS_MAX} fields can be asked for at once, not {}", fields.len());
        return Err(Problem::new("request.wrong_query").param("reason", reason));
    }
    let state = ask.state.map(|state| match state {
        RunsState::Running => RunStateFilter::Running,
        RunsState::Finished => RunStateFilter::Finished,
        RunsState::Cancelled => RunStateFilter::Cancelled,
        RunsState::Exception => RunStateFilter::Exception,
        RunsState::Overdue => RunStateFilter::Overdue,
    });
    let not_a_number = |text: &str| format!("limit is 1 to {PAGE_ITEMS_MAX}, not {text}");
    let read = |text: String| text.parse::<u32>().map_err(|_| not_a_number(&text));
    let wanted = ask.limit.map(read).transpose();
    let wanted = wanted.map_err(|reason| Problem::new("request.wrong_query").param("reason", reason))?;
    Ok(RunFilter {
        state,
        workflow: ask.workflow,
        person: ask.person,
        business_key: ask.business_key,
        priority: ask.priority.map(Level::stored),
        fields,
        q: ask.q,
        cursor: ask.cursor,
        limit: limit(wanted)?,
    })
}
