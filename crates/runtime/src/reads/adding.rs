//! Where somebody may add an item to what is done for each of several, and what is filled in for it.

use crate::caller::Caller;
use crate::core::Core;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::field;
use crate::view::types::ItemForm;

use super::form::asked;
use super::looked::Looked;

/// The forms of the items that the caller may add now.
pub fn forms(core: &Core, caller: &Caller, looked: &Looked) -> Result<Vec<ItemForm>, Refused> {
    let rights = Rights::of(caller, &looked.directory);
    let may = rights.may(Operation::DoTask, looked.relation(caller));
    let Some(person) = caller.person.filter(|_| may && looked.state.is_running()) else { return Ok(Vec::new()) };
    let (compiled, state) = (&looked.compiled, &looked.state);
    let places = asked(core, caller, state, |facts, ctx| baton_engine::adding(compiled, state, facts, ctx, person))?;
    let lens = looked.lens();
    let form = |place: baton_engine::Adding| ItemForm {
        title: lens.step_title(&place.step),
        fields: place.fields.iter().map(|field| field::of_column(&lens, field)).collect(),
        step: place.step.to_string(),
        thread: place.thread,
    };
    Ok(places.into_iter().map(form).collect())
}
