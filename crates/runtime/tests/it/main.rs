//! The runtime from outside: commands in, tables, proofs and screens out, on every store.

mod example;
mod world;
