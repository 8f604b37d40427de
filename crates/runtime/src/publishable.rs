//! What stands against publishing a text here: what cannot run yet, and groups, people and decisions that are not there.

use std::sync::Arc;

use baton_model::definition::{Definition, Else, Named, RoleRule, RoleSpec, StartKind, Who, Workflow};
use baton_model::{Checked, Fault, Severity};
use baton_people::Directory;
use baton_store::{Reader, StoreError};

use crate::definitions::Definitions;

/// What is here.
pub struct Here<'a> {
    /// Who there is.
    pub directory: &'a Directory,
    /// The compiled versions.
    pub definitions: &'a Definitions,
    /// The tables.
    pub reader: &'a dyn Reader,
}

impl Here<'_> {
    /// All of it, in the order of the text.
    pub fn publishable(&self, checked: &Checked) -> Result<Vec<Fault>, StoreError> {
        let mut faults = baton_model::publishable(checked);
        let mut named_here: Vec<&Named> = Vec::new();
        match &checked.definition {
            Some(Definition::Workflow(workflow)) => {
                named_here = named(workflow);
                faults.extend(self.asked(workflow, &checked.text)?);
            }
            Some(Definition::Decision(decision)) => {
                named_here.extend(&decision.head.owner);
                faults.extend(self.linked(checked)?);
            }
            Some(Definition::Process(_)) | None => {}
        }
        let unknown = named_here.into_iter().filter(|name| self.directory.resolve(&name.name).is_none());
        faults.extend(unknown.map(|name| fault(name, &checked.text)));
        faults.sort_by_key(|fault| (fault.line, fault.column));
        Ok(faults)
    }

    /// What a workflow asks of shared decisions, they can answer.
    fn asked(&self, workflow: &Workflow, text: &str) -> Result<Vec<Fault>, StoreError> {
        let mut failed = None;
        let found = baton_model::decision::asked(workflow, text, &mut |id| {
            let shared = self.definitions.shared(self.reader, id).unwrap_or_else(|error| {
                failed.get_or_insert(error);
                None
            });
            shared.map(|fact| fact.linked)
        });
        failed.map_or(Ok(found), Err)
    }

    /// What a decision uses is there, and goes with it.
    fn linked(&self, checked: &Checked) -> Result<Vec<Fault>, StoreError> {
        let Ok(compiled) = checked.clone().compile_decision() else { return Ok(Vec::new()) };
        let linked = self.definitions.link(self.reader, Arc::new(compiled))?;
        Ok(linked.map_or_else(|faults| faults, |(linked, _)| linked.faults()))
    }
}

/// The groups and people a workflow names.
fn named(workflow: &Workflow) -> Vec<&Named> {
    let mut names: Vec<&Named> = workflow.head.owner.iter().collect();
    for start in &workflow.start {
        if let StartKind::Form(Who::Groups(groups)) | StartKind::Manual(Who::Groups(groups)) = &start.kind {
            names.extend(groups);
        }
    }
    for role in workflow.roles.values() {
        groups(&role.spec, &mut names);
    }
    names
}

/// The groups of a role, and of what is to be where nobody of them is left.
fn groups<'d>(spec: &'d RoleSpec, names: &mut Vec<&'d Named>) {
    if let RoleRule::Group { group, .. } = &spec.rule {
        names.push(group);
    }
    if let Some(Else::Spec(inner)) = spec.or_else.as_deref() {
        groups(inner, names);
    }
}

fn fault(name: &Named, text: &str) -> Fault {
    let wide = text.get(name.span.start as usize..name.span.end as usize).map_or(1, |part| part.chars().count());
    Fault {
        code: "publish.unknown_group",
        severity: Severity::Error,
        path: String::new(),
        line: name.span.line.max(1),
        column: name.span.column.max(1),
        end_line: name.span.line.max(1),
        end_column: name.span.column.max(1) + wide as u32,
        message: format!("there is no such group or person: {}", name.name),
        remedy: "make the group under People, or use another one".to_owned(),
        params: [("name", name.name.clone())].into(),
        way: None,
        trace: None,
    }
}
