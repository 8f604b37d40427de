//! A worker against a server that answers what it is told to, and keeps what was asked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use baton_worker::{Failure, Worker, WorkerError};
use serde_json::{Value, json};

const JOB: &str = r#"{"items":[{"id":"A-1~1","run":"A-1","workflow":"a","version":1,"topic":"t","step":"s","title":"S","pass":1,
  "attempt":1,"fence":3,"lease_seconds":60,"idempotency_key":"k","input":{"model":"M"},"gives":[]}],"next":null}"#;

/// Answers these, one after the other; gives its address and what was asked.
fn server(answers: &'static [(u16, &'static str)]) -> (String, Receiver<(String, Value)>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let (came, take) = channel();
    std::thread::spawn(move || {
        for (stream, (status, answer)) in listener.incoming().map_while(Result::ok).zip(answers) {
            let mut reader = BufReader::new(stream);
            let (mut first, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
                    break;
                }
                if let Some(bytes) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = bytes.trim().parse().unwrap_or(0);
                }
                if first.is_empty() {
                    first.clone_from(&line);
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("a body");
            let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
            // The test may have seen enough.
            let _ = came.send((path, serde_json::from_slice(&body).expect("JSON")));
            let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", answer.len());
            let _ = reader.get_mut().write_all(format!("{head}{answer}").as_bytes());
        }
    });
    (format!("http://{address}"), take)
}

fn worker(base: &str) -> Worker {
    Worker::new(base, "bt_x", "w").on("t", |job| match job.input["model"].as_str() {
        Some("M") => Ok(json!({ "metrics": { "accuracy": 0.9 } })),
        _ => Err(Failure::of_the_work("no-model", "there is none")),
    })
}

#[test]
fn a_job_is_taken_done_and_answered_under_its_number() {
    let (base, came) = server(&[(200, JOB), (200, "{}")]);
    assert!(worker(&base).once(0).expect("asked"));
    let (path, asked) = came.recv().expect("a question");
    assert_eq!((path.as_str(), &asked["topics"], &asked["worker"]), ("/api/v1/jobs/take", &json!(["t"]), &json!("w")));
    let (path, answer) = came.recv().expect("an answer");
    assert_eq!(path, "/api/v1/jobs/A-1~1/complete");
    assert_eq!(answer, json!({ "fence": 3, "result": { "metrics": { "accuracy": 0.9 } } }));
}

#[test]
fn an_error_of_the_work_is_not_tried_again() {
    let (base, came) = server(&[(200, JOB), (200, "{}")]);
    let worker = Worker::new(&base, "bt_x", "w").on("t", |_| Err(Failure::of_the_work("tests-failed", "3 of 40")));
    assert!(worker.once(0).expect("asked"));
    came.recv().expect("a question");
    let (path, answer) = came.recv().expect("an answer");
    assert_eq!(path, "/api/v1/jobs/A-1~1/fail");
    assert_eq!(answer, json!({ "fence": 3, "error": "tests-failed", "message": "3 of 40", "retry": false }));
}

#[test]
fn a_job_that_is_not_its_own_any_more_is_no_error_and_a_wrong_token_is() {
    let (base, _came) = server(&[(200, JOB), (409, "{\"code\":\"job.not_yours\"}")]);
    assert!(worker(&base).once(0).expect("asked"));
    let (base, _came) = server(&[(403, "{}")]);
    assert!(matches!(worker(&base).run(&false.into()), Err(WorkerError::Refused { status: 403, .. })));
}

#[test]
fn a_result_that_does_not_fit_is_said_at_the_run() {
    let (base, came) = server(&[(200, JOB), (422, "{\"code\":\"job.result_wrong\"}"), (200, "{}")]);
    assert!(worker(&base).once(0).expect("asked"));
    let asked: Vec<_> = came.iter().take(3).collect();
    assert_eq!(asked[2].0, "/api/v1/jobs/A-1~1/fail");
    assert_eq!(asked[2].1["error"], "result-wrong");
}
