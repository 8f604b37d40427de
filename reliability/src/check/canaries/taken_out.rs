//! A run whose time is over: the server is started two days later, takes it out, and whatever was said in that run is looked
//! for once more, also what was never called personal.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};

use super::planted::{Place, Planted};
use super::somebody::Somebody;
use super::visit::{Left, Seen};
use super::{end_with_a_dump, files};
use crate::check::timed::WallClock;
use crate::moment::wait;
use crate::options::Options;
use crate::server::Server;
use crate::shim;

/// Beyond the day for which the workflow keeps its runs.
const LATER_S: i64 = 2 * 24 * 3_600;
/// Within which time it must be gone: it is looked once a minute.
const WITHIN: Duration = Duration::from_secs(90);

/// Lets the time pass; what is looked at then.
pub fn pass(options: &Options, folder: &Path, left: &Left, planted: &mut Planted) -> anyhow::Result<Seen> {
    let beside = tempfile::tempdir()?;
    let clock = WallClock::new(beside.path())?;
    clock.jump(LATER_S)?;
    let library = shim::built("clock")?;
    let library = library.to_str().unwrap_or_default();
    let environment =
        [("LD_PRELOAD", library), ("CLOCK_FILE", clock.path()), ("BATON_LOG", "trace"), ("BATON_BEHIND_PROXY", "true")];
    let mut server = Server::start(&options.baton, folder, false, &environment)?;
    let mut keeper = Somebody::at(&server.host, "somebody later");
    keeper.sign_in("/session", &left.sign_in, planted)?;
    let (gone, stays) = (&left.runs[0], &left.runs[1]);
    let began = Instant::now();
    while keeper.ask("GET", &format!("/runs/{gone}"), None)?.status != 404 {
        ensure!(began.elapsed() < WITHIN, "{gone} is still there {} s after its time was over", WITHIN.as_secs());
        wait(Duration::from_millis(100));
    }
    let mut seen = Seen::new();
    let paths = ["/people", "/runs", "/metrics", "/retention", "/notifications", "/tasks?view=done"];
    let of_run = ["", "/timeline", "/evidence"].map(|part| format!("/runs/{stays}{part}"));
    for path in paths.into_iter().map(str::to_owned).chain(of_run) {
        let body = keeper.read(&path)?;
        seen.push((Place::ShownWithoutRun(format!("{path} after a run was taken out")), body));
    }
    // What is given back and written back follows within the same round.
    wait(super::LATER);
    end_with_a_dump(&mut server)?;
    let mut kept = Seen::new();
    files(folder, &mut kept)?;
    for (place, bytes) in kept {
        let Place::Kept(name) = place else { bail!("a file that is not kept") };
        seen.push((Place::KeptWithoutRun(format!("{name} after a run was taken out")), bytes));
    }
    Ok(seen)
}
