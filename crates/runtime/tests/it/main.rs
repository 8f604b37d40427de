//! The runtime from outside: commands in, tables, proofs and screens out, on every store.

mod account;
mod blocks;
mod clock_jumps;
mod concurrency;
mod crash_points;
mod deeds;
mod definitions;
mod drafts;
mod each_call;
mod erasing;
mod example;
mod faults;
mod files;
mod going_on;
mod heads;
mod journey;
mod overdue;
mod past;
mod random;
mod rehearsal;
mod repeat;
mod retention;
mod sealing;
mod snapshots;
mod timers;
mod world;
