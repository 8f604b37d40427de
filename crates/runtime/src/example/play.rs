//! Plays the purchases: what is to happen waits in the order of its moments; timers that come due in between fire first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use baton_engine::RunState;
use baton_people::Calendar;
use jiff::civil::Time as ClockTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, json};

use super::history::{Deed, History, Purchase};
use super::quote::{Quote, pdf};
use super::{ADMINISTRATOR, ExampleError, HISTORY, OWNER, Stage, read};
use crate::ask::{Filled, Made, PersonChangeAsk};
use crate::history::time;
use crate::{Ask, Caller};

/// How long somebody looks at a task before they complete it.
const LOOKS_FOR: SignedDuration = SignedDuration::from_mins(11);
/// From this amount on a quote is asked for.
const QUOTE_FROM: u32 = 1000;
/// How many things happen at most, so that a mistake in the example ends.
const HAPPENINGS_MAX: usize = 5_000;

/// What is to happen with one purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Happening {
    Leave,
    Begin,
    Open(usize),
    Do(usize),
    Cancel,
}

/// A purchase as it goes on.
struct Going {
    purchase: Purchase,
    deeds: Vec<Deed>,
    run: String,
    values: Filled,
}

struct Play<'a> {
    stage: &'a Stage,
    calendar: Calendar,
    going: Vec<Going>,
    waiting: BinaryHeap<Reverse<(Timestamp, usize, Happening)>>,
}

/// Plays everything up to now.
pub(super) fn play(stage: &Stage, zone: &TimeZone, now: Timestamp) -> Result<(), ExampleError> {
    let history: History = read(HISTORY)?;
    let calendar = Calendar::weekdays_9_to_17(zone.clone());
    let mut play = Play { stage, calendar, going: Vec::new(), waiting: BinaryHeap::new() };
    for (index, purchase) in history.runs.into_iter().enumerate() {
        let at = play.moment(&purchase, now)?;
        if purchase.leaves.is_some() {
            play.waiting.push(Reverse((at - LOOKS_FOR, index, Happening::Leave)));
        }
        play.waiting.push(Reverse((at, index, Happening::Begin)));
        let deeds = purchase.deeds(index);
        play.going.push(Going { purchase, deeds, run: String::new(), values: Map::new() });
    }
    for _ in 0..HAPPENINGS_MAX {
        let Some(Reverse((at, index, happening))) = play.waiting.pop().filter(|Reverse((at, ..))| *at < now) else {
            return play.time_passes(now);
        };
        play.time_passes(at)?;
        play.happen(index, happening)?;
    }
    Err(ExampleError::Told(format!("more than {HAPPENINGS_MAX} things happen")))
}

impl Play<'_> {
    /// When a purchase is asked for.
    fn moment(&self, purchase: &Purchase, now: Timestamp) -> Result<Timestamp, ExampleError> {
        let told = |what: &str| ExampleError::Told(format!("{what} of {}", purchase.item));
        let today = self.calendar.date_of(now);
        let day = self.calendar.add_business_days_to_date(today, -i64::from(purchase.ago));
        let clock: ClockTime = purchase.at.parse().map_err(|_| told("the time"))?;
        let at = day.ok_or_else(|| told("the day"))?.to_datetime(clock).to_zoned(self.calendar.zone().clone());
        at.map(|at| at.timestamp()).map_err(|_| told("the moment"))
    }

    /// Moves the clock on; what comes due before fires at its moment.
    fn time_passes(&self, until: Timestamp) -> Result<(), ExampleError> {
        let core = self.stage.handle.core();
        for _ in 0..HAPPENINGS_MAX {
            let due = core.reader()?.timers_until(until.as_microsecond(), None, 1)?;
            let Some(timer) = due.first() else {
                self.stage.move_to(until);
                return Ok(());
            };
            self.stage.move_to(time(timer.at_us));
            self.stage.ask(Caller::timer(), Ask::FireTimer { run: timer.run, timer: timer.n as u32 })?;
        }
        Err(ExampleError::Told(format!("more than {HAPPENINGS_MAX} timers fire")))
    }

    fn happen(&mut self, index: usize, happening: Happening) -> Result<(), ExampleError> {
        match happening {
            Happening::Leave => self.leave(index),
            Happening::Begin => self.begin(index),
            Happening::Open(deed) => self.open(index, deed),
            Happening::Do(deed) => self.complete(index, deed),
            Happening::Cancel => self.cancel(index),
        }
    }

    fn leave(&self, index: usize) -> Result<(), ExampleError> {
        let Some(person) = self.going[index].purchase.leaves.clone() else { return Ok(()) };
        let change = PersonChangeAsk { active: Some(false), ..PersonChangeAsk::default() };
        self.stage.ask(self.stage.caller(ADMINISTRATOR)?, Ask::ChangePerson { person, change }).map(|_| ())
    }

    fn begin(&mut self, index: usize) -> Result<(), ExampleError> {
        let purchase = &self.going[index].purchase;
        let mut values: Filled = Map::new();
        for (field, value) in [
            ("item", json!(purchase.item)),
            ("vendor", json!(purchase.vendor)),
            ("amount", json!(purchase.amount)),
            ("department", json!(purchase.department)),
            ("reason", json!(purchase.reason)),
        ] {
            values.insert(field.to_owned(), value);
        }
        if purchase.amount >= QUOTE_FROM {
            values.insert("quote".to_owned(), self.quote(index)?.into());
        }
        let ask = Ask::StartRun { workflow: "purchase-approval".to_owned(), start: None, values: values.clone() };
        let answer = self.stage.ask(self.stage.caller(&purchase.by)?, ask)?;
        let Made::Run(run) = answer.made else {
            return Err(ExampleError::Told(format!("no run was made for {}", purchase.item)));
        };
        let cancel = purchase.cancel.as_ref().map(|cancel| cancel.after);
        (self.going[index].run, self.going[index].values) = (run, values);
        if let Some(after) = cancel {
            let at = self.after(after)?;
            self.waiting.push(Reverse((at, index, Happening::Cancel)));
        }
        self.plan(index, 0)
    }

    fn quote(&self, index: usize) -> Result<String, ExampleError> {
        let purchase = &self.going[index].purchase;
        let date = self.calendar.date_of(self.stage.handle.core().now()).to_string();
        let amount = format!("{}.00 EUR", purchase.amount);
        let content = pdf(&Quote { vendor: &purchase.vendor, item: &purchase.item, amount: &amount, date: &date });
        let by = self.stage.caller(&purchase.by)?;
        Ok(self.stage.handle.upload(&by, "quote.pdf", &content)?.id)
    }

    /// That many business hours from now.
    fn after(&self, hours: u32) -> Result<Timestamp, ExampleError> {
        let by = SignedDuration::from_hours(i64::from(hours));
        let at = self.calendar.add_business_time(self.stage.handle.core().now(), by);
        at.ok_or_else(|| ExampleError::Told(format!("{hours} business hours from now are never")))
    }

    fn plan(&mut self, index: usize, deed: usize) -> Result<(), ExampleError> {
        let Some(hours) = self.going[index].deeds.get(deed).map(|deed| deed.after) else { return Ok(()) };
        let at = self.after(hours)?;
        let looked = (at - LOOKS_FOR).max(self.stage.handle.core().now());
        self.waiting.push(Reverse((looked, index, Happening::Open(deed))));
        self.waiting.push(Reverse((at, index, Happening::Do(deed))));
        Ok(())
    }

    fn open(&self, index: usize, deed: usize) -> Result<(), ExampleError> {
        let Some((task, by)) = self.task(index, deed)? else { return Ok(()) };
        self.stage.ask(by, Ask::OpenTask { task }).map(|_| ())
    }

    fn complete(&mut self, index: usize, deed: usize) -> Result<(), ExampleError> {
        let Some((task, by)) = self.task(index, deed)? else { return Ok(()) };
        let going = &mut self.going[index];
        let Deed { step, choice, comment, give, .. } = going.deeds[deed].clone();
        let values = if step == baton_engine::START {
            going.values.extend(give);
            going.values.clone()
        } else {
            give
        };
        self.stage.ask(by, Ask::CompleteTask { task, choice, values, comment, seen: None, checked: Vec::new() })?;
        self.plan(index, deed + 1)
    }

    fn cancel(&self, index: usize) -> Result<(), ExampleError> {
        let going = &self.going[index];
        let Some(cancel) = &going.purchase.cancel else { return Ok(()) };
        let ask = Ask::CancelRun {
            run: going.run.clone(),
            reason: cancel.reason.clone(),
            how: baton_engine::CancelHow::Keep,
        };
        self.stage.ask(self.stage.caller(OWNER)?, ask).map(|_| ())
    }

    /// The open task of a deed's step, and who does it; none once the run is over.
    fn task(&self, index: usize, deed: usize) -> Result<Option<(String, Caller)>, ExampleError> {
        let going = &self.going[index];
        let step = &going.deeds[deed].step;
        let (_, state) = self.stage.handle.core().run_by_key(&going.run)?.ok_or_else(|| told(going, "is not there"))?;
        if !is_running(&state) {
            return Ok(None);
        }
        let task = state
            .open_tasks()
            .find(|task| *task.step == **step)
            .ok_or_else(|| told(going, &format!("has no {step}")))?;
        let person =
            task.assignee.or_else(|| task.offered.first().copied()).ok_or_else(|| told(going, "is nobody's"))?;
        Ok(Some((format!("{}.{}", going.run, task.task), Caller::person(person))))
    }
}

fn is_running(state: &RunState) -> bool {
    state.ended.is_none()
}

fn told(going: &Going, what: &str) -> ExampleError {
    ExampleError::Told(format!("{} ({}) {what}", going.run, going.purchase.item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purchase_is_believable() {
        let history: History = read(HISTORY).expect("the history");
        assert!(history.runs.len() >= 37, "{}", history.runs.len());
        for (index, purchase) in history.runs.iter().enumerate() {
            assert!(purchase.deeds(index).iter().all(|deed| deed.give.values().all(|value| !value.is_null())));
        }
    }
}
