//! A function as a value. One of the language is known to the part that runs it; one of a host runs itself.

use crate::env::{Env, Measured};
use crate::value::Value;
use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// What a function value must tell about itself.
pub trait Callable: Any + Send + Sync + fmt::Debug {
    /// The names of its parameters, in order.
    fn parameters(&self) -> Vec<&str>;

    /// How deep the values it has captured are nested.
    fn depth(&self) -> u32;

    /// What it gives, within the limits of `env`, whose names are those of the caller; none of a function of the language itself.
    fn run(&self, _arguments: &[Value], _env: &Env<'_>) -> Option<Measured> {
        None
    }
}

/// A function value.
#[derive(Debug, Clone)]
pub struct Function(Arc<dyn Callable>);

impl Function {
    /// Makes a value of a function.
    pub fn new(callable: impl Callable) -> Self {
        Self(Arc::new(callable))
    }

    /// The names of its parameters, in order.
    pub fn parameters(&self) -> Vec<&str> {
        self.0.parameters()
    }

    /// What is behind it, if it is of that kind.
    pub fn behind<T: Callable>(&self) -> Option<&T> {
        (self.0.as_ref() as &dyn Any).downcast_ref()
    }

    /// Calls it with the arguments in the order of its parameters.
    pub fn call(&self, arguments: &[Value], env: &Env<'_>) -> Measured {
        crate::eval::call(self, arguments, env)
    }

    /// What a function of a host gives; none of one of the language.
    pub(crate) fn run(&self, arguments: &[Value], env: &Env<'_>) -> Option<Measured> {
        self.0.run(arguments, env)
    }

    pub(super) fn depth(&self) -> u32 {
        1 + self.0.depth()
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
