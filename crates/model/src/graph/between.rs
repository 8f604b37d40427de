//! What lies between two places: the blocks that a way leaves, the stages that it enters, and the block that is in its way.

use super::build::Builder;
use super::{Edge, Graph, NodeId, NodeKind, Scope, ScopeId};

impl Graph {
    /// The way back from a node to another; none where that lies in a block that cannot be entered.
    pub fn jump(&self, from: NodeId, to: NodeId) -> Option<Edge> {
        self.way_between(self.node(from)?.scope, to).map(|edge| Edge { back: true, ..edge })
    }

    /// The way from a scope to a node; none where that lies in a block that cannot be entered.
    pub fn way_between(&self, from: ScopeId, to: NodeId) -> Option<Edge> {
        let target = self.node(to)?.scope;
        let around: Vec<ScopeId> = self.scopes_outwards(from).map(|scope| scope.id).collect();
        let blocks = |scope: ScopeId, shared: ScopeId| -> Vec<NodeId> {
            let inner = self.scopes_outwards(scope).take_while(|scope| scope.id != shared);
            inner.filter_map(|scope| scope.branch.map(|(block, _)| block)).collect()
        };
        let shared = self.scopes_outwards(target).map(|scope| scope.id).find(|scope| around.contains(scope))?;
        let mut enters = blocks(target, shared);
        let is_stage = |block: &NodeId| {
            let step = self.node(*block).and_then(|node| node.step());
            step.is_some_and(|step| step.can_be_entered())
        };
        if !enters.iter().all(is_stage) {
            return None;
        }
        enters.reverse();
        Some(Edge { to, leaves: blocks(from, shared), enters, back: false })
    }
}

impl Builder<'_> {
    /// The way from a scope to a node. A join is come to by its own branches alone, which are not left by that.
    pub(super) fn edge(&self, from: ScopeId, to: NodeId) -> Edge {
        let target = &self.nodes[to.0 as usize];
        let is_own_join = match target.kind {
            NodeKind::Join(block) => self.scopes[from.0 as usize].branch.is_some_and(|(around, _)| around == block),
            _ => false,
        };
        if is_own_join {
            return Edge { to, leaves: Vec::new(), enters: Vec::new(), back: false };
        }
        let shared = self.shared(from, target.scope);
        let mut enters = self.blocks_between(target.scope, shared);
        enters.reverse();
        Edge { to, leaves: self.blocks_between(from, shared), enters, back: false }
    }

    /// The outermost block around `to` that does not hold `from` and cannot be entered past its beginning.
    pub(super) fn block_in_the_way(&self, from: ScopeId, to: ScopeId) -> Option<NodeId> {
        let shared = self.shared(from, to);
        let is_closed = |block: &NodeId| {
            let step = self.nodes[block.0 as usize].step();
            !step.is_some_and(|step| step.can_be_entered())
        };
        self.blocks_between(to, shared).into_iter().rfind(is_closed)
    }

    /// The innermost scope that holds both.
    fn shared(&self, one: ScopeId, other: ScopeId) -> ScopeId {
        let around: Vec<ScopeId> = self.outwards(one).map(|scope| scope.id).collect();
        self.outwards(other).map(|scope| scope.id).find(|scope| around.contains(scope)).unwrap_or(ScopeId::ROOT)
    }

    /// The blocks around a scope, from the innermost out to one that holds it.
    fn blocks_between(&self, scope: ScopeId, outer: ScopeId) -> Vec<NodeId> {
        self.outwards(scope)
            .take_while(|scope| scope.id != outer)
            .filter_map(|scope| scope.branch.map(|(block, _)| block))
            .collect()
    }

    fn outwards(&self, scope: ScopeId) -> impl Iterator<Item = &Scope> {
        std::iter::successors(self.scopes.get(scope.0 as usize), |scope| {
            scope.parent.and_then(|parent| self.scopes.get(parent.0 as usize))
        })
    }
}
