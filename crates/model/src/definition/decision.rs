//! A shared decision: inputs, outputs, and how the ones lead to the others. Workflows and other decisions use it by its id.

use baton_feel::{Program, Type};

use super::step::{DecideRule, Table};
use super::{Expr, Field, Head, Named};
use crate::map::IndexMap;

/// One decision.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Id, title, owner and the like.
    pub head: Head,
    /// What it is decided by, by name.
    pub inputs: IndexMap<String, Parameter>,
    /// What it gives, by name. With a table these are the values of one rule.
    pub outputs: IndexMap<String, Parameter>,
    /// The decisions whose results it uses, with the names they have here.
    pub uses: Vec<Used>,
    /// Functions that its expressions can call, each also those before it.
    pub functions: IndexMap<String, Helper>,
    /// How it is decided.
    pub by: DecidedBy,
}

/// An input or output.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its type, limits and label. Of one that may be anything the type is that of an object.
    pub field: Field,
    /// The type that expressions see.
    pub kind: Type,
}

/// A decision that is used.
#[derive(Debug, Clone)]
pub struct Used {
    /// Under which name its result stands here; its id where nothing else is written.
    pub name: Named,
    /// Its id.
    pub decision: Named,
}

/// A function of a decision.
#[derive(Debug, Clone)]
pub struct Helper {
    /// Its name.
    pub name: Named,
    /// Its parameters.
    pub inputs: IndexMap<String, Parameter>,
    /// What it gives.
    pub value: Expr,
    /// The function itself, as a value.
    pub function: Program,
}

/// How a decision is made.
#[derive(Debug, Clone)]
pub enum DecidedBy {
    /// `table:`.
    Table(Table),
    /// `rules:` the first that holds gives its values.
    Rules(Vec<DecideRule>),
    /// `value:` of one output its value, of several a context of them.
    Value(Expr),
    /// `service: true`: what it uses is its result.
    Service,
}

impl Decision {
    /// Whether a table gives the values of several rules, so that every output is a list.
    pub fn gives_lists(&self) -> bool {
        matches!(&self.by, DecidedBy::Table(table) if table.hit.gives_lists())
    }

    /// The type of its result, as those see it who use it.
    pub fn result_type(&self) -> Type {
        if matches!(self.by, DecidedBy::Service) {
            return Type::Any;
        }
        let of_one = match self.only_output() {
            Some(only) => only.kind.clone(),
            None => {
                Type::Context(self.outputs.iter().map(|(name, output)| (name.clone(), output.kind.clone())).collect())
            }
        };
        if self.gives_lists() { Type::list_of(of_one) } else { of_one }
    }

    /// Its output, if it has one alone.
    pub fn only_output(&self) -> Option<&Parameter> {
        self.outputs.values().next().filter(|_| self.outputs.len() == 1)
    }

    /// Its conditions, tests and values, without those of its functions.
    pub fn expressions(&self) -> Vec<&Expr> {
        match &self.by {
            DecidedBy::Table(table) => table.expressions(),
            DecidedBy::Rules(rules) => {
                let given = rules.iter().flat_map(|rule| &rule.gives).filter_map(|given| given.value.as_ref());
                rules.iter().filter_map(|rule| rule.when.as_ref()).chain(given).collect()
            }
            DecidedBy::Value(value) => vec![value],
            DecidedBy::Service => Vec::new(),
        }
    }
}
