//! A form that anybody may fill in asks for nothing that only people with an account can give: people and groups would tell
//! who there is, and a file must be uploaded by somebody.

use super::Subject;
use crate::codes;
use crate::definition::{Field, FieldType, Start};
use crate::found::Found;
use crate::map::IndexMap;

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    of(&subject.workflow.start, &subject.workflow.fields, add);
}

/// The same of what a process asks for.
pub(super) fn of(starts: &[Start], fields: &IndexMap<String, Field>, add: &mut dyn FnMut(Found)) {
    for start in starts.iter().filter(|start| start.is_public()) {
        for given in start.gives.iter().filter(|given| given.value.is_none()) {
            if let Some(closed) = fields.get(&given.field).and_then(closed) {
                let found = Found::new(&codes::PUBLIC_FIELD, given.span).with("field", &given.field);
                add(found.with("type", closed.word()).with("start", start.title.outline()));
            }
        }
    }
}

/// The type that keeps a field from being asked of anybody: its own, or that of a column.
fn closed(field: &Field) -> Option<FieldType> {
    match field.ty {
        FieldType::Person | FieldType::Group | FieldType::File | FieldType::Files => Some(field.ty),
        FieldType::List => field.of.values().find_map(closed),
        _ => None,
    }
}
