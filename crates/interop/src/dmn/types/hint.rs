//! What the expression language is told about a type: enough to know the names of entries.

use super::{Base, TypeId, Types};
use baton_feel::Type;

/// Types that hold themselves end here.
const DEPTH_MAX: u32 = 8;

impl Types {
    /// What may be expected of values of that type.
    pub fn hint(&self, id: TypeId) -> Type {
        self.hint_at(id, 0)
    }

    fn hint_at(&self, id: TypeId, depth: u32) -> Type {
        let Some(item) = self.items.get(id).filter(|_| depth < DEPTH_MAX) else { return Type::Any };
        let base = match &item.base {
            Base::Any => Type::Any,
            Base::Simple(simple) => simple.hint(),
            Base::Function(_) => Type::Function,
            Base::Same(other) => self.hint_at(*other, depth + 1),
            Base::Context(entries) => {
                let entry = |kind: &Option<TypeId>| kind.map_or(Type::Any, |kind| self.hint_at(kind, depth + 1));
                Type::Context(entries.iter().map(|(name, kind)| (name.to_string(), entry(kind))).collect())
            }
        };
        if item.is_collection { Type::list_of(base) } else { base }
    }
}
