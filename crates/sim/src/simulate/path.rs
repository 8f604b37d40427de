//! What is tried in a run, by numbers that are taken as far as they fit: so a shorter path means nearly the same.

use super::random::Random;

/// One thing that is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Try {
    pub what: What,
    /// Which of those that are there.
    pub nth: u32,
    /// Which choice, how many hours.
    pub value: u32,
}

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Somebody completes what is theirs.
    Complete,
    /// A worker is done with a job.
    Work,
    /// A worker fails for good.
    Fail,
    /// Time passes to the next timer.
    Next,
    /// Some hours pass.
    Hours,
    /// A task that is over is completed again, or one there is not.
    Again,
    /// A timer fires before its moment, or one that is gone.
    Early,
    /// Somebody completes what is not theirs.
    Stranger,
    /// A worker answers under a number that is not its own.
    Stale,
}

/// A path.
pub(super) fn path(random: &mut Random) -> Vec<Try> {
    let count = 4 + random.below(26);
    (0..count).map(|_| Try { what: what(random), nth: random.below(60), value: random.below(60) }).collect()
}

fn what(random: &mut Random) -> What {
    match random.below(100) {
        0..=57 => What::Complete,
        58..=67 => What::Work,
        68..=72 => What::Fail,
        73..=80 => What::Next,
        81..=87 => What::Hours,
        88..=90 => What::Again,
        91..=94 => What::Early,
        95..=97 => What::Stranger,
        _ => What::Stale,
    }
}
