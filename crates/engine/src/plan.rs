//! What a process is heading for: when each of its parts begins and ends as far as one can tell, which of them decide when the
//! whole is over, and whether that is in time.
//!
//! **Forecast.** How long a run takes is said by what others took ([`Took`]), else by what it is meant to take; what neither says
//! takes no time, and is marked as a guess. What waits begins when all that comes before it has ended, not before its own time and
//! not before now. What waits under a condition counts as if it ran, unless all that is asked for is known and says no
//! ([`Needed`]). A second forecast is of all that is left taking as long as the slowest fifth did.
//!
//! **Critical path.** It ends with the part that is over last, and goes back from each part to the one before it that ended last,
//! as long as that is what the part began with; where a part waited for its own time instead, the path begins with it. The
//! *slack* of a part is how much later it may end without the whole ending later.
//!
//! Pure: it reads no state and no clock. [`process`] makes its parts from a run.

mod needed;
mod process;
mod schedule;
mod took;

use baton_feel::words::Duration;
use baton_people::Calendar;
use jiff::{SignedDuration, Timestamp};

pub use self::process::{Known, asked, parts};
pub use self::schedule::plan;
pub use self::took::{ENOUGH, Hours, Pace, Took};
use crate::name::{Name, SubNo};

/// A workflow or a milestone of a process.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its id.
    pub id: Name,
    /// The ids of the parts that come before it.
    pub after: Vec<Name>,
    /// Its runs; of a milestone one turn that takes no time.
    pub turns: Vec<Turn>,
    /// When it is due.
    pub due: Option<Timestamp>,
    /// How long a run of it is expected to take.
    pub takes: Takes,
    /// Whether it is a milestone.
    pub milestone: bool,
    /// Whether it will be run, as far as can be told.
    pub needed: Needed,
}

/// How long a run is expected to take, and from what that is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Takes {
    /// Nothing says it.
    #[default]
    Unknown,
    /// It is meant to take so long.
    Meant(Duration),
    /// Runs of the workflow that are over took so long.
    Took(Took),
}

/// Whether a part that has not begun will be run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Needed {
    /// It has no condition, or all that it asks for is known and it holds.
    #[default]
    Yes,
    /// All that its condition asks for is known, and it does not hold.
    No,
    /// What its condition asks for can still change: it counts as if it ran.
    Undecided,
}

/// One run of a part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Turn {
    /// Where it stands.
    pub stands: Stands,
    /// Not before this.
    pub not_before: Option<Timestamp>,
    /// When what is open should be over.
    pub aim: Option<Timestamp>,
    /// The number of the run that was asked for.
    pub sub: Option<SubNo>,
}

/// Where a turn stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stands {
    /// It has not begun.
    #[default]
    Waiting,
    /// It is under way.
    Open(Timestamp),
    /// It is under way, and something keeps it from going on by itself.
    Stuck(Timestamp),
    /// It was passed over.
    Skipped(Timestamp),
    /// It is over: since when, until when.
    Over(Timestamp, Timestamp),
}

/// What is asked of a plan.
pub struct Ask<'a> {
    /// What time it is.
    pub now: Timestamp,
    /// When the whole should be over.
    pub target: Option<Timestamp>,
    /// In which business days are counted.
    pub calendar: &'a Calendar,
    /// What if this part took so much longer?
    pub late: Option<(&'a str, SignedDuration)>,
}

/// What a process is heading for.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What becomes of each part, in their order.
    pub parts: Vec<Forecast>,
    /// The critical path, from its beginning.
    pub critical: Vec<Name>,
    /// When the last part is over.
    pub ends: Option<Timestamp>,
    /// When it is over if all that is left takes as long as the slowest fifth did; none: that is not known of any of it.
    pub ends_slowly: Option<Timestamp>,
    /// Whether that is in time.
    pub verdict: Verdict,
}

/// What becomes of a part.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// When it begins, or began.
    pub begins: Timestamp,
    /// When it ends, or ended.
    pub ends: Timestamp,
    /// How much later it may end without the whole ending later; of what is over there is none.
    pub slack: Option<SignedDuration>,
    /// The parts before it that are not over.
    pub waits_for: Vec<Name>,
    /// The parts that cannot begin before it has ended, at once or through others.
    pub holds: Vec<Name>,
    /// Whether nothing says how long it takes, or one before it.
    pub guessed: bool,
    /// Whether it ends after it was due, by [`LATE_LEAST`] or more.
    pub late: bool,
}

/// From how much on what is forecast is late. A run that a part asks for begins a moment after the part, and aims as much later.
pub const LATE_LEAST: SignedDuration = SignedDuration::from_mins(1);

/// Whether a process comes to its end in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has no target.
    None,
    /// It is over, in time.
    Met,
    /// It was over too late, or its target has passed.
    Missed,
    /// It will be in time.
    WillMeet,
    /// It will be in time if all takes as long as usual, but not if it takes as long as the slowest fifth did.
    MayMiss,
    /// It will be too late.
    WillMiss,
    /// It would be in time as far as is known, but nothing says how long some part takes, or one is stuck.
    Unsure,
}

impl Stands {
    /// Whether nothing of it is left to do.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Over(..) | Self::Skipped(_))
    }
}

impl Part {
    /// Whether nothing of it is left to do.
    pub fn is_over(&self) -> bool {
        !self.turns.is_empty() && self.turns.iter().all(|turn| turn.stands.is_over())
    }
}

#[cfg(test)]
mod tests;
