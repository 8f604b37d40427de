//! `PUT /tasks/{id}/draft`: keeps what is filled in so far, and answers what follows from it: which fields show, which are
//! required, what is computed. It is nobody's evidence and goes when the task is done.

use baton_runtime::FormDraft;
use baton_runtime::view::types::FormState;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::{Body, Id, IfMatch};

/// What is filled in so far.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// The revision that was read; the header `If-Match` says the same.
    pub rev: Option<i64>,
    /// By field.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub values: Map<String, Value>,
    /// The choice it is meant for.
    pub choice: Option<String>,
    /// The task's `rev` that the person saw when they began to fill it in. Without it that of what is kept already counts, else
    /// the one of now. A start has none.
    pub seen: Option<i64>,
}

impl SaveDraft {
    /// The draft with the revision it changes; 428 when none was said.
    pub fn at(self, if_match: IfMatch) -> Result<FormDraft, Problem> {
        let rev = match (self.rev, if_match) {
            (Some(rev), _) => Some(rev),
            (None, said) => said.needed()?.rev(),
        };
        Ok(FormDraft { rev, values: self.values, choice: self.choice, seen: self.seen })
    }
}

/// Keeps it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    if_match: IfMatch,
    Body(ask): Body<SaveDraft>,
) -> Result<Shown<FormState>, Problem> {
    let draft = ask.at(if_match)?;
    let form = app.read(move |runtime| runtime.save_task_draft(&who, &id, draft)).await?;
    let rev = form.rev;
    Ok(Shown::of(form).rev(rev))
}
