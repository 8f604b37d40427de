//! A field that may be empty inside `min(…)` or `max(…)`: the whole is empty then, and a rule that asks it never holds.

use super::given::{Given, Uncertain};
use super::{Subject, expressions};
use crate::codes;
use crate::definition::{Expr, FieldType};
use crate::found::Found;

const FUNCTIONS: [&str; 2] = ["min(", "max("];

pub(super) fn check(subject: &Subject<'_>, add: &mut dyn FnMut(Found)) {
    let asked: Vec<_> =
        subject.steps.iter().flat_map(|step| expressions(step).into_iter().map(move |expr| (step, expr))).collect();
    let asked: Vec<_> =
        asked.into_iter().filter(|(_, expr)| FUNCTIONS.iter().any(|function| expr.text.contains(function))).collect();
    if asked.is_empty() {
        return;
    }
    let given = Given::find(subject, Uncertain::new());
    for (step, expr) in asked {
        let Some(node) = subject.graph.step(&step.id) else { continue };
        let proved = expr.program.not_null_when_true();
        for (field, function) in inside(expr) {
            let is_one_value = subject
                .workflow
                .fields
                .get(field)
                .is_some_and(|field| !matches!(field.ty, FieldType::List | FieldType::Choices));
            if is_one_value && !proved.iter().any(|name| name == field) && !given.has_inside(node.id, field) {
                add(Found::new(&codes::NULL_IN_MIN, expr.span).with("field", field).with("function", function));
            }
        }
    }
}

/// The names inside the brackets of these functions.
fn inside(expr: &Expr) -> Vec<(&str, String)> {
    let mut all = Vec::new();
    for function in FUNCTIONS {
        for (at, _) in expr.text.match_indices(function) {
            let open = at + function.len();
            let close = open + closing(&expr.text[open..]);
            let uses = expr.program.uses().iter().filter(|used| used.span.start >= open && used.span.end <= close);
            all.extend(uses.map(|used| (used.name(), format!("`{function}…)`"))));
        }
    }
    all
}

fn closing(text: &str) -> usize {
    let mut depth = 0_i32;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}
