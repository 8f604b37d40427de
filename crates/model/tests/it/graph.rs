//! What definitions compile to: where tokens go, what they leave, where branches meet.

use std::fmt::Write as _;

use baton_model::compile;
use baton_model::graph::{Edge, Graph, Node, NodeKind};

use crate::examples::example;

/// A graph as text: a line for each node, with its ways.
fn drawn(graph: &Graph) -> String {
    let mut text = String::new();
    for node in &graph.nodes {
        write!(text, "{} {} in {}", node.id.0, name(node), node.scope.0).expect("a string takes all");
        for (way, edge) in ways(node) {
            write!(text, "\n    {way} → {}", target(graph, edge)).expect("a string takes all");
        }
        text.push('\n');
    }
    for scope in &graph.scopes {
        writeln!(
            text,
            "scope {} in {:?} branch {:?}",
            scope.id.0,
            scope.parent.map(|parent| parent.0),
            scope.branch.map(|(block, index)| (block.0, index))
        )
        .expect("a string takes all");
    }
    text
}

fn name(node: &Node) -> String {
    match &node.kind {
        NodeKind::Start(index) => format!("start {index}"),
        NodeKind::Step(step) => format!("{} {}", step.kind.word(), step.id),
        NodeKind::Join(block) => format!("join of {}", block.0),
        NodeKind::Split(of, splits) => format!("split of {} in {}", of.0, splits.len()),
        NodeKind::Undone(of) => format!("undone {}", of.0),
        NodeKind::Aside => "end beside the run".to_owned(),
        NodeKind::ThreadEnd => "end of the thread".to_owned(),
        NodeKind::Outcome(name) => format!("outcome {name}"),
    }
}

fn ways(node: &Node) -> Vec<(String, &Edge)> {
    let mut all: Vec<(String, &Edge)> = Vec::new();
    all.extend(node.next.iter().map(|edge| ("next".to_owned(), edge)));
    all.extend(node.skip.iter().map(|edge| ("skip".to_owned(), edge)));
    all.extend(node.choices.iter().map(|(choice, edge)| (choice.clone(), edge)));
    all.extend(node.cases.iter().enumerate().map(|(index, edge)| (format!("case {index}"), edge)));
    all.extend(node.branches.iter().map(|branch| (format!("branch in {}", branch.scope.0), &branch.first)));
    all.extend(node.splits().iter().map(|split| (format!("split times {}", split.times), &split.edge)));
    let cases =
        node.step().map(|step| step.in_case.iter().map(baton_model::definition::Handler::label).collect::<Vec<_>>());
    all.extend(node.handlers.iter().zip(cases.unwrap_or_default()).map(|(edge, case)| (case, edge)));
    all.extend(node.undo.iter().map(|edge| ("undo".to_owned(), edge)));
    all
}

fn target(graph: &Graph, edge: &Edge) -> String {
    let to = graph.node(edge.to).map(name).unwrap_or_default();
    let back = if edge.back { " (back)" } else { "" };
    let leaves: Vec<u32> = edge.leaves.iter().map(|block| block.0).collect();
    let leaves = if leaves.is_empty() { String::new() } else { format!(" leaving {leaves:?}") };
    let enters: Vec<u32> = edge.enters.iter().map(|block| block.0).collect();
    let enters = if enters.is_empty() { String::new() } else { format!(" entering {enters:?}") };
    format!("{} {to}{back}{leaves}{enters}", edge.to.0)
}

#[test]
fn the_purchase_approval() {
    let compiled = compile(&example("purchase-approval")).expect("it has no errors");
    insta::assert_snapshot!(drawn(&compiled.graph));
}

#[test]
fn handlers_and_a_choice_with_otherwise() {
    let compiled = compile(&example("model-deployment")).expect("it has no errors");
    insta::assert_snapshot!(drawn(&compiled.graph));
}

const JUMPS: &str = "
workflow: jumps
title: Jumps
owner: office
start: [{ form: Ask, gives: [amount] }]
roles: { clerk: { group: office } }
fields: { amount: { type: number } }
steps:
  - task: First
    who: clerk
  - parallel: Outer
    branches:
      - steps:
          - parallel: Inner
            branches:
              - steps:
                  - task: Deep
                    who: clerk
                    choices:
                      ok: {}
                      again: { then: deeper }
                      out: { then: after-inner }
                      side: { then: mend }
                  - task: Deeper
                    who: clerk
              - when: amount > 1
                steps: []
          - task: After inner
            who: clerk
      - steps:
          - task: Beside
            who: clerk
            when: amount > 2
            then: done
  - choose: Which?
    cases:
      - { when: amount > 3, steps: [], then: first }
      - when: amount > 4
        then: mend
        steps: [{ task: In the case, who: clerk }]
  - task: Last
    who: clerk
paths:
  mend:
    - task: Mend it
      who: clerk
    - task: Mend more
      who: clerk
      choices: { ok: {}, back: { then: last } }
outcomes:
  done: {}
";

#[test]
fn jumps_leave_the_blocks_they_are_in() {
    let compiled = compile(JUMPS).unwrap_or_else(|faults| panic!("{faults:#?}"));
    insta::assert_snapshot!(drawn(&compiled.graph));
}

#[test]
fn a_choice_goes_its_own_way_or_on() {
    let compiled = compile(JUMPS).expect("it has no errors");
    let deep = compiled.graph.step("deep").expect("the step");
    let to = |choice| deep.after(choice).and_then(|edge| compiled.graph.node(edge.to)).map(name);
    assert_eq!(to(Some("ok")), Some("task deeper".to_owned()));
    assert_eq!(to(Some("out")), Some("task after-inner".to_owned()));
    assert_eq!(to(None), Some("task deeper".to_owned()));
}

#[test]
fn only_what_goes_up_and_round_leads_back() {
    let compiled = compile(ROUND).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let leads_back: Vec<String> = compiled
        .graph
        .nodes
        .iter()
        .flat_map(|node| node.ways().map(move |edge| (node, edge)))
        .filter(|(_, edge)| edge.back)
        .map(|(node, edge)| format!("{} → {}", name(node), target(&compiled.graph, edge)))
        .collect();
    // From another case into `look` it goes on, and so it does from the path; to `elsewhere` it goes up, but nothing comes from there.
    assert_eq!(
        leads_back,
        [
            "task again → 6 task again (back)",
            "task mend-it → 1 choose which (back)",
            "split of 5 in 1 → 3 task look (back)"
        ]
    );
}

/// A choice that another case is jumped into, a loop of a step with itself, and a jump up into a place that ends.
const ROUND: &str = "
workflow: round
title: Round
owner: office
start: [{ form: Ask, gives: [amount] }]
fields: { amount: { type: number, required: true } }
roles: { clerk: { group: office } }
steps:
  - choose: Which?
    cases:
      - when: amount > 1
        steps:
          - { task: Elsewhere, who: clerk, then: over }
      - otherwise: true
        steps:
          - { task: Look, who: clerk }
          - { task: Count, who: clerk }
  - task: File
    who: clerk
    choices: { filed: {}, back: { then: [{ to: look, when: amount > 3 }] }, ask: { then: ask }, mend: { then: mend } }
  - task: Again
    who: clerk
    choices: { ok: {}, again: { then: again }, up: { then: elsewhere } }
paths:
  ask: [{ task: Ask them, who: clerk, then: again }]
  mend: [{ task: Mend it, who: clerk, then: which }]
outcomes: { over: { title: Over } }
";

#[test]
fn two_blocks_of_one_id_are_told_and_nothing_more_happens() {
    let twice = "
workflow: errand
title: An errand
owner: office
start: [{ form: Ask, gives: [item] }]
fields: { item: { type: text, required: true } }
steps:
  - { choose: Which, cases: [{ when: item = \"a\" }] }
  - { choose: Which, cases: [{ when: item = \"b\" }, { when: item = \"c\" }] }
outcomes: { done: {} }
";
    let codes: Vec<_> = baton_model::read(twice).faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["check.duplicate_id"]);
}
