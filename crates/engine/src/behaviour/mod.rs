//! What steps have in common, one concern a file.

mod arrivals;
mod ballots;
pub(crate) mod beginning;
mod blocks;
mod cancelled;
pub(crate) mod cells;
mod clocks;
mod dates;
pub(crate) mod deadlines;
pub(crate) mod demands;
pub(crate) mod errors;
pub(crate) mod exceptions;
pub(crate) mod field_facts;
pub(crate) mod fields;
pub(crate) mod handlers;
pub(crate) mod hearing;
pub(crate) mod leaving;
pub(crate) mod moved;
pub(crate) mod moving;
pub(crate) mod over_limit;
mod priorities;
pub(crate) mod roles;
pub(crate) mod rows;
pub(crate) mod schedules;
pub(crate) mod texts;
mod undo;
pub(crate) mod values;
