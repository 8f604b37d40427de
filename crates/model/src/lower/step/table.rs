//! A decision table: inputs, outputs, rules of cells.

use baton_feel::{Type, table};

use crate::codes;
use crate::definition::step::{Cell, Hit, Table, TableRule};
use crate::definition::{Expr, Given, Named};
use crate::found::Found;
use crate::limits::{TABLE_COLUMNS_MAX, TABLE_RULES_MAX};
use crate::lower::context::Context;
use crate::lower::keys::Keys;
use crate::lower::values::Words;
use crate::not_yet::Place;
use crate::yaml::Node;

/// The test that fits every value.
const ANY: &str = "-";

const HITS: [(&str, Hit); 2] = [("unique", Hit::Unique), ("first", Hit::First)];

/// Reads `table:`. Its outputs are the step's `gives` unless it names its own.
pub(super) fn read(cx: &mut Context<'_>, node: &Node, gives: &[Given]) -> Option<Table> {
    let mut keys = Keys::open(cx, node, "table", "a table")?;
    if let Some(marks) = &mut cx.marks {
        marks.tables.push(node.span);
    }
    keys.place(Place::TableKey);
    let hit = cx.word(keys.get("hit"), &Words { key: "hit", place: Some(Place::Hit), known: &HITS });
    let inputs = keys.must(cx, "inputs", " and what is looked at, such as [amount]");
    let input_nodes = inputs.map(|node| cx.items(node, "inputs")).unwrap_or_default();
    fits(cx, node, input_nodes.len(), TABLE_COLUMNS_MAX, "inputs")?;
    let compiled: Vec<_> = input_nodes.iter().map(|item| cx.expression(item, "inputs")).collect();
    let types =
        compiled.iter().map(|input| input.as_ref().map_or(Type::Any, |input| input.program.result_type())).collect();
    let inputs: Vec<Expr> = compiled.into_iter().flatten().collect();
    let outputs: Vec<Named> = match keys.get("outputs") {
        Some(node) => cx.nameds(Some(node), "outputs"),
        None => gives.iter().map(|given| Named { name: given.field.clone(), span: given.span }).collect(),
    };
    fits(cx, node, outputs.len(), TABLE_COLUMNS_MAX, "outputs")?;
    let shape = Shape { inputs: types, outputs: &outputs };
    let rules = keys.must(cx, "rules", " and a list of { when: […], gives: […] }");
    if let Some(node) = rules.filter(|node| node.items().is_some_and(<[Node]>::is_empty)) {
        let found = Found::new(&codes::NO_ENTRIES, node.span).with("key", "rules");
        cx.fault(found.with("hint", "write at least one rule"));
    }
    let rules = rules.map(|node| cx.items(node, "rules")).unwrap_or_default();
    fits(cx, node, rules.len(), TABLE_RULES_MAX, "rules")?;
    let rules: Vec<TableRule> = rules.iter().filter_map(|item| rule(cx, item, &shape)).collect();
    let default: Option<Vec<Cell>> = keys.get("default").map(|node| values(cx, node, "default", &outputs));
    let span = keys.span;
    keys.finish(cx);
    let hit = hit.unwrap_or(Hit::Unique);
    let table = ready(hit, &inputs, &rules, default.as_deref());
    Some(Table { hit, inputs, outputs, rules, default, table, span })
}

/// Tells of a table that is larger than one may be; the rest of it is not looked at then.
fn fits(cx: &mut Context<'_>, node: &Node, found: usize, limit: usize, what: &str) -> Option<()> {
    if found <= limit {
        return Some(());
    }
    let fault = Found::new(&codes::TABLE_TOO_LARGE, node.span).with("limit", limit);
    cx.fault(fault.with("what", what).with("found", found));
    None
}

/// The table as the expression language evaluates it.
fn ready(hit: Hit, inputs: &[Expr], rules: &[TableRule], default: Option<&[Cell]>) -> table::Table {
    let program = |cell: &Cell| cell.expr.program.clone();
    let test = |cell: &Cell| (cell.text.trim() != ANY).then(|| program(cell));
    table::Table {
        hit: match hit {
            Hit::Unique => table::Hit::Unique,
            Hit::First => table::Hit::First,
        },
        inputs: inputs.iter().map(|input| input.program.clone()).collect(),
        rules: rules
            .iter()
            .map(|rule| table::Rule {
                when: rule.when.iter().map(test).collect(),
                gives: rule.gives.iter().map(program).collect(),
            })
            .collect(),
        default: default.map(|cells| cells.iter().map(program).collect()),
        priorities: Vec::new(),
    }
}

struct Shape<'a> {
    inputs: Vec<Type>,
    outputs: &'a [Named],
}

fn rule(cx: &mut Context<'_>, node: &Node, shape: &Shape<'_>) -> Option<TableRule> {
    let mut keys = Keys::open(cx, node, "rules", "a rule")?;
    let when = keys.must(cx, "when", " and a test for each input").map(|node| tests(cx, node, &shape.inputs));
    let gives =
        keys.must(cx, "gives", " and a value for each output").map(|node| values(cx, node, "gives", shape.outputs));
    let note = keys.get("note").and_then(|node| cx.text(node, "note"));
    let span = keys.span;
    keys.finish(cx);
    Some(TableRule { when: when?, gives: gives?, note, span })
}

fn tests(cx: &mut Context<'_>, node: &Node, inputs: &[Type]) -> Vec<Cell> {
    let items = cells(cx, node, "when", inputs.len());
    items.iter().zip(inputs).filter_map(|(item, input)| cx.test(item, input)).collect()
}

fn values(cx: &mut Context<'_>, node: &Node, key: &str, outputs: &[Named]) -> Vec<Cell> {
    let items = cells(cx, node, key, outputs.len());
    items.iter().zip(outputs).filter_map(|(item, output)| cx.cell(item, &output.name)).collect()
}

fn cells<'n>(cx: &mut Context<'_>, node: &'n Node, key: &str, expected: usize) -> &'n [Node] {
    let items = cx.items(node, key);
    if node.items().is_some() && items.len() != expected {
        let found = Found::new(&codes::TABLE_WIDTH, node.span).with("key", key);
        cx.fault(found.with("found", items.len()).with("expected", expected));
    }
    items
}
