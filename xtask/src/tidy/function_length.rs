//! A function fits on a screen: at most 70 lines, from its `fn` to its closing brace.

use regex::Regex;

use super::{Fault, fault};
use crate::rust_source;
use crate::tree::Tree;

const LINES_MAX: usize = 70;
/// Functions that are a table: one row a line, nothing decided.
const TABLES: [(&str, &str); 2] = [("crates/server/src/router.rs", "routes"), ("crates/engine/src/apply.rs", "apply")];

pub fn check(tree: &Tree) -> Vec<Fault> {
    tree.texts(&[".rs"]).flat_map(|(path, text)| long_functions(path, text)).collect()
}

fn long_functions(path: &str, text: &str) -> Vec<Fault> {
    let head = Regex::new(r"\bfn\s+([a-z_][A-Za-z0-9_]*)").expect("a valid pattern");
    let source = rust_source::read(text);
    let lines: Vec<&str> = source.code.lines().collect();
    let mut faults = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let Some(name) = head.captures(line).and_then(|found| found.get(1)) else { continue };
        let Some(end) = rust_source::block_end(&lines, n) else { continue };
        let long = end - n + 1;
        if long > LINES_MAX && !TABLES.contains(&(path, name.as_str())) {
            let message = format!("fn {} has {long} lines; {LINES_MAX} is the most", name.as_str());
            faults.push(fault(path, n + 1, message));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_long_one_is_named() {
        let body = "    call(\"{\"); // }\n";
        let text = format!("fn short() {{\n{}}}\nfn long(\n) {{\n{}}}\n", body.repeat(68), body.repeat(68));
        let faults = check(&Tree::of(&[("a.rs", &text)]));
        assert_eq!(faults, [fault("a.rs", 71, "fn long has 71 lines; 70 is the most")]);
    }
}
