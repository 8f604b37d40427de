//! `GET /people/{id}`: somebody, by a handle they have or had.

use baton_runtime::view::types::PersonView;

use crate::answer::Shown;
use crate::app::Shared;
use crate::auth::caller::Who;
use crate::error::Problem;
use crate::parts::Id;

/// Shows them.
pub async fn handle(app: Shared, who: Who, Id(id): Id) -> Result<Shown<PersonView>, Problem> {
    let person = app.read(move |runtime| runtime.person(&who, &id)).await?;
    let rev = person.rev;
    Ok(Shown::of(person).rev(rev))
}
