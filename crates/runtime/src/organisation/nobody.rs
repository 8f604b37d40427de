//! What a design asks of nobody: people and designs that are not here, roles that nobody could have, messages and escalations that
//! reach nobody; and roles that are nobody when certain people start a run.
//!
//! What can be somebody in one run is let pass. What follows from something that is not here is not told again.

use baton_model::definition::{Else, Named, People, Phrase, Role, RoleRule, RoleSpec, Step, Workflow};
use baton_model::{Fault, Severity};
use baton_people::{Directory, Group, Person};

use super::phrases::{self, innermost};
use super::whom::{Asked, Whom};
use crate::publishable::{could_have, fault, members, plain_skill};

/// All of it.
pub(crate) fn faults<'w>(workflow: &'w Workflow, whom: &Whom<'w>, text: &str) -> Vec<Fault> {
    let phrases = phrases::all(workflow);
    let mut faults: Vec<Fault> = phrases.iter().filter_map(|people| not_here(people, whom, text)).collect();
    let asked = phrases::roles_asked(workflow);
    // A person's role that nothing asks for, such as one that only keeps others away, holds nothing up.
    let counts = |role: &&Role| matches!(role.spec.rule, RoleRule::Group { .. }) || asked.contains(role.name.as_str());
    for role in workflow.roles.values().filter(counts) {
        faults.extend(unfillable(workflow, role, whom).into_iter().map(|left| left.told(role, text)));
    }
    for step in workflow.all_steps() {
        let title = step.title.outline();
        let sent = phrases::sent_to(step);
        // A message to several goes to those who are there.
        if !sent.is_empty() && sent.iter().all(|people| reaches_nobody(people, whom)) {
            faults.extend(sent.first().map(|people| warned(nobody_there(people, &title, whom, text))));
        }
        let brought_in = phrases::brought_in(step).filter(|people| reaches_nobody(people, whom));
        faults.extend(brought_in.map(|people| warned(nobody_there(people, &title, whom, text))));
    }
    faults
}

/// A role of a step that is nobody when one of those starts the run, with the first for whom it is so.
pub(crate) fn when_asked<'w>(
    step: &'w Step,
    (who, spec): (&'w Named, &'w RoleSpec),
    (whom, askers): (&Whom<'w>, &[&Person]),
    text: &str,
) -> Option<Fault> {
    let mut anybody = Asked::default();
    // Nobody at all is told of the role itself.
    if whom.is_nobody(spec, &mut anybody)? || !anybody.hangs_on_starter {
        return None;
    }
    let nobody = |asker: &&&Person| whom.is_nobody(spec, &mut Asked::by(asker.id)) == Some(true);
    let person = askers.iter().find(nobody)?.name.clone();
    let (role, title) = (who.name.clone(), step.title.outline());
    let message = format!("when {person} starts it, nobody is there for `{title}`: {role}");
    let remedy = "write an `else:` to the role, or say under People whom they report to".to_owned();
    let params = [("step", title), ("role", role), ("person", person)].into();
    Some(fault(who, text, ("publish.nobody_for_starter", message, remedy), params))
}

/// A person or a design that a phrase names and that is not here.
fn not_here(people: &People, whom: &Whom<'_>, text: &str) -> Option<Fault> {
    let (name, code, message, remedy) = match innermost(&people.phrase) {
        Phrase::Person(name) if whom.directory.resolve_person(name).is_none() => (
            name,
            "publish.unknown_person",
            format!("there is no such person: {name}"),
            "write the handle or the e-mail of somebody who is under People",
        ),
        Phrase::OwnerOf(id) if !whom.knows_design(id) => (
            id,
            "publish.unknown_design",
            format!("nothing was published here under the id whose owner is asked for: {id}"),
            "write `owner of workflow` for this one, or the id of a published workflow, process or decision",
        ),
        _ => return None,
    };
    let told = (code, message, remedy.to_owned());
    Some(fault(&at(people), text, told, [("name", name.clone())].into()))
}

/// Why nobody could have a role by one of its rules.
enum Left<'w> {
    /// Nobody of a group.
    Group(&'w Named, String),
    /// Nobody is what a phrase says.
    Is(&'w People, String),
}

impl Left<'_> {
    fn told(&self, role: &Role, text: &str) -> Fault {
        let role = role.name.clone();
        match self {
            Self::Group(group, why) => {
                let message = format!("nobody could have the role `{role}`: of {} {why}", group.name);
                let remedy =
                    "put somebody into the group under People, give somebody the skill, or write an `else:`".to_owned();
                let params = [("role", role), ("group", group.name.clone()), ("why", why.clone())].into();
                fault(group, text, ("publish.nobody_can", message, remedy), params)
            }
            Self::Is(people, why) => {
                let message = format!("nobody could have the role `{role}`, which is {}: {why}", people.phrase);
                let remedy = "name somebody else, change it under People, or write an `else:`".to_owned();
                let params = [("role", role), ("who", people.phrase.to_string()), ("why", why.clone())].into();
                warned(fault(&at(people), text, ("publish.nobody_is", message, remedy), params))
            }
        }
    }
}

/// Who reports to whom may be told after a design is published, so what hangs on it does not stand against publishing.
fn warned(fault: Fault) -> Fault {
    Fault { severity: Severity::Warning, ..fault }
}

/// The rules of a role by which nobody could have it now; empty: somebody could, or that hangs on the run.
fn unfillable<'w>(workflow: &'w Workflow, role: &'w Role, whom: &Whom<'w>) -> Vec<Left<'w>> {
    let (mut spec, mut left) = (&role.spec, Vec::new());
    // Whoever writes roles in a circle comes round at last.
    for _ in 0..=workflow.roles.len() {
        let Some(why) = nobody_by(spec, whom) else { return Vec::new() };
        left.push(why);
        match spec.or_else.as_deref() {
            None => break,
            Some(Else::Spec(next)) => spec = next,
            Some(Else::Role(next)) => match workflow.roles.get(&next.name) {
                Some(next) => spec = &next.spec,
                None => break,
            },
        }
    }
    left
}

/// Why nobody could have a role by this rule alone. Who is not here at all is told of as such.
fn nobody_by<'w>(spec: &'w RoleSpec, whom: &Whom<'w>) -> Option<Left<'w>> {
    match &spec.rule {
        RoleRule::Group { group, .. } => {
            let known = whom.directory.group_by_handle(&group.name)?;
            nobody_of(known, spec, whom.directory).map(|why| Left::Group(group, why))
        }
        RoleRule::Person(people) => {
            let all = whom.rule(spec, &mut Asked::default())?;
            if !all.is_empty() || is_told(people, whom) {
                return None;
            }
            let somebody = whom.phrase(&people.phrase, &mut Asked::default()).is_some_and(|can| !can.is_empty());
            let why = match plain_skill(spec).filter(|_| somebody) {
                Some(skill) => format!("nobody who is has the skill `{skill}`"),
                None => whom.why_nobody(&people.phrase),
            };
            Some(Left::Is(people, why))
        }
    }
}

/// Why nobody of a group could have a role, as far as that does not hang on a run.
fn nobody_of(group: &Group, spec: &RoleSpec, here: &Directory) -> Option<String> {
    match plain_skill(spec) {
        _ if members(group, here).next().is_none() => Some("nobody is in it".to_owned()),
        Some(skill) if could_have(group, spec, here).next().is_none() => {
            Some(format!("nobody in it has the skill `{skill}`"))
        }
        _ => None,
    }
}

fn reaches_nobody<'w>(people: &'w People, whom: &Whom<'w>) -> bool {
    let can = whom.phrase(&people.phrase, &mut Asked::default());
    can.is_some_and(|can| can.is_empty()) && !is_told(people, whom)
}

/// Whether it is told elsewhere why a phrase can be nobody: at the role it is about, or since that is not here.
fn is_told<'w>(people: &'w People, whom: &Whom<'w>) -> bool {
    match innermost(&people.phrase) {
        Phrase::Person(name) => whom.directory.resolve_person(name).is_none(),
        Phrase::OwnerOf(id) => !whom.knows_design(id),
        inner @ Phrase::Role(_) => whom.phrase(inner, &mut Asked::default()).is_some_and(|can| can.is_empty()),
        _ => false,
    }
}

fn nobody_there<'w>(people: &'w People, step: &str, whom: &Whom<'w>, text: &str) -> Fault {
    let (who, why) = (people.phrase.to_string(), whom.why_nobody(&people.phrase));
    let message = format!("`{step}` reaches nobody, since {who} is nobody here: {why}");
    let remedy = "name somebody else, or change it under People".to_owned();
    let params = [("step", step.to_owned()), ("who", who), ("why", why)].into();
    fault(&at(people), text, ("publish.reaches_nobody", message, remedy), params)
}

fn at(people: &People) -> Named {
    Named { name: people.phrase.to_string(), span: people.span }
}
