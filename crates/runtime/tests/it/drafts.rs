use baton_runtime::{Ask, FormDraft};
use serde_json::{Value, json};

use crate::world::{Kept, World, complete, wish};

const TEXT: &str = include_str!("../../../../examples/employee-onboarding.yaml");
const SLUG: &str = "employee-onboarding";

#[test]
fn of_two_saves_at_once_one_is_told_of_the_other() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let ben = world.person("ben");
        for _ in 0..20 {
            let rev = world.handle.draft(&ben, SLUG).map_or(0, |draft| draft.rev);
            let save = || world.handle.save_draft(&ben, SLUG, TEXT, Some(rev));
            let (one, other) = std::thread::scope(|threads| {
                let (one, other) = (threads.spawn(save), threads.spawn(save));
                (one.join().expect("no panic"), other.join().expect("no panic"))
            });
            let (saved, refused) = if one.is_ok() { (one, other) } else { (other, one) };
            let (saved, refused) = (saved.expect("one is saved"), refused.expect_err("only one"));
            assert_eq!((refused.code, refused.params["rev"].as_i64()), ("request.stale", Some(saved.rev)));
        }
    }
}

#[test]
fn what_was_saved_since_is_not_thrown_away() {
    let world = World::new(Kept::in_memory());
    let ben = world.person("ben");
    let read = world.handle.save_draft(&ben, SLUG, TEXT, Some(0)).expect("saved").rev;
    let saved = world.handle.save_draft(&ben, SLUG, TEXT, Some(read)).expect("saved").rev;
    assert_eq!(world.handle.discard_draft(&ben, SLUG, Some(read)).expect_err("stale").code, "request.stale");
    world.handle.discard_draft(&ben, SLUG, Some(saved)).expect("thrown away");
}

#[test]
fn a_revision_of_a_draft_that_is_gone_never_comes_again() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let ben = world.person("ben");
        let first = world.handle.save_draft(&ben, SLUG, TEXT, Some(0)).expect("saved").rev;
        world.handle.discard_draft(&ben, SLUG, Some(first)).expect("thrown away");
        world.forward(1);
        let second = world.handle.save_draft(&ben, SLUG, TEXT, Some(0)).expect("saved anew").rev;
        let late = world.handle.save_draft(&ben, SLUG, "workflow: other", Some(first)).expect_err("of another draft");
        assert_eq!((late.code, late.params["rev"].as_i64()), ("request.stale", Some(second)));
    }
}

#[test]
fn a_form_saved_while_its_task_is_completed_leaves_nothing_behind() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let mia = world.person("mia");
        for _ in 0..10 {
            let run = world.request(640);
            let task = world.open_task(&run);
            let refused = std::thread::scope(|threads| {
                let saves = threads.spawn(|| {
                    let draft = || FormDraft { values: json_object(), ..FormDraft::default() };
                    (0..10_000).find_map(|_| world.handle.save_task_draft(&mia, &task, draft()).err())
                });
                world.ask(&mia, complete(task.clone(), Some("approve"), Value::Null)).expect("approved");
                saves.join().expect("no panic")
            });
            let code = refused.expect("in the end it is over").code;
            assert!(matches!(code, "task.not_open" | "request.stale"), "{code}");
            let reader = world.kept.store.reader().expect("a reader");
            let place = format!("task:{task}");
            assert_eq!(reader.form_draft(&place, mia.person.expect("a person")).expect("read"), None);
        }
    }
}

fn json_object() -> baton_runtime::Filled {
    json!({ "budget_code": "B-1" }).as_object().cloned().unwrap_or_default()
}

#[test]
fn a_form_saved_on_an_older_reading_is_told_of_the_newer_one() {
    let world = World::new(Kept::in_memory());
    let ana = world.person("ana");
    let start = "ask-to-buy-something";
    let save = |rev| {
        let draft = FormDraft { rev, values: wish(640), ..FormDraft::default() };
        world.handle.save_start_draft(&ana, "purchase-approval", start, draft)
    };
    let first = save(Some(0)).expect("saved").rev;
    let second = save(Some(first)).expect("saved").rev;
    let late = save(Some(first)).expect_err("an older reading");
    assert_eq!((late.code, late.params["rev"].as_i64()), ("request.stale", Some(second)));
    let sent = Ask::StartRun { workflow: "purchase-approval".to_owned(), start: None, values: wish(640) };
    world.ask(&ana, sent).expect("a run");
    assert_eq!(save(Some(second)).expect_err("it was sent").code, "request.stale");
}

const SAFE: &str = r"
workflow: safe-opening
title: Safe opening
owner: procurement
key: SAF
start:
  - form: Ask
    who: everyone
    gives: [what, code]
roles:
  asker: { is: starter }
fields:
  what: { type: text }
  code: { type: text, secret: true, required: true }
  pin: { type: text, secret: true, show_when: 'what != null' }
steps:
  - { task: Open it, id: open, who: asker, gives: [what, code, pin] }
outcomes:
  opened: { title: Opened }
";

#[test]
fn a_draft_keeps_a_secret_that_its_form_does_not_show_and_it_goes_along_when_the_form_is_sent() {
    let world = World::new(Kept::in_memory());
    world.publish("safe-opening", SAFE).expect("published");
    let ana = world.person("ana");
    let given = |value: Value| value.as_object().cloned().unwrap_or_default();
    let stored = |run: &str, field: &str| {
        let (_, state) = world.handle.core().run_by_key(run).expect("read").expect("a run");
        state.values.get(field).map_or(Value::Null, |held| (*held.value).clone())
    };

    let start = |rev, values| {
        let draft = FormDraft { rev: Some(rev), values: given(values), ..FormDraft::default() };
        world.handle.save_start_draft(&ana, "safe-opening", "ask", draft)
    };
    let first = start(0, json!({ "code": "s3same" })).expect("saved");
    let code = first.fields.iter().find(|field| field.id == "code").expect("a field");
    assert_eq!((code.secret, code.filled, &code.value), (true, true, &Value::Null), "kept, and not shown");
    let again = start(first.rev, json!({ "what": "The safe" })).expect("saved");
    assert_eq!(again.typed, ["what", "code"]);
    let late = start(first.rev, json!({})).expect_err("an older reading");
    assert_eq!(late.params["now"], json!({ "what": "The safe" }), "nobody is shown a secret");
    let sent = Ask::StartRun {
        workflow: "safe-opening".to_owned(),
        start: None,
        values: given(json!({ "what": "The safe" })),
    };
    world.ask(&ana, sent).expect("a run");
    assert_eq!(stored("SAF-1", "code"), "s3same");

    let task = |values| {
        let draft = FormDraft { values: given(values), ..FormDraft::default() };
        world.handle.save_task_draft(&ana, "SAF-1.1", draft).expect("saved")
    };
    task(json!({ "pin": "1234", "code": "other" }));
    let gap =
        world.complete("ana", "SAF-1", None, json!({ "what": "The safe", "code": null })).expect_err("sent empty");
    assert_eq!(gap.faults[0].code, "value.required");
    world.complete("ana", "SAF-1", None, json!({ "what": null })).expect("what is not shown is not sent");
    assert_eq!((stored("SAF-1", "code"), stored("SAF-1", "pin")), (json!("other"), Value::Null));
}

#[test]
fn a_secret_that_was_typed_and_emptied_again_is_what_the_run_held() {
    let world = World::new(Kept::in_memory());
    world.publish("safe-opening", SAFE).expect("published");
    let ana = world.person("ana");
    let given = |value: Value| value.as_object().cloned().unwrap_or_default();
    let values = given(json!({ "what": "The safe", "code": "s3same" }));
    world.ask(&ana, Ask::StartRun { workflow: "safe-opening".to_owned(), start: None, values }).expect("a run");
    let draft = |values| {
        let draft = FormDraft { values: given(values), ..FormDraft::default() };
        world.handle.save_task_draft(&ana, "SAF-1.1", draft).expect("saved")
    };
    draft(json!({ "code": "typed by mistake" }));
    let emptied = draft(json!({ "code": null }));
    let code = emptied.fields.iter().find(|field| field.id == "code").expect("a field");
    assert!(code.filled, "what the run holds is there again");
    assert!(emptied.typed.is_empty());
    world.complete("ana", "SAF-1", None, json!({ "what": "The safe" })).expect("nothing is missing");
    let (_, state) = world.handle.core().run_by_key("SAF-1").expect("read").expect("a run");
    assert_eq!(*state.values["code"].value, json!("s3same"));
    let told = world.handle.run_timeline(&ana, "SAF-1", None).expect("the timeline");
    let change = told.items.iter().flat_map(|item| &item.changes).find(|change| change.field == "code").expect("told");
    assert_eq!((&change.now, change.now_display.as_str()), (&Value::Null, "given, and not shown"));
}
