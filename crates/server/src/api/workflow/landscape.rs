//! `GET /landscape`: which workflows there are, who owns them, which starts or feeds which.

use baton_runtime::view::types::Landscape;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Shows it.
pub async fn handle(app: Shared, who: Who) -> Result<Shown<Landscape>, Problem> {
    app.read(move |runtime| runtime.landscape(&who)).await.map(Shown::of)
}
