//! The contract of a store, entries and hash chain, the log of leaves, a memory store.
