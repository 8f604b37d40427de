//! SQL stands in `.sql` files of the SQL stores and nowhere else, so that it can be read, counted and compared
//! as SQL. Tests of those stores, and of the command that finds what was changed behind their back, may break in with a
//! statement of their own. What tries to break Baton from outside, and audits it, shares nothing with the stores: its statements
//! are its own, too.

use regex::Regex;

use super::{Fault, fault};
use crate::rust_source;
use crate::tree::Tree;

const BROKEN_INTO: [&str; 3] = ["crates/store-sqlite/", "crates/store-postgres/", "crates/cli/"];

const OUTSIDE: &str = "reliability/";

pub fn check(tree: &Tree) -> Vec<Fault> {
    let statement = Regex::new(
        r"\b(SELECT\s+[\w*(]|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(UNIQUE\s+)?(TABLE|INDEX|VIEW)\s)",
    )
    .expect("a valid pattern");
    let mut faults = Vec::new();
    let inside = |path: &str| path != "xtask/src/tidy/sql_place.rs" && !path.starts_with(OUTSIDE);
    for (path, text) in tree.texts(&[".rs"]).filter(|(path, _)| inside(path)) {
        let source = rust_source::read(text);
        let tests = rust_source::test_lines(path, &source.code);
        let own_test =
            |line: usize| tests.get(line - 1) == Some(&true) && BROKEN_INTO.iter().any(|place| path.starts_with(place));
        let sql = source.strings.iter().filter(|(line, content)| statement.is_match(content) && !own_test(*line));
        faults.extend(
            sql.map(|(line, _)| fault(path, *line, "SQL in Rust: put the statement into a .sql file of the store")),
        );
    }
    let places = || BROKEN_INTO.iter().chain([&OUTSIDE]);
    let misplaced = tree.texts(&[".sql"]).filter(|(path, _)| !places().any(|place| path.starts_with(place)));
    faults.extend(misplaced.map(|(path, _)| fault(path, 0, "SQL belongs to the SQL stores")));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_in_rust_and_files_elsewhere_are_named() {
        let tree = Tree::of(&[
            (
                "crates/store-sqlite/src/run.rs",
                "const A: &str = \"SELECT id FROM run\";\nconst B: &str = \"select one\";\n",
            ),
            ("crates/store-sqlite/sql/run.sql", "SELECT id FROM run"),
            ("crates/runtime/a.sql", "SELECT 1"),
            ("reliability/src/check/a.rs", "const A: &str = \"SELECT id FROM run\";\n"),
        ]);
        let faults = check(&tree);
        assert_eq!(
            faults.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(),
            ["crates/store-sqlite/src/run.rs", "crates/runtime/a.sql"]
        );
    }
}
