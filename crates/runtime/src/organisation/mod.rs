//! What a design asks of the people who are here and is likely to go wrong, without stopping it from being published: who could
//! have a role once who asks is left out, and targets that leave no time for the runs of other workflows.
//!
//! Who may start a workflow is asked one by one, with the managers that each has, as far as it matters who does: for groups that are
//! so small that `not:` could leave nobody, and for roles that are somebody of the starter's. What hangs on values of a run is not
//! known, and leaves nobody out.

pub(crate) mod enough;
pub(crate) mod nobody;
mod phrases;
mod whom;

use std::collections::BTreeSet;

use baton_model::definition::step::{Step, StepKind};
use baton_model::definition::{Definition, Named, RoleRule, RoleSpec, Start, StartKind, Who, Workflow};
use baton_model::{Checked, Fault, sub_targets};
use baton_people::{Directory, Person, PersonId};
use baton_store::StoreError;

use crate::publishable::{Here, could_have, fault};
use whom::Asked;
pub(crate) use whom::Whom;

impl Here<'_> {
    /// What is worth a second look, in the order of the text.
    pub fn doubts(&self, checked: &Checked) -> Result<Vec<Fault>, StoreError> {
        let mut doubts = self.targets(checked)?;
        if let Some(Definition::Workflow(workflow)) = &checked.definition {
            let askers = askers(workflow, self.directory);
            let whom = Whom::new(workflow, self)?;
            let mut roles: BTreeSet<&str> = BTreeSet::new();
            for step in workflow.all_steps() {
                let found = self.who_is_left(workflow, step, (&whom, &askers));
                doubts.extend(found.map(|found| found.told(&checked.text)));
                // Of a role that is one person it is told once, not at each of its steps.
                let Some((who, role)) = step.who.as_ref().and_then(|who| Some((who, workflow.roles.get(&who.name)?)))
                else {
                    continue;
                };
                if !matches!(role.spec.rule, RoleRule::Person(_)) {
                    continue;
                }
                if roles.insert(&who.name) {
                    doubts.extend(nobody::when_asked(step, (who, &role.spec), (&whom, &askers), &checked.text));
                }
                doubts.extend(asks_themselves(step, (who, &role.spec), (&whom, &askers), &checked.text));
            }
            doubts.extend(enough::doubts(workflow, &whom, &askers, &checked.text));
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
    fn who_is_left<'w>(
        &self,
        workflow: &'w Workflow,
        step: &'w Step,
        (whom, askers): (&Whom<'w>, &[&Person]),
    ) -> Option<Left<'w>> {
        let who = step.who.as_ref()?;
        let role = workflow.roles.get(&who.name)?;
        let RoleRule::Group { group, .. } = &role.spec.rule else { return None };
        let known = self.directory.group_by_handle(&group.name)?;
        let could: BTreeSet<PersonId> = could_have(known, &role.spec, self.directory).map(|person| person.id).collect();
        if could.is_empty() || role.spec.or_else.is_some() {
            return None;
        }
        let mut at = Left { step, who, group: &group.name, asker: String::new(), approves: false };
        if could.len() <= role.spec.not.len() {
            let nobody = |asker: &&&Person| could.is_subset(&whom.left_out(&role.spec, &mut Asked::by(asker.id)));
            if let Some(asker) = askers.iter().find(nobody) {
                at.asker.clone_from(&asker.name);
                return Some(at);
            }
        }
        let alone = could.first().filter(|_| could.len() == 1 && matches!(step.kind, StepKind::Approve(_)))?;
        let asker = askers.iter().find(|asker| asker.id == *alone)?;
        let not = whom.left_out(&role.spec, &mut Asked::by(asker.id)).contains(alone);
        at.asker.clone_from(&asker.name);
        at.approves = true;
        (!not).then_some(at)
    }
}

/// Whether an approval is by one person, who may ask for it as well. Who started it as such is told by the check of the text.
fn asks_themselves<'w>(
    step: &'w Step,
    (who, spec): (&'w Named, &'w RoleSpec),
    (whom, askers): (&Whom<'w>, &[&Person]),
    text: &str,
) -> Option<Fault> {
    if !matches!(step.kind, StepKind::Approve(_)) || spec.or_else.is_some() {
        return None;
    }
    let mut asked = Asked::default();
    let could = whom.rule(spec, &mut asked).filter(|could| could.len() == 1 && !asked.hangs_on_starter)?;
    let alone = *could.first()?;
    let asker = askers.iter().find(|asker| asker.id == alone)?;
    let not = whom.left_out(spec, &mut Asked::by(alone)).contains(&alone);
    let found = Left { step, who, group: "", asker: asker.name.clone(), approves: true };
    (!not).then(|| found.told(text))
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
