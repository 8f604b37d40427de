//! The types that files define, with the names of other types resolved.

use super::{Base, Item, Simple, TypeId, Types};
use crate::dmn::Fault;
use crate::dmn::tree::ItemDefinition;
use baton_feel::{Program, Scope, Type, compile_unary_tolerant};
use std::collections::HashMap;
use std::sync::Arc;

/// Builds the types of all files of a model.
pub struct Builder<'a> {
    /// For each file its imports: the name, and the file that is meant.
    pub imports: &'a [Vec<(String, usize)>],
    types: Types,
    /// The types that have a name, by file and name.
    named: HashMap<(usize, String), TypeId>,
    pub faults: Vec<Fault>,
}

impl<'a> Builder<'a> {
    pub fn new(imports: &'a [Vec<(String, usize)>]) -> Self {
        Self { imports, types: Types::default(), named: HashMap::new(), faults: Vec::new() }
    }

    /// Takes the types of each file.
    pub fn define(&mut self, files: &[&[ItemDefinition]]) {
        let mut places = Vec::new();
        for (file, items) in files.iter().enumerate() {
            for item in *items {
                let id = self.empty(&item.name);
                self.named.entry((file, item.name.clone())).or_insert(id);
                places.push((file, item, id));
            }
        }
        for (file, item, id) in places {
            self.fill(file, item, id);
        }
        self.break_circles();
        let texts: Vec<_> = files.iter().flat_map(|items| items.iter()).collect();
        self.constrain(&texts);
    }

    /// The types, complete.
    pub fn finish(self) -> (Types, Vec<Fault>) {
        (self.types, self.faults)
    }

    /// The types as far as they are known.
    pub fn types(&self) -> &Types {
        &self.types
    }

    fn empty(&mut self, name: &str) -> TypeId {
        let (base, is_collection, allowed, constraint) = (Base::Any, false, None, None);
        self.types.items.push(Item { name: name.to_owned(), base, is_collection, allowed, constraint });
        self.types.items.len() - 1
    }

    /// The type that a name means in a file; none where everything fits.
    pub fn resolve(&mut self, file: usize, name: Option<&str>, line: u32) -> Option<TypeId> {
        let name = name?;
        if let Some(id) = self.find(file, name) {
            return Some(id);
        }
        match Simple::named(name) {
            Some(Simple::Any) => None,
            Some(simple) => {
                let id = self.empty(name);
                self.types.items[id].base = Base::Simple(simple);
                self.named.insert((file, name.to_owned()), id);
                Some(id)
            }
            None => {
                self.faults.push(Fault::new("dmn.unknown_type", line, &[("name", name)]));
                None
            }
        }
    }

    /// The types that expressions of a file can name: its own, and those it imports under the name of the import.
    pub fn nameable(&self, file: usize) -> Vec<(String, TypeId)> {
        let of = |wanted: usize, prefix: &str| {
            let own = self.named.iter().filter(move |((file, _), _)| *file == wanted);
            let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}.") };
            let named = own.map(|((_, name), id)| (format!("{prefix}{name}"), *id));
            named.filter(|(name, _)| Simple::named(name).is_none()).collect::<Vec<_>>()
        };
        let imports = self.imports.get(file).into_iter().flatten();
        let mut found = of(file, "");
        found.extend(imports.flat_map(|(name, other)| of(*other, name)));
        found.sort();
        found
    }

    /// The type that a name means in a file, if it is one that was resolved before.
    pub fn known(&self, file: usize, name: &str) -> Option<TypeId> {
        self.find(file, name)
    }

    /// A type of the file itself, or of one it imports.
    fn find(&self, file: usize, name: &str) -> Option<TypeId> {
        if let Some(id) = self.named.get(&(file, name.to_owned())) {
            return Some(*id);
        }
        let imports = self.imports.get(file)?;
        imports.iter().find_map(|(prefix, other)| {
            let inner = if prefix.is_empty() { name } else { name.strip_prefix(prefix.as_str())?.strip_prefix('.')? };
            self.named.get(&(*other, inner.to_owned())).copied()
        })
    }

    fn fill(&mut self, file: usize, item: &ItemDefinition, id: TypeId) {
        let base = if let Some((parameters, _)) = &item.function {
            Base::Function(parameters.len())
        } else if item.components.is_empty() {
            match item.type_ref.as_deref().and_then(Simple::named) {
                Some(simple) if self.find(file, item.type_ref.as_deref().unwrap_or_default()).is_none() => {
                    Base::Simple(simple)
                }
                _ => self.resolve(file, item.type_ref.as_deref(), item.line).map_or(Base::Any, Base::Same),
            }
        } else {
            Base::Context(item.components.iter().map(|component| self.component(file, component)).collect())
        };
        self.types.items[id].base = base;
        self.types.items[id].is_collection = item.is_collection;
    }

    fn component(&mut self, file: usize, item: &ItemDefinition) -> (Arc<str>, Option<TypeId>) {
        let id = self.empty(&item.name);
        self.fill(file, item, id);
        let allowed = self.tests(id, item.allowed.as_deref(), true);
        let constraint = self.tests(id, item.constraint.as_deref(), false);
        self.types.items[id].allowed = allowed;
        self.types.items[id].constraint = constraint;
        (Arc::from(item.name.as_str()), Some(id))
    }

    /// A type that is the same as itself over others is anything.
    fn break_circles(&mut self) {
        for id in 0..self.types.items.len() {
            let (mut at, mut steps) = (id, 0);
            while let Base::Same(next) = self.types.items[at].base {
                (at, steps) = (next, steps + 1);
                if steps > self.types.items.len() {
                    let name = self.types.items[id].name.clone();
                    self.faults.push(Fault::new("dmn.circle", 0, &[("name", &name)]));
                    self.types.items[id].base = Base::Any;
                    break;
                }
            }
        }
    }

    /// The tests of the named types, once all of them are there.
    fn constrain(&mut self, items: &[&ItemDefinition]) {
        for (id, item) in items.iter().enumerate() {
            let allowed = self.tests(id, item.allowed.as_deref(), true);
            let constraint = self.tests(id, item.constraint.as_deref(), false);
            self.types.items[id].allowed = allowed;
            self.types.items[id].constraint = constraint;
        }
    }

    fn tests(&mut self, id: TypeId, text: Option<&str>, of_item: bool) -> Option<Program> {
        let text = text?;
        let whole = self.types.hint(id);
        let input = match whole {
            Type::List(item) if of_item && self.types.items[id].is_collection => *item,
            other => other,
        };
        Some(compile_unary_tolerant(text, &input, &Scope::new()))
    }
}
