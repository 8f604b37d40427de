//! Evaluates what was compiled: code over frames, functions, the requirements of decisions. An error is null with a reason.
//!
//! Everything one request leads to, however deep, draws on one budget of steps, memory and depth.

mod boxed;
mod function;
mod session;
mod table;

pub use session::Session;

use super::fault::Fault;
use super::types::{TypeId, Types};
use baton_feel::{Env, Limits, Measured, Note, Program, Slots, Span, Value};
use std::sync::Arc;

/// Why something became null.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The code.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
    /// The line of the file that the expression begins on; 0 where none is known.
    pub line: u32,
}

/// More reasons would say nothing new.
const REASONS_MAX: usize = 64;
/// How many levels one boxed expression counts.
const LEVELS: u32 = 1;

/// What holds for one evaluation.
pub struct Machine<'a> {
    pub model: &'a Arc<super::compile::Compiled>,
    env: Env<'a>,
    left: Limits,
    pub reasons: Vec<Reason>,
}

/// The values of the names, by their slots.
pub type Frame = Vec<Value>;

/// Puts a value at its slot.
pub fn set(frame: &mut Frame, slot: usize, value: Value) {
    if frame.len() <= slot {
        frame.resize(slot + 1, Value::Null);
    }
    frame[slot] = value;
}

impl<'a> Machine<'a> {
    pub fn new(model: &'a Arc<super::compile::Compiled>, env: &Env<'a>) -> Self {
        Self { model, env: *env, left: env.limits, reasons: Vec::new() }
    }

    pub fn types(&self) -> &'a Types {
        &self.model.types
    }

    pub fn left(&self) -> Limits {
        self.left
    }

    /// Null, for that reason.
    pub fn null(&mut self, fault: &Fault) -> Value {
        self.reason(fault.code, fault.message.clone(), fault.line);
        Value::Null
    }

    pub fn fault(&mut self, code: &'static str, line: u32, params: &[(&str, &str)]) -> Value {
        self.null(&Fault::new(code, line, params))
    }

    fn reason(&mut self, code: &'static str, message: String, line: u32) {
        if self.reasons.len() < REASONS_MAX {
            self.reasons.push(Reason { code, message, line });
        }
    }

    /// The environment over a frame, with what is left.
    pub fn env<'b>(&self, names: &'b Slots<'b>) -> Env<'b>
    where
        'a: 'b,
    {
        Env { lookup: names, limits: self.left, ..self.env }
    }

    pub fn program(&mut self, program: &Program, frame: &[Value], line: u32) -> Value {
        let names = Slots(frame);
        let found = program.measure(&self.env(&names));
        self.took(found, line)
    }

    /// Notes what came of an expression, and what it has used up.
    pub fn took(&mut self, found: Measured, line: u32) -> Value {
        self.left.fuel_steps_max = self.left.fuel_steps_max.min(found.left.fuel_steps_max);
        self.left.memory_bytes_max = self.left.memory_bytes_max.min(found.left.memory_bytes_max);
        for note in found.outcome.notes {
            self.reason(note.code, note.message, line);
        }
        found.outcome.value
    }

    /// Uses up steps; false where there are none left.
    pub fn burn(&mut self, steps: u64) -> bool {
        if let Some(left) = self.left.fuel_steps_max.checked_sub(steps) {
            self.left.fuel_steps_max = left;
            return left > 0;
        }
        self.left.fuel_steps_max = 0;
        false
    }

    /// One level down; the work is not done where that is too deep, or nothing is left.
    pub fn deeper(&mut self, line: u32, work: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.burn(1) {
            return self.fault("dmn.limit", line, &[("what", "steps")]);
        }
        if self.left.depth_max < LEVELS {
            return self.fault("dmn.limit", line, &[("what", "levels of calls")]);
        }
        self.left.depth_max -= LEVELS;
        let value = work(self);
        self.left.depth_max += LEVELS;
        value
    }

    /// The value as a type wants it.
    pub fn taken(&mut self, value: Value, kind: Option<TypeId>, name: &str, line: u32) -> Value {
        let Some(kind) = kind.filter(|_| !value.is_null()) else { return value };
        let names = Slots(&[]);
        match self.types().taken(&value, kind, &self.env(&names)) {
            Some(value) => value,
            None => {
                let wanted = self.types().name(kind);
                let name = if name.is_empty() { wanted.to_owned() } else { format!("{name} ({wanted})") };
                self.fault("dmn.type", line, &[("name", &name)])
            }
        }
    }

    /// The reasons as the expression language notes them, for the expression that called.
    pub fn into_notes(self) -> Vec<Note> {
        let note = |reason: Reason| Note { code: reason.code, message: reason.message, span: Span::default() };
        self.reasons.into_iter().map(note).collect()
    }
}
