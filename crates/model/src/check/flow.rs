//! The ways a run can really go: the graph without what cannot happen, and what is reached over it.
//!
//! A step without `when` is not skipped; a step whose choices all lead elsewhere does not go on to the next; a `choose`
//! with `otherwise` has no way past its cases; a join is reached when every branch that is always taken arrives.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::definition::step::{Again, AnyOrder, BlockJoin, Choose, Joining, Parallel, Repeat};
use crate::definition::{Choice, Step, StepKind, Template, Workflow};
use crate::graph::{Edge, Graph, Node, NodeId, NodeKind};
use crate::outline::{labelled, labels};

/// One way from a node to another.
#[derive(Debug, Clone)]
pub(crate) struct Way<'a> {
    pub from: NodeId,
    pub to: NodeId,
    pub by: By<'a>,
    /// Whether it leads back.
    pub back: bool,
}

/// What makes a run take a way.
#[derive(Debug, Clone, Copy)]
pub(crate) enum By<'a> {
    /// The node is done.
    Done,
    /// The step's `when` is not true.
    Skipped,
    /// A person chooses this.
    Choice(&'a Choice),
    /// This case holds.
    Case(usize),
    /// No case holds.
    NoCase,
    /// This branch begins.
    Branch(usize),
    /// This branch is not taken.
    NoBranch(usize),
    /// A handler fires.
    Handler,
    /// What was done is undone.
    Undo,
}

/// The ways of a workflow.
#[derive(Debug)]
pub(crate) struct Flow<'a> {
    workflow: &'a Workflow,
    graph: &'a Graph,
    ways: Vec<Way<'a>>,
    out: Vec<Vec<usize>>,
    /// The way each node was first reached by; none for starts and for what is not reached.
    parents: Vec<Option<usize>>,
    reached: Vec<bool>,
}

impl<'a> Flow<'a> {
    /// Finds the ways of a graph.
    pub fn of(workflow: &'a Workflow, graph: &'a Graph) -> Self {
        let mut ways = Vec::new();
        for node in &graph.nodes {
            ways_of(node, graph, &mut ways);
        }
        let mut out = vec![Vec::new(); graph.nodes.len()];
        for (index, way) in ways.iter().enumerate() {
            out[way.from.0 as usize].push(index);
        }
        let (parents, reached) = (vec![None; out.len()], vec![false; out.len()]);
        let mut flow = Self { workflow, graph, ways, out, parents, reached };
        flow.reach();
        flow
    }

    /// Whether a run can come to a node.
    pub fn is_reached(&self, node: NodeId) -> bool {
        self.reached[node.0 as usize]
    }

    /// All ways.
    pub fn ways(&self) -> &[Way<'a>] {
        &self.ways
    }

    /// The ways out of a node.
    pub fn ways_from(&self, node: NodeId) -> impl Iterator<Item = &Way<'a>> {
        self.out[node.0 as usize].iter().map(|way| &self.ways[*way])
    }

    /// The nodes that come after a node without going back.
    pub fn onwards_from(&self, node: NodeId) -> Vec<NodeId> {
        let mut seen = HashSet::from([node]);
        let mut queue = VecDeque::from([node]);
        let mut after = Vec::new();
        while let Some(at) = queue.pop_front() {
            for way in self.ways_from(at).filter(|way| !way.back) {
                if seen.insert(way.to) {
                    after.push(way.to);
                    queue.push_back(way.to);
                }
            }
        }
        after
    }

    /// A way from a start to a node, as people read it.
    pub fn way_to(&self, node: NodeId) -> Vec<String> {
        let mut ways = Vec::new();
        let mut at = node;
        while let Some(way) = self.parents[at.0 as usize] {
            ways.push(way);
            at = self.ways[way].from;
        }
        let mut told: Vec<String> = ways.iter().rev().filter_map(|way| self.told(&self.ways[*way])).collect();
        told.extend(self.title(node));
        told
    }

    /// A way in words: the step it leaves and why.
    pub fn told(&self, way: &Way<'_>) -> Option<String> {
        if let (By::Undo, Some(NodeKind::Join(block))) = (way.by, self.graph.node(way.from).map(|node| &node.kind)) {
            return Some(format!("{}: is undone", self.title(*block)?));
        }
        let title = self.title(way.from)?;
        let step = self.graph.node(way.from).and_then(Node::step);
        Some(match (way.by, step.map(|step| &step.kind)) {
            (By::Skipped, _) => format!("{title} (skipped)"),
            (By::Choice(choice), _)
                if step.and_then(|step| step.choices()).is_some_and(|choices| choices.len() > 1) =>
            {
                format!("{title}: {}", choice.label.outline())
            }
            (By::Case(index), Some(StepKind::Choose(choose))) => {
                let case = &choose.cases[index];
                let when = || Some(labelled(&case.when.as_ref()?.text, &labels(self.workflow)));
                let name =
                    case.title.as_ref().map(Template::outline).or_else(when).unwrap_or_else(|| "otherwise".to_owned());
                format!("{title}: {name}")
            }
            (By::NoCase, _) => format!("{title}: no case holds"),
            (By::NoBranch(index), _) => format!("{title}: branch {} is not taken", index + 1),
            (By::Handler, _) => format!("{title}: a handler"),
            (By::Undo, _) => format!("{title}: is undone"),
            _ => title,
        })
    }

    /// What people call a node; none for joins and ends, which only lead on.
    pub fn title(&self, node: NodeId) -> Option<String> {
        match &self.graph.node(node)?.kind {
            NodeKind::Start(index) => Some(self.workflow.start.get(*index)?.title.outline()),
            NodeKind::Step(step) if step.kind.word() == "end" => None,
            NodeKind::Step(step) => Some(step.title.outline()),
            NodeKind::Outcome(name) => Some(self.workflow.outcomes.get(name)?.title.outline()),
            NodeKind::Join(_) | NodeKind::Split(..) | NodeKind::Undone(_) | NodeKind::Aside | NodeKind::ThreadEnd => {
                None
            }
        }
    }

    /// The branch of a block that a way arrives from.
    pub fn branch_of(&self, way: &Way<'_>, block: NodeId) -> Option<usize> {
        if let (By::Branch(index) | By::NoBranch(index), true) = (way.by, way.from == block) {
            return Some(index);
        }
        let scope = self.graph.node(way.from)?.scope;
        self.graph
            .scopes_outwards(scope)
            .find_map(|scope| scope.branch.filter(|(of, _)| *of == block))
            .map(|(_, index)| index)
    }

    /// The branches of a block that are taken and waited for whenever it is entered, by their place.
    pub fn certain(&self, block: NodeId) -> Vec<usize> {
        let Some(step) = self.graph.node(block).and_then(Node::step) else { return Vec::new() };
        let always = |conditions: Vec<bool>| {
            let certain = conditions.into_iter().enumerate().filter(|(_, has_condition)| !has_condition);
            certain.map(|(index, _)| index).collect()
        };
        match &step.kind {
            StepKind::Parallel(Parallel { branches, joining: Joining { join: BlockJoin::All, .. } })
            | StepKind::AnyOrder(AnyOrder { branches }) => {
                always(branches.iter().map(|branch| branch.when.is_some()).collect())
            }
            StepKind::Choose(Choose { cases, take_all: Some(Joining { join: BlockJoin::All, .. }) }) => {
                always(cases.iter().map(|case| case.when.is_some() || cases.len() > 1).collect())
            }
            StepKind::Stage(_) | StepKind::Repeat(Repeat { again: Again::Until(_), .. }) => vec![0],
            _ => Vec::new(),
        }
    }

    /// Whether one branch of a block is enough for it to go on, but one must be there.
    pub fn takes_one(&self, block: NodeId) -> bool {
        let step = self.graph.node(block).and_then(Node::step);
        step.is_some_and(|step| match &step.kind {
            StepKind::Race(_) => true,
            StepKind::Parallel(parallel) => matches!(parallel.joining.join, BlockJoin::Any),
            _ => false,
        })
    }

    fn reach(&mut self) {
        let mut arrived: HashMap<NodeId, HashSet<usize>> = HashMap::new();
        let mut queue: VecDeque<NodeId> = self.graph.starts.iter().copied().collect();
        // What comes up while a run is open may come up at any time.
        queue.extend(self.graph.handlers.iter().map(|edge| edge.to));
        for start in &queue {
            self.reached[start.0 as usize] = true;
        }
        while let Some(at) = queue.pop_front() {
            for index in self.out[at.0 as usize].clone() {
                let way = self.ways[index].clone();
                if self.reached[way.to.0 as usize] || !self.opens(&way, &mut arrived) {
                    continue;
                }
                self.reached[way.to.0 as usize] = true;
                self.parents[way.to.0 as usize] = Some(index);
                queue.push_back(way.to);
            }
        }
    }

    /// Whether an arrival opens the node: a join waits for every branch that is always taken.
    fn opens(&self, way: &Way<'_>, arrived: &mut HashMap<NodeId, HashSet<usize>>) -> bool {
        let Some(NodeKind::Join(block)) = self.graph.node(way.to).map(|node| &node.kind) else { return true };
        let here = arrived.entry(way.to).or_default();
        here.extend(self.branch_of(way, *block));
        self.certain(*block).iter().all(|index| here.contains(index))
    }
}

fn ways_of<'a>(node: &'a Node, graph: &'a Graph, ways: &mut Vec<Way<'a>>) {
    let mut add = |edge: &Edge, by| ways.push(Way { from: node.id, to: edge.to, by, back: edge.back });
    let next = node.next.as_ref();
    match &node.kind {
        NodeKind::Start(_) => next.into_iter().for_each(|edge| add(edge, By::Done)),
        NodeKind::Join(block) => {
            if let Some(edge) = next {
                add(edge, By::Done);
            }
            let undo = graph.node(*block).and_then(|block| block.undo.as_ref());
            if let Some(edge) = undo {
                add(edge, By::Undo);
            }
        }
        NodeKind::Outcome(_) | NodeKind::Undone(_) | NodeKind::Aside => {}
        NodeKind::Split(_, splits) => {
            for split in splits {
                add(&split.edge, By::Done);
            }
            let fits_always = splits.iter().any(|split| split.when.is_none());
            if let Some(edge) = next.filter(|_| !fits_always) {
                add(edge, By::Done);
            }
        }
        NodeKind::ThreadEnd => {
            if let Some(to) = graph.default_outcome {
                add(&Edge { to, leaves: Vec::new(), enters: Vec::new(), back: false }, By::Done);
            }
        }
        NodeKind::Step(step) => {
            match &step.kind {
                StepKind::Choose(choose) if step.is_one_way() => {
                    let inside = node.branches.iter().map(|branch| &branch.first);
                    inside.chain(node.taken()).enumerate().for_each(|(index, edge)| add(edge, By::Case(index)));
                    let fits_always = choose.cases.iter().any(|case| case.when.is_none());
                    if let Some(edge) = node.past.as_ref().or(next).filter(|_| !fits_always) {
                        add(edge, By::NoCase);
                    }
                }
                _ if node.join.is_some() => {
                    for (index, start) in node.branches.iter().enumerate() {
                        add(&start.first, By::Branch(index));
                        if let (true, Some(to)) = (may_be_left_out(step, index), node.join) {
                            let past = Edge { to, leaves: Vec::new(), enters: Vec::new(), back: false };
                            add(&past, By::NoBranch(index));
                        }
                    }
                }
                _ => match step.choices() {
                    Some(choices) => {
                        for (name, choice) in choices {
                            node.after(Some(name)).into_iter().for_each(|edge| add(edge, By::Choice(choice)));
                        }
                    }
                    None => next.into_iter().for_each(|edge| add(edge, By::Done)),
                },
            }
            if let (Some(_), Some(edge)) = (&step.when, &node.skip) {
                add(edge, By::Skipped);
            }
            node.handlers.iter().for_each(|edge| add(edge, By::Handler));
            // What a block did is undone from where it ended.
            node.undo.iter().filter(|_| node.join.is_none()).for_each(|edge| add(edge, By::Undo));
        }
    }
}

/// Whether a block may be done without this branch, item or round.
fn may_be_left_out(block: &Step, index: usize) -> bool {
    match &block.kind {
        StepKind::Choose(choose) => choose.cases.get(index).is_some_and(|case| case.when.is_some()),
        StepKind::Each(_) | StepKind::Repeat(Repeat { again: Again::While(_), .. }) => true,
        StepKind::Parallel(parallel) => {
            let is_one = matches!(parallel.joining.join, BlockJoin::None | BlockJoin::Count(_) | BlockJoin::When(_));
            is_one || parallel.branches.get(index).is_some_and(|branch| branch.when.is_some())
        }
        _ => block.branches().get(index).is_some_and(|branch| branch.when.is_some()),
    }
}
