//! The order in which the values are found that a decision needs, without going down into a long chain.

use super::{Brought, Compiled, Compiler, Part, PartId, Role};
use crate::dmn::Fault;
use std::collections::HashSet;

/// What is still to be done in the walk.
enum Step {
    Enter(PartId),
    Leave(PartId),
}

/// A walk down the requirements.
#[derive(Default)]
struct Walk {
    order: Vec<PartId>,
    done: HashSet<PartId>,
}

impl Walk {
    /// Goes down from a part; the part that needs itself, where one does.
    fn down(&mut self, parts: &[Part], target: PartId, given: &dyn Fn(PartId) -> bool) -> Result<(), PartId> {
        let mut open = HashSet::new();
        let mut steps = vec![Step::Enter(target)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(part) => {
                    open.remove(&part);
                    self.done.insert(part);
                    self.order.push(part);
                }
                Step::Enter(part) if self.done.contains(&part) => {}
                Step::Enter(part) => {
                    if !open.insert(part) {
                        return Err(part);
                    }
                    steps.push(Step::Leave(part));
                    let needed = needs(&parts[part]).filter(|need| !given(part) && !self.done.contains(need));
                    steps.extend(needed.map(Step::Enter));
                }
            }
        }
        Ok(())
    }
}

impl Compiled {
    /// Whose values a part needs, itself last, each after those it needs; what is given needs nothing. None where something
    /// needs itself.
    pub fn plan(&self, target: PartId, given: &dyn Fn(PartId) -> bool) -> Option<Vec<PartId>> {
        let mut walk = Walk::default();
        walk.down(&self.parts, target, given).ok().map(|()| walk.order)
    }
}

impl Compiler<'_> {
    /// Says which decisions need themselves.
    pub(super) fn circles(&mut self) {
        let mut walk = Walk::default();
        for part in 0..self.parts.len() {
            if let Err(found) = walk.down(&self.parts, part, &|_| false) {
                let (name, line) = (self.parts[found].name.to_string(), self.parts[found].line);
                self.faults.push(Fault::new("dmn.circle", line, &[("name", &name)]));
                walk.done.insert(found);
            }
        }
    }
}

fn needs(part: &Part) -> impl Iterator<Item = PartId> + '_ {
    let brought = match &part.role {
        Role::Decision(decision) => decision.brought.as_slice(),
        _ => &[],
    };
    brought.iter().flat_map(|brought| match brought {
        Brought::Part(part) => std::slice::from_ref(part).iter().copied(),
        Brought::Import(parts) => parts.as_slice().iter().copied(),
    })
}
