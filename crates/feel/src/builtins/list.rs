//! Functions of lists: what is in them, and lists made of lists. Places count from 1, from the end where negative.

use super::argument::{at, list, unfit, whole};
use super::builtin::{Builtin, Runtime, Signature, at_least, exactly, repeated};
use crate::fault::Trouble;
use crate::ops::compare::equal;
use crate::types::Type;
use crate::value::{List, Value};

const LIST: &[Signature] = &[exactly(&["list"])];
const LISTS: &[Signature] = &[repeated(&["list"])];

pub(super) const FUNCTIONS: &[Builtin] = &[
    Builtin {
        name: "list contains",
        signatures: &[exactly(&["list", "element"])],
        gives: Type::Boolean,
        run: contains,
    },
    Builtin { name: "count", signatures: LIST, gives: Type::Number, run: count },
    Builtin {
        name: "sublist",
        signatures: &[at_least(2, &["list", "start position", "length"])],
        gives: Type::Any,
        run: sublist,
    },
    Builtin { name: "append", signatures: &[repeated(&["list", "item"])], gives: Type::Any, run: append },
    Builtin { name: "concatenate", signatures: LISTS, gives: Type::Any, run: concatenate },
    Builtin {
        name: "insert before",
        signatures: &[exactly(&["list", "position", "newItem"])],
        gives: Type::Any,
        run: insert_before,
    },
    Builtin { name: "remove", signatures: &[exactly(&["list", "position"])], gives: Type::Any, run: remove },
    Builtin {
        name: "list replace",
        signatures: &[exactly(&["list", "position", "newItem"]), exactly(&["list", "match", "newItem"])],
        gives: Type::Any,
        run: replace,
    },
    Builtin { name: "reverse", signatures: LIST, gives: Type::Any, run: reverse },
    Builtin { name: "index of", signatures: &[exactly(&["list", "match"])], gives: Type::Any, run: index_of },
    Builtin { name: "union", signatures: LISTS, gives: Type::Any, run: union },
    Builtin { name: "distinct values", signatures: LIST, gives: Type::Any, run: distinct },
    Builtin { name: "duplicate values", signatures: LIST, gives: Type::Any, run: duplicates },
    Builtin { name: "flatten", signatures: LIST, gives: Type::Any, run: flatten },
    Builtin { name: "is empty", signatures: LIST, gives: Type::Boolean, run: is_empty },
];

/// Values of different types are different here, not an error.
fn same(a: &Value, b: &Value) -> bool {
    equal(a, b).unwrap_or(false)
}

fn contains(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (items, wanted) = (list(arguments, 0, "list")?, at(arguments, 1));
    Ok(Value::Boolean(items.iter().any(|item| same(item, wanted))))
}

fn count(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    Ok(Value::from(list(arguments, 0, "list")?.len() as i64))
}

fn is_empty(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    Ok(Value::Boolean(list(arguments, 0, "list")?.is_empty()))
}

/// The index of a place in a list of that length.
fn index(place: i64, length: usize, parameter: &str) -> Result<usize, Trouble> {
    let length = length as i64;
    let index = if place > 0 { place - 1 } else { length + place };
    if place == 0 || !(0..length).contains(&index) {
        return Err(Trouble::bad_value(format!("the list has no `{parameter}` {place}")));
    }
    Ok(index as usize)
}

fn sublist(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let items = list(arguments, 0, "list")?;
    let start = index(whole(arguments, 1, "start position")?, items.len(), "start position")?;
    if at(arguments, 2).is_null() {
        return Ok(Value::list(items[start..].iter().cloned()));
    }
    let length = whole(arguments, 2, "length")?;
    let end = usize::try_from(length).ok().and_then(|length| start.checked_add(length));
    match end.and_then(|end| items.get(start..end)) {
        Some(part) if length > 0 => Ok(Value::list(part.iter().cloned())),
        _ => Err(Trouble::bad_value(format!("from there the list has no {length} items"))),
    }
}

fn append(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let mut items = list(arguments, 0, "list")?.into_vec();
    items.extend(arguments[1..].iter().cloned());
    Ok(Value::List(List::from(items)))
}

fn concatenate(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let mut items = Vec::new();
    for place in 0..arguments.len() {
        items.extend(list(arguments, place, "list")?.into_vec());
    }
    Ok(Value::List(List::from(items)))
}

fn insert_before(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let mut items = list(arguments, 0, "list")?.into_vec();
    let index = index(whole(arguments, 1, "position")?, items.len(), "position")?;
    items.insert(index, at(arguments, 2).clone());
    Ok(Value::List(List::from(items)))
}

fn remove(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let mut items = list(arguments, 0, "list")?.into_vec();
    items.remove(index(whole(arguments, 1, "position")?, items.len(), "position")?);
    Ok(Value::List(List::from(items)))
}

fn replace(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let mut items = list(arguments, 0, "list")?.into_vec();
    let new = at(arguments, 2);
    let Value::Function(function) = at(arguments, 1) else {
        let index = index(whole(arguments, 1, "position")?, items.len(), "position")?;
        items[index] = new.clone();
        return Ok(Value::List(List::from(items)));
    };
    if function.parameters().len() != 2 {
        return Err(Trouble::bad_value("the function of list replace takes the item and the new item"));
    }
    for item in &mut items {
        match runtime.call(function, &[item.clone(), new.clone()])? {
            Value::Boolean(true) => *item = new.clone(),
            Value::Boolean(false) => {}
            other => return Err(unfit(&other, "match", "a function that gives true or false")),
        }
    }
    Ok(Value::List(List::from(items)))
}

fn reverse(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    Ok(Value::list(list(arguments, 0, "list")?.iter().rev().cloned()))
}

fn index_of(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (items, wanted) = (list(arguments, 0, "list")?, at(arguments, 1));
    let places = items.iter().zip(1_i64..).filter(|(item, _)| same(item, wanted));
    Ok(Value::list(places.map(|(_, place)| Value::from(place))))
}

/// The steps it takes to hold an item against so many others.
fn comparing(item: &Value, others: usize) -> u64 {
    (others as u64).saturating_mul(1 + item.weight_bytes() / 64) / 4
}

fn union(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let all = concatenate(runtime, arguments)?;
    distinct(runtime, &[all])
}

fn distinct(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let mut kept: Vec<Value> = Vec::new();
    for item in list(arguments, 0, "list")?.iter() {
        runtime.spend(comparing(item, kept.len()))?;
        if !kept.iter().any(|known| same(known, item)) {
            kept.push(item.clone());
        }
    }
    Ok(Value::List(List::from(kept)))
}

fn duplicates(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let items = list(arguments, 0, "list")?;
    let (mut seen, mut twice): (Vec<&Value>, Vec<Value>) = (Vec::new(), Vec::new());
    for item in items.iter() {
        runtime.spend(comparing(item, seen.len()))?;
        if !seen.iter().any(|known| same(known, item)) {
            seen.push(item);
        } else if !twice.iter().any(|known| same(known, item)) {
            twice.push(item.clone());
        }
    }
    Ok(Value::List(List::from(twice)))
}

fn flatten(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let mut flat = Vec::new();
    spread_into(runtime, &list(arguments, 0, "list")?, &mut flat)?;
    Ok(Value::List(List::from(flat)))
}

fn spread_into(runtime: &mut dyn Runtime, items: &[Value], flat: &mut Vec<Value>) -> Result<(), Trouble> {
    for item in items {
        runtime.spend(1)?;
        match item {
            Value::List(inner) => spread_into(runtime, inner, flat)?,
            other => flat.push(other.clone()),
        }
    }
    Ok(())
}
