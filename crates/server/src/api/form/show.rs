//! `GET /forms/{workflow}`: a form that is open to anybody.

use baton_runtime::view::types::PublicForm;

use super::{Which, must_be_slow};
use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::peer::Peer;
use crate::error::Problem;
use crate::pace::Deed;
use crate::parts::{Id, Query};

/// Shows it.
pub async fn handle(
    app: Shared,
    peer: Peer,
    Id(workflow): Id,
    Query(which): Query<Which>,
) -> Result<Shown<PublicForm>, Problem> {
    must_be_slow(&app, &peer, &workflow, Deed::Look)?;
    app.read(move |runtime| runtime.public_form(&workflow, which.form.as_deref())).await.map(Shown::of)
}
