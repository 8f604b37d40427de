//! When a schedule begins the next run.

use baton_model::definition::ScheduleRule;
use baton_people::Calendar;
use jiff::Timestamp;

use crate::behaviour::deadlines::later;

/// The first time of a schedule after a moment, in the calendar's zone. What is `every` so long is counted from that moment.
pub fn next_start(rule: &ScheduleRule, after: Timestamp, calendar: &Calendar) -> Option<Timestamp> {
    match rule {
        ScheduleRule::Cron(cron) => cron.next(after, calendar.zone()),
        ScheduleRule::Every(every) => later(calendar, after, every, false).filter(|at| *at > after),
    }
}
