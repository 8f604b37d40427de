//! Which fields are there for certain at each node: given on every way that leads to it.
//!
//! A form's fields count as given (what a later step needs must be filled in where it is given), except those a form may
//! hide. A condition that is true proves the names that cannot be null in it. What a table, a computation or a worker
//! gives counts, unless it is plainly null; of a shared decision what is not named as uncertain. Behind a parallel block
//! everything counts that its branches gave, without those that may not have been taken. A block's own fields are empty
//! whenever it is entered. A handler of the run may fire at any time, and what undoes a step may begin at any time after it: there
//! is what was there by then and what nothing in the workflow empties. A column is there in each row if it must be filled in, or if an `each` gave it to all of them and
//! the list was not given anew since. What one step with `when: amount > 100` gave is there for the next one with that condition.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use super::Subject;
use super::certain::{gives_certainly, is_null};
use super::conditional::Conditional;
use super::field_set::Fields;
use super::flow::{By, Way};
use super::variables::Variables;
use crate::definition::step::{BlockJoin, Each, Joining};
use crate::definition::{Choice, Expr, Field, Given as GivenField, StartKind, Step, StepKind};
use crate::graph::{NodeId, NodeKind};

/// So many ways are looked at; where that does not do, everything counts as given, and is asked for when a run gets there.
const WAYS_MAX: usize = 2_000_000;

/// What shared decisions may leave empty: steps, by id, and the fields that they give from them.
pub(crate) type Uncertain = HashSet<(String, String)>;

/// What is there at each node.
pub(super) struct Given<'s, 'a> {
    subject: &'s Subject<'a>,
    variables: Variables<'a>,
    uncertain: Uncertain,
    /// What is there if a condition holds: bits behind those of the fields.
    conditional: Conditional,
    /// On entering each node; none where no run comes.
    at: Vec<Option<Fields>>,
    /// What some step empties.
    emptied: Fields,
    /// What is there at any time of a run.
    always: Fields,
}

impl<'s, 'a> Given<'s, 'a> {
    /// Follows all ways until nothing changes; where that leaves a step without what it needs, once more with what is there
    /// if a condition holds.
    pub fn find(subject: &'s Subject<'a>, uncertain: Uncertain) -> Self {
        let given = Self::follow(subject, uncertain.clone(), Conditional::default());
        let conditional = Conditional::of(subject, &given.variables, &given.lacking());
        if conditional.count() == 0 { given } else { Self::follow(subject, uncertain, conditional) }
    }

    /// The fields that are the same everywhere and that some step needs and may not have.
    fn lacking(&self) -> BTreeSet<usize> {
        let graph = self.subject.graph;
        let steps = self.subject.steps.iter().filter_map(|step| Some((step, graph.step(&step.id)?.id)));
        let needs = steps.flat_map(|(step, node)| step.needed().map(move |need| (node, need.name.as_str())));
        needs
            .filter(|(node, name)| !self.has_inside(*node, name))
            .filter_map(|(_, name)| self.variables.everywhere(name))
            .collect()
    }

    fn follow(subject: &'s Subject<'a>, uncertain: Uncertain, conditional: Conditional) -> Self {
        let nodes = subject.graph.nodes.len();
        let variables = Variables::of(subject.workflow, subject.graph);
        let nothing = Fields::none(variables.count() + conditional.count());
        let (emptied, always) = (nothing.clone(), nothing.clone());
        let mut given = Self { subject, variables, uncertain, conditional, at: vec![None; nodes], emptied, always };
        given.emptied = given.emptied_by_steps();
        let into = arrivals(subject);
        let starts = &subject.graph.starts;
        let mut dirty: BTreeSet<NodeId> = subject.graph.handlers.iter().map(|edge| edge.to).collect();
        let mut always: Option<Fields> = None;
        for start in starts {
            given.at[start.0 as usize] = Some(nothing.clone());
            for way in subject.flow.ways_from(*start) {
                dirty.insert(way.to);
                let begun = given.after(way, &nothing);
                always = Some(always.map_or_else(
                    || begun.clone(),
                    |mut all| {
                        all.keep(&begun);
                        all
                    },
                ));
            }
        }
        given.always = always.unwrap_or(nothing);
        given.always.take(&given.emptied);
        let mut always = given.always.clone();
        given.forget(None, &mut always);
        given.always = always;
        // In rounds, each in the order of the text: a node to which many ways lead is looked at once a round.
        let mut at = NodeId(0);
        let mut looked = 0;
        while let Some(to) = dirty.range(at..).next().or_else(|| dirty.first()).copied() {
            dirty.remove(&to);
            at = to;
            looked += into[to.0 as usize].len();
            if looked > WAYS_MAX {
                return Self { at: vec![None; nodes], ..given };
            }
            let mut entering = given.entering(to, &into[to.0 as usize]);
            if subject.graph.handlers.iter().any(|edge| edge.to == to) {
                let mut any_time = given.always.clone();
                if let Some(by_ways) = &entering {
                    any_time.keep(by_ways);
                }
                entering = Some(any_time);
            }
            if !starts.contains(&to) && entering.is_some() && entering != given.at[to.0 as usize] {
                given.at[to.0 as usize] = entering;
                dirty.extend(subject.flow.ways_from(to).map(|way| way.to));
            }
        }
        given
    }

    /// Whether a field is there for certain when a node is entered and the step's own condition held. Where no run comes,
    /// nothing is missing.
    pub fn has_inside(&self, node: NodeId, field: &str) -> bool {
        let step = self.subject.graph.node(node).and_then(|node| node.step());
        let entering = self.at[node.0 as usize].clone();
        let Some((mut inside, index)) = entering.zip(self.variables.at(node, field)) else { return true };
        self.prove(node, step.and_then(|step| step.when.as_ref()), &mut inside);
        inside.has(index)
    }

    /// A way from a start to a node on which a field is not given.
    pub fn way_without(&self, node: NodeId, field: &str) -> Vec<String> {
        let flow = &self.subject.flow;
        let Some(index) = self.variables.at(node, field) else { return Vec::new() };
        let nothing = Fields::none(self.variables.count());
        let mut parents: HashMap<NodeId, &Way<'_>> = HashMap::new();
        let mut queue: VecDeque<NodeId> = self.subject.graph.starts.iter().copied().collect();
        while let Some(at) = queue.pop_front().filter(|_| !parents.contains_key(&node)) {
            for way in flow.ways_from(at).filter(|way| !self.subject.graph.starts.contains(&way.to)) {
                let lacks_there = self.at[way.to.0 as usize].as_ref().is_some_and(|fields| !fields.has(index));
                if lacks_there && !self.after(way, &nothing).has(index) && !parents.contains_key(&way.to) {
                    parents.insert(way.to, way);
                    queue.push_back(way.to);
                }
            }
        }
        let mut ways = Vec::new();
        let mut at = node;
        while let Some(way) = parents.get(&at).filter(|_| ways.len() <= parents.len()) {
            ways.push(*way);
            at = way.from;
        }
        if ways.is_empty() {
            return flow.way_to(node);
        }
        let mut told: Vec<String> = ways.iter().rev().filter_map(|way| flow.told(way)).collect();
        told.extend(flow.title(node));
        told
    }

    fn entering(&self, node: NodeId, into: &[&Way<'_>]) -> Option<Fields> {
        let arrivals =
            into.iter().filter_map(|way| Some((*way, self.after(way, self.at[way.from.0 as usize].as_ref()?))));
        let graph = self.subject.graph;
        let is_one_way =
            |block: NodeId| graph.node(block).and_then(|node| node.step()).is_some_and(|step| step.is_one_way());
        // Cases of which one is taken meet like other ways.
        let block = match graph.node(node)?.kind {
            NodeKind::Join(block) if !is_one_way(block) => Some(block),
            _ => None,
        };
        let Some(block) = block else {
            return arrivals.map(|(_, fields)| fields).reduce(|mut all, fields| {
                all.keep(&fields);
                all
            });
        };
        let mut by_branch: HashMap<usize, Fields> = HashMap::new();
        let mut of_rows: Option<Fields> = None;
        for (way, fields) in arrivals {
            if !matches!(way.by, By::NoBranch(_)) {
                match &mut of_rows {
                    Some(all) => all.keep(&fields),
                    None => of_rows = Some(fields.clone()),
                }
            }
            let branch = self.subject.flow.branch_of(way, block)?;
            by_branch.entry(branch).and_modify(|all| all.keep(&fields)).or_insert(fields);
        }
        let mut all = self.at[block.0 as usize].clone()?;
        if self.subject.flow.takes_one(block) {
            let of_any = by_branch.into_values().reduce(|mut all, fields| {
                all.keep(&fields);
                all
            });
            all.join(&of_any?);
            return Some(all);
        }
        for index in self.subject.flow.certain(block) {
            all.join(by_branch.get(&index)?);
        }
        // Each row has gone through it, or there is none.
        if let Some(rows) = of_rows.filter(|_| self.goes_through_all(block)) {
            let columns = self.variables.columns(block).iter().copied();
            columns.filter(|column| rows.has(*column)).for_each(|column| all.add(column));
        }
        Some(all)
    }

    fn goes_through_all(&self, block: NodeId) -> bool {
        let step = self.subject.graph.node(block).and_then(|node| node.step());
        matches!(
            step.map(|step| &step.kind),
            Some(StepKind::Each(Each { joining: Joining { join: BlockJoin::All, .. }, .. }))
        )
    }

    /// What is there after a way, when `before` was there on entering the node it leaves.
    fn after(&self, way: &Way<'_>, before: &Fields) -> Fields {
        let mut fields = before.clone();
        let Some(node) = self.subject.graph.node(way.from) else { return fields };
        match &node.kind {
            NodeKind::Start(index) => {
                let start = self.subject.workflow.start.get(*index);
                self.give(node.id, start.map(|start| start.gives.as_slice()).unwrap_or_default(), &mut fields);
                if let Some(StartKind::Workflow { with, .. }) = start.map(|start| &start.kind) {
                    for taken in with {
                        self.set(node.id, &taken.mine.name, &mut fields);
                    }
                }
            }
            NodeKind::Step(step) => self.after_step(node.id, step, way.by, &mut fields),
            // What a block hands out is there when it is done.
            NodeKind::Join(block) => {
                let block = self.subject.graph.node(*block).and_then(|node| node.step());
                self.give(node.id, block.map(|block| block.gives.as_slice()).unwrap_or_default(), &mut fields);
            }
            _ => {}
        }
        let is_block = || node.join.is_some() || matches!(node.kind, NodeKind::Join(_));
        if matches!(way.by, By::Undo) || matches!(way.by, By::Handler) && is_block() {
            fields.take(&self.emptied);
        }
        if let By::Undo | By::Handler = way.by {
            self.forget(None, &mut fields);
        }
        // Who leaves the middle of an item has given its columns to that row alone.
        let is_end = |block| matches!(self.subject.graph.node(way.to).map(|to| &to.kind), Some(NodeKind::Join(of)) if *of == block);
        for block in self.variables.entered(way.to, way.from).filter(|block| !is_end(*block)) {
            let before = self.at[block.0 as usize].as_ref();
            let only_here = |column: &&usize| before.is_some_and(|before| !before.has(**column));
            self.variables.columns(block).iter().filter(only_here).for_each(|column| fields.remove(*column));
        }
        for block in self.variables.entered(way.from, way.to) {
            self.variables.own(block).iter().for_each(|own| fields.remove(*own));
            let columns = self.variables.columns(block).iter().copied();
            columns
                .filter(|column| is_always_filled(self.variables.field(*column)))
                .for_each(|column| fields.add(column));
        }
        fields
    }

    fn after_step(&self, at: NodeId, step: &Step, by: By<'_>, fields: &mut Fields) {
        if let By::Skipped = by {
            let passed_over = step.when.iter().flat_map(|when| self.conditional.where_not_true(when));
            passed_over.for_each(|(pair, _)| fields.add(pair));
            return;
        }
        self.prove(at, step.when.as_ref(), fields);
        for need in step.needed() {
            self.set(at, &need.name, fields);
        }
        match (&step.kind, by) {
            (_, By::Handler | By::NoBranch(_)) => {}
            (_, By::Undo) => {
                let choices = step.choices().into_iter().flat_map(|choices| choices.values());
                let of_any =
                    choices.map(|choice| self.after_choice(at, step, choice, fields)).reduce(|mut all, chosen| {
                        all.keep(&chosen);
                        all
                    });
                match of_any {
                    Some(of_any) => *fields = of_any,
                    None => self.give(at, &step.gives, fields),
                }
            }
            (StepKind::Choose(choose), By::Case(index)) => self.prove(at, choose.cases[index].when.as_ref(), fields),
            (_, By::Branch(index)) => self.prove(at, step.branches().get(index).and_then(|b| b.when.as_ref()), fields),
            (StepKind::Decide(decide), _) => {
                for given in step.gives.iter().filter(|given| gives_certainly(&decide.rules, &given.field)) {
                    if !self.uncertain.contains(&(step.id.clone(), given.field.clone())) {
                        self.set(at, &given.field, fields);
                    }
                }
            }
            (_, By::Choice(choice)) => {
                self.give(at, &step.gives, fields);
                self.give(at, &choice.gives, fields);
            }
            _ => self.give(at, &step.gives, fields),
        }
    }

    /// What a step that was done with this choice has given: one that leads elsewhere leaves what is asked for undone.
    fn after_choice(&self, at: NodeId, step: &Step, choice: &Choice, before: &Fields) -> Fields {
        let mut fields = before.clone();
        let is_complete = choice.then.is_empty() || !choice.gives.is_empty();
        for given in step.gives.iter().filter(|given| is_complete || given.value.is_some()) {
            self.give(at, std::slice::from_ref(given), &mut fields);
        }
        self.give(at, &choice.gives, &mut fields);
        fields
    }

    fn give(&self, at: NodeId, given: &[GivenField], fields: &mut Fields) {
        for one in given {
            let Some(index) = self.variables.at(at, &one.field) else { continue };
            self.variables.of_list(index).iter().for_each(|column| fields.remove(*column));
            match &one.value {
                Some(value) if is_null(value) => self.without(index, fields),
                Some(_) => self.with(index, fields),
                None if self.variables.field(index).show_when.is_none() => self.with(index, fields),
                None => {}
            }
            self.forget(Some(index), fields);
        }
    }

    /// What is plainly set to nothing somewhere.
    fn emptied_by_steps(&self) -> Fields {
        let mut emptied = Fields::none(self.variables.count());
        for node in &self.subject.graph.nodes {
            let Some(step) = node.step() else { continue };
            let of_choices = step.choices().into_iter().flat_map(|choices| choices.values()).flat_map(|one| &one.gives);
            for given in step.gives.iter().chain(of_choices).filter(|given| given.value.as_ref().is_some_and(is_null)) {
                self.set(node.id, &given.field, &mut emptied);
            }
        }
        emptied
    }

    fn prove(&self, at: NodeId, condition: Option<&Expr>, fields: &mut Fields) {
        let Some(condition) = condition else { return };
        for name in proved(condition) {
            self.set(at, &name, fields);
        }
        for (pair, field) in self.conditional.where_true(condition) {
            if fields.has(pair) {
                self.with(field, fields);
            }
        }
    }

    fn set(&self, at: NodeId, field: &str, fields: &mut Fields) {
        if let Some(index) = self.variables.at(at, field) {
            self.with(index, fields);
        }
    }

    /// Adds a field: it is there under every condition, too.
    fn with(&self, field: usize, fields: &mut Fields) {
        fields.add(field);
        self.conditional.of_field(field).for_each(|pair| fields.add(pair));
    }

    fn without(&self, field: usize, fields: &mut Fields) {
        fields.remove(field);
        self.conditional.of_field(field).for_each(|pair| fields.remove(pair));
    }

    /// Forgets what is there if a condition holds that asks a field, or any at all: it may come to something else from here on.
    fn forget(&self, field: Option<usize>, fields: &mut Fields) {
        for (pair, field) in self.conditional.asking(field) {
            if !fields.has(field) {
                fields.remove(pair);
            }
        }
    }
}

/// Whether nobody can leave a column empty.
fn is_always_filled(column: &Field) -> bool {
    column.required && column.show_when.is_none()
}

/// The ways into each node. Choices of one step that lead to one place and give nothing are one way.
fn arrivals<'s, 'a>(subject: &'s Subject<'a>) -> Vec<Vec<&'s Way<'a>>> {
    let mut into: Vec<Vec<&Way<'_>>> = vec![Vec::new(); subject.graph.nodes.len()];
    let mut plain: HashSet<(NodeId, NodeId)> = HashSet::new();
    for way in subject.flow.ways() {
        let gives_nothing = matches!(way.by, By::Choice(choice) if choice.gives.is_empty());
        if !gives_nothing || plain.insert((way.from, way.to)) {
            into[way.to.0 as usize].push(way);
        }
    }
    into
}

fn proved(condition: &Expr) -> Vec<String> {
    condition.program.not_null_when_true()
}
