//! What stands against publishing a text here: what cannot run yet; groups, people, decisions and workflows that are not there or
//! do not fit; roles that nobody could have, and approvals for which too few could; webhooks that would share a secret.

use std::collections::BTreeMap;
use std::sync::Arc;

use baton_model::definition::{Definition, Else, Named, RoleRule, RoleSpec, StartKind, Who, Workflow};
use baton_model::{Checked, Fault, Severity, starts_after, sub_runs};
use baton_people::{Directory, Group, Person};
use baton_store::{Reader, StoreError};

use crate::definitions::Definitions;
use crate::organisation::{Whom, enough, nobody};

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
    /// All of it, in the order of the text; what is only a warning does not stand against it.
    pub fn publishable(&self, checked: &Checked) -> Result<Vec<Fault>, StoreError> {
        let mut faults = baton_model::publishable(checked);
        let mut named_here: Vec<&Named> = Vec::new();
        match &checked.definition {
            Some(Definition::Workflow(workflow)) => {
                named_here = named(workflow);
                faults.extend(self.asked(workflow, &checked.text)?);
                faults.extend(self.runs(checked)?);
                let whom = Whom::new(workflow, self)?;
                faults.extend(nobody::faults(workflow, &whom, &checked.text));
                faults.extend(enough::faults(workflow, self.directory, &checked.text));
            }
            Some(Definition::Decision(decision)) => {
                named_here.extend(&decision.head.owner);
                faults.extend(self.linked(checked)?);
            }
            Some(Definition::Process(process)) => {
                named_here.extend(&process.head.owner);
                faults.extend(self.runs(checked)?);
            }
            None => {}
        }
        faults.extend(self.shared_secrets(checked)?);
        let unknown = named_here.into_iter().filter(|name| self.directory.resolve(&name.name).is_none());
        faults.extend(unknown.map(|name| self::unknown(name, &checked.text)));
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

    /// What it asks of other workflows, they can do. With errors of its own that is not asked yet.
    fn runs(&self, checked: &Checked) -> Result<Vec<Fault>, StoreError> {
        let Ok(compiled) = checked.clone().compile() else { return Ok(Vec::new()) };
        self.finding(|find| {
            let mut found = match &checked.definition {
                Some(Definition::Process(process)) => {
                    sub_runs::asked_by_process(process, &compiled.workflow, &checked.text, &mut *find)
                }
                _ => sub_runs::asked(&compiled.workflow, &checked.text, &mut *find),
            };
            found.extend(starts_after::asked(&compiled.workflow, &checked.text, find));
            found
        })
    }

    /// Looks at what needs other workflows, with those that are here.
    pub(crate) fn finding(
        &self,
        look: impl FnOnce(sub_runs::Find<'_>) -> Vec<Fault>,
    ) -> Result<Vec<Fault>, StoreError> {
        let mut failed = None;
        let found = look(&mut |id: &str, version: Option<u32>| {
            self.definitions.to_run(self.reader, id, version).unwrap_or_else(|error| {
                failed.get_or_insert(error);
                None
            })
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

/// Those of a group who could have a role, as far as that does not hang on a run.
pub(crate) fn could_have<'d>(
    group: &'d Group,
    spec: &'d RoleSpec,
    here: &'d Directory,
) -> impl Iterator<Item = &'d Person> {
    let skill = plain_skill(spec);
    let can = move |person: &&Person| skill.is_none_or(|skill| person.skills.iter().any(|has| has == skill));
    members(group, here).filter(can)
}

/// Those of a group who are here.
pub(crate) fn members<'d>(group: &'d Group, here: &'d Directory) -> impl Iterator<Item = &'d Person> {
    group.members.iter().filter_map(|id| here.person(*id)).filter(|person| person.active)
}

/// The skill that a role asks for in every run.
pub(crate) fn plain_skill(spec: &RoleSpec) -> Option<&str> {
    spec.skill.as_ref().filter(|skill| skill.is_plain()).map(|skill| skill.text.as_str())
}

fn unknown(name: &Named, text: &str) -> Fault {
    let message = format!("there is no such group or person: {}", name.name);
    let params = [("name", name.name.clone())].into();
    let told = ("publish.unknown_group", message, "make the group under People, or use another one".to_owned());
    fault(name, text, told, params)
}

/// A fault at a name of the text.
pub(crate) fn fault(
    at: &Named,
    text: &str,
    (code, message, remedy): (&'static str, String, String),
    params: BTreeMap<&'static str, String>,
) -> Fault {
    let wide = text.get(at.span.start as usize..at.span.end as usize).map_or(1, |part| part.chars().count());
    Fault {
        code,
        severity: Severity::Error,
        path: String::new(),
        line: at.span.line.max(1),
        column: at.span.column.max(1),
        end_line: at.span.line.max(1),
        end_column: at.span.column.max(1) + wide as u32,
        message,
        remedy,
        params,
        way: None,
        trace: None,
    }
}
