//! Workspaces that earlier programs made, opened by this one: names and addresses that stand in them turn up nowhere, also not in
//! the copies that an upgrade leaves, and who is erased afterwards is on no page and in no file.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use rusqlite::Connection;
use serde_json::{Value, json};

use super::planted::{Place, Planted};
use super::somebody::Somebody;
use super::visit::Seen;
use super::{LATER, end_with_a_dump, files};
use crate::moment::wait;
use crate::options::Options;
use crate::server::Server;

/// Who administers each of them, and their password.
const KEEPER: &str = "root@example.org";
const PASSWORD: &str = "four words to keep";
/// Who is erased.
const ERASED: &str = "ana";
/// A name that is shorter stands in many a text by chance.
const NAME_LETTERS_MIN: usize = 8;

/// The folders in which they stand, as SQL.
pub fn kept() -> anyhow::Result<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/store-sqlite/tests/databases");
    let mut kept: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    kept.sort();
    ensure!(!kept.is_empty(), "no workspace of an earlier program is kept");
    Ok(kept)
}

/// Opens one of them, erases somebody in it; what stood there, and where it was looked for.
pub fn looked_at(options: &Options, kept: &Path) -> anyhow::Result<(Planted, Seen)> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path().join("data");
    lay_out(kept, &folder)?;
    let mut planted = Planted::new(options.random(0));
    planted.known("a password", PASSWORD);
    let mut server = Server::start(&options.baton, &folder, false, &[("BATON_LOG", "trace")])?;
    let mut keeper = Somebody::at(&server.host, &planted.of_session("what a browser calls itself"));
    keeper.sign_in("/session", &json!({ "person": KEEPER, "password": PASSWORD }), &mut planted)?;
    let people: Value = serde_json::from_slice(&keeper.read("/people?limit=200")?)?;
    let erased = plant(&people, &mut planted)?;
    let mut seen = Seen::new();
    files(&folder, &mut seen)?;
    let figures = keeper.read("/metrics")?;
    seen.push((Place::Kept("the figures".to_owned()), figures));
    keeper.done("POST", &format!("/people/{erased}/erase"), &json!({ "reason": "Asked for it." }))?;
    let runs: Value = serde_json::from_slice(&keeper.read("/runs?limit=200")?)?;
    let runs = runs["items"].as_array().context("a list of runs")?.clone();
    let keys = runs.iter().filter_map(|run| run["key"].as_str());
    let of_runs = keys.flat_map(|run| ["", "/timeline", "/evidence"].map(|part| format!("/runs/{run}{part}")));
    for path in ["/people".to_owned(), "/runs".to_owned()].into_iter().chain(of_runs) {
        let body = keeper.read(&path)?;
        seen.push((Place::AfterErasing(format!("{path} after erasing")), body));
    }
    wait(LATER);
    end_with_a_dump(&mut server)?;
    for file in std::fs::read_dir(&folder)? {
        let name = file?.file_name();
        ensure!(!name.to_string_lossy().contains(".before-"), "{} is still there after erasing", name.display());
    }
    files(&folder, &mut seen)?;
    Ok((planted, seen))
}

/// The data folder as its program left it.
fn lay_out(kept: &Path, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir(folder)?;
    for name in ["baton", "keys"] {
        let sql = std::fs::read_to_string(kept.join(format!("{name}.sql")))?;
        Connection::open(folder.join(format!("{name}.db")))?.execute_batch(&sql)?;
    }
    for name in ["files", "heads"] {
        std::fs::create_dir(folder.join(name))?;
        for file in std::fs::read_dir(kept.join(name))? {
            let file = file?;
            std::fs::copy(file.path(), folder.join(name).join(file.file_name()))?;
        }
    }
    Ok(())
}

/// Whoever is in it; the id of who will be erased, as it stands in a path.
fn plant(people: &Value, planted: &mut Planted) -> anyhow::Result<String> {
    let mut erased = None;
    for person in people["items"].as_array().context("a list of people")? {
        let id = person["id"].as_str().context("a person has an id")?;
        let is_erased = id.trim_start_matches('@') == ERASED;
        if is_erased {
            erased = Some(id.replace('@', "%40"));
        }
        let texts = [("a name", &person["name"]), ("an e-mail address", &person["email"])];
        for (what, text) in texts.map(|(what, text)| (what, text.as_str().unwrap_or_default())) {
            match (text.len() >= NAME_LETTERS_MIN, is_erased) {
                (false, _) => {}
                (true, true) => planted.of_form_that_is_erased(what, text),
                (true, false) => planted.of_form(what, text),
            }
        }
    }
    ensure!(planted.all().len() > 5, "people have addresses: {people}");
    erased.with_context(|| format!("{ERASED} is not among {people}"))
}
