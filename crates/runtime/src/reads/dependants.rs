//! Who uses a decision, and who could not ask it any more if a text of it were live.
//!
//! Publishing is not refused for that: an input could never be renamed. Who would be left waiting is told before and after.

use std::sync::Arc;

use baton_model::decision::{self, Compiled as Shared, Linked};
use baton_model::definition::StepKind;
use baton_model::definition::step::DecideRules;
use baton_model::{Compiled, Fault, Severity};
use baton_store::{Reader, StoreError};

use crate::caller::Caller;
use crate::core::Core;
use crate::definitions::rows;
use crate::handle::Handle;
use crate::permissions::Operation;
use crate::refused::Refused;
use crate::rights::Rights;
use crate::view::types::LeftBehind;

/// The live workflows and decisions that use a decision.
pub(super) struct Dependants {
    workflows: Vec<(String, Arc<Compiled>)>,
    decisions: Vec<(String, Arc<Shared>)>,
}

impl Handle {
    /// Who cannot ask the live version of a decision, although they use it.
    pub fn left_behind(&self, caller: &Caller, slug: &str) -> Result<Vec<LeftBehind>, Refused> {
        let core = self.core();
        Rights::of(caller, &core.directory()).at_all(Operation::ReadWorkflow)?;
        let reader = core.reader()?;
        let Some((_, live)) = core.definitions.live(reader.as_ref(), slug)? else { return Ok(Vec::new()) };
        Ok(Dependants::of(core, reader.as_ref(), slug)?.left_behind(core, reader.as_ref(), &live)?)
    }
}

impl Dependants {
    /// Finds them.
    pub fn of(core: &Core, reader: &dyn Reader, slug: &str) -> Result<Self, StoreError> {
        let mut found = Self { workflows: Vec::new(), decisions: Vec::new() };
        for row in rows(reader, false)? {
            let compiled = core.definitions.compiled(reader, row.id, row.live_version)?;
            let asks = compiled.workflow.all_steps().into_iter().any(|step| match &step.kind {
                StepKind::Decide(decide) => {
                    matches!(&decide.rules, DecideRules::Shared(shared) if shared.decision.name == slug)
                }
                _ => false,
            });
            if asks {
                found.workflows.push((row.slug, compiled));
            }
        }
        for row in rows(reader, true)? {
            let compiled = core.definitions.decision(reader, row.id, row.live_version)?;
            if compiled.decision.uses.iter().any(|used| used.decision.name == slug) {
                found.decisions.push((row.slug, compiled));
            }
        }
        Ok(found)
    }

    /// Their ids.
    pub fn ids(&self) -> Vec<String> {
        let workflows = self.workflows.iter().map(|(id, _)| id);
        workflows.chain(self.decisions.iter().map(|(id, _)| id)).cloned().collect()
    }

    /// Those that could not ask the decision if it were this.
    pub fn left_behind(
        &self,
        core: &Core,
        reader: &dyn Reader,
        decision: &Arc<Shared>,
    ) -> Result<Vec<LeftBehind>, StoreError> {
        let mut here = Here { core, reader, decision, failed: None };
        let mut found = Vec::new();
        for (id, compiled) in &self.workflows {
            let faults = decision::asked(&compiled.workflow, &compiled.text, &mut |id| {
                let root = here.find(id)?;
                here.linked(root).ok().map(Arc::new)
            });
            found.extend(left(id, false, &faults));
        }
        for (id, compiled) in &self.decisions {
            let faults = match here.linked(Arc::clone(compiled)) {
                Ok(linked) => linked.faults(),
                Err(faults) => faults,
            };
            found.extend(left(id, true, &faults));
        }
        here.failed.map_or(Ok(found), Err)
    }
}

fn left(id: &str, is_decision: bool, faults: &[Fault]) -> Option<LeftBehind> {
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error);
    let why: Vec<String> = errors.map(|fault| fault.message.clone()).collect();
    (!why.is_empty()).then(|| LeftBehind { id: id.to_owned(), is_decision, why })
}

/// What is live, but for one decision.
struct Here<'a> {
    core: &'a Core,
    reader: &'a dyn Reader,
    decision: &'a Arc<Shared>,
    failed: Option<StoreError>,
}

impl Here<'_> {
    fn find(&mut self, id: &str) -> Option<Arc<Shared>> {
        if self.decision.decision.head.id.name == id {
            return Some(Arc::clone(self.decision));
        }
        match self.core.definitions.live(self.reader, id) {
            Ok(found) => found.map(|(_, compiled)| compiled),
            Err(error) => {
                self.failed.get_or_insert(error);
                None
            }
        }
    }

    fn linked(&mut self, root: Arc<Shared>) -> Result<Linked, Vec<Fault>> {
        Linked::new(root, &mut |id| self.find(id))
    }
}
