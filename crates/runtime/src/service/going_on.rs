//! Runs that go on by themselves, or have another one do something: sends again the commands of the outbox that still wait,
//! because the process ended or the queue was full before they were done. The command takes its row out in its own
//! transaction, so it is done once; what is refused here may have been done meanwhile, and then its row does not come back.

use std::time::Duration;

use baton_store::row::{OutboxKind, OutboxRow};
use baton_store::{Change, StoreError};

use crate::ask::{Ask, Done, Request};
use crate::caller::Caller;
use crate::core::Core;
use crate::order::Order;
use crate::refused::Refused;
use crate::writer::{Put, Queue};

/// How often the outbox is looked at.
pub const EVERY: Duration = Duration::from_secs(1);
/// How many commands are sent at once.
const AT_ONCE_MAX: usize = 50;
/// After how long a command that was refused is sent again, in microseconds, doubled with each try.
const WAIT_US: i64 = 1_000_000;
/// How often it is doubled: to about an hour.
const DOUBLED_MAX: i64 = 12;

/// Sends what waits.
pub fn go_on(core: &Core, queue: &Queue) -> Result<(), StoreError> {
    let now_us = core.clock.now_us();
    for row in core.reader()?.outbox_pending(OutboxKind::Command, now_us, AT_ONCE_MAX)? {
        let order = Order::read(&row.body);
        let of_no_run = order.as_ref().is_some_and(Order::outlasts_its_run).then_some(0);
        let Some(run) = row.run.or(of_no_run) else { continue };
        let ask = match order.clone() {
            Some(order) => Ask::Order { run, order, outbox: row.id },
            None => Ask::ContinueRun { run, outbox: row.id },
        };
        let put = match (submit(queue, ask), order) {
            (Ok(answer), Some(_)) if answer.entry == 0 => Put::one(Change::DropOutbox(row.id)),
            (Ok(_), _) => continue,
            (Err(refused), None) if refused.code == "run.nothing_to_continue" => Put::one(Change::DropOutbox(row.id)),
            (Err(refused), order) => match order.and_then(|order| instead(order, &refused)) {
                Some(order) => match submit(queue, Ask::Order { run, order, outbox: row.id }) {
                    Ok(answer) if answer.entry > 0 => continue,
                    Ok(_) => Put::one(Change::DropOutbox(row.id)),
                    Err(refused) => Put::Outbox(Box::new(later(row, now_us, &refused.to_string()))),
                },
                None => {
                    tracing::warn!(run, %refused, "a run could not go on by itself; it is tried again");
                    Put::Outbox(Box::new(later(row, now_us, &refused.to_string())))
                }
            },
        };
        queue.put(put).map_err(|refused| StoreError::Io(refused.to_string()))?;
    }
    Ok(())
}

/// What is done where an order is refused for good: who asked for a run hears that it could not begin, and what begins by itself
/// begins all the same and waits for its owner. None: it is tried again.
fn instead(order: Order, refused: &Refused) -> Option<Order> {
    match order {
        Order::StartSub { sub } if !refused.is_passing() => Some(Order::FailSub { sub, why: refused.to_string() }),
        order if refused.is_final() => order.all_the_same(refused.code),
        _ => None,
    }
}

fn submit(queue: &Queue, ask: Ask) -> Done {
    let key = ask.order_key();
    queue.submit_blocking(Request { caller: Caller::system(), key, if_match: None, ask })
}

fn later(row: OutboxRow, now_us: i64, fault: &str) -> OutboxRow {
    let wait_us = WAIT_US << row.attempts.min(DOUBLED_MAX);
    OutboxRow { attempts: row.attempts + 1, at_us: now_us + wait_us, fault: Some(fault.to_owned()), ..row }
}
