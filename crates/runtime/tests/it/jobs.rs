//! Jobs in a workspace: workers take them, answer in time or too late, across a start; requests leave for a real receiver with
//! the secrets they name, and nowhere else. What the entries say is what the tables hold (the world compares them at its end).

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use baton_engine::CallAnswer;
use baton_engine::calls::CallRequest;
use baton_runtime::calls::{Allowed, Sender, Target};
use baton_runtime::hidden::Hidden;
use baton_runtime::{Ask, Caller, Made, TakeJobs};
use baton_store::row::RunState;
use serde_json::{Map, Value, json};

use crate::world::{Kept, World};

const RELEASE: &str = r"
workflow: release
title: Release
owner: procurement
start:
  - form: Begin
    who: everyone
    gives: [model]
roles:
  asker: { is: starter }
fields:
  model:    { type: text, required: true }
  accuracy: { type: number }
steps:
  - work: Train
    topic: ml.train
    needs: [model]
    gives: [accuracy]
    retry: { times: 1, wait: 1 hour }
  - end: live
outcomes:
  live: { title: Live, gives: [accuracy] }
";

fn begin(world: &World) -> String {
    world.publish("release", RELEASE).expect("published");
    let values = Map::from_iter([("model".to_owned(), json!("M"))]);
    let ask = Ask::StartRun { workflow: "release".to_owned(), start: None, values };
    match world.ask(&world.person("ana"), ask).expect("begun").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    }
}

fn wanted(worker: &str) -> TakeJobs {
    TakeJobs { topics: vec!["ml.train".to_owned()], worker: worker.to_owned(), most: 5, lease_s: 60 }
}

#[test]
fn a_worker_that_comes_too_late_changes_nothing() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let run = begin(&world);
        let root = world.person("root");
        assert!(world.handle.take_jobs(&world.person("ana"), &wanted("w")).is_err(), "only who may work on jobs");
        let first = world.handle.take_jobs(&root, &wanted("first")).expect("asked");
        assert_eq!(first.len(), 1);
        assert_eq!((first[0].fence, first[0].input.get("model")), (1, Some(&json!("M"))));
        assert!(world.handle.take_jobs(&root, &wanted("other")).expect("asked").is_empty(), "it is somebody's");
        world.handle.beat_job(&root, &first[0].id, 1, None).expect("still working");
        let row = world.handle.core().run_by_key(&run).expect("read").expect("a run").0;
        world.ask(&Caller::system(), Ask::LapseJob { run: row.id, job: 1, fence: 1 }).expect("lapsed");
        let world = world.open_again();
        let second = world.handle.take_jobs(&root, &wanted("second")).expect("asked");
        assert_eq!((second[0].fence, second[0].attempt), (2, 1));
        assert_eq!(second[0].idempotency_key, first[0].idempotency_key, "the same for each attempt");
        let answer = |fence: u32, accuracy: f64| {
            let result = json!({ "accuracy": accuracy });
            world.ask(&root, Ask::CompleteJob { job: second[0].id.clone(), fence, result })
        };
        assert_eq!(answer(1, 0.1).expect("noted").made, Made::Late(run.clone()));
        assert_eq!(answer(1, 0.1).expect_err("refused").code, "job.not_yours");
        assert_eq!(world.handle.beat_job(&root, &second[0].id, 1, None).expect_err("refused").code, "job.not_yours");
        answer(2, 0.9).expect("in time");
        answer(2, 0.9).expect("a repeat changes nothing");
        let (row, state) = world.handle.core().run_by_key(&run).expect("read").expect("a run");
        assert_eq!(row.state, RunState::Finished);
        assert_eq!(*state.values["accuracy"].value, json!(0.9));
    }
}

#[test]
fn what_went_wrong_waits_and_is_taken_again() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let run = begin(&world);
        let root = world.person("root");
        let waits = || {
            let view = world.handle.run(&root, &run).expect("a run");
            let kinds = view.summary.waits_for.into_iter().filter_map(|wait| wait.waited.map(|waited| waited.kind));
            kinds.collect::<Vec<_>>()
        };
        let job = world.handle.take_jobs(&root, &wanted("w")).expect("asked").remove(0);
        let fail = |fence| Ask::FailJob {
            job: job.id.clone(),
            fence,
            error: "out-of-memory".to_owned(),
            message: Some("12 GB were not enough".to_owned()),
            again: baton_engine::Again::ByPolicy,
        };
        world.ask(&root, fail(1)).expect("noted");
        assert!(world.handle.take_jobs(&root, &wanted("w")).expect("asked").is_empty(), "not before its time");
        assert_eq!(waits(), ["worker"], "it is tried again");
        let told = world.handle.topics(&root).expect("topics");
        assert_eq!((told[0].topic.as_str(), told[0].failed, told[0].workers[0].name.as_str()), ("ml.train", 1, "w"));
        world.forward(1);
        world.handle.fire_due().expect("fired");
        assert_eq!(world.handle.take_jobs(&root, &wanted("w")).expect("asked")[0].attempt, 2);
        world.ask(&root, fail(2)).expect("noted");
        let held = world
            .handle
            .exceptions(&root, &baton_runtime::PageAsk { limit: 10, cursor: None })
            .expect("exceptions")
            .items;
        assert_eq!(held[0].code, "step.failed");
        assert_eq!(waits(), [""; 0], "no worker is waited for: it is the owner's");
        assert!(held[0].message.as_deref().is_some_and(|message| message.contains("12 GB")), "{held:?}");
    }
}

/// A receiver that takes one request and answers it; gives its address and what came.
fn receiver(answer: &'static str) -> (String, Receiver<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let (came, take) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let mut reader = BufReader::new(stream);
            let (mut head, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
                    break;
                }
                if let Some(bytes) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = bytes.trim().parse().unwrap_or(0);
                }
                head.push_str(&line);
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("a body");
            // Nobody may be waiting for it any more.
            let _ = came.send((head, String::from_utf8_lossy(&body).into_owned()));
            let _ = reader.get_mut().write_all(answer.as_bytes());
        }
    });
    (address, take)
}

fn request(url: String) -> CallRequest {
    let headers = vec![("Authorization".to_owned(), "Bearer s3cret".to_owned())];
    let body = Some(json!({ "version": 7 }));
    CallRequest { method: "POST".to_owned(), url, headers, body, timeout_s: 5, idempotency_key: None }
}

fn sender(allowed: &str, only: bool) -> Sender {
    Sender::new(Target { allowed: Allowed::of(allowed), only })
}

#[test]
fn a_request_leaves_with_its_headers_and_body_and_its_answer_is_read() {
    const ANSWER: &str = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\nretry-after: 7\r\n\
                          content-length: 12\r\n\r\n{\"id\":\"R-1\"}";
    let (address, came) = receiver(ANSWER);
    let CallAnswer::Response(response) =
        sender(&address, true).send(&request(format!("http://{address}/a?b=c")), "k-1")
    else {
        panic!("no answer")
    };
    assert_eq!((response.status, response.body, response.retry_after_s), (201, json!({ "id": "R-1" }), Some(7)));
    let (head, body) = came.recv_timeout(Duration::from_secs(5)).expect("a request");
    assert!(head.starts_with("POST /a?b=c HTTP/1.1\r\n"), "{head}");
    let head = head.to_ascii_lowercase();
    for line in ["authorization: bearer s3cret", "idempotency-key: k-1", "content-type: application/json"] {
        assert!(head.contains(line), "{line} is not in {head}");
    }
    assert_eq!(body, "{\"version\":7}");
}

#[test]
fn a_request_goes_only_where_it_may() {
    let (address, came) = receiver("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    let port = address.split(':').next_back().expect("a port");
    let not_sent = |sender: &Sender, url: String| match sender.send(&request(url), "k") {
        CallAnswer::NotSent { why } => why,
        other => panic!("{other:?}"),
    };
    let plain = sender("", false);
    for host in [address.clone(), format!("localhost:{port}"), format!("[::ffff:127.0.0.1]:{port}")] {
        assert!(not_sent(&plain, format!("http://{host}/")).contains("private network"), "{host}");
    }
    assert!(not_sent(&sender("", true), "https://example.com/".to_owned()).contains("rehearsal"));
    for wrong in ["ftp://example.com/", "example.com", "http:///x", "http://exa mple.com/"] {
        assert!(not_sent(&plain, wrong.to_owned()).contains("address"), "{wrong}");
    }
    assert!(came.try_recv().is_err(), "nothing came");
}

#[test]
fn a_redirect_is_an_answer_and_nobody_there_is_said() {
    let (address, _came) =
        receiver("HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n");
    let answer = sender(&address, false).send(&request(format!("http://{address}/")), "k");
    assert!(matches!(answer, CallAnswer::Response(response) if response.status == 302));
    let gone = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").to_string();
    let answer = sender(&gone, false).send(&request(format!("http://{gone}/")), "k");
    assert!(matches!(answer, CallAnswer::Unreachable { .. }), "{answer:?}");
}

#[test]
fn a_call_step_sends_its_request_with_the_secrets_it_names_and_goes_on_with_the_answer() {
    let (address, came) =
        receiver("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 16\r\n\r\n{\"accuracy\":0.9}");
    for kept in Kept::each() {
        let world = World::with_calls(kept, &address);
        let root = world.person("root");
        for (name, value) in [("deploy_url", format!("http://{address}")), ("token", "s3cret".to_owned())] {
            let ask = Ask::SetSecret { name: name.to_owned(), value: Hidden(value) };
            world.ask(&root, ask).expect("set");
        }
        let call = RELEASE.replace(
            "  - work: Train\n    topic: ml.train\n",
            "  - call: Train\n    http:\n      method: POST\n      url: \"{secret.deploy_url}/models/{model}\"\n      \
             headers: { Authorization: \"Bearer {secret.token}\" }\n      body: { model: model }\n",
        );
        let call = call.replace("    gives: [accuracy]\n", "    gives: { accuracy: response.body.accuracy }\n");
        world.publish("release", &call).expect("published");
        let values = Map::from_iter([("model".to_owned(), json!("a/b"))]);
        let ask = Ask::StartRun { workflow: "release".to_owned(), start: None, values };
        let Made::Run(run) = world.ask(&world.person("ana"), ask).expect("begun").made else { panic!("no run") };
        world.handle.send_calls().expect("sent");
        let (head, body) = came.recv_timeout(Duration::from_secs(10)).expect("a request");
        assert!(head.starts_with("POST /models/a%2Fb HTTP/1.1\r\n"), "{head}");
        assert!(head.to_ascii_lowercase().contains("authorization: bearer s3cret"), "{head}");
        assert_eq!(serde_json::from_str::<Value>(&body).expect("JSON"), json!({ "model": "a/b" }));
        let ended = wait_for(|| {
            let (row, _) = world.handle.core().run_by_key(&run).expect("read").expect("a run");
            row.state == RunState::Finished
        });
        assert!(ended, "the run goes on with the answer");
        let secrets = world.handle.secrets(&root).expect("secrets");
        assert_eq!(secrets.iter().map(|secret| secret.name.as_str()).collect::<Vec<_>>(), ["deploy_url", "token"]);
        assert_eq!(secrets[1].used_by, ["release"]);
        let told = serde_json::to_string(&secrets).expect("JSON");
        assert!(!told.contains("s3cret"), "{told}");
        let reader = world.kept.store.reader().expect("a reader");
        for number in 1..=world.entries() {
            let entry = reader.entry(number).expect("read").expect("an entry");
            let text = String::from_utf8_lossy(entry.body.as_deref().unwrap_or_default()).into_owned();
            assert!(!text.contains("s3cret"), "{text}");
        }
    }
}

#[test]
fn a_request_that_waited_at_a_backup_leaves_from_what_is_restored_only_when_its_owner_says_so() {
    let (address, came) = receiver("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    for kept in Kept::each() {
        let world = World::with_calls(kept, &address);
        let text = format!(
            "workflow: tell\ntitle: Tell\nowner: procurement\nstart:\n  - manual: Begin\nsteps:\n  - call: Tell them\n    http: {{ \
             method: POST, url: \"http://{address}/\" }}\n  - end: done\noutcomes:\n  done: {{ title: Done }}\n"
        );
        world.publish("tell", &text).expect("published");
        let ask = Ask::StartRun { workflow: "tell".to_owned(), start: None, values: Map::new() };
        let Made::Run(run) = world.ask(&world.person("ana"), ask).expect("begun").made else { panic!("no run") };
        let world = world.restored(&address);
        world.handle.send_calls().expect("looked");
        let row = || world.handle.core().run_by_key(&run).expect("read").expect("a run").0;
        assert!(wait_for(|| row().exceptions == 1), "its owner is told");
        assert!(came.recv_timeout(Duration::from_millis(200)).is_err(), "nothing left");
        world.later(Duration::from_secs(1));
        let retry = Ask::RetryException { exception: format!("{run}!1") };
        world.ask(&world.person("root"), retry).expect("tried again");
        world.handle.send_calls().expect("sent");
        came.recv_timeout(Duration::from_secs(10)).expect("a request");
        assert!(wait_for(|| row().state == RunState::Finished), "the run goes on");
    }
}

#[test]
fn an_answer_that_the_run_cannot_take_is_the_owners_and_not_asked_for_again() {
    let body = format!("{{\"text\":\"{}\"}}", "x".repeat(60_000));
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
    let (address, came) = receiver(Box::leak((head + &body).into_boxed_str()));
    let world = World::with_calls(Kept::in_memory(), &address);
    // More than a run may hold.
    let names: Vec<String> = (1..=180).map(|n| format!("big_{n}")).collect();
    let fields: Vec<String> = names.iter().map(|name| format!("{name}: {{ type: object }}")).collect();
    let gives: Vec<String> = names.iter().map(|name| format!("{name}: response.body")).collect();
    let text = format!(
        "workflow: heavy\ntitle: Heavy\nowner: procurement\nstart:\n  - manual: Begin\nfields: {{ {} }}\nsteps:\n  - call: \
         Fetch\n    http: {{ method: GET, url: \"http://{address}/\" }}\n    gives: {{ {} }}\n  - end: done\noutcomes:\n  done: \
         {{ title: Done }}\n",
        fields.join(", "),
        gives.join(", ")
    );
    world.publish("heavy", &text).expect("published");
    let ask = Ask::StartRun { workflow: "heavy".to_owned(), start: None, values: Map::new() };
    let Made::Run(run) = world.ask(&world.person("ana"), ask).expect("begun").made else { panic!("no run") };
    let held = wait_for(|| {
        world.handle.send_calls().expect("sent");
        let (row, _) = world.handle.core().run_by_key(&run).expect("read").expect("a run");
        row.exceptions > 0
    });
    assert!(held, "its owner is told");
    for _ in 0..3 {
        world.handle.send_calls().expect("sent");
    }
    let asked = std::iter::from_fn(|| came.recv_timeout(Duration::from_millis(200)).ok()).count();
    assert_eq!(asked, 1, "the request leaves once");
    let (_, state) = world.handle.core().run_by_key(&run).expect("read").expect("a run");
    let why = state.job(1).and_then(|job| job.message.clone()).expect("why");
    assert!(why.contains("larger than it may hold"), "{why}");
}

/// Waits until something is so; false: it never was.
pub fn wait_for(so: impl Fn() -> bool) -> bool {
    let until = Instant::now() + Duration::from_secs(10);
    while Instant::now() < until {
        if so() {
            return true;
        }
        std::thread::park_timeout(Duration::from_millis(10));
    }
    false
}
