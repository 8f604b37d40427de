//! The engine's tests: stories played in virtual time, and what must always hold.

mod purchase;
mod world;
