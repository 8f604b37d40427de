//! What stands against publishing a text here: what cannot run yet, and groups, people and keys that are not there.

use baton_model::definition::{Definition, Named, RoleRule, StartKind, Who, Workflow};
use baton_model::{Checked, Fault, Severity};
use baton_people::Directory;

/// All of it, in the order of the text.
pub fn publishable(directory: &Directory, checked: &Checked) -> Vec<Fault> {
    let mut faults = baton_model::publishable(checked);
    if let Some(Definition::Workflow(workflow)) = &checked.definition {
        let unknown = named(workflow).into_iter().filter(|name| directory.resolve(&name.name).is_none());
        faults.extend(unknown.map(|name| fault(name, &checked.text)));
    }
    faults.sort_by_key(|fault| (fault.line, fault.column));
    faults
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
        if let RoleRule::Group { group, .. } = &role.spec.rule {
            names.push(group);
        }
    }
    names
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
    }
}
