//! What an expression compiles to: names are slots, functions are found, nothing is left to look up by text but entries.

use crate::builtins::builtin::Builtin;
use crate::fault::Fault;
use crate::span::Span;
use crate::syntax::tree::{Arithmetic, Comparison, Quantifier, TypeName};
use crate::value::Value;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

/// A compiled node with its place.
#[derive(Debug)]
pub struct Node {
    pub span: Span,
    pub kind: Kind,
}

/// The name of an entry, and the place at which it was found the last time: mostly it is there again.
#[derive(Debug)]
pub struct EntryName {
    pub name: Arc<str>,
    pub last_place: AtomicU32,
}

impl EntryName {
    pub fn new(name: &str) -> Self {
        Self { name: Arc::from(name), last_place: AtomicU32::new(0) }
    }
}

/// `NAME in SOURCE` with the local slot the name got.
#[derive(Debug)]
pub struct Bound {
    pub local: u32,
    pub source: Node,
    pub to: Option<Node>,
}

/// A function written in the expression. Its parameters follow the locals it was made among.
#[derive(Debug)]
pub struct Lambda {
    /// The names, each with the type its argument must have.
    pub parameters: Vec<(String, Option<TypeName>)>,
    pub first_local: u32,
    /// The local it is known as itself, so that it can call itself: the last one before its parameters.
    pub own: Option<u32>,
    /// The outer names of the body, with their slots.
    pub outers: Vec<(u32, Arc<str>)>,
    pub body: Node,
}

/// A test of a cell or after `in`.
#[derive(Debug)]
pub struct Test {
    pub node: Node,
    /// It asks about `?` itself, so its own truth is the answer.
    pub is_condition: bool,
}

/// One end of a range.
#[derive(Debug)]
pub struct End {
    pub value: Node,
    pub included: bool,
}

/// What a node is.
#[derive(Debug)]
pub enum Kind {
    Constant(Value),
    Outer {
        slot: u32,
        name: Arc<str>,
    },
    Local(u32),
    /// The entry of a filter's item if it has one of that name, else what the name means outside.
    Member {
        local: u32,
        name: Arc<str>,
        otherwise: Box<Node>,
    },
    Path(Box<Node>, EntryName),
    Filter {
        list: Box<Node>,
        by: Box<Node>,
        local: u32,
    },
    Builtin(&'static Builtin, Vec<Node>),
    Host(Arc<str>, Vec<Node>),
    /// A function value called with arguments, by place or by name.
    Invoke(Box<Node>, Vec<(Option<String>, Node)>),
    BuiltinValue(&'static Builtin),
    Negate(Box<Node>),
    Arithmetic(Box<Node>, Vec<(Arithmetic, Node)>),
    Compare(Comparison, Box<Node>, Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Between(Box<[Node; 3]>),
    In(Box<Node>, Vec<Test>),
    InstanceOf(Box<Node>, TypeName),
    If(Box<[Node; 3]>),
    For {
        bindings: Vec<Bound>,
        partial: u32,
        uses_partial: bool,
        body: Box<Node>,
    },
    Quantified(Quantifier, Vec<Bound>, Box<Node>),
    List(Vec<Node>),
    /// The entries in order; each is a local for those after it.
    Context {
        entries: Vec<(Arc<str>, Node)>,
        first_local: u32,
    },
    Range(Box<End>, Box<End>),
    Unary(Comparison, Box<Node>),
    Function(Arc<Lambda>),
    /// What is wrong here, in an expression that is kept with its faults: null with that reason.
    Faulty(Arc<Fault>),
}
