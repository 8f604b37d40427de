//! Which lines of the lifecycle were walked and which codes were raised; a transition off the table fails at once.

use std::collections::BTreeSet;

use baton_engine::lifecycle::{EXCEPTION, JOB, Line, RUN, STEP, TASK};
use baton_engine::state::StepState;
use baton_engine::{Event, Refusal, RunState};

/// What the stories have walked so far.
#[derive(Default)]
pub struct Coverage {
    pub lines: BTreeSet<String>,
    pub codes: BTreeSet<String>,
}

impl Coverage {
    /// A refusal, with the faults in it.
    pub fn refused(&mut self, refusal: &Refusal) {
        self.codes.insert(refusal.code.to_owned());
        self.codes.extend(refusal.faults.iter().map(|fault| fault.code.clone()));
        let sentence = refusal.to_string();
        let mut braces = sentence.split('{').skip(1);
        assert!(!braces.any(|after| after.starts_with(|c: char| c.is_ascii_lowercase())), "a hole: {sentence}");
    }

    /// One event: what it changed must stand in the tables.
    pub fn applied(&mut self, before: &RunState, event: &Event, after: &RunState) {
        let by = event.name();
        self.moved("run", RUN, Some(before.status), by, after.status);
        for (name, record) in &after.steps {
            // What is kept of an item's step after its end was the item's before.
            if !is_about(event, name) && was_of_an_item(before, name, record.state) {
                continue;
            }
            let was = before.shown(name).map_or(StepState::None, |record| record.state);
            if was != record.state || is_about(event, name) {
                self.moved("step", STEP, Some(was), by, record.state);
            }
        }
        for (place, task) in after.tasks.iter().enumerate() {
            let was = before.tasks.get(place).map(|task| task.state);
            if was != Some(task.state) || is_reassigned(event, task.task) {
                self.moved("task", TASK, was, by, task.state);
            }
        }
        for (place, job) in after.jobs.iter().enumerate() {
            let was = before.jobs.get(place).map(|job| job.state);
            if was != Some(job.state) {
                self.moved("job", JOB, was, by, job.state);
            }
        }
        for (place, exception) in after.exceptions.iter().enumerate() {
            let was = before.exceptions.get(place).map(|exception| exception.state);
            if was != Some(exception.state) {
                self.moved("exception", EXCEPTION, was, by, exception.state);
            }
        }
        if let Event::ExceptionRaised(raised) = event {
            self.codes.insert(raised.code.to_string());
        }
    }

    fn moved<S: Copy + PartialEq + std::fmt::Debug>(
        &mut self,
        thing: &str,
        table: &[Line<S>],
        from: Option<S>,
        by: &str,
        to: S,
    ) {
        let known = table.iter().find(|line| line.from == from && line.by == by && line.to == to);
        match known {
            Some(line) => drop(self.lines.insert(shown(thing, line))),
            None => assert_eq!(from, Some(to), "{thing}: {from:?} became {to:?} by {by}, which no line says"),
        }
    }

    pub fn add(&mut self, other: Self) {
        self.lines.extend(other.lines);
        self.codes.extend(other.codes);
    }
}

/// Whether there was no record of a step, but one of it in an item, which stood so.
fn was_of_an_item(before: &RunState, step: &str, state: StepState) -> bool {
    let of_item = |key: &str| key.split_once('#').is_some_and(|(name, _)| name == step);
    !before.steps.contains_key(step) && before.steps.iter().any(|(key, record)| of_item(key) && record.state == state)
}

fn is_about(event: &Event, step: &str) -> bool {
    match event {
        Event::StepOpened(opened) => &*opened.step == step,
        Event::StepSkipped(skipped) => &*skipped.step == step,
        Event::StepStood(stood) => &*stood.step == step,
        Event::ExceptionRaised(raised) => &*raised.step == step,
        _ => false,
    }
}

fn is_reassigned(event: &Event, task: u32) -> bool {
    matches!(event, Event::TaskReassigned(reassigned) if reassigned.task == task)
}

fn shown<S: std::fmt::Debug>(thing: &str, line: &Line<S>) -> String {
    format!("{thing}: {:?} {} {:?}", line.from, line.by, line.to)
}

/// Every line of every table.
pub fn all_lines() -> BTreeSet<String> {
    let mut lines: BTreeSet<String> = RUN.iter().map(|line| shown("run", line)).collect();
    lines.extend(STEP.iter().map(|line| shown("step", line)));
    lines.extend(TASK.iter().map(|line| shown("task", line)));
    lines.extend(JOB.iter().map(|line| shown("job", line)));
    lines.extend(EXCEPTION.iter().map(|line| shown("exception", line)));
    lines
}
