//! The pure crates decide from what they are given: no async, clock, random source, file, socket, environment or output.

use super::{Fault, fault, has_word};
use crate::rust_source;
use crate::tree::Tree;

const CRATES: [&str; 5] = ["feel", "model", "people", "engine", "interop"];
const CODE: [&str; 21] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::io",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "TimeZone::system",
    "async fn",
    ".await",
    "tokio",
    "getrandom",
    "rand::",
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
    "tracing::",
];
const DEPENDENCIES: [&str; 11] =
    ["tokio", "rand", "getrandom", "tracing", "log", "reqwest", "rusqlite", "axum", "lettre", "uuid", "futures-util"];

pub fn check(tree: &Tree) -> Vec<Fault> {
    CRATES.iter().flat_map(|name| [code(tree, name), dependencies(tree, name)].concat()).collect()
}

fn code(tree: &Tree, name: &str) -> Vec<Fault> {
    let folder = format!("crates/{name}/src/");
    let mut faults = Vec::new();
    for (path, text) in tree.texts(&[".rs"]).filter(|(path, _)| path.starts_with(&folder)) {
        let code = rust_source::read(text).code;
        let tests = rust_source::test_lines(path, &code);
        for (n, line) in code.lines().enumerate().filter(|(n, _)| !tests[*n]) {
            for word in CODE.iter().filter(|word| has_word(line, word)) {
                faults.push(fault(
                    path,
                    n + 1,
                    format!("baton-{name} is pure: {word} belongs outside, hand in what it gives"),
                ));
            }
        }
    }
    faults
}

fn dependencies(tree: &Tree, name: &str) -> Vec<Fault> {
    let path = format!("crates/{name}/Cargo.toml");
    let manifest: Option<toml::Table> = tree.text(&path).and_then(|text| text.parse().ok());
    let Some(dependencies) = manifest.as_ref().and_then(|m| m.get("dependencies")?.as_table()) else {
        return Vec::new();
    };
    let bad = dependencies.keys().filter(|key| DEPENDENCIES.contains(&key.as_str()));
    bad.map(|key| fault(&path, 0, format!("baton-{name} is pure: it may not depend on {key}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_in_a_pure_crate_is_named_and_elsewhere_not() {
        let clock = "fn a() {\n    let now = Timestamp::now();\n}\n";
        let tree = Tree::of(&[("crates/engine/src/a.rs", clock), ("crates/runtime/src/a.rs", clock)]);
        let faults = check(&tree);
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].path.as_str(), faults[0].line), ("crates/engine/src/a.rs", 2));
    }

    #[test]
    fn tests_comments_and_texts_may_speak_of_it() {
        let text =
            "// tokio\nconst A: &str = \"std::fs\";\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\nuse operand::x;\n";
        assert_eq!(check(&Tree::of(&[("crates/feel/src/a.rs", text)])), []);
    }

    #[test]
    fn a_dependency_that_is_not_pure_is_named() {
        let manifest =
            "[dependencies]\ntokio.workspace = true\njiff.workspace = true\n[dev-dependencies]\nrand = \"1\"\n";
        assert_eq!(check(&Tree::of(&[("crates/people/Cargo.toml", manifest)])).len(), 1);
    }
}
