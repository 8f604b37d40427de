//! A folder belongs to one server at a time: a second one is refused with its code, and the first notices nothing.

use std::process::Command;

use anyhow::Context;

use crate::options::Options;
use crate::report::Found;
use crate::server::Server;

/// Starts a server, then others on its folder: by its path, by another path to it, and by a link.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let parent = tempfile::tempdir()?;
    let folder = parent.path().join("data");
    let link = parent.path().join("link");
    std::fs::create_dir(&folder)?;
    std::os::unix::fs::symlink(&folder, &link)?;
    let ways = [folder.clone(), parent.path().join("./data/../data"), link];
    let server = Server::start(&options.baton, &folder, true, &[])?;
    if server.setup.is_none() {
        found.faults.push("a new workspace was given no link for its administrator".to_owned());
    }
    found.highest("start_ms", server.took.as_millis() as u64);
    for n in 0..options.count {
        let way = options.random(n).usize(..ways.len());
        let second = Command::new(&options.baton)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(&ways[way])
            .output()
            .context("cannot start a second server")?;
        let said = String::from_utf8_lossy(&second.stderr);
        if second.status.success() || !said.contains("store.in_use") {
            found.faults.push(format!("try {n}: a second server ended with {}: {said}", second.status));
        }
        if !server.answers() {
            found.faults.push(format!("try {n}: the first server does not answer any more"));
        }
        found.add("refused", 1);
    }
    Ok(found)
}
