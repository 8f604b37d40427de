//! The text of a workflow that was drawn, in the language.

mod blocks;
mod keys;
mod leaves;

use std::fmt::Write;

use super::draw::{Drawn, Goal, Kind, Node};

const ROLES: &str = "roles:
  asker: { is: starter }
  team:  { group: team, pick: everyone }
  pool:  { group: team }
fields:
  size:  { type: number }
  rows:  { type: list, of: { n: { type: number }, s: { type: number } } }
steps:
";

/// The text of a workflow.
pub(super) fn text(drawn: &Drawn) -> String {
    let mut writer =
        Writer { text: String::new(), numbers: 0, lists: Vec::new(), locked: Vec::new(), items: Vec::new() };
    for line in ["workflow: any", "title: Any", "owner: owners", "target: 8 hours", "start:"] {
        writer.line(0, line);
    }
    for line in ["- form: Ask", "  who: everyone", "  gives: [size, rows]"] {
        writer.line(2, line);
    }
    writer.text.push_str(ROLES);
    let root = writer.numbered(&drawn.nodes);
    writer.list(&root, 2);
    if writer.text.ends_with("steps:\n") {
        writer.line(2, "- { task: Nothing, who: asker }");
    }
    if let Some(reaction) = &drawn.handler {
        writer.lists.push(root.iter().flat_map(places).collect());
        writer.reaction(0, reaction, None, 0);
    }
    writer.text.push_str("outcomes:\n");
    writer.line(2, "over: { title: Over, default: true, gives: [size] }");
    if writer.text.contains("dropped") {
        writer.line(2, "dropped: { title: Dropped }");
    }
    writer.text
}

/// The tables that workflows share, each in a file of its own.
pub(super) fn decisions() -> Vec<String> {
    let shared = |kind: u32| {
        let mut writer =
            Writer { text: String::new(), numbers: 0, lists: Vec::new(), locked: Vec::new(), items: Vec::new() };
        writer.line(0, &format!("decision: table-{kind}"));
        writer.line(0, &format!("title: Table {kind}"));
        writer.line(0, "owner: team");
        writer.line(0, "inputs: { given: { type: number } }");
        writer.line(0, "outputs: { size: { type: number } }");
        writer.table(kind, "given", 0);
        writer.text
    };
    (0..TABLES).map(shared).collect()
}

/// So many tables there are.
const TABLES: u32 = 5;

/// A node with its number.
struct Numbered<'a> {
    n: u32,
    node: &'a Node,
    parts: Vec<Vec<Numbered<'a>>>,
}

struct Writer {
    text: String,
    numbers: u32,
    /// The steps of the lists around, the innermost last: where a `then` may go.
    lists: Vec<Vec<String>>,
    /// The locks of the blocks around.
    locked: Vec<u32>,
    /// The items around that are rows, by their names.
    items: Vec<String>,
}

impl Writer {
    fn numbered<'a>(&mut self, nodes: &'a [Node]) -> Vec<Numbered<'a>> {
        let number = |node: &'a Node| {
            self.numbers += 1;
            let n = self.numbers;
            Numbered { n, node, parts: node.parts.iter().map(|part| self.numbered(part)).collect() }
        };
        nodes.iter().map(number).collect()
    }

    fn line(&mut self, indent: usize, line: &str) {
        writeln!(self.text, "{:indent$}{line}", "").expect("a text takes every line");
    }

    fn list(&mut self, nodes: &[Numbered<'_>], indent: usize) {
        self.lists.push(nodes.iter().flat_map(places).collect());
        for node in nodes {
            self.node(node, indent);
        }
        self.lists.pop();
    }

    fn steps(&mut self, nodes: &[Numbered<'_>], indent: usize) {
        if nodes.is_empty() {
            return self.line(indent, "steps: []");
        }
        self.line(indent, "steps:");
        self.list(nodes, indent + 2);
    }

    fn target(&self, goal: Goal) -> String {
        let all: Vec<&String> = self.lists.iter().flatten().collect();
        match goal as usize % (all.len() + 1) {
            0 => "dropped".to_owned(),
            nth => all[nth - 1].clone(),
        }
    }

    fn node(&mut self, numbered: &Numbered<'_>, indent: usize) {
        let (n, inner) = (numbered.n, indent + 2);
        match &numbered.node.kind {
            Kind::End => return self.line(indent, "- end: over"),
            Kind::Split { join, on_condition } => return self.split(n, (*join, *on_condition), indent),
            _ => {}
        }
        self.line(indent, &format!("- {}: Step {n}", word(&numbered.node.kind)));
        if numbered.node.when {
            self.line(inner, "when: size > 3");
        }
        let held = self.locked.len();
        self.keys(numbered, inner);
        self.own(numbered, inner);
        if let Some(reaction) = &numbered.node.handler {
            self.reaction(n, reaction, Some(&numbered.node.kind), inner);
        }
        self.locked.truncate(held);
    }
}

/// The steps that a `then` beside this one may name: itself, and those in stages and cases.
fn places(numbered: &Numbered<'_>) -> Vec<String> {
    let mut all = match &numbered.node.kind {
        Kind::End => return Vec::new(),
        _ => vec![format!("step-{}", numbered.n)],
    };
    if matches!(numbered.node.kind, Kind::Stage { .. } | Kind::Choose) {
        all.extend(numbered.parts.iter().flatten().flat_map(places));
    }
    all
}

fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Task { .. } | Kind::Split { .. } | Kind::Together | Kind::Edit => "task",
        Kind::Approve { .. } | Kind::Votes { .. } => "approve",
        Kind::Set(_) | Kind::Rows(_) => "set",
        Kind::Send => "send",
        Kind::Wait(_) | Kind::Event { .. } => "wait",
        Kind::Job { .. } => "work",
        Kind::Call { .. } => "call",
        Kind::Rules(_) | Kind::Table(_) => "decide",
        Kind::Sub { .. } => "run",
        Kind::End => "end",
        Kind::Choose | Kind::ChooseAll { .. } => "choose",
        Kind::Parallel { .. } => "parallel",
        Kind::Each { .. } => "each",
        Kind::Repeat { .. } => "repeat",
        Kind::Race { .. } => "race",
        Kind::AnyOrder { .. } => "any-order",
        Kind::Stage { .. } => "stage",
    }
}
