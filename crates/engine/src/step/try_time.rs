//! How long one try of a job may take, where `timeout` is an expression: computed when the step opens, for all its tries.
//!
//! What gives no duration, none that is longer than nothing, or one that never ends, holds the step before it opens, as a wait without a
//! moment does.

use baton_feel::words::Duration;
use baton_feel::{BusinessDuration, DaysDuration, Value, YearsDuration};
use baton_model::definition::step::Timeout;
use baton_model::definition::{Step, StepKind};
use baton_people::Calendar;
use jiff::Timestamp;

use crate::behaviour::deadlines::later;
use crate::behaviour::values::notes;
use crate::decide::burst::{Burst, Decision};
use crate::event::TryTime;
use crate::state::JobRecord;

const SECOND_NS: i128 = 1_000_000_000;

impl Burst<'_> {
    /// How long each try of a step's job may take, where that is computed; else why that is not known.
    pub fn try_time(&self, step: &Step) -> Decision<Result<Option<TryTime>, String>> {
        let Some(Timeout::Feel(expr)) = timeout_of(&step.kind) else { return Ok(Ok(None)) };
        let outcome = self.names().eval(&expr.program)?;
        let time = in_time(&outcome.value).filter(TryTime::is_longer_than_nothing);
        let has_end = |time: &TryTime| time.duration().and_then(|by| self.later(self.ctx.now, &by, false)).is_some();
        let gives = || format!("`{}` gives {}", expr.text.trim(), outcome.value);
        if time.is_some_and(|time| !has_end(&time)) {
            return Ok(Err(format!("{}, which ends after the last day there is", gives())));
        }
        let why = || {
            let note = notes(&outcome.notes).into_iter().next().filter(|_| outcome.value == Value::Null);
            note.unwrap_or_else(gives)
        };
        Ok(time.map(Some).ok_or_else(why))
    }
}

/// When a try of a job that begins now takes too long; none: it may take as long as it will.
pub(crate) fn tried_until(kind: &StepKind, job: &JobRecord, calendar: &Calendar, now: Timestamp) -> Option<Timestamp> {
    let fixed = || match timeout_of(kind) {
        Some(Timeout::Fixed(duration)) => Some(*duration),
        Some(Timeout::Feel(_)) | None => None,
    };
    later(calendar, now, &job.timeout.map_or_else(fixed, TryTime::duration)?, false)
}

fn timeout_of(kind: &StepKind) -> Option<&Timeout> {
    match kind {
        StepKind::Work(work) => work.timeout.as_ref(),
        StepKind::Call(call) => call.timeout.as_ref(),
        _ => None,
    }
}

/// A part of a second counts as a whole one.
fn in_time(value: &Value) -> Option<TryTime> {
    match value {
        Value::DaysDuration(days) => {
            let whole = days.nanos().div_euclid(SECOND_NS) + i128::from(days.nanos().rem_euclid(SECOND_NS) != 0);
            i64::try_from(whole).ok().map(TryTime::Seconds)
        }
        Value::YearsDuration(years) => Some(TryTime::Months(years.months)),
        Value::BusinessDuration(by) => Some(TryTime::Business { days: by.days, minutes: by.minutes }),
        _ => None,
    }
}

impl TryTime {
    fn is_longer_than_nothing(&self) -> bool {
        match *self {
            Self::Seconds(count) | Self::Months(count) => count > 0,
            Self::Business { days, minutes } => days >= 0 && minutes >= 0 && days.max(minutes) > 0,
        }
    }

    fn duration(self) -> Option<Duration> {
        Some(match self {
            Self::Seconds(seconds) => Duration::Days(DaysDuration::from_nanos(i128::from(seconds) * SECOND_NS)?),
            Self::Months(months) => Duration::Years(YearsDuration { months }),
            Self::Business { days, minutes } => Duration::Business(BusinessDuration { days, minutes }),
        })
    }
}
