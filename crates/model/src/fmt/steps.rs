//! Finds the steps in a tree.

use crate::yaml::Node;

/// Every map that is a step, in the order of the text.
pub(super) fn steps(root: &Node) -> Vec<&Node> {
    let mut all = Vec::new();
    for entry in root.entries().unwrap_or_default() {
        match entry.key.as_str() {
            "paths" => {
                for path in entry.value.entries().unwrap_or_default() {
                    list(&path.value, &mut all);
                }
            }
            "fields" | "roles" | "outcomes" => {}
            "steps" => list(&entry.value, &mut all),
            _ => inside(&entry.value, &mut all),
        }
    }
    all
}

fn list<'n>(node: &'n Node, all: &mut Vec<&'n Node>) {
    for item in node.items().unwrap_or_default() {
        if item.entries().is_some() {
            all.push(item);
            inside(item, all);
        }
    }
}

fn inside<'n>(node: &'n Node, all: &mut Vec<&'n Node>) {
    for entry in node.entries().unwrap_or_default() {
        match entry.key.as_str() {
            "steps" | "undo" => list(&entry.value, all),
            _ => inside(&entry.value, all),
        }
    }
    for item in node.items().unwrap_or_default() {
        inside(item, all);
    }
}
