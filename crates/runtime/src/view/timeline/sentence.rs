//! One event as a sentence; none for events that only move the engine on.

use baton_engine::event::{
    Escalated, EscalationHow, ExceptionResolved, HandedOver, Resolution, RuleApplied, RunStarted, StepHeldBack,
    StepWithdrawn, TaskCompleted, TimerKind, ValuesGiven, VoteCounted, Withdrawal,
};
use baton_engine::{Event, SubNo, TaskNo};
use baton_model::definition::StartKind;

use super::Recorded;
use crate::view::lens::Lens;
use crate::words::{duration, say, say_count};

/// What the timeline says of an event.
pub(super) fn of(lens: &Lens<'_>, entry: &Recorded, event: &Event) -> Option<String> {
    // Asked for only where it is told: most events move the engine on.
    let who = || who(lens, entry);
    let said = match event {
        Event::RunStarted(started) => run_started(lens, &who(), started),
        Event::ValuesGiven(given) => values_given(lens, &who(), given)?,
        Event::FileAttached(file) => {
            say("timeline.file_attached", &[("who", &who()), ("file", &lens.file_name(&file.file))])
        }
        Event::StepSkipped(skipped) => about(lens, "timeline.step_skipped", &skipped.step),
        Event::StepWithdrawn(withdrawn) => step_withdrawn(lens, &who(), withdrawn),
        Event::HandedOver(handed) => handed_over(lens, handed),
        Event::TakenOver(taken) => say(
            "timeline.taken_over",
            &[
                ("who", &lens.name(taken.by)),
                ("step", &task_step(lens, taken.task)),
                ("lay", &duration(taken.lay_ms / 1000)),
            ],
        ),
        Event::TaskAccepted(accepted) => of_task(lens, "timeline.task_accepted", &who(), accepted.task),
        Event::TaskHandedBack(back) => {
            let (step, to) = (task_step(lens, back.task), lens.step_title(&back.back_to));
            say("timeline.task_handed_back", &[("who", &who()), ("step", &step), ("to", &to)])
        }
        Event::TaskClaimed(claimed) => of_task(lens, "timeline.task_claimed", &who(), claimed.task),
        Event::TaskReleased(released) => of_task(lens, "timeline.task_released", &who(), released.task),
        Event::TaskReassigned(moved) => {
            let step = task_step(lens, moved.task);
            say("timeline.task_reassigned", &[("who", &who()), ("step", &step), ("to", &lens.name(moved.to))])
        }
        Event::VoterLeft(left) => {
            let step = lens.step_title(&left.step);
            say("timeline.voter_left", &[("step", &step), ("who", &lens.name(left.person))])
        }
        Event::TaskTakenBack(taken) => about(lens, "timeline.task_taken_back", &taken.step),
        Event::TaskCompleted(completed) => task_completed(lens, completed),
        Event::CommentAdded(_) => say("timeline.comment_added", &[("who", &who())]),
        Event::ExceptionResolved(resolved) => exception_resolved(lens, &who(), resolved),
        Event::RunFinished(finished) => {
            say("timeline.run_finished", &[("outcome", &lens.outcome_title(&finished.outcome))])
        }
        Event::RunMoved(moved) => {
            let (was, now) = (moved.was.to_string(), moved.version.to_string());
            say("timeline.run_moved", &[("who", &who()), ("was", &was), ("version", &now)])
        }
        Event::PlaceMoved(moved) => {
            let (from, to) = (lens.step_title(&moved.from), lens.step_title(&moved.to));
            say("timeline.place_moved", &[("who", &who()), ("from", &from), ("to", &to)])
        }
        Event::ItemAdded(added) => {
            say("timeline.item_added", &[("who", &who()), ("step", &lens.step_title(&added.block))])
        }
        Event::EndBegun(begun) => match &begun.outcome {
            Some(outcome) => say("timeline.end_fixed", &[("outcome", &lens.outcome_title(outcome))]),
            None => say("timeline.cancel_begun", &[("who", &who())]),
        },
        Event::EndForced(_) => say("timeline.end_forced", &[("who", &who())]),
        Event::RunCancelled(cancelled) if cancelled.begun => say("timeline.cancel_over", &[]),
        Event::RunCancelled(_) => say("timeline.run_cancelled", &[("who", &who())]),
        _ => return of_machine(lens, event),
    };
    Some(said)
}

/// Who started it, or what: a schedule, an event, another run.
fn run_started(lens: &Lens<'_>, who: &str, started: &RunStarted) -> String {
    if let Some(at) = started.scheduled {
        let at = at.to_zoned(lens.zone.clone()).strftime("%-d %b %Y, %H:%M").to_string();
        return match started.missed {
            0 => say("timeline.run_scheduled", &[("at", &at)]),
            missed => say_count("timeline.run_scheduled_late", missed.into(), &[("at", &at)]),
        };
    }
    let title = lens.compiled.workflow.start.get(started.start);
    match title.map(|start| (&start.kind, start.title.text.as_str())) {
        Some((StartKind::Event { .. } | StartKind::Webhook { .. }, title)) => {
            say("timeline.run_by_event", &[("event", title)])
        }
        Some((StartKind::Workflow { .. }, title)) => say("timeline.run_after", &[("workflow", title)]),
        Some((StartKind::Date { .. }, title)) => say("timeline.run_by_date", &[("field", &lens.field_label(title))]),
        _ => say("timeline.run_started", &[("who", who)]),
    }
}

/// Which rules held, and whose: the step's own, or those of a shared decision.
fn rule_applied(lens: &Lens<'_>, applied: &RuleApplied) -> String {
    let rules: Vec<String> = applied.rules.iter().map(ToString::to_string).collect();
    let (step, count) = (lens.step_title(&applied.step), rules.len() as u64);
    let rules = crate::words::list(&rules);
    let Some(shared) = &applied.decision else {
        let params = [("step", step.as_str()), ("rules", rules.as_str())];
        return if count == 0 {
            say("timeline.rule_none", &params)
        } else {
            say_count("timeline.rule_applied", count, &params)
        };
    };
    let version = shared.version.to_string();
    let params = [("step", &*step), ("rules", &rules), ("decision", &shared.id), ("version", &version)];
    if count == 0 {
        say("timeline.decision_made", &params)
    } else {
        say_count("timeline.decision_rules", count, &params)
    }
}

/// What rules, timers and messages did.
fn of_machine(lens: &Lens<'_>, event: &Event) -> Option<String> {
    let said = match event {
        Event::RuleApplied(applied) => rule_applied(lens, applied),
        Event::CaseTaken(taken) => match &taken.case {
            Some(case) => {
                let step = lens.step_title(&taken.step);
                say("timeline.case_taken", &[("step", &step), ("case", &lens.case_title(&taken.step, case))])
            }
            None => about(lens, "timeline.case_none", &taken.step),
        },
        Event::MessageSent(message) => {
            let subject = message.subject.value().as_str().map(str::to_owned);
            let subject = subject.filter(|_| !message.subject.is_erased()).unwrap_or_else(|| say("words.erased", &[]));
            say("timeline.message_sent", &[("subject", &subject), ("to", &lens.names(&message.to))])
        }
        Event::ClockStopped(stopped) if stopped.block.is_none() => say("timeline.clock_stopped", &[]),
        Event::ClockStarted(started) if started.block.is_none() => {
            say("timeline.clock_started", &[("lay", &duration(started.stood_ms / 1000))])
        }
        Event::UndoBegun(begun) => {
            let steps: Vec<String> = begun.undone.iter().map(|done| lens.step_title(&done.step)).collect();
            say("timeline.undo_begun", &[("steps", &crate::words::list(&steps))])
        }
        Event::StepStood(stood) => about(lens, "timeline.step_stood", &stood.step),
        Event::StepHeldBack(held) => why_held_back(lens, held),
        Event::VoteCounted(counted) => counted_vote(lens, counted)?,
        Event::TimerFired(fired) if fired.kind == TimerKind::Due => about(lens, "timeline.due_passed", &fired.step),
        Event::TimerFired(fired) if fired.kind == TimerKind::Wait => about(lens, "timeline.wait_over", &fired.step),
        Event::HandlerFired(fired) => {
            let of_run = || lens.compiled.workflow.title.clone();
            let step = fired.step.as_ref().map_or_else(of_run, |step| lens.step_title(step));
            say("timeline.handler_fired", &[("step", &step), ("handler", &fired.label)])
        }
        Event::EventCame(came) => {
            let key = if came.kept { "timeline.event_was_kept" } else { "timeline.event_came" };
            say(key, &[("event", &came.name)])
        }
        Event::Reminded(reminded) => {
            let step = lens.step_title(&reminded.step);
            let count = reminded.to.len() as u64;
            say_count("timeline.reminded", count, &[("to", &lens.names(&reminded.to)), ("step", &step)])
        }
        Event::Escalated(escalated) => told_of_escalation(lens, escalated),
        Event::ExceptionRaised(raised) => {
            let sentence = lens.exception_sentence(&raised.code, &raised.params);
            say("timeline.exception_raised", &[("step", &lens.step_title(&raised.step)), ("sentence", &sentence)])
        }
        event => return of_runs(lens, event),
    };
    Some(said)
}

/// What a run and those that it asked for, or that asked for it, have to do with each other.
fn of_runs(lens: &Lens<'_>, event: &Event) -> Option<String> {
    let said = match event {
        Event::RunAsked(asked) => {
            let step = lens.step_title(&asked.step);
            say("timeline.run_asked", &[("workflow", &asked.workflow), ("step", &step)])
        }
        Event::SubRunUndoAsked(asked) => of_sub(lens, "timeline.sub_run_undo_asked", asked.sub)?,
        Event::SubRunUndone(undone) if undone.gone => of_sub(lens, "timeline.sub_run_gone", undone.sub)?,
        Event::SubRunUndone(undone) if undone.left => of_sub(lens, "timeline.sub_run_left", undone.sub)?,
        Event::SubRunUndone(undone) => of_sub(lens, "timeline.sub_run_undone", undone.sub)?,
        Event::RunReopened(_) => say("timeline.run_reopened", &[]),
        Event::RunUndone(undone) if undone.left => say("timeline.run_undone_left", &[]),
        Event::RunUndone(_) => say("timeline.run_undone", &[]),
        Event::SubRunBegan(began) => say("timeline.sub_run_began", &[("run", &began.key)]),
        Event::SubRunEnded(ended) => {
            let sub = lens.state.subs.iter().find(|sub| sub.sub == ended.sub)?;
            let run = sub.key.as_ref().unwrap_or(&sub.workflow);
            match &ended.outcome {
                Some(outcome) => say("timeline.sub_run_ended", &[("run", run), ("outcome", outcome)]),
                None => say("timeline.sub_run_over", &[("run", run)]),
            }
        }
        _ => return None,
    };
    Some(said)
}

/// What is said of a run that was asked for, by its key.
fn of_sub(lens: &Lens<'_>, key: &str, number: SubNo) -> Option<String> {
    let sub = lens.state.subs.iter().find(|sub| sub.sub == number)?;
    Some(say(key, &[("run", sub.key.as_ref().unwrap_or(&sub.workflow))]))
}

/// Who was brought in, and what that means for who has the step.
fn told_of_escalation(lens: &Lens<'_>, escalated: &Escalated) -> String {
    let (step, to) = (lens.step_title(&escalated.step), lens.names(&escalated.to));
    let params = [("step", step.as_str()), ("to", to.as_str())];
    match escalated.how {
        EscalationHow::Add => say("timeline.escalated_add", &params),
        EscalationHow::Move => say("timeline.escalated_move", &params),
        EscalationHow::Tell => say_count("timeline.escalated_tell", escalated.to.len() as u64, &params),
    }
}

fn why_held_back(lens: &Lens<'_>, held: &StepHeldBack) -> String {
    match &held.lock {
        Some(lock) if held.of_workflow => asked_for(lens, &held.step, lock, None),
        lock => held_back(lens, &held.step, lock.as_deref(), held.holder.as_deref()),
    }
}

/// Why a step cannot begin yet.
pub fn held_back(lens: &Lens<'_>, step: &str, lock: Option<&str>, holder: Option<&str>) -> String {
    let step = lens.step_title(step);
    match (lock, holder) {
        (Some(lock), Some(holder)) => {
            let holder = lens.step_title(holder);
            say("timeline.held_back_by_lock", &[("step", &step), ("lock", lock), ("holder", &holder)])
        }
        _ => say("timeline.held_back", &[("step", &step)]),
    }
}

/// That a step waits for a lock that all runs of the workflow share, and which run has it.
pub fn asked_for(lens: &Lens<'_>, step: &str, lock: &str, holder: Option<&String>) -> String {
    let step = lens.step_title(step);
    match holder {
        Some(run) => say("timeline.held_back_by_run", &[("step", &step), ("lock", lock), ("run", run)]),
        None => say("timeline.held_back_by_runs", &[("step", &step), ("lock", lock)]),
    }
}

/// What the answers of several came to; none while that is open.
fn counted_vote(lens: &Lens<'_>, counted: &VoteCounted) -> Option<String> {
    let (yes, others) = (counted.yes.to_string(), counted.others.to_string());
    let choice = lens.choice_label(&counted.step, counted.decided.as_ref()?);
    let step = lens.step_title(&counted.step);
    Some(say("timeline.votes_decided", &[("step", &step), ("choice", &choice), ("yes", &yes), ("others", &others)]))
}

fn who(lens: &Lens<'_>, entry: &Recorded) -> String {
    match entry.actor.as_person() {
        Some(person) => lens.name(person),
        None if entry.actor.kind == baton_engine::ActorKind::Timer => say("words.timer", &[]),
        None if entry.actor.kind == baton_engine::ActorKind::Guest => say("words.outside", &[]),
        None => say("words.system", &[]),
    }
}

fn about(lens: &Lens<'_>, key: &str, step: &str) -> String {
    say(key, &[("step", &lens.step_title(step))])
}

fn task_step(lens: &Lens<'_>, task: TaskNo) -> String {
    lens.state.task(task).map_or_else(|| task.to_string(), |task| lens.task_title(task))
}

fn of_task(lens: &Lens<'_>, key: &str, who: &str, task: TaskNo) -> String {
    say(key, &[("who", who), ("step", &task_step(lens, task))])
}

fn values_given(lens: &Lens<'_>, who: &str, given: &ValuesGiven) -> Option<String> {
    let fields: Vec<String> = given.values.keys().map(|field| lens.field_label(field)).collect();
    let fields = crate::words::list(&fields);
    let automatic = given.step.as_ref().filter(|step| lens.is_automatic(step));
    match automatic {
        _ if given.values.is_empty() => None,
        Some(step) => Some(say("timeline.values_computed", &[("step", &lens.step_title(step)), ("fields", &fields)])),
        None => Some(say("timeline.values_given", &[("who", who), ("fields", &fields)])),
    }
}

fn step_withdrawn(lens: &Lens<'_>, who: &str, withdrawn: &StepWithdrawn) -> String {
    let step = lens.step_title(&withdrawn.step);
    match &withdrawn.reason {
        Withdrawal::LeftBlock { block, .. } => {
            let block = lens.step_title(block);
            say("timeline.step_withdrawn_left_block", &[("step", &step), ("by", who), ("block", &block)])
        }
        Withdrawal::Joined { block } => {
            say("timeline.step_withdrawn_joined", &[("step", &step), ("block", &lens.step_title(block))])
        }
        Withdrawal::RaceWon { block, .. } => {
            say("timeline.step_withdrawn_race", &[("step", &step), ("block", &lens.step_title(block))])
        }
        Withdrawal::NotNow { .. } => say("timeline.step_set_aside", &[("step", &step)]),
        Withdrawal::CancelledBy { step: other } => {
            say("timeline.step_withdrawn_cancelled", &[("step", &step), ("by", &lens.step_title(other))])
        }
        Withdrawal::Interrupted { handler } => {
            say("timeline.step_withdrawn_interrupted", &[("step", &step), ("handler", handler)])
        }
        Withdrawal::RowRemoved { list, .. } => {
            let list = lens.field_label(list);
            say("timeline.step_withdrawn_row_removed", &[("step", &step), ("list", &list)])
        }
        Withdrawal::Moved { to } => {
            say("timeline.step_withdrawn_moved", &[("step", &step), ("to", &lens.step_title(to))])
        }
        Withdrawal::RunFinished { .. } => say("timeline.step_withdrawn_run_finished", &[("step", &step)]),
        Withdrawal::UndoGivenUp => say("timeline.step_withdrawn_undo_given_up", &[("step", &step)]),
        Withdrawal::RunCancelled => say("timeline.step_withdrawn_run_cancelled", &[("step", &step)]),
    }
}

fn handed_over(lens: &Lens<'_>, handed: &HandedOver) -> String {
    let (step, to) = (task_step(lens, handed.task), lens.names(&handed.to));
    match handed.from {
        Some(from) => say("timeline.handed_over", &[("from", &lens.name(from)), ("to", &to), ("step", &step)]),
        None => say("timeline.handed_over_first", &[("to", &to), ("step", &step)]),
    }
}

fn task_completed(lens: &Lens<'_>, completed: &TaskCompleted) -> String {
    let who = lens.name(completed.by);
    let choice = lens.chosen(&completed.step, &completed.choice, completed.label.as_ref());
    match &completed.back_to {
        Some(back) => {
            let to = lens.step_title(back);
            say("timeline.task_sent_back", &[("who", &who), ("to", &to), ("choice", &choice)])
        }
        None => {
            let step = task_step(lens, completed.task);
            say("timeline.task_completed", &[("who", &who), ("step", &step), ("choice", &choice)])
        }
    }
}

fn exception_resolved(lens: &Lens<'_>, who: &str, resolved: &ExceptionResolved) -> String {
    let step = lens.state.exception(resolved.exception).map(|exception| lens.step_title(&exception.step));
    let step = step.unwrap_or_default();
    let params = [("who", who), ("step", step.as_str())];
    match resolved.how {
        Resolution::Retry => say("timeline.exception_retry", &params),
        Resolution::Supply => say("timeline.exception_supply", &params),
        Resolution::Change => say("timeline.exception_change", &params),
        Resolution::Skip => say("timeline.exception_skip", &params),
        Resolution::Assign { person } => {
            say("timeline.exception_assign", &[params[0], params[1], ("to", &lens.name(person))])
        }
    }
}
