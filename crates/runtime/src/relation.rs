//! How somebody stands to a workflow: whether they may start it.

use baton_model::Compiled;
use baton_model::definition::{Start, StartKind, Who};
use baton_people::{Directory, PersonId};

use crate::refused::Refused;

/// Which start is meant: by its id, or the only one there is.
pub fn start_index(compiled: &Compiled, start: Option<&str>) -> Result<usize, Refused> {
    let starts = &compiled.workflow.start;
    let index = match start {
        Some(id) => starts.iter().position(|start| start.id() == id),
        None => starts.iter().position(|start| matches!(start.kind, StartKind::Form(_) | StartKind::Manual(_))),
    };
    index.ok_or_else(|| {
        let known: Vec<String> = starts.iter().map(Start::id).collect();
        Refused::new("workflow.no_such_start").with("start", start.unwrap_or_default()).with("known", known.join(", "))
    })
}

/// The form that anybody may fill in: by its id, or the first there is.
pub fn public_index(compiled: &Compiled, form: Option<&str>) -> Option<usize> {
    let is_meant = |start: &Start| start.is_public() && form.is_none_or(|form| start.id() == form);
    compiled.workflow.start.iter().position(is_meant)
}

/// Whether somebody may use a start.
pub fn may_start(directory: &Directory, person: Option<PersonId>, compiled: &Compiled, index: usize) -> bool {
    let Some(person) = person.and_then(|person| directory.person(person)).filter(|person| person.active) else {
        return false;
    };
    match compiled.workflow.start.get(index).map(|start| &start.kind) {
        Some(StartKind::Form(who) | StartKind::Manual(who)) => match who {
            Who::Everyone | Who::Public => true,
            Who::Groups(groups) => groups.iter().any(|group| directory.is_member(person.id, &group.name)),
        },
        _ => false,
    }
}
