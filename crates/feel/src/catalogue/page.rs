//! The page of a family, in Markdown.

use super::{Family, functions};
use std::fmt::Write as _;

/// The page of a family, in Markdown.
pub fn page(family: Family) -> String {
    let mut page = format!("# {}\n\n{}\n", family.title(), family.about());
    for function in functions().iter().filter(|function| function.family == family) {
        let shapes: Vec<String> = function.shapes().iter().map(|shape| format!("`{shape}`")).collect();
        let _ = write!(page, "\n## {}\n\n{}\n\n{}\n\n", function.name, shapes.join(" · "), function.about);
        page.push_str("| expression | gives |\n|---|---|\n");
        for example in function.examples {
            let _ = writeln!(page, "| {} | {} |", cell(example.expression), cell(example.result));
        }
    }
    page
}

/// Code in a table: a bar would end the cell.
fn cell(code: &str) -> String {
    format!("`{}`", code.replace('|', "\\|"))
}
