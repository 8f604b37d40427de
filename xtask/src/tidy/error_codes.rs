//! Every code stands in one crate's `codes.rs`, once, and has a page under `docs/errors/`; no page is without a code.
//! A code that the sources name but no table has is a fault as well; the key of a text (`say("task.done")`) is none.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use super::{Fault, fault};
use crate::rust_source;
use crate::tree::Tree;

const PAGES: &str = "docs/errors/";

pub fn check(tree: &Tree) -> Vec<Fault> {
    let form = Regex::new(r"^[a-z][a-z_]*\.[a-z][a-z0-9_]*[a-z0-9]$").expect("a valid pattern");
    let (tables, mut faults) = tables(tree, &form);
    faults.extend(pages(tree, &tables));
    faults.extend(unlisted(tree, &tables, &form));
    faults
}

/// Each code with the table and line it stands in: a whole string literal of a code's form in a table's file
/// that is not one of its texts.
fn tables<'a>(tree: &'a Tree, form: &Regex) -> (BTreeMap<String, (&'a str, usize)>, Vec<Fault>) {
    let (mut tables, mut faults) = (BTreeMap::new(), Vec::new());
    for (path, text) in tree.texts(&["/codes.rs"]).chain(in_folders(tree)) {
        let source = rust_source::read(text);
        let tests = rust_source::test_lines(path, &source.code);
        let lines: Vec<&str> = source.code.lines().collect();
        for (line, code) in source.strings {
            let test = tests.get(line - 1) == Some(&true);
            if !form.is_match(&code) || test || !begins_a_row(&lines, line - 1) {
                continue;
            }
            if let Some((other, at)) = tables.insert(code.clone(), (path, line)) {
                faults.push(fault(path, line, format!("{code} stands in {other}:{at} already")));
            }
        }
    }
    (tables, faults)
}

/// Whether the literal on that line, from 0, is a row's first: after `code:`, a bracket or a name, not after a comma.
fn begins_a_row(lines: &[&str], at: usize) -> bool {
    let before = lines[at].split('"').next().unwrap_or_default().trim_end();
    let earlier = || lines[..at].iter().rev().map(|line| line.trim_end()).find(|line| !line.is_empty());
    let before = if before.is_empty() { earlier().unwrap_or_default() } else { before };
    before.ends_with("code:") || before.ends_with(|c: char| c == '(' || c.is_alphanumeric() || c == '_')
}

/// Tables that are cut into a folder `codes/`.
fn in_folders(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    tree.texts(&[".rs"]).filter(|(path, _)| path.contains("/src/codes/"))
}

fn pages(tree: &Tree, tables: &BTreeMap<String, (&str, usize)>) -> Vec<Fault> {
    let pages: BTreeSet<&str> = tree
        .files
        .iter()
        .filter_map(|file| file.path.strip_prefix(PAGES)?.strip_suffix(".md"))
        .filter(|name| *name != "README")
        .collect();
    let missing = tables.iter().filter(|(code, _)| !pages.contains(code.as_str()));
    let missing =
        missing.map(|(code, (path, line))| fault(path, *line, format!("{code} has no page: cargo xtask errors")));
    let left = pages.iter().filter(|page| !tables.contains_key(**page));
    let left = left.map(|page| fault(&format!("{PAGES}{page}.md"), 0, "a page of no code: cargo xtask errors"));
    missing.chain(left).collect()
}

/// Codes in the sources that no table has: whole string literals of a code's form, in an area that a table has.
fn unlisted(tree: &Tree, tables: &BTreeMap<String, (&str, usize)>, form: &Regex) -> Vec<Fault> {
    let areas: BTreeSet<&str> = tables.keys().filter_map(|code| code.split('.').next()).collect();
    let mut faults = Vec::new();
    for (path, text) in tree.texts(&[".rs"]).filter(|(path, _)| path.contains("/src/") && path.starts_with("crates/")) {
        let source = rust_source::read(text);
        let tests = rust_source::test_lines(path, &source.code);
        let texts: Vec<bool> = source.code.lines().map(|line| line.contains("say(")).collect();
        for (line, content) in source.strings {
            let area = content.split('.').next().unwrap_or_default();
            let code = form.is_match(&content) && areas.contains(area) && content.contains('_');
            let other = |lines: &[bool]| lines.get(line - 1) == Some(&true);
            if code && !other(&tests) && !other(&texts) && !tables.contains_key(&content) {
                faults.push(fault(path, line, format!("{content} is in no table of codes")));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_pages_and_uses_agree() {
        let table = "pub const CODES: &[Code] = &[\n Code { code: \"task.not_open\", status: 409,\n example: \"amount.max\" },\n];\n";
        let again = "Code { code: \"task.not_open\" }\n";
        let tree = Tree::of(&[
            ("crates/engine/src/codes.rs", table),
            ("crates/model/src/codes.rs", again),
            (
                "crates/engine/src/a.rs",
                "fn a() { refuse(\"task.not_open\"); refuse(\"task.not_shut\"); open(\"task.rs\"); }\nfn b() { say(\"task.is_done\"); }\n",
            ),
            ("docs/errors/task.not_open.md", ""),
            ("docs/errors/task.gone.md", ""),
            ("docs/errors/README.md", ""),
        ]);
        let found: Vec<String> = check(&tree).into_iter().map(|f| f.message).collect();
        assert_eq!(
            found,
            [
                "task.not_open stands in crates/engine/src/codes.rs:2 already",
                "a page of no code: cargo xtask errors",
                "task.not_shut is in no table of codes",
            ]
        );
    }
}
