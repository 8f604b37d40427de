//! What a condition that is true says about its names: which of them cannot be null.
//!
//! `amount > 10` is null where `amount` is null, so where it is true `amount` is there. What is not understood says
//! nothing; the answer is never wrong, only sometimes short.

use crate::node::{Kind, Node, Test};
use crate::syntax::tree::Comparison;
use crate::value::Value;
use std::collections::BTreeSet;

type Names = BTreeSet<String>;

/// The outer names that cannot be null where the node is true, and those of their entries.
pub fn when_true(node: &Node) -> Names {
    match &node.kind {
        Kind::And(parts) => parts.iter().flat_map(when_true).collect(),
        Kind::Or(parts) => {
            let mut each = parts.iter().map(when_true);
            let first = each.next().unwrap_or_default();
            each.fold(first, |all, names| all.intersection(&names).cloned().collect())
        }
        Kind::Compare(comparison, left, right) => compared(*comparison, left, right),
        Kind::Between(parts) => parts.iter().flat_map(strict).collect(),
        Kind::In(value, tests) if tests.iter().all(refuses_null) => strict(value),
        Kind::Builtin(builtin, arguments) if builtin.name == "not" => arguments.iter().flat_map(when_false).collect(),
        _ => strict(node),
    }
}

fn when_false(node: &Node) -> Names {
    match &node.kind {
        Kind::Compare(Comparison::Equal, left, right) => compared(Comparison::NotEqual, left, right),
        Kind::Or(parts) => parts.iter().flat_map(when_false).collect(),
        _ => Names::new(),
    }
}

fn compared(comparison: Comparison, left: &Node, right: &Node) -> Names {
    let null = |node: &Node| matches!(node.kind, Kind::Constant(Value::Null));
    let other = |node: &Node| matches!(&node.kind, Kind::Constant(value) if *value != Value::Null);
    match comparison {
        Comparison::Equal if other(right) => strict(left),
        Comparison::Equal if other(left) => strict(right),
        Comparison::NotEqual if null(right) => strict(left),
        Comparison::NotEqual if null(left) => strict(right),
        Comparison::Equal | Comparison::NotEqual => Names::new(),
        _ => strict(left).union(&strict(right)).cloned().collect(),
    }
}

fn refuses_null(test: &Test) -> bool {
    match &test.node.kind {
        Kind::Constant(value) => *value != Value::Null,
        Kind::Range(..) => true,
        Kind::Unary(comparison, _) => !matches!(comparison, Comparison::Equal | Comparison::NotEqual),
        _ => false,
    }
}

/// The outer names without which the node is null, and their entries: `row` and `row.level` for `row.level + 1`.
fn strict(node: &Node) -> Names {
    match &node.kind {
        Kind::Outer { name, .. } => Names::from([name.to_string()]),
        Kind::Path(of, entry) => {
            let mut names = strict(of);
            if let Kind::Outer { name, .. } = &of.kind {
                names.insert(format!("{name}.{}", entry.name));
            }
            names
        }
        Kind::Negate(of) => strict(of),
        Kind::Arithmetic(first, rest) => {
            strict(first).into_iter().chain(rest.iter().flat_map(|(_, part)| strict(part))).collect()
        }
        _ => Names::new(),
    }
}
