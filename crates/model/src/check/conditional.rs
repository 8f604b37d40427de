//! What is there if a condition holds: one step with `when: amount > 100` gives a note, a later one with the same condition needs
//! it.
//!
//! A pair of a condition and a field stands for "where this is true, the field is there". It is kept only while nothing the
//! condition asks can have changed: a condition counts if its names alone can change it, they are fields of the run, and no
//! thread beside another gives one of them. What is not known so is not claimed.

use std::collections::{BTreeSet, HashMap};

use super::Subject;
use super::variables::Variables;
use crate::definition::{Expr, FieldType, StepKind};
use crate::graph::{NodeId, NodeKind};

/// So many pairs are followed; with more, none is.
const PAIRS_MAX: usize = 4_096;

/// The pairs, numbered in the order of conditions and fields, behind the fields.
#[derive(Debug, Default)]
pub(super) struct Conditional {
    /// How many fields there are.
    first: usize,
    /// The number of each condition, by its text.
    conditions: HashMap<String, usize>,
    /// The fields that each condition asks.
    asks: Vec<BTreeSet<usize>>,
    /// The fields that may be there.
    fields: Vec<usize>,
}

impl Conditional {
    /// The pairs of what stands as a condition more than once and of these fields.
    pub fn of(subject: &Subject<'_>, variables: &Variables<'_>, fields: &BTreeSet<usize>) -> Self {
        let mut found = Self { first: variables.count(), fields: fields.iter().copied().collect(), ..Self::default() };
        if fields.is_empty() {
            return found;
        }
        let mut times: HashMap<&str, usize> = HashMap::new();
        let mut known: Vec<(&str, BTreeSet<usize>)> = Vec::new();
        let beside = given_beside(subject, variables);
        for part in subject.steps.iter().flat_map(|step| conditions(&step.kind, step.when.as_ref())) {
            for steady in part.program.steady_parts() {
                let asks: Option<BTreeSet<usize>> = steady
                    .names
                    .iter()
                    .map(|name| variables.everywhere(name).filter(|at| is_own(variables, *at)))
                    .collect();
                let Some(asks) = asks.filter(|asks| !asks.is_empty() && beside.is_disjoint(asks)) else { continue };
                let seen = times.entry(steady.text).or_default();
                *seen += 1;
                if *seen == 2 {
                    known.push((steady.text, asks));
                }
            }
        }
        if known.len() * found.fields.len() <= PAIRS_MAX {
            for (index, (text, asks)) in known.into_iter().enumerate() {
                found.conditions.insert(text.to_owned(), index);
                found.asks.push(asks);
            }
        }
        found
    }

    /// How many pairs there are.
    pub fn count(&self) -> usize {
        self.asks.len() * self.fields.len()
    }

    /// The pairs of a field.
    pub fn of_field(&self, field: usize) -> impl Iterator<Item = usize> {
        let place = self.fields.iter().position(|known| *known == field);
        place.into_iter().flat_map(move |place| (0..self.asks.len()).map(move |index| self.pair(index, place)))
    }

    /// The pairs, each with its field, of the conditions that ask a field; of all conditions where none is named.
    pub fn asking(&self, field: Option<usize>) -> impl Iterator<Item = (usize, usize)> {
        let asking = move |asks: &BTreeSet<usize>| field.is_none_or(|field| asks.contains(&field));
        let asks = self.asks.iter().enumerate().filter(move |(_, asks)| asking(asks));
        asks.flat_map(|(index, _)| self.pairs(index))
    }

    /// The pairs, each with its field, that say something where this is true.
    pub fn where_true(&self, condition: &Expr) -> impl Iterator<Item = (usize, usize)> {
        let parts = if self.asks.is_empty() { Vec::new() } else { condition.program.steady_parts() };
        parts.into_iter().filter_map(|part| self.conditions.get(part.text)).flat_map(|index| self.pairs(*index))
    }

    /// The pairs, each with its field, that hold where this is not true.
    pub fn where_not_true(&self, condition: &Expr) -> impl Iterator<Item = (usize, usize)> {
        let whole = if self.asks.is_empty() { None } else { condition.program.steady() };
        whole.and_then(|whole| self.conditions.get(whole.text)).into_iter().flat_map(|index| self.pairs(*index))
    }

    fn pairs(&self, condition: usize) -> impl Iterator<Item = (usize, usize)> {
        self.fields.iter().enumerate().map(move |(place, field)| (self.pair(condition, place), *field))
    }

    fn pair(&self, condition: usize, place: usize) -> usize {
        self.first + condition * self.fields.len() + place
    }
}

/// The conditions of a step: its own, those of its cases and of its branches.
fn conditions<'a>(kind: &'a StepKind, when: Option<&'a Expr>) -> Vec<&'a Expr> {
    let mut all: Vec<&Expr> = when.into_iter().collect();
    match kind {
        StepKind::Choose(choose) => all.extend(choose.cases.iter().filter_map(|case| case.when.as_ref())),
        StepKind::Parallel(parallel) => all.extend(parallel.branches.iter().filter_map(|branch| branch.when.as_ref())),
        _ => {}
    }
    all
}

/// Whether only steps that give it can change it: what a person is may change meanwhile, and so may the items of a list that an
/// `each` goes through.
fn is_own(variables: &Variables<'_>, field: usize) -> bool {
    variables.of_list(field).is_empty() && !matches!(variables.field(field).ty, FieldType::Person | FieldType::Group)
}

/// The fields that are given while something else may go on.
fn given_beside(subject: &Subject<'_>, variables: &Variables<'_>) -> BTreeSet<usize> {
    let graph = subject.graph;
    let is_split = |kind: &NodeKind| matches!(kind, NodeKind::Split(..));
    let several = !graph.handlers.is_empty()
        || graph.nodes.iter().any(|node| !node.handlers.is_empty() || node.undo.is_some() || is_split(&node.kind));
    let mut beside = BTreeSet::new();
    for node in &graph.nodes {
        let Some(step) = node.step().filter(|_| several || is_beside_others(subject, node.id)) else { continue };
        let of_choices = step.choices().into_iter().flat_map(|choices| choices.values()).flat_map(|one| &one.gives);
        beside.extend(step.gives.iter().chain(of_choices).filter_map(|given| variables.everywhere(&given.field)));
    }
    // A form that opens again gives what it asks for once more.
    let mut again = subject.flow.ways().iter().filter(|way| graph.starts.contains(&way.to));
    if again.any(|way| several || is_beside_others(subject, way.from)) {
        let of_starts = subject.workflow.start.iter().flat_map(|start| &start.gives);
        beside.extend(of_starts.filter_map(|given| variables.everywhere(&given.field)));
    }
    beside
}

/// Whether a node is inside a block in which several things go on at a time.
fn is_beside_others(subject: &Subject<'_>, node: NodeId) -> bool {
    let Some(node) = subject.graph.node(node) else { return true };
    let blocks = subject.graph.scopes_outwards(node.scope).filter_map(|scope| scope.branch.map(|(block, _)| block));
    let mut steps = blocks.filter_map(|block| subject.graph.node(block)?.step());
    steps.any(|step| !step.is_one_way() && !matches!(step.kind, StepKind::Stage(_) | StepKind::Repeat(_)))
}
