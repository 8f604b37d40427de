//! The names that hold at a place, with their slots in the frame.

use baton_feel::{Program, Scope, Type, compile_tolerant, compile_unary_tolerant};

/// More types than these are not known to expressions.
const TYPES_MAX: usize = 500;

/// The names that hold at a place.
#[derive(Debug, Clone)]
pub struct Names {
    pub scope: Scope,
}

impl Names {
    pub fn new() -> Self {
        Self { scope: Scope::new() }
    }

    /// With the types that expressions can name; what cannot be written as one is not known there.
    pub fn with_types(types: &[(String, String)]) -> Self {
        let named = |scope: Scope, (name, written): &(String, String)| {
            let before = scope.clone();
            scope.with_type(name, written).unwrap_or(before)
        };
        Self { scope: types.iter().take(TYPES_MAX).fold(Scope::new(), named) }
    }

    /// A name more; one that is there already means something else from here on. The slot of its value.
    pub fn add(&mut self, name: &str, kind: Type) -> usize {
        self.scope = self.scope.clone().with(name, kind);
        self.scope.slot(name).unwrap_or(0)
    }

    /// A name that no author can have used for something that is needed here.
    pub fn hidden(&mut self, word: &str, kind: Type) -> (String, usize) {
        let mut name = word.to_owned();
        while self.scope.slot(&name).is_some() {
            name.push('_');
        }
        let slot = self.add(&name, kind);
        (name, slot)
    }

    pub fn compile(&self, text: &str) -> Program {
        compile_tolerant(text, &self.scope)
    }

    pub fn tests(&self, text: &str, input: &Type) -> Program {
        compile_unary_tolerant(text, input, &self.scope)
    }
}
