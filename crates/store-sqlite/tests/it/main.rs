//! The tests of the store on SQLite.

mod conformance;
