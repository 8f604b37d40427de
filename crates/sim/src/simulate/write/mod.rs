//! The text of a workflow that was drawn, in the language.

mod blocks;
mod keys;
mod leaves;
mod starts;

use std::fmt::Write;

use super::draw::{Drawn, Goal, Key, Kind, Node};

const ROLES: &str = "  team:  { group: team, pick: everyone }
  pool:  { group: team }
";

/// Roles of several sorts, by which a step may be done.
const MORE_ROLES: &str = "  busy:  { group: team, pick: least-busy }
  turn:  { group: team, pick: in-turn, not: [busy] }
  eyes:  { group: team, not: [pool] }
  able:  { group: team, skill: press, pick: in-turn }
  boss:  { is: manager of asker, else: pool }
  rare:  { group: team, skill: fly, else: { group: others, pick: in-turn } }
  lone:  { group: team, skill: print }
  apt:   { group: team, skill: '{if size > 4 then \"print\" else \"\"}', pick: least-busy }
";

const WHO: [&str; 8] = ["busy", "turn", "eyes", "able", "boss", "rare", "lone", "apt"];

const FIELDS: &str = "fields:
  size:  { type: number }
  rows:  { type: list, of: { n: { type: number }, s: { type: number } } }
";

const TYPED: &str = "  note:   { type: text }
  colour: { type: choice, options: [red, green, blue] }
  day:    { type: date }
  urgent: { type: yes-no }
";

/// The text of a workflow.
pub(super) fn text(drawn: &Drawn) -> String {
    let mut writer = Writer::new(drawn.typed);
    writer.roles = drawn.roles;
    for line in ["workflow: any", "title: Any", "owner: owners", "target: 8 hours", "start:"] {
        writer.line(0, line);
    }
    let fields = if drawn.typed { "  gives: [size, rows, note, colour, day, urgent]" } else { "  gives: [size, rows]" };
    for line in ["- form: Ask", "  who: everyone", fields] {
        writer.line(2, line);
    }
    writer.start(drawn.start);
    writer.line(0, "roles:");
    let or_else = if drawn.start.is_by_hand() { "" } else { ", else: { group: others, pick: in-turn }" };
    writer.line(2, &format!("asker: {{ is: starter{or_else} }}"));
    writer.text.push_str(ROLES);
    if drawn.roles {
        writer.text.push_str(MORE_ROLES);
    }
    writer.text.push_str(FIELDS);
    if drawn.typed {
        writer.text.push_str(TYPED);
    }
    writer.line(0, "steps:");
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
        let mut writer = Writer::new(false);
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
    /// Whether there are fields of several types.
    typed: bool,
    /// Whether there are roles of several sorts.
    roles: bool,
    numbers: u32,
    /// The steps of the lists around, the innermost last: where a `then` may go.
    lists: Vec<Vec<String>>,
    /// The locks of the blocks around.
    locked: Vec<u32>,
    /// The items around that are rows, by their names.
    items: Vec<String>,
}

impl Writer {
    fn new(typed: bool) -> Self {
        Self {
            text: String::new(),
            typed,
            roles: false,
            numbers: 0,
            lists: Vec::new(),
            locked: Vec::new(),
            items: Vec::new(),
        }
    }

    /// A condition for the step of this number: this one, or one over a field of another type.
    fn condition(&self, n: u32, plain: &str) -> String {
        const OTHERS: [&str; 8] = [
            "colour = \"red\"",
            "urgent",
            "day > date(\"2026-11-04\")",
            "note = \"b\" or size > 6",
            "not(urgent) and colour != \"blue\"",
            "contains(note, \"x\")",
            "colour in [\"red\", \"green\"]",
            "day = null or urgent",
        ];
        if self.typed && n.is_multiple_of(2) {
            format!("'{}'", OTHERS[n as usize / 2 % OTHERS.len()])
        } else {
            plain.to_owned()
        }
    }

    /// Who does a step.
    fn who(&mut self, numbered: &Numbered<'_>, plain: &str, inner: usize) {
        let named = numbered.node.keys.iter().find_map(|key| match key {
            Key::Who(nth) if self.roles => Some(WHO[*nth as usize]),
            _ => None,
        });
        let is_accepted = numbered.node.keys.iter().any(|key| matches!(key, Key::Accept(_)));
        let plain = if is_accepted { "pool" } else { plain };
        self.line(inner, &format!("who: {}", named.unwrap_or(plain)));
    }

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
        if numbered.node.keys.contains(&Key::Title) {
            let parts = "{note} {if urgent then \"now\" else \"\"}";
            self.line(indent, &format!("- {}: 'Step {n} {parts}'", word(&numbered.node.kind)));
            self.line(inner, &format!("id: step-{n}"));
        } else {
            self.line(indent, &format!("- {}: Step {n}", word(&numbered.node.kind)));
        }
        if numbered.node.when {
            let when = self.condition(n, "size > 3");
            self.line(inner, &format!("when: {when}"));
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
