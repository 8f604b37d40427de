//! Looks for values with which several conditions go as a way says: the numbers and texts that stand in them and those just
//! beside, the options of choices, yes and no.

use std::collections::BTreeMap;

use baton_feel::{Env, Limits, Lookup, Value};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

use super::net::Net;
use crate::definition::{Expr, FieldType, Options};

/// So many combinations are tried.
const TRIED_MAX: usize = 2_000;

struct Tried<'n>(&'n BTreeMap<&'n str, Value>);

impl Lookup for Tried<'_> {
    fn get(&self, name: &str) -> Option<Value> {
        self.0.get(name).cloned()
    }

    fn call(&self, _: &str, _: &[Value]) -> Option<Value> {
        None
    }
}

/// Whether there are values with which these conditions, by their number, are as said. False also where that is not known.
pub(super) fn exist(net: &Net<'_>, said: &BTreeMap<u16, bool>) -> bool {
    let conditions: Vec<(&Expr, bool)> =
        said.iter().filter_map(|(number, holds)| Some((*net.conditions.get(usize::from(*number))?, *holds))).collect();
    let Some(candidates) = candidates(net, &conditions) else { return false };
    let names: Vec<&str> = candidates.keys().copied().collect();
    let count = candidates.values().try_fold(1_usize, |count, values| count.checked_mul(values.len()));
    let Some(count) = count.filter(|count| *count <= TRIED_MAX) else { return false };
    let limits = Limits { fuel_steps_max: 1_000, ..Limits::default() };
    (0..count).any(|nth| {
        let mut rest = nth;
        let mut values = BTreeMap::new();
        for name in &names {
            let of_name = &candidates[name];
            values.insert(*name, of_name[rest % of_name.len()].clone());
            rest /= of_name.len();
        }
        let tried = Tried(&values);
        let env = Env { lookup: &tried, now: Timestamp::UNIX_EPOCH, zone: &TimeZone::UTC, calendar: None, limits };
        conditions.iter().all(|(expr, holds)| (expr.program.eval(&env).value == Value::Boolean(true)) == *holds)
    })
}

/// What is tried for each field; none where a condition asks for something else than plain fields.
fn candidates<'n>(net: &Net<'n>, conditions: &[(&'n Expr, bool)]) -> Option<BTreeMap<&'n str, Vec<Value>>> {
    let mut all: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for (expr, _) in conditions {
        if !expr.program.calls().is_empty() {
            return None;
        }
        for used in expr.program.uses() {
            let field = net.workflow.fields.get(used.name()).filter(|_| used.path.len() == 1)?;
            if all.contains_key(field.name.as_str()) {
                continue;
            }
            let texts = conditions.iter().map(|(expr, _)| expr.text.as_str());
            let json: Vec<Json> = match (field.ty, &field.options) {
                (FieldType::YesNo, _) => vec![json!(true), json!(false)],
                (FieldType::Choice, Options::List(options)) => options.iter().map(|option| json!(option)).collect(),
                (FieldType::Number | FieldType::Money, _) => {
                    texts.flat_map(numbers).map(|number| json!(number)).collect()
                }
                (FieldType::Text, _) => texts.flat_map(quoted).map(Json::from).chain([json!("other")]).collect(),
                _ => return None,
            };
            let values: Vec<Value> = json.iter().map(Value::from_json).chain([Value::Null]).collect();
            all.insert(&field.name, values);
        }
    }
    Some(all)
}

/// The whole numbers in a text, with those just beside.
fn numbers(text: &str) -> Vec<i64> {
    let digits = text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse::<i64>().ok());
    let mut all: Vec<i64> =
        digits.flat_map(|number| [number.saturating_sub(1), number, number.saturating_add(1)]).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The texts in quotes.
fn quoted(text: &str) -> Vec<&str> {
    text.split('"').skip(1).step_by(2).collect()
}
