//! Somebody is erased: what they were called, said and filled in is gone, and everything else still holds.

use baton_runtime::{Ask, Caller, Filled, Made, Request};
use serde_json::{Value, json};

use crate::world::{Kept, World};

const REASON: &str = "She asked for it.";

/// Somebody answers for what they asked for themselves; a decision by their manager follows.
const LEAVE: &str = "
workflow: leave
title: Leave
owner: ben
start:
  - form: Ask for leave
    who: everyone
    gives: [days, illness]
roles:
  lead: { is: manager of starter }
  desk: { group: finance }
fields:
  days: { label: Days, type: number }
  illness: { label: Illness, type: text, personal: true }
steps:
  - approve: Approve
    who: lead
    shows: [days, illness]
    choices:
      approve: { label: Approve }
      refuse: { label: Refuse, then: refused, comment: required }
  - task: Book it
    who: desk
outcomes:
  done: { title: Booked, default: true }
  refused: { title: Refused }
";

fn erase(by: &Caller, person: &str, keep_fields: bool) -> Request {
    let ask = Ask::ErasePerson { person: person.to_owned(), reason: REASON.to_owned(), keep_fields };
    Request { caller: by.clone(), key: None, if_match: None, ask }
}

fn leave(world: &World, by: &str, illness: &str) -> String {
    let values: Filled = json!({ "days": 3, "illness": illness }).as_object().cloned().expect("an object");
    let start = Ask::StartRun { workflow: "leave".to_owned(), start: None, values };
    match world.ask(&world.person(by), start).expect("a run").made {
        Made::Run(run) => run,
        made => panic!("{made:?}"),
    }
}

/// All that the API says of a run, as text.
fn told(world: &World, run: &str) -> String {
    let seen = world.handle.run(&world.person("root"), run).expect("the run");
    serde_json::to_string(&seen).expect("JSON")
}

#[test]
fn an_erased_person_is_nowhere_and_everything_else_still_verifies() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("leave", LEAVE).expect("published");
        let run = leave(&world, "ana", "a broken foot");
        let (ana, root) = (world.person("ana"), world.person("root"));
        world.ask(&ana, Ask::CommentOnRun { run: run.clone(), text: "it hurts a lot".to_owned() }).expect("a comment");
        world.handle.upload(&ana, "x-ray.pdf", b"%PDF-1.4 my foot").expect("a file");
        let before = told(&world, &run);
        for planted in ["ana of the tests", "a broken foot", "it hurts a lot"] {
            assert!(before.contains(planted), "{planted} in {before}");
        }
        if let Some(folder) = &world.kept.folder {
            std::fs::write(folder.path().join("keys.db.before-2"), "ana of the tests").expect("an upgrade's copy");
        }
        world.handle.erase(erase(&root, "@ana", false)).expect("erased");

        let after = told(&world, &run);
        for planted in ["ana of the tests", "@ana", "a broken foot", "it hurts a lot", "ana@example.com"] {
            assert!(!after.contains(planted), "{planted} in {after}");
        }
        assert!(after.matches("erased").count() >= 3, "{after}");
        assert_eq!(world.handle.person(&root, "@ana").expect_err("nobody").code, "request.not_found");
        let number = ana.person.expect("a number");
        let known = world.handle.person(&root, &number.to_string()).expect("a person");
        assert_eq!((known.person.name.as_str(), known.email.as_str(), known.person.active), ("erased", "", false));
        assert!(
            world
                .handle
                .people(&root, "ana", &page())
                .expect("people")
                .items
                .iter()
                .all(|one| one.email.is_empty() || one.email != "ana@example.com")
        );
        let again = world.handle.erase(erase(&root, &number.to_string(), false)).expect_err("twice");
        assert_eq!(again.code, "person.erased");

        let world = world.open_again();
        assert_eq!(told(&world, &run), after, "also when it is read from the entries");
        world.complete("mia", &run, Some("approve"), Value::Null).expect("the run goes on");
        world.not_in_any_file(&["ana of the tests", "ana@example.com", "a broken foot", "it hurts a lot", "x-ray.pdf"]);
    }
}

fn page() -> baton_runtime::PageAsk {
    baton_runtime::PageAsk { limit: 50, cursor: None }
}

#[test]
fn personal_fields_stay_where_the_administrator_says_so() {
    let world = World::new(Kept::on_sqlite());
    world.publish("leave", LEAVE).expect("published");
    let (mine, other) = (leave(&world, "ana", "a broken foot"), leave(&world, "fin", "a cold"));
    world.handle.erase(erase(&world.person("root"), "ana", true)).expect("erased");
    assert!(told(&world, &mine).contains("a broken foot"));
    world.handle.erase(erase(&world.person("root"), "mia", false)).expect("erased");
    assert!(told(&world, &other).contains("a cold"), "she did not start it");
}

#[test]
fn open_tasks_go_to_whom_the_rules_name_or_to_an_exception() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("leave", LEAVE).expect("published");
        let root = world.person("root");
        let run = leave(&world, "ana", "a broken foot");
        world.handle.erase(erase(&root, "mia", false)).expect("erased");
        // Ana's manager is gone and nobody else is named: somebody decides.
        let page = world.handle.exceptions(&root, &page()).expect("exceptions");
        assert_eq!(page.items.len(), 1, "{page:?}");

        let second = world.request(500);
        let member = Ask::AddMember { group: "procurement".to_owned(), person: "ana".to_owned() };
        world.ask(&root, member).expect("a member");
        drop((run, second));
    }
}

#[test]
fn who_may_not_erase_is_refused_and_changes_nothing() {
    let world = World::new(Kept::in_memory());
    let before = world.entries();
    let code =
        |by: &str, person: &str| world.handle.erase(erase(&world.person(by), person, false)).expect_err("no").code;
    assert_eq!(code("ana", "mia"), "access.not_allowed");
    assert_eq!(code("audi", "mia"), "access.not_allowed");
    assert_eq!(code("root", "root"), "person.erase_yourself");
    assert_eq!(code("root", "@nobody"), "request.not_found");
    let empty = Ask::ErasePerson { person: "ana".to_owned(), reason: "  ".to_owned(), keep_fields: false };
    assert_eq!(world.ask(&world.person("root"), empty).expect_err("no reason").code, "person.reason_missing");
    assert_eq!(world.entries(), before);
}

#[test]
fn what_was_cut_off_is_finished() {
    let world = World::new(Kept::on_sqlite());
    world.publish("leave", LEAVE).expect("published");
    let run = leave(&world, "ana", "a broken foot");
    // Only the entry is there, as when the process ended right after it.
    let Request { caller, ask, .. } = erase(&world.person("root"), "ana", false);
    world.ask(&caller, ask).expect("the entry");
    assert!(told(&world, &run).contains("a broken foot"));
    let world = world.open_again();
    world.handle.finish_erasing().expect("finished");
    assert!(!told(&world, &run).contains("a broken foot"));
    let entries = world.entries();
    world.handle.finish_erasing().expect("nothing more");
    assert_eq!(world.entries(), entries);
}
