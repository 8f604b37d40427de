//! Maps by the names that a definition has, in the order of its text.
//!
//! Each command looks up hundreds of short names. The hash of std's maps guards against whoever chooses the keys of a large map;
//! these keys are chosen by those who write definitions, within the limits of those. What anybody may send is not kept in them.

use foldhash::fast::FixedState;

/// A map by names of a definition. Its hash is the same in every process: nothing random decides.
pub type IndexMap<K, V> = indexmap::IndexMap<K, V, FixedState>;

/// A set of names of a definition.
pub type IndexSet<T> = indexmap::IndexSet<T, FixedState>;

/// A map by names of a definition, in no order.
pub(crate) type HashMap<K, V> = std::collections::HashMap<K, V, FixedState>;
