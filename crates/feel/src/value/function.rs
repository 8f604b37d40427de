//! A function as a value. What it does is known to the part that runs it; here it has only its parameters.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// What a function value must tell about itself.
pub trait Callable: Any + Send + Sync + fmt::Debug {
    /// The names of its parameters, in order.
    fn parameters(&self) -> Vec<&str>;

    /// How deep the values it has captured are nested.
    fn depth(&self) -> u32;
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

    pub(super) fn depth(&self) -> u32 {
        1 + self.0.depth()
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
