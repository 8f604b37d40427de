//! What becomes of saved forms: once a form is sent, what it holds of secret fields goes along; once that is done, or its task is
//! over, nobody's draft of it is needed any more.

use std::mem::take;

use baton_engine::form::Form;
use baton_engine::{CompleteTask, RunState, StartRun};
use baton_model::Compiled;
use baton_store::Change;

use crate::caller::{Caller, Via};
use crate::core::Core;
use crate::reads::{FormPlace, Unsent};
use crate::refused::Refused;

/// Gives a start the secrets that its draft holds: what somebody typed in a browser and sends from there, not what a program of
/// theirs starts meanwhile.
pub fn start(core: &Core, caller: &Caller, compiled: &Compiled, command: &mut StartRun) -> Result<(), Refused> {
    if matches!(caller.via, Via::Token { .. }) {
        return Ok(());
    }
    let Some(known) = compiled.workflow.start.get(command.start) else { return Ok(()) };
    let workflow = compiled.workflow.head.id.name.as_str();
    let state =
        RunState { workflow: workflow.into(), start: command.start, starter: caller.person, ..RunState::default() };
    let place = FormPlace::start(workflow, &known.id(), caller.person.unwrap_or_default());
    let unsent = Unsent { compiled, state: &state, form: Form::Start(command.start), place };
    command.values = unsent.with(core, caller, take(&mut command.values))?;
    Ok(())
}

/// Gives the completion of a task the secrets that its draft holds.
pub fn complete(
    core: &Core,
    caller: &Caller,
    (compiled, state): (&Compiled, &RunState),
    command: &mut CompleteTask,
) -> Result<(), Refused> {
    let form = Form::Task(command.task, command.choice.as_deref());
    let place = FormPlace::task(state.run, &state.key, command.task);
    let unsent = Unsent { compiled, state, form, place };
    command.values = unsent.with(core, caller, take(&mut command.values))?;
    Ok(())
}

/// The drafts that an entry makes needless. `before` is the default state where the run begins with it.
pub fn needless(compiled: &Compiled, before: &RunState, after: &RunState) -> Vec<Change> {
    let begun = before.rev == 0;
    let start = begun.then(|| compiled.workflow.start.get(after.start)).flatten();
    let of_start = start.zip(after.starter).map(|(start, person)| {
        let place = FormPlace::start(&after.workflow, &start.id(), person).name;
        Change::DropFormDraft { place, person }
    });
    let over = before.open_tasks().filter(|task| !after.open_tasks().any(|open| open.task == task.task));
    let of_tasks = over.map(|task| {
        let place = FormPlace::task(after.run, &after.key, task.task).name;
        Change::DropFormDrafts { place }
    });
    of_start.into_iter().chain(of_tasks).collect()
}
