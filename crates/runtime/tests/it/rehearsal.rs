use serde_json::Value;

use crate::world::{Kept, World};

#[test]
fn kept_mails_are_counted_for_those_who_may_read_them() {
    for kept in Kept::each() {
        let world = World::new(kept);
        let run = world.request(640);
        world.complete("mia", &run, Some("approve"), Value::Null).expect("approved");
        world.complete("ben", &run, None, serde_json::json!({ "order_number": "PO-1" })).expect("ordered");
        let mails = |who| world.handle.rehearsal(&world.person(who)).expect("a rehearsal").mails;
        assert!(mails("root") > 0 && mails("audi") > 0);
        assert_eq!(mails("ana"), 0);
    }
}
