//! Plays workflows in virtual time, without a server: one thread, no clock, no store.
//!
//! A [`Player`] is one run with its directory and its time: it sends commands to the engine, answers what the engine wants to
//! know, and lets timers fire in their order when time passes. A [`Scenario`] says in lines who does what and what is expected;
//! [`play`] plays one and tells what happened and what came otherwise. Files are read by whoever calls.
//! [`simulate`] plays random workflows in the engine and in the [`oracle`], and tells where the two differ.

mod commands;
mod directory;
mod line;
pub mod oracle;
mod play;
mod player;
mod scenario;
pub mod simulate;
mod taken;
mod told;

pub use directory::Directory;
pub use play::{Played, play};
pub use player::Player;
pub use scenario::{Scenario, Wrong};
