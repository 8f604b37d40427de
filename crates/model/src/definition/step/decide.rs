//! `decide`: a decision by rule, as a table or as rules in order.

pub use baton_feel::table::{Aggregate, Hit};

use crate::definition::{Expr, Given, Named};
use crate::span::Span;

/// What only a `decide` has. Its results are the step's `gives`.
#[derive(Debug, Clone)]
pub struct Decide {
    /// How it is decided.
    pub rules: DecideRules,
}

impl Decide {
    /// Its conditions, tests and values.
    pub fn expressions(&self) -> Vec<&Expr> {
        match &self.rules {
            DecideRules::Table(table) => table.expressions(),
            DecideRules::Shared(shared) => shared.with.iter().filter_map(|given| given.value.as_ref()).collect(),
            DecideRules::Rules(rules) => {
                let given = rules.iter().flat_map(|rule| &rule.gives).filter_map(|given| given.value.as_ref());
                rules.iter().filter_map(|rule| rule.when.as_ref()).chain(given).collect()
            }
        }
    }
}

/// How it is decided.
#[derive(Debug, Clone)]
pub enum DecideRules {
    /// `table:`.
    Table(Table),
    /// `rules:` the first that holds gives its values.
    Rules(Vec<DecideRule>),
    /// `decision:` one that is shared.
    Shared(Shared),
}

/// A decision that is kept by itself and used by its id.
#[derive(Debug, Clone)]
pub struct Shared {
    /// Its id.
    pub decision: Named,
    /// What its inputs are; those that are not named here are the fields of the same names.
    pub with: Vec<Given>,
}

/// A decision table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Which of the rules that fit count.
    pub hit: Hit,
    /// What is looked at.
    pub inputs: Vec<Expr>,
    /// The fields it gives, in the order of the rules' cells.
    pub outputs: Vec<Named>,
    /// The rules.
    pub rules: Vec<TableRule>,
    /// What is given where no rule fits, one cell for each output.
    pub default: Option<Vec<Cell>>,
    /// The same, ready to be evaluated.
    pub table: baton_feel::table::Table,
    /// Its place.
    pub span: Span,
}

impl Table {
    /// Its inputs, tests and values.
    pub fn expressions(&self) -> Vec<&Expr> {
        let cells = self.rules.iter().flat_map(|rule| rule.when.iter().chain(&rule.gives));
        let cells = cells.chain(self.default.iter().flatten()).map(|cell| &cell.expr);
        self.inputs.iter().chain(cells).collect()
    }

    /// Whether each rule has a test for each input and a value for each output: where a cell could not be read, it has not.
    pub fn is_even(&self) -> bool {
        let fits = |rule: &TableRule| rule.when.len() == self.inputs.len() && rule.gives.len() == self.outputs.len();
        !self.rules.is_empty() && self.rules.iter().all(fits)
    }
}

/// One rule of a table.
#[derive(Debug, Clone)]
pub struct TableRule {
    /// One test for each input.
    pub when: Vec<Cell>,
    /// One value for each output.
    pub gives: Vec<Cell>,
    /// Why the rule is there.
    pub note: Option<String>,
    /// Its place.
    pub span: Span,
}

/// A cell: a test of an input, or an output's value.
#[derive(Debug, Clone)]
pub struct Cell {
    /// As written.
    pub text: String,
    /// Compiled: unary tests in `when`, an expression in `gives`.
    pub expr: Expr,
}

/// One of `rules:`.
#[derive(Debug, Clone)]
pub struct DecideRule {
    /// The condition; none for `otherwise: true`.
    pub when: Option<Expr>,
    /// What it gives.
    pub gives: Vec<Given>,
    /// Its place.
    pub span: Span,
}
