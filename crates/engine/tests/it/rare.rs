//! Refusals and exceptions that no short story can raise: commands before and after their time, very large values, a
//! graph without its default outcome.

use baton_engine::limits::{CHAIN_STEPS, COMMAND_STEPS, ITEMS_OF_RUN, SUB_RUNS};
use baton_engine::state::{SubRun, SubState};
use baton_engine::{
    Actor, AddItem, Command, CompleteTask, Decided, Event, Incoming, Resolve, RunState, Seen, StartRun, Values, Want,
    decide,
};
use serde_json::{Value as Json, json};

use crate::coverage::Coverage;
use crate::house::House;
use crate::stage::World;
use crate::story::start;

/// A workflow of these steps, of which everybody begins a run by hand, with a note.
fn workflow(fields: &str, steps: &str) -> String {
    format!(
        "
workflow: rare
title: Rare
owner: procurement
start:
  - manual: Go
    who: everyone
    gives: [note]
roles:
  asker: {{ is: starter }}
fields:
  note: {{ type: long-text }}
{fields}steps:
{steps}outcomes:
  over: {{ title: Over }}
"
    )
}

/// One question to who began the run.
fn one() -> String {
    let steps = "
  - approve: See
    who: asker
    shows: [note]
    due: 1 day
    choices:
      yes: {}
      again: { then: start }
  - end: over
";
    workflow("", steps.trim_start_matches('\n'))
}

fn world(definition: &str) -> World {
    World::new(baton_model::compile(definition).unwrap_or_else(|faults| panic!("{faults:#?}")))
}

fn ana() -> Actor {
    Actor::person(1)
}

fn begin(note: Json) -> Command {
    Command::StartRun(start(0, Values::from_iter([("note".to_owned(), note)])))
}

fn refused(world: &mut World, command: &Command) -> String {
    match world.send(ana(), command) {
        Err(refusal) => {
            let fault = refusal.faults.first().map(|fault| format!(" {}", fault.code)).unwrap_or_default();
            format!("{}{fault}", refusal.code)
        }
        Ok(events) => panic!("{command:?} should be refused: {events:?}"),
    }
}

const ASKS: &str = "  - task: Begin
    who: asker
  - run: Another
    workflow: another
    with: { note: note }
  - end: over
";

/// One run that has asked for as many others as it may.
fn too_many_runs() -> Coverage {
    let mut world = world(&workflow("", ASKS));
    world.send(ana(), &begin(json!("x"))).unwrap();
    let asked = |sub| SubRun {
        sub,
        step: "another".into(),
        pass: 1,
        thread: 1,
        workflow: "another".into(),
        version: None,
        with: baton_model::IndexMap::default(),
        detached: true,
        state: SubState::Ended,
        run: None,
        key: None,
        outcome: None,
        undone: false,
        undoable: false,
    };
    let state = RunState { subs: (1..=SUB_RUNS as u32).map(asked).collect(), ..world.state.clone() };
    let complete =
        CompleteTask { task: 1, choice: None, values: Values::new(), comment: None, seen: None, checked: Vec::new() };
    let mut facts = House::empty_facts();
    world.house.tell(&Want::Person(1), &mut facts);
    let command = Command::CompleteTask(complete);
    let decided = decide(&world.def, &state, &facts, &command, &world.ctx(ana()));
    let Decided::Events(events) = decided else { panic!("{decided:?}") };
    let held = events.iter().find_map(|event| match event {
        Event::ExceptionRaised(raised) => Some(raised.code.to_string()),
        _ => None,
    });
    assert_eq!(held.as_deref(), Some("step.too_many_runs"));
    world.seen.codes.extend(held);
    world.seen
}

fn before_and_after() -> Coverage {
    let mut world = world(&one());
    let comment = |text: String| Command::CommentRun { task: None, text };
    assert_eq!(refused(&mut world, &comment("early".to_owned())), "run.not_started");
    let other = Command::StartRun(StartRun { start: 3, ..start(0, Values::new()) });
    assert_eq!(refused(&mut world, &other), "run.unknown_start");
    assert_eq!(refused(&mut world, &begin("x".repeat(70_000).into())), "run.values_wrong value.too_big");
    world.send(ana(), &begin(Json::Null)).unwrap();
    assert_eq!(refused(&mut world, &begin(Json::Null)), "run.started_already");
    assert_eq!(refused(&mut world, &comment("x".repeat(10_001))), "run.text_too_long");
    assert_eq!(refused(&mut world, &Command::FireTimer { timer: 1 }), "timer.too_early");
    world.seen
}

fn stale() -> Coverage {
    let mut world = world(&one());
    world.send(ana(), &begin("first".into())).unwrap();
    let complete = |task, choice: &str, values, seen: Option<i64>| {
        let choice = Some(choice.to_owned());
        Command::CompleteTask(CompleteTask {
            task,
            choice,
            values,
            comment: None,
            seen: seen.map(|rev| Seen { rev, told: None }),
            checked: Vec::new(),
        })
    };
    world.send(ana(), &complete(1, "again", Values::new(), Some(1))).unwrap();
    let second = Values::from_iter([("note".to_owned(), json!("second"))]);
    world.send(ana(), &complete(2, "done", second, None)).unwrap();
    assert_eq!(refused(&mut world, &complete(3, "yes", Values::new(), Some(2))), "task.stale");
    world.send(ana(), &complete(3, "yes", Values::new(), Some(3))).unwrap();
    world.seen
}

fn too_much() -> Coverage {
    let names: Vec<String> = (0..200).map(|n| format!("f{n}")).collect();
    let fields: Vec<String> = names.iter().map(|name| format!("  {name}: {{ type: long-text }}\n")).collect();
    let definition =
        one().replace("  note: { type: long-text }\n", &fields.concat()).replace("shows: [note]", "shows: [f0]");
    let definition = definition.replace("gives: [note]", &format!("gives: [{}]", names.join(", ")));
    let mut world = world(&definition);
    let values: Values = names.into_iter().map(|name| (name, Json::from("x".repeat(60_000)))).collect();
    assert_eq!(refused(&mut world, &Command::StartRun(start(0, values))), "run.values_too_large");
    world.seen
}

fn no_outcome() -> Coverage {
    let definition = one().replace("  - end: over\n", "");
    let mut world = world(&definition);
    world.def.graph.default_outcome = None;
    world.send(ana(), &begin(Json::Null)).unwrap();
    let complete = |choice: Option<&str>| {
        let choice = choice.map(str::to_owned);
        Command::CompleteTask(CompleteTask {
            task: 1,
            choice,
            values: Values::new(),
            comment: None,
            seen: None,
            checked: Vec::new(),
        })
    };
    // Nobody decides by silence.
    assert_eq!(refused(&mut world, &complete(None)), "task.choice_missing task.choice_missing");
    world.send(ana(), &complete(Some("yes"))).unwrap();
    assert_eq!(&*world.state.exceptions[0].code, "run.no_outcome");
    world
        .send(ana(), &Command::CancelRun { reason: "no way on".to_owned(), how: baton_engine::CancelHow::Keep })
        .unwrap();
    world.seen
}

/// A circle without a person: paused after each command's steps, held after the chain's.
fn circle() -> Coverage {
    let definition = one().replace("note: { type: long-text }", "note: { type: number }").replace(
        "steps:\n",
        "steps:\n  - set: Count\n    gives: { note: note + 1 }\n  - choose: Enough\n    cases:\n      - when: note < 1000000\n        steps: []\n        then: count\n",
    );
    let mut world = world(&definition);
    world.send(ana(), &begin(json!(0))).unwrap();
    let mut commands = 1;
    while world.state.exceptions.is_empty() {
        world.send(Actor::system(), &Command::ContinueRun).unwrap();
        commands += 1;
        assert!(commands <= CHAIN_STEPS, "a circle stops");
    }
    // The last command takes the step that is too many.
    assert_eq!(commands, CHAIN_STEPS / COMMAND_STEPS + 1, "so many steps a command, so many in a chain");
    assert_eq!(&*world.state.exceptions[0].code, "run.too_many_steps");
    world.seen
}

/// A timer that is refused again and again: somebody looks at it, until it fires or is not wanted any more.
fn timer() -> Coverage {
    let mut seen = Coverage::default();
    let report = Command::ReportTimer { timer: 1, refused: "role.nobody_left".to_owned() };
    let retry = Command::RetryException { exception: 1 };
    let choice = Some("yes".to_owned());
    let done = CompleteTask { task: 1, choice, values: Values::new(), comment: None, seen: None, checked: Vec::new() };
    for way in 0..4 {
        let mut world = world(&one());
        world.send(ana(), &begin(json!("x"))).unwrap();
        assert_eq!(world.send(Actor::timer(), &report).unwrap().len(), 1);
        assert_eq!(world.send(Actor::timer(), &report).unwrap(), [], "it is looked at already");
        assert_eq!(refused(&mut world, &retry), "timer.too_early");
        world.now += jiff::SignedDuration::from_hours(48);
        match way {
            0 => world.send(Actor::timer(), &Command::FireTimer { timer: 1 }),
            1 => world.send(ana(), &retry),
            2 => world.send(ana(), &Command::CompleteTask(done.clone())),
            _ => world
                .send(ana(), &Command::CancelRun { reason: "enough".to_owned(), how: baton_engine::CancelHow::Keep }),
        }
        .unwrap();
        assert_eq!(world.state.open_exceptions().count(), 0, "way {way}");
        if way < 2 {
            assert_eq!(world.state.open_tasks().count(), 1, "the task stays as it was");
        }
        assert_eq!(world.state.timers, [], "way {way}");
        seen.add(world.seen);
    }
    let mut world = world(&one());
    world.send(ana(), &begin(json!("x"))).unwrap();
    let unknown = Command::ReportTimer { timer: 7, refused: String::new() };
    assert_eq!(world.send(Actor::timer(), &unknown).unwrap_err().code, "timer.not_set");
    seen
}

const FULL: &str = "  - parallel: Both
    branches:
      - steps:
          - wait: Hear
            event: news
            gives: { heard: body }
      - steps:
          - set: Copy
            lock: { name: crane, of: workflow }
            gives: { copy: f0 }
";

/// A run that has no room left for what it hears, and for what it does when it has its lock: its owner sees both, and nobody else
/// waits for it.
fn full() -> Coverage {
    let names: Vec<String> = (0..174).map(|n| format!("f{n}")).collect();
    let fields: Vec<String> = names.iter().map(|name| format!("  {name}: {{ type: long-text }}\n")).collect();
    let fields = [&*fields.concat(), "  heard: { type: long-text }\n  copy: { type: long-text }\n"].concat();
    let definition = workflow(&fields, FULL).replace("  note: { type: long-text }\n", "");
    let mut world = world(&definition.replace("gives: [note]", &format!("gives: [{}]", names.join(", "))));
    let values: Values = names.into_iter().map(|name| (name, Json::from("x".repeat(60_000)))).collect();
    world.send(ana(), &Command::StartRun(start(0, values))).unwrap();
    let news = |event, body: String| {
        let at = jiff::Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(24 * 365 * 100);
        Command::DeliverEvent(Incoming { event, name: "news".to_owned(), key: None, body: body.into(), at })
    };
    world.send(Actor::system(), &news(1, "y".repeat(60_000))).unwrap();
    // Another run could not hear it yet, and it is brought to all again: who was told hears it when they say so.
    world.send(Actor::system(), &news(1, "y".repeat(60_000))).unwrap();
    let grant = Command::GrantLock { lock: "crane".into(), nth: 1 };
    world.send(Actor::system(), &grant).unwrap();
    assert_eq!(baton_engine::shared_locks(&world.state), [], "whose turn is next has the lock");
    let open: Vec<&str> = world.state.open_exceptions().map(|known| &*known.code).collect();
    assert_eq!(open, ["event.refused", "lock.grant_refused"]);
    assert_eq!(world.state.subscriptions.len(), 1, "it goes on listening");
    assert_eq!(refused(&mut world, &Command::RetryException { exception: 1 }), "run.values_too_large");
    let skip = |reason: Option<&str>| {
        let reason = reason.map(str::to_owned);
        Command::ResolveException { exception: 1, how: Resolve::Skip, reason }
    };
    assert_eq!(refused(&mut world, &skip(None)), "run.reason_required");
    // Tried again it waits for its turn anew.
    world.send(ana(), &Command::RetryException { exception: 2 }).unwrap();
    assert_eq!(baton_engine::shared_locks(&world.state).len(), 1);
    world.send(ana(), &skip(Some("it is told by phone"))).unwrap();
    assert_eq!((world.state.open_exceptions().count(), world.state.subscriptions.len()), (0, 1));
    world.send(Actor::system(), &news(3, "y".repeat(60_000))).unwrap();
    assert_eq!(world.state.open_exceptions().count(), 1);
    // What listened has heard something smaller: nobody has to look at what was refused any more.
    world.send(Actor::system(), &news(2, "z".to_owned())).unwrap();
    assert_eq!((world.state.open_exceptions().count(), world.state.subscriptions.len()), (0, 0));
    world.seen
}

const NESTED: &str = "  - each: Outer
    in: 6
    as: outer
    steps:
      - each: Inner
        in: 998
        as: inner
        at_a_time: 1
        add: asker
        steps:
          - task: Look
            who: asker
  - end: over
";

/// Lists inside a list: what is too much together is held, what fits goes on, and nothing more is added.
fn too_many_items() -> Coverage {
    let mut world = world(&workflow("", NESTED));
    world.send(ana(), &begin(Json::Null)).unwrap();
    let held: Vec<_> = world.state.open_exceptions().map(|held| (&*held.code, held.params["max"].as_str())).collect();
    assert_eq!(held, [("each.too_many_in_run", "5000")]);
    assert_eq!((world.state.items(), world.state.open_tasks().count()), (6 + 5 * 998, 5));
    let inner = world.state.blocks.iter().filter(|block| &*block.step == "inner").map(|block| block.thread);
    let adds: Vec<Command> = inner
        .map(|thread| AddItem { step: "inner".to_owned(), thread: Some(thread), values: Values::new() })
        .map(Command::AddItem)
        .collect();
    for add in &adds[..4] {
        world.send(ana(), add).unwrap();
    }
    assert_eq!(world.state.items(), ITEMS_OF_RUN);
    assert_eq!(refused(&mut world, &adds[4]), "each.too_many_in_run");
    world.seen
}

const SENDS: &str = "  - task: Begin
    who: asker
  - send: The quote
    to: asker
    subject: Here it is
    attach: [quote]
  - end: over
";

/// A file that was erased cannot go with a message.
fn erased_file() -> Coverage {
    let definition = workflow("  quote: { type: file, required: true }\n", SENDS).replace("[note]", "[quote]");
    let mut world = world(&definition);
    let values = Values::from_iter([("quote".to_owned(), json!("f1"))]);
    world.send(ana(), &Command::StartRun(start(0, values))).unwrap();
    let mut state = world.state.clone();
    state.files.values_mut().for_each(|file| file.name = None);
    let checked = Vec::new();
    let complete = CompleteTask { task: 1, choice: None, values: Values::new(), comment: None, seen: None, checked };
    let mut facts = House::empty_facts();
    world.house.tell(&Want::Person(1), &mut facts);
    let decided = decide(&world.def, &state, &facts, &Command::CompleteTask(complete), &world.ctx(ana()));
    let Decided::Events(events) = decided else { panic!("{decided:?}") };
    assert!(!events.iter().any(|event| matches!(event, Event::MessageSent(_))), "{events:?}");
    let held = events.iter().find_map(|event| match event {
        Event::ExceptionRaised(raised) => Some(raised.code.to_string()),
        _ => None,
    });
    assert_eq!(held.as_deref(), Some("step.attachment_gone"));
    world.seen.codes.extend(held);
    world.seen
}

/// What is raised here, checked.
pub fn raised() -> Coverage {
    let mut seen = Coverage::default();
    let told = [before_and_after, stale, too_much, no_outcome, circle, timer, too_many_runs, too_many_items, full];
    for told in told.into_iter().chain([erased_file as fn() -> Coverage]) {
        seen.add(told());
    }
    seen
}
