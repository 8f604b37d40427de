//! Says something about a run or one of its tasks, also when the run is over.

use baton_people::Private;

use crate::decide::burst::{Burst, Decision};
use crate::event::{CommentAdded, Event};
use crate::name::{TaskNo, V1};
use crate::refusal::Refusal;

pub(super) fn carry_out(burst: &mut Burst<'_>, task: Option<TaskNo>, text: &str) -> Decision {
    let by = burst.actor()?;
    if let Some(task) = task.filter(|task| burst.state.task(*task).is_none()) {
        return Err(burst.about("task.not_found", task).into());
    }
    let Some(text) = Burst::comment(Some(text))? else { return Err(Refusal::new("run.comment_empty").into()) };
    burst.emit(Event::CommentAdded(CommentAdded { v: V1::default(), task, text: Private::of_person(by, text) }));
    Ok(())
}
