//! Is a value of a type, and what it becomes where another is wanted.
//!
//! A list of one value and the value stand for each other, and a date for its first moment in UTC; any other value that
//! does not fit is null. An entry that a context lacks counts as null, which is of every type.

use super::{Base, Item, TypeId, Types};
use crate::dmn::types::Simple;
use baton_feel::civil::Zone;
use baton_feel::{DateTime, Env, Time, Value};

impl Types {
    /// The value as that type wants it; none where it cannot be taken as one.
    pub fn taken(&self, value: &Value, id: TypeId, env: &Env<'_>) -> Option<Value> {
        if self.holds(id, value, env) {
            return Some(value.clone());
        }
        if let Value::List(items) = value
            && items.len() == 1
            && !self.is_list(id)
            && let Some(only) = self.moment(&items[0], id, env)
        {
            return Some(only);
        }
        let single = Value::list([value.clone()]);
        if !matches!(value, Value::List(_)) && self.is_list(id) && self.holds(id, &single, env) {
            return Some(single);
        }
        self.moment(value, id, env)
    }

    /// The value itself, or a date as its first moment.
    fn moment(&self, value: &Value, id: TypeId, env: &Env<'_>) -> Option<Value> {
        if self.holds(id, value, env) {
            return Some(value.clone());
        }
        let Value::Date(date) = value else { return None };
        let midnight = Time::from_nanos_of_day(0).in_zone(Zone::parse("Z"));
        let moment = Value::DateTime(DateTime::new(*date, midnight));
        (self.simple(id) == Some(Simple::DateTime) && self.holds(id, &moment, env)).then_some(moment)
    }

    /// FEEL's own type that a type is made of.
    fn simple(&self, id: TypeId) -> Option<Simple> {
        let item = self.items.get(id).filter(|item| !item.is_collection)?;
        match item.base {
            Base::Simple(simple) => Some(simple),
            Base::Same(other) => self.simple(other),
            _ => None,
        }
    }

    fn is_list(&self, id: TypeId) -> bool {
        let Some(item) = self.items.get(id) else { return false };
        match item.base {
            _ if item.is_collection => true,
            Base::Simple(simple) => simple == Simple::List,
            Base::Same(other) => self.is_list(other),
            _ => false,
        }
    }

    /// Is the value of that type? Null is of every type.
    pub fn holds(&self, id: TypeId, value: &Value, env: &Env<'_>) -> bool {
        let Some(item) = self.items.get(id) else { return true };
        if value.is_null() {
            return true;
        }
        let sound = match value {
            Value::List(items) if item.is_collection => items.iter().all(|value| self.item_holds(item, value, env)),
            _ if item.is_collection => false,
            _ => self.item_holds(item, value, env),
        };
        sound && item.constraint.as_ref().is_none_or(|tests| tests.test(value, env).value.is_true())
    }

    fn item_holds(&self, item: &Item, value: &Value, env: &Env<'_>) -> bool {
        let sound = match &item.base {
            Base::Any => true,
            _ if value.is_null() => true,
            Base::Simple(simple) => simple.holds(value),
            Base::Same(other) => self.holds(*other, value, env),
            Base::Function(arity) => {
                matches!(value, Value::Function(function) if function.parameters().len() == *arity)
            }
            Base::Context(entries) => match value {
                Value::Context(found) => entries.iter().all(|(name, kind)| {
                    let entry = found.get(name).unwrap_or(&Value::Null);
                    kind.is_none_or(|kind| self.holds(kind, entry, env))
                }),
                _ => false,
            },
        };
        let is_null = value.is_null() && item.is_collection;
        sound && (is_null || item.allowed.as_ref().is_none_or(|tests| tests.test(value, env).value.is_true()))
    }
}
