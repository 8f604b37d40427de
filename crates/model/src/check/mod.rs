//! What must be true of a whole definition: one file for each thing that can be wrong.
//!
//! A check looks at the definition and its graph and adds what it finds; none depends on another having run.

use crate::definition::{Process, Workflow};
use crate::fault::Faults;
use crate::graph::{Graph, Stray};

/// What a check looks at.
pub(crate) struct Subject<'a> {
    pub workflow: &'a Workflow,
    pub graph: &'a Graph,
    pub strays: &'a [Stray],
}

/// Checks a workflow.
pub(crate) fn workflow(workflow: &Workflow, graph: &Graph, strays: &[Stray], faults: &mut Faults) {
    let subject = Subject { workflow, graph, strays };
    let _ = (&subject, faults);
}

/// Checks a process.
pub(crate) fn process(process: &Process, faults: &mut Faults) {
    let _ = (process, faults);
}
