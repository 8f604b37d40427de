//! Functions of texts. Places count characters from 1, from the end where they are negative.

use super::argument::{list, number, optional_text, text, unfit, whole};
use super::builtin::{Builtin, Runtime, at_least, exactly};
use crate::fault::Trouble;
use crate::types::Type;
use crate::value::Value;

const BOTH: &[&str] = &["string", "match"];

pub(super) const FUNCTIONS: &[Builtin] = &[
    Builtin {
        name: "substring",
        signatures: &[at_least(2, &["string", "start position", "length"])],
        gives: Type::Text,
        run: substring,
    },
    Builtin { name: "string length", signatures: &[exactly(&["string"])], gives: Type::Number, run: length },
    Builtin { name: "upper case", signatures: &[exactly(&["string"])], gives: Type::Text, run: upper },
    Builtin { name: "lower case", signatures: &[exactly(&["string"])], gives: Type::Text, run: lower },
    Builtin { name: "trim", signatures: &[exactly(&["string"])], gives: Type::Text, run: trim },
    Builtin { name: "substring before", signatures: &[exactly(BOTH)], gives: Type::Text, run: before },
    Builtin { name: "substring after", signatures: &[exactly(BOTH)], gives: Type::Text, run: after },
    Builtin { name: "contains", signatures: &[exactly(BOTH)], gives: Type::Boolean, run: contains },
    Builtin { name: "starts with", signatures: &[exactly(BOTH)], gives: Type::Boolean, run: starts_with },
    Builtin { name: "ends with", signatures: &[exactly(BOTH)], gives: Type::Boolean, run: ends_with },
    Builtin { name: "string join", signatures: &[at_least(1, &["list", "delimiter"])], gives: Type::Text, run: join },
];

fn substring(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (string, start) = (text(arguments, 0, "string")?, whole(arguments, 1, "start position")?);
    let count = string.chars().count() as i64;
    let skipped = match start {
        0 => return Err(Trouble::bad_value("the first character is at position 1, not 0")),
        1.. => start - 1,
        _ => count + start,
    };
    if !(0..count).contains(&skipped) {
        return Err(Trouble::bad_value(format!("the text has no position {start}")));
    }
    let wanted = match arguments.get(2) {
        None | Some(Value::Null) => count,
        Some(_) => number(arguments, 2, "length")?.trunc().to_i64().unwrap_or(0),
    };
    if wanted < 1 {
        return Err(Trouble::bad_value("the length must be at least 1"));
    }
    Ok(Value::from(string.chars().skip(skipped as usize).take(wanted as usize).collect::<String>()))
}

fn length(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    Ok(Value::from(text(arguments, 0, "string")?.chars().count() as i64))
}

fn upper(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    Ok(Value::from(text(arguments, 0, "string")?.to_uppercase()))
}

fn lower(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    Ok(Value::from(text(arguments, 0, "string")?.to_lowercase()))
}

fn trim(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    Ok(Value::from(text(arguments, 0, "string")?.trim()))
}

fn pair(arguments: &[Value]) -> Result<(&str, &str), Trouble> {
    Ok((text(arguments, 0, "string")?, text(arguments, 1, "match")?))
}

fn before(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (string, wanted) = pair(arguments)?;
    Ok(Value::from(string.split_once(wanted).map_or("", |(before, _)| before)))
}

fn after(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (string, wanted) = pair(arguments)?;
    Ok(Value::from(string.split_once(wanted).map_or("", |(_, after)| after)))
}

fn contains(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (string, wanted) = pair(arguments)?;
    Ok(Value::Boolean(string.contains(wanted)))
}

fn starts_with(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (string, wanted) = pair(arguments)?;
    Ok(Value::Boolean(string.starts_with(wanted)))
}

fn ends_with(_: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let (string, wanted) = pair(arguments)?;
    Ok(Value::Boolean(string.ends_with(wanted)))
}

/// Nulls in the list are left out.
fn join(runtime: &mut dyn Runtime, arguments: &[Value]) -> Result<Value, Trouble> {
    let items = list(arguments, 0, "list")?;
    let delimiter = optional_text(arguments, 1, "delimiter")?.unwrap_or("");
    let text_of =
        |item: &Value| item.as_text().map(str::to_owned).ok_or_else(|| unfit(item, "list", "a list of texts"));
    let parts: Vec<String> = items.iter().filter(|item| !item.is_null()).map(text_of).collect::<Result<_, _>>()?;
    runtime.spend((parts.len() * delimiter.len() / 64) as u64)?;
    Ok(Value::from(parts.join(delimiter)))
}
