//! Everything that Baton is built of is under a licence that lets it be given away under Apache 2.0.
//! Read offline: crates from `cargo metadata`, packages of the web app from its lock file.

use std::process::Command;

use serde_json::Value;

use super::{Fault, fault};
use crate::tree::{Tree, root};

/// What is taken, and why.
const ALLOWED: [(&str, &str); 17] = [
    ("Apache-2.0", "our own"),
    ("MIT", "asks for its notice only"),
    ("MIT-0", "asks for nothing"),
    ("0BSD", "asks for nothing"),
    ("BSD-2-Clause", "asks for its notice only"),
    ("BSD-3-Clause", "asks for its notice only"),
    ("ISC", "asks for its notice only"),
    ("Zlib", "asks for its notice only"),
    ("BSL-1.0", "asks for its notice in source only"),
    ("CC0-1.0", "given away"),
    ("Unlicense", "given away"),
    ("Unicode-3.0", "tables of Unicode; asks for its notice only"),
    ("CDLA-Permissive-2.0", "the list of certificate authorities, which is data"),
    ("BlueOak-1.0.0", "asks for its notice only"),
    ("OFL-1.1", "a typeface that may be shipped with a program"),
    ("Python-2.0", "asks for its notice only; a tool of the build"),
    ("CC-BY-4.0", "data about browsers, used by the build only; asks for its notice"),
];
/// Packages under another licence, and why they are taken all the same.
const EXCEPTIONS: [(&str, &str); 5] = [
    ("axe-core", "MPL-2.0: a tool of the tests, not shipped"),
    ("lightningcss", "MPL-2.0: a tool of the build, not shipped"),
    ("lightningcss-*", "MPL-2.0: its part for one platform"),
    ("option-ext", "MPL-2.0: used unchanged"),
    ("webpki-roots", "MPL-2.0 in older releases: data, used unchanged"),
];

pub fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    if tree.has("Cargo.lock") {
        match crates() {
            Ok(metadata) => faults.extend(cargo(&metadata)),
            Err(why) => faults.push(fault("Cargo.lock", 0, format!("cargo metadata: {why}"))),
        }
    }
    let locks = tree.texts(&["package-lock.json"]);
    faults.extend(locks.flat_map(|(path, text)| match serde_json::from_str(text) {
        Ok(lock) => npm(path, &lock),
        Err(why) => vec![fault(path, 0, format!("not JSON: {why}"))],
    }));
    faults
}

fn crates() -> anyhow::Result<Value> {
    let version = String::from_utf8(Command::new("rustc").arg("-vV").output()?.stdout)?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or("x86_64-unknown-linux-gnu");
    let command = ["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", host];
    let output = Command::new("cargo").args(command).current_dir(root()).output()?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn cargo(metadata: &Value) -> Vec<Fault> {
    let used: Vec<&str> = list(&metadata["resolve"]["nodes"]).filter_map(|node| node["id"].as_str()).collect();
    let packages =
        list(&metadata["packages"]).filter(|package| package["id"].as_str().is_some_and(|id| used.contains(&id)));
    packages.filter_map(|package| licence("Cargo.lock", text(&package["name"]), text(&package["license"]))).collect()
}

fn npm(path: &str, lock: &Value) -> Vec<Fault> {
    let packages = lock["packages"].as_object().into_iter().flatten().filter(|(place, _)| !place.is_empty());
    let name = |place: &str| place.rsplit("node_modules/").next().unwrap_or_default().to_owned();
    packages.filter_map(|(place, package)| licence(path, &name(place), text(&package["license"]))).collect()
}

fn licence(path: &str, name: &str, licence: &str) -> Option<Fault> {
    let excepted = |pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    };
    if EXCEPTIONS.iter().any(|(pattern, _)| excepted(pattern)) || allowed(licence) {
        return None;
    }
    let said = if licence.is_empty() { "none" } else { licence };
    Some(fault(path, 0, format!("{name} has a licence that is not on the list: {said}")))
}

/// Whether an SPDX expression can be met by allowed licences.
fn allowed(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    any_of(&words, &mut at) && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize) -> bool {
    let mut met = all_of(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all_of(words, at);
    }
    met
}

fn all_of(words: &[&str], at: &mut usize) -> bool {
    let mut met = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at);
    }
    met
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let met = any_of(words, at);
        *at += 1;
        return met;
    }
    if words.get(*at) == Some(&"WITH") {
        *at += 2;
    }
    ALLOWED.iter().any(|(id, _)| id == word)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn expressions_are_read() {
        for good in [
            "MIT",
            "MIT OR GPL-3.0",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
            "MIT/Apache-2.0",
        ] {
            assert!(allowed(good), "{good}");
        }
        for bad in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND SSPL-1.0", "see LICENSE"] {
            assert!(!allowed(bad), "{bad}");
        }
    }

    #[test]
    fn crates_and_packages_are_named() {
        let metadata = json!({
            "resolve": {"nodes": [{"id": "a"}, {"id": "b"}]},
            "packages": [
                {"id": "a", "name": "a", "license": "MIT"},
                {"id": "b", "name": "b", "license": null},
                {"id": "c", "name": "unused", "license": "GPL-3.0"},
            ],
        });
        assert_eq!(cargo(&metadata), [fault("Cargo.lock", 0, "b has a licence that is not on the list: none")]);
        let lock = json!({"packages": {
            "": {"license": "Apache-2.0"},
            "node_modules/@x/y": {"license": "AGPL-3.0"},
            "node_modules/y/node_modules/lightningcss-linux-x64-gnu": {"license": "MPL-2.0"},
        }});
        assert_eq!(npm("l", &lock), [fault("l", 0, "@x/y has a licence that is not on the list: AGPL-3.0")]);
    }
}
