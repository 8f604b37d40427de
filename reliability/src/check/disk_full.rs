//! The disk fills up under load: writes are refused with 507 and their code, reads go on, and within ten seconds of there being
//! room again writes succeed, in the same process. Nothing is lost.

use std::time::{Duration, Instant};

use anyhow::Context;
use serde_json::{Value, json};

use crate::http::{Answer, Connection, Request};
use crate::moment;
use crate::options::Options;
use crate::report::Found;
use crate::server::Server;
use crate::trial::{Load, Template, Trial, finished};
use crate::world::World;

/// How many times one copy of the workspace fills up.
const FILLS_EACH: u64 = 5;
/// How long it may take until writes are refused, and until they succeed again.
const TURN_MAX: Duration = Duration::from_secs(10);

/// Fills the disk.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let template = Template::make(options)?;
    let world = template.read()?;
    let mut n = 0;
    while n < options.count {
        let trial = Trial::new(options, &template)?;
        let mut server = trial.start(true)?;
        for _ in 0..FILLS_EACH.min(options.count - n) {
            fill(options, &trial, &server, &world, n, &mut found)?;
            n += 1;
        }
        if let Some(status) = server.ended()? {
            found.faults.push(format!("fill {n}: the server ended with {status}: {}", trial.said()));
        }
        server.kill()?;
        trial.audit(&format!("after fill {n}"), false, &mut found)?;
        trial.end(&mut found)?;
    }
    Ok(found)
}

fn fill(
    options: &Options,
    trial: &Trial<'_>,
    server: &Server,
    world: &World,
    n: u64,
    found: &mut Found,
) -> anyhow::Result<()> {
    let mut random = options.random(n);
    let load = Load { seed: random.u64(..), time: Duration::from_secs(4), starts: 0, pause: Duration::from_millis(5) };
    let clients = trial.clients(server, load)?;
    moment::wait_ms(random.u64(50..300));
    trial.disk.leave(Some(random.u64(0..200_000)))?;
    let asks = &world.pairs[0].asks.cookie;
    let mut to = Connection::open(&server.host)?;
    let refused = until(|| Ok(start(&mut to, asks)?.status == 507))?;
    match refused {
        Some(took) => found.highest("slowest_refusal_ms", took.as_millis() as u64),
        None => found.faults.push(format!("fill {n}: writes still succeed on a full disk")),
    }
    let held = Instant::now();
    while held.elapsed() < Duration::from_millis(700) {
        while_full(&mut to, world, n, found)?;
    }
    trial.disk.leave(None)?;
    let again = until(|| Ok(start(&mut to, asks)?.status == 201))?;
    match again {
        Some(took) => found.highest("slowest_return_ms", took.as_millis() as u64),
        None => found.faults.push(format!("fill {n}: writes are still refused though there is room")),
    }
    finished(clients)?;
    found.add("fills", 1);
    Ok(())
}

/// What is asked while the disk is full: reads that must succeed, and writes that succeed or are refused for what it is.
fn while_full(to: &mut Connection, world: &World, n: u64, found: &mut Found) -> anyhow::Result<()> {
    let asks = Some(world.pairs[0].asks.cookie.as_str());
    for path in ["/api/v1/tasks?view=mine", "/api/v1/runs", "/api/v1/starts", "/api/v1/notifications", "/api/v1/health"]
    {
        let answer = to.send(&Request { method: "GET", path, cookie: asks, ..Request::default() })?;
        found.add("read_while_full", 1);
        if answer.status != 200 {
            found.faults.push(format!("fill {n}: {path} was answered with {} while the disk is full", answer.status));
        }
    }
    let sign_in = json!({ "person": world.administrator.handle, "password": crate::world::PASSWORD });
    let writes: [(&str, Option<&str>, Value); 3] = [
        ("/api/v1/session", None, sign_in),
        ("/api/v1/files", asks, json!({ "a": "file" })),
        ("/api/v1/workflows/errand/runs", asks, json!({ "values": { "item": "More", "amount": 1 } })),
    ];
    for (path, cookie, body) in &writes {
        let answer =
            to.send(&Request { method: "POST", path, cookie: *cookie, body: Some(body), ..Request::default() })?;
        let is_full = answer.status == 507 && answer.text("code") == "store.full";
        if is_full {
            found.add("refused_while_full", 1);
        } else if answer.status >= 300 {
            found.faults.push(format!("fill {n}: {path} was answered with {}: {}", answer.status, answer.body));
        }
    }
    Ok(())
}

fn start(to: &mut Connection, cookie: &str) -> anyhow::Result<Answer> {
    let body = json!({ "values": { "item": "One more", "amount": 1 } });
    let path = "/api/v1/workflows/errand/runs";
    to.send(&Request { method: "POST", path, cookie: Some(cookie), body: Some(&body), ..Request::default() })
        .context("the server does not answer")
}

/// How long it takes until something is so; none where that is too long.
fn until(mut so: impl FnMut() -> anyhow::Result<bool>) -> anyhow::Result<Option<Duration>> {
    let began = Instant::now();
    while began.elapsed() < TURN_MAX {
        if so()? {
            return Ok(Some(began.elapsed()));
        }
        moment::wait_ms(10);
    }
    Ok(None)
}
