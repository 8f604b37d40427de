//! Deeds that move runs: to another version, to another step, from an exception to another step or on with other values.

use baton_runtime::{Ask, Caller, Refused, ResolveHow};
use serde_json::{Map, json};

use super::Again::Nothing;
use super::runs::{begun, done, group, resolve, run_of, stuck};
use super::tasks::requested;
use super::workflows::{SEVERAL, published};
use super::{Deed, On};
use crate::world::World;

/// A run of a version that is not the live one any more.
fn left_behind(world: &World, n: u64) -> On {
    group(world, "lookers", &["fin", "cleo"]);
    let slug = format!("several-{n}");
    let text = SEVERAL.replace("workflow: several", &format!("workflow: {slug}"));
    published(world, &slug, &text);
    let run = begun(world, &slug);
    let text = text.replace("due: 1 hour", "due: 5 hours").replace("Look at it", "Look at it well");
    world.publish(&slug, &text).expect("published");
    run
}

fn moved(world: &World, run: &On, key: &str) -> Result<(), Refused> {
    let ask = Ask::MoveRun { run: run.clone(), version: Some(2), places: Vec::new(), reason: None };
    done(world, key, &Caller::system(), ask)
}

pub const ALL: &[Deed] = &[
    Deed {
        name: "a run is moved to another version",
        ask: Some("move_run"),
        before: left_behind,
        act: moved,
        again: Nothing,
    },
    Deed {
        name: "a run is moved to another step",
        ask: Some("move_run"),
        before: requested,
        act: |world, task, key| {
            let places = vec![(1, "manager-review".to_owned())];
            let reason = Some("It is looked at once more.".to_owned());
            let ask = Ask::MoveRun { run: run_of(task), version: None, places, reason };
            done(world, key, &world.person("root"), ask)
        },
        again: Nothing,
    },
    Deed {
        name: "what an exception holds goes on at another step",
        ask: Some("resolve_exception"),
        before: stuck,
        act: |world, exception, key| resolve(world, exception, key, ResolveHow::Move("tell".to_owned())),
        again: Nothing,
    },
    Deed {
        name: "what an exception holds is tried again with other values",
        ask: Some("resolve_exception"),
        before: stuck,
        act: |world, exception, key| {
            let values = Map::from_iter([("count".to_owned(), json!(7))]);
            resolve(world, exception, key, ResolveHow::Change(values))
        },
        again: Nothing,
    },
];
