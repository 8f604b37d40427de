//! A list of values that knows its weight and depth.

use super::Value;
use std::ops::Deref;
use std::sync::Arc;

/// A list. It reads like a slice of values.
#[derive(Debug, Clone)]
pub struct List(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    items: Vec<Value>,
    weight_bytes: u64,
    depth: u32,
}

impl List {
    /// The list without items.
    pub fn empty() -> Self {
        Self::from(Vec::new())
    }

    pub(super) fn weight_bytes(&self) -> u64 {
        self.0.weight_bytes
    }

    pub(super) fn depth(&self) -> u32 {
        self.0.depth
    }

    /// The items, copied only if somebody else holds the list too.
    pub fn into_vec(self) -> Vec<Value> {
        match Arc::try_unwrap(self.0) {
            Ok(parts) => parts.items,
            Err(shared) => shared.items.clone(),
        }
    }
}

impl From<Vec<Value>> for List {
    fn from(items: Vec<Value>) -> Self {
        let weight_bytes = items.iter().fold(0_u64, |sum, item| sum.saturating_add(item.weight_bytes()));
        let depth = 1 + items.iter().map(Value::depth).max().unwrap_or(0);
        Self(Arc::new(Parts { items, weight_bytes, depth }))
    }
}

impl FromIterator<Value> for List {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Self {
        Self::from(items.into_iter().collect::<Vec<_>>())
    }
}

impl Deref for List {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        &self.0.items
    }
}

impl PartialEq for List {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.items == other.0.items
    }
}
