//! People who work without a pause: a request, a task of three fields, a decision, an approval. How long each call took is kept by
//! the turn in which it began.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::thread::JoinHandle;
use std::time::Instant;

use anyhow::{Context, anyhow};
use serde_json::{Value, json};

use crate::caller::Caller;
use crate::http::Connection;
use crate::world::Pair;

/// What they do, as the bench's W2 does.
pub const WORKFLOW: (&str, &str) = ("office", include_str!("../../../workflows/office.yaml"));
const MINE: &str = "GET /api/v1/tasks?view=mine&limit=50";

/// Which turn it is.
#[derive(Clone, Copy)]
pub enum Turn {
    /// Nothing else happens.
    Quiet,
    /// Poison is beside them.
    Beside,
    /// Between two turns.
    Rest,
}

type Times = [Vec<u64>; 2];

/// People at work.
pub struct Office {
    turn: Arc<AtomicU8>,
    is_over: Arc<AtomicBool>,
    people: Vec<JoinHandle<anyhow::Result<Times>>>,
}

impl Office {
    /// They begin.
    pub fn open(host: &str, pairs: Vec<Pair>) -> Self {
        let (turn, is_over) = (Arc::new(AtomicU8::new(Turn::Rest as u8)), Arc::new(AtomicBool::new(false)));
        let people = pairs.into_iter().map(|pair| {
            let (host, turn, is_over) = (host.to_owned(), Arc::clone(&turn), Arc::clone(&is_over));
            std::thread::spawn(move || {
                let mut desk = Desk::open(&host, &pair, turn)?;
                while !is_over.load(Ordering::Acquire) {
                    desk.once()?;
                }
                Ok(desk.times)
            })
        });
        let people = people.collect();
        Self { turn, is_over, people }
    }

    /// Another turn begins.
    pub fn begin(&self, turn: Turn) {
        self.turn.store(turn as u8, Ordering::Release);
    }

    /// They go home: how many microseconds each call took, in quiet turns and in others.
    pub fn close(self) -> anyhow::Result<Times> {
        self.is_over.store(true, Ordering::Release);
        let mut all: Times = [Vec::new(), Vec::new()];
        for person in self.people {
            let times = person.join().map_err(|_| anyhow!("somebody who works ended in a panic"))??;
            all.iter_mut().zip(times).for_each(|(all, more)| all.extend(more));
        }
        Ok(all)
    }
}

/// A pair at work.
struct Desk {
    asks: Caller,
    approves: Caller,
    to: Connection,
    turn: Arc<AtomicU8>,
    times: Times,
}

impl Desk {
    fn open(host: &str, pair: &Pair, turn: Arc<AtomicU8>) -> anyhow::Result<Self> {
        let (asks, approves) = (Caller::session(host, &pair.asks.cookie), Caller::session(host, &pair.approves.cookie));
        Ok(Self { asks, approves, to: Connection::open(host)?, turn, times: Times::default() })
    }

    fn once(&mut self) -> anyhow::Result<()> {
        let (asks, approves) = (self.asks.clone(), self.approves.clone());
        let request = json!({ "values": { "item": "A chair", "amount": 1200 } });
        let begun = self.timed(&asks, "POST /api/v1/workflows/office/runs", &request)?;
        let run = begun["key"].as_str().context("a run without a key")?.to_owned();
        let more =
            json!({ "values": { "vendor": "Woodwork", "needed": "2030-01-31", "reason": "The old one is broken." } });
        self.complete(&asks, &run, &more)?;
        self.complete(&approves, &run, &json!({ "choice": "approve" }))
    }

    fn complete(&mut self, by: &Caller, run: &str, answer: &Value) -> anyhow::Result<()> {
        let tasks = self.timed(by, MINE, &Value::Null)?;
        let mut items = tasks["items"].as_array().into_iter().flatten();
        let task = items.find(|task| task["run"] == run).and_then(|task| task["id"].as_str());
        let task = task.with_context(|| format!("the task of {run} is not in the list of who should have it"))?;
        self.timed(by, &format!("POST /api/v1/tasks/{task}/complete"), answer).map(drop)
    }

    fn timed(&mut self, by: &Caller, line: &str, body: &Value) -> anyhow::Result<Value> {
        let (turn, began) = (self.turn.load(Ordering::Acquire), Instant::now());
        let answer = by.send_over(&mut self.to, line, body)?;
        if let Some(times) = self.times.get_mut(turn as usize) {
            times.push(began.elapsed().as_micros() as u64);
        }
        Ok(answer)
    }
}
