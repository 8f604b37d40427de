//! Workspaces for tests, each in a folder of its own. The example's history is played once and copied.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use baton_runtime::clock::Clock;
use baton_runtime::files::Folder;
use baton_runtime::{Config, Founding, Handle, Heads, Place, Time, WorkspaceKind, example};
use baton_store_sqlite::{Options, SqliteStore};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tempfile::TempDir;

/// An open workspace.
pub struct Opened {
    pub runtime: Handle,
    pub setup_token: Option<String>,
    pub folder: TempDir,
}

/// The example workspace, with its people and its history.
pub async fn example() -> Opened {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().to_owned();
    let runtime = blocking(move || {
        copy(played().path(), &to);
        handle(place(&to))
    });
    Opened { runtime: runtime.await, setup_token: None, folder }
}

/// An empty real workspace.
pub async fn real() -> Opened {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let opened = blocking(move || {
        let place = place(&path);
        let at_us = Timestamp::now().as_microsecond();
        let founding = Founding { kind: WorkspaceKind::Real, name: "Acme".into(), zone: "UTC".into(), at_us };
        founding.found(place.store.as_ref()).unwrap();
        let runtime = handle(place);
        let token = runtime.setup_link().unwrap();
        (runtime, token)
    });
    let (runtime, token) = opened.await;
    Opened { runtime, setup_token: Some(token), folder }
}

/// The folder in which the example was played.
fn played() -> &'static TempDir {
    static PLAYED: OnceLock<TempDir> = OnceLock::new();
    PLAYED.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        example::make(place(folder.path()), config(), &TimeZone::UTC, Timestamp::now()).unwrap();
        folder
    })
}

fn place(folder: &Path) -> Place {
    Place {
        store: Arc::new(SqliteStore::open(folder, Options::default()).unwrap()),
        shelf: Arc::new(Folder::open(&folder.join("files")).unwrap()),
        heads: Heads::in_folder(folder.join("heads")),
    }
}

fn handle(place: Place) -> Handle {
    Handle::open(place, Clock::machine(), config(), Time::Passes).unwrap()
}

fn config() -> Config {
    Config { base: "http://127.0.0.1:7400".into(), ..Config::default() }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            std::fs::copy(entry.path(), &place).unwrap();
        }
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}
