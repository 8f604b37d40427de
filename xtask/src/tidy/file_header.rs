//! A Rust file that decides something, or is longer than a glance, says at its top what it decides: a `//!` of 1 to 14 lines.

use super::{Fault, fault};
use crate::tree::Tree;

const LINES_MAX: usize = 14;
/// A source file of more lines than this is longer than a glance.
const GLANCE: usize = 40;
/// Folders whose files decide something.
const FOLDERS: [&str; 6] = ["/decide/", "/step/", "/behaviour/", "/check/", "/service/", "/services/"];
/// Files that decide something by their name or place.
const FILES: [&str; 6] = ["/lib.rs", "/main.rs", "/decide.rs", "/limits.rs", "/lifecycle.rs", "/permissions.rs"];

pub fn check(tree: &Tree) -> Vec<Fault> {
    tree.texts(&[".rs"])
        .filter(|(path, text)| decides(path) || is_long(path, text))
        .filter_map(|(path, text)| header(path, text))
        .collect()
}

fn decides(path: &str) -> bool {
    let source = path.starts_with("xtask/src/tidy/") || path.contains("/src/");
    let direct = path.strip_prefix("crates/runtime/src/").is_some_and(|file| !file.contains('/'));
    let mut folders = FOLDERS.iter();
    source
        && (direct
            || path.starts_with("xtask/")
            || folders.any(|f| path.contains(f))
            || FILES.iter().any(|f| path.ends_with(f)))
}

fn is_long(path: &str, text: &str) -> bool {
    path.contains("/src/") && !path.contains("/tests/") && !path.ends_with("/tests.rs") && text.lines().count() > GLANCE
}

fn header(path: &str, text: &str) -> Option<Fault> {
    let lines = text.lines().take_while(|line| line.starts_with("//!")).count();
    match lines {
        0 => Some(fault(path, 1, "say at the top (//!) what this file decides, promises and does not do")),
        n if n > LINES_MAX => Some(fault(path, 1, format!("its header has {n} lines; {LINES_MAX} is the most"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deciding_files_have_a_header_of_some_lines() {
        let long = "//! more\n".repeat(15);
        let tree = Tree::of(&[
            ("crates/engine/src/step/task.rs", "use a;\n"),
            ("crates/engine/src/step/send.rs", "//! Sends.\n"),
            ("crates/engine/src/decide/claim.rs", &long),
            ("crates/engine/src/state.rs", "use a;\n"),
            ("crates/engine/src/task.rs", &"use a;\n".repeat(41)),
            ("crates/engine/tests/it/task.rs", &"use a;\n".repeat(41)),
        ]);
        let found: Vec<_> = check(&tree).into_iter().map(|f| f.path).collect();
        assert_eq!(
            found,
            ["crates/engine/src/step/task.rs", "crates/engine/src/decide/claim.rs", "crates/engine/src/task.rs"]
        );
    }
}
