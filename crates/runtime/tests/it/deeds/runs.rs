//! Deeds on runs: what begins one, is said to one, stops one, and brings one on that stands still.

use baton_runtime::{Ask, Caller, Made, Refused, ResolveHow};
use serde_json::{Map, json};

use super::Again::Nothing;
use super::tasks::{offered, requested};
use super::workflows::{PARTS, SEVERAL, published};
use super::{Deed, On};
use crate::world::{World, start, wish};

pub fn begun(world: &World, workflow: &str) -> String {
    let ask = Ask::StartRun { workflow: workflow.to_owned(), start: None, values: Map::new() };
    match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    }
}

fn each(world: &World, _: u64) -> On {
    published(world, "parts", PARTS);
    let values = Map::from_iter([("parts".to_owned(), json!([{ "name": "Frame" }]))]);
    let ask = Ask::StartRun { workflow: "parts".to_owned(), start: None, values };
    match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    }
}

/// A group with these members.
pub fn group(world: &World, handle: &str, members: &[&str]) {
    if world.handle.core().directory().group_by_handle(handle).is_none() {
        let members = members.iter().map(|member| (*member).to_owned()).collect();
        let (handle, title) = (handle.to_owned(), handle.to_owned());
        world.ask(&Caller::system(), Ask::AddGroup { handle, title, members }).expect("a group");
    }
}

pub fn run_of(task: &On) -> String {
    task.split_once('.').map_or_else(String::new, |(run, _)| run.to_owned())
}

/// A run that stands still because nobody can do its task.
pub fn stuck(world: &World, _: u64) -> On {
    group(world, "nobodies", &["cleo"]);
    published(world, "stuck", &SEVERAL.replace("several", "stuck").replace("lookers", "nobodies"));
    let member = || ("nobodies".to_owned(), "cleo".to_owned());
    let ((group, person), root) = (member(), Caller::system());
    // She may have been taken out for the one before.
    let _ = world.ask(&root, Ask::RemoveMember { group, person });
    let run = begun(world, "stuck");
    let (group, person) = member();
    world.ask(&root, Ask::AddMember { group, person }).expect("a member again");
    format!("{run}!1")
}

pub fn done(world: &World, key: &str, by: &Caller, ask: Ask) -> Result<(), Refused> {
    world.ask_under(key, by, ask).map(drop)
}

pub fn resolve(world: &World, exception: &On, key: &str, how: ResolveHow) -> Result<(), Refused> {
    let ask = Ask::ResolveException { exception: exception.clone(), how, reason: Some("So be it.".to_owned()) };
    done(world, key, &Caller::system(), ask)
}

/// The due timer of a run, as `run/timer`.
fn due(world: &World, n: u64) -> On {
    let task = offered(world, n);
    let reader = world.kept.store.reader().expect("a reader");
    let run = reader.run_by_key(&run_of(&task)).expect("read").expect("a run").id;
    let timer = reader.timers_of(run).expect("read").first().expect("a timer").n;
    world.forward(2);
    format!("{run}/{timer}")
}

fn fire(world: &World, on: &On, key: &str) -> Result<(), Refused> {
    let (run, timer) = on.split_once('/').expect("both");
    let ask = Ask::FireTimer { run: run.parse().expect("a number"), timer: timer.parse().expect("a number") };
    done(world, key, &Caller::timer(), ask)
}

pub const ALL: &[Deed] = &[
    Deed {
        name: "a run is begun",
        ask: Some("start_run"),
        before: |_, _| On::new(),
        act: |world, _, key| done(world, key, &world.person("ana"), start(wish(640))),
        again: Nothing,
    },
    Deed {
        name: "a run is begun with a file",
        ask: Some("start_run"),
        before: |world, _| world.handle.upload(&world.person("ana"), "q.pdf", b"%PDF-1.4 a quote").expect("a file").id,
        act: |world, file, key| {
            let mut values = wish(1_500);
            values.insert("quote".to_owned(), file.clone().into());
            done(world, key, &world.person("ana"), start(values))
        },
        again: Nothing,
    },
    Deed {
        name: "a run looks again for somebody",
        ask: Some("look_again"),
        before: stuck,
        act: |world, exception, key| {
            let (run, _) = exception.split_once('!').expect("both");
            let reader = world.kept.store.reader().expect("a reader");
            let run = reader.run_by_key(run).expect("read").expect("a run").id;
            done(world, key, &Caller::system(), Ask::LookAgain { run })
        },
        again: Nothing,
    },
    Deed {
        name: "something is said to a run",
        ask: Some("comment_on_run"),
        before: requested,
        act: |world, task, key| {
            let ask = Ask::CommentOnRun { run: run_of(task), text: "Any news?".to_owned() };
            done(world, key, &world.person("ana"), ask)
        },
        again: Nothing,
    },
    Deed {
        name: "an item is added",
        ask: Some("add_item"),
        before: each,
        act: |world, run, key| {
            let (run, step) = (run.clone(), "parts".to_owned());
            let values = Map::from_iter([("name".to_owned(), json!("Wheel"))]);
            done(world, key, &world.person("ana"), Ask::AddItem { run, step, thread: None, values })
        },
        again: Nothing,
    },
    Deed {
        name: "a run is cancelled",
        ask: Some("cancel_run"),
        before: requested,
        act: |world, task, key| {
            let ask = Ask::CancelRun {
                run: run_of(task),
                reason: "Not needed any more.".to_owned(),
                how: baton_engine::CancelHow::Keep,
            };
            done(world, key, &world.person("root"), ask)
        },
        again: Nothing,
    },
    Deed {
        name: "an exception is tried again",
        ask: Some("retry_exception"),
        before: stuck,
        act: |world, exception, key| {
            done(world, key, &Caller::system(), Ask::RetryException { exception: exception.clone() })
        },
        again: Nothing,
    },
    Deed {
        name: "somebody is given what an exception holds",
        ask: Some("resolve_exception"),
        before: stuck,
        act: |world, exception, key| resolve(world, exception, key, ResolveHow::Assign("fin".to_owned())),
        again: Nothing,
    },
    Deed {
        name: "what an exception holds is skipped",
        ask: Some("resolve_exception"),
        before: stuck,
        act: |world, exception, key| resolve(world, exception, key, ResolveHow::Skip),
        again: Nothing,
    },
    Deed {
        name: "a deadline that cannot happen is reported",
        ask: Some("report_timer"),
        before: due,
        act: |world, on, key| {
            let (run, timer) = on.split_once('/').expect("both");
            let (run, timer) = (run.parse().expect("a number"), timer.parse().expect("a number"));
            done(world, key, &Caller::timer(), Ask::ReportTimer { run, timer, refused: "server.internal".to_owned() })
        },
        again: Nothing,
    },
    Deed { name: "a deadline passes", ask: Some("fire_timer"), before: due, act: fire, again: Nothing },
];
