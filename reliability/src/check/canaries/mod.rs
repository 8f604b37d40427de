//! Secrets and personal values turn up nowhere they do not belong: words that occur nowhere else are given to a server in every
//! way there is, and then looked for in its log at the finest level, its figures, a run's evidence, live events, its answers to
//! what is wrong, the databases, their logs and the files, and in what it says when it is killed by a signal that dumps. They are
//! looked for as they are, as other programs would write them, and in what is packed.
//!
//! Then somebody is erased: their words are looked for on the pages, in a backup that is made afterwards, and on the pages of a
//! server that the backup was restored to. Then a run's time is over. Workspaces of earlier programs are looked at likewise.

mod forms;
mod listening;
mod planted;
mod search;
mod somebody;
mod taken_out;
mod unpacked;
mod upgraded;
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
use search::Search;
use somebody::Somebody;
use visit::{Left, Seen, Visit};

/// Fewer bytes than this hold no database.
const BYTES_MIN: u64 = 100_000;
/// Longer than any round of what works beside: what is written a little later is looked at as well.
const LATER: Duration = Duration::from_secs(2);
/// What the file of a database begins with.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// Plants, visits, looks.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    let mut found = Found::default();
    for n in 0..options.count {
        once(options, n, &mut found).with_context(|| format!("try {n}"))?;
    }
    for kept in upgraded::kept()? {
        let (planted, seen) = upgraded::looked_at(options, &kept).with_context(|| kept.display().to_string())?;
        look(&planted, &seen, &mut found)?;
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
    let (mut seen, listening) = (visit.seen, visit.listening);
    seen.extend(erased_in_a_backup(options, [&folder, &backup, &restored], &left, &mut planted)?);
    wait(LATER);
    end_with_a_dump(&mut server)?;
    listening.context("somebody listened")?.heard(&mut seen)?;
    for folder in [&folder, &backup, &restored] {
        let before = seen.len();
        files(folder, &mut seen)?;
        let bytes: u64 = seen[before..].iter().map(|(_, bytes)| bytes.len() as u64).sum();
        ensure!(bytes > BYTES_MIN, "only {bytes} bytes lie in {}", folder.display());
    }
    seen.extend(taken_out::pass(options, &folder, &left, &mut planted)?);
    found.add(
        "pages_after_erasing",
        seen.iter().filter(|(place, _)| matches!(place, Place::AfterErasing(_))).count() as u64,
    );
    look(&planted, &seen, found)
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

/// Looks for every word in all that was seen.
fn look(planted: &Planted, seen: &Seen, found: &mut Found) -> anyhow::Result<()> {
    let all = planted.all();
    let search = Search::of(all.iter().map(|canary| canary.text.as_str()))?;
    let mut in_the_clear = false;
    for (place, bytes) in seen {
        for (n, how) in search.find(bytes) {
            in_the_clear |= all[n].is_kept_in_the_clear() && matches!(place, Place::Kept(_));
            if !all[n].may_stand_in(place) {
                found.faults.push(format!("{} stands in {}, {how}", all[n].what, place.name()));
            }
        }
    }
    if all.iter().any(Canary::is_kept_in_the_clear) && !in_the_clear {
        found.faults.push("what is kept in the clear was found nowhere: the search sees nothing".to_owned());
    }
    found.add("planted", all.len() as u64);
    found.add("looked_at_bytes", seen.iter().map(|(_, bytes)| bytes.len() as u64).sum());
    Ok(())
}

/// All files of a folder as they lie there, and the values of its databases one by one.
fn files(folder: &Path, seen: &mut Seen) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.display().to_string();
        if path.is_dir() {
            files(&path, seen)?;
            continue;
        }
        let bytes = std::fs::read(&path)?;
        if bytes.starts_with(DATABASE) {
            let values = unpacked::values(&path).with_context(|| name.clone())?;
            seen.extend(values.into_iter().map(|(at, value)| (Place::Kept(format!("{name}: {at}")), value)));
        }
        seen.push((Place::Kept(name), bytes));
    }
    Ok(())
}
