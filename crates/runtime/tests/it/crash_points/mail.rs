//! A mail leaves at least once, with an id by which its receiver drops a repeat, wherever the process ends.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use baton_runtime::clock::Clock;
use baton_runtime::config::Mail;
use baton_runtime::{Ask, Config, Handle, Time, WorkspaceKind};
use parking_lot::Mutex;
use serde_json::json;

use super::place;
use super::ports::Ports;
use crate::deeds::offered;
use crate::world::{Kept, World, complete, config};

/// A mail server on loopback that keeps the ids of what it was handed.
struct Sink {
    port: u16,
    ids: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    fn start(ports: &Arc<Ports>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let ids = Arc::<Mutex<Vec<String>>>::default();
        let (kept, ports) = (Arc::clone(&ids), Arc::clone(ports));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                // A connection that breaks off hands over nothing.
                let _ = stream.and_then(|stream| talk(&stream, &kept, &ports));
            }
        });
        Self { port, ids }
    }
}

fn talk(stream: &TcpStream, ids: &Mutex<Vec<String>>, ports: &Ports) -> std::io::Result<()> {
    let mut answer = stream.try_clone()?;
    let (mut is_text, mut id) = (false, String::new());
    answer.write_all(b"220 here\r\n")?;
    for line in BufReader::new(stream).lines() {
        let line = line?;
        let said: &[u8] = match line.split(' ').next().unwrap_or_default() {
            "." if is_text => {
                is_text = false;
                ids.lock().push(std::mem::take(&mut id));
                if ports.meet("mail: handed over").is_err() {
                    return Ok(());
                }
                b"250 kept\r\n"
            }
            _ if is_text => {
                if let Some(found) = line.strip_prefix("Message-ID: ") {
                    found.clone_into(&mut id);
                }
                continue;
            }
            "DATA" => {
                if ports.meet("mail: before it is handed over").is_err() {
                    return Ok(());
                }
                is_text = true;
                b"354 go on\r\n"
            }
            "QUIT" => return answer.write_all(b"221 bye\r\n"),
            _ => b"250 fine\r\n",
        };
        answer.write_all(said)?;
    }
    Ok(())
}

fn behind(world: &World, ports: &Arc<Ports>, port: u16) -> Handle {
    let read = Arc::clone(&world.clock);
    let mail = Mail { smtp: format!("smtp://127.0.0.1:{port}"), password: None, from: "baton@example.com".to_owned() };
    let config = Config { mail: Some(mail), ..config() };
    let clock = Clock::reading(move || read.load(Ordering::Acquire));
    Handle::open(place(world, ports), clock, config, Time::Stands).expect("a workspace")
}

const AT: [&str; 4] =
    ["mail: before it is handed over", "mail: handed over", "outbox: before the commit", "outbox: after the commit"];

/// Ends the process at each point on a mail's way; the points.
pub fn each_point() -> Vec<String> {
    let ports = Arc::<Ports>::default();
    let sink = Sink::start(&ports);
    let mut world = World::of(Kept::in_memory(), WorkspaceKind::Real);
    world.handle.stop();
    world.handle = behind(&world, &ports, sink.port);
    let mut met = BTreeSet::new();
    for (n, point) in AT.iter().enumerate() {
        let task = offered(&world, n as u64);
        let fin = world.person("fin");
        world.ask(&fin, Ask::ClaimTask { task: task.clone() }).expect("claimed");
        world.ask(&fin, complete(task, None, json!({ "note": "Fine." }))).expect("done");
        ports.cut_at(point, 0);
        let sent = world.handle.send_mails();
        assert!(sent.is_err() || sent == Ok(0), "{point}: {sent:?}");
        world.handle.stop();
        met.extend(ports.heal().0);
        world.handle = behind(&world, &ports, sink.port);
        world.forward(1);
        world.handle.send_mails().expect("sent");
        assert_eq!(world.handle.send_mails().expect("nothing waits"), 0, "{point}");
        let ids: BTreeSet<String> = sink.ids.lock().iter().cloned().collect();
        assert_eq!(ids.len(), n + 1, "{point}: one mail each, by its id: {ids:?}");
    }
    met.into_iter().collect()
}
