//! A check that cannot fail proves nothing: faults are planted in a copy of the sources, one at a time, and what must catch each
//! is run.
//!
//! `reliability/planted/*.patch` are the faults. The first line of each names what must catch it, a check of this program or a
//! `cargo test …`; the second says what is wrong with it. That must pass on the sources as they are and fail with the fault; a
//! patch that does not apply or build any more is a fault of its own. What goes on five times as long with the fault as without it is
//! stopped, and counts as failed: a fault may keep a test from ever coming to its end. The copy is that of the last commit.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};

use crate::options::Options;
use crate::report::Found;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
/// How often a check of this program tries to catch a fault.
const TRIES: &str = "10";

/// A fault and what must catch it.
struct Planted {
    name: String,
    patch: PathBuf,
    caught_by: String,
}

/// Plants each fault, or with `--only` those whose name holds that.
pub fn run(options: &Options) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let place = Place::new()?;
    // How long each takes that passes without a fault.
    let mut sound: HashMap<String, Duration> = HashMap::new();
    for planted in all(options.only.as_deref())? {
        place.clear()?;
        if !sound.contains_key(&planted.caught_by) {
            let is_built = place.build(&planted.caught_by)?;
            let begun = Instant::now();
            if !(is_built && place.passes(&planted.caught_by, options, None)?) {
                found.faults.push(format!("`{}` does not pass without any fault planted", planted.caught_by));
                continue;
            }
            sound.insert(planted.caught_by.clone(), begun.elapsed());
        }
        found.add("planted", 1);
        match place.caught(&planted, options, sound[&planted.caught_by]) {
            Ok(true) => {
                found.add("caught", 1);
                println!("  {}: caught by {}", planted.name, planted.caught_by);
            }
            Ok(false) => found.faults.push(format!("{}: not caught by {}", planted.name, planted.caught_by)),
            Err(error) => found.faults.push(format!("{}: {error:#}", planted.name)),
        }
    }
    place.clear()?;
    Ok(found)
}

fn all(only: Option<&str>) -> anyhow::Result<Vec<Planted>> {
    let folder = Path::new(ROOT).join("reliability/planted");
    let mut planted = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let patch = entry?.path();
        let name = patch.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if only.is_some_and(|only| !name.contains(only)) {
            continue;
        }
        let text = std::fs::read_to_string(&patch)?;
        let first = text.lines().next().and_then(|line| line.strip_prefix("# caught-by: "));
        let caught_by = first.with_context(|| format!("{name} does not say what must catch it"))?.trim().to_owned();
        planted.push(Planted { name, patch, caught_by });
    }
    planted.sort_by(|a, b| a.name.cmp(&b.name));
    ensure!(!planted.is_empty(), "there is no such fault to plant");
    Ok(planted)
}

/// The copy of the sources, and where it is built; both are kept for the next time.
struct Place {
    sources: PathBuf,
    target: PathBuf,
}

impl Place {
    fn new() -> anyhow::Result<Self> {
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| Path::new(ROOT).join("target"), PathBuf::from);
        let folder = target.join("teeth");
        let (sources, target) = (folder.join("sources"), folder.join("target"));
        if !sources.exists() {
            std::fs::create_dir_all(&folder)?;
            let mut clone = Command::new("git");
            clone.args(["clone", "--quiet", "--shared", ROOT]).arg(&sources);
            ensure!(clone.status()?.success(), "the sources could not be copied");
        }
        let place = Self { sources, target };
        let head = Command::new("git").args(["-C", ROOT, "rev-parse", "HEAD"]).output()?;
        let head = String::from_utf8_lossy(&head.stdout).trim().to_owned();
        place.git(&["fetch", "--quiet", "origin", "HEAD"])?;
        place.git(&["checkout", "--quiet", "--force", "--detach", &head])?;
        Ok(place)
    }

    fn git(&self, words: &[&str]) -> anyhow::Result<()> {
        let done = Command::new("git").arg("-C").arg(&self.sources).args(words).output()?;
        if !done.status.success() {
            bail!("git {} said: {}", words.join(" "), String::from_utf8_lossy(&done.stderr).trim());
        }
        Ok(())
    }

    /// Takes every planted fault out again.
    fn clear(&self) -> anyhow::Result<()> {
        self.git(&["checkout", "--quiet", "--force", "HEAD", "--", "."])
    }

    /// Whether what must catch a fault does; it takes so long without one.
    fn caught(&self, planted: &Planted, options: &Options, takes: Duration) -> anyhow::Result<bool> {
        let patch = planted.patch.to_string_lossy();
        self.git(&["apply", &patch]).context("the patch does not apply any more")?;
        ensure!(self.build(&planted.caught_by)?, "the sources do not build with it");
        Ok(!self.passes(&planted.caught_by, options, Some(takes * 5 + Duration::from_mins(1)))?)
    }

    /// Builds what is to be run: that a fault does not build must not count as caught.
    fn build(&self, caught_by: &str) -> anyhow::Result<bool> {
        if let Some(test) = caught_by.strip_prefix("cargo test ") {
            let words = format!("test --locked --no-run {}", before_filter(test));
            return self.quietly(Command::new("cargo").args(words.split(' ')));
        }
        let words = "build --locked -p baton-cli -p baton-reliability";
        Ok(self.quietly(Command::new("make").args(["--silent", "shims"]))?
            && self.quietly(Command::new("cargo").args(words.split(' ')))?)
    }

    /// Whether the tests, or the check, find nothing wrong, and come to their end in this time.
    fn passes(&self, caught_by: &str, options: &Options, within: Option<Duration>) -> anyhow::Result<bool> {
        // `timeout` ends all that was started, the tests of Cargo too. Without a limit it only starts it.
        let mut run = Command::new("timeout");
        run.args(["--kill-after", "10", &within.unwrap_or_default().as_secs().to_string()]);
        if let Some(test) = caught_by.strip_prefix("cargo test ") {
            return self.quietly(run.args(["cargo", "test", "--locked"]).args(test.split(' ')));
        }
        let built = self.target.join("debug");
        run.arg(built.join("baton-reliability"));
        run.args([caught_by, "--count", TRIES, "--seed", &options.seed.to_string(), "--baton"])
            .arg(built.join("baton"));
        self.quietly(&mut run)
    }

    fn quietly(&self, command: &mut Command) -> anyhow::Result<bool> {
        let done = command.current_dir(&self.sources).env("CARGO_TARGET_DIR", &self.target).output();
        let done = done.context("cannot start what must catch it")?;
        std::fs::write(self.target.with_file_name("last.log"), [done.stdout, done.stderr].concat())?;
        Ok(done.status.success())
    }
}

/// The words of a `cargo test` up to the name of the test, which a build does not need.
fn before_filter(test: &str) -> String {
    let words: Vec<&str> = test.split(' ').collect();
    let takes = |word: &str| word.starts_with("-p") || word == "--test";
    let end = words.iter().enumerate().filter(|(at, word)| takes(word) || *at > 0 && takes(words[at - 1])).count();
    words[..end].join(" ")
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{ROOT, all, before_filter};

    /// A fault that cannot be planted any more shows nothing, and whoever moved its lines knows best where it belongs.
    #[test]
    fn every_fault_can_still_be_planted() {
        for planted in all(None).expect("faults") {
            let mut apply = Command::new("git");
            let tried = apply.args(["apply", "--check"]).arg(&planted.patch).current_dir(ROOT).output().expect("git");
            assert!(tried.status.success(), "{}: {}", planted.name, String::from_utf8_lossy(&tried.stderr));
        }
    }

    #[test]
    fn the_name_of_a_test_is_left_out() {
        let cases =
            [("-p baton-store --test it entry", "-p baton-store --test it"), ("-p baton-engine", "-p baton-engine")];
        for (test, built) in cases {
            assert_eq!(before_filter(test), built);
        }
    }
}
