//! Relative links and pictures in the docs lead to a file that is there, and to a heading that is there.

use regex::Regex;

use super::{Fault, fault};
use crate::tree::Tree;

pub fn check(tree: &Tree) -> Vec<Fault> {
    let link = Regex::new(r"\]\(([^()\s]+)\)").expect("a valid pattern");
    let mut faults = Vec::new();
    for (path, text) in tree.texts(&[".md"]) {
        let mut fenced = false;
        for (n, line) in text.lines().enumerate() {
            fenced ^= line.trim_start().starts_with("```");
            if fenced {
                continue;
            }
            let targets = link.captures_iter(line).map(|found| found[1].to_owned());
            let broken = targets.filter(|target| !leads(tree, path, target));
            faults.extend(broken.map(|target| fault(path, n + 1, format!("this link leads nowhere: {target}"))));
        }
    }
    faults
}

fn leads(tree: &Tree, from: &str, target: &str) -> bool {
    if target.contains("://") || target.starts_with("mailto:") {
        return true;
    }
    let (file, heading) = target.split_once('#').unwrap_or((target, ""));
    let path = if file.is_empty() { from.to_owned() } else { join(from, file) };
    let heads = |text: &str| heading.is_empty() || headings(text).any(|head| head == heading);
    tree.has(&path) && tree.text(&path).is_none_or(heads)
}

/// The path that a link in `from` leads to.
fn join(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// The names under which headings can be linked to.
fn headings(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter(|line| line.starts_with('#')).map(|line| {
        let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
        let plain: String = line.trim_start_matches('#').trim().to_lowercase().chars().filter(kept).collect();
        plain.replace(' ', "-")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_links_are_named() {
        let text = "# One: two\n[a](b.md) [c](../README.md#how-it-works) [d](gone.md)\n[e](#one-two) [f](#three) [g](https://x.org/y)\n```\n[h](gone.md)\n```\n[i](pictures)\n";
        let tree = Tree::of(&[
            ("docs/a.md", text),
            ("docs/b.md", ""),
            ("README.md", "## How it works\n"),
            ("docs/pictures/p.png", ""),
        ]);
        let found: Vec<String> = check(&tree).into_iter().map(|f| f.message).collect();
        assert_eq!(found, ["this link leads nowhere: gone.md", "this link leads nowhere: #three"]);
    }
}
