//! A request leaves at least once, under one key by which its receiver drops a repeat, and its answer counts once, wherever the
//! process ends: before the request is there, before its answer is, before and after the answer is noted.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use baton_runtime::calls::Allowed;
use baton_runtime::clock::Clock;
use baton_runtime::{Ask, Config, Handle, Made, Time};
use baton_store::row::RunState;
use parking_lot::Mutex;
use serde_json::Map;

use super::place;
use super::ports::Ports;
use crate::jobs::wait_for;
use crate::world::{Kept, World, config};

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
const AT: [&str; 5] = [
    "request: before it is handed over",
    "request: handed over",
    "entry: before it is appended",
    "entry: before the commit",
    "entry: after the commit",
];

/// A receiver on loopback that keeps the key of each request that it took.
struct Receiver {
    address: String,
    keys: Arc<Mutex<Vec<String>>>,
}

impl Receiver {
    fn start(ports: &Arc<Ports>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let keys = Arc::<Mutex<Vec<String>>>::default();
        let (kept, ports) = (Arc::clone(&keys), Arc::clone(ports));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                // A connection that breaks off hands over nothing.
                let _ = stream.and_then(|stream| take(stream, &kept, &ports));
            }
        });
        Self { address, keys }
    }
}

fn take(stream: TcpStream, keys: &Mutex<Vec<String>>, ports: &Ports) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let (mut key, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line == "\r\n" {
            break;
        }
        match line.trim_end().to_ascii_lowercase().split_once(": ") {
            Some(("idempotency-key", value)) => value.clone_into(&mut key),
            Some(("content-length", value)) => length = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    reader.read_exact(&mut vec![0; length])?;
    if ports.meet(AT[0]).is_err() {
        return Ok(());
    }
    keys.lock().push(key);
    if ports.meet(AT[1]).is_err() {
        return Ok(());
    }
    reader.get_mut().write_all(ANSWER)
}

fn behind(world: &World, ports: &Arc<Ports>, address: &str) -> Handle {
    let read = Arc::clone(&world.clock);
    let config = Config { calls_allowed: Allowed::of(address), ..config() };
    let clock = Clock::reading(move || read.load(Ordering::Acquire));
    Handle::open(place(world, ports), clock, config, Time::Stands).expect("a workspace")
}

fn begin(world: &World) -> String {
    let ask = Ask::StartRun { workflow: "tell".to_owned(), start: None, values: Map::new() };
    let Made::Run(run) = world.ask(&world.person("ana"), ask).expect("begun").made else { panic!("no run") };
    run
}

/// Sends what waits, until the run is over; how many entries it has then.
fn goes_on(world: &World, run: &str) -> i64 {
    let over = wait_for(|| {
        world.handle.send_calls().expect("sent");
        let (row, _) = world.handle.core().run_by_key(run).expect("read").expect("a run");
        row.state == RunState::Finished
    });
    assert!(over, "{run} goes on with the answer");
    let (row, state) = world.handle.core().run_by_key(run).expect("read").expect("a run");
    assert_eq!(row.exceptions, 0, "{run}");
    assert_eq!(state.jobs.len(), 1, "{run}");
    let reader = world.kept.store.reader().expect("a reader");
    let history = baton_store::read::history(reader.as_ref(), baton_store::Stream::run(row.id), 0).expect("read");
    history.len() as i64
}

/// Ends the process at each point on a request's way; the points.
pub fn each_point() -> Vec<String> {
    let ports = Arc::<Ports>::default();
    let receiver = Receiver::start(&ports);
    let address = &receiver.address;
    let mut world = World::with_calls(Kept::in_memory(), address);
    let text = format!(
        "workflow: tell\ntitle: Tell\nowner: procurement\nstart:\n  - manual: Begin\nsteps:\n  - call: Tell them\n    http: {{ \
         method: POST, url: \"http://{address}/\" }}\n  - end: done\noutcomes:\n  done: {{ title: Done }}\n"
    );
    world.publish("tell", &text).expect("published");
    world.handle.stop();
    world.handle = behind(&world, &ports, address);
    let entries = goes_on(&world, &begin(&world));
    let mut met: BTreeSet<String> = ports.heal().0.into_iter().collect();
    for point in AT {
        let (run, before) = (begin(&world), receiver.keys.lock().len());
        ports.cut_at(point, 0);
        world.handle.send_calls().expect("it begins");
        assert!(wait_for(|| ports.is_cut()), "{point} is met");
        world.handle.stop();
        met.extend(ports.heal().0);
        world.handle = behind(&world, &ports, address);
        assert_eq!(goes_on(&world, &run), entries, "{point}: its answer counts once");
        let keys: Vec<String> = receiver.keys.lock()[before..].to_vec();
        assert!(!keys.is_empty() && keys[0].contains(&run.to_ascii_lowercase()), "{point}: {keys:?}");
        assert!(keys.iter().all(|key| *key == keys[0]), "{point}: one key: {keys:?}");
        let often =
            if matches!(point, "request: before it is handed over" | "entry: after the commit") { 1 } else { 2 };
        assert_eq!(keys.len(), often, "{point}: as often as nobody knows that it arrived: {keys:?}");
    }
    met.into_iter().collect()
}
