//! The keys that steps of many kinds have, and handlers.

use super::super::draw::{Goal, Key, Reaction};
use super::leaves::KEYS;
use super::{Kind, Numbered, Writer};

impl Writer {
    pub(super) fn keys(&mut self, numbered: &Numbered<'_>, inner: usize) {
        let n = numbered.n;
        for key in &numbered.node.keys {
            match key {
                Key::Lock(_) | Key::Locks if !self.locked.is_empty() => {}
                Key::Locks => {
                    let shared = [n.is_multiple_of(4), n.is_multiple_of(5)];
                    let named = [1, 0].map(|lock| {
                        if shared[lock] {
                            format!("{{ name: press-{lock}, of: workflow }}")
                        } else {
                            format!("press-{lock}")
                        }
                    });
                    self.line(inner, &format!("lock: [{}]", named.join(", ")));
                    self.locked.extend([0, 1]);
                }
                Key::Lock(lock) => {
                    let of_workflow = format!("{{ name: press-{lock}, of: workflow }}");
                    let named = if n.is_multiple_of(3) { of_workflow } else { format!("press-{lock}") };
                    self.line(inner, &format!("lock: {named}"));
                    self.locked.push(*lock);
                }
                Key::OnlyWhile => {
                    let when = self.condition(n / 2, "size < 7");
                    self.line(inner, &format!("only_while: {when}"));
                }
                Key::Redo => {
                    self.line(inner, "shows: [size]");
                    self.line(inner, "redo: if-changed");
                }
                Key::Undo { by_people: true } => {
                    self.line(inner, &format!("undo: [{{ task: Undo {n}, who: asker }}]"));
                }
                Key::Undo { by_people: false } => {
                    self.line(inner, &format!("undo: [{{ set: Undo {n}, gives: {{ size: size - 1 }} }}]"));
                }
                Key::Undoes(goal) => {
                    let named = goal.map(|goal| self.target(goal)).filter(|to| to != "dropped");
                    self.line(inner, &named.map_or("undoes: all".to_owned(), |to| format!("undoes: [{to}]")));
                }
                Key::ClockStop => self.line(inner, "clock: stop"),
                Key::Needs => self.line(inner, "needs: [size]"),
                Key::Priority(level) => {
                    let by_colour = "'if colour = \"red\" then \"highest\" else if urgent then \"low\" else note'";
                    let level = ["high", "low", "lowest", "normal", by_colour][*level as usize];
                    self.line(inner, &format!("priority: {level}"));
                }
                Key::Accept(goal) => self.accept(numbered, *goal, inner),
                Key::Due | Key::Title | Key::Who(_) => {}
            }
        }
        let hears = numbered.node.handler.as_ref().is_some_and(|reaction| reaction.case == 1);
        if hears || numbered.node.keys.contains(&Key::Due) {
            let due = ["4 hours", "1 business day", "if size > 4 then 1 business hour else 2 days"];
            self.line(inner, &format!("due: \"{}\"", due[n as usize % 3]));
        }
        let is_by_people = matches!(numbered.node.kind, Kind::Task { .. } | Kind::Approve { .. });
        if numbered.node.keys.contains(&Key::Due) && is_by_people {
            self.line(inner, "remind: [2 hours before due, 1 day after opening]");
            let how = ["add", "move", "tell"][n as usize % 3];
            // Who has a role after somebody was brought in, the oracle does not know.
            if !self.roles {
                self.line(inner, &format!("escalate: {{ at: 1 hour overdue, to: asker, how: {how} }}"));
            }
        }
    }

    fn accept(&mut self, numbered: &Numbered<'_>, goal: Goal, inner: usize) {
        let n = numbered.n;
        let to = self.target(goal);
        let points = if n.is_multiple_of(2) { ", checklist: [All is there]" } else { "" };
        let hears = numbered.node.handler.as_ref().is_some_and(|reaction| reaction.case == 1);
        // Its deadline would run from when it is accepted.
        let is_due = hears || numbered.node.keys.contains(&Key::Due);
        if to != "dropped" && to != format!("step-{n}") && !is_due {
            self.line(inner, &format!("accept: {{ back_to: {to}{points} }}"));
        }
    }

    /// A handler, of a step or of the run.
    pub(super) fn reaction(&mut self, n: u32, reaction: &Reaction, of: Option<&Kind>, inner: usize) {
        let after = ["after: 2 hours", "after: 3 business hours"][n as usize % 2];
        let when = format!("when: {}", self.condition(n / 2 + 3, "size > 6"));
        let case = [after, "overdue: true", &when, "error: any", "cancelled: true"];
        let case = case.get(reaction.case as usize).copied().unwrap_or("event: news");
        let (is_error, is_cancelled) = (case == "error: any", case == "cancelled: true");
        self.line(inner, "in_case:");
        self.line(inner + 2, &format!("- {}", if is_error && reaction.has_steps { "error: broken" } else { case }));
        if case == "event: news" {
            let key = KEYS[reaction.case as usize % 3];
            if !key.is_empty() {
                self.line(inner + 4, key);
            }
        }
        if is_cancelled {
            return self.line(inner + 4, &format!("steps: [{{ set: Tidy {n}, gives: {{ size: size + 1 }} }}]"));
        }
        if let (Some(interrupts), false) = (reaction.interrupts, is_error) {
            self.line(inner + 4, &format!("interrupt: {interrupts}"));
        }
        let is_bare = !reaction.has_steps && reaction.then.is_none();
        if reaction.has_steps || (is_bare && !matches!(of, Some(Kind::Stage { .. }))) {
            self.line(inner + 4, &format!("steps: [{{ task: Handle {n}, who: asker }}]"));
        }
        if let Some(goal) = reaction.then {
            let to = self.target(goal);
            self.line(inner + 4, &format!("then: {to}"));
        }
    }
}
