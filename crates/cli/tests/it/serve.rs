//! `baton serve` as it is used: where it refuses to listen, who may open a folder, how it stops.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::baton::{command, ran};

/// A server of a real workspace, and what it printed until it was ready.
struct Served {
    child: Child,
    address: String,
    lines: Vec<String>,
}

impl Served {
    /// Starts it on a free port and reads as many lines as are expected.
    fn start(data: &Path, lines: usize) -> Self {
        let port =
            std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
        let address = format!("127.0.0.1:{port}");
        let mut serve = command();
        serve.args(["serve", "--listen", &address, "--data"]).arg(data).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = serve.spawn().expect("it starts");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        let lines: Vec<String> = out.lines().take(lines).map(|line| line.expect("text")).collect();
        Self { child, address, lines }
    }

    /// The one-time link's secret, if one was printed.
    fn setup_token(&self) -> Option<&str> {
        self.lines.iter().find_map(|line| Some(line.split_once("/setup?token=")?.1))
    }

    /// An open connection with that request sent.
    fn send(&self, request: &str, headers: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
        let length = body.len();
        let head = format!("{request} HTTP/1.1\r\nHost: {}\r\nContent-Length: {length}\r\n{headers}\r\n", self.address);
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).expect("it reads");
        stream
    }

    /// Asks it to stop, and how long that took.
    fn stop(mut self) -> Duration {
        let began = Instant::now();
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill");
        assert!(asked.success());
        assert!(self.child.wait().expect("it ends").success());
        began.elapsed()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It has ended already where all went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn set_up(served: &Served, token: &str) -> String {
    let body = format!(
        "{{\"token\":\"{token}\",\"name\":\"Ada\",\"email\":\"ada@example.com\",\"password\":\"four words to keep\"}}"
    );
    let headers = "Baton-CSRF: 1\r\nContent-Type: application/json\r\nConnection: close\r\n";
    let mut answer = String::new();
    served.send("POST /api/v1/setup", headers, &body).read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn an_example_stays_on_this_machine_however_it_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let refused = |told: &mut Command, more: &[&str]| {
        let ran = ran(told.args(["serve", "--example", "--data"]).arg(&data).args(more).output().expect("runs"));
        assert_eq!(ran.code, 3, "{}", ran.err);
        assert!(!data.exists(), "nothing was made");
        ran.err
    };
    for listen in ["0.0.0.0:7499", "[::]:7499", "192.168.1.5:7499"] {
        for more in [&[][..], &["--insecure-http"], &["--public-url", "https://baton.example.org"]] {
            let said = refused(command().env("BATON_LISTEN", listen), more);
            assert!(said.contains("loopback address only"), "{listen} {more:?}: {said}");
        }
    }
    let said = refused(command().env("BATON_LISTEN", "baton.example.org:7499"), &[]);
    assert!(said.contains("listen is an address"), "{said}");
    std::fs::write(folder.path().join("baton.toml"), "listen = \"0.0.0.0:7499\"\n").expect("written");
    let said = refused(command().current_dir(folder.path()), &[]);
    assert!(said.contains("loopback address only"), "{said}");
}

#[test]
fn another_database_is_refused_without_repeating_its_password() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut serve = command();
    serve.args(["serve", "--data"]).arg(folder.path()).env("BATON_DATABASE", "postgres://baton:secret@db/baton");
    let ran = ran(serve.output().expect("runs"));
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("SQLite only") && !ran.err.contains("secret"), "{}", ran.err);
}

#[test]
fn a_real_workspace_is_served_once_set_up_once_and_stops_with_streams_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = Served::start(folder.path(), 2);
    let second =
        ran(command().args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(folder.path()).output().expect("runs"));
    assert_eq!(second.code, 3);
    assert!(second.err.contains("another server uses this folder"), "{}", second.err);

    let printed = first.setup_token().expect("a link").to_owned();
    let took = first.stop();
    assert!(took < Duration::from_secs(5), "{took:?}");
    let again = Served::start(folder.path(), 2);
    let token = again.setup_token().expect("a new link, as nobody was made").to_owned();
    assert_ne!(token, printed);
    let made = set_up(&again, &token);
    assert!(made.starts_with("HTTP/1.1 200"), "{made}");
    assert!(set_up(&again, &token).starts_with("HTTP/1.1 410"), "it works once");

    let cookie = made.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
    let cookie = cookie.split(';').next().expect("its value");
    let mut stream = again.send("GET /api/v1/events", &format!("Cookie: {cookie}\r\n"), "");
    let mut head = [0; 12];
    stream.read_exact(&mut head).expect("the stream opens");
    assert_eq!(&head, b"HTTP/1.1 200");
    let took = again.stop();
    assert!(took < Duration::from_secs(5), "with a stream open it took {took:?}");

    let kept = Served::start(folder.path(), 1);
    assert_eq!(kept.setup_token(), None);
    kept.stop();
    let marked = ran(command().args(["serve", "--example", "--data"]).arg(folder.path()).output().expect("runs"));
    assert_eq!(marked.code, 3);
    assert!(marked.err.contains("never changes"), "{}", marked.err);
    let verified = ran(command().args(["verify", "--data"]).arg(folder.path()).output().expect("runs"));
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
}

#[test]
fn an_example_that_was_not_finished_is_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let begin = || {
        let mut serve = command();
        serve.args(["serve", "--example", "--listen", "127.0.0.1:0", "--data"]).arg(folder.path());
        let mut child = serve.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        (child, lines.map_while(Result::ok))
    };
    let (mut child, mut lines) = begin();
    assert!(lines.next().expect("a line").starts_with("Making the example"));
    child.kill().and_then(|()| child.wait()).expect("killed");
    let (mut child, mut lines) = begin();
    let said: Vec<String> = lines.by_ref().take(2).collect();
    child.kill().and_then(|()| child.wait()).expect("killed");
    assert!(said[0].starts_with("Making the example") && said[1].starts_with("Baton is at"), "{said:?}");
    assert!(!folder.path().join("example-is-being-made").exists());
    let (mut child, mut lines) = begin();
    let said = lines.next().expect("a line");
    child.kill().and_then(|()| child.wait()).expect("killed");
    assert!(said.starts_with("Baton is at"), "once it is whole it stays: {said}");
}
