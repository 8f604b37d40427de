//! Decision tables as a file has them.

/// A decision table.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionTable {
    pub hit: HitPolicy,
    pub inputs: Vec<Input>,
    pub outputs: Vec<Output>,
    pub rules: Vec<Rule>,
}

/// Which of the rules that are met count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HitPolicy {
    Unique,
    Any,
    Priority,
    First,
    RuleOrder,
    OutputOrder,
    Collect(Option<Aggregation>),
}

/// What is made of collected values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregation {
    Sum,
    Min,
    Max,
    Count,
}

/// Tests, with the line they stand on.
pub type Tests = (String, u32);

/// A column of tests.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Input {
    pub label: Option<String>,
    pub text: String,
    pub type_ref: Option<String>,
    pub allowed: Option<String>,
    pub line: u32,
}

/// A column of values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Output {
    pub name: Option<String>,
    pub label: Option<String>,
    pub type_ref: Option<String>,
    pub allowed: Option<String>,
    pub default: Option<String>,
    pub line: u32,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rule {
    pub tests: Vec<Tests>,
    pub values: Vec<Tests>,
    pub about: Vec<String>,
}
