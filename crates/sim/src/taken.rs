//! What a step takes from the run it asked for: its expressions over the fields that the scenario gives that run, and what expressions
//! ask of it by `step("id").FIELD`.

use baton_engine::{Name, SubKind, SubValue};
use baton_feel::{Env, Limits, Scope, Slots, Type, Value};
use baton_model::IndexMap;
use baton_model::definition::{FieldType, Workflow};
use serde_json::{Map, Value as Json};

use crate::player::Player;

/// The value of an expression over the other run's fields. A field that the scenario does not give has none.
pub(crate) fn taken(theirs: &str, fields: &Map<String, Json>, player: &Player) -> Result<Json, String> {
    let is_name = theirs.chars().all(|sign| sign.is_alphanumeric() || sign == '_');
    if is_name && !fields.contains_key(theirs) {
        return Ok(Json::Null);
    }
    let values: Vec<Value> = fields.values().map(Value::from_json).collect();
    let scope = fields.keys().zip(&values).fold(Scope::new(), |scope, (name, value)| scope.with(name, value.kind()));
    let program = baton_feel::compile(theirs, &scope)
        .map_err(|_| format!("the step takes `{theirs}`: give the fields that stand in it in braces"))?;
    let env = Env {
        lookup: &Slots(&values),
        now: player.now,
        zone: player.calendar.zone(),
        calendar: Some(&player.calendar),
        limits: Limits::default(),
    };
    Ok(program.eval(&env).value.to_json())
}

/// What expressions ask of the run by `step("id").FIELD`. What a field is there the scenario does not say: what its value looks like.
pub(crate) fn given(workflow: &Workflow, step: &str, fields: &Map<String, Json>) -> IndexMap<Name, SubValue> {
    let is_asked = |name: &String| workflow.asks_of_step(step, name);
    let given = fields.iter().filter(|(name, _)| is_asked(name));
    given.map(|(name, value)| (name.as_str().into(), SubValue::new(looks_like(value), value.clone()))).collect()
}

fn looks_like(value: &Json) -> SubKind {
    let reads_as = |kind: &Type| !matches!(Value::typed(value, kind), Value::Text(_) | Value::Null);
    let ty = match value {
        Json::String(_) if reads_as(&Type::Date) => FieldType::Date,
        Json::String(_) if reads_as(&Type::DateTime) => FieldType::DateTime,
        Json::String(_) => FieldType::Text,
        _ => FieldType::Object,
    };
    SubKind::plain(ty)
}
