//! What a design asks of the people who are here: told before it is published, with its line.

use baton_runtime::{Ask, Caller, PersonChangeAsk};

use crate::world::{Kept, World};

const HEAD: &str = "workflow: asked
title: Asked
owner: procurement
start:
  - form: Ask
    who: everyone
    gives: [what]
fields:
  what: { type: text, required: true }
roles:
";

/// What stands against a text with these roles and steps, and what is doubted of it: code, line and the value that names it.
fn told(world: &World, roles: &str, steps: &str) -> (Vec<String>, Vec<String>) {
    of_text(world, &format!("{HEAD}{roles}steps:\n{steps}outcomes:\n  done: {{ title: Done }}\n"))
}

fn of_text(world: &World, text: &str) -> (Vec<String>, Vec<String>) {
    let checked = world.handle.check(&world.person("ben"), text).expect("checked");
    let said = |faults: Vec<baton_runtime::view::types::FaultView>| {
        let of_people = faults.into_iter().filter(|fault| fault.code.starts_with("publish."));
        let named = |fault: &baton_runtime::view::types::FaultView| {
            ["person", "why", "name", "count"]
                .iter()
                .find_map(|key| fault.params.get(*key).cloned())
                .unwrap_or_default()
        };
        of_people
            .map(|fault| format!("{} {} {}", fault.line, fault.code, named(&fault).as_str().unwrap_or("")))
            .collect()
    };
    (said(checked.publishable), said(checked.faults))
}

const TASK: &str = "  - task: Do it\n    who: doer\n";

fn refused(world: &World, roles: &str, steps: &str) -> Vec<String> {
    told(world, roles, steps).0
}

fn doubted(world: &World, roles: &str, steps: &str) -> Vec<String> {
    let (refused, doubted) = told(world, roles, steps);
    assert_eq!(refused, [""; 0], "{roles}{steps}");
    doubted
}

fn add(world: &World, handle: &str, members: &[&str]) {
    let members = members.iter().map(|member| (*member).to_owned()).collect();
    let ask = Ask::AddGroup { title: handle.to_owned(), handle: handle.to_owned(), members };
    world.ask(&Caller::system(), ask).expect("a group");
}

#[test]
fn people_and_designs_that_are_not_here_are_told_wherever_they_are_named() {
    let world = World::new(Kept::in_memory());
    let unknown = |line: u32, name: &str| vec![format!("{line} publish.unknown_person {name}")];
    let is = |phrase: &str| refused(&world, &format!("  doer: {{ is: {phrase} }}\n"), TASK);
    assert_eq!(is("ghost@acme.com"), unknown(11, "ghost@acme.com"));
    assert_eq!(is("'manager of @ghost'"), unknown(11, "@ghost"));
    assert_eq!(is("'@mia'"), [""; 0]);
    let not = "  doer: { group: procurement, not: ['@ghost'], else: { is: '@wisp' } }\n";
    assert_eq!(refused(&world, not, TASK), [unknown(11, "@ghost"), unknown(11, "@wisp")].concat());
    let roles = "  doer: { group: procurement }\n";
    let escalate = format!("{TASK}    due: 1 day\n    escalate: {{ at: 1 hour overdue, to: '@ghost' }}\n");
    assert_eq!(refused(&world, roles, &escalate), unknown(16, "@ghost"));
    let send = format!("{TASK}  - send: Tell\n    to: [doer, ghost@acme.com]\n    subject: Hello\n");
    assert_eq!(refused(&world, roles, &send), unknown(16, "ghost@acme.com"));
    assert_eq!(is("owner of asked"), [""; 0]);
    assert_eq!(is("owner of workflow"), [""; 0]);
    assert_eq!(is("owner of purchase-approval"), [""; 0]);
    assert_eq!(is("owner of purchases"), ["11 publish.unknown_design purchases"]);
}

#[test]
fn a_role_that_is_nobody_is_doubted_and_so_is_one_that_is_nobody_for_some() {
    let world = World::new(Kept::in_memory());
    add(&world, "alone", &["boss", "fin"]);
    let is = |phrase: &str| format!("  asker: {{ is: starter }}\n  doer: {{ is: {phrase} }}\n");
    let nobody = |why: &str| vec![format!("12 publish.nobody_is {why}")];
    assert_eq!(doubted(&world, &is("'manager of @boss'"), TASK), nobody("`@boss` has no manager"));
    let other = doubted(&world, &is("'manager of @boss', else: { is: manager of asker }"), TASK);
    assert!(other.iter().all(|told| !told.contains("nobody_is")), "there is another: {other:?}");
    // Some have a manager, some have none: the first of those is named.
    assert_eq!(doubted(&world, &is("manager of asker"), TASK), ["15 publish.nobody_for_starter root of the tests"]);
    assert_eq!(doubted(&world, &is("manager of asker, else: { group: alone }"), TASK), [""; 0]);
    // Of those who may start it none has one.
    let groups = format!("{HEAD}{}steps:\n{TASK}outcomes:\n  done: {{ title: Done }}\n", is("manager of starter"))
        .replace("who: everyone", "who: alone");
    assert_eq!(of_text(&world, &groups), (Vec::new(), nobody("nobody who may start it has a manager")));
    // Who reports to whom may be told after it is published.
    assert!(world.publish("asked", &groups).is_ok());
    // A run of another workflow may have been begun by anybody.
    let run = groups.replace("fields:\n", "  - { run: true, gives: [what] }\nfields:\n");
    assert_eq!(of_text(&world, &run).0, [""; 0]);
    // Nobody may start it yet.
    add(&world, "interns", &[]);
    let interns = groups.replace("who: alone", "who: interns");
    assert_eq!(of_text(&world, &interns).1, nobody("nobody is in the groups that may start it: interns"));
    // Nobody starts what a schedule starts.
    let schedule = "  - schedule: every 2 hours\n    gives: { what: '\"this\"' }\n";
    let by_itself = groups.replace("  - form: Ask\n    who: alone\n    gives: [what]\n", schedule);
    assert_eq!(of_text(&world, &by_itself).1, ["11 publish.nobody_is nobody here may start it by hand"]);
}

#[test]
fn a_message_and_an_escalation_that_reach_nobody_are_doubted() {
    let world = World::new(Kept::in_memory());
    let roles = "  doer: { group: procurement }\n";
    let escalate = |to: &str| format!("{TASK}    due: 1 day\n    escalate: {{ at: 1 hour overdue, to: {to} }}\n");
    let reaches = |line: u32| vec![format!("{line} publish.reaches_nobody `@boss` has no manager")];
    assert_eq!(doubted(&world, roles, &escalate("'manager of @boss'")), reaches(16));
    assert_eq!(doubted(&world, roles, &escalate("'manager of @mia'")), [""; 0]);
    assert_eq!(doubted(&world, roles, &escalate("manager of doer")).len(), 1, "none in procurement has one");
    let send = |to: &str| format!("{TASK}  - send: Tell\n    to: [{to}]\n    subject: Hello\n");
    assert_eq!(doubted(&world, roles, &send("'manager of @boss'")), reaches(16));
    assert_eq!(doubted(&world, roles, &send("'manager of @boss', doer")), [""; 0], "it reaches somebody");
}

#[test]
fn who_reports_to_somebody_is_asked_of_them_also_when_they_are_not_active() {
    let world = World::new(Kept::in_memory());
    let gone = |person: &str| {
        let change = PersonChangeAsk { active: Some(false), ..PersonChangeAsk::default() };
        world.ask(&Caller::system(), Ask::ChangePerson { person: person.to_owned(), change }).expect("changed");
    };
    gone("mia");
    assert_eq!(doubted(&world, "  doer: { is: 'manager of @mia' }\n", TASK), [""; 0]);
    let through_a_role = "  lead: { is: '@mia', else: { is: '@ben' } }\n  doer: { is: manager of lead }\n";
    assert_eq!(doubted(&world, through_a_role, TASK), [""; 0]);
    gone("boss");
    let told = doubted(&world, "  doer: { is: 'manager of @mia' }\n", TASK);
    assert_eq!(told, ["11 publish.nobody_is the manager of `@mia` is not active"]);
}

#[test]
fn who_approves_is_not_who_asks_also_where_a_person_is_named() {
    let world = World::new(Kept::in_memory());
    let approve = "  - approve: Is it right?\n    who: doer\n    choices: { approve: {} }\n";
    let roles = |role: &str| format!("  asker: {{ is: starter }}\n  doer: {role}\n");
    let doubted = |role: &str| doubted(&world, &roles(role), approve);
    assert_eq!(doubted("{ is: '@mia' }"), ["15 publish.approves_own_request mia of the tests"]);
    assert_eq!(doubted("{ is: owner of purchase-approval }").len(), 1, "the one of a group");
    assert_eq!(doubted("{ is: '@mia', not: [asker] }"), ["15 publish.nobody_for_starter mia of the tests"]);
    assert_eq!(doubted("{ is: '@mia', not: [asker], else: { is: '@boss' } }"), [""; 0]);
}

#[test]
fn an_approval_by_several_has_so_many() {
    let world = World::new(Kept::in_memory());
    add(&world, "one", &["mia"]);
    add(&world, "two", &["mia", "fin"]);
    let approve = |need: &str| {
        format!("  - approve: Is it right?\n    who: doer\n    need: {need}\n    choices: {{ approve: {{}} }}\n")
    };
    let group = |group: &str| format!("  asker: {{ is: starter }}\n  doer: {{ group: {group} }}\n");
    assert_eq!(refused(&world, &group("two"), &approve("5")), ["15 publish.need_above_group 2"]);
    assert_eq!(refused(&world, &group("two, pick: everyone"), &approve("3")), ["15 publish.need_above_group 2"]);
    assert_eq!(doubted(&world, &group("two"), &approve("2")), [""; 0]);
    assert_eq!(
        doubted(&world, &group("two, not: [asker]"), &approve("2")),
        ["15 publish.need_above_left mia of the tests"]
    );
    assert_eq!(doubted(&world, &group("two"), &approve("majority")), [""; 0]);
    for need in ["majority", "all", "60%"] {
        let found = doubted(&world, &group("one, not: ['@fin']"), &approve(need));
        assert!(found.contains(&"15 publish.need_of_one mia of the tests".to_owned()), "{need}: {found:?}");
    }
}
