//! The engine's tests: stories played in virtual time, and what must always hold.

#![allow(clippy::unwrap_used, clippy::needless_pass_by_value, reason = "a test that cannot go on has failed")]

mod another_way;
mod coverage;
mod histories;
mod house;
mod laws;
mod laws_jobs;
mod laws_moves;
mod laws_pieces;
mod many_people;
mod many_verdicts;
mod moves_searched;
mod offers;
mod patterns;
mod proved;
mod purchase;
mod rare;
mod room;
mod scenarios_told;
mod stage;
mod story;
mod texts;
mod world;
