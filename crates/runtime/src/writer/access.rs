//! Commands to the stream of access.

use std::sync::Arc;

use baton_store::removed::RemovedRun;
use baton_store::row::RunRow;
use baton_store::{Change, Stream};

use super::batch::{Batch, Decision};
use super::prepared::{Becomes, Prepared, Then};
use crate::access::{AccessCommand, AccessEvent, HeldThing, decide};
use crate::ask::{Answer, Ask, HoldTarget, Made, Request};
use crate::body::Body;
use crate::history::{stored_kind, time};
use crate::live::{Audience, Live};
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::retention::Rule;
use crate::rights::Rights;

/// Decides it.
pub fn prepare(batch: &mut Batch<'_>, request: &Request) -> Result<Decision, Refused> {
    let rights = Rights::of(&request.caller, &batch.directory);
    let person = request.caller.person.unwrap_or_default();
    let mut made = Made::Nothing;
    let command = match &request.ask {
        Ask::MakeToken { name, scopes, expires } => {
            rights.at_all(Operation::OwnToken)?;
            AccessCommand::MakeToken { person, name: name.clone(), scopes: scopes.clone(), expires: *expires }
        }
        Ask::RevokeToken { token } => {
            rights.at_all(Operation::OwnToken)?;
            AccessCommand::RevokeToken { person, token: *token }
        }
        Ask::SetShortcuts { on } => {
            rights.at_all(Operation::SettleAccount)?;
            AccessCommand::SetShortcuts { person, on: *on }
        }
        Ask::Invite { person } => {
            rights.at_all(Operation::InvitePerson)?;
            let found = batch.directory.resolve_person(person).filter(|person| person.active);
            let found = found.ok_or_else(|| Refused::not_found("person", person.as_str()))?;
            made = Made::Person(found.id);
            AccessCommand::Invite { person: found.id }
        }
        Ask::SetPassword { by_link } => {
            rights.at_all(Operation::OwnPassword)?;
            AccessCommand::SetPassword { person, by_link: *by_link }
        }
        Ask::MoveClock { to } => {
            rights.at_all(Operation::MoveClock)?;
            AccessCommand::MoveClock { to: *to }
        }
        Ask::SetSecret { name, value } => {
            rights.at_all(Operation::ChangeSecret)?;
            AccessCommand::SetSecret { name: name.clone(), value: value.clone(), by: request.caller.person }
        }
        Ask::DropSecret { name } => {
            rights.at_all(Operation::ChangeSecret)?;
            AccessCommand::DropSecret { name: name.clone(), by: request.caller.person }
        }
        Ask::SetHold { on, reason } => {
            rights.at_all(Operation::SetHold)?;
            AccessCommand::SetHold { on: held(batch, on)?, by: request.caller.person, reason: reason.clone() }
        }
        Ask::LiftHold { hold, reason } => {
            rights.at_all(Operation::SetHold)?;
            AccessCommand::LiftHold { hold: *hold, by: request.caller.person, reason: reason.clone() }
        }
        Ask::RemoveRuns { workflow, runs } => {
            if !request.caller.is_internal() {
                return Err(Refused::not_found("workflow", workflow.to_string()));
            }
            removal(batch, *workflow, runs)?
        }
        _ => return Err(Refused::new("server.internal")),
    };
    let events = decide(&batch.access, &command, time(batch.now_us))?;
    if events.is_empty() {
        return Ok(Decision::Nothing(Answer::NOTHING));
    }
    prepared(batch, request, &events, made).map(|prepared| Decision::Take(Box::new(prepared)))
}

/// What is to be held, by number.
fn held(batch: &Batch<'_>, on: &HoldTarget) -> Result<HeldThing, Refused> {
    match on {
        HoldTarget::Run(key) => {
            let row = batch.reader.run_by_key(key)?.ok_or_else(|| Refused::not_found("run", key.as_str()))?;
            Ok(HeldThing::Run(row.id))
        }
        HoldTarget::Workflow(slug) => {
            let row = batch.reader.workflow_by_slug(slug)?.filter(|row| !row.is_decision());
            Ok(HeldThing::Workflow(row.ok_or_else(|| Refused::not_found("workflow", slug.as_str()))?.id))
        }
    }
}

/// What is taken out: only what is still over its time and not held by now.
fn removal(batch: &Batch<'_>, workflow: i64, runs: &[i64]) -> Result<AccessCommand, Refused> {
    let now = time(batch.now_us);
    let (mut removed, mut keep) = (Vec::new(), String::new());
    if let Some(rule) = Rule::of(&batch.core.definitions, batch.reader, workflow)? {
        let before_us = rule.ended_before(now, &batch.core.zone()).as_microsecond();
        for run in runs {
            let row = batch.reader.run(*run)?.filter(|row| row.workflow == workflow);
            let over = |row: &RunRow| row.ended_us.is_some_and(|ended_us| ended_us <= before_us);
            if let Some(row) = row.filter(|row| over(row) && !batch.access.is_held(row.id, workflow)) {
                removed.push(RemovedRun { run: row.id, number: row.number, last_entry: row.last_entry });
            }
        }
        keep = rule.keep.text;
    }
    Ok(AccessCommand::RemoveRuns { workflow, keep, runs: removed })
}

/// The entry of these events, and what changes by them alone.
pub(super) fn prepared(
    batch: &Batch<'_>,
    request: &Request,
    events: &[AccessEvent],
    mut made: Made,
) -> Result<Prepared, Refused> {
    let number = batch.next_entry();
    let mut after = (*batch.access).clone();
    let (mut then, mut told, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    for event in events {
        after.apply(event, time(batch.now_us));
        match event {
            AccessEvent::TokenMade { token, .. } => made = Made::Token(*token),
            AccessEvent::HoldSet { hold, .. } => made = Made::Hold(*hold),
            AccessEvent::RunsRemoved { runs, .. } => {
                let runs: Vec<i64> = runs.iter().map(|removed| removed.run).collect();
                made = Made::Removed(runs.len() as u64);
                then.push(Then::ForgetRuns(runs.clone()));
                changes.push(Change::RemoveRuns { runs });
            }
            AccessEvent::SecretSet { name, .. } => {
                // The value before is forgotten for good.
                then.extend(batch.access.secret(name).map(|before| Then::DropSecret(before.id)));
            }
            AccessEvent::SecretDropped { secret, .. } => then.push(Then::DropSecret(*secret)),
            AccessEvent::TokenRevoked { token, .. } => then.push(Then::DropToken(*token)),
            AccessEvent::ClockMoved { .. } => {
                told.push(Live {
                    entry: number,
                    kind: "clock",
                    keys: Vec::new(),
                    rev: None,
                    audience: Audience::Everybody,
                });
            }
            _ => {}
        }
    }
    let actor = request.caller.actor();
    let cmd = request.key.clone().unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    Ok(Prepared {
        stream: Stream::ACCESS,
        expect_seq: batch.reader.stream_head(Stream::ACCESS)?.map_or(0, |head| head.seq),
        time_us: batch.now_us,
        actor: (stored_kind(actor.kind), actor.id),
        body: Body::new(&cmd, &request.caller, events)?,
        number,
        before: Vec::new(),
        changes,
        loads: Vec::new(),
        becomes: Becomes::Access(Arc::new(after)),
        told,
        then,
        answer: Answer { entry: number, made },
    })
}
