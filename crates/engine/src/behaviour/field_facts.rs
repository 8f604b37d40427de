//! The facts that the values of a form need, found before any is taken: so that a form with fifty files asks once.

use baton_model::definition::{Field, FieldType};
use serde_json::Value as Json;

use crate::behaviour::fields::file_id;
use crate::facts::{Facts, Want};
use crate::limits::{FIELD_FILES, LIST_ROWS};
use crate::state::RunState;

/// The facts that taking a value needs and that are not known yet.
pub(crate) fn wants(field: &Field, sent: &Json, state: &RunState, facts: &Facts, wants: &mut Vec<Want>) {
    match (field.ty, sent) {
        (FieldType::Person, Json::String(text)) => match facts.named.get(text) {
            None => wants.push(Want::PersonNamed(text.clone())),
            Some(Some(id)) if !facts.people.contains_key(id) => wants.push(Want::Person(*id)),
            Some(_) => {}
        },
        (FieldType::Person, Json::Number(number)) => {
            let id = number.as_i64().filter(|id| !facts.people.contains_key(id));
            wants.extend(id.map(Want::Person));
        }
        (FieldType::Group, Json::String(text)) if !facts.groups.contains_key(text) => {
            wants.push(Want::Group(text.clone()));
        }
        (FieldType::File, sent) => {
            let id = file_id(sent).filter(|id| !state.files.contains_key(*id) && !facts.files.contains_key(*id));
            wants.extend(id.map(|id| Want::File(id.to_owned())));
        }
        (FieldType::Files, Json::Array(ids)) if ids.len() <= FIELD_FILES => {
            let of = Field { ty: FieldType::File, ..field.clone() };
            for id in ids {
                self::wants(&of, id, state, facts, wants);
            }
        }
        (FieldType::List, Json::Array(rows)) if rows.len() <= LIST_ROWS => {
            for (name, value) in rows.iter().filter_map(Json::as_object).flatten() {
                if let Some(column) = field.of.get(name) {
                    self::wants(column, value, state, facts, wants);
                }
            }
        }
        _ => {}
    }
}
