//! What must not be left in the sources: unfinished work, sleeps in tests, tests that are passed over.

use super::{Fault, fault, has_word};
use crate::rust_source;
use crate::tree::Tree;

/// In comments and code of every source.
const EVERYWHERE: [(&str, &str); 4] = [
    ("TODO", "finish it, or say in the docs what is missing"),
    ("FIXME", "mend it"),
    ("XXX", "say what is meant"),
    ("HACK", "do it well, or say why it must be so"),
];
/// In Rust code.
const RUST: [(&str, &str); 5] = [
    ("todo!", "finish it"),
    ("unimplemented!", "finish it"),
    ("dbg!", "take it out"),
    ("#[ignore", "mend the test or take it out"),
    ("thread::sleep", "wait for a signal"),
];
/// In Rust tests besides.
const RUST_TESTS: [(&str, &str); 1] = [("time::sleep", "wait for a signal")];
/// In TypeScript.
const WEB: [(&str, &str); 7] = [
    ("waitForTimeout", "wait for what must be seen"),
    ("test.skip(", "mend the test or take it out"),
    ("it.skip(", "mend the test or take it out"),
    ("describe.skip(", "mend the tests or take them out"),
    (".only(", "let all tests run"),
    ("test.fixme(", "mend the test or take it out"),
    ("@ts-ignore", "type it"),
];
const KINDS: [&str; 10] = [".rs", ".ts", ".tsx", ".css", ".sql", ".mjs", ".sh", ".toml", ".yaml", "Makefile"];
/// This file names them.
const OWN: &str = "xtask/src/tidy/banned_words.rs";

pub fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in tree.texts(&KINDS).filter(|(path, _)| *path != OWN) {
        faults.extend(find(path, text, &EVERYWHERE, |_| true));
        match path.rsplit('.').next() {
            Some("rs") => {
                let code = rust_source::read(text).code;
                let tests = rust_source::test_lines(path, &code);
                faults.extend(find(path, &code, &RUST, |_| true));
                faults.extend(find(path, &code, &RUST_TESTS, |line| tests[line]));
            }
            Some("ts" | "tsx") => faults.extend(find(path, text, &WEB, |_| true)),
            _ => {}
        }
    }
    faults
}

fn find(path: &str, text: &str, words: &[(&str, &str)], counts: impl Fn(usize) -> bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(n, _)| counts(*n)) {
        for (word, instead) in words.iter().filter(|(word, _)| has_word(line, word)) {
            faults.push(fault(path, n + 1, format!("{word}: {instead}")));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_its_words() {
        let tree = Tree::of(&[
            ("a.rs", "// TODO: more\nfn a() { dbg!(1); let x = \"todo!\"; }\nfn b() { tokio::time::sleep(d); }\n"),
            ("crates/x/tests/it/a.rs", "fn a() { tokio::time::sleep(d); }\n"),
            ("web/e2e/a.spec.ts", "test.only(\"x\", f);\npage.waitForTimeout(1);\nlist.skip(2);\n"),
            ("b.rs", "fn a() { v.iter().skip(1); HACKS; }\n"),
        ]);
        let found: Vec<_> = check(&tree).into_iter().map(|f| (f.path, f.line)).collect();
        let expected = [
            ("a.rs", 1),
            ("a.rs", 2),
            ("crates/x/tests/it/a.rs", 1),
            ("web/e2e/a.spec.ts", 1),
            ("web/e2e/a.spec.ts", 2),
        ];
        assert_eq!(found, expected.map(|(path, line)| (path.to_owned(), line)));
    }
}
