//! What is to be done outside because of an event: people are told, messages are sent, a long burst goes on.
//!
//! Effects are carried out after the commit, at least once. This only says what they are.

use baton_model::Compiled;
use baton_people::{PersonId, Private, Subject};

use crate::effect::{About, Effect, Message};
use crate::event::{Event, MessageBy, MessageSent, StepWithdrawn, TimerKind};
use crate::name::{Name, TaskNo};
use crate::state::{RunState, SubRun, SubState};

/// The effects of an event, on the state after its entry.
pub fn effects(_: &Compiled, state: &RunState, event: &Event) -> Vec<Effect> {
    match event {
        Event::TaskAssigned(made) => tell(made.people.clone(), About::TaskAssigned, Some(made.task), Some(&made.step)),
        Event::TaskOffered(made) => tell(made.people.clone(), About::TaskOffered, Some(made.task), Some(&made.step)),
        Event::TaskReassigned(moved) => {
            let step = state.task(moved.task).map(|task| &task.step);
            tell(vec![moved.to], About::TaskAssigned, Some(moved.task), step)
        }
        Event::Reminded(reminded) => {
            tell(reminded.to.clone(), About::Reminder, Some(reminded.task), Some(&reminded.step))
        }
        Event::Escalated(escalated) => {
            tell(escalated.to.clone(), About::Escalation, Some(escalated.task), Some(&escalated.step))
        }
        Event::TimerFired(fired) if fired.kind == TimerKind::Due => {
            let open = state.open_tasks().filter(|task| task.step == fired.step && task.pass == fired.pass);
            open.flat_map(|task| tell(task.people(), About::Overdue, Some(task.task), Some(&fired.step))).collect()
        }
        Event::TimerFired(fired) if fired.kind == TimerKind::Start => vec![Effect::BeginByDate { start: fired.nth }],
        Event::StepWithdrawn(withdrawn) => {
            let task = withdrawn.task.and_then(|task| state.task(task));
            let people = task.and_then(|task| task.assignee).filter(|person| withdrawn.by != Some(*person));
            let mut effects =
                tell(people.into_iter().collect(), About::TaskWithdrawn, withdrawn.task, Some(&withdrawn.step));
            effects.extend(not_wanted(state, withdrawn));
            effects
        }
        Event::TaskClosed(closed) => {
            let people = state.task(closed.task).and_then(|task| task.assignee);
            let people = people.filter(|person| closed.by != Some(*person));
            tell(people.into_iter().collect(), About::TaskWithdrawn, Some(closed.task), Some(&closed.step))
        }
        Event::CommentAdded(comment) => {
            let by = writer(&comment.text);
            let people = state.parties.keys().copied().filter(|person| Some(*person) != by).collect();
            tell(people, About::Comment, comment.task, None)
        }
        Event::RunFinished(_) => ended(state, About::RunFinished),
        Event::RunCancelled(_) => ended(state, About::RunCancelled),
        Event::RunStarted(_) => state.parent.iter().map(|_| Effect::TellParent { ended: false }).collect(),
        Event::RunAsked(asked) => vec![Effect::StartSubRun { sub: asked.sub }],
        Event::SubRunBegan(began) => {
            // It was not wanted any more when it began.
            let late = state.subs.iter().find(|sub| sub.sub == began.sub && sub.state == SubState::Withdrawn);
            late.map(|sub| Effect::CancelSubRun { sub: sub.sub }).into_iter().collect()
        }
        Event::SubRunUndoAsked(asked) => vec![Effect::UndoSubRun { sub: asked.sub }],
        Event::RunUndone(_) => state.parent.iter().map(|_| Effect::TellUndone).collect(),
        Event::ExceptionRaised(raised) => vec![Effect::TellOwner { exception: raised.exception }],
        Event::MessageSent(message) => vec![Effect::SendMessage(of_message(message))],
        Event::BurstPaused(_) => vec![Effect::ContinueRun],
        _ => Vec::new(),
    }
}

/// A run that was asked for is told apart: who asked hears of it, instead of who started that.
fn ended(state: &RunState, about: About) -> Vec<Effect> {
    match state.parent {
        Some(_) => vec![Effect::TellParent { ended: true }],
        None => tell(state.starter.into_iter().collect(), about, None, None),
    }
}

/// The runs that a withdrawn step waited for and that have begun.
fn not_wanted(state: &RunState, withdrawn: &StepWithdrawn) -> Vec<Effect> {
    let of_step = |sub: &&SubRun| sub.step == withdrawn.step && sub.pass == withdrawn.pass;
    let begun = state.subs.iter().filter(of_step).filter(|sub| sub.state == SubState::Withdrawn && sub.run.is_some());
    begun.map(|sub| Effect::CancelSubRun { sub: sub.sub }).collect()
}

fn tell(people: Vec<PersonId>, about: About, task: Option<TaskNo>, step: Option<&Name>) -> Vec<Effect> {
    if people.is_empty() {
        return Vec::new();
    }
    vec![Effect::Notify { people, about, task, step: step.cloned() }]
}

fn writer(text: &Private) -> Option<PersonId> {
    match text {
        Private::Open { seal: Subject::Person(person), .. } => Some(*person),
        _ => None,
    }
}

fn of_message(message: &MessageSent) -> Message {
    let text = |datum: &crate::Datum| datum.value().as_str().unwrap_or_default().to_owned();
    Message {
        message: message.message,
        by_mail: message.by == MessageBy::Mail,
        to: message.to.clone(),
        subject: text(&message.subject),
        body: text(&message.body),
        files: message.files.clone(),
    }
}
