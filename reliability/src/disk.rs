//! A disk that can lose what was not synced, fail a sync and fill up: the folder, what of it is durable, and how both become the
//! folder that a power cut leaves. The other half is `shim/powercut.c`, which keeps account while the server runs.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};

use anyhow::Context;
use fastrand::Rng;

use crate::shim;

/// What a disk writes at once.
const PAGE: usize = 4096;

/// What arrives of that which was not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrives {
    /// Nothing.
    Nothing,
    /// Some pages, lengths and names, drawn at random.
    Some,
    /// Everything, as after `kill -9`.
    All,
}

impl Arrives {
    /// Each in turn.
    pub fn nth(n: u64) -> Self {
        [Self::Nothing, Self::Some, Self::All][(n % 3) as usize]
    }
}

/// Where in the control file what stands, as `powercut.c` reads it.
#[derive(Clone, Copy)]
enum Place {
    FailFrom = 0,
    FailAfter = 1,
    Syncs = 2,
    Left = 3,
    CutAt = 4,
    Steps = 5,
}

/// The disk under a data folder.
pub struct Disk {
    /// The data folder.
    pub folder: PathBuf,
    shadow: PathBuf,
    control: PathBuf,
}

impl Disk {
    /// A disk whose folder is `parent/data`.
    pub fn new(parent: &Path) -> Self {
        Self { folder: parent.join("data"), shadow: parent.join("shadow"), control: parent.join("control") }
    }

    /// Takes what is in the folder now as durable, and everything as working.
    pub fn settle(&self) -> anyhow::Result<()> {
        if self.shadow.exists() {
            fs::remove_dir_all(&self.shadow)?;
        }
        for part in ["inode", "tree", "short"] {
            fs::create_dir_all(self.shadow.join(part))?;
        }
        for name in names(&self.folder)? {
            let (from, to) = (self.folder.join(&name), self.shadow.join("tree").join(&name));
            if from.is_dir() {
                fs::create_dir_all(&to)?;
                continue;
            }
            let inode = self.inode(&from)?;
            fs::copy(&from, &inode)?;
            fs::hard_link(&inode, &to)?;
        }
        fs::write(&self.control, [0i64, 0, 0, -1, 0, 0].map(i64::to_le_bytes).concat())?;
        Ok(())
    }

    /// What the server is given in its environment.
    pub fn environment(&self) -> anyhow::Result<Vec<(String, String)>> {
        let text = |path: &Path| path.to_string_lossy().into_owned();
        Ok(vec![
            ("LD_PRELOAD".to_owned(), text(&shim::built("powercut")?)),
            ("POWERCUT_FOLDER".to_owned(), text(&self.folder)),
            ("POWERCUT_SHADOW".to_owned(), text(&self.shadow)),
            ("POWERCUT_CONTROL".to_owned(), text(&self.control)),
        ])
    }

    /// Lets the `n`-th sync from now fail, and all after it where the fault stays.
    pub fn fail_sync(&self, n: u64, stays: bool) -> anyhow::Result<()> {
        self.put(Place::FailAfter, i64::from(stays))?;
        self.put(Place::FailFrom, self.syncs()? + n as i64)
    }

    /// How many syncs there were.
    pub fn syncs(&self) -> anyhow::Result<i64> {
        self.get(Place::Syncs)
    }

    /// Kills whoever has it before the `n`-th step from when it was settled: before it writes, syncs, renames or removes once more.
    pub fn kill_before(&self, n: u64) -> anyhow::Result<()> {
        self.put(Place::CutAt, n as i64)
    }

    /// How many steps there were.
    pub fn steps(&self) -> anyhow::Result<u64> {
        Ok(self.get(Place::Steps)? as u64)
    }

    /// How many bytes are left from now on; without a number the disk has no end.
    pub fn leave(&self, bytes: Option<u64>) -> anyhow::Result<()> {
        self.put(Place::Left, bytes.map_or(-1, |bytes| bytes as i64))
    }

    /// Makes the folder what a power cut leaves of it. The server must be gone.
    pub fn cut(&self, arrives: Arrives, random: &mut Rng) -> anyhow::Result<()> {
        let tree = self.shadow.join("tree");
        let now: BTreeSet<PathBuf> = names(&self.folder)?.into_iter().collect();
        let durable: BTreeSet<PathBuf> = names(&tree)?.into_iter().collect();
        let mut left: Vec<(PathBuf, Option<Vec<u8>>)> = Vec::new();
        for name in now.union(&durable) {
            let (is, was) = (self.folder.join(name), tree.join(name));
            let stays = match arrives {
                Arrives::Nothing => durable.contains(name),
                Arrives::All => now.contains(name),
                Arrives::Some => (now.contains(name) && durable.contains(name)) || random.bool(),
            };
            if !stays {
                continue;
            }
            if is.is_dir() || was.is_dir() {
                left.push((name.clone(), None));
                continue;
            }
            left.push((name.clone(), Some(self.content(&is, &was, arrives, random)?)));
        }
        for name in names(&self.folder)?.iter().rev() {
            let path = self.folder.join(name);
            if path.is_dir() { fs::remove_dir_all(path)? } else { fs::remove_file(path)? }
        }
        remove_shared_memory(&self.folder)?;
        for (name, content) in left {
            let path = self.folder.join(name);
            let Some(content) = content else {
                fs::create_dir_all(path)?;
                continue;
            };
            // A file can stand only where its folder does.
            if path.parent().is_some_and(Path::is_dir) {
                fs::write(path, content)?;
            }
        }
        Ok(())
    }

    /// What a file holds after the cut.
    fn content(&self, is: &Path, was: &Path, arrives: Arrives, random: &mut Rng) -> anyhow::Result<Vec<u8>> {
        let now = fs::read(is).ok();
        match (arrives, now) {
            (Arrives::All, Some(now)) => Ok(now),
            (Arrives::Nothing, _) | (_, None) => Ok(fs::read(was)?),
            (Arrives::Some, Some(now)) => {
                let kept = self.inode(is)?;
                let same =
                    !was.exists() || fs::metadata(was)?.ino() == fs::metadata(&kept).map_or(0, |kept| kept.ino());
                if !same && random.bool() {
                    return Ok(fs::read(was)?);
                }
                let mut was = fs::read(kept).unwrap_or_default();
                if let Some(short) = self.cut_to(is)? {
                    // A file system cuts a file as a whole or not at all, and what is written afterwards does not arrive before.
                    if random.bool() {
                        return Ok(was);
                    }
                    was.truncate(short);
                }
                Ok(mixed(&was, &now, random))
            }
        }
    }

    fn inode(&self, path: &Path) -> anyhow::Result<PathBuf> {
        Ok(self.shadow.join("inode").join(fs::metadata(path)?.ino().to_string()))
    }

    /// The shortest that a file was made since its last sync, where it was.
    fn cut_to(&self, path: &Path) -> anyhow::Result<Option<usize>> {
        let short = self.shadow.join("short").join(fs::metadata(path)?.ino().to_string());
        Ok(fs::metadata(short).ok().map(|short| short.len() as usize))
    }

    fn put(&self, place: Place, value: i64) -> anyhow::Result<()> {
        let file = fs::File::options().write(true).open(&self.control)?;
        file.write_all_at(&value.to_le_bytes(), place as u64 * 8).context("cannot steer the disk")
    }

    fn get(&self, place: Place) -> anyhow::Result<i64> {
        let mut bytes = [0; 8];
        fs::File::open(&self.control)?.read_exact_at(&mut bytes, place as u64 * 8)?;
        Ok(i64::from_le_bytes(bytes))
    }
}

/// Some pages as they are now, the others as they were synced.
fn mixed(was: &[u8], now: &[u8], random: &mut Rng) -> Vec<u8> {
    let length = if random.bool() { was.len() } else { now.len() };
    // Most cuts lose little: how much arrives is drawn for each file.
    let arrives = random.f64();
    let mut content = vec![0; length];
    for start in (0..length).step_by(PAGE) {
        let end = (start + PAGE).min(length);
        let from = if random.f64() < arrives { now } else { was };
        let there = from.get(start..end.min(from.len()).max(start)).unwrap_or_default();
        content[start..start + there.len()].copy_from_slice(there);
    }
    content
}

/// The files and folders that a cut leaves alone or takes, two levels deep; folders before what is in them.
fn names(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = PathBuf::from(entry.file_name());
        if !is_kept(&name) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            for inner in fs::read_dir(entry.path())? {
                found.push(name.join(inner?.file_name()));
            }
        }
        found.push(name);
    }
    found.sort();
    Ok(found)
}

/// The memory that processes share means nothing after a start; logs are the check's own.
fn is_kept(name: &Path) -> bool {
    let name = name.to_string_lossy();
    !name.ends_with("-shm") && !name.ends_with(".log")
}

fn remove_shared_memory(folder: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with("-shm") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for name in names(from)? {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() { fs::create_dir_all(&to)? } else { fs::copy(&from, &to).map(drop)? }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_arrives_in_part_is_of_whole_pages() {
        let (was, now) = (vec![1; 3 * PAGE], vec![2; 5 * PAGE + 7]);
        for seed in 0..50 {
            let mixed = mixed(&was, &now, &mut Rng::with_seed(seed));
            assert!([was.len(), now.len()].contains(&mixed.len()));
            assert!(mixed.chunks(PAGE).all(|page| page.iter().all(|byte| byte == &page[0])), "a page is torn");
        }
    }

    #[test]
    fn a_file_is_cut_as_a_whole_or_not_at_all() {
        let content = |seed: u64, now: &[u8]| {
            let parent = tempfile::tempdir().unwrap();
            let disk = Disk::new(parent.path());
            let file = disk.folder.join("log");
            fs::create_dir(&disk.folder).unwrap();
            fs::write(&file, vec![1; 9 * PAGE]).unwrap();
            disk.settle().unwrap();
            let number = fs::metadata(&file).unwrap().ino().to_string();
            fs::write(disk.shadow.join("short").join(number), []).unwrap();
            fs::write(&file, now).unwrap();
            disk.cut(Arrives::Some, &mut Rng::with_seed(seed)).unwrap();
            fs::read(&file).unwrap()
        };
        let left = |now: &[u8]| (0..50).map(|seed| content(seed, now)).collect::<BTreeSet<Vec<u8>>>();
        assert_eq!(left(&[]), BTreeSet::from([vec![1; 9 * PAGE], vec![]]));
        let begun = left(&[2; 3 * PAGE]);
        assert!(begun.contains(&vec![1; 9 * PAGE]) && begun.contains(&vec![2; 3 * PAGE]));
        assert!(begun.iter().all(|left| left.contains(&1) != left.contains(&2) || left.iter().all(|byte| *byte == 0)));
    }
}
