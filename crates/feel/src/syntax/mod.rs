//! The written form of an expression: tokens, the tree, and the names that are longer than one word.

pub mod print;
pub mod token;
pub mod tree;
pub mod vocabulary;
