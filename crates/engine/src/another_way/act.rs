//! What was done in an entry of a run's history, read back from what happened: the answer that was given, the moment that came,
//! the event that was heard. It says what came from outside, never what the definition made of it.

use baton_model::Compiled;
use baton_model::IndexMap;
use baton_people::PersonId;
use serde_json::Value as Json;

use crate::command::{Command, Resolve, SubUndone};
use crate::event::{Event, EventCame, Given, Resolution, RunStarted, SubRunEnded, TaskCompleted, TimerKind};
use crate::name::{JobNo, Name, TaskNo};
use crate::state::{Phase, Rows, RunState, Timer};

use super::turn::turns;

/// Values by field, as they were given.
pub(crate) type Taken = IndexMap<Name, Json>;

/// Something that was done.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// The run began.
    Begun(RunStarted, Taken),
    /// Somebody finished a task.
    Answered { task: TaskNo, choice: Name, by: PersonId, values: Taken, rows: IndexMap<Name, Rows> },
    /// A job was done.
    JobDone { job: JobNo, status: Option<u16>, values: Taken },
    /// A run that was asked for came to an outcome.
    SubRunEnded(SubRunEnded, Taken),
    /// An event came.
    Heard(EventCame, Taken),
    /// A moment came.
    Alarm(Timer),
    /// Something else that can be asked for again as it was.
    Command(Command),
}

/// What an entry says was done.
#[derive(Clone, Debug)]
pub(crate) enum Acted {
    /// This.
    Act(Box<Act>),
    /// Nothing that moves the run: a claim, a comment, a reminder.
    Aside,
    /// Something that cannot be done again from what is kept.
    Unknown,
}

impl Acted {
    /// What was done in an entry, which happened in this state of the run.
    pub fn of(def: &Compiled, state: &RunState, events: &[Event]) -> Self {
        let is_by_hand =
            |event: &Event| matches!(event, Event::RunMoved(_) | Event::PlaceMoved(_) | Event::ItemAdded(_));
        if events.iter().any(is_by_hand) {
            return Self::Unknown;
        }
        // What is undone after an outcome is no way to it.
        if state.is_reopened() || events.iter().any(|event| matches!(event, Event::RunReopened(_))) {
            return Self::Aside;
        }
        // Nobody decided by it which way the run goes.
        let is_over = events.iter().any(|event| matches!(event, Event::RunCancelled(_)));
        let moves = !is_over && !turns(def, events).is_empty();
        // Who begins a branch by taking its task sets others aside; who finishes one has taken it as well.
        let claimed = || {
            events.iter().find_map(|event| match event {
                Event::TaskClaimed(claimed) => Some(Act::Command(Command::ClaimTask { task: claimed.task })),
                _ => None,
            })
        };
        let found = events.iter().find_map(|event| act(def, state, events, event));
        match found.or_else(|| claimed().filter(|_| moves)) {
            Some(Act::Alarm(timer)) if !is_of_the_way(timer.kind) => {
                if moves {
                    Self::Unknown
                } else {
                    Self::Aside
                }
            }
            Some(act) => Self::Act(Box::new(act)),
            None if !moves => Self::Aside,
            None if state.threads.iter().any(|thread| matches!(thread.phase, Phase::Paused { .. })) => {
                Self::Act(Box::new(Act::Command(Command::ContinueRun)))
            }
            None => Self::Unknown,
        }
    }
}

/// Whether a timer of that kind can move a run; the others remind and tell, or are about jobs.
pub(crate) fn is_of_the_way(kind: TimerKind) -> bool {
    matches!(kind, TimerKind::Due | TimerKind::Wait | TimerKind::Handler)
}

fn act(def: &Compiled, state: &RunState, events: &[Event], event: &Event) -> Option<Act> {
    Some(match event {
        Event::RunStarted(begun) => Act::Begun(begun.clone(), taken(events)),
        Event::TaskCompleted(done) => {
            let (task, choice, by) = (done.task, done.choice.clone(), done.by);
            let values = filled_in(def, done, taken(events));
            let rows = rows_of(events, &values);
            Act::Answered { task, choice, by, values, rows }
        }
        Event::JobDone(done) => Act::JobDone { job: done.job, status: done.status, values: taken(events) },
        Event::SubRunEnded(ended) if ended.outcome.is_some() => Act::SubRunEnded(ended.clone(), taken(events)),
        Event::SubRunUndone(undone) => {
            let told = match (undone.gone, undone.left) {
                (true, _) => SubUndone::Gone,
                (_, true) => SubUndone::Left,
                _ => SubUndone::All,
            };
            Act::Command(Command::NoteSubUndone { sub: undone.sub, told })
        }
        Event::EventCame(came) if !came.kept => Act::Heard(came.clone(), taken(events)),
        Event::TimerFired(fired) => Act::Alarm(state.timer(fired.timer)?.clone()),
        Event::ExceptionResolved(resolved) => {
            let exception = resolved.exception;
            let how = match resolved.how {
                Resolution::Retry => return Some(Act::Command(Command::RetryException { exception })),
                Resolution::Supply => Resolve::Supply { values: by_text(events) },
                Resolution::Change => Resolve::Change { values: by_text(events) },
                Resolution::Skip => Resolve::Skip,
                Resolution::Assign { person } => Resolve::Assign { person },
            };
            Act::Command(Command::ResolveException { exception, how, reason: Some("-".to_owned()) })
        }
        Event::TaskHandedBack(back) => {
            Act::Command(Command::HandBackTask { task: back.task, comment: Some("-".to_owned()) })
        }
        _ => return None,
    })
}

/// The values that came with what was done: those given before anything moved.
fn taken(events: &[Event]) -> Taken {
    given_first(events).map(|(field, given)| (field.clone(), given.value.value())).collect()
}

/// Which rows the lists among these values had.
fn rows_of(events: &[Event], values: &Taken) -> IndexMap<Name, Rows> {
    let of = |(field, given): (&Name, &Given)| {
        let value = values.get(field).filter(|value| value.is_array())?;
        Some((field.clone(), Rows::of(given.rows.as_ref(), value)))
    };
    given_first(events).filter_map(of).collect()
}

fn given_first(events: &[Event]) -> impl Iterator<Item = (&Name, &Given)> {
    let still =
        |event: &&Event| !matches!(event, Event::StepCompleted(_) | Event::StepOpened(_) | Event::StepSkipped(_));
    let given = events.iter().take_while(still).filter_map(|event| match event {
        Event::ValuesGiven(given) => Some(given),
        _ => None,
    });
    given.flat_map(|given| &given.values)
}

fn by_text(events: &[Event]) -> crate::command::Values {
    taken(events).into_iter().map(|(field, value)| (field.to_string(), value)).collect()
}

/// What somebody filled in, without what the step computed of it.
fn filled_in(def: &Compiled, done: &TaskCompleted, mut values: Taken) -> Taken {
    let Some(step) = def.workflow.step(&done.step) else { return values };
    let choice = step.choices().and_then(|choices| choices.get(&*done.choice));
    let gives = step.gives.iter().chain(choice.into_iter().flat_map(|choice| &choice.gives));
    for computed in gives.filter(|given| given.value.is_some()) {
        values.shift_remove(computed.field.as_str());
    }
    values
}
