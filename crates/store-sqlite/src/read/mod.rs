//! Reading, one file for each part of the contract; `rows` says how columns become rows.

mod definitions;
mod dump;
mod entries;
mod events;
mod log;
mod rest;
pub(crate) mod rows;
mod runs;
mod tasks;
mod work;
