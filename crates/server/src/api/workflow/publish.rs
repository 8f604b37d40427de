//! `POST /workflows/{id}/publish`: makes the draft the live version. Refused while something is wrong in it or cannot run yet.

use baton_runtime::view::types::{Published, RunMovedView};
use baton_runtime::{Ask, Made};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::commands::Sent;
use crate::error::{Fault, Problem, Reader};
use crate::limits::MOVES_MAX;
use crate::parts::{Body, Id};

/// Which draft, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Publish {
    /// What became different, for those who look later.
    #[serde(default)]
    pub note: String,
    /// The draft's revision that was read.
    pub rev: i64,
    /// The keys of runs that move to the new version then, at most 1000; each moves whole or stays as it is.
    #[serde(default, rename = "move")]
    pub moves: Vec<String>,
}

/// Publishes it.
pub async fn handle(
    app: Shared,
    who: Who,
    Id(id): Id,
    sent: Sent,
    Body(ask): Body<Publish>,
) -> Result<Shown<Published>, Problem> {
    let Publish { note, rev, moves } = ask;
    if moves.len() > MOVES_MAX {
        let reason = format!("at most {MOVES_MAX} runs are moved at once, not {}", moves.len());
        let fault = Fault::at("/move", "request.wrong_value").param("reason", reason);
        return Err(Problem::new("request.wrong_body").fault(fault));
    }
    let key = sent.key.clone();
    let made = app.submit(&who, sent, Ask::Publish { workflow: id, note, rev }).await?.made;
    let Made::Version { workflow, version, sha256, unchanged } = made else {
        return Err(Problem::internal("publishing made no version"));
    };
    let mut moved = Vec::with_capacity(moves.len());
    for run in moves {
        moved.push(moved_to(&app, &who, key.as_deref(), (run, version)).await);
    }
    let id = workflow.clone();
    let (secrets, left_behind) = app
        .read(move |runtime| Ok((runtime.make_webhook_secrets(&who, &id)?, runtime.left_behind(&who, &id)?)))
        .await?;
    Ok(Shown::of(Published { workflow, version, sha256, unchanged, left_behind, moved, secrets }))
}

/// Moves one run, under a key of its own, so that a repeat of the publishing does it once.
async fn moved_to(app: &Shared, who: &Who, key: Option<&str>, (run, version): (String, u32)) -> RunMovedView {
    let sent = Sent { key: key.map(|key| format!("{key}:{run}")), ..Sent::default() };
    let ask = Ask::MoveRun { run: run.clone(), version: Some(version), places: Vec::new(), reason: None };
    match app.submit(who, sent, ask).await {
        Ok(_) => RunMovedView { run, moved: true, why: None },
        Err(problem) => RunMovedView { run, moved: false, why: Some(problem.body(&Reader::default()).detail) },
    }
}
