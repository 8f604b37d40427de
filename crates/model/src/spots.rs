//! The places of a text where an expression or a table stands, or should: what an editor offers help for.
//!
//! A place is found even where what is written there is wrong. Paths are JSON Pointers, as in faults.

use std::collections::HashMap;

use baton_feel::table::Domain;
use baton_feel::{Scope, Type, Value};

use crate::check;
use crate::definition::step::{DecideRules, Table};
use crate::definition::{DecidedBy, Definition, StepKind};
use crate::span::Span;
use crate::yaml::Node;

/// What is asked of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// A value.
    Value,
    /// Yes or no.
    Condition,
    /// Tests of an input of this type: a table's cell under `when`.
    Test(Type),
    /// A value of an output of this type: a table's cell under `gives`.
    Output(Type),
}

/// Where an expression stands, and what may stand there.
#[derive(Debug, Clone)]
pub struct Spot {
    /// The place as a JSON Pointer: `/steps/0/when`.
    pub path: String,
    /// What is asked of it.
    pub wanted: Wanted,
    /// The names it may use.
    pub scope: Scope,
}

/// All places of a text for which an editor offers help.
#[derive(Debug, Clone, Default)]
pub struct Spots {
    /// The expressions, in the order of the text; the cells of tables among them.
    pub expressions: Vec<Spot>,
    /// The paths of the tables, each with its place in the text.
    pub tables: Vec<(String, Span)>,
    /// What every expression of the text may use.
    pub scope: Scope,
}

impl Spots {
    /// The expression at a path.
    pub fn at(&self, path: &str) -> Option<&Spot> {
        self.expressions.iter().find(|spot| spot.path == path)
    }

    /// The table at a path, as far as the text could be read.
    pub fn table<'d>(&self, definition: &'d Definition, path: &str) -> Option<&'d Table> {
        let (_, span) = self.tables.iter().find(|(known, _)| known == path)?;
        tables_of(definition).into_iter().find(|table| table.span == *span)
    }
}

/// What the inputs of a table can be, within the limits of the fields they are.
pub fn table_domains(definition: &Definition, table: &Table) -> Vec<Domain> {
    let field = |name: &str| match definition {
        Definition::Workflow(workflow) => workflow.fields.get(name),
        Definition::Decision(decision) => decision.inputs.get(name).map(|input| &input.field),
        Definition::Process(_) => None,
    };
    table.inputs.iter().map(|input| check::table_domain(&field, input)).collect()
}

/// An input of a table in words: `amount = 1000`.
pub fn table_example(table: &Table, input: &[Value]) -> String {
    check::table_example(table, input)
}

/// The tables of a definition, in the order of the text.
fn tables_of(definition: &Definition) -> Vec<&Table> {
    let workflow = match definition {
        Definition::Workflow(workflow) => workflow,
        Definition::Decision(decision) => {
            let DecidedBy::Table(table) = &decision.by else { return Vec::new() };
            return vec![table];
        }
        Definition::Process(_) => return Vec::new(),
    };
    let steps = workflow.all_steps();
    steps
        .into_iter()
        .filter_map(|step| match &step.kind {
            StepKind::Decide(decide) => match &decide.rules {
                DecideRules::Table(table) => Some(table),
                DecideRules::Rules(_) | DecideRules::Shared(_) => None,
            },
            _ => None,
        })
        .collect()
}

/// Places while a text is read: by where they stand, not yet by path.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    pub expressions: Vec<(Span, Wanted, Scope)>,
    pub tables: Vec<Span>,
}

impl Marks {
    /// With their paths, which one walk through the tree finds.
    pub(crate) fn finish(self, root: &Node, scope: Scope) -> Spots {
        let mut paths: HashMap<Span, Option<String>> = self
            .expressions
            .iter()
            .map(|(span, ..)| (*span, None))
            .chain(self.tables.iter().map(|span| (*span, None)))
            .collect();
        find(root, &mut String::new(), &mut paths);
        let path = |span: &Span| paths.get(span).cloned().flatten();
        let tables = self.tables.iter().filter_map(|span| Some((path(span)?, *span))).collect();
        let expressions = self
            .expressions
            .into_iter()
            .filter_map(|(span, wanted, scope)| Some(Spot { path: path(&span)?, wanted, scope }));
        Spots { expressions: expressions.collect(), tables, scope }
    }
}

/// Gives each wanted place its path. The innermost value of a place has it.
fn find(node: &Node, path: &mut String, wanted: &mut HashMap<Span, Option<String>>) {
    if let Some(found) = wanted.get_mut(&node.span) {
        *found = Some(path.clone());
    }
    let length = path.len();
    for entry in node.entries().unwrap_or_default() {
        path.push('/');
        path.push_str(&entry.key.replace('~', "~0").replace('/', "~1"));
        find(&entry.value, path, wanted);
        path.truncate(length);
    }
    for (index, item) in node.items().unwrap_or_default().iter().enumerate() {
        path.push('/');
        path.push_str(&index.to_string());
        find(item, path, wanted);
        path.truncate(length);
    }
}
