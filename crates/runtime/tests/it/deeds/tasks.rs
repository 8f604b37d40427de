//! Deeds on tasks.

use baton_runtime::{Ask, Caller, Refused};
use serde_json::{Value, json};

use super::Again::Nothing;
use super::runs::{begun, done, group};
use super::workflows::{HANDED, SEVERAL, published};
use super::{Deed, On};
use crate::world::{World, complete};

/// An offered task.
pub fn offered(world: &World, _: u64) -> On {
    group(world, "lookers", &["fin", "cleo"]);
    published(world, "several", SEVERAL);
    let run = begun(world, "several");
    world.open_task(&run)
}

fn handed(world: &World, _: u64) -> On {
    published(world, "handed", HANDED);
    world.open_task(&begun(world, "handed"))
}

/// Who has a task.
fn holder(world: &World, task: &On) -> Result<Caller, Refused> {
    let shown = world.handle.task(&world.person("root"), task)?;
    Ok(world.person(shown.summary.assignee.expect("somebody").id.trim_start_matches('@')))
}

fn claimed(world: &World, n: u64) -> On {
    let task = offered(world, n);
    world.ask(&world.person("fin"), Ask::ClaimTask { task: task.clone() }).expect("claimed");
    task
}

pub fn requested(world: &World, _: u64) -> On {
    world.open_task(&world.request(640))
}

pub const ALL: &[Deed] = &[
    Deed {
        name: "an offered task is claimed",
        ask: Some("claim_task"),
        before: offered,
        act: |world, task, key| done(world, key, &world.person("fin"), Ask::ClaimTask { task: task.clone() }),
        again: Nothing,
    },
    Deed {
        name: "a claimed task is given back",
        ask: Some("release_task"),
        before: claimed,
        act: |world, task, key| done(world, key, &world.person("fin"), Ask::ReleaseTask { task: task.clone() }),
        again: Nothing,
    },
    Deed {
        name: "a task is opened",
        ask: Some("open_task"),
        before: requested,
        act: |world, task, key| done(world, key, &world.person("mia"), Ask::OpenTask { task: task.clone() }),
        again: Nothing,
    },
    Deed {
        name: "a task that was handed over is accepted",
        ask: Some("accept_task"),
        before: handed,
        act: |world, task, key| {
            done(world, key, &holder(world, task)?, Ask::AcceptTask { task: task.clone(), checked: vec![0] })
        },
        again: Nothing,
    },
    Deed {
        name: "a task that was handed over is handed back",
        ask: Some("hand_back_task"),
        before: handed,
        act: |world, task, key| {
            let comment = Some("It is not ready.".to_owned());
            done(world, key, &holder(world, task)?, Ask::HandBackTask { task: task.clone(), comment })
        },
        again: Nothing,
    },
    Deed {
        name: "a task is approved",
        ask: Some("complete_task"),
        before: requested,
        act: |world, task, key| {
            done(world, key, &world.person("mia"), complete(task.clone(), Some("approve"), Value::Null))
        },
        again: Nothing,
    },
    Deed {
        name: "a request is sent back",
        ask: Some("complete_task"),
        before: requested,
        act: |world, task, key| {
            done(world, key, &world.person("mia"), complete(task.clone(), Some("send-back"), Value::Null))
        },
        again: Nothing,
    },
    Deed {
        name: "a request is refused, which ends its run",
        ask: Some("complete_task"),
        before: requested,
        act: |world, task, key| {
            done(world, key, &world.person("mia"), complete(task.clone(), Some("refuse"), Value::Null))
        },
        again: Nothing,
    },
    Deed {
        name: "the last task is done and a mail goes out",
        ask: Some("complete_task"),
        before: claimed,
        act: |world, task, key| {
            done(world, key, &world.person("fin"), complete(task.clone(), None, json!({ "note": "Fine." })))
        },
        again: Nothing,
    },
    Deed {
        name: "a task is handed over",
        ask: Some("reassign_task"),
        before: requested,
        act: |world, task, key| {
            let comment = Some("You know more of it.".to_owned());
            let ask = Ask::ReassignTask { task: task.clone(), to: "boss".to_owned(), comment };
            done(world, key, &world.person("mia"), ask)
        },
        again: Nothing,
    },
    Deed {
        name: "something is said to a task",
        ask: Some("comment_on_task"),
        before: requested,
        act: |world, task, key| {
            let ask = Ask::CommentOnTask { task: task.clone(), text: "Soon.".to_owned() };
            done(world, key, &world.person("mia"), ask)
        },
        again: Nothing,
    },
];
