//! What a built-in function is: its name, how it may be called, what it gives, and what it does.

use crate::civil::{Date, DateTime};
use crate::fault::Trouble;
use crate::types::Type;
use crate::value::{Function, Value};

/// What a built-in function may ask of the evaluation it runs in.
pub trait Runtime {
    /// Calls a function value.
    fn call(&mut self, function: &Function, arguments: &[Value]) -> Result<Value, Trouble>;

    /// Uses up fuel.
    fn spend(&mut self, steps: u64) -> Result<(), Trouble>;

    /// The moment of the evaluation, in its zone.
    fn now(&self) -> Option<DateTime>;

    /// The day of the evaluation, in its zone.
    fn today(&self) -> Option<Date>;
}

/// One way to call a function.
#[derive(Debug, Clone, Copy)]
pub struct Signature {
    /// The names of the parameters.
    pub parameters: &'static [&'static str],
    /// How many of them must be there.
    pub required: usize,
    /// The last one may be repeated.
    pub repeats: bool,
}

/// All parameters must be there.
pub const fn exactly(parameters: &'static [&'static str]) -> Signature {
    Signature { parameters, required: parameters.len(), repeats: false }
}

/// The first ones must be there.
pub const fn at_least(required: usize, parameters: &'static [&'static str]) -> Signature {
    Signature { parameters, required, repeats: false }
}

/// The last one may be there any number of times, at least once.
pub const fn repeated(parameters: &'static [&'static str]) -> Signature {
    Signature { parameters, required: parameters.len(), repeats: true }
}

impl Signature {
    /// Can it be called with so many arguments?
    pub fn takes(&self, count: usize) -> bool {
        count >= self.required && (self.repeats || count <= self.parameters.len())
    }
}

/// A built-in function.
pub struct Builtin {
    /// Its name.
    pub name: &'static str,
    /// The ways to call it.
    pub signatures: &'static [Signature],
    /// The type of what it gives.
    pub gives: Type,
    /// What it does. Arguments that are not there at the end are left out; between others they are null.
    pub run: fn(&mut dyn Runtime, &[Value]) -> Result<Value, Trouble>,
}

impl std::fmt::Debug for Builtin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}()", self.name)
    }
}
