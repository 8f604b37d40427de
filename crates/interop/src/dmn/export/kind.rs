//! Types as item definitions: FEEL's own by their names, every other one once under a name of its own.

use super::cell;
use crate::dmn::tree::ItemDefinition;
use baton_feel::Type;
use baton_model::definition::Field;

/// The item definitions of a model.
#[derive(Debug, Default)]
pub struct Kinds {
    items: Vec<ItemDefinition>,
}

impl Kinds {
    /// All of them.
    pub fn finish(self) -> Vec<ItemDefinition> {
        self.items
    }

    /// The name of a type, with the limits of its field; none where anything fits.
    pub fn of(&mut self, name: &str, kind: &Type, field: Option<&Field>) -> Option<String> {
        let item = item(name, kind, field);
        let is_plain = item.allowed.is_none() && item.components.is_empty() && !item.is_collection;
        if is_plain {
            return item.type_ref;
        }
        Some(self.add(item))
    }

    /// Adds a type under a name that no other one has; one that is there already is used again.
    fn add(&mut self, item: ItemDefinition) -> String {
        let mut name = format!("t{}", item.name);
        let mut number = 2;
        let base = name.clone();
        while let Some(known) = self.items.iter().find(|known| known.name == name) {
            if *known == (ItemDefinition { name: name.clone(), ..item.clone() }) {
                return name;
            }
            name = format!("{base} {number}");
            number += 1;
        }
        self.items.push(ItemDefinition { name: name.clone(), ..item });
        name
    }
}

/// The name of one of FEEL's own types.
pub fn plain(kind: &Type) -> Option<String> {
    let name = match kind {
        Type::Number => "number",
        Type::Text | Type::Choice(_) => "string",
        Type::Boolean => "boolean",
        Type::Date => "date",
        Type::Time => "time",
        Type::DateTime => "date and time",
        Type::DaysDuration => "days and time duration",
        Type::YearsDuration => "years and months duration",
        _ => return None,
    };
    Some(name.to_owned())
}

fn item(name: &str, kind: &Type, field: Option<&Field>) -> ItemDefinition {
    let named = ItemDefinition { name: name.to_owned(), ..ItemDefinition::default() };
    match kind {
        Type::List(item) => ItemDefinition { is_collection: true, ..self::item(name, item, None) },
        Type::Choice(options) => {
            ItemDefinition { type_ref: Some("string".to_owned()), allowed: Some(cell::list(options)), ..named }
        }
        Type::Context(entries) if !entries.is_empty() => {
            let of = |name: &str| field.and_then(|field| field.of.get(name));
            let entry = |(name, kind): &(String, Type)| item(name, kind, of(name));
            ItemDefinition { components: entries.iter().map(entry).collect(), ..named }
        }
        Type::Context(_) => ItemDefinition { type_ref: Some("context".to_owned()), ..named },
        Type::Number => ItemDefinition { type_ref: plain(kind), allowed: field.and_then(limits), ..named },
        other => ItemDefinition { type_ref: plain(other), ..named },
    }
}

/// The limits of a number as a range.
fn limits(field: &Field) -> Option<String> {
    match (&field.min, &field.max) {
        (Some(min), Some(max)) => Some(format!("[{}..{}]", min.text, max.text)),
        (Some(min), None) => Some(format!(">= {}", min.text)),
        (None, Some(max)) => Some(format!("<= {}", max.text)),
        (None, None) => None,
    }
}
