//! What a step takes from the run it asked for: its expressions over the fields that the scenario gives that run.

use baton_feel::{Env, Limits, Scope, Slots, Value};
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
