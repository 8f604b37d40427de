//! The text of a workflow that was drawn, in the language.

use std::fmt::Write;

use super::draw::{Goal, Kind, Node, Reaction};

const HEAD: &str = "workflow: any
title: Any
owner: owners
start:
  - form: Ask
    who: everyone
    gives: [size]
roles:
  asker: { is: starter }
  team:  { group: team, pick: everyone }
fields:
  size:  { type: number }
steps:
";

/// The text of a workflow.
pub(super) fn text(nodes: &[Node]) -> String {
    let mut writer = Writer { text: HEAD.to_owned(), numbers: 0, lists: Vec::new() };
    let root = writer.numbered(nodes);
    writer.list(&root, 2);
    if writer.text.ends_with("steps:\n") {
        writer.line(2, "- { task: Nothing, who: asker }");
    }
    writer.text.push_str("outcomes:\n  over: { title: Over, default: true }\n");
    if writer.text.contains("dropped") {
        writer.text.push_str("  dropped: { title: Dropped }\n");
    }
    writer.text
}

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
        self.own(numbered, inner);
        if let Some(reaction) = &numbered.node.handler {
            self.reaction(n, reaction, &numbered.node.kind, inner);
        }
    }

    fn own(&mut self, numbered: &Numbered<'_>, inner: usize) {
        match &numbered.node.kind {
            Kind::Task { gives, choices, cancels } => {
                self.line(inner, "who: asker");
                if *gives {
                    self.line(inner, "gives: [size]");
                }
                if let Some(goal) = cancels {
                    let to = self.target(*goal);
                    if to != "dropped" && to != format!("step-{}", numbered.n) {
                        self.line(inner, &format!("cancels: [{to}]"));
                    }
                }
                self.choices(choices, inner);
            }
            Kind::Approve { choices } => {
                self.line(inner, "who: asker");
                self.choices(choices, inner);
            }
            Kind::Votes { need, one_by_one, hears_all } => {
                let need = ["any", "all", "majority", "2", "60%", "3"][*need as usize];
                let order = if *one_by_one { "one-by-one" } else { "together" };
                self.line(inner, "who: team");
                self.line(inner, &format!("need: {need}"));
                self.line(inner, &format!("order: {order}"));
                if *hears_all {
                    self.line(inner, "hear: all");
                }
                self.line(inner, "choices: { c0: {}, c1: {}, c2: {} }");
            }
            Kind::Set(kind) => {
                let value = ["size + 1", "size - 3", "7", "size * 2"][*kind as usize];
                self.line(inner, &format!("gives: {{ size: {value} }}"));
            }
            Kind::Send => {
                self.line(inner, "to: asker");
                self.line(inner, "subject: Hello");
            }
            Kind::Wait(kind) => {
                let what = ["for: 5 hours", "until: size > 4", "until: now() + 3 hours", "for: 40 minutes"];
                self.line(inner, what[*kind as usize]);
            }
            Kind::Job => self.line(inner, "topic: jobs"),
            _ => self.block(numbered, inner),
        }
    }

    fn block(&mut self, numbered: &Numbered<'_>, inner: usize) {
        let (conditions, word) = match &numbered.node.kind {
            Kind::Choose => (["size > 5", ""].as_slice(), "cases"),
            Kind::ChooseAll { .. } => (["size > 2", "size > 5", "size < 4"].as_slice(), "cases"),
            Kind::Each { items, at_a_time, .. } => {
                self.line(inner, ["in: 3", "in: '[size, 2, 3]'", "in: 1", "in: 2"][*items as usize]);
                if *at_a_time {
                    self.line(inner, "at_a_time: 2");
                }
                (&[] as &[&str], "")
            }
            Kind::Repeat { until } => {
                self.line(inner, if *until { "until: size > 6" } else { "while: size < 4" });
                self.line(inner, "at_most: 3");
                (&[] as &[&str], "")
            }
            Kind::Stage => (&[] as &[&str], ""),
            _ => (["", "size > 3", ""].as_slice(), "branches"),
        };
        self.joining(&numbered.node.kind, inner);
        if word.is_empty() {
            return self.steps(numbered.parts.first().map_or(&[], Vec::as_slice), inner);
        }
        self.line(inner, &format!("{word}:"));
        for (nth, part) in numbered.parts.iter().enumerate() {
            match conditions.get(nth).filter(|condition| !condition.is_empty()) {
                Some(condition) => self.line(inner + 2, &format!("- when: {condition}")),
                None if word == "cases" => self.line(inner + 2, "- otherwise: true"),
                None => self.line(inner + 2, "- title: Branch"),
            }
            self.steps(part, inner + 4);
        }
    }

    fn joining(&mut self, kind: &Kind, inner: usize) {
        let (join, cancels_rest) = match kind {
            Kind::ChooseAll { join, cancels_rest } => {
                self.line(inner, "take: all");
                (*join, *cancels_rest)
            }
            Kind::Parallel { join, cancels_rest } | Kind::Each { join, cancels_rest, .. } => (*join, *cancels_rest),
            _ => return,
        };
        let join = ["all", "any", "none", "2", "done * 2 > total", "all"][join as usize];
        self.line(inner, &format!("join: {join}"));
        self.line(inner, if cancels_rest { "rest: cancel" } else { "rest: finish" });
    }

    fn choices(&mut self, choices: &[Option<Goal>], inner: usize) {
        self.line(inner, "choices:");
        for (nth, goal) in choices.iter().enumerate() {
            let then = goal.map(|goal| format!(" then: {} ", self.target(goal))).unwrap_or_default();
            self.line(inner + 2, &format!("c{nth}: {{{then}}}"));
        }
    }

    fn split(&mut self, n: u32, (join, on_condition): (u32, bool), indent: usize) {
        let inner = indent + 2;
        self.line(indent, &format!("- task: Step {n}"));
        self.line(inner, "who: asker");
        let left = if on_condition { format!("{{ to: left-{n}, when: size > 2 }}") } else { format!("left-{n}") };
        self.line(inner, &format!("then: [{left}, right-{n}]"));
        self.line(indent, &format!("- {{ task: Left {n}, who: asker, then: met-{n} }}"));
        self.line(indent, &format!("- {{ task: Right {n}, who: asker, then: met-{n} }}"));
        self.line(indent, &format!("- task: Met {n}"));
        self.line(inner, "who: asker");
        self.line(inner, ["join: each", "join: all", "join: coming", "join: 1", "join: 2"][join as usize]);
    }

    fn reaction(&mut self, n: u32, reaction: &Reaction, kind: &Kind, inner: usize) {
        let case = match reaction.case {
            0 => "after: 2 hours",
            1 => {
                self.line(inner, "due: 4 hours");
                "overdue: true"
            }
            2 => "when: size > 6",
            _ => "error: any",
        };
        self.line(inner, "in_case:");
        self.line(inner + 2, &format!("- {case}"));
        if let (Some(interrupts), false) = (reaction.interrupts, case == "error: any") {
            self.line(inner + 4, &format!("interrupt: {interrupts}"));
        }
        let is_bare = !reaction.has_steps && reaction.then.is_none();
        if reaction.has_steps || (is_bare && !matches!(kind, Kind::Stage)) {
            self.line(inner + 4, &format!("steps: [{{ task: Handle {n}, who: asker }}]"));
        }
        if let Some(goal) = reaction.then {
            let to = self.target(goal);
            self.line(inner + 4, &format!("then: {to}"));
        }
    }
}

/// The steps that a `then` beside this one may name: itself, and those in stages and cases.
fn places(numbered: &Numbered<'_>) -> Vec<String> {
    let n = numbered.n;
    let mut all = match &numbered.node.kind {
        Kind::End => return Vec::new(),
        Kind::Split { .. } => return vec![format!("step-{n}")],
        _ => vec![format!("step-{n}")],
    };
    if matches!(numbered.node.kind, Kind::Stage | Kind::Choose) {
        all.extend(numbered.parts.iter().flatten().flat_map(places));
    }
    all
}

fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Task { .. } | Kind::Split { .. } => "task",
        Kind::Approve { .. } | Kind::Votes { .. } => "approve",
        Kind::Set(_) => "set",
        Kind::Send => "send",
        Kind::Wait(_) => "wait",
        Kind::Job => "work",
        Kind::End => "end",
        Kind::Choose | Kind::ChooseAll { .. } => "choose",
        Kind::Parallel { .. } => "parallel",
        Kind::Each { .. } => "each",
        Kind::Repeat { .. } => "repeat",
        Kind::Race => "race",
        Kind::AnyOrder => "any-order",
        Kind::Stage => "stage",
    }
}
