//! `each`: the same steps for each item of a list.

use std::sync::Arc;

use baton_feel::Type;

use super::{Joining, Step};
use crate::definition::{Expr, Field, FieldType, Named, Options};
use crate::lower::sentence_case;
use crate::map::IndexMap;

/// What only an `each` has.
#[derive(Debug, Clone)]
pub struct Each {
    /// A list, or a number for that many times.
    pub items: Expr,
    /// The list field whose rows are the items, where `in:` names one: `gives` may fill its columns.
    pub list: Option<String>,
    /// The item's name inside.
    pub name: String,
    /// What is done for each.
    pub steps: Vec<Arc<Step>>,
    /// How many at a time; none: all. `order: one-by-one` is 1.
    pub at_a_time: Option<u32>,
    /// When it goes on.
    pub joining: Joining,
    /// The role that may add items while it runs.
    pub add: Option<Named>,
    /// Fields of each item.
    pub fields: IndexMap<String, Field>,
}

impl Each {
    /// What is filled in for an item that is added: the columns of a row, else the item itself under its name. Nothing where
    /// it is done a number of times.
    pub fn entry(&self, fields: &IndexMap<String, Field>) -> IndexMap<String, Field> {
        let list = self.list.as_ref().and_then(|list| fields.get(list));
        if let Some(list) = list.filter(|list| list.ty == FieldType::List) {
            return list.of.clone();
        }
        let kind = match self.items.program.result_type() {
            Type::Number => return IndexMap::default(),
            Type::List(item) => *item,
            _ => Type::Any,
        };
        let of_list = list.filter(|list| matches!(list.ty, FieldType::Choices | FieldType::Files));
        let ty = match (of_list.map(|list| list.ty), &kind) {
            (Some(FieldType::Choices), _) | (_, Type::Choice(_)) => FieldType::Choice,
            (Some(_), _) => FieldType::File,
            (_, Type::Boolean) => FieldType::YesNo,
            (_, Type::Number) => FieldType::Number,
            (_, Type::Date) => FieldType::Date,
            (_, Type::Time) => FieldType::Time,
            (_, Type::DateTime) => FieldType::DateTime,
            (_, Type::Context(_)) => FieldType::Object,
            _ => FieldType::Text,
        };
        let options = match (of_list, kind) {
            (Some(list), _) => list.options.clone(),
            (None, Type::Choice(options)) => Options::List(options),
            _ => Options::None,
        };
        let label = of_list.map_or_else(|| sentence_case(&self.name), |list| list.label.text.clone());
        let (formats, max_size_bytes) =
            of_list.map_or_else(Default::default, |list| (list.formats.clone(), list.max_size_bytes));
        let field = Field { formats, max_size_bytes, options, required: true, ..Field::plain(&self.name, ty, &label) };
        IndexMap::from_iter([(self.name.clone(), field)])
    }
}
