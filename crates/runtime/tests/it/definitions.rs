use baton_runtime::{Ask, Made};

use crate::world::{Kept, World};

const SMALL: &str = "workflow: small
title: Small
owner: procurement
start:
  - form: Ask
    who: everyone
    gives: [what]
roles:
  doer: { group: procurement }
fields:
  what: { type: text, required: true }
steps:
  - task: Do it
    who: doer
    needs: [what]
  - end: done
outcomes:
  done: { title: Done }
";

#[test]
fn what_cannot_run_or_names_nobody_is_not_published() {
    let world = World::new(Kept::in_memory());
    let entries = world.entries();
    for (slug, text) in [
        ("model-deployment", include_str!("../../../../examples/model-deployment.yaml").to_owned()),
        ("small", SMALL.replace("group: procurement", "group: nobody-knows")),
        ("small-2", SMALL.replace("workflow: small", "workflow: small-2").replace("needs: [what]", "needs: [wat]")),
    ] {
        let refused = world.publish(slug, &text).expect_err(slug);
        assert_eq!(refused.code, "workflow.not_publishable", "{slug}: {refused}");
        assert!(refused.faults.iter().all(|fault| fault.line.is_some()), "{:?}", refused.faults);
        assert_eq!(world.entries(), entries, "{slug}");
    }
}

#[test]
fn a_role_that_nobody_could_have_and_a_run_of_what_is_not_there_are_not_published() {
    let world = World::new(Kept::in_memory());
    let group = Ask::AddGroup { title: "Empty".to_owned(), handle: "empty".to_owned(), members: Vec::new() };
    world.ask(&baton_runtime::Caller::system(), group).expect("a group");
    let doer = "doer: { group: procurement }";
    let refused = |slug: &str, from: &str, to: &str| {
        let text = SMALL.replace("workflow: small", &format!("workflow: {slug}")).replace(from, to);
        let refused = world.publish(slug, &text).expect_err(slug);
        refused
            .faults
            .iter()
            .map(|fault| format!("{} {}", fault.code, fault.line.unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    assert_eq!(refused("one", doer, "doer: { group: empty }"), ["publish.nobody_can 9"]);
    assert_eq!(refused("two", doer, "doer: { group: procurement, skill: law }"), ["publish.nobody_can 9"]);
    let run = "  - { run: Another, workflow: another }\n  - end";
    assert_eq!(refused("three", "  - end", run), ["check.sub_unknown 17"]);
    let or_else = "doer: { group: empty, else: { group: procurement } }";
    let text = SMALL.replace("workflow: small", "workflow: four").replace(doer, or_else);
    world.publish("four", &text).expect("somebody could");
    let itself = SMALL.replace("workflow: small", "workflow: five");
    let itself =
        itself.replace("  - end", "  - { run: Again, workflow: five, with: { what: what }, detach: true }\n  - end");
    world.publish("five", &itself).expect("it may run itself");
}

#[test]
fn a_webhook_whose_secret_would_be_that_of_another_is_not_published() {
    let world = World::new(Kept::in_memory());
    let hooked = |workflow: &str, webhook: &str| {
        let start = format!("start:\n  - webhook: {webhook}\n    gives: {{ what: body.what }}");
        let text = SMALL.replace("workflow: small", &format!("workflow: {workflow}"));
        text.replace("start:\n  - form: Ask\n    who: everyone\n    gives: [what]", &start)
    };
    let publish = |workflow: &str, webhook: &str| world.publish(workflow, &hooked(workflow, webhook));
    publish("a-b", "c").expect("the first");
    let refused = publish("a", "b-c").expect_err("the secret a_b_c");
    assert_eq!((refused.faults[0].code.as_str(), refused.faults[0].line), ("publish.secret_shared", Some(5)));
    assert_eq!(refused.faults[0].params["other"], "a-b/c");
    let changed = hooked("a-b", "c").replace("title: Small", "title: Smaller");
    world.publish("a-b", &changed).expect("its own name is no other's");
    publish("d", "b-c\n    secret: a_b_c").expect("who names one may share it");
}

#[test]
fn a_version_has_its_ids_written_in_and_the_same_text_makes_no_new_one() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let first = world.publish("small", SMALL).expect("published");
        assert!(matches!(first.made, Made::Version { version: 1, unchanged: false, .. }), "{first:?}");
        let ben = world.person("ben");
        let version = world.handle.version(&ben, "small", 1).expect("the version");
        assert!(version.source.contains("id: do-it"), "{}", version.source);
        let again = world.publish("small", SMALL).expect("nothing to do");
        assert!(matches!(again.made, Made::Version { version: 1, unchanged: true, .. }), "{again:?}");
        let changed = SMALL.replace("title: Small", "title: Smaller");
        let rev = world.handle.draft(&ben, "small").map_or(0, |draft| draft.rev);
        let draft = world.handle.save_draft(&ben, "small", &changed, Some(rev)).expect("a draft");
        let ask =
            baton_runtime::Ask::Publish { workflow: "small".to_owned(), note: "As agreed".to_owned(), rev: draft.rev };
        let second = world.ask(&ben, ask).expect("published");
        assert!(matches!(second.made, Made::Version { version: 2, unchanged: false, .. }), "{second:?}");
    }
}

#[test]
fn a_run_keeps_its_version() {
    let world = World::new(Kept::in_memory());
    let run = world.request(640);
    let text = include_str!("../../../../examples/purchase-approval.yaml")
        .replace("title: Purchase approval", "title: Buying");
    let second = world.publish("purchase-approval", &text).expect("published");
    assert!(matches!(second.made, Made::Version { version: 2, .. }), "{second:?}");
    let ana = world.person("ana");
    assert_eq!(world.handle.run(&ana, &run).expect("the run").summary.version, 1);
    let newer = world.request(640);
    assert_eq!(world.handle.run(&ana, &newer).expect("the run").summary.version, 2);
}

#[test]
fn who_may_not_read_drafts_does_not_learn_of_them_by_starting_one() {
    let world = World::new(Kept::in_memory());
    world.handle.save_draft(&world.person("ben"), "secret-plan", "workflow: secret-plan\n", Some(0)).expect("saved");
    let ask = || Ask::StartRun { workflow: "secret-plan".to_owned(), start: None, values: serde_json::Map::new() };
    let code = |who| world.ask(&world.person(who), ask()).expect_err("not published").code;
    assert_eq!((code("ana"), code("ben")), ("request.not_found", "workflow.not_published"));
}

#[test]
fn open_runs_are_counted_for_those_who_may_see_them() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.request(640);
        let open = |who| {
            let workflow = world.handle.workflow(&world.person(who), "purchase-approval").expect("the workflow");
            workflow.summary.open_runs
        };
        let counts = ["root", "audi", "ana", "mia", "ben", "fin", "cleo"].map(|who| (who, open(who)));
        assert_eq!(counts, [("root", 1), ("audi", 1), ("ana", 1), ("mia", 1), ("ben", 1), ("fin", 0), ("cleo", 0)]);
    }
}

/// What is doubted about a text, by its codes and who is named.
fn doubted(world: &World, role: &str) -> Vec<(String, Option<serde_json::Value>)> {
    let text = SMALL.replace("  - task: Do it\n", "  - approve: Do it\n    choices: { approve: {} }\n");
    let text =
        text.replace("  doer: { group: procurement }\n", &format!("  asker: {{ is: starter }}\n  doer: {role}\n"));
    let checked = world.handle.check(&world.person("ben"), &text).expect("checked");
    let doubts = checked.faults.into_iter().filter(|fault| fault.code.starts_with("publish."));
    doubts.map(|fault| (fault.code, fault.params.get("person").cloned())).collect()
}

#[test]
fn who_would_be_the_only_one_is_doubted_but_can_be_published() {
    let world = World::new(Kept::in_memory());
    let add = |handle: &str, members: &[&str]| {
        let members = members.iter().map(|member| (*member).to_owned()).collect();
        let ask = Ask::AddGroup { title: handle.to_owned(), handle: handle.to_owned(), members };
        world.ask(&baton_runtime::Caller::system(), ask).expect("a group");
    };
    add("one", &["mia"]);
    add("two", &["mia", "fin"]);
    let mia = Some(serde_json::json!("mia of the tests"));
    let alone = [("publish.approves_own_request".to_owned(), mia.clone())];
    let nobody =
        |who: &str| [("publish.nobody_left".to_owned(), Some(serde_json::json!(format!("{who} of the tests"))))];
    assert_eq!(doubted(&world, "{ group: one }"), alone);
    assert_eq!(doubted(&world, "{ group: one, not: [asker] }"), nobody("mia"));
    // Ana asks, and her manager may not have it either.
    assert_eq!(
        doubted(&world, "{ group: one, not: [manager of starter] }").first().map(|(code, _)| code.clone()),
        Some("publish.nobody_left".to_owned())
    );
    assert_eq!(doubted(&world, "{ group: one, not: [asker], else: { group: two } }"), []);
    assert_eq!(doubted(&world, "{ group: two, not: [asker] }"), []);
    assert_eq!(doubted(&world, "{ group: two, not: [asker, '@fin'] }"), nobody("mia"));
    assert!(world.publish("small", &SMALL.replace("group: procurement", "group: one, not: [starter]")).is_ok());
}
