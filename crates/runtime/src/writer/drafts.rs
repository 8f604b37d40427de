//! What becomes of saved forms: once a form is sent, or its task is over, nobody's draft of it is needed any more.

use baton_engine::RunState;
use baton_model::Compiled;
use baton_store::Change;

use crate::reads::FormPlace;

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
