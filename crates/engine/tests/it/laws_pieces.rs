//! Random workflows for the laws: drawn as pieces, written as text.

use std::fmt::Write;

use proptest::prelude::*;

use crate::laws_jobs;

/// A piece of a workflow.
#[derive(Clone, Debug)]
pub enum Piece {
    Task {
        role: u8,
        when: bool,
        needs: bool,
        gives: bool,
        back: u8,
    },
    Approve {
        role: u8,
        ends: bool,
        back: u8,
    },
    /// An approval by several.
    Votes {
        need: u8,
        one_by_one: bool,
        hear: bool,
        back: u8,
    },
    Set(u8),
    Rules,
    Table,
    Send,
    Choose(Vec<Piece>, Vec<Piece>),
    Parallel(Vec<Vec<Piece>>),
    /// A `parallel` that goes on before all are done, and whether the rest is cancelled.
    Some(Vec<Vec<Piece>>, u8, bool),
    Race(Vec<Vec<Piece>>, bool),
    AnyOrder(Vec<Vec<Piece>>),
    Stage(Vec<Piece>, u8),
    Each(Vec<Piece>, u8),
    Repeat(Vec<Piece>, bool),
    Wait(u8),
    /// A step whose work others do.
    Job(u8),
    /// A task from which a thread goes two ways, the first perhaps only on a condition, which meet again in one with this
    /// `join`.
    Split(u8),
}

pub fn piece() -> impl Strategy<Value = Piece> {
    let leaf = prop_oneof![
        3 => (0u8..5, any::<bool>(), any::<bool>(), any::<bool>(), 0u8..4)
            .prop_map(|(role, when, needs, gives, back)| Piece::Task { role, when, needs, gives, back }),
        3 => (0u8..5, any::<bool>(), 0u8..4).prop_map(|(role, ends, back)| Piece::Approve { role, ends, back }),
        2 => (0u8..6, any::<bool>(), any::<bool>(), 0u8..4)
            .prop_map(|(need, one_by_one, hear, back)| Piece::Votes { need, one_by_one, hear, back }),
        1 => (0u8..4).prop_map(Piece::Set),
        1 => Just(Piece::Rules),
        1 => Just(Piece::Table),
        1 => Just(Piece::Send),
        1 => (0u8..3).prop_map(Piece::Wait),
        1 => (0u8..8).prop_map(Piece::Split),
        2 => (0u8..4).prop_map(Piece::Job),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let pieces = prop::collection::vec(inner, 0..3);
        let branches = || prop::collection::vec(pieces.clone(), 1..4);
        prop_oneof![
            (pieces.clone(), pieces.clone()).prop_map(|(first, second)| Piece::Choose(first, second)),
            branches().prop_map(Piece::Parallel),
            (branches(), 0u8..4, any::<bool>()).prop_map(|(all, join, cancel)| Piece::Some(all, join, cancel)),
            (branches(), any::<bool>()).prop_map(|(all, claimed)| Piece::Race(all, claimed)),
            branches().prop_map(Piece::AnyOrder),
            (pieces.clone(), 0u8..4).prop_map(|(inside, handler)| Piece::Stage(inside, handler)),
            (pieces.clone(), 0u8..4).prop_map(|(inside, how)| Piece::Each(inside, how)),
            (pieces, any::<bool>()).prop_map(|(inside, until)| Piece::Repeat(inside, until)),
        ]
    })
}

const ROLES: [&str; 5] = ["asker", "boss", "turn", "busy", "first"];

/// Writes a workflow's text.
pub struct Writer {
    text: String,
    steps: usize,
}

impl Writer {
    pub fn workflow(pieces: &[Piece]) -> String {
        let mut writer = Self { text: HEAD.to_owned(), steps: 0 };
        writer.pieces(pieces, 2);
        writer.text.push_str("  - end: over\noutcomes:\n  over: { title: Over, default: true }\n");
        if writer.text.contains("then: dropped") {
            writer.text.push_str("  dropped: { title: Dropped }\n");
        }
        writer.text
    }

    fn line(&mut self, indent: usize, line: &str) {
        writeln!(self.text, "{:indent$}{line}", "").unwrap();
    }

    fn pieces(&mut self, pieces: &[Piece], indent: usize) {
        for piece in pieces {
            self.steps += 1;
            self.piece(piece, indent);
        }
    }

    fn piece(&mut self, piece: &Piece, indent: usize) {
        let (n, inner) = (self.steps, indent + 2);
        match piece {
            Piece::Task { role, when, needs, gives, back } => {
                self.line(indent, &format!("- task: Step {n}"));
                self.line(inner, &format!("who: {}", ROLES[usize::from(*role)]));
                if *when {
                    self.line(inner, "when: size > 5");
                }
                if *needs {
                    self.line(inner, "needs: [size]");
                }
                if *gives {
                    self.line(inner, "gives: [note]");
                }
                self.beside(inner, usize::from(*role) + usize::from(*back));
                self.line(inner, "due: 1 business day");
                self.line(inner, "remind: [2 hours before due, 1 day after opening]");
                self.choices(inner, *back, false);
            }
            Piece::Approve { role, ends, back } => {
                self.line(indent, &format!("- approve: Step {n}"));
                self.line(inner, &format!("who: {}", ROLES[usize::from(*role)]));
                let how = ["add", "move", "tell"][n % 3];
                self.line(inner, "due: 4 hours");
                self.line(inner, &format!("escalate: {{ at: 1 hour overdue, to: manager of asker, how: {how} }}"));
                self.choices(inner, *back, *ends);
            }
            Piece::Votes { .. } => self.votes(piece, indent),
            Piece::Set(kind) => {
                self.line(indent, &format!("- set: Step {n}"));
                let value = ["size: size + 1", "size: size - 3", "note: '\"set\"'", "size: 7"][usize::from(*kind)];
                self.line(inner, &format!("gives: {{ {value} }}"));
                self.beside(inner, n + usize::from(*kind));
            }
            Piece::Rules | Piece::Table => self.decide(matches!(piece, Piece::Table), indent),
            Piece::Send => {
                self.line(indent, &format!("- send: Step {n}"));
                self.line(inner, "to: boss");
                self.line(inner, "subject: \"{note} {size}\"");
                self.line(inner, "body: \"{run.key} {asker.name}\"");
            }
            Piece::Choose(first, second) => {
                self.line(indent, &format!("- choose: Step {n}"));
                self.line(inner, "cases:");
                for (when, steps) in [("when: size > 5", first), ("otherwise: true", second)] {
                    self.line(inner + 2, &format!("- {when}"));
                    self.steps(steps, inner + 4);
                }
            }
            Piece::Job(kind) => {
                for (more, line) in laws_jobs::lines(*kind, n) {
                    self.line(indent + more, &line);
                }
            }
            block => self.block(block, indent),
        }
    }

    fn votes(&mut self, piece: &Piece, indent: usize) {
        let Piece::Votes { need, one_by_one, hear, back } = piece else { return };
        let (n, inner) = (self.steps, indent + 2);
        self.line(indent, &format!("- approve: Step {n}"));
        self.line(inner, "who: all");
        let need = ["any", "all", "majority", "2", "60%", "3"][usize::from(*need)];
        self.line(inner, &format!("need: {need}"));
        self.line(inner, if *one_by_one { "order: one-by-one" } else { "order: together" });
        if *hear {
            self.line(inner, "hear: all");
        }
        let how = ["add", "move", "tell"][n % 3];
        self.line(inner, "due: 4 hours");
        self.line(inner, &format!("escalate: {{ at: 1 hour overdue, to: manager of asker, how: {how} }}"));
        self.choices(inner, *back, true);
    }

    /// What has to do with beginning and undoing.
    fn beside(&mut self, indent: usize, kind: usize) {
        let n = self.steps;
        if n % 5 == 4 {
            self.line(indent, "clock: stop");
        }
        match kind % 7 {
            1 => self.line(indent, "lock: press"),
            2 => self.line(indent, &format!("undo: [{{ task: Undo {n}, who: boss }}]")),
            3 => self.line(indent, &format!("undo: [{{ set: Undo {n}, gives: {{ size: size - 1 }} }}]")),
            4 => self.line(indent, "undoes: all"),
            5 => self.line(indent, "only_while: size < 7"),
            6 => self.line(indent, "redo: if-changed"),
            0 if self.text.ends_with("who: boss\n") => self.line(indent, "accept: { due: 1 hour }"),
            _ => {}
        }
    }

    fn block(&mut self, block: &Piece, indent: usize) {
        let (n, inner) = (self.steps, indent + 2);
        match block {
            Piece::Parallel(branches) => {
                self.line(indent, &format!("- parallel: Step {n}"));
                self.branches(branches, inner);
            }
            Piece::Some(branches, join, cancel) => {
                self.line(indent, &format!("- parallel: Step {n}"));
                let join = ["any", "none", "2", "done * 2 > total"][usize::from(*join)];
                self.line(inner, &format!("join: {join}"));
                self.line(inner, if *cancel { "rest: cancel" } else { "rest: finish" });
                self.branches(branches, inner);
            }
            Piece::Race(branches, claimed) => {
                self.line(indent, &format!("- race: Step {n}"));
                self.line(inner, if *claimed { "first: claimed" } else { "first: completed" });
                self.branches(branches, inner);
            }
            Piece::AnyOrder(branches) => {
                self.line(indent, &format!("- any-order: Step {n}"));
                self.branches(branches, inner);
            }
            Piece::Stage(inside, handler) => {
                self.line(indent, &format!("- stage: Step {n}"));
                self.line(inner, "due: 6 hours");
                self.beside(inner, [0, 1, 2, 6][n % 4]);
                let interrupts = ["true", "false"][usize::from(*handler % 2)];
                self.line(inner, "in_case:");
                self.line(inner + 2, if *handler > 1 { "- overdue: true" } else { "- after: 4 hours" });
                self.line(inner + 4, &format!("interrupt: {interrupts}"));
                if n % 3 == 0 {
                    self.line(inner + 4, "undoes: all");
                }
                self.line(inner + 4, &format!("steps: [{{ task: Handle {n}, who: boss }}]"));
                self.steps(inside, inner);
            }
            Piece::Each(inside, how) => self.each(inside, *how, indent),
            Piece::Repeat(inside, until) => {
                self.line(indent, &format!("- repeat: Step {n}"));
                self.line(inner, if *until { "until: size > 6" } else { "while: size < 4" });
                self.line(inner, "at_most: 3");
                self.steps(inside, inner);
            }
            Piece::Wait(0) => self.line(indent, &format!("- {{ wait: Step {n}, for: 5 hours }}")),
            Piece::Wait(1) => self.line(indent, &format!("- {{ wait: Step {n}, until: size > 4 }}")),
            Piece::Wait(_) => self.line(indent, &format!("- {{ wait: Step {n}, until: now() + 3 hours }}")),
            Piece::Split(join) => {
                self.line(indent, &format!("- task: Step {n}"));
                self.line(inner, "who: asker");
                let left = if *join > 3 { format!("{{ to: left-{n}, when: size > 2 }}") } else { format!("left-{n}") };
                self.line(inner, &format!("then: [{left}, right-{n}]"));
                self.line(indent, &format!("- {{ task: Left {n}, who: boss, then: met-{n} }}"));
                self.line(indent, &format!("- {{ task: Right {n}, who: asker, then: met-{n} }}"));
                self.line(indent, &format!("- task: Met {n}"));
                self.line(inner, "who: asker");
                self.line(inner, ["join: each", "join: all", "join: coming", "join: 1"][usize::from(*join % 4)]);
            }
            _ => {}
        }
    }

    fn each(&mut self, inside: &[Piece], how: u8, indent: usize) {
        let (n, inner) = (self.steps, indent + 2);
        self.line(indent, &format!("- each: Step {n}"));
        self.line(inner, ["in: size", "in: '[size, 2, 3]'"][usize::from(how % 2)]);
        if how > 1 {
            self.line(inner, "at_a_time: 2");
        }
        if n % 3 < 2 {
            self.line(inner, ["add: asker", "add: first"][n % 3]);
        }
        if n % 4 == 1 {
            self.line(inner, "join: done * 2 > total");
        }
        self.steps(inside, inner);
    }

    fn branches(&mut self, branches: &[Vec<Piece>], indent: usize) {
        self.line(indent, "branches:");
        for (place, steps) in branches.iter().enumerate() {
            let when = if place == 1 { "when: size > 3" } else { "title: Branch" };
            self.line(indent + 2, &format!("- {when}"));
            self.steps(steps, indent + 4);
        }
    }

    fn decide(&mut self, is_table: bool, indent: usize) {
        let inner = indent + 2;
        self.line(indent, &format!("- decide: Step {}", self.steps));
        self.line(inner, "gives: [grade]");
        if !is_table {
            self.line(inner, "rules:");
            self.line(inner + 2, "- { when: size > 5, gives: { grade: '\"big\"' } }");
            self.line(inner + 2, "- { otherwise: true, gives: { grade: '\"small\"' } }");
            return;
        }
        self.line(inner, "table:");
        self.line(inner + 2, "hit: unique");
        self.line(inner + 2, "inputs: [size]");
        self.line(inner + 2, "rules:");
        self.line(inner + 4, "- { when: [\"? + 0 < 6\"], gives: [small] }");
        self.line(inner + 4, "- { when: [\"? + 0 > 4 and ? + 0 < 9\"], gives: [big] }");
    }

    fn steps(&mut self, pieces: &[Piece], indent: usize) {
        if pieces.is_empty() {
            return self.line(indent, "steps: []");
        }
        self.line(indent, "steps:");
        self.pieces(pieces, indent + 2);
    }

    fn choices(&mut self, indent: usize, back: u8, ends: bool) {
        self.line(indent, "choices:");
        self.line(indent + 2, "ready: {}");
        if back == 1 {
            self.line(indent + 2, "back: { then: start, comment: required }");
        }
        if ends {
            self.line(indent + 2, "drop: { then: dropped }");
        }
    }
}

const HEAD: &str = "workflow: any
title: Any
owner: procurement
start:
  - form: Ask
    who: everyone
    gives: [size, note]
roles:
  asker: { is: starter }
  boss:  { is: manager of asker }
  turn:  { group: procurement, pick: in-turn, not: [asker] }
  busy:  { group: finance, pick: least-busy, not: [boss] }
  first: { group: procurement, not: [boss, turn] }
  all:   { group: many, pick: everyone, not: [asker] }
fields:
  size:  { type: number, max: 9 }
  note:  { type: text }
  grade: { type: choice, options: [small, big] }
steps:
";
