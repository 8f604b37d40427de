//! Every limit of the engine, its unit last in its name.

/// Automatic steps one command takes before the next command goes on. Others wait for a command, so it takes no more than about one
/// millisecond; each costs a commit, so it is not fewer.
pub const COMMAND_STEPS: u32 = 100;

/// Automatic steps without a person, a timer or a start between them; more is an exception.
pub const CHAIN_STEPS: u32 = 10_000;

/// So many expressions over their limits, of those that are computed beside what goes on, such as deadlines, have all their steps in a
/// command; after them each has `BESIDE_STEPS` and `BESIDE_BYTES`.
pub const BESIDE_OVER: u32 = 10;

/// The steps of an expression that is computed beside what goes on, where many were over their limits in the command.
pub const BESIDE_STEPS: u64 = 5_000;

/// What the values of such an expression may weigh.
pub const BESIDE_BYTES: u64 = 1 << 20;

/// One value as JSON; larger ones are files.
pub const VALUE_BYTES: usize = 64 * 1024;

/// All values of a run as JSON.
pub const RUN_VALUES_BYTES: usize = 10 * 1024 * 1024;

/// A comment or reason.
pub const COMMENT_CHARS: usize = 10_000;

/// Rows of a list, where the field says nothing.
pub const LIST_ROWS: usize = 1_000;

/// All files that go with one message: as mail they take a third more, and few mail servers take more than 25 MB.
pub const ATTACHED_BYTES: u64 = 15_000_000;

/// Files in one field.
pub const FIELD_FILES: usize = 50;

/// A run's name in lists.
pub const LABEL_CHARS: usize = 200;

/// The title of a step, computed.
pub const TITLE_CHARS: usize = 200;

/// The subject of a message.
pub const SUBJECT_CHARS: usize = 500;

/// Objects and lists inside one another in a value.
pub const VALUE_DEPTH: usize = 16;

/// Rounds in which a decision or a form may ask for facts.
pub const NEED_ROUNDS: usize = 64;

/// A name, such as that of a worker or an error.
pub const WORD_CHARS: usize = 100;

/// What is said about an error.
pub const MESSAGE_CHARS: usize = 2_000;

/// How often the worker of a job may be lost before the job has failed.
pub const LAPSES: u32 = 10;

/// How long a job is its worker's, unless it says that it still works: seconds, the least and the most.
pub const LEASE_S: std::ops::RangeInclusive<u32> = 1..=43_200;

/// Rounds of a `repeat`, where it says no less.
pub const ROUNDS: usize = 1_000;

/// How long a lock is waited for, in days.
pub const LOCK_WAIT_DAYS: i64 = 7;

/// Runs of other workflows that one run asks for.
pub const SUB_RUNS: usize = 2_000;

/// Items of an `each`.
pub const ITEMS: usize = 1_000;

/// Items of all that a run is in, also of one `each` inside another.
pub const ITEMS_OF_RUN: usize = 5_000;

/// Managers of managers that an expression reaches.
pub const MANAGERS: usize = 8;

/// Runs that begin one another, with nobody in between.
pub const CHAIN_RUNS: u32 = 50;

/// A run that takes so many hours is no part of a chain that runs away.
pub const CHAIN_HOURS: i64 = 1;
