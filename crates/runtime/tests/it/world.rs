//! A workspace to test with: on a store in memory or on SQLite, with a clock that the test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use baton_runtime::backup::begin_epoch;
use baton_runtime::calls::Allowed;
use baton_runtime::clock::Clock;
use baton_runtime::files::Memory;
use baton_runtime::files::upload::sealed_sha256;
use baton_runtime::history::opened;
use baton_runtime::verify::{Wanted, verify};
use baton_runtime::view::timeline::Recorded;
use baton_runtime::{
    Ask, Caller, Config, Done, Filled, Founding, Handle, Heads, Made, PersonAsk, Place, Request, Time, WorkspaceKind,
};
use baton_store::memory::MemoryStore;
use baton_store::read::history;
use baton_store::row::FileRow;
use baton_store::{Hash, Store, StoreError, Stream};
use baton_store_sqlite::SqliteStore;
use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A store with what must live as long as it.
pub struct Kept {
    pub store: Arc<dyn Store>,
    pub shelf: Arc<Memory>,
    /// Where SQLite keeps its files.
    pub folder: Option<TempDir>,
}

impl Kept {
    pub fn in_memory() -> Self {
        Self { store: Arc::new(MemoryStore::new()), shelf: Arc::default(), folder: None }
    }

    pub fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(folder.path(), baton_store_sqlite::Options::default()).expect("a store");
        Self { store: Arc::new(store), shelf: Arc::default(), folder: Some(folder) }
    }

    /// Every kind of store.
    pub fn each() -> [Self; 2] {
        [Self::in_memory(), Self::on_sqlite()]
    }

    pub fn place(&self) -> Place {
        self.place_of(Arc::clone(&self.store))
    }

    pub fn place_of(&self, store: Arc<dyn Store>) -> Place {
        Place { store, shelf: self.shelf.clone(), heads: Heads::default() }
    }
}

pub fn config() -> Config {
    Config { base: "http://localhost:7400".to_owned(), ..Config::default() }
}

/// What every test ends with: the history is whole, the files are there, and the tables say what the entries say (R18).
pub fn assert_proven(kept: &Kept) {
    let wanted = Wanted { rebuild: true, ..Wanted::default() };
    let hash = |file: &FileRow| {
        let hash = sealed_sha256(kept.shelf.as_ref(), &file.id);
        hash.map(|hash| hash.map(Hash)).map_err(|error| StoreError::Io(error.to_string()))
    };
    let verified = verify(kept.store.as_ref(), &hash, wanted).expect("a report");
    assert!(verified.report.holds(), "{:?}", verified.report);
    assert_eq!(verified.tables.expect("a comparison"), []);
}

/// An open workspace with people and the purchase approval published; a Monday at 9.
pub struct World {
    pub handle: Handle,
    pub kept: Kept,
    pub clock: Arc<AtomicI64>,
}

const PURCHASE: &str = include_str!("../../../../examples/purchase-approval.yaml");
/// Handle, manager, role.
const PEOPLE: [(&str, Option<&str>, &str); 8] = [
    ("root", None, "administrator"),
    ("boss", None, "member"),
    ("mia", Some("boss"), "member"),
    ("ana", Some("mia"), "member"),
    ("fin", None, "member"),
    ("cleo", None, "member"),
    ("ben", None, "designer"),
    ("audi", None, "auditor"),
];
const GROUPS: [(&str, &str); 3] = [("finance", "fin"), ("cfo", "cleo"), ("procurement", "ben")];

impl World {
    pub fn new(kept: Kept) -> Self {
        Self::of(kept, WorkspaceKind::Rehearsal)
    }

    pub fn of(kept: Kept, kind: WorkspaceKind) -> Self {
        Self::begun(kept, kind, "2026-03-02T09:00:00Z", "UTC")
    }

    /// One whose requests may go to this host.
    pub fn with_calls(kept: Kept, host: &str) -> Self {
        let config = Config { calls_allowed: Allowed::of(host), ..config() };
        Self::made(kept, WorkspaceKind::Rehearsal, ("2026-03-02T09:00:00Z", "UTC"), config)
    }

    /// One that begins at that moment, in that zone.
    pub fn begun(kept: Kept, kind: WorkspaceKind, begin: &str, zone: &str) -> Self {
        Self::made(kept, kind, (begin, zone), config())
    }

    fn made(kept: Kept, kind: WorkspaceKind, (begin, zone): (&str, &str), config: Config) -> Self {
        let begin: Timestamp = begin.parse().expect("a moment");
        let founding = Founding { kind, name: "Test".to_owned(), zone: zone.to_owned(), at_us: begin.as_microsecond() };
        assert!(founding.found(kept.store.as_ref()).expect("founded"));
        let clock = Arc::new(AtomicI64::new(begin.as_microsecond()));
        let handle = open_with(kept.place(), &clock, config);
        let world = Self { handle, kept, clock };
        for (handle, manager, role) in PEOPLE {
            world.ask(&Caller::system(), Ask::AddPerson(person(handle, manager, role))).expect("a person");
        }
        for (group, member) in GROUPS {
            let (handle, members) = (group.to_owned(), vec![member.to_owned()]);
            world.ask(&Caller::system(), Ask::AddGroup { title: handle.clone(), handle, members }).expect("a group");
        }
        world.publish("purchase-approval", PURCHASE).expect("published");
        world
    }

    /// The same workspace, opened again: nothing kept in memory remains.
    pub fn open_again(mut self) -> Self {
        self.handle.stop();
        self.handle = open(self.kept.place(), &self.clock);
        self
    }

    /// The workspace as a restored backup of it is, with requests that may go to this host.
    pub fn restored(mut self, host: &str) -> Self {
        self.handle.stop();
        let (read, now_us) = (Arc::clone(&self.clock), self.clock.load(Ordering::Acquire));
        let clock = Clock::reading(move || read.load(Ordering::Acquire));
        begin_epoch(self.kept.store.as_ref(), &clock, now_us).expect("a new epoch");
        let config = Config { calls_allowed: Allowed::of(host), ..config() };
        self.handle = open_with(self.kept.place(), &self.clock, config);
        self
    }

    /// The machine's clock goes on.
    pub fn later(&self, by: Duration) {
        self.clock.fetch_add(by.as_micros() as i64, Ordering::AcqRel);
    }

    pub fn publish(&self, slug: &str, text: &str) -> Done {
        let ben = self.person("ben");
        let draft = self.handle.save_draft(&ben, slug, text, Some(0))?;
        self.ask(&ben, Ask::Publish { workflow: slug.to_owned(), note: "As agreed".to_owned(), rev: draft.rev })
    }

    pub fn person(&self, handle: &str) -> Caller {
        let directory = self.handle.core().directory();
        Caller::person(directory.by_handle(handle).expect("a person").id).from("192.0.2.7")
    }

    pub fn ask(&self, caller: &Caller, ask: Ask) -> Done {
        self.handle.submit_blocking(Request { caller: caller.clone(), key: None, if_match: None, ask })
    }

    pub fn ask_under(&self, key: &str, caller: &Caller, ask: Ask) -> Done {
        let key = Some(key.to_owned());
        self.handle.submit_blocking(Request { caller: caller.clone(), key, if_match: None, ask })
    }

    /// None of the words is in a file of the data folder: the databases, their logs, copies. A store in memory has none.
    pub fn not_in_any_file(&self, planted: &[&str]) {
        let Some(folder) = &self.kept.folder else { return };
        for file in std::fs::read_dir(folder.path()).expect("the folder") {
            let path = file.expect("a file").path();
            let bytes = std::fs::read(&path).unwrap_or_default();
            for text in planted {
                let found = bytes.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes()));
                assert!(!found, "{text} in {}", path.display());
            }
        }
    }

    pub fn forward(&self, hours: i64) {
        self.clock.fetch_add(hours * 3_600_000_000, Ordering::AcqRel);
    }

    /// Asks for something of that price; the run's key.
    pub fn request(&self, amount: u32) -> String {
        let ana = self.person("ana");
        let mut values = wish(amount);
        if amount >= 1000 {
            let quote = self.handle.upload(&ana, "quote.pdf", b"%PDF-1.4 a quote").expect("a file");
            values.insert("quote".to_owned(), quote.id.into());
        }
        match self.ask(&ana, start(values)).expect("a run").made {
            Made::Run(run) => run,
            made => panic!("{made:?}"),
        }
    }

    /// The key of the only open task.
    pub fn open_task(&self, run: &str) -> String {
        let (_, state) = self.handle.core().run_by_key(run).expect("read").expect("a run");
        let open: Vec<_> = state.open_tasks().map(|task| format!("{run}.{}", task.task)).collect();
        assert_eq!(open.len(), 1, "{open:?}");
        open.into_iter().next().expect("a task")
    }

    pub fn complete(&self, by: &str, run: &str, choice: Option<&str>, give: Value) -> Done {
        let (task, caller) = (self.open_task(run), self.person(by));
        self.ask(&caller, complete(task, choice, give))
    }

    /// The history of each run that is kept in memory, which grows by what is committed, is what its entries say.
    fn assert_histories(&self) {
        let core = self.handle.core();
        let reader = core.reader().expect("a reader");
        for run in 1..=reader.counter("run").expect("read") {
            let Some(row) = reader.run(run).expect("read") else { continue };
            let entries = history(reader.as_ref(), Stream::run(run), 0).expect("entries");
            let said: Vec<_> =
                entries.iter().filter_map(|entry| opened(entry, &core.sealer).expect("opened")).collect();
            let said: Vec<_> = said.iter().map(told).collect();
            let kept: Vec<_> = core.recorded(&row).expect("a history").iter().map(|entry| told(entry)).collect();
            assert_eq!(kept, said, "run {run}");
        }
    }

    /// How many entries there are.
    pub fn entries(&self) -> i64 {
        self.kept.store.reader().expect("a reader").last().expect("read").map_or(0, |last| last.number)
    }
}

/// All that an entry says. With whose key something was sealed is not known any more once it is opened.
fn told(entry: &Recorded) -> String {
    let text = format!("{entry:?}");
    let mut parts = text.split("seal: Person(");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |told, part| told + "seal: Run" + part.split_once(')').map_or(part, |(_, rest)| rest))
}

impl Drop for World {
    fn drop(&mut self) {
        let covered = self.handle.cover();
        if !std::thread::panicking() {
            self.assert_histories();
        }
        self.handle.stop();
        if !std::thread::panicking() {
            if covered.is_err() {
                // What was made to fail while it was open does not fail here.
                let again = open(self.kept.place(), &self.clock);
                again.cover().expect("a checkpoint");
                again.stop();
            }
            assert_proven(&self.kept);
        }
    }
}

pub fn open(place: Place, clock: &Arc<AtomicI64>) -> Handle {
    open_with(place, clock, config())
}

fn open_with(place: Place, clock: &Arc<AtomicI64>, config: Config) -> Handle {
    let read = Arc::clone(clock);
    let clock = Clock::reading(move || read.load(Ordering::Acquire));
    Handle::open(place, clock, config, Time::Stands).expect("a workspace")
}

fn person(handle: &str, manager: Option<&str>, role: &str) -> PersonAsk {
    PersonAsk {
        name: format!("{handle} of the tests"),
        email: format!("{handle}@example.com"),
        handle: Some(handle.to_owned()),
        manager: manager.map(str::to_owned),
        role: Some(role.to_owned()),
        ..PersonAsk::default()
    }
}

pub fn wish(amount: u32) -> Filled {
    let wish =
        json!({ "item": "Desk", "vendor": "Northwind", "amount": amount, "department": "Sales", "reason": "Old." });
    wish.as_object().expect("an object").clone()
}

pub fn start(values: Filled) -> Ask {
    Ask::StartRun { workflow: "purchase-approval".to_owned(), start: None, values }
}

#[expect(clippy::needless_pass_by_value, reason = "tests write the values in place")]
pub fn complete(task: String, choice: Option<&str>, give: Value) -> Ask {
    let values = give.as_object().cloned().unwrap_or_default();
    let comment = matches!(choice, Some("send-back" | "refuse")).then(|| "Please look again.".to_owned());
    Ask::CompleteTask { task, choice: choice.map(str::to_owned), values, comment, seen: None, checked: Vec::new() }
}
