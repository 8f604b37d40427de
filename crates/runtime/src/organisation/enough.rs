//! Whether enough people are here for approvals by several: as many as `need:` asks for, and more than one where part of them decides.
//!
//! Those of a group who could have the role are counted, whether they are away or not.

use std::collections::BTreeSet;

use baton_model::definition::step::{Approve, Need, Step};
use baton_model::definition::{Named, Pick, RoleRule, RoleSpec, StepKind, Workflow};
use baton_model::{Fault, Severity};
use baton_people::{Directory, Person, PersonId};

use super::whom::{Asked, Whom};
use crate::publishable::{could_have, fault};

/// An approval by several of a group.
struct Several<'w> {
    step: &'w Step,
    approve: &'w Approve,
    /// Its role, where it is named.
    who: &'w Named,
    group: &'w str,
    spec: &'w RoleSpec,
    could: BTreeSet<PersonId>,
}

/// Approvals that need more than there are, and those of which one person is all who decide.
pub(crate) fn faults(workflow: &Workflow, here: &Directory, text: &str) -> Vec<Fault> {
    by_several(workflow, here).iter().filter_map(|several| several.at_all(here, text)).collect()
}

/// Approvals for which too few are left when one of those starts the run, with the first for whom it is so.
pub(crate) fn doubts<'w>(workflow: &'w Workflow, whom: &Whom<'w>, askers: &[&Person], text: &str) -> Vec<Fault> {
    let several = by_several(workflow, whom.directory);
    several.iter().filter_map(|several| several.when_asked(whom, askers, text)).collect()
}

fn by_several<'w>(workflow: &'w Workflow, here: &Directory) -> Vec<Several<'w>> {
    let of = |step: &'w Step| {
        let StepKind::Approve(approve) = &step.kind else { return None };
        let who = step.who.as_ref().filter(|_| approve.is_by_several())?;
        let spec = &workflow.roles.get(&who.name)?.spec;
        // Of other groups one person is asked, which the check of the text tells.
        let RoleRule::Group { group, pick: Pick::Everyone | Pick::FirstCome } = &spec.rule else { return None };
        let known = here.group_by_handle(&group.name)?;
        let could: BTreeSet<PersonId> = could_have(known, spec, here).map(|person| person.id).collect();
        // Where that is nobody, it is told at the role.
        let several = Several { step, approve, who, group: &group.name, spec, could };
        (!several.could.is_empty()).then_some(several)
    };
    workflow.all_steps().into_iter().filter_map(|step| of(step)).collect()
}

impl Several<'_> {
    fn at_all(&self, here: &Directory, text: &str) -> Option<Fault> {
        let (title, group) = (self.step.title.outline(), self.group);
        let mut params = [("step", title.clone()), ("group", group.to_owned())].to_vec();
        match self.approve.need {
            Need::Count(need) if need as usize > self.could.len() => {
                let count = self.could.len();
                let message =
                    format!("`{title}` needs {need} who say yes, and of {group} so many could be asked: {count}");
                let remedy = "put more people into the group under People, or ask for fewer".to_owned();
                params.extend([("need", need.to_string()), ("count", count.to_string())]);
                let told = ("publish.need_above_group", message, remedy);
                Some(fault(self.who, text, told, params.into_iter().collect()))
            }
            Need::All | Need::Majority | Need::Percent(_) if self.could.len() == 1 => {
                let person = self.could.first().and_then(|id| here.person(*id)).map(|person| person.name.clone());
                let person = person.unwrap_or_default();
                let message = format!("one person alone decides `{title}`, for nobody else of {group} could: {person}");
                let remedy = "put more people into the group under People, or leave `need:` out".to_owned();
                params.push(("person", person));
                let told = ("publish.need_of_one", message, remedy);
                let fault = fault(self.who, text, told, params.into_iter().collect());
                Some(Fault { severity: Severity::Warning, ..fault })
            }
            _ => None,
        }
    }

    fn when_asked(&self, whom: &Whom<'_>, askers: &[&Person], text: &str) -> Option<Fault> {
        let Need::Count(need) = self.approve.need else { return None };
        let (need, all) = (need as usize, self.could.len());
        // With so many, it cannot come to too few.
        if self.spec.not.is_empty() || need > all || need <= all.saturating_sub(self.spec.not.len()) {
            return None;
        }
        let left = |asker: &Person| {
            let out = whom.left_out(self.spec, &mut Asked::by(asker.id));
            self.could.difference(&out).count()
        };
        // Where nobody is left at all, that is told.
        let too_few = askers.iter().map(|asker| (asker, left(asker))).find(|(_, left)| (1..need).contains(left));
        let (asker, left) = too_few?;
        let (title, group) = (self.step.title.outline(), self.group);
        let person = asker.name.clone();
        let message = format!(
            "when {person} starts it, `{title}` needs {need} who say yes, and of {group} so many are left: {left}"
        );
        let remedy = "put more people into the group under People, or ask for fewer".to_owned();
        let params = [("step", title), ("group", group.to_owned()), ("person", person)];
        let counts = [("need", need.to_string()), ("count", left.to_string())];
        let params = params.into_iter().chain(counts).collect();
        Some(fault(self.who, text, ("publish.need_above_left", message, remedy), params))
    }
}
