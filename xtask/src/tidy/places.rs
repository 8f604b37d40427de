//! Nothing tracked names a package registry's host or a place on somebody's machine: a clone builds anywhere, from
//! whatever registry is configured there.

use regex::Regex;

use super::{Fault, fault};
use crate::tree::Tree;

const OWN: &str = "xtask/src/tidy/places.rs";

pub fn check(tree: &Tree) -> Vec<Fault> {
    let patterns = [
        (r"https?://[a-z0-9.-]*(npmjs|yarnpkg|pypi|jfrog|artifactory|nexus)[a-z0-9.-]*", "names a registry's host"),
        (r"https?://(static|index)\.crates\.io", "names a registry's host"),
        (r#""resolved":\s*"https?:"#, "names a registry's host; npm config set omit-lockfile-registry-resolved true"),
        (r#"(^|[\s"'`=:(])/(home|Users|work|root|mnt|builds)/[A-Za-z0-9_]"#, "names a place on one machine"),
        (r"\b[A-Z]:\\\\?Users\\", "names a place on one machine"),
    ]
    .map(|(pattern, why)| (Regex::new(pattern).expect("a valid pattern"), why));
    let mut faults = Vec::new();
    for file in tree.files.iter().filter(|file| file.path != OWN) {
        for (n, line) in file.text.iter().flat_map(|text| text.lines().enumerate()) {
            if let Some((_, why)) = patterns.iter().find(|(pattern, _)| pattern.is_match(line)) {
                faults.push(fault(&file.path, n + 1, *why));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_places_are_named() {
        let tree = Tree::of(&[
            ("a", "see https://registry.npmjs.org/react\n"),
            ("b", "cd /home/ana/baton\n"),
            ("c", "\"resolved\": \"http://127.0.0.1/x.tgz\"\n"),
            ("d", "source = \"registry+https://github.com/rust-lang/crates.io-index\"\nGET /api/work/1 and a/home/b\n"),
        ]);
        assert_eq!(check(&tree).iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
