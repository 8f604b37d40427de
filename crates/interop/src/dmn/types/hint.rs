//! What the expression language is told about a type: enough to know the names of entries.

use super::{Base, TypeId, Types};
use baton_feel::Type;
use std::cell::Cell;
use std::sync::Arc;

/// Types that hold themselves end here.
const DEPTH_MAX: u32 = 8;
/// So many parts of a type are told, however often it holds itself.
const PARTS_MAX: u32 = 1_000;

impl Types {
    /// What may be expected of values of that type.
    pub fn hint(&self, id: TypeId) -> Type {
        self.hint_at(id, 0, &Cell::new(PARTS_MAX))
    }

    /// The type as the expression language writes it, without its limits.
    pub fn written(&self, id: TypeId) -> String {
        self.written_at(id, 0, &Cell::new(PARTS_MAX))
    }

    fn written_at(&self, id: TypeId, depth: u32, left: &Cell<u32>) -> String {
        let Some(item) = self.items.get(id).filter(|_| depth < DEPTH_MAX && take(left)) else {
            return "Any".to_owned();
        };
        let base = match &item.base {
            Base::Any | Base::Function(_) => "Any".to_owned(),
            Base::Simple(simple) => simple.word().to_owned(),
            Base::Same(other) => self.written_at(*other, depth + 1, left),
            Base::Context(entries) => {
                let entry = |(name, kind): &(Arc<str>, Option<TypeId>)| {
                    let kind = kind.map_or_else(|| "Any".to_owned(), |kind| self.written_at(kind, depth + 1, left));
                    format!("{name}: {kind}")
                };
                format!("context<{}>", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        };
        if item.is_collection { format!("list<{base}>") } else { base }
    }

    fn hint_at(&self, id: TypeId, depth: u32, left: &Cell<u32>) -> Type {
        let Some(item) = self.items.get(id).filter(|_| depth < DEPTH_MAX && take(left)) else { return Type::Any };
        let base = match &item.base {
            Base::Any => Type::Any,
            Base::Simple(simple) => simple.hint(),
            Base::Function(_) => Type::Function,
            Base::Same(other) => self.hint_at(*other, depth + 1, left),
            Base::Context(entries) => {
                let entry = |kind: &Option<TypeId>| kind.map_or(Type::Any, |kind| self.hint_at(kind, depth + 1, left));
                Type::Context(entries.iter().map(|(name, kind)| (name.to_string(), entry(kind))).collect())
            }
        };
        if item.is_collection { Type::list_of(base) } else { base }
    }
}

fn take(left: &Cell<u32>) -> bool {
    let before = left.get();
    left.set(before.saturating_sub(1));
    before > 0
}
