//! Moves a run to another version of its workflow, or a place in it to another step, or both at once. All or nothing.
//!
//! What stays where it is keeps its pass, task, holder and opening; deadlines and handlers are those of the new version.
//! What is sent elsewhere is withdrawn where it was.

use std::sync::Arc;

use baton_model::Compiled;
use baton_model::graph::Edge;
use baton_people::Private;

use crate::behaviour::moving::Leaving;
use crate::command::MoveRun;
use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, PlaceMoved, Withdrawal};
use crate::facts::Want;
use crate::moves::{obstacles, way};
use crate::name::{Name, ThreadNo, V1};
use crate::refusal::Refusal;
use crate::state::Phase;

pub(super) fn carry_out(burst: &mut Burst<'_>, to: &MoveRun) -> Decision {
    burst.still_running()?;
    let reason = Burst::comment(to.reason.as_deref())?;
    let by = burst.ctx.actor.as_person();
    let private =
        |text: String| by.map_or_else(|| Private::of_run(text.clone()), |by| Private::of_person(by, text.clone()));
    let reason = reason.map(private);
    let was = burst.def;
    let now = version(burst, to.version)?;
    let sent: Vec<ThreadNo> = to.places.iter().map(|(thread, _)| *thread).collect();
    if to.version != burst.state.version
        && let Some(first) = obstacles(was, now, &burst.state, to.version, &sent).into_iter().next()
    {
        return Err(first.refusal.into());
    }
    let mut going = Vec::new();
    for (thread, step) in &to.places {
        let Some(reason) = reason.clone() else { return Err(Refusal::new("run.reason_required").into()) };
        going.push(take_away(burst, now, (*thread, step), reason)?);
    }
    if to.version != burst.state.version {
        burst.move_to(was, now, (to.version, reason))?;
    }
    for (thread, edge, from) in going {
        burst.follow(thread, &edge, &Leaving { step: from, choice: None, by })?;
    }
    Ok(())
}

/// The version it is to be a run of.
fn version<'a>(burst: &Burst<'a>, version: u32) -> Decision<&'a Compiled> {
    if version == burst.state.version {
        return Ok(burst.def);
    }
    match burst.facts.versions.get(&version) {
        Some(Some(known)) => Ok(Arc::as_ref(known)),
        Some(None) => Err(Refusal::new("move.no_such_version").with("version", version).into()),
        None => Err(Want::Version(version).into()),
    }
}

/// Withdraws what is open at a place. Gives the thread that goes on, its way, and the step where it was.
fn take_away(
    burst: &mut Burst<'_>,
    now: &Compiled,
    (of, to): (ThreadNo, &Name),
    reason: Private,
) -> Decision<(ThreadNo, Edge, Name)> {
    let by = burst.ctx.actor.as_person();
    let Some(from) = step_at(burst, of) else {
        return Err(Refusal::new("move.no_such_place").with("place", of).into());
    };
    let Some(edge) = way(now, &burst.state, of, to) else {
        return Err(Refusal::new("move.no_way").with("step", to).into());
    };
    let (thread, undoes) = (burst.new_thread(), burst.is_undoing(of));
    burst.emit(Event::PlaceMoved(PlaceMoved {
        v: V1::default(),
        from: from.clone(),
        of,
        to: to.clone(),
        thread,
        undoes,
        reason,
        by,
    }));
    let why = Withdrawal::Moved { to: to.clone() };
    burst.withdraw_below(of, None, &why, by);
    burst.withdraw_at(of, &why, by);
    burst.drop_moves();
    Ok((thread, edge, from))
}

/// Where a thread is that can be sent elsewhere.
fn step_at(burst: &Burst<'_>, thread: ThreadNo) -> Option<Name> {
    match &burst.state.thread(thread)?.phase {
        Phase::In(step) | Phase::Before { step, .. } => Some(step.clone()),
        Phase::Held(exception) => burst.state.exception(*exception).map(|exception| exception.step.clone()),
        Phase::UndoingRun { .. } => burst.undoes_from(thread),
        Phase::Between | Phase::Paused { .. } | Phase::AtJoin { .. } => None,
    }
}
