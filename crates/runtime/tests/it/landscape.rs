//! The landscape with drafts: for those who may read them, and for others as if they were not there.

use crate::world::{Kept, World};

const PLAN: &str = "workflow: secret-plan
title: Secret plan
owner: procurement
start: [{ event: plan-made }]
steps:
  - { run: Buy it, workflow: purchase-approval }
outcomes: { done: { title: Done } }
";

#[test]
fn drafts_stand_in_the_landscape_for_those_who_may_read_them() {
    let world = World::new(Kept::in_memory());
    let ben = world.person("ben");
    world.handle.save_draft(&ben, "secret-plan", PLAN, Some(0)).expect("saved");
    let process = "process: secret-whole\ntitle: Secret whole\nworkflows:\n  - { run: secret-plan }\n  - { run: never-written }\n";
    world.handle.save_draft(&ben, "secret-whole", process, Some(0)).expect("saved");
    world.handle.save_draft(&ben, "torn", "workflow: [", Some(0)).expect("saved");
    let drawn = world.handle.landscape(&ben).expect("drawn");
    let node = |id: &str| drawn.workflows.iter().find(|node| node.id == id).expect("a workflow");
    let plan = node("secret-plan");
    assert_eq!((&*plan.title, plan.draft, plan.live_version), ("Secret plan", true, None));
    assert_eq!(plan.owner.as_ref().map(|owner| owner.handle.as_str()), Some("procurement"));
    assert_eq!((&*node("secret-whole").kind, node("secret-whole").draft), ("process", true));
    assert!(!node("purchase-approval").draft && node("purchase-approval").live_version == Some(1));
    assert!(!node("never-written").draft, "it is only named");
    let links: Vec<(&str, &str, &str)> = drawn.links.iter().map(|link| (&*link.from, &*link.to, &*link.kind)).collect();
    assert!(links.contains(&("secret-plan", "purchase-approval", "runs")), "{links:?}");
    assert!(links.contains(&("secret-whole", "secret-plan", "process")), "{links:?}");
    assert_eq!(drawn.events.iter().map(|event| event.name.as_str()).collect::<Vec<_>>(), ["plan-made"]);
    // A draft of what is published changes nothing of it.
    let text = world.handle.workflow(&ben, "purchase-approval").expect("it").source;
    let rev = world.handle.draft(&ben, "purchase-approval").map_or(0, |draft| draft.rev);
    let other = text.replace("title: Purchase approval", "title: Another");
    world.handle.save_draft(&ben, "purchase-approval", &other, Some(rev)).expect("saved");
    let again = world.handle.landscape(&ben).expect("drawn");
    assert!(again.workflows.iter().any(|node| node.title == "Purchase approval" && !node.draft));

    for who in ["ana", "mia"] {
        let seen = serde_json::to_string(&world.handle.landscape(&world.person(who)).expect("drawn")).expect("text");
        for hidden in ["secret", "never-written", "plan-made", "torn", "\"draft\":true"] {
            assert!(!seen.to_lowercase().contains(hidden), "{who} sees {hidden}: {seen}");
        }
    }
}
