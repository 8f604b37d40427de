//! What a build or a test makes is not tracked.

use super::{Fault, fault};
use crate::tree::Tree;

const FOLDERS: [&str; 7] =
    ["node_modules/", "web/dist/", "target/", "data/", "screenshots/", "web/test-results/", "web/playwright-report/"];
const ENDS: [&str; 5] = [".profraw", ".snap.new", ".pending-snap", ".orig", ".sqlite-wal"];

pub fn check(tree: &Tree) -> Vec<Fault> {
    let made = |path: &str| {
        FOLDERS.iter().any(|folder| path.starts_with(folder))
            || path.contains("/node_modules/")
            || ENDS.iter().any(|end| path.ends_with(end))
    };
    let made = tree.files.iter().filter(|file| made(&file.path));
    made.map(|file| fault(&file.path, 0, "made by a build or a test: take it out and ignore it")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_files_are_named() {
        let tree = Tree::of(&[
            ("web/dist/index.html", ""),
            ("web/node_modules/a/b.js", ""),
            ("a.snap.new", ""),
            ("web/src/data/a.ts", ""),
        ]);
        assert_eq!(check(&tree).len(), 3);
    }
}
