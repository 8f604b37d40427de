//! Hands back a task that is not ready: the step named by `back_to` opens again, else the last that a person completed before.

use baton_model::graph::Edge;
use baton_people::Private;

use crate::behaviour::moving::Leaving;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, TaskHandedBack};
use crate::name::{Name, START, TaskNo, V1};
use crate::refusal::Refusal;
use crate::state::{TaskRecord, TaskState};

pub(super) fn carry_out(burst: &mut Burst<'_>, number: TaskNo, comment: Option<&str>) -> Decision {
    let (task, by) = burst.own_task(number)?;
    if !task.to_accept {
        return Err(burst.about("task.nothing_to_accept", number).into());
    }
    let Some(comment) = Burst::comment(comment)? else {
        return Err(Refusal::new("task.hand_back_reason").with("task", format!("{}.{number}", burst.state.key)).into());
    };
    let Some((back_to, edge)) = way_back(burst, &task) else {
        return Err(burst.about("task.nowhere_back", number).into());
    };
    burst.emit(Event::TaskHandedBack(TaskHandedBack {
        v: V1::default(),
        task: number,
        step: task.step.clone(),
        pass: task.pass,
        thread: task.thread,
        back_to,
        by,
        comment: Some(Private::of_person(by, comment)),
    }));
    burst.follow(task.thread, &edge, &Leaving { step: task.step.clone(), choice: None, by: Some(by) })
}

/// Where it goes back to, and the way there.
fn way_back(burst: &Burst<'_>, task: &TaskRecord) -> Option<(Name, Edge)> {
    let graph = &burst.def.graph;
    let from = graph.step(&task.step)?.id;
    let to = |name: &Name| {
        let node = if **name == *START {
            graph.starts.get(burst.state.start).copied()
        } else {
            graph.step(name).map(|node| node.id)
        };
        Some((name.clone(), graph.jump(from, node?)?))
    };
    let accept = burst.step(&task.step)?.accept.as_ref()?;
    if let Some(named) = &accept.back_to {
        return to(&named.name.as_str().into());
    }
    let mut before: Vec<&TaskRecord> =
        burst.state.tasks.iter().filter(|known| known.state == TaskState::Done).collect();
    before.sort_by_key(|known| std::cmp::Reverse((known.ended, known.task)));
    let is_form = burst.workflow().start.get(burst.state.start).is_some_and(baton_model::definition::Start::is_by_hand);
    let steps = before.into_iter().filter(|known| known.step != task.step).map(|known| known.step.clone());
    let start = Some(Name::from(START)).filter(|_| is_form && burst.state.starter.is_some());
    steps.chain(start).find_map(|step| to(&step))
}
