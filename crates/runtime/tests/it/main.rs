//! The runtime from outside: commands in, tables, proofs and screens out, on every store.

mod concurrency;
mod definitions;
mod example;
mod faults;
mod journey;
mod past;
mod repeat;
mod sealing;
mod timers;
mod world;
