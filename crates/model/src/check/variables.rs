//! Every place a value can be in, each with a number: the run's fields, a block's own fields, the columns of the lists whose
//! rows are items. Decides which of them a name means where it stands: inner over outer. A column is the list's, whatever an
//! item is called, so that what one `each` gives is there in the next.

use std::collections::{HashMap, HashSet};

use crate::definition::{Field, StepKind, Workflow};
use crate::graph::{Graph, NodeId, Scope, ScopeId};

/// The places of a workflow.
pub(super) struct Variables<'a> {
    graph: &'a Graph,
    fields: Vec<&'a Field>,
    /// What a name means, with the block in which it means that; none: everywhere.
    meanings: HashMap<String, Vec<(Option<NodeId>, usize)>>,
    /// The fields of each block.
    own: HashMap<NodeId, Vec<usize>>,
    /// The columns of the list that each `each` goes through.
    columns: HashMap<NodeId, Vec<usize>>,
    /// The columns of each list, by the list's number.
    of_list: HashMap<usize, Vec<usize>>,
}

impl<'a> Variables<'a> {
    pub fn of(workflow: &'a Workflow, graph: &'a Graph) -> Self {
        let mut all = Self {
            graph,
            fields: workflow.fields.values().collect(),
            meanings: HashMap::new(),
            own: HashMap::new(),
            columns: HashMap::new(),
            of_list: HashMap::new(),
        };
        for (index, name) in workflow.fields.keys().enumerate() {
            all.mean(name.clone(), None, index);
        }
        for node in &graph.nodes {
            let Some(step) = node.step() else { continue };
            for (name, field) in step.own_fields().into_iter().flatten() {
                let index = all.place(field);
                all.mean(name.clone(), Some(node.id), index);
                all.own.entry(node.id).or_default().push(index);
            }
            if let StepKind::Each(each) = &step.kind
                && let Some((list, _, field)) = each.list.as_ref().and_then(|list| workflow.fields.get_full(list))
            {
                let columns = match all.of_list.get(&list) {
                    Some(columns) => columns.clone(),
                    None => field.of.values().map(|column| all.place(column)).collect(),
                };
                for (name, index) in field.of.keys().zip(&columns) {
                    all.mean(format!("{}.{name}", each.name), Some(node.id), *index);
                }
                all.of_list.insert(list, columns.clone());
                all.columns.insert(node.id, columns);
            }
        }
        all
    }

    fn place(&mut self, field: &'a Field) -> usize {
        self.fields.push(field);
        self.fields.len() - 1
    }

    fn mean(&mut self, name: String, inside: Option<NodeId>, index: usize) {
        self.meanings.entry(name).or_default().push((inside, index));
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.fields.len()
    }

    /// What stands at a place.
    pub fn field(&self, index: usize) -> &'a Field {
        self.fields[index]
    }

    /// What a name means at a node. None where it means nothing there.
    pub fn at(&self, node: NodeId, name: &str) -> Option<usize> {
        if let Some(index) = self.everywhere(name) {
            return Some(index);
        }
        let meanings = self.meanings.get(name)?;
        let blocks = self.scopes(node).filter_map(|scope| scope.branch.map(|(block, _)| Some(block)));
        let of = |inside: Option<NodeId>| meanings.iter().find(|(block, _)| *block == inside);
        blocks.chain([None]).find_map(of).map(|(_, index)| *index)
    }

    /// What a name means, where it means the same everywhere.
    pub fn everywhere(&self, name: &str) -> Option<usize> {
        match self.meanings.get(name)?.as_slice() {
            [(None, index)] => Some(*index),
            _ => None,
        }
    }

    /// The blocks that a way from one node to another enters.
    pub fn entered(&self, from: NodeId, to: NodeId) -> impl Iterator<Item = NodeId> {
        let around: HashSet<ScopeId> = self.scopes(from).map(|scope| scope.id).collect();
        let scopes = self.scopes(to).filter(move |scope| !around.contains(&scope.id));
        scopes.filter_map(|scope| scope.branch.map(|(block, _)| block))
    }

    /// The fields of a block, of which each pass and item has its own.
    pub fn own(&self, block: NodeId) -> &[usize] {
        self.own.get(&block).map_or(&[], Vec::as_slice)
    }

    /// The columns of the items of a block.
    pub fn columns(&self, block: NodeId) -> &[usize] {
        self.columns.get(&block).map_or(&[], Vec::as_slice)
    }

    /// The columns of a list, by its number, where its rows are somebody's items.
    pub fn of_list(&self, list: usize) -> &[usize] {
        self.of_list.get(&list).map_or(&[], Vec::as_slice)
    }

    fn scopes(&self, node: NodeId) -> impl Iterator<Item = &'a Scope> {
        let scope = self.graph.node(node).map(|node| node.scope);
        scope.into_iter().flat_map(|scope| self.graph.scopes_outwards(scope))
    }
}
