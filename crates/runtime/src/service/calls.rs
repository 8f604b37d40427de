//! Sends the requests that wait, each beside everything else, and hands in what came of them. A request that the process was
//! sending when it ended is sent again, under the same key: it leaves at least once. One that was wanted before the workspace
//! was restored from a backup is not: it may have left since then, and that is for its owner to know.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use baton_engine::calls::{Prepared, call_request};
use baton_engine::limits::NEED_ROUNDS;
use baton_engine::state::JobState;
use baton_engine::{Actor, CallAnswer, Ctx};
use baton_store::StoreError;
use baton_store::query::LIMIT_MAX;
use baton_store::row::{JobKind, JobRow};

use crate::ask::{Ask, Request};
use crate::caller::Caller;
use crate::core::Core;
use crate::facts::{Ahead, Sources};
use crate::reads::idempotency_key;
use crate::refused::Refused;
use crate::writer::Queue;

/// How often it is looked for requests.
pub const EVERY: Duration = Duration::from_millis(100);
/// After how long an answer that could not be handed in is handed in again, doubled with each try.
const WAIT: Duration = Duration::from_millis(500);
/// How often it is handed in: for about half a minute. Then the request is sent again.
const TRIES_MAX: u32 = 6;

/// Why a request that waited at a backup is not sent.
const MAY_HAVE_LEFT: &str = "it waited when the backup was made that this workspace was restored from, and may have left since; tried again, it leaves";

/// Sends what waits.
pub fn send_waiting(core: &Arc<Core>, queue: &Queue) -> Result<(), StoreError> {
    let reader = core.reader()?;
    for row in reader.jobs_queued(JobKind::Call, "", LIMIT_MAX)? {
        if core.under_way.is_full() {
            break;
        }
        if core.under_way.has(row.id, row.attempt) {
            continue;
        }
        let Some(run) = reader.run(row.run)? else { continue };
        if !core.under_way.begin((row.id, row.attempt), run.workflow) {
            continue;
        }
        let (shared, with) = (Arc::clone(core), queue.clone());
        let (job, attempt) = (row.id, row.attempt);
        let work = move || {
            match send_one(&shared, &with, &row) {
                // Sent again, it would end the same way.
                Err(Unsent::ForGood(refused)) => {
                    tracing::error!(run = row.run, job = row.n, %refused, "what came of a request is not taken");
                    shared.under_way.give_up(row.id, row.attempt);
                }
                Err(Unsent::ForNow(error)) => {
                    tracing::error!(run = row.run, job = row.n, %error, "a request could not be sent; it is tried again");
                }
                Ok(()) => {}
            }
            shared.under_way.end(row.id, row.attempt);
        };
        if let Err(error) = core.outside.beside(Box::new(work)) {
            core.under_way.end(job, attempt);
            return Err(error);
        }
    }
    Ok(())
}

/// Why nothing came of a request.
enum Unsent {
    /// It is sent again.
    ForNow(StoreError),
    /// Neither its answer nor that there is none is taken.
    ForGood(Refused),
}

impl From<StoreError> for Unsent {
    fn from(error: StoreError) -> Self {
        Self::ForNow(error)
    }
}

fn send_one(core: &Core, queue: &Queue, row: &JobRow) -> Result<(), Unsent> {
    let Some(answer) = answer(core, row)? else { return Ok(()) };
    let result = match hand_in((core, queue), row, answer) {
        Ok(()) => "done",
        Err(refused) if refused.code == "run.over" => "late",
        Err(refused) if refused.is_passing() => return Err(StoreError::Io(refused.to_string()).into()),
        // The receiver has done it, and would again: the owner is told why its answer is not taken.
        Err(refused) => match hand_in((core, queue), row, CallAnswer::NotSent { why: refused.to_string() }) {
            Ok(()) => "refused",
            Err(refused) if refused.is_passing() => return Err(StoreError::Io(refused.to_string()).into()),
            Err(refused) => return Err(Unsent::ForGood(refused)),
        },
    };
    metrics::counter!("baton_calls_total", "result" => result).increment(1);
    Ok(())
}

/// Hands in what came of it, again and again where that cannot be taken just now: the request has left, and is better not
/// sent twice.
fn hand_in((core, queue): (&Core, &Queue), row: &JobRow, answer: CallAnswer) -> Result<(), Refused> {
    let ask = Ask::AnswerCall { run: row.run, job: row.n as u32, attempt: row.attempt as u32, answer };
    let mut tries = 0;
    loop {
        let request = Request { caller: Caller::system(), key: None, if_match: None, ask: ask.clone() };
        match queue.submit_blocking(request) {
            Ok(_) => return Ok(()),
            Err(refused) if tries < TRIES_MAX && refused.is_passing() && refused.code != "server.stopping" => {
                core.outside.pause(WAIT * 2_u32.pow(tries));
                tries += 1;
            }
            Err(refused) => return Err(refused),
        }
    }
}

/// What comes of the request of a job; none: it is not wanted any more.
fn answer(core: &Core, row: &JobRow) -> Result<Option<CallAnswer>, StoreError> {
    let reader = core.reader()?;
    let Some(run) = reader.run(row.run)? else { return Ok(None) };
    let compiled = core.definitions.compiled(reader.as_ref(), run.workflow, run.version)?;
    let Some(state) = core.run_state(reader.as_ref(), &run)? else { return Ok(None) };
    let Some(job) = state.job(row.n as u32).filter(|job| job.state == JobState::Queued) else { return Ok(None) };
    if i64::from(job.attempt) != row.attempt {
        return Ok(None);
    }
    let (access, directory) = (core.access(), core.directory());
    if job.wanted.as_microsecond() <= access.restored_us {
        return Ok(Some(CallAnswer::NotSent { why: MAY_HAVE_LEFT.to_owned() }));
    }
    let secrets = access.secrets().filter_map(|(name, secret)| Some((name.clone(), secret.value()?.to_owned())));
    let secrets: BTreeMap<String, String> = secrets.collect();
    let ctx = Ctx {
        now: core.now(),
        actor: Actor::system(),
        cmd: String::new(),
        zone: core.zone(),
        link: core.link(&run.key),
    };
    let ahead = Ahead::default();
    let (reader, directory) = (reader.as_ref(), directory.as_ref());
    let sources = Sources { core, directory, reader, ahead: &ahead, person: None, run: row.run, workflow: 0 };
    let mut facts = sources.empty();
    for _ in 0..NEED_ROUNDS {
        match call_request((&compiled, &state), &facts, &ctx, job, &secrets) {
            Prepared::Need(wants) => sources.add(&mut facts, &wants)?,
            Prepared::Wrong(why) => return Ok(Some(CallAnswer::NotSent { why })),
            Prepared::Request(request) => {
                let key = request.idempotency_key.clone().unwrap_or_else(|| idempotency_key(&run.key, job));
                return Ok(Some(core.outside.call(&request, &key)));
            }
        }
    }
    Ok(Some(CallAnswer::NotSent { why: "it asks for too much".to_owned() }))
}
