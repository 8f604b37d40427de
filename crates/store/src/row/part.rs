//! The ids of what belongs to a run: tasks, timers, exceptions.
//!
//! They hold the run and the number inside it (`PUR-1042.7`: 7), so that all of a run's stand together and none needs an
//! index or a counter.

const PART_BITS: u32 = 20;

/// The highest number inside a run.
pub const PART_MAX: i64 = (1 << PART_BITS) - 1;

/// The id of a run's `n`-th task, timer or exception.
pub const fn part_id(run: i64, n: i64) -> i64 {
    (run << PART_BITS) | (n & PART_MAX)
}

/// The run an id belongs to.
pub const fn part_run(id: i64) -> i64 {
    id >> PART_BITS
}

/// The number inside the run.
pub const fn part_n(id: i64) -> i64 {
    id & PART_MAX
}
