//! Gives a claimed task back to those it was offered to.

use crate::decide::burst::{Burst, Decision};
use crate::event::{Event, TaskReleased};
use crate::name::{TaskNo, V1};
use crate::state::TaskState;

pub(super) fn carry_out(burst: &mut Burst<'_>, task: TaskNo) -> Decision {
    let (record, by) = burst.own_task(task)?;
    if record.state != TaskState::Claimed || record.assignee != Some(by) {
        return Err(burst.about("task.not_claimed", task).into());
    }
    burst.emit(Event::TaskReleased(TaskReleased { v: V1::default(), task, by }));
    Ok(())
}
