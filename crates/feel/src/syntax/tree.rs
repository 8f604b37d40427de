//! What the parser makes of a text: a tree in which every node knows its place and its depth; names are still texts.

use crate::span::Span;
use crate::value::Value;

/// A node of the tree.
#[derive(Debug, Clone)]
pub struct Expr {
    pub span: Span,
    /// How many nodes lie below each other from here on.
    pub depth: u32,
    pub kind: Box<ExprKind>,
}

/// Two trees are the same that say the same, wherever it stands.
impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// `+ - * / **`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

/// `= != < <= > >=`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    /// The comparison a symbol stands for.
    pub fn of(symbol: &str) -> Option<Self> {
        Some(match symbol {
            "=" => Self::Equal,
            "!=" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }
}

/// `some` or `every`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    Some,
    Every,
}

/// `NAME in SOURCE`, or `NAME in SOURCE..TO`.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding {
    pub name: String,
    pub source: Expr,
    pub to: Option<Expr>,
}

/// A name with the place where it is written.
#[derive(Debug, Clone)]
pub struct Named {
    pub name: String,
    pub span: Span,
}

impl PartialEq for Named {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// What a function is called with.
#[derive(Debug, Clone, PartialEq)]
pub enum Arguments {
    Positional(Vec<Expr>),
    Named(Vec<(Named, Expr)>),
}

/// One end of a written range.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    pub value: Box<Expr>,
    pub included: bool,
}

/// A type as `instance of` and parameters name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeName {
    Simple(String),
    List(Box<TypeName>),
    Range(Box<TypeName>),
    Context(Vec<(String, TypeName)>),
    Function(Vec<TypeName>, Box<TypeName>),
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    Constant(Value),
    Name(String),
    Path(Box<Expr>, Named),
    Filter(Box<Expr>, Box<Expr>),
    Call(Box<Expr>, Arguments),
    Negate(Box<Expr>),
    /// A chain of one precedence from left to right, so that a long sum is not a deep tree.
    Arithmetic(Box<Expr>, Vec<(Arithmetic, Expr)>),
    Compare(Comparison, Box<Expr>, Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Vec<Expr>),
    InstanceOf(Box<Expr>, TypeName),
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    For(Vec<Binding>, Box<Expr>),
    Quantified(Quantifier, Vec<Binding>, Box<Expr>),
    List(Vec<Expr>),
    Context(Vec<(Named, Expr)>),
    Range(End, End),
    /// `< 5` where a test or a range is meant.
    Unary(Comparison, Box<Expr>),
    Function(Vec<(Named, Option<TypeName>)>, Box<Expr>),
}

/// The tests of a cell: one must hold, or with `not(…)` none. No tests: `-`, everything holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Tests {
    pub negated: bool,
    pub tests: Vec<Expr>,
}
