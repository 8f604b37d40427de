//! How often an entry is taken of another one: twice in `boss.manager.manager`, also in `(boss.manager).manager` and where a name
//! stands for what is in between.
//!
//! Never less than it is, except where a function calls itself: there it counts once.

use crate::node::{Bound, Kind, Node};

/// How many times the entry is taken in a row, at most.
pub fn in_a_row(node: &Node, entry: &str) -> usize {
    let of = |node: &Node| in_a_row(node, entry);
    let is_it = |name: &str| usize::from(name == entry);
    match &node.kind {
        Kind::Constant(_) | Kind::Outer { .. } | Kind::Local(_) | Kind::BuiltinValue(_) | Kind::Faulty(_) => 0,
        Kind::Path(of_what, name) => of(of_what) + is_it(&name.name),
        Kind::Member { name, otherwise, .. } => is_it(name).max(of(otherwise)),
        // What has a name here is gone on from where the name is used.
        Kind::Filter { list, by, .. } => of(list) + of(by),
        Kind::For { bindings, body, .. } | Kind::Quantified(_, bindings, body) => bound(bindings, entry) + of(body),
        Kind::Context { entries, .. } => entries.iter().map(|(_, value)| of(value)).sum(),
        Kind::In(value, tests) => of(value) + most(tests.iter().map(|test| &test.node), entry),
        Kind::Invoke(function, given) => of(function) + most(given.iter().map(|(_, value)| value), entry),
        Kind::Builtin(_, given) => {
            let (functions, others): (Vec<&Node>, Vec<&Node>) =
                given.iter().partition(|value| matches!(value.kind, Kind::Function(_)));
            most(functions, entry) + most(others, entry)
        }
        Kind::Function(function) => of(&function.body),
        Kind::Host(_, parts) | Kind::And(parts) | Kind::Or(parts) | Kind::List(parts) => most(parts, entry),
        Kind::Negate(part) | Kind::InstanceOf(part, _) | Kind::Unary(_, part) => of(part),
        Kind::Arithmetic(first, rest) => of(first).max(most(rest.iter().map(|(_, part)| part), entry)),
        Kind::Compare(_, left, right) => of(left).max(of(right)),
        Kind::Between(parts) | Kind::If(parts) => most(parts.iter(), entry),
        Kind::Range(from, to) => of(&from.value).max(of(&to.value)),
    }
}

fn most<'n>(nodes: impl IntoIterator<Item = &'n Node>, entry: &str) -> usize {
    nodes.into_iter().map(|node| in_a_row(node, entry)).max().unwrap_or_default()
}

fn bound(bindings: &[Bound], entry: &str) -> usize {
    bindings.iter().map(|one| in_a_row(&one.source, entry) + one.to.as_ref().map_or(0, |to| in_a_row(to, entry))).sum()
}
