//! `choose`: the first case that holds is taken; none: it goes on after it. Null is not true.

use baton_model::definition::step::Choose;

use crate::behaviour::moving::Completed;
use crate::decide::burst::{Burst, Decision};
use crate::event::{CaseTaken, Event, Onwards};
use crate::name::{Name, ThreadNo, V1};

impl Burst<'_> {
    /// Takes a case.
    pub fn choose(&mut self, thread: ThreadNo, step: &Name, choose: &Choose) -> Decision {
        let mut noted = Vec::new();
        let mut taken = None;
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
                taken = Some(index);
                break;
            }
        }
        let pass = self.open_automatic(thread, step)?;
        let case = taken.and_then(|index| choose.cases.get(index)).map(|case| Name::from(case.id.as_str()));
        self.emit(Event::CaseTaken(CaseTaken { v: V1::default(), step: step.clone(), pass, case, notes: noted }));
        self.completed(&Completed { step: step.clone(), pass, thread, choice: None, by: None })?;
        let case = taken.map(|index| index as u32);
        self.go_on(thread, Onwards { step: Some(step.clone()), case, ..Onwards::default() })
    }
}
