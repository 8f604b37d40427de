//! `GET /topics`: what there is to do for workers, and who asks for it.

use baton_runtime::view::types::Topic;

use crate::answer::Listed;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;

/// Lists them.
pub async fn handle(app: Shared, who: Who) -> Result<Listed<Topic>, Problem> {
    app.read(move |runtime| runtime.topics(&who)).await.map(Listed::whole)
}
