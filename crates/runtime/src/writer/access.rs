//! Commands to the stream of access.

use std::sync::Arc;

use baton_store::Stream;

use super::batch::{Batch, Decision};
use super::prepared::{Becomes, Prepared, Then};
use crate::access::{AccessCommand, AccessEvent, decide};
use crate::ask::{Answer, Ask, Made, Request};
use crate::body;
use crate::history::{stored_kind, time};
use crate::live::{Audience, Live};
use crate::permissions::Operation;
use crate::refused::Refused;
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
        _ => return Err(Refused::new("server.internal")),
    };
    let events = decide(&batch.access, &command, time(batch.now_us))?;
    if events.is_empty() {
        return Ok(Decision::Nothing(Answer::NOTHING));
    }
    prepared(batch, request, &events, made).map(|prepared| Decision::Take(Box::new(prepared)))
}

fn prepared(batch: &Batch<'_>, request: &Request, events: &[AccessEvent], mut made: Made) -> Result<Prepared, Refused> {
    let number = batch.next_entry();
    let mut after = (*batch.access).clone();
    let (mut then, mut told) = (Vec::new(), Vec::new());
    for event in events {
        after.apply(event, time(batch.now_us));
        match event {
            AccessEvent::TokenMade { token, .. } => made = Made::Token(*token),
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
        body: body::body(&cmd, &request.caller, &body::events_of(events)?),
        number,
        before: Vec::new(),
        changes: Vec::new(),
        loads: Vec::new(),
        becomes: Becomes::Access(Arc::new(after)),
        told,
        then,
        answer: Answer { entry: number, made },
    })
}
