//! How long runs of a workflow took, and what that says of another one.
//!
//! The times are those between beginning and end: by the clock, or, where the workflow is aimed at business time, the open hours
//! between them ([`Hours`]). Fewer than [`ENOUGH`] say nothing: one of them would be taken for all. What is expected of a run that
//! is open counts only those that took longer than it has so far: a run that is late already will not end at the usual time.

use baton_people::Calendar;
use jiff::{SignedDuration, Timestamp};

/// From how many runs an estimate may come.
pub const ENOUGH: usize = 5;

/// What of those that took so long is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// The middle one.
    Usual,
    /// The one than which a fifth took longer.
    Slow,
}

/// Which hours count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hours {
    /// All of them, nights and weekends too.
    All,
    /// Those in which the calendar is open.
    Open,
}

impl Hours {
    /// How long it is from one moment to another. Where the calendar does not reach, all hours count.
    pub fn between(self, calendar: &Calendar, from: Timestamp, to: Timestamp) -> SignedDuration {
        let open = (self == Self::Open).then(|| calendar.business_time_between(from, to)).flatten();
        open.unwrap_or_else(|| to.duration_since(from)).max(SignedDuration::ZERO)
    }

    /// The moment so long after another.
    pub fn after(self, calendar: &Calendar, from: Timestamp, by: SignedDuration) -> Option<Timestamp> {
        match self {
            Self::All => from.checked_add(by).ok(),
            Self::Open => calendar.add_business_time(from, by),
        }
    }
}

/// How long runs took, the shortest first; at least [`ENOUGH`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Took {
    took: Vec<SignedDuration>,
    hours: Hours,
}

impl Took {
    /// What so many runs took, in such hours; none: they are too few.
    pub fn of(runs: impl IntoIterator<Item = SignedDuration>, hours: Hours) -> Option<Self> {
        let mut took: Vec<_> = runs.into_iter().map(|run| run.max(SignedDuration::ZERO)).collect();
        took.sort_unstable();
        (took.len() >= ENOUGH).then_some(Self { took, hours })
    }

    /// Which hours count.
    pub fn hours(&self) -> Hours {
        self.hours
    }

    /// How many runs it was.
    pub fn runs(&self) -> usize {
        self.took.len()
    }

    /// How long one that begins is expected to take.
    pub fn expected(&self, pace: Pace) -> SignedDuration {
        at(&self.took, pace).unwrap_or_default()
    }

    /// How long one is expected to take in all that has been open for so long; none: no other took that long.
    pub fn expected_after(&self, open: SignedDuration, pace: Pace) -> Option<SignedDuration> {
        at(&self.took[self.took.partition_point(|took| *took <= open)..], pace)
    }
}

/// The one at that place of those in order.
fn at(took: &[SignedDuration], pace: Pace) -> Option<SignedDuration> {
    let last = took.len().checked_sub(1)?;
    let place = match pace {
        // Of an even number the shorter one of the two in the middle.
        Pace::Usual => last / 2,
        Pace::Slow => (took.len() * 4).div_ceil(5) - 1,
    };
    took.get(place).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(of: &[i64]) -> Option<Took> {
        Took::of(of.iter().copied().map(SignedDuration::from_hours), Hours::All)
    }

    #[test]
    fn a_few_runs_say_nothing() {
        assert_eq!(hours(&[1, 2, 3, 4]), None);
        assert_eq!(hours(&[5, 1, 4, 2, 3]).map(|took| took.runs()), Some(5));
    }

    #[test]
    fn the_middle_one_is_usual_and_the_fourth_of_five_is_slow() {
        let took = hours(&[50, 1, 4, 2, 3]).expect("enough");
        assert_eq!((took.expected(Pace::Usual).as_hours(), took.expected(Pace::Slow).as_hours()), (3, 4));
        let even = hours(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).expect("enough");
        assert_eq!((even.expected(Pace::Usual).as_hours(), even.expected(Pace::Slow).as_hours()), (5, 8));
    }

    #[test]
    fn one_that_is_open_is_compared_with_those_that_took_longer() {
        let took = hours(&[1, 2, 3, 4, 50]).expect("enough");
        let after = |open| took.expected_after(SignedDuration::from_hours(open), Pace::Usual).map(|all| all.as_hours());
        assert_eq!((after(0), after(2), after(4), after(50)), (Some(3), Some(4), Some(50), None));
    }
}
