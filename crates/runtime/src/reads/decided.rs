//! What a command would do, decided as the writer decides it and thrown away: nothing is changed here.

use baton_engine::limits::NEED_ROUNDS;
use baton_engine::{Command, Ctx, Decided, EntryRef, Event, Refusal, RunState, apply, decide, wants};

use super::looked::Looked;
use crate::caller::Caller;
use crate::core::Core;
use crate::facts::{Ahead, Sources};
use crate::refused::Refused;

/// The events that a command would be now, or why it is refused.
pub(super) enum Foreseen {
    /// It would be done so.
    Events(Vec<Event>, Ctx),
    /// It would be refused.
    Refused(Refusal),
}

/// Decides a command on a run, and does not do it.
pub(super) fn foresee(core: &Core, caller: &Caller, looked: &Looked, command: &Command) -> Result<Foreseen, Refused> {
    let reader = core.reader()?;
    let ahead = Ahead::default();
    let sources = Sources {
        core,
        directory: &looked.directory,
        reader: reader.as_ref(),
        ahead: &ahead,
        person: caller.person,
        run: looked.row.id,
        workflow: looked.workflow.id,
    };
    let (cmd, link) = (String::new(), core.link(&looked.row.key));
    let ctx = Ctx { now: core.now(), actor: caller.actor(), cmd, zone: core.zone(), link };
    let mut facts = sources.empty();
    sources.add(&mut facts, &wants(&looked.compiled, &looked.state, command))?;
    for _ in 0..NEED_ROUNDS {
        match decide(&looked.compiled, &looked.state, &facts, command, &ctx) {
            Decided::Need(more) => sources.add(&mut facts, &more)?,
            Decided::Refused(refusal) => return Ok(Foreseen::Refused(refusal)),
            Decided::Events(events) => return Ok(Foreseen::Events(events, ctx)),
        }
    }
    Err(Refused::new("server.internal"))
}

/// The run as it would be after these events.
pub(super) fn after(state: &RunState, (events, ctx): (&[Event], &Ctx)) -> RunState {
    let at = EntryRef { number: 0, time: ctx.now, actor: ctx.actor };
    let mut after = RunState::clone(state);
    for event in events {
        apply(&mut after, event, &at);
    }
    after
}
