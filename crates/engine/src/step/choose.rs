//! `choose`: the first case that holds is taken; none: it goes on after it. Null is not true.

use baton_model::definition::step::Choose;

use crate::behaviour::moving::{Completed, Leaving};
use crate::decide::burst::{Burst, Decision};
use crate::event::{CaseTaken, Event};
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
        let node = self.node(step);
        let edge = node.and_then(|node| taken.and_then(|index| node.cases.get(index)).or(node.next.as_ref()));
        match edge {
            Some(edge) => self.follow(thread, edge, &Leaving { step: step.clone(), choice: None, by: None }),
            None => Ok(()),
        }
    }
}
