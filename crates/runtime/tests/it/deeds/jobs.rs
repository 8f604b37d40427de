//! Deeds on jobs, by workers and by Baton itself, and on secrets.

use baton_engine::{Again as Try, CallAnswer, Response};
use baton_runtime::hidden::Hidden;
use baton_runtime::{Ask, Caller, Made, Refused};
use serde_json::{Map, json};

use super::Again::Nothing;
use super::workflows::published;
use super::{Deed, On};
use crate::world::World;

/// A worker's job, then a request.
pub const MACHINES: &str = r#"
workflow: machines
title: Machines
owner: procurement
start:
  - form: Begin
    who: everyone
    gives: [count]
roles:
  asker: { is: starter }
fields:
  count: { type: number, default: 0 }
  note:  { type: text }
steps:
  - choose: Which
    cases:
      - when: count > 0
        steps:
          - call: Ask
            http: { method: GET, url: "http://127.0.0.1:9/{count}" }
            gives: { note: response.body.note }
      - otherwise: true
        steps:
          - work: Do
            topic: things
            gives: [note]
            retry: { times: 3, wait: 1 hour }
  - end: done
outcomes:
  done: { title: Done }
"#;

/// A job that waits.
fn queued(world: &World, count: u64) -> On {
    published(world, "machines", MACHINES);
    let values = Map::from_iter([("count".to_owned(), json!(count))]);
    let ask = Ask::StartRun { workflow: "machines".to_owned(), start: None, values };
    let Made::Run(run) = world.ask(&world.person("ana"), ask).expect("begun").made else { panic!("no run") };
    format!("{run}~1")
}

fn work(world: &World, _: u64) -> On {
    queued(world, 0)
}

/// A job that a worker has.
fn taken(world: &World, _: u64) -> On {
    let job = queued(world, 0);
    world.ask(&world.person("root"), take(&job)).expect("taken");
    job
}

fn take(job: &str) -> Ask {
    Ask::TakeJob { job: job.to_owned(), worker: "w".to_owned(), lease_s: 60 }
}

/// The run of a job, by number.
fn run_of(world: &World, job: &On) -> i64 {
    let run = job.split('~').next().unwrap_or_default();
    world.kept.store.reader().expect("a reader").run_by_key(run).expect("read").expect("a run").id
}

fn done(world: &World, key: &str, by: &Caller, ask: Ask) -> Result<(), Refused> {
    world.ask_under(key, by, ask).map(drop)
}

fn secret(world: &World, n: u64) -> On {
    let name = format!("token_{n}");
    let value = Hidden("before".to_owned());
    world.ask(&world.person("root"), Ask::SetSecret { name: name.clone(), value }).expect("set");
    name
}

pub const ALL: &[Deed] = &[
    Deed {
        name: "a job is taken",
        ask: Some("take_job"),
        before: work,
        act: |world, job, key| done(world, key, &world.person("root"), take(job)),
        again: Nothing,
    },
    Deed {
        name: "a job is finished",
        ask: Some("complete_job"),
        before: taken,
        act: |world, job, key| {
            let ask = Ask::CompleteJob { job: job.clone(), fence: 1, result: json!({ "note": "n" }) };
            done(world, key, &world.person("root"), ask)
        },
        again: Nothing,
    },
    Deed {
        name: "a job goes wrong",
        ask: Some("fail_job"),
        before: taken,
        act: |world, job, key| {
            let (error, message) = ("broken".to_owned(), Some("It broke.".to_owned()));
            let ask = Ask::FailJob { job: job.clone(), fence: 1, error, message, again: Try::ByPolicy };
            done(world, key, &world.person("root"), ask)
        },
        again: Nothing,
    },
    Deed {
        name: "a worker is not heard of",
        ask: Some("lapse_job"),
        before: taken,
        act: |world, job, key| {
            let ask = Ask::LapseJob { run: run_of(world, job), job: 1, fence: 1 };
            done(world, key, &Caller::system(), ask)
        },
        again: Nothing,
    },
    Deed {
        name: "a request is answered",
        ask: Some("answer_call"),
        before: |world, n| queued(world, n + 1),
        act: |world, job, key| {
            let body = json!({ "note": "n" });
            let answer = CallAnswer::Response(Response { status: 200, headers: [].into(), body, retry_after_s: None });
            let ask = Ask::AnswerCall { run: run_of(world, job), job: 1, attempt: 1, answer };
            done(world, key, &Caller::system(), ask)
        },
        again: Nothing,
    },
    Deed {
        name: "a secret gets another value",
        ask: Some("set_secret"),
        before: secret,
        act: |world, name, key| {
            let ask = Ask::SetSecret { name: name.clone(), value: Hidden("after".to_owned()) };
            done(world, key, &world.person("root"), ask)
        },
        again: Nothing,
    },
    Deed {
        name: "a secret is dropped",
        ask: Some("drop_secret"),
        before: secret,
        act: |world, name, key| done(world, key, &world.person("root"), Ask::DropSecret { name: name.clone() }),
        again: Nothing,
    },
];
