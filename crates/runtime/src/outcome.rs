//! What follows from a run's events: notifications, mails, what is told live, whether it goes on by itself.

use std::sync::Arc;

use baton_engine::event::Event;
use baton_engine::state::{Parent, RunStatus};
use baton_engine::{Effect, Message, RunState, effects, locks_to_grant};
use baton_model::Compiled;
use baton_people::PersonId;
use baton_store::keys::Subject;
use baton_store::row::{NotificationRow, OutboxKind, OutboxRow, OutboxState, WorkflowRow, part_id};
use baton_store::{Change, StoreError};
use serde::{Deserialize, Serialize};

use crate::ask::Ask;
use crate::core::owns;
use crate::facts::last_assigned_counter;
use crate::live::{Audience, Live};
use crate::order::Order;
use crate::writer::Batch;

/// After how long a command that goes on with a run is sent again, in microseconds.
const SENT_AGAIN_US: i64 = 5_000_000;

/// What follows beside the rows.
pub struct Followed {
    /// What is told.
    pub told: Vec<Live>,
    /// What the run, or another one, is to do next.
    pub orders: Vec<Ask>,
}

/// A mail as it waits in the outbox, sealed with the run's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// To whom.
    pub to: Vec<PersonId>,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// The files that go with it. What they are called is looked up when it leaves: it may be the name of somebody who is erased
    /// meanwhile.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Attached>,
    /// The id that stays the same when it leaves again.
    pub message_id: String,
}

/// A file that goes with a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Which.
    pub id: String,
}

/// A run before and after an entry.
pub struct Entry<'a> {
    /// Its definition.
    pub compiled: &'a Compiled,
    /// Its workflow.
    pub workflow: &'a WorkflowRow,
    /// Before.
    pub before: &'a RunState,
    /// After.
    pub after: &'a RunState,
    /// What happened.
    pub events: &'a [Event],
    /// The entry's number.
    pub number: i64,
}

/// What follows; rows are added to `changes`.
pub fn follow(batch: &Batch<'_>, entry: &Entry<'_>, changes: &mut Vec<Change>) -> Result<Followed, StoreError> {
    let mut told = Vec::new();
    let mut orders = Vec::new();
    let mut next = Next { notification: batch.counter("notification")?, outbox: batch.counter("outbox")? };
    for effect in entry.events.iter().flat_map(|event| effects(entry.compiled, entry.after, event)) {
        match effect {
            Effect::Notify { people, about, task, .. } => {
                for person in people {
                    let task = task.map(|task| part_id(entry.after.run, task.into()));
                    told.push(next.notify(batch, entry, person, about.word(), task, changes));
                }
            }
            Effect::TellOwner { .. } => {
                let owners =
                    batch.directory.people().filter(|person| owns(&batch.directory, person.id, &entry.workflow.owner));
                for person in owners {
                    told.push(next.notify(batch, entry, person.id, "exception_raised", None, changes));
                }
            }
            Effect::SendMessage(message) if message.by_mail => next.mail(batch, entry, message, changes)?,
            Effect::SendMessage(message) => {
                for person in message.to {
                    told.push(next.notify(batch, entry, person, "message", None, changes));
                }
            }
            Effect::ContinueRun => {
                let outbox = next.order(batch, entry, None, changes);
                orders.push(Ask::ContinueRun { run: entry.after.run, outbox });
            }
            Effect::BeginByDate { start } => {
                orders.push(next.ask(batch, entry, Order::BeginByDate { start, refused: None }, changes));
            }
            Effect::StartSubRun { sub } => orders.push(next.ask(batch, entry, Order::StartSub { sub }, changes)),
            Effect::CancelSubRun { sub } => orders.push(next.ask(batch, entry, Order::CancelSub { sub }, changes)),
            Effect::UndoSubRun { sub } => orders.push(next.ask(batch, entry, Order::UndoSub { sub }, changes)),
            Effect::TellUndone => {
                let told = entry.after.parent.map(|Parent { run: parent, sub }| Order::TellUndone { parent, sub });
                orders.extend(told.map(|order| next.ask(batch, entry, order, changes)));
            }
            Effect::TellParent { ended } => orders.push(next.ask(batch, entry, Order::TellParent { ended }, changes)),
        }
    }
    for lock in locks_to_grant(entry.before, entry.after) {
        let order = Order::PassLock { workflow: entry.workflow.id, lock: lock.to_string() };
        orders.push(next.ask(batch, entry, order, changes));
    }
    for begins in after(batch, entry)? {
        orders.push(next.ask(batch, entry, begins, changes));
    }
    count_assigned(entry, changes);
    told.splice(0..0, changed(entry));
    Ok(Followed { told, orders })
}

/// What begins because the run has come to its outcome.
fn after(batch: &Batch<'_>, entry: &Entry<'_>) -> Result<Vec<Order>, StoreError> {
    // What undoes something after its outcome does not come to it once more.
    let ended = |state: &RunState| state.status == RunStatus::Finished || state.is_reopened();
    let Some(outcome) = entry.after.outcome.as_deref().filter(|_| ended(entry.after) && !ended(entry.before)) else {
        return Ok(Vec::new());
    };
    let starts = batch.core.starts(batch.reader)?;
    let begins = starts.after(&entry.workflow.slug, outcome);
    Ok(begins.map(|known| Order::BeginAfter { workflow: known.workflow, start: known.start, refused: None }).collect())
}

/// Who was given work, so that `in-turn` knows who waited longest.
fn count_assigned(entry: &Entry<'_>, changes: &mut Vec<Change>) {
    for task in &entry.after.tasks {
        let had = entry.before.task(task.task).and_then(|was| was.assignee);
        if let Some(person) = task.assignee.filter(|person| had != Some(*person)) {
            changes.push(Change::SetCounter { name: last_assigned_counter(person), n: entry.number });
        }
    }
}

/// The run and its tasks that became different.
fn changed(entry: &Entry<'_>) -> Vec<Live> {
    let after = entry.after;
    let people: Arc<[PersonId]> = after.parties.keys().copied().collect();
    let owner: Arc<str> = entry.workflow.owner.as_str().into();
    let audience = Audience::Run { people, owner };
    let tasks = after.tasks.iter().filter(|task| entry.before.task(task.task) != Some(task));
    let tasks: Vec<String> = tasks.map(|task| format!("{}.{}", after.key, task.task)).collect();
    let rev = Some(after.rev);
    let run =
        Live { entry: entry.number, kind: "run", keys: vec![after.key.to_string()], rev, audience: audience.clone() };
    let mut told = vec![run];
    if !tasks.is_empty() {
        told.push(Live { entry: entry.number, kind: "task", keys: tasks, rev, audience });
    }
    told
}

struct Next {
    notification: i64,
    outbox: i64,
}

impl Next {
    fn notify(
        &mut self,
        batch: &Batch<'_>,
        entry: &Entry<'_>,
        person: PersonId,
        kind: &str,
        task: Option<i64>,
        changes: &mut Vec<Change>,
    ) -> Live {
        self.notification += 1;
        let id = self.notification;
        let run = Some(entry.after.run);
        let at_us = batch.now_us;
        changes.push(Change::PutNotification(NotificationRow {
            id,
            person,
            kind: kind.to_owned(),
            run,
            task,
            at_us,
            entry: entry.number,
            read: false,
        }));
        changes.push(Change::SetCounter { name: "notification".to_owned(), n: id });
        let audience = Audience::Only(Arc::new([person]));
        Live { entry: entry.number, kind: "notification", keys: vec![id.to_string()], rev: None, audience }
    }

    fn mail(
        &mut self,
        batch: &Batch<'_>,
        entry: &Entry<'_>,
        message: Message,
        changes: &mut Vec<Change>,
    ) -> Result<(), StoreError> {
        let Message { message: number, to, subject, body, files, .. } = message;
        let files: Vec<Attached> = files.iter().map(|id| Attached { id: id.to_string() }).collect();
        // A restored workspace goes another way than before: the same number is another mail.
        let message_id = match batch.access.epoch {
            1 => format!("{}.{number}", entry.after.key),
            epoch => format!("{}.{number}.e{epoch}", entry.after.key),
        };
        let rehearsal = batch.access.is_rehearsal();
        let state = if rehearsal { OutboxState::Kept } else { OutboxState::Pending };
        // What leaves is tried, and fails, for each alone; what is kept to be read stands there once.
        let recipients: Vec<_> = if rehearsal { vec![to] } else { to.into_iter().map(|person| vec![person]).collect() };
        if recipients.is_empty() {
            return Ok(());
        }
        for to in recipients {
            let (subject, body, files) = (subject.clone(), body.clone(), files.clone());
            let message_id = message_id.clone();
            let mail = serde_json::to_vec(&Mail { to, subject, body, files, message_id }).unwrap_or_default();
            let body = batch.core.sealer.seal_for(Subject::run(entry.after.run), &mail)?;
            let row = self.row(entry, OutboxKind::Mail, batch.now_us);
            changes.push(Change::PutOutbox(OutboxRow { body, state, ..row }));
        }
        changes.push(Change::SetCounter { name: "outbox".to_owned(), n: self.outbox });
        Ok(())
    }

    /// The command with which a run goes on waits in the outbox, so that it is not lost with the process. It is sent at once as
    /// well; what still waits after a while is sent again.
    fn order(&mut self, batch: &Batch<'_>, entry: &Entry<'_>, order: Option<&Order>, changes: &mut Vec<Change>) -> i64 {
        let row = self.row(entry, OutboxKind::Command, batch.now_us + SENT_AGAIN_US);
        let run = row.run.filter(|_| !order.is_some_and(Order::outlasts_its_run));
        let row = OutboxRow { run, body: order.map(Order::body).unwrap_or_default(), ..row };
        let id = row.id;
        changes.push(Change::PutOutbox(row));
        changes.push(Change::SetCounter { name: "outbox".to_owned(), n: id });
        id
    }

    fn ask(&mut self, batch: &Batch<'_>, entry: &Entry<'_>, order: Order, changes: &mut Vec<Change>) -> Ask {
        let outbox = self.order(batch, entry, Some(&order), changes);
        Ask::Order { run: entry.after.run, order, outbox }
    }

    fn row(&mut self, entry: &Entry<'_>, kind: OutboxKind, at_us: i64) -> OutboxRow {
        self.outbox += 1;
        OutboxRow {
            id: self.outbox,
            kind,
            run: Some(entry.after.run),
            entry: entry.number,
            body: Vec::new(),
            state: OutboxState::Pending,
            attempts: 0,
            at_us,
            fault: None,
        }
    }
}
