//! "Did you mean …" for the faults of one definition: a bounded number of times, for looking for near words takes longer
//! than anything else that is done with a wrong one.

use std::cell::Cell;

use crate::limits::FAULTS_MAX;

/// Suggests words while there is anybody left to read them.
#[derive(Debug)]
pub(crate) struct Suggestions {
    left: Cell<usize>,
}

impl Default for Suggestions {
    fn default() -> Self {
        Self { left: Cell::new(FAULTS_MAX) }
    }
}

impl Suggestions {
    /// `, did you mean …?` or nothing.
    pub fn near<'k>(&self, wrong: &str, known: impl Iterator<Item = &'k str>) -> String {
        let Some(left) = self.left.get().checked_sub(1) else { return String::new() };
        self.left.set(left);
        baton_feel::suggest(wrong, known).map_or_else(String::new, |word| format!(", did you mean `{word}`?"))
    }
}
