//! A context: names with their values, in the order they were given.

use super::Value;
use indexmap::IndexMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Names and their values.
#[derive(Debug, Clone)]
pub struct Context(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    entries: IndexMap<Arc<str>, Value>,
    weight_bytes: u64,
    depth: u32,
}

impl Context {
    /// The value of an entry.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.entries.get(name)
    }

    /// The value of an entry that is looked for again and again: first where it was the last time.
    #[inline]
    pub(crate) fn get_again(&self, name: &str, last_place: &AtomicU32) -> Option<&Value> {
        if let Some((known, value)) = self.0.entries.get_index(last_place.load(Ordering::Relaxed) as usize)
            && **known == *name
        {
            return Some(value);
        }
        let (place, _, value) = self.0.entries.get_full(name)?;
        last_place.store(place as u32, Ordering::Relaxed);
        Some(value)
    }

    /// All entries in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Arc<str>, &Value)> {
        self.0.entries.iter()
    }

    /// How many entries it has.
    pub fn len(&self) -> usize {
        self.0.entries.len()
    }

    /// Has it no entries?
    pub fn is_empty(&self) -> bool {
        self.0.entries.is_empty()
    }

    /// The same with an entry added, or replaced in its place.
    #[must_use]
    pub fn with(&self, name: &str, value: Value) -> Self {
        let mut entries = self.0.entries.clone();
        entries.insert(Arc::from(name), value);
        Self::from(entries)
    }

    pub(super) fn weight_bytes(&self) -> u64 {
        self.0.weight_bytes
    }

    pub(super) fn depth(&self) -> u32 {
        self.0.depth
    }
}

impl From<IndexMap<Arc<str>, Value>> for Context {
    fn from(entries: IndexMap<Arc<str>, Value>) -> Self {
        let weigh = |sum: u64, (name, value): (&Arc<str>, &Value)| {
            sum.saturating_add(value.weight_bytes()).saturating_add(name.len() as u64)
        };
        let weight_bytes = entries.iter().fold(0, weigh);
        let depth = 1 + entries.values().map(Value::depth).max().unwrap_or(0);
        Self(Arc::new(Parts { entries, weight_bytes, depth }))
    }
}

impl FromIterator<(Arc<str>, Value)> for Context {
    fn from_iter<I: IntoIterator<Item = (Arc<str>, Value)>>(entries: I) -> Self {
        Self::from(entries.into_iter().collect::<IndexMap<_, _>>())
    }
}

impl PartialEq for Context {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.entries == other.0.entries
    }
}
