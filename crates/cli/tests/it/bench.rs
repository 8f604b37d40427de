//! `baton bench`: each workload for a moment, against a server of its own and against one that runs already, as text and JSON.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::baton::{Ran, command, run};

const WORKLOADS: [&str; 6] = ["W1", "W2", "W3", "W4", "W5", "growing"];
/// Few people, a second, few runs.
const SHORT: [&str; 6] = ["--clients", "2", "--seconds", "1", "--runs", "12"];

fn bench(workload: &str, more: &[&str]) -> Ran {
    let ran = run(["bench", workload].iter().chain(&SHORT).chain(more));
    assert_eq!(ran.code, 0, "{workload}: {}{}", ran.out, ran.err);
    ran
}

fn figures(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.out))
}

fn number(figures: &Value, name: &str) -> f64 {
    figures[name].as_f64().unwrap_or_else(|| panic!("{name} is missing in {figures}"))
}

/// What every workload says.
fn is_measured(workload: &str, figures: &Value) {
    assert_eq!(figures["workload"], workload);
    assert!(number(figures, "instances") > 0.0 && number(figures, "instances_a_second") > 0.0, "{figures}");
    assert!(number(&figures["server"], "memory") > 1e6 && number(&figures["server"], "disk") > 1e5, "{figures}");
    let calls = figures["calls"].as_array().expect("calls");
    let call = calls.iter().find(|call| call["call"] == "start").expect("runs are started");
    assert!(number(call, "count") >= 1.0 && number(call, "p99_ms") >= number(call, "p50_ms"), "{call}");
}

/// What it must say besides.
fn says_its_own(workload: &str, figures: &Value) {
    match workload {
        "W3" => assert!(number(figures, "first_answer_ms") > 0.0 && number(figures, "disk_a_waiting_run") >= 0.0),
        "W4" => assert!(figures["calls"].to_string().contains("list of many"), "{figures}"),
        "W5" => assert_eq!(figures["fired"], json!({ "once": 12, "never": 0, "more": 0 })),
        "growing" => assert!(number(&figures["beside_empty"]["ratio"], "middle") > 0.0),
        _ => {}
    }
}

#[test]
fn each_workload_is_measured_on_a_server_of_its_own() {
    // Beside each other: they mostly wait.
    std::thread::scope(|threads| {
        for workload in WORKLOADS {
            threads.spawn(move || {
                let figures = figures(&bench(workload, &["--json"]));
                is_measured(workload, &figures);
                says_its_own(workload, &figures);
            });
        }
    });
}

/// An example workspace that runs already.
struct Running {
    child: Child,
    url: String,
    _folder: TempDir,
}

impl Running {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port");
        let address = free.to_string();
        let mut serve = command();
        serve.args(["serve", "--example", "--listen", &address, "--data"]).arg(folder.path());
        let mut child = serve.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut said = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        assert!(said.any(|line| line.expect("text").contains("Baton is at ")), "it is there");
        std::thread::spawn(move || said.for_each(drop));
        Self { child, url: format!("http://{address}"), _folder: folder }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _gone_already = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_server_that_runs_already_is_measured_too_and_told_as_text() {
    let running = Running::start();
    is_measured("W1", &figures(&bench("W1", &["--json", "--url", &running.url])));
    let ran = bench("w5", &["--url", &running.url]);
    let figure = |what: &str| -> f64 {
        let line = ran.out.lines().find_map(|line| line.trim_start().strip_prefix(what));
        let line = line.unwrap_or_else(|| panic!("{what} is missing in {}", ran.out));
        line.split_whitespace().next().and_then(|number| number.parse().ok()).expect("a number")
    };
    assert!(figure("instances a second") > 0.0 && figure("server memory ") > 0.0, "{}", ran.out);
    assert_eq!((figure("timers that fired once"), figure("timers that never fired")), (12.0, 0.0), "{}", ran.out);
}

#[test]
fn a_server_that_is_not_there_is_said() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port");
    let ran = run(["bench", "W1", "--url", &format!("http://{free}")]);
    assert_ne!(ran.code, 0);
    assert!(ran.err.contains("cannot reach"), "{}", ran.err);
}
