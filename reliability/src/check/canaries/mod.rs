//! Secrets and personal values turn up nowhere they do not belong: words that occur nowhere else are given to a server in every
//! way there is, and then looked for in its log at the finest level, its figures, a run's evidence, its answers to what is wrong,
//! the databases, their logs and the files, and in what it says when it is killed by a signal that dumps.
//!
//! Then somebody is erased: their words are looked for on the pages, in a backup that is made afterwards, and on the pages of a
//! server that the backup was restored to.

mod planted;
mod somebody;
mod visit;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, ensure};

use crate::moment::wait;
use crate::options::Options;
use crate::report::Found;
use crate::server::Server;
use planted::{Canary, Place, Planted};
use somebody::Somebody;
use visit::{Left, Seen, Visit};

/// Fewer bytes than this hold no database.
const BYTES_MIN: u64 = 100_000;
/// Longer than any round of what works beside: what is written a little later is looked at as well.
const LATER: Duration = Duration::from_secs(2);

/// Plants, visits, looks.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    let mut found = Found::default();
    for n in 0..options.count {
        once(options, n, &mut found).with_context(|| format!("try {n}"))?;
    }
    Ok(found)
}

fn once(options: &Options, n: u64, found: &mut Found) -> anyhow::Result<()> {
    let mut planted = Planted::new(options.random(n));
    let parent = tempfile::tempdir()?;
    let [folder, backup, restored] = ["data", "backup", "restored"].map(|name| parent.path().join(name));
    std::fs::create_dir(&folder)?;
    let password = planted.secret("the mail server's password");
    // Nothing listens there: what is said of a mail that cannot leave is looked at as well.
    let environment = [
        ("BATON_LOG", "trace"),
        ("BATON_BEHIND_PROXY", "true"),
        ("BATON_MAIL_SMTP", "smtp://canary@127.0.0.1:9"),
        ("BATON_MAIL_FROM", "Baton <baton@example.com>"),
        ("BATON_MAIL_PASSWORD", password.as_str()),
    ];
    let mut server = Server::start(&options.baton, &folder, true, &environment)?;
    let mut visit = Visit::of(&server, &mut planted)?;
    let left = visit.everything()?;
    let mut seen = visit.seen;
    seen.extend(erased_in_a_backup(options, [&folder, &backup, &restored], &left, &mut planted)?);
    wait(LATER);
    end_with_a_dump(&mut server)?;
    for folder in [&folder, &backup, &restored] {
        let before = seen.len();
        files(folder, &mut seen)?;
        let bytes: u64 = seen[before..].iter().map(|(_, bytes)| bytes.len() as u64).sum();
        ensure!(bytes > BYTES_MIN, "only {bytes} bytes lie in {}", folder.display());
    }
    found.add("planted", planted.all().len() as u64);
    found.add("looked_at_bytes", seen.iter().map(|(_, bytes)| bytes.len() as u64).sum());
    found.add(
        "pages_after_erasing",
        seen.iter().filter(|(place, _)| matches!(place, Place::AfterErasing(_))).count() as u64,
    );
    for (place, bytes) in &seen {
        look(place, bytes, planted.all(), &mut found.faults);
    }
    Ok(())
}

/// Backs the workspace up while it runs, restores that, and looks at the pages there.
fn erased_in_a_backup(
    options: &Options,
    [folder, backup, restored]: [&Path; 3],
    left: &Left,
    planted: &mut Planted,
) -> anyhow::Result<Seen> {
    for (what, into, from) in [("backup", folder, backup), ("restore", restored, backup)] {
        let ran = Command::new(&options.baton).args([what, "--json", "--data"]).arg(into).arg(from).output()?;
        ensure!(ran.status.success(), "baton {what}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    let server =
        Server::start(&options.baton, restored, false, &[("BATON_LOG", "trace"), ("BATON_BEHIND_PROXY", "true")])?;
    let mut keeper = Somebody::at(&server.host, "somebody else");
    keeper.sign_in("/session", &left.sign_in, planted)?;
    left.screens(&mut keeper, " of a restored backup")
}

/// By the signal of a failed assertion, so that whatever is said at such an end is in the log.
fn end_with_a_dump(server: &mut Server) -> anyhow::Result<()> {
    let sent = Command::new("kill").args(["-ABRT", &server.pid().to_string()]).status()?;
    ensure!(sent.success(), "the signal was not sent");
    server.kill()
}

fn look(place: &Place, bytes: &[u8], planted: &[Canary], faults: &mut Vec<String>) {
    for canary in planted.iter().filter(|canary| !canary.may_stand_in(place)) {
        if bytes.windows(canary.text.len()).any(|window| window == canary.text.as_bytes()) {
            faults.push(format!("{} stands in {}", canary.what, place.name()));
        }
    }
}

fn files(folder: &Path, seen: &mut Seen) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, seen)?;
        } else {
            seen.push((Place::Kept(path.display().to_string()), std::fs::read(&path)?));
        }
    }
    Ok(())
}
