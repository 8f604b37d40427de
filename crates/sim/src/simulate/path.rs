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
    /// What goes wrong on the way.
    pub fault: Fault,
}

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Somebody completes what is theirs.
    Complete,
    /// Somebody claims what is offered, or opens what is theirs.
    Begin,
    /// A worker is done with a job, a request is answered, a run that was asked for comes to its outcome.
    Work,
    /// It fails.
    Fail,
    /// Something from outside happens.
    Event,
    /// Somebody adds an item.
    Add,
    /// The owner tries again what is held.
    Retry,
    /// The owner passes over what is held.
    Skip,
    /// Somebody cancels the run.
    Cancel,
    /// Somebody gives a task to somebody else.
    Reassign,
    /// Somebody is away from now on, or back.
    Away,
    /// The owner sends a place of the run to another step.
    Move,
    /// The owner changes a value, and tries again what is held.
    Change,
    /// Time passes to the next timer.
    Next,
    /// Some hours pass.
    Hours,
    /// Some hours pass in which no timer fires; then all fire that are due.
    Late,
    /// A task that is over is completed again, or one there is not.
    Again,
    /// A timer fires before its moment, or one that is gone.
    Early,
    /// Somebody completes what is not theirs.
    Stranger,
    /// A worker answers under a number that is not its own.
    Stale,
}

/// What goes wrong with a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    /// Its answer is lost, and it is sent once more.
    LostAnswer,
    /// The store does not take what came of it, and it is sent once more.
    NotAppended,
    /// The process ends after it: the state is made of the entries again.
    Restart,
}

/// A path.
pub(super) fn path(random: &mut Random) -> Vec<Try> {
    let count = 4 + random.below(26);
    let one = |random: &mut Random| {
        let (what, nth, value) = (what(random), random.below(60), random.below(60));
        Try { what, nth, value, fault: fault(random) }
    };
    (0..count).map(|_| one(random)).collect()
}

fn fault(random: &mut Random) -> Fault {
    match random.below(100) {
        0..=9 => Fault::LostAnswer,
        10..=19 => Fault::NotAppended,
        20..=25 => Fault::Restart,
        _ => Fault::None,
    }
}

fn what(random: &mut Random) -> What {
    match random.below(216) {
        200..=203 => What::Reassign,
        204..=207 => What::Away,
        208..=211 => What::Move,
        212..=215 => What::Change,
        0..=83 => What::Complete,
        84..=99 => What::Begin,
        100..=123 => What::Work,
        124..=135 => What::Fail,
        136..=145 => What::Event,
        146..=150 => What::Add,
        151..=154 => What::Retry,
        155..=157 => What::Skip,
        158 => What::Cancel,
        159..=170 => What::Next,
        171..=179 => What::Hours,
        180..=184 => What::Late,
        185..=189 => What::Again,
        190..=193 => What::Early,
        194..=196 => What::Stranger,
        _ => What::Stale,
    }
}
