//! `stage`: steps kept together; it is done when nothing is open in it any more.

use crate::decide::burst::{Burst, Decision};
use crate::name::{Name, ThreadNo};

impl Burst<'_> {
    /// Opens a stage at its beginning.
    pub fn open_stage(&mut self, thread: ThreadNo, block: &Name) -> Decision {
        let at = self.open_block_at(thread, block)?;
        if let Some(inside) = self.node(block).and_then(|node| node.branches.first()) {
            self.open_part(&at, &format!("{block}/1").into(), &inside.first);
        }
        Ok(())
    }
}
