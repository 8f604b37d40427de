//! The process ends at each point at which it meets what lasts, in each kind of command: nothing that was acknowledged is
//! missing after the next start, a repeat under the same key has one effect, and the tables say what the entries say.

mod calls;
mod mail;
mod points;
mod ports;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use baton_runtime::{Handle, Heads, Place};
use baton_store::faulty::FaultyStore;
use baton_store::keys::SubjectKind;

use crate::deeds::{Again, Deed, KINDS, all};
use crate::world::{Kept, World, open};
use points::POINTS;
use ports::{CutShelf, Ports};

/// A world whose ports can be cut.
struct Cut {
    world: World,
    ports: Arc<Ports>,
}

impl Cut {
    fn new(kept: Kept) -> Self {
        let mut world = World::new(kept);
        let ports = Arc::<Ports>::default();
        world.handle.stop();
        world.handle = behind(&world, &ports);
        Self { world, ports }
    }

    /// Starts it anew on what is there.
    fn start_anew(&mut self) {
        self.world.handle.stop();
        self.ports.heal();
        self.world.handle = behind(&self.world, &self.ports);
    }
}

/// The place behind the cut.
fn place(world: &World, ports: &Arc<Ports>) -> Place {
    let store = FaultyStore::behind(Arc::clone(&world.kept.store), Arc::<Ports>::clone(ports));
    let shelf = CutShelf { inner: Arc::clone(&world.kept.shelf), ports: Arc::clone(ports) };
    Place { store: Arc::new(store), shelf: Arc::new(shelf), heads: Heads::default() }
}

fn behind(world: &World, ports: &Arc<Ports>) -> Handle {
    open(place(world, ports), &world.clock)
}

/// Ends the process at each point that the deed meets; how often each was met.
fn each_point_of(deed: &Deed) -> BTreeMap<String, usize> {
    let mut cut = Cut::new(Kept::in_memory());
    let on = (deed.before)(&cut.world, 0);
    let before = cut.world.entries();
    cut.ports.heal();
    (deed.act)(&cut.world, &on, "clean").unwrap_or_else(|refused| panic!("{}: {refused}", deed.name));
    let entries = cut.world.entries() - before;
    let mut met = BTreeMap::<String, usize>::new();
    for point in cut.ports.heal().0 {
        *met.entry(point).or_default() += 1;
    }
    let mut n = 0;
    for (point, times) in &met {
        for nth in 0..*times {
            n += 1;
            end_at(&mut cut, deed, &At { point, nth, n, entries });
        }
    }
    keys_belong(&cut.world, deed);
    met
}

/// Where the process ends.
struct At<'a> {
    point: &'a str,
    nth: usize,
    n: u64,
    /// How many entries the deed makes.
    entries: i64,
}

fn end_at(cut: &mut Cut, deed: &Deed, at: &At<'_>) {
    let At { point, nth, n, entries } = *at;
    let told = format!("{}, ended at `{point}` ({nth})", deed.name);
    let (on, key) = ((deed.before)(&cut.world, n), format!("try {n}"));
    let before = cut.world.entries();
    cut.ports.cut_at(point, nth);
    let first = (deed.act)(&cut.world, &on, &key);
    cut.start_anew();
    let kept = cut.world.entries() - before;
    if first.is_ok() {
        assert_eq!(kept, entries, "{told}: what was acknowledged is there");
    }
    (deed.act)(&cut.world, &on, &key).unwrap_or_else(|refused| panic!("{told}, again: {refused}"));
    let made = cut.world.entries() - before;
    let most = if deed.again == Again::Another { 2 * entries } else { entries };
    assert!((entries..=most).contains(&made), "{told}: {made} entries instead of {entries}");
}

/// A file that a run refers to has a key that belongs to the run, once what a crash left was looked after.
fn keys_belong(world: &World, deed: &Deed) {
    world.handle.tidy().expect("tidied");
    let reader = world.kept.store.reader().expect("a reader");
    let uploads = world.kept.store.keys().keys_of(SubjectKind::Upload, 0, 1_000).expect("keys");
    for file in reader.files("", 1_000).expect("files") {
        let of_upload = uploads.contains(&file.key);
        assert_eq!(of_upload, file.run.is_none(), "{}: the key of {file:?}", deed.name);
    }
}

#[test]
fn wherever_the_process_ends_nothing_acknowledged_is_missing_and_a_repeat_has_one_effect() {
    let mut met = BTreeSet::new();
    let mut ends = 0;
    for deed in all() {
        let points = each_point_of(&deed);
        if deed.ask.is_some() {
            let at = ["entry: before the commit", "entry: after the commit"];
            assert!(at.iter().all(|point| points.contains_key(*point)), "{}: {points:?}", deed.name);
        }
        ends += points.values().sum::<usize>();
        met.extend(points.into_keys());
    }
    met.extend(mail::each_point());
    met.extend(calls::each_point());
    let named: BTreeSet<String> = POINTS.iter().map(|point| (*point).to_owned()).collect();
    assert_eq!(met, named, "each point has a name, and each is met");
    assert!(ends > 150, "{ends}");
}

#[test]
fn every_kind_of_command_has_a_deed() {
    let done: BTreeSet<&str> = all().iter().filter_map(|deed| deed.ask).collect();
    assert_eq!(done, BTreeSet::from(KINDS));
}
