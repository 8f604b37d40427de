//! Functions of contexts.

use super::argument::{at, context, list, text, unfit};
use super::builtin::{Builtin, Runtime, exactly};
use crate::fault::Trouble;
use crate::types::Type;
use crate::value::{Context, Value};

pub(super) const FUNCTIONS: &[Builtin] = &[
    Builtin { name: "get value", signatures: &[exactly(&["m", "key"])], gives: Type::Any, run: get_value },
    Builtin { name: "get entries", signatures: &[exactly(&["m"])], gives: Type::Any, run: get_entries },
    Builtin { name: "context", signatures: &[exactly(&["entries"])], gives: Type::Any, run: make },
    Builtin {
        name: "context put",
        signatures: &[exactly(&["context", "key", "value"]), exactly(&["context", "keys", "value"])],
        gives: Type::Any,
        run: put,
    },
    Builtin { name: "context merge", signatures: &[exactly(&["contexts"])], gives: Type::Any, run: merge },
];

fn get_value(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (entries, key) = (context(arguments, 0, "m")?, text(arguments, 1, "key")?);
    Ok(entries.get(key).cloned().unwrap_or(Value::Null))
}

fn get_entries(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let entries = context(arguments, 0, "m")?;
    let entry = |(name, value): (&std::sync::Arc<str>, &Value)| {
        Value::context([("key", Value::Text(name.clone())), ("value", value.clone())])
    };
    Ok(Value::list(entries.iter().map(entry)))
}

fn make(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let mut made = indexmap::IndexMap::new();
    for entry in list(arguments, 0, "entries")?.iter() {
        let entry = entry.as_context().ok_or_else(|| unfit(entry, "entries", "a list of contexts"))?;
        let key = entry.get("key").and_then(Value::as_text);
        let (Some(key), Some(value)) = (key, entry.get("value")) else {
            return Err(Trouble::bad_value("each entry needs a key, which is a text, and a value"));
        };
        if made.insert(std::sync::Arc::from(key), value.clone()).is_some() {
            return Err(Trouble::bad_value(format!("the entry is there twice: {key}")));
        }
    }
    Ok(Value::Context(Context::from(made)))
}

fn put(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (target, value) = (context(arguments, 0, "context")?, at(arguments, 2));
    let Value::List(keys) = at(arguments, 1) else {
        return Ok(Value::Context(target.with(text(arguments, 1, "key")?, value.clone())));
    };
    let names = keys.iter().map(|key| key.as_text().ok_or_else(|| unfit(key, "keys", "a list of texts")));
    let names: Vec<&str> = names.collect::<Result<_, _>>()?;
    put_below(target, &names, value)
}

fn put_below(target: &Context, names: &[&str], value: &Value) -> Result<Value, Trouble> {
    match names {
        [] => Err(Trouble::bad_value("`keys` must not be empty")),
        [name] => Ok(Value::Context(target.with(name, value.clone()))),
        [name, rest @ ..] => {
            let inner = match target.get(name) {
                Some(Value::Context(inner)) => inner.clone(),
                None => return Err(Trouble::bad_value(format!("there is no entry {name} to go into"))),
                Some(other) => return Err(unfit(other, name, "a context")),
            };
            Ok(Value::Context(target.with(name, put_below(&inner, rest, value)?)))
        }
    }
}

fn merge(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let mut merged = indexmap::IndexMap::new();
    for one in list(arguments, 0, "contexts")?.iter() {
        let one = one.as_context().ok_or_else(|| unfit(one, "contexts", "a list of contexts"))?;
        merged.extend(one.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    Ok(Value::Context(Context::from(merged)))
}
