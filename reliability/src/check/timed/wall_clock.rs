//! How far the wall clock of a server is ahead: a file that it reads at each call.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::Context;

/// How far it is ahead.
pub struct WallClock {
    file: File,
    path: String,
    wall: AtomicI64,
}

impl WallClock {
    /// A clock that is right, with its file in this folder.
    pub fn new(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join("clocks");
        let file = File::options().create_new(true).write(true).open(&path)?;
        file.write_all_at(&[0; 8], 0)?;
        let path = path.to_str().context("a path that is no text")?.to_owned();
        Ok(Self { file, path, wall: AtomicI64::new(0) })
    }

    /// Where the file is.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// How far it is ahead now.
    pub fn ahead_us(&self) -> i64 {
        self.wall.load(Ordering::Relaxed) * 1_000_000
    }

    /// Moves it.
    pub fn jump(&self, seconds: i64) -> anyhow::Result<()> {
        let wall = self.wall.fetch_add(seconds, Ordering::Relaxed) + seconds;
        Ok(self.file.write_all_at(&wall.to_ne_bytes(), 0)?)
    }
}
