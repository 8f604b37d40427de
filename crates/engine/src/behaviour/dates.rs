//! Dates of a run with which other runs begin: a timer for each, moved with the field, gone with the run. Each date begins one run;
//! another value of the field is another date.

use baton_model::Compiled;
use baton_model::definition::StartKind;
use jiff::Timestamp;

use crate::behaviour::deadlines::{Day, whole};
use crate::decide::burst::Burst;
use crate::event::{Event, TimerCancelled, TimerKind, TimerSet};
use crate::name::{START, TimerNo, V1};

impl Burst<'_> {
    /// Sets and moves the timers of the dates, as the values are now.
    pub fn set_dates(&mut self) {
        if self.state.ending.is_some() {
            return;
        }
        let here = std::mem::take(&mut self.frame);
        for (nth, wanted) in self.dates() {
            let set = self.state.timers.iter().find(|timer| timer.kind == TimerKind::Start && timer.nth == nth);
            let set = set.map(|timer| (timer.timer, timer.at));
            let wanted = wanted.filter(|at| self.state.dated.get(&nth) != Some(at));
            if set.map(|(_, at)| at) == wanted {
                continue;
            }
            if let Some((timer, _)) = set {
                self.drop_date(timer);
            }
            if let Some(at) = wanted {
                self.set_date(nth, at);
            }
        }
        self.frame = here;
    }

    /// The dates are those of another version. What has passed already begins nothing because of that.
    pub fn move_dates(&mut self, was: &Compiled) {
        if written(was) == written(self.def) {
            return;
        }
        let set = self.state.timers.iter().filter(|timer| timer.kind == TimerKind::Start).map(|timer| timer.timer);
        for timer in set.collect::<Vec<_>>() {
            self.drop_date(timer);
        }
        for (nth, at) in self.dates() {
            if let Some(at) = at.filter(|at| *at > self.ctx.now) {
                self.set_date(nth, at);
            }
        }
    }

    /// Each entry of `start:` that is for a date, with when that comes.
    fn dates(&self) -> Vec<(u32, Option<Timestamp>)> {
        let starts = self.def.workflow.start.iter().enumerate();
        let dates = starts.filter_map(|(nth, start)| match &start.kind {
            StartKind::Date { field, beside } => {
                let beside = beside.as_ref().map(|beside| (&beside.by, beside.before));
                Some((nth as u32, self.field_moment(&field.name, beside, Day::Beginning).and_then(whole)))
            }
            _ => None,
        });
        dates.collect()
    }

    fn drop_date(&mut self, timer: TimerNo) {
        self.emit(Event::TimerCancelled(TimerCancelled { v: V1::default(), timer }));
    }

    fn set_date(&mut self, nth: u32, at: Timestamp) {
        let (timer, kind, step) = (self.state.timers_made + 1, TimerKind::Start, START.into());
        let (pass, task, thread) = (0, None, 0);
        self.emit(Event::TimerSet(TimerSet { v: V1::default(), timer, kind, nth, at, step, pass, task, thread }));
    }
}

/// A date as far as its timer goes: which start, which field, and how long before (true) or after it.
type Written<'d> = (usize, &'d str, Option<(&'d str, bool)>);

/// The dates of a version, as far as their timers go.
fn written(def: &Compiled) -> Vec<Written<'_>> {
    let starts = def.workflow.start.iter().enumerate();
    let dates = starts.filter_map(|(nth, start)| match &start.kind {
        StartKind::Date { field, beside } => {
            let beside = beside.as_ref().map(|beside| (beside.text.as_str(), beside.before));
            Some((nth, field.name.as_str(), beside))
        }
        _ => None,
    });
    dates.collect()
}
