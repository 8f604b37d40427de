//! Opens a task to work on it: the handoff is taken over. A second time nothing happens.

use crate::decide::burst::{Burst, Decision};
use crate::name::TaskNo;
use crate::state::TaskState;

pub(super) fn carry_out(burst: &mut Burst<'_>, task: TaskNo) -> Decision {
    let (record, person) = burst.own_task(task)?;
    if record.state != TaskState::Offered && !record.to_accept {
        burst.may_start(&record)?;
        burst.take_over(&record, person);
    }
    Ok(())
}
