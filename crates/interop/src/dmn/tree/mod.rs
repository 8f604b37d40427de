//! What a file says: definitions with their requirements and boxed expressions, before names and references mean anything.

mod boxed;
mod table;

pub use boxed::{Boxed, Entry, Form, Function, Iteration, Over, Quantifier, Relation};
pub use table::{Aggregation, DecisionTable, HitPolicy, Input, Output, Rule, Tests};

/// A file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Definitions {
    pub name: String,
    pub namespace: String,
    pub imports: Vec<Import>,
    pub types: Vec<ItemDefinition>,
    pub inputs: Vec<InputData>,
    pub decisions: Vec<Decision>,
    pub knowledge: Vec<Knowledge>,
    pub services: Vec<Service>,
}

/// Another file whose parts this one uses under a name; without a name, under their own.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    pub name: String,
    pub namespace: String,
    pub line: u32,
}

/// A name with the type it is said to have.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Variable {
    pub name: String,
    pub type_ref: Option<String>,
}

/// A type.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ItemDefinition {
    pub name: String,
    pub type_ref: Option<String>,
    pub is_collection: bool,
    /// Tests that each value passes; of a list each item.
    pub allowed: Option<String>,
    /// Tests that the value as a whole passes.
    pub constraint: Option<String>,
    pub components: Vec<ItemDefinition>,
    /// The parameters and the result, where it is the type of functions.
    pub function: Option<(Vec<Variable>, Option<String>)>,
    pub line: u32,
}

/// A value from outside.
#[derive(Debug, Clone, PartialEq)]
pub struct InputData {
    pub id: String,
    pub about: String,
    pub variable: Variable,
    pub line: u32,
}

/// A decision: what it needs, and how its value comes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    pub id: String,
    pub name: String,
    pub about: String,
    pub variable: Variable,
    /// References to inputs and decisions.
    pub needs: Vec<String>,
    /// References to knowledge models and services.
    pub knows: Vec<String>,
    pub logic: Option<Boxed>,
    pub line: u32,
}

/// A knowledge model: a function that decisions call.
#[derive(Debug, Clone, PartialEq)]
pub struct Knowledge {
    pub id: String,
    pub about: String,
    pub variable: Variable,
    pub knows: Vec<String>,
    pub function: Option<Function>,
    pub line: u32,
}

/// A decision service: decisions that are asked together, with what is given to them.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    pub id: String,
    pub about: String,
    pub variable: Variable,
    pub outputs: Vec<String>,
    pub encapsulated: Vec<String>,
    pub input_decisions: Vec<String>,
    pub input_data: Vec<String>,
    pub line: u32,
}
