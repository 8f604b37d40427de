//! Takes out of a workflow what could never be come to: nobody could publish it.

use super::draw::{Kind, Node};

/// A list without what stands behind a place that nothing passes.
pub(super) fn whole(nodes: Vec<Node>) -> Vec<Node> {
    let mut kept = Vec::new();
    for node in nodes {
        let node = Node { parts: node.parts.into_iter().map(whole).collect(), ..node };
        let node = quiet(node);
        let is_end = leaves(&node);
        kept.push(node);
        if is_end {
            break;
        }
    }
    kept
}

/// Rounds that all end elsewhere: the graph has no way past the rounds of a `while`.
fn quiet(node: Node) -> Node {
    let leads = node.parts.iter().flatten().any(leads_away);
    match node.kind {
        Kind::Repeat { .. } if leads => Node { kind: Kind::Repeat { until: true }, ..node },
        _ => node,
    }
}

/// Whether nothing ever comes out of it to what is next.
fn leaves(node: &Node) -> bool {
    let last = |part: &Vec<Node>| part.last().is_some_and(leaves);
    if node.kind == Kind::End {
        return true;
    }
    if node.when || node.handler.as_ref().is_some_and(|handler| handler.then.is_none()) {
        return false;
    }
    match &node.kind {
        Kind::Task { choices, .. } | Kind::Approve { choices } => choices.iter().all(Option::is_some),
        Kind::Choose | Kind::Race { .. } => node.parts.iter().all(last),
        Kind::Stage { .. } | Kind::Repeat { .. } | Kind::AnyOrder { .. } | Kind::Parallel { .. } => {
            node.parts.iter().any(last)
        }
        _ => false,
    }
}

/// Whether something in it goes elsewhere than to what comes next.
fn leads_away(node: &Node) -> bool {
    let by_kind = match &node.kind {
        Kind::End => true,
        Kind::Task { choices, .. } | Kind::Approve { choices } => choices.iter().any(Option::is_some),
        _ => false,
    };
    by_kind || node.parts.iter().flatten().any(leads_away)
}
