//! Makes the outline of a definition.

use super::labels::{labels, of_fields};
use super::{Block, BranchBlock, ChoiceBlock, Goes, OutcomeBlock, Outline, PartBlock, PathBlock, StartBlock};
use crate::Compiled;
use crate::definition::step::{Branch, Each, EscalateHow, Repeat, Stage, Step, StepKind};
use crate::definition::{
    Choice, Deadline, Decision, Definition, Expr, Handler, Milestone, Process, Start, StartKind, SubRun, Template,
    Then, Who, Workflow,
};
use crate::graph::{self, Graph, NodeKind};
use crate::lower::sentence_case;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The outline of a definition.
pub fn outline(definition: &Definition) -> Outline {
    match definition {
        Definition::Workflow(workflow) => of_workflow(workflow, &graph::build(workflow).0, &Template::outline),
        Definition::Process(process) => of_process(process),
        Definition::Decision(decision) => of_decision(decision),
    }
}

/// The outline of a workflow as it reads in a run: `say` gives what its texts come to there.
pub fn outline_in_run(compiled: &Compiled, say: &dyn Fn(&Template) -> String) -> Outline {
    of_workflow(&compiled.workflow, &compiled.graph, say)
}

fn of_workflow(workflow: &Workflow, graph: &Graph, say: &dyn Fn(&Template) -> String) -> Outline {
    let drawer = Drawer { workflow, graph, say };
    Outline {
        kind: "workflow",
        id: workflow.id.name.clone(),
        title: workflow.title.clone(),
        start: workflow.start.iter().map(|one| start(one, say)).collect(),
        steps: drawer.steps(&workflow.steps),
        parts: Vec::new(),
        paths: workflow.paths.values().map(|path| drawer.path(path)).collect(),
        outcomes: workflow
            .outcomes
            .values()
            .map(|outcome| OutcomeBlock {
                id: outcome.name.clone(),
                title: say(&outcome.title),
                line: outcome.span.line,
            })
            .collect(),
        labels: labels(workflow),
    }
}

fn of_process(process: &Process) -> Outline {
    let outcome = process.outcome.iter().map(|title| OutcomeBlock {
        id: "outcome".to_owned(),
        title: title.outline(),
        line: process.head.id.span.line,
    });
    Outline {
        kind: "process",
        id: process.head.id.name.clone(),
        title: process.head.title.clone(),
        start: process.start.iter().map(|one| start(one, &Template::outline)).collect(),
        steps: process.workflows.iter().map(sub_run).collect(),
        parts: process.workflows.iter().map(part).chain(process.milestones.values().map(milestone)).collect(),
        paths: Vec::new(),
        outcomes: outcome.collect(),
        labels: of_fields(&process.fields, &[]),
    }
}

/// A decision has no steps; what it is called is all there is to draw.
fn of_decision(decision: &Decision) -> Outline {
    Outline {
        kind: "decision",
        id: decision.head.id.name.clone(),
        title: decision.head.title.clone(),
        start: Vec::new(),
        steps: Vec::new(),
        parts: Vec::new(),
        paths: Vec::new(),
        outcomes: Vec::new(),
        labels: BTreeMap::new(),
    }
}

fn sub_run(run: &SubRun) -> Block {
    Block {
        kind: "run",
        id: run.id.name.clone(),
        title: run.workflow.name.clone(),
        due: run.due.as_ref().map(|due| due.text.clone()),
        when: text(run.when.as_ref()),
        gives: run.gives.iter().map(|taken| taken.mine.name.clone()).collect(),
        after: run.after.iter().map(|after| after.name.clone()).collect(),
        line: run.span.line,
        ..Block::default()
    }
}

fn part(run: &SubRun) -> PartBlock {
    let written = |time: &Option<Deadline>| time.as_ref().map(|time| time.text.clone());
    PartBlock {
        id: run.id.name.clone(),
        title: sentence_case(&run.workflow.name),
        workflow: Some(run.workflow.name.clone()),
        after: run.after.iter().map(|after| after.name.clone()).collect(),
        when: text(run.when.as_ref()),
        not_before: written(&run.not_before),
        each: run.each.iter().map(|each| each.text.clone()).collect(),
        due: written(&run.due),
        target: written(&run.target),
        line: run.span.line,
    }
}

fn milestone(milestone: &Milestone) -> PartBlock {
    PartBlock {
        id: milestone.name.name.clone(),
        title: milestone.title.outline(),
        after: milestone.after.iter().map(|after| after.name.clone()).collect(),
        due: milestone.due.as_ref().map(|due| due.text.clone()),
        line: milestone.name.span.line,
        ..PartBlock::default()
    }
}

fn start(start: &Start, say: &dyn Fn(&Template) -> String) -> StartBlock {
    let who = match &start.kind {
        StartKind::Form(who) | StartKind::Manual(who) => Some(who),
        _ => None,
    };
    let who = who.map(|who| match who {
        Who::Everyone => "everyone".to_owned(),
        Who::Public => "public".to_owned(),
        Who::Groups(groups) => groups.iter().map(|group| group.name.as_str()).collect::<Vec<_>>().join(", "),
    });
    StartBlock {
        kind: start.kind_word(),
        id: start.id(),
        title: start_title(start, say),
        who,
        gives: start.gives.iter().map(|given| given.field.clone()).collect(),
        line: start.span.line,
    }
}

/// A start that no person makes is told by when it comes.
fn start_title(start: &Start, say: &dyn Fn(&Template) -> String) -> String {
    match &start.kind {
        StartKind::Schedule { rule, zone } => {
            let said = first_large(&rule.in_words(&start.title.text));
            zone.as_ref().map_or_else(|| said.clone(), |zone| format!("{said}, {}", zone.name))
        }
        StartKind::Date { field, beside: Some(beside) } => {
            let side = if beside.before { "before" } else { "after" };
            format!("{} {side} {}", beside.text, field.name)
        }
        StartKind::Workflow { workflow, outcome: Some(outcome), .. } => {
            format!("{}: {}", workflow.name, outcome.name)
        }
        _ => say(&start.title),
    }
}

fn first_large(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn text(expr: Option<&Expr>) -> Option<String> {
    expr.map(|expr| expr.text.clone())
}

struct Drawer<'a> {
    workflow: &'a Workflow,
    graph: &'a Graph,
    /// What a text reads like.
    say: &'a dyn Fn(&Template) -> String,
}

impl Drawer<'_> {
    fn steps(&self, steps: &[Arc<Step>]) -> Vec<Block> {
        steps.iter().map(|step| self.step(step)).collect()
    }

    fn path(&self, path: &crate::definition::SidePath) -> PathBlock {
        PathBlock {
            id: path.name.name.clone(),
            title: self.title_of(&path.name.name).unwrap_or_default(),
            steps: self.steps(&path.steps),
            line: path.name.span.line,
        }
    }

    fn step(&self, step: &Step) -> Block {
        let mut block = Block {
            kind: step.kind.word(),
            id: step.id.clone(),
            title: step.title.outline(),
            who: step.who.as_ref().map(|who| who.name.clone()),
            due: step.due.as_ref().map(|due| due.text.clone()),
            escalates: step.escalate.as_ref().map(|escalate| {
                let verb = match escalate.how {
                    EscalateHow::Add => "also to",
                    EscalateHow::Move => "moves to",
                    EscalateHow::Tell => "tells",
                };
                format!("{}: {verb} {}", escalate.at.text, escalate.to.phrase)
            }),
            when: text(step.when.as_ref()),
            gives: step.gives.iter().map(|given| given.field.clone()).collect(),
            branches: self.branches(step),
            choices: step
                .choices()
                .into_iter()
                .flat_map(|all| all.values())
                .map(|choice| self.choice(step, choice))
                .collect(),
            goes: self.goes(step, &step.then),
            line: step.title_span.line,
            ..Block::default()
        };
        match &step.kind {
            StepKind::End(end) => {
                block.title = self.title_of(&end.outcome.name).unwrap_or(block.title);
                block.goes.to = Some(end.outcome.name.clone());
            }
            StepKind::Send(send) => {
                let to: Vec<String> = send.to.iter().map(|people| people.phrase.to_string()).collect();
                block.who = Some(to.join(", "));
            }
            _ => {}
        }
        block
    }

    fn branches(&self, step: &Step) -> Vec<BranchBlock> {
        let mut all = match &step.kind {
            StepKind::Choose(choose) => choose
                .cases
                .iter()
                .map(|case| BranchBlock {
                    kind: "case",
                    id: case.id.clone(),
                    title: case.title.as_ref().map(self.say),
                    when: text(case.when.as_ref()),
                    steps: self.steps(&case.steps),
                    goes: self.goes(step, &case.then),
                    line: case.span.line,
                })
                .collect(),
            StepKind::Stage(Stage { steps, .. })
            | StepKind::Each(Each { steps, .. })
            | StepKind::Repeat(Repeat { steps, .. }) => vec![BranchBlock {
                kind: "inside",
                id: format!("{}/1", step.id),
                title: None,
                when: None,
                steps: self.steps(steps),
                goes: Goes::default(),
                line: step.title_span.line,
            }],
            _ => step.branches().iter().map(|branch| self.branch(branch)).collect(),
        };
        all.extend(step.in_case.iter().map(|handler| self.handler(step, handler)));
        all.extend((!step.undo.is_empty()).then(|| self.undo(step)));
        all
    }

    /// What undoes it; nothing follows it there.
    fn undo(&self, step: &Step) -> BranchBlock {
        BranchBlock {
            kind: "undo",
            id: format!("{}/undo", step.id),
            title: Some("undo".to_owned()),
            when: None,
            steps: self.steps(&step.undo),
            goes: Goes::default(),
            line: step.undo.first().map_or(step.title_span.line, |first| first.title_span.line),
        }
    }

    fn branch(&self, branch: &Branch) -> BranchBlock {
        BranchBlock {
            kind: "branch",
            id: branch.id.clone(),
            title: branch.title.as_ref().map(self.say),
            when: text(branch.when.as_ref()),
            steps: self.steps(&branch.steps),
            goes: Goes::default(),
            line: branch.span.line,
        }
    }

    fn handler(&self, step: &Step, handler: &Handler) -> BranchBlock {
        BranchBlock {
            kind: "handler",
            id: handler.label(),
            title: Some(handler.label()),
            when: None,
            steps: self.steps(&handler.steps),
            goes: self.goes(step, &handler.then),
            line: handler.span.line,
        }
    }

    fn choice(&self, step: &Step, choice: &Choice) -> ChoiceBlock {
        let goes = self.goes(step, &choice.then);
        ChoiceBlock { id: choice.name.clone(), label: (self.say)(&choice.label), goes }
    }

    fn goes(&self, step: &Step, then: &[Then]) -> Goes {
        let Some((then, others)) = then.split_first() else { return Goes::default() };
        let inside = |node: &&graph::Node| node.step().is_some_and(|inner| step.span.holds(inner.span));
        let nodes = self.graph.nodes.iter().filter(inside);
        let back = nodes.flat_map(graph::Node::ways).any(|edge| edge.back && self.is(edge, &then.to));
        let also = others.iter().map(|other| self.title_of(&other.to).unwrap_or_else(|| other.to.clone())).collect();
        Goes { to: Some(then.to.clone()), title: self.title_of(&then.to), also, back }
    }

    /// Whether an edge leads to the target of this name.
    fn is(&self, edge: &graph::Edge, name: &str) -> bool {
        match self.graph.node(edge.to).map(|node| &node.kind) {
            Some(NodeKind::Start(_)) => name == "start",
            Some(NodeKind::Step(step)) => {
                let first_of_path = self.workflow.paths.get(name).and_then(|path| path.steps.first());
                step.id == name || first_of_path.is_some_and(|first| first.id == step.id)
            }
            _ => false,
        }
    }

    fn title_of(&self, name: &str) -> Option<String> {
        if name == "start" {
            let by_hand = self.workflow.start.iter().find(|start| start.is_by_hand());
            return by_hand.map(|start| (self.say)(&start.title));
        }
        let outcome = self.workflow.outcomes.get(name).map(|outcome| (self.say)(&outcome.title));
        let step = || self.graph.step(name).and_then(|node| node.step()).map(|step| step.title.outline());
        let path = || self.workflow.paths.get(name).map(|path| sentence_case(&path.name.name));
        outcome.or_else(step).or_else(path)
    }
}
