//! Which finished runs would have gone another way by a draft: told from what is kept, for those who may see the runs.

use serde_json::json;

use crate::world::{Kept, World};

const PURCHASE: &str = include_str!("../../../../examples/purchase-approval.yaml");
const SLUG: &str = "purchase-approval";

/// A request of that price that came to its order.
fn ordered(world: &World, amount: u32) -> String {
    let run = world.request(amount);
    world.complete("mia", &run, Some("approve"), serde_json::Value::Null).expect("approved");
    world.complete("ben", &run, None, json!({ "order_number": "PO-1" })).expect("ordered");
    run
}

/// Finance looks from 500 on.
fn lower() -> String {
    let lower = PURCHASE.replace("\"< 1000\"", "\"< 500\"").replace("[1000..10000)", "[500..10000)");
    assert_ne!(lower, PURCHASE);
    lower
}

fn draft(world: &World, text: &str) {
    let ben = world.person("ben");
    let rev = world.handle.draft(&ben, SLUG).map_or(0, |draft| draft.rev);
    world.handle.save_draft(&ben, SLUG, text, Some(rev)).expect("saved");
}

#[test]
fn a_lower_threshold_is_told_of_the_runs_it_would_have_led_elsewhere() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let (small, large) = (ordered(&world, 80), ordered(&world, 640));
        world.request(640);
        draft(&world, &lower());
        let entries = world.entries();
        // What is kept in memory makes no difference.
        let world = world.open_again();
        let root = world.person("root");
        let found = world.handle.other_ways(&root, SLUG, "draft").expect("looked at");
        assert_eq!((found.version, found.looked_at, found.same, found.left_out), (2, 2, 1, 0), "{found:?}");
        let [other] = found.runs.as_slice() else { panic!("{found:?}") };
        assert_eq!((other.run.as_str(), other.verdict.as_str()), (large.as_str(), "other"));
        assert_eq!(other.step.as_ref().expect("a step").title, "By the depth of the check");
        assert!(other.why[1].contains("would have been finance instead of none"), "{:?}", other.why);
        assert!(!found.runs.iter().any(|run| run.run == small));
        assert_eq!(world.entries(), entries, "a look changes nothing");
        let found = world.handle.other_ways(&root, SLUG, "v1").expect("looked at");
        assert_eq!((found.same, found.runs.len()), (2, 0), "{found:?}");
    }
}

#[test]
fn runs_that_somebody_may_not_see_are_not_counted_and_who_may_not_publish_is_refused() {
    let world = World::new(Kept::in_memory());
    ordered(&world, 640);
    draft(&world, PURCHASE);
    let outside = world.handle.other_ways(&world.person("audi"), SLUG, "draft").expect_err("an auditor");
    assert_eq!(outside.code, "access.not_allowed");
    assert_eq!(world.handle.other_ways(&world.person("ana"), SLUG, "draft").expect_err("a member").code, outside.code);
    assert_eq!(world.handle.other_ways(&world.person("ben"), SLUG, "draft").expect("looked at").looked_at, 1);
    let gone = world.handle.other_ways(&world.person("root"), SLUG, "v9").expect_err("no such version");
    assert_eq!(gone.code, "request.not_found");
}

#[test]
fn a_run_that_somebody_moved_is_said_to_be_unsaid() {
    let world = World::new(Kept::in_memory());
    let run = world.request(640);
    let places = vec![(1, "by-the-depth-of-the-check".to_owned())];
    let ask = baton_runtime::Ask::MoveRun { run: run.clone(), version: None, places, reason: Some("Known".to_owned()) };
    world.ask(&world.person("root"), ask).expect("moved");
    world.complete("ben", &run, None, json!({ "order_number": "PO-1" })).expect("ordered");
    draft(&world, &lower());
    let found = world.handle.other_ways(&world.person("root"), SLUG, "draft").expect("looked at");
    assert_eq!((found.looked_at, found.same), (1, 0));
    assert_eq!(found.runs[0].verdict, "unsaid", "{found:?}");
    assert!(found.runs[0].why[0].contains("by hand"), "{found:?}");
}
