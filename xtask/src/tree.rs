//! The files that the rules look at: what git tracks or would track, with their contents.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// The repository's files.
pub struct Tree {
    pub files: Vec<File>,
}

/// One file.
pub struct File {
    /// Its path from the root, with `/`.
    pub path: String,
    /// How long it is.
    pub bytes: usize,
    /// Its text; none if it is not UTF-8.
    pub text: Option<String>,
}

impl Tree {
    /// What git tracks, and what is new and not ignored.
    pub fn tracked() -> Result<Self> {
        let root = root();
        let list = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(&root)
            .output()
            .context("git lists the files")?;
        ensure!(list.status.success(), "git ls-files: {}", String::from_utf8_lossy(&list.stderr));
        let mut paths: Vec<String> =
            String::from_utf8(list.stdout)?.split_terminator('\0').map(str::to_owned).collect();
        paths.sort();
        paths.dedup();
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            // A file that is deleted but not yet committed is listed and not there.
            let Ok(bytes) = std::fs::read(root.join(&path)) else { continue };
            files.push(File { path, bytes: bytes.len(), text: String::from_utf8(bytes).ok() });
        }
        Ok(Self { files })
    }

    /// The text files whose path ends in one of these.
    pub fn texts<'a>(&'a self, ends: &'a [&'a str]) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(|file| ends.iter().any(|end| file.path.ends_with(end)))
            .filter_map(|file| Some((file.path.as_str(), file.text.as_deref()?)))
    }

    /// Whether there is a file or folder of that path.
    pub fn has(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        self.files.iter().any(|file| file.path == path || file.path.starts_with(&folder))
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path)?.text.as_deref()
    }

    /// A tree of these texts, for the rules' own tests.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File {
            path: (*path).to_owned(),
            bytes: text.len(),
            text: Some((*text).to_owned()),
        };
        Self { files: files.iter().map(file).collect() }
    }
}

/// The repository's root.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(|| here.clone(), PathBuf::from)
}
