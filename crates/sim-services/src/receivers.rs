//! Who is outside: receivers of requests and mails, which answer late, busy or not at all, and note what comes to them.
//!
//! What comes must be wanted by what is committed, and comes again only where the sender could not know that it had come.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use baton_engine::calls::CallRequest;
use baton_engine::{CallAnswer, Response};
use baton_runtime::outside::{Beside, Message, Outside};
use baton_sim::simulate::Random;
use baton_store::memory::MemoryStore;
use baton_store::row::{JobState, OutboxKind, part_id};
use baton_store::{Store, StoreError};
use parking_lot::Mutex;
use serde_json::json;

use crate::gate::Faults;
use crate::hands::Hands;

struct Noted {
    random: Random,
    /// Whether nothing goes wrong.
    is_calm: bool,
    /// What came, by key and attempt: what it said, and how much had gone wrong by then.
    requests: BTreeMap<(String, i64), u32>,
    said: BTreeMap<String, String>,
    mails: BTreeMap<String, u32>,
    wrong: Vec<String>,
    later: Vec<Beside>,
    refused: u32,
}

/// Who is outside.
pub(crate) struct Receivers {
    noted: Mutex<Noted>,
    committed: MemoryStore,
    faults: Arc<Faults>,
    hands: Hands,
}

impl Receivers {
    pub fn new(random: Random, committed: MemoryStore, faults: Arc<Faults>, hands: Hands) -> Self {
        let noted = Noted {
            random,
            is_calm: false,
            requests: BTreeMap::new(),
            said: BTreeMap::new(),
            mails: BTreeMap::new(),
            wrong: Vec::new(),
            later: Vec::new(),
            refused: 0,
        };
        Self { noted: Mutex::new(noted), committed, faults, hands }
    }

    /// From now on everybody answers.
    pub fn calm(&self) {
        self.noted.lock().is_calm = true;
    }

    /// The first thing that must not be.
    pub fn wrong(&self) -> Option<String> {
        self.noted.lock().wrong.first().cloned()
    }

    /// How many requests, mails came, and how many were not taken.
    pub fn counts(&self) -> (usize, usize, u32) {
        let noted = self.noted.lock();
        (noted.requests.len(), noted.mails.len(), noted.refused)
    }

    /// What waits for somebody outside goes on; whether there was any.
    pub fn go_on(&self) -> bool {
        let waiting = {
            let mut noted = self.noted.lock();
            let count = u32::try_from(noted.later.len()).unwrap_or(u32::MAX);
            let nth = noted.random.below(count) as usize;
            (!noted.later.is_empty()).then(|| noted.later.swap_remove(nth))
        };
        waiting.map(|work| work()).is_some()
    }

    /// What waited went with the process.
    pub fn forget(&self) {
        self.noted.lock().later.clear();
    }

    /// The attempt of the job that a key stands for, where it is committed that its request is wanted.
    fn wanted(&self, key: &str) -> Result<Option<i64>, StoreError> {
        let (Some((run, _)), Some((_, job))) = (key.split_once('.'), key.rsplit_once('.')) else { return Ok(None) };
        let reader = self.committed.reader()?;
        let Some(run) = reader.run_by_key(run)? else { return Ok(None) };
        let job = reader.job(part_id(run.id, job.parse().unwrap_or_default()))?;
        Ok(job.filter(|job| job.state == JobState::Queued).map(|job| job.attempt))
    }
}

impl Noted {
    fn request(&mut self, (key, attempt): (String, i64), said: &str, struck: u32) {
        if let Some(before) = self.requests.insert((key.clone(), attempt), struck)
            && before == struck
        {
            self.wrong
                .push(format!("the request {key} left twice for its attempt {attempt}, though nothing went wrong"));
        }
        let first = self.said.entry(key.clone()).or_insert_with(|| said.to_owned());
        if *first != said {
            self.wrong.push(format!("under the key {key} two requests left: {first} and {said}"));
        }
    }

    fn goes_wrong(&mut self, percent: u32) -> bool {
        !self.is_calm && self.random.percent(percent)
    }
}

impl Outside for Receivers {
    fn call(&self, request: &CallRequest, key: &str) -> CallAnswer {
        let struck = self.faults.struck();
        let wanted = self.wanted(key);
        let mut noted = self.noted.lock();
        match wanted {
            Ok(Some(attempt)) => {
                let said = format!("{} {} {:?}", request.method, request.url, request.body);
                noted.request((key.to_owned(), attempt), &said, struck);
            }
            other => noted.wrong.push(format!("the request {key} left, which is not wanted: {other:?}")),
        }
        if noted.goes_wrong(8) {
            self.faults.end();
        }
        if noted.goes_wrong(40) {
            noted.refused += 1;
            return match noted.random.below(4) {
                0 => CallAnswer::Timeout,
                1 => CallAnswer::Unreachable { why: "nobody is there".to_owned() },
                2 => answered(404, None),
                _ => answered(503, Some(30)),
            };
        }
        answered(200, None)
    }

    fn post(&self, id: &str, _mail: &Message) -> Result<(), String> {
        let struck = self.faults.struck();
        let waiting = self.committed.reader().and_then(|read| read.outbox_pending(OutboxKind::Mail, i64::MAX, 1));
        let mut noted = self.noted.lock();
        if !waiting.is_ok_and(|waiting| !waiting.is_empty()) {
            noted.wrong.push(format!("the mail {id} left, though none waits"));
        }
        if noted.goes_wrong(30) {
            noted.refused += 1;
            return Err("the mail server does not take the mail now".to_owned());
        }
        if noted.mails.insert(id.to_owned(), struck) == Some(struck) {
            noted.wrong.push(format!("the mail {id} left twice, though nothing went wrong"));
        }
        if noted.goes_wrong(8) {
            self.faults.end();
        }
        Ok(())
    }

    fn beside(&self, work: Beside) -> Result<(), StoreError> {
        self.noted.lock().later.push(work);
        Ok(())
    }

    fn pause(&self, time: Duration) {
        self.hands.pass(time);
    }
}

fn answered(status: u16, retry_after_s: Option<u32>) -> CallAnswer {
    let body = json!({ "size": 4 });
    CallAnswer::Response(Response { status, headers: [].into(), body, retry_after_s })
}
