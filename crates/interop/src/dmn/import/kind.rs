//! Types as fields: `{ type: choice, options: [low, high] }`.

use super::page::{flow, list};
use crate::dmn::tree::{Definitions, ItemDefinition};
use crate::dmn::types::Simple;
use baton_feel::{Env, Limits, Nothing, Scope, Value, compile};
use std::cell::Cell;

/// Types that hold themselves are anything below this.
const DEPTH_MAX: u32 = 6;
/// So many parts of a type are told, however often it holds itself.
const PARTS_MAX: u32 = 300;

/// How deep one is in a type, and how many parts of it may still be told.
#[derive(Clone, Copy)]
struct Bounds<'a>(u32, &'a Cell<u32>);

impl Bounds<'_> {
    fn allow(self) -> bool {
        let left = self.1.get();
        self.1.set(left.saturating_sub(1));
        left > 0 && self.0 < DEPTH_MAX
    }

    fn deeper(self) -> Self {
        Self(self.0 + 1, self.1)
    }
}

/// A type as the keys of a field, each with its value as YAML.
pub type Keys = Vec<(&'static str, String)>;

/// The field of a type that is named in a file.
pub fn field(files: &[Definitions], file: usize, name: Option<&str>) -> Keys {
    named(files, file, name, Bounds(0, &Cell::new(PARTS_MAX)))
}

fn named(files: &[Definitions], file: usize, name: Option<&str>, depth: Bounds<'_>) -> Keys {
    let Some(name) = name.filter(|_| depth.allow()) else { return any() };
    if let Some((file, item)) = find(files, file, name) {
        return of_item(files, file, item, depth.deeper());
    }
    match Simple::named(name).and_then(word) {
        Some(word) => vec![("type", word.to_owned())],
        None => any(),
    }
}

fn any() -> Keys {
    vec![("type", "any".to_owned())]
}

fn word(simple: Simple) -> Option<&'static str> {
    Some(match simple {
        Simple::Number => "number",
        Simple::Text => "text",
        Simple::Boolean => "yes-no",
        Simple::Date => "date",
        Simple::Time => "time",
        Simple::DateTime => "date-time",
        Simple::Context => "object",
        _ => return None,
    })
}

/// The type of that name: of the file itself, or of one it imports.
pub fn find<'a>(files: &'a [Definitions], file: usize, name: &str) -> Option<(usize, &'a ItemDefinition)> {
    let own =
        |file: usize, name: &str| files.get(file)?.types.iter().find(|item| item.name == name).map(|item| (file, item));
    own(file, name).or_else(|| {
        files.get(file)?.imports.iter().find_map(|import| {
            let other = files.iter().position(|other| other.namespace == import.namespace)?;
            let inner =
                if import.name.is_empty() { name } else { name.strip_prefix(&import.name)?.strip_prefix('.')? };
            own(other, inner)
        })
    })
}

fn of_item(files: &[Definitions], file: usize, item: &ItemDefinition, depth: Bounds<'_>) -> Keys {
    let base = if item.components.is_empty() {
        named(files, file, item.type_ref.as_deref(), depth)
    } else {
        let entry = |component: &ItemDefinition| {
            (component.name.clone(), flow(&of_item(files, file, component, depth.deeper())))
        };
        let entries: Vec<(String, String)> = item.components.iter().map(entry).collect();
        vec![("type", "object".to_owned()), ("of", super::page::map(&entries))]
    };
    let base = limited(base, item.allowed.as_deref());
    if item.is_collection { collection(&base) } else { base }
}

/// A list of a type.
fn collection(item: &[(&'static str, String)]) -> Keys {
    let of = |name: &str| item.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone());
    match of("type").as_deref() {
        Some("choice") => vec![("type", "choices".to_owned()), ("options", of("options").unwrap_or_default())],
        Some("object") => match of("of") {
            Some(entries) => vec![("type", "list".to_owned()), ("of", entries)],
            None => vec![("type", "list".to_owned()), ("of", "any".to_owned())],
        },
        Some("list" | "choices") => vec![("type", "list".to_owned()), ("of", "any".to_owned())],
        Some(word) => vec![("type", "list".to_owned()), ("of", word.to_owned())],
        None => any(),
    }
}

/// Allowed values as options of a choice, or as limits of a number.
fn limited(mut base: Keys, allowed: Option<&str>) -> Keys {
    let Some(allowed) = allowed else { return base };
    match base.first().map(|(_, word)| word.as_str()) {
        Some("text") => match options(allowed) {
            Some(options) => vec![("type", "choice".to_owned()), ("options", list(&options))],
            None => base,
        },
        Some("number") => {
            let limits = limits(allowed);
            base.retain(|(key, _)| limits.iter().all(|(known, _)| known != key));
            base.extend(limits);
            base
        }
        _ => base,
    }
}

fn constant(text: &str) -> Option<Value> {
    let program = compile(text, &Scope::new()).ok()?;
    let (now, zone) = (jiff::Timestamp::UNIX_EPOCH, &jiff::tz::TimeZone::UTC);
    let env = Env { lookup: &Nothing, now, zone, calendar: None, limits: Limits::default() };
    Some(program.eval(&env).value)
}

/// The texts that tests name one by one.
pub fn options(allowed: &str) -> Option<Vec<String>> {
    let found = constant(&format!("[{allowed}\n]"))?;
    let texts: Option<Vec<String>> = found.as_list()?.iter().map(|value| value.as_text().map(str::to_owned)).collect();
    texts.filter(|texts| !texts.is_empty())
}

/// The ends of a range that belong to it.
fn limits(allowed: &str) -> Keys {
    let Some(Value::Range(range)) = constant(&format!("({allowed}\n)")) else { return Keys::new() };
    let end = |key, bound: &baton_feel::Bound| match &bound.value {
        Value::Number(number) if bound.included => Some((key, number.to_string())),
        _ => None,
    };
    [end("min", &range.low), end("max", &range.high)].into_iter().flatten().collect()
}

/// Do the tests say more than a field can?
pub fn says_more(item: &ItemDefinition) -> bool {
    let allowed = item.allowed.as_deref();
    let is_said = |allowed: &str| {
        options(allowed).is_some()
            || matches!(constant(&format!("({allowed}\n)")), Some(Value::Range(range)) if
                [&range.low, &range.high].iter().all(|end| end.value.is_null() || end.included))
    };
    item.constraint.is_some()
        || allowed.is_some_and(|allowed| !is_said(allowed))
        || item.components.iter().any(says_more)
}
