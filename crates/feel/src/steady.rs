//! What a true condition says that goes on being true while its names mean the same: itself, and each part its `and` joins.
//!
//! A part that asks the clock, the calendar or the host is left out, and so is one that is not understood here; the answer is
//! never wrong, only sometimes short.

use crate::node::{Kind, Node, Test};
use crate::value::Value;

/// A condition that only its names can change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steady<'a> {
    /// As written.
    pub text: &'a str,
    /// The outer names in it.
    pub names: Vec<String>,
}

/// The condition, if only its names can change it.
pub fn whole<'a>(node: &Node, text: &'a str) -> Option<Steady<'a>> {
    let mut names = Vec::new();
    is_steady(node, &mut names).then(|| Steady { text: node.span.of(text), names })
}

/// The condition and the parts of it that are true where it is.
pub fn parts<'a>(node: &Node, text: &'a str) -> Vec<Steady<'a>> {
    let mut all: Vec<Steady<'a>> = whole(node, text).into_iter().collect();
    if let Kind::And(joined) = &node.kind {
        all.extend(joined.iter().flat_map(|part| parts(part, text)));
    }
    all
}

fn is_steady(node: &Node, names: &mut Vec<String>) -> bool {
    match &node.kind {
        Kind::Constant(value) => !matches!(value, Value::BusinessDuration(_)),
        Kind::Outer { name, .. } => {
            names.push(name.to_string());
            true
        }
        Kind::Path(of, _) => is_steady(of, names),
        Kind::Negate(inner) | Kind::Unary(_, inner) => is_steady(inner, names),
        Kind::Arithmetic(first, rest) => is_steady(first, names) && rest.iter().all(|(_, node)| is_steady(node, names)),
        Kind::Compare(_, left, right) => is_steady(left, names) && is_steady(right, names),
        Kind::And(parts) | Kind::Or(parts) | Kind::List(parts) => parts.iter().all(|part| is_steady(part, names)),
        Kind::Between(parts) => parts.iter().all(|part| is_steady(part, names)),
        Kind::In(value, tests) => {
            is_steady(value, names) && tests.iter().all(|Test { node, .. }| is_steady(node, names))
        }
        Kind::Range(low, high) => is_steady(&low.value, names) && is_steady(&high.value, names),
        Kind::Builtin(builtin, arguments) if matches!(builtin.name, "not" | "count" | "list contains") => {
            arguments.iter().all(|argument| is_steady(argument, names))
        }
        _ => false,
    }
}
