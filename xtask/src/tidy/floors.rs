//! The crates stand on floors; one uses only crates on lower floors. A test may also use a crate of its own floor.

use super::{Fault, fault};
use crate::tree::Tree;

const FLOORS: [&[&str]; 7] = [
    &["baton-feel"],
    &["baton-model", "baton-people"],
    &["baton-engine", "baton-interop"],
    &["baton-store", "baton-insight", "baton-conformance", "baton-sim"],
    &["baton-store-sqlite", "baton-store-postgres", "baton-runtime"],
    &["baton-server", "baton-bench", "baton-sim-services"],
    &["baton-cli", "baton-peers", "baton-worker"],
];

pub fn check(tree: &Tree) -> Vec<Fault> {
    let manifests =
        tree.texts(&["/Cargo.toml"]).filter(|(path, _)| path.starts_with("crates/") || path.starts_with("bench/"));
    manifests.flat_map(|(path, text)| manifest(path, text)).collect()
}

fn manifest(path: &str, text: &str) -> Vec<Fault> {
    let Ok(table) = text.parse::<toml::Table>() else { return vec![fault(path, 0, "this is not TOML")] };
    let name = table.get("package").and_then(|package| package.get("name")?.as_str()).unwrap_or_default();
    let Some(own) = floor(name) else {
        return vec![fault(path, 0, format!("{name} has no floor yet: give it one in the list of floors"))];
    };
    let mut faults = Vec::new();
    for (section, reach) in [("dependencies", 0), ("build-dependencies", 0), ("dev-dependencies", 1)] {
        let used = table.get(section).and_then(toml::Value::as_table);
        for key in used.into_iter().flat_map(toml::Table::keys).filter(|key| *key != name) {
            if floor(key).is_some_and(|floor| floor >= own + reach) {
                faults.push(fault(path, 0, format!("{name} may not use {key}, which is not on a lower floor")));
            }
        }
    }
    faults
}

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|crates| crates.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(name: &str, section: &str, used: &str) -> usize {
        let text = format!("[package]\nname = \"{name}\"\n[{section}]\n{used} = \"1\"\n");
        check(&Tree::of(&[("crates/x/Cargo.toml", &text)])).len()
    }

    #[test]
    fn arrows_run_down_only() {
        assert_eq!(faults("baton-engine", "dependencies", "baton-model"), 0);
        assert_eq!(faults("baton-engine", "dependencies", "baton-store"), 1);
        assert_eq!(faults("baton-runtime", "dependencies", "baton-store-sqlite"), 1);
        assert_eq!(faults("baton-runtime", "dev-dependencies", "baton-store-sqlite"), 0);
        assert_eq!(faults("baton-runtime", "dev-dependencies", "baton-server"), 1);
        assert_eq!(faults("baton-attic", "dependencies", "serde"), 1);
    }
}
