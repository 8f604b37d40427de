//! Boxed expressions.

use super::{DecisionTable, Variable};

/// An expression, and the type its value is said to have.
#[derive(Debug, Clone, PartialEq)]
pub struct Boxed {
    pub form: Form,
    pub type_ref: Option<String>,
    pub line: u32,
}

/// The forms of expressions.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// A text in an expression language; none is FEEL.
    Literal {
        text: String,
        language: Option<String>,
    },
    Table(Box<DecisionTable>),
    Context(Vec<Entry>),
    List(Vec<Boxed>),
    Relation(Relation),
    Function(Box<Function>),
    /// What is called, and the value of each parameter.
    Invocation(Option<Box<Boxed>>, Vec<(Variable, Option<Boxed>)>),
    /// Condition, then, else.
    Conditional(Box<[Option<Boxed>; 3]>),
    /// What is filtered, and what must hold.
    Filter(Box<[Option<Boxed>; 2]>),
    Iterator(Box<Iteration>),
}

/// An entry of a context; without a variable the result of all of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub variable: Option<Variable>,
    pub value: Option<Boxed>,
}

/// Rows over named columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    pub columns: Vec<Variable>,
    pub rows: Vec<Vec<Boxed>>,
}

/// A function with its body.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// What runs it, where that is not FEEL.
    pub foreign: Option<String>,
    pub parameters: Vec<Variable>,
    pub body: Option<Boxed>,
    pub type_ref: Option<String>,
    pub line: u32,
}

/// `for`, `some` or `every`.
#[derive(Debug, Clone, PartialEq)]
pub struct Iteration {
    pub over: Over,
    pub variable: String,
    pub source: Option<Boxed>,
    pub body: Option<Boxed>,
}

/// What is done with each item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    For,
    Satisfies(Quantifier),
}

/// How many must satisfy the condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    Some,
    Every,
}
