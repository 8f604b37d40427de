//! Files are short: none over 700 lines, nearly all within 350, half of them within 120.

use super::{Fault, fault};
use crate::tree::Tree;

const LINES_MAX: usize = 700;
const LINES_USUAL: usize = 350;
const LINES_MEDIAN_MAX: usize = 120;
/// One file in so many may be longer than usual.
const LONG_ONE_IN: usize = 40;
const KINDS: [&str; 7] = [".rs", ".ts", ".tsx", ".css", ".sql", ".mjs", ".sh"];
/// Written by a program from another file.
const GENERATED: [&str; 1] = ["web/src/api/schema.ts"];

pub fn check(tree: &Tree) -> Vec<Fault> {
    let lengths = lengths(tree);
    let mut faults: Vec<Fault> = lengths
        .iter()
        .filter(|(lines, _)| *lines > LINES_MAX)
        .map(|(lines, path)| fault(path, 0, format!("{lines} lines; split it, {LINES_MAX} is the most")))
        .collect();
    let long: Vec<_> = lengths.iter().filter(|(lines, _)| *lines > LINES_USUAL).collect();
    if long.len() > 1 + lengths.len() / LONG_ONE_IN {
        let message = |lines| format!("{lines} lines, and too many files are over {LINES_USUAL}; split it");
        faults.extend(long.iter().map(|(lines, path)| fault(path, 0, message(lines))));
    }
    let median = share(&lengths, 50);
    if median > LINES_MEDIAN_MAX {
        faults.push(fault(".", 0, format!("half of the files have over {LINES_MEDIAN_MAX} lines (median {median})")));
    }
    faults
}

/// One line about how long files are.
pub fn summary(tree: &Tree) -> String {
    let lengths = lengths(tree);
    let (median, most) = (share(&lengths, 50), share(&lengths, 90));
    let long: Vec<String> = lengths
        .iter()
        .filter(|(lines, _)| *lines > LINES_USUAL)
        .map(|(lines, path)| format!("{path} ({lines})"))
        .collect();
    let long = if long.is_empty() { "none".to_owned() } else { long.join(", ") };
    format!(
        "{} files, {median} lines in the median, {most} at the 90th percentile; over {LINES_USUAL}: {long}",
        lengths.len()
    )
}

fn lengths(tree: &Tree) -> Vec<(usize, &str)> {
    let ours = tree.texts(&KINDS).filter(|(path, _)| !GENERATED.contains(path));
    let mut lengths: Vec<_> = ours.map(|(path, text)| (text.lines().count(), path)).collect();
    lengths.sort_unstable();
    lengths
}

fn share(lengths: &[(usize, &str)], percent: usize) -> usize {
    lengths.get(lengths.len() * percent / 100).map_or(0, |(lines, _)| *lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_over_the_limit_is_named() {
        let long = "x\n".repeat(701);
        let mut files = vec![("a.rs", long.as_str()), ("web/src/api/schema.ts", long.as_str())];
        files.resize(12, ("short.rs", "x\n"));
        let faults = check(&Tree::of(&files));
        assert_eq!(faults.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["a.rs"]);
    }

    #[test]
    fn a_few_longer_files_are_let_be_and_many_are_not() {
        let long = "x\n".repeat(351);
        let mut files = vec![("a.rs", long.as_str())];
        files.resize(12, ("short.rs", "x\n"));
        assert_eq!(check(&Tree::of(&files)), []);
        files.extend([("b.ts", long.as_str())]);
        assert_eq!(check(&Tree::of(&files)).len(), 2);
    }

    #[test]
    fn the_median_is_watched() {
        let text = "x\n".repeat(121);
        assert_eq!(check(&Tree::of(&[("a.rs", &text), ("b.rs", &text)])).len(), 1);
    }
}
