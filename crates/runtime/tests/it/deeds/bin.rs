//! Deeds of the bin for designs: into it, out of it, and forgotten.

use baton_runtime::{Ask, PageAsk, Refused};
use jiff::SignedDuration;

use super::Again::Nothing;
use super::people::root;
use super::workflows::published;
use super::{Deed, On};
use crate::world::World;

const TEXT: &str = "title: Short
owner: procurement
start: [{ manual: Ask, who: everyone }]
roles:
  asker: { is: starter }
steps:
  - task: Do it
    who: asker
  - end: done
outcomes:
  done: { title: Done }
";

fn ben(world: &World, key: &str, ask: Ask) -> Result<(), Refused> {
    world.ask_under(key, &world.person("ben"), ask).map(drop)
}

/// A draft that is written.
fn draft(world: &World, n: u64) -> On {
    let slug = format!("thrown-{n}");
    world.handle.save_draft(&world.person("ben"), &slug, &format!("workflow: {slug}\n{TEXT}"), Some(0)).expect("saved");
    slug
}

/// A published workflow.
fn whole(world: &World, n: u64) -> On {
    let slug = format!("whole-{n}");
    published(world, &slug, &format!("workflow: {slug}\n{TEXT}"));
    slug
}

/// A draft in the bin, by its item.
fn binned(world: &World, n: u64) -> On {
    let slug = draft(world, n);
    world.handle.discard_draft(&world.person("ben"), &slug, None).expect("thrown away");
    let bin = world.handle.bin(&world.person("ben"), &PageAsk { cursor: None, limit: 1 }).expect("the bin");
    bin.items.into_iter().next().expect("the item").item
}

pub const ALL: &[Deed] = &[
    Deed {
        name: "a draft is thrown away",
        ask: Some("bin_draft"),
        before: draft,
        act: |world, id, key| ben(world, key, Ask::BinDraft { id: id.clone(), rev: None, instead: None }),
        again: Nothing,
    },
    Deed {
        name: "a published workflow is thrown away",
        ask: Some("bin_design"),
        before: whole,
        act: |world, id, key| ben(world, key, Ask::BinDesign { id: id.clone() }),
        again: Nothing,
    },
    Deed {
        name: "a design comes out of the bin",
        ask: Some("restore_design"),
        before: binned,
        act: |world, item, key| {
            ben(world, key, Ask::RestoreDesign { item: item.parse().expect("a number"), rev: None })
        },
        again: Nothing,
    },
    Deed {
        name: "an earlier version becomes the draft",
        ask: Some("restore_version"),
        before: whole,
        act: |world, id, key| ben(world, key, Ask::RestoreVersion { id: id.clone(), version: 1, rev: None }),
        again: Nothing,
    },
    Deed {
        name: "what was long enough in the bin is forgotten",
        ask: Some("empty_bin"),
        before: |world, n| {
            let item = binned(world, n);
            let to = world.handle.core().now() + SignedDuration::from_hours(24 * 31);
            root(world, &format!("later-{n}"), Ask::MoveClock { to }).expect("moved");
            item
        },
        act: |world, _, key| world.ask_under(key, &baton_runtime::Caller::system(), Ask::EmptyBin).map(drop),
        again: Nothing,
    },
];
