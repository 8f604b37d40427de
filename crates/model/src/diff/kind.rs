//! A step: what only its kind has.

use super::tale::Tale;
use super::words::Said;
use super::{block, decide, handler, request};
use crate::definition::StepKind;
use crate::definition::step::{Again, Approve, End, Need, Repeat, Send, SendBy, SubWorkflow, Task, Wait, WaitFor};

/// What changed, where the kind is the same. Choices are told with what every step may have.
pub(super) fn told(tale: &mut Tale<'_>, was: &StepKind, now: &StepKind) {
    match (was, now) {
        (StepKind::Task(was), StepKind::Task(Task { choices: _, checklist })) => {
            tale.value("checklist", &was.checklist, checklist);
        }
        (StepKind::Approve(was), StepKind::Approve(now)) => approve(tale, was, now),
        (StepKind::Decide(was), StepKind::Decide(now)) => decide::told(tale, was, now),
        (StepKind::Call(was), StepKind::Call(now)) => request::call(tale, was, now),
        (StepKind::Work(was), StepKind::Work(now)) => request::work(tale, was, now),
        (StepKind::Send(was), StepKind::Send(now)) => send(tale, was, now),
        (StepKind::Choose(was), StepKind::Choose(now)) => block::choose(tale, was, now),
        (StepKind::Parallel(was), StepKind::Parallel(now)) => block::parallel(tale, was, now),
        (StepKind::Wait(was), StepKind::Wait(now)) => wait(tale, was, now),
        (StepKind::Run(was), StepKind::Run(now)) => run(tale, was, now),
        (StepKind::Stage(was), StepKind::Stage(now)) => block::stage(tale, was, now),
        (StepKind::Each(was), StepKind::Each(now)) => block::each(tale, was, now),
        (StepKind::Repeat(was), StepKind::Repeat(now)) => repeat(tale, was, now),
        (StepKind::Race(was), StepKind::Race(now)) => block::race(tale, was, now),
        (StepKind::AnyOrder(was), StepKind::AnyOrder(now)) => block::branches(tale, &was.branches, &now.branches),
        (StepKind::End(was), StepKind::End(End { outcome })) => tale.value("outcome", &was.outcome, outcome),
        // A `set` has nothing of its own. That it is of another kind now is told.
        _ => {}
    }
}

fn approve(tale: &mut Tale<'_>, was: &Approve, now: &Approve) {
    let Approve { choices: _, need, one_by_one, hears_all } = now;
    tale.value("need", &was.need, need);
    if was.one_by_one != *one_by_one {
        tale.say(if *one_by_one { "they are asked one by one" } else { "they are asked together" });
    }
    if was.hears_all != *hears_all {
        tale.say(if *hears_all { "all are heard" } else { "it is over when it is decided" });
    }
}

impl Said for Need {
    fn said(&self) -> Option<String> {
        Some(match self {
            Self::Any => "any".to_owned(),
            Self::All => "all".to_owned(),
            Self::Majority => "majority".to_owned(),
            Self::Count(count) => count.to_string(),
            Self::Percent(percent) => format!("{percent}%"),
        })
    }
}

fn send(tale: &mut Tale<'_>, was: &Send, now: &Send) {
    let Send { to, by, subject, body, attach } = now;
    let way = |by: SendBy| match by {
        SendBy::Mail => "mail",
        SendBy::App => "app",
    };
    tale.value("to", &was.to, to);
    tale.value("by", way(was.by), way(*by));
    tale.value("subject", &was.subject, subject);
    tale.value("body", &was.body, body);
    tale.value("attach", &was.attach, attach);
}

fn wait(tale: &mut Tale<'_>, was: &Wait, now: &Wait) {
    let Wait { what } = now;
    tale.value("it waits", &was.what, what);
    if let (WaitFor::Event(was), WaitFor::Event(now)) = (&was.what, what) {
        handler::awaited(tale, was, now);
    }
}

impl Said for WaitFor {
    fn said(&self) -> Option<String> {
        Some(match self {
            Self::Time(time) => format!("for {}", time.text.trim()),
            Self::Moment(moment) => format!("until {}", moment.text.trim()),
            Self::Condition(condition) => format!("until {}", condition.text.trim()),
            Self::Event(event) => format!("for the event {}", event.name.name),
        })
    }
}

fn run(tale: &mut Tale<'_>, was: &SubWorkflow, now: &SubWorkflow) {
    let SubWorkflow { workflow, with, takes, version, detach } = now;
    tale.value("workflow", &was.workflow, workflow);
    tale.value("with", &was.with, with);
    tale.value("gives", &was.takes, takes);
    tale.value("version", &was.version, version);
    if was.detach != *detach {
        tale.say(if *detach { "nothing waits for it" } else { "its end is waited for" });
    }
}

fn repeat(tale: &mut Tale<'_>, was: &Repeat, now: &Repeat) {
    let Repeat { steps: _, again, at_most } = now;
    tale.value("again", &was.again, again);
    tale.value("rounds at most:", &was.at_most, at_most);
}

impl Said for Again {
    fn said(&self) -> Option<String> {
        Some(match self {
            Self::While(condition) => format!("while {}", condition.text.trim()),
            Self::Until(condition) => format!("until {}", condition.text.trim()),
        })
    }
}
