//! `GET /secrets`: their names, since when they have their value, and which workflows name them. Never the value.

use baton_runtime::view::types::SecretView;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Lists them.
pub async fn handle(app: Shared, who: Who) -> Result<Listed<SecretView>, Problem> {
    app.read(move |runtime| runtime.secrets(&who)).await.map(Listed::whole)
}
