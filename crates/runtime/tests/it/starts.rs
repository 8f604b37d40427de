//! Runs that begin by themselves: by a schedule, and after runs of other workflows; and what waits at its start because what came
//! is missing or wrong. What the entries say is what the tables hold (the world compares them at its end).

use baton_engine::Event;
use baton_engine::event::RunStarted;
use baton_runtime::{Ask, Caller, Done, Made, PageAsk, ResolveHow, SentEvent, SignedCall};
use baton_store::row::RunState;
use serde_json::{Map, Value, json};

use crate::world::{Kept, World};

const NIGHTLY: &str = r"
workflow: nightly
title: Nightly look
owner: procurement
key: NIG
start:
  - schedule: every 2 hours
    gives: { day: today() }
fields:
  day: { type: date, required: true }
steps:
  - wait: For a while
    for: 400 days
  - end: done
outcomes:
  done: { title: Done }
";

/// How a run began; none: there is no such run.
fn began(world: &World, run: &str) -> Option<RunStarted> {
    let (row, _) = world.handle.core().run_by_key(run).expect("read")?;
    let recorded = world.handle.core().recorded(&row).expect("a history");
    let events = recorded.iter().flat_map(|entry| entry.events.clone());
    events.into_iter().find_map(|event| match event {
        Event::RunStarted(started) => Some(started),
        _ => None,
    })
}

/// By which time of its schedule a run began, and how many came before.
fn scheduled(world: &World, run: &str) -> Option<(String, u32)> {
    began(world, run).map(|began| (began.scheduled.expect("a time").to_string(), began.missed))
}

fn state(world: &World, run: &str) -> Option<RunState> {
    world.handle.core().run_by_key(run).expect("read").map(|(row, _)| row.state)
}

fn value(world: &World, run: &str, field: &str) -> Value {
    let (_, state) = world.handle.core().run_by_key(run).expect("read").expect("a run");
    state.values.get(field).map_or(Value::Null, |held| (*held.value).clone())
}

/// Hours pass one after the other: a jump of the clock is not believed.
fn pass(world: &World, hours: i64) {
    for _ in 0..hours {
        world.forward(1);
        assert!(world.handle.core().clock.is_believed());
    }
}

#[test]
fn each_time_of_a_schedule_begins_one_run_also_after_a_long_stop() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("nightly", NIGHTLY).expect("published");
        world.handle.fire_due().expect("looked");
        assert_eq!(began(&world, "NIG-1"), None, "its first time is two hours after the publishing");
        pass(&world, 2);
        world.handle.fire_due().expect("looked");
        world.handle.fire_due().expect("looked again");
        assert_eq!(scheduled(&world, "NIG-1"), Some(("2026-03-02T11:00:00Z".to_owned(), 0)));
        assert_eq!(value(&world, "NIG-1", "day"), json!("2026-03-02"));
        assert_eq!(began(&world, "NIG-1").and_then(|began| began.starter), None);
        let world = world.open_again();
        world.handle.fire_due().expect("looked after a start");
        assert_eq!(began(&world, "NIG-2"), None, "what began a run once begins none again");
        world.forward(9);
        let world = world.open_again();
        world.handle.fire_due().expect("looked");
        world.handle.fire_due().expect("looked");
        assert_eq!(
            scheduled(&world, "NIG-2"),
            Some(("2026-03-02T19:00:00Z".to_owned(), 3)),
            "one for all that were missed"
        );
        assert_eq!(began(&world, "NIG-3"), None);
    }
}

#[test]
fn who_looks_at_the_same_moment_begins_one_run() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("nightly", NIGHTLY).expect("published");
        pass(&world, 2);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| world.handle.fire_due().expect("looked"));
            }
        });
        assert!(began(&world, "NIG-1").is_some());
        assert_eq!(began(&world, "NIG-2"), None);
    }
}

#[test]
fn another_version_moves_the_schedule_or_ends_it() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("nightly", NIGHTLY).expect("published");
        pass(&world, 1);
        let daily =
            NIGHTLY.replace("every 2 hours", "30 8 * * *").replace("gives: {", "zone: Europe/Berlin\n    gives: {");
        world.publish("nightly", &daily).expect("published");
        pass(&world, 5);
        world.handle.fire_due().expect("looked");
        assert_eq!(began(&world, "NIG-1"), None, "the times of the version before do not count any more");
        pass(&world, 18);
        world.handle.fire_due().expect("looked");
        assert_eq!(scheduled(&world, "NIG-1"), Some(("2026-03-03T07:30:00Z".to_owned(), 0)));
        let by_hand = NIGHTLY.replace("schedule: every 2 hours", "manual: Look").replace("{ day: today() }", "[day]");
        world.publish("nightly", &by_hand).expect("published");
        pass(&world, 48);
        world.handle.fire_due().expect("looked");
        assert_eq!(began(&world, "NIG-2"), None, "it has no schedule any more");
    }
}

#[test]
fn what_a_schedule_cannot_fill_in_waits_for_the_owner() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let text = NIGHTLY.replace("today()", "if now() = null then today() else null");
        world.publish("nightly", &text).expect("published");
        pass(&world, 2);
        world.handle.fire_due().expect("looked");
        let (run, state) = world.handle.core().run_by_key("NIG-1").expect("read").expect("it has begun");
        assert_eq!((run.exceptions, state.exceptions[0].code.as_ref()), (1, "start.values_missing"));
        let supply = |day: &str| {
            let values = Map::from_iter([("day".to_owned(), json!(day))]);
            let (exception, how) = ("NIG-1!1".to_owned(), ResolveHow::Supply(values));
            world
                .ask(&world.person("ben"), Ask::ResolveException { exception, how, reason: Some("By hand".to_owned()) })
        };
        assert_eq!(supply("soon").expect_err("no day").code, "exception.values_wrong");
        supply("2026-03-02").expect("supplied");
        assert_eq!(value(&world, "NIG-1", "day"), json!("2026-03-02"));
        let (_, state) = world.handle.core().run_by_key("NIG-1").expect("read").expect("a run");
        assert!(state.threads.iter().any(|thread| format!("{:?}", thread.phase).contains("for-a-while")), "it goes on");
    }
}

const FIRST: &str = r"
workflow: first
title: First
owner: procurement
key: FIR
start:
  - manual: Begin
    who: everyone
    gives: [order, total, who]
fields:
  order: { type: text }
  total: { type: number }
  who:   { type: person }
roles:
  asker: { is: starter }
steps:
  - task: Look at it
    who: asker
    choices: { good: { then: good }, bad: { then: bad } }
outcomes:
  good: { title: Good, default: true }
  bad:  { title: Bad }
";

const SECOND: &str = r"
workflow: second
title: Second
owner: procurement
key: SEC
start:
  - workflow: first
    outcome: good
    with: { order: order, amount: total * 2, by: who }
fields:
  order:  { type: text, required: true }
  amount: { type: number }
  by:     { type: person }
steps:
  - wait: For a while
    for: 400 days
  - end: done
outcomes:
  done: { title: Done }
";

fn begin(world: &World, workflow: &str, values: &Value) -> String {
    let values = values.as_object().cloned().unwrap_or_default();
    let ask = Ask::StartRun { workflow: workflow.to_owned(), start: None, values };
    match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    }
}

fn choose(world: &World, run: &str, choice: &str) -> Done {
    world.ask(&world.person("ana"), crate::world::complete(format!("{run}.1"), Some(choice), Value::Null))
}

/// Carries out all that waits to go on by itself.
fn settle(world: &World) {
    world.handle.settle().expect("settled");
    pass(world, 1);
    world.handle.go_on().expect("went on");
    world.handle.settle().expect("settled");
}

#[test]
fn the_end_of_a_run_begins_another_one_with_what_it_hands_over() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("first", FIRST).expect("published");
        world.publish("second", SECOND).expect("published");
        let one = begin(&world, "first", &json!({ "order": "O-1", "total": 4, "who": "@mia" }));
        choose(&world, &one, "bad").expect("done");
        let two = begin(&world, "first", &json!({ "order": "O-2", "total": 5, "who": "@mia" }));
        choose(&world, &two, "good").expect("done");
        settle(&world);
        let world = world.open_again();
        settle(&world);
        assert_eq!(state(&world, "SEC-1"), Some(RunState::Running));
        assert_eq!((value(&world, "SEC-1", "order"), value(&world, "SEC-1", "amount")), (json!("O-2"), json!(10)));
        let mia = world.handle.core().directory().by_handle("mia").map(|mia| mia.id);
        assert_eq!(value(&world, "SEC-1", "by").as_i64(), mia);
        assert_eq!(state(&world, "SEC-2"), None, "another outcome begins nothing, and one end begins one run");
        let cause = began(&world, "SEC-1").and_then(|began| began.cause).expect("a cause");
        assert_eq!(cause.chain, 1, "somebody did something in the run before it");
    }
}

#[test]
fn what_was_still_to_begin_when_the_process_ended_begins_after_it() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("first", FIRST).expect("published");
        let run = begin(&world, "first", &json!({ "order": "O-1" }));
        world.publish("second", SECOND).expect("published");
        choose(&world, &run, "good").expect("done");
        let world = world.open_again();
        settle(&world);
        assert_eq!(value(&world, "SEC-1", "order"), json!("O-1"));
        assert_eq!(state(&world, "SEC-2"), None);
    }
}

#[test]
fn what_a_run_does_not_hand_over_waits_for_the_owner_who_can_drop_it() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("first", FIRST).expect("published");
        world.publish("second", SECOND).expect("published");
        let run = begin(&world, "first", &json!({ "total": 4 }));
        choose(&world, &run, "good").expect("done");
        settle(&world);
        let page = PageAsk { cursor: None, limit: 10 };
        let of = |who: &str| world.handle.exceptions(&world.person(who), &page).expect("a list").items;
        let told = of("ben");
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].id.as_str(), told[0].code.as_str()), ("SEC-1!1", "start.values_missing"));
        assert_eq!(told[0].actions, ["supply", "drop"]);
        assert_eq!(told[0].came, Some(json!({ "order": null, "amount": 8, "by": null })));
        assert!(of("mia").is_empty(), "who has nothing to do with it does not see it");
        let audited = of("audi");
        assert!(audited[0].actions.is_empty() && audited[0].came.is_none(), "an auditor sees it and can do nothing");
        let drop = |who: &str, reason: Option<&str>| {
            let (exception, how, reason) = ("SEC-1!1".to_owned(), ResolveHow::Drop, reason.map(str::to_owned));
            world.ask(&world.person(who), Ask::ResolveException { exception, how, reason })
        };
        assert_eq!(drop("mia", Some("Why not")).expect_err("hidden").code, "request.not_found");
        assert_eq!(drop("ben", None).expect_err("no reason").code, "run.reason_required");
        drop("ben", Some("There is no order")).expect("dropped");
        assert_eq!(state(&world, "SEC-1"), Some(RunState::Cancelled));
        assert!(of("ben").is_empty());
    }
}

#[test]
fn workflows_that_begin_one_another_for_ever_are_held_and_go_on_when_the_owner_says_so() {
    let text = |id: &str, key: &str, after: &str| {
        format!(
            "workflow: {id}\ntitle: Round\nowner: procurement\nkey: {key}\nstart:\n  - manual: Begin\n    who: everyone\n  - workflow: \
             {after}\nsteps:\n  - end: done\noutcomes: {{ done: {{ title: Done }} }}\n"
        )
    };
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("ping", &text("ping", "PIN", "ping")).expect("published");
        begin(&world, "ping", &Value::Null);
        settle(&world);
        let world = world.open_again();
        settle(&world);
        assert_eq!(state(&world, "PIN-51"), Some(RunState::Finished));
        assert_eq!(state(&world, "PIN-52"), Some(RunState::Running));
        assert_eq!(state(&world, "PIN-53"), None);
        let (_, held) = world.handle.core().run_by_key("PIN-52").expect("read").expect("a run");
        assert_eq!(&*held.exceptions[0].code, "start.chain_too_long");
        assert_eq!(held.exceptions[0].params["max"], "50");
        world.publish("ping", &text("ping", "PIN", "ping").replace("  - workflow: ping\n", "")).expect("published");
        let retry = Ask::RetryException { exception: "PIN-52!1".to_owned() };
        world.ask(&world.person("ben"), retry).expect("goes on");
        assert_eq!(state(&world, "PIN-52"), Some(RunState::Finished));
    }
}

const HEARD: &str = r"
workflow: heard
title: Heard
owner: procurement
key: HEA
start:
  - event: order-placed
    gives: { order: body.order, total: body.total, note: body.note }
fields:
  order: { type: text, required: true }
  total: { type: number, required: true }
  note:  { type: text, pattern: '[A-Z]+' }
steps:
  - wait: For a while
    for: 400 days
  - end: done
outcomes:
  done: { title: Done }
";

fn send(world: &World, body: Value) {
    let sent = SentEvent { name: "order-placed".to_owned(), key: None, body, id: None };
    world.handle.send_event(&Caller::system(), sent).expect("taken");
}

#[test]
fn what_an_event_says_wrongly_waits_with_what_came() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("heard", HEARD).expect("published");
        let body = json!({ "order": "O-1", "total": "many", "note": "small" });
        send(&world, body.clone());
        let world = world.open_again();
        let page = PageAsk { cursor: None, limit: 10 };
        let told = world.handle.exceptions(&world.person("ben"), &page).expect("a list").items;
        assert_eq!(told[0].came, Some(body));
        let asked: Vec<(&str, bool)> =
            told[0].missing.iter().map(|field| (field.id.as_str(), field.required)).collect();
        assert_eq!(asked, [("total", true), ("note", false)], "what is not needed can stay empty");
        let values = Map::from_iter([("total".to_owned(), json!(12))]);
        let (exception, how) = ("HEA-1!1".to_owned(), ResolveHow::Supply(values));
        let ask = Ask::ResolveException { exception, how, reason: Some("They meant a dozen".to_owned()) };
        world.ask(&world.person("ben"), ask).expect("supplied");
        assert_eq!((value(&world, "HEA-1", "order"), value(&world, "HEA-1", "total")), (json!("O-1"), json!(12)));
    }
}

#[test]
fn what_begins_a_run_is_asked_for_by_the_runtime_alone() {
    let world = World::new(Kept::in_memory());
    world.publish("nightly", NIGHTLY).expect("published");
    pass(&world, 2);
    let workflow = world.kept.store.reader().expect("a reader").workflow_by_slug("nightly").expect("read").expect("it");
    let ask = Ask::BeginBySchedule { workflow: workflow.id, start: 0, refused: None };
    for who in ["root", "ben", "ana"] {
        assert_eq!(world.ask(&world.person(who), ask.clone()).expect_err("hidden").code, "request.not_found", "{who}");
    }
    assert_eq!(began(&world, "NIG-1"), None);
}

#[test]
fn a_call_that_is_signed_with_the_secret_made_at_publishing_begins_a_run() {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use hmac::{Hmac, KeyInit, Mac};

    let world = World::new(Kept::in_memory());
    let text = HEARD.replace("event: order-placed", "webhook: order-placed");
    world.publish("heard", &text).expect("published");
    let (ben, ana) = (world.person("ben"), world.person("ana"));
    assert_eq!(world.handle.make_webhook_secrets(&ana, "heard").expect_err("no designer").code, "access.not_allowed");
    let made = world.handle.make_webhook_secrets(&ben, "heard").expect("made");
    assert_eq!((made[0].name.as_str(), made[0].webhook.as_str()), ("heard_order_placed", "order-placed"));
    assert_eq!(world.handle.make_webhook_secrets(&ben, "heard").expect("looked"), []);
    let key = STANDARD.decode(made[0].value.trim_start_matches("whsec_")).expect("base64");
    let body = br#"{ "order": "O-1", "total": 3 }"#.to_vec();
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).expect("a key");
    mac.update(&body);
    let signed = mac.finalize().into_bytes().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let call = SignedCall { hub_signature: Some(format!("sha256={signed}")), body, ..SignedCall::default() };
    let taken = world.handle.call_webhook("heard", "order-placed", &call).expect("taken");
    assert_eq!((taken.run.as_str(), taken.began), ("HEA-1", true));
    assert_eq!(value(&world, "HEA-1", "total"), json!(3));
}

const CONTRACTS: &str = r"
workflow: contracts
title: Contracts
owner: procurement
key: CON
start:
  - manual: Sign
    who: everyone
    gives: [ends, name]
  - date: ends
    before: 7 days
    gives: { name: name, signed: true }
fields:
  name:   { type: text, required: true }
  ends:   { type: date }
  signed: { type: yes-no }
roles:
  asker: { group: procurement }
steps:
  - task: Look after it
    who: asker
    gives: [ends]
  - wait: For a while
    for: 4000 days
  - end: done
outcomes:
  done: { title: Done }
";

#[test]
fn a_date_of_an_open_run_begins_another_one_once_and_moves_with_its_field() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("contracts", CONTRACTS).expect("published");
        let first = begin(&world, "contracts", &json!({ "name": "Roof", "ends": "2026-04-30" }));
        let dropped = begin(&world, "contracts", &json!({ "name": "Wall", "ends": "2026-04-30" }));
        let reason = "Not wanted".to_owned();
        world.ask(&world.person("ben"), Ask::CancelRun { run: dropped, reason }).expect("cancelled");
        let ben = world.person("ben");
        let give = crate::world::complete(format!("{first}.1"), None, json!({ "ends": "2026-03-31" }));
        world.ask(&ben, give).expect("done");
        pass(&world, 20 * 24);
        settle(&world);
        assert_eq!(state(&world, "CON-3"), None, "the 24th has not begun");
        let world = world.open_again();
        pass(&world, 2 * 24);
        settle(&world);
        settle(&world);
        assert_eq!((value(&world, "CON-3", "name"), value(&world, "CON-3", "signed")), (json!("Roof"), json!(true)));
        pass(&world, 60 * 24);
        settle(&world);
        assert_eq!(state(&world, "CON-4"), None, "once, and not for a run that is over");
    }
}
