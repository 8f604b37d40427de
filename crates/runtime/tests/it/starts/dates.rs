//! Runs that begin with a date of another one.

use baton_runtime::Ask;
use serde_json::json;

use super::{begin, pass, settle, state, value};
use crate::world::{Kept, World};

const CONTRACTS: &str = r"
workflow: contracts
title: Contracts
owner: procurement
key: CON
start:
  - manual: Sign
    who: everyone
    gives: [ends, name]
  - date: ends
    before: 7 days
    gives: { name: name, signed: true }
fields:
  name:   { type: text, required: true }
  ends:   { type: date }
  signed: { type: yes-no }
roles:
  asker: { group: procurement }
steps:
  - task: Look after it
    who: asker
    gives: [ends]
  - wait: For a while
    for: 4000 days
  - end: done
outcomes:
  done: { title: Done }
";

#[test]
fn a_date_of_an_open_run_begins_another_one_once_and_moves_with_its_field() {
    for kept in Kept::each() {
        let world = World::new(kept);
        world.publish("contracts", CONTRACTS).expect("published");
        let first = begin(&world, "contracts", &json!({ "name": "Roof", "ends": "2026-04-30" }));
        let dropped = begin(&world, "contracts", &json!({ "name": "Wall", "ends": "2026-04-30" }));
        let reason = "Not wanted".to_owned();
        world
            .ask(&world.person("ben"), Ask::CancelRun { run: dropped, reason, how: baton_engine::CancelHow::Keep })
            .expect("cancelled");
        let ben = world.person("ben");
        let give = crate::world::complete(format!("{first}.1"), None, json!({ "ends": "2026-03-31" }));
        world.ask(&ben, give).expect("done");
        pass(&world, 20 * 24);
        settle(&world);
        assert_eq!(state(&world, "CON-3"), None, "the 24th has not begun");
        let world = world.open_again();
        pass(&world, 2 * 24);
        settle(&world);
        settle(&world);
        assert_eq!((value(&world, "CON-3", "name"), value(&world, "CON-3", "signed")), (json!("Roof"), json!(true)));
        pass(&world, 60 * 24);
        settle(&world);
        assert_eq!(state(&world, "CON-4"), None, "once, and not for a run that is over");
    }
}
