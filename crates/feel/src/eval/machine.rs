//! The state of one evaluation: locals, notes, and what is left of the budgets.
//!
//! When a budget runs out nothing more is computed: every further node is null at once, and the outcome too.

use crate::env::{Env, Limits, Measured};
use crate::fault::{Fault, Note, Trouble};
use crate::node::{Kind, Node};
use crate::span::Span;
use crate::trace::Recorder;
use crate::value::{Context, List, Value};

/// More notes would say nothing new.
const NOTES_MAX: usize = 32;
/// How deep lists and contexts may be nested that an expression makes.
const VALUE_DEPTH_MAX: u32 = 200;
/// What a place in a list costs, in bytes.
const PLACE_BYTES: u64 = 40;
/// How much text one step of fuel reads.
const TEXT_BYTES_PER_STEP: u64 = 64;
/// What it takes to write a value as a text, and to find a moment in a zone, besides what is read for it.
const STEPS_PER_TEXT: u64 = 2;
const STEPS_PER_MOMENT: u64 = 4;

/// What stands at a local's place: a value, or the item that a loop has come to, which is not copied.
#[derive(Debug, Clone)]
pub(super) enum Local {
    Own(Value),
    Item(List, usize),
}

impl Local {
    pub fn value(&self) -> &Value {
        match self {
            Self::Own(value) => value,
            Self::Item(list, at) => &list[*at],
        }
    }
}

pub struct Machine<'a> {
    pub(super) env: &'a Env<'a>,
    pub(super) text: &'a str,
    pub(super) locals: Vec<Local>,
    notes: Vec<Note>,
    fuel: u64,
    memory: u64,
    depth: u32,
    exhausted: bool,
    /// What each part gives, where somebody wants to know.
    pub(super) recorder: Option<Box<Recorder>>,
}

impl<'a> Machine<'a> {
    pub fn new(text: &'a str, env: &'a Env<'a>) -> Self {
        let limits = env.limits;
        Self {
            env,
            text,
            locals: Vec::new(),
            notes: Vec::new(),
            fuel: limits.fuel_steps_max,
            memory: limits.memory_bytes_max,
            depth: 0,
            exhausted: false,
            recorder: None,
        }
    }

    /// The notes, and whether a budget ran out.
    pub fn finish(self) -> (Vec<Note>, bool) {
        (self.notes, self.exhausted)
    }

    /// What is left of the limits.
    pub fn left(&self) -> Limits {
        let depth_max = self.env.limits.depth_max.saturating_sub(self.depth);
        Limits { fuel_steps_max: self.fuel, memory_bytes_max: self.memory, depth_max }
    }

    /// Goes on after somebody else has used up a part of what was left.
    pub(super) fn resume(&mut self, found: Measured) -> Value {
        self.fuel = self.fuel.min(found.left.fuel_steps_max);
        self.memory = self.memory.min(found.left.memory_bytes_max);
        for note in found.outcome.notes {
            self.note(Trouble { code: note.code, message: note.message }, note.span);
        }
        found.outcome.value
    }

    pub(super) fn is_exhausted(&self) -> bool {
        self.exhausted
    }

    /// Uses up fuel; false when there is none left.
    pub(super) fn burn(&mut self, steps: u64, span: Span) -> bool {
        if let Some(left) = self.fuel.checked_sub(steps) {
            self.fuel = left;
            return !self.exhausted;
        }
        self.fuel = 0;
        self.exhaust("feel.limit_fuel", "this takes too many steps", span);
        false
    }

    /// How large a text may be that is made now.
    pub(super) fn room_bytes(&self) -> u64 {
        self.memory.min(self.fuel.saturating_mul(TEXT_BYTES_PER_STEP))
    }

    /// Uses up memory; false when there is none left.
    fn take(&mut self, bytes: u64, span: Span) -> bool {
        if let Some(left) = self.memory.checked_sub(bytes) {
            self.memory = left;
            return true;
        }
        self.memory = 0;
        self.note(too_large(), span);
        false
    }

    pub(super) fn exhaust(&mut self, code: &'static str, message: &str, span: Span) {
        if !self.exhausted {
            self.exhausted = true;
            // The reason for the outcome must not be crowded out by earlier notes.
            self.notes.truncate(NOTES_MAX - 1);
            self.notes.push(Note { code, message: message.to_owned(), span });
        }
    }

    /// One level deeper; false when that is too deep.
    pub(super) fn descend(&mut self, span: Span) -> bool {
        if self.depth >= self.env.limits.depth_max {
            self.exhaust("feel.limit_depth", "functions call each other too deep here", span);
            return false;
        }
        self.depth += 1;
        true
    }

    pub(super) fn ascend(&mut self) {
        self.depth -= 1;
    }

    pub(super) fn note(&mut self, trouble: Trouble, span: Span) -> Value {
        if trouble.code.starts_with("feel.limit") {
            self.exhaust(trouble.code, &trouble.message, span);
        } else if self.notes.len() < NOTES_MAX && !self.exhausted {
            self.notes.push(Note { code: trouble.code, message: trouble.message, span });
        }
        Value::Null
    }

    /// Null, because of a fault that was known before.
    pub(super) fn faulty(&mut self, fault: &Fault) -> Value {
        self.note(Trouble { code: fault.code, message: fault.to_string() }, fault.span)
    }

    /// Forgets notes from here on: of what was only tried.
    pub(super) fn forget_notes(&mut self, from: usize) {
        if !self.exhausted {
            self.notes.truncate(from);
        }
    }

    pub(super) fn notes_count(&self) -> usize {
        self.notes.len()
    }

    /// A trouble with operands: where one of them is null, the note names it.
    pub(super) fn note_operands(&mut self, trouble: Trouble, operands: &[(&Node, bool)], span: Span) -> Value {
        let null = operands.iter().find(|(_, is_null)| *is_null).filter(|_| trouble.code == "feel.null");
        let Some((node, _)) = null else { return self.note(trouble, span) };
        let name = node.span.of(self.text);
        let trouble = if !name.is_empty()
            && matches!(node.kind, Kind::Outer { .. } | Kind::Path(..) | Kind::Local(_) | Kind::Member { .. })
        {
            Trouble::null(format!("`{name}` is empty"))
        } else {
            trouble
        };
        self.note(trouble, node.span)
    }

    /// A value that stands ready, without copying it; none where every part is to be recorded.
    pub(super) fn peek<'s>(&'s self, node: &'s Node) -> Option<&'s Value> {
        if self.recorder.is_some() { None } else { self.ready(node) }
    }

    /// A value that stands ready.
    pub(super) fn ready<'s>(&'s self, node: &'s Node) -> Option<&'s Value> {
        match &node.kind {
            Kind::Constant(value) => Some(value),
            Kind::Outer { slot, .. } => self.env.lookup.slot(*slot as usize),
            Kind::Local(at) => self.local(*at),
            Kind::Path(of, entry) => match self.ready(of)? {
                Value::Context(entries) => entries.get_again(&entry.name, &entry.last_place),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn bind(&mut self, local: u32, value: Value) {
        // Locals that are never named have no place of their own yet.
        self.locals.resize(local as usize, Local::Own(Value::Null));
        self.locals.push(Local::Own(value));
    }

    /// The value of a local.
    pub(super) fn local(&self, local: u32) -> Option<&Value> {
        self.locals.get(local as usize).map(Local::value)
    }

    /// The local becomes an item of a list; the next ones by `step`.
    pub(super) fn bind_item(&mut self, local: u32, list: &List, at: usize) {
        self.locals.resize(local as usize, Local::Own(Value::Null));
        self.locals.push(Local::Item(list.clone(), at));
    }

    /// The local that is an item becomes another item of the same list.
    pub(super) fn step(&mut self, local: u32, to: usize) {
        self.locals.truncate(local as usize + 1);
        if let Some(Local::Item(_, at)) = self.locals.last_mut() {
            *at = to;
        }
    }

    pub(super) fn unbind(&mut self, local: u32) {
        self.locals.truncate(local as usize);
    }

    /// Memory for so many values that a function holds.
    pub(super) fn hold(&mut self, count: usize, span: Span) -> bool {
        self.take(PLACE_BYTES * (1 + count as u64), span)
    }

    pub(super) fn list(&mut self, items: Vec<Value>, span: Span) -> Value {
        let bytes = PLACE_BYTES * items.len() as u64;
        if !self.take(bytes, span) {
            return Value::Null;
        }
        self.fitting(Value::List(List::from(items)), span)
    }

    pub(super) fn context(&mut self, entries: Context, span: Span) -> Value {
        if !self.take(2 * PLACE_BYTES * entries.len() as u64, span) {
            return Value::Null;
        }
        self.fitting(Value::Context(entries), span)
    }

    /// A value that an operator or function has made: held against the budgets.
    pub(super) fn made(&mut self, value: Value, span: Span) -> Value {
        let (least_steps, bytes) = match &value {
            Value::Text(text) => (STEPS_PER_TEXT, text.len() as u64),
            Value::List(items) => (0, PLACE_BYTES * items.len() as u64),
            Value::Context(entries) => (0, 2 * PLACE_BYTES * entries.len() as u64),
            Value::DateTime(_) => (STEPS_PER_MOMENT, 0),
            _ => return value,
        };
        let sound = self.burn(least_steps + bytes / TEXT_BYTES_PER_STEP, span) && self.take(bytes, span);
        if sound { self.fitting(value, span) } else { Value::Null }
    }

    fn fitting(&mut self, value: Value, span: Span) -> Value {
        if value.weight_bytes() > self.env.limits.memory_bytes_max {
            return self.note(too_large(), span);
        }
        if value.depth() > VALUE_DEPTH_MAX {
            let trouble = Trouble::limit("feel.limit_depth", "lists and contexts are nested too deep here");
            return self.note(trouble, span);
        }
        value
    }

    /// Fuel for walking through values: what is long costs more.
    pub(super) fn burn_for(&mut self, value: &Value, span: Span) -> bool {
        match value {
            Value::Text(text) => self.burn(text.len() as u64 / TEXT_BYTES_PER_STEP, span),
            Value::List(_) | Value::Context(_) => self.burn(value.weight_bytes() / TEXT_BYTES_PER_STEP, span),
            _ => true,
        }
    }
}

/// What is made does not fit into the memory that an evaluation may use.
pub(super) fn too_large() -> Trouble {
    Trouble::limit("feel.limit_memory", "this makes values that are too large")
}
