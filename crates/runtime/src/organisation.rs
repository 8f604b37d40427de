//! What a design asks of the people who are here and is likely to go wrong, without stopping it from being published: who could
//! have a role once who asks is left out, and targets that leave no time for the runs of other workflows.
//!
//! Who may start a workflow is asked one by one, with the managers that each has. That is done only for groups that are so small
//! that `not:` could leave nobody; what hangs on values of a run is not known, and leaves nobody out.

use std::collections::BTreeSet;

use baton_model::definition::step::{Step, StepKind};
use baton_model::definition::{Definition, Named, Phrase, RoleRule, RoleSpec, Start, StartKind, Who, Workflow};
use baton_model::{Checked, Fault, sub_targets};
use baton_people::{Directory, Person, PersonId};
use baton_store::StoreError;

use crate::publishable::{Here, could_have, fault};

impl Here<'_> {
    /// What is worth a second look, in the order of the text.
    pub fn doubts(&self, checked: &Checked) -> Result<Vec<Fault>, StoreError> {
        let mut doubts = self.targets(checked)?;
        if let Some(Definition::Workflow(workflow)) = &checked.definition {
            let askers = askers(workflow, self.directory);
            for step in workflow.all_steps() {
                doubts.extend(self.who_is_left(workflow, step, &askers).map(|found| found.told(&checked.text)));
            }
        }
        for doubt in &mut doubts {
            doubt.severity = baton_model::Severity::Warning;
        }
        doubts.sort_by_key(|doubt| (doubt.line, doubt.column));
        Ok(doubts)
    }

    fn targets(&self, checked: &Checked) -> Result<Vec<Fault>, StoreError> {
        let Ok(compiled) = checked.clone().compile() else { return Ok(Vec::new()) };
        self.finding(|find| match &checked.definition {
            Some(Definition::Process(process)) => sub_targets::below_runs_of_process(process, &checked.text, find),
            _ => sub_targets::below_runs(&compiled, find),
        })
    }

    /// What becomes of a step's role when one of those who may start it does.
    fn who_is_left<'w>(&self, workflow: &'w Workflow, step: &'w Step, askers: &[&'w Person]) -> Option<Left<'w>>
    where
        Self: 'w,
    {
        let who = step.who.as_ref()?;
        let role = workflow.roles.get(&who.name)?;
        let RoleRule::Group { group, .. } = &role.spec.rule else { return None };
        let known = self.directory.group_by_handle(&group.name)?;
        let could: BTreeSet<PersonId> =
            could_have(known, &role.spec, self.directory).into_iter().map(|person| person.id).collect();
        if could.is_empty() || role.spec.or_else.is_some() {
            return None;
        }
        let mut at = Left { step, who, group: &group.name, asker: String::new(), approves: false };
        if could.len() <= role.spec.not.len() {
            let nobody = |asker: &&&Person| could.is_subset(&self.left_out(workflow, &role.spec, asker));
            if let Some(asker) = askers.iter().find(nobody) {
                at.asker.clone_from(&asker.name);
                return Some(at);
            }
        }
        let alone = could.first().filter(|_| could.len() == 1 && matches!(step.kind, StepKind::Approve(_)))?;
        let asker = askers.iter().find(|asker| asker.id == *alone)?;
        let not = self.left_out(workflow, &role.spec, asker).contains(alone);
        at.asker.clone_from(&asker.name);
        at.approves = true;
        (!not).then_some(at)
    }

    /// Who may not have a role when that person asks.
    fn left_out(&self, workflow: &Workflow, spec: &RoleSpec, asker: &Person) -> BTreeSet<PersonId> {
        let roles = workflow.roles.len();
        spec.not.iter().filter_map(|people| self.is(workflow, (&people.phrase, roles), asker)).collect()
    }

    /// Who a phrase is when that person asks; none: it hangs on the run.
    fn is(&self, workflow: &Workflow, (phrase, deep): (&Phrase, usize), asker: &Person) -> Option<PersonId> {
        match phrase {
            Phrase::Starter => Some(asker.id),
            Phrase::ManagerOf(of) => self.directory.person(self.is(workflow, (of, deep), asker)?)?.manager,
            Phrase::Person(name) => self.directory.resolve_person(name).map(|person| person.id),
            Phrase::Role(name) => match &workflow.roles.get(name)?.spec.rule {
                RoleRule::Person(people) if deep > 0 => self.is(workflow, (&people.phrase, deep - 1), asker),
                _ => None,
            },
            Phrase::OwnerOf(_) | Phrase::Field(_) | Phrase::DoerOf(_) => None,
        }
    }
}

/// A step of whose role too few are left.
struct Left<'w> {
    step: &'w Step,
    /// Its role, where it is named.
    who: &'w Named,
    group: &'w str,
    asker: String,
    /// Whether they could approve what they ask for themselves; else nobody is left.
    approves: bool,
}

impl Left<'_> {
    fn told(&self, text: &str) -> Fault {
        let Self { step, who, group, asker, approves } = self;
        let role = &who.name;
        let title = &step.title.text;
        let (code, message, remedy) = if *approves {
            let message = format!("nobody but {asker} could approve `{title}`, who may ask for it as well: {role}");
            (
                "publish.approves_own_request",
                message,
                "put more people into the group, or name a role that is somebody else",
            )
        } else {
            let message = format!("when {asker} starts it, nobody of {group} is left for `{title}`: {role}");
            ("publish.nobody_left", message, "put more people into the group, or write an `else:`")
        };
        let params = [("step", title.clone()), ("role", role.clone()), ("group", (*group).to_owned())];
        let params = params.into_iter().chain([("person", asker.clone())]).collect();
        fault(who, text, (code, message, remedy.to_owned()), params)
    }
}

/// Everybody who may start a workflow by hand, in the order of their numbers.
fn askers<'d>(workflow: &Workflow, here: &'d Directory) -> Vec<&'d Person> {
    let by_hand = workflow.start.iter().filter(|start| Start::is_by_hand(start));
    let mut ids: BTreeSet<PersonId> = BTreeSet::new();
    for start in by_hand {
        match &start.kind {
            StartKind::Form(Who::Groups(groups)) | StartKind::Manual(Who::Groups(groups)) => {
                let groups = groups.iter().filter_map(|group| here.group_by_handle(&group.name));
                ids.extend(groups.flat_map(|group| group.members.iter().copied()));
            }
            StartKind::Form(Who::Everyone) | StartKind::Manual(Who::Everyone) => {
                ids.extend(here.people().map(|person| person.id));
            }
            _ => {}
        }
    }
    ids.into_iter().filter_map(|id| here.person(id)).filter(|person| person.active).collect()
}
