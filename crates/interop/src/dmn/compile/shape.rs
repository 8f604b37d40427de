//! What is known of the value of a boxed expression before it runs: the names of its entries.

use super::Compiler;
use crate::dmn::tree::{Boxed, DecisionTable, Entry, Form, HitPolicy, Variable};
use baton_feel::Type;

impl Compiler<'_> {
    pub(super) fn shape(&self, file: usize, boxed: &Boxed) -> Type {
        if let Some(found) = self.named_shape(file, boxed.type_ref.as_deref()) {
            return found;
        }
        match &boxed.form {
            Form::Context(entries) => self.context_shape(file, entries),
            Form::Relation(relation) => {
                let column = |column: &Variable| {
                    let kind = self.named_shape(file, column.type_ref.as_deref()).unwrap_or_default();
                    (column.name.clone(), kind)
                };
                Type::list_of(Type::Context(relation.columns.iter().map(column).collect()))
            }
            Form::List(items) => {
                let shapes = items.iter().map(|item| self.shape(file, item));
                Type::list_of(shapes.reduce(Type::either).unwrap_or_default())
            }
            Form::Table(table) => self.table_shape(file, table),
            Form::Function(_) => Type::Function,
            Form::Filter(parts) => parts[0].as_ref().map_or(Type::Any, |list| self.shape(file, list)),
            Form::Conditional(parts) => {
                let shape = |at: usize| parts[at].as_ref().map_or(Type::Null, |part| self.shape(file, part));
                shape(1).either(shape(2))
            }
            Form::Literal { .. } | Form::Invocation(..) | Form::Iterator(_) => Type::Any,
        }
    }

    fn named_shape(&self, file: usize, name: Option<&str>) -> Option<Type> {
        let found = self.types.known(file, name?)?;
        Some(self.types.types().hint(found))
    }

    fn context_shape(&self, file: usize, entries: &[Entry]) -> Type {
        if let Some(result) = entries.iter().find(|entry| entry.variable.is_none()) {
            return result.value.as_ref().map_or(Type::Any, |value| self.shape(file, value));
        }
        let entry = |entry: &Entry| {
            let variable = entry.variable.as_ref()?;
            let declared = self.named_shape(file, variable.type_ref.as_deref());
            let found = || entry.value.as_ref().map_or(Type::Any, |value| self.shape(file, value));
            Some((variable.name.clone(), declared.unwrap_or_else(found)))
        };
        Type::Context(entries.iter().filter_map(entry).collect())
    }

    fn table_shape(&self, file: usize, table: &DecisionTable) -> Type {
        if table.outputs.len() < 2 {
            return Type::Any;
        }
        let outputs = table.outputs.iter().map(|output| {
            let kind = self.named_shape(file, output.type_ref.as_deref()).unwrap_or_default();
            (output.name.clone().unwrap_or_default(), kind)
        });
        let shape = Type::Context(outputs.collect());
        match table.hit {
            HitPolicy::RuleOrder | HitPolicy::OutputOrder | HitPolicy::Collect(None) => Type::list_of(shape),
            _ => shape,
        }
    }
}
