//! Deeds on runs.

use baton_runtime::{Ask, Caller, Made, Refused, ResolveHow, SentEvent};
use serde_json::{Map, Value, json};

use super::Again::Nothing;
use super::{Deed, On};
use crate::world::{World, complete, start, wish};

/// An offered task with a deadline and a mail; then more automatic steps than one command takes.
pub const SEVERAL: &str = r"
workflow: several
title: Several things
owner: procurement
start:
  - form: Begin
    who: everyone
    gives: [count]
fields:
  count: { type: number, default: 0 }
  note: { type: text }
steps:
  - task: Look at it
    id: look
    who: looker
    due: 1 hour
    gives: [note]
  - send: Tell
    to: [teller]
    by: mail
    subject: It was looked at
    body: By somebody.
    then: done
roles:
  looker: { group: lookers, pick: first-come }
  teller: { group: finance }
outcomes:
  done: { title: Done }
";

/// A task that is to be accepted.
pub const HANDED: &str = r"
workflow: handed
title: Handed over
owner: procurement
start:
  - form: Begin
    who: everyone
steps:
  - task: Take it over
    who: looker
    accept: [It is complete]
roles:
  looker: { group: finance, pick: in-turn }
outcomes:
  done: { title: Done }
";

/// What is done for each of several, of which there may be more.
pub const PARTS: &str = r"
workflow: parts
title: Parts
owner: procurement
start:
  - form: Begin
    who: everyone
    gives: [parts]
fields:
  parts: { type: list, of: { name: { type: text, required: true }, fits: { type: yes-no } } }
steps:
  - each: Parts
    in: parts
    as: part
    add: asker
    steps: [{ task: 'Check {part.name}', who: looker, gives: [part.fits] }]
roles:
  asker: { is: starter }
  looker: { group: finance, pick: in-turn }
outcomes:
  done: { title: Done }
";

/// A run that goes on by itself.
pub const LONG: &str = r"
workflow: long
title: A long way
owner: procurement
start:
  - form: Begin
    who: everyone
    gives: [count]
fields:
  count: { type: number, default: 0 }
steps:
  - set: Add one
    id: add
    gives: { count: count + 1 }
  - choose: Is it enough?
    cases:
      - when: count < 700
        title: Not yet
        then: add
  - end: done
outcomes:
  done: { title: Done }
";

/// A run that an event begins.
const BEGUN: &str = r"
workflow: begun
title: Begun
owner: procurement
start:
  - event: order-placed
    key: body.order
    gives: { order: body.order }
fields:
  order: { type: text, required: true }
steps:
  - wait: Paid
    event: order-paid
    key: order
  - end: done
outcomes:
  done: { title: Done }
";

/// A run that asks for another, and that one.
const ASKING: &str = r"
workflow: asking
title: Asking
owner: procurement
start:
  - manual: Begin
steps:
  - run: Asked
    workflow: asked
  - end: done
outcomes:
  done: { title: Done }
";
const ASKED: &str = r"
workflow: asked
title: Asked
owner: procurement
start:
  - run: true
steps:
  - end: done
outcomes:
  done: { title: Done }
";

/// A run that waits for an event with its own key.
const WAITING: &str = r"
workflow: waiting
title: Waiting
owner: procurement
start:
  - manual: Begin
steps:
  - wait: For what happens
    event: happened
    key: run.key
  - end: done
outcomes:
  done: { title: Done }
";

/// One run of it at a time; it is over as soon as it is its turn, unless it is said to stay.
pub const TURNS: &str = r"
workflow: turns
title: Turns
owner: procurement
start:
  - manual: Begin
    gives: [stays]
fields:
  stays: { type: yes-no }
steps:
  - stage: Its turn
    lock: { name: turn, of: workflow }
    steps:
      - task: Look
        when: stays
        who: looker
  - end: done
roles:
  looker: { is: starter }
outcomes:
  done: { title: Done }
";

/// Publishes it once.
pub(super) fn published(world: &World, slug: &str, text: &str) {
    let known = world.kept.store.reader().expect("a reader").workflow_by_slug(slug).expect("read");
    if known.is_none() {
        world.publish(slug, text).expect("published");
    }
}

pub fn begun(world: &World, workflow: &str) -> String {
    let ask = Ask::StartRun { workflow: workflow.to_owned(), start: None, values: Map::new() };
    match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    }
}

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

fn each(world: &World, _: u64) -> On {
    published(world, "parts", PARTS);
    let values = Map::from_iter([("parts".to_owned(), json!([{ "name": "Frame" }]))]);
    let ask = Ask::StartRun { workflow: "parts".to_owned(), start: None, values };
    match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    }
}

/// Who has a task.
fn holder(world: &World, task: &On) -> Result<Caller, Refused> {
    let shown = world.handle.task(&world.person("root"), task)?;
    Ok(world.person(shown.summary.assignee.expect("somebody").id.trim_start_matches('@')))
}

/// A group with these members.
pub fn group(world: &World, handle: &str, members: &[&str]) {
    if world.handle.core().directory().group_by_handle(handle).is_none() {
        let members = members.iter().map(|member| (*member).to_owned()).collect();
        let (handle, title) = (handle.to_owned(), handle.to_owned());
        world.ask(&Caller::system(), Ask::AddGroup { handle, title, members }).expect("a group");
    }
}

fn claimed(world: &World, n: u64) -> On {
    let task = offered(world, n);
    world.ask(&world.person("fin"), Ask::ClaimTask { task: task.clone() }).expect("claimed");
    task
}

pub fn requested(world: &World, _: u64) -> On {
    world.open_task(&world.request(640))
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
            let ask = Ask::CancelRun { run: run_of(task), reason: "Not needed any more.".to_owned() };
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
    Deed {
        name: "an event comes to a run that waits for it",
        ask: Some("deliver_event"),
        before: |world, n| {
            published(world, "waiting", WAITING);
            let run = begun(world, "waiting");
            format!("{run}/{n}")
        },
        act: |world, on, _| {
            let (run, n) = on.split_once('/').expect("both");
            let (name, key, id) = ("happened".to_owned(), Some(run.to_owned()), Some(n.to_owned()));
            world.handle.send_event(&world.person("ben"), SentEvent { name, key, body: Value::Null, id })?;
            world.handle.deliver()?;
            Ok(())
        },
        again: Nothing,
    },
    Deed {
        name: "an event begins a run",
        ask: Some("begin_by_event"),
        before: |world, n| {
            published(world, "begun", BEGUN);
            format!("order-{n}")
        },
        act: |world, on, _| {
            let (name, body) = ("order-placed".to_owned(), json!({ "order": on }));
            let sent = SentEvent { name, key: None, body, id: Some(on.to_owned()) };
            world.handle.send_event(&world.person("ben"), sent)?;
            world.handle.deliver()?;
            Ok(())
        },
        again: Nothing,
    },
    Deed {
        name: "a run has another begin, and hears of its end",
        ask: Some("order"),
        before: |world, _| {
            published(world, "asked", ASKED);
            published(world, "asking", ASKING);
            On::new()
        },
        act: |world, _, key| {
            let ask = Ask::StartRun { workflow: "asking".to_owned(), start: None, values: Map::new() };
            let Made::Run(run) = world.ask_under(key, &world.person("ana"), ask)?.made else { panic!("no run") };
            // What was not done at once is sent again after a while.
            for _ in 0..8 {
                world.forward(1);
                world.handle.go_on()?;
                world.handle.settle()?;
            }
            ended(world, &run)
        },
        again: Nothing,
    },
    Deed {
        name: "a lock goes from one run to the next",
        ask: Some("order"),
        before: |world, _| {
            published(world, "turns", TURNS);
            let values = Map::from_iter([("stays".to_owned(), json!(true))]);
            let ask = Ask::StartRun { workflow: "turns".to_owned(), start: None, values };
            let Made::Run(first) = world.ask(&world.person("ana"), ask).expect("begun").made else { panic!("no run") };
            world.handle.go_on().expect("gone on");
            world.handle.settle().expect("settled");
            format!("{first}/{}", begun(world, "turns"))
        },
        act: |world, on, key| {
            let (first, second) = on.split_once('/').expect("both");
            let reason = "enough".to_owned();
            done(world, key, &Caller::system(), Ask::CancelRun { run: first.to_owned(), reason })?;
            for _ in 0..3 {
                world.forward(1);
                world.handle.go_on()?;
                world.handle.settle()?;
            }
            ended(world, second)
        },
        again: Nothing,
    },
    Deed {
        name: "a run goes on by itself",
        ask: Some("continue_run"),
        before: |world, _| {
            published(world, "long", LONG);
            On::new()
        },
        act: |world, _, key| {
            let ask = Ask::StartRun { workflow: "long".to_owned(), start: None, values: Map::new() };
            let Made::Run(run) = world.ask_under(key, &world.person("ana"), ask)?.made else { panic!("no run") };
            // What was not done at once is sent again after a while.
            world.forward(1);
            world.handle.go_on()?;
            world.handle.settle()?;
            ended(world, &run)
        },
        again: Nothing,
    },
];

/// The run has come to its end, and nothing is left in the outbox: what stays there is sent again and again, before what is new.
fn ended(world: &World, run: &str) -> Result<(), Refused> {
    let reader = world.handle.core().reader()?;
    let row = reader.run_by_key(run)?.expect("a run");
    let waiting = reader.outbox_pending(baton_store::row::OutboxKind::Command, i64::MAX, 20)?;
    assert_eq!(row.state, baton_store::row::RunState::Finished, "{run} goes on to its end; waiting: {waiting:?}");
    assert!(waiting.is_empty(), "{run} left in the outbox: {waiting:?}");
    Ok(())
}
