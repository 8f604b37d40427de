//! `choose`: the first case that holds is taken; none: it goes on after it. Null is not true.
//!
//! It is over once its case is taken; with handlers, a lock or a clock it is a block, which is open until the case is done.

use baton_model::definition::step::Choose;

use crate::behaviour::moving::Completed;
use crate::decide::burst::{Burst, Decision};
use crate::event::{CaseTaken, Event, Onwards};
use crate::name::{Name, ThreadNo, V1};

/// The case that holds, by its place, and what was noted on the way to it.
type Taken = (Option<usize>, Vec<String>);

impl Burst<'_> {
    /// Takes a case.
    pub fn choose(&mut self, thread: ThreadNo, step: &Name, choose: &Choose) -> Decision {
        let (taken, notes) = self.case_that_holds(choose)?;
        let pass = self.open_automatic(thread, step)?;
        self.case_taken(step, pass, choose, (taken, notes));
        self.completed(&Completed { step: step.clone(), pass, thread, choice: None, by: None })?;
        let case = taken.map(|index| index as u32);
        self.go_on(thread, Onwards { step: Some(step.clone()), case, ..Onwards::default() })
    }

    /// Opens a case, and the choice as the block around it.
    pub fn open_case(&mut self, thread: ThreadNo, step: &Name, choose: &Choose) -> Decision {
        let (taken, notes) = self.case_that_holds(choose)?;
        let at = self.open_block_at(thread, step)?;
        self.case_taken(step, at.pass, choose, (taken, notes));
        let start = taken.and_then(|index| self.node(step)?.branches.get(index));
        match (taken.and_then(|index| choose.cases.get(index)), start) {
            (Some(case), Some(start)) => {
                self.open_part(&at, &case.id.as_str().into(), &start.first);
                Ok(())
            }
            _ => self.block_done(&at),
        }
    }

    fn case_that_holds(&self, choose: &Choose) -> Decision<Taken> {
        let mut noted = Vec::new();
        for (index, case) in choose.cases.iter().enumerate() {
            let holds = match &case.when {
                None => true,
                Some(when) => {
                    let (holds, notes) = self.holds(&when.program)?;
                    noted.extend(notes);
                    holds
                }
            };
            if holds {
                return Ok((Some(index), noted));
            }
        }
        Ok((None, noted))
    }

    fn case_taken(&mut self, step: &Name, pass: u32, choose: &Choose, (taken, notes): Taken) {
        let case = taken.and_then(|index| choose.cases.get(index)).map(|case| Name::from(case.id.as_str()));
        self.emit(Event::CaseTaken(CaseTaken { v: V1::default(), step: step.clone(), pass, case, notes }));
    }
}
