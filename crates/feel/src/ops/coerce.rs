//! A value made to fit the type that is declared for it (DMN 1.5, 10.3.2.9.4).
//!
//! What conforms stays as it is. Else a list of one value stands for the value, a value for the list of it alone, and a date
//! for the beginning of its day in UTC. Anything else does not fit, and there is no value.

use super::kind::is_instance;
use crate::civil::{Date, DateTime, Time, Zone};
use crate::fault::Trouble;
use crate::syntax::tree::TypeName;
use crate::types::{PERSON_ENTRIES, Type};
use crate::value::{Context, List, Value};

/// The value as that type, or why it cannot be one. Null is of every type.
pub fn coerce(value: &Value, to: &Type) -> Result<Value, Trouble> {
    fitting(value, to).ok_or_else(|| Trouble::wrong_type(format!("{to} is wanted, and the result is {}", value.kind())))
}

/// The value as a type that is written in an expression; null is of every type.
pub fn as_type_name(value: &Value, to: &TypeName) -> Option<Value> {
    if value.is_null() || is_instance(value, to) {
        return Some(value.clone());
    }
    match (value, to) {
        (Value::Date(date), TypeName::Simple(name)) if name == "date and time" => Some(beginning(*date)),
        (Value::List(items), _) if items.len() == 1 && !matches!(to, TypeName::List(_)) => as_type_name(&items[0], to),
        (Value::List(_), _) => None,
        (value, TypeName::List(item)) => as_type_name(value, item).map(|value| Value::list([value])),
        _ => None,
    }
}

/// The beginning of a day in UTC.
fn beginning(date: Date) -> Value {
    Value::DateTime(DateTime::new(date, Time::MIDNIGHT.in_zone(Some(Zone::UTC))))
}

fn fitting(value: &Value, to: &Type) -> Option<Value> {
    if conforms(value, to) {
        return Some(value.clone());
    }
    match (value, to) {
        (Value::Date(date), Type::DateTime) => Some(beginning(*date)),
        (Value::List(items), Type::List(item)) => {
            items.iter().map(|value| part(value, item)).collect::<Option<Vec<_>>>().map(List::from).map(Value::List)
        }
        (Value::Context(entries), Type::Context(wanted)) => context(entries, wanted),
        (Value::List(items), _) if items.len() == 1 && !matches!(to, Type::List(_)) => fitting(&items[0], to),
        (value, Type::List(item)) => fitting(value, item).map(|value| Value::list([value])),
        _ => None,
    }
}

/// A part keeps its shape: only what is in it may change its type.
fn part(value: &Value, to: &Type) -> Option<Value> {
    match (value, to) {
        (Value::List(_), Type::List(_)) => fitting(value, to),
        (Value::List(_), _) | (_, Type::List(_)) => conforms(value, to).then(|| value.clone()),
        _ => fitting(value, to),
    }
}

fn context(entries: &Context, wanted: &[(String, Type)]) -> Option<Value> {
    if wanted.iter().any(|(name, _)| entries.get(name).is_none()) {
        return None;
    }
    let wanted_of = |name: &str| wanted.iter().find(|(known, _)| known == name).map(|(_, kind)| kind);
    let fitted = entries.iter().map(|(name, value)| {
        let value = wanted_of(name).map_or_else(|| Some(value.clone()), |kind| fitting(value, kind));
        value.map(|value| (name.clone(), value))
    });
    fitted.collect::<Option<Context>>().map(Value::Context)
}

/// Is it of that type as it stands? Null is of every type.
pub fn conforms(value: &Value, to: &Type) -> bool {
    match (value, to) {
        (Value::Null, _) | (_, Type::Any) => true,
        (Value::Text(text), Type::Choice(options)) => options.iter().any(|option| **option == **text),
        (Value::List(items), Type::List(item)) => items.iter().all(|value| conforms(value, item)),
        (Value::Context(entries), Type::Context(wanted)) => {
            wanted.iter().all(|(name, kind)| entries.get(name).is_some_and(|value| conforms(value, kind)))
        }
        (Value::Context(entries), Type::Person) => PERSON_ENTRIES.iter().any(|name| entries.get(name).is_some()),
        (Value::Range(range), Type::Range(item)) => {
            conforms(&range.low.value, item) && conforms(&range.high.value, item)
        }
        (_, Type::List(_) | Type::Range(_) | Type::Person | Type::Choice(_)) | (Value::Context(_), _) => false,
        (value, to) => value.kind() == *to,
    }
}
